"""Combines a review with what people corrected in it: its ``marks``, in a file that was saved from the service's page.
The rules for values are those of deploy/page/shared/corrections.js, and for clauses those of
deploy/page/review/correctedclauses.js."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from model.schema import Clause, Ending, Flag, Law, Notice, Party, Renewal, Review, Summary, Value
from serve.output.formatting import place_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHICH = "(?:calendar|business|working|full|more|additional|successive|consecutive)"
_DURATION = re.compile(
    rf"\bp(\d{{1,4}})([dwmy])\b|\b(\d{{1,4}})\)?[ -](?:{_WHICH} )?(d|w|m|y)(?:ays?|eeks?|onths?|ears?)\b", re.ASCII
)
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one"), "1"),
    **{"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"},
    **{"ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "eighteen": "18"},
    **{"thirty": "30", "sixty": "60", "ninety": "90"},
}
_PERPETUAL = re.compile(r"\bperpetual|\bnever\b|\bforever\b")
_ENDLESS = re.compile(r"\bindefinite|\buntil terminated\b|\bopen[- ]ended\b|^(?:none$|no\b)")
_NONE = re.compile(r"^(?:none$|no\b|not\b|never\b)|\bnot renew")
_AUTOMATIC = re.compile(r"\bautomatic")
_LONGEST_RULE = 200  # characters of a rule's id in a mark
_FIELDS: dict[str, type[Value]] = {
    "agreement_date": Value,
    "effective_date": Value,
    "expiration_date": Ending,
    "renewal_term": Renewal,
    "renewal_notice": Notice,
    "governing_law": Law,
}


class CategoryClause(NamedTuple):
    """A clause of a category: one that a model found or a person added. ``id`` and ``score`` are None for the latter.
    ``by_a_person``: whether a person said that it is one."""

    category: str
    text: str
    place: int | str | None
    id: int | None
    score: float | None
    by_a_person: bool


def corrected(review: Review) -> Review:
    """The review with a person's values in its summary, each with ``corrected``: the words that the person wrote."""
    said = {name: str(mark["value"]) for name, mark in _marks(review, "value") if mark.get("value")}
    changes: dict[str, Any] = {
        name: _value(name, getattr(review.summary, name), words) for name, words in said.items() if name in _FIELDS
    }
    if "parties" in said:
        changes["parties"] = _parties(review.summary.parties, said["parties"])
    return review.model_copy(update={"summary": review.summary.model_copy(update=changes)}) if changes else review


def corrected_fields(summary: Summary) -> Iterator[tuple[str, Value]]:
    """The fields that have a person's values, except the parties."""
    for name in _FIELDS:
        field = getattr(summary, name)
        if field and field.corrected:
            yield name, field


def _marks(review: Review, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The marks of one kind, each with its key after the colon."""
    for key, mark in (review.marks or {}).items():
        known, _, name = key.partition(":")
        if known == kind:
            yield name, mark


def _value(name: str, field: Value | None, said: str) -> Value:
    """``text``, ``clause`` and ``score`` remain what the model read, if it found anything."""
    found = field.model_dump() if field else {"text": said, "clause": None, "score": None}
    return _FIELDS[name].model_validate({**found, **_meaning(name, said, found), "gap": None, "corrected": said})


def _meaning(name: str, said: str, found: Mapping[str, Any]) -> dict[str, Any]:
    if name == "expiration_date":
        return {"value": day_of(said) or _without_end(said), "bound": None}
    if name.endswith("_date"):
        return {"value": day_of(said)}
    if name == "renewal_notice":
        return {"value": duration_of(said)}
    if name == "renewal_term":
        return {"value": duration_of(said), "kind": _kind(said, found.get("kind"))}
    return {"value": said, "code": None, "laws": []}


def _parties(found: list[Party], said: str) -> list[Party]:
    """Those that the model named, too, keep their clauses and defined terms."""
    known = {party.name: party for party in reversed(found)}
    names = filter(None, (_one_line(name) for name in said.split(";")))
    unfound = Party(name="-", defined_as=[], clause=None, score=None)
    return [known.get(name, unfound).model_copy(update={"name": name, "corrected": name}) for name in names]


def day_of(said: str) -> str | None:
    """The day that a person wrote, as ISO 8601; None if it is not written as a day. Of figures with slashes the month
    comes first, with full stops the day."""
    plain = _one_line(said).lower()
    if _ISO.fullmatch(plain):
        return _day(*plain.split("-"))
    if match := _DAY_FIRST.fullmatch(plain):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.fullmatch(plain):
        return _day(match[3], _month(match[1]), match[2])
    if match := _FIGURES.fullmatch(plain):
        is_day_first = match[2] == "." or int(match[1]) > len(_MONTHS)
        return _day(match[4], match[3], match[1]) if is_day_first else _day(match[4], match[1], match[3])
    return None


def duration_of(said: str) -> str | None:
    """The first duration that a person wrote, as ISO 8601 ("P90D"); None if there is none."""
    plain = re.sub("[a-z]+", lambda word: _NUMBERS.get(word[0], word[0]), _one_line(said).lower())
    match = _DURATION.search(plain)
    return f"P{int(match[1] or match[3])}{(match[2] or match[4]).upper()}" if match else None


def _without_end(said: str) -> str | None:
    plain = _one_line(said).lower()
    return "perpetual" if _PERPETUAL.search(plain) else "indefinite" if _ENDLESS.search(plain) else None


def _kind(said: str, known: str | None) -> str | None:
    """What triggers a renewal: as the person says, otherwise as the model read."""
    plain = _one_line(said).lower()
    return None if _NONE.search(plain) else "automatic" if _AUTOMATIC.search(plain) else known


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0


def _day(year: str, month: str | int, date: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(date)).isoformat()
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def clauses_of(review: Review) -> list[CategoryClause]:
    """The clauses that were found and that nobody called wrong, as they were corrected, and those that were added."""
    marks = _marks_by_clause(review)
    shown = [(clause, marks.get(clause.id, {})) for clause in review.clauses if clause.found]
    found = [_corrected_clause(clause, mark) for clause, mark in shown if mark.get("verdict") != "wrong"]
    for _, mark in _marks(review, "added"):
        span = mark["span"]
        found.append(CategoryClause(mark["category"], span["text"], _page(span), None, None, True))
    return found


def _corrected_clause(clause: Clause, mark: Mapping[str, Any]) -> CategoryClause:
    span = mark.get("span")
    place = (span and _page(span)) or (clause.pages[0] if clause.pages else place_of(clause))
    text, category = span["text"] if span else clause.text, mark.get("category", clause.category)
    is_sure = bool(mark.keys() & {"verdict", "span", "category"})
    return CategoryClause(category, text, place, clause.id, clause.score, is_sure)


def _page(span: Mapping[str, Any]) -> int | None:
    """The page that corrected words begin on; None if they were chosen in the text."""
    return span["boxes"][0][0] if span.get("boxes") else None


def _marks_by_clause(review: Review) -> dict[int, dict[str, Any]]:
    """The marks of clauses by the clause's id: of the clauses with the mark's category and words, it is about the
    nearest to where they were. Marks of clauses that are gone are left out."""
    found = [clause for clause in review.clauses if clause.found]
    by_clause: dict[int, dict[str, Any]] = {}
    for _, mark in _marks(review, "clause"):
        was = mark.get("was") or {"category": None, "text": ""}
        same = [one for one in found if one.category == was["category"] and _letters(one.text) == _letters(was["text"])]
        if same:
            nearest = min(same, key=lambda one: abs(one.interval[0] - was["interval"][0]))
            by_clause[nearest.id] = mark
    return by_clause


def marks_of_flags(review: Review) -> list[str | None]:
    """What people said of each flag, in words; None of those that nobody marked."""
    said: list[str | None] = [None] * len(review.flags)
    for _, mark in _marks(review, "flag"):
        about = mark.get("about") or {}
        same = (at for at, flag in enumerate(review.flags) if said[at] is None and _is_about(flag, about))
        at = next(same, None)
        if at is not None:
            said[at] = _in_words(mark)
    return said


def _is_about(flag: Flag, about: Mapping[str, str]) -> bool:
    """Whether a mark is about this flag, whose words may have changed slightly since."""
    if about.get("rule") != flag.rule[:_LONGEST_RULE]:
        return False
    quote, marked = _letters(flag.quotes[0].text) if flag.quotes else "", _letters(about.get("quote", ""))
    same_words = bool(quote and marked) and (quote in marked or marked in quote)
    return same_words or flag.why.startswith(about.get("why", "\0"))


def _in_words(mark: Mapping[str, Any]) -> str:
    words = ", ".join(filter(None, (mark.get("verdict"), "done" if mark.get("done") else None)))
    return (f"Marked {words}" if words else "Noted") + (f": {mark['note']}" if mark.get("note") else "")


def _letters(text: str) -> str:
    """Words without what differs between a page and the text: spaces, capitals, hyphens."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
