from __future__ import annotations

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.schema import Clause, Party
from model.summary.clause_boundaries import whole_clauses
from model.summary.fallbacks import with_sources
from model.summary.liability import caps, excludes_everything, liability_terms
from model.summary.parties.sides import Sides

PARTICULAR = (
    "Acme's liability to Brightwater relating to the intellectual property indemnity in the License "
    "shall not exceed 50% of the fees paid to a maximum of $1,000,000."
)
GENERAL = "For any cause of action arising under this ------- Agreement, liability shall not exceed $5,000,000."
BY_FORMULA = "Except for liability under Section 8, neither party's liability shall exceed what it earned hereunder."

PARTIES = [Party(name="Acme", defined_as=[], clause=0, score=0.9)]


def clause(number: int, text: str, score: float) -> Clause:
    interval = [1000 * number, 1000 * number + len(text)]
    return Clause(
        id=number, category="Cap On Liability", label="Cap", text=text, heading=[], pages=[1], boxes=[],
        interval=interval, segments=[number], score=score, found=True,
    )  # fmt: skip


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


def found(text: str, words: str) -> tuple:
    document = document_from_text(text.encode(), "contract", 10)
    begin = document.text.index(words)
    inside = document.segments_in(begin, begin + len(words))
    one = Finding("Cap On Liability", inside[0].id, inside[-1].id + 1, inside[0].start, inside[-1].end, 0.9)
    return document, one


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


def test_what_the_lead_in_of_a_list_takes_out_of_the_cap_is_an_exception():
    text = (
        "20. LIABILITY\n\nExcept as provided by Sections 19(a) and 19(b):\n\na) Neither party is liable for lost "
        "profits.\n\nb) Either party's liability shall be limited to the amounts paid by the other party."
    )
    document, one = found(text, "Either party's liability")
    sources = with_sources(document, [one, one._replace(category="Uncapped Liability", score=0.0)], [one])
    uncapped = [document.text[each.start : each.end] for each in sources if each.category == "Uncapped Liability"]
    assert uncapped and uncapped[0].startswith("Except as provided by Sections 19(a) and 19(b):")
