"""Turns the words of a contract into plain values: dates, durations, money, places; what is not written out is None."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import pycountry
from dateutil import parser as dates
from dateutil.relativedelta import relativedelta
from text_to_num.transforms import alpha2digit

from model.summary.text.hyphens import with_plain_hyphens

# Months in full, without a group around them.
MONTH_NAMES = "|".join(calendar.month_name[1:])
# A day whose year is missing: "this 1st day of December"; an anniversary has more words.
NO_YEAR = (
    r"^\W{0,3}(?:(?:this|the)\s)?\d{1,2}(?:st|nd|rd|th)\sday\sof\s"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,7}\W{0,3}$"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b")
# "Nineteen Hundred and Ninety-Eight", "two thousand and five".
YEAR_IN_WORDS = re.compile(
    r"\b(?:nineteen\s+hundred|two\s+thousand)(?:\s+and)?"
    r"(?:[\s-]+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,6}teen|twenty|thirty|\w{3,5}ty)){0,2}\b",
    re.IGNORECASE,
)
# A blank still to be filled in: "____", "[date to be inserted]", "[●]", a gap before the year ("as of , 2012").
BLANK = re.compile(
    r"_{2,}|\[[\s_•●·∙⋅◦▪■.]{0,20}\]|\[\s?(?:date|insert|to\s+be|tbd|name|amount|number|month|day|year|effective\s+date)\b[^\[\]]{0,60}\]|\bXX+\b|\bTBD\b|<<[^<>»\n]{1,60}(?:>>|»)|\{\{[^{}\n]{1,60}\}\}"
    # "[start date]", "the laws of [State]", “Date when this form is completed”
    r"|[“\"](?:the\s)?date\s(?:on\swhich|when|of)\s[^“”\"\n]{0,30}\bform\b[^“”\"\n]{0,20}[”\"]"
    r"|\[\s?(?:[A-Za-z\d’']{1,20},?[\s/_-]){0,5}(?:date|state|country|province|territory|district|jurisdiction|governing\slaw)\s?\](?!\()"
    r"|\b(?:as\s+of|dated|on|this|day\s+of|effective)(?:\s+this)?(?:\s+day\s+of)?\s{0,3},\s{0,3}(?:19|20)(?:\d\d)?\b|\bday\s+of\s*,|\bthis\s+day\s+of\b|^\W{0,3},\s?(?:19|20)\d\d\b"
    rf"|{NO_YEAR}"
    rf"|^(?:{MONTH_NAMES})\s{{1,2}},\s?(?:19|20)\d\d$"
    r"|^\s{0,9}\((?:(?:insert|the)\s)?(?:(?:effective|agreement)\s)?date\)\s{0,9}$",
    re.IGNORECASE,
)
# What replaces words that were removed before the contract was made public: "[***]", "[redacted]".
REDACTION_MARK = r"\[\s?[*∗][\s*∗]{0,20}\]|(?<!\*)\*{3,20}(?!\*)|\[\s?redacted\s?\]"
# Within a short value, other brackets and longer notes can be nothing else (nor on the page:
# deploy/page/shared/fields.js).
REDACTED = re.compile(
    rf"{REDACTION_MARK}|"
    r"[\[{(<]\s?\*[\s*]{0,12}[\]})>]|\*{3,}|[\[(]\s?(?:redacted|omitted|confidential)[^\[\]()]{0,60}[\])]",
    re.IGNORECASE,
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,7}+\.?"
# In some text layers, superscript letters are separated: "20t h".
_TH = r"(?:s\s?t|n\s?d|r\s?d|t\s?h)"
# Plain text marks them with slashes: "1/st/".
_DAY = rf"\d{{1,2}}(?:\s?{_TH}|/{_TH}/)?"
# Underlining in typewritten texts comes after the word: "31 December, --------- 1996".
_RULE = r"(?:-{4,80}+\s*+)?"
# "The 8th day of May, in the year of our Lord 1998"
_THE_YEAR = r"(?:in\s+the\s+year\s+(?:of\s+)?(?:our\s+lord\s+)?)?"
# A date as contracts write it, in a group "date" of a larger pattern; a text layer may lose the blank before it.
DATE = (
    rf"(?P<date>(?:(?<![^\W_])|(?<=\bof)|(?<=\bon))(?:{MONTH}\s+{_DAY}\s*+(?:[,.]\s*+)?\d{{4}}|{_DAY}\s+(?:day\s+)?(?:of\s+)?(?:-{{3,80}}+\s*+)?{MONTH}\s*+(?:,\s*+)?(?:day\s+of\s+)?{_THE_YEAR}{_RULE}\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b)"
)
_DATE = re.compile(DATE, re.IGNORECASE)
# A date written on the line for it: "3/24/06 ____________".
_SIGNED_LINE = re.compile(r"_{4,}")
_DATED_LINE = re.compile(rf"(?:{DATE.replace('?P<date>', '?:')}[\s_]{{1,80}}){{1,4}}", re.IGNORECASE)
_UNIT = r"(?P<unit>days?|weeks?|months?|years?|anniversary)"
_WHICH = r"(?:(?:additional|successive|calendar|contract|business|working|full|consecutive|further|whole|more)[\s-]+)*"
# "The 2018 Annual Meeting" is no duration.
_OCCASION = r"\s+(?:general\s+)?(?:meetings?|reports?|accounts?|budgets?|conferences?|conventions?|events?)\b"
_DURATION = re.compile(
    rf"""(?<![\d.,])(?P<number>\d{{1,9}}+)(?!{_TH}\s+day\s+of\b){_TH}?\W{{0,3}}(?:\(\s*(?:(?P<figure>\d{{1,9}}+)|\w){_TH}?\s*\)\W{{0,2}})?
         {_WHICH}{_UNIT}\b
      | (?P<yearly>\byear[\s-]to[\s-]year\b|\bannual(?:ly)?\b(?!{_OCCASION})
          |\byearly\b|\bmonth[\s-]to[\s-]month\b|\bmonthly\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# text2num skips a lone "one", usually a pronoun; here it is a number, as is the "an" of "an additional month".
_ONE = re.compile(
    rf"(?<![\w-])(?:one(?=\W+(?:\(\w\)\W+)?{_WHICH}(?:day|week|month|year)s?\b)"
    r"|(?:an?|another)(?=\s+(?:(?:additional|successive|further)\s+)(?:day|week|month|year)\b))",
    re.IGNORECASE,
)
_HALF_A_YEAR = re.compile(r"\b(?:half[\s-](?:an?\s)?year|half-yearly|0?\.5\s+years?)\b", re.IGNORECASE)
_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "anniversary": "Y"}
_ORDINALS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
    "fifteenth": "15",
    "twentieth": "20",
}
_ORDINAL = re.compile(
    rf"(?<![\w-])(?<!twenty )(?<!thirty )(?:{'|'.join(_ORDINALS)})"
    r"(?=\W+(?:\(\d+\s?\w\s?\w\)\W+)?"
    r"(?:(?:annual\s+)?anniversary|day\s+of(?!\s+(?:the|an?|each|every|any|such|that|this|its)\b))\b)",
    re.IGNORECASE,
)
_SYMBOLS = {"$": "USD", "US$": "USD", "U.S.$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "C$": "CAD", "A$": "AUD"} | {
    "DOLLARS": "USD",
    "EURO": "EUR",
    "EUROS": "EUR",
    "POUNDSSTERLING": "GBP",
    "RS": "INR",
    "RS.": "INR",
    "₹": "INR",
}
_SCALE = (
    dict.fromkeys(("k", "thousand"), 10**3)
    | dict.fromkeys(("m", "mm", "mn", "mio", "million"), 10**6)
    | dict.fromkeys(("b", "bn", "billion"), 10**9)
    | dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 10**5)
    | dict.fromkeys(("crore", "crores"), 10**7)
)
# "$5m", "EUR 2.5 million", "US$ 10 mn": a single letter must follow the figure without a space.
_SCALED = r"(?:[\s-]?(?P<scale>thousand|million|billion|mio|mn|bn|la(?:kh|c)s?|crores?)\b|(?P<letter>mm|[kmb])\b)?"
_MONEY = re.compile(
    r"(?P<currency>U\.?S\.?\s?\$|[CA]\$|[$€£¥₹]|\bRs\.?(?=\s?\d)|\b[A-Z]{3}(?=\s?\d))\s?(?P<amount>\d[\d,]*+(?:\.\d++)?+)"
    + _SCALED,
    re.IGNORECASE,
)
# A scan's "$5OO,000", with letters instead of zeros.
_MISREAD = re.compile(r"(?<=[$€£]\d)[\dO,]{1,14}(?![A-Za-z])")
_MONEY_IN_WORDS = re.compile(
    r"(?<![\d.,])(?P<amount>\d[\d,]*(?:\.\d+)?)" + _SCALED + r"\s"
    r"(?:u\.?s\.?\s)?(?P<currency>dollars|euros?|pounds\ssterling|usd|eur|gbp|cad)\b"
)
# "Four Dollars and Forty-One Cents ($4.41)": the figures in the brackets say it all.
_WITH_CENTS = re.compile(
    r"\b(?:\w+[\s-]){1,6}?(?:dollars|euros?|pounds)\s(?:and|&)\s(?:[\w-]+\s){1,3}?(?:cents?|pence)\s?(?=\(\s?[$€£])",
    re.IGNORECASE,
)
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


class Jurisdiction(NamedTuple):
    """A place whose law governs: its name and its ISO 3166 code."""

    name: str
    code: str


def iso_date(text: str) -> str | None:
    """The only date that the text writes out, as ISO 8601; None for a blank, no date, or several."""
    text = _without_line(text)
    if _is_open(text) or not (_YEAR.search(text) or YEAR_IN_WORDS.search(text)):
        return None
    found = dates_in(in_figures(text))
    return found.pop() if len(found) == 1 else None


def _without_line(text: str) -> str:
    """A date without the line that it is written on, which is no blank any more."""
    return _SIGNED_LINE.sub(" ", text) if _DATED_LINE.fullmatch(text) else text


def dates_in(plain: str) -> set[str]:
    """The dates written out in a text whose number words are already figures, as ISO 8601."""
    return {date for match in _DATE.finditer(plain) if (date := _parsed(match.group()))}


def gap(text: str) -> Literal["open", "redacted"] | None:
    """'open' if the text has a blank to fill in, 'redacted' if words were taken out, otherwise None."""
    text = _without_line(text)
    return "open" if _is_open(text) else "redacted" if REDACTED.search(text) else None


# The field of a template in which its value already stands: "{{{Colorado}}}", "{{30 days}}".
_FIELD = re.compile(r"\{{1,3}\s?(?:State\sof\s)?(?P<words>[^{}\n]{1,60}?)\s?\}{1,3}")
_FIGURE = re.compile(r"(?:[A-Z]{3}\s|[$€£]\s?)?\d[\d.,]*+\s?(?:%|[a-z]{3,9})?")


def is_filled(field: str) -> bool:
    """Whether a place, a date or a number stands in the braces of a template's field."""
    inside = _FIELD.fullmatch(field)
    words = inside["words"] if inside else ""
    return words.lower() in places() or bool(_FIGURE.fullmatch(words) or dates_in(in_figures(words)))


def _is_open(text: str) -> bool:
    return text.strip() == "DATE" or any(not is_filled(one.group()) for one in BLANK.finditer(text))


def _parsed(text: str) -> str | None:
    plain = re.sub(
        rf"-{{3,}}|\b(?:day|of|in|the|year|our|lord)\b|(?<=\d)\s?{_TH}\b|,|(?<=\d)\.(?=\s)",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    # Figures separated by full stops are a European date: the day comes first.
    european = bool(re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}", plain))
    try:
        return dates.parse(plain, dayfirst=european, default=datetime.datetime(1, 1, 1)).date().isoformat()
    except (ValueError, OverflowError):
        return None


def spelled(words: str) -> str:
    """An expression for words, whatever white space lies between them."""
    return r"\s+".join(map(re.escape, words.split()))


def durations(text: str) -> list[tuple[int, str]]:
    """Every duration that the text writes out, as its offset in the text with number words as figures (see
    ``in_figures``) and its ISO 8601 form: "ninety (90) days" is P90D, "the fifth anniversary" P5Y."""
    return [(start, duration) for start, _, duration in duration_spans(in_figures(text))]


def duration_spans(plain: str) -> list[tuple[int, int, str]]:
    """Every duration in a text whose number words are already figures: start, end (half open) and ISO 8601 form."""
    found = []
    for match in _DURATION.finditer(plain):
        if match["yearly"]:
            duration = "P1M" if match["yearly"].lower().startswith("month") else "P1Y"
        else:
            unit = match["unit"].lower()
            letter = _LETTERS[unit if unit in _LETTERS else unit.rstrip("s")]
            duration = f"P{int(match['figure'] or match['number'])}{letter}"
        found.append((match.start(), match.end(), duration))
    return found


# OCR reads a small raised "st" as "5t" or ".5t": "315t December".
_MISREAD_FIRST = re.compile(rf"\b(?P<day>[123]?1)\.?5t(?=\s(?:day\b|{MONTH_NAMES}))", re.IGNORECASE)


@lru_cache(maxsize=128)
def in_figures(text: str) -> str:
    """The text with its number words as figures and single spaces, for functions that look for numbers."""
    plain = with_plain_hyphens(" ".join(text.split()))
    plain = re.sub(r"\b(hundred|thousand)\s+and\b(?!\s+(?:no\b|\d))", r"\1", plain, flags=re.IGNORECASE)
    plain = re.sub(r"(?<=[a-z])-(?=(?:day|week|month|year)s?\b)", " ", plain, flags=re.IGNORECASE)
    plain = _HALF_A_YEAR.sub("6 months", _ONE.sub("1", _MISREAD_FIRST.sub(r"\g<day>st", plain)))
    plain = _ORDINAL.sub(lambda match: _ORDINALS[match.group().lower()], plain)
    return str(alpha2digit(plain.lower(), "en"))


def later(date: str, duration: str) -> str:
    """The ISO date that is an ISO duration after another. Raises ValueError past the year 9999."""
    number, letter = int(duration[1:-1]), duration[-1]
    try:
        if letter == "Y":
            step = relativedelta(years=number)
        elif letter == "M":
            step = relativedelta(months=number)
        else:
            step = relativedelta(days=7 * number if letter == "W" else number)
        return (datetime.date.fromisoformat(date) + step).isoformat()
    except OverflowError as error:
        raise ValueError(f"{date} and {duration} lie too far apart") from error


def days(duration: str) -> float:
    """About how many days an ISO duration of one unit is, for comparisons."""
    return int(duration[1:-1]) * {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}[duration[-1]]


# Longer durations in days are given in years.
_MANY_DAYS = 730


def in_words(value: str) -> str:
    """A duration as a person says it ("P90D": "90 days"); any other value as it is."""
    match = re.fullmatch(r"P(\d+)([DWMY])", value)
    if not match:
        return value
    if match[2] == "D" and int(match[1]) > _MANY_DAYS:
        return f"about {round(2 * days(value) / 365.25) / 2:g} years"
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[match[2]]
    return f"{match[1]} {unit}{'' if match[1] == '1' else 's'}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts of a sentence in a row: "A, B and C"."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else parts[0]


def possessive(name: str) -> str:
    """A noun's possessive: "Provider's", "Sellers'", "12 months'"."""
    return f"{name}'" if name.lower().endswith("s") else f"{name}'s"


def comparable(value: str) -> tuple[str, float] | None:
    """A plain value as its kind and a number, so that values of one kind can be compared: durations in days, sums by
    currency, dates in days; None for any other value."""
    if re.fullmatch(r"P\d+[DWMY]", value):
        return "duration", days(value)
    if match := re.fullmatch(r"([A-Z]{3}) (\d+(?:\.\d+)?)", value):
        return match[1], float(match[2])
    try:
        return "date", float(datetime.date.fromisoformat(value).toordinal())
    except ValueError:
        return None


def sums(text: str) -> list[str]:
    """The sums that the text names, without duplicates and the largest first, with their ISO 4217 currencies: "USD
    1000000"."""
    found = []
    text = _WITH_CENTS.sub(" ", _MISREAD.sub(lambda amount: amount.group().replace("O", "0"), text))
    for match in [*_MONEY.finditer(text), *_MONEY_IN_WORDS.finditer(in_figures(text))]:
        symbol = re.sub(r"\s", "", match["currency"]).upper()
        currency = _SYMBOLS.get(symbol) or (symbol if pycountry.currencies.get(alpha_3=symbol) else None)
        if currency:
            unit = match["scale"] or match["letter"]
            scale = _SCALE[unit.lower()] if unit else 1
            found.append((float(match["amount"].replace(",", "")) * scale, currency))
    return [f"{currency} {amount:.2f}".removesuffix(".00") for amount, currency in sorted(set(found), reverse=True)]


def money(text: str) -> str | None:
    """The largest sum that the text names; None if it names none."""
    return next(iter(sums(text)), None)


def jurisdiction(text: str) -> Jurisdiction | None:
    """The place whose law governs: the first one named after "law", otherwise the last before it; None if there is
    none.

    A state takes precedence over the federation named with it ("the laws of the United States and of Kentucky").
    """
    law = _LAW.search(text)
    if not law:
        return None
    named = places_in(text)
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


def places_in(text: str) -> list[tuple[int, int, Jurisdiction]]:
    """The states and countries that a text names, each with its interval (half open)."""
    pattern, codes = _gazetteer()
    return [
        (match.start(), match.end(), Jurisdiction(*codes[" ".join(match.group().replace("’", "'").split()).lower()]))
        for match in pattern.finditer(text)
        if match.group()[0].isupper() and not _OF_A_STATUTE.match(text, match.end())
    ]


def places() -> dict[str, tuple[str, str]]:
    """Every known name of a state or country in lower case, with its canonical name and its ISO 3166 code."""
    return _gazetteer()[1]


@cache
def _gazetteer() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern for every known name of a place, and its canonical name and ISO 3166 code by the name in lower case."""
    codes: dict[str, tuple[str, str]] = {}
    for alias, code in _ALIASES.items():
        codes[alias.lower()] = (_canonical(code, alias), code)
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
    if code == "GB-ENG":
        return "England"
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country else alias
