"""Builds the norm (``norm.npz``), the statistics that deviation is measured by, from annotated contracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from model.dataset import Contract, as_document, spans_in_document
from model.deviation.features import MARKERS, capitalized, longest_duration, markers_in, verbs_in
from model.deviation.norm import (
    ENOUGH,
    MEASURES,
    NORM,
    ContractContext,
    Norm,
    document_surprise,
    known_and_unknown_terms,
    mean_vector,
    rarity,
    surprise,
    unit_vector,
)
from model.engines.span_decoding import DecodingOptions
from model.engines.tagger.engine import Tagger
from model.engines.tagger.windows import tokenize
from model.summary.agreement_type import type_of as type_by_title

# The model reads only contracts up to this many characters: three times as many as if it read contracts of all lengths.
LONGEST = 40_000
# Vectors kept per category, and quantiles kept per distribution: of most, and of the tails.
VECTORS, _STEPS, _FINE = 120, 41, 1001
# A whole contract's upper bound lies so far above the median, in units of the 99% quantile's distance from it.
_BEYOND = 1.25


class _Usual(NamedTuple):
    """An annotated clause: its contract's number, its category's column, its text, and its vector if the model read
    it."""

    contract: int
    column: int
    text: str
    vector: NDArray[np.float32] | None


def write_norm(contracts: Sequence[Contract], engine: Tagger, read: int, folder: Path) -> Norm:
    """Builds the norm from all contracts, ``read`` of which the model reads, and writes it beside the model."""
    categories = list(engine.settings)
    kinds = [type_of(contract) for contract in contracts]
    types = sorted({kind for kind in kinds if kind})
    short = [number for number, contract in enumerate(contracts) if len(contract.text) <= LONGEST]
    # Spread over the file, which may be sorted by type.
    chosen = [short[place] for place in np.linspace(0, len(short) - 1, min(read, len(short))).round().astype(int)]
    seen, tokens = _read(contracts, chosen, engine)
    centre = np.concatenate(list(seen.values())).mean(0)
    clauses = list(_clauses(contracts, engine.settings, seen))
    norm = _counted(clauses, contracts, categories)
    norm |= {
        "categories": categories,
        "types": types,
        "type_of": np.array([types.index(kind) if kind else -1 for kind in kinds]),
        "tails": np.zeros((len(MEASURES), 1), dtype=np.float32),
        "tokens": tokens,
        "centre": centre.astype(np.float32),
        "usual": np.ones((2, 2), dtype=np.float32),
        **_vectors(clauses, centre, len(categories)),
    }
    found = Norm(**norm)
    found = replace(found, tails=_tails(found, clauses, contracts, kinds))
    found = replace(found, usual=_usual(found, [contracts[number] for number in chosen], engine))
    _save(found, folder / NORM)
    return found


def type_of(contract: Contract) -> str | None:
    """The type of agreement, determined as in the summary, from the annotated document name."""
    names = (contract.text[start:end] for start, end in contract.clauses.get("Document Name", []))
    return next((kind for name in names if (kind := type_by_title(name))), None)


def _read(
    contracts: Sequence[Contract], chosen: Sequence[int], engine: Tagger
) -> tuple[dict[int, NDArray[np.float32]], NDArray[np.float16]]:
    """The segments' vectors of the chosen contracts, and each vocabulary token's surprisal in these contracts."""
    seen: dict[int, NDArray[np.float32]] = {}
    counts = np.ones(len(engine.tokenizer), dtype=np.float64)  # add-one smoothing
    for number in tqdm(chosen, "reading", unit="contract"):
        document = as_document(contracts[number])
        found = engine.find(document)
        assert found.encoding is not None
        seen[number] = found.encoding.vectors
        counts += np.bincount(tokenize(document, engine.tokenizer).ids, minlength=len(counts))
    return seen, (-np.log(counts / counts.sum())).astype(np.float16)


def _clauses(
    contracts: Sequence[Contract], settings: Mapping[str, DecodingOptions], seen: Mapping[int, NDArray[np.float32]]
) -> Iterator[_Usual]:
    """Every annotated clause, except in categories of names and dates, which have no usual wording."""
    for number, contract in enumerate(contracts):
        document = as_document(contract)
        for category, spans in spans_in_document(contract, document).items():
            if category not in settings or settings[category].trim:
                continue
            for start, end in spans:
                inside = [segment.id for segment in document.segments_in(start, end)]
                vector = mean_vector(seen[number], inside) if number in seen and inside else None
                yield _Usual(number, list(settings).index(category), document.text[start:end], vector)


def _counted(clauses: Sequence[_Usual], contracts: Sequence[Contract], categories: Sequence[str]) -> dict[str, Any]:
    count, words = np.zeros(len(categories), dtype=np.int64), np.zeros(len(categories), dtype=np.int64)
    marked = np.zeros((len(categories), len(MARKERS)), dtype=np.int64)
    verbs: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    lengths: list[list[float]] = [[] for _ in categories]
    terms = np.zeros((len(categories), 2), dtype=np.int64)
    said_in = [capitalized(contract.text) for contract in contracts]
    for clause in clauses:
        count[clause.column] += 1
        words[clause.column] += len(clause.text.split())
        marked[clause.column] += np.isin(list(MARKERS), list(markers_in(clause.text)))
        for key, denied in {(verb.key, verb.denied) for verb in verbs_in(clause.text)}:
            verbs[clause.column, key][denied] += 1
            verbs[clause.column, 0][denied] += 1  # of all verbs
        known, unknown = known_and_unknown_terms(clause.text, said_in[clause.contract])
        terms[clause.column] += (known + len(unknown), len(unknown))
        length = longest_duration(clause.text)
        if length is not None:
            lengths[clause.column].append(length)
    return {
        "had": np.array([[bool(contract.clauses.get(name)) for name in categories] for contract in contracts]),
        "clauses": count,
        "words": words,
        "marked": marked,
        "terms": terms,
        "verbs": {place: (affirmed, denied) for place, (affirmed, denied) in verbs.items() if affirmed + denied > 1},
        "durations": np.array([_quantiles(values, _STEPS) for values in lengths], dtype=np.float32),
    }


def _vectors(clauses: Sequence[_Usual], centre: NDArray[np.float32], categories: int) -> dict[str, Any]:
    """A sample of each category's vectors, and the distribution of each one's distance to the nearest vector of another
    contract."""
    kept, of, distances = [], [], []
    for column in range(categories):
        read = [clause for clause in clauses if clause.column == column and clause.vector is not None]
        some = read[:: max(1, -(-len(read) // VECTORS))]
        vectors = np.array([unit_vector(clause.vector - centre) for clause in some if clause.vector is not None])
        contract = np.array([clause.contract for clause in some])
        if len(some):
            alike = np.where(contract[:, None] == contract, -1.0, vectors @ vectors.T).max(1)
            distances.append(_quantiles((1 - alike[alike > -1]).tolist(), _STEPS))
            kept.append(np.round(127 * vectors).astype(np.int8))
            of += [column] * len(some)
        else:
            distances.append(_quantiles([], _STEPS))
    width = len(centre)
    return {
        "vectors": np.concatenate([np.zeros((0, width), dtype=np.int8), *kept]),
        "vector_of": np.array(of, dtype=np.int64),
        "distances": np.array(distances, dtype=np.float32),
    }


def _tails(
    norm: Norm, clauses: Sequence[_Usual], contracts: Sequence[Contract], kinds: Sequence[str | None]
) -> NDArray[np.float32]:
    """The distribution of each measure's surprise over the annotated clauses themselves."""
    values: dict[str, list[float]] = {measure: [] for measure in MEASURES}
    said_in = [capitalized(contract.text) for contract in contracts]
    for clause in tqdm(clauses, "measuring", unit="clause"):
        found = {name for name, spans in contracts[clause.contract].clauses.items() if spans}
        vector = clause.vector if clause.vector is not None else norm.centre
        kind, name = kinds[clause.contract], norm.categories[clause.column]
        around = ContractContext(kind, found, said_in[clause.contract])
        candidates = norm.candidates(name, clause.text, vector, around)
        odds = {measure: surprise(one.probability) for measure, one in candidates}
        # A contract is not its own neighbor, nor a clause its own nearest one (its distances are quantiles already).
        having = norm.similar_with(kind, found, clause.column, but=clause.contract)
        odds["rarity"] = surprise(rarity(having))
        odds.pop("wording", None)
        for measure in MEASURES:
            values[measure].append(odds.get(measure, 0.0))
    steps = np.linspace(0, 1, _STEPS)
    values["wording"] = [surprise(max(1 - step, 0.5 / _STEPS)) for step in steps]
    return np.array([_quantiles(values[measure], _FINE) for measure in MEASURES], dtype=np.float32)


def _usual(norm: Norm, contracts: Sequence[Contract], engine: Tagger) -> NDArray[np.float32]:
    """The median and the upper bound of each measure of whole contracts."""
    rows = []
    for contract in contracts:
        document = as_document(contract)
        surprisal = float(norm.tokens[tokenize(document, engine.tokenizer).ids].mean())
        rows.append(document_surprise(document.text, surprisal))
    median, high = np.quantile(rows, [0.5, 0.99], axis=0)
    return np.stack([median, median + _BEYOND * (high - median)], axis=1).astype(np.float32)


def _quantiles(values: Sequence[float], steps: int) -> NDArray[np.float32]:
    if len(values) < ENOUGH:
        return np.full(steps, np.nan, dtype=np.float32)
    return np.quantile(values, np.linspace(0, 1, steps)).astype(np.float32)


def _save(norm: Norm, path: Path) -> None:
    part = {field.name: getattr(norm, field.name) for field in fields(norm)}
    verbs = [(*place, *counts) for place, counts in part.pop("verbs").items()]
    np.savez_compressed(path, verbs=np.array(verbs, dtype=np.int64).reshape(-1, 4), **part)
