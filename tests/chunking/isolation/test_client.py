from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from chunking.errors import (
    Busy,
    DamagedPdf,
    InternalError,
    LockedPdf,
    NotAPdf,
    NoText,
    OutOfMemory,
    TookTooLong,
    TooManyPages,
)
from chunking.isolation import client as isolation
from chunking.isolation import page_workers as workers
from chunking.isolation.client import Limits, read_pdf, read_text, render_pdf
from chunking.isolation.serialization import dump, pack_parts
from chunking.pipeline import document_from_pdf, document_from_text

MEBIBYTE = 1 << 20


@pytest.fixture
def pdf(draw, lay) -> bytes:
    return draw(lay("1. TERM", "", "This agreement begins today."), lay("2. FEES", "", "The fee is due at once."))


@pytest.fixture
def pages(draw):
    """A PDF of this many pages."""
    return lambda count: draw(*[[(72, 72, f"Clause {number} speaks of fees.")] for number in range(count)])


@pytest.fixture(scope="module")
def shared_readers():
    """A fork server for all tests that leave it as it was; starting one takes half a second."""
    started = isolation.Readers()
    yield started
    started.end()


@pytest.fixture(autouse=True)
def readers_of_the_module(shared_readers, monkeypatch):
    monkeypatch.setattr(isolation, "_READERS", shared_readers)


@pytest.fixture
def on_page(at_start):
    """Code that workers run before they read a page, by the page's index."""

    def put(codes: dict[int, str], before: str = "") -> None:
        at_start(
            f"{before}import os, signal, socket, subprocess, time, pathlib\n"
            "from chunking.pdf.pdfium_reader import PdfiumFile\n"
            "read = PdfiumFile.drafts\n"
            "def drafts(self, index):\n"
            f"    exec({codes!r}.get(index, 'pass'))\n"
            "    return read(self, index)\n"
            "PdfiumFile.drafts = drafts\n"
        )

    return put


def sandboxed() -> list[str]:
    """The sandbox mechanisms that this kernel supports."""
    ask = "from chunking.isolation import sandbox; print(*sandbox.close_in([]))"
    return subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True).stdout.split()


def timeless(document):
    """A document without its timings."""
    return dump(replace(document, segment_seconds=0.0))


def test_a_pdf_read_by_the_child_is_the_document_that_this_process_reads(pdf):
    assert timeless(read_pdf(pdf, "drawn", Limits())) == timeless(document_from_pdf(pdf, "drawn", 300))


def test_a_text_read_by_the_child_is_the_document_that_this_process_reads():
    text = "1. TERM\n\nIt begins – today.".encode()
    assert timeless(read_text(text, "text", Limits())) == timeless(document_from_text(text, "text", 300))


@pytest.mark.parametrize(("patience", "first"), [(60.0, "slow"), (0.1, "fast")])
def test_files_are_read_in_turn_unless_one_takes_its_time(pages, on_page, monkeypatch, patience, first):
    monkeypatch.setattr(isolation, "PATIENCE_SECONDS", patience)
    on_page({1: "time.sleep(3)"})
    monkeypatch.setattr(isolation._READERS, "_turns", threading.Semaphore(1))
    read: list[str] = []

    def review(name: str, file: bytes) -> None:
        read_pdf(file, name, Limits())
        read.append(name)

    slow = threading.Thread(target=review, args=("slow", pages(2)))
    slow.start()
    until = time.monotonic() + 30
    while isolation._READERS._turns._value and time.monotonic() < until:
        time.sleep(0.01)
    review("fast", pages(1))
    slow.join()
    assert read[0] == first


def test_white_space_in_a_contract_costs_no_time():
    padded = b"1. TERM" + b"\n".join([b" " * 79] * 2000) + b"By:" + b"\t" * 40_000 + b"Name:\tTitle:"
    assert read_text(padded, "padded", Limits(seconds=10.0)).signature_pages == (1,)


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


def test_reading_no_page_in_time_is_an_error(pdf):
    with pytest.raises(TookTooLong):
        read_pdf(pdf, "x", Limits(seconds=0.001))


WORKING = "exec('while True: pass')"


@pytest.fixture
def patient(monkeypatch):
    """Makes the readers wait for CPU time for as long as it takes."""
    monkeypatch.setattr("chunking.isolation.limits.WALL_CLOCK_FACTOR", 100.0)
    return "from chunking.isolation import limits; limits.WALL_CLOCK_FACTOR = 100.0\n"


def test_pages_read_before_the_time_limit_are_kept(pdf, on_page, patient):
    on_page({1: WORKING}, patient)
    document = read_pdf(pdf, "x", Limits(seconds=1.0))
    assert [page.unread for page in document.pages] == [None, workers.NO_TIME]
    assert document.text.startswith("1. TERM")


def test_a_page_over_its_limit_is_unread_and_the_others_are_read(draw, on_page, patient):
    on_page({0: WORKING}, patient)
    document = read_pdf(
        draw(*[[(72, 72, f"Clause {n} speaks of{' fees' * n}.")] for n in range(4)]), "x", Limits(page_seconds=0.5)
    )
    assert [page.unread for page in document.pages] == ["the page took more than 0.5 s to read", None, None, None]


def test_a_page_without_cpu_time_gets_longer(pdf, on_page):
    on_page({0: "time.sleep(2.5)"})
    assert [page.unread for page in read_pdf(pdf, "x", Limits(page_seconds=2.0)).pages] == [None, None]


def test_a_page_without_cpu_time_for_too_long_is_unread_for_that_reason(pdf, on_page):
    on_page({0: "time.sleep(60)"})
    assert [page.unread for page in read_pdf(pdf, "x", Limits(page_seconds=1.0)).pages] == [workers.STARVED, None]


def test_a_document_without_cpu_time_gets_longer(pdf, on_page):
    on_page({1: "time.sleep(1.5)"})
    document = read_pdf(pdf, "x", Limits(seconds=1.0))
    assert [page.unread for page in document.pages] == [None, None]


def test_pages_not_reached_on_a_busy_machine_say_so(pdf, on_page):
    on_page({1: "time.sleep(60)"})
    document = read_pdf(pdf, "x", Limits(wall_seconds=1.0))
    assert [page.unread for page in document.pages] == [None, workers.STARVED]


def test_a_document_not_read_on_a_busy_machine_may_be_sent_again(draw, on_page):
    on_page({0: "time.sleep(60)"})
    with pytest.raises(Busy, match="too busy"):
        read_pdf(draw([(72, 72, "Fees.")]), "x", Limits(wall_seconds=0.5))


def test_opening_that_uses_too_much_cpu_time_is_the_documents_fault(pdf, at_start, patient):
    at_start(
        f"{patient}from chunking.pdf import pdfium_reader\npdfium_reader.PdfiumFile.__init__ = lambda *_: {WORKING}\n"
    )
    with pytest.raises(TookTooLong):
        read_pdf(pdf, "x", Limits(seconds=0.5))


def test_opening_that_is_kept_waiting_is_not(pdf, at_start):
    at_start(
        "import time\nfrom chunking.pdf.pdfium_reader import PdfiumFile\n"
        "PdfiumFile.__init__ = lambda *_: time.sleep(60)\n"
    )
    with pytest.raises(Busy, match="too busy"):
        read_pdf(pdf, "x", Limits(seconds=0.2))


def test_a_reader_that_cannot_start_is_given_up_and_the_next_file_gets_another(pdf, at_start, monkeypatch):
    at_start("import time; time.sleep(60)")
    with monkeypatch.context() as patch, pytest.raises(InternalError, match="could not be started"):
        patch.setattr(isolation, "START_SECONDS", 0.3)
        read_pdf(pdf, "x", Limits())
    at_start("")
    assert read_pdf(pdf, "x", Limits()).text


def test_a_fork_server_that_dies_at_its_start_is_an_internal_error(pdf, at_start):
    at_start("import os; os._exit(3)")
    with pytest.raises(InternalError, match="could not be started"):
        read_pdf(pdf, "x", Limits())


@pytest.mark.parametrize("forks", [0, 1])
def test_a_failed_fork_means_a_busy_machine(pdf, at_start, forks):
    at_start(
        "import os\n"
        f"fork, left = os.fork, [{forks}]\n"
        "def failing():\n"
        "    if not left[0]: raise BlockingIOError(11, 'no more processes')\n"
        "    left[0] -= 1\n"
        "    return fork()\n"
        "os.fork = failing\n"
    )
    with pytest.raises(Busy, match="cannot start another"):
        read_pdf(pdf, "x", Limits())


def test_existing_workers_read_all_pages_if_no_more_can_be_forked(pdf, at_start):
    at_start(
        "import os\n"
        "fork, left = os.fork, [2]\n"
        "def failing():\n"
        "    if not left[0]: raise BlockingIOError(11, 'no more processes')\n"
        "    left[0] -= 1\n"
        "    return fork()\n"
        "os.fork = failing\n"
        "from chunking.isolation import cpu_quota\n"
        "cpu_quota.allowed = lambda: 8\n"
    )
    assert [page.unread for page in read_pdf(pdf, "x", Limits()).pages] == [None, None]


def test_a_fork_server_that_was_killed_is_started_again(pdf, readers):
    read_pdf(pdf, "x", Limits())
    os.kill(readers._process.pid, signal.SIGKILL)
    readers._process.wait()
    assert read_pdf(pdf, "x", Limits()).text


def test_progress_is_reported_page_by_page(draw):
    heard = []
    read_pdf(
        draw(*[[(72, 72, word)] for word in ("Fees.", "Terms.", "Notices.")]),
        "x",
        Limits(),
        progress=lambda *done: heard.append(done),
    )
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_reading_that_passes_its_memory_limit_says_so():
    with pytest.raises(DamagedPdf, match="more than 64 MiB of memory"):
        read_text(b"word " * (8 * MEBIBYTE), "x", Limits(memory=64 * MEBIBYTE))


def test_a_page_that_crashes_its_reader_costs_that_page(pages, on_page):
    crashes = ["os.kill(os.getpid(), signal.SIGSEGV)", "os._exit(3)", "os.abort()", "raise RuntimeError"]
    on_page(dict(enumerate(crashes)))
    document = read_pdf(pages(len(crashes) + 1), "x", Limits())
    assert [page.unread for page in document.pages] == [*[workers.FAILED] * len(crashes), None]


# As the kernel does when a container runs out of memory.
KILLED = "os.kill(os.getpid(), signal.SIGKILL)"


def test_a_page_whose_reader_is_killed_is_unread_for_lack_of_memory(pdf, on_page):
    on_page({0: KILLED})
    assert [page.unread for page in read_pdf(pdf, "x", Limits()).pages] == [workers.KILLED, None]


def test_a_file_whose_readers_are_all_killed_is_not_damaged(draw, on_page):
    on_page({0: KILLED})
    with pytest.raises(OutOfMemory):
        read_pdf(draw([(72, 72, "Fees.")]), "x", Limits())


@pytest.mark.parametrize("step", ["pdf.pdfium_reader.PdfiumFile.__init__", "pipeline.document_from_pages"])
def test_a_killed_reader_means_that_the_server_is_out_of_memory(pdf, at_start, step):
    at_start(
        f"import os, signal, chunking.pipeline, chunking.pdf.pdfium_reader\nchunking.{step} = lambda *_: {KILLED}\n"
    )
    with pytest.raises(OutOfMemory, match="ran out of memory"):
        read_pdf(pdf, "x", Limits())


def test_a_file_that_crashes_its_reader_on_opening_costs_one_file(pdf, at_start):
    at_start(
        "import os\nfrom chunking.pdf import pdfium_reader\npdfium_reader.PdfiumFile.__init__ = lambda *_: os.abort()\n"
    )
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


READERS_OWN = {
    *("LANG", "LC_CTYPE", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"),
    *("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"),
}


def test_secrets_in_the_environment_do_not_reach_the_reader(pdf, at_start, monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    seen = tmp_path / "environment.json"
    at_start(f"import json, os, pathlib; pathlib.Path({str(seen)!r}).write_text(json.dumps(dict(os.environ)))")
    read_pdf(pdf, "x", Limits())
    environment = json.loads(seen.read_text())
    assert "AWS_SECRET_ACCESS_KEY" not in environment and "hush" not in environment.values()
    assert set(environment) <= {"PATH", "PYTHONPATH", *READERS_OWN}


FORBIDDEN = {
    "write a file": "pathlib.Path({path!r}).write_text('x')",
    "read a file": "pathlib.Path('/etc/passwd').read_text()",
    "open a connection": "socket.create_connection(('127.0.0.1', 9), 1)",
    "start a program": "os.execv('/bin/true', ['true'])",
    "signal others": "os.kill(os.getppid() and {parent}, 0)",
}


@pytest.mark.skipif("landlock" not in sandboxed(), reason="this kernel has no landlock")
@pytest.mark.skipif("seccomp" not in sandboxed(), reason="this kernel has no seccomp")
def test_a_reader_may_not(pages, on_page, tmp_path):
    """What is forbidden raises, and the page fails; what was allowed lets the page be read."""
    codes = [code.format(path=str(tmp_path / "out"), parent=os.getpid()) for code in FORBIDDEN.values()]
    on_page(dict(enumerate(codes)))
    document = read_pdf(pages(len(codes) + 1), "x", Limits())
    unread = dict(zip([*FORBIDDEN, "read the page"], [page.unread for page in document.pages], strict=True))
    assert unread == {**dict.fromkeys(FORBIDDEN, workers.FAILED), "read the page": None}
    assert not (tmp_path / "out").exists()


def test_no_process_remains_after_a_file_is_given_up(pdf, on_page, readers):
    on_page({1: "time.sleep(60)"})
    assert read_pdf(pdf, "x", Limits(seconds=0.5)).pages[1].unread
    family = Path(f"/proc/{readers._process.pid}/task/{readers._process.pid}/children")
    until = time.monotonic() + 5
    while family.read_text().split() and time.monotonic() < until:
        time.sleep(0.02)
    assert family.read_text().split() == []


def test_a_child_renders_an_image_of_each_page(pdf):
    pictures = render_pdf(pdf, Limits())
    assert [Image.open(io.BytesIO(picture)).format for picture in pictures] == ["PNG", "PNG"]


def test_a_file_that_cannot_be_rendered_is_damaged():
    with pytest.raises(DamagedPdf):
        render_pdf(b"%PDF-1.7 and nothing more", Limits())
