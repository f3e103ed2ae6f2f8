"""Holds the norm, the statistics of the reference contracts (``norm.npz``), and measures how far a contract deviates
from it: as a whole, in the kinds of clauses that it has, and in their wording.

Every measure of a clause is expressed in one unit: the share of reference clauses that deviate at least as much.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.errors import BadModel
from model.deviation.features import MARKER_NOTES, MARKERS, capitalized, longest_duration, markers_in, terms, verbs_in

# The file beside the weights. It holds counts and vectors, but no text from contracts.
NORM = "norm.npz"
MEASURES = ("words", "denial", "duration", "rarity", "wording", "terms")
# A category needs this many reference clauses before wording is compared.
ENOUGH = 15
# The number of nearest reference contracts, and the bonus in similarity for the same type of agreement (the Jaccard
# index of the two contracts' categories is at most 1).
NEIGHBORS, _SAME_TYPE = 30, 0.25
# Weights of the priors: for a marker's rate in a category, its rate over all categories (in words of clauses); for the
# probability that a verb is denied, the probability over all verbs of the category (in clauses).
_WORDS, _VERBS = 300.0, 2.0
# Likewise the share of terms that appear nowhere else in the contract, over all categories (in terms).
_TERMS = 30.0
# Short texts say little: the measured strangeness of a document of this many words is halved.
_FEW = 40
# Strangeness reaches 0.5 at this many times the distance between the median and the upper bound. By the words alone, 59
# of 60 contracts held out of training lie below (an order form of 300 words does not), and letters, invoices and
# similar documents above.
_FAR = 1.2
# Added to the strangeness of a document without clauses, and subtracted if it has two or more kinds of clauses per
# 1,000 words (counting 1,000 words more than it has). Chosen on 100 short agreements and 51 other unlabeled documents.
_KINDS = 0.1
# The "proven" deviations: the kinds that a lawyer would usually want to see. 146 deviations of annotated clauses (each
# compared with the other contracts) were read one by one. Useful were: these words in these categories (8 of 10; of 60
# words at random, 8); durations of obligations and protections (19 of 25), but not of terms and of deadlines such as
# that of a first refusal (7 of 15); and outright denials of a verb that many clauses affirm and hardly any deny (of 45
# denials at random, 6). Of the 11 such flags of 126 whole contracts, 2 were useful: "sole discretion", words about
# insurance, warranties and termination, and denials of what a party gets ("shall not be entitled") were not.
_TELLING = frozenset({"without notice", "unlimited"})
_TELLING_IN = frozenset(
    {
        "Anti-Assignment",
        "Audit Rights",
        "Change Of Control",
        "No-Solicit Of Customers",
        "No-Solicit Of Employees",
        "Non-Disparagement",
        "Price Restrictions",
        "Third Party Beneficiary",
    }
)
# Where a denial is a slip or a trap, not a term of the bargain.
_DENIED_IN = frozenset(
    {
        "Anti-Assignment",
        "Audit Rights",
        "Cap On Liability",
        "Expiration Date",
        "Governing Law",
        "Insurance",
        "Post-Termination Services",
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
# "Shall not become effective" and "shall not be binding before the closing" state a condition; "shall not continue to
# use the marks" is the usual duty to stop when the contract ends.
_NOT_OUTRIGHT = re.compile(
    r"\bnot\s(?:become\s(?:effective|binding|operative|final|valid)|(?:take|come\sinto|go\sinto|enter\sinto)\s(?:effect|force))\b"
    r"|\bnot\s(?:commence|begin|be\s(?:effective|binding|operative|valid|enforceable))\b[^.;]{0,160}\b(?:if|before|prior\sto)\b|"
    r"\bconvention\b|\b(?:notice|elect\w*|option)\b[^.;]{0,40}\bthat\b|\bnot\b[^.;]{0,80}\b(?:unless|until)\b"
    r"|\bnot\s(?:thereafter\s|further\s)?(?:(?:continue\s)?(?:to\s)?(?:use|employ|sell|distribute|market|promote"
    r"|display|hold\s(?:itself|themselves)\sout"
    r"|represent|offer|manufacture|make|copy|reproduce|disclose|solicit|accept|refer)\b|continue\s(?:the|its|any)\suse\b)",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"\b(?:shall|agreement|part(?:y|ies)|here(?:in|of|by|to|under)|pursuant|thereof)\b", re.IGNORECASE)


class Deviation(NamedTuple):
    """How a clause deviates by one measure: the share of reference clauses that deviate at least as much; the reason
    and the norm, as sentences; and the words of the clause that deviate (empty: the whole clause)."""

    measure: str
    share: float
    why: str
    norm: str
    words: str = ""


class ContractContext(NamedTuple):
    """The contract around a clause: its type, the categories found in it, and the count of each capitalized word."""

    kind: str | None
    found: Collection[str]
    capitalized: Mapping[str, int]


class Encoding(NamedTuple):
    """A document as the model encodes it: the mean vector of each segment's tokens (segments, width), and the mean
    surprisal of its tokens, in nats."""

    vectors: NDArray[np.float32]
    surprisal: float


class _Candidate(NamedTuple):
    """A deviation before its probability is compared with those of reference clauses."""

    probability: float
    why: str
    norm: str
    words: str = ""
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Norm:
    """Statistics of the training contracts. ``distances``, ``durations`` and ``tails`` are quantiles in equal steps
    (nan if there are too few values); ``vectors`` are unit vectors, times 127."""

    categories: list[str]
    types: list[str]
    had: NDArray[np.bool_]  # (contracts, categories)
    type_of: NDArray[np.int64]  # (contracts,): index into types, -1 for none
    clauses: NDArray[np.int64]  # (categories,)
    words: NDArray[np.int64]  # (categories,): of those clauses
    marked: NDArray[np.int64]  # (categories, markers): clauses with the marker
    terms: NDArray[np.int64]  # (categories, 2): terms in such clauses, and those that occur nowhere else
    verbs: dict[tuple[int, int], tuple[int, int]]  # (category, verb's key): clauses that affirm it, that deny it
    durations: NDArray[np.float32]  # (categories, steps): the longest duration in a clause, in days
    vectors: NDArray[np.int8]  # (reference clauses, width)
    vector_of: NDArray[np.int64]  # (reference clauses,): index into categories
    distances: NDArray[np.float32]  # (categories, steps): to the nearest reference clause of another contract
    tails: NDArray[np.float32]  # (measures, steps): surprise of reference clauses, in nats
    tokens: NDArray[np.float16]  # (vocabulary,): surprisal of each token in a contract, in nats
    centre: NDArray[np.float32]  # (width,): mean vector of all contracts
    usual: NDArray[np.float32]  # (2, 2): median and upper bound of ``document_surprise`` over contracts

    @classmethod
    def load(cls, folder: Path) -> Norm | None:
        """The norm beside a model's weights; None if there is none. Raises BadModel."""
        path = folder / NORM
        if not path.exists():
            return None
        try:
            with np.load(path, allow_pickle=False) as file:
                part = {name: file[name] for name in file.files}
            verbs = {(c, k): (a, d) for c, k, a, d in part.pop("verbs").tolist()}
            names = {name: part.pop(name).tolist() for name in ("categories", "types")}
            if part["marked"].shape[1] != len(MARKERS):
                raise ValueError("it was made for other markers")
            return cls(**names, verbs=verbs, **part)
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise BadModel(f"{path} was not written by `contract-review train norm`: {error}") from error

    def has_wording(self, category: str) -> bool:
        """Whether the category has reference clauses; categories of names and dates have none."""
        return category in self.categories and bool(self.clauses[self.categories.index(category)])

    def deviations(
        self, category: str, text: str, vector: NDArray[np.float32], around: ContractContext, proven: bool = False
    ) -> list[Deviation]:
        """A clause's deviations, largest first, at most one per measure. ``vector`` is (width,), the mean of its
        segments' vectors. ``proven``: only the kinds that proved useful to readers."""
        deviations = [
            Deviation(measure, self._share(measure, one.probability), one.why, one.norm, one.words)
            for measure, one in self.candidates(category, text, vector, around, proven)
        ]
        return sorted(deviations, key=lambda deviation: deviation.share)

    def candidates(
        self, category: str, text: str, vector: NDArray[np.float32], around: ContractContext, proven: bool = False
    ) -> Iterator[tuple[str, _Candidate]]:
        """The largest deviation by each measure, with its own probability."""
        if category not in self.categories:
            return
        column = self.categories.index(category)
        if not proven:
            yield "rarity", self._rarity(column, around)
        if self.clauses[column] < ENOUGH:
            return
        for name, found in (
            ("words", self._words(column, text, proven)),
            ("denial", self._denials(column, text)),
            ("duration", self._duration(column, text)),
            ("wording", () if proven else self._wording(column, vector)),
            ("terms", () if proven else self._terms(column, text, around.capitalized)),
        ):
            shown = (one for one in found if one.proven or not proven)
            if largest := min(shown, key=lambda one: one.probability, default=None):
                yield name, largest

    def _rarity(self, column: int, around: ContractContext) -> _Candidate:
        """How rarely similar contracts have a clause of this category."""
        having = self.similar_with(around.kind, around.found, column)
        why = "similar contracts seldom have such a clause."
        norm = f"{having} of the {NEIGHBORS} most similar contracts have one."
        return _Candidate(rarity(having), why, norm)

    def similar_with(self, kind: str | None, found: Collection[str], column: int, but: int | None = None) -> int:
        """How many of the ``NEIGHBORS`` most similar contracts (except contract ``but``) have the column's
        category."""
        has = np.array([name in found for name in self.categories])
        known = np.arange(len(self.categories)) != column
        shared = (self.had & has)[:, known].sum(1) / np.maximum((self.had | has)[:, known].sum(1), 1)
        if kind in self.types:
            shared = shared + _SAME_TYPE * (self.type_of == self.types.index(kind))
        if but is not None:
            shared[but] = -1.0
        nearest = np.argsort(-shared, kind="stable")[:NEIGHBORS]
        return round(NEIGHBORS * float(self.had[nearest, column].mean()))

    def _words(self, column: int, text: str, proven: bool) -> Iterator[_Candidate]:
        """Markers that such clauses seldom have, or seldom lack, given the clause's length."""
        if proven and self.categories[column] not in _TELLING_IN:
            return
        shown, length = markers_in(text), len(text.split())
        rates = self.marked.sum(0) / max(int(self.words.sum()), 1)
        for number, name in enumerate(MARKERS):
            count, clauses = int(self.marked[column, number]), int(self.clauses[column])
            rate = (count + _WORDS * float(rates[number])) / (int(self.words[column]) + _WORDS)
            absent = float(np.exp(-rate * length))
            norm = f"{count} of {clauses} such clauses in other contracts do."
            if name in shown:
                why = f"it says “{shown[name]}”{MARKER_NOTES.get(name, '')}, which such clauses seldom do."
                proven = name in _TELLING and self.categories[column] in _TELLING_IN
                yield _Candidate(1 - absent, why, norm, shown[name], proven)
            else:
                yield _Candidate(absent, f"it does not mention {name}.", norm)

    def _denials(self, column: int, text: str) -> Iterator[_Candidate]:
        """Verbs that it denies although such clauses usually affirm them, or the other way round."""
        affirmed, denied = self.verbs.get((column, 0), (0, 0))
        general = (denied + 1) / (affirmed + denied + 2)
        for verb in verbs_in(text):
            own_affirmed, own_denied = self.verbs.get((column, verb.key), (0, 0))
            known = own_affirmed + own_denied
            prior, alike = (general, own_denied) if verb.denied else (1 - general, own_affirmed)
            word, this = "affirm" if verb.denied else "deny", "this" if known else "their verbs"
            contrary, of = (known - alike, known) if known else (affirmed if verb.denied else denied, affirmed + denied)
            yield _Candidate(
                (alike + _VERBS * prior) / (known + _VERBS),
                f"it says “{verb.words}”, while such clauses usually {word} {this}.",
                f"{contrary} of {of} such clauses in other contracts {word} it.",
                verb.words.split(" … ")[-1],
                proven=self.categories[column] in _DENIED_IN
                and known >= _KNOWN
                and alike <= _NONE_DENIES * known
                and _denied_outright(verb.words, text),
            )

    def _duration(self, column: int, text: str) -> Iterator[_Candidate]:
        """A duration longer than those in such clauses."""
        quantiles, length = self.durations[column], longest_duration(text)
        if length is not None and not np.isnan(quantiles[0]):
            norm = f"Half of comparable clauses set {_about(quantiles[len(quantiles) // 2])} or less."
            why = f"{_about(length)}, longer than in nearly all comparable clauses."
            proven = self.categories[column] in _LASTING
            yield _Candidate(share_above(quantiles, length), why, norm, proven=proven)

    def _wording(self, column: int, vector: NDArray[np.float32]) -> Iterator[_Candidate]:
        """The distance to the nearest reference clause, as a percentile of the distances between those."""
        if np.isnan(self.distances[column, 0]):
            return
        distance = nearest_distance(self.vectors[self.vector_of == column], unit_vector(vector - self.centre))
        share = share_above(self.distances[column], distance)
        norm = f"{100 * (1 - share):.0f}% of such clauses in other contracts are closer to another of their kind."
        yield _Candidate(share, "its wording is unlike that of such clauses in other contracts.", norm)

    def _terms(self, column: int, text: str, words: Mapping[str, int]) -> Iterator[_Candidate]:
        """Defined terms and names that appear nowhere else in the contract, if there are more than usual."""
        known, unknown = known_and_unknown_terms(text, words)
        own, all_terms = self.terms[column], self.terms.sum(0)
        share = (own[1] + _TERMS * all_terms[1] / max(all_terms[0], 1)) / (own[0] + _TERMS)
        if unknown:
            quoted = " and ".join(f"“{term}”" for term in unknown[:3])
            yield _Candidate(
                binomial_tail(len(unknown), known + len(unknown), float(share)),
                f"it mentions {quoted}, which appear{'s' if len(unknown) == 1 else ''} nowhere else in the contract.",
                f"{100 * share:.0f}% of the terms in such clauses appear nowhere else in their contract.",
                unknown[0],
            )

    def _share(self, measure: str, probability: float) -> float:
        """The share of reference clauses that are at least as improbable by this measure."""
        tail = self.tails[MEASURES.index(measure)]
        return 1.0 if np.isnan(tail[0]) else share_above(tail, surprise(probability))

    def out_of_distribution_score(self, text: str, surprisal: float, kinds: float) -> float:
        """The document's out-of-distribution score, from 0 (typical of the training contracts) to 1; from 0.5 on it is
        probably not such a contract. Combines how rare legal words are in it, how surprising its tokens are
        (``surprisal``, mean, in nats), and how many kinds of clauses are expected in it for its length (``kinds``, the
        sum of their probabilities)."""
        median, far = self.usual[:, 0], self.usual[:, 1]
        surprising, lawless = (document_surprise(text, surprisal) - median) / np.maximum(far - median, 1e-6)
        words = len(text.split())
        farthest = float(max(lawless, (surprising + lawless) / 2)) * words / (words + _FEW)
        few = 1 - min(kinds / (1 + words / 1000), 2)
        return min(max(farthest / _FAR / 2 + _KINDS * few, 0.0), 1.0)


def _denied_outright(words: str, text: str) -> bool:
    """Whether the denial is outright ("shall not be governed"): it does not exclude a convention or concern a notice,
    and the clause does not affirm the same verb elsewhere."""
    match = _OUTRIGHT.match(words)
    affirmed = re.escape(words[match.end() :]) if match else ""
    beside = re.search(rf"\b(?:shall|will|may|must|can)\s{affirmed}", text, re.IGNORECASE) if match else None
    return match is not None and beside is None and not _NOT_OUTRIGHT.search(text)


def _about(length: float) -> str:
    """A number of days in the largest unit that fits: "30 years", "6 months", "45 days"."""
    for unit, size in (("year", 365.25), ("month", 365.25 / 12)):
        count = round(length / size)
        if count and abs(length - count * size) < 1:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{length:.0f} day{'' if round(length) == 1 else 's'}"


def document_surprise(text: str, surprisal: float) -> NDArray[np.float32]:
    """The mean surprisal of a document's tokens, and that of its share of legal words: (2,), in nats."""
    legal = len(_LEGAL.findall(text)) / max(len(text.split()), 1)
    return np.array([surprisal, -np.log(legal + 0.002)], dtype=np.float32)


def known_and_unknown_terms(text: str, elsewhere: Mapping[str, int]) -> tuple[int, list[str]]:
    """The number of a clause's terms that appear elsewhere in its contract, and the terms that do not. ``elsewhere``
    counts the words of the whole contract, the clause included."""
    own = capitalized(text)
    every = terms(text)
    unknown = [term for term in every if elsewhere.get(term, 0) <= own[term]]
    return len(every) - len(unknown), unknown


def binomial_tail(successes: int, trials: int, probability: float) -> float:
    """The probability of at least this many successes: the tail of the binomial distribution."""
    probability = min(probability, 0.99)
    exactly, less = (1 - probability) ** trials, 0.0
    for k in range(successes):
        less += exactly
        exactly *= (trials - k) / (k + 1) * probability / (1 - probability)
    return max(1 - less, 1e-9)


def rarity(having: int) -> float:
    """The probability of a clause that ``having`` of the ``NEIGHBORS`` nearest contracts have, smoothed."""
    return (having + 0.5) / (NEIGHBORS + 1)


def surprise(probability: float) -> float:
    """The negative logarithm of a probability, in nats."""
    return float(-np.log(max(probability, 1e-9)))


def nearest_distance(vectors: NDArray[np.int8], vector: NDArray[np.float32]) -> float:
    """The cosine distance from a unit vector to the nearest of ``vectors`` (unit vectors times 127)."""
    return float(1 - (vectors.astype(np.float32) @ vector).max() / 127) if len(vectors) else 1.0


def unit_vector(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vector scaled to length one."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), dtype=np.float32)


def share_above(quantiles: NDArray[np.float32], value: float) -> float:
    """The share of values that are at least ``value``, from their quantiles; half a step beyond the last quantile."""
    return max(float(np.mean(quantiles >= value - 1e-6)), 0.5 / len(quantiles))


def mean_vector(vectors: NDArray[np.float32], segments: Sequence[int]) -> NDArray[np.float32]:
    """The mean vector of some segments."""
    return np.asarray(vectors[list(segments)].mean(0), dtype=np.float32)
