"""Splits the text into segments: sentences and numbered sub-clauses with their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chunking.document import Segment
from chunking.layout.paragraphs import ENUMERATOR
from chunking.layout.section_path import ATTACHMENT, SECTION, SectionPath

# The most characters in a segment, so it always fits a model's window (at worst one token per character).
LONGEST = 500

# Chinese and Japanese sentences end without a space; the other marks are those of Arabic, Urdu and Hindi.
_BOUNDARY = re.compile(
    r"""[。！？][」』”’）]*+\s*+|[؟۔।]\s*+|[.?!;:]["”’')\]»]*+\s++|,\s++(?=(?:and\s+|or\s+)?\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)\s)"""
)
_ABBREVIATION = re.compile(
    r"""(?:(?<![^\W_])(?:Inc|Corp|Co|Ltd|Rs|LLC|L\.L\.C|L\.P|S\.A|N\.V|B\.V|Bros|No|Nos|Art|Sec|Secs|Dr|DR|Mr|MR|Mrs|MRS|Ms|MS|Messrs|MESSRS|Prof|PROF|Jr|JR|Sr|SR|St|Ave|Blvd|vs|v|cf|etc|w\.e\.f|i\.e|e\.g
        |viz|al|approx|Dept|Div|Ex|Exh|Fig|ft|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|D\.C|a\.m|p\.m
        # "no." alone may be an answer
        |(?:VAT|vat|[Rr]eg\.?|[Cc]ompany|[Cc]harity|[Tt]ax|[Aa]ccount|[Ii]nvoice|[Pp]olicy)\sno)
      | (?<![^\W_])[A-Z])\.$""",
    re.VERBOSE,
)
# "§ 4 para. 2": abbreviated only before a number.
_BEFORE_A_NUMBER = re.compile(r"(?<![^\W_])(?:[Pp]aras?|[Cc]ls?|[Ss]ecs?|[Aa]rts?|[Ll]it|NOS?)\.$")
_NEXT_ITEM = re.compile(
    r"(?:(?:and|or|and/or|provided,?\s+however,?)\s+)?\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[A-Z])\)\s"
)
# A full stop within a date ends nothing: "May 7. 2021", "7. May 2021".
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_MONTH_AND_DAY = re.compile(rf"\b{_MONTHS}\.?\s\d{{1,2}}\.$")
_YEAR_FOLLOWS, _MONTH_FOLLOWS = re.compile(r"(?:19|20)\d\d\b"), re.compile(rf"{_MONTHS}\s(?:19|20)\d\d\b")
_DAY_ALONE = re.compile(r"[a-z]\s\d{1,2}\.$")
_OPENING = re.compile(r"[\"“‘'(\[«„¿¡]*+")
_SPLIT_AT = (re.compile(r";\s"), re.compile(r",\s"), re.compile(r"\s"))
_TITLE_WORDS, _TITLE_LONGEST = 10, 300
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|shall|will|may|must|can|cannot|has|have|does|expires?|ends|begins|commences|terminates|"
    r"applies|takes|remains|continues|governs?)\b"
)
# A field's value is no title: "AUD 100,000".
_SUM = re.compile(r"(?:[A-Z]{3}\s?|[$€£¥])?\d[\d.,]{0,20}(?:\s?[A-Z]{3})?%?")
# "9. Support and response times": a numbered line of its own in which only the first word has a capital, and which is
# not the beginning of a sentence that goes on below.
_PLAIN_TITLE = re.compile(
    r"\d{1,2}\.?\s(?P<title>(?!(?:If|In|At|As|For|Unless|Except|Upon|On|To|The|An?|All|This|These|Any|Each|No|Such|Subject|When|Where)\b|[^\n]{0,80}\b(?:agrees?|hereby|am|means?)\b)"
    r"[A-Z][\w’'/&-]{0,30}(?:\s[\w’'/&(),-]{1,30}){1,7})"
    r"(?<![,\d])(?<!\sa)(?<!\s(?:an|as|at|by|if|in|of|on|or|to))(?<!\s(?:all|and|any|for|its|one|the))(?<!\s(?:each|from|into|such|that|this|upon|with))"
    r"(?<!\s(?:other|their|under|which))"
)
_JOINS = re.compile(r"(?:and|or|and/or)\s+(?=\()")
# A rule across the page that text extraction joined to the numbered heading below it.
_RULE = re.compile(r"(?:-{10,400}|_{10,400}|={10,400})\s(?=\d)")
_ATTACHED = re.compile(r"(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM)\b")
# A line of a table of contents: an attachment's mark and title.
_LISTED = re.compile(
    r"(?P<kind>EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT)\s(?P<mark>[A-Z]{1,2}|\d{1,2})\b[\s–—:.-]{1,5}[A-Z]{2}"
)
# "Exhibit B – Form of Assignment", a line of its own.
_ATTACHED_IN_SMALL = re.compile(
    r"(?P<kind>Exhibit|Schedule|Annex|Appendix|Attachment|Addendum)\s(?P<mark>[A-Z\d][\w.()-]{0,8}?)\s?[-–—:]\s?[A-Z][^\t;]{2,}"
)


def segments(text: str) -> tuple[Segment, ...]:
    """Segments cover every character that is not white space, in order and without overlap."""
    found: list[Segment] = []
    headings = _Headings()
    start, sentence = 0, 0
    for paragraph in text.split("\n"):
        for begin, end in _sentences(paragraph):
            alone = begin == 0 and end >= len(paragraph.rstrip())
            path = headings.enter(paragraph[begin:end], begins_paragraph=begin == 0, alone=alone)
            for piece_begin, piece_end in _pieces(paragraph, begin, end):
                found.append(Segment(len(found), start + piece_begin, start + piece_end, sentence, path))
            sentence += 1
        start += len(paragraph) + 1
    return tuple(found)


def is_heading(text: str) -> bool:
    """Whether a segment is only a number or title: "5.", "5. TERM", "Governing Law"."""
    number = ENUMERATOR.match(text)
    words = text[number.end() :] if number else text
    return not words.strip() or bool(_title(words))


def _sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BOUNDARY.finditer(paragraph):
        if _ends_sentence(paragraph, start, match):
            yield start, start + len(paragraph[start : match.end()].rstrip())
            start = match.end()
    if paragraph[start:].strip():
        yield start, len(paragraph)


def _ends_sentence(paragraph: str, start: int, match: re.Match[str]) -> bool:
    """Looks back no further than the longest abbreviation and copies nothing, so the time stays linear."""
    mark, end = match.group()[0], match.end()
    if mark in ",;:":
        return bool(_NEXT_ITEM.match(paragraph, end)) or (mark == ";" and bool(ENUMERATOR.match(paragraph, end)))
    if mark == "." and match.group()[1:].isspace():
        dot = match.start() + 1
        number = ENUMERATOR.match(paragraph, start)
        if _ABBREVIATION.search(paragraph[max(start, dot - 12) : dot]) or (number and number.end() == dot):
            return False
        if paragraph[end : end + 1].isdigit() and _BEFORE_A_NUMBER.search(paragraph[max(start, dot - 12) : dot]):
            return False
        if _is_in_a_date(paragraph, dot, end):
            return False
    if mark not in ".?!":
        return True
    opening = _OPENING.match(paragraph, end)
    first = paragraph[opening.end() : opening.end() + 1] if opening else ""
    return first in "*_" or (first.isalnum() and not first.islower())


def _is_in_a_date(paragraph: str, dot: int, end: int) -> bool:
    before = paragraph[max(0, dot - 16) : dot]
    return bool(
        (_MONTH_AND_DAY.search(before) and _YEAR_FOLLOWS.match(paragraph, end))
        or (_DAY_ALONE.search(before) and _MONTH_FOLLOWS.match(paragraph, end))
    )


def _pieces(paragraph: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts a sentence that is too long at semicolons, else commas, else words."""
    while end - begin > LONGEST:
        window = paragraph[begin : begin + LONGEST]
        cut = next(
            (ends[-1] for pattern in _SPLIT_AT if (ends := [m.end() for m in pattern.finditer(window, LONGEST // 3)])),
            LONGEST,
        )
        yield begin, begin + len(window[:cut].rstrip())
        begin += cut
    if begin < end:
        yield begin, end


class _Headings:
    """The section path of each sentence in turn."""

    def __init__(self) -> None:
        self._path = SectionPath()
        self._end = ""
        self._in_item = False  # whether the paragraph began with a number
        self._bare = False  # whether the line before is only a number, or a numbered heading in capitals
        self._listed: re.Match[str] | None = None  # the line before, if it may be one of a table of contents
        self._in_contents = False

    def enter(self, sentence: str, begins_paragraph: bool, alone: bool) -> tuple[str, ...]:
        before, self._end = self._end, sentence.rstrip()[-1:]
        below, self._bare = self._bare, False
        amid = before in (",", ";", ":") and not begins_paragraph
        attached = _ATTACHED_IN_SMALL.fullmatch(sentence) if alone else None
        self._follow_contents(sentence, attached)
        joined = _JOINS.match(sentence) if amid else None
        sentence = sentence[joined.end() :] if joined else sentence
        if begins_paragraph and (rule := _RULE.match(sentence)):
            sentence = sentence[rule.end() :]
        number = ENUMERATOR.match(sentence)
        title = _title(sentence[number.end() :] if number else sentence)
        numbered = number and (begins_paragraph or amid or number.group().startswith("("))
        if number and (numbered or self._path.continues(number.group())):
            plain = _PLAIN_TITLE.fullmatch(sentence) if alone and not _VERB.search(sentence) else None
            led_in = before == ":" and self._in_item
            self._path.number(number.group(), title or (plain["title"] if plain else ""), amid, led_in, bool(title))
            self._in_item = True
            self._bare = begins_paragraph and sentence == sentence.upper() and is_heading(sentence)
            return self._path.labels()
        if not amid:
            self._path.ended()
        self._in_item &= not begins_paragraph
        if begins_paragraph and title and (attached or (sentence.isupper() and "@" not in title)):
            level = ATTACHMENT if attached or _ATTACHED.match(title) else SECTION
            self._path.title(title, level, below_number=below)
        return self._path.labels()

    def _follow_contents(self, sentence: str, attached: re.Match[str] | None) -> None:
        """Two attachments one after the other, without a text between, are listed: what follows the list belongs to
        none of them."""
        listed = _LISTED.match(sentence) if sentence.isupper() else attached
        if listed and self._listed:
            self._in_contents |= listed["kind"] == self._listed["kind"] and listed["mark"] != self._listed["mark"]
        elif self._in_contents and not listed:
            self._path.leave()
            self._in_contents = False
        self._listed = listed


def _title(text: str) -> str:
    """The words after a number if they look like a heading, else an empty string."""
    words = text.strip(" .:\t").split()
    if not words or len(words) > _TITLE_WORDS or len(text) > _TITLE_LONGEST or text.rstrip()[-1:] in ",;":
        return ""
    if _VERB.search(text):  # "The Initial Fee is $25,000." has as many capitals as a heading
        return ""
    if _SUM.fullmatch(" ".join(words)):
        return ""
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    return " ".join(words) if capitals > 0.5 * len(words) else ""
