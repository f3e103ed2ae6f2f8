"""Numbers whose words and figures differ: "sixty (90) days"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from text_to_num.transforms import alpha2digit

from model.schema import Difference
from model.summary.text.hyphens import HYPHENS

if TYPE_CHECKING:  # printing a summary reads amounts, and needs neither documents nor numpy
    from chunking.document import Document

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen"
)
_TENS = "twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:{_ONES}|{_TENS}|hundred|thousand|million|billion)"
_PAIR = re.compile(
    rf"(?<![\w-])(?P<words>{_NUMBER}(?:(?:[\s-]+(?:and\s+)?){_NUMBER}){{0,9}})(?:\s{{0,3}}|-(?=percent\b))(?P<unit>(?:percent"
    rf"|per\s+cent|(?:u\.?s\.?\s+)?dollars|euros?|pounds(?:\s+sterling)?)\s{{0,3}})?"
    r"\(\s?(?:U\.?S\.?\s?)?[$€£]?\s?(?P<figures>\d[\d,]{0,14}(?:\.\d{1,2})?)\s?(?:%|percent|(?:U\.?\s?S\.?(?:\s?D(?:ollars)?)?|USD|dollars?|euros?)\.?)?\s?\)(?P<after>[\s-]{0,2}\w{0,12})",
    re.IGNORECASE,
)


# "24 (thirty-six) months": the words are in the brackets.
_FIGURES_FIRST = re.compile(
    rf"(?<![\w.,$€£-])(?P<figures>\d{{1,4}})\s?\(\s?(?P<words>{_NUMBER}(?:(?:[\s-]+(?:and\s+)?){_NUMBER}){{0,5}})\s?\)(?P<after>[\s-]{{0,2}}\w{{0,12}})",
    re.IGNORECASE,
)
# "$400 (three hundred dollars)"
_SUM_FIRST = re.compile(
    rf"(?<![\w.,])(?:U\.?S\.?\s?)?(?:[$€£]|(?:USD|EUR|GBP)\s)\s?(?P<figures>\d[\d,]{{0,12}}(?:\.\d{{1,2}})?)\s?\(\s?(?P<words>{_NUMBER}(?:[\s-]+(?:and\s+)?{_NUMBER}){{0,9}})"
    r"\s(?:U\.?S\.?\s)?(?:dollars?|pounds?|euros?)(?:\ssterling)?(?:\sonly)?\s?\)(?P<after>[\s-]{0,2}\w{0,12})",
    re.IGNORECASE,
)
# "$80 (eighty cents)", "eighty cents ($80)"
_CENTS_LAST = re.compile(
    rf"(?<![\w.,])[$€£]\s?(?P<figures>\d[\d,]{{0,12}}(?:\.\d{{1,2}})?)\s?\(\s?(?P<words>{_NUMBER}(?:[\s-]+{_NUMBER}){{0,2}})\s(?:cents?|pence)\s?\)",
    re.IGNORECASE,
)
_CENTS_FIRST = re.compile(
    rf"(?<![\w-])(?P<words>{_NUMBER}(?:[\s-]+{_NUMBER}){{0,2}})\s(?:cents?|pence)\s?\(\s?[$€£]\s?(?P<figures>\d[\d,]{{0,12}}(?:\.\d{{1,2}})?)\s?\)",
    re.IGNORECASE,
)
_AND_DOLLARS = re.compile(r"\b(?:dollars?|euros?|pounds?),?\s(?:and\s)?$", re.IGNORECASE)
# Words that belong to the number or make it something else: "Four and One-Half Million", "hundredths of one percent",
# "three quarters of one percent", "Year One (1998)".
_PART = re.compile(
    r"(?:\b(?:million|thousand|hundred|half|third|quarter|point|year|phase|section|article|exhibit),?\s*(?:and\s*)?"
    r"|\b(?:half|halves|(?:third|quarter|fourth|fifth|sixth|eighth|tenth|sixteenth|hundredth|thousandth)s?)\s+of\s+(?:an?\s+)?"
    r"|-)$",
    re.IGNORECASE,
)
# "$5,000,00": the last comma stands for a point.
_CENTS_AFTER_COMMA = re.compile(r"^(\d{1,3}(?:,\d{3}){1,4}),(\d{2})$")
# What follows a number without being what is counted: "($4,950) per unit".
_NO_NOUN = re.compile(
    r"[\s-]{0,2}(?:per|for|of|and|or|the|to|in|on|at|from|as|each|which|that|is|are|by|with|if|until|upon|plus|less)?",
    re.IGNORECASE,
)
_SCALE = re.compile(r"(?:hundred|thousand|million|billion)s?", re.IGNORECASE)


# Hyphens, and dashes in their place.
_HYPHENS = {**HYPHENS, 0x2012: "-", 0x2013: "-"}


class Differing(NamedTuple):
    """A number whose words and figures differ, both as figures, and its interval (half open)."""

    words: str
    figures: str
    start: int
    end: int


def differing_numbers(text: str) -> Iterator[Differing]:
    """Every number in the text whose words do not match the figures in brackets after it."""
    text = text.translate(_HYPHENS)
    pairs = [*_PAIR.finditer(text), *_FIGURES_FIRST.finditer(text), *_SUM_FIRST.finditer(text)]
    for match in sorted(pairs, key=lambda match: match.start()):
        if _PART.search(text, max(0, match.start() - 24), match.start()) or _SCALE.fullmatch(
            match["after"].strip(" -")
        ):
            continue
        read = _in_figures(match["words"])
        figures = _CENTS_AFTER_COMMA.sub(r"\1.\2", match["figures"]).replace(",", "")
        if read.isdigit() and float(read) != float(figures):
            end = match.start("after") if _NO_NOUN.fullmatch(match["after"]) else match.end()
            yield Differing(read, match["figures"], match.start(), end)
    yield from _differing_cents(text)


def _differing_cents(text: str) -> Iterator[Differing]:
    """Sums of less than one dollar in words whose figures are something else."""
    for match in (*_CENTS_LAST.finditer(text), *_CENTS_FIRST.finditer(text)):
        if _AND_DOLLARS.search(text, max(0, match.start() - 12), match.start()):
            continue
        read = _in_figures(match["words"])
        dollars = int(read) / 100 if read.isdigit() else 0
        if dollars and dollars != float(match["figures"].replace(",", "")):
            yield Differing(f"{dollars:.2f}", match["figures"], match.start(), match.end())


def _in_figures(words: str) -> str:
    """A number in words as digits; other words are returned as they are."""
    plain = re.sub(r"[\s-]+", " ", words.lower()).replace("fourty", "forty")
    read = str(alpha2digit(re.sub(r"\bhundred and\b", "hundred", plain), "en"))
    return "1" if read == "one" else read


def differences(document: Document) -> list[Difference]:
    """The numbers whose words and figures differ, as items of a review, with their pages."""
    return [
        Difference(
            text=document.text[one.start : one.end],
            words=one.words,
            figures=one.figures,
            pages=[place.page for place in document.places(one.start, one.end)],
            paragraphs=document.paragraphs(one.start, one.end),
            interval=[one.start, one.end],
        )
        for one in differing_numbers(document.text)
    ]
