"""Measures what a contract in plain English costs: ``python -m benchmarks.accuracy.plain_english --contracts
annotations.jsonl.gz [--model DIR]``.

Annotated contracts, those held out of the model's training, are rewritten by rules: the two parties that act most often
become "we" and "you", and legal words become everyday ones ("shall not" "won't", "prior to" "before"). The annotations
move along. Prints the figures of the contracts as they are and as rewritten.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from model.commands.evaluate import answer_texts
from model.dataset import Contract, read_contracts
from model.engines.base import EMBEDDED, Engine
from model.engines.load_engine import load_engine
from model.evaluation.confidence_intervals import figures_table, figures_with_intervals
from model.training.training_report import held_out

# Legal words, and everyday ones in their place, of which each contract draws one anew at every occurrence.
_WORDS: dict[str, Sequence[str]] = {
    r"shall not": ("will not", "must not", "may not", "can't", "won't"),
    r"will not": ("won't",),
    r"is not": ("isn't",),
    r"are not": ("aren't",),
    r"does not": ("doesn't",),
    r"do not": ("don't",),
    r"cannot": ("can't",),
    r"shall": ("will", "must"),
    r"herein": ("in this agreement", "here"),
    r"hereunder": ("under this agreement",),
    r"hereof": ("of this agreement",),
    r"thereof": ("of it",),
    r"thereafter": ("after that",),
    r"pursuant to": ("under", "following"),
    r"in accordance with": ("under", "as described in"),
    r"prior to": ("before",),
    r"subsequent to": ("after",),
    r"in the event of": ("in case of",),
    r"in the event that": ("if",),
    r"provided,? however,? that": ("but",),
    r"provided that": ("as long as", "if"),
    r"notwithstanding": ("despite",),
    r"upon": ("on", "after"),
    r"terminate": ("end", "cancel", "stop"),
    r"terminated": ("ended", "cancelled"),
    r"termination": ("end", "cancellation"),
    r"indemnify(?:, defend,?)? and hold harmless": ("protect", "cover"),
    r"indemnify": ("compensate", "cover"),
    r"prior written consent": ("written permission", "OK in writing"),
    r"consent": ("permission",),
    r"assign": ("transfer",),
    r"with respect to": ("about", "for"),
    r"sole and exclusive": ("only",),
    r"right, title,? and interest": ("rights", "ownership"),
    r"obligations": ("responsibilities",),
    r"purchase": ("buy",),
    r"obtain": ("get",),
    r"retain": ("keep",),
    r"notify": ("tell",),
    r"disclose": ("share", "reveal"),
    r"solicit": ("try to hire away", "approach"),
    r"employ": ("hire", "work with"),
    r"damages": ("losses",),
    r"in excess of": ("more than",),
    r"either party": ("either of us",),
    r"neither party": ("neither of us",),
    r"each party": ("each of us",),
    r"the parties": ("you and we", "we both"),
    r"entitled to": ("allowed to",),
    r"including,? (?:but not limited to|without limitation),?": ("including", "such as"),
    r"this Agreement": ("this agreement", "this contract", "these terms"),
}
_SHARE = 0.75  # of the occurrences that are replaced
_ACTS = r"\s+(?:shall|will|may|must|agrees?|represents?|warrants?|has|is|was|hereby|grants?|does|owns?)\b"
_SOMEBODY = re.compile(rf"\b[Tt]he ([A-Z][a-z]{{3,20}})(?={_ACTS})")
_NOT_A_PARTY = {"Agreement", "Term", "Parties", "Party", "Territory", "Software", "Services", "Products", "Product"}
_OFTEN = 3
_PRONOUNS = (("we", "us", "our"), ("you", "you", "your"))
# "the Client is" becomes "you are".
_AGREEMENT = {"has": "have", "is": "are", "was": "were", "does": "do"}


def in_plain_english(contract: Contract, seed: int = 0) -> Contract:
    """The contract with its words and parties replaced, and its annotations moved along."""
    draw = random.Random(f"{seed} {contract.title}")
    for party, (subject, other, whose) in zip(_parties(contract.text), draw.sample(_PRONOUNS, 2), strict=False):
        name = rf"\b[Tt]he {party}\b"
        contract = _replaced(contract, rf"{name}['’]s\b", [whose], draw)
        contract = _replaced(contract, rf"{name}(?={_ACTS})", [subject], draw)
        contract = _replaced(contract, name, [other], draw)
        for one, many in _AGREEMENT.items():
            contract = _replaced(contract, rf"(?<=\b(?i:{subject}) ){one}\b", [many], draw)
    for words, plain in _WORDS.items():
        contract = _replaced(contract, rf"(?i:\b{words}\b)", plain, draw, _SHARE)
    return contract


def _parties(text: str) -> list[str]:
    """What the contract calls the two parties that act most often in it."""
    counted = Counter(name for name in _SOMEBODY.findall(text) if name not in _NOT_A_PARTY)
    return [name for name, count in counted.most_common(2) if count >= _OFTEN]


def _replaced(
    contract: Contract, pattern: str, plain: Sequence[str], draw: random.Random, share: float = 1.0
) -> Contract:
    """Replaces this share of what matches the pattern with one of the plain words, in the case of what stood there."""
    pieces: list[str] = []
    edits: list[tuple[int, int, int]] = []  # where, to where, and by how many characters longer
    end = 0
    for match in re.finditer(pattern, contract.text):
        if draw.random() > share:
            continue
        old, new = match.group(), draw.choice(plain)
        new = new.upper() if old.isupper() else new[:1].upper() + new[1:] if old[0].isupper() else new
        pieces += [contract.text[end : match.start()], new]
        end = match.end()
        edits.append((match.start(), end, len(new) - len(old)))
    text = "".join([*pieces, contract.text[end:]])
    clauses = {
        category: [(_moved(start, edits, False), _moved(stop, edits, True)) for start, stop in spans]
        for category, spans in contract.clauses.items()
    }
    return replace(contract, text=text, clauses=clauses)


def _moved(offset: int, edits: Sequence[tuple[int, int, int]], is_end: bool) -> int:
    """An offset after the edits; one inside replaced words moves to their edge, so that a span holds them whole."""
    shift = 0
    for start, end, longer in edits:
        if offset <= start:
            break
        if offset < end:
            return end + shift + longer if is_end else start + shift
        shift += longer
    return offset + shift


def compare(contracts: Sequence[Contract], engine: Engine) -> dict[str, str]:
    """The model's figures on the contracts, as they are and in plain English, as tables for a terminal."""
    versions = {"As they are": contracts, "In plain English": [in_plain_english(contract) for contract in contracts]}
    return {name: figures_table(_figures(version, engine)) for name, version in versions.items()}


def _figures(contracts: Sequence[Contract], engine: Engine) -> dict[str, dict[str, float]]:
    return figures_with_intervals(answer_texts(contracts, engine).by_contract)


def main() -> int:
    """Prints the figures of both versions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.plain_english", description=__doc__)
    parser.add_argument("--contracts", type=Path, required=True, help="annotations: JSON lines, gzipped or not")
    parser.add_argument("--model", type=Path, default=EMBEDDED, help="a model directory (default: the embedded one)")
    options = parser.parse_args()
    contracts = held_out(read_contracts(options.contracts), options.model)
    for name, table in compare(contracts, load_engine(options.model)).items():
        print(f"{name}:\n{table}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
