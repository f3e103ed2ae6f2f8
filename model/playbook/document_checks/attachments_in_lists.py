"""The attachments that a line of a contract lists: "Annexes: 1 Specifications; 2 Prices"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.playbook.document_checks.attachment_marks import ANY_MARK, KIND, KINDS, PUNCTUATION, Mention, singular

# "Annexes: 1 Specifications; 2 Schedule; 3 Prices", "Annexes: 1 Specifications. 2 Prices.", in one line
_LIST = re.compile(
    rf"^\W{{0,3}}(?i:(?:list\sof\s)?{KINDS})(?:\s(?i:hereto|to\sthis\s\w+))?:\s(?P<items>[^\n]{{3,900}})$",
    re.MULTILINE,
)
_LISTED = re.compile(
    rf"(?:(?<=:\s)|[;,.]\s(?:and\s)?)(?:(?i:{KIND})\s)?(?P<mark>{ANY_MARK})\s?[-–—:.)]?\s(?P<title>[A-Z][^;,.]{{2,80}})"
)


def in_lists(text: str) -> Iterator[Mention]:
    """The attachments that a line lists by their marks and titles, unless one stands in the file under its title."""
    for whole in _LIST.finditer(text):
        listed = list(_LISTED.finditer(text, whole.start("items"), whole.end()))
        for one in listed if len(listed) > 1 else ():
            title = rf"^\W{{0,9}}{re.escape(one['title'].strip(PUNCTUATION))}\W{{0,9}}$"
            if not re.compile(title, re.IGNORECASE | re.MULTILINE).search(text):
                yield Mention(singular(whole["kind"].lower()), one["mark"], *whole.span())
