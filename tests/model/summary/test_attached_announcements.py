"""Press releases attached to a contract."""

from __future__ import annotations

from model.findings import Finding
from model.summary.attached_announcements import outside_announcements

TEXT = (
    "This Agreement takes effect on May 2, 2020.\nIN WITNESS WHEREOF, the parties sign.\n{signed}"
    "EXHIBIT A HARROW ADDS DIRECTORS\nHarrow today announced that a director joins, effective June 9, 2020.\n"
    "EXHIBIT B\nThe fee is due on July 4, 2020.\n"
)


def finding(text: str, words: str) -> Finding:
    start = text.index(words)
    return Finding("Effective Date", 0, 1, start, start + len(words), 0.9)


def test_a_press_release_after_the_signatures_agrees_nothing():
    text = TEXT.format(signed="/s/ Ann Brook\n")
    found = [finding(text, words) for words in ("May 2, 2020", "June 9, 2020", "July 4, 2020")]
    assert outside_announcements(text, found) == [found[0], found[2]]


def test_without_signatures_nothing_is_left_out():
    text = TEXT.replace("IN WITNESS WHEREOF, the parties sign.", "It is signed.").format(signed="")
    found = [finding(text, "June 9, 2020")]
    assert outside_announcements(text, found) == found
