"""Distills teachers into a smaller model: their scores of contracts that they were not trained on are its soft labels.

On its own training contracts a model repeats the annotations, with more confidence than on new ones, and a student
would learn that confidence, too. So each teacher is trained on all folds but one, and a contract is scored only by the
teachers that have not seen it. (Cross-fitting as in stacked generalization, Wolpert, 1992; soft targets after Hinton et
al., 2015, arXiv:1503.02531.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chunking.document import Document
from chunking.errors import BadRequest
from model.dataset import Contract
from model.engines.span_decoding import Scores
from model.engines.tagger.engine import Tagger
from model.engines.tagger.windows import Tokens
from model.training.training_report import REPORT, learnt_from


class Teachers:
    """Taggers whose scores of contracts that they have not seen are averaged."""

    def __init__(self, folders: Sequence[Path], categories: list[str]) -> None:
        """Raises BadRequest if a teacher's report lists no training contracts, or if it has other categories."""
        self.seen = [self._seen(folder) for folder in folders]
        self._taggers = [Tagger.load(folder) for folder in folders]
        for folder, tagger in zip(folders, self._taggers, strict=True):
            if list(tagger.settings) != categories:
                raise BadRequest(f"{folder} has other categories than the contracts.")

    @staticmethod
    def _seen(folder: Path) -> frozenset[str]:
        titles = learnt_from(folder) if (folder / REPORT).exists() else None
        if titles is None:
            raise BadRequest(f"{folder / REPORT} does not list the contracts that it was trained on. Train it again.")
        return titles

    def check(self, contracts: Iterable[Contract]) -> None:
        """Raises BadRequest if every teacher has seen one of the contracts."""
        known = [contract.title for contract in contracts if not self._unseen(contract)]
        if known:
            raise BadRequest(
                f"Every teacher was trained on {len(known)} of the contracts ({known[0]}, ...). "
                "Name the teachers of all folds (--fold)."
            )

    def _unseen(self, contract: Contract) -> list[Tagger]:
        pairs = zip(self._taggers, self.seen, strict=True)
        return [tagger for tagger, seen in pairs if contract.title not in seen]

    def label(self, contract: Contract, document: Document, tokens: Tokens, folder: Path) -> NDArray[np.float16] | None:
        """The mean score of the teachers that have not seen the contract, (tokens + segments, categories); None if all
        have. Cached in ``folder`` for a run that is interrupted and resumed."""
        unseen = self._unseen(contract)
        if not unseen:
            return None
        path = folder / f"{self.digest([contract])}.npy"
        if path.exists():
            return np.array(np.load(path), dtype=np.float16)
        scores = [_transferred(*tagger.scores(document), tokens) for tagger in unseen]
        mean: NDArray[np.float16] = np.mean(scores, axis=0).astype(np.float16)
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            np.save(file, mean)
        partial.rename(path)
        return mean

    def digest(self, contracts: Iterable[Contract]) -> str:
        """Identifies the contracts' soft labels: differs for other contracts, or if a contract has other teachers."""
        sources = [
            (contract.title, contract.text, [tagger.identity.sha256 for tagger in self._unseen(contract)])
            for contract in contracts
        ]
        return hashlib.sha256(json.dumps(sources).encode()).hexdigest()[:20]

    def close(self) -> None:
        """Frees the teachers' weights."""
        for tagger in self._taggers:
            tagger.close()


def _transferred(theirs: Tokens, scores: Scores, ours: Tokens) -> NDArray[np.float32]:
    """A teacher's scores of our tokens (that of the teacher's token in which ours begins), then those of the
    segments."""
    at = np.searchsorted(theirs.start, ours.start, side="right") - 1
    return np.concatenate([scores.tokens[np.clip(at, 0, None)], scores.segments])
