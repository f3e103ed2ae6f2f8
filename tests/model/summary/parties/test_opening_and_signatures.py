from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.summary.parties.opening_and_signatures import (
    defined_dates,
    effective_at_the_top,
    effective_on_an_event,
    open_dates,
    signed_names,
)
from model.summary.values.blanks import gap
from model.summary.values.dates import iso_date


def test_an_open_date_is_quoted_with_its_year(as_text):
    document = as_text("LICENSE\n\nThis License is effective as of the [·] day of [·], 2019 between us.\n")
    assert {document.text[one.start : one.end] for one in open_dates(document, 0.9)} == {"the [·] day of [·], 2019"}


def test_the_fields_of_a_form_give_the_dates_on_which_a_contract_starts_and_ends(as_text):
    text = "ORDER FORM\n\nThe terms below apply.\n\n2.1 Contract start: 04-01-16\n\n2.2 Contract end: 04-01-18\n"
    document = as_text(text)
    found = {one.category: iso_date(document.text[one.start : one.end]) for one in defined_dates(document, 0.9)}
    assert found == {"Effective Date": "2016-04-01", "Expiration Date": "2018-04-01"}


def test_a_placeholder_in_round_brackets_is_a_blank(as_text):
    document = as_text("SERVICE AGREEMENT\n\nEFFECTIVE AS OF (EFFECTIVE DATE)\n\nThe parties agree.")
    blanks = {one.category: document.text[one.start : one.end] for one in open_dates(document, 0.9)}
    assert blanks["Effective Date"] == "(EFFECTIVE DATE)" and gap(blanks["Effective Date"]) == "open"
    assert not open_dates(as_text("effective as of May 1, 2020 (the “Effective Date”)"), 0.9)


def test_a_blank_for_the_day_of_a_payment_is_not_the_contracts_date(as_text):
    paid = "Borrower pays ten dollars a month, beginning on [first_payment_date] and ending on [last_payment_date]."
    assert not open_dates(as_text(paid), 0.9)
    assert open_dates(as_text(f"LOAN AGREEMENT\n\nDate [date] | Code [code]\n\n{paid}"), 0.9)
    assert open_dates(as_text("This Agreement is made on [agreement_date] by the parties."), 0.9)
    assert open_dates(as_text("THIS AGREEMENT is dated DATE."), 0.9)
    assert not open_dates(as_text("THIS AGREEMENT IS DATED AS OF DATE OF DELIVERY."), 0.9)


def test_an_effective_date_on_an_event_is_quoted(as_text):
    document = as_text("“Effective Date” means the delivery day that is set forth in the Sale Agreement. It ends.")
    event = effective_on_an_event(document, 0.9)
    assert event and document.text[event.start : event.end].endswith("set forth in the Sale Agreement")
    assert effective_on_an_event(as_text("The Effective Date is May 1, 2020."), 0.9) is None


@pytest.mark.parametrize(
    "text",
    [
        "The license is effective as of the day on which User presses “Start” (the “Effective Date”).",
        "This Agreement shall come into effect upon your acceptance of these conditions.",
        "These Terms take effect when you click the button.",
        "Once you have signed and returned the enclosed copy, this letter will take effect as a variation.",
        "This Agreement is made as of the date of the first Purchase Order (“Effective Date”) by Brook.",
    ],
)
def test_what_takes_effect_when_somebody_accepts_it_has_that_as_its_effective_date(as_text, text):
    assert effective_on_an_event(as_text(text), 0.9)


def test_the_effective_date_of_another_agreement_is_not_this_ones(as_text):
    another = (
        "This Exhibit is part of the Services Agreement (the “Agreement”) between us (Effective Date: May 2, 2015)."
    )
    assert defined_dates(as_text(another), 0.9) == []
    assert defined_dates(as_text("Services Agreement\n\nEffective Date: May 2, 2015"), 0.9) != []


def test_the_effective_date_of_a_resignation_is_not_the_contracts(as_text):
    leaves = "The Employee resigns as of February 6, 2020 (“Effective Date of {}”), and Brook Bank accepts it."
    assert defined_dates(as_text(leaves.format("Resignation")), 0.9) == []
    assert defined_dates(as_text(leaves.format("this Agreement")), 0.9) != []


def test_a_date_line_with_a_blank_is_the_contracts_open_date():
    text = (
        "AGENCY AGREEMENT\nNovember ___, 2006\nLadies and Gentlemen:\nThe rights of holders "
        "as of ____, 2006 are theirs."
    )
    document = document_from_text(text.encode(), "contract", 10)
    (found,) = open_dates(document, 0.9)
    assert document.text[found.start : found.end] == "November ___, 2006"


def test_a_company_that_signs_for_a_partnership_is_no_party():
    text = (
        "JOINT FILING AGREEMENT\n\nThe undersigned agree.\n\nBROOK FUND, L.P.\nBy: Brook GP, LLC, its general partner\n"
    )
    assert [text[start:end] for start, end in signed_names(text)] == ["BROOK FUND, L.P."]


def test_the_role_before_a_signing_company_is_no_part_of_its_name():
    text = "VENDOR BROOK HILL CORPORATION\nBy: Ada Brook\nHARROW, INC.\nSigned: Bo Hill"
    assert [text[start:end] for start, end in signed_names(text)] == ["BROOK HILL CORPORATION", "HARROW, INC."]


def test_a_signing_company_over_two_lines_is_read_whole_if_the_contract_names_it_elsewhere():
    text = (
        "Harrow Lamp Makers builds it.\nHARROW LAMP\nMAKERS, INC.\nBy: Ada Brook\nTHE BUYER\nQUILL, INC.\nBy: Bo Hill"
    )
    names = [" ".join(text[start:end].split()) for start, end in signed_names(text)]
    assert names == ["HARROW LAMP MAKERS, INC.", "QUILL, INC."]


def test_a_period_in_the_opening_gives_the_first_and_the_last_day_of_the_term(as_text):
    text = "This Agreement is made effective this 3rd day of May 2016, through May 2, 2019 (the “Initial Term”) by us."
    document = as_text(text)
    found = {one.category: iso_date(document.text[one.start : one.end]) for one in defined_dates(document, 0.9)}
    assert found == {"Effective Date": "2016-05-03", "Expiration Date": "2019-05-02"}
    assert defined_dates(as_text(text.replace("Initial Term", "Study")), 0.9) == []


def test_a_month_and_a_year_with_no_day_between_them_are_an_open_date(as_text):
    document = as_text("This Agreement, effective as of June , 2020 (the “Effective Date”), is between us.")
    blanks = {one.category: document.text[one.start : one.end] for one in open_dates(document, 0.9)}
    assert blanks["Effective Date"] == "June , 2020" and gap(blanks["Effective Date"]) == "open"
    assert not open_dates(as_text("This Agreement, effective as of June, 2020, is between us."), 0.9)


def test_a_person_over_the_own_signature_is_a_party_whatever_the_accents():
    text = "ÉVA BRÓOK\n/s/ Eva Brook\nBy: Eva Brook\nTHE BOARD\n/s/ Ann Quill\n"
    assert [text[start:end] for start, end in signed_names(text)] == ["ÉVA BRÓOK"]


def test_a_blank_in_a_table_of_key_terms_is_the_effective_date():
    text = "KEY TERMS\n\nVendor: Harrow Mills, Inc. Effective Date: [to be agreed] Fee: $100"
    document = document_from_text(text.encode(), "contract", 10)
    (blank,) = open_dates(document, 0.9)
    assert (blank.category, document.text[blank.start : blank.end]) == ("Effective Date", "[to be agreed]")


def test_a_row_of_key_terms_gives_the_day_on_which_the_contract_ends(as_text):
    document = as_text("SERVICE ORDER\n\n5. Service Start Date\tThe launch\n\n6. Service End Date\t30 May 2028\n")
    (found,) = defined_dates(document, 0.9)
    assert (found.category, document.text[found.start : found.end]) == ("Expiration Date", "30 May 2028")


def test_a_contract_may_say_in_its_opening_since_when_it_is_effective(as_text):
    opening = "Supply Agreement, effective as of May 2, 2020 (this “Agreement”), between Harrow Inc. and Quill LLC."
    document = as_text(opening)
    (found,) = defined_dates(document, 0.9)
    assert (found.category, document.text[found.start : found.end]) == ("Effective Date", "May 2, 2020")
    assert not defined_dates(as_text(f"They end the {opening}".replace("(this “Agreement”), between", "with")), 0.9)


def test_a_letter_on_someones_employment_is_between_the_company_and_whoever_signs_it():
    letter = (
        "May 2, 2020\nMs. Ada Brook, Ph.D.\n9 High Street\nDear Ada,\nYou and Harrow City\nPartners, Ltd. "
        "have agreed on your employment as follows.\nHarrow\nAgreed:\n/s/ {}\n"
    )
    named = letter.format("Ada Brook")
    assert {" ".join(named[a:b].split()) for a, b in signed_names(named)} == {
        "Ada Brook",
        "Harrow City Partners, Ltd.",
    }
    beside = letter.replace("/s/ {}", "/s/ Bo Hill\t\t/s/ {}").format("Ada Brook")
    assert "Ada Brook" in {beside[a:b] for a, b in signed_names(beside)}
    other = letter.format("Bo Hill")
    assert "Ada Brook" not in {other[a:b] for a, b in signed_names(other)}


def test_a_contract_that_is_signed_on_one_day_may_be_effective_on_another(as_text):
    signed = "This Agreement is executed in two copies on the 5th day of May, 2020, in Salem, to be effective {}."
    document = as_text(f"SUPPLY AGREEMENT\n\nThe parties agree.\n\n{signed.format('June 1, 2020')}")
    (found,) = defined_dates(document, 0.9)
    assert (found.category, document.text[found.start : found.end]) == ("Effective Date", "June 1, 2020")
    assert not defined_dates(as_text(signed.format("at once")), 0.9)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Version 4, effective as of May 2, 2020", "May 2, 2020"),
        ("Effective Date: May 2020", "May 2020"),
        ("Effective Date: May 2020 | Version: 2", "May 2020"),
        ("Brook Terms (effective from 2 May 2020)", "2 May 2020"),
        ("Version 1.0 · Effective 2 May 2020 · For every stall of the market", "2 May 2020"),
        ("Last updated: May 2, 2020", None),
        ("which took place before it was effective May 2, 2020", None),
    ],
)
def test_a_line_at_the_top_says_from_when_a_document_is_effective(as_text, line, day):
    document = as_text(f"Brook License\n\n{line.replace('effective as', 'Effective as')}\n\nYou may use it.")
    found = effective_at_the_top(document, 0.9)
    assert (found and document.text[found.start : found.end]) == day


def test_the_maturity_date_of_a_loan_is_its_last_day(as_text):
    document = as_text("The Bank lends until the Maturity Date. “Maturity Date” means May 19, 2019.")
    (found,) = defined_dates(document, 0.9)
    assert (found.category, document.text[found.start : found.end]) == ("Expiration Date", "May 19, 2019")


def test_the_day_on_which_an_employment_ended_is_not_the_end_of_the_contract(as_text):
    ended = "Your employment with Harrow terminated effective May 2, 2020 (the “Termination Date”)."
    assert defined_dates(as_text(ended), 0.9) == []
    lasts = "Your employment with Harrow continues until May 2, 2020 (the “Termination Date”)."
    assert defined_dates(as_text(lasts), 0.9) != []


@pytest.mark.parametrize(
    "when",
    [
        "upon (“Effective Date”), the following conditions having been satisfied",
        "on the first date on which each lender has signed it",
        "only upon satisfaction of the conditions of Section 4",
    ],
)
def test_an_amendment_that_takes_effect_on_conditions_has_them_as_its_effective_date(as_text, when):
    document = as_text(f"The Bank agrees. This Third Amendment shall become effective {when}.")
    event = effective_on_an_event(document, 0.9)
    assert event and document.text[event.start : event.end].startswith("This Third Amendment shall become effective")


def test_a_date_that_a_form_asks_for_is_open(as_text):
    words = "“Date when this form is completed”"
    document = as_text(f"This Agreement is made on {words} by and between Harrow, Inc. and the consultant.")
    assert [document.text[one.start : one.end] for one in open_dates(document, 0.9)] == [words]


def test_a_field_of_a_program_is_a_blank_for_the_date():
    text = 'This Lease is entered into as of {{START_DATE}} ("Effective Date") between the parties below.'
    found = open_dates(document_from_text(text.encode(), "contract", 10), 0.9)
    assert [text[one.start : one.end] for one in found] == ["{{START_DATE}}", "{{START_DATE}}"]


def test_a_term_that_begins_on_an_acceptance_is_an_effective_date_without_a_day(as_text):
    begins = "The term of this Agreement (the “Term”) will begin upon our acceptance of your stall"
    found = effective_on_an_event(as_text(f"{begins}. It is cold."), 0.9)
    assert found and found.end - found.start == len(begins)
    assert effective_on_an_event(as_text("The term begins upon the launch of the boat."), 0.9) is None


def test_a_restated_contract_takes_effect_when_it_is_restated(as_text):
    document = as_text(
        "This Restated License is made on May 2, 2024 (the “Restatement Effective Date”) by the parties. "
        "A. The parties entered into a License dated June 1, 2020 (the “Effective Date”)."
    )
    (found,) = defined_dates(document, 0.9)
    assert document.text[found.start : found.end] == "May 2, 2024"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Work begins on September 1, 2033, from which day this Order shall have effect.", "2033-09-01"),
        ("Start Date means 1 May 2033, from which this deed operates.", "2033-05-01"),
        ("The looms are sold from May 1, 2033, from which day the price applies.", None),
        ("Unless another day is stated, the amendments take effect on May 1, 2033.", "2033-05-01"),
        ("The amendments made by section 2 are effective as of May 1, 2033.", "2033-05-01"),
        ("The amendments to the Code took effect on May 1, 2033.", None),
    ],
)
def test_the_day_from_which_a_contract_or_its_amendments_apply_is_effective(as_text, text, day):
    document = as_text(f"ORDER\n\n{text}\n")
    found = [iso_date(document.text[one.start : one.end]) for one in defined_dates(document, 0.9)]
    assert found == ([day] if day else [])


@pytest.mark.parametrize(
    "text",
    [
        "Effective Date\tThe day on which the last of the two signatures below is given",
        "It shall be effective on the date of the later signature below (the “Effective Date”).",
        "From the day on which the second of the parties signs (the “Effective Date”) they are bound.",
        "The agreement takes effect when signed by all parties, but the Services start later.",
        "This letter becomes, once countersigned, part of the Licence with effect from its date.",
    ],
)
def test_a_contract_that_is_effective_on_its_last_signature_or_its_date_says_so(as_text, text):
    assert effective_on_an_event(as_text(f"LICENCE\n\n{text}\n"), 0.9) is not None


def test_a_contract_may_apply_from_a_later_event_than_its_date(as_text):
    document = as_text("THIS DEED is made on 2 May 2033, to apply as from the Handover Time, by the parties.")
    event = effective_on_an_event(document, 0.9)
    assert event and document.text[event.start : event.end] == "to apply as from the Handover Time"
    assert effective_on_an_event(as_text("It is made on 2 May 2033, to apply as from the date hereof."), 0.9) is None
    assert effective_on_an_event(as_text("They pay within 30 days of the date of the last signature."), 0.9) is None
