"""Number words as figures."""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num.transforms import alpha2digit

from model.summary.text.hyphens import with_plain_hyphens
from model.summary.values.date_patterns import MONTH_NAMES

# What may stand between a number and its unit: "two additional years".
WHICH = r"(?:(?:additional|successive|calendar|contract|business|working|full|consecutive|further|whole|more)[\s-]+)*"
# text2num skips a lone "one", usually a pronoun; here it is a number, as is the "an" of "an additional month".
_ONE = re.compile(
    rf"(?<![\w-])(?:one(?=\W+(?:\(\w\)\W+)?{WHICH}(?:day|week|month|year)s?\b)"
    r"|(?:an?|another)(?=\s+(?:(?:additional|successive|further)\s+)(?:day|week|month|year)\b))",
    re.IGNORECASE,
)
_HALF_A_YEAR = re.compile(r"\b(?:half[\s-](?:an?\s)?year|half-yearly|0?\.5\s+years?)\b", re.IGNORECASE)
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
# A full stop in "8 a.m. on June 1" ends no sentence.
_A_M = re.compile(r"\b([ap])\.\s?m\.(?=\s\w)", re.IGNORECASE)
# OCR reads a small raised "st" as "5t" or ".5t": "315t December".
_MISREAD_FIRST = re.compile(rf"\b(?P<day>[123]?1)\.?5t(?=\s(?:day\b|{MONTH_NAMES}))", re.IGNORECASE)


@lru_cache(maxsize=128)
def in_figures(text: str) -> str:
    """The text in lower case, its number words as figures, with single spaces, for functions that look for numbers."""
    plain = _A_M.sub(r"\1m", with_plain_hyphens(" ".join(text.split())))
    plain = re.sub(r"\b(hundred|thousand)\s+and\b(?!\s+(?:no\b|\d))", r"\1", plain, flags=re.IGNORECASE)
    plain = re.sub(r"(?<=[a-z])-(?=(?:day|week|month|year)s?\b)", " ", plain, flags=re.IGNORECASE)
    plain = _HALF_A_YEAR.sub("6 months", _ONE.sub("1", _MISREAD_FIRST.sub(r"\g<day>st", plain)))
    plain = _ORDINAL.sub(lambda match: _ORDINALS[match.group().lower()], plain)
    return str(alpha2digit(plain.lower(), "en"))
