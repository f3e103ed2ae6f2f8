"""Works out when a contract ends: the last day or the event, from the words of its term."""

from __future__ import annotations

import calendar
import re
from datetime import date as Day
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from model.summary.dates.moved_end import moved_to
from model.summary.dates.start_and_term import (
    END,
    HEREOF,
    START,
    WITHOUT_END,
    beginning,
    begins_on,
    endless,
    of_the_first_term,
    term,
)
from model.summary.text.wording import spelled
from model.summary.values.blanks import BLANK
from model.summary.values.date_patterns import DATE, MONTH, dates_in
from model.summary.values.dates import iso_date, later
from model.summary.values.durations import duration_spans
from model.summary.values.numbers import in_figures

_MONTH_END = re.compile(
    rf"\b(?:last\s+day|end)\s+(?:of|in)\s+(?:the\s+month\s+of\s+)?(?P<month>{MONTH})\s*,?\s*(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_TO_THE_MONTH_END = re.compile(r"\blast\s+day\s+of\s+(?:the|that|such)\s+(?:calendar\s+)?month\b", re.IGNORECASE)
# Twelve full calendar months from the tenth of a month end with a month.
_FULL_MONTHS = re.compile(r"\bfull\s+calendar\s+months?\b", re.IGNORECASE)
# "The last day of the thirty-sixth full calendar month thereafter", from the first of a month
_NTH_MONTH = re.compile(r"\blast\s+day\s+of\s+the\b[^.;]{1,30}?\bcalendar\s+month\b", re.IGNORECASE)
_YEAR_END = re.compile(
    r"\b(?:end|last\s+day)\s+of\s+(?:the\s+|that\s+|such\s+)?(?:(?:then[\s-])?current\s+|same\s+)?calendar\s+year\b",
    re.IGNORECASE,
)
Bound = Literal["at_the_latest", "at_the_earliest", "earlier_of", "later_of"]
_BOUNDS: dict[Bound, re.Pattern[str]] = {
    "later_of": re.compile(
        # "the last of the premises" is one event
        r"\b(?:later|latest|longer|longest)\s+(?:to\s+(?:occur|expire)\s+)?of\b|\blast\s+to\s+(?:occur|expire)\s+of\b"
        r"|\blast\s+of\b(?!\s+(?:the|its|their|these|those)\s+(?!following|dates?\b|days?\b|expir|terminat|occur|events?\b|to\b)|\s+which\b)"
        r"|\bwhichever\b[^.;]{0,30}\b(?:later|last|longer)\b",
        re.IGNORECASE,
    ),
    "earlier_of": re.compile(
        r"\b(?:earlier|earliest|first|sooner)\s+(?:to\s+occur\s+)?(?:of(?!\s+which\b)|occurrence)\b"
        r"|\bwhichever\b[^.;]{0,30}\b(?:earlier|first|sooner|shorter)\b",
        re.IGNORECASE,
    ),
    "at_the_latest": re.compile(
        r"\b(?:not|no)\s+(?:\w+\s+){0,2}(?:later|longer)\s+than\b|\bat\s+the\s+latest\b"
        r"|\bin\s+any\s+event\s+(?:on|by|no)\b|\bin\s+no\s+event\s+(?:beyond|past|later\s+than)\b"
        # "until the last delivery, or until March 31, 2025 if earlier"
        rf"|\bor\s(?:until\s|on\s)?{DATE},?\sif\s(?:that\sis\s)?(?:earlier|sooner)\b",
        re.IGNORECASE,
    ),
    "at_the_earliest": re.compile(
        r"\b(?:not|no)\s+(?:\w+\s+)?(?:earlier|sooner|shorter)\s+than\b|\bat\s+the\s+earliest\b"
        r"|\bnot\s+(?:\w+\s+){0,3}before\b[^.;]{0,20}\d{4}",
        re.IGNORECASE,
    ),
}
# An end that is counted from something: "three years from the first commercial launch".
_COUNTED = re.compile(
    r"\s?(?:\([^)]{0,40}\)\s?)?(?:thereafter\s)?(?:ha(?:ve|s)\s(?:passed|elapsed|gone\sby)\s)?(?:,?\s?(?:counted|counting|measured|calculated|running|reckoned)\s)?(?:from|after|following|since|beginning\s(?:on|with|upon"
    r"|from)|commencing\s(?:on|with|upon|from)|starting\s(?:on|with|upon|from)|of|upon|commencing|beginning)\s"
    r"(?P<event>(?:(?:and|including)\s)?[^,.;()\"“”]{3,120})"
)
# "Ten years (the "Term"), which shall begin on the day on which the last sample is delivered"
_WHICH_BEGINS = re.compile(
    r"\s?(?:\([^)]{0,40}\)\s?)?,?\s?(?:which|that)\s(?:\w+\s){0,2}?(?:shall|will)\s(?:commence|begin|start|run)\s"
    r"(?:on|upon|with|from|as\sof)\s(?P<event>[^,.;()\"“”]{3,120})"
)
_BEGINNING_WITH = re.compile(
    r"\b(?:commenc\w+|begin\w*|start\w*|takes?\s+effect|effective)\s(?:on|upon|with|as\sof"
    r"|from)\s(?P<event>(?:the\s)?(?:later|earlier|first|completion|acceptance|launch|opening|delivery|receipt|installation|go-live|commissioning|handover"
    r"|approval|(?:[\w-]{2,20}\s){1,2}(?:date|day)\b|(?:date|day)\son\swhich\b)[^.;()\"“”]{0,120}?)(?:\s\([^()]{3,60}\),?[^.;()]{0,80}?)?(?=,?\s(?:and\s)?(?:shall|will|continu|conclud|end|expir|terminat|run|remain|for\s|until)|$)"
)
_DATED_EVENT = re.compile(
    rf"effective|\bits\b|\bhereof\b|\bherein\b|\bthis\s|\bcommencement\b|\bexecution\b|\bagreement\b"
    rf"|\bcontract\b|\bday\s+of\s+{MONTH}|\bstart(?:ing)?\s+date|\babove\b|\bsuch\s+date|\bsaid\s+date|\bthat\s+date|\binitial\b"
    rf"|\bthe\s+date\s*$|\d{{4}}|{MONTH}\s\d|^the\s+term\b|\bsigning\b|\beach\b|\bnotice\b"
    rf"|\btermination\b|\bexpir|\brenewal|\bterm\b|\bthen\b",
    re.IGNORECASE,
)
_UNDATED = re.compile(
    r"\bdate\s+(?:(?:the|any|either|such)\s+\w+\s+(?:advises|notifies|gives|delivers|receives|sends|elects)\b"
    r"|on\s+which|that|when|upon\s+which|of\s+(?:the\s+)?(?:\w+\s+)?(?:approval|acceptance|completion|delivery|launch|opening"
    r"|installation|registration|grant|receipt))\b(?!.{0,40}\b(?:sign|execut(?!ive)|made\b|above))"
    # the work's beginning, not the contract's
    r"|\b(?:services?|operations?|deliver(?:y|ies)|supply|commercial|production|project|works?|facility|occupancy|rent|construction|site)\s+"
    r"(?:operations?\s+)?commencement\s+date\b"
    r"|\bdate\s+(?:the|any|a|an)\s+[^,]{3,60}?\bfirst\b"
    # "the date the last item is delivered"
    r"|^(?:the\s)?date\s+(?:the|all|each|any|an?)\s+[^,;.]{3,120}?\s(?:is|are|has\s+been|have\s+been)\s+(?:\w+\s+)?(?:deliver|install|hand|accept|commission|complet|open|launch|receiv|ship|releas|paid)\w*"
    r"|\b(?:acceptance|go-live|in-service|opening|launch|completion|closing)\s+date\b"
    r"|\bthe\s+(?!this\b|initial\b|the\b)[\w-]+\s+agreement\s+(?:effective|commencement)\s+date\b|"
    r"\b(?:last|final|later|latest)\s+(?:\w+\s+){0,2}(?:signature|of\b|party|to\s+sign)"
    r"|\bexpir\w+\s+(?:date\s+)?of\s+(?:the\s+)?(?:last|final|each|any)\b"
    r"|\bfirst\s+(?:commercial|sale|delivery|launch|shipment|use|flight|order|patient)",
    re.IGNORECASE,
)
_CONTRACT_YEAR = re.compile(
    r"\b(?:(?i:end|close|completion|expiration|expiry|last\s+day)\s+of\s+(?:the\s+)?|(?i:for)\s+(?:a\s+(?:term|period)\s+of\s+)?)"
    r"[\w-]{2,20}\s+(?:\(\w{1,6}\)\s+)?"
    r"(?P<year>(?:Contract|Agreement|License|Service|Operating)\s+Year)s?\b"
)
# An end that differs by service or order: "for each of the Services", "unless a different date is specified".
_OTHERWISE = re.compile(
    r"\bunless\s+(?:an?|some|any)?\s*(?:different|other|another|earlier|later|longer|shorter)\s+(?:\w+\s+)?(?:date|term|period)\b[^.;]{0,40}"
    r"\b(?:specified|set|stated|agreed|provided|given|indicated)"
    r"|\b(?:with\s+respect\s+to|for|as\s+to|of)\s+each\s+(?:of\s+the\s+)?(?:services?|orders?|products?|statements?\s+of\s+work|property|properties|films?|sites?|locations?)\b",
    re.IGNORECASE,
)
# A later end for some things: "provided, however, that for each listed title the rights continue until March 1, 2023".
_LATER_FOR_SOME = re.compile(
    r"\b(?:provided|except|however)\b[^.;]{0,60}?\b(?:with\s+respect\s+to|as\s+to|for|in\s+(?:the\s+case|respect)\s+of)\b[^;]{0,400}?"
    rf"\b(?:continue|remain|extend\w*|in\s+(?:full\s+)?force|in\s+effect)\b[^.;]{{0,80}}?\b(?:until|through)\b[^.;]{{0,20}}?{DATE}",
    re.IGNORECASE,
)
# "With respect to the marks, for two years, and with respect to the patents, in perpetuity": no single end.
_FOR_A_PART = re.compile(
    r"\b(?:with\s+respect\s+to|as\s+to|in\s+(?:the\s+case|respect)\s+of)\s+"
    r"(?!(?:this|the)\s+(?:agreement|contract)\b)",
    re.IGNORECASE,
)
# "For one year or until Consultant completes the work": it is not said which of the two counts.
_OR_WHEN_DONE = re.compile(
    r"\bor\s+(?:until|upon|through|when|once)\s+[^.;]{0,60}?\b(?:complet(?:es?|ed|ion)|finish(?:es|ed)?|fulfil\w*|perform(?:s|ed|ance)"
    r"|deliver(?:s|ed|y)|conclu(?:des?|ded|sion)|accomplish\w*|exhaust\w*)\b",
    re.IGNORECASE,
)


class End(NamedTuple):
    """The day on which a contract ends (ISO 8601, "perpetual", "indefinite" or None), what else that depends on, how
    long the contract runs, and the undated event from which that is counted."""

    day: str | None
    bound: Bound | None
    term: str | None
    counted_from: str | None


# "Until the earlier of (a) its termination in accordance with Article 14 or (b) the date": any contract may end before.
_OR_ITS_TERMINATION = re.compile(
    r"\bthe\searlier\sof:?\s(?:\(?\w[.)]\s)?(?:its|the)\s(?:earlier\s)?termination\s(?:of\sthis\s(?:agreement|contract)\s)?(?:in\saccordance\swith|pursuant\sto|under)\b"
    r"[^;]{0,80}?\s(?:or|and)\s(?:\(?\w[.)]\s)?(?=the\sdate\b)",
    re.IGNORECASE,
)


# "Terminates automatically one year after any sale of Company": an end that may never come, and no term.
_ENDS_AFTER_AN_EVENT = re.compile(
    r"\b(?:terminates?|ends?|expires?)\s(?:automatically|immediately|forthwith)\s[^.;]{0,40}?\b(?:days?|months?|years?)\s(?:after|following)\s[^.;]{0,40}?\bany\b",
    re.IGNORECASE,
)
# "Comes to an end on the thirtieth day after the final stage": no length, either
_ON_A_DAY_AFTER = re.compile(
    r"\b(?:ends?|expires?|terminates?)\b[^.;]{0,40}?\bon\sthe\s[\w-]{3,20}\sday\s(?:after|following)\b", re.IGNORECASE
)
# "For an initial period of five years until terminated as described below": it goes on after that period.
_INITIAL_ONLY = re.compile(
    r"\b(?:initial|minimum|first)\s(?:period|term)\sof\s[^.;,]{1,40}\s(?:and\sthereafter\s)?until\s(?:it\sis\s)?terminated\b",
    re.IGNORECASE,
)
# "Acceptance no later than May 2, 2019 (such date, the “Effective Date”)": the latest day on which it begins.
_LATEST_START = re.compile(
    rf"\b(?:later\sthan|before|by|prior\sto)\s{DATE}\s?\([^()\"“”]{{0,30}}[\"“](?:the\s)?(?:effective|commencement|start|starting)\sdate[\"”]\)",
    re.IGNORECASE,
)


# "Fifteen years, unless sooner terminated in accordance with the following: (a) ...": how it may end before.
_WAYS_TO_END_IT = re.compile(
    r"\b(?:unless|until)\s(?:it\sis\s)?(?:sooner\s|earlier\s|previously\s)?terminated\b[^.;:]{0,160}:.*",
    re.IGNORECASE | re.DOTALL,
)
_OF_A_NOTICE = re.compile(r"\bnoti(?:ce|fy|fication)\b[^.;]{0,60}$", re.IGNORECASE)


# "On acceptance, which the parties expect to be on or about March 31, 2026": no date is agreed.
_EXPECTED = re.compile(
    r",?\s(?:which|that)\s(?:the\sparties|we|it)\s(?:\w+\s)?(?:expects?|anticipates?|estimates?)\b[^.;]*", re.IGNORECASE
)


# "From the date of first delivery, which the parties acknowledge took place on June 21, 2021": from that day
_TOOK_PLACE = re.compile(
    rf"\bthe\sdate\sof\s[^.;,]{{3,60}},\swhich\s[^.;,]{{0,60}}?\b(?:took\splace|occurred|happened|was|is)\s(?:on\s)?(?={DATE})",
    re.IGNORECASE,
)


# "Until the end of series production, but not beyond September 30, 2029", "and in any event it will be over on May 2"
_NOT_BEYOND = re.compile(
    rf",?\s(?:but|and)\s(?:(?:shall|will)\s)?(?:not|never|in\s(?:any|no)\s(?:event|case))\s(?:[a-z]{{1,10}}\s){{0,4}}?(?:beyond|past|later\sthan|over\s(?:on|by))\s{DATE}",
    re.IGNORECASE,
)


_FOR_A_LENGTH = re.compile(
    r"\bfor\s(?:an?\s(?:\w+\s)?(?:term|period)\sof\s)?(?:about\s)?[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?:years?|months?|weeks|days)\b",
    re.IGNORECASE,
)


def _at_the_latest(text: str) -> str | None:
    """The last day on which a term of unknown length may end."""
    latest = _NOT_BEYOND.search(text)
    if not latest:
        return None
    begin = text.rfind(". ", 0, latest.start()) + 1
    rest = text[begin : latest.start()]
    known = dates_in(in_figures(rest)) or _FOR_A_LENGTH.search(rest)
    return None if known else iso_date(latest["date"])


def end_of(text: str, start: str | None, signed: str | None = None, undated: frozenset[str] = frozenset()) -> End:
    """What a clause says about the contract's end; ``start`` is the effective date, if known, and ``signed`` the date
    of the contract (ISO 8601), ``undated`` the ``undated_days``."""
    text = _TOOK_PLACE.sub("", _EXPECTED.sub("", text))
    text = _WAYS_TO_END_IT.sub("", _LATEST_START.sub("", _OR_ITS_TERMINATION.sub("", of_the_first_term(text))))
    if latest := _at_the_latest(text):
        return End(latest, "at_the_latest", None, None)
    bound = _bound(text)
    if event := _event(text, undated) or _numbered_year(text, undated):
        begun = _BEGINS_BEFORE.search(text) and event.lower().removeprefix("the first ") in undated
        return End(None, bound, None, None) if begun else _after_an_event(event, text, bound)
    day, length = expiration(text, start, signed), term(text)
    if length and _INITIAL_ONLY.search(text):
        return End(None, None, length, None)
    if _OTHERWISE.search(text) and day not in dates_in(in_figures(text)):
        day = None
    if not bound and length and _OR_WHEN_DONE.search(text) and day not in dates_in(in_figures(text)):
        day = None
    if day in WITHOUT_END and len(_FOR_A_PART.findall(text)) > 1:
        day = None
    if (some := _LATER_FOR_SOME.search(text)) and iso_date(some["date"]) != day:
        day = None
    if day and day not in WITHOUT_END and start and day <= start:
        return End(None, None, None, None)
    return End(
        day,
        bound if day and day not in WITHOUT_END else None,
        None if bound and (day or bound in ("later_of", "at_the_earliest")) else length,
        None,
    )


def _after_an_event(event: str, text: str, bound: Bound | None) -> End:
    """The end of a contract that is counted from an undated event."""
    if bound in ("earlier_of", "later_of"):
        return End(None, bound, None, None)  # one of several ends, none of which is the term
    if _ENDS_AFTER_AN_EVENT.search(text) or _ON_A_DAY_AFTER.search(text):
        return End(None, None, None, None)
    # "not shorter than two years after the launch" does not state a length, nor does "in no event later than"
    limited = bound in ("at_the_latest", "at_the_earliest")
    return End(None, bound, None, None) if limited else End(None, None, term(text), event)


# A notice is spoken of at most this many characters before the time for it.
_NEAR = 80
# Longer terms are not stated in days.
_COUNTED_IN_DAYS = 92


def length_between(start: str | None, end: str | None) -> str | None:
    """The time from one ISO date to another: in years or months if it is a whole number of them (whether or not the
    last day counts), in days if it is short; None otherwise, or if either is not a date or they are in the wrong
    order."""
    if not start or not end or end in WITHOUT_END or end <= start:
        return None
    first, last = Day.fromisoformat(start), Day.fromisoformat(end)
    for day in (last, last + relativedelta(days=1)):
        gap = relativedelta(day, first)
        if not gap.days:
            months = 12 * gap.years + gap.months
            return f"P{months}M" if months % 12 else f"P{months // 12}Y"
    days = (last - first).days
    return f"P{days}D" if days <= _COUNTED_IN_DAYS else None


def _bound(text: str) -> Bound | None:
    found: dict[Bound, int] = {}
    for bound, words in _BOUNDS.items():
        places = (one.start() for one in words.finditer(text))
        # "notice to be given no earlier than a year after that day" says nothing of the end
        own = (one for one in places if not _OF_A_NOTICE.search(text, max(0, one - _NEAR), one))
        if (first := next(own, None)) is not None:
            found[bound] = first
    if found.get("earlier_of", len(text)) < found.get("later_of", 0):
        return "earlier_of"  # "the earlier of May 2, 2024 and the later of ..."
    return next(iter(found), None)


def _event(text: str, undated: frozenset[str]) -> str | None:
    """The undated event from which the term is counted, in the contract's words."""
    plain = in_figures(text)
    length = term(text)
    for _, stop, duration in duration_spans(plain):
        if duration != length:
            continue
        counted = _COUNTED.match(plain, stop) or _WHICH_BEGINS.match(plain, stop)
        begins = _BEGINNING_WITH.search(plain, 0, stop)
        for match in (counted, begins):
            event = match["event"].strip() if match else ""
            event = "" if _IT_BEGINS.match(event) else _day_spoken_of(text, event, undated)
            named = any(name in event.lower() for name in undated)
            if event and (named or _UNDATED.search(event) or not _DATED_EVENT.search(event)):
                return _as_written(text, event)
        return None
    return None


# "Starts on the day the shop opens (the "Opening Date") and runs ten years from that day"
_THAT_DAY = re.compile(r"(?:that|such|the\ssaid)\s(?:day|date)\b")
_NAME_GIVEN = re.compile(
    r"\((?:the\s|such\s(?:day|date),?\sthe\s)?[“\"](?P<name>[A-Z][\w-]{0,30}(?:\s[A-Z][\w-]{0,30}){0,4})[”\"]\)"
)
_OWN_DAY = re.compile(
    r"\b(?:effective|execution|signature|signing|agreement|commencement|start(?:ing)?)\s(?:date|day)\b|\bdate\s(?:hereof|of\sthis)\b|\b(?:signs?|signed)\b",
    re.IGNORECASE,
)


def _day_spoken_of(text: str, event: str, undated: frozenset[str]) -> str:
    """The event, with the name of the day in the place of "that day"; nothing if that is a date or the contract's own
    day."""
    if not _THAT_DAY.match(event):
        return event
    before = text[: max(0, text.lower().find(event.split()[0] + " " + event.split()[1]))]
    if name := next((name for name in undated if name in before.lower()), None):
        return f"the {name}"
    if dates_in(in_figures(before)) or _OWN_DAY.search(before):
        return ""
    given = [one["name"] for one in _NAME_GIVEN.finditer(before)]
    return f"the {given[-1]}" if given else event


# "Ends one year after it begins"
_IT_BEGINS = re.compile(r"(?:it|they|the\s(?:term|period))\s(?:begins?|commences?|starts?)\b", re.IGNORECASE)


# "Through the fifth Contract Year"
_THROUGH_YEAR = re.compile(
    r"\b(?:[Tt]hrough|[Tt]hroughout|[Uu]ntil)\s(?:and\sincluding\s)?(?:the\s)?[\w-]{2,20}\s(?:\(\w{1,6}\)\s)?(?P<year>[A-Z]\w+\sYear)\b"
)


# "Starts on the Effective Date and runs to the end of the fifth Contract Year": longer than the five years
_BEGINS_BEFORE = re.compile(
    r"\b(?:begins?|starts?|commences?|takes?\seffect|is\seffective)\s(?:on|from|upon|as\sof|with)\s(?:the\s)?"
    rf"(?:Effective\sDate\b|(?i:(?:its\s|the\s)?(?:date\s(?:of|hereof)|signature|signing|execution)\b)|{DATE})"
)


def _numbered_year(text: str, undated: frozenset[str]) -> str | None:
    """The kind of year in which the contract counts, which need not begin on its effective date: "the end of the
    fifteenth Contract Year"; or does not, if it is one of the ``undated_days``."""
    through = _THROUGH_YEAR.search(text)
    year = _CONTRACT_YEAR.search(text) or (through if through and _kind(through) in undated else None)
    first = begins_on(text) if year and _kind(year) in undated else None
    named = [day for day in dates_in(in_figures(text)) if day != first]
    return f"the first {' '.join(year['year'].split())}" if year and not named else None


def _kind(year: re.Match[str]) -> str:
    return " ".join(year["year"].split()).lower()


def _as_written(text: str, event: str) -> str:
    """The original words of the text for a phrase in lower case."""
    event = re.split(
        r"\s(?:and\s+(?:shall|will|renew|continu|thereafter)|unless|until|provided|subject|or\s+until|falls|occurs)\b",
        event,
    )[0].strip()
    written = re.search(spelled(event), text, re.IGNORECASE)
    return " ".join(written.group().split()) if written else event


# "Commences on [Start Date] and continues until terminated"
_OPEN_START = re.compile(
    rf"\b(?:commenc\w+|begin\w*|start\w*|effective)\s(?:on|from|upon|as\sof)\s(?:the\s)?(?:{BLANK.pattern})",
    re.IGNORECASE,
)
_EXECUTED = re.compile(r"\b(?:executed|signed)\s(?:this|the)\s(?:agreement|contract|deed)\b", re.IGNORECASE)


def expiration(text: str, start: str | None, signed: str | None = None) -> str | None:
    """The day on which the contract ends: as written, or computed from the start and the term; "perpetual" or
    "indefinite" if it has no end.

    ``start`` is the effective date, if known, and ``signed`` the date of the contract (ISO 8601)."""
    if BLANK.search(text):
        # what is open may be the first day only
        return None if BLANK.search(_OPEN_START.sub(" ", text)) or term(text) else endless(text)
    if moved := moved_to(text):
        return moved
    if extended := _EXTENDED_FROM.search(in_figures(text)):
        return _after(iso_date(extended["date"]), extended["length"])
    plain = _LAST_WEEKDAY.sub(
        _last_weekday, _NEAREST.sub(_weekday_near, _MONTH_END.sub(_written_out, in_figures(text)))
    )
    ends, begins, length = _end_in(plain), START.search(plain), term(text)
    written = _only(text, plain) if _bound(text) else iso_date(ends["date"]) if ends else None
    if written or not length:
        # the one date may be the first day, or that of the signatures
        only = None if begins or _EXECUTED.search(plain) else _only(text, plain)
        without_end = None if length else endless(text)
        return written or only or _year_end(plain, start) or without_end
    first = beginning(text) or (signed if HEREOF.search(text) and "effective" not in plain else None) or start
    try:
        end = later(first, length) if first else None
    except ValueError:
        return None
    if end and (next_day := _FIRST_AFTER.search(plain)):
        return _first_after(end, f"{next_day['month']} {next_day['day']}")
    of_months = first is not None and first.endswith("-01") and _NTH_MONTH.search(text)
    if end and (_DAY_BEFORE.search(plain) or of_months or _is_of_calendar_years(first, length, plain)):
        return _preceding(end)
    whole_months = _FULL_MONTHS.search(text) is not None and first is not None and not first.endswith("-01")
    return _month_end(end) if end and (whole_months or _TO_THE_MONTH_END.search(text)) else end


# "The term is hereby extended for a period of 63 months commencing February 1, 2026"
_EXTENDED_FROM = re.compile(
    rf"\bhereby\sextended\sfor\s(?:a\s(?:further\s)?period\sof\s)?(?P<length>\d{{1,3}}\s(?:\(\d{{1,3}}\)\s)?(?:months?|years?))\s(?:commencing|beginning|starting|from)\s(?:on\s|from\s)?{DATE}",
    re.IGNORECASE,
)


def _after(day: str | None, length: str) -> str | None:
    spans = duration_spans(length)
    return later(day, spans[0][2]) if day and spans else None


# "To the first June 30 falling after the second anniversary of the Effective Date"
_FIRST_AFTER = re.compile(
    rf"\bthe\s(?:first|1st)\s(?P<month>{MONTH})\s(?P<day>\d{{1,2}})\s(?:(?:that\s)?(?:falls?|falling|occurs?|occurring)\s)?(?:after|following)\sthe\s",
    re.IGNORECASE,
)


def _first_after(day: str, month_and_day: str) -> str | None:
    """The next such day of a year after a day: June 30 after May 2, 2027 is that of 2027."""
    this_year = iso_date(f"{month_and_day}, {day[:4]}")
    if this_year and this_year <= day:
        return iso_date(f"{month_and_day}, {int(day[:4]) + 1}")
    return this_year


# "Expires on the day preceding the tenth anniversary of the Effective Date"
_DAY_BEFORE = re.compile(
    r"\b(?:day|date)\s(?:that\sis\s)?(?:immediately\s|next\s|1\sday\s)?(?:preceding|before|prior\sto)\s(?:the\s)?(?:[\w()]{1,12}\s){0,3}?anniversary\b"
    # "ten years less one day"
    r"|\byears?\sless\s(?:a|1|one)\sday\b"
    # "900 days, the first of which is May 2, 2020"
    r"|\b(?:days|months|years),\sthe\sfirst\sof\swhich\s(?:is|shall\sbe)\b"
)


_ANNIVERSARY = re.compile(r"\banniversary\b", re.IGNORECASE)


def _is_of_calendar_years(first: str | None, length: str, plain: str) -> bool:
    """Whether a term of years begins with a calendar year, so that it ends with one: five years from January 1 end on
    December 31. Other terms end on the day of the month on which they began, as annotators count them."""
    return bool(first and first.endswith("-01-01")) and length[-1] == "Y" and not _ANNIVERSARY.search(plain)


def _preceding(day: str) -> str:
    return (Day.fromisoformat(day) - relativedelta(days=1)).isoformat()


def _only(text: str, plain: str) -> str | None:
    """The only date of the text; if there are several, the first or the last if the text says which one counts."""
    found, bound = sorted(dates_in(plain)), _bound(text)
    if len(found) > 1 and (first := begins_on(text)):
        found = [one for one in found if one != first]
    if len(found) > 1 and bound in ("earlier_of", "later_of"):
        return found[0] if bound == "earlier_of" else found[-1]
    return found[0] if len(found) == 1 else None


# "The Saturday nearest September 30, 2027": how a financial year of whole weeks ends.
_NEAREST = re.compile(
    rf"\b(?:the\s)?(?P<weekday>{'|'.join(calendar.day_name)})\s(?:that\sis\s)?(?:nearest|closest)(?:\sto)?\s{DATE}",
    re.IGNORECASE,
)


def _weekday_near(words: re.Match[str]) -> str:
    day = iso_date(words["date"])
    if not day:
        return words.group()
    wanted, date = list(calendar.day_name).index(words["weekday"].title()), Day.fromisoformat(day)
    near = min((date + relativedelta(days=days) for days in range(-3, 4)), key=lambda one: one.weekday() != wanted)
    return f"{near:%B} {near.day}, {near.year}"


# "The last Saturday in January 2028"
_LAST_WEEKDAY = re.compile(
    rf"\bthe\slast\s(?P<weekday>{'|'.join(calendar.day_name)})\s(?:in|of)\s(?P<month>{MONTH})\s(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)


def _last_weekday(words: re.Match[str]) -> str:
    year, month = int(words["year"]), list(calendar.month_abbr).index(words["month"][:3].title())
    day = max(
        week[list(calendar.day_name).index(words["weekday"].title())] for week in calendar.monthcalendar(year, month)
    )
    return f"{words['month']} {day}, {year}"


_NO_END = re.compile(r"\binto\s+(?:force|effect)\b|\bnot\son\b|\b(?:instead\sof|rather\sthan)\b", re.IGNORECASE)
_LATER_THAN = re.compile(r"later\s+than\b")


def _end_in(plain: str) -> re.Match[str] | None:
    """The first words on an end with its date; "by notice given not later than May 2, 2026" are none."""
    for found in END.finditer(plain):
        near = max(0, found.start() - _NEAR)
        if _NO_END.search(found.group()):
            continue  # "deemed to have come into force on May 2, 2020", "and not on May 2, 2020"
        if not (_LATER_THAN.match(found.group()) and _OF_A_NOTICE.search(plain, near, found.start())):
            return found
    return None


def _written_out(month_end: re.Match[str]) -> str:
    year, month = int(month_end["year"]), list(calendar.month_abbr).index(month_end["month"][:3].title())
    return f"{month_end['month']} {calendar.monthrange(year, month)[1]}, {year}"


def _month_end(date: str) -> str:
    year, month = int(date[:4]), int(date[5:7])
    return f"{date[:8]}{calendar.monthrange(year, month)[1]}"


def _year_end(plain: str, start: str | None) -> str | None:
    return f"{start[:4]}-12-31" if start and _YEAR_END.search(plain) else None
