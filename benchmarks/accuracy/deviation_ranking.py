"""Measures whether the deviation flags find decisive alterations.

Clauses of contracts held out of training are altered in one way each, or moved in from another type of contract, and
ranked against the untouched ones by the reference.

    python -m benchmarks.accuracy.deviation_ranking --contracts annotations.jsonl.gz
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from benchmarks.accuracy.alterations import ALTERATIONS
from model.dataset import Contract, as_document, read_contracts, spans_in_document
from model.deviation.deviation_flags import SHARE
from model.deviation.features import capitalized
from model.deviation.norm import MEASURES, ContractContext, mean_vector
from model.engines.base import EMBEDDED
from model.engines.span_decoding import DecodingOptions
from model.engines.tagger.engine import Tagger
from model.training.build_norm import type_of
from model.training.training_report import held_out

MOVED, MOVED_IN = "moved in from another type of contract", 4
_ONLY = {"cap removed": "Cap On Liability"}


class Rated(NamedTuple):
    """A clause: its alteration (None: untouched) and, by measure, the share of usual clauses that deviate at least as
    much."""

    kind: str | None
    shares: dict[str, float]

    @property
    def oddness(self) -> float:
        """The deviation score: minus the smallest share, so that a larger one deviates more."""
        return -min(self.shares.values(), default=1.0)


def altered(
    contract: Contract, settings: dict[str, DecodingOptions], draw: random.Random
) -> tuple[Contract, dict[str, str]]:
    """The contract with each clause altered in one applicable way, if there is one, and the alterations by the clauses'
    "category start" in the new text. Of overlapping clauses, one is altered."""
    spans = sorted((start, end, name) for name, some in contract.clauses.items() for start, end in some)
    text, kinds, clauses, taken = "", {}, defaultdict(list), 0
    for start, end, name in spans:
        if settings[name].trim or start < taken:
            continue
        applicable = [kind for kind in ALTERATIONS if _ONLY.get(kind, name) == name]
        draw.shuffle(applicable)
        for kind in applicable:
            changed = ALTERATIONS[kind](contract.text[start:end])
            if changed:
                text += contract.text[taken:start]
                clauses[name].append((len(text), len(text) + len(changed)))
                kinds[f"{name} {len(text)}"] = kind
                text, taken = text + changed, end
                break
    return replace(contract, text=text + contract.text[taken:], clauses=dict(clauses)), kinds


def moved_in(
    contract: Contract, others: Sequence[Contract], settings: dict[str, DecodingOptions], draw: random.Random
) -> Contract:
    """The contract with clauses appended, of categories that it lacks, from contracts of other types."""
    own = type_of(contract)
    pool = [
        (name, other.text[start:end])
        for other in others
        if type_of(other) != own
        for name, some in other.clauses.items()
        if not (settings[name].trim or contract.clauses.get(name))
        for start, end in some
    ]
    text, clauses = contract.text, defaultdict(list)
    for name, words in draw.sample(pool, min(MOVED_IN, len(pool))):
        clauses[name].append((len(text) + 2, len(text) + 2 + len(words)))
        text += "\n\n" + words
    return replace(contract, text=text, clauses=dict(clauses))


def rated(engine: Tagger, contract: Contract, kinds: dict[str, str] | None, whole: Contract) -> Iterator[Rated]:
    """Each annotated clause of a contract with its measures. ``kinds`` are the alterations (None: untouched), ``whole``
    is the original contract."""
    document = as_document(contract)
    found = engine.find(document)
    assert found.norm is not None and found.encoding is not None
    there = {name for name, some in whole.clauses.items() if some}
    spans = spans_in_document(contract, document)
    words = capitalized(document.text)
    for name, some in spans.items():
        if engine.settings[name].trim:
            continue
        for (start, end), origin in zip(some, contract.clauses[name], strict=False):
            inside = [segment.id for segment in document.segments if segment.start < end and segment.end > start]
            if inside:
                vector = mean_vector(found.encoding.vectors, inside)
                text = document.text[start:end]
                odd = found.norm.deviations(name, text, vector, ContractContext(type_of(whole), there | {name}, words))
                kind = kinds.get(f"{name} {origin[0]}", MOVED) if kinds is not None else None
                yield Rated(kind, {oddity.measure: oddity.share for oddity in odd})


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The area under the ROC curve: the probability that a positive is above a negative; ties count half."""
    ordered = np.sort(negative)
    below, up_to = (np.searchsorted(ordered, positive, side) for side in ("left", "right"))
    return float((below + up_to).mean() / 2 / len(ordered))


def table(clauses: Sequence[Rated]) -> str:
    """A Markdown table: AUROC by alteration, of all measures together and of each alone, and the share flagged."""
    untouched = [clause for clause in clauses if clause.kind is None]
    groups: dict[str, list[Rated]] = defaultdict(list)
    for clause in clauses:
        if clause.kind is not None:
            groups[clause.kind].append(clause)

    def area(group: Sequence[Rated], measure: str | None) -> float:
        def oddness(clause: Rated) -> float:
            return clause.oddness if measure is None else -clause.shares.get(measure, 1.0)

        return auroc([oddness(clause) for clause in group], [oddness(clause) for clause in untouched])

    def flagged(group: Sequence[Rated]) -> float:
        return 100 * float(np.mean([-clause.oddness <= SHARE for clause in group]))

    lines = [
        f"| alteration | clauses | AUROC | {' | '.join(MEASURES)} | flagged |",
        "|---|" + "---|" * (len(MEASURES) + 3),
    ]
    areas = []
    for kind, group in sorted(groups.items()):
        areas.append(area(group, None))
        alone = " | ".join(f"{area(group, measure):.2f}" for measure in MEASURES)
        lines.append(f"| {kind} | {len(group)} | **{areas[-1]:.2f}** | {alone} | {flagged(group):.0f}% |")
    every = [clause for group in groups.values() for clause in group]
    lines.append(
        f"| all together | {len(every)} | **{area(every, None):.2f}** |{' |' * len(MEASURES)} {flagged(every):.0f}% |"
    )
    lines.append(f"| mean of the alterations | | **{np.mean(areas):.2f}** |{' |' * (len(MEASURES) + 1)}")
    lines.append(f"| untouched | {len(untouched)} | |{' |' * len(MEASURES)} {flagged(untouched):.0f}% |")
    return "\n".join(lines)


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=Path, required=True, help="annotations: JSON lines, gzipped or not")
    parser.add_argument("--model", type=Path, default=EMBEDDED)
    parser.add_argument("--longest", type=int, default=40_000, help="longest contract, in characters")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kept_out = held_out(read_contracts(options.contracts), options.model)
    contracts = [contract for contract in kept_out if len(contract.text) <= options.longest]
    engine = Tagger.load(options.model)
    draw = random.Random(options.seed)
    clauses: list[Rated] = []
    for contract in tqdm(contracts, unit="contract"):
        other, kinds = altered(contract, engine.settings, draw)
        moved = moved_in(contract, contracts, engine.settings, draw)
        # One pass for both: the moved-in clauses follow the altered text.
        tail = moved.text[len(contract.text) :]
        shift = len(other.text) - len(contract.text)
        placed = {name: [(a + shift, b + shift) for a, b in some] for name, some in moved.clauses.items()}
        both = replace(other, text=other.text + tail, clauses=other.clauses | placed)
        clauses += rated(engine, both, kinds, contract)
        clauses += rated(engine, contract, None, contract)
    engine.close()
    print(table(clauses))


if __name__ == "__main__":
    main()
