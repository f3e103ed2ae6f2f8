"""Whether a text layer says what its page shows: a score of its letters, and a comparison with what was recognised."""

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
# Recognition less sure than this does not overrule a layer: a script or a picture that the engine cannot read.
SURE = 0.75

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
    runs = [match.group() for match in _LETTERS.finditer(text.replace("\N{SOFT HYPHEN}", ""))]
    letters = sum(map(len, runs))
    good = sum(len(run) for run in runs if _like_a_word(run))
    bad = 0.0
    for character, count in Counter(text).items():
        if character in _SYMBOLS:
            bad += 0.5 * count
        elif not character.isspace() and _means_nothing(character):
            bad += count
    return good / (letters + bad) if letters + bad else 1.0


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


def agreement(layer: str, recognised: str) -> float:
    """The share of the recognised triples of characters (spaces between words included) that the layer has too."""
    wanted = _triples(recognised)
    return (wanted & _triples(layer)).total() / wanted.total() if wanted else 1.0


def _triples(text: str) -> Counter[str]:
    plain = f" {' '.join(text.lower().split())} "
    return Counter(plain[start : start + 3] for start in range(len(plain) - 2))
