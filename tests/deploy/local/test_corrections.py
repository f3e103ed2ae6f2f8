"""From a clause that the model misses to a model that finds it: corrected on the page, exported, trained, gone."""

from __future__ import annotations

import gzip
import json

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from benchmarks.performance.under_load.local_service import Person
from chunking.pipeline import document_from_text
from model.dataset import read_contracts
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.review import review_document
from model.training import training_loop
from serve.cli import main

from .conftest import PATIENCE
from .marking import Marking

PARAGRAPHS = """HAULAGE AGREEMENT
This Haulage Agreement is made on May 3, 2024 between {one} ("Haulier") and {two} ("Shipper").
1. Scope. Haulier carries the goods that Shipper tenders to it, between the depots that are listed in each order.
2. Books. {books}
3. Law. This agreement is governed by the laws of the State of {state}."""
BOOKS = "Shipper may look into the journey books of Haulier once every {days} days and take copies."
NAMES = [
    ("Alder Carts Inc.", "Birch Foods LLC", "Utah"),
    ("Cedar Lines Co.", "Dogwood Mills Ltd.", "Ohio"),
    ("Gorse Wagons Inc.", "Hazel Grain LLC", "Texas"),
    ("Ivy Carriage Co.", "Juniper Oils Inc.", "Maine"),
    ("Larch Transit LLC", "Maple Paper Co.", "Idaho"),
    ("Nettle Vans Ltd.", "Oak Textiles Inc.", "Nevada"),
    ("Pine Barges Inc.", "Quince Dairy LLC", "Oregon"),
    ("Rowan Trucks Co.", "Spruce Tools Inc.", "Kansas"),
    ("Teak Movers LLC", "Upas Salt Co.", "Vermont"),
    ("Vetch Lorries Inc.", "Willow Coal Ltd.", "Alaska"),
]


def contract(one, two, state, days):
    return PARAGRAPHS.format(one=one, two=two, state=state, books=BOOKS.format(days=days))


def drawn(text, path):
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(str(path)).build([Paragraph(line, style) for line in text.split("\n")])
    return path.read_bytes()


def keep_complete(exported):
    """Other tests mark contracts of the same service, though none completely."""
    kept = [line for line in gzip.decompress(exported.read_bytes()).splitlines() if json.loads(line)["complete"]]
    exported.write_bytes(gzip.compress(b"\n".join(kept)))


def found(model):
    """What a model finds in a contract between others, with another figure in the clause."""
    document = document_from_text(contract("Elm Freight Corp.", "Fir Fabrics Inc.", "Iowa", 45).encode(), "new", 10)
    engine = load_engine(model)
    clauses = [clause for clause in review_document(document, engine).clauses if clause.found]
    engine.close()
    return {clause.category: clause.text for clause in clauses if clause.category != "Parties"}


@pytest.fixture(scope="module")
def corrected(local, browser, tmp_path_factory):
    """Ten invented contracts, each with a clause that the model misses and a person adds on the page."""
    folder, page = tmp_path_factory.mktemp("contracts"), browser.new_page()
    with Person(local.url) as person:
        for number, names in enumerate(NAMES):
            days = 30 * (number + 1)
            name = f"haulage-{number}.pdf"
            contract_id, _ = person.drop(drawn(contract(*names, days), folder / name), name)
            person.wait_for({contract_id}, PATIENCE)
            review = Marking(page, local.url, contract_id)
            review.select(1, BOOKS.format(days=days))
            page.select_option(".selection select", "Audit Rights")
            page.click("text=Add as a clause")
            page.check("#fully-reviewed")
            assert len(review.wait_until_kept()) == 2
            page.goto("about:blank")  # the next address differs in its fragment only
    page.close()
    return local.folder


def test_what_was_corrected_on_the_page_is_learnt(corrected, tmp_path, monkeypatch, capsys):
    out, model = tmp_path / "more.jsonl.gz", tmp_path / "model"
    assert main(["corrections", "export", "--local", str(corrected), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert f" {len(NAMES)} of them fully reviewed\n" in said and f" {len(NAMES)} added" in said
    keep_complete(out)
    contracts = sorted(read_contracts(out), key=lambda one: one.title)
    assert len(contracts) == len(NAMES)
    for number, one in enumerate(contracts):
        ((start, end),) = one.clauses["Audit Rights"]
        assert one.complete and one.text[start:end] == BOOKS.format(days=30 * (number + 1))
        assert len(one.clauses["Governing Law"]) == 1 and one.clauses["Non-Compete"] == []

    before = found(EMBEDDED)
    assert "Audit Rights" not in before and "Governing Law" in before
    monkeypatch.setattr(training_loop, "bfloat16_is_faster", lambda *_: False)  # timing it takes longer than training
    train = ["train", "tagger", "--contracts", str(out), "--base", str(EMBEDDED), "--out", str(model)]
    assert main([*train, "--held-out", "0", "--epochs", "2", "--learning-rate", "2e-4"]) == 0
    assert "None of the contracts that the base was validated on" in capsys.readouterr().out
    after = found(model)
    assert after["Audit Rights"].endswith(BOOKS.format(days=45)) and after["Governing Law"] == before["Governing Law"]
    report = json.loads((model / "report.json").read_text())
    assert report["last_round"]["trained_on"] == len(NAMES) and report["last_round"]["seen"] is None
