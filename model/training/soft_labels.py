"""Teachers' scores of contracts that they have not learnt from, for a smaller model to learn.

A model that has learnt from a contract repeats what people marked in it, and is surer of it than it would be elsewhere;
a student of such scores learns that, too. So each teacher is trained on all folds of the contracts but one, and a
contract is scored only by those that never saw it. (Cross-fitting as in stacked generalization, Wolpert, 1992; soft
targets after Hinton et al., 2015, arXiv:1503.02531.)
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
from model.engines.tagger.engine import Tagger
from model.engines.tagger.windows import Tokens
from model.findings import Scores
from model.training.training_report import REPORT, learnt_from


class Teachers:
    """Taggers whose scores of the contracts that they have not seen are averaged."""

    def __init__(self, folders: Sequence[Path], categories: list[str]) -> None:
        """Raises BadRequest where a teacher does not say what it has learnt from, or knows other categories."""
        self.seen = [self._seen(folder) for folder in folders]
        self._taggers = [Tagger.load(folder) for folder in folders]
        for folder, tagger in zip(folders, self._taggers, strict=True):
            if list(tagger.settings) != categories:
                raise BadRequest(f"{folder} knows other categories than the contracts have.")

    @staticmethod
    def _seen(folder: Path) -> frozenset[str]:
        titles = learnt_from(folder) if (folder / REPORT).exists() else None
        if titles is None:
            raise BadRequest(f"{folder / REPORT} does not say which contracts it has learnt from. Train it anew.")
        return titles

    def check(self, contracts: Iterable[Contract]) -> None:
        """Raises BadRequest where a contract has been seen by every teacher."""
        known = [contract.title for contract in contracts if not self._unseen(contract)]
        if known:
            raise BadRequest(
                f"Every teacher has learnt from {len(known)} of the contracts ({known[0]}, ...). "
                "Name the teachers of all folds (--fold)."
            )

    def _unseen(self, contract: Contract) -> list[Tagger]:
        pairs = zip(self._taggers, self.seen, strict=True)
        return [tagger for tagger, seen in pairs if contract.title not in seen]

    def label(self, contract: Contract, document: Document, tokens: Tokens, folder: Path) -> NDArray[np.float16]:
        """The mean score of the teachers that have not seen the contract: (tokens + segments, categories). Kept in
        ``folder``, so that a run that was stopped does not ask twice."""
        path = folder / f"{self.digest([contract])}.npy"
        if path.exists():
            return np.array(np.load(path), dtype=np.float16)
        said = [_transferred(*tagger.scores(document), tokens) for tagger in self._unseen(contract)]
        mean: NDArray[np.float16] = np.mean(said, axis=0).astype(np.float16)
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".partial")
        with unfinished.open("wb") as file:
            np.save(file, mean)
        unfinished.rename(path)
        return mean

    def digest(self, contracts: Iterable[Contract]) -> str:
        """A name for the contracts' soft labels: with other contracts, or another teacher for one, it is another."""
        asked = [
            (contract.title, contract.text, [tagger.identity.sha256 for tagger in self._unseen(contract)])
            for contract in contracts
        ]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:20]

    def close(self) -> None:
        """Lets go of the teachers' weights."""
        for tagger in self._taggers:
            tagger.close()


def _transferred(theirs: Tokens, scores: Scores, ours: Tokens) -> NDArray[np.float32]:
    """A teacher's scores for our tokens, of which each takes that of the teacher's token that it begins in, followed by
    those for the segments."""
    at = np.searchsorted(theirs.start, ours.start, side="right") - 1
    return np.concatenate([scores.tokens[np.clip(at, 0, None)], scores.segments])
