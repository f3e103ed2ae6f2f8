"""Finds clauses with a token-classification model, all categories in one pass."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError

from chunking.document import Document
from chunking.errors import BadModel, TookTooLong
from model.call_context import UNLIMITED, CallContext
from model.deviation.norm import Encoding, Norm
from model.engines.base import Found, Identity, refuse_adapter
from model.engines.model_directory import WEIGHTS
from model.engines.span_decoding import SETTINGS, DecodingOptions, Scores, calibrated, decode_spans, read_curve
from model.engines.tagger.batching import Batcher
from model.engines.tagger.network import Network, Outputs, gpu_may_be_present
from model.engines.tagger.pooling import POOLS, mean, sigmoid
from model.engines.tagger.windows import Tokens, Window, tokenize, windows

if TYPE_CHECKING:  # PyTorch takes seconds to import, and is not needed on a CPU
    from model.engines.tagger.windows import AnyTokenizer

WINDOW, CONTEXT = 256, 64
_LOG = logging.getLogger("contract_review.tagger")


class _Output(NamedTuple):
    """A window's scores by token and by segment, and each segment's mean vector."""

    tokens: NDArray[np.float32]
    segments: NDArray[np.float32]
    vectors: NDArray[np.float32]


class _Read(NamedTuple):
    """A document's tokens, the network's scores, the segments' vectors, the segments that were truncated, and the
    seconds of each stage."""

    tokens: Tokens
    scores: Scores
    vectors: NDArray[np.float32]
    cut_off: list[int]
    seconds: dict[str, float]


class Tagger:
    """A multi-label token classifier and its tokenizer. The network's labels name the categories."""

    def __init__(
        self,
        network: Network,
        tokenizer: AnyTokenizer,
        settings: dict[str, Any],
        identity: Identity,
        folder: Path,
    ) -> None:
        self.identity = identity
        self.folder = folder
        self._norm = Norm.load(folder)
        self.network = network
        self.tokenizer = tokenizer
        own = settings.get("categories", {})
        self.settings = {label: DecodingOptions(**own.get(label, {})) for label in network.categories}
        self.thresholds = {label: setting.threshold for label, setting in self.settings.items()}
        self._window = int(settings.get("window", WINDOW))
        self._context = int(settings.get("context", CONTEXT))
        self._curve = read_curve(settings)
        self._pool = POOLS[settings.get("pool", "mean")]
        self._batcher: Batcher[Window, _Output] = Batcher(self._compute, network.batch_size)

    @classmethod
    def load(cls, folder: Path, pytorch: bool = False) -> Tagger:
        """Loads a model directory: safetensors only, and no code. With ``pytorch``, in PyTorch even if OpenVINO
        supports the model. Raises BadModel."""
        weights = folder / WEIGHTS
        if not weights.exists():
            raise BadModel(f"{folder} has no {WEIGHTS}. Save the model with safe_serialization.")
        try:
            digest = hashlib.sha256(weights.read_bytes()).hexdigest()
            network, tokenizer = _open(folder, digest, pytorch)
            path = folder / SETTINGS
            settings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
            raise BadModel(f"{folder} cannot be loaded: {error}") from error
        try:
            return cls(network, tokenizer, settings, Identity("tagger", folder.name, digest), folder)
        except (AttributeError, TypeError, ValueError, KeyError) as error:
            raise BadModel(f"{path} was not written by `contract-review train`: {error}") from error

    def check_request(self, context: CallContext) -> None:
        """Refuses a request that names an adapter; a tagger has none."""
        refuse_adapter(context)

    def find(self, document: Document, context: CallContext = UNLIMITED) -> Found:
        """Reads the document in windows, which share batches with those of other callers."""
        refuse_adapter(context)
        read = self._read(document, context)
        began = time.monotonic()
        findings = calibrated(decode_spans(document, read.tokens, read.scores, self.settings), self._curve)
        seconds = read.seconds | {"read_off": time.monotonic() - began}
        ids = read.tokens.ids
        surprisal = float(self._norm.tokens[ids].mean()) if self._norm and len(ids) else 0.0
        encoding = Encoding(read.vectors, surprisal)
        return Found(findings, len(ids), read.cut_off, seconds, encoding, self._norm, self._curve is not None)

    def scores(self, document: Document) -> tuple[Tokens, Scores]:
        """The network's uncalibrated scores of every token and segment."""
        read = self._read(document, UNLIMITED)
        return read.tokens, read.scores

    def _read(self, document: Document, context: CallContext) -> _Read:
        began = time.monotonic()
        tokens = tokenize(document, self.tokenizer)
        # Windows of similar lengths share batches, so that little is padded, which saves a tenth of the time.
        cuts = sorted(windows(tokens, self.tokenizer, self._window, self._context), key=lambda cut: len(cut.ids))
        tokenized = time.monotonic()
        try:
            outputs = self._outputs(cuts, context)
        except TimeoutError as error:
            raise TookTooLong("The model did not finish in time. Send fewer pages, or raise the time limit.") from error
        scores, vectors, cut_off = _stitched(tokens, cuts, outputs, len(self.settings))
        seconds = {"tokenize": tokenized - began, "model": time.monotonic() - tokenized}
        return _Read(tokens, scores, vectors, cut_off, seconds)

    def _outputs(self, cuts: list[Window], context: CallContext) -> list[_Output]:
        """The windows' outputs, in order; of windows with the same tokens in the same segments, one is computed."""
        known = {} if context.known is None else context.known
        keys = [_key(cut) for cut in cuts]
        missing = {key: cut for key, cut in zip(keys, cuts, strict=True) if key not in known}
        computed = self._batcher.run(list(missing.values()), context.remaining(), context.cancelled)
        known.update(zip(missing, computed, strict=True))
        return [known[key] for key in keys]

    def busy_seconds(self) -> float:
        """How long the current batch has been computing, in seconds; 0 when idle, infinity if the device is lost."""
        return self._batcher.busy_seconds()

    def close(self) -> None:
        """Ends the batching thread and frees the weights."""
        self._batcher.close()
        self.network.close()

    def _compute(self, cuts: list[Window]) -> list[_Output]:
        outputs = self.network.compute([cut.ids for cut in cuts])
        return [self._output(output, cut) for output, cut in zip(outputs, cuts, strict=True)]

    def _output(self, output: Outputs, cut: Window) -> _Output:
        logits, hidden = output.logits[1:-1], output.hidden[1:-1]
        segment = cut.segment[1:-1].astype(np.int64) - cut.chunk.first
        count = cut.chunk.last - cut.chunk.first
        pooled = self._pool(logits, segment, count)
        return _Output(sigmoid(logits), sigmoid(pooled), mean(hidden, segment, count))


def _key(cut: Window) -> tuple[bytes, bytes, int]:
    """Everything that a window's output depends on."""
    segments = cut.segment[1:-1] - cut.chunk.first
    return cut.ids.tobytes(), segments.tobytes(), cut.chunk.last - cut.chunk.first


def _open(folder: Path, digest: str, pytorch: bool) -> tuple[Network, AnyTokenizer]:
    """The network and its tokenizer: in OpenVINO on a CPU, if it supports the model; else in PyTorch."""
    if not (pytorch or gpu_may_be_present()):
        try:
            from model.engines.tagger.openvino_graph import Unsupported
            from model.engines.tagger.openvino_network import OpenvinoNetwork
            from model.engines.tagger.tokenizer_file import TokenizerFile
        except ImportError as error:
            _LOG.warning("the tagger runs in PyTorch: %s", error)
        else:
            try:
                tokenizer = TokenizerFile.load(folder)
                return OpenvinoNetwork.load(folder, digest), tokenizer
            except Unsupported as reason:
                _LOG.info("the tagger runs in PyTorch: %s", reason)
    return _open_in_pytorch(folder)


def _open_in_pytorch(folder: Path) -> tuple[Network, AnyTokenizer]:
    from transformers import AutoTokenizer

    from model.engines.tagger.torch_network import TorchNetwork

    network = TorchNetwork.load(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
    # Without tokenizer.json, transformers builds a tokenizer with an empty vocabulary.
    if not tokenizer.is_fast or len(tokenizer) <= len(tokenizer.all_special_tokens):
        raise BadModel(f"{folder} has no tokenizer.json; a fast tokenizer is needed for character offsets.")
    return network, tokenizer


def _stitched(
    tokens: Tokens, cuts: list[Window], outputs: list[_Output], categories: int
) -> tuple[Scores, NDArray[np.float32], list[int]]:
    """Scores of all tokens and segments, and vectors of all segments, each from the window that owns it; and the
    segments that were truncated."""
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
