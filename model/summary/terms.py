"""When a contract begins and ends, how it renews, and by when that is to be stopped: read from a clause's words."""

from __future__ import annotations

import calendar
import re

from model.summary.values import BLANK, DATE, MONTH, durations, in_figures, iso_date, later, month_number

PERPETUAL = "perpetual"

# What tells a renewal's duration from the first term's stands before it; "extend" stands before either.
_RENEWING = re.compile(
    r"renew|prolong|extended|extensions?|successive|successor|additional|subsequent|(?<!continue )thereafter|further"
)
_RENEWING_OR_EXTENDING = re.compile(rf"{_RENEWING.pattern}|extend")
_YEARLY_RENEWAL = re.compile(r"(?:annual(?:ly)?|yearly|monthly)\s+(?:renew|exten)|(?:year|month)[\s-]to[\s-]")
# A renewal without a duration of its own, for as long as the first term.
_AS_LONG = re.compile(r"\b(?:renew\w*|exten[ds]\w*)\b[^.;]{0,80}?\b(?:same|like|equal|identical)\b")
# A notice is told by what comes after: "sixty days' prior written notice", "ninety days before the end"; else by what
# comes before: "notice to the other party of at least three months".
_NOTICE = re.compile(
    r"(?:(?!unless|by\sproviding|by\sgiving|[,;]).){0,45}?(?:\bprior\b|\bbefore\b|\bnotice\b|\bin\sadvance\b)"
)
_NOTICED, _NOTICED_WITHIN = re.compile(r"\bnoti(?:ce|fy|fies)\b[^.;]{0,90}$"), 98
_RENEWAL = re.compile(
    r"renew|exten[ds]|exten(?:sion|ding)|prolong|successive|year[\s-]to[\s-]year|month[\s-]to[\s-]month|\bthereafter\b"
    r"|\b(?:end|expir\w+|conclusion|anniversary)\b[^.;]{0,40}\b(?:term|period|agreement|year)\b",
    re.IGNORECASE,
)
_NOT_RENEWING = re.compile(
    r"\bnot\s+(?:(?:like|wish|want|intend|elect)\s+)?(?:to\s+|be\s+)?(?:renew|extend|continu)"
    r"|\bnon-?\s?renewal|\bunless\b[^.;]{0,60}\bnoti(?:ce|fi)",
    re.IGNORECASE,
)
_ENDLESS = re.compile(
    r"""\bperpetu | \bindefinite | \bwhen\s+terminated | \bunlimited\s+period | \bso\s+long\s+as\b
      | \bat\s+the\s+option\s+of\s+(?:any|either)\b | \bmay\s+be\s+terminated\s+by\s+either\b
      | \bthereafter,?\s+unless\s+terminated\b
      | \buntil\s+(?:earlier\s+)?termination\s+(?:as|in\s+accordance|pursuant)\b
      | \buntil\s+(?:either\b|(?:\w+\s+){0,4}?(?:terminat(?:ed|es)|cancel))""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(
    rf"\b(?:until|through|(?<!prior\s)to|expir\w+|end(?:s|ing)?|terminat\w+|conclud\w+|later\s+than)\b[^.;]{{0,25}}?{DATE}",
    re.IGNORECASE,
)
_START = re.compile(
    rf"\b(?:from|commenc\w+|beg[ia]n\w*|effect(?:ive)?|in(?:to)?\s+force)\b[^.;]{{0,25}}?{DATE}", re.IGNORECASE
)
# The contract's own date, as it speaks of it; and the day of the signatures, which is no other as a rule.
_HEREOF = re.compile(
    r"""\bdate\s+(?:hereof|first\b|of\s+(?:this|the)\s+(?:agreement|contract)\b|of\s+(?:its\s+)?(?:execution|signature))
      | \babove\s+written\b | \b(?:agreement|execution|signing)\s+date\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH_END = re.compile(
    rf"\b(?:last\s+day|end)\s+(?:of|in)\s+(?:the\s+month\s+of\s+)?(?P<month>{MONTH})\s*+(?:,\s*+)?(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_TO_THE_MONTH_END = re.compile(r"\blast\s+day\s+of\s+(?:the|that|such)\s+(?:calendar\s+)?month\b", re.IGNORECASE)
_YEAR_END = re.compile(
    r"\b(?:end|last\s+day)\s+of\s+(?:the\s+|that\s+|such\s+)?(?:(?:then[\s-])?current\s+|same\s+)?calendar\s+year\b",
    re.IGNORECASE,
)
_NUMBERED_YEAR = re.compile(r"\bend\s+of\s+(?:\w+\s+)?year\s+(\d{1,2})\b")


def beginning(text: str, signed: str | None = None) -> str | None:
    """The date from which on something runs: the one after "from" or "commencing", else the only one that is no end,
    else the contract's own (``signed``, ISO 8601) where the words speak of that."""
    begins = begins_on(text)
    only = None if _END.search(in_figures(text)) else iso_date(text)
    return begins or only or (signed if _HEREOF.search(text) else None)


def begins_on(text: str) -> str | None:
    """The date that the words say something begins on."""
    begins = _START.search(in_figures(text))
    return iso_date(begins["date"]) if begins else None


def expiration(text: str, start: str | None, signed: str | None = None) -> str | None:
    """The day on which the contract ends: written out, or its term after its start; "perpetual" without an end.

    ``start`` is its effective date where one is known, ``signed`` its own date (ISO 8601)."""
    if BLANK.search(text):
        return None
    plain = _MONTH_END.sub(_written_out, in_figures(text))
    ends, begins, length = _END.search(plain), _START.search(plain), term(text)
    written = iso_date(ends["date"]) if ends else None
    if written or not length:
        only = None if begins else iso_date(plain)  # the one date may be the first day
        endless = PERPETUAL if not length and _ENDLESS.search(text) else None
        return written or only or _year_end(plain, start) or endless
    first = beginning(text) or (signed if _HEREOF.search(text) and "effective" not in plain else None) or start
    try:
        end = later(first, length) if first else None
    except ValueError:
        return None
    return _month_end(end) if end and _TO_THE_MONTH_END.search(text) else end


def _written_out(month_end: re.Match[str]) -> str:
    year, month = int(month_end["year"]), month_number(month_end["month"])
    return f"{month_end['month']} {calendar.monthrange(year, month)[1]}, {year}"


def _month_end(date: str) -> str:
    year, month = int(date[:4]), int(date[5:7])
    return f"{date[:8]}{calendar.monthrange(year, month)[1]}"


def _year_end(plain: str, start: str | None) -> str | None:
    return f"{start[:4]}-12-31" if start and _YEAR_END.search(plain) else None


def term(text: str) -> str | None:
    """How long the contract runs at first: the first duration that is neither a renewal's nor a notice's."""
    plain = in_figures(text)
    for position, duration in durations(text):
        if not (_renews(plain, position) or _NOTICE.match(plain, position)):
            return duration
    year = _NUMBERED_YEAR.search(plain)
    return f"P{year[1]}Y" if year else None


def renewal(text: str, first: str | None = None) -> str | None:
    """How long a renewal runs: a duration, that of the ``first`` term where it is as long; "perpetual" where it goes on
    until somebody ends it."""
    plain = in_figures(text)
    told = [(position, duration) for position, duration in durations(text) if not _NOTICE.match(plain, position)]
    renewing = (duration for position, duration in told if _follows(_RENEWING_OR_EXTENDING, plain, position, 100))
    yearly = (duration for position, duration in told if _YEARLY_RENEWAL.match(plain, position))
    if length := next(renewing, None) or next(yearly, None):
        return length
    if _AS_LONG.search(plain) and (length := term(text) or first):
        return length
    return PERPETUAL if _ENDLESS.search(text) else None


def ends_at_will(text: str) -> bool:
    """Whether the words speak of terminating, and neither of a renewal nor of the end of a term."""
    return "terminat" in text.lower() and not _RENEWAL.search(text)


def stops_renewal(text: str) -> bool:
    """Whether the words speak of not renewing, rather than of asking for a renewal or of reminding of one."""
    return bool(_NOT_RENEWING.search(text))


def notice(text: str) -> str | None:
    """How long before the end a notice is due that stops the renewal."""
    plain = in_figures(text)
    told = [(position, duration) for position, duration in durations(text)]
    before = (duration for position, duration in told if _NOTICE.match(plain, position))
    after = (
        duration for position, duration in told if _NOTICED.search(plain, max(0, position - _NOTICED_WITHIN), position)
    )
    return next(before, None) or next(after, None)


def _renews(plain: str, position: int) -> bool:
    return bool(_YEARLY_RENEWAL.match(plain, position)) or _follows(_RENEWING, plain, position)


def _follows(words: re.Pattern[str], text: str, position: int, within: int = 60) -> bool:
    """Whether one of the words stands shortly before a position, in the same clause of the sentence."""
    return bool(words.search(re.split(r"[;.]", text[max(0, position - within) : position])[-1]))
