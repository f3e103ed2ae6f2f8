"""Parties that have an item each in the opening's list, with a term at its end: "(1) THE COUNCIL OF HARROW of Town
Hall, Harrow (the "Authority"); and"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from model.summary.parties.company_names import ANY_FORM, FORM, bare, clean, key
from model.summary.parties.parties_in_schedules import listed_in_a_schedule
from model.summary.parties.party_entry import ROLE, SEARCHED, Entry, acts
from model.summary.parties.terms_for_parties import terms_between

_ROLE = rf"(?:{ROLE}|Party[ ][A-Z\d]|You)"
# "BETWEEN", "by and amongst:", "The undersigned:", "made by:", "Parties" at the end of a line; "Parties: Brook Ltd
# (Buyer); Harrow Ltd (Seller)"
_OPENS = re.compile(
    r"(?:^|\b)(?:between|among(?:st)?|parties|undersigned|(?:made|executed|entered\sinto)(?:\son\s[^\n:]{4,40})?\sby)"
    r"(?:\sthe\sfollowing(?:\sparties)?)?\s?:?[ \t]*\n"
    r"|(?:^Parties:[ \t]|\bbetween[ ](?=\(1\)[ ]))(?P<on_the_line>)(?=\S)"
    # "(1) Brook Ltd", "The Lender: Brook Trust", with no words before the list
    rf"|^(?=\(1\)[ \t]|(?-i:(?:The[ ])?{_ROLE}:[ ]))",
    re.IGNORECASE | re.MULTILINE,
)
# A line that only joins two items; what separates the items on a line.
_JOINS = re.compile(r"[-–—\s]*+(?:and|AND|And)?[-–—:\s]*+")
_SEPARATOR = re.compile(
    r";[ ](?:and[ ])?|(?<=[)])[ ]and[ ](?=[A-Z])"
    r"|(?<=[)])[.;,]?[ ](?=(?:And|and)?[ ]?[Oo]f[ ]the[ ](?:other|second)[ ]part\b)"
)
_NUMBER = (
    r"[ ]{0,8}(?:[-•*][ ])?(?:(?:[Aa]nd[ ])?[Oo]f[ ]the[ ](?:one|other|first|second|third)[ ]part,?[ ])?"
    r"(?:\(?\d{1,2}[.)]|\d{1,2}(?=[ ][A-Z])|\(?[a-z][.)]|\(?[IVX]{1,4}[.)])?[ \t]{0,4}"
    rf"(?:(?:The[ ])?(?P<role>{_ROLE}):[ ])?"
)
# "(Treasurer)" after somebody's name is an office, and no term.
_OFFICE = r"(?:Chair\w*|Treasurer|Secretary|President|Directors?|Trustees?|Managers?|Members?)\b"
_EACH = r"\(each[ ]an?[ ](?P<each>[A-Z][\w ]{2,30})[ ]and[ ]together[ ](?:the[ ])?[A-Z][\w ]{2,40}\)"
_TERM = (
    r"(?:[“\"](?:(?:[Tt]he[ ])?[A-Z][^“”\"\n]{1,40}|we|us|you)[”\"]|‘(?:[Tt]he[ ])?[A-Z][^‘’\n]{1,40}’"
    rf"|\((?:the[ ]|(?!{_OFFICE}))(?:[A-Z][ ])?[A-Z][a-z]{{2,20}}(?:[ ][A-Z][a-z]{{2,20}})?\)"
    rf"(?=[;.,]?(?:[ ]and)?$|,[ ](?:for|which)[ ])|{_EACH})"
)
# What belongs to a name although a bracket opens: "(Asia) Pte", "and (2) Ann Brook".
_IN_A_NAME = r"(?:[A-Za-z]{2,20}\)[ ](?i:Pty|Pte|Ltd|Limited|Private|Pvt|Inc|Co|Sdn)\b|\d\)[ ][A-Z])"
# A name: up to the words that describe whoever bears it. A year or a place in brackets may be part of it.
_PIECE = rf"(?:[^,;:(\"“\n]|,[ ]?(?={FORM}|(?:Sr|Jr)\.)|\((?:19|20)\d\d\)[ ]|\((?={_IN_A_NAME})\w{{1,20}}\)[ ])"
_DESCRIBED = (
    rf"[ ]?(?:,(?![ ]?(?:{FORM}|(?:Sr|Jr)\.))|\((?!{_IN_A_NAME})|$|[–—-][ ]"
    r"|[ ](?:of[ ](?=\d|(?:Level|Suite|Unit|Lot|Flat|House)\b)"
    r"|incorporated|registered|organi[sz]ed|established|having|whose|acting|trading"
    r"|carrying[ ]on|c/o|with[ ](?:tax|its)|an?[ ](?=[a-z])"
    r"|as[ ](?:the[ ])?trustee|(?:ABN|ACN|CIN|UEN)[ ]|by[ ]its|represented|hereinafter))"
)
_ITEM = re.compile(
    rf"{_NUMBER}(?:the[ ])?(?P<name>[A-ZÀ-Ž]{_PIECE}{{2,100}}?)(?={_DESCRIBED})[^\n]{{0,900}}?{_TERM}[^\n]{{0,400}}$"
)
# "Guarantor: Ann Brook of 8 Mill Lane", a row that gives no other term
_ROW = re.compile(
    rf"(?:The[ ])?(?P<role>{_ROLE}):[ ](?P<name>[A-ZÀ-Ž]{_PIECE}{{2,100}}?)(?={_DESCRIBED})[^\n]{{0,900}}$"
)
_DOES = r"\s(?:shall|will|must|may|agrees?|guarantees?|undertakes?|grants?|pays?|confirms?|binds)\b"
# "(1) Ann Brook and (2) Bert Brook (together the "Owners")"
_TITLE = r"(?i:(?:mr|mrs|ms|dr|smt|shri|sri)\.?[ ])"
_PERSON = (
    rf"(?:\(\d\)[ ])?{_TITLE}?"
    r"(?P<{}>[A-ZÀ-Ž][\w.’'-]{{0,30}}(?:[ ][A-ZÀ-Ž][\w.’'-]{{0,30}}){{1,4}}(?:,[ ](?:Sr|Jr)\.)?)"
)
_JOINING = re.compile(r"\bjoin(?:s|ing)\b")
_TWO_PERSONS = re.compile(rf"{_PERSON.format('one')}[ ]and[ ]{_PERSON.format('other')}")
_SHARED = re.compile(r"\([^()]{0,80}\b(?:each|individually|together|collectively|jointly)\b")
# In capitals up to the place: "THE COUNCIL OF THE BOROUGH OF HARROW of Town Hall"
_CAPITALS_END = re.compile(r"(?<=[A-Z]{3})[ ]of[ ](?=[A-Z][a-z])")
_NO_NAME = re.compile(
    r"\b(?:is|are|shall|will|may|has|have|whereas|this|that|agreement|contract|part(?:y|ies))\b"
    r"|(?-i:[a-z]{4}\.[ ][A-Z])",
    re.IGNORECASE,
)


def with_items(text: str, known: Sequence[Entry]) -> list[Entry]:
    """The parties (``known``), corrected by the items of the first list of which every item has a name and a term: one
    party an item, of the name with which it begins."""
    for opens in _OPENS.finditer(text, 0, SEARCHED):
        items = list(_items(text, opens.end(), opens["on_the_line"] is not None))
        terms = {entry.terms[0] for entry, *_ in items}
        places = {begin for _, begin, _ in items}
        if len(places) < 2 or len(terms) < len(places):
            continue
        first, last = items[0][1], items[-1][2]
        if any(first <= entry.start < last for entry in known):
            return _corrected(items, known)
        return [entry for entry, *_ in items] if len(items) > len(known) else list(known)
    return list(known)


def _corrected(items: Sequence[tuple[Entry, int, int]], known: Sequence[Entry]) -> list[Entry]:
    found: list[Entry] = []
    for (begin, end), group in groupby(items, key=lambda item: item[1:]):
        inside = [entry for entry in known if begin <= entry.start < end]
        elsewhere = [entry for entry in known if entry not in inside]
        named = [entry for entry, *_ in group]
        terms = {term for entry in named for term in entry.terms}
        for entry in named:
            own = next((one for one in inside if one.start == entry.start), None)
            if own is not None or not any(_is_the_same(one.name, entry.name) for one in elsewhere):
                found.append(_better(entry, own))
        found += [
            one
            for one in inside
            if (one.terms or ANY_FORM.search(one.name))
            and not set(one.terms) & terms
            and not any(_overlap(one, two) for two in named)
        ]
    first, last = items[0][1], items[-1][2]
    others = (entry for entry in known if not first <= entry.start < last)
    return [*found, *(entry for entry in others if entry.terms or not _runs_together(entry, [*found, *known]))]


def _runs_together(entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether a name is that of another entry and more: those of several parties on a cover, one below the other."""
    return any(key(entry.name).startswith(f"{key(one.name)} ") for one in others if one.terms)


def _overlap(one: Entry, other: Entry) -> bool:
    return one.start < other.end and other.start < one.end


def _better(item: Entry, known: Entry | None) -> Entry:
    """An item's party as it was known, with the item's terms; or as the item names it, if the known name goes on to a
    place ("ANN BROOK of The Old Mill") or was cut ("The Provost" of "The Provost and Fellows of Harrow College")."""
    if known is None or known.name.startswith(f"{item.name} of "):
        return item
    rest = item.name.removeprefix(f"{known.name} ")
    if rest != item.name and not rest.startswith("of ") and not ANY_FORM.search(known.name):
        return item
    terms = [term for term in item.terms if f"({term})" not in known.name]
    return known._replace(terms=terms) if set(known.terms) <= set(terms) else known


def _is_the_same(one: str, other: str) -> bool:
    """Whether two names are one company's, however its form is written; "(Holdings)" tells two companies apart."""
    return bare(one) == bare(other) and ("(" in one) == ("(" in other)


_BEGINS_WITH_A_NUMBER = re.compile(r"[ ]{0,8}\(?\w{1,4}[.)]")


def _items(text: str, position: int, on_the_line: bool) -> Iterator[tuple[Entry, int, int]]:
    """The items, each as a party or several, and where it begins and ends."""
    numbered = False
    for begin, end in _pieces(text, position) if on_the_line else _lines(text, position):
        item = _ITEM.match(text, begin, end) or _acting(text, _ROW.match(text, begin, end))
        if item is None and _JOINS.fullmatch(text, begin, end):
            continue
        if item is None or _NO_NAME.search(item["name"]) or (numbered and not _BEGINS_WITH_A_NUMBER.match(text, begin)):
            return
        numbered = numbered or _BEGINS_WITH_A_NUMBER.match(text, begin) is not None
        start, stop = item.span("name")
        place = _CAPITALS_END.search(text, start, stop)
        stop = place.start() if place else stop
        terms = _terms(text, stop, end)
        role = [item["role"]] if item["role"] and item["role"] not in terms else []
        named = list(_named(text, start, stop, end))
        if not (terms or item.re is _ROW) or not named:
            return
        for name, first, last in named:
            yield Entry(name, first, last, [*role, *terms]), begin, end


def _acting(text: str, row: re.Match[str] | None) -> re.Match[str] | None:
    """The row, if it says that its party joins, or the contract what its role does."""
    return row if row and (_JOINING.search(row.group()) or acts(text, row["role"], _DOES, row.end())) else None


_EACH_TERM, _AN_OFFICE = re.compile(_EACH), re.compile(_OFFICE)


def _terms(text: str, start: int, end: int) -> list[str]:
    """The terms that an item gives, without the offices of those who act for the party."""
    terms = list(terms_between(text, start, end + 1, alone=True))
    if each := _EACH_TERM.search(text, start, end):
        terms = terms or [each["each"]]
    return [term for term in terms if not _AN_OFFICE.fullmatch(term)] or terms


_A_TITLE = re.compile(_TITLE)
# "SHRI HARROW SEVA SANGH, a charitable trust"
_A_BODY = re.compile(
    r",[ ]an?[ ](?:[a-z-]+[ ]){0,4}(?:trust|society|company|association|corporation|institution"
    r"|foundation|cooperative|charity)\b"
)
# "Brook & Quill, the trading name of Ann Brook, of 4 Mill Lane"
_TRADING_NAME = re.compile(r",[ ](?:the|a)[ ](?:trading|business)[ ]name[ ](?:of|for)[ ](?P<name>[A-Z][^,;(\n]{3,80})")


def _named(text: str, start: int, stop: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Whom an item names, with the intervals of the names: the one of its first words, two persons who share its term,
    or those whom a schedule lists."""
    if listed := listed_in_a_schedule(text, start, end):
        yield from listed
        return
    two = _TWO_PERSONS.fullmatch(text, start, stop)
    if two and not ANY_FORM.search(text, start, stop) and _SHARED.search(text, stop, end):
        yield from ((clean(two[which]), *two.span(which)) for which in ("one", "other"))
        return
    owner = _TRADING_NAME.match(text, stop, end)
    start, stop = owner.span("name") if owner else (start, stop)
    if (title := _A_TITLE.match(text, start, stop)) and not _A_BODY.match(text, stop, end):
        start = title.end()
    name = clean(text[start:stop])
    start = text.find(name, start, stop)
    if start >= 0:
        yield name, start, start + len(name)


def _lines(text: str, position: int) -> Iterator[tuple[int, int]]:
    while position < len(text):
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        several = list(_pieces(text, position))
        yield from (
            several if len(several) > 1 and all(_ITEM.match(text, *one) for one in several) else [(position, end)]
        )
        position = end + 1


def _pieces(text: str, position: int) -> Iterator[tuple[int, int]]:
    end = text.find("\n", position)
    end = end if end >= 0 else len(text)
    for separator in _SEPARATOR.finditer(text, position, end):
        yield position, separator.start()
        position = separator.end()
    yield position, end
