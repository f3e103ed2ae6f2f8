"""Finds words garbled by a wrong font encoding ("TerminaOon", shifted letters), and repairs them by OCR."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.recognition.legibility import implausible_words, legibility, look_like_words
from chunking.pdf.recognition.ocr import Recognized
from chunking.pdf.text.text_layer import LINE, Layer, bounding_box, is_white_space

# The fewest words on a page with the same fault: fewer may be names ("iPhone") or typing errors.
MISSING, SAME = 2, 3
# This many known words with a wrong capital are no typing errors.
WRONG = 2
# A line with at least this many letters is nonsense below this legibility if this many of its words look wrong.
LETTERS, NONSENSE, UNLIKE = 20, 0.6, 3
# A line with at least this many pairs of letters is nonsense if fewer than this share are common ones. In contracts in
# English not one line in 27,000 is below 0.6; shifted or exchanged letters are below 0.5.
PAIRS, COMMON = 20, 0.56
# Two neighboring words are garbled if each has at least this many pairs, if fewer than these shares of them are common
# ones (in each word, in both together), and if both together have this many letters. None in 294 contracts are.
FEWEST_PAIRS, RARELY, TOGETHER, BOTH_WORDS = 3, 0.55, 0.35, 11
# A line is garbled if more than this share of its letters are in garbled words.
LINE_GARBLED = 0.4
# A recognized word stands for the word of the layer that covers at least this share of its width and height.
SHARED = 0.5
# How many pairs of letters there are before each offset of a text, and how many of them are common.
_Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]
# A soft hyphen ends a line.
_WORD = re.compile(r"[^\s\u00ad]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# What stands for a glyph without a known character: U+FFFD, or a code for private use.
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
_MISSING = re.compile("[^\\W\\d_][\ufffd\ue000-\uf8ff]|[\ufffd\ue000-\uf8ff][^\\W\\d_]")
# An amount or a date with such figures. A single one may be a bullet.
_UNKNOWN_FIGURES = re.compile("[\ufffd\ue000-\uf8ff][.,:/]?[\ufffd\ue000-\uf8ff]")
_FIGURES = re.compile(r"[$€£(\"“]{0,3}\d[\d.,:/]{0,20}[%)\"”;]{0,3}")
# A character that no word contains, between its letters or before them: a digit, a symbol, or a letter of Greek,
# Cyrillic, African or old spellings, to which some programs map ligatures.
_IMPOSSIBLE = "0-9!#$%&+<=>^{|}~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b6\u00b8\u00bb-\u00bf\u0180-\u0191\u0193-\u019f"
_INTRUDER = re.compile(f"(?<=[a-z])[{_IMPOSSIBLE}\u0370-\u04ff\u20a0-\u20bf](?=[a-z]{{2}})")
_AFTER_A_LETTER = re.compile(r"(?<=[A-Za-z])[A-Z](?=[a-z])")
_CAPITAL_INSIDE = re.compile(r"[A-Z]?[a-z]{0,20}[A-Z][a-z]{1,20}")
_LOWER_CASE = re.compile(r"[A-Za-z]?[a-z]{3,40}")
# Words that no other word differs from only in its first letter (but "She").
_KNOWN_WORDS = (
    "The This These Agreement Agreements Section Sections Article Articles Party Parties Neither Supplier Customer "
    "Company Contractor Licensor Licensee Purchaser Borrower Notwithstanding Pursuant Except Subject Unless Effective "
    "Confidential Notice Notices Governing Services Products Contract Schedule Exhibit Employee Employer Executive "
    "Consultant Distributor Intellectual Property Assignment Payment Delaware"
)
_INITIALS = {word[1:]: word[0] for word in _KNOWN_WORDS.split()} | {"he": "TS"}
_CAPITALIZED = re.compile(r"(?<![^\W_])[A-Z][a-z]{2,15}(?![^\W_])")
_SHIFTED_CAPITAL = re.compile(r"[A-Z\[\\\]^`]")
_PUNCTUATION = ".,;:()\"'“”‘’"
# The 200 most common pairs of letters in English prose (94% of all pairs in words).
_COMMON_PAIRS = (
    "ab ac ad ag ai al am an ap ar as at au av ay ba be bi bl bo br bu by ca ce ch ci ck cl co cr ct cu "
    "da dd de di do ea ec ed ee ef eg el em en ep er es et ev ex fa fe ff fi fo fr fu ge gh gi gm gr gu "
    "ha he hi ho ht ia ib ic id ie if ig il im in io ir is it iv ke la ld le li ll lo ls lt lu ly ma mb "
    "me mi mo mp na nc nd ne ng ni no ns nt nu ny ob oc od of ol om on oo op or os ot ou ov ow pa pe pi "
    "pl po pp pr pt pu py qu ra rc rd re rg ri rk rl rm rn ro rr rs rt ru ry sa sc se sh si so sp ss st "
    "su ta te th ti to tr ts tt tu ty ua ub uc ue ui ul um un up ur us ut va ve vi wa we wh wi wo xe xp "
    "yo yr "
)
_IS_COMMON = np.zeros((27, 27), dtype=bool)
for _pair in _COMMON_PAIRS.split():
    _IS_COMMON[ord(_pair[0]) - ord("a"), ord(_pair[1]) - ord("a")] = True


def find_garbled(text: str) -> list[tuple[int, int]]:
    """The intervals of words, or whole lines, that a wrong font encoding must have garbled."""
    unknown = bool(_UNKNOWN.search(text))
    words = [match.span() for match in _WORD.finditer(text) if _MISSING.search(match.group())] if unknown else []
    words = words if len(words) >= MISSING else []
    words += _unknown_figures(text) if unknown else []
    words += _with_capitals(text)
    words += _with_wrong_capitals(text)
    words += _with_intruders(text)
    pairs = _pairs(text)
    improbable = list(_improbable(text, pairs))
    words += improbable
    lines = [*_nonsense(text, pairs), *_mostly(text, improbable)]
    outside = [(start, end) for start, end in words if not any(a <= start < b for a, b in lines)]
    return sorted({*lines, *outside})


def _unknown_figures(text: str) -> list[tuple[int, int]]:
    """All words with unknown characters but bullets, if in several of them, or in one within a line, these stand for
    figures."""
    unknown = [match for match in _WORD.finditer(text) if _UNKNOWN.search(match.group())]
    figures = [match for match in unknown if _UNKNOWN_FIGURES.search(match.group())]
    if len(figures) < MISSING and all(_begins_line(text, match.start()) for match in figures):
        return []
    return [
        match.span() for match in unknown if match.end() - match.start() > 1 or not _begins_line(text, match.start())
    ]


def _begins_line(text: str, start: int) -> bool:
    return text[:start].rstrip(" \t\xa0")[-1:] in ("", "\n", "\r")


def _with_capitals(text: str) -> Iterator[tuple[int, int]]:
    """Words with the same capital inside, if there are several: the capital stands for a ligature. Words that begin
    with it may then be garbled too."""
    inner_capitals = Counter(_AFTER_A_LETTER.findall(text))
    if not inner_capitals or max(inner_capitals.values()) < SAME:
        return
    found: defaultdict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    first: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _WORD.finditer(text):
        bare = match.group().strip(_PUNCTUATION)
        inner = _CAPITAL_INSIDE.fullmatch(bare)
        if inner and len(bare) > 3 and bare[1:] != bare[1:].lower():
            capital = next(letter for letter in bare[1:] if letter.isupper())
            found[capital][bare.lower()].append(match.span())
        elif bare[:1].isupper() and bare[1:].islower():
            first[bare[0]].append(match.span())
    for capital, words in found.items():
        if len(words) >= SAME:
            yield from (span for spans in words.values() for span in spans)
            yield from first[capital]


def _with_wrong_capitals(text: str) -> Iterator[tuple[int, int]]:
    """All words with capitals, if known words begin with wrong ones ("Bgreement"): the font exchanges its capitals."""
    wrong = sum(match[1:] in _INITIALS and match[0] not in _INITIALS[match[1:]] for match in _CAPITALIZED.findall(text))
    if wrong >= WRONG:
        yield from (match.span() for match in _WORD.finditer(text) if _SHIFTED_CAPITAL.search(match.group()))


def _with_intruders(text: str) -> Iterator[tuple[int, int]]:
    """Words with the same impossible character, if there are several; it stands for a ligature."""
    counts = Counter(_INTRUDER.findall(text))
    wrong = [re.escape(character) for character, count in counts.items() if count >= SAME]
    if wrong:
        anywhere = re.compile(f"(?:{'|'.join(wrong)})(?=[a-z])|(?<=[a-z])(?:{'|'.join(wrong)})")
        yield from (match.span() for match in _WORD.finditer(text) if anywhere.search(match.group()))


def _improbable(text: str, pairs: _Pairs) -> Iterator[tuple[int, int]]:
    """Neighboring words in lower case of which both hardly have a common pair of letters."""
    edges = np.flatnonzero(np.diff(is_white_space(text), prepend=True, append=True))
    starts, ends = edges[::2], edges[1::2]
    count, common = (pair[ends] - pair[starts] for pair in pairs)
    odd = (count >= FEWEST_PAIRS) & (common < RARELY * count)
    odd = odd[1:] & odd[:-1] & (common[1:] + common[:-1] < TOGETHER * (count[1:] + count[:-1]))
    for number in np.flatnonzero(odd).tolist():
        spans = [(int(starts[n]), int(ends[n])) for n in (number, number + 1)]
        one, other = (text[start:end].strip(_PUNCTUATION) for start, end in spans)
        lower_case = _LOWER_CASE.fullmatch(one) and _LOWER_CASE.fullmatch(other)
        if lower_case and one != other and len(one) + len(other) >= BOTH_WORDS:
            yield from spans


def _mostly(text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of whose letters many are in these words: the short words in them are garbled, too."""
    for match in LINE.finditer(text) if words else ():
        start, end = match.span()
        own = sum(b - a for a, b in set(words) if start <= a < end)
        if own > LINE_GARBLED * sum(map(str.isalpha, match.group())):
            yield start, end


def _nonsense(text: str, both: _Pairs) -> Iterator[tuple[int, int]]:
    unlike = implausible_words(text)
    if len(unlike) < UNLIKE and not _UNKNOWN.search(text):
        unlike = set()  # no line can have enough of them
    pairs, common = (pair.tolist() for pair in both)
    for match in LINE.finditer(text):
        start, end = match.span()
        line = match.group()
        unknown = len(_UNKNOWN.findall(line)) if not line.isascii() else 0
        many = pairs[end] - pairs[start]
        strange = many >= PAIRS and common[end] - common[start] < COMMON * many
        if not (strange or unknown or unlike) or "@" in line or "://" in line:
            continue
        odd = (len(unlike.intersection(_LETTERS.findall(line))) if unlike else 0) + unknown
        if not strange and odd < UNLIKE:
            continue
        letters = sum(map(str.isalpha, line)) + unknown
        illegible = odd >= UNLIKE and letters >= LETTERS and legibility(line) < NONSENSE
        if strange or illegible or 2 * unknown > letters >= LETTERS:
            yield start, end


def _pairs(text: str) -> _Pairs:
    """How many pairs of two different Latin letters there are before each offset, and how many are common ones."""
    codes = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    if len(codes) != len(text):  # a few characters change their length in lower case
        return np.zeros(len(text) + 1, dtype=np.intp), np.zeros(len(text) + 1, dtype=np.intp)
    letters = np.where((codes >= ord("a")) & (codes <= ord("z")), codes - ord("a"), 26)
    one, other = letters[:-1], letters[1:]
    both = (one < 26) & (other < 26) & (one != other)
    counts = (np.concatenate([[0, 0], np.cumsum(pair)]) for pair in (both, both & _IS_COMMON[one, other]))
    before, common = (count[: len(text) + 1] for count in counts)
    return before, common


def repaired(layer: Layer, garbled: list[tuple[int, int]], found: Recognized) -> tuple[Layer, bool]:
    """The layer with garbled words replaced by recognized ones, and whether all of it reads well now."""
    words = [(match.group(), found.boxes[slice(*match.span())]) for match in _WORD.finditer(found.text)]
    places = np.array([bounding_box(boxes) for _, boxes in words], dtype=np.float32).reshape(-1, 4)
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    done, well = 0, True
    for start, end in garbled:
        own = [words[number] for number in _over(places, bounding_box(layer.boxes[start:end]))]
        read = " ".join(word for word, _ in own)
        if not look_like_words(read) and not _FIGURES.fullmatch(read):
            well = False
            continue
        text.append(layer.text[done:start])
        boxes.append(layer.boxes[done:start])
        for number, (word, its) in enumerate(own):
            text.append(f" {word}" if number else word)
            boxes += [np.zeros((1, 4), dtype=np.float32), its] if number else [its]
        done = end
    whole = Layer("".join([*text, layer.text[done:]]), np.concatenate([*boxes, layer.boxes[done:]]).astype(np.float32))
    return whole, well


def _over(places: NDArray[np.float32], box: tuple[float, float, float, float]) -> list[int]:
    """The numbers of the recognized words in the box, from left to right."""
    x0, y0, x1, y1 = box
    wide = np.minimum(places[:, 2], x1) - np.maximum(places[:, 0], x0)
    high = np.minimum(places[:, 3], y1) - np.maximum(places[:, 1], y0)
    own = (wide > SHARED * (places[:, 2] - places[:, 0])) & (high > SHARED * (places[:, 3] - places[:, 1]))
    return sorted(np.flatnonzero(own).tolist(), key=lambda number: float(places[number, 0]))
