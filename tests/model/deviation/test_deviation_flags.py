from __future__ import annotations

from pathlib import Path

import pytest

from chunking.pipeline import document_from_text
from model.deviation.deviation_flags import (
    MOST,
    NOT_A_CONTRACT,
    POSSIBLY_NOT_A_CONTRACT,
    deviation_flags,
    is_of_financing,
    is_of_something_else,
)
from model.playbook.case import Case
from model.playbook.playbook_format import Deviations, default_playbook
from model.review import review_document
from model.schema import Clause
from model.summary.parties.sides import Sides

LETTER = Path(__file__).parent / "non_contracts" / "business_letter.txt"
NON_CONTRACTS = [path for path in sorted(LETTER.parent.glob("*.txt")) if path != LETTER]


@pytest.mark.parametrize("path", NON_CONTRACTS, ids=lambda path: path.stem)
def test_what_is_no_contract_of_the_known_kind_gets_one_flag_and_no_clauses(engine, path):
    document = document_from_text(path.read_bytes(), path.name, 10)
    review = review_document(document, engine)
    assert review.document.strangeness is not None and review.document.strangeness >= NOT_A_CONTRACT
    assert [(flag.rule, flag.severity) for flag in review.flags] == [("norm:document", "high")]
    assert review.clauses == [] and review.summary.parties == [] and review.summary.governing_law is None
    listed = review_document(document, engine, min_score=0.0)
    assert listed.clauses and not any(clause.found for clause in listed.clauses)


def test_a_business_letter_is_doubted_at_least(engine):
    review = review_document(document_from_text(LETTER.read_bytes(), LETTER.name, 10), engine)
    assert {"norm:document", "norm:doubtful"} & {flag.rule for flag in review.flags}


def test_a_contract_is_none_of_these(engine, document):
    review = review_document(document, engine)
    assert review.document.strangeness is not None and review.document.strangeness < POSSIBLY_NOT_A_CONTRACT
    assert "Governing Law" in {clause.category for clause in review.clauses if clause.found}
    assert "norm:document" not in {flag.rule for flag in review.flags}


def test_terms_of_service_in_plain_language_are_a_contract(engine):
    path = Path(__file__).parent / "plain_terms.txt"
    review = review_document(document_from_text(path.read_bytes(), path.name, 10), engine)
    assert review.document.strangeness is not None and review.document.strangeness < POSSIBLY_NOT_A_CONTRACT
    assert "Cap On Liability" in {clause.category for clause in review.clauses if clause.found}
    assert not {"norm:document", "norm:doubtful"} & {flag.rule for flag in review.flags}


def test_a_statement_of_the_terms_of_employment_in_plain_language_is_a_contract(engine):
    path = Path(__file__).parent / "statement_of_employment.txt"
    review = review_document(document_from_text(path.read_bytes(), path.name, 10), engine)
    assert review.document.strangeness is not None and review.document.strangeness < POSSIBLY_NOT_A_CONTRACT
    assert any(party.name.startswith("Copperfield") for party in review.summary.parties)
    assert not {"norm:document", "norm:doubtful"} & {flag.rule for flag in review.flags}


def test_a_document_that_says_it_is_part_of_an_agreement_is_read_however_strange_it_is(engine, monkeypatch):
    monkeypatch.setattr("model.review.out_of_distribution_score", lambda found, text: 1.0)
    text = (
        "STATEMENT OF WORK\n\nThis Statement of Work is made part of that certain Harrow Development Agreement.\n\n"
        "The app has a map and a cart.\n\nHARROW SOFTWARE, INC.\nBy: /s/ Ann Brook\n\n"
        "QUILL FOODS, INC.\nBy: /s/ Bo Hill\n"
    )
    review = review_document(document_from_text(text.encode(), "sow", 10), engine)
    assert not {"norm:document", "norm:doubtful"} & {flag.rule for flag in review.flags}
    assert {"HARROW SOFTWARE, INC.", "QUILL FOODS, INC."} <= {party.name for party in review.summary.parties}
    assert review.summary.depends_on is not None
    assert review.summary.depends_on.agreement == "Harrow Development Agreement"


def test_a_document_with_clauses_between_two_companies_is_not_doubted_however_strange_it_is(
    engine, document, monkeypatch
):
    monkeypatch.setattr("model.review.out_of_distribution_score", lambda found, text: POSSIBLY_NOT_A_CONTRACT)
    review = review_document(document, engine)
    assert len(review.summary.parties) == 2 and "norm:doubtful" not in {flag.rule for flag in review.flags}


def test_a_document_full_of_clauses_is_read_however_strange_it_is(engine, document, monkeypatch):
    monkeypatch.setattr("model.review.out_of_distribution_score", lambda found, text: 1.0)
    review = review_document(document, engine)
    assert sum(clause.found for clause in review.clauses) >= 8
    assert "norm:document" not in {flag.rule for flag in review.flags}


def test_a_doubtful_document_keeps_its_clauses_and_flags_under_a_warning(engine, monkeypatch):
    text = "TERMS OF USE\n\nYou may use the map. We may change these terms at any time. The law of Ohio governs them."
    document = document_from_text(text.encode(), "terms", 10)
    monkeypatch.setattr("model.review.out_of_distribution_score", lambda found, text: 0.0)
    sure = review_document(document, engine)
    monkeypatch.setattr("model.review.out_of_distribution_score", lambda found, text: POSSIBLY_NOT_A_CONTRACT)
    review = review_document(document, engine)
    assert (review.flags[0].rule, review.flags[0].severity) == ("norm:doubtful", "high")
    assert review.flags[1:] == sure.flags and review.clauses == sure.clauses and review.summary == sure.summary
    assert sure.clauses


def test_the_fewer_kinds_of_clauses_a_document_has_the_stranger_it_is(engine, document):
    found = engine.find(document)
    assert found.norm is not None
    shares = [found.norm.out_of_distribution_score("word " * 1000, 9.0, kinds) for kinds in (0.0, 2.0, 4.0, 9.0)]
    assert shares == sorted(shares, reverse=True) and shares[2] == shares[3]


def test_an_altered_clause_is_flagged_with_why_and_the_norm_and_its_place(engine, document):
    text = document.text.replace("shall be governed", "shall not be governed")
    review = review_document(document_from_text(text.encode(), "altered", 10), engine)
    (flag,) = [flag for flag in review.flags if flag.rule == "norm:denial"]
    assert flag.why.startswith("Governing law: it says “shall not be governed”") and "in other contracts" in flag.norm
    assert "shall not be governed" in flag.quotes[0].text
    assert [review.clauses[number].category for number in flag.clauses] == ["Governing Law"]
    assert not [f for f in review_document(document, engine).flags if f.rule == "norm:denial"]
    assert len([f for f in review.flags if f.rule.startswith("norm:")]) <= MOST + 5


def test_a_playbook_says_which_deviations_are_shown(engine, document):
    text = document.text.replace("the State of New York", "the State of New York, to the maximum extent")
    odd = document_from_text(text.encode(), "odd", 10)

    def measures(which):
        review = review_document(odd, engine, default_playbook().model_copy(update={"deviations": which}))
        return [flag.rule for flag in review.flags if flag.rule.startswith("norm:")]

    assert measures(Deviations.NONE) == [] == measures(Deviations.PROVEN)
    assert "norm:words" in measures(Deviations.ALL)


def test_what_is_said_of_several_clauses_is_one_flag(engine, document):
    review = review_document(document, engine)
    law = next(clause for clause in review.clauses if clause.category == "Governing Law")
    escrow = [law.model_copy(update={"id": number, "category": "Source Code Escrow"}) for number in (3, 5)]
    case = Case(document, review.summary, escrow, Sides([]))
    flags = deviation_flags(engine.find(document), case, Deviations.ALL, [])
    assert [3, 5] in [flag.clauses for flag in flags]


def test_a_sentence_that_a_rule_flags_is_not_flagged_once_more(engine, document):
    text = document.text.replace("shall be governed", "shall not be governed")
    altered = document_from_text(text.encode(), "altered", 10)
    review = review_document(altered, engine)
    law = [flag for flag in review.flags if flag.rule == "norm:denial"]
    case = Case(altered, review.summary, [clause for clause in review.clauses if clause.found], Sides([]))
    found = engine.find(altered)
    assert law and [flag.rule for flag in deviation_flags(found, case, Deviations.PROVEN, [])] == ["norm:denial"]
    assert deviation_flags(found, case, Deviations.PROVEN, law) == []


def test_how_long_the_duties_of_confidence_survive_is_not_how_long_one_serves_after_the_end(engine):
    def durations(clause: str) -> list[str]:
        text = f"SUPPLY AGREEMENT\n\n7. EFFECTS OF TERMINATION\n\n{clause}\n\n9. LAW\n\nThe laws of Ohio govern it.\n"
        supply = document_from_text(text.encode(), "supply", 10)
        start = supply.text.index(clause)
        inside = supply.segments_in(start, start + len(clause))
        place = {"pages": [1], "boxes": [], "heading": [], "segments": [one.id for one in inside], "score": 0.9}
        interval = [start, start + len(clause)]
        after = Clause(
            id=0,
            category="Post-Termination Services",
            text=clause,
            interval=interval,
            label="After the end",
            found=True,
            **place,
        )
        case = Case(supply, review_document(supply, engine).summary, [after], Sides([]))
        return [one.why for one in deviation_flags(engine.find(supply), case, Deviations.PROVEN, [])]

    assert durations("Upon termination, Vendor shall supply the spare parts for a period of forty (40) years.")
    assert not durations("The duties of confidence shall survive termination for a period of forty (40) years.")


def test_the_years_of_a_makers_warranty_are_not_those_of_the_seller():
    own = "Seller warrants the roof for one year."
    assert is_of_something_else(f"{own} The slates carry the maker's own thirty-year warranty.")
    assert is_of_something_else(f"{own} The manufacturer’s warranty of thirty years passes to Buyer.")
    assert not is_of_something_else("Seller warrants the roof for thirty years.")


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("The warranty period is 12 months from resale, and in any case ends after 60 months from delivery.", True),
        ("The warranty lasts one year from resale, but not longer than five years from delivery.", True),
        ("The warranty lasts one year from resale, five years from delivery at the latest.", True),
        ("The warranty lasts one year from resale, up to a maximum of five years.", True),
        ("The warranty period is five years from delivery.", False),
        ("The warranty lasts not longer than five years.", False),
    ],
)
def test_how_far_a_warranty_may_be_extended_is_not_how_long_it_lasts(text, limited):
    assert is_of_something_else(text) is limited


def test_an_assignment_of_receivables_to_a_bank_is_never_unusual():
    assert is_of_financing("It may assign receivables to a financier without notice.")
    assert not is_of_financing("It may assign this Agreement and its receivables to anyone without notice.")
    assert not is_of_financing("It may assign receivables to a bank. It may also assign this Agreement to anyone.")
