"""The places whose laws govern a contract."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pycountry

_LAW = re.compile(r"\b(?:laws?|legislation)\b", re.IGNORECASE)
_LAW_OF = re.compile(
    r"\b(?:laws?|statutes|legislation)\s+(?:and\s+regulations\s+)?(?:of|in)\b|\b[A-Z]\w+(?:\s[A-Z]\w+)?\s+laws?\b|\b(?:that|those)\s+of\b"
)
_WHEN = re.compile(
    r"[\s,(]{0,3}(?:U\.?S\.?A?\.?[\s,)]{1,3})?(?:appl(?:y|ies)\s)?(?P<when>(?:where|if|when|in\s+(?:case|the\s+event|any\s+(?:action|suit)|actions?|suits?|respect)|with\s+respect|as\s+to|for\s+(?:any|all|the|claims?|disputes?|matters?)"
    r"|insofar|to\s+the\s+extent|while|in\s+relation|as\s+regards|concerning)\b[^,;.]{3,160})"
)
# "If you live in Canada, these Terms are governed by the laws of Ontario; otherwise, by those of Ohio",
# "for sales in Canada the laws of Ontario apply", "except that matters of tax are governed by the laws of Ohio".
_WHEN_BEFORE = re.compile(
    r"(?:^|[,;.]\s|\b(?:except|save|provided|but|and)\s(?:that\s)?)(?:and\s)?(?P<when>(?:for|as\sto|with\srespect\sto|in|any|all|matters|questions|disputes|if|where|when)\s(?:(?!\blaws?\b)[^,.;]){3,80}?|otherwise|in\s(?:all|any)\sother\scases?|elsewhere)"
    r"(?:,\s(?:this|the|these|your)\s(?:agreement|contract|terms(?:\sand\sconditions)?|licen[sc]e|EULA)\s[^,.;]{3,40}?\sby)?"
    r"(?:\s(?:is|are|shall\sbe|will\sbe)\s(?:\w+\s)?(?:governed|determined|construed)\s(?:[\w]+\s){0,4}?by)?,?\s(?:(?:by|under)\s)?(?:the\s)?$",
    re.IGNORECASE,
)
# "the United States Trademark Act" does not name the governing law.
_OF_A_STATUTE = re.compile(r"\s(?:[A-Z][\w-]*\s){0,3}(?:Act|ACT|Convention|CONVENTION)\b")
_WITHIN = 160
# What joins two laws: "the laws of the State of Ohio and the laws of Kenya"; at most so far apart.
_AND_THE = re.compile(r"\w,?\sand\s(?:(?:by|under)\s)?(?:the\s)?$", re.IGNORECASE)
_JOINED = 60
_IS_GOVERNED = re.compile(
    r"\b(?:governed|construed|interpreted|subject)\b[^.;]{0,40}\s(?:by|to|with|under)\s(?:the\s)?$", re.IGNORECASE
)
# Two sentences that each name a law of the contract: "The Agreement is subject to Norwegian law. This Agreement is
# governed by the laws of Ohio".
_GOVERNED = re.compile(
    r"\b(?:this|the|these)\s(?:\w+\s){0,3}?(?:agreement|contract|terms(?:\sand\sconditions)?|licen[sc]e|EULA)\s(?:is|are|shall|will)\s"
    r"(?:[^.;]|(?<=\bU)\.){0,60}?\b(?:governed|construed|interpreted|subject)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
# Federations, whose parts have their own laws. A shared name belongs to the earliest listed, and to a state before a
# country: Georgia is the US state.
_FEDERATIONS = ("US", "CA", "AU")
# Names that contracts spell differently from ISO 3166.
_ALIASES = {
    "Irish": "IE",
    "Scots": "GB-SCT",
    "Indian": "IN",
    "Italian": "IT",
    "Spanish": "ES",
    "Belgian": "BE",
    "Norwegian": "NO",
    "Finnish": "FI",
    "Austrian": "AT",
    "Singaporean": "SG",
    "England and Wales": "GB-EAW",
    "England": "GB-ENG",
    "English": "GB-ENG",
    "Scotland": "GB-SCT",
    "United Kingdom": "GB",
    "UK": "GB",
    "U.K": "GB",
    "USA": "US",
    "U.S.A": "US",
    "United States of America": "US",
    "PRC": "CN",
    "P.R.C": "CN",
    "People's Republic of China": "CN",
    "Taiwan": "TW",
    "Hong Kong": "HK",
    "Macau": "MO",
    "Czech Republic": "CZ",
    "Czech": "CZ",
    "Slovak Republic": "SK",
    "Turkey": "TR",
    "Great Britain": "GB",
    "Wales": "GB-WLS",
    "Northern Ireland": "GB-NIR",
    "Québec": "CA-QC",
    "Dubai": "AE-DU",
    "Ivory Coast": "CI",
    "Korea": "KR",
    "South Korea": "KR",
    "Republic of Korea": "KR",
    "Russia": "RU",
    "British Virgin Islands": "VG",
    "Victorian": "AU-VIC",
    "Tasmanian": "AU-TAS",
    "Swiss": "CH",
    "German": "DE",
    "French": "FR",
    "Dutch": "NL",
    "Swedish": "SE",
    "Danish": "DK",
    "Israeli": "IL",
    "Japanese": "JP",
    "Chinese": "CN",
}


# Financial centers whose laws are not those of the state or emirate in which they are. ISO 3166 has no codes for them.
_CENTERS = {
    "DIFC": "Dubai International Financial Centre",
    "ADGM": "Abu Dhabi Global Market",
    "QFC": "Qatar Financial Centre",
    "AIFC": "Astana International Financial Centre",
}
# "The DIFC Courts", "the rules of the DIFC-LCIA Arbitration Centre": who decides, whatever law governs
_OF_ITS_COURTS = re.compile(r"(?:\s\([A-Z]{3,4}\))?[\s-](?:Courts?|COURTS?|LCIA|(?:International\s)?Arbitration)\b")
# Adjectives of places that are no countries of their own, with the name to show.
_BY_ADJECTIVE = {"Victorian": "Victoria", "Tasmanian": "Tasmania", "Scots": "Scotland", "English": "England"}


class Jurisdiction(NamedTuple):
    """A place whose law governs: its name and its ISO 3166 code, which is empty for a financial center."""

    name: str
    code: str


_OWN_LAW_APPLIES = re.compile(
    r"\s(?:(?:substantive|domestic|internal|national|material)\s)?law\s(?:(?:shall|will|exclusively|solely)\s){0,2}(?:appl(?:y|ies)|governs?)\b"
)


def jurisdiction(text: str) -> Jurisdiction | None:
    """The place whose law governs: the first one named after "law", otherwise the last before it; None if there is
    none.

    A state takes precedence over the federation named with it ("the laws of the United States and of Kentucky").
    """
    law, named = _LAW.search(text), places_in(text)
    if not law:  # "New South Wales.", below the heading "Law"
        return named[0][2] if len(named) == 1 and text.strip(" .\n\t") == text[named[0][0] : named[0][1]] else None
    # "Swedish substantive law shall apply. Arbitration takes place in English."
    own = (place for _, end, place in named if _OWN_LAW_APPLIES.match(text, end) and place.code not in _FEDERATIONS)
    if applies := next(own, None):
        both = next((place for _, _, place in named if place.code == "GB-EAW"), applies)
        return both if applies.code == "GB-ENG" else applies
    for start, end, place in named:
        is_its_own = not text[end : law.start()].strip() and _IS_GOVERNED.search(text, 0, start)
        if is_its_own and end <= law.start() and place.code not in _FEDERATIONS:
            return place  # "subject to Norwegian law", whatever another sentence says
    after = [place for start, _, place in named if start > law.start()]
    ranked = after + [place for start, _, place in reversed(named) if start < law.start()]
    return next((place for place in ranked if place.code not in _FEDERATIONS), ranked[0] if ranked else None)


def jurisdictions(text: str) -> list[tuple[Jurisdiction, str | None]]:
    """All places whose laws govern, each with when it does ("where Provider brings the suit"), if the text says so.

    Several laws govern only if the text joins them ("the laws of Ohio and the laws of Kenya") or says when each does:
    "by the laws of Ohio where ..., and by the laws of New York where ..."; or if two sentences each say so of the
    contract. The place of a court, or of a party, does not count."""
    first = jurisdiction(text)
    if not first:
        return []
    if apart := _each_for_a_part(text):
        return apart
    laws: list[tuple[Jurisdiction, str | None]] = []
    joined, of_the_contract, before = False, False, 0
    for match in _LAW_OF.finditer(text):
        place = next((one for start, _, one in places_in(text[match.start() : match.end() + 60]) if start < 70), None)
        if not place or place.code in _FEDERATIONS or any(place.code == law.code for law, _ in laws):
            continue
        when = _WHEN.match(text, text.find(place.name.split()[-1], match.start()) + len(place.name.split()[-1]))
        when = when or _WHEN_BEFORE.search(text, max(0, match.start() - _WITHIN), match.start())
        between = text[before : match.start()] if laws else ""
        joined = joined or (len(between) <= _JOINED and bool(_AND_THE.search(between)))
        governed = _GOVERNED.search(text, max(0, match.start() - _WITHIN), match.start()) is not None
        joined = joined or (bool(laws) and governed and of_the_contract)
        of_the_contract = governed if not laws else of_the_contract
        before = match.end()
        laws.append((place, " ".join(when["when"].split()) if when else None))
    several = joined or any(when for _, when in laws)
    return laws if len(laws) > 1 and several else [(first, None)]


# "Texas law applies to what we do; Ohio law applies to what you do"
_LAW_APPLIES_TO = re.compile(
    r"(?P<place>[A-Z][A-Za-z]{2,20}(?:\s[A-Z][a-z]{2,20})?)\slaw\s(?:(?:shall|will)\s)?(?:apply|applies|governs?)\s(?P<when>(?:to|for)\s[^.;,]{3,120})"
)


def _each_for_a_part(text: str) -> list[tuple[Jurisdiction, str | None]]:
    """The laws of which a text says, one after the other, to what each applies; none unless there are two."""
    laws: dict[str, tuple[Jurisdiction, str | None]] = {}
    for match in _LAW_APPLIES_TO.finditer(text):
        place = next((one for _, _, one in places_in(match["place"])), None)
        if place:
            laws.setdefault(place.code, (place, match["when"]))
    return list(laws.values()) if len(laws) > 1 else []


def places_in(text: str) -> list[tuple[int, int, Jurisdiction]]:
    """The states and countries that a text names, each with its interval (half open)."""
    pattern, codes = _gazetteer()
    named = (
        (match.start(), match.end(), Jurisdiction(*codes[" ".join(match.group().replace("’", "'").split()).lower()]))
        for match in pattern.finditer(text)
        if match.group()[0].isupper() and not _OF_A_STATUTE.match(text, match.end())
    )
    return [one for one in named if one[2].code or not _OF_ITS_COURTS.match(text, one[1])]


def places() -> dict[str, tuple[str, str]]:
    """Every known name of a state or country in lower case, with its canonical name and its ISO 3166 code."""
    return _gazetteer()[1]


@cache
def _gazetteer() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern for every known name of a place, and its canonical name and ISO 3166 code by the name in lower case."""
    codes: dict[str, tuple[str, str]] = {}
    for alias, code in _ALIASES.items():
        codes[alias.lower()] = (_canonical(code, alias), code)
    for short, name in _CENTERS.items():
        for spelling in (short, name, name.replace("Centre", "Center")):
            codes[spelling.lower()] = (name, "")
    for federation in _FEDERATIONS:
        for part in pycountry.subdivisions:
            if part.country_code == federation:
                codes.setdefault(part.name.lower(), (part.name, part.code))
    for country in pycountry.countries:
        for name in {country.name, getattr(country, "common_name", country.name)}:
            codes.setdefault(name.lower(), (name, country.alpha_2))
    longest_first = sorted(codes, key=len, reverse=True)
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), codes


def _canonical(code: str, alias: str) -> str:
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country else _BY_ADJECTIVE.get(alias, alias)
