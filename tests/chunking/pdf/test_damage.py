"""Damaged, locked and odd files are repaired with a remark, or refused with one clear error."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from benchmarks.robustness import hostile_pdfs
from chunking.errors import ContractReviewError, DamagedPdf, LockedPdf, TooManyPages, UnreadableDocument
from chunking.isolation.client import Limits, read_pdf, render_pdf

OHIO = "This Note is governed by the laws of the State of Ohio."
LIMITS = Limits(seconds=30.0, page_seconds=3.0)
HOSTILE = hostile_pdfs.hostile()


def read(data: bytes, **limits):
    return read_pdf(data, "x", Limits(**limits) if limits else LIMITS)


def saved(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class TestDamage:
    PAGES = ("The first page speaks of fees.", "The second page speaks of terms.", "The third page speaks of notices.")

    @pytest.fixture
    def data(self) -> bytes:
        return hostile_pdfs.drawn(*self.PAGES)

    def test_a_sound_file_needs_no_remark(self, data):
        assert read(data).remarks == ()

    def test_a_file_without_its_end_is_read_with_a_remark(self, data):
        document = read(data[: data.rindex(b"xref")])
        assert "The end of the PDF is missing" in document.remarks[0]
        assert document.text.split("\n") == list(self.PAGES)

    def test_a_file_cut_off_in_the_middle_keeps_its_remaining_pages(self):
        page = b"<</Type/Page/Contents 2 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        tree = b"<</Type/Pages/Kids[1 0 R 4 0 R 5 0 R]/Count 3>>"
        objects = [
            page,
            hostile_pdfs.stream(hostile_pdfs.WORDS),
            hostile_pdfs.FONT,
            page,
            page,
            tree,
            b"<</Type/Catalog/Pages 6 0 R>>",
        ]
        data = hostile_pdfs.assembled(objects, b"/Root 7 0 R")
        document = read(data[: data.index(b"5 0 obj")])
        assert [page.text.strip() for page in document.pages] == [OHIO, OHIO]
        assert "cut off" in document.remarks[0]

    def test_a_garbled_cross_reference_table_is_rebuilt(self, data):
        start = int(data[data.rindex(b"startxref") :].split()[1])
        document = read(data.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + 7)))
        assert "rebuilt" in document.remarks[0] and document.text.split("\n") == list(self.PAGES)

    def test_wrong_offsets_in_the_table_do_not_matter(self, data):
        start = data.rindex(b"\nxref") + 1
        head, table = data[:start], data[start:]
        assert read(head + table.replace(b"0000000", b"0000009")).text.split("\n") == list(self.PAGES)

    def test_pages_missing_from_the_page_tree_are_unread(self):
        document = read(hostile_pdfs.plain(kids=b"3 0 R 99 0 R", count=2))
        assert [page.unread for page in document.pages] == [None, "the page is damaged"]
        assert document.text == OHIO

    @pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.6, 0.8, 0.95])
    def test_a_file_cut_off_anywhere_is_read_or_refused_as_damaged(self, data, share):
        try:
            assert set(read(data[: int(len(data) * share)]).text.split("\n")) <= set(self.PAGES)
        except UnreadableDocument as error:
            assert isinstance(error, DamagedPdf) or "damaged part" in error.message


class TestPasswords:
    DATA = hostile_pdfs.plain()

    @pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
    def test_an_empty_user_password_does_not_lock_the_file(self, algorithm):
        assert read(hostile_pdfs.locked(self.DATA, "", algorithm)).text == OHIO

    def test_a_password_is_asked_for_and_opens_the_file(self):
        data = hostile_pdfs.locked(self.DATA, "opensesame")
        with pytest.raises(LockedPdf, match="Send its password"):
            read(data)
        with pytest.raises(LockedPdf, match="Send the right password"):
            read_pdf(data, "x", LIMITS, password="guess")
        assert read_pdf(data, "x", LIMITS, password="opensesame").text == OHIO
        assert render_pdf(data, LIMITS, password="opensesame")[0].startswith(b"\x89PNG")

    def test_a_password_for_a_file_that_needs_none_does_no_harm(self):
        assert read_pdf(self.DATA, "x", LIMITS, password="anything").text == OHIO


class TestSizes:
    def test_ten_thousand_pages_are_refused_before_they_are_read(self):
        with pytest.raises(TooManyPages) as caught:
            read(hostile_pdfs.many_pages(10_000))
        assert caught.value.details == {"pages": 10_000, "limit": 300}

    def test_a_page_of_ten_metres_is_a_page(self):
        document = read(hostile_pdfs.huge_page())
        assert document.text == OHIO and document.pages[0].width == pytest.approx(28346)

    def test_an_image_that_exceeds_the_memory_limit_costs_only_its_page(self):
        bomb = hostile_pdfs.with_picture(b"/Width 60000/Height 60000", b"\0" * (1 << 26), 2)
        with pytest.raises(UnreadableDocument):
            read(bomb, memory=1 << 29)


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_exhaust_memory_time_or_stack_are_read_or_refused(name):
    try:
        document = read(HOSTILE[name])
    except UnreadableDocument as error:
        assert error.message.endswith(".")
    else:
        assert document.pages


class TestOddities:
    def test_form_values_are_text_in_their_place(self):
        out = io.BytesIO()
        canvas = Canvas(out)
        canvas.drawString(72, 700, "The Tenant is")
        canvas.acroForm.textfield(name="tenant", x=160, y=692, width=200, height=20, value="Orla Quint", borderWidth=0)
        canvas.save()
        (page,) = read(out.getvalue()).pages
        assert "Orla Quint" in page.text
        start = page.text.index("Orla")
        x0, y0, _, y1 = page.boxes[start].tolist()
        assert 158 < x0 < 175 and 842 - 714 < y0 < y1 < 842 - 690

    def test_a_value_without_an_appearance_stream_is_text_too(self):
        field = (
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(tenant)/V(Orla Quint)/Rect[160 692 360 712]/P 3 0 R/F 4"
            b"/DA(/F 12 Tf 0 g)>>"
        )
        data = hostile_pdfs.plain(
            hostile_pdfs.WORDS, hostile_pdfs.PAGE.replace(b"/Resources", b"/Annots[6 0 R]/Resources"), field
        )
        form = b"/Pages 2 0 R/AcroForm<</Fields[6 0 R]/NeedAppearances true/DR<</Font<</F 5 0 R>>>>/DA(/F 12 Tf 0 g)>>"
        assert "Orla Quint" in read(data.replace(b"/Pages 2 0 R>>", form + b">>", 1)).text

    def test_a_note_written_onto_the_page_is_text(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(hostile_pdfs.drawn(OHIO)))
        note = FreeText(text="Struck out by the parties.", rect=(72, 500, 400, 540), font_size="12pt")
        writer.add_annotation(0, note)
        assert OHIO in read(saved(writer)).text

    def test_javascript_is_not_run_and_does_no_harm(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(hostile_pdfs.drawn(OHIO)))
        script = TextStringObject("while (true) { app.alert('stay'); }")
        names = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): script}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(names)
        assert read(saved(writer)).text == OHIO

    def test_embedded_files_are_skipped_with_a_remark(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(hostile_pdfs.drawn(OHIO)))
        writer.add_attachment("side_letter.pdf", hostile_pdfs.plain())
        document = read(saved(writer))
        assert document.text == OHIO
        assert document.remarks == ("The PDF carries 1 embedded file(s), which were not reviewed: side_letter.pdf.",)

    def test_undecodable_names_of_embedded_files_do_not_matter(self):
        name = b"<FEFFD800D8000041>"
        file = b"<</Type/Filespec/F%s/UF%s/EF<</F 7 0 R>>>>" % (name, name)
        stream = hostile_pdfs.stream(b"secret", b"/Type/EmbeddedFile")
        data = hostile_pdfs.plain(hostile_pdfs.WORDS, hostile_pdfs.PAGE, file, stream)
        names = b"/Names<</EmbeddedFiles<</Names[(a)6 0 R(b)99 0 R]>>>>>>"
        document = read(data.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R" + names, 1))
        assert document.text == OHIO and any("embedded" in remark for remark in document.remarks)

    def test_a_portfolio_is_its_cover_page_with_that_remark(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(hostile_pdfs.drawn("Open this portfolio in a newer reader.")))
        writer.add_attachment("contract.pdf", hostile_pdfs.plain())
        writer.root_object[NameObject("/Collection")] = DictionaryObject()
        document = read(saved(writer))
        assert "portfolio" in document.text and "embedded" in document.remarks[0]

    def test_the_letters_of_a_ligature_share_a_box(self):
        mapped = b"/Encoding<</Differences[97/fi/fl]>>"
        font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + mapped + b">>"
        data = hostile_pdfs.plain(b"BT /F 12 Tf 72 700 Td (aling of noti) Tj (ces in the b) Tj (oor) Tj ET").replace(
            hostile_pdfs.FONT, font
        )
        (page,) = read(data).pages
        assert page.text.startswith("filing") and len(page.boxes) == len(page.text)
        assert page.boxes[0].tolist() == page.boxes[1].tolist()

    def test_rotated_pages_read_like_upright_ones(self):
        turned = hostile_pdfs.PAGE.replace(b"/Type/Page", b"/Type/Page/Rotate 90", 1)
        assert read(hostile_pdfs.plain(page=turned)).text == OHIO

    @pytest.mark.parametrize("rotation", [b"45", b"-90", b"(x)", b"99999999999"])
    def test_an_invalid_rotation_is_interpreted(self, rotation):
        turned = hostile_pdfs.PAGE.replace(b"/Type/Page", b"/Type/Page/Rotate " + rotation, 1)
        assert read(hostile_pdfs.plain(page=turned)).text == OHIO

    @pytest.mark.parametrize(
        "box", [b"[0 0 0 0]", b"[612 792 0 0]", b"[0 0 1e30 1e30]", b"[a b c d]", b"[-9 -9 -1 -1]"]
    )
    def test_a_page_without_a_usable_size_is_read_or_refused(self, box):
        try:
            read(hostile_pdfs.plain(page=hostile_pdfs.PAGE.replace(b"[0 0 612 792]", box)))
        except ContractReviewError as error:
            assert isinstance(error, UnreadableDocument)
