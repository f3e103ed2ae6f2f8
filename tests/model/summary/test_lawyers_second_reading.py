"""What a lawyer who did not know the product found wrong in its summaries, each on an invented sentence of the kind."""

from __future__ import annotations

import pytest

from model.findings import Finding
from model.schema import Clause, Fees, Party
from model.summary.clause_boundaries import whole_clauses
from model.summary.dates.agreement_date import AGREED, with_agreement_date
from model.summary.dates.expiration import is_of_one_program, program_names
from model.summary.dates.terms import ends_at_will, speaks_of_renewal, term
from model.summary.liability import cap_of
from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.preamble import defined_dates
from model.summary.parties.sides import Sides
from model.summary.related.parent_agreement import depends_on, other_document
from model.summary.rights import who_is_liable
from model.summary.summary import summarise
from model.summary.title import title_of

PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


def test_an_amendment_names_by_number_and_date_the_agreement_that_it_amends():
    text = (
        "AMENDMENT NO. 3\n\nDated as of May 2, 2015\n\nReference is hereby made to that certain fully executed Image "
        "Library License Agreement Number 4471 dated as of March 9, 2014, as amended June 1, 2014 (“Agreement”).\n\n"
        "Payments made pursuant to the Portal Agreement are treated in the same manner."
    )
    other = other_document(text, "AMENDMENT NO. 3", (0, 15))
    assert other is not None
    assert (other.name, other.date) == ("Image Library License Agreement Number 4471", "2014-03-09")


@pytest.mark.parametrize("part", ["Exhibit C", "Exhibit", "Appendix 2", "Schedule"])
def test_a_part_of_a_master_agreement_depends_on_it(as_text, part):
    text = (
        f"This {part} is hereby incorporated into and made a part of the Master Services Agreement between the parties."
    )
    other = depends_on(as_text(text), None)
    assert other is not None
    assert (other.kind, other.agreement) == ("statement_of_work", "Master Services Agreement")


def test_a_renewal_required_by_law_or_of_a_license_is_none_of_the_contract():
    notice = "upon either party giving one hundred (100) days advance written notice to the other."
    by_law = (
        f"This Agreement shall terminate, subject to any automatic renewal or extension as required by law, {notice}"
    )
    license_of_one = "If a regulator declines to renew the Agent's license, it ends automatically if that is final."
    for text in (by_law, license_of_one):
        assert not speaks_of_renewal(text)
    assert ends_at_will(by_law)
    assert speaks_of_renewal("This Agreement shall renew for one year unless either party gives notice.")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("The term ends on the 40th day following a written notice of either party.", None),
        ("Either party may end this Agreement by notice, at the end of such 40-day period.", None),
        ("The term begins 40 days after the effective date and runs for 2 years.", "P40D"),
        ("The term of this Agreement is three (3) years.", "P3Y"),
    ],
)
def test_a_period_of_notice_is_not_the_term(text, length):
    assert term(text) == length


def test_a_name_may_begin_with_lower_case_letters_and_stops():
    listed = listed_parties(
        'by and between h.o.w. Candles, Inc., a Utah corporation (the "Maker"), and Quill LLC ("Shop").'
    )
    assert [(one.name, one.terms) for one in listed] == [("h.o.w. Candles, Inc.", ["Maker"]), ("Quill LLC", ["Shop"])]


def test_a_role_needs_no_quotation_marks_and_a_description_is_no_party():
    text = 'by and between Ann Harrow, Individual ("SPEAKER"), of Utah; and Quillmark Foods, a Utah company (the '
    for role in ("COMPANY", "Company", "Distributor"):
        listed = listed_parties(f"{text}{role}), with offices in Utah.")
        assert [one.name for one in listed] == ["Ann Harrow", "Quillmark Foods"]
        assert [one.terms for one in listed] == [["SPEAKER"], [role]]


def test_either_of_two_named_parties_is_both():
    assert (
        who_is_liable("IN NO EVENT SHALL EITHER VENDOR OR BUYER BE LIABLE FOR SPECIAL DAMAGES.", Sides(PARTIES)) is None
    )
    only = "In no event shall either Vendor or its agents be liable for special damages."
    assert who_is_liable(only, Sides(PARTIES)) == "Vendor"


def test_a_cap_of_one_party_for_each_year():
    text = "The total liability per year of Vendor shall be limited to the revenues of the previous contract year."
    assert cap_of(text) == [Fees(period="P1Y")]
    assert who_is_liable(text, Sides(PARTIES)) == "Vendor"


def test_the_date_line_at_the_top_is_preferred_to_a_signature(as_text):
    text = "SECOND AMENDMENT\n\nDated as of May 2, 2015\n\nThe parties agree.\n\nBy: A. Reed\n\nDate: May 4, 2015\n"
    document = as_text(text)
    start = document.text.index("May 4")
    inside = document.segments_in(start, start + 11)
    signed = Finding(AGREED, inside[0].id, inside[-1].id + 1, start, start + 11, 0.8)
    own = with_agreement_date(document, [signed], [signed])
    assert [document.text[one.start : one.end] for one in own] == ["May 2, 2015"]


def test_the_title_of_a_part_is_not_that_of_a_schedule_to_it():
    own = "This Exhibit B is entered into and made a part of the Services Agreement.\n\nSCHEDULE 1\n\nRates"
    for mention in ("SCHEDULE 1", None):
        text = f"EXHIBIT ‘B’\n\n{own}"
        at = (text.index(mention), text.index(mention) + len(mention)) if mention else None
        title = title_of(text, at)
        assert title is not None
        assert title.text == "EXHIBIT ‘B’"
    titled = title_of(f"EXHIBIT B\n\nHOSTING AGREEMENT\n\n{own}")
    assert titled is not None
    assert titled.text == "HOSTING AGREEMENT"


def test_the_effective_date_of_another_agreement_is_not_this_ones(as_text):
    another = (
        "This Exhibit is part of the Services Agreement (the “Agreement”) between us (Effective Date: May 2, 2015)."
    )
    assert defined_dates(as_text(another), 0.9) == []
    assert defined_dates(as_text("Services Agreement\n\nEffective Date: May 2, 2015"), 0.9) != []


def test_the_term_of_one_of_several_programs_is_not_the_contracts():
    text = "The term of the Seed Program is five years. The term of the Soil Program is two years."
    assert is_of_one_program("The term of the Seed Program is five years.", program_names(text))
    assert not is_of_one_program("The term of the Seed Program is five years.", program_names(text[:43]))
    assert not is_of_one_program("The term of this Agreement is five years.", program_names(text))
    clause = {"category": "Expiration Date", "text": "The term of the Seed Program is five years.", "interval": [0, 43]}
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    assert summarise([Clause(id=0, **clause, **place)], text).term is None


def test_an_effective_date_on_the_latest_of_several_events_names_them_all(as_text):
    text = "“Effective Date” means the latest of (a) the last signature, or (b) the approval. Next."
    document = as_text(text)
    cut = document.text.index(", or (b)")
    (whole,) = whole_clauses(document, [Finding("Effective Date", 0, 1, 0, cut, 0.9)])
    assert document.text[whole.start : whole.end].endswith("(b) the approval.")
