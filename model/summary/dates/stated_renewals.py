"""Sentences that state outright that a contract goes on after its first term, or that one party may let it."""

from __future__ import annotations

import re

from model.summary.dates.renewal import renewal_kind, speaks_of_renewal
from model.summary.dates.renewal_periods import GOES_ON_BY_PERIODS, GOES_ON_WITHOUT_END
from model.summary.dates.taken_out import after_words_taken_out
from model.summary.values.date_patterns import DATE

_GOES_ON = r"(?:carr(?:y|ies)\son|go(?:es)?\son|continues?|keeps?\sgoing|rolls?\s(?:on|over)|runs?\son)"
_BY_PERIODS = (
    r"(?:(?:just|simply),?\s)?(?:on\s)?(?:from\s)?(?:month|quarter|year)[\s-](?:to|by)[\s-](?:month|quarter|year)\b"
)
_STATED = re.compile(
    # "After that we just carry on, month to month"
    rf"\b(?:after\sthat|thereafter|then|from\sthen\son|afterwards)\b[^.;]{{0,40}}?\b{_GOES_ON},?\s{_BY_PERIODS}"
    # "it shall then roll over for one further period"
    r"|\b(?:it|this\s\w+|the\s(?:agreement|contract|lease|licen[cs]e|arrangement))\s(?:(?:shall|will)\s)?(?:then\s)?rolls?\s(?:over|on)\sfor\s(?:an?|one|two|three|\d)\s"
    # "supply will carry on from year to year"
    r"|\b(?:supply|supplies|services?|(?:this|the|our)\s(?:agreement|contract|arrangement|letter|lease))\s(?:shall|will)\s"
    rf"{_GOES_ON},?\s{_BY_PERIODS}"
    # "may, by notice given nine months before then, prolong this agreement for no more than"
    r"|\bmay,?\s(?:by\s(?:[^.;,]{3,120},\s))?(?:extend|renew|prolong)\s(?:this|our)\s(?:agreement|contract|lease|licen[cs]e|deed|charter|letter)\b"
    r"[^.;]{0,160}?\bfor\b"
    # "it goes on month by month until one of us ends it", "shall continue from season to season until terminated"
    rf"|\b(?:it|this\s\w+|the\s(?:agreement|contract|lease|licen[cs]e|hire|arrangement))\s(?:(?:shall|will)\s)?(?:(?:then|thereafter)\s)?(?={GOES_ON_BY_PERIODS.pattern})"
    r"[^.;]{1,160}?\b(?:until|unless)\b[^.;]{0,80}?\b(?:ends?|ended|terminat(?:es?|ed)|cancel(?:s|l?ed)|stops?|gives?)\b"
    # "may by notice extend the term through May 2, 2030"
    rf"|\bmay,?\s(?:by\s(?:[^.;,]{{3,120}},?\s))?(?:extend|renew|prolong)\s(?:it|(?:this|the|our)\s(?:\w+\s)?(?:agreement|contract|lease|licen[cs]e|term|hire|period))\s"
    rf"(?:through|until|to|up\sto)\s(?:and\sincluding\s)?{DATE}"
    # "will then continue for up to two further periods of two years, if Buyer so elects"
    r"|\b(?:it|this\s\w+|the\s(?:agreement|contract|lease|licen[cs]e|term))\s(?:shall|will)\s(?:then\s|thereafter\s)?(?:continue|run|go\son)\sfor\s(?:up\sto\s)?"
    r"[\w-]{1,9}\s(?:\(\d{1,2}\)\s)?(?:further|additional|more|successive|extension|renewal)\s(?:periods?|terms?)\b"
    rf"|{GOES_ON_WITHOUT_END}",
    re.IGNORECASE,
)


def states_a_renewal(text: str) -> bool:
    """Whether a sentence states a renewal in one of the ways that few words tell, and not only that the parties may
    agree on one, or that an amendment takes it out."""
    text = text[after_words_taken_out(text) :]
    return (
        _STATED.search(text) is not None and speaks_of_renewal(text) and renewal_kind(text) in ("automatic", "option")
    )
