"""Makes clauses whole: a list with its items and its lead-in, no quote that starts in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Document, Segment
from chunking.layout.segments import is_heading
from model.findings import Finding

# A clause is extended by at most this many sentences and characters, in either direction.
_SEGMENTS, _CHARACTERS = 40, 3_000
# Passages up to this many characters are a name or a date.
_NAME = 60
_ITEM = re.compile(
    r"\s*(?:(?:and|or|and/or)\s+)?(?:(?P<bracket>\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[A-Z])\))|(?P<dot>(?:\d{1,2}\.){1,4}\d{0,2}|[a-zA-Z]\.)|(?P<bullet>[-–•·▪●*o]))\s"
)
_GOES_ON = re.compile(r"(?:[:,;]|[:;,]?\s(?:and|or|and/or|that|to))\s*$")
# The second-to-last item of a list.
_ONE_MORE = re.compile(r"[;,]\s(?:and|or|and/or)\s*$")
_ENDS = re.compile(r"[.?!][\"”’)\]]*\s*$")
# The first and the further items of a list in mid-sentence.
_FIRST_ITEM = re.compile(r"\w,?\s\((?:i|a|1|A|x)\)\s")
_NEXT_ITEM = re.compile(r"(?:(?:and|or|and/or)\s+)?\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[A-Z])\)\s|(?:and|or)\s+\w")
# A possible end of a clause: a full stop, or the mark after a list item.
_CLOSED = re.compile(r"[.?!;:][\"”’)\]]*\s*$")
# Words that continue what comes before them, even in capitals: "...; PROVIDED THAT SUCH LIMITATION SHALL NOT APPLY".
_PROVISO = re.compile(r"\W{0,2}(?:provided|except|unless|save)\b", re.IGNORECASE)
# "c) Notices: All notices are": an item with a heading of its own.
_HEADED_ITEM = re.compile(r"\s*\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[A-Z])[.)]\s[A-Z][\w’'/& -]{2,50}:\s[A-Z]")
# A page number left before the words that continue the sentence: "14 transferable right".
_PAGE_NUMBER = re.compile(r"\d{1,3}\s(?=[a-z])")
# A page number on a line of its own, in the middle of a sentence that cannot end with its last word.
_NUMBER_ALONE = re.compile(r"\W{0,3}\d{1,3}\W{0,3}")
_DANGLES = re.compile(r"\b(?:by|of|the|to|and|or|in|for|with|from|under|an?|any|such|its)\s*$", re.IGNORECASE)


# "The latest of (a) the date of signature" is cut before the other events.
_SEVERAL = re.compile(
    r"\b(?:latest|later|earliest|earlier|last|first)\s(?:to\s(?:occur|happen)\s)?of:?\s\(?(?:a|i|1)\)", re.IGNORECASE
)
_SECOND = re.compile(r"\((?:b|ii|2)\)", re.IGNORECASE)
_FULL_STOP = re.compile(r"\.(?=\s+[A-Z0-9“\"]|\s*$)")


def whole_clauses(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings. Those of whole sentences are extended if they end in a colon or start in mid-sentence; a finding
    that then lies inside a better one of its category is dropped."""
    kept: list[Finding] = []
    for finding in sorted(
        (_whole(document, one) for one in findings), key=lambda one: (-one.score, one.start - one.end)
    ):
        inside = [
            other
            for other in kept
            if other.category == finding.category and other.start < finding.end and finding.start < other.end
        ]
        if not any(other.start <= finding.start and finding.end <= other.end for other in inside):
            kept.append(finding)
            kept = [other for other in kept if other is finding or not _inside(other, finding)]
    order = {finding: number for number, finding in enumerate(kept)}
    return sorted(kept, key=lambda finding: order[finding])


def _inside(one: Finding, other: Finding) -> bool:
    return one.category == other.category and other.start <= one.start and one.end <= other.end


def _with_all_events(document: Document, finding: Finding) -> Finding:
    """An effective date on the latest or earliest of several events, extended to all of them."""
    words, text = document.text[finding.start : finding.end], document.text
    if finding.category != "Effective Date" or not _SEVERAL.search(words) or _SECOND.search(words):
        return finding
    stop = _FULL_STOP.search(text, finding.end, min(len(text), finding.end + _CHARACTERS))
    if not stop or not _SECOND.search(text, finding.end, stop.start()):
        return finding
    inside = document.segments_in(finding.start, stop.end())
    return finding._replace(last=inside[-1].id + 1, end=stop.end())


def _whole(document: Document, finding: Finding) -> Finding:
    if finding.category == "Document Name":
        return finding  # a heading ends where it ends, whatever is written in capitals beside it
    segments = document.segments
    finding = _with_all_events(document, finding)
    first, last = finding.first, finding.last
    finding = _from_sentence(document, finding)
    if (segments[first].start, segments[last - 1].end) != (finding.start, finding.end):
        return finding
    for number in range(first, last - 1):
        if document.segment_text(segments[number]).endswith(":"):
            last = max(last, _with_items(document, segments, number + 1))
    last = _to_the_end(document, segments, first, _with_items(document, segments, last))
    first = _with_lead_in(document, segments, first)
    return finding._replace(first=first, last=last, start=segments[first].start, end=segments[last - 1].end)


def _to_the_end(document: Document, segments: Sequence[Segment], first: int, last: int) -> int:
    """The end of the sentence in which the clause breaks off, because it was cut for the model or by the end of a
    page."""
    reach, begin = last, segments[last - 1].end
    while reach < len(segments) and reach - last < _SEGMENTS and segments[reach].end - begin < _CHARACTERS:
        listed = _lists_on(document.text[segments[first].start : segments[reach - 1].end], document, segments[reach])
        closed = _CLOSED.search(document.segment_text(segments[reach - 1])) or not _goes_on(document, segments, reach)
        if closed and not listed:
            break
        reach += 1
    return reach


def _lists_on(text: str, document: Document, following: Segment) -> bool:
    """Whether the clause so far lists alternatives in mid-sentence, and a segment is the next: "the lesser of (i) the
    price; or" is followed by "(ii) $500,000"."""
    begins = _FIRST_ITEM.search(text)
    between = document.text[following.start - 1 : following.start]
    return bool(
        begins and text.endswith((";", ",")) and between != "\n" and _NEXT_ITEM.match(document.segment_text(following))
    )


def _goes_on(document: Document, segments: Sequence[Segment], number: int) -> bool:
    """Whether this segment continues the sentence of the one before it."""
    if segments[number].sentence == segments[number - 1].sentence:
        return True
    text, before = document.segment_text(segments[number]), document.segment_text(segments[number - 1])
    if _over_a_page_number(document, segments, number):
        return True
    if _ITEM.match(text) and _ONE_MORE.search(before):
        return True
    if _capitals_go_on(before, text) and not _ITEM.match(text):
        return True
    if is_heading(before) or _CLOSED.search(before) or _ITEM.match(text):
        return False
    open_bracket = before.count("(") > before.count(")")
    return open_bracket or text[:1].islower() or bool(_PAGE_NUMBER.match(text))


def _over_a_page_number(document: Document, segments: Sequence[Segment], number: int) -> bool:
    """Whether this segment is a page number in the middle of a sentence, or continues the sentence after it."""
    alone = number if _NUMBER_ALONE.fullmatch(document.segment_text(segments[number])) else number - 1
    if not 0 < alone < len(segments) - 1 or not _NUMBER_ALONE.fullmatch(document.segment_text(segments[alone])):
        return False
    before, after = (document.segment_text(segments[alone + step]) for step in (-1, 1))
    return _capitals_go_on(before, after) or (len(before) > _NAME and _DANGLES.search(before) is not None)


def _capitals_go_on(before: str, text: str) -> bool:
    """Whether a sentence in capitals that was split by the end of a page goes on with this text."""
    both = text.isupper() and before.isupper() and len(before) > _NAME
    return both and not _CLOSED.search(before) and not is_heading(text)


def _from_sentence(document: Document, finding: Finding) -> Finding:
    """A passage that starts in mid-sentence, extended to the sentence's beginning; a name or a date stays as it is."""
    begin = document.segments[finding.first].start
    amid = begin < finding.start and finding.start - begin < _CHARACTERS
    letter = document.text[finding.start : finding.start + 1]
    named = finding.category == "Parties" or finding.end - finding.start <= _NAME
    if not amid or named or not (letter.islower() or letter.isdigit() or letter == "["):
        return finding
    return finding._replace(start=begin)


def _with_items(document: Document, segments: Sequence[Segment], last: int) -> int:
    """The end of the list that a clause introduces with a colon."""
    text = document.segment_text(segments[last - 1])
    if not text.rstrip().endswith(":"):
        return last
    reach, begin, style = last, segments[last - 1].end, None
    while reach < len(segments) and reach - last < _SEGMENTS and segments[reach].end - begin < _CHARACTERS:
        following = document.segment_text(segments[reach])
        same_sentence = segments[reach].sentence == segments[reach - 1].sentence
        item = _ITEM.match(following)
        heading = is_heading(following) and not (item and item.lastgroup in {"bracket", "bullet"})
        if not same_sentence and (heading or (item and style and item.lastgroup != style)):
            break
        if not (same_sentence or item or _GOES_ON.search(text)):
            break
        style = style or (item.lastgroup if item else None)
        text = following
        reach += 1
    return reach


def _with_lead_in(document: Document, segments: Sequence[Segment], first: int) -> int:
    """The beginning of the sentence in the middle of which the clause starts; the clause's own beginning if that is too
    far."""
    back, end = first, segments[first].end
    while back > 0 and first - back < _SEGMENTS and _starts_amid(document, segments, back):
        back -= 1
        if end - segments[back].start > _CHARACTERS:
            return first
    return first if _starts_amid(document, segments, back) else back


def _starts_amid(document: Document, segments: Sequence[Segment], number: int) -> bool:
    """Whether this segment continues a sentence that begins in an earlier one."""
    if number == 0:
        return False
    text, before = document.segment_text(segments[number]), document.segment_text(segments[number - 1])
    if segments[number].sentence == segments[number - 1].sentence:
        return True
    if is_heading(before) or _ENDS.search(before):
        return False
    if _HEADED_ITEM.match(text) and not before.rstrip().endswith(":"):
        return False
    if _goes_on(document, segments, number):
        return True
    if _PROVISO.match(text) and before.rstrip().endswith((";", ",")):
        return True
    if text.isupper() and before.isupper() and len(before) > _NAME and not _CLOSED.search(before):
        return True  # a sentence in capitals that was split by the end of a page
    letter = text.lstrip(' ("“')[:1]
    return bool(_GOES_ON.search(before)) and (letter.islower() or bool(_ITEM.match(text)))
