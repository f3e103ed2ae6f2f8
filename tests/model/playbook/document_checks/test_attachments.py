"""Exhibits and schedules that a contract refers to and that the file does not have, or has only in name."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_pdf, document_from_text
from model.playbook.document_checks.attachments import missing_attachments
from model.playbook.document_checks.attachments_in_words import in_sentences

ATTACHED = "\n\nEXHIBIT A\n\nThe services are set out here.\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The services are set out in Exhibit A, the prices in Exhibit B." + ATTACHED, ["Exhibit B"]),
        ("The prices are listed in Exhibit B, and Exhibit B is attached hereto." + ATTACHED, ["Exhibit B"]),
        ("The services are set out in Exhibit A-1." + ATTACHED, []),
        ("The rent is set out in Exhibit B to the Lease." + ATTACHED, []),
        ("It keeps to the terms of the Agency Agreement, including Schedule B attached hereto.", []),
        ("The prices are set out in Schedule B.", ["Schedule B"]),
        ("The prices are set out in Exhibit B.\n\nExhibit B: Prices (attached separately)\n\nThe end.", ["Exhibit B"]),
        ("It is here.\n\nIN WITNESS WHEREOF\n\nExhibit B – PRICES (attached separately)" + ATTACHED, ["Exhibit B"]),
        ("The goods are listed in Exhibit B.\n\nEXHIBIT B - Permitted goods", ["Exhibit B"]),
        ("The goods are listed in Exhibit B.\n\nEXHIBIT B - None of them", []),
        ("The work is described in Exhibit B, in its three stages." + ATTACHED, ["Exhibit B"]),
        ("The work is described in Exhibit B in the Lease." + ATTACHED, []),
        ("The text is set out in Exhibit B.\n\nAPPENDIX B\n\nThe firm reports what it did.", []),
        ("It is set out in Exhibit B, they in Appendix B.\n\nAPPENDIX B\n\nThe firm reports it.", ["Exhibit B"]),
        ("It applies as set out in the Hosting Agreement of which this Exhibit B is attached.", []),
        ("She has received a list of the sites (Exhibit B) with this Agreement.", ["Exhibit B"]),
        ("She has received a list of the sites (Exhibit A) with this Agreement." + ATTACHED, []),
        ("She was sent the report of the year (Exhibit 10.2) in May.", []),
        ("The prices are set out in Exhibit B.", ["Exhibit B"]),
        ("The prices are set out in Sales Exhibit B to this Agreement." + ATTACHED, []),
        ("The prices are set out in Exhibit B. The end. EXHIBIT B Prices are 10." + ATTACHED, []),
        ("The prices are set out in Exhibit B.\n\n公司 Exhibit B Prices are 10." + ATTACHED, []),
        ("The prices are set out in Exhibit B.\n\n/s/ Ann Brook [***] Exhibit B – Prices are 10.", []),
        (
            "The prices are set out in Exhibit B.\n\n/s/ Ann Brook\n\n- Her signature Exhibit B\n\nPrices are 10.",
            [],
        ),
        ("The prices are set out in Exhibit B.\n\nExhibit\nB\n\nPrices are 10.", []),
        (
            "It signs the form of Exhibit B (“End User Terms”), attached hereto.\n\nEND USER TERMS\n\nYou may use it.",
            [],
        ),
        ("He signs the Quarry Receipt, which is attached hereto as Exhibit B.\n\nQUARRY RECEIPT\n\nHe got it.", []),
        ("It is so.\n\nIN WITNESS WHEREOF, they signed.\n\nThe assets are listed on Exhibit B hereto." + ATTACHED, []),
        ("It files a statement on Schedule 13D as set forth there." + ATTACHED, []),
        ("SCHEDULE OF FEES\n\nThe fees are set out in this schedule.", []),
        ("The goods are sent to the place set forth in Exhibit A, and VQ shall pay the tax." + ATTACHED, []),
        ("The goods are sent as set forth in Exhibit A and VQ's agents pay the tax." + ATTACHED, []),
        (
            "The mills listed in Appendix B run. It ends that of a Mill named in Exhibit B.\n\nAPPENDIX B\n\nOne runs.",
            [],
        ),
        (
            "The mills listed in Schedule B run for the prices set forth in Exhibit B.\n\nSCHEDULE B\n\nOne runs here.",
            ["Exhibit B"],
        ),
        ("The fees are those listed in\nExhibit B. The Buyer pays them." + ATTACHED, ["Exhibit B"]),
        (
            "The prices are listed in Annex B.\n\nIt runs all day ANNEX B: PRICES\n\nTen is due for each of the mills.",
            [],
        ),
        # a table of contents has only its title
        (
            "EXHIBIT A — DUTIES OF THE MILLER\nEXHIBIT B — FORM OF REPORT\n\nThis is an agreement on mills.\n\n"
            "A report is made in the form of Exhibit B.\n\nIN WITNESS WHEREOF, they signed." + ATTACHED,
            ["Exhibit B"],
        ),
    ],
)
def test_what_is_referred_to_and_not_attached(as_text, text, names):
    document = as_text(text)
    missing = missing_attachments(document)
    assert [one.name for one in missing] == names
    assert all(document.text[one.start : one.end].endswith("B") for one in missing)


def test_an_attachment_is_there_under_a_roman_number_or_behind_a_table(as_text):
    text = "Prices are set out in Appendix 1 and Appendix 2.\n\nAPPENDIX I\n\nIt is here.\n\n"
    assert [one.name for one in missing_attachments(as_text(text))] == ["Appendix 2"]
    text = (
        "Prices are set out in Exhibit A and tests are set out in Exhibit B.\n\nEXHIBIT A\n\n"
        "Each of the units that the Buyer orders in a first year costs ten dollars, [***] Exhibit B\n\nIt is tested."
    )
    assert missing_attachments(as_text(text)) == []


@pytest.mark.parametrize(
    ("body", "attached", "said"),
    [
        (
            "The terms of Exhibits A, B and C are incorporated herein.",
            "",
            "Exhibits A, B and C are referred to but not attached.",
        ),
        ("Annexes 1 through 3 are attached hereto.", "", "Annexes 1, 2 and 3 are referred to but not attached."),
        ("Exhibits B through D are attached.", "", "Exhibits B, C and D are referred to but not attached."),
        ("Prices are set out in Exhibit B.", "EXHIBIT B\n\nPrice List\n\n[***]", "Exhibit B is attached but redacted."),
        (
            "Prices are set out in Exhibit B.",
            "EXHIBIT B\n\nPrice List\n\n[INTENTIONALLY OMITTED]",
            "Exhibit B is omitted from this file.",
        ),
        ("Prices are set out in Exhibit B.", "Exhibit B – Price List\n\n[†]", "Exhibit B is attached but redacted."),
        (
            "Prices are set out in Exhibit B, and tests are described in Exhibit C.",
            "EXHIBIT B\n\nPrice List\n\nEXHIBIT C\n\nTests\n\nAttached.",
            "Exhibits B and C have headings but no text in this file.",
        ),
        (
            "Prices are set out in Exhibit C and tests are described in Schedules 2 and 3.",
            "SCHEDULE 2\n\n[Intentionally omitted]",
            "Exhibit C and Schedule 3 are referred to but not attached. Schedule 2 is omitted from this file.",
        ),
        ("Prices are set out in Exhibit B.", "EXHIBIT B\n\nPrice List\n\nEach unit costs 10 dollars.", ""),
        ("The marks are listed in Schedule A.", "SCHEDULE A\n\nTRADEMARKS AND LOGOS\n\nHarrow’s Anchor Logo", ""),
        (
            "The marks are listed in Schedule A.",
            "SCHEDULE A\n\nTRADEMARKS AND LOGOS\n\nTo Follow",
            "Schedule A has a heading but no text in this file.",
        ),
    ],
)
def test_what_is_said_of_attachments_that_are_missing_empty_or_redacted(as_text, body, attached, said):
    """A table of contents, which has their headings too, is not the attachments."""
    signed = "By: /s/ Ann Brook"
    assert in_sentences(missing_attachments(as_text(f"{body}\n\n{signed}\n\n{attached}"))) == said


@pytest.mark.parametrize(("title", "names"), [("Lamps and Shades", []), ("Territory of Buyer", ["Exhibit A"])])
def test_an_exhibit_that_is_attached_under_the_name_of_a_schedule_is_there(as_text, title, names):
    text = (
        "The lamps are listed in Exhibit A attached hereto.\n\nBy: Ann Brook\n\nExhibits\n\n"
        f"Exhibit A – {title}\n\nSCHEDULE A HARROW SYSTEMS, INC. Lamps and Shades\n\nThe red lamp costs 10 dollars."
    )
    assert [one.name for one in missing_attachments(as_text(text))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Within sixty days, Buyer will prepare a forecast, which will be attached hereto as Exhibit B.", []),
        ("The routes shall, once agreed upon, be deemed to be attached hereto as Exhibit B.", []),
        ("Each plan shall be attached as a part of Exhibit B following acceptance by both parties.", []),
        ("Once approved, the plan will be attached hereto and replace what is set out in Exhibit B.", ["Exhibit B"]),
        ("A list of the mills shall be attached hereto as Exhibit B.", ["Exhibit B"]),
        ("Within sixty days, Buyer pays the prices that are attached hereto as Exhibit B.", ["Exhibit B"]),
    ],
)
def test_what_is_agreed_on_and_attached_later_is_not_missing(as_text, text, names):
    assert [one.name for one in missing_attachments(as_text(text + ATTACHED))] == names


SIGNED = "Vendor hosts the sites of Buyer.\n\nBy: /s/ Ann Brook\n\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{SIGNED}EXHIBIT A\n\nThe work is described here.\n\nEXHIBIT A-1\n\n[Omitted]\n", "Exhibit A-1 is omitted"),
        (f"{SIGNED}SCHEDULE B-2\n\nPRICE LIST\n\n(Omitted)\n", "Schedule B-2 is omitted from this file."),
        (f"{SIGNED}EXHIBIT A-1\n\n[Intentionally omitted]\n", ""),
        (
            "The services are set forth and detailed in individual exhibits attached hereto.",
            "Exhibits are referred to but",
        ),
        (
            "The prices are listed in the schedules attached to this contract.",
            "Schedules are referred to but not attached.",
        ),
        ("The work is described in one or more annexes attached hereto.", "Annexes are referred to but not attached."),
        ("This Agreement with the exhibits attached hereto is the parties' whole agreement.", ""),
    ],
)
def test_attachments_that_are_only_omitted_or_have_no_marks_are_missing_too(as_text, text, said):
    assert in_sentences(missing_attachments(as_text(text))).startswith(said)
    assert bool(said) is bool(missing_attachments(as_text(text)))


def test_an_attachment_may_say_what_it_is():
    text = (
        'ADVICE AGREEMENT\n\n1. Services are in Schedule "A".\n\nBy: /s/ Ann Brook\n\n'
        'THIS IS SCHEDULE "A" TO THE AGREEMENT\n\nAdvice on mills and lamps, on wicks, and on the price of oil.\n'
    )
    assert missing_attachments(document_from_text(text.encode(), "advice", 10)) == []


def test_an_attachment_before_a_page_without_text_may_be_a_picture(draw):
    body = ["The marks are listed in Schedule A.", "By: /s/ Ann Brook"]
    document = document_from_pdf(draw(body, ["SCHEDULE A", "", "TRADEMARKS"], []), "drawn.pdf", 10)
    assert in_sentences(missing_attachments(document)) == (
        "Schedule A has a heading but no text in this file; the page after it, which has no text, may be a picture."
    )


@pytest.mark.parametrize(
    ("named", "heading", "missing"),
    [
        ("Appendix 3.2", "", ["Appendix 3.2"]),
        ("Appendix 3.2", "IN WITNESS WHEREOF, they sign.\n\nAPPENDIX 3.2\n\nThe mill makes wool and felt.", []),
        ("Schedule 3.2", "IN WITNESS WHEREOF, they sign.\n\nSection 3.2\n\nThe mill makes wool and felt.", []),
        ("Exhibit A1", "", ["Exhibit A1"]),
        ("Exhibit A1", "EXHIBIT A-1\n\nThe mill makes wool and felt.", []),
        ("Exhibit 10.2", "", []),
    ],
)
def test_an_attachment_may_have_a_letter_and_a_number_or_that_of_a_section(as_text, named, heading, missing):
    document = as_text(f"The goods are described in {named}, in each case without their boxes.\n\n{heading}")
    assert [one.name for one in missing_attachments(document)] == missing


def test_attachments_with_the_numbers_of_sections_are_in_their_order(as_text):
    document = as_text("It is described in Appendix 11.1 hereto, in Appendix 3.4 hereto and in Appendix 3.2.1 hereto.")
    assert in_sentences(missing_attachments(document)).startswith("Appendices 3.2.1, 3.4 and 11.1 are")


def test_attachments_that_the_parties_left_out_one_after_the_other_are_omitted(as_text):
    marks = ("1.10", "1.79", "6.1")
    text = " ".join(f"It is listed in Schedule {mark} hereto." for mark in marks)
    text += "".join(
        f"\n\nSchedule {mark}\n\nPatents\n\nOmitted pursuant to Item 601 of Regulation S-K" for mark in marks
    )
    assert {one.state for one in missing_attachments(as_text(text))} == {"omitted"}


@pytest.mark.parametrize(
    ("references", "below", "missing"),
    [
        ("in Schedule A hereto", "Schedule\n\nWOOL\n\nThe mill makes wool of three kinds.", []),
        ("in Schedule A hereto", "Schedule\n", ["Schedule A"]),
        ("in Exhibit A hereto", "Schedule\n\nWOOL\n\nThe mill makes wool of three kinds.", ["Exhibit A"]),
        (
            "in Schedule A hereto and in Schedule B hereto",
            "Schedule\n\nWOOL\n\nThe mill makes wool of three kinds.",
            ["Schedule A", "Schedule B"],
        ),
    ],
)
def test_the_only_schedule_may_be_headed_without_its_letter(as_text, references, below, missing):
    document = as_text(f"The goods are described {references}.\n\nBy: /s/ Ada Brook\n\n{below}")
    assert [one.name for one in missing_attachments(document)] == missing


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The grades are described in Schedule A. These form part of the contract of the miller and the farmers that"
            " live beside the mill: Schedule A (Grades); Schedule B (Forms); and Schedule C (Tariff).",
            ["Schedule A", "Schedule B", "Schedule C"],
        ),
        ("The miller keeps to the standards in Exhibit C." + ATTACHED, ["Exhibit C"]),
        ("The miller keeps to the standards in Exhibit C of the Lease." + ATTACHED, []),
        (
            "9.8 Waiver 27 9.9 Exhibits 28 9.10 Law 29.\n\nThe mill is by the river, and the miller lives"
            " beside it all year round." + ATTACHED,
            [],
        ),
        ("This contract and its Exhibits B (Forms) and A (Prices) are all of it." + ATTACHED, ["Exhibit B"]),
        ("The yards are described in Annexure II.", ["Annexure II"]),
        ("The yards are described in Annexure II.\n\nANNEXURE II\n\nOne lies by the river.", []),
        ("The parts are set out in Exhibit B.\n\nEXHIBIT B\n\nParts: Lamp; Shade; Cord\n\nEXHIBIT C\n\nNone.", []),
    ],
)
def test_once_one_attachment_is_the_contracts_own_the_others_of_its_kind_are_too(as_text, text, names):
    assert [one.name for one in missing_attachments(as_text(text))] == names


LISTED_AT_THE_END = (
    "The tools are listed in Annex 2.\n\nBy: /s/ Ada Brook\n\nAnnexes: 1 Specifications; 2 Tools; 3 Rates\n"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (LISTED_AT_THE_END, ["Annex 1", "Annex 2", "Annex 3"]),
        (f"{LISTED_AT_THE_END}\nSPECIFICATIONS\n\nThe lamps are red and stand on three legs.", ["Annex 2", "Annex 3"]),
        (
            "It works as described in Annexure I, at the rates in Annexure II.\n\nBy: /s/ Ada Brook\n\n"
            "Annexure I – Services; Annexure II – Rates",
            ["Annexure I", "Annexure II"],
        ),
        ("Annexures I to III attached hereto are part of it.", ["Annexure I", "Annexure II", "Annexure III"]),
        (
            "The site is edged red on the plan marked Annexure A. It has water at the limits in Annexure B.",
            ["Annexure A", "Annexure B"],
        ),
        ("The boxes are marked. Nobody has seen Annexure A.", []),
        ("By: /s/ Ada Brook\n\nNotes: 1 Ask; 2 Pay", []),
    ],
)
def test_attachments_that_are_only_listed_or_marked_are_missing(text, names):
    document = document_from_text(text.encode(), "contract", 10)
    assert sorted(one.name for one in missing_attachments(document)) == names


def test_the_items_of_a_list_may_end_with_full_stops(as_text):
    text = "It is done as the plan says.\n\nSchedules: 1 Plan. 2 Prices and budget. 3 Older rights."
    assert [one.name for one in missing_attachments(as_text(text))] == ["Schedule 1", "Schedule 2", "Schedule 3"]
