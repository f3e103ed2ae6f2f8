"""Annotations: filled-in fields are text in their place, and comments are notes."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from benchmarks.robustness import hostile_pdfs
from chunking.document import Note, Page
from chunking.isolation.serialization import dump_page, load_page
from chunking.pdf.text.text_layer import CHECKED, UNCHECKED
from chunking.pipeline import document_from_pdf

OHIO = "This Note is governed by the laws of the State of Ohio."
LINE = (72.0, 696.0, 250.0, 712.0)


def read(data: bytes) -> Page:
    (page,) = document_from_pdf(data, "x", 10).pages
    return page


def numbers(*values: float) -> ArrayObject:
    return ArrayObject(map(FloatObject, values))


def annotation(subtype: str, rectangle=LINE, **entries) -> DictionaryObject:
    """One as files have it; ``quads``: it marks its own rectangle."""
    if entries.pop("quads", False):
        x0, y0, x1, y1 = rectangle
        entries["QuadPoints"] = numbers(x0, y1, x1, y1, x0, y0, x1, y0)
    values = {
        NameObject(f"/{key}"): TextStringObject(value) if isinstance(value, str) else value
        for key, value in entries.items()
    }
    fixed = {"/Type": NameObject("/Annot"), "/Subtype": NameObject(f"/{subtype}"), "/Rect": numbers(*rectangle)}
    return DictionaryObject(
        {NameObject(key): value for key, value in fixed.items()} | {NameObject("/F"): NumberObject(4)} | values
    )


def annotated(*annotations: DictionaryObject) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(hostile_pdfs.drawn(OHIO)))
    added = ArrayObject(writer._add_object(one) for one in annotations)
    writer.pages[0][NameObject("/Annots")] = added
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class TestNotes:
    def test_a_comment_is_a_note_with_its_author_and_not_part_of_the_text(self):
        page = read(annotated(annotation("Text", (550, 690, 570, 710), Contents="Not Ohio: New York.", T="A. Counsel")))
        assert page.text.strip() == OHIO
        ((kind, text, author, about, box, _),) = page.notes
        assert (kind, text, author, about) == ("comment", "Not Ohio: New York.", "A. Counsel", None)
        assert box.x0 == 550 and box.y0 == pytest.approx(842 - 710, abs=1)

    def test_marked_words_are_quoted_and_struck_out_words_need_no_comment(self):
        page = read(
            annotated(
                annotation("Highlight", quads=True, Contents="Check with tax."), annotation("StrikeOut", quads=True)
            )
        )
        first, second = page.notes
        assert (first.kind, first.text) == ("highlight", "Check with tax.")
        assert first.about is not None and OHIO.startswith(first.about) and "governed by" in first.about
        assert (second.kind, second.text, second.about) == ("strikeout", "", first.about)

    @pytest.mark.parametrize(
        "strike",
        [
            annotation("StrikeOut"),
            annotation("Line", L=numbers(72, 703, 250, 703)),
            annotation("Ink", InkList=ArrayObject([numbers(72, 702, 110, 705, 160, 701, 205, 705, 250, 702)])),
            annotation("PolyLine", Vertices=numbers(72, 705, 160, 701, 250, 704)),
        ],
        ids=["without its corners", "a line", "a stroke of a pen", "a polyline"],
    )
    def test_words_are_struck_out_by_an_annotation_over_them_or_a_line_through_them(self, strike):
        page = read(annotated(strike))
        (note,) = page.notes
        assert note.kind == "strikeout" and note.about and OHIO.startswith(note.about)
        assert page.text.strip() == OHIO.removeprefix(note.about).strip()

    @pytest.mark.parametrize(
        "stroke",
        [
            numbers(72, 693, 160, 694, 250, 693),
            numbers(80, 703, 84, 702, 88, 704),
            numbers(72, 690, 160, 720, 250, 690),
        ],
        ids=["under the words", "a part of a letter", "a tick"],
    )
    def test_other_strokes_of_a_pen_strike_out_nothing(self, stroke):
        page = read(annotated(annotation("Ink", InkList=ArrayObject([stroke]))))
        assert page.text.strip() == OHIO and page.notes == ()

    def test_a_highlight_without_a_comment_is_not_a_note(self):
        assert read(annotated(annotation("Highlight", quads=True))).notes == ()

    def test_text_in_the_margin_is_a_comment_and_text_among_the_words_was_filled_in(self):
        style = {"DA": "/Helv 10 Tf 0 g"}
        page = read(
            annotated(
                annotation("FreeText", (560, 600, 610, 690), Contents="Who agreed?", **style),
                annotation("FreeText", (72, 640, 300, 670), Contents="Signed in York.", **style),
                annotation("FreeText", (560, 500, 610, 590), Contents="Why?", **style),
            )
        )
        assert [note.text for note in page.notes] == ["Who agreed?", "Why?"]
        assert "Who agreed?" not in page.text and "Signed in York." in page.text

    @pytest.mark.parametrize(("subtype", "kind"), [("Caret", "insertion"), ("Ink", "drawing"), ("Stamp", "stamp")])
    def test_other_annotations_are_noted_with_their_kind(self, subtype, kind):
        page = read(annotated(annotation(subtype, Contents="Mind this.")))
        assert [(note.kind, note.text) for note in page.notes] == [(kind, "Mind this.")]
        assert page.text.strip() == OHIO

    def test_a_file_attached_to_the_page_is_named(self):
        stream = pypdf.generic.StreamObject()
        stream._data = b"secret"
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(hostile_pdfs.drawn(OHIO)))
        held = writer._add_object(stream)
        name = TextStringObject("side letter.docx")
        file = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Filespec"),
                NameObject("/F"): name,
                NameObject("/UF"): name,
                NameObject("/EF"): DictionaryObject({NameObject("/F"): held}),
            }
        )
        pinned = writer._add_object(annotation("FileAttachment", FS=writer._add_object(file)))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([pinned])
        out = io.BytesIO()
        writer.write(out)
        assert [(note.kind, note.text) for note in read(out.getvalue()).notes] == [("file", "side letter.docx")]

    def test_of_ten_thousand_comments_on_a_page_a_hundred_are_noted(self):
        page = read(annotated(*[annotation("Text", Contents=f"Number {n}.") for n in range(10_000)]))
        assert len(page.notes) == 100 and page.text.strip() == OHIO

    def test_a_comment_with_an_infinite_box_gets_a_finite_one(self):
        (note,) = read(annotated(annotation("Text", (0, 0, 1e30, 1e30), Contents="Here."))).notes
        assert all(abs(side) <= 144_000 for side in note.box)

    def test_notes_survive_serialization_with_their_page(self):
        page = read(annotated(annotation("Text", Contents="Mind this.")))
        again = load_page(dump_page(page))
        assert again.notes == page.notes and isinstance(again.notes[0], Note)


class TestForms:
    def test_each_field_is_read_in_its_own_line(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792))
        for y, label, value in ((700, "The Tenant is", "Orla Quint"), (660, "The rent is USD", "1,200")):
            canvas.drawString(72, y, label)
            canvas.acroForm.textfield(name=label, x=170, y=y - 8, width=200, height=20, value=value, borderWidth=0)
        canvas.drawString(72, 620, "It is payable on demand.")
        canvas.save()
        assert " ".join(read(out.getvalue()).text.split()) == (
            "The Tenant is Orla Quint The rent is USD 1,200 It is payable on demand."
        )

    def test_a_value_longer_than_its_field_has_no_space_where_the_field_ends(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792))
        canvas.drawString(72, 700, "The Tenant is __________ of Ohio.")
        value = "Orla Quint, Harrowgate and Farthingdale"
        canvas.acroForm.textfield(name="t", x=145, y=696, width=65, height=14, value=value, borderWidth=0, fontSize=9)
        canvas.save()
        assert " ".join(read(out.getvalue()).text.split()) == f"The Tenant is {value} of Ohio."

    def test_a_value_replaces_the_blank_that_it_fills_in(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792))
        canvas.drawString(72, 700, "The rent is USD ______________ a month for __________ months.")
        for name, x, value in (("rent", 170, "1,200"), ("months", 335, "24")):
            canvas.acroForm.textfield(name=name, x=x, y=696, width=40, height=14, value=value, borderWidth=0)
        canvas.save()
        assert " ".join(read(out.getvalue()).text.split()) == "The rent is USD 1,200 a month for 24 months."

    def test_ticked_and_unticked_boxes_are_read_beside_their_words(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792))
        for y, label, ticked in ((700, "It renews by itself.", True), (660, "It ends without notice.", False)):
            canvas.drawString(100, y, label)
            canvas.acroForm.checkbox(name=label, x=80, y=y - 3, size=12, checked=ticked)
        canvas.save()
        text = " ".join(read(out.getvalue()).text.split())
        assert text == f"{CHECKED} It renews by itself. {UNCHECKED} It ends without notice."

    def test_the_value_of_a_hidden_field_is_not_text(self):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792))
        canvas.drawString(72, 700, OHIO)
        for flags, value in (("hidden", "Not for your eyes"), ("print", "Signed in York")):
            canvas.acroForm.textfield(name=value, x=72, y=600, width=200, height=20, value=value, annotationFlags=flags)
        canvas.save()
        text = read(out.getvalue()).text
        assert "Signed in York" in text and "eyes" not in text
