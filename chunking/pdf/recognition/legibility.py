"""Scores how well text reads, and compares a text layer with OCR."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

# A layer that scores lower is compared with OCR of the page. Of 7,311 pages of real contracts, 1.5% score lower (mostly
# tables of codes), and so do over 95% of the same pages with letters shifted, swapped or in a private-use area. Hidden
# layers come from earlier OCR, whose errors are subtler.
LEGIBLE, HIDDEN_LEGIBLE = 0.9, 0.95
# A visible layer that agrees with OCR this far is kept, because it is more exact: nonsense agrees by less than a tenth,
# and codes, in which OCR makes a few errors, by two thirds. A hidden layer is kept only if the new OCR hardly differs.
AGREES, HIDDEN_AGREES = 0.5, 0.75
# A line of prose has at least this many words and this legibility.
WORDS, LINE_LEGIBLE = 4, 0.8
# OCR with less confidence does not overrule a layer; it may be a script or an image that the engine cannot read.
CONFIDENT = 0.75

_NUMBERS = re.compile(r"(?<![\w.,])\d[\d.,]{0,20}(?!\w)")
# Letters that earlier OCR took for digits, and digits that it took for letters.
_MISREAD = re.compile(
    r"(?<![\w.,-])(?:(?=[lIO.,]{0,12}\d)(?=[\d.,]{0,12}[lIO])[\dlIO]{1,12}(?:[.,][\dlIO]{1,12}){0,5}"
    r"|[lIO]{1,3}(?:[.,][lIO\d]{2,3}){1,5}|ll|[a-z]{2,12}[01]{1,2}[a-z]{0,8})(?![\w-])"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_CASED = re.compile(r"[A-Z]?[a-z]+|[A-Z]+s?|(?:[A-Z]{1,2}[a-z]+){2,3}|[a-z]{1,2}[A-Z][a-z]*")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}")
_VOWELS = frozenset("aeiouy")
_LONGEST_WORD = 18
_SYMBOLS = frozenset('!"#%&+<=>?@\\^`{|}~')
_NOT_CHARACTERS = frozenset(["Cc", "Cn", "Co", "Cs"])


def legibility(text: str) -> float:
    """The share of letters in plausible words, from 0 to 1. Each symbol counts as half an implausible letter.

    Independent of the language: a word of Latin letters is plausible if its capitals are at the start or throughout, it
    has vowels and it is not too long. Other scripts pass. Characters without a meaning (private use, controls,
    unassigned) count as implausible letters.
    """
    runs = _letter_runs(text.replace("\N{SOFT HYPHEN}", ""))
    letters = good = 0
    for run, count in runs.items():
        letters += len(run) * count
        good += len(run) * count * _is_plausible(run)
    bad = 0.0
    for character, count in Counter(text).items():
        if character in _SYMBOLS:
            bad += 0.5 * count
        elif not character.isalnum() and not character.isspace() and _is_meaningless(character):
            bad += count
    return good / (letters + bad) if letters + bad else 1.0


def implausible_words(text: str) -> set[str]:
    """The runs of letters that are no plausible words."""
    return {run for run in _letter_runs(text) if not _is_plausible(run)}


def look_like_words(text: str) -> bool:
    """Whether a few words together are plausible."""
    runs = _LETTERS.findall(text)
    good = sum(len(run) for run in runs if _is_plausible(run))
    return good > 0.8 * sum(map(len, runs)) and not any(map(_is_meaningless, text)) if runs else False


# A page's text is scored, then searched for garbled words.
@lru_cache(maxsize=2)
def _letter_runs(text: str) -> Counter[str]:
    return Counter(_LETTERS.findall(text))


@lru_cache(maxsize=1 << 12)
def _is_meaningless(character: str) -> bool:
    return character == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(character) in _NOT_CHARACTERS


# Contracts repeat their words.
@lru_cache(maxsize=1 << 14)
def _is_plausible(run: str) -> bool:
    if not run.isascii():
        return True
    if len(run) > _LONGEST_WORD or not _CASED.fullmatch(run):
        return False
    if len(run) <= 3 or (run.isupper() and len(run) <= 5):
        return True
    lower = run.lower()
    vowels = sum(letter in _VOWELS for letter in lower) / len(run)
    return 0.15 <= vowels <= 0.75 and not _CONSONANTS.search(lower)


def misread_numbers(text: str) -> float:
    """The share of numbers (and words) in which OCR confused letters with digits ("l2,45O.OO", "sha11")."""
    misread = sum(1 for _ in _MISREAD.finditer(text))
    return misread / (misread + len(_NUMBERS.findall(text))) if misread else 0.0


def reading_score(text: str) -> float:
    """A score for comparing two readings of one page: legibility, less the share of misread numbers."""
    return legibility(text) - misread_numbers(text)


def is_prose(text: str) -> bool:
    """Whether most of the text is in lines of several words, like sentences, rather than labels under a title."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    prose = [line for line in lines if len(_WORDS.findall(line)) >= WORDS and legibility(line) >= LINE_LEGIBLE]
    title = len(prose) == 1 < len(lines) and not prose[0][0].isdigit()
    return 2 * sum(map(len, prose)) >= sum(map(len, lines)) and not title


def agreement(layer: str, recognized: str) -> float:
    """The share of the recognized character trigrams (including spaces between words) that are also in the layer."""
    wanted = _trigrams(recognized)
    return (wanted & _trigrams(layer)).total() / wanted.total() if wanted else 1.0


def _trigrams(text: str) -> Counter[str]:
    plain = f" {' '.join(text.lower().split())} "
    return Counter(plain[start : start + 3] for start in range(len(plain) - 2))
