"""Names of other documents near a title: what this document is attached to, or made under."""

from __future__ import annotations

import re

PART_NAME = r"(?i:exhibit|appendix|annex|attachment|schedule)"
# "This Schedule is attached to the Services Agreement", and a line "under the Framework Agreement": another document.
_ATTACHED_TO = re.compile(
    r"\b(?:(?:attached|annexed|pursuant|subject)\s(?:\w+\s)?to|[Ii]ssued\sunder|incorporated\sin(?:to)?|(?:(?<=\n)|(?<=\)\s))under)\s(?:the|that|a)\s(?:certain\s)?$"
)


# "Master agreement: Services Agreement dated May 2, 2021", among the key terms of an order
_MASTER = (
    r"\b(?:Master|Framework|Main|Head|Governing|Parent|Underlying)\s(?i:agreement|contract)[ ]?[:\t][ ]?(?:the\s)?"
)
_LABELED_AS_ANOTHER, _LABEL_OF_ANOTHER = re.compile(f"{_MASTER}$"), re.compile(_MASTER)
# "STATEMENT OF WORK NO. 4 under the Services Agreement"
_UNDER = re.compile(r"\s(?:(?:made|issued)\s)?under\s(?:the|that)\s(?:certain\s)?")
# "Brook Amendment\t2\t060305": a footer, or a line of a table of contents.
_PAGE_NUMBER = re.compile(r"\t[ ]?\d{1,3}[ ]?(?:\t[ ]?\d{1,8}[ ]?)?(?:\n|$)")
# "Attachment B to Area Franchise Agreement", a line of its own.
_PART_OF = re.compile(
    rf"(?:^|\n)[ \t]{{0,9}}(?:{PART_NAME})[ ]\S{{1,6}}[ ](?i:to)[ ]"
    r"(?=(?:the[ ]|The[ ]|THE[ ])?[^\n]{3,100}(?i:agreement|contract)[ \t]{0,9}\n)"
)
_LONGEST_LINE = 160


def is_of_another(text: str, named: int, end: int) -> bool:
    """Whether the words before a name, or a label, say that it is that of another document, to which the one belongs
    whose title ends there."""
    before = max(0, named - 60)
    labeled = _LABELED_AS_ANOTHER.search(text, before, named) or _LABEL_OF_ANOTHER.match(text, named)
    return bool(labeled or _ATTACHED_TO.search(text, before, named) or _UNDER.fullmatch(text, end, named))


def names_no_title(text: str, place: int, end: int) -> bool:
    """Whether words that end there are a footer, or the line of ``place`` names what the document is attached to."""
    return _PAGE_NUMBER.match(text, end) is not None or _is_what_it_is_attached_to(text, place)


def _is_what_it_is_attached_to(text: str, position: int) -> bool:
    """Whether the line at this position says to which agreement the document is attached, over a title of its own."""
    begin = text.rfind("\n", max(0, position - _LONGEST_LINE), position)
    part = _PART_OF.match(text, max(begin, 0))
    return part is not None and part.end() <= position and _OWN_TITLE.match(text, text.find("\n", position)) is not None


_OWN_TITLE = re.compile(
    r"\n{1,2}(?:[A-Z][A-Z-]*+[ ]){1,6}"
    r"(?:AGREEMENT|CONTRACT|AMENDMENT|ADDENDUM|LICENSE|SUPPLEMENT|RIDER|STATEMENT OF WORK)[ \t]{0,9}\n"
)
