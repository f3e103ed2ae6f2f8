from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from chunking.pipeline import document_from_pdf, document_from_text
from model.engines.base import Found, Identity
from model.findings import Finding
from model.playbook.playbook_format import Playbook, default_playbook
from model.review import assemble, review_document, with_request
from model.schema import Request

THRESHOLDS = {"Fee": 0.5, "Law": 0.6, "Term": 0.7}
LINES = ["The fee is due at once.", "", "The law of Utah governs here.", "", "The term is a year."]


@pytest.fixture
def drawn(draw):
    return document_from_pdf(draw(LINES[:3], LINES[4:]), "drawn.pdf", 10)


@pytest.fixture
def assembled(drawn):
    """A review of hand-made findings: (category, segment, score)."""

    def run(*found: tuple[str, int, float], min_score=None, unread=(), of=None):
        of = of or drawn
        findings = [
            Finding(category, n, n + 1, of.segments[n].start, of.segments[n].end, score) for category, n, score in found
        ]
        engine = SimpleNamespace(identity=Identity("tagger", "small", "0" * 64), thresholds=THRESHOLDS)
        return assemble(
            of,
            Found(findings, 42, list(unread), {"model": 0.123456}),
            engine,
            Playbook(name="None", rules=[]),
            min_score,
        )

    return run


def test_clauses_stand_in_the_contracts_order_and_their_text_is_the_documents(assembled, drawn):
    review = assembled(("Term", 2, 0.8), ("Fee", 0, 0.9))
    assert [(clause.id, clause.category, clause.text) for clause in review.clauses] == [
        (0, "Fee", "The fee is due at once."),
        (1, "Term", "The term is a year."),
    ]
    for clause in review.clauses:
        assert clause.text == drawn.text[slice(*clause.interval)]
    assert [(clause.pages, clause.segments, clause.found) for clause in review.clauses] == [
        ([1], [0], True),
        ([2], [2], True),
    ]
    assert review.clauses[1].boxes[0].page == 2 and review.clauses[1].boxes[0].box[0] == pytest.approx(50, abs=1.5)


def test_a_clause_is_found_from_its_threshold_on(assembled):
    review = assembled(("Fee", 0, 0.5), ("Law", 1, 0.59))
    assert [(clause.category, clause.found) for clause in review.clauses] == [("Fee", True), ("Law", False)]


def test_a_category_that_was_not_found_is_absent_with_the_best_score_seen(assembled):
    review = assembled(("Fee", 0, 0.9), ("Law", 1, 0.31), ("Law", 0, 0.12345678))
    assert [(absent.category, absent.best_score) for absent in review.absent] == [("Law", 0.31), ("Term", 0.0)]


def test_a_lower_score_asked_for_lists_candidates_that_do_not_count_as_found(assembled):
    review = assembled(("Fee", 0, 0.9), ("Law", 1, 0.31), ("Term", 2, 0.1), min_score=0.3)
    assert [(clause.category, clause.found) for clause in review.clauses] == [("Fee", True), ("Law", False)]
    assert [absent.category for absent in review.absent] == ["Law", "Term"]


def test_a_higher_score_asked_for_takes_nothing_away(assembled):
    assert [clause.category for clause in assembled(("Fee", 0, 0.55), min_score=0.99).clauses] == ["Fee"]


def test_pages_and_passages_that_were_not_read_are_named_with_their_reason(assembled, drawn):
    pages = (*drawn.pages, replace(drawn.pages[0], number=3, text="", boxes=None, unread="the page is damaged"))
    review = assembled(unread=[2], of=replace(drawn, pages=pages))
    assert [(part.page, part.reason) for part in review.document.unread] == [
        (3, "the page is damaged"),
        (2, "a passage is too long for the model and was read in part"),
    ]
    assert review.document.pages == 3


def test_the_review_says_what_was_reviewed_and_by_which_model(assembled, drawn):
    review = assembled()
    assert (review.document.name, review.document.sha256, review.document.tokens) == ("drawn.pdf", drawn.sha256, 42)
    assert (review.model.engine, review.model.name, review.model.thresholds) == ("tagger", "small", THRESHOLDS)
    assert review.timing == {"model": 0.1235} and review.request is None


def test_the_callers_ids_and_earlier_stages_are_added_without_touching_the_rest(assembled):
    review = assembled(("Fee", 0, 0.9))
    sent = with_request(review, Request(id="7", custom_attributes=None), {"read": 0.5})
    assert list(sent.timing) == ["read", "model"] and sent.request == Request(id="7", custom_attributes=None)
    assert sent.clauses == review.clauses


def test_no_category_finds_a_stretch_of_text_twice(engine, draw):
    page = [line for n in range(3) for line in (f"{n}. The law of Utah governs this agreement.", "")]
    review = review_document(document_from_pdf(draw(page * 5, page * 5), "x", 10), engine)
    assert review.clauses
    seen: dict[str, int] = {}
    for clause in review.clauses:
        start, end = clause.interval
        assert start >= seen.get(clause.category, 0), "the clauses of a category do not overlap"
        seen[clause.category] = end


def test_the_embedded_model_finds_what_a_plain_agreement_says(engine, document):
    review = review_document(document, engine)
    found = {clause.category: clause.text for clause in review.clauses}
    assert found["Document Name"] == "MASTER SERVICES AGREEMENT"
    assert found["Agreement Date"] == "March 3, 2021"
    assert found["Governing Law"].startswith("This Agreement shall be governed by")
    assert found["Anti-Assignment"].startswith("Neither party may assign")
    summary = review.summary
    assert summary.governing_law is not None and summary.governing_law.value == "New York"
    assert summary.agreement_date is not None and summary.agreement_date.value == "2021-03-03"
    assert "Brightwater Mills, Inc." in [party.name for party in summary.parties]


def test_what_a_contract_has_once_counts_from_half_its_threshold_on(assembled, monkeypatch):
    monkeypatch.setitem(THRESHOLDS, "Governing Law", 0.8)
    weak = assembled(("Governing Law", 1, 0.5), ("Governing Law", 2, 0.45))
    assert [(clause.score, clause.found) for clause in weak.clauses] == [(0.5, True)]
    assert "Governing Law" not in [absent.category for absent in weak.absent]
    strong = assembled(("Governing Law", 1, 0.9), ("Governing Law", 2, 0.5))
    assert [clause.score for clause in strong.clauses] == [0.9]
    assert [clause.found for clause in assembled(("Governing Law", 2, 0.39)).clauses] == [
        False
    ]  # says nothing of a law


def test_the_best_candidate_of_what_was_not_found_is_shown_as_unsure_where_it_is_good_enough(assembled):
    review = assembled(("Law", 1, 0.3), ("Law", 2, 0.2), ("Fee", 0, 0.1))
    candidates = {absent.category: absent.candidate for absent in review.absent}
    assert [(clause.category, clause.score, clause.found) for clause in review.clauses] == [("Law", 0.3, False)]
    assert candidates["Law"] == review.clauses[0].id and candidates["Fee"] is None


def test_what_has_none_of_the_words_of_its_category_is_not_shown_as_unsure(assembled, monkeypatch):
    monkeypatch.setitem(THRESHOLDS, "Source Code Escrow", 0.5)
    review = assembled(("Source Code Escrow", 0, 0.3))
    assert not review.clauses
    (escrow,) = (one for one in review.absent if one.category == "Source Code Escrow")
    assert escrow.candidate is None and escrow.best_score == 0.3


WORK = (
    "STATEMENT OF WORK\n\n{opens}\n\n1. Overview. Add features to the app: map, chat, driver view, menu, login, admin "
    "panel, push alerts, POS hook, API keys.\n\n2. Stack: Swift, Kotlin, PHP, MySQL, Redis, jQuery, HTML.\n\n"
    "3. Screens: splash, sign in, cart, scan, pay, rate, help, chat, map pin, order list, photo upload.\n\n"
)


def test_a_statement_of_work_is_reviewed_though_it_has_few_legal_words(engine):
    part = "This Statement of Work is issued to and made part of that Design Agreement between Vendor and Client."
    reviews = [
        review_document(document_from_text((WORK * 3).format(opens=opens).encode(), "work", 10), engine)
        for opens in (part, "Splash pages for the app.")
    ]
    raised = [[flag.rule for flag in review.flags] for review in reviews]
    assert "norm:document" not in raised[0] and raised[1] == ["norm:document"]
    assert reviews[0].document.strangeness and reviews[1].document.strangeness
    assert reviews[0].summary.depends_on and reviews[0].summary.depends_on.agreement == "Design Agreement"


def test_an_amendment_is_one_to_the_kind_of_agreement_that_it_changes(engine):
    text = (
        "AMENDMENT NO. 2\n\nThis Amendment No. 2 is made as of May 2, 2015 between Harrow, Inc. (“Borrower”) and "
        "Quill Bank, N.A. (“Bank”), and amends the Credit Agreement between them dated as of May 2, 2012.\n\n"
        "1. The Borrower shall not assign this Agreement.\n\n2. This Amendment is governed by the laws of Ohio.\n"
    )
    kind = review_document(document_from_text(text.encode(), "amendment", 10), engine).summary.document_type
    assert kind and (kind.value, kind.kind) == ("Amendment to a credit agreement", "Loan")


def test_the_summary_and_a_flag_agree_on_who_may_terminate_for_convenience():
    vendor = "Vendor may terminate this Agreement for convenience on ten days' notice."
    buyer = "Buyer may terminate this Agreement without cause at any time."
    filler = " ".join("The mill delivers green lamps to the shop." for _ in range(20))
    opening = "This Agreement is made between Harrow Systems, Inc. (“Vendor”) and Quillmark LLC (“Buyer”)."
    marks = {"Parties": opening, "Termination For Convenience": vendor}
    engine = SimpleNamespace(identity=Identity("tagger", "small", "0" * 64), thresholds=dict.fromkeys(marks, 0.5))

    def summarized(*paragraphs: str):
        document = document_from_text("\n\n".join(paragraphs).encode(), "contract", 10)
        findings = []
        for category, words in marks.items():
            start = document.text.index(words)
            (segment,) = document.segments_in(start, start + len(words))
            findings.append(Finding(category, segment.id, segment.id + 1, segment.start, segment.end, 0.9))
        found = Found(findings, 42, [], {})
        return assemble(document, found, engine, default_playbook()).summary.termination_for_convenience

    assert summarized(opening, vendor, filler).party == "Vendor"
    assert summarized(opening, vendor, filler, buyer).party is None


def test_an_agreement_that_ends_a_lease_has_neither_an_end_nor_a_penalty(engine):
    text = (
        "LEASE TERMINATION AGREEMENT\n\nThis Lease Termination Agreement (this “Agreement”) is entered into as of "
        "February 9, 2026 between Harrow Street LLC (“Landlord”) and Quillmark Foods LLC (“Tenant”).\n\n"
        "A. Landlord and Tenant entered into that certain Lease dated as of August 2, 2018 (the “Lease”).\n\n"
        "1. Termination Fee. Tenant shall pay to Landlord a termination fee equal to $22,350,000 as a fee and not a "
        "penalty.\n\n2. Lease Termination. The Lease shall terminate effective as of March 31, 2026.\n\n"
        "3. Governing Law. This Agreement is governed by the laws of the State of Ohio.\n\n"
        "HARROW STREET LLC\nBy: /s/ Ann Brook\n\nQUILLMARK FOODS LLC\nBy: /s/ Bert Reed\n"
    )
    review = review_document(document_from_text(text.encode(), "termination", 10), engine)
    other = review.summary.depends_on
    assert other and (other.kind, other.agreement, other.date) == ("termination", "Lease", "2018-08-02")
    assert review.summary.expiration_date is None and review.summary.governing_law is not None
    assert "liquidated-damages" not in {flag.rule for flag in review.flags}
