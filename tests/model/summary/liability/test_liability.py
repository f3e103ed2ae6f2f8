from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.review import review_document
from model.schema import Clause, Fees, Formula, Money, Party, Place
from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.liability import (
    caps,
    caps_kinds_only,
    excludes_everything,
    in_dollars_of,
    is_claim_specific_cap,
    is_of_one_event,
    liability_terms,
    sentences,
)
from model.summary.liability.total_exclusion import excludes_all
from model.summary.parties.sides import Sides
from model.summary.summary import summarize
from model.summary.text.clause_boundaries import whole_clauses
from model.summary.whose_rights.rights import who_is_liable

PARTICULAR = (
    "Acme's liability to Brightwater relating to the intellectual property indemnity in the License "
    "shall not exceed 50% of the fees paid to a maximum of $1,000,000."
)

GENERAL = "For any cause of action arising under this ------- Agreement, liability shall not exceed $5,000,000."

BY_FORMULA = "Except for liability under Section 8, neither party's liability shall exceed what it earned hereunder."


def clause(number: int, text: str, score: float) -> Clause:
    interval = [1000 * number, 1000 * number + len(text)]
    return Clause(
        id=number, category="Cap On Liability", label="Cap", text=text, heading=[], pages=[1], boxes=[],
        interval=interval, segments=[number], score=score, found=True,
    )  # fmt: skip


PARTIES = [Party(name="Acme", defined_as=[], clause=0, score=0.9)]


def found(text: str, words: str) -> tuple:
    document = document_from_text(text.encode(), "contract", 10)
    begin = document.text.index(words)
    inside = document.segments_in(begin, begin + len(words))
    one = Finding("Cap On Liability", inside[0].id, inside[-1].id + 1, inside[0].start, inside[-1].end, 0.9)
    return document, one


VENDOR_AND_BUYER = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


def test_the_general_cap_goes_before_one_for_an_indemnity_whatever_their_scores():
    for general in (GENERAL, BY_FORMULA):
        assert caps([clause(0, PARTICULAR, 0.99), clause(1, general, 0.6)], Sides([]))[0].text == general


def test_a_cap_per_claim_goes_behind_the_general_one():
    each = "The liability for each claim shall not exceed $1,000."
    assert [cap.text for cap in caps([clause(0, each, 0.99), clause(1, GENERAL, 0.6)], Sides([]))] == [GENERAL, each]


def test_a_cap_by_one_transaction_says_so():
    text = "Liability shall not exceed the fees paid for the transaction which the liability relates to in 12 months."
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert cap.scope == "for the transaction which the liability relates to"
    of_training = "Vendor's maximum liability with respect to any Training Services performed is limited to $500."
    (cap,) = caps([clause(0, of_training, 0.9)], Sides([]))
    assert cap.scope == "with respect to any Training Services performed"
    assert caps([clause(0, of_training, 0.99), clause(1, GENERAL, 0.6)], Sides([]))[0].text == GENERAL
    of_all = "Vendor's maximum liability with respect to the Services is limited to $500."
    assert caps([clause(0, of_all, 0.9)], Sides([]))[0].scope is None
    assert caps([clause(0, GENERAL, 0.9)], Sides([]))[0].scope is None


def test_an_amount_beside_kinds_of_loss_is_a_cap_and_one_for_each_party():
    either = (
        "EXCEPT FOR (a) SECTION 7 (INDEMNITY), OR (b) LIABILITY ARISING FROM SERIAL DEFECTS (SUBJECT TO SECTION 9), "
        "IN NO EVENT WILL EITHER PARTY BE LIABLE UNDER THIS AGREEMENT FOR ANY "
        "(i) INDIRECT OR SPECIAL DAMAGES, OR (ii) AGGREGATE DAMAGES IN EXCESS OF [***]."
    )
    recalls = "Acme's aggregate liability under this paragraph shall not exceed $9,000 for a serial defect."
    general, particular = caps([clause(0, recalls, 0.99), clause(1, either, 0.6)], Sides(PARTIES))
    assert (general.text, general.party) == (either, None)
    assert (particular.text, particular.party) == (recalls, "Acme")


def test_payment_of_damages_is_no_cap_by_fees():
    text = "Acme's aggregate liability is limited to payment of damages up to a maximum of (and must not exceed) $5m."
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert cap.value.amount == "USD 5000000" and not cap.other


def test_amounts_in_excess_in_the_aggregate_of_the_fees_are_a_cap():
    text = "Neither party shall be liable for any amounts in excess in the aggregate of the amount of the fees paid."
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert cap.value.kind == "fees"


def test_the_damages_that_a_customer_recovers_are_no_fees():
    text = "Acme's liability is limited to the amount of actual, direct and proven damages that a customer recovers."
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert cap.value.kind == "formula"


def test_a_cap_is_no_exclusion_of_all_liability():
    text = "Acme shall not be liable for any loss under this Agreement which exceeds the amount paid to it."
    assert not excludes_everything(text)
    assert excludes_everything("Acme shall not be liable for any damages under this Agreement.")


def test_an_exclusion_that_names_its_section_is_one():
    text = (
        "Neither Acme nor Brook (which for the purposes of this Section 11.2 includes their directors) shall "
        "have any liability for punitive damages; provided that such limitation shall not apply to fraud."
    )
    assert [term.kind for term in liability_terms([clause(0, text, 0.9)], Sides(PARTIES))] == ["exclusion", "carve_out"]


def test_a_cap_in_capitals_keeps_its_second_limb_and_no_letter_is_read_as_a_figure():
    text = (
        "VENDOR'S LIABILITY SHALL NOT EXCEED THE LESSER OF: THE FEES PAID IN SIX (6) MONTHS; OR FIVE THOUSAND DOLLARS "
        "($5,OOO)."
    )
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert (cap.text, cap.bound) == (text, "lesser_of")
    assert [cap.value, *cap.other] == [Money(amount="USD 5000"), Fees(period="P6M")]


def test_a_cap_keeps_its_second_limb_after_a_semicolon():
    text = (
        "Vendor's liability shall not exceed the lesser of (i) the price of the product; or (ii) USD 500,000. It pays."
    )
    document, one = found(text, "Vendor's liability")
    (whole,) = whole_clauses(document, [one])
    kept = document.text[whole.start : whole.end]
    assert kept == text.removesuffix(" It pays.")
    (cap,) = caps([clause(0, kept, 0.9)], Sides([]))
    assert cap.bound == "lesser_of" and len(cap.other) == 1


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Liability shall not exceed the basic Monthly Charges for a sixty (60) day term.", "P60D"),
        ("Liability shall not exceed the monthly fees for the service.", "P1M"),
        ("Liability shall not exceed twice the monthly fees for the service.", "P2M"),
    ],
)
def test_a_cap_counts_the_period_over_which_a_monthly_charge_is_taken(text, period):
    assert cap_of(text, named=True) == [Fees(period=period)]


@pytest.mark.parametrize(
    "text",
    [
        "No action may be brought by either party more than one (1) year after the cause of action has accrued.",
        "No action may be brought by either party more than [***] after it knows of the cause.",
        "This limitation shall not limit Buyer's right to recover what it has to pay to a third party.",
    ],
)
def test_a_time_to_sue_and_an_exception_are_no_caps(text):
    assert cap_of(text, named=True) == []


def test_a_cap_of_one_party_for_each_year():
    text = "The total liability per year of Vendor shall be limited to the revenues of the previous contract year."
    assert cap_of(text) == [Fees(period="P1Y")]
    assert who_is_liable(text, Sides(VENDOR_AND_BUYER)) == "Vendor"


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("liability is limited to the payments made in the three months before the claim", [("fees", "P3M")]),
        (
            "liability will not exceed the greater of $1,000,000 and the fees paid in the last six months",
            [("money", "USD 1000000"), ("fees", "P6M")],
        ),
        ("liability is limited to twenty-four (24) times the monthly fee paid by Client", [("fees", "P24M")]),
        ("liability is limited to the amounts paid under this Agreement", [("fees", None)]),
        ("neither party is liable for indirect damages, including but not limited to lost profits", []),
    ],
)
def test_a_cap_is_a_sum_or_fees_and_an_exclusion_is_none(text, limits):
    read = [(limit.kind, getattr(limit, "amount", getattr(limit, "period", None))) for limit in cap_of(text)]
    assert read == limits


@pytest.mark.parametrize(
    ("text", "everything"),
    [
        (
            "Vendor shall not be liable for any losses from its failure to meet its obligations under Section 5.1.",
            False,
        ),
        (
            "Vendor shall not be liable for any losses caused, directly or indirectly, by any act of a third party.",
            False,
        ),
        ("Vendor shall not be liable for any damages of any kind.", True),
        ("Vendor shall have no liability whatsoever, except for its obligations under Section 9.", True),
    ],
)
def test_an_exclusion_for_one_section_does_not_exclude_everything(text, everything):
    assert excludes_everything(text) is everything


@pytest.mark.parametrize(
    "text",
    [
        "Each party's maximum liability for breach shall be limited to direct and actual damages.",
        "The liability of Acme for damages is limited to, and will not exceed, Brightwater's direct damages.",
        "Nothing in this Section 9.2 shall limit or restrict amounts payable to others under the indemnities.",
        "No action may be brought more than one year after its cause, or two years from the date of the last payment.",
        "Acme's sole liability is limited to use of reasonable efforts to correct errors and refund prepaid fees.",
    ],
)
def test_what_names_no_amount_is_no_cap(text):
    assert cap_of(text, named=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "Liability shall not exceed [***] percent ([***]%) of the price payable in that year.",
        "Liability shall not exceed [***] times the fees paid in that year.",
        "Aggregate liability shall not exceed the amount of such party's insurance coverage for it.",
    ],
)
def test_a_multiple_that_is_redacted_and_the_cover_of_insurance_are_no_multiple_of_fees(text):
    assert cap_of(text) == [Formula()]


def test_the_greater_of_amounts_that_are_not_known():
    text = "Acme's liability shall not exceed the greater of (i) $[**] and (ii) the insurance coverage paid to Acme."
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert (cap.value, cap.bound) == (Formula(), "greater_of")


def test_a_cap_on_kinds_of_loss_is_not_the_contracts_cap():
    text = "Acme's liability for any indirect or consequential damages shall not exceed $5,000,000 for all claims."
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert cap.scope == "for any indirect or consequential damages"
    summary = summarize([clause(0, text, 0.9)], text)
    assert summary.liability_cap is None
    assert [one.text for one in summary.other_caps] == [text]


def test_a_cap_that_two_clauses_hold_is_told_once():
    item = "the amount of any other damages, up to the greater of $100,000 or the fees paid in twelve months."
    assert len(caps([clause(0, f"c. {item}", 0.9), clause(1, f"(c) {item}", 0.8)], Sides([]))) == 1


def test_words_of_the_contrary_are_no_object():
    text = "Notwithstanding anything to the contrary herein, in no event shall a party owe Vendor more than $5."
    assert who_is_liable(text, Sides(VENDOR_AND_BUYER)) is None


def test_what_a_seller_of_registered_shares_contributes_is_no_cap():
    offering = (
        "No holder shall be required to contribute any amount in excess of the proceeds that it has from the sale of "
        "the Registrable Securities."
    )
    general = "Neither party's liability under this Agreement shall exceed the fees paid to it."
    assert [cap.text for cap in caps([clause(1, offering, 0.9), clause(2, general, 0.8)], Sides([]))] == [general]


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Its liability in each year shall not exceed the charges paid in that year.", "P1Y"),
        ("Its liability is limited to the amounts paid in the year before the claim arose.", "P1Y"),
        ("Its liability is capped at an amount equal to six (6) monthly instalments of the fee.", "P6M"),
        ("Its liability is limited to a sum equal to one quarter's fees.", "P3M"),
        ("The most we will ever owe you is what you paid us in the three months before the claim.", "P3M"),
    ],
)
def test_a_cap_may_name_a_period_without_a_number_and_fees_without_the_word(sentence, period):
    assert cap_of(sentence) == [Fees(period=period)]


def test_plain_dollars_are_those_of_the_governing_law():
    cap = caps([clause(1, "Its liability is limited to $400,000.", 0.9)], Sides([]))[0]
    australia = [Place(name="Victoria", code="AU-VIC")]
    assert in_dollars_of(cap, australia, "A deed.").value.amount == "AUD 400000"
    assert in_dollars_of(cap, australia, "All sums are in U.S. dollars.").value.amount == "USD 400000"
    of_a_part = Place(name="Texas", code="US-TX", applies="to the bonds")
    assert in_dollars_of(cap, [*australia, of_a_part], "A deed.").value.amount == "AUD 400000"
    assert in_dollars_of(cap, [Place(name="Utah", code="US-UT")], "A deed.").value.amount == "USD 400000"


def test_a_redacted_time_to_sue_is_no_cap():
    text = (
        "Except for the indemnity, no action under this Agreement may be brought by either party more than [***] after"
    )
    assert cap_of(f"{text} it knows of the event that gave rise to it.", named=True) == []
    assert cap_of("No action may recover more than [***] from Vendor.", named=True) == [Formula()]


def test_a_cap_says_that_its_amount_was_removed():
    removed, written = (f"Vendor's total liability shall not exceed {amount}." for amount in ("[***]", "$1,000"))
    assert [cap.gap for cap in caps([clause(0, removed, 0.9)], Sides([]))] == ["redacted"]
    assert [cap.gap for cap in caps([clause(0, written, 0.9)], Sides([]))] == [None]


def test_the_second_of_two_amounts_is_read_after_a_semicolon():
    text = "VENDOR'S LIABILITY IS LIMITED TO THE LESSER OF: THE AMOUNT PAID WITHIN SIX (6) MONTHS; OR $5OO,000."
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert (cap.text, cap.bound) == (text, "lesser_of")
    assert [cap.value, *cap.other] == [Money(amount="USD 500000"), Fees(period="P6M")]


@pytest.mark.parametrize(
    ("text", "kinds_only"),
    [
        (
            "Carrier's liability for loss or delay, including liability for consequential loss, is limited to $900.",
            False,
        ),
        ("Vendor's liability, including any liability for special or punitive damages, shall not exceed $900.", False),
        ("Vendor's liability for all loss, including for indirect damages, shall not exceed $900.", False),
        ("Vendor's liability for indirect loss, including loss of profits, shall not exceed $900.", True),
        (
            "(i) neither party shall be liable under any theory (including strict liability) for special or indirect "
            "damages, and (ii) each party's liability for any reason shall in the aggregate be limited to $900.",
            False,
        ),
        ("(i) no one has liability for indirect damages, and (ii) their liability shall not exceed $900.", False),
        ("Vendor's liability for special or punitive damages shall not exceed $900.", True),
    ],
)
def test_a_cap_that_includes_indirect_loss_covers_direct_loss_too(text, kinds_only):
    assert caps_kinds_only(text) is kinds_only


def test_what_a_party_agreed_with_its_customers_is_no_cap_here():
    text = (
        "Carrier shall pay for lost goods. Such liability shall not exceed its liability to its customers. "
        "Its terms of carriage with its customers provide that liability is limited to $4.41 per kilogram."
    )
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert cap.text.startswith("Such liability shall not exceed") and cap.value == Formula()


def test_what_a_cap_does_not_count_is_no_second_cap():
    text = "Its liability shall not exceed $3,000,000 (excluding any amounts due and payable under Section 9)."
    assert cap_of(text) == [Money(amount="USD 3000000")]
    assert cap_of(text.replace("(", ", ").replace(")", "")) == [Money(amount="USD 3000000")]


def test_a_liability_equal_to_the_lesser_of_redacted_amounts_is_a_cap():
    text = "Vendor's aggregate liability under this Agreement shall be equal to the lesser of: (i) ***; and (ii) ***."
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert cap.value == Formula() and cap.gap == "redacted" and cap.bound == "lesser_of"


def test_a_cap_whose_listed_amounts_are_redacted_is_a_cap():
    text = (
        "Each party's total liability under this Agreement is limited to the greater of:\n"
        "(a) [***] Euros; and\n(b) [***]% of the fees."
    )
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert cap.text == text and cap.value == Formula() and cap.gap == "redacted" and cap.bound == "greater_of"


def test_the_same_cap_in_each_partys_section_is_both_parties():
    items = (
        "is liable for no more than:\na. Indemnities under Section 8;\n"
        "(b) the amount of any other damages, up to the greater of $100,000 or the charges paid."
    )
    (cap,) = caps([clause(0, f"Vendor {items}", 0.9), clause(1, f"Buyer {items}", 0.9)], Sides(VENDOR_AND_BUYER))
    assert cap.party is None
    (cap,) = caps([clause(0, f"Vendor {items}", 0.9), clause(1, f"Vendor {items}", 0.9)], Sides(VENDOR_AND_BUYER))
    assert cap.party == "Vendor"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Acme's total liability shall not exceed the fees received or $500, WHICHEVER IS LESSER.", "lesser_of"),
        (
            "Acme's total liability shall not exceed £90,000 or the contract price whichever is the greater.",
            "greater_of",
        ),
        ("Acme's total liability shall not exceed £90,000 or the fees paid, whichever is the lower.", "lesser_of"),
        ("Acme's liability will not exceed the fees paid, but in no event greater than $25,000.", "lesser_of"),
    ],
)
def test_which_of_two_amounts_counts_may_be_said_after_them(text, bound):
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert cap.bound == bound and [cap.value.kind, *(one.kind for one in cap.other)] == ["money", "fees"]


def test_a_cap_that_is_there_anew_for_each_event_says_so():
    text = "Acme's liability per damage event is limited to the fees of the previous contract year."
    (cap,) = caps([clause(0, text, 0.9)], Sides(PARTIES))
    assert cap.scope == "per damage event"


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            "In no event shall Acme be liable for any direct, special, punitive or other damages whatsoever, to the "
            "extent permitted by law.",
            True,
        ),
        (
            "Acme shall not be liable for any direct, indirect or special damages, even if the buyer had told it of "
            "them.",
            True,
        ),
        ("Acme shall not be liable for any indirect, special, punitive or other damages whatsoever.", False),
        ("Acme is not liable for any damages or losses resulting from your use of the interface.", None),
        ("Acme is not liable for direct, indirect or special damages, unless it is grossly negligent.", False),
        ("Acme is not liable for any damages whatsoever arising out of the use of or inability to use it.", True),
        ("In no event will Acme be liable for any damages whatsoever, including any special damages.", True),
    ],
)
def test_an_exclusion_that_names_direct_loss_is_total(text, total):
    term = liability_terms([clause(0, text, 0.9)], Sides(PARTIES))[0]
    assert total is None or term.total is total
    assert excludes_all(term) is bool(total)


def test_a_fee_that_is_paid_once_is_not_the_fees_of_the_contract():
    assert cap_of("Harrow's maximum liability shall not exceed the Franchise Fee paid by Brook.") == [Formula()]
    assert cap_of("Harrow's maximum liability shall not exceed the fees paid by Brook.") == [Fees(period=None)]


def test_fees_in_the_items_of_a_list_are_the_cap():
    text = "In any event, Acme's total liability is limited to the lesser of:\n"
    text += "1. The total fees for a year of the plan;\n2. The insured sum."
    (cap,) = caps([clause(0, text, 0.9)], Sides([Party(name="Acme", defined_as=[], clause=0, score=0.9)]))
    assert (cap.value, cap.party) == (Fees(period="P1Y"), "Acme")
    assert cap.text.endswith("The insured sum.")


def test_a_sum_is_not_the_fees_though_it_is_called_an_amount():
    for sum_of in ("the amount of ten dollars ($10.00)", "the sum of USD 10", "an amount of $10"):
        sentence = f"Harrow's total liability for all damages under this agreement shall not exceed {sum_of}."
        assert cap_of(sentence) == [Money(amount="USD 10")]


def test_an_exclusion_is_not_total_if_the_next_sentence_caps_what_remains():
    exclusion = "Vendor will have no liability for any damages whatsoever, including direct or consequential damages."
    cap = "In no event will Vendor's total aggregate liability exceed the fees received or $100, whichever is lesser."
    alone, capped = (
        liability_terms([clause(0, text, 0.9)], Sides(VENDOR_AND_BUYER)) for text in (exclusion, f"{exclusion} {cap}")
    )
    assert [one.total for one in alone if one.kind == "exclusion"] == [True]
    assert [one.total for one in capped if one.kind == "exclusion"] == [False]


def test_an_exclusion_for_what_is_tried_out_or_free_does_not_exclude_everything():
    assert excludes_everything("Vendor is not liable for any damages in connection with the use of the products.")
    for offering in ("any Beta Feature", "any preview services", "a free version"):
        assert not excludes_everything(
            f"Vendor is not liable for any damages in connection with your use of {offering}."
        )


def test_a_cap_by_case_is_the_one_for_any_other_liability():
    text = (
        "In any event, Vendor's total liability under this agreement is limited to:\n"
        "1. for liability against which Vendor is insured, the sum recoverable from its insurers under the policy;\n"
        "2. for any other liability, two times the total fees paid in the twelve months before the claim."
    )
    (cap,) = caps([clause(0, text, 0.9)], Sides(VENDOR_AND_BUYER))
    assert (cap.value, cap.scope) == (Fees(period="P12M", multiple=2), "for any other liability")
    assert "recoverable" in cap.text


@pytest.mark.parametrize(
    ("whose", "general"),
    [
        ("With the optional Glowsafe plan, Buyer's", False),
        ("For lamps rented with the damage waiver, Buyer's", False),
        ("Vendor's", True),
    ],
)
def test_a_cap_of_an_optional_plan_is_not_that_of_the_contract(whose, general):
    text = f"{whose} maximum liability is limited to $500."
    summary = summarize([clause(0, text, 0.9)], text)
    assert (summary.liability_cap is not None) is general and len(summary.other_caps) == (not general)


def test_an_item_of_a_list_may_be_a_cap():
    assert cap_of("• Liability limited to the price of the lamps") == [Fees(period=None, multiple=1.0)]
    assert not cap_of("• Liability limited to direct damages")


def test_each_item_of_a_list_says_something_of_its_own_on_liability():
    text = "- Company's liability limited to unpaid commissions owed - No liability for indirect damages"
    assert cap_of("Company's liability limited to unpaid commissions owed") == [Formula()]
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert cap.value == Formula() and "indirect" not in cap.text


def test_no_liability_whatsoever_is_an_exclusion_of_all_liability(engine):
    text = (
        "TEST AGREEMENT\n\n6. RISK\n\nVendor shall have no liability whatsoever to Buyer for any problem with the pump."
    )
    review = review_document(document_from_text(text.encode(), "contract", 10), engine)
    assert [excludes_all(one) for one in review.summary.liability] == [True]


def test_an_exclusion_of_what_results_from_one_event_leaves_all_other_liability():
    text = "In the event that the hall cannot be used, Vendor shall not be liable for any resulting loss whatsoever."
    (term,) = liability_terms([clause(0, text, 0.9)], Sides([]))
    assert term.kind == "exclusion" and not excludes_all(term) and not term.total


def test_sums_and_fees_in_the_items_of_a_list_are_one_cap():
    text = (
        "THE TOTAL LIABILITY OF EITHER PARTY SHALL NOT EXCEED THE GREATER OF THE FOLLOWING:\n"
        "(a) $70,000 (Seventy Thousand Dollars); OR\n(b) The fees paid in the six (6) months before the claim."
    )
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert (cap.value, cap.other, cap.bound) == (Money(amount="USD 70000"), [Fees(period="P6M")], "greater_of")
    assert cap.text == text


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        (
            "Vendor's liability in respect of the indemnities in Clauses 7.2 and 7.3 is limited to the annualised "
            "value of the Service Charges.",
            "in respect of the indemnities in Clauses 7.2 and 7.3",
        ),
        ("Vendor's liability under Sections 3, 4 and 9(b) shall not exceed $500.", "under Sections 3, 4 and 9(b)"),
        ("Except for liability under Section 5, Vendor's total liability shall not exceed the fees.", None),
        (
            "Except for (1) liability for fraud, and (2) liability arising out of a breach of Section 4, in no event "
            "shall Vendor's liability exceed the fees.",
            None,
        ),
        ("Vendor's liability under this Agreement, including under Section 7, shall not exceed $500.", None),
        ("Vendor's liability under this Section 9 shall not exceed the fees paid.", None),
        ("Vendor's aggregate liability for any claim shall not exceed the amounts paid under Section 4.", None),
    ],
)
def test_a_cap_for_some_sections_says_for_which(text, scope):
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert cap.scope == scope


@pytest.mark.parametrize(
    ("text", "of_one"),
    [
        ("Vendor's liability for the cost of a recall shall not exceed $3,000,000 for any one recall.", True),
        ("Vendor's liability for almonds lost or damaged while in its custody is limited to their price.", True),
        ("Vendor's liability for lost profits shall not exceed $3,000,000.", False),
        ("Vendor's total liability shall not exceed $3,000,000.", False),
    ],
)
def test_a_cap_for_one_kind_of_event_is_not_the_contracts_cap(text, of_one):
    assert is_of_one_event(text) is of_one
    found = summarize([clause(0, text, 0.9)], text)
    assert (found.liability_cap is None) is of_one and len(found.other_caps) == int(of_one)


def test_a_cap_on_what_each_party_owes_limits_both():
    text = "Vendor's liability for loss, and Buyer's liability other than for charges, will not exceed $2,000,000."
    assert who_is_liable(text, Sides(VENDOR_AND_BUYER)) is None
    assert who_is_liable("Vendor's liability to Buyer will not exceed $5.", Sides(VENDOR_AND_BUYER)) == "Vendor"


@pytest.mark.parametrize(
    ("text", "particular"),
    [
        ("Vendor's liability for any claim arising out of this Agreement shall not exceed the fees.", False),
        ("Vendor is not liable for any lost profits, nor shall its total liability exceed the fees.", False),
        ("Vendor's liability for any lost shipment shall not exceed the fees.", True),
        ("Vendor's liability for each claim under this Agreement shall not exceed the fees.", True),
    ],
)
def test_a_cap_for_any_claim_under_the_contract_is_one_for_all(text, particular):
    assert is_claim_specific_cap(text) is particular


def test_what_an_award_may_include_is_no_exclusion():
    text = (
        "The arbitrators may award all damages, including, but not limited to, direct, indirect and consequential "
        "damages; but an award is subject to Section 7, and nothing here shall expand the liability of Vendor."
    )
    assert liability_terms([clause(0, text, 0.9)], Sides([])) == []


def test_the_annualised_value_of_charges_is_that_of_a_year():
    text = "Vendor's liability is limited to the annualised value of the Service Charges."
    assert caps([clause(0, text, 0.9)], Sides([]))[0].value == Fees(period="P1Y")


@pytest.mark.parametrize(
    ("paid", "scope"),
    [
        ("in respect of the relevant Repair Job", "in respect of the relevant Repair Job"),
        ("for the affected machine", "for the affected machine"),
        ("for the relevant period", None),
    ],
)
def test_what_was_paid_for_the_thing_at_issue_is_not_all_that_was_paid(paid, scope):
    (cap,) = caps(
        [clause(0, f"Our aggregate liability to you is limited to the amount that you paid {paid}.", 0.9)], Sides([])
    )
    assert cap.scope == scope


def test_a_difference_between_the_price_and_a_value_is_no_price():
    text = "The damages are limited to the difference between the purchase price and the value of the damaged boat."
    assert cap_of(text, named=True) == [Formula()]


def test_all_liability_may_be_excluded_in_the_words_of_an_exclusion():
    assert excludes_everything("We exclude all liability to you whatsoever for any loss.")
    assert excludes_everything("Vendor excludes all liability of any kind to Buyer.")
    assert not excludes_everything("Vendor excludes all liability for any delay.")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Acme shall not be liable for:\n- Indirect or punitive damages - Lost profits - Claims of others",
            ["exclusion"],
        ),
        ("Acme shall not be liable for:\n- Floods\n- Loss of business", ["exclusion"]),
        ("Acme shall be liable for:\n- Indirect damages\n- Lost profits", []),
        ("Acme shall not be liable for:\n- Floods\n- Strikes", []),
    ],
)
def test_words_that_lead_to_a_list_of_losses_exclude_them(text, kinds):
    found = liability_terms([clause(0, text, 0.9)], Sides(PARTIES))
    assert [term.kind for term in found] == kinds
    assert [term.text for term in found] == [text for _ in kinds]
    assert all(term.party == "Acme" for term in found)


def test_a_cap_that_changes_on_a_day_comes_before_one_that_is_less_general():
    general = "Grower's aggregate liability shall not exceed the price before launch and, after launch, a year's fees."
    helper = "The liability of the pilot shall not exceed the sums paid to him in a year."
    found = caps([clause(1, helper, 0.9), clause(2, general, 0.8)], Sides([]))
    assert [cap.text for cap in found] == [general, helper]


def test_of_two_limits_the_one_that_counts_by_event_is_for_an_event():
    text = "Vendor's liability is limited to at most $2,000,000 per damage event and $4,000,000 per calendar year."
    (cap,) = caps([clause(0, text, 0.9)], Sides([]))
    assert cap.value == Money(kind="money", amount="USD 4000000") and cap.scope is None


def test_a_cap_on_a_guarantors_liability_is_not_the_contracts():
    own = "The Guarantor's total liability will not exceed $9,000."
    general = "Each party's total liability will not exceed $900,000."
    assert caps([clause(0, own, 0.99), clause(1, general, 0.6)], Sides([]))[0].text == general


def test_a_cap_for_one_breach_is_not_the_general_one():
    assert is_claim_specific_cap("For breach of privacy duties, Vendor's aggregate liability will not exceed $500.")
    assert not is_claim_specific_cap("For claims arising from this Agreement, its total liability will not exceed $5.")


def test_the_way_in_which_disputes_are_settled_limits_no_liability():
    settled = "The parties agree to use the following dispute resolution procedure as their sole remedy for any claim."
    repaired = "Repair is Brightwater's sole remedy, and arbitration settles all disputes."
    assert liability_terms([clause(0, settled, 0.9)], Sides(PARTIES)) == []
    assert [one.kind for one in liability_terms([clause(0, repaired, 0.9)], Sides(PARTIES))] == ["exclusive_remedy"]


def test_a_limit_upon_liability_that_does_not_apply_to_one_loss_is_not_given_up():
    text = (
        "The limit in Clause 14, which is a limit upon the liability of either Party, shall not apply to loss by "
        "leakage, for which Acme's liability is limited to $4,000."
    )
    assert [one.total for one in liability_terms([clause(0, text, 0.9)], Sides(PARTIES))] == [False]


@pytest.mark.parametrize(
    ("sentence", "of_some"),
    [
        ("The Carrier's liability for damage to the Charterer's goods is limited to $20 per kilogram.", True),
        ("The Hirer's liability for loss of or damage to the machine shall not exceed $5,000.", True),
        ("The Hirer's liability for loss of profits or other loss shall not exceed $5,000.", False),
    ],
)
def test_a_cap_for_goods_or_a_machine_is_not_the_general_one(sentence, of_some):
    assert is_of_one_event(sentence) is of_some


def test_the_cap_of_an_indemnity_is_one_for_particular_claims():
    assert is_claim_specific_cap("4.02 The indemnity in Article V is limited to $3,000,000 in the aggregate.")
    assert is_claim_specific_cap("It does not apply to leaks, as to which Vendor's liability shall not exceed $5,000.")


def test_a_sentence_may_cap_each_partys_liability():
    first, second = sentences(
        "VENDOR'S AGGREGATE LIABILITY SHALL NOT EXCEED $4,000,000, AND BUYER'S AGGREGATE LIABILITY SHALL NOT EXCEED "
        "$2,000,000."
    )
    assert second.startswith("BUYER'S") and "2,000,000" not in first
    assert len(sentences("Vendor's and Buyer's aggregate liability shall not exceed $4,000,000.")) == 1


def test_a_second_cap_may_be_that_of_the_other_party():
    text = "Acme's total liability is confined to $4,000,000 per event, and that of Brightwater to $2,000,000 in all."
    parties = [*PARTIES, Party(name="Brightwater", defined_as=[], clause=0, score=0.9)]
    found = caps([clause(0, text, 0.9)], Sides(parties), text)
    assert [(one.party, one.scope) for one in found] == [("Acme", "per event"), ("Brightwater", None)]


def test_all_that_arises_from_a_contract_is_no_particular_claim_though_the_cap_is_a_share_of_the_prices_in_a_section():
    assert not is_claim_specific_cap(
        "What can be owed for all that arises from this SOW is 150% of the prices in section 6."
    )
    assert is_claim_specific_cap("Acme's liability arising from the warranties in section 6 is limited to $9,000.")
    assert is_claim_specific_cap(
        "Clause 8 is kept, save that liability for loss of data under clause 9 is limited to $9."
    )


def test_a_cap_on_late_deliveries_is_not_the_general_one():
    assert is_of_one_event("Acme's aggregate liability for late or failed deliveries shall not exceed $9,000.")
    assert not is_of_one_event("Acme's aggregate liability for delay, loss or damage shall not exceed $9,000.")


def test_the_lead_in_of_a_list_says_whose_liability_its_last_item_caps():
    text = (
        "Acme shall not be liable with respect to any subject matter of this Agreement: (A) for loss of revenue; "
        "(B) for inaccurate data; or (C) for any amounts that exceed the fees paid in a year."
    )
    assert [one.party for one in caps([clause(0, text, 0.9)], Sides(PARTIES), text)] == ["Acme"]
