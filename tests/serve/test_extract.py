"""``contract-review extract`` on files."""

from __future__ import annotations

import io
import json
import os
import threading
import zipfile

import docx
import pypdfium2 as pdfium
import pytest

from chunking.errors import BadModel
from chunking.isolation.client import Limits, read_word
from chunking.pdf.recognition.ocr import data_folder
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.schema import Review
from serve.cli import main
from serve.inference.handlers import read_submission

NOTE = "PROMISSORY NOTE\n\nThis Note shall be governed by the laws of the State of Ohio.\n"


@pytest.fixture(scope="module")
def embedded():
    engine = load_engine()
    yield engine
    engine.close()


@pytest.fixture(autouse=True)
def embedded_model_is_loaded_once(request, monkeypatch):
    """For all tests: loading it takes seconds. The commands of tests/test_installed.py and test_cli.py load it."""

    def load(folder, remote_code):
        return request.getfixturevalue("embedded") if folder == EMBEDDED else load_engine(folder, remote_code)

    monkeypatch.setattr("serve.extract.load_engine", load)


@pytest.fixture
def inbox(tmp_path, monkeypatch, pdf):
    """A folder with a PDF, a text, and something that only calls itself a PDF; it is also the current folder."""
    (tmp_path / "supply.pdf").write_bytes(pdf)
    (tmp_path / "note.txt").write_text(NOTE)
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def review_in(path):
    return Review.model_validate_json(path.read_bytes())


def test_one_file_is_reported_in_full_and_written_beside_one(inbox, capsys):
    assert main(["extract", "supply.pdf"]) == 0
    out = capsys.readouterr().out
    for words in ("Tessaly Trading", "New York", "Governing law", "page 1: ", "Looked for and not found"):
        assert words in out
    review = review_in(inbox / "supply.review.json")
    assert review.document.name == "supply.pdf" and review.request is None
    assert f"Written to {inbox / 'supply.review.json'}" in out


def test_one_bad_file_does_not_stop_the_others_and_the_exit_code_says_so(inbox, capsys):
    assert main(["extract", "broken.pdf", "missing.pdf", "supply.pdf", "note.txt", "-o", "out"]) == 3
    assert sorted(path.name for path in (inbox / "out").iterdir()) == ["note.review.json", "supply.review.json"]
    said = capsys.readouterr()
    assert "broken.pdf: not_a_pdf: " in said.err and "missing.pdf: No such file" in said.err
    assert "supply.pdf: 1 page," in said.out and "\r" not in said.out + said.err


def test_no_file_reviewed_is_a_failure(inbox):
    assert main(["extract", "broken.pdf"]) == 1


def test_an_output_for_one_input_is_a_file_or_a_folder(inbox):
    assert main(["extract", "note.txt", "-o", "deep/er/my.json"]) == 0
    assert main(["extract", "note.txt", "-o", "folder/"]) == 0
    assert (inbox / "deep/er/my.json").exists() and (inbox / "folder/note.review.json").exists()


def test_files_of_one_name_do_not_overwrite_each_other(inbox):
    (inbox / "sub").mkdir()
    (inbox / "sub" / "note.txt").write_text(NOTE.replace("Ohio", "Utah"))
    assert main(["extract", "note.txt", "sub/note.txt", "-o", "out"]) == 0
    laws = {review_in(path).summary.governing_law.value for path in (inbox / "out").iterdir()}
    assert laws == {"Ohio", "Utah"}


def test_standard_output_holds_the_json_and_nothing_else(inbox, capsys):
    assert main(["extract", "supply.pdf", "-o", "-"]) == 0
    assert Review.model_validate_json(capsys.readouterr().out).document.pages == 1
    assert not list(inbox.glob("*.json"))


def test_html_is_written_beside_the_json(inbox):
    assert main(["extract", "supply.pdf", "-o", "out/", "--html"]) == 0
    assert "data:image/png" in (inbox / "out" / "supply.review.html").read_text()


def test_min_score_also_lists_weaker_candidates(inbox):
    assert main(["extract", "supply.pdf", "-o", "all.json", "--min-score", "0"]) == 0
    clauses = json.loads((inbox / "all.json").read_text())["clauses"]
    counts = {}
    for clause in clauses:
        counts[clause["category"]] = counts.get(clause["category"], 0) + 1
    assert len(counts) == 41 and max(counts.values()) <= 20
    assert {clause["found"] for clause in clauses} == {True, False}


@pytest.mark.parametrize("score", ["-1", "2", "much"])
def test_a_score_that_is_none_is_wrong_usage(inbox, score):
    with pytest.raises(SystemExit) as caught:
        main(["extract", "supply.pdf", "--min-score", score])
    assert caught.value.code == 2


def test_an_output_that_cannot_be_written_is_a_failure_that_leaves_nothing(inbox, capsys):
    assert main(["extract", "note.txt", "-o", "supply.pdf/x.json"]) == 1
    assert "cannot write" in capsys.readouterr().err
    assert main(["extract", "note.txt", "broken.pdf", "-o", "supply.pdf"]) == 1
    assert not list(inbox.glob(".*partial"))


def test_a_model_directory_that_is_none_is_said_plainly(inbox, capsys):
    assert main(["extract", "note.txt", "--model", "nowhere"]) == 1
    assert capsys.readouterr().err.startswith("contract-review: nowhere is not a directory")


def test_a_playbook_is_checked_and_used(tmp_path, capsys):
    playbook = tmp_path / "ours.yaml"
    playbook.write_text(
        "name: Ours\nrules:\n  - id: x\n    clause: Insurance\n    must: be_there\n    severity: low\n    reason: So.\n"
    )
    assert main(["playbook", "check", str(playbook)]) == 0
    assert "1 rules, all can fire" in capsys.readouterr().out
    text = tmp_path / "a.txt"
    text.write_text("This Agreement shall be governed by the laws of the State of New York.")
    assert main(["extract", str(text), "-o", "-", "--playbook", str(playbook)]) == 0
    review = json.loads(capsys.readouterr().out)
    rules = [flag["rule"] for flag in review["flags"] if not flag["rule"].startswith("norm:")]
    assert review["playbook"] == "Ours" and rules == ["x"]
    playbook.write_text(playbook.read_text().replace("Insurance", "Luck"))
    for arguments in (["playbook", "check", str(playbook)], ["extract", str(text), "--playbook", str(playbook)]):
        assert main(arguments) == 1
        assert "line 3" in capsys.readouterr().err


def test_a_password_opens_a_locked_file(inbox, locked_pdf):
    (inbox / "locked.pdf").write_bytes(locked_pdf)
    assert main(["extract", "locked.pdf"]) == 1
    assert main(["extract", "locked.pdf", "--password", "opensesame"]) == 0
    assert review_in(inbox / "locked.review.json").summary.governing_law.value == "New York"


@pytest.mark.skipif(data_folder("eng") is None, reason="OCR's language data is not installed")
def test_a_scan_is_reviewed_and_its_clauses_are_marked(inbox, pdf, capsys):
    picture = pdfium.PdfDocument(pdf)[0].render(scale=200 / 72, grayscale=True).to_pil()
    picture.save(inbox / "scan.pdf", "PDF", resolution=200)
    assert main(["extract", "scan.pdf"]) == 0
    review = review_in(inbox / "scan.review.json")
    (page,) = review.document.sources
    assert page.source == "ocr" and page.confidence > 0.8
    law = next(clause for clause in review.clauses if clause.category == "Governing Law")
    assert "State of New York" in law.text and law.ocr == page.confidence
    assert law.boxes and all(0 <= value <= 842 for placed in law.boxes for value in placed.box)
    assert "1 page was read by OCR" in capsys.readouterr().out


def test_a_text_layer_is_said_to_be_one_and_a_text_has_pages_only_if_form_feeds_divide_it(inbox):
    (inbox / "pages.txt").write_text("Harrow pays Quill.\n\fThis Agreement ends on May 2, 2030.\n")
    main(["extract", "supply.pdf", "note.txt", "pages.txt", "-o", "out"])
    for name, sources in (("supply", ["text_layer"]), ("note", []), ("pages", ["plain_text"] * 2)):
        review = review_in(inbox / "out" / f"{name}.review.json")
        assert [page.source for page in review.document.sources] == sources
        assert review.document.pages == (len(sources) or None) and bool(review.document.paragraphs) is not bool(sources)
        assert all(clause.ocr is None for clause in review.clauses) and review.document.remarks == []


def test_standard_input_is_read(inbox, capsys, monkeypatch, pdf):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pdf)))
    assert main(["extract", "-", "-o", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["clauses"]


def test_a_folders_files_are_reviewed_and_macos_companions_are_none(inbox, capsys):
    (inbox / "more").mkdir()
    (inbox / "note.txt").rename(inbox / "more" / "note.txt")
    (inbox / "more" / "._note.txt").write_bytes(b"\x00\x05\x16\x07")
    (inbox / "more" / "notes.rtf").write_text("none of ours")
    assert main(["extract", "more", "more/._note.txt", "-o", "out"]) == 0
    assert [path.name for path in (inbox / "out").iterdir()] == ["note.review.json"]


def test_a_contract_in_markdown_is_reviewed_without_its_marks(inbox):
    (inbox / "more").mkdir()
    (inbox / "more" / "lease.md").write_text(
        "# Lease\n\n## 1. Law\n\nThe law of **New York** governs this Agreement.\n"
    )
    assert main(["extract", "more", "-o", "out"]) == 0
    law = review_in(inbox / "out" / "lease.review.json").summary.governing_law
    assert (law.text, law.value) == ("The law of New York governs this Agreement.", "New York")


def archive(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)


def test_the_documents_in_an_archive_are_reviewed_one_by_one(inbox, pdf, capsys):
    archive(
        inbox / "all.zip",
        **{"a/supply.pdf": pdf, "note.txt": NOTE, "__MACOSX/._note.txt": b"\0", "read.me": b"", "../up.txt": NOTE},
    )
    assert main(["extract", "all.zip", "-o", "out"]) == 0
    assert {path.name for path in (inbox / "out").iterdir()} == {f"{n}.review.json" for n in ("supply", "note", "up")}
    assert review_in(inbox / "out" / "supply.review.json").document.name == "supply.pdf"


def test_a_document_that_unfolds_beyond_the_limit_costs_no_other(inbox, capsys, monkeypatch):
    monkeypatch.setenv("CONTRACT_REVIEW_MAX_BYTES", "100000")
    archive(inbox / "all.zip", **{"bomb.txt": bytes(50_000_000), "note.txt": NOTE})
    assert main(["extract", "all.zip", "-o", "out"]) == 3
    assert "all.zip/bomb.txt: too_large: The file is larger than 100000 bytes" in capsys.readouterr().err


def test_an_archive_that_is_none_is_said_plainly(inbox, capsys):
    (inbox / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    assert main(["extract", "broken.zip"]) == 1
    assert "contract-review: broken.zip is not a ZIP archive, or is damaged." in capsys.readouterr().err


def test_a_folders_pipes_and_folders_are_none_of_its_documents_and_a_link_to_nothing_is_named(inbox, capsys):
    (inbox / "more" / "scans.pdf").mkdir(parents=True)
    os.mkfifo(inbox / "more" / "pipe.txt")
    (inbox / "more" / "link.txt").symlink_to("gone.txt")
    (inbox / "note.txt").rename(inbox / "more" / "note.txt")
    assert main(["extract", "more", "-o", "out"]) == 3
    assert capsys.readouterr().err == "more/link.txt: No such file. Check its name and folder.\n"


def test_the_longest_name_has_a_review(inbox):
    long = "x" * 251 + ".txt"
    (inbox / long).write_text(NOTE)
    assert main(["extract", long, "-o", "out/", "--html"]) == 0
    (path,) = (inbox / "out").glob("*.review.json")
    assert review_in(path).document.name == long
    assert main(["extract", "note.txt", "-o", "y" * 250 + ".json"]) == 0


@pytest.mark.parametrize(("place", "byte"), [(30, 0xFF), (4, 0xFF), (8, 0x63), (-1, 0x00)])
def test_any_damage_to_an_archive_is_one_sentence(inbox, capsys, place, byte):
    """To a name, to the version that is needed to unpack it, to the method, and to the end: in both of its lists."""
    archive(inbox / "all.zip", **{"größe.txt": NOTE})
    data = bytearray((inbox / "all.zip").read_bytes())
    directory = data.index(b"PK\x01\x02")
    for changed in (place, directory + place + (16 if place == 30 else 2)) if place >= 0 else (place,):
        data[changed] = byte
    if place < 0:
        del data[-20:]
    (inbox / "all.zip").write_bytes(data)
    assert main(["extract", "all.zip", "-o", "out"]) == 1
    said = capsys.readouterr().err
    assert "all.zip" in said and ("damaged. Create it again." in said or "of an unknown kind. Unpack it" in said)


def test_a_file_name_that_is_not_utf_8_costs_nothing(inbox, capsys):
    odd = os.fsdecode(b"na\xefve.txt")
    (inbox / odd).write_text(NOTE)
    assert main(["extract", odd, "note.txt", "-o", "out", "--html"]) == 0
    (path,) = (inbox / "out").glob("na*.json")
    assert path.name == "na\N{REPLACEMENT CHARACTER}ve.review.json"
    assert review_in(path).document.name == "na\N{REPLACEMENT CHARACTER}ve.txt"
    assert main(["extract", odd + ".gone"]) == 1
    assert "na?ve.txt.gone: No such file" in capsys.readouterr().err


def test_word_files_are_reviewed_wherever_pdfs_are(inbox, word_file, capsys, monkeypatch):
    (inbox / "inbound").mkdir()
    (inbox / "inbound" / "Supply.DOCX").write_bytes(word_file)
    (inbox / "inbound" / "~$Supply.docx").write_bytes(bytes(162))
    archive(inbox / "all.zip", **{"a/lease.docx": word_file})
    assert main(["extract", "inbound", "all.zip", "-o", "out"]) == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(word_file)))
    assert main(["extract", "-", "-o", "out/", "--html"]) == 0
    names = {path.name.removesuffix(".review.json"): path for path in (inbox / "out").glob("*.json")}
    assert set(names) == {"Supply", "lease", "stdin"}
    for path in names.values():
        review = review_in(path)
        assert review.summary.governing_law.value == "New York" and review.document.notes[0].author == "Ada"


def test_older_word_files_are_refused_with_the_reason(inbox, capsys):
    (inbox / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    assert main(["extract", "old.doc"]) == 1
    assert "old.doc: not_a_docx: This is a file of an older Office format (.doc)" in capsys.readouterr().err


def test_a_text_on_standard_input_is_read_as_one(inbox, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    assert main(["extract", "-"]) == 0
    review = review_in(inbox / "stdin.review.json")
    assert review.document.name == "stdin" and review.summary.governing_law.value == "Ohio"


def test_a_texts_encoding_can_be_named(inbox):
    (inbox / "note.txt").write_bytes("ДОГОВОР. Governed by the laws of the State of Ohio.".encode("cp1251"))
    assert main(["extract", "note.txt", "-o", "guessed.json"]) == 0
    assert main(["extract", "note.txt", "-o", "named.json", "--charset", "windows-1251"]) == 0
    assert "windows-1252" in review_in(inbox / "guessed.json").document.remarks[0]
    assert review_in(inbox / "named.json").document.remarks == []


def test_missing_files_are_named_before_any_model_is_loaded(inbox, capsys, monkeypatch):
    monkeypatch.setattr("serve.extract.load_engine", lambda *_: pytest.fail("a model was loaded"))
    assert main(["extract", "gone.pdf", "gone.txt"]) == 1
    assert capsys.readouterr().err.count("No such file") == 2


def test_files_are_read_while_the_model_loads(inbox, embedded, monkeypatch):
    read = threading.Event()

    def load(*_):
        assert read.wait(120), "nothing was read before the model was loaded"
        return embedded

    def reading(*given):
        submission = read_submission(*given)
        read.set()
        return submission

    monkeypatch.setattr("serve.extract.load_engine", load)
    monkeypatch.setattr("serve.extract.read_submission", reading)
    assert main(["extract", "note.txt"]) == 0


def test_a_model_that_cannot_be_loaded_is_reported_once_and_nothing_is_written(inbox, capsys, monkeypatch):
    def load(*_):
        raise BadModel("its weights are cut off")

    monkeypatch.setattr("serve.extract.load_engine", load)
    assert main(["extract", "note.txt", "supply.pdf", "-o", "out"]) == 1
    assert capsys.readouterr().err.count("its weights are cut off") == 1 and not (inbox / "out").exists()


def test_one_file_for_many_reviews_is_refused(inbox, capsys):
    assert main(["extract", "supply.pdf", "note.txt", "-o", "all.json"]) == 1
    assert "need a folder" in capsys.readouterr().err and not (inbox / "all.json").exists()


def test_no_name_commands_the_terminal(inbox, capsys):
    name = "\x1b]0;owned\x07\x9b2J\u202efdp.txt"
    (inbox / name).write_text(NOTE)
    main(["extract", name, "\x1b[2Jgone.pdf", "-o", "out"])
    said = capsys.readouterr()
    assert "owned" in said.out and "gone.pdf" in said.err
    assert not set("\x1b\x07\x9b\u202e") & set(said.out + said.err)


class TestWordFilesWithComments:
    def test_the_word_file_is_written_again_with_each_flag_as_a_comment(self, inbox, word_file):
        (inbox / "supply.docx").write_bytes(word_file)
        assert main(["extract", "supply.docx", "-o", "out/", "--docx"]) == 0
        review = review_in(inbox / "out/supply.review.json")
        comments = list(docx.Document(inbox / "out/supply.review.docx").comments)
        assert [comment.text for comment in comments if comment.author == "Ada"] == ["Once a year is enough."]
        ours = [comment.text for comment in comments if comment.author == "contract-review"]
        assert len(ours) == len(review.flags) > 1
        assert all(flag.why in text for flag, text in zip(review.flags, ours, strict=True))
        assert (inbox / "supply.docx").read_bytes() == word_file

    def test_a_comment_is_on_the_words_that_its_flag_quotes(self, inbox, word_file):
        (inbox / "supply.docx").write_bytes(word_file)
        assert main(["extract", "supply.docx", "-o", "out/", "--docx"]) == 0
        flags = review_in(inbox / "out/supply.review.json").flags
        (page,) = read_word((inbox / "out/supply.review.docx").read_bytes(), "x.docx", Limits()).pages
        about = {note.text.split(" Suggestion: ")[0]: note.about for note in page.notes if note.author != "Ada"}
        quoted = [flag for flag in flags if flag.quotes]
        assert quoted
        for flag in quoted:
            assert about[next(text for text in about if flag.why in text)] in flag.quotes[0].text

    def test_a_pdf_gets_one_clear_sentence(self, inbox, capsys):
        assert main(["extract", "supply.pdf", "--docx"]) == 1
        assert "--docx writes comments into Word files only, and this is not a Word file." in capsys.readouterr().err

    @pytest.mark.parametrize(("output", "why"), [("-", "--docx writes a file"), ("supply.json", "would overwrite it")])
    def test_it_never_goes_to_standard_output_or_over_a_file_to_review(self, inbox, word_file, output, why, capsys):
        (inbox / "supply.docx").write_bytes(word_file)
        assert main(["extract", "supply.docx", "--docx", "-o", output]) == 1
        assert why in capsys.readouterr().err and (inbox / "supply.docx").read_bytes() == word_file


class TestBeforeTheWork:
    """What cannot end well is refused before a model is loaded."""

    @pytest.fixture(autouse=True)
    def no_model_is_loaded(self, monkeypatch):
        monkeypatch.setattr("serve.extract.load_engine", lambda *_: pytest.fail("a model was loaded"))
        monkeypatch.setattr("serve.comparison.command.load_engine", lambda *_: pytest.fail("a model was loaded"))

    @pytest.mark.parametrize("output", ["/proc/reviews", "/proc/more/review.json", "supply.pdf/review.json"])
    @pytest.mark.parametrize("command", [["extract", "note.txt"], ["compare", "note.txt", "supply.pdf"]])
    def test_an_output_that_cannot_be_written_is_named(self, inbox, capsys, command, output):
        assert main([*command, "-o", output]) == 1
        assert capsys.readouterr().err.startswith(f"contract-review: cannot write {output}")
        assert not list(inbox.glob("*.json"))

    @pytest.mark.parametrize("command", [["extract", "note.txt"], ["compare", "note.txt", "supply.pdf"]])
    def test_a_document_is_not_written_over_nor_is_the_file_that_a_link_points_to(self, inbox, capsys, command):
        (inbox / "link.json").symlink_to("note.txt")
        for output in ("note.txt", "link.json"):
            assert main([*command, "-o", output]) == 1
            assert "would overwrite it" in capsys.readouterr().err
        assert (inbox / "note.txt").read_text() == NOTE

    @pytest.mark.parametrize("output", ["-", "/dev/stdout", "/dev/null"])
    @pytest.mark.parametrize("command", [["extract", "supply.pdf"], ["compare", "note.txt", "supply.pdf"]])
    def test_a_page_is_not_written_beside_a_stream(self, inbox, capsys, command, output):
        assert main([*command, "--html", "-o", output]) == 1
        assert "--html writes a file beside" in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [["extract", ""], ["compare", "", "note.txt"], ["table", ""]])
    def test_an_empty_name_is_not_the_current_folder(self, inbox, capsys, arguments):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2 and "the name is empty" in capsys.readouterr().err


class TestStreams:
    def test_a_pipe_is_read_by_its_bytes_and_written_as_it_is(self, inbox, pdf):
        os.mkfifo(inbox / "in")
        os.mkfifo(inbox / "out")
        feeding = threading.Thread(target=(inbox / "in").write_bytes, args=[pdf])
        feeding.start()
        written = []
        reading = threading.Thread(target=lambda: written.append((inbox / "out").read_bytes()))
        reading.start()
        assert main(["extract", "in", "-o", "out"]) == 0
        reading.join(60)
        feeding.join(60)
        assert Review.model_validate_json(written[0]).document.pages == 1 and (inbox / "out").is_fifo()

    def test_a_link_stays_one_and_its_file_is_written(self, inbox):
        (inbox / "last.json").symlink_to("first.json")
        assert main(["extract", "note.txt", "-o", "last.json"]) == 0
        assert (inbox / "last.json").is_symlink() and review_in(inbox / "first.json").clauses
