"""The engine over token-classification models: one pass finds all categories."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from transformers import AutoModelForTokenClassification, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase
from transformers.utils import logging

from chunking.document import Document
from chunking.errors import BadModel, TookTooLong
from model.deviation.reference import Norm, Seen
from model.engines.base import UNLIMITED, CallContext, Found, Identity
from model.engines.tagger.batching import Batcher
from model.engines.tagger.pooling import POOLS, mean
from model.engines.tagger.windows import Tokens, Window, tokenise, windows
from model.findings import SETTINGS, Scores, Setting, calibrated, read_off

# One bar for each model loaded is noise in a log and between the lines of a report.
logging.disable_progress_bar()  # type: ignore[no-untyped-call]

WINDOW, CONTEXT = 256, 64
NO_CHANGE = ((0.0, 0.0), (1.0, 1.0))  # a model that comes without a curve of scores
BATCH = {"cpu": 8, "cuda": 64}


class _Output(NamedTuple):
    """A window's scores by token and by segment, and the mean of each segment's vectors."""

    tokens: NDArray[np.float32]
    segments: NDArray[np.float32]
    vectors: NDArray[np.float32]


class _Read(NamedTuple):
    """A document's tokens, what the network says of them, the segments' vectors, those that were cut off, and the
    seconds by stage."""

    tokens: Tokens
    scores: Scores
    vectors: NDArray[np.float32]
    cut_off: list[int]
    seconds: dict[str, float]


class Tagger:
    """A multi-label token-classification model and its tokenizer. ``id2label`` names the categories."""

    def __init__(
        self,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        settings: dict[str, Any],
        identity: Identity,
        norm: Norm | None = None,
    ) -> None:
        self.identity = identity
        self._norm = norm
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._dtype = torch.bfloat16 if self._device.type == "cuda" else torch.float32
        self._model = model
        torch.nn.Module.to(model, self._device, self._dtype).train(False)
        self.tokenizer = tokenizer
        labels = [label for _, label in sorted((model.config.id2label or {}).items())]
        own = settings.get("categories", {})
        self.settings = {label: Setting(**own.get(label, {})) for label in labels}
        self.thresholds = {label: setting.threshold for label, setting in self.settings.items()}
        self._window = int(settings.get("window", WINDOW))
        self._context = int(settings.get("context", CONTEXT))
        self._calibrated = "calibration" in settings
        self._curve = settings.get("calibration", NO_CHANGE)
        self._pool = POOLS[settings.get("pool", "mean")]
        self._batcher: Batcher[Window, _Output] = Batcher(self._compute, BATCH[self._device.type])

    @classmethod
    def load(cls, folder: Path) -> Tagger:
        """Loads safetensors only, and no code from the directory. Raises BadModel."""
        weights = folder / "model.safetensors"
        if not weights.exists():
            raise BadModel(f"{folder} has no model.safetensors. Save the model with safe_serialization.")
        try:
            model = AutoModelForTokenClassification.from_pretrained(
                folder, use_safetensors=True, trust_remote_code=False, local_files_only=True, dtype=torch.float32
            )
            tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
            path = folder / SETTINGS
            settings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
            raise BadModel(f"{folder} cannot be loaded: {error}") from error
        # Without its file, transformers builds a tokenizer that knows no words.
        if not tokenizer.is_fast or len(tokenizer) <= len(tokenizer.all_special_tokens):
            raise BadModel(f"{folder} has no tokenizer.json; a fast tokenizer is needed for character offsets.")
        digest = hashlib.sha256(weights.read_bytes()).hexdigest()
        try:
            return cls(model, tokenizer, settings, Identity("tagger", folder.name, digest), Norm.load(folder))
        except (AttributeError, TypeError, ValueError, KeyError) as error:
            raise BadModel(f"{path} is not as `contract-review train` writes it: {error}") from error

    def find(self, document: Document, context: CallContext = UNLIMITED) -> Found:
        """Reads the whole document in windows that share batches with other callers'."""
        read = self._read(document, context)
        began = time.monotonic()
        findings = calibrated(read_off(document, read.tokens, read.scores, self.settings), self._curve)
        seconds = read.seconds | {"read_off": time.monotonic() - began}
        ids = read.tokens.ids
        surprisal = float(self._norm.tokens[ids].mean()) if self._norm and len(ids) else 0.0
        seen = Seen(read.vectors, surprisal)
        return Found(findings, len(ids), read.cut_off, seconds, seen, self._norm, self._calibrated)

    def scores(self, document: Document) -> tuple[Tokens, Scores]:
        """What the network itself says of every token and segment, not calibrated."""
        read = self._read(document, UNLIMITED)
        return read.tokens, read.scores

    def _read(self, document: Document, context: CallContext) -> _Read:
        began = time.monotonic()
        tokens = tokenise(document, self.tokenizer)
        # Windows of like lengths share batches, so that little is padded: a tenth of the time.
        cuts = sorted(windows(tokens, self.tokenizer, self._window, self._context), key=lambda cut: len(cut.ids))
        tokenised = time.monotonic()
        try:
            outputs = self._batcher.run(cuts, context.remaining(), context.cancelled)
        except TimeoutError as error:
            raise TookTooLong("The model did not finish in time. Send fewer pages, or raise the limit.") from error
        scores, vectors, cut_off = _whole(tokens, cuts, outputs, len(self.settings))
        seconds = {"tokenise": tokenised - began, "model": time.monotonic() - tokenised}
        return _Read(tokens, scores, vectors, cut_off, seconds)

    def encoder(self) -> torch.nn.Module:
        """The network without its head, for comparisons."""
        return self._model.base_model

    def busy_seconds(self) -> float:
        """How long the current batch has been computing; 0 when idle, infinity where the device is lost."""
        return self._batcher.busy_seconds()

    def close(self) -> None:
        """Ends the batching thread and lets go of the weights."""
        self._batcher.close()
        del self._model

    @torch.inference_mode()
    def _compute(self, cuts: list[Window]) -> list[_Output]:
        lengths = [len(cut.ids) for cut in cuts]
        ids = torch.zeros((len(cuts), max(lengths)), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, cut in enumerate(cuts):
            ids[row, : lengths[row]] = torch.from_numpy(cut.ids)
            mask[row, : lengths[row]] = 1
        # No mask where nothing is padded: attention without one is twice as fast on a CPU.
        whole = None if min(lengths) == max(lengths) else mask.to(self._device)
        output = self._model(input_ids=ids.to(self._device), attention_mask=whole, output_hidden_states=True)
        logits, vectors = output.logits.float().cpu(), output.hidden_states[-1].float().cpu()
        inside = [slice(1, length - 1) for length in lengths]
        return [
            self._output(logits[row, part], vectors[row, part], cut)
            for row, (part, cut) in enumerate(zip(inside, cuts, strict=True))
        ]

    def _output(self, logits: torch.Tensor, vectors: torch.Tensor, cut: Window) -> _Output:
        segment = torch.from_numpy(cut.segment[1:-1]).long() - cut.chunk.first
        count = cut.chunk.last - cut.chunk.first
        pooled = self._pool(logits, segment, count)
        return _Output(logits.sigmoid().numpy(), pooled.sigmoid().numpy(), mean(vectors, segment, count).numpy())


def _whole(
    tokens: Tokens, cuts: list[Window], outputs: list[_Output], categories: int
) -> tuple[Scores, NDArray[np.float32], list[int]]:
    """One score for each token and segment and one vector for each segment, from the window that owns it, and the
    segments that were cut off."""
    token_scores = np.zeros((len(tokens.ids), categories), dtype=np.float32)
    segment_scores = np.zeros((len(tokens.first) - 1, categories), dtype=np.float32)
    vectors = np.zeros((len(tokens.first) - 1, outputs[0].vectors.shape[1] if outputs else 0), dtype=np.float32)
    cut_off = []
    for cut, output in zip(cuts, outputs, strict=True):
        chunk = cut.chunk
        begin, own = int(tokens.first[chunk.first]), int(tokens.first[chunk.own])
        read = len(cut.ids) - 2
        token_scores[own : begin + read] = output.tokens[own - begin :]
        segment_scores[chunk.own : chunk.last] = output.segments[chunk.own - chunk.first :]
        vectors[chunk.own : chunk.last] = output.vectors[chunk.own - chunk.first :]
        if begin + read < int(tokens.first[chunk.last]):
            cut_off.append(chunk.last - 1)
    return Scores(token_scores, segment_scores), vectors, sorted(cut_off)
