from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from chunking.pipeline import document_from_pdf, document_from_text

PAGES = [
    ["The Supplier delivers goods", "within ten days of each order,", "at its own cost.", "Risk passes on delivery."],
    ["The Buyer pays invoices", "within a month of receipt.", "Late sums bear interest", "at two per cent a year."],
    ["Either party may end this", "agreement for breach", "if the other does not cure", "it within twenty days."],
    ["Notices go by post", "to the addresses above,", "and count as received", "on the third day after."],
]
LINE = "The Supplier delivers the goods and the Buyer pays for them in time,"
ALL = [line for page in PAGES for line in page]


def test_a_header_with_a_changing_page_number_is_removed(kept):
    pages = [[f"Supply Agreement - {n} -", *body] for n, body in enumerate(PAGES, 1)]
    assert kept(*pages) == ALL


def test_a_footer_that_recurs_on_every_page_is_removed(kept):
    pages = [[*body, f"Confidential draft {n} of 4, Northwind"] for n, body in enumerate(PAGES, 1)]
    assert kept(*pages) == ALL


@pytest.mark.parametrize(
    "number", ["{n}", "- {n} -", "Page {n}", "Page {n} of 4", "{n}/4", "[{n}]", "PAGE {n}", "A-{n}", "– {n} –", "{n}."]
)
def test_page_numbers_are_removed_in_any_style(kept, number):
    pages = [[*body, number.format(n=n)] for n, body in enumerate(PAGES[:2], 1)]
    assert kept(*pages) == [*PAGES[0], *PAGES[1]]


def test_roman_page_numbers_are_removed(kept):
    pages = [[*body, roman] for body, roman in zip(PAGES, ["i", "ii", "iii", "iv"], strict=True)]
    assert kept(*pages) == ALL


def test_source_lines_are_removed_anywhere_on_the_page(kept):
    source = "Source: NORTHWIND TRADERS INC., 10-K, 3/29/2019"
    assert kept([*PAGES[0][:2], source, *PAGES[0][2:], source]) == PAGES[0]


def test_the_stamp_of_a_signing_service_is_removed_anywhere_on_the_page(kept):
    stamps = [
        "DocuSign Envelope ID: 4CD75751-0AF3-4F7C-8981-7BC5F7DECE29",
        "Docusign Envelope ID: 154AF FB2-B588-8959-816B-B790D6FOEA7D",
    ]
    for stamp in [*stamps, f"Doc ID: {'9f31' * 10}"]:
        assert kept([*PAGES[0][:2], stamp, *PAGES[0][2:]]) == PAGES[0]
    clause = "Doc ID: the number of the document that Vendor delivers."
    assert kept([*PAGES[0], clause]) == [*PAGES[0], clause]


def test_a_footer_of_several_lines_is_removed_completely(kept):
    source = "Source: NORTHWIND TRADERS INC., 10-K, 3/29/2019"
    pages = [[*body, "Confidential", f"Page {n}", source] for n, body in enumerate(PAGES, 1)]
    assert kept(*pages) == ALL


def test_a_heading_repeated_in_the_middle_of_pages_stays(kept):
    long = [["One line before.", *body, "TERM AND TERMINATION", *body[::-1], "One line after it."] for body in PAGES]
    assert kept(*long).count("TERM AND TERMINATION") == 4


def test_a_line_that_recurs_on_only_two_pages_stays(kept):
    pages = [["General Provisions", *body] for body in PAGES[:2]]
    assert kept(*pages).count("General Provisions") == 2


def test_a_line_that_recurs_on_few_of_many_pages_stays(kept):
    pages = [
        ["As agreed." if n < 3 else f"The clause called {'abcdefghijklmnop'[n]}.", *PAGES[n % 4]] for n in range(16)
    ]
    assert kept(*pages).count("As agreed.") == 3


def test_the_last_lines_of_a_short_last_page_stay(kept):
    heads = [["Supply Agreement", *body] for body in PAGES]
    assert kept(*heads, ["Supply Agreement", "Signed in two copies."])[-1] == "Signed in two copies."


def test_a_clause_that_looks_like_a_footer_stays(kept):
    last = "Source: the seller's own records, kept under Section 4."
    assert kept([*PAGES[0], last])[-1] == last


def test_a_numbered_clause_at_the_top_of_a_page_stays(kept):
    pages = [[f"{n}. Clause about {word}", *PAGES[n - 1]] for n, word in enumerate(["goods", "price", "breach"], 1)]
    assert [line for line in kept(*pages) if "Clause about" in line] == [
        "1. Clause about goods",
        "2. Clause about price",
        "3. Clause about breach",
    ]


def test_a_page_of_only_headers_and_footers_leaves_nothing(kept):
    pages = [["Supply Agreement", *PAGES[0]], ["Supply Agreement", "2"], ["Supply Agreement", *PAGES[2]]]
    assert kept(*pages) == [*PAGES[0], *PAGES[2]]


def test_source_lines_and_page_numbers_are_removed_from_text_without_page_breaks():
    text = (
        "The Supplier delivers the goods\n\n3\n\nSource: NORTHWIND TRADERS INC., 10-K, 3/29/2019\n\n"
        "within ten days of the order.\n"
    )
    assert (
        document_from_text(text.encode(), "text", 10).text
        == "The Supplier delivers the goods within ten days of the order."
    )


def test_a_number_inside_a_paragraph_of_text_stays():
    text = "The number of copies is\n12\nand no more."
    assert "12" in document_from_text(text.encode(), "text", 10).text


def test_drawn_headers_and_footers_are_removed_and_the_sentence_around_them_joined(draw, lay):
    half = [
        lay("The Supplier shall deliver the goods to the warehouse named in the order within"),
        lay("ten days after it has received that order, packed as the Buyer has asked for it."),
        lay("The Buyer shall pay each invoice within thirty days after it has been received here."),
    ]
    pages = [
        [(72, 40, f"Supply Agreement, page {n}"), *items, (300, 760, f"- {n} -"), (72, 775, "Northwind, confidential")]
        for n, items in enumerate(half, 1)
    ]
    text = document_from_pdf(draw(*pages), "drawn", 10).text
    assert text.split("\n") == [
        "The Supplier shall deliver the goods to the warehouse named in the order within "
        "ten days after it has received that order, packed as the Buyer has asked for it.",
        "The Buyer shall pay each invoice within thirty days after it has been received here.",
    ]


def test_a_file_of_identical_pages_keeps_its_text(kept):
    assert kept(["Void 1"], ["Void 2"], ["Void 3"]) == ["Void 1", "Void 2", "Void 3"]


def test_pages_with_the_same_clauses_in_the_same_place_keep_them(draw, lay):
    clauses = [
        "1. The Supplier shall deliver the goods that this schedule names",
        "within ten days of each order and at its own cost.",
        "",
        "2. The Buyer shall pay the price that this schedule names in full",
        "within a month of the receipt of the invoice for the goods.",
    ]
    pages = [[*lay(f"SCHEDULE {n}", "", *clauses), (300.0, 760.0, str(n))] for n in range(1, 5)]
    text = document_from_pdf(draw(*pages), "a.pdf", 4).text
    assert text.count("within ten days of each order") == text.count("invoice for the goods.") == 4


@pytest.mark.parametrize("party", ["THE T-{} TRUST,", "Tern No. {} Ltd", "Tern Holdings, L.P."])
def test_the_names_of_parties_that_sign_at_the_top_of_pages_are_no_headers(kept, party):
    pages = [
        [party.format(n), "By: ____________", "Name:", f"Title: {title}"]
        for n, title in enumerate(("Director", "Secretary", "Trustee", "Agent"), 1)
    ]
    found = kept(*PAGES, *pages)
    assert [found.count(party.format(n)) for n in range(1, 5)] == ([1] * 4 if "{" in party else [4] * 4)


@pytest.mark.parametrize("foot", ["Exhibit {} to the Supply Agreement – page {}", "EXHIBIT {} | Page {}"])
def test_a_foot_with_the_exhibits_letter_and_the_page_is_removed(kept, foot):
    pages = [[*body, foot.format(letter, n)] for n, (letter, body) in enumerate(zip("ABCD", PAGES, strict=True), 1)]
    assert kept(*pages) == ALL


def test_the_titles_and_words_of_several_signature_pages_are_no_headers(draw, lay):
    words = ("SIGNATURE PAGE TO SUPPLY AGREEMENT", "", "IN WITNESS WHEREOF the party below has signed this agreement.")
    pages = [
        lay(*words, "", party, "By: ____________", "Name:", "Title:") for party in ("Tern Ltd", "Wren LLP", "Kite AG")
    ]
    text = document_from_pdf(draw(lay("1. FEE. The fee is USD 900 a year."), *pages), "a.pdf", 4).text
    assert text.count(f"\n{words[0]}\n{words[2]}\n") == 3


def test_a_figure_above_the_page_number_is_content(draw, lay):
    ends = ("of users is\n24", "of sites is\n36", "of hours is\n12", "of days is\n48")
    pages = [
        [
            *lay(f"{n}. The Client uses the program in site {place}.", *f"The number {end}".split("\n")),
            (300, 760, str(n + 2)),
        ]
        for n, (place, end) in enumerate(zip("ABCD", ends, strict=True), 1)
    ]
    text = document_from_pdf(draw(*pages), "a.pdf", 4).text
    assert all(end.replace("\n", " ") in text for end in ends)
    assert "24 3" not in text


def test_the_head_of_a_letters_second_page_is_removed(draw, lay):
    first = lay(
        "We agree to supply the goods that the order names to your",
        "warehouse and to insure them until they have arrived there.",
        "You may return goods that are damaged within ten days and",
        "pay for the others within thirty days of each invoice. You",
        top=140.0,
    )
    second = lay(
        "may end this Agreement on 60 days' notice to our office in",
        "Cork. The price of the goods is EUR 8,000 a month, and it",
        "is not raised before the end of the first year of the term.",
        "All goods stay ours until you have paid for them, and you",
        "keep them apart from those of other suppliers until then.",
        top=140.0,
    )
    head = [(72.0, 40.0, "Kestrel Yards Ltd"), (72.0, 52.0, "3 May 2024"), (72.0, 64.0, "Page 2")]
    text = document_from_pdf(draw(first, [*head, *second]), "a.pdf", 2).text
    assert "of each invoice. You may end this Agreement on 60 days' notice" in text
    assert "Page 2" not in text and "Kestrel" not in text


@pytest.mark.parametrize("across", [24.0, 600.0])
def test_a_stamp_up_the_margin_is_noted_and_in_no_sentence(across):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for number in range(30):
        canvas.drawString(72, 700 - 14 * number, LINE)
    canvas.translate(across, 300)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(0, 0, "Electronically signed 2024-05-03 14:02 UTC by no. 7 of 11")
    canvas.save()
    document = document_from_pdf(out.getvalue(), "a.pdf", 1)
    assert document.text.split() == 30 * LINE.split()
    assert [note.text for note in document.pages[0].notes] == [
        "Electronically signed 2024-05-03 14:02 UTC by no. 7 of 11"
    ]
