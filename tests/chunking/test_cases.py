"""The text is what the page shows, in its order, and nothing else: small files that PDF readers often get wrong."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfWriter, Transformation

from chunking.document import Document
from chunking.pipeline import document_from_pdf

CASES = Path(__file__).parent / "cases"


@cache
def read(name: str) -> Document:
    return document_from_pdf((CASES / f"{name}.pdf").read_bytes(), name, 10)


def notes(name: str, kind: str) -> list[str]:
    found = [note for page in read(name).pages for note in page.notes if note.kind == kind]
    return [note.about or note.text for note in found]


SAID = {
    "redline_drawn": (
        ["on ninety (90) days written notice", "shall not exceed USD 250,000 in aggregate"],
        ["5,000,000", "thirty (30)", "Exclusivity", "two years after its end"],
    ),
    "superscripts": (
        [
            "15th day of March",
            "USD 50,000 per year, in instalments of USD 12,500 each.",
            "no later than 30 days before",
            "240 m2 and the rent is EUR 10 per m2 a month, first due on the 1st of May",
            "1 Exclusive of value added tax.",
        ],
        ["\t"],
    ),
    "wingdings_boxes": (["☒ 12 months", "☐ 24 months", "☐ 36 months"], ["\uf0fe", "\uf0a8"]),
    "zapf_and_unicode_boxes": (["Renewal: ☒ automatic ☐ none", "Exclusive: ☒ yes ☐ no"], []),
    "shifted_font_paragraph": (
        ["5. Liability. The total liability of the Licensor shall not exceed USD 100,000 in any year."],
        ["LDELOLW"],
    ),
    "ti_ligature_as_O": (
        ["1. Termination. Either party", "written notice to", "of its obligations and"],
        ["TerminaOon", "noOce"],
    ),
    "ti_ligature_unmapped": (["1. Termination. Either party", "written notice to"], ["Terminaon", "noce"]),
    "two_pages_same_head_and_foot": (
        ["The Supplier shall not directly or indirectly disclose"],
        ["Envelope", "Page 1 of 2", "Page 2 of 2", "Quay Street"],
    ),
    "letterhead_six_lines": (
        ["any person employed in the business during the preceding twelve months"],
        ["business during Our ref", "Initials", "printed"],
    ),
    "signature_blocks": (
        [
            "\nBy: ",
            "\nName: Rosalind Achterberg\tName: Tobias Wendell\nTitle: Managing Director\tTitle: Chief",
            "\nDate: ",
        ],
        [],
    ),
    "toc_leaders": (
        ["\n2. LICENCE GRANT ...", "\n3. FEES AND PAYMENT ...", "\nSCHEDULE 1 – SERVICE LEVELS ..."],
        [],
    ),
    "pleading_both_sides": (
        [
            "calculation and payment of the royalties, subject always to the mandatory provisions of the applicable",
            "the end of the quarter. The Supplier agrees to reimburse all insurance policies",
        ],
        ["\t"],
    ),
    "invisible_text_over_visible_text": (
        ["limited to USD 250,000 in aggregate"],
        ["Panama", "unlimited", "exclusive licence", "The Customer\n"],
    ),
    "scan_with_poor_hidden_layer": (
        ["USD 12,450.00", "11 October 2021", "7.10 per cent", "USD 3,175.00", "31 December 2027"],
        ["l2,45O"],
    ),
    "form_fields": (["Start date (DDMMYYYY): 01092024"], []),
    "hyphens": (
        [
            "The licence is non-exclusive and non-transferable, and the Sub-Licensee",
            "Sections 4-6 and",
            "USD 1,000-2,000 by 31 December 2024-2025.",
            "legal-notices@harrow-and-pine.example",
            "www.harrow-pine.example/terms",
            "end-user may re-sign or recover the agreement on a case-by-case basis, provided",
            "Co-Borrower",
        ],
        [],
    ),
    "arabic": (["(USD 250,000)", "\n1. ", "\n2. ", "\n3. "], []),
    "table_row_over_pages": (
        ["of one month shall not exceed twenty per cent", "\nSupport hours\tBusiness days"],
        [],
    ),
    "lines_bottom_up": (
        [
            "1. The Bank shall indemnify and hold harmless the premises, fixtures and fittings described in the second "
            "schedule, subject always",
        ],
        [],
    ),
    "headings_drawn_after_text": (
        [
            "1. DEFINITIONS\nThe Company may",
            "2. FEES\nThe Landlord",
            "3. CONFIDENTIALITY\nThe Tenant",
            "4. TERMINATION\nThe Bank",
        ],
        [],
    ),
    "blanks_filled_in_page_content": (
        [
            'made on 12 March 2024 between Kestrel Yards Ltd (the "Client") and Wren Advisory LLP (the "Consultant")',
            "The term is 24 months and the fee is EUR 8,400 per month.",
            "by the laws of Ireland.",
        ],
        [],
    ),
    "scan_hidden_layer_bottom_up": (
        ["1. The purchase price is USD 12,450.00 and is payable on 11 October 2021."],
        [],
    ),
    "footnotes_same_size": (
        ["and shall be paid in cash within ten Business Days after", "of which the notes form a part."],
        ["a part.\nform", "writing. form"],
    ),
    "definitions_two_columns": (
        [
            "\nIntellectual Property Rights\tpatents, copyright, database rights, trade marks and all similar rights "
            "anywhere in the world",
        ],
        [],
    ),
    "exhibits_number_anew": (["\nEXHIBIT A\n", "\nEXHIBIT B\n1. "], ["Page 2 of 2", "Page 1 of 4", "Page 3 of 3"]),
    "schedule_headings_at_page_tops": (
        ["\nSCHEDULE 1\nServices\n1. ", "\nSCHEDULE 2\nFees\n1. ", "\nSCHEDULE 3\nService", "\nSCHEDULE 4\nData"],
        [],
    ),
    "one_glyph_far_off_the_page": (["7. The fee is due on the first day"], ["day of the"]),
}


def test_no_box_is_far_off_its_page():
    assert all(abs(page.boxes).max() < 15_000 for page in read("one_glyph_far_off_the_page").pages)


@pytest.mark.parametrize("name", SAID)
def test_the_text_is_what_the_page_shows(name):
    said, unsaid = SAID[name]
    text = read(name).text
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


@pytest.mark.parametrize("name", ["two_hidden_layers", "visible_text_and_hidden_copy"])
def test_a_clause_stored_twice_is_read_once(name):
    numbers = [line.split()[0] for line in read(name).text.splitlines()]
    assert numbers == [f"{number}." for number in range(1, 8)]


def test_words_struck_out_by_a_drawn_line_are_noted():
    struck = notes("redline_drawn", "strikeout")
    assert struck[:2] == ["thirty (30)", "USD 5,000,000"] and "exclusively from the" in " ".join(struck)


def test_invisible_words_over_visible_ones_are_noted_as_hidden():
    assert "This Agreement is governed by the laws of Panama." in " ".join(
        notes("invisible_text_over_visible_text", "hidden")
    )


def test_clauses_stored_from_the_bottom_up_are_read_in_order():
    numbers = [line.split()[0] for line in read("lines_bottom_up").text.splitlines()]
    assert numbers == [f"{number}." for number in range(1, 7)]


def test_earlier_ocr_is_reported_as_a_hidden_layer():
    (page,) = read("two_hidden_layers").pages
    assert page.source == "hidden_layer" and page.confidence is not None and page.confidence < 1


@pytest.mark.parametrize("angle", [90, -90])
@pytest.mark.parametrize(
    "name", ["arabic", "blanks_filled_in_page_content", "redline_drawn", "superscripts", "wingdings_boxes"]
)
def test_a_page_whose_lines_lie_on_their_side_is_read_like_an_upright_one(name, angle):
    writer = PdfWriter(clone_from=CASES / f"{name}.pdf")
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        across, down = (height, 0.0) if angle > 0 else (0.0, width)
        page.add_transformation(Transformation().rotate(angle).translate(across, down))
        for box in (page.mediabox, page.cropbox):
            box.upper_right = (height, width)
    out = io.BytesIO()
    writer.write(out)
    text = document_from_pdf(out.getvalue(), name, 10).text
    assert text.replace("\t", " ") == read(name).text.replace("\t", " ")
