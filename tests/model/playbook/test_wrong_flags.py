"""Flags that a lawyer called wrong or useless, each on an invented sentence of its kind beside one that is right."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.checks import CHECKS, Case, excludes_all
from model.playbook.cross_references import dead_references
from model.playbook.dates import written
from model.playbook.flags import raise_flags
from model.playbook.playbook_file import default_playbook
from model.playbook.polarity import asserted
from model.playbook.quotes import Span, quoted
from model.playbook.redactions import redactions
from model.playbook.suggestions import left_of
from model.playbook.undefined_terms import undefined_terms
from model.schema import Clause, Dependence, LiabilityTerm, Party, Renewal, Right, Value
from model.summary.dates.terms import renewal_kind
from model.summary.parties.sides import Sides
from model.summary.summary import summarise

PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


def case_of(category: str, text: str, parties=PARTIES, **summary) -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category=category, text=document.text, interval=[0, len(document.text)], **place)
    held = summarise([], "").model_copy(update={"parties": parties, **summary})
    return Case(document, held, [clause], Sides(parties))


def flags_of(category: str, text: str, parties=PARTIES, **summary):
    case = case_of(category, text, parties, **summary)
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}


@pytest.mark.parametrize(
    ("category", "wrong", "right"),
    [
        (
            "Rofr/Rofo/Rofn",
            "The first Option to purchase 500 Shares at the exercise price shall become exercisable on May 1.",
            "Buyer has the first option to purchase the mill before it is offered to anybody else.",
        ),
        (
            "Exclusivity",
            "Buyer is granted an exclusive, perpetual, irrevocable license to use the older sketches in the work.",
            "Buyer is granted an exclusive license to sell the lamps in the Territory.",
        ),
        (
            "Most Favored Nation",
            "If lamps are short, Buyer shall be treated no less favorably than other dealers in their allocation.",
            "Buyer's prices shall be no less favorable than those of any other dealer.",
        ),
        (
            "Termination For Convenience",
            "By either party, on notice of termination no later than sixty (60) days prior to the expiration of the "
            "relevant Term;",
            "Either party may terminate this Agreement at any time on sixty days' notice.",
        ),
        (
            "Uncapped Liability",
            "Except in respect of death or personal injury (for which by law no limit applies), liability for "
            "negligence, wilful misconduct or otherwise shall not exceed the price.",
            "Except for death, personal injury and breach of confidence, liability shall not exceed the price.",
        ),
        (
            "Audit Rights",
            "Vendor's site traffic shall be audited by an independent counter, who shall report each month.",
            "Buyer may audit Vendor's traffic and the books that record it.",
        ),
        (
            "Non-Compete",
            "Buyer may not use the Source Code to develop a product that competes with Vendor's.",
            "Buyer may not develop a product that competes with Vendor's.",
        ),
    ],
)
def test_what_only_sounds_like_a_category_is_told_from_what_is_one(category, wrong, right):
    assert asserted(category, wrong) is None
    assert asserted(category, right) is not None


def test_a_row_of_asterisks_is_an_ornament():
    ornament = document_from_text(b"Headings are for reference.\n\n" + b"*" * 70 + b"\n\nEXHIBIT A", "contract", 10)
    assert redactions(ornament) is None
    found = redactions(document_from_text(b"Buyer pays ***** for a lamp.", "contract", 10))
    assert found and found.number == 1


@pytest.mark.parametrize(("by", "count"), [("either party", 0), ("Buyer", 1)])
def test_no_assignment_by_either_party_binds_both(by, count):
    text = "Buyer shall not transfer its rights without the consent of Vendor.\n\n"
    text += f"No assignment by {by} of any rights under this Agreement shall be binding without consent."
    assert len(list(CHECKS["one-sided-assignment"](case_of("Parties", text)))) == count


def test_a_heading_that_ends_in_articles_and_the_next_number_are_no_reference():
    text = "".join(f"{n}. TITLE\n\n{n}.1. Buyer pays.\n\n{n}.2. Vendor ships.\n\n" for n in range(1, 7))
    own = text + "7. Sale of Articles 7.1. The Site shall sell them.\n\n7.2. Buyer pays.\n\n7.3. Vendor ships."
    assert not dead_references(document_from_text(own.encode(), "contract", 10))
    dead = dead_references(document_from_text((text + "Section 3.9 applies.").encode(), "contract", 10))
    assert [one.number for one in dead] == ["3.9"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Before May, Vendor shall give Buyer the opportunity to renew this Agreement on a proposal.", 0),
        ("This Agreement shall renew for one year if Buyer accepts the offer.", 0),
        ("This Agreement shall renew for one year.", 1),
    ],
)
def test_a_renewal_that_must_be_accepted_is_not_automatic(text, count):
    renewal = Renewal(text=text, value="P1Y", clause=0, score=0.9, kind=renewal_kind(text))
    assert len(list(CHECKS["renewal-without-notice"](case_of("Renewal Term", text, renewal_term=renewal)))) == count


@pytest.mark.parametrize(
    ("definition", "terms"),
    [
        ('"Work results includes, without limitation, all drawings.', []),
        ('Drawings (the "Work Results) are kept.', []),
        ('Drawings are called "work results".', []),
        ("Drawings are kept.", ["Work Results"]),
    ],
)
def test_a_definition_counts_without_its_closing_mark_and_with_other_capitals(definition, terms):
    others = " ".join(f'"{word}" means a thing.' for word in ("Lamp", "Shade", "Wick", "Oil", "Price", "Order"))
    uses = " ".join("Buyer keeps the Work Results in a safe." for _ in range(3))
    found = undefined_terms(f"{others}\n{definition}\n{uses}")
    assert [one.term for one in found] == terms


def test_who_is_spared_for_one_failure_is_liable_for_all_others():
    term = {"clause": 0, "score": 0.9, "kind": "exclusion", "total": True}
    spared = "Buyer shall not be liable for any damages as a result of Buyer's failure to buy under Section 5."
    assert not excludes_all(LiabilityTerm(text=spared, **term))
    assert excludes_all(LiabilityTerm(text="Buyer shall not be liable for any damages.", **term))


def test_a_quote_does_not_begin_with_what_a_page_tore_off():
    one = document_from_text(
        b"On a merger Buyer may end it by notice within sixty days\n\n- --------------- after it has heard of the "
        b"merger.\n\nTo display the marks; and\n\nVendor shall ship.",
        "contract",
        10,
    )
    torn = one.text.index("- ---")
    (quote,) = quoted(one, [Span(torn, one.text.index("To display") - 2, 0)])
    assert quote.text.startswith("On a merger")
    item, whole = one.text.index("To display"), one.text.index("Vendor shall")
    quotes = quoted(one, [Span(item, whole - 2, 0), Span(whole, len(one.text), 1)])
    assert [quote.text for quote in quotes] == ["Vendor shall ship."]


def test_a_sentence_said_twice_is_quoted_once_and_one_that_turns_the_parties_round_twice():
    first = "It may be ended at any time without cause by either party on ninety days written notice to the other."
    one = document_from_text(f"{first}\n\n{first.replace('ended', 'cancelled')}".encode(), "contract", 10)
    second = one.text.index("It may be cancelled")
    spans = [Span(0, second - 2, 0), Span(second, len(one.text), 1)]
    assert [quote.text for quote in quoted(one, spans)] == [first]
    mirrored = "Buyer shall for one year after this contract ends solicit no person who works for Vendor at its mill."
    back = mirrored.replace("Buyer", "X").replace("Vendor", "Buyer").replace("X", "Vendor")
    one = document_from_text(f"{mirrored}\n\n{back}".encode(), "contract", 10)
    second = one.text.index("Vendor shall")
    assert len(quoted(one, [Span(0, second - 2, 0), Span(second, len(one.text), 1)])) == 2


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        ("Give it an end date.", "For the Initial Term Vendor shall be Buyer's only sponsor."),
        ("Have the auditing party bear the cost.", "Buyer may, at no expense to Vendor, audit the books."),
        ("Have the auditing party bear the cost.", "Buyer may at Buyer's cost review the records."),
        ("Ask for notice.", "Buyer may visit at a mutually agreed time."),
        ("Carve out pre-existing intellectual property.", "Vendor assigns what is created specifically for the site."),
    ],
)
def test_advice_that_the_clause_follows_is_not_given(advice, clause):
    assert left_of(advice, None, clause) is None


def test_advice_that_the_contract_follows_elsewhere_is_not_given():
    exclusive = "Vendor shall sell the lamps exclusively to Buyer."
    term = Value(text="two years", value="P2Y", clause=0, score=0.9)
    assert "Give it an end date." in flags_of("Exclusivity", exclusive)["exclusivity"].suggestion
    assert "end date" not in flags_of("Exclusivity", exclusive, expiration_date=term)["exclusivity"].suggestion
    raises = "Vendor may increase its prices at any time."
    assert "right to terminate" in flags_of("Parties", raises)["open-price-increase"].suggestion
    right = Right(text="Either may end it.", value="yes", clause=0, score=0.9)
    held = flags_of("Parties", raises, termination_for_convenience=right)["open-price-increase"]
    assert held.suggestion == "Limit increases, such as to a published index."


def test_payment_for_work_is_asked_for_where_work_is_done():
    ends = "Either party may terminate this Agreement at any time."
    assert "work done" not in (flags_of("Termination For Convenience", ends)["termination-for-convenience"].suggestion)
    works = "Vendor renders services for fees. " * 20
    serving = flags_of("Termination For Convenience", f"{ends} {works}")["termination-for-convenience"]
    assert "work done" in serving.suggestion


def test_an_event_on_one_day_or_work_between_two_dates_needs_no_other_end():
    assert "end-missing" in flags_of("Parties", "Vendor is paid in June.")
    event = "The race is scheduled to take place on May 4, 2031, and Buyer is its sponsor."
    assert "end-missing" not in flags_of("Parties", event)
    work = "Terms of the project: 9 weeks from March 1, 2031 to May 3, 2031."
    assert "end-missing" not in flags_of("Parties", work)


def test_dates_and_names_read_as_a_lawyer_writes_them():
    assert written("2031-07-01") == "July 1, 2031" and written("Delaware") == "Delaware"
    text = "This amends the Supply Agreement."
    other = Dependence(
        kind="amendment", text=text, agreement="Supply Agreement", date="2031-07-01", pages=[1], interval=[0, len(text)]
    )
    flags = flags_of("Parties", text, depends_on=other)
    assert "the Supply Agreement of 2031-07-01;" in flags["other-document"].why
    parties = [Party(name="NETRUNE, Inc.", defined_as=["NETRUNE"], clause=0, score=0.9), PARTIES[1]]
    indemnity = flags_of("Parties", "NETRUNE shall indemnify Buyer from all claims.", parties)["one-sided-indemnity"]
    assert indemnity.why.startswith("NETRUNE indemnifies Buyer;")
