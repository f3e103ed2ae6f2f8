"""Comments printed in balloons beside the text are noted and in no clause."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_pdf

TEXT = (
    "4. FEES. The Customer pays USD 4,000 for",
    "each year in advance. The fee rises on each",
    "anniversary of this Agreement by 3%, and it",
    "is not refunded if the Customer leaves.",
)
COMMENT = ("Commented [OQ1]: Is it", "not USD 5,000? A cap", "was asked for.")
BODY = [(60.0, 100 + 14.0 * n, line) for n, line in enumerate(TEXT)]


def beside(top: float) -> list[tuple[float, float, str]]:
    return [(420.0, top + 12.0 * n, line) for n, line in enumerate(COMMENT)]


@pytest.mark.parametrize("top", [100.0, 106.0, 118.0])
@pytest.mark.parametrize("by_place", [True, False])
def test_a_comment_beside_the_text_is_a_note(draw, top, by_place):
    items = [*BODY, *beside(top), (420.0, top + 50, "Deleted: three years")]
    data = draw(sorted(items, key=lambda item: item[1]) if by_place else items)
    document = document_from_pdf(data, "a.pdf", 1)
    assert document.text == " ".join(TEXT)
    (note,) = document.pages[0].notes
    assert note.kind == "comment" and "not USD 5,000?" in note.text and "Deleted: three years" in note.text


def test_such_words_in_a_sentence_stay(draw):
    lines = ("The parties have agreed that the following clauses are Deleted: clause 4 and", *TEXT)
    data = draw([(60.0, 100 + 14.0 * n, line) for n, line in enumerate(lines)])
    assert "are Deleted: clause 4 and" in document_from_pdf(data, "a.pdf", 1).text
