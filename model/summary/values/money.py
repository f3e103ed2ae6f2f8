"""Sums of money with their currencies."""

from __future__ import annotations

import re

import pycountry

from model.summary.values.numbers import in_figures

_SYMBOLS = {"$": "USD", "US$": "USD", "U.S.$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "C$": "CAD", "A$": "AUD"} | {
    "S$": "SGD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "DOLLARS": "USD",
    "EURO": "EUR",
    "EUROS": "EUR",
    "POUNDSSTERLING": "GBP",
    "RS": "INR",
    "RS.": "INR",
    "₹": "INR",
    "R": "ZAR",
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
# Spaces or apostrophes between the thousands, "1 500 000", "1'500'000.50", and points between them if there are several
# or a comma follows, "1.500.000", "1.500,00"; or else commas.
_GROUP = r"(?:[ \xa0\u2009\u202f]\d{3}(?!\d)|['’]\d{3}(?!\d))"
_BY_POINTS = r"\d{1,3}(?:(?:\.\d{3}){2,5}(?:,\d\d)?|\.\d{3},\d\d)(?![\d.,]*\d)"
_BY_SPACES = rf"[1-9]\d{{0,2}}{_GROUP}{{1,5}}(?:[.,]\d\d(?!\d))?"
_AMOUNT = rf"(?P<amount>{_BY_POINTS}|{_BY_SPACES}|\d[\d,]*+(?:\.\d++)?+)"
# Rand have one letter, which also stands before the number of a thing, "R2": "R25 000 000", "R2.5 million".
_RAND = rf"\b(?-i:R)(?=\s?(?:{_BY_SPACES}|\d{{1,3}}(?:,\d{{3}})+|\d[\d.]{{0,8}}\s?(?:million|billion)\b))"
_MONEY = re.compile(
    rf"(?P<currency>U\.?S\.?\s?\$|(?:[CAS]|NZ|HK)\$|[$€£¥₹]|\bRs\.?(?=\s?\d)|{_RAND}|\b[A-Z]{{3}}(?=\s?\d))\s?{_AMOUNT}"
    + _SCALED,
    re.IGNORECASE,
)
# A scan's "$5OO,000", with letters instead of zeros.
_MISREAD = re.compile(r"(?<=[$€£]\d)[\dO,]{1,14}(?![A-Za-z])")
_MONEY_IN_WORDS = re.compile(
    rf"(?<![\d.,])(?<!\d )(?<!\d['’]){_AMOUNT}" + _SCALED + r"\s"
    r"(?:u\.?s\.?\s)?(?P<currency>dollars|euros?|pounds\ssterling|usd|eur|gbp|cad)\b"
)
# "Four Dollars and Forty-One Cents ($4.41)": the figures in the brackets say it all.
_WITH_CENTS = re.compile(
    r"\b(?:\w+[\s-]){1,6}?(?:dollars|euros?|pounds)\s(?:and|&)\s(?:[\w-]+\s){1,3}?(?:cents?|pence)\s?(?=\(\s?[$€£])",
    re.IGNORECASE,
)


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
            found.append((_number(match["amount"]) * scale, currency))
    return [f"{currency} {amount:.2f}".removesuffix(".00") for amount, currency in sorted(set(found), reverse=True)]


def _number(amount: str) -> float:
    """The number that is written with any marks between its thousands."""
    if re.fullmatch(_BY_POINTS, amount):
        amount = amount.replace(".", "").replace(",", ".")
    elif re.fullmatch(_BY_SPACES, amount):
        amount = re.sub(r"[\s'’]", "", amount).replace(",", ".")
    return float(amount.replace(",", ""))


def money(text: str) -> str | None:
    """The largest sum that the text names; None if it names none."""
    return next(iter(sums(text)), None)
