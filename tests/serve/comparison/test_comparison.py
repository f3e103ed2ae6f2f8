"""Two drafts of a contract compared by the command, with the built-in model."""

from __future__ import annotations

import json

import pytest

from chunking.pipeline import document_from_text
from model.engines.load_engine import load_engine
from model.engines.tagger.engine import Tagger
from model.review import review_document
from serve.cli import main
from serve.comparison.comparison import ReviewedDraft, compare

OLD = """SUPPLY AGREEMENT

This Supply Agreement is entered into as of March 1, 2024 between Norwell Tools, Inc., a Delaware corporation
("Supplier"), and Greenmoor Stores LLC, an Ohio limited liability company ("Buyer").

1. Delivery. Supplier shall deliver the Goods to the warehouse of Buyer within thirty days of each order.

2. Payment. Buyer shall pay each invoice within sixty days of its receipt.

3. Term. This Agreement begins on March 1, 2024 and ends on February 28, 2027.

4. Liability. The total liability of either party under this Agreement shall not exceed the fees paid in the twelve
months before the claim.

5. Assignment. Neither party may assign this Agreement without the prior written consent of the other party.

6. Governing law. This Agreement is governed by the laws of the State of Delaware.
"""
ASSIGNMENT = (
    "5. Assignment. Neither party may assign this Agreement without the prior written consent of the other party."
)
NEW = (
    OLD.replace("State of Delaware", "State of New York")
    .replace("within sixty days", "within ninety days")
    .replace(f"{ASSIGNMENT}\n\n", "")
    .replace("6. Governing", "5. Governing")
)


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts")
    (folder / "old.txt").write_text(OLD)
    (folder / "new.txt").write_text(NEW)
    assert (
        main(
            [
                "compare",
                *(str(folder / name) for name in ("old.txt", "new.txt")),
                "--html",
                "-o",
                str(folder / "c.json"),
            ]
        )
        == 0
    )
    return json.loads((folder / "c.json").read_text()), (folder / "c.html").read_text()


def test_every_change_of_words_is_reported_and_the_renumbered_clause_is_none(compared):
    changes = compared[0]["changes"]
    assert sorted(change["kind"] for change in changes) == ["altered", "altered", "removed"]
    [removed] = [change for change in changes if change["kind"] == "removed"]
    assert "Neither party may assign" in removed["old"]["text"] and removed["new"] is None


def test_an_altered_sentence_is_shown_word_by_word(compared):
    [payment] = [one for one in compared[0]["changes"] if one["new"] and "invoice" in one["new"]["text"]]
    assert [(piece["kind"], piece["text"]) for piece in payment["words"] if piece["kind"] != "same"] == [
        ("removed", "sixty"),
        ("added", "ninety"),
    ]
    assert payment["old"]["pages"] == [] and payment["old"]["paragraphs"] == [4]


def test_values_read_from_changed_words_are_compared_and_no_others(compared):
    values = {value["field"]: (value["old"], value["new"]) for value in compared[0]["values"]}
    assert values == {"governing_law": ("Delaware", "New York")}


def test_what_matters_most_comes_first(compared):
    assert compared[0]["changes"][-1]["categories"] == []
    assert {label for change in compared[0]["changes"][:2] for label in change["categories"]} >= {"Governing law"}


def test_the_page_marks_what_went_and_what_came(compared):
    assert "<del>sixty</del>" in compared[1] and "<ins>ninety</ins>" in compared[1]
    assert "What changed from old.txt to new.txt" in compared[1]


def test_drafts_that_say_the_same_differ_in_nothing(tmp_path, capsys):
    for name in ("old.txt", "new.txt"):
        (tmp_path / name).write_text(OLD)
    assert main(["compare", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"), "-o", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["changes"] == told["values"] == told["flags"] == []


def test_a_draft_that_is_not_there_is_named_before_the_model_is_loaded(tmp_path, capsys):
    assert main(["compare", str(tmp_path / "old.pdf"), str(tmp_path / "new.pdf")]) == 1
    assert "old.pdf: No such file" in capsys.readouterr().err


def test_it_compares_the_reviews_that_the_drafts_have_alone(compared):
    engine = load_engine()
    drafts = [document_from_text(text.encode(), name, 10) for name, text in (("old.txt", OLD), ("new.txt", NEW))]
    alone = [ReviewedDraft(draft, review_document(draft, engine)) for draft in drafts]
    assert json.loads(compare(*alone).to_json()) == compared[0]


@pytest.mark.parametrize("damaged", ["old.pdf", "new.pdf"])
def test_a_draft_that_cannot_be_read_is_told_before_the_other_is_reviewed(tmp_path, capsys, monkeypatch, damaged):
    monkeypatch.setattr(Tagger, "find", lambda *_: pytest.fail("a draft was reviewed"))
    (tmp_path / "good.txt").write_text(OLD)
    (tmp_path / damaged).write_bytes(b"%PDF-1.7 and nothing else")
    drafts = sorted([tmp_path / damaged, tmp_path / "good.txt"], key=lambda path: path.name, reverse=damaged[0] == "o")
    assert main(["compare", *map(str, drafts)]) == 1
    assert "PDF" in capsys.readouterr().err
