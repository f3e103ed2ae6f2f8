"""The contract's own date, of several near it: the one that the opening gives, or else the last signature's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Document
from model.findings import Finding
from model.summary.dates.signature_dates import A_SIGNATURE, BLOCK, DATES, LINE_ENDS, is_signatures
from model.summary.parties.letters import greeting_of
from model.summary.parties.opening_and_signatures import found_at
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date

AGREED = "Agreement Date"
# The opening is within this many characters.
_FIRST = 4_000
# "this Supply Agreement (the "Agreement") dated as of May 2, 2020", "This AGREEMENT is made the 2 May 2020"
_OPENING = re.compile(
    rf"\bthis\s+(?:[\w&’'/-]{{1,30}}\s+){{0,8}}(?:agreement|contract|amendment|addendum|deed|lease|order|schedule|licen[cs]e|letter|memorandum|guarant(?:y|ee)|charter|statement\s+of\s+work|SOW)\b"
    r"(?:\s?\([^()]{1,60}\))?,?\s+"
    r"(?:is\s+|was\s+)?(?:dated|made|entered(?:\s+into)?|executed|concluded)\s+(?:and\s+(?:made|entered(?:\s+into)?|executed)\s+)?"
    rf"(?:(?:as|of|on|this|the|dated)\s+){{0,4}}{DATE}",
    re.IGNORECASE,
)
# "Dated as of May 2, 2020", or by another calendar "corresponding to May 2, 2020", on a line of its own at the top.
_DATED = re.compile(
    r"^[ \t]{0,9}(?:dated\s?:?\s(?:for\sreference\s)?(?:as\s)?(?:of\s)?(?:[^\n.;]{6,60}?\scorresponding\sto\s)?"
    rf"|made\son\s|signed\son:\s){DATE}",
    re.IGNORECASE | re.MULTILINE,
)
_TOP = 1_500
# The line ends, or the parties follow: "Dated May 2, 2020 between".
_STANDS_ALONE = re.compile(rf"{LINE_ENDS.pattern}|,?\s(?:by\sand\s)?(?:between|among(?:st)?)\b", re.IGNORECASE)
_LABEL = (
    r"(?:agreement|contract)\sdate"
    r"|date\sof\s(?:(?:this|the)\s)?(?:agreement|contract|(?:work\s)?order|deed|lease|letter|licen[cs]e)"
    r"|(?:order|SOW|deed|letter|licen[cs]e)\sdate|SOW\ssigned"
)
# "Date: May 2, 2020" or "Date 2 May 2020", below the parties, and "Made on May 2, 2020; amended and restated on June 3,
# 2022".
_DATE_LINE = re.compile(
    rf"^[ \t]{{0,9}}(?:(?:{_LABEL}|date)\s?(?::|(?=\t))|(?-i:Date)(?=\s\d)"
    r"|(?:place\sand\sdate|date\sand\splace)\s?[:\t]\s?[A-Z][\w\s]{2,20},"
    r"|(?:[^\n.]{0,100}\W)?amended\sand\srestated\s(?:as\sof|on))\s{1,4}"
    rf"{DATE}",
    re.IGNORECASE | re.MULTILINE,
)
# "Agreement date: May 2, 2020.", at the beginning of a line, whatever follows
_FIELD = re.compile(
    rf"^[ \t]{{0,9}}(?:\d{{1,2}}\.\s)?(?:{_LABEL})(?:\s?:\s{{1,3}}|\t){DATE}(?=[.;,\s]|$)",
    re.IGNORECASE | re.MULTILINE,
)
# "This Second Amendment to the License Agreement dated ..., is made as of the 9th day of August, 2023"
_IS_MADE = re.compile(
    r"^this\s(?:[\w&’'/-]{1,30}\s){0,8}(?:agreement|contract|amendment|addendum|deed)\b[^;]{0,900}?\b(?:is|are)\s(?:hereby\s)?(?:made|entered\sinto|executed)\s"
    rf"(?:and\s(?:made|entered\sinto|executed)\s)?(?:as\sof|on)\s(?:the\s|this\s)?{DATE}"
    # "An agreement made on May 2, 2020 among:", "Agreement of May 2, 2020 between", "the terms agreed on May 2, 2020"
    r"|^(?:(?:an?|this|the)\s)?(?:agreement|contract)\s(?:made\s)?(?:on|of)\s(?=[^.;\n]{6,30}\s(?:between|among))"
    rf"{DATE.replace('<date>', '<opened>')}|^these\sare\sthe\sterms\sagreed\son\s{DATE.replace('<date>', '<agreed>')}",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS = re.compile(r"(?<!\w)/s/|\bBy\s?:|\b(?:Signed|SIGNED|Signature|SIGNATURE)\b")
# The opening of another instrument below the signatures of the first.
_BEGUN = re.compile(
    r"^(?:WHEREAS\b|RECITALS\b|(?i:this)\s(?:[A-Z][\w&-]{1,30}\s){0,5}(?i:agreement|amendment|contract)\b[^.;\n]{0,60}\b(?:made|dated|entered)\b)",
    re.MULTILINE,
)


def with_agreement_date(document: Document, dated: Sequence[Finding], sources: Sequence[Finding]) -> list[Finding]:
    """``sources`` with the contract's own date as the only agreement date: the one of the candidates (``dated``) that
    the opening gives, or the last signature's, if the best of the sources is a signature's."""
    best = max((one for one in sources if one.category == AGREED), key=lambda one: one.score, default=None)
    own = _of_the_opening(document, dated)
    if best:
        own = own or _at_the_top(document, best)
    if best and not own:
        own = _of_the_first_instrument(document, dated, sources, best)
    if best and not own:
        sources, best = _without_later_instruments(document, sources, best)
        own = best and _last_signed(document, best)
    if not own:
        return list(sources)
    return [
        own._replace(score=best.score if best else own.score),
        *(one for one in sources if one.category != AGREED),
    ]


def dated_at_the_top(document: Document, score: float) -> Finding | None:
    """The date in a line of its own at the top, "Dated as of May 2, 2020", or in a field for it, or else in the opening
    sentence."""
    text = document.text
    end = _before_signatures(text)
    lines = (_DATED.search(text, 0, _TOP), _DATE_LINE.search(text, 0, end))
    match = next((one for one in lines if one and iso_date(one["date"]) and _STANDS_ALONE.match(text, one.end())), None)
    match = match or _FIELD.search(text, 0, end) or _IS_MADE.search(text, 0, _TOP) or _of_a_letter(text)
    if not match:
        return None
    group = next(name for name, day in match.groupdict().items() if day and name in ("date", "opened", "agreed"))
    return found_at(document, AGREED, *match.span(group), score)


def _before_signatures(text: str) -> int:
    """Where the top of a text ends, before the signatures of a short one, which have dates of their own."""
    signed = _SIGNS.search(text, 0, _TOP)
    return signed.start() if signed else _TOP


# "IN WITNESS WHEREOF, the undersigned execute this agreement as of May 2, 2020"
_EXECUTED = re.compile(
    r"\bIN\sWITNESS\sWHEREOF\b[^.;]{0,160}?\b(?:execut|sign|enter)\w*\b[^.;]{0,80}?\b(?:as\s+of|on|dated)\s+(?:this\s+|the\s+)?"
    rf"{DATE}"
    # "Thus drawn up in duplicate and signed on May 2, 2020"
    rf"|\bdrawn\sup\b[^.;\n]{{0,60}}?\bsigned\b[^.;\n]{{0,40}}?\son\s{DATE.replace('<date>', '<drawn>')}",
    re.IGNORECASE,
)


def executed_as_of(document: Document, score: float) -> Finding | None:
    """The date as of which the words before the signatures say that the contract is executed."""
    match = _EXECUTED.search(document.text)
    group = "date" if match and match["date"] else "drawn"
    return found_at(document, AGREED, *match.span(group), score) if match and iso_date(match[group]) else None


def _of_the_opening(document: Document, dated: Sequence[Finding]) -> Finding | None:
    signed = A_SIGNATURE.search(document.text, 0, _FIRST)
    match = _OPENING.search(document.text, 0, signed.start() if signed else _FIRST)
    if not match:
        return None
    start, end = match.span("date")
    return next((one._replace(start=start, end=end) for one in dated if one.start < end and start < one.end), None)


def _at_the_top(document: Document, best: Finding) -> Finding | None:
    """The date line at the top, if the best of the sources is only a signature's."""
    text = document.text
    line = _DATE_LINE.search(text, 0, _before_signatures(text))
    match = _DATED.search(text, 0, _TOP) or _FIELD.search(text, 0, _TOP) or _of_a_letter(text) or line
    if not (match and best.start > match.end() and iso_date(match["date"])):
        return None
    return found_at(document, AGREED, *match.span("date"), best.score)


# A line with nothing but a date, in the head of a letter
_DATE_ALONE = re.compile(rf"^[ \t]{{0,9}}{DATE}[ \t.]{{0,3}}$", re.IGNORECASE | re.MULTILINE)


def _of_a_letter(text: str) -> re.Match[str] | None:
    """The date in the head of a letter, above its greeting."""
    greeting = greeting_of(text, _TOP)
    return _DATE_ALONE.search(text, 0, greeting.start()) if greeting else None


def _last_signed(document: Document, best: Finding) -> Finding | None:
    """The last of the dates of the signatures, if the best of the sources is one of them: a contract that is signed on
    two days is made on the later."""
    if not is_signatures(document.text, best.start, best.end):
        return None
    signed = [
        (day, match.span("date"))
        for match in DATES.finditer(document.text, max(0, best.start - BLOCK), best.end + BLOCK)
        if is_signatures(document.text, *match.span("date")) and (day := iso_date(match["date"]))
    ]
    if not signed:
        return None
    return found_at(document, AGREED, *max(signed)[1], best.score)


def _of_the_first_instrument(
    document: Document, dated: Sequence[Finding], sources: Sequence[Finding], best: Finding
) -> Finding | None:
    """The date that the titled instrument gives before its signatures, if the best of the sources is that of a second
    instrument below them."""
    titles = [one.start for one in sources if one.category == "Document Name" and one.start < best.start]
    signed = A_SIGNATURE.search(document.text, min(titles), best.start) if titles else None
    if not (signed and _BEGUN.search(document.text, signed.end(), best.start)):
        return None
    own = [one for one in dated if min(titles) < one.start < signed.start() and iso_date(_words(document, one))]
    return max(own, key=lambda one: one.score, default=None)


def _words(document: Document, finding: Finding) -> str:
    return document.text[finding.start : finding.end]


def _without_later_instruments(
    document: Document, sources: Sequence[Finding], best: Finding
) -> tuple[list[Finding], Finding | None]:
    """Replaces the date with which a second instrument in the same file is signed by that of the first one's
    signatures, if it has one."""
    text = document.text
    titled = any(one.category == "Document Name" and one.start < best.start for one in sources)
    signed = A_SIGNATURE.search(text, 0, best.start)
    begun = _BEGUN.search(text, signed.end(), best.start) if signed and titled else None
    if not (signed and begun and is_signatures(text, best.start, best.end)):
        return list(sources), best
    dates = [
        (day, match.span("date"))
        for match in DATES.finditer(text, signed.end(), begun.start())
        if (day := iso_date(match["date"])) and LINE_ENDS.match(text, match.end())
    ]
    first = found_at(document, AGREED, *max(dates)[1], best.score) if dates else None
    others = [one for one in sources if one.category != AGREED]
    return [*others, *([first] if first else [])], first
