"""Exhibits and schedules that a contract refers to ("as set out in Exhibit C") and that are missing, or there only as a
heading or redacted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from chunking.document import Document
from model.playbook.document_checks.attachment_marks import (
    ACTS,
    ANY_MARK,
    GAP,
    KIND,
    KINDS,
    MARK,
    PUNCTUATION,
    QUOTE,
    Mention,
    each_mark,
    singular,
)
from model.playbook.document_checks.attachments_in_lists import in_lists
from model.playbook.document_checks.attachments_in_words import ROMAN, NotAttached, State
from model.playbook.document_checks.redactions import REDACTED

# "Exhibits A, B and C", "Annexes 1 through 4".
_REFERENCE = re.compile(
    rf"\b(?i:{KINDS})\s{QUOTE}(?P<marks>{ANY_MARK}{QUOTE}"
    rf"(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or|&|to|through|and/or)\s|\s?[–-]\s?){QUOTE}(?!{ACTS}){ANY_MARK}{QUOTE}){{0,20}})"
)
_NO_SENTENCE = r"(?!\s?(?:[;)]|,(?!\sPage\b))|\s(?!(?:to|of)\b)[a-z]{2,})"
# At the beginning of a line, alone or before a title, it is the attachment itself, also as "This is Schedule A to ...".
_OWN = re.compile(rf"^[\W_]{{0,6}}(?i:(?:this\sis\s)?{KIND}){GAP}{QUOTE}{MARK}{_NO_SENTENCE}", re.MULTILINE)
# Text extraction may have joined a heading to the line before it; such a heading is usually in capitals.
_IN_CAPITALS = re.compile(
    rf"(?<=[.:\])_]\s)(?P<kind>EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT){GAP}{QUOTE}{MARK}{_NO_SENTENCE}"
    rf"|\b(?P<kind2>EXHIBIT|SCHEDULE|ANNEX(?:URE)?|APPENDIX|ATTACHMENT){GAP}{QUOTE}(?P<mark2>{ANY_MARK})"
    r"(?=(?:\s?[-–—:])?\s[A-Z]{3}|\sT[Oo]\s(?:[Tt]he\s)?[A-Z])"
)
# A heading may follow a table or a list, at the end of its last line ...
_AT_LINES_END = re.compile(rf"\b(?i:{KIND})\s{QUOTE}{MARK}{QUOTE}$", re.MULTILINE)
# ... or stand before its title, after words that are not an English sentence: "公司 Appendix 2 Prices".
_WITH_TITLE = re.compile(rf"(?<![A-Za-z,;(“\"]\s)\b(?i:{KIND})\s{MARK}\s(?:[-–—:]\s)?(?=[A-Z][A-Za-z])")
# After these words it is a reference, even at the beginning or end of a line.
_LEADS_TO_IT = re.compile(
    r"(?:\b(?:in|on|to|of|by|with|under|the|and|or|as|see|per|at|from|attached|this|each|such|hereto|also)|[,;(&])"
    r"\s{0,3}$",
    re.IGNORECASE,
)
# The attachments of another document: "Exhibit A to the Lease", "Schedule 13D".
_ELSEWHERE = re.compile(
    # but "Schedule 1, in its three stages", "Schedule 1 in full"
    r"(?:[\s,)”\"]{0,3}(?:to|of|under)|[\s)”\"]{0,3}in)\s"
    r"(?!this\b|the\s(?:agreement|contract)\b|(?:each|which)\scase\b|(?:full|accordance|respect|relation|connection)\b)|[\s,]{0,2}thereto\b",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\b(?:attached|annexed|appended|hereto|incorporated|set\s(?:out|forth)|in\saccordance\swith|pursuant\sto|in\sthe\sform\sof"
    r"|(?:listed|described|specified|defined|identified|stated|contained|detailed|included|provided|contemplated|designated|shown|depicted|referred\sto"
    r"|outlined|given\sto\sthem)\s(?:[\w,]{1,20}\s){0,3}?(?:on|in|by))\b",
    re.IGNORECASE,
)
# "edged red on the plan marked Annexure A", "the form at Schedule 2"
_MARKED = re.compile(
    r"\b(?:plans?|maps?|drawings?|diagrams?|sketch(?:es)?|forms?|lists?|tables?|documents?)\s(?:(?:which\sis|that\sis)\s)?(?:marked|labell?ed|headed|numbered|at|being)\s(?:as\s)?$",
    re.IGNORECASE,
)
# "Product License Schedule A" is a document with a name of its own.
_OTHER_NAME = re.compile(r"\b(?!In|On|As|To|See|The|And|Under|By|With|Each|This|Of\b)[A-Z][a-z]+\s$")
_AROUND = 80
# "Exhibit B (the "Price List")".
_TITLED = re.compile(r"[,\s]{1,2}\((?:the\s)?[“\"]?(?P<title>[A-Z][^()“”\"]{4,60})[”\"]?\)")
# "the Destruction Certificate, which is attached hereto as"
_NAMED_BEFORE = re.compile(
    r"\b(?P<title>[A-Z][\w’'-]{2,30}(?:\s(?:of\s|and\s)?[A-Z][\w’'-]{2,30}){1,5})(?:\s[Ff]orm)?,?"
    r"\s(?:which\s(?:is|are)\s)?(?:attached|annexed)\s(?:hereto\s)?as\s$"
)
# "the terms of the Agency Agreement, including Schedule A attached hereto"
_PART_OF_ANOTHER = re.compile(r"\b(?:the|that)\s(?:[A-Z]\w{1,30}\s){1,4}Agreement,?\s(?:including|and)\s(?:the\s)?$")
# "the Hosting Agreement of which this Exhibit C forms part"
_ITSELF = re.compile(r"\bthis\s$", re.IGNORECASE)
# Words such as "By:" are no signature in the opening.
_OPENING = 3_000
# A heading within this many characters of the beginning is the number that the file has as part of another.
_FILE_NUMBER = 60
# A title has at most this many characters, and none of the words of a text; below the title of an empty attachment
# there are at most this many words ("Attached.").
_TITLE, _FEW = 90, 3
_TEXT = re.compile(r"\d|;|\b(?!(?:and|for|from|with|between|under)\b)[a-z]{3,}|[\w-]\.\w")
_WORD = re.compile(r"[^\W_]{2,}")
_ITEM_BELOW = re.compile(
    r"\s*(?!(?:See|Attached|To|Form|Intentionally|Page|Next|None|Signature|Following|Exhibit|Schedule|Annex|Appendix|Confidential|Omitted|The|This|For|End)\b)"
    r"[A-Z][\w’'-]{0,30}[a-z](?:\s[A-Z][\w’'-]{0,30}[a-z]){1,3}\W*"
)
# " - Permitted agencies": a title after a dash, which is no note that there is nothing
_AFTER_A_DASH = re.compile(
    r"\s{0,3}[-–—:]\s{0,3}(?!(?i:not|none|no|nil|intentionally|reserved|see|as|to|omitted|deleted|same|there|we|you)\b)"
    r"[A-Z][\w’'/&-]{0,30}(?:[ ][\w’'/&-]{1,30}){0,6}\s*"
)
# A page's number, where the file was published, and the notice that explains the marks of redactions.
_NOTICE = re.compile(
    r"\bPage\s\d{1,3}\sof\s\d{1,3}\b|\bSource:\s[^\n]{3,100}\b\d{1,2}/\d{1,2}/\d{4}\b|\b(?:marked\s(?:with|by)|certain\sconfidential)\s[^\n]{0,200}+",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\bto\sbe\s(?:determined|agreed(?:\supon)?|provided|completed|supplied|added|attached)\b|\bTBD\b", re.IGNORECASE
)
_LEFT_OUT = re.compile(r"\b(?:omitted|redacted|filed\sseparately)\b", re.IGNORECASE)
_OMITTED = re.compile(r"^(?!.*\b(?:redacted|confidential|filed\sseparately)\b).*\bomitted\b", re.IGNORECASE | re.DOTALL)
# The contract proper ends here; what follows is attached.
SIGNED = re.compile(r"\bIN\sWITNESS\sWHEREOF\b")
_SIGNATURE = re.compile(r"\b(?i:by)\s?:|(?<!\w)/s/")
_LETTER = re.compile(r"^Dear\s", re.MULTILINE)
_TERMS = re.compile(
    r"[\s,]{0,3}(?:\([^()]{0,120}|entitled\s|,\s)[“\"]?(?:(?:standard|general)\s)?terms\s(?:and|&)\sconditions\b",
    re.IGNORECASE,
)
_TERMS_ANYWHERE = re.compile(r"\bterms\s(?:and|&)\sconditions\b", re.IGNORECASE)


def missing_attachments(document: Document) -> list[NotAttached]:
    """The first reference to each attachment whose text is missing; none if a page could not be read, since the
    attachment may be there."""
    if any(page.unread for page in document.pages):
        return []
    text = document.text
    separate, headings = _apart(text)
    listed_only = _in_a_list(text, headings)
    states = _states(text, [heading for heading in headings if heading.start not in listed_only])
    missing: dict[tuple[str, str], NotAttached] = {}
    later = _attached_later(text)
    references = list(_references(text, headings))
    for one in references:
        known = states.get(one.key) or ({None} if _is_part_of_one(one, states, text) else {"missing"})
        # A table of contents may have the heading as well, without the text.
        left_out = known & {"redacted", "omitted", "open"}
        state = None if None in known else next(iter(left_out or known))
        if state == "missing" and one.key in later:
            continue
        if state == "empty" and _is_of_another_kind(text, headings, one):
            continue
        if state == "empty" and _is_followed_by_a_page_without_text(document, headings, one):
            state = "unseen"
        if state == "missing" and (
            _is_called_otherwise(text, one, references, states) or _stands_without_its_mark(text, one, references)
        ):
            continue
        if state and one.key not in missing and not (state == "missing" and _is_titled(text, one)):
            missing[one.key] = NotAttached(one.kind, one.mark, state, one.start, one.end)
    for unused in _without_a_reference(text, separate):
        missing.setdefault(unused.key, unused)
    if not (missing or headings or references) and (them := _UNMARKED.search(text)):
        return [NotAttached(singular(them["kind"].lower()), "", "missing", them.start("kind"), them.end())]
    return list(missing.values())


# "Exhibit A: Prices (attached separately)"
_SEPARATE = re.compile(r"[^\n]{0,80}\((?:to\sbe\s)?(?:attached|provided|supplied|delivered)\sseparately\b")


def _apart(text: str) -> tuple[list[Mention], list[Mention]]:
    """The headings of the attachments that the file says it does not have, unless it has them under another heading,
    and all other headings."""
    every = _headings(text)
    headings = [one for one in every if not _SEPARATE.match(text, one.end)]
    here = {one.key for one in headings}
    return [one for one in every if one not in headings and one.key not in here], headings


def _without_a_reference(text: str, separate: Sequence[Mention]) -> Iterator[NotAttached]:
    """The attachments of which a heading alone says that they are not in the file."""
    for one in separate:
        yield NotAttached(one.kind, one.mark, "missing", one.start, one.end)
    for heading in _ONLY_OMITTED.finditer(text):
        yield NotAttached(heading["kind"].lower(), heading["mark"], "omitted", *heading.span())


def named_as_its_own(document: Document) -> set[tuple[str, str]]:
    """The keys of the attachments that a list at the end, or a heading without a text, names as this document's: what
    a document that is made under another one refers to may otherwise be attached to that one."""
    separate, _ = _apart(document.text)
    return {one.key for one in (*separate, *in_lists(document.text))}


# "SCHEDULE B-2", and nothing below it but "[Omitted]". What the parties left out on purpose is not missing.
_ONLY_OMITTED = re.compile(
    rf"^[\W_]{{0,6}}(?i:{KIND}){GAP}{QUOTE}(?P<mark>{ANY_MARK}){QUOTE}[^\n\S]{{0,9}}(?:\n[^\n\S]{{0,9}}(?:[A-Z][^\n.;]{{2,80}}\n[^\n\S]{{0,9}})?|[^\n\S])[\[(]?(?i:omitted)[\])]?\s{{0,9}}$",
    re.MULTILINE,
)
# Exhibits without marks, if the file has none: "set forth in individual exhibits attached hereto".
_UNMARKED = re.compile(
    r"\b(?:set\s(?:forth|out)|described|detailed|specified|listed)\s(?:and\s\w+\s)?(?:in|on)\s(?:(?:the|one|or|more|each|individual|separate|applicable|such|various)\s){0,4}"
    r"(?P<kind>exhibits|schedules|annexes|appendices|attachments)\s(?:attached|annexed)\s(?:hereto|to\sthis)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)  # each check of a review asks this of the same text
def own_text(text: str) -> str:
    """The contract without what is attached after its signatures: the attachments and letters, which others may
    sign."""
    signed = _SIGNATURE.search(text)
    begins = [match.start() for one in (_OWN, _LETTER) if signed and (match := one.search(text, signed.end()))]
    return text[: min(begins)] if begins else text


def terms_not_attached(document: Document) -> NotAttached | None:
    """The attachment that holds the contract's general terms, if it is missing: "Exhibit B (the "Terms and
    Conditions")"."""
    for one in missing_attachments(document) if _TERMS_ANYWHERE.search(document.text) else ():
        for mention in re.finditer(rf"\b{one.kind}\s{{1,3}}{re.escape(one.mark)}(?!\w)", document.text, re.IGNORECASE):
            if one.state == "missing" and _TERMS.match(document.text, mention.end()):
                return one._replace(start=mention.start(), end=mention.end())
    return None


# "Annexure I – Services; Annexure II – Rates" only lists them.
_AND_ANOTHER = re.compile(rf"[^\n;.]{{0,90}}[;,]\s(?:and\s)?(?i:{KIND}){GAP}{QUOTE}{ANY_MARK}{QUOTE}\s?[-–—:(]")


def _headings(text: str) -> list[Mention]:
    """The headings of attachments, in order. What looks less like a heading is one only after the signatures."""
    found: dict[int, Mention] = {}
    signed = _SIGNATURE.search(text)
    after = signed.end() if signed else 0
    for pattern, begins in ((_OWN, 0), (_IN_CAPITALS, 0), (_AT_LINES_END, after), (_WITH_TITLE, after)):
        for match in pattern.finditer(text, begins):
            groups = ("kind", "mark") if match["kind"] else ("kind2", "mark2")
            begin = match.start(groups[0])
            if not (_LEADS_TO_IT.search(text, max(0, begin - 20), begin) or _AND_ANOTHER.match(text, match.end())):
                kind, mark = (match[group] for group in groups)
                found.setdefault(begin, Mention(kind.lower(), mark.partition("-")[0], begin, match.end()))
    return sorted(found.values(), key=lambda one: one.start)


# The lines between two attachments in a table of contents or another list: the rest of a title, the number of a page.
_LONGEST_LINE, _MOST_LINES = 110, 3


def _in_a_list(text: str, headings: Sequence[Mention]) -> set[int]:
    """Where the headings begin that only list the attachments before the signatures, one line after the other."""
    signed = SIGNED.search(text) or _SIGNATURE.search(text, _OPENING)
    ends = signed.start() if signed else len(text) // 2
    before = [heading for heading in headings if heading.start < ends]
    found: set[int] = set()
    for one, other in pairwise(before):
        lines = text[one.end : other.start].split("\n")
        short = all(len(line) <= _LONGEST_LINE and "." not in line.strip(" .\t") for line in lines)
        if 1 < len(lines) <= _MOST_LINES + 1 and short and one.mark != other.mark:
            found |= {one.start, other.start}
    return found


# "Omitted pursuant to Item 601", below each of several headings
_SAYS_OMITTED = re.compile(r"\W{0,3}omitted\b", re.IGNORECASE)


def _states(text: str, headings: Sequence[Mention]) -> dict[tuple[str, str], set[State | None]]:
    """What each heading of an attachment has below it (see ``_state``)."""
    states: dict[tuple[str, str], set[State | None]] = {}
    running = _running_lines(text)
    for number, heading in enumerate(headings):
        following = (other.start for other in headings[number + 1 :] if other.key != heading.key)
        below = text[heading.end : next(following, len(text))].split("\n")
        content = "\n".join(line for line in below if _as_repeated(line) not in running or _SAYS_OMITTED.match(line))
        is_the_files = heading.start < _FILE_NUMBER and "." not in text[: heading.start]
        states.setdefault(heading.key, set()).add(None if is_the_files else _state(content))
    return states


# A line that is on at least this many pages, whatever their numbers are, runs at the top or bottom of them.
_RUNS, _RUNNING = 3, 300
_VARIES = re.compile(r"\d+|\b(?:exhibit|schedule|annex|appendix|attachment)\s\w{1,3}$", re.IGNORECASE)


def _running_lines(text: str) -> set[str]:
    """The headers and footers of a document, as ``_as_repeated`` has them."""
    lines = Counter(_as_repeated(line) for line in text.split("\n") if len(line) <= _RUNNING)
    return {line for line, times in lines.items() if times >= _RUNS and len(_WORD.findall(line)) > 2}


def _as_repeated(line: str) -> str:
    """A line without what differs from page to page."""
    return " ".join(_VARIES.sub("#", line.strip()).split())


_LETTER_AND_NUMBER = re.compile(r"[A-Z]\d{1,2}")


def _is_part_of_one(one: Mention, states: Mapping[tuple[str, str], Set[State | None]], text: str) -> bool:
    """Whether an attachment stands in the file under a heading that writes its mark otherwise: "Exhibit A-1" for A1, or
    a line "3.2" after the signatures for Schedule 3.2."""
    if _LETTER_AND_NUMBER.fullmatch(one.mark):
        return (one.kind, one.mark[0]) in states
    signed = SIGNED.search(text) if "." in one.mark else None
    line = re.compile(rf"^\W{{0,3}}(?:(?i:section|part|item)\s)?{re.escape(one.mark)}(?![\d.]*\d)", re.MULTILINE)
    return signed is not None and line.search(text, signed.end()) is not None


def _state(content: str) -> State | None:
    """What is wrong with an attachment, given the text after its heading; None if it has a text."""
    content = _NOTICE.sub("", content)
    out = REDACTED.search(content) or _LEFT_OUT.search(content)
    if out and len(_WORD.findall(REDACTED.sub(" ", content))) <= 4 * _FEW:
        return "omitted" if _OMITTED.search(content) and not REDACTED.search(content) else "redacted"
    if _TO_COME.search(content) and len(_WORD.findall(_TO_COME.sub(" ", content))) <= 2 * _FEW:
        return "open"
    if _AFTER_A_DASH.fullmatch(content) and not re.search(r"\d", content):
        return "empty"
    title, _, below = content.strip(PUNCTUATION).partition("\n")
    if len(title) > _TITLE or _TEXT.search(title) or len(_WORD.findall(below)) > _FEW or re.search(r"\d", below):
        return None
    # "TRADEMARKS" with "Harrow's Anchor Logo" below it lists one
    return None if title.isupper() and _ITEM_BELOW.fullmatch(below) else "empty"


def _is_followed_by_a_page_without_text(document: Document, headings: Sequence[Mention], one: Mention) -> bool:
    """Whether the page after the heading of an attachment has no text, as if it showed a drawing or a logo."""
    if not document.has_pages:
        return False
    with_text = document.pages_with_text()
    pages = (document.beginning(same.start, same.end)[0] for same in headings if same.key == one.key)
    return any(page and page < len(document.pages) and page + 1 not in with_text for page in pages)


def _is_of_another_kind(text: str, headings: Sequence[Mention], one: Mention) -> bool:
    """Whether an attachment that has only a heading ("Exhibit A: Prices", in a list) stands in the file under the same
    title as one of another kind ("SCHEDULE A Prices")."""
    same = [heading for heading in headings if heading.key[1] == one.key[1]]
    titles = [_title(text, heading) for heading in same if heading.kind == one.kind]
    others = [heading for heading in same if heading.kind != one.kind]
    return any(
        title in text[other.end : other.end + _TITLE + len(title)].lower()
        for title in titles
        if title
        for other in others
    )


# What stands in an attachment: "a fund listed in Exhibit A".
_STANDS_IN = re.compile(
    r"\b(?P<what>[A-Za-z]{3,30}?)s?\s(?:that\s)?(?:(?:is|are)\s)?"
    r"(?:listed|described|specified|identified|designated|set\s(?:forth|out)|named)\s(?:in|on)\s(?:the\s)?(?:attached\s)?$"
)


def _is_called_otherwise(
    text: str, one: Mention, references: Sequence[Mention], states: Mapping[tuple[str, str], Set[State | None]]
) -> bool:
    """Whether an attachment is one of another kind, called so by a slip: nothing refers to the Appendix A that is
    attached, or a fund is "listed in Exhibit A" here, and the funds are "listed in Appendix A" elsewhere."""
    others = {key for key in states if key[0] != one.kind and key[1] == one.key[1] and None in states[key]}
    if others - {other.key for other in references}:
        return True
    what = _what_stands_in(text, one)
    return what is not None and any(what == _what_stands_in(text, other) for other in references if other.key in others)


def _stands_without_its_mark(text: str, one: Mention, references: Sequence[Mention]) -> bool:
    """Whether the only attachment of its kind stands after the signatures under the heading "Schedule" alone."""
    signed = _SIGNATURE.search(text)
    if signed is None or len({other.key for other in references if other.kind == one.kind}) > 1:
        return False
    heading = re.compile(rf"^[\W_]{{0,6}}{one.kind}[^\w\n]{{0,6}}\n", re.IGNORECASE | re.MULTILINE)
    alone = heading.search(text, signed.end())
    return alone is not None and _state(text[alone.end() :]) is None


def _what_stands_in(text: str, one: Mention) -> str | None:
    found = _STANDS_IN.search(text, max(0, one.start - _AROUND), one.start)
    return found["what"].lower() if found else None


def _title(text: str, heading: Mention) -> str:
    return text[heading.end : heading.end + _TITLE].partition("\n")[0].strip(PUNCTUATION).lower()


def _is_titled(text: str, one: Mention) -> bool:
    """Whether an attachment stands in the file under the title that the reference gives it."""
    titled = _TITLED.match(text, one.end) or _NAMED_BEFORE.search(text, max(0, one.start - 2 * _AROUND), one.start)
    if not titled:
        return False
    alone = rf"^\W{{0,9}}{re.escape(titled['title'].strip())}\W{{0,9}}$"
    return re.compile(alone, re.IGNORECASE | re.MULTILINE).search(text, one.end) is not None


def _references(text: str, headings: Sequence[Mention]) -> Iterator[Mention]:
    """Every attachment that the contract says it has, with the interval of the reference. Once one of a kind is the
    contract's own ("Appendix 1" stands in it), the others of that kind that it names are too."""
    signed = SIGNED.search(text) or _SIGNATURE.search(text, _OPENING)
    # An attachment first mentioned after the signatures belongs to another attachment.
    matches = list(_REFERENCE.finditer(text, 0, signed.start() if signed else len(text)))
    begin = {heading.start for heading in headings}
    named = [match for match in matches if match.start() not in begin and not _is_anothers(text, match)]
    near = [match for match in named if _is_called_attached(text, match)]
    own = {singular(match["kind"].lower()) for match in near}.union(heading.kind for heading in headings)
    for match in [*near, *(match for match in named if match not in near)]:
        kind, marks = singular(match["kind"].lower()), each_mark(match["marks"])
        if match not in near and (kind not in own or _is_doubtful(match, marks)):
            continue
        for mark in marks:
            yield Mention(kind, mark, match.start(), match.end())
    yield from in_lists(text)


_TITLE_IN_BRACKETS = re.compile(r"\s\([A-Z]")


def _is_doubtful(match: re.Match[str], marks: Sequence[str]) -> bool:
    """Whether a mark may be something else: a page ("9.9 Exhibits 28"), the number of a section, a name's initials."""
    # but "Exhibits A (Prices) and B (Sites)"
    alone = (
        len(marks) == 1
        and match["kind"].lower() != singular(match["kind"].lower())
        and not _TITLE_IN_BRACKETS.match(match.string, match.end())
    )
    return alone or any("." in mark or (len(mark) > 1 and mark.isalpha() and mark not in ROMAN) for mark in marks)


def _is_anothers(text: str, match: re.Match[str]) -> bool:
    """Whether a reference is to an attachment of another document, or to the one in which it stands."""
    before = text[max(0, match.start() - _AROUND) : match.start()]
    elsewhere = _ELSEWHERE.match(text, match.end()) or _OTHER_NAME.search(before) or _PART_OF_ANOTHER.search(before)
    return bool(elsewhere or _ITSELF.search(before))


def _is_called_attached(text: str, match: re.Match[str]) -> bool:
    """Whether words near a reference say that the attachment belongs to the contract."""
    near = max(0, match.start() - _AROUND)
    said = _ATTACHED.search(text, near, match.end() + _AROUND) or _MARKED.search(text, near, match.start())
    return said is not None or _is_in_brackets(text, match)


def _is_in_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether a reference stands alone in brackets: "a list of the sites (Exhibit 1)". An exhibit with a point in its
    number is one of a filing."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return around == "()" and "." not in match["marks"]


# "Will be attached hereto as Exhibit A", "once agreed upon, deemed to be attached as Exhibit B"
_TO_BE_ATTACHED = re.compile(
    r"\bto\sbe\s(?:\w+\s)?(?:agreed|developed|prepared|negotiated|determined)\b[^.;]{0,160}?\b(?:attached|appended|annexed)(?:\s\w+){0,2}?\sas\s$|\b(?:will|shall|deemed\s(?:to\sbe)?)\s?(?:be\s)?(?:\w+\s){0,2}?(?:attached|appended|annexed)(?:\s\w+){0,4}?\sas\s(?:an?\s)?(?:part\sof\s)?$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\bwithin\s[^.;]{0,40}\b(?:days|weeks|months)\b|\b(?:once|when|after|as)\s(?:mutually\s|finally\s)?(?:agreed|completed|accepted|approved|available)\b"
    r"|\b(?:shall|will)\sbe\s(?:\w+\s)?(?:developed|prepared|negotiated)\b"
    r"|\b(?:following|upon|after)\s(?:\w+\s){0,2}?(?:acceptance|agreement|approval|completion)\b",
    re.IGNORECASE,
)
_SENTENCE = 400


def _attached_later(text: str) -> set[tuple[str, str]]:
    """The attachments that the contract says will be agreed on and attached after it is signed."""
    found = set()
    for match in _REFERENCE.finditer(text):
        before = re.split(r"[.;]\s|\n", text[max(0, match.start() - _SENTENCE) : match.start()])[-1]
        after = re.split(r"[.;](?:\s|$)|\n", text[match.end() : match.end() + _SENTENCE], maxsplit=1)[0]
        if _TO_BE_ATTACHED.search(before) and (_LATER.search(before) or _LATER.search(after)):
            kind = singular(match["kind"].lower())
            found |= {Mention(kind, mark, match.start(), match.end()).key for mark in each_mark(match["marks"])}
    return found
