"""Cross-references to sections that do not exist: "Section 8.4" in a contract without one.

A number counts as a section wherever it occurs except after a word such as "section", so a section with an unusual
layout is never reported as missing. Nor is one of several whose numbers were never printed: sections that stand under
their numbers must be beside it."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from chunking.document import Document
from model.playbook.document_checks.redactions import REDACTED

# Numbers with longer parts, or with a letter, are sections of statutes: "227.7202", "409A".
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,4}(?!\d|\.\d|[A-Za-z])"
# "Sections 8.4(b), 9.2 and 10": the reference word, and its numbers.
_REFERENCE = re.compile(
    rf"\b(?P<kind>(?:sub-?)?(?:section|clause|article|paragraph))s?\s(?P<list>{_NUMBER}(?:\([a-z0-9]{{1,4}}\)){{0,3}}"
    rf"(?:(?:,\s?(?:and\s|or\s)?|\s(?:and|or|through|to)\s)(?:sections?\s|clauses?\s|articles?\s|paragraphs?\s)?{_NUMBER}"
    rf"(?:\([a-z0-9]{{1,4}}\)){{0,3}}){{0,15}})",
    re.IGNORECASE,
)
_EACH = re.compile(rf"(?<![\d.]){_NUMBER}(?![\d%]|\.\d)")
# What marks a reference to another document: words right after it (`_ELSEWHERE`), or a name around it (`_OTHER`).
_ELSEWHERE = re.compile(
    r"[\s,)]{0,3}(?:(?!(?:appl(?:y|ies)|for)\b)[a-z]{1,12}\s){0,2}?(?:(?:of|in|under|to|from)\s(?!this\s(?:agreement|contract|amendment)\b|"
    r"the\sagreement\b)|thereof\b|therein\b|hereto\b|\bof\sexhibit\b)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:C(?:ode|ODE)|A(?:ct|CT)|L(?:aws?|AWS?)|Rules?|Regulations?|U\.?\s?S\.?\s?C\b|Treas|C\.?\s?F\.?\s?R|E(?:xhibit|XHIBIT)"
    r"|S(?:chedule|CHEDULE)|A(?:nnex|NNEX)|A(?:ppendix|PPENDIX)|Attachment|Addendum|Statute|Ordinance|Directive|GDPR|Decree"
    r"|By-?[Ll]aws|D?FARS?|Reg|ERISA|IRC|Securities|Statutes?|UCC|Charter|Lease|Indenture|Policy|Plan|Form|(?:Master|Original|Prior|Purchase|Supply|Main|Head|Principal)"
    r"\s\w{0,12}\s?Agreement)\b"
)
# A square of surveyed land: "Section 14, Township 3 North".
_LAND = re.compile(
    r"\bTownship\b|\bT\.?[\s-]?\d{1,2}\.?[\s-]?[NS]\b|\b[NSEW]{1,2}/[24]\b|\bBlock\s(?:No\.\s)?\d|\bRange\s\d{1,2}\b"
)
# "Fees from Articles 14.1 The Site shall ...": a heading's last word, and the number of the sentence below it.
_OWN_NUMBER = re.compile(
    r"\.?\s(?:(?:The|Each|If|In|Any|All|No|Neither|Either|Upon|Subject|This|For|Unless|Except|Where|Such)\s[A-Za-z]"
    r"|[A-Z][a-z]{2,20}\s(?:shall|will|may|agrees?|must)\b)"
)
# "Provisions of the Employment Agreement, including Section 9, Confidentiality, and Section 19"
_IN_A_LIST_OF_ANOTHER = re.compile(
    r"\bof\s(?:the|that|such|said)\s(?:[A-Z][\w’'-]*\s){1,4}(?:Agreement|Contract|Lease|Deed|Note|Plan)\b[^.\n]{0,40}?"
    r"\b(?:including|such\sas|namely|in\sparticular|specifically)\b[^\n]*$"
)
_BEFORE, _AFTER, _LIST = 60, 90, 400
# A contract with fewer sections of its own than this does not use a numbering that we understand.
_ENOUGH = 5
_JOINED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,4})(?=[A-Z])", re.MULTILINE)
# The next numbered line ends a section; a heading may be redacted together with its number.
_NUMBERED = re.compile(rf"^\W{{0,3}}(?P<number>{_NUMBER})(?=\W)", re.MULTILINE)
# The number of a section where the section stands, at the beginning of a line or of a sentence, or after a heading.
_PRINTED = re.compile(
    rf"(?:^\W{{0,3}}(?:(?i:section|article|clause|paragraph)\s)?(?P<line>{_NUMBER})"
    rf"|(?:[.;:]|\b(?!Section|Article|Clause|Paragraph)[A-Z][a-z]{{2,20}})\s(?P<sentence>{_NUMBER})\.?\s(?=[A-Z“\"]))",
    re.MULTILINE,
)
_BEGINS_A_SENTENCE = re.compile(r"[.:;\n]\W{0,6}$")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ARTICLE = re.compile(r"^\s*(?:article|section)\s+([IVXL]{1,7})\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W{0,3}(?:(?:article|section|clause)\s+)?(\d{1,2})(?:[.):\t]|\s(?-i:(?![a-z]))|$)", re.IGNORECASE
)


class Reference(NamedTuple):
    """A section number that is referred to but does not exist, what the contract calls it ("Article"), and where the
    reference is in the document's text."""

    number: str
    kind: str
    start: int
    end: int


def dead_references(document: Document) -> list[Reference]:
    """The first reference to each section that does not exist; none if a page could not be read, since the section may
    be there."""
    if any(page.unread for page in document.pages):
        return []
    text = document.text
    there, tops = _there(document)
    printed = _printed(text)
    ahead = _ahead_of_redactions(text)
    dead: dict[str, Reference] = {}
    for match in _REFERENCE.finditer(text):
        around = _in_its_paragraph(text, match)
        if _ELSEWHERE.match(text, match.end()) or _OTHER.search(around) or _LAND.search(around):
            continue
        if _IN_A_LIST_OF_ANOTHER.search(_sentence_before(text, match.start())):
            continue
        for number in _EACH.finditer(text, match.start("list"), match.end("list")):
            if number.group() in dead or not _missing(number.group(), there, tops, printed):
                continue
            if _before(number.group()) not in ahead and not _lost_its_number(text, number.group(), there):
                dead[number.group()] = Reference(number.group(), match["kind"].capitalize(), match.start(), match.end())
    return [*dead.values(), *_dead_articles(text)]


# "As defined in Article XVI", and "ARTICLE XIV" at the beginning of a line
_ROMAN_REFERENCE = re.compile(r"\b(?:Article|ARTICLE)s?\s(?P<roman>[IVXL]{1,7})(?![\w-]|\.\d)")
_ROMAN_HEADING = re.compile(r"^\W{0,3}(?:Article|ARTICLE)\s(?P<roman>[IVXL]{1,7})(?!\w)", re.MULTILINE)


def _dead_articles(text: str) -> list[Reference]:
    """The first reference to each article with a Roman number beyond the last one, if the articles are numbered without
    gaps."""
    there = {_arabic(one["roman"]) for one in _ROMAN_HEADING.finditer(text)}
    if len(there) < _ENOUGH or there != set(range(1, max(there) + 1)):
        return []
    dead: dict[str, Reference] = {}
    for match in _ROMAN_REFERENCE.finditer(text):
        elsewhere = _ELSEWHERE.match(text, match.end()) or _OTHER.search(_in_its_paragraph(text, match))
        if _arabic(match["roman"]) > max(there) and not elsewhere:
            dead.setdefault(match["roman"], Reference(match["roman"], "Article", match.start(), match.end()))
    return list(dead.values())


# What a word processor prints where it finds no section.
_BROKEN = re.compile(r"\bReference\ssource\snot\sfound\b")


def broken_references(text: str) -> list[tuple[int, int]]:
    """The intervals (half open) of the words that stand in the place of a reference that was lost."""
    return [one.span() for one in _BROKEN.finditer(text)]


_ENDED = re.compile(r"(?<=[.;:])\n")


def _in_its_paragraph(text: str, match: re.Match[str]) -> str:
    """The words around a reference in the same paragraph."""
    before = _ENDED.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
    return before + match.group() + _ENDED.split(text[match.end() : match.end() + _AFTER])[0]


def _sentence_before(text: str, place: int) -> str:
    """The words of a sentence before a place in it, ``_LIST`` characters at most."""
    return re.split(r"\.\s(?=[A-Z])", text[max(0, place - _LIST) : place])[-1]


def _missing(number: str, there: set[str], tops: set[int], printed: set[str]) -> bool:
    """Whether a section is missing: it has printed siblings but does not exist itself, or its number is beyond the last
    of the top-level sections, which are numbered without gaps."""
    if number == "0":
        return True  # what a word processor leaves of a reference to a section that was deleted
    if number in there:
        return False
    top, *below = number.split(".")
    counted = len(tops) >= _ENOUGH and tops == set(range(1, max(tops) + 1))
    beyond = counted and int(top) > max(tops)
    if beyond or not below:
        return beyond
    if any(other.startswith(f"{number}.") for other in there):
        return False
    parent = number.rsplit(".", 1)[0]
    siblings = [other for other in there if other.rsplit(".", 1)[0] == parent and other.count(".") == len(below)]
    beside = printed.intersection(siblings)
    # of a section with one part, the next one may have lost its number
    alone = not siblings or (len(siblings) == 1 and int(number.rpartition(".")[2]) > 2)
    return len(beside) >= 2 or (alone and counted and _is_undivided(number, there, tops))


# This many of the top-level sections must be divided for one that is not to stand out.
_DIVIDED = 5


def _is_undivided(number: str, there: set[str], tops: set[int]) -> bool:
    """Whether a section is referred to as part of one that has none or only one, in a contract that divides its
    sections."""
    top, *below = number.split(".")
    parts = Counter(one.partition(".")[0] for one in there if one.count(".") == 1)
    divided = [one for one, times in parts.items() if times > 1 and int(one) in tops]
    return len(below) == 1 and int(top) in tops and len(divided) >= _DIVIDED


def numbered_twice(text: str, parent: str) -> str | None:
    """The first section below this one that begins more often in the text than the last of its siblings does (a table
    of contents names all of them once more)."""
    heading = re.compile(rf"^{re.escape(parent)}\.(?P<last>\d{{1,2}})\.?[ \t\n](?=[A-Z“\"])", re.MULTILINE)
    times = Counter(int(one["last"]) for one in heading.finditer(text))
    return next((f"{parent}.{last}" for last in sorted(times) if times[last] > times[max(times)]), None)


def _ahead_of_redactions(text: str) -> set[str]:
    """The numbers of the sections in which a redaction begins a sentence: it may be the heading of the next section."""
    places = list(_NUMBERED.finditer(text))
    found = set()
    for number, one in enumerate(places):
        stop = places[number + 1].start() if number + 1 < len(places) else len(text)
        redacted = REDACTED.finditer(text, one.end(), stop)
        if any(_BEGINS_A_SENTENCE.search(text, max(one.end(), match.start() - 9), match.start()) for match in redacted):
            found.add(one["number"])
    return found


def _before(number: str) -> str:
    """The number of the section before this one: "2.3" for "2.4"."""
    parent, _, last = number.rpartition(".")
    return f"{parent}.{int(last) - 1}"


# A heading without a number, at the beginning of a line.
_HEADING = re.compile(
    r"^(?!ARTICLE|SECTION|EXHIBIT|SCHEDULE)[A-Z][\w’'/-]*+"
    r"(?:,?[ \t](?:[A-Z][\w’'/-]*+|of|and|or|to|the|for|in|on|by|with|&)){0,8}+(?:[.:]\s(?=[A-Z])|\.?$)",
    re.MULTILINE,
)


def _lost_its_number(text: str, number: str, there: set[str]) -> bool:
    """Whether the section may be one whose heading lost its number: as many headings without one stand between the
    sections before and after it as numbers are missing there."""
    parent, _, last = number.rpartition(".")
    siblings = sorted(
        int(one.rpartition(".")[2]) for one in there if parent and one.rpartition(".")[0] == parent and one != parent
    )
    before = [one for one in siblings if one < int(last)]
    after = [one for one in siblings if one > int(last)]
    if not (before and after):
        return False
    begins = re.search(rf"^\W{{0,3}}{re.escape(f'{parent}.{before[-1]}')}(?=\W)", text, re.MULTILINE)
    ends = re.search(rf"^\W{{0,3}}{re.escape(f'{parent}.{after[0]}')}(?=\W)", text, re.MULTILINE)
    if not (begins and ends):
        return False
    headings = sum(1 for _ in _HEADING.finditer(text, text.find("\n", begins.end()) + 1, ends.start()))
    return headings == after[0] - before[-1] - 1


def _there(document: Document) -> tuple[set[str], set[int]]:
    """The numbers found outside references, and those of the top-level sections."""
    text = document.text
    referring = [(match.start("list"), match.end("list")) for match in _REFERENCE.finditer(text)]
    there, place = set(), 0
    for match in _EACH.finditer(text):
        while place < len(referring) and referring[place][1] <= match.start():
            place += 1
        inside = place < len(referring) and referring[place][0] <= match.start()
        begins = text[match.start() - 1 : match.start()] == "\n" or _OWN_NUMBER.match(text, match.end())
        if "." in match.group() and (not inside or begins):
            there.add(match.group())
    # Text extraction may join a heading to its number: "3.2Consideration".
    there |= {match[1] for match in _JOINED.finditer(text)}
    tops = set()
    for segment in document.segments:
        opening = document.segment_text(segment)[:40]
        if roman := _ARTICLE.match(opening):
            tops.add(_arabic(roman[1].upper()))
        if plain := _OPENING.match(opening):
            tops.add(int(plain[1]))
        # "Section 8.4 Title" at the beginning of a segment is the section itself, though it reads like a reference.
        if own := re.match(
            rf"\W{{0,3}}(?:section|clause|article)\s+({_NUMBER})(?!\s(?-i:[a-z(]))", opening, re.IGNORECASE
        ):
            there.add(own[1])
            tops.add(int(own[1].split(".")[0]))
    # a price ("98.00") or a statute ("RCW 39.76") is no section
    tops |= {int(number.split(".")[0]) for number in there & _printed(text)}
    there |= {str(top) for top in tops}
    return there, tops - {0}


def _printed(text: str) -> set[str]:
    """The numbers of the sections below the top level that stand in the text under their numbers; "4.0" is that of
    section 4 itself."""
    found = {match["line"] or match["sentence"] for match in _PRINTED.finditer(text)}
    return {one for one in found | set(_JOINED.findall(text)) if "." in one and not one.endswith(".0")}


def _arabic(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
