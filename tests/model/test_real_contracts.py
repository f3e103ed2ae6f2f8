from __future__ import annotations

import re
import unicodedata

import pypdf
import pytest

from chunking.isolation.client import Limits, read_pdf
from model.review import review_document
from model.schema import Review

FILES = ["000.pdf", "001.pdf", "003.pdf", "010.pdf", "025.pdf"]
ASIDE = re.compile(r"[\s\-\u00ad\u2010\u2011\u2013\ufffd\x00]+")


def plain(text: str) -> str:
    return ASIDE.sub("", unicodedata.normalize("NFKC", text))


@pytest.fixture(params=FILES)
def read(request, contracts_folder, engine):
    path = contracts_folder / "pdf" / request.param
    if not path.exists():
        pytest.skip(f"{request.param} is not there")
    document = read_pdf(path.read_bytes(), path.name, Limits())
    return path, document, review_document(document, engine)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_clause_stands_word_for_word_on_its_pages_for_another_library_too(read):
    path, document, review = read
    pages = [plain(page.extract_text()) for page in pypdf.PdfReader(path).pages]
    assert review.clauses, "a real contract has clauses"
    for clause in review.clauses:
        start, end = clause.interval
        assert document.text[start:end] == clause.text
        on = document.char_page[start:end].tolist()
        assert [page - 1 for page in clause.pages] == list(dict.fromkeys(on))
        for number in dict.fromkeys(on):
            piece = "".join(character for character, page in zip(clause.text, on, strict=True) if page == number)
            assert plain(piece) in pages[number], (path.name, clause.category)
    assert_compact_and_boxed(review)


def assert_compact_and_boxed(review: Review) -> None:
    """Under 60 KB for 30 pages, and every box on the paper of a page that the clause names."""
    assert len(review.to_json().encode()) < 60_000 * max(1, review.document.pages / 30)
    for clause in review.clauses:
        assert {box.page for box in clause.boxes} == set(clause.pages)
        for placed in clause.boxes:
            x0, y0, x1, y1 = placed.box
            assert 0 <= x0 < x1 <= 1300 and 0 <= y0 < y1 <= 1300
