from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace

import pypdf
import pytest
from PIL import Image

from chunking import isolation
from chunking.assembly import document_from_pdf, document_from_text
from chunking.errors import DamagedPdf, InternalError, LockedPdf, NotAPdf, NoText, TookTooLong, TooManyPages
from chunking.isolation import Limits, read_pdf, read_text, render_pdf
from chunking.wire import dump, pack_parts

MEBIBYTE = 1 << 20


@pytest.fixture
def pdf(draw, lay) -> bytes:
    return draw(lay("1. TERM", "", "This agreement begins today."), lay("2. FEES", "", "The fee is due at once."))


@pytest.fixture
def at_start(tmp_path, monkeypatch):
    """Code that the reader's process runs when it starts."""

    def put(code: str) -> None:
        (tmp_path / "sitecustomize.py").write_text(code, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return put


def timeless(document):
    """All of a document but how long it took."""
    return dump(replace(document, segment_seconds=0.0))


def test_a_pdf_read_by_the_child_is_the_document_that_this_process_reads(pdf):
    assert timeless(read_pdf(pdf, "drawn", Limits())) == timeless(document_from_pdf(pdf, "drawn", 300))


def test_a_text_read_by_the_child_is_the_document_that_this_process_reads():
    text = "1. TERM\n\nIt begins – today.".encode()
    assert timeless(read_text(text, "text", Limits())) == timeless(document_from_text(text, "text", 300))


def test_errors_of_the_reader_reach_the_caller_with_their_details(pdf):
    with pytest.raises(NotAPdf) as caught:
        read_pdf(b"hello", "x", Limits())
    assert caught.value.details == {"bytes": 5}
    with pytest.raises(TooManyPages) as many:
        read_pdf(pdf, "x", Limits(pages=1))
    assert many.value.details == {"pages": 2, "limit": 1}
    with pytest.raises(NoText):
        read_text(b" \n ", "x", Limits())


def test_a_locked_file_does_not_make_the_next_broken_one_look_locked(draw):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(draw([(72, 72, "Secret.")])))
    writer.encrypt("secret", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(LockedPdf):
        read_pdf(out.getvalue(), "x", Limits())
    with pytest.raises(DamagedPdf):
        read_pdf(b"%PDF-1.7 and nothing more", "x", Limits())


def test_reading_that_passes_its_time_limit_is_stopped(pdf):
    with pytest.raises(TookTooLong, match=r"more than 0\.01 s") as caught:
        read_pdf(pdf, "x", Limits(seconds=0.01))
    assert caught.value.details == {"seconds": 0.01}


def test_a_reader_that_hangs_is_stopped(pdf, at_start):
    at_start("import time; time.sleep(60)")
    with pytest.raises(TookTooLong):
        read_pdf(pdf, "x", Limits(seconds=0.5))


def test_reading_that_passes_its_memory_limit_says_so():
    with pytest.raises(DamagedPdf, match="more than 64 MiB of memory"):
        read_text(b"word " * (8 * MEBIBYTE), "x", Limits(memory=64 * MEBIBYTE))


@pytest.mark.parametrize(
    "crash", ["import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "import os; os._exit(3)", "print('noise')"]
)
def test_a_reader_that_crashes_costs_one_file(pdf, at_start, crash):
    at_start(crash)
    with pytest.raises(DamagedPdf, match="reader failed"):
        read_pdf(pdf, "x", Limits())


def test_garbage_behind_a_pdf_header_is_a_damaged_pdf():
    with pytest.raises(DamagedPdf):
        read_pdf(b"%PDF-1.7\n" + os.urandom(5000), "x", Limits())


def test_an_answer_that_is_no_document_is_an_internal_error(monkeypatch):
    for parts in ([b"garbage"], [], [pack_parts([b"{}", b"", b""])]):
        monkeypatch.setattr(isolation, "_ask", lambda *_, parts=parts: parts)
        with pytest.raises(InternalError, match="could not be understood"):
            read_pdf(b"", "x", Limits())


def test_secrets_in_the_environment_do_not_reach_the_reader(pdf, at_start, monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    seen = tmp_path / "environment.json"
    at_start(f"import json, os, pathlib; pathlib.Path({str(seen)!r}).write_text(json.dumps(dict(os.environ)))")
    read_pdf(pdf, "x", Limits())
    environment = json.loads(seen.read_text())
    assert "AWS_SECRET_ACCESS_KEY" not in environment and "hush" not in environment.values()
    assert set(environment) <= {"PATH", "PYTHONPATH", "LANG", "OPENBLAS_NUM_THREADS", "LC_CTYPE"}


def test_the_reader_can_write_no_file(tmp_path):
    code = (
        "from chunking.isolation import Limits, _limit\n"
        "import pathlib, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "_limit(Limits())\n"
        f"pathlib.Path({str(tmp_path / 'out')!r}).write_text('x' * 10)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode and "File too large" in done.stderr
    assert not (tmp_path / "out").read_bytes()


def test_a_child_renders_a_picture_for_each_page(pdf):
    pictures = render_pdf(pdf, Limits())
    assert [Image.open(io.BytesIO(picture)).format for picture in pictures] == ["PNG", "PNG"]


def test_a_file_that_cannot_be_rendered_is_damaged():
    with pytest.raises(DamagedPdf):
        render_pdf(b"%PDF-1.7 and nothing more", Limits())
