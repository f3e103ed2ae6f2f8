"""The summary's plain fields: those that are found clauses in themselves."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence

from dateutil import parser as dates

from model.review import Clause, Party, Summary, Value

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}/\d{1,2}/\d{2}\b")
_BLANK = re.compile(r"_{2,}|\[[\s*_•●]*\]|\bXX+\b")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"""\b(?:
        {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*\d{{4}}
      | \d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?{_MONTH}\s*,?\s*\d{{4}}
      | \d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}
      | \d{{4}}-\d{{2}}-\d{{2}}
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LAW = re.compile(
    r"""\blaws?\s+(?:and\s+regulations\s+)?(?:of|in(?:\s+force\s+in)?)\s+(?:the\s+)?
        (?:(?:State|Commonwealth|Province|Republic|People['’]s\s+Republic|Kingdom)\s+of\s+(?:the\s+)?)?
        (?P<place>[A-Z][A-Za-z.]*(?:\s+(?:of\s+)?(?:the\s+)?[A-Z][A-Za-z.]*)*)
      | \b(?P<adjective>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+law\b""",
    re.VERBOSE,
)
# What stands before a defined term: quotation marks, a bracket, "hereinafter".
_DEFINING = re.compile(r"""(?:["“'‘(]|\bhereinafter(?:\s+\w+){0,3}?)\s*(?:the\s+)?["“'‘(]?$""")
# What may stand between a name and its term holds no other term, and no other party: that would come after "and".
_DEFINED = re.compile(
    r"""(?:(?!\band\s+[A-Z])[^"“”;]){0,400}?
        \(\s*(?:(?:each|hereinafter|collectively|referred\s+to\s+as|or|,)\s*)*(?:the\s+)?["“]
        (?!Agreement|(?:\w+\s)?Date\b|Part(?:y|ies)\b)(?P<term>[^"“”()]{2,40})["”]""",
    re.VERBOSE,
)
_VERB = re.compile(r"\b(?:is|are|shall|means|agrees?|referred)\b")
_LEADING_WORDS = re.compile(r"^(?:[a-z]+,?\s+)+")
# ", a Delaware corporation"
_DESCRIPTION = re.compile(r",?\s+an?\s+(?=[A-Za-z])")


def summarise(clauses: Sequence[Clause], text: str) -> Summary:
    """Reads the fields from the found clauses; ``text`` is the document's flow, which their intervals index."""
    found = [clause for clause in clauses if clause.found]
    return Summary(
        document_name=_best(found, "Document Name", lambda words: words),
        parties=_parties([clause for clause in found if clause.category == "Parties"], text),
        agreement_date=_best(found, "Agreement Date", iso_date),
        effective_date=_best(found, "Effective Date", iso_date),
        expiration_date=_best(found, "Expiration Date", iso_date),
        governing_law=_best(found, "Governing Law", jurisdiction),
    )


def _best(found: Sequence[Clause], category: str, read: Callable[[str], str | None]) -> Value | None:
    """The best clause's value; a later one that gives a value goes before a better one that gives none."""
    ranked = sorted((clause for clause in found if clause.category == category), key=lambda clause: -clause.score)
    values = [
        Value(text=clause.text, value=read(clause.text), clause=clause.id, score=clause.score) for clause in ranked
    ]
    return next((value for value in values if value.value), values[0] if values else None)


def iso_date(text: str) -> str | None:
    """The one date that the text writes out, as ISO 8601; null for a blank to be filled in, or no date, or several."""
    if _BLANK.search(text) or not _YEAR.search(text):
        return None
    found = {_parsed(match.group()) for match in _DATE.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None


def _parsed(text: str) -> str | None:
    plain = re.sub(r"\b(?:day|of)\b|(?<=\d)(?:st|nd|rd|th)\b|,", " ", text, flags=re.IGNORECASE)
    try:
        return dates.parse(plain, default=datetime.datetime(1, 1, 1)).date().isoformat()
    except (ValueError, OverflowError):
        return None


def jurisdiction(text: str) -> str | None:
    """The place whose law governs, as the clause writes it; null where the sentence names none."""
    match = _LAW.search(text)
    if not match:
        return None
    return (match["place"] or match["adjective"]).rstrip(".")


def _parties(mentions: Sequence[Clause], text: str) -> list[Party]:
    """Names in order of the contract, once each, with the terms that it defines for them ("the Company")."""
    parties: dict[str, Party] = {}
    last: str | None = None
    for mention in sorted(mentions, key=lambda clause: clause.interval[0]):
        name = _party_name(mention.text)
        key = _plain(name)
        if not key:
            continue
        if _DEFINING.search(text[max(0, mention.interval[0] - 30) : mention.interval[0]]):
            if last and all(key != _plain(term) for term in parties[last].defined_as):
                parties[last] = parties[last].model_copy(update={"defined_as": [*parties[last].defined_as, name]})
            continue
        known = next((other for other in parties if key in other or other in key), None)
        if known is None and not _is_known_term(key, parties):
            terms = _defined_after(text, mention.interval[1])
            parties[key] = Party(name=name, defined_as=terms, clause=mention.id, score=mention.score)
            last = key
        elif known:
            last = known
    return list(parties.values())


def _party_name(mention: str) -> str:
    """The name in a mention, without what describes it; empty where the mention is a sentence and no name."""
    name = _DESCRIPTION.split(_LEADING_WORDS.sub("", mention))[0].strip(' ,"“”')
    if _VERB.search(name):
        return ""
    words = [word for word in re.findall(r"\w[\w'’.-]*", name) if word not in {"of", "and", "the", "for", "de"}]
    return name if words and 2 * sum(word.islower() for word in words) <= len(words) else ""


def _defined_after(text: str, end: int) -> list[str]:
    """The term that the contract defines in brackets after a name and its description, as a list of one or none."""
    match = _DEFINED.match(text, end)
    return [match["term"]] if match else []


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", text.lower()).strip()


def _is_known_term(key: str, parties: dict[str, Party]) -> bool:
    return any(key == _plain(term) for party in parties.values() for term in party.defined_as)
