"""The day on which a contract ends and how long it runs, from its clauses on the end of the contract as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date as Day

from model.schema import Clause, Ending, Term, Value
from model.summary.best_value import best_value
from model.summary.dates.end_of_this_contract import (
    is_of_a_part,
    is_of_another_contract,
    is_of_maintenance_only,
    is_of_one_program,
    is_of_the_employment_only,
    names_its_own_term,
    program_names,
    speaks_of_the_end,
)
from model.summary.dates.expiration import End, end_of, length_between
from model.summary.dates.moved_end import moved_to, moves_its_end
from model.summary.dates.named_days import named_days, with_days
from model.summary.dates.signature_dates import last_signature
from model.summary.dates.start_and_term import WITHOUT_END, begins_on, leaves_the_term_blank
from model.summary.dates.undated_days import undated_days
from model.summary.values.date_patterns import dates_in
from model.summary.values.numbers import in_figures

_TIMED = ("Expiration Date", "Renewal Term")
_OF_EXECUTION = re.compile(r"\bdate\s+of\s+(?:its\s+|the\s+)?(?:actual\s+)?(?:execution|signature)\b", re.IGNORECASE)
# "The term is two years. The Term starts on the Launch Date."
_STARTS_LATER = re.compile(
    r"\s{0,3}[^.;\n]{0,60}?\b[Tt]erm\b[^.;\n]{0,30}?\s(?:begins?|starts?|commences?|be|is|run)\s(?:\w+\s)?(?:on|upon|from)\s(?P<event>the\s(?!Effective\b|Execution\b|Agreement\b|Signing\b)(?:[A-Z]\w+\s){1,3}Date)\b"
)


def of_the_whole(found: Sequence[Clause], text: str) -> list[Clause]:
    """The clauses, without those on the end or the renewal of one program, of a part that has a term of its own, or of
    another contract."""
    title = _title(found)
    programs, parts_apart = program_names(text), names_its_own_term(text)

    def is_of_less(words: str) -> bool:
        if is_of_one_program(words, programs) or is_of_another_contract(words, title):
            return True
        return parts_apart and is_of_a_part(words)

    return [one for one in found if one.category not in _TIMED or not is_of_less(one.text)]


def _title(found: Sequence[Clause]) -> str:
    return next((one.text for one in found if one.category == "Document Name"), "")


def end_and_term(
    found: Sequence[Clause], start: str | None, signed: str | None, text: str
) -> tuple[Ending | None, Term | None]:
    """The day on which the contract ends, and how long it runs. A term with an unknown start gives no end date, but
    still takes precedence over a date in a clause with a lower score. A term counted from the execution is counted from
    the last signature, if that has a date."""
    title = _title(found)
    known = [
        one
        for one in found
        if not (is_of_maintenance_only(one.text, title) or is_of_the_employment_only(one.text, title))
        and (speaks_of_the_end(one.text) or moves_its_end(one.text, text))
    ]
    executed, undated, days = last_signature(text), undated_days(text), named_days(text)

    def start_of(words: str) -> str | None:
        unknown = start == signed and _COMMENCEMENT.search(with_days(words, days)) and not _IS_ITS_DATE.search(text)
        return None if unknown or _from_the_amended(words, title, text) else start

    def end_in(words: str) -> End:
        words = with_days(words, days)
        return end_of(words, start_of(words), (executed if _OF_EXECUTION.search(words) else None) or signed, undated)

    def tells(words: str) -> str | None:
        end = end_in(words)
        return end.day or end.term

    best = best_value(known, "Expiration Date", tells)
    if not best:
        return None, None
    best = _as_a_day(known, best, end_in)
    end = end_in(best.text)
    # A written end date takes precedence over a duration next to it, which may belong to something else in the
    # sentence.
    begun = start_of(best.text)
    is_written = begun and end.day in dates_in(in_figures(best.text)) and not end.bound
    computed = is_written or not (end.term or end.bound)
    # An amendment begins long after the term whose end it states or moves.
    only_amends = moved_to(best.text) or (_ONLY_AMENDS.search(title) and not _OF_ITS_OWN_TERM.search(best.text))
    first = begins_on(best.text) or (None if only_amends else begun)
    length = length_between(first, end.day) if computed else end.term
    term = Term(**{**best.model_dump(), "value": length}, counted_from=end.counted_from) if length else None
    if term is None and end.day is None and leaves_the_term_blank(best.text):
        blank = Term(**{**best.model_dump(), "gap": best.gap or "open"}, counted_from=None)
        return Ending(**{**best.model_dump(), "gap": best.gap or "open"}, bound=end.bound), blank
    if end.counted_from:
        return None, term
    if term and computed is False and (later_start := _starts_later(text, found, best)):
        return None, term.model_copy(update={"counted_from": later_start})
    left_open = None if end.day in WITHOUT_END else best.gap
    return Ending(**{**best.model_dump(), "value": end.day, "gap": left_open}, bound=end.bound), term


# "24 months after the Commencement Date", a day that the contract defines by an event, if at all
_COMMENCEMENT = re.compile(
    r"\bthe\s(?:[A-Z]\w+\s){0,2}(?:Commencement|Start|Go-Live|Launch|Delivery|In-Service)\sDate\b"
)
_IS_ITS_DATE = re.compile(
    r"\b(?:Commencement|Start)\sDate\b[”\")]{0,2}(?:\s?[:\t|]\s?|\s(?:means?|is)\s)(?:[Tt]he\s)?(?:date\s(?:of|hereof|first)|[Ee]ffective\sDate)|[“\"](?:Commencement|Start)\sDate[”\"]\)"
)


def _as_a_day(known: Sequence[Clause], computed: Value, end_in: Callable[[str], End]) -> Value:
    """The clause that names as a day the end that another one gives by its length: "for twelve months" from May 2, and
    "until May 1". They may differ by the day on which the term begins."""
    if computed.value is None or computed.value in dates_in(in_figures(computed.text)):
        return computed
    for clause in known:
        day = end_in(clause.text).day if clause.category == "Expiration Date" else None
        if day and day in dates_in(in_figures(clause.text)) and _are_neighbors(computed.value, day):
            return Value(text=clause.text, value=day, clause=clause.id, score=clause.score)
    return computed


def _are_neighbors(one: str | None, other: str | None) -> bool:
    """Whether two ISO dates are of successive days."""
    try:
        return abs((Day.fromisoformat(one or "") - Day.fromisoformat(other or "")).days) == 1
    except ValueError:
        return False


# An amendment has a date of its own, and the "Effective Date" of the words that it inserts is the amended contract's.
_AMENDS = re.compile(r"\bamend", re.IGNORECASE)
_ONLY_AMENDS = re.compile(r"^(?!.*\brestate).*\b(?:amendment|amending)\b", re.IGNORECASE | re.DOTALL)
_OF_ITS_OWN_TERM = re.compile(r"\bEffective\sDate\b|\bthis\s(?:\w+\s)?amendment\b", re.IGNORECASE)
_EFFECTIVE_DATE = re.compile(r"(?<!Amendment )\bEffective\sDate\b")
_DEFINES_IT = re.compile(r"[“\"](?:the\s)?Effective\sDate[”\"]", re.IGNORECASE)
_OWN_DATE = re.compile(r"\((?:the\s|such\sdate,?\s)?[“\"](?:[A-Z]\w+\s){0,2}Amendment\s(?:[A-Z]\w+\s)?Date[”\"]\)")


def _from_the_amended(words: str, title: str, text: str) -> bool:
    """Whether the words of an amendment count from the "Effective Date" of the contract that it amends."""
    if not (_AMENDS.search(title) and _EFFECTIVE_DATE.search(words)):
        return False
    return _DEFINES_IT.search(text) is None and _OWN_DATE.search(text) is not None


def _starts_later(text: str, found: Sequence[Clause], best: Value) -> str | None:
    """The day of an event on which the sentence after the one on the term lets it begin."""
    stop = next(clause.interval[1] for clause in found if clause.id == best.clause)
    match = _STARTS_LATER.match(text, stop)
    return " ".join(match["event"].split()) if match else None
