"""Contracts with one trap each, read as a lawyer would state their facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.schema import Review

CASES = Path(__file__).parent / "lawyer"


@pytest.fixture(scope="module")
def read(engine):
    """The review of a case by its name, each made once; ``change`` replaces words of its text."""
    known: dict[tuple[str, tuple[str, str] | None], Review] = {}

    def review(name: str, change: tuple[str, str] | None = None) -> Review:
        if (name, change) not in known:
            text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
            if change:
                assert change[0] in text
                text = text.replace(*change)
            known[name, change] = review_document(document_from_text(text.encode(), name, 10), engine)
        return known[name, change]

    return review


@pytest.mark.parametrize("name", ["site_approval_as_expiry", "definition_as_term"])
def test_what_ends_something_else_is_no_end_of_the_contract(read, name):
    summary = read(name).summary
    assert summary.expiration_date is None and summary.term is None
    absent = {item.category for item in read(name).absent}
    assert "Expiration Date" in absent


@pytest.mark.parametrize(
    ("name", "length", "party", "before"),
    [
        ("option_to_renew_as_notice", "P5Y", "Customer", "P6M"),
        ("option_stated_after_its_notice", "P2Y", "Client", "P4M"),  # stated after its notice
    ],
)
def test_an_option_to_renew_is_one_partys_and_its_notice_is_not_against_renewal(read, name, length, party, before):
    summary = read(name).summary
    renewal, notice = summary.renewal_term, summary.renewal_notice
    assert renewal and (renewal.value, renewal.kind, renewal.party) == (length, "option", party)
    assert notice and (notice.value, notice.purpose) == (before, "to_renew")


def test_a_window_for_renewing_is_no_length_of_a_renewal(read):
    renewal = read("window_as_renewal").summary.renewal_term
    assert renewal and (renewal.value, renewal.kind) == ("P5Y", "agreement")


def test_an_exclusion_of_kinds_of_loss_is_no_cap(read):
    summary = read("exclusion_taken_for_cap").summary
    assert summary.liability_cap is None
    assert [(term.kind, term.total) for term in summary.liability] == [("exclusion", False)]


def test_a_cap_is_the_fees_of_a_time_and_says_whose_liability_it_limits(read):
    review = read("two_months_fees_uncapped")
    cap = review.summary.liability_cap
    assert cap and cap.model_dump(include={"value", "party"}) == {
        "value": {"kind": "fees", "period": "P2M", "multiple": 1.0},
        "party": "Provider",
    }
    assert not [clause for clause in review.clauses if clause.found and clause.category == "Uncapped Liability"]


def test_what_the_sentence_after_a_cap_takes_out_of_it_is_found(read):
    review = read("carve_out_missed")
    cap = review.summary.liability_cap
    assert cap and cap.value.model_dump() == {"kind": "fees", "period": "P12M", "multiple": 1.0} and cap.party is None
    (carved,) = [term for term in review.summary.liability if term.kind == "carve_out"]
    assert carved.text.startswith("This limit does not apply to the indemnity")
    assert review.clauses[carved.clause].category == "Uncapped Liability" and review.clauses[carved.clause].found


def test_exclusive_here_and_non_exclusive_there_is_exclusive(read):
    exclusivity = read("exclusive_and_nonexclusive").summary.exclusivity
    assert exclusivity and exclusivity.value == "yes" and "Ohio" in exclusivity.text


def test_an_amendment_names_the_agreement_that_it_changes_and_its_date(read):
    summary = read("amendment").summary
    assert summary.document_name and summary.document_name.value == "AMENDMENT NO. 2 TO SERVICES AGREEMENT"
    assert summary.agreement_date and summary.agreement_date.value == "2022-05-04"
    other = summary.depends_on
    assert other and (other.kind, other.agreement, other.date) == ("amendment", "Services Agreement", "2021-03-03")


def test_a_redaction_is_no_blank_and_an_end_at_the_latest_is_said_as_such(read):
    end = read("redaction_as_blank").summary.expiration_date
    assert end and (end.value, end.bound, end.gap) == ("2023-09-03", "at_the_latest", "redacted")


def test_a_date_that_is_to_be_inserted_is_open(read):
    summary = read("date_to_be_inserted").summary
    for date in (summary.agreement_date, summary.effective_date):
        assert date and (date.value, date.gap, date.text) == (None, "open", "[date to be inserted]")


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        (
            "two_companies_in_one",
            [("The Harrow & Lane Company", ["OldCo"]), ("Harrow & Lane Enterprises, Inc.", ["NewCo"])],
        ),
        ("address_as_party", [("Harrow Lane Systems, Inc.", ["Provider"]), ("Quillmark Foods LLC", ["Customer"])]),
        (
            "role_on_wrong_party",
            [("The Harrow & Lane Company", ["Provider"]), ("Harrow & Lane Enterprises, Inc.", ["Customer"])],
        ),
    ],
)
def test_every_party_is_listed_once_with_its_own_role_and_no_address_is_one(read, name, parties):
    assert [(party.name, party.defined_as) for party in read(name).summary.parties] == parties


def test_two_clauses_on_assignment_are_both_found(read):
    found = [
        clause.text
        for clause in read("lopsided_assignment").clauses
        if clause.found and clause.category == "Anti-Assignment"
    ]
    assert [text.split()[0] for text in found] == ["Provider", "Customer"]


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("title_cut_ip", "INTELLECTUAL PROPERTY AGREEMENT", "Intellectual Property"),
        ("restated_lost", "THIRD AMENDED AND RESTATED EXCLUSIVE AGENCY AND SALES AGREEMENT", "Agency"),
    ],
)
def test_the_title_is_the_whole_heading_and_the_type_follows_from_it(read, name, title, kind):
    summary = read(name).summary
    assert summary.document_name and summary.document_name.value == title
    assert summary.document_type and summary.document_type.kind == kind


def test_selling_insurance_is_no_clause_on_insurance_and_an_exclusive_seller_is_exclusivity(read):
    review = read("insurance_as_topic")
    assert "Insurance" not in {clause.category for clause in review.clauses if clause.found}
    assert review.summary.exclusivity and review.summary.exclusivity.value == "yes"


def test_a_list_is_quoted_whole_and_ends_the_contract_on_its_date_at_the_latest(read):
    review = read("list_cut_at_colon")
    (clause,) = [clause for clause in review.clauses if clause.found and clause.category == "Expiration Date"]
    assert clause.text.startswith("This Agreement shall terminate") and clause.text.endswith("work is completed.")
    end = review.summary.expiration_date
    assert end and (end.value, end.bound) == ("2024-12-31", "earlier_of")


def test_a_term_that_is_counted_from_an_event_without_a_date_gives_no_day(read):
    summary = read("term_from_another_event").summary
    assert summary.expiration_date is None
    assert summary.term and summary.term.value == "P15Y"
    assert summary.term.counted_from == "the first commercial launch of the Product"


def test_several_governing_laws_are_all_listed_with_when_each_applies(read):
    law = read("two_laws").summary.governing_law
    assert law and (law.value, law.code) == ("Ohio; New York", None)
    assert [(place.code, place.applies) for place in law.laws] == [
        ("US-OH", "where Provider brings the suit"),
        ("US-NY", "where Customer brings it"),
    ]


def test_words_and_figures_that_differ_are_listed(read):
    summary = read("words_and_figures_differ").summary
    assert [(one.text, one.words, one.figures) for one in summary.differences] == [("sixty (90) days", "60", "90")]
    assert summary.renewal_notice and summary.renewal_notice.value in ("P60D", "P90D")


@pytest.mark.parametrize(
    ("name", "title", "parties"),
    [
        (
            "cover_page_and_list_of_parties",
            "CLEANING SERVICES AGREEMENT",
            [("PELHAM ROAD CLEANING LIMITED", ["Supplier"]), ("ORSETT SCHOOLS TRUST", ["Client"])],
        ),
        (
            "details_of_a_deed",
            "Deed of Maintenance Services",
            [
                ("Wattle Creek Engineering Pty Ltd", ["Contractor"]),
                ("Burrendong Grain Co-operative Limited", ["Principal"]),
            ],
        ),
        (
            "table_of_key_terms",
            "SOFTWARE SUBSCRIPTION AGREEMENT",
            [("Larkspur Scheduling, Inc.", ["Vendor"]), ("Bellweather Clinics, LLC", ["Subscriber"])],
        ),
    ],
)
def test_parties_are_read_from_a_list_under_a_heading_and_from_a_table(read, name, title, parties):
    summary = read(name).summary
    assert summary.document_name and summary.document_name.value == title
    assert [(party.name, party.defined_as) for party in summary.parties] == parties


def test_a_cap_in_plain_words_is_the_fees_of_a_time_and_whose_it_is(read):
    cap = read("cap_in_plain_words").summary.liability_cap
    assert (
        cap and cap.party == "Vendor" and cap.value.model_dump() == {"kind": "fees", "period": "P3M", "multiple": 1.0}
    )


def test_a_lease_of_premises_and_a_discount_are_not_the_contract(read):
    for name in ("lease_of_the_premises", "discount_that_renews"):
        summary = read(name).summary
        assert (summary.expiration_date, summary.term, summary.renewal_term) == (None, None, None)


def test_the_first_of_several_ends_is_quoted_with_all_of_them(read):
    end = read("first_of_three_ends").summary.expiration_date
    assert end and (end.value, end.bound) == ("2027-01-09", "earlier_of") and end.text.endswith("is withdrawn.")


def test_a_deed_of_variation_names_in_small_letters_the_agreement_that_it_varies(read):
    summary = read("deed_of_variation").summary
    assert summary.document_name and summary.document_name.value == "DEED OF VARIATION"
    other = summary.depends_on
    assert other and (other.kind, other.agreement, other.date) == (
        "amendment",
        "cleaning services agreement",
        "2019-09-09",
    )


def test_the_law_may_depend_on_who_is_the_defendant(read):
    law = read("law_of_the_defendant").summary.governing_law
    assert law and [(place.code, place.applies) for place in law.laws] == [
        ("US-MN", "If Greywater is the defendant"),
        ("FR", "if Distributor is the defendant"),
    ]


def test_insurance_that_is_sold_is_no_clause_on_insurance_and_the_only_agency_is_exclusive(read):
    review = read("insurance_that_is_sold")
    assert "Insurance" not in {clause.category for clause in review.clauses if clause.found}
    exclusivity = review.summary.exclusivity
    assert exclusivity and (exclusivity.value, exclusivity.party) == ("yes", "Dealer")
