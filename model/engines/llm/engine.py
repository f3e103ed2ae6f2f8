"""The engine over causal language models: each chunk's sentences are numbered, and the model points at numbers."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, PreTrainedTokenizerBase

from chunking.document import Document
from chunking.errors import BadModel, TookTooLong
from chunking.packing import Chunk
from model.engines.base import EMBEDDED, LEFT, Found, Identity
from model.engines.llm.constraints import Answer, Grammars, Pointed, Quote
from model.engines.llm.prompt import Prompt, read_template
from model.engines.llm.scheduler import ANSWER_TOKENS, Branch, Decoder, Outcome, Task
from model.engines.tagger.windows import Tokens, tokenise
from model.findings import CANDIDATES, SETTINGS, Finding, Scores, Setting, calibrated, read_off

LLM_SETTINGS = "llm.json"
ADAPTER = "adapter_config.json"
INDEX = "model.safetensors.index.json"
# Bytes of a weight, where llm.json asks for smaller ones than the device's own.
BYTES = {"int8": 1.0, "int4": 0.5}
WINDOW = 1024
# A chunk begins with so much of the one before, as a share of the window: one part of ...
CONTEXT = 16
NO_CHANGE = ((0.0, 0.0), (1.0, 1.0))
# Chunks at work at once, and the tokens of chunks that one pass reads. Memory that does not hold them makes them fewer.
SLOTS = {"cpu": 4, "cuda": 16}
PREFILL = {"cpu": 2048, "cuda": 8192}


class _Chunked(NamedTuple):
    """A chunk and what became of it."""

    chunk: Chunk
    outcome: Outcome


class LLM:
    """A causal language model, its tokenizer and its prompt.

    ``settings`` are those of ``llm.json``: {"window", "written", "weights", "calibration", "categories"}. Categories of
    whole sentences are read off in one pass over the chunk and all questions; with ``written`` true their answers are
    written out instead. Categories of words (``trim``) are always written out, for their words must be chosen.
    ``weights`` is "int8" or "int4" for linear layers that are to be made smaller as they are loaded.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: PreTrainedTokenizerBase,
        template: str,
        settings: dict[str, Any],
        identity: Identity,
    ) -> None:
        self.identity = identity
        self.tokenizer = tokenizer
        self.settings = {name: Setting(**fields) for name, fields in settings["categories"].items()}
        self.thresholds = {name: setting.threshold for name, setting in self.settings.items()}
        self._window = int(settings.get("window", WINDOW))
        self._curve = settings.get("calibration", NO_CHANGE)
        words = frozenset(name for name, setting in self.settings.items() if setting.trim)
        self._prompt = Prompt(tokenizer, template, list(self.settings), words)
        self._read_off = {
            name: setting for name, setting in self.settings.items() if not (setting.trim or settings.get("written"))
        }
        self._questions = [
            question.point if name in self._read_off else question.write
            for name, question in self._prompt.questions.items()
        ]
        self._model = model.train(False)
        self._places = self._window + len(self._prompt.suffix) + sum(map(len, self._questions)) + ANSWER_TOKENS
        self._check_length()
        self._grammars = Grammars(tokenizer, self._prompt, model.get_output_embeddings().weight.shape[0])
        self._decoder = self.decoder()

    @classmethod
    def load(cls, folder: Path, remote_code: bool = False) -> LLM:
        """Loads safetensors only, and no code from the directory unless ``remote_code``. Raises BadModel."""
        weights = _weights(folder)
        try:
            settings = read_settings(folder)
            check_memory(folder, weights, settings.get("weights"))
            model = _load_model(folder, settings.get("weights"), remote_code)
            tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=remote_code, local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
            if "trust_remote_code" in str(error):
                raise BadModel(
                    f"{folder} brings Python code of its own. Set CONTRACT_REVIEW_REMOTE_CODE to 1 if you trust it."
                ) from error
            raise BadModel(f"{folder} cannot be loaded: {error}") from error
        _check_tokenizer(folder, tokenizer, model)
        try:
            identity = Identity("llm", folder.name, _digest(weights))
            return cls(model, tokenizer, read_template(folder), settings, identity)
        except (AttributeError, TypeError, ValueError, KeyError) as error:
            raise BadModel(f"{folder / LLM_SETTINGS} is not as `contract-review train` writes it: {error}") from error

    def find(self, document: Document, timeout: float | None = None) -> Found:
        """Reads the whole document in chunks that are decoded together with other callers'."""
        began = time.monotonic()
        tokens, chunks, longest = self._chunked(document)
        tokenised = time.monotonic()
        try:
            done, unread = self._decoded(document, tokens, chunks, longest, timeout)
        except TimeoutError as error:
            raise TookTooLong("The model did not finish in time. Send fewer pages, or raise the limit.") from error
        computed = time.monotonic()
        findings = calibrated(self._findings(document, tokens, done), self._curve)
        cut = [number for number, size in enumerate(np.diff(tokens.first).tolist()) if size > longest]
        seconds = {
            "tokenise": tokenised - began,
            "model": computed - tokenised,
            "read_off": time.monotonic() - computed,
        }
        return Found(findings, len(tokens.ids), sorted({*cut, *unread}), seconds)

    def busy_seconds(self) -> float:
        """How long the current pass has been computing; 0 when idle."""
        return self._decoder.busy_seconds()

    def close(self) -> None:
        """Ends the decoding thread and lets go of the weights."""
        self._decoder.close()
        del self._model, self._decoder

    def network(self) -> Any:
        """The model itself, for comparisons."""
        return self._model

    def prefix(self) -> list[int]:
        """The tokens that all chunks begin with."""
        return self._prompt.prefix

    def decoder(self, slots: int | None = None, prefix: Sequence[int] | None = None, longer: int = 0) -> Decoder:
        """A decoder over the model; with other slots, another shared prefix, or room for answers that are by so many
        tokens longer, for comparisons."""
        shared = self._prompt.prefix if prefix is None else prefix
        columns = [self._prompt.none, self._prompt.range, *self._prompt.marks]
        places = self._places + longer + len(self._prompt.prefix) - len(shared)
        kind = self._model.device.type
        return Decoder(self._model, shared, columns, places, slots or SLOTS[kind], PREFILL[kind])

    def tasks(self, document: Document) -> list[Task]:
        """The document as the decoder takes it."""
        tokens, chunks, longest = self._chunked(document)
        return [self._task(document, tokens, chunk, longest) for chunk in chunks]

    def _chunked(self, document: Document) -> tuple[Tokens, list[Chunk], int]:
        """The document's tokens and chunks, and from which length on a sentence is read in part."""
        tokens = tokenise(document, self.tokenizer)
        longest = self._window - self._prompt.overhead() - 1
        sizes = np.minimum(np.diff(tokens.first), longest).tolist()
        return tokens, self._prompt.chunks(sizes, self._window, self._window // CONTEXT), longest

    def _check_length(self) -> None:
        needed = len(self._prompt.prefix) + self._places
        longest = getattr(self._model.config, "max_position_embeddings", None) or needed
        if longest < needed:
            raise BadModel(
                f"A window of {self._window} tokens with its questions does not fit into the model's {longest}; "
                f"set a smaller window in {LLM_SETTINGS}."
            )

    def _decoded(
        self, document: Document, tokens: Tokens, chunks: list[Chunk], longest: int, timeout: float | None
    ) -> tuple[list[_Chunked], list[int]]:
        """All chunks with their outcomes, and the segments that could not be read. A chunk whose answers were cut off
        is tried again in two halves."""
        until = time.monotonic() + timeout if timeout is not None else None
        done: list[_Chunked] = []
        unread: list[int] = []
        while chunks:
            tasks = [self._task(document, tokens, chunk, longest) for chunk in chunks]
            left = until - time.monotonic() if until is not None else None
            tried = [_Chunked(*pair) for pair in zip(chunks, self._decoder.run(tasks, left, LEFT.get()), strict=True)]
            done += [one for one in tried if not one.outcome.cut_off]
            chunks = []
            for chunk in (one.chunk for one in tried if one.outcome.cut_off):
                middle = (chunk.own + chunk.last) // 2
                if middle == chunk.own:
                    unread.append(chunk.own)
                else:
                    chunks += [Chunk(chunk.first, chunk.own, middle), Chunk(middle, middle, chunk.last)]
        return done, unread

    def _task(self, document: Document, tokens: Tokens, chunk: Chunk, longest: int) -> Task:
        parts = [
            tokens.ids[tokens.first[number] : tokens.first[number + 1]][:longest].tolist()
            for number in range(chunk.first, chunk.last)
        ]
        texts = [document.segment_text(segment) for segment in document.segments[chunk.own : chunk.last]]

        def branches() -> list[Branch]:
            return [self._branch(name, texts) for name in self.settings]

        return Task(self._prompt.chunk(parts, chunk.own - chunk.first), self._questions, branches)

    def _branch(self, category: str, texts: Sequence[str]) -> Branch:
        if category in self._read_off:
            return Pointed(len(texts))
        if category in self._prompt.words:
            return Quote(self._prompt, texts, self._grammars)
        return Answer(self._prompt, len(texts))

    def _findings(self, document: Document, tokens: Tokens, done: Sequence[_Chunked]) -> list[Finding]:
        columns = {name: column for column, name in enumerate(self._read_off)}
        scores = np.zeros((len(document.segments), len(columns)), dtype=np.float32)
        written: dict[str, list[Finding]] = {name: [] for name in self.settings if name not in columns}
        for chunk, outcome in done:
            for name, branch in zip(self.settings, outcome.branches, strict=True):
                if isinstance(branch, Pointed):
                    scores[chunk.own : chunk.last, columns[name]] = branch.scores
                elif isinstance(branch, Answer):
                    written[name] += _pointed_at(document, name, chunk, branch)
        whole = {name: Setting(setting.threshold) for name, setting in self._read_off.items()}
        found = read_off(document, tokens, Scores(np.zeros((0, len(columns)), dtype=np.float32), scores), whole)
        for findings in written.values():
            found += sorted(findings, key=lambda finding: -finding.score)[:CANDIDATES]
        return found


def _pointed_at(document: Document, category: str, chunk: Chunk, answer: Answer) -> Iterator[Finding]:
    """The findings of a written answer, with their places in the document."""
    for item in answer.items:
        first, last = chunk.own + item.first, chunk.own + item.last
        start, end = document.segments[first].start, document.segments[last - 1].end
        if item.words:
            start = document.text.index(item.words, start, end)
            end = start + len(item.words)
        yield Finding(category, first, last, start, end, item.score)


def read_settings(folder: Path) -> dict[str, Any]:
    """The directory's settings; without them, the categories of the embedded model."""
    own = folder / LLM_SETTINGS
    if own.exists():
        return dict(json.loads(own.read_text(encoding="utf-8")))
    known: Mapping[str, Any] = json.loads((EMBEDDED / SETTINGS).read_text(encoding="utf-8"))["categories"]
    return {"categories": {name: {"trim": fields["trim"]} for name, fields in known.items()}}


def _weights(folder: Path) -> list[Path]:
    """The files of weights, all that the index names. Raises BadModel."""
    found = sorted(folder.glob("*.safetensors"))
    if (folder / INDEX).exists():
        try:
            named = set(json.loads((folder / INDEX).read_text(encoding="utf-8"))["weight_map"].values())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadModel(f"{folder / INDEX} does not say which file holds which weights. Copy it again.") from error
        missing = sorted(named - {path.name for path in found})
        if missing:
            raise BadModel(f"{folder} lacks {', '.join(missing)}, which {INDEX} names. Copy the whole directory.")
    if not found:
        raise BadModel(f"{folder} has no *.safetensors. Save the model with safe_serialization.")
    return found


def _load_model(folder: Path, smaller: str | None, remote_code: bool) -> Any:
    """The base's weights, with the adapter's added where there is one."""
    dtype = torch.bfloat16 if torch.cuda.is_available() else torch.float32
    quantisation = _quantisation(smaller, dtype)
    loaded: Any = AutoModelForCausalLM.from_pretrained(
        folder,
        dtype=dtype,
        device_map="cuda" if torch.cuda.is_available() else "cpu",
        use_safetensors=True,
        trust_remote_code=remote_code,
        local_files_only=True,
        attn_implementation="sdpa",  # takes the mask that keeps branches apart
        output_loading_info=True,
        **({"quantization_config": quantisation} if quantisation else {}),
    )
    model, report = loaded
    if report["missing_keys"]:  # transformers would go on with random ones
        some = ", ".join(sorted(report["missing_keys"])[:3])
        raise ValueError(f"{len(report['missing_keys'])} weights are not in it, such as {some}")
    if (folder / ADAPTER).exists():
        from peft.tuners.tuners_utils import BaseTunerLayer

        for layer in model.modules():
            if isinstance(layer, BaseTunerLayer):
                layer.merge()  # one product a layer instead of three
    return model


def _quantisation(smaller: str | None, dtype: torch.dtype) -> BitsAndBytesConfig | None:
    if smaller is None:
        return None  # a directory whose weights are quantised says so in its own config.json
    if smaller not in BYTES:
        raise ValueError(f'"weights" in {LLM_SETTINGS} is {smaller!r}; leave it out, or name one of {", ".join(BYTES)}')
    return BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_8bit=smaller == "int8",
        load_in_4bit=smaller == "int4",
        bnb_4bit_compute_dtype=dtype,
    )


def check_memory(folder: Path, weights: Sequence[Path], smaller: str | None = None) -> None:
    """Raises BadModel where the weights alone are more than the device's free memory."""
    quantised = "quantization_config" in json.loads((folder / "config.json").read_text(encoding="utf-8"))
    width = BYTES.get(smaller or "", 2.0 if torch.cuda.is_available() else 4.0)
    needed = 0.0
    for path in weights:
        if quantised:
            needed += path.stat().st_size
            continue
        with safe_open(path, "pt") as opened:
            needed += sum(width * int(np.prod(opened.get_slice(name).get_shape())) for name in list(opened.keys()))
    free = torch.cuda.mem_get_info()[0] if torch.cuda.is_available() else _free_memory()
    if needed > free:
        raise BadModel(
            f"The weights in {folder} take {needed / 2**30:.1f} GiB and {free / 2**30:.1f} GiB are free. "
            f'Use a larger machine, or write "weights": "int8" or "int4" into {LLM_SETTINGS}.'
        )


def _free_memory() -> int:
    """Bytes that the machine could still give, those of the disk cache included."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _check_tokenizer(folder: Path, tokenizer: PreTrainedTokenizerBase, model: Any) -> None:
    # Without its file, transformers builds a tokenizer that knows no words.
    if not tokenizer.is_fast or len(tokenizer) <= len(tokenizer.all_special_tokens):
        raise BadModel(f"{folder} has no tokenizer.json; a fast tokenizer is needed for character offsets.")
    rows = model.get_input_embeddings().weight.shape[0]
    if len(tokenizer) > rows:
        raise BadModel(
            f"The tokenizer in {folder} has {len(tokenizer)} tokens and the model {rows}: it belongs to another model."
        )


def _digest(weights: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            while block := file.read(1 << 24):
                whole.update(block)
    return whole.hexdigest()
