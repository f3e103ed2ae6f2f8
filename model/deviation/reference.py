"""A contract held against those that the model learnt from: is it one of their kind, how common is such a clause among
the contracts most like it, and what is odd about its wording. All measures end in one unit: the share of the usual
clauses that are at least as odd."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.errors import BadModel
from model.deviation.features import LACKING, MARKS, capitalised, longest, marks, said, terms

# The file beside the weights. It holds counts and vectors, and no text of a contract.
NORM = "norm.npz"
MEASURES = ("words", "denial", "duration", "rarity", "wording", "terms")
# A category with fewer clauses than these has no usual wording.
ENOUGH = 15
# How many contracts are the ones most like this, and how much the same type of agreement counts towards that (shared
# categories of clauses over all categories count at most 1).
ALIKE, _SAME_TYPE = 30, 0.25
# How strongly the rate of a mark in a category is drawn to its rate in all, in words of clauses; and the chance that a
# verb is denied to its chance in the category, in clauses.
_WORDS, _VERBS = 300.0, 2.0
# How strongly the share of a category's terms that stand nowhere else is drawn to the share of all, in terms.
_TERMS = 30.0
# What so few words or fewer are like is hardly known.
_FEW = 40
# In distances of the far end from the median: by the words alone, 59 of 60 contracts kept out of training lie below (an
# order form of 300 words does not), and letters, invoices and the like above.
_FAR = 1.2
# What a document without any clause is farther, and one with two kinds of clauses and more (for each 1,000 words and
# one) nearer: chosen on 100 short agreements and 51 other documents without labels.
_KINDS = 0.1
# What proved worth a lawyer's minute in most cases, of 146 oddities of annotated clauses (each held against the other
# contracts) that were read one by one: these words in these categories (of 60 at random, 8 were; of these, 8 of 10);
# durations of what binds or protects for so long (19 of 25), not of terms and of deadlines, such as those of a first
# refusal (7 of 15); a plain denial of what so many clauses affirm and hardly one denies (of 45 denials at random, 6
# were).
_TELLING = frozenset({"sole discretion", "without notice", "unlimited"})
_TELLING_IN = frozenset(
    {
        "Anti-Assignment",
        "Audit Rights",
        "Change Of Control",
        "Insurance",
        "No-Solicit Of Customers",
        "No-Solicit Of Employees",
        "Non-Disparagement",
        "Price Restrictions",
        "Termination For Convenience",
        "Third Party Beneficiary",
        "Warranty Duration",
    }
)
_LASTING = frozenset(
    {
        "Audit Rights",
        "Exclusivity",
        "No-Solicit Of Customers",
        "No-Solicit Of Employees",
        "Non-Compete",
        "Non-Disparagement",
        "Post-Termination Services",
        "Volume Restriction",
        "Warranty Duration",
    }
)
_KNOWN, _NONE_DENIES = 15, 0.02
_OUTRIGHT = re.compile(
    r"(?:shall|will|may|must|can)\s?not\s(?!be\s?$)(?!(?:be\s)?(?:deemed|considered|construed|limited|the)\b)",
    re.IGNORECASE,
)
# "Shall not become effective unless and until" states a condition.
_NOT_OUTRIGHT = re.compile(
    r"\bconvention\b|\b(?:notice|elect\w*|option)\b[^.;]{0,40}\bthat\b|\bnot\b[^.;]{0,80}\b(?:unless|until)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"\b(?:shall|agreement|part(?:y|ies)|here(?:in|of|by|to|under)|pursuant|thereof)\b", re.IGNORECASE)


class Oddity(NamedTuple):
    """What is odd about a clause by one measure: the share of usual clauses that are at least as odd; why, and the
    norm, as sentences; and the clause's words that it is about (none: the whole clause)."""

    measure: str
    share: float
    why: str
    norm: str
    said: str = ""


class Around(NamedTuple):
    """What stands around a clause: its contract's type, the categories that it has, and how often it says each
    capitalised word."""

    kind: str | None
    found: Collection[str]
    capitalised: Mapping[str, int]


class Seen(NamedTuple):
    """A document as the model saw it: the mean vector of each segment's tokens (segments, width), and how surprising
    its tokens are on average, in nats."""

    vectors: NDArray[np.float32]
    surprisal: float


class _Odd(NamedTuple):
    chance: float
    why: str
    norm: str
    said: str = ""
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Norm:
    """What the contracts of the training data are like. ``distances``, ``durations`` and ``tails`` are quantiles in
    equal steps (nan where there are too few); vectors are of length one, times 127."""

    categories: list[str]
    types: list[str]
    had: NDArray[np.bool_]  # (contracts, categories)
    type_of: NDArray[np.int64]  # (contracts,): index into types, -1 for none
    clauses: NDArray[np.int64]  # (categories,)
    words: NDArray[np.int64]  # (categories,): of those clauses
    marked: NDArray[np.int64]  # (categories, marks): clauses with the mark
    terms: NDArray[np.int64]  # (categories, 2): terms in such clauses, and those of them that stand nowhere else
    verbs: dict[tuple[int, int], tuple[int, int]]  # (category, verb's key): clauses that affirm it, that deny it
    durations: NDArray[np.float32]  # (categories, steps): the longest that a clause names, in days
    vectors: NDArray[np.int8]  # (usual clauses, width)
    vector_of: NDArray[np.int64]  # (usual clauses,): index into categories
    distances: NDArray[np.float32]  # (categories, steps): to the nearest usual clause of another contract
    tails: NDArray[np.float32]  # (measures, steps): surprise of usual clauses, in nats
    tokens: NDArray[np.float16]  # (vocabulary,): surprisal of each token in a contract, in nats
    centre: NDArray[np.float32]  # (width,): mean vector of all contracts
    usual: NDArray[np.float32]  # (2, 2): median and far end of what ``whole`` gives for contracts

    @classmethod
    def load(cls, folder: Path) -> Norm | None:
        """The norm beside a model's weights; None where there is none. Raises BadModel."""
        path = folder / NORM
        if not path.exists():
            return None
        try:
            with np.load(path, allow_pickle=False) as file:
                part = {name: file[name] for name in file.files}
            verbs = {(c, k): (a, d) for c, k, a, d in part.pop("verbs").tolist()}
            names = {name: part.pop(name).tolist() for name in ("categories", "types")}
            if part["marked"].shape[1] != len(MARKS):
                raise ValueError("it knows other marks")
            return cls(**names, verbs=verbs, **part)
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise BadModel(f"{path} is not as `contract-review train norm` writes it: {error}") from error

    def has_wording(self, category: str) -> bool:
        """Whether the category has clauses with a wording, rather than names and dates."""
        return category in self.categories and bool(self.clauses[self.categories.index(category)])

    def oddities(
        self, category: str, text: str, vector: NDArray[np.float32], around: Around, proven: bool = False
    ) -> list[Oddity]:
        """What is odd about a clause, the oddest first, at most one a measure. ``vector`` is (width,), the mean of its
        sentences'. ``proven``: only what is worth a reader's minute as a rule."""
        oddities = [
            Oddity(measure, self._tail(measure, odd.chance), odd.why, odd.norm, odd.said)
            for measure, odd in self.odd(category, text, vector, around, proven)
        ]
        return sorted(oddities, key=lambda oddity: oddity.share)

    def odd(
        self, category: str, text: str, vector: NDArray[np.float32], around: Around, proven: bool = False
    ) -> Iterator[tuple[str, _Odd]]:
        """By measure, what is oddest by it, with its chance before it is held against those of usual clauses."""
        if category not in self.categories:
            return
        column = self.categories.index(category)
        if not proven:
            yield "rarity", self._rarity(column, around)
        if self.clauses[column] < ENOUGH:
            return
        for name, odds in (
            ("words", self._words(column, text, proven)),
            ("denial", self._denials(column, text)),
            ("duration", self._duration(column, text)),
            ("wording", () if proven else self._wording(column, vector)),
            ("terms", () if proven else self._terms(column, text, around.capitalised)),
        ):
            oddest = min((odd for odd in odds if odd.proven or not proven), key=lambda odd: odd.chance, default=None)
            if oddest:
                yield name, oddest

    def _rarity(self, column: int, around: Around) -> _Odd:
        """How seldom similar contracts have such a clause at all."""
        having = self.alike(around.kind, around.found, column)
        why = "similar contracts seldom have such a clause."
        norm = f"{having} of the {ALIKE} most similar contracts have one."
        return _Odd(rarity(having), why, norm)

    def alike(self, kind: str | None, found: Collection[str], column: int, but: int | None = None) -> int:
        """How many of the contracts most like this one (``but`` one of them) have the category of this column."""
        has = np.array([name in found for name in self.categories])
        known = np.arange(len(self.categories)) != column
        shared = (self.had & has)[:, known].sum(1) / np.maximum((self.had | has)[:, known].sum(1), 1)
        if kind in self.types:
            shared = shared + _SAME_TYPE * (self.type_of == self.types.index(kind))
        if but is not None:
            shared[but] = -1.0
        nearest = np.argsort(-shared, kind="stable")[:ALIKE]
        return round(ALIKE * float(self.had[nearest, column].mean()))

    def _words(self, column: int, text: str, proven: bool) -> Iterator[_Odd]:
        """Decisive words that such clauses seldom say, or seldom leave out, for their length."""
        if proven and self.categories[column] not in _TELLING_IN:
            return
        shown, length = marks(text), len(text.split())
        rates = self.marked.sum(0) / max(int(self.words.sum()), 1)
        for number, name in enumerate(MARKS):
            count, clauses = int(self.marked[column, number]), int(self.clauses[column])
            rate = (count + _WORDS * float(rates[number])) / (int(self.words[column]) + _WORDS)
            absent = float(np.exp(-rate * length))
            norm = f"{count} of {clauses} such clauses in other contracts do."
            if name in shown:
                why = f"it says “{shown[name]}”{LACKING.get(name, '')}, which such clauses seldom do."
                proven = name in _TELLING and self.categories[column] in _TELLING_IN
                yield _Odd(1 - absent, why, norm, shown[name], proven)
            else:
                yield _Odd(absent, f"it does not mention {name}.", norm)

    def _denials(self, column: int, text: str) -> Iterator[_Odd]:
        """What it denies where the usual clauses affirm it, or the other way round."""
        affirmed, denied = self.verbs.get((column, 0), (0, 0))
        general = (denied + 1) / (affirmed + denied + 2)
        for verb in said(text):
            own_affirmed, own_denied = self.verbs.get((column, verb.key), (0, 0))
            known = own_affirmed + own_denied
            prior, alike = (general, own_denied) if verb.denied else (1 - general, own_affirmed)
            word, this = "affirm" if verb.denied else "deny", "this" if known else "what they speak of"
            contrary, of = (known - alike, known) if known else (affirmed if verb.denied else denied, affirmed + denied)
            yield _Odd(
                (alike + _VERBS * prior) / (known + _VERBS),
                f"it says “{verb.words}” where such clauses as a rule {word} {this}.",
                f"{contrary} of {of} such clauses in other contracts {word} it.",
                verb.words.split(" … ")[-1],
                proven=known >= _KNOWN and alike <= _NONE_DENIES * known and _denied_outright(verb.words, text),
            )

    def _duration(self, column: int, text: str) -> Iterator[_Odd]:
        """A duration that is longer than such clauses name."""
        quantiles, length = self.durations[column], longest(text)
        if length is not None and not np.isnan(quantiles[0]):
            norm = f"Half of comparable clauses set {_about(quantiles[len(quantiles) // 2])} or less."
            why = f"{_about(length)}, longer than in nearly all comparable clauses."
            proven = self.categories[column] in _LASTING
            yield _Odd(share_above(quantiles, length), why, norm, proven=proven)

    def _wording(self, column: int, vector: NDArray[np.float32]) -> Iterator[_Odd]:
        """How far it lies from the nearest usual clause, as a percentile of such distances among those."""
        if np.isnan(self.distances[column, 0]):
            return
        distance = nearest(self.vectors[self.vector_of == column], unit(vector - self.centre))
        share = share_above(self.distances[column], distance)
        farther = f"{100 * (1 - share):.0f}% of such clauses in other contracts are closer to one another."
        yield _Odd(share, "its wording is unlike that of such clauses in other contracts.", farther)

    def _terms(self, column: int, text: str, words: Mapping[str, int]) -> Iterator[_Odd]:
        """Defined terms and names that stand nowhere else in the contract: more than such clauses have by chance."""
        known, unknown = told_apart(text, words)
        own, all_terms = self.terms[column], self.terms.sum(0)
        share = (own[1] + _TERMS * all_terms[1] / max(all_terms[0], 1)) / (own[0] + _TERMS)
        if unknown:
            quoted = " and ".join(f"“{term}”" for term in unknown[:3])
            yield _Odd(
                at_least(len(unknown), known + len(unknown), float(share)),
                f"it mentions {quoted}, which stand{'s' if len(unknown) == 1 else ''} nowhere else in the contract.",
                f"{100 * share:.0f}% of the terms in such clauses stand nowhere else in their contract.",
                unknown[0],
            )

    def _tail(self, measure: str, chance: float) -> float:
        tail = self.tails[MEASURES.index(measure)]
        return 1.0 if np.isnan(tail[0]) else share_above(tail, surprise(chance))

    def strangeness(self, text: str, surprisal: float, kinds: float) -> float:
        """How unlike the training data's contracts a whole document is, from 0 (in their midst) to 1; from 0.5 on it is
        hardly one of their kind. It is told by how seldom the words stand there that every contract uses, and by that
        together with how surprising its tokens are; and then by how many kinds of clauses it is expected to have
        (``kinds``, the sum of their chances) for its length."""
        median, far = self.usual[:, 0], self.usual[:, 1]
        surprising, lawless = (whole(text, surprisal) - median) / np.maximum(far - median, 1e-6)
        words = len(text.split())
        farthest = float(max(lawless, (surprising + lawless) / 2)) * words / (words + _FEW)
        few = 1 - min(kinds / (1 + words / 1000), 2)
        return min(max(farthest / _FAR / 2 + _KINDS * few, 0.0), 1.0)


def _denied_outright(words: str, text: str) -> bool:
    """Whether a clause denies plainly ("shall not be governed"), rather than shut out a convention, speak of a notice,
    or deny a thing once that it affirms beside."""
    match = _OUTRIGHT.match(words)
    affirmed = re.escape(words[match.end() :]) if match else ""
    beside = re.search(rf"\b(?:shall|will|may|must|can)\s{affirmed}", text, re.IGNORECASE) if match else None
    return match is not None and beside is None and not _NOT_OUTRIGHT.search(text)


def _about(length: float) -> str:
    """A number of days as a person says it: "30 years", "6 months", "45 days"."""
    for unit, size in (("year", 365.25), ("month", 365.25 / 12)):
        count = round(length / size)
        if count and abs(length - count * size) < 1:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{length:.0f} day{'' if round(length) == 1 else 's'}"


def whole(text: str, surprisal: float) -> NDArray[np.float32]:
    """How surprising a document's tokens are on average, and how seldom legal words stand in it: (2,), in nats."""
    legal = len(_LEGAL.findall(text)) / max(len(text.split()), 1)
    return np.array([surprisal, -np.log(legal + 0.002)], dtype=np.float32)


def told_apart(text: str, elsewhere: Mapping[str, int]) -> tuple[int, list[str]]:
    """How many of a clause's terms stand elsewhere in its contract too, and those that do not; ``elsewhere`` counts the
    words of the whole contract."""
    own = capitalised(text)
    every = terms(text)
    unknown = [term for term in every if elsewhere.get(term, 0) <= own[term]]
    return len(every) - len(unknown), unknown


def at_least(successes: int, trials: int, chance: float) -> float:
    """The chance of at least so many successes: the tail of the binomial distribution."""
    chance = min(chance, 0.99)
    exactly, less = (1 - chance) ** trials, 0.0
    for k in range(successes):
        less += exactly
        exactly *= (trials - k) / (k + 1) * chance / (1 - chance)
    return max(1 - less, 1e-9)


def rarity(having: int) -> float:
    """The chance of a clause that so many of the ``ALIKE`` contracts have."""
    return (having + 0.5) / (ALIKE + 1)


def surprise(chance: float) -> float:
    """A chance in nats."""
    return float(-np.log(max(chance, 1e-9)))


def nearest(vectors: NDArray[np.int8], vector: NDArray[np.float32]) -> float:
    """The cosine distance of a unit vector to the nearest of unit vectors times 127."""
    return float(1 - (vectors.astype(np.float32) @ vector).max() / 127) if len(vectors) else 1.0


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vector at length one."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), dtype=np.float32)


def share_above(quantiles: NDArray[np.float32], value: float) -> float:
    """The share of values that are at least this one, by their quantiles; beyond the last, half a step."""
    return max(float(np.mean(quantiles >= value - 1e-6)), 0.5 / len(quantiles))


def mean_vector(vectors: NDArray[np.float32], segments: Sequence[int]) -> NDArray[np.float32]:
    """The vector of a stretch of segments."""
    return np.asarray(vectors[list(segments)].mean(0), dtype=np.float32)
