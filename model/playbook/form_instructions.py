"""The instructions of a printed form, which ask for words and are no words of the contract: "(Insert the rate of
interest, if any.)"."""

from __future__ import annotations

import re
from itertools import islice

from chunking.document import Document, Segment

_ASKS = (
    r"(?:insert|state(?!\s(?:of|laws?|and|or)\b)|list(?!\s(?:of|prices?)\b)|describe|specify|identify|indicate|enter|include|attach|complete|set\sforth|fill\sin"
    r"|check|delete|strike)\b(?!\s?[:)\]])"
)
_INSTRUCTION = re.compile(
    rf"\s{{0,3}}[(\[]\s?(?:here\s|either\s|please\s|(?:if|where|when)\s[^()\[\];:]{{3,300}},\s)?{_ASKS}"
    r"(?:[^()\[\]]|\([^()\[\]]{0,200}\)){2,1500}(?P<closed>[)\]])?\W{0,3}(?:<PAGE>)?\s{0,3}",
    re.IGNORECASE,
)
# "Insert the rate agreed upon, if any": nothing need be written there.
_OPTIONAL = re.compile(
    r"\b(?:if|optional(?:ly)?|(?:where|when|as)\s(?:applicable|appropriate|required))\b", re.IGNORECASE
)
# "Insert the fee or “none” if applicable": what is optional is only the alternative.
_ALTERNATIVE = re.compile(
    r"\bor\s[^()\[\],;]{2,60}?\b(?:if|where|when|as)\s(?:applicable|appropriate|required|any)\b", re.IGNORECASE
)
# An instruction has at most this many sentences. A page may end right after it.
_SENTENCES = 6
_PAGE = re.compile(r"\W{0,3}(?:PAGE|Page)?\W{0,3}\d{0,4}\W{0,3}")


def is_instruction(sentence: str) -> bool:
    """Whether a sentence is nothing but the instruction of a form, in brackets, or begins one."""
    return _INSTRUCTION.fullmatch(sentence) is not None


def is_open_instruction(document: Document, segment: Segment) -> bool:
    """Whether a segment is an instruction that must be followed, and nothing stands below it before the next
    section."""
    said = _INSTRUCTION.fullmatch(document.segment_text(segment))
    if said is None or _OPTIONAL.search(_ALTERNATIVE.sub(" ", said.group())):
        return False
    last = segment if said["closed"] else _closing(document, segment)
    if last is None:
        return False
    below = (one for one in document.segments[last.id + 1 :] if not _PAGE.fullmatch(document.segment_text(one)))
    following = next(below, None)
    return following is None or (following.heading != last.heading and len(following.heading) <= len(last.heading))


def _closing(document: Document, first: Segment) -> Segment | None:
    """The last segment of an instruction of several sentences; None if one of them makes it optional."""
    for segment in islice(document.segments, first.id + 1, first.id + _SENTENCES):
        said = document.segment_text(segment)
        if _OPTIONAL.search(said):
            return None
        if said.rstrip().endswith((")", "]")):
            return segment
    return None
