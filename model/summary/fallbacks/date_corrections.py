"""Corrections of the dates that the model found: cut short, confused with another date, defined elsewhere, or blank."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from chunking.document import Document
from model.findings import Finding
from model.summary.dates.start_and_term import begins_on
from model.summary.fallbacks.common import EFFECTIVE, HEADED, LEAST, overlap
from model.summary.fallbacks.date_relevance import is_of_the_contract
from model.summary.fallbacks.readers import DATES, READERS
from model.summary.parties.opening_and_signatures import begins_on_an_event, found_at, open_dates
from model.summary.values.date_patterns import DATE, YEAR_IN_WORDS
from model.summary.values.dates import iso_date

# The score of a blank where the contract's date belongs. Set by judgement, not measured.
OPEN = 0.95
# The longest date, in characters.
_SHORT = 40
_ANY_DATE = DATE.replace("?P<date>", "?:")
# "May 2, 2020, through May 1, 2023": only the first is a contract's date. (Not so in "May 2, 2020, to be effective".)
_PERIOD = re.compile(
    rf"(?:this\s+|the\s+)?{DATE}(?=,?\s+(?:through|to(?!\s(?:be|take|become)\b)|until|till)\s)", re.IGNORECASE
)
# The dates of signatures that stand side by side: the contract is made on the last.
_ROW_OF_DATES = re.compile(rf"{_ANY_DATE}(?:[\s_]{{1,40}}{_ANY_DATE}){{1,4}}", re.IGNORECASE)
# "EIGHTH day of MAY", and "in the year of Nineteen Hundred and NINETY EIGHT" after it.
_YEAR_FOLLOWS = re.compile(
    rf"(?<=[a-z])(?:,?\s{{1,3}}in\s+the\s+year\s+(?:of\s+)?(?:our\s+lord\s+)?|,?\s{{1,3}})(?:{YEAR_IN_WORDS.pattern})",
    re.IGNORECASE,
)
_EFFECTIVE_ON = re.compile(r"\beffective\s++(?:(?:as\s++of|on|from|date)\s*+)?$", re.IGNORECASE)
# "This 26th day of May"
_ARTICLE = re.compile(r"(?:(?:as\sof|on)\s)?(?:this\s|the\s)?", re.IGNORECASE)
_BAR = re.compile(r"(?P<day>[^|\n]{0,60}\d{4})[ \t]{0,3}\|")


def whole_date(document: Document, finding: Finding) -> Finding:
    """A date that the model cut short, extended: "May 4" to "May 4, 2022"; without the end of the term, if both are
    given together."""
    if finding.category not in ("Agreement Date", EFFECTIVE):
        return finding
    if bar := _BAR.match(document.text, finding.start, finding.end):
        finding = finding._replace(end=bar.end("day"))  # another field follows
    if period := _PERIOD.match(document.text, finding.start, finding.end):
        return finding._replace(end=period.end())
    if _ROW_OF_DATES.fullmatch(document.text, finding.start, finding.end):
        signed = DATES.finditer(document.text, finding.start, finding.end)
        last = max(signed, key=lambda match: iso_date(match.group()) or "")
        return finding._replace(start=last.start(), end=last.end())
    if year := _YEAR_FOLLOWS.match(document.text, finding.end) or _rest_of_the_year(document.text, finding):
        return finding._replace(end=year.end())
    if finding.end - finding.start > _SHORT:
        return finding
    for match in DATES.finditer(document.text, max(0, finding.start - _SHORT), finding.end + _SHORT):
        begun = match.start() <= finding.start or _ARTICLE.fullmatch(document.text, finding.start, match.start())
        if begun and match.start() < finding.end <= match.end():
            return finding._replace(start=min(finding.start, match.start()), end=match.end())
    return finding


def _rest_of_the_year(text: str, finding: Finding) -> re.Match[str] | None:
    """The year in words in which a date ends: of "the 8th day of May, Nineteen Hundred" and "and Ninety-Eight"."""
    years = YEAR_IN_WORDS.finditer(text, finding.start, finding.end + _SHORT)
    return next((year for year in years if year.start() < finding.end <= year.end()), None)


def with_beginning(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> list[Finding]:
    """Drops the contract's own date as the effective date if another candidate says that something begins."""
    dated = {(finding.start, finding.end) for finding in counting if finding.category == "Agreement Date"}
    confused = [
        finding for finding in counting if finding.category == EFFECTIVE and _is_only(document.text, finding, dated)
    ]
    candidates = [
        finding
        for finding in findings
        if finding.category == EFFECTIVE and finding.score >= LEAST and is_of_the_contract(document, finding)
    ]
    beginnings = [one for one in candidates if _says_it_begins(document.text, one)]
    best = max(beginnings, key=lambda finding: finding.score, default=None)
    if confused and not best and begins_on_an_event(document.text):
        return [finding for finding in counting if finding not in confused]
    if not (best and confused):
        return list(counting)
    return [*(finding for finding in counting if finding not in confused and finding != best), best]


# "Made this 29th day of January, but effective for all purposes as of"
_EFFECTIVE_AS_OF = re.compile(
    r"\beffective(?:\sfor\sall\spurposes|\sretroactively)?\s(?:as\sof|from)\s(?:the\s)?$", re.IGNORECASE
)


def _says_it_begins(text: str, finding: Finding) -> bool:
    """Whether the words of a date, or those before it, say that something begins on it."""
    words = text[finding.start : finding.end]
    if begins_on(words):
        return True
    before = _EFFECTIVE_AS_OF.search(text, max(0, finding.start - 60), finding.start)
    return before is not None and iso_date(words) is not None


def _is_only(text: str, finding: Finding, dates: Set[tuple[int, int]]) -> bool:
    """Whether a finding is one of the dates and nothing more, but for an article: "this 10th day of January"."""
    return any(
        finding.start <= start and end == finding.end and len(text[finding.start : start].split()) <= 1
        for start, end in dates
    )


def with_defined(document: Document, sources: Sequence[Finding], date: Finding) -> list[Finding]:
    """If a clause contains the defined date and reads as it, it takes the date's score; otherwise the date is added."""
    around = [finding for finding in sources if overlap(finding, date)]
    inside = [finding for finding in around if date.start <= finding.start and finding.end <= date.end]
    read, day = READERS[date.category], document.text[date.start : date.end]
    reading = [finding for finding in around if read(document.text[finding.start : finding.end]) == iso_date(day)]
    sure = next((finding for finding in reading if finding not in inside), date)
    return [sure._replace(score=date.score), *(finding for finding in sources if finding not in [*inside, sure])]


def with_open_dates(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """A blank where the contract's date belongs, if nothing reads as that date."""
    kept = list(sources)
    for blank in open_dates(document, OPEN):
        same = [one for one in kept if one.category == blank.category]
        if blank.category != EFFECTIVE:
            # "dated as of ____, but made effective as of May 1" has an effective date but no date of its own
            begun = [one for one in same if _EFFECTIVE_ON.search(document.text, max(0, one.start - 20), one.start)]
            kept = [one for one in kept if one not in begun]
            same = [one for one in same if one not in begun]
        if not any(READERS[one.category](document.text[one.start : one.end]) for one in same):
            kept = [*(one for one in kept if one not in same), blank]
    return kept


# "Agreement Term: 1 Year", "Initial Term: [2] years from the Effective Date": a field of a form.
_TERM_FIELD = re.compile(
    r"^(?:(?:Agreement|Contract|Initial|License)\s)?Term\s?:\s"
    r"(?:\w{1,12}\s)?[(\[]?\d{1,3}[)\]]?\s(?:years?|months?)(?:\sfrom\s(?:the\s)?Effective\sDate)?[ .]{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)
_FORM = 6_000
EXPIRES = "Expiration Date"


def field_for_the_term(document: Document) -> Finding | None:
    """The field near the beginning that states how long the contract runs."""
    match = _TERM_FIELD.search(document.text, 0, _FORM)
    return found_at(document, EXPIRES, *match.span(), HEADED) if match else None
