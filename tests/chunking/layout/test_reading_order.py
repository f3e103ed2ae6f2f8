"""Pages with a layout: columns, tables, footnotes, line numbers, stamps and signatures."""

from __future__ import annotations

import io
import random

import numpy as np
import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, SimpleDocTemplate, Table

from chunking.document import Document, Page
from chunking.layout.bidi import right_to_left
from chunking.layout.clause_numbers import with_labels
from chunking.layout.lines import Line
from chunking.layout.paragraphs import flow
from chunking.layout.segments import segments
from chunking.layout.signatures import signature_pages
from chunking.pdf.text.text_layer import Layer
from chunking.pipeline import document_from_pdf

LEFT = (
    "1. DELIVERY. The Supplier delivers the",
    "goods to the place that is named in the",
    "order, at its own cost and risk, within",
    "the time that the parties agree upon. A",
    "delay is told to the Buyer at once, with",
    "its reason and the new day. The Buyer is",
    "free to refuse a part delivery when it",
)
RIGHT = (
    "has no use for it. 2. PRICE. The price",
    "is due thirty days after the goods have",
    "been delivered and the invoice has been",
    "received. Interest runs from that day on",
    "at eight percent a year, unless the",
    "Buyer was right to withhold payment. No",
    "other charge is added to the price.",
)
WORDS = (
    *("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "jetty"),
    *("knoll", "ledge", "marsh", "north", "ocean", "plain", "quarry", "river", "stone", "trail"),
)
NORMAL = getSampleStyleSheet()["Normal"]


def read(data: bytes) -> Document:
    return document_from_pdf(data, "x", 100)


def placed_line(text: str, left: float, bottom: float, start: int) -> Line:
    return Line(0, start, start + len(text), text, left, left + 6.0 * len(text), bottom - 11, bottom)


def built(*story, **options) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=True, **options).build(list(story))
    return out.getvalue()


class TestColumns:
    @staticmethod
    def items(*, by_line: bool, right_first: bool = False) -> list[tuple[float, float, str]]:
        left = [(54.0, 120.0 + 14 * n, text) for n, text in enumerate(LEFT)]
        right = [(318.0, 120.0 + 14 * n, text) for n, text in enumerate(RIGHT)]
        if by_line:
            return [item for row in zip(left, right, strict=True) for item in row]
        return right + left if right_first else left + right

    @pytest.mark.parametrize("order", [{"by_line": True}, {"by_line": False}, {"by_line": False, "right_first": True}])
    def test_are_read_one_after_another_in_any_file_order(self, draw, order):
        text = " ".join(read(draw(self.items(**order))).text.split())
        assert text == " ".join(" ".join((*LEFT, *RIGHT)).split())

    def test_a_sentence_continues_in_the_next_column(self, draw):
        assert "when it has no use for it." in read(draw(self.items(by_line=True))).text

    def test_a_title_above_both_is_first_and_a_line_below_both_last(self, draw):
        title, foot = (
            "A FRAME AGREEMENT ON THE SALE AND THE PURCHASE OF GOODS",
            "Made in two originals, one for each of the two parties to it.",
        )
        text = read(draw([(80, 80, title), *self.items(by_line=True), (80, 260, foot)])).text
        assert text.startswith(title) and text.endswith(foot)

    def test_text_set_in_frames_keeps_its_paragraphs(self):
        out = io.BytesIO()
        template = BaseDocTemplate(out, invariant=True)
        template.addPageTemplates(PageTemplate(frames=[Frame(54, 54, 240, 680), Frame(318, 54, 240, 680)]))
        clauses = [
            f"{n}. The Supplier keeps record number {n} and shows it to the Buyer on request." for n in range(1, 60)
        ]
        template.build([Paragraph(clause, NORMAL) for clause in clauses])
        assert read(out.getvalue()).text.split("\n") == clauses

    @pytest.mark.parametrize("count", [3, 4])
    @pytest.mark.parametrize("by_line", [True, False])
    def test_small_print_in_many_columns_is_read_column_by_column(self, draw, count, by_line):
        columns = [[f"{line} {word}" for line in LEFT + RIGHT] for word in WORDS[:count]]
        items = [
            (40.0 + 290 * number, 100 + 12.0 * n, line)
            for number, column in enumerate(columns)
            for n, line in enumerate(column)
        ]
        text = read(draw(sorted(items, key=lambda item: item[1]) if by_line else items, size=(1224, 792))).text
        assert " ".join(text.split()) == " ".join(" ".join(line for column in columns for line in column).split())

    def test_boxes_stay_on_their_words(self, draw):
        document = read(draw(self.items(by_line=True)))
        start = document.text.index("been delivered")
        ((_, (box,)),) = document.places(start, start + len("been delivered"))
        assert 316 < box.x0 < 320 and 120 + 2 * 14 - 12 < box.y0 < box.y1 < 120 + 2 * 14 + 5

    def test_two_parties_signing_side_by_side_are_not_columns(self, draw):
        rows = [
            ("ACME INC.", "BETA LLC"),
            *[
                (f"{what}: ____________", f"{what}: ____________")
                for what in ("By", "Name", "Title", "Date", "At", "Witness")
            ],
        ]
        items = [
            (x, 120.0 + 20 * n, text) for n, row in enumerate(rows) for x, text in zip((72, 340), row, strict=True)
        ]
        text = read(draw(items)).text
        assert "ACME INC.\tBETA LLC" in text and text.count("By: ____________\tBy: ____________") == 1


class TestTables:
    def test_are_read_row_by_row_with_tabs_between_cells(self):
        rows = [
            ["Item", "Fee", "Due"],
            ["Licence", "USD 1,000", "January"],
            [
                Paragraph("Support and care of the software for the term", NORMAL),
                "USD 200",
                Paragraph("at the start of each month of the year", NORMAL),
            ],
        ]
        table = Table(rows, colWidths=[150, 100, 100])
        text = read(
            built(Paragraph("1. FEES. The fees are:", NORMAL), table, Paragraph("2. TERM. One year.", NORMAL))
        ).text
        assert text.split("\n")[-3:] == [
            "Licence\tUSD 1,000\tJanuary",
            "Support and care of the software for the term\tUSD 200\tat the start of each month of the year",
            "2. TERM. One year.",
        ]

    ROWS = (
        (
            ["Phase one:", "Design"],
            ["Design of the interface,", "of the data model, and of", "all reports."],
            ["USD 10,000"],
        ),
        (["Phase two:", "Build"], ["Construction and test of", "the software."], ["USD 45,000", "plus VAT"]),
        (["Phase three"], ["Acceptance"], ["USD 5,000"]),
    )

    @pytest.mark.parametrize("by_line", [True, False])
    def test_cells_of_several_lines_stay_whole_in_any_file_order(self, draw, by_line):
        items, top = [(72.0, 80.0, "The Customer pays for each deliverable when it is due as follows:")], 110.0
        for row in self.ROWS:
            own = [
                (x, n, text) for x, cell in zip((72.0, 180.0, 400.0), row, strict=True) for n, text in enumerate(cell)
            ]
            own = sorted(own, key=lambda item: item[1]) if by_line else own
            items += [(x, top + 13 * n, text) for x, n, text in own]
            top += 13 * max(map(len, row)) + 8
        text = read(draw([*items, (72.0, top + 12, "This Agreement lasts for two years from its date.")])).text
        assert text.split("\n") == [
            "The Customer pays for each deliverable when it is due as follows:",
            "Phase one: Design\tDesign of the interface, of the data model, and of all reports.\tUSD 10,000",
            "Phase two: Build\tConstruction and test of the software.\tUSD 45,000 plus VAT",
            "Phase three\tAcceptance\tUSD 5,000",
            "This Agreement lasts for two years from its date.",
        ]

    def test_a_contract_in_two_languages_is_read_clause_by_clause(self):
        pairs = [
            (
                (*LEFT, "comes late."),
                "1. LIEFERUNG. Der Lieferant liefert die Ware an den Ort, der in der Bestellung genannt ist.",
            ),
            (RIGHT, "2. PREIS. Der Preis ist dreißig Tage nach der Lieferung fällig, ohne weitere Zuschläge."),
        ]
        cells = [[Paragraph(" ".join(english), NORMAL), Paragraph(german, NORMAL)] for english, german in pairs]
        text = read(built(Table(cells, colWidths=[225, 225]))).text
        assert text.split("\n")[0] == " ".join(pairs[0][0])
        assert text.split("\n")[1] == pairs[0][1]

    def test_a_line_justified_with_wide_spaces_is_no_row(self, draw):
        words = [(72.0, 100, "Notices"), (180.0, 100, "are"), (268.0, 100, "sent"), (364.0, 100, "to")]
        assert read(draw([*words, (72.0, 114, "the offices that the parties have named to each other")])).text == (
            "Notices are sent to the offices that the parties have named to each other"
        )

    def test_an_indented_clause_is_not_a_row(self, draw):
        assert (
            read(draw([(72, 100, "(a)"), (130, 100, "the goods that were ordered;")])).text
            == "(a) the goods that were ordered;"
        )


class TestLabels:
    def test_a_number_in_bold_drawn_last_begins_its_clause(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        for font, x, words in (("Times-Roman", 100, "The rent is due."), ("Helvetica-Bold", 72, "4.")):
            canvas.setFont(font, 11)
            canvas.drawString(x, 700, words)
            canvas.drawString(x, 680, words.replace("4", "5").replace("rent", "fee"))
        canvas.save()
        assert read(out.getvalue()).text == "4. The rent is due.\n5. The fee is due."

    @pytest.mark.parametrize("sign", ["\N{BALLOT BOX}", "\N{HEAVY CHECK MARK}"])
    def test_a_column_of_boxes_stored_first_is_joined_with_its_sentences(self, sign):
        boxes = [placed_line(sign, 72.0, 100.0 + 16 * n, n) for n in range(2)]
        words = ("The term renews by itself.", "The term ends.")
        lines = [placed_line(text, 90.0, 100.0 + 16 * n, 10 + n) for n, text in enumerate(words)]
        assert [line.text for line in with_labels([*boxes, *lines])] == [sign, words[0], sign, words[1]]

    def test_a_reference_at_the_end_of_a_column_numbers_nothing_in_the_next(self, draw):
        left = ("Words in capitals have the meaning", "that they are given in this", "Section 1:")
        right = (
            "The Supplier delivers all goods",
            "in good time, and Buyer pays for",
            "them within ten days of each order.",
        )
        items = [
            (x, 100 + 14.0 * n, line) for x, column in ((72.0, left), (330.0, right)) for n, line in enumerate(column)
        ]
        assert " ".join(read(draw(items)).text.split()) == " ".join([*left, *right])

    def test_clause_numbers_stored_first_are_joined_with_their_clauses(self, draw):
        clauses = (
            ("10.", "Term"),
            ("10.1", "It begins today."),
            ("(a)", "It ends on notice,"),
            ("(b)", "or on breach."),
        )
        labels = [(72.0, 100 + 20.0 * n, label) for n, (label, _) in enumerate(clauses)]
        words = [(120.0, 100 + 20.0 * n, text) for n, (_, text) in enumerate(clauses)]
        text = " ".join(read(draw([*labels, *words])).text.split())
        assert text == "10. Term 10.1 It begins today. (a) It ends on notice, (b) or on breach."


class TestNotes:
    def test_come_after_the_sentence_that_continues_past_their_page(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        canvas.setFont("Helvetica", 11)
        for n, text in enumerate(
            ("The Licensor grants the Licensee a licence", "to use the Software 1 at all of the sites that")
        ):
            canvas.drawString(72, 700 - 14 * n, text)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 80, "1 The programs that are listed in Schedule A.")
        canvas.showPage()
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, "it names to the Licensor in writing, and at those of")
        canvas.drawString(72, 686, "the companies that belong to it.")
        canvas.drawString(72, 640, "Title stays with the Licensor.")
        canvas.save()
        assert read(out.getvalue()).text.split("\n") == [
            "The Licensor grants the Licensee a licence to use the Software 1 at all of the sites that it names to the "
            "Licensor in writing, and at those of the companies that belong to it.",
            "1 The programs that are listed in Schedule A.",
            "Title stays with the Licensor.",
        ]

    @pytest.mark.parametrize("mark", ["1", "*"])
    def test_set_like_the_text_are_known_by_the_sentence_that_they_interrupt(self, draw, lay, mark):
        above = lay("The Licensor grants the Licensee a licence to use", f"the Software {mark} at all of its sites and")
        note = lay(f"{mark} The programs that are listed in Schedule A.", top=700.0)
        below = lay("those of the companies that", "belong to it.", "", "Title stays with the Licensor.")
        assert read(draw([*above, *note], below)).text.split("\n") == [
            f"The Licensor grants the Licensee a licence to use the Software {mark} at all of its sites and those of "
            "the companies that belong to it.",
            f"{mark} The programs that are listed in Schedule A.",
            "Title stays with the Licensor.",
        ]

    def test_a_numbered_line_that_the_next_page_continues_is_not_one(self, draw, lay):
        above = lay("The Licensor grants the following rights", "to the Licensee and its")
        last = lay("2 Products of the first kind and", top=700.0)
        below = lay("of the second kind.")
        assert "2 Products of the first kind and of the second kind." in read(draw([*above, *last], below)).text


class TestRows:
    @pytest.mark.parametrize("height", [14.0, 24.0])
    def test_of_a_table_are_separate_however_close(self, draw, lay, height):
        cells = [
            ("Design", "USD 10,000", "1 May"),
            ("Building", "USD 90,000", "1 July"),
            ("Tests", "USD 5,000", "1 June"),
        ]
        table = [
            (x, 100 + height * n, cell)
            for n, row in enumerate(cells)
            for x, cell in zip((72.0, 200.0, 320.0), row, strict=True)
        ]
        prose = lay(
            "The Buyer pays the amounts above", "within ten days of each date.", "Late sums bear interest.", top=300.0
        )
        assert read(draw([*table, *prose])).text.split("\n")[:3] == ["\t".join(row) for row in cells]

    def test_that_end_flush_right_are_separate(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        rows = [("Hosting", "1,250.00 net"), ("Support", "310.50 net"), ("Escrow", "95.00 net")]
        for n, (item, fee) in enumerate(rows):
            canvas.drawString(72, 700 - 15 * n, item)
            canvas.drawRightString(330, 700 - 15 * n, fee)
        canvas.save()
        assert read(out.getvalue()).text.split("\n") == ["\t".join(row) for row in rows]

    def test_of_definitions_are_separate_and_a_wrapped_one_is_whole(self, draw):
        rows = [
            ("Buyer", "means Northwind"),
            ("Goods", "means the pumps and"),
            ("", "their parts"),
            ("Price", "means a sum"),
        ]
        lines = [
            (x, 100 + 14.0 * n, cell) for n, row in enumerate(rows) for x, cell in zip((72.0, 160.0), row, strict=True)
        ]
        assert read(draw([item for item in lines if item[2]])).text.split("\n") == [
            "Buyer\tmeans Northwind",
            "Goods\tmeans the pumps and their parts",
            "Price\tmeans a sum",
        ]

    def test_of_a_table_of_contents_are_separate_without_leaders(self, draw):
        titles = [("3.1 Scope", "16"), ("3.2 Regions", "16"), ("3.3 Companies", "17"), ("3.4 Business", "18")]
        lines = [
            (x, 100 + 14.0 * n, cell)
            for n, row in enumerate(titles)
            for x, cell in zip((72.0, 500.0), row, strict=True)
        ]
        assert read(draw(lines)).text.split("\n") == ["\t".join(row) for row in titles]

    def test_that_end_in_figures_are_separate(self, draw):
        titles = [("Premises and rent", "4"), ("PLAN OF THE YARD", "12"), ("TABLE OF RENTS", "14")]
        lines = [
            (x, 100 + 14.0 * n, cell)
            for n, row in enumerate(titles)
            for x, cell in zip((72.0, 500.0), row, strict=True)
        ]
        assert read(draw(lines)).text.split("\n") == ["\t".join(row) for row in titles]

    def test_two_wide_spaces_one_above_the_other_make_no_table(self, draw, lay):
        lines = [
            (72, 100, "The Supplier"),
            (240, 100, "delivers the goods"),
            (72, 114, "To Northwind"),
            (240, 114, "at its expense."),
        ]
        assert "\n" not in read(draw(lines)).text


class TestMargins:
    def pleading(self, side: str) -> list[list[tuple[float, float, str]]]:
        pages = []
        for page in range(3):
            numbers = [(50.0 if side == "left" else 560.0, 60 + 24.0 * n, str(n + 1)) for n in range(28)]
            lines = [
                (80.0, 60 + 24.0 * n, f"the {word} of party {'abc'[page]} is kept for 12")
                for n, word in enumerate(WORDS)
            ]
            pages.append(
                numbers + lines
                if page % 2
                else [item for pair in zip(numbers, lines, strict=False) for item in pair] + numbers[20:]
            )
        return pages

    @pytest.mark.parametrize("side", ["left", "right"])
    def test_line_numbers_are_removed_and_other_numbers_stay(self, draw, side):
        text = " ".join(read(draw(*self.pleading(side))).text.split())
        assert text == " ".join(f"the {word} of party {party} is kept for 12" for party in "abc" for word in WORDS)

    def test_a_numbered_list_keeps_its_numbers(self, draw):
        items = [
            item
            for n, word in enumerate(WORDS[:10])
            for item in ((72.0, 100 + 20.0 * n, str(n + 1)), (110.0, 100 + 20.0 * n, word))
        ]
        assert read(draw(items)).text.split()[:4] == ["1", "amber", "2", "birch"]

    @pytest.mark.parametrize("sides", [(50.0,), (560.0,), (50.0, 560.0)])
    def test_line_numbers_of_a_single_page_are_removed(self, draw, sides):
        lines = [f"the {word} and all that belongs to it is kept" for word in WORDS[:12]]
        items = [(80.0, 60 + 24.0 * n, line) for n, line in enumerate(lines)]
        numbers = [(x, 60 + 24.0 * n, str(n + 1)) for n in range(12) for x in sides]
        assert " ".join(read(draw(items + numbers)).text.split()) == " ".join(lines)

    def test_every_fifth_line_is_numbered_however_few_there_are(self, draw):
        lines = [f"the {word} and all that belongs to it is kept" for word in WORDS[:12]]
        items = [(80.0, 60 + 24.0 * n, line) for n, line in enumerate(lines)]
        page = [*items, (50.0, 60 + 24.0 * 4, "5"), (50.0, 60 + 24.0 * 9, "10")]
        assert " ".join(read(draw(page, page[3:])).text.split()[:120]).count("5") == 0

    @pytest.mark.parametrize("side", [50.0, 560.0])
    @pytest.mark.parametrize(("every", "count"), [(5, 12), (5, 17), (10, 22)])
    def test_two_or_three_line_numbers_of_a_single_page_are_removed(self, draw, side, every, count):
        lines = [f"the {word} and all that belongs to it is kept" for word in (*WORDS, *WORDS)[:count]]
        items = [(80.0, 60 + 24.0 * n, line) for n, line in enumerate(lines)]
        numbers = [(side, 60 + 24.0 * (n - 1), str(n)) for n in range(every, count, every)]
        assert " ".join(read(draw(items + numbers)).text.split()) == " ".join(lines)

    def test_fives_and_tens_that_do_not_count_the_lines_stay(self, draw):
        lines = [f"the {word} and all that belongs to it is kept" for word in WORDS[:12]]
        items = [(80.0, 60 + 24.0 * n, line) for n, line in enumerate(lines)]
        items[9:9], items[2:2] = [(50.0, 60 + 24.0 * 9, "10")], [(50.0, 60 + 24.0 * 2, "5")]
        text = read(draw(items)).text
        assert {"5", "10"} <= set(text.split())

    def test_bates_stamps_are_removed_in_any_file_order(self, draw):
        pages = [
            [(72, 700, f"Foot of {word}."), (450, 760, f"ACME-{n:07d}"), (72, 100, f"The {word} is sold.")]
            for n, word in enumerate(WORDS[:2])
        ]
        assert read(draw(*pages)).text.split("\n") == [
            "The amber is sold.",
            "Foot of amber.",
            "The birch is sold.",
            "Foot of birch.",
        ]


class TestSignatures:
    BLOCK = (
        "IN WITNESS WHEREOF, the parties have executed this Agreement.",
        "",
        "By: ____________",
        "Name: Orla Quint",
        "Title: Director",
    )

    def test_signature_pages_are_found(self, draw, lay):
        document = read(
            draw(
                lay("1. TERM", "It begins today and ends by notice."), lay(*self.BLOCK), lay("EXHIBIT A", "The goods.")
            )
        )
        assert document.signature_pages == (2,)

    def test_wide_and_unbreakable_spaces_between_the_words_above_the_signatures_do_not_matter(self):
        for words in ("IN\xa0WITNESS\xa0\xa0WHEREOF", "By signing in the spaces provided below"):
            text = f"{words} the parties agree.\nBROOK, INC.\nPER /s/ Ada Brook\n/s/ Bo Hill\n"
            assert signature_pages([Page(1, 0.0, 0.0, text)]) == (1,)

    def test_one_conformed_signature_is_enough(self):
        for text in (
            "IN\xa0WITNESS\xa0WHEREOF, they have signed:\r\n\xa0\xa0/s/\xa0\xa0\xa0\xa0/s/\r\nBROOK LTD.",
            "They have signed.\r\n/s/ Ann Brook\r\nBROOK MILLS, INC.\r\n3",
            "I consent to these terms.\r\n/s/ Ann Brook\r\nAnn Brook, an individual",
        ):
            assert signature_pages([Page(1, 0.0, 0.0, text)]) == (1,)
        for text in ("between Brook Mills, Inc. f/s/o Ann Brook and Quill LLC", "see https://brook.example/s/terms"):
            assert signature_pages([Page(1, 0.0, 0.0, text)]) == ()

    def test_a_clause_about_signing_is_not_a_signature_page(self, draw, lay):
        page = lay(
            "A waiver is valid if it is signed by the party that gives it.",
            "Name: the name that the party trades under.",
        )
        assert signature_pages(read(draw(page)).pages) == ()


class TestWrittenOn:
    def test_filled_in_text_is_part_of_its_sentence(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792))
        canvas.drawString(72, 700, "The Tenant is")
        canvas.drawString(370, 700, "of the City of York.")
        canvas.drawString(72, 640, "The rent is due on the first day of the month.")
        canvas.acroForm.textfield(name="tenant", x=160, y=692, width=200, height=20, value="Orla Quint", borderWidth=0)
        canvas.save()
        assert " ".join(read(out.getvalue()).text.split()).startswith(
            "The Tenant is Orla Quint of the City of York. The rent"
        )

    @pytest.mark.parametrize("blank", ["______________________", " " * 42])
    def test_a_value_drawn_after_the_end_of_its_line_stands_in_its_blank(self, draw, blank):
        line = (72.0, 100, f"The laws of {blank} govern this lease.")
        text = read(
            draw([(72.0, 86, "This is a lease of a yard."), line, (140.0, 99, "Ireland"), (72, 120, "It ends soon.")])
        ).text
        assert "The laws of Ireland govern this lease." in text

    def test_values_drawn_last_in_forms_of_their_own_stand_by_their_labels(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        labels, values = ("Lessor:", "Lessee:", "Start:"), ("Kestrel Yards", "Wren Advisory", "1 April 2025")
        canvas.drawString(72, 730, "This is a lease of a yard and two sheds.")
        for number, label in enumerate(labels):
            canvas.drawString(72, 700 - 22 * number, label)
        for number, value in enumerate(values):
            canvas.beginForm(f"value{number}")
            canvas.setFont("Courier", 9)
            canvas.drawString(0, 0, value)
            canvas.endForm()
            canvas.saveState()
            canvas.translate(150, 701 - 22 * number)
            canvas.doForm(f"value{number}")
            canvas.restoreState()
        canvas.save()
        rows = " ".join(f"{label} {value}" for label, value in zip(labels, values, strict=True))
        assert " ".join(read(out.getvalue()).text.split()).endswith(rows)

    def test_several_lines_beside_labels_stay_whole(self, draw):
        labels = [(72.0, 100 + 28.0 * n, f"Note {n + 1}:") for n in range(2)]
        words = ("means the level of", "purchases in a year", "means the quota of", "purchases in a month")
        lines = [(150.0, 100 + 14.0 * n, line) for n, line in enumerate(words)]
        text = " ".join(read(draw([*labels, *lines])).text.split())
        assert "level of purchases in a year" in text and "quota of purchases in a month" in text

    def test_a_note_between_two_clauses_is_read_between_them(self, draw):
        writer = PdfWriter(
            clone_from=io.BytesIO(draw([(72, 100, "1. The rent is due."), (72, 300, "2. The term ends.")]))
        )
        note = FreeText(text="Struck out by both parties.", rect=(72, 560, 400, 600), font_size="12pt")
        writer.add_annotation(0, note)
        out = io.BytesIO()
        writer.write(out)
        text = read(out.getvalue()).text
        assert "Struck" not in text or text.index("due") < text.index("Struck") < text.index("2. The term")


class TestScripts:
    def test_chinese_and_japanese_lines_are_joined_without_spaces_and_split_at_full_stops(self, line):
        lines = ("本契約は日本法に準拠し、", "これに従って解釈される。甲および乙は、", "本契約を解約できる。")
        text = flow([line(words, number) for number, words in enumerate(lines)]).text
        assert text == "".join(lines)
        assert [text[piece.start : piece.end] for piece in segments(text)] == [
            "本契約は日本法に準拠し、これに従って解釈される。",
            "甲および乙は、本契約を解約できる。",
        ]

    def test_sentences_end_in_scripts_without_capitals_and_before_capitals_with_accents(self):
        text = "يخضع هذا العقد لقوانين مصر. ويجوز إنهاء العقد. À défaut, le contrat expire. Él paga."
        assert [text[piece.start : piece.end] for piece in segments(text)] == [
            "يخضع هذا العقد لقوانين مصر.",
            "ويجوز إنهاء العقد.",
            "À défaut, le contrat expire.",
            "Él paga.",
        ]


class TestDirections:
    def test_text_upside_down_is_read_from_its_first_line(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        canvas.rotate(180)
        for number, line in enumerate(LEFT):
            canvas.drawString(-540, -100 - 14 * number, line)
        canvas.save()
        assert read(out.getvalue()).text == " ".join(LEFT)

    def test_an_amount_in_brackets_in_a_line_from_right_to_left(self):
        text = ")250,000 USD )\u062e\u0644\u0627\u0644"
        lefts = [400, *range(350, 392, 6), 340, 318, 324, 330, 312, 308, *range(300, 276, -6)]
        boxes = np.array([(left, 10, left + 5, 20) for left in lefts], dtype=np.float32)
        assert right_to_left(Layer(text, boxes)).text == "(USD 250,000) \u062e\u0644\u0627\u0644"

    LINES = ("This Note is governed by the", "laws of the State of Ohio.", "It is payable on demand.")

    @pytest.mark.parametrize("angle", [90, -90])
    def test_text_that_runs_up_or_down_the_page_is_read_line_by_line(self, angle):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        canvas.translate(300, 400)
        canvas.rotate(angle)
        for n, text in enumerate(self.LINES):
            canvas.drawString(0, -16 * n, text)
        canvas.save()
        document = read(out.getvalue())
        assert document.text == " ".join(self.LINES)
        ((_, boxes),) = document.places(0, len("This Note"))
        tall = max(box.y1 for box in boxes) - min(box.y0 for box in boxes)
        assert tall > max(box.x1 for box in boxes) - min(box.x0 for box in boxes), "boxes stay as the page is shown"

    @pytest.mark.parametrize("angle", [90, -90, 180])
    def test_a_page_on_its_side_is_read_like_any_other(self, angle):
        """As pages with a wide table are often stored."""
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(792, 792), invariant=True)
        canvas.translate(396, 396)
        canvas.rotate(angle)
        canvas.translate(-396, -396)
        for left, y, size, words in (
            (72, 700, 11, "1. The price is USD 50,000"),
            (72, 680, 11, "a year, due on ______________ of each year by transfer."),
            (72, 660, 11, "2. The term is three years and no renewal is implied."),
            (72 + canvas.stringWidth("1. The price is USD 50,000", "Helvetica", 11), 704, 6, "7"),
            (76 + canvas.stringWidth("a year, due on ", "Helvetica", 11), 681, 10, "1 March"),
            (72, 630, 11, "Item"),
            (300, 630, 11, "Amount"),
            (72, 612, 11, "Hosting"),
            (300, 612, 11, "USD 900"),
            (72, 594, 11, "Support"),
            (300, 594, 11, "USD 450"),
        ):
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, y, words)
        canvas.save()
        assert read(out.getvalue()).text.split("\n") == [
            "1. The price is USD 50,000 a year, due on 1 March of each year by transfer.",
            "2. The term is three years and no renewal is implied.",
            "Item\tAmount",
            "Hosting\tUSD 900",
            "Support\tUSD 450",
        ]


@pytest.mark.parametrize("seed", range(6))
def test_words_stored_in_no_order_are_read_by_position(seed):
    """Two columns, as the pages of some scanned books have them."""
    column = (
        "1. The Supplier shall deliver",
        "the goods to the address of the",
        "Customer in good time and shall",
        "bear all risk of loss until the",
        "delivery has taken place at the",
        "named premises of the buyer, to",
        "whom it is said a week before.",
    )
    words = []
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(column):
        for left, text in ((72.0, line), (322.0, line.replace("1.", "2."))):
            for word in text.split():
                words.append((left, 700 - 14 * number, word))
                left += canvas.stringWidth(f"{word} ")
    random.Random(seed).shuffle(words)
    for left, y, word in words:
        canvas.drawString(left, y, word)
    canvas.save()
    clause = " ".join(column)
    assert document_from_pdf(out.getvalue(), "a.pdf", 1).text == f"{clause}\n{clause.replace('1.', '2.')}"


ROWS = (("Item", "Amount", "Due"), ("Entry", "EUR 10,000", "1 May 2024"), ("Help", "EUR 2,400", "1 June 2024"))
ROWS += (("Exit", "EUR 950", "1 July 2024"),)


@pytest.mark.parametrize("right", [False, True])
def test_a_table_stored_column_by_column_is_read_row_by_row(right):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.drawString(72, 700, "1. The Client shall pay these amounts on the days stated:")
    for column, left in enumerate((72, 200, 330)):
        for number, row in enumerate(ROWS):
            show = canvas.drawRightString if right and column else canvas.drawString
            show(left + 90 * (right and column > 0), 675 - 15 * number, row[column])
    canvas.drawString(72, 600, "2. Late amounts bear interest.")
    canvas.save()
    assert document_from_pdf(out.getvalue(), "a.pdf", 1).text.split("\n")[1:-1] == ["\t".join(row) for row in ROWS]


def test_the_values_of_a_form_are_beside_its_labels_although_the_file_stores_them_last(draw):
    labels = [(72 + 240 * n, 100 + 18 * k, f"{w}") for k, row in enumerate(FORM) for n, w in enumerate(row[::2])]
    values = [(150 + 240 * n, 100 + 18 * k, row[2 * n + 1]) for n in (0, 1) for k, row in enumerate(FORM)]
    assert document_from_pdf(draw([*labels, *values]), "a.pdf", 1).text == "\n".join(map("\t".join, FORM))


FORM = (("Client", "Kestrel Ltd", "Start", "1 July 2024"), ("Supplier", "Wren LLP", "Term", "36 months"))
FORM += (("Fee", "EUR 90,000", "Notice", "45 days"), ("Law", "Austria", "Cap", "EUR 500,000"))


def test_two_addresses_side_by_side_are_read_one_after_the_other(draw):
    one, other = ("Kestrel Ltd", "Quay House", "Dublin"), ("Wren LLP", "14 High Street", "20457 Hamburg")
    items = [(72 + 240 * n, 100 + 14 * k, line) for n, block in enumerate((one, other)) for k, line in enumerate(block)]
    text = document_from_pdf(draw(items), "a.pdf", 1).text
    assert text.index("Dublin") < text.index("Wren LLP")


@pytest.mark.parametrize(
    "blank", ["....................", ". . . . . . . . . . . . ", "[                              ]"]
)
def test_a_value_over_a_blank_of_dots_or_in_brackets_is_in_its_sentence(blank):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.drawString(72, 700, f"1. The cap is USD {blank} in each year.")
    canvas.drawString(72, 680, "2. The term is three years.")
    left = 72 + canvas.stringWidth("1. The cap is USD ") + (3 if blank[0] == "[" else 6)
    canvas.setFont("Courier", 9)
    canvas.drawString(left, 701, "90,000")
    canvas.save()
    value = "[90,000 ]" if blank[0] == "[" else "90,000"
    assert document_from_pdf(out.getvalue(), "a.pdf", 1).text.startswith(f"1. The cap is USD {value} in each year.\n")


@pytest.mark.parametrize("value", ["4 May 2025", "the fourth day of May 2025", "Tuesday, the fourth day of May 2025"])
def test_a_value_is_in_its_sentence_although_it_is_longer_than_its_blank(value):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.drawString(72, 700, "1. This Agreement begins on ____________ and ends after two years.")
    canvas.drawString(72, 680, "2. It is governed by the laws of ______________.")
    canvas.setFont("Courier", 9)
    canvas.drawString(74 + canvas.stringWidth("1. This Agreement begins on ", "Helvetica", 12), 702, value)
    canvas.drawString(74 + canvas.stringWidth("2. It is governed by the laws of ", "Helvetica", 12), 681.5, "Ohio")
    canvas.save()
    assert document_from_pdf(out.getvalue(), "a.pdf", 1).text == (
        f"1. This Agreement begins on {value} and ends after two years.\n2. It is governed by the laws of Ohio."
    )


def test_the_full_stop_after_a_value_on_a_rule_follows_it_without_a_space():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    before = "1. This Agreement is governed by the laws of "
    left = 72 + canvas.stringWidth(before)
    for x, y, words in ((72, 700, before), (left + 34, 700, "."), (72, 680, "2. The term is one year.")):
        canvas.drawString(x, y, words)
    canvas.line(left, 698, left + 34, 698)
    canvas.drawString(left + 4, 701, "Ohio")
    canvas.save()
    assert read(out.getvalue()).text == f"{before}Ohio.\n2. The term is one year."


def test_a_party_filled_into_a_wide_blank_ends_no_sentence(draw):
    line = [(72, 100, "This Agreement is made between Tern Inc."), (330, 100, "and Wren LLP on 4 April 2025.")]
    text = document_from_pdf(draw([*line, (72, 114, "It is governed by the laws of Ohio.")]), "a.pdf", 1).text
    assert text.startswith("This Agreement is made between Tern Inc. and Wren LLP on")
