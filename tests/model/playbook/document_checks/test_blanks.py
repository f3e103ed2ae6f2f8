"""Blanks that are still to be filled in."""

from __future__ import annotations

import pytest

from model.playbook.document_checks.blanks import blanks, open_boxes, open_choices


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Buyer pays the Vendor [$●] for each of the units that it orders.", 1),
        ("They share the sales as follows: [●%] to the Buyer and [●%] to the Vendor.", 1),
        ("The Buyer pays a fee of $______ for each ton that is carried to the mill.", 1),
        ("The Vendor sells the products in [insert the territory] only, and nowhere else.", 1),
        ("It sells in ________ to any customer.\n\nIt pays [●] for each of the units that it orders.", 2),
        ("The Buyer pays the Vendor [***] for each of the units that it orders.", 0),
        ("The Buyer pays ten dollars for each unit. Telephone: ____-____ and Facsimile: ____-____", 0),
        (
            "The Buyer pays ten dollars for each unit.\n\nBy: ________\n\nThe Buyer and its officers sign ______ here.",
            0,
        ),
        ("The sum of all assets is multiplied by [ ] ([ ] basis points) and is paid in June.", 1),
        ("The Buyer pays the Vendor a fee that will not exceed [ ] in any of the years.", 1),
        ("Suits are brought in the courts of [Harrow County / Quill County – to be confirmed], and no others.", 1),
        ("Suits are brought in the courts of [Harrow County, as confirmed], and no others are open to them.", 0),
        ("The Buyer takes one of these: [ ] wool from the mill, or [ ] felt from the mill.", 0),
        ("This Agreement is made with Harrow Mills, Inc., a ____ DE corporation that sells wool.", 0),
        ("This Agreement is made with Harrow Mills, Inc., a ____ corporation that sells wool.", 1),
        ("The weaver gets [list benefits], and may leave on [length of time] notice to the mill.", 1),
        ("The page is tested in [desktop_browsers] and paid by [payment_details] within a week.", 1),
        ("The Buyer gets a discount of [percentage] on each of the lamps that it orders.", 1),
        ("You begin work on [start date]. You work as [job title] for [hours] in each of the weeks.", 2),
        ("- Supplier: [SUPPLIER NAME]\n- Street: [STREET ADDRESS]\n- Write to: [supplier e-mail]", 3),
        ("The lamps are guaranteed for [3] years, and their bulbs for [six (6)] months.", 1),
        ("It is governed by the laws of the state of [Company-state], which all of them know well.", 1),
        ("The Vendor sends the goods to {Buyer.Name} in the town where all of its mills are.", 1),
        ("The Vendor sends the goods to {{buyer}} in the town where all of its mills are.", 1),
        ("The Vendor sends the goods to the mill, and any notice of a fault to us at tbc.", 1),
        ("Move Contract\n\nDate: {{move_date}}\n\nCrew(s): {{num_crew}}\n\nShipper\n{{shipper}}", 3),
        ("Rate of interest: [●]% p.a.\n\nTerm: [●] months", 2),
        ("Ten pages €[AMOUNT]\n\nEach further page €[AMOUNT]", 2),
        ("They sign it here.\n\nSignature: ____\nName: {{name}}", 0),
        ("They sign it here on the day and in the town below.\n\n{A.Officer.Name}, {A.Title}\n(Printed Name)", 0),
        ("You report to [POSITION] at [LOCATION], who tells you what you have to do.", 1),
        ("You report at [any reasonable time] to whoever tells you what you have to do.", 0),
        ("The Vendor gives a discount of [10]% on all of the units that the Buyer orders.", 1),
        ("The Vendor delivers the units within one hundred eighty [180] days of the order.", 0),
        ("The Vendor delivers the units as described in [2] and in the other papers.", 0),
        ("The dealer has a shop at “as entered on the form”, and sells the lamps from there.", 1),
        ('It is made on "Date when this form is completed" by the dealer, who lives in the town of Oslo.', 1),
        ("The Buyer fills in the form “Order” and gives it to the Vendor on the same day.", 0),
        ("[Home Address]\n\nThe Buyer pays ten dollars for each of the units that it orders.", 0),
        ("The Buyer pays ten dollars for each unit.\n\nSignature: ____\nName: [Name]\nAddress: [Address]", 0),
        ("ARTICLE I [Term] Term\n\nARTICLE VI [INDEPENDENT CONTRACTOR] INDEPENDENT CONTRACTOR 6.1 No agent.", 0),
        ("See the [terms of delivery](https://harrow.example/terms) and [sic] the other papers.", 0),
        ("Ann Brook, f/s/o Brook Mills, is paid [$●] for each of the shows that she gives.", 1),
        ("The drawings of the mill are as follows, and are dated ________ unless another day is shown.", 1),
        ("The mill was built by the Vendor, as all of the parties know well.\n\nDated: ________", 0),
        ("Vendor: [YOUR NAME / TRADE NAME]\n\nThe Vendor is [VENDOR INFO], as all of them know well.", 2),
        ("The Vendor keeps all of the drawings secret for [3-6] years after the end of the contract.", 1),
        ("Grant of shares: [0.20% - 0.40%] of all the shares that the mill has issued by then.", 1),
        ("- Guarantee of the lamps: [2] years", 1),
        ("The Vendor delivers the lamps as described in [3-6] and in the other papers of the mill.", 0),
        ("By: /s/ Ada Brook\n\nEXHIBIT A\n\nThe amount of the payment shall be [SUM IN WORDS] dollars ($[AMOUNT]).", 1),
    ],
)
def test_sentences_with_blanks_before_the_signatures(as_text, text, number):
    assert len(blanks(as_text(text))) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Accepted and agreed to this ______ day of ____________, 2006, by the officers of the Buyer.", 0),
        ("The mill is delivered on the ______ day of June 2006, or on any later day that they agree on.", 1),
    ],
)
def test_the_day_of_a_signature_is_filled_in_by_signing(as_text, words, number):
    pages = "The Buyer pays ten dollars for each of the units that it orders. " * 70
    assert len(blanks(as_text(f"{pages}\n\n{words}"))) == number


def test_the_rule_over_a_footnote_is_no_blank(as_text):
    note = "___________ {}Omitted because the parties asked the authority to treat it as secret."
    assert not blanks(as_text(note.format("*** ")))
    assert not blanks(as_text(note.format("")))
    assert blanks(as_text("___________ pays the Vendor ten dollars for each of the units that it orders."))


@pytest.mark.parametrize(
    "note",
    [
        "* * *\tCertain information on this page was left out and filed with the authority.",
        "[* * *] Certain information on this page was left out and filed with the authority.",
        "Certain information on this page has been omitted and filed separately with the authority.",
        "The omitted portions of this page were filed separately with the authority that asked.",
        "Portions of this page have been omitted and filed separately with the authority.",
        "Confidential treatment has been requested for portions of the mill's contract.",
    ],
)
def test_the_rules_over_the_notes_of_redactions_are_no_blanks_even_in_the_middle_of_a_sentence(as_text, note):
    rule = "_" * 20
    text = (
        f"The Vendor sells no mills to others.\n{rule} {note}\n\nThe mill infringes no copyright or\n\n{rule} trademark"
        " rights of any person who lives in the region.\n"
    )
    assert not blanks(as_text(text))
    assert len(blanks(as_text(f"{text}\nThe mill stands at\n\n{'_' * 12} in the region of the Vendor's works.\n"))) == 1
    assert len(blanks(as_text(f"{text}\nThe Buyer pays {rule} dollars for each of the units that it orders.\n"))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("For the services, Dealer will pay Vendor a monthly fee of $____________ for each site.", 1),
        ("Dealer shall pay to Vendor for each month in advance the rent of €____ in Oslo.", 1),
        ("Dealer agrees to pay the yearly price of U.S. $_____ for the licence of the software.", 1),
        ("TOTAL ROYALTIES DUE FOR THIS PERIOD $_________ for all of the products that were sold", 0),
        ("Quarter 1: from ____ to ____ the forecast of Dealer for the mills is $____", 0),
    ],
)
def test_a_price_left_blank_in_an_attachment_is_a_blank_and_those_of_a_form_are_none(as_text, text, count):
    contract = "Vendor hosts the sites of Dealer.\n\nBy: /s/ Ann Brook\n\nEXHIBIT A\n\nHOSTING SERVICES\n\n"
    assert len(blanks(as_text(f"{contract}{text}\n"))) == count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Every dispute is settled by [Arbitration / Litigation] in Oslo.", 1),
        ("Brook is a [non-exclusive / exclusive] dealer.", 1),
        ("It is sent to [city / state] in May.", 0),
        ("It is sent by road [and / or] by sea.", 0),
    ],
)
def test_words_with_a_stroke_between_them_are_to_be_chosen_from(as_text, text, number):
    assert len(open_choices(as_text(text))) == number


def test_words_in_brackets_to_choose_from_are_open_choices(as_text):
    text = "You [start OR started] on May 2, 2020, in [Oslo OR Akron].\n\nYou work [here] or at home, OR elsewhere."
    assert len(open_choices(as_text(text))) == 1


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("The Mill is paid in May.", "By signing here, the Buyer accepts all that the Mill wrote above.", 0),
        ("The Mill is paid in May.", "The parties sign this in two copies, of which each keeps one.", 0),
        ("This contract is made between the Mill and", "The Buyer lives in Ohio and pays for what it orders.", 1),
        ("The Mill is paid in May.", "(the “Buyer”) pays the Mill for each of the units that it orders.", 1),
    ],
)
def test_a_line_across_the_page_is_no_blank(as_text, before, after, number):
    assert len(blanks(as_text(f"{before}\n\n{'_' * 80} {after}"))) == number


def test_a_list_of_boxes_of_which_none_is_ticked_is_open(as_text):
    text = "They decide:\n\n☐ By all of the weavers\n☐ By most of them\n\nThey meet in June."
    assert len(open_boxes(as_text(text))) == 1
    assert not open_boxes(as_text(text.replace("☐ By most", "☒ By most")))
    assert not open_boxes(as_text(text.replace("☐ By all", "☒ By all")))


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("{{{Oregon}}}", 0),
        ("{{ State of Ohio }}", 0),
        ("{{May 2, 2020}}", 0),
        ("{{$500}}", 0),
        ("{Oregon}", 0),
        ("{{company_name}}", 1),
        ("{{ state }}", 1),
        ("{{State}}", 1),
        ("{{Harrow Kites}}", 1),
        ("[State]", 1),
    ],
)
def test_a_field_in_braces_that_holds_a_place_a_date_or_a_number_is_filled_in(as_text, field, number):
    text = f"The kites are flown on the long beach that lies in {field} at the mouth of the river."
    assert len(blanks(as_text(text))) == number


def test_a_name_in_braces_is_filled_in_where_other_fields_of_the_template_are(as_text):
    text = (
        "In this contract, “we” and “us” mean {{{Harrow Kites}}} and nobody else at all.\n\n"
        "The kites are flown on the long beach that lies in {{{Oregon}}} at the mouth of the river.\n\n"
        "The kites are sold on the long beach to {{{Customer Name}}} at the mouth of the river."
    )
    document = as_text(text)
    assert [document.text[slice(*one)] for one in blanks(document)] == ["{{Customer Name}}"]


SIGNING = "The Vendor pays ten dollars for each of the units.\n\n{}\n\n______________________\n{}\n"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Executed by Harrow Mills Pty Ltd in accordance with section 127:", "Ada Jane Quill, Director and Secretary"),
        ("SIGNED for and on behalf of\nHARROW MILLS LIMITED", "Bo Brook-Quill, Director\nin the presence of: Al Marsh"),
        ("SIGNED by ADA QUILL\ntrading as Quill Wool", "in the presence of: Al Marsh, a solicitor in Elmstadt"),
        (
            "We accept and agree to the terms of the above letter.",
            "Jan-Ole Reed, under power of attorney\nFor and on behalf of Harrow Mills A/S",
        ),
        ("Yours sincerely,", "(Signature of the managing director of the mill)"),
        ("Signed by the Vendor:", "Name: Ada Quill\nTitle: Director of all of the mills"),
        ("Agreed by both of them:", "____________________\nAda Quill   Bo Brook and all of their heirs"),
    ],
)
def test_a_line_to_sign_on_is_no_blank(as_text, above, below):
    assert not blanks(as_text(SIGNING.format(above, below)))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The contract is to be signed in the town of", "in the county in which all of the mills are."),
        ("They have agreed on the price, which is", "by the day and by each of the looms that are used."),
        ("They have agreed on the day of delivery, which is", "Business Days after the day of the order of the wool."),
        ("The wool is carried to the mill that is named in the next line", "Ada Quill, the carrier, brings it there."),
    ],
)
def test_a_line_of_its_own_is_a_blank_in_a_sentence_or_if_nobody_signs(as_text, above, below):
    assert len(blanks(as_text(SIGNING.format(above, below)))) == 1
