"""Scores how well text reads, and compares a text layer with OCR."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

# A layer under this score is held against the picture. Of 7,311 pages of real contracts 1.5% are under it (tables of
# codes, mostly), and over 95% of the same pages with letters shifted, exchanged or from a private-use area. A hidden
# layer is somebody's recognition, and errs more subtly.
LEGIBLE, HIDDEN_LEGIBLE = 0.9, 0.95
# A layer of shown letters that agrees so far with what was recognised is what the page shows, more exactly: nonsense
# agrees by less than a tenth, and codes, which recognition gets wrong here and there, by two thirds. A hidden layer is
# somebody's old recognition; it is kept only where the new one is hardly any different.
AGREES, HIDDEN_AGREES = 0.5, 0.75
# A line of prose has so many words, and reads so well.
WORDS, LINE_LEGIBLE = 4, 0.8
# Recognition less sure than this does not overrule a layer: a script or a picture that the engine cannot read.
SURE = 0.75

_FIGURES = re.compile(r"(?<![\w.,])\d[\d.,]{0,20}(?!\w)")
# Letters where old recognition should have figures, and figures where it should have letters.
_ODD_FIGURES = re.compile(
    r"(?<![\w.,-])(?:(?=[lIO.,]{0,12}\d)(?=[\d.,]{0,12}[lIO])[\dlIO]{1,12}(?:[.,][\dlIO]{1,12}){0,5}"
    r"|[lIO]{1,3}(?:[.,][lIO\d]{2,3}){1,5}|ll|[a-z]{2,12}[01]{1,2}[a-z]{0,8})(?![\w-])"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_CASED = re.compile(r"[A-Z]?[a-z]+|[A-Z]+s?|(?:[A-Z]{1,2}[a-z]+){2,3}|[a-z]{1,2}[A-Z][a-z]*")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}")
_VOWELS = frozenset("aeiouy")
_LONGEST_WORD = 18
_SYMBOLS = frozenset('!"#%&+<=>?@\\^`{|}~')
_NO_CHARACTERS = frozenset(["Cc", "Cn", "Co", "Cs"])


def legibility(text: str) -> float:
    """The share of letters that stand in runs that look like words, from 0 to 1; symbols count half as bad letters.

    Knows no language: a word of Latin letters has its capitals in front or throughout, has vowels and is not endless.
    Other scripts pass. Characters that mean nothing (private use, controls, unassigned) count as bad.
    """
    runs = Counter(_LETTERS.findall(text.replace("\N{SOFT HYPHEN}", "")))
    letters = good = 0
    for run, count in runs.items():
        letters += len(run) * count
        good += len(run) * count * _like_a_word(run)
    bad = 0.0
    for character, count in Counter(text).items():
        if character in _SYMBOLS:
            bad += 0.5 * count
        elif not character.isalnum() and not character.isspace() and _means_nothing(character):
            bad += count
    return good / (letters + bad) if letters + bad else 1.0


def unlike_words(text: str) -> set[str]:
    """The runs of letters that do not look like words."""
    return {run for run in set(_LETTERS.findall(text)) if not _like_a_word(run)}


def like_words(text: str) -> bool:
    """Whether all of a few words may be what a contract says."""
    runs = _LETTERS.findall(text)
    good = sum(len(run) for run in runs if _like_a_word(run))
    return good > 0.8 * sum(map(len, runs)) and not any(map(_means_nothing, text)) if runs else False


@lru_cache(maxsize=1 << 12)
def _means_nothing(character: str) -> bool:
    return character == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(character) in _NO_CHARACTERS


# A contract says the same words again and again.
@lru_cache(maxsize=1 << 14)
def _like_a_word(run: str) -> bool:
    if not run.isascii():
        return True
    if len(run) > _LONGEST_WORD or not _CASED.fullmatch(run):
        return False
    if len(run) <= 3 or (run.isupper() and len(run) <= 5):
        return True
    lower = run.lower()
    vowels = sum(letter in _VOWELS for letter in lower) / len(run)
    return 0.15 <= vowels <= 0.75 and not _CONSONANTS.search(lower)


def odd_figures(text: str) -> float:
    """The share of the figures in which letters and figures were taken for one another ("l2,45O.OO", "sha11")."""
    odd = sum(1 for _ in _ODD_FIGURES.finditer(text))
    return odd / (odd + len(_FIGURES.findall(text))) if odd else 0.0


def reads(text: str) -> float:
    """How well it reads, of two readings of one page: odd figures weigh as much as letters that are no words."""
    return legibility(text) - odd_figures(text)


def is_prose(text: str) -> bool:
    """Whether most of it stands in lines of several words, as sentences do, and not in labels."""
    lines = [line.strip() for line in text.splitlines()]
    prose = [line for line in lines if len(_LETTERS.findall(line)) >= WORDS and legibility(line) >= LINE_LEGIBLE]
    return 2 * sum(map(len, prose)) >= sum(map(len, lines))


def agreement(layer: str, recognised: str) -> float:
    """The share of the recognised triples of characters (spaces between words included) that the layer has too."""
    wanted = _triples(recognised)
    return (wanted & _triples(layer)).total() / wanted.total() if wanted else 1.0


def _triples(text: str) -> Counter[str]:
    plain = f" {' '.join(text.lower().split())} "
    return Counter(plain[start : start + 3] for start in range(len(plain) - 2))
