"""``contract-review bench llm``: computes the cost of a review by an LLM from the device's limits, and measures it."""

from __future__ import annotations

import json
import os
import platform
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.performance.hardware_limits.devices import DEVICES, Device, data_sheet
from benchmarks.performance.hardware_limits.pass_counts import pass_counts
from chunking.document import Document
from chunking.errors import BadRequest
from model.engines.llm.answers.answer import Answer, Lookahead
from model.engines.llm.answers.json_answer import JsonAnswer
from model.engines.llm.decoding.scheduler import Task
from model.engines.llm.language_model import LanguageModel
from model.engines.llm.llm_settings import read_settings
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.llm.prompts.questions import read_template
from model.engines.load_engine import load_engine

BATCHES = (1, 2, 4, 8)
STEPS = 32  # decoded tokens per chunk


class Shape(NamedTuple):
    """The cost of a model: number of weights, bytes of weights read per pass, KV cache bytes per token, FLOPs per
    token.

    Embeddings are looked up and logits are computed for few positions only, so neither the embedding table nor the head
    counts towards the FLOPs; the table counts towards the bytes only if it is tied to the head.
    """

    weights: int
    weight_bytes: int
    cache_bytes: int
    flops: int

    @classmethod
    def of(cls, model: Any) -> Shape:
        """The cost of a loaded model, without attention's own FLOPs, a few percent at these lengths."""
        embeddings, head = model.get_input_embeddings().weight, model.get_output_embeddings().weight
        config = model.config
        heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
        size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
        parts = list(model.parameters())
        weights = model.num_parameters()  # counts quantized weights correctly
        element = parts[0].element_size()
        return cls(
            weights,
            sum(part.numel() * part.element_size() for part in parts if part is not embeddings or part is head),
            2 * config.num_hidden_layers * heads * size * element,
            2 * (weights - embeddings.numel() - (0 if head is embeddings else head.numel())),
        )


def limits(shape: Shape, device: Device, tokens: int, steps: int, context: int) -> dict[str, float]:
    """Seconds at the device's limits: prefill of ``tokens`` (FLOPs over compute), and ``steps`` decoding steps with
    ``context`` tokens in the KV cache (bytes over bandwidth)."""
    return {
        "prefill": shape.flops * tokens / device.compute,
        "decode": steps * (shape.weight_bytes + context * shape.cache_bytes) / device.bandwidth,
    }


class Forced(Answer):
    """An answer with fixed tokens, whatever the model predicts."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._left = list(tokens)

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """The next token of the answer."""
        return self._left.pop(0) if self._left else None


class Counted(Answer):
    """An answer that counts the tokens that it decodes."""

    def __init__(self, answer: Answer, tally: list[int]) -> None:
        self._answer, self._tally = answer, tally

    def grammar(self) -> Any:
        """The answer's grammar."""
        return self._answer.grammar()

    def lookahead(self) -> Lookahead:
        """What is known of the answer's next tokens."""
        return self._answer.lookahead()

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """The answer's next token."""
        token = self._answer.advance(pointers, best, probability)
        self._tally[0] += token is not None
        return token


def run(files: Sequence[Path], folder: Path, remote_code: bool = False) -> int:
    """Prints the limits, a table of measurements, and one JSON line."""
    engine = load_engine(folder, remote_code)
    if not isinstance(engine, LanguageModel):
        raise BadRequest(f"{folder} is not a language model. Name one with --model.")
    if len(files) != 1:
        raise BadRequest("Name one PDF: contract-review bench llm FILE.pdf --model DIR.")
    from chunking.isolation.client import Limits, read_pdf  # benchmarks.gpu does without the readers and their packages

    document = read_pdf(files[0].read_bytes(), files[0].name, Limits())
    shape = Shape.of(engine.network())
    tasks = engine.tasks(document)
    read = sum(task.size() for task in tasks)
    print(f"{shape.weights / 1e6:.1f}M weights, {shape.weight_bytes / 2**20:.1f} MiB, "
          f"{shape.cache_bytes} bytes of KV cache per token, {shape.flops / 1e6:.1f} MFLOP per token")  # fmt: skip
    for name, device in DEVICES.items():
        bound = limits(shape, device, read, 1, 0)
        print(
            f"  limit on {name:5} {bound['prefill']:9.5f} s to prefill {read} tokens, "
            f"{bound['decode']:9.6f} s per decoding step"
        )
    line: dict[str, Any] = {
        "device": torch.cuda.get_device_name() if torch.cuda.is_available() else platform.machine(),
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
        "weights": shape.weights,
        "chunks": len(tasks),
        "prefilled_tokens": read,
        **(
            _measured(engine, folder, document, tasks, read)
            if isinstance(engine, PointerLLM)
            else _written(engine, document, tasks)
        ),
        **pass_counts(engine, tasks),
    }
    line["peak_mib"] = (
        torch.cuda.max_memory_allocated() >> 20
        if torch.cuda.is_available()
        else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    )
    if torch.cuda.is_available() and isinstance(engine, PointerLLM):
        line |= _shares(shape, line)
    for name, value in line.items():
        print(f"{name:34}{value}")
    print(json.dumps(line))
    engine.close()
    return 0


def _measured(engine: PointerLLM, folder: Path, document: Document, tasks: list[Task], read: int) -> dict[str, Any]:
    """Seconds of the whole review and of its parts, each after a warm-up."""
    decode = {str(batch): round(decoding_rate(engine, tasks[0], batch), 1) for batch in BATCHES}
    one, together = engine.decoder(slots=1), engine.decoder()
    prefix = engine.prefix()
    bare = engine.decoder(prefix=prefix[:1])
    long = [task._replace(ids=[*prefix, *task.ids]) for task in tasks]
    result = {
        "review_s": seconds(lambda: engine.find(document)),
        "prefill_tokens_per_s": round(read / seconds(lambda: together.run(tasks)), 1),
        "time_to_first_finding_s": seconds(lambda: together.run(tasks[:1])),
        "decode_tokens_per_s": decode,
        **_answering_modes(engine, folder, document, tasks),
        "together_s": seconds(lambda: together.run(tasks)),
        "one_by_one_s": seconds(lambda: [one.run([task]) for task in tasks]),
        "prefix_tokens": len(prefix),
        "prefix_not_cached_s": seconds(lambda: bare.run(long)),
    }
    for decoder in (one, bare, together):
        decoder.close()
    return result


def _written(engine: LanguageModel, document: Document, tasks: Sequence[Task]) -> dict[str, Any]:
    """Seconds and tokens of a review by a model that writes JSON."""
    found = engine.find(document)
    decoder = engine.decoder()
    outcomes = decoder.run(tasks)
    decoder.close()
    tokens = sum(
        len(engine.tokenizer.encode(answer.text(), add_special_tokens=False))
        for outcome in outcomes
        for answer in outcome.answers
        if isinstance(answer, JsonAnswer)
    )
    review = seconds(lambda: engine.find(document), runs=1)
    return {
        "review_s": review,
        "findings": len(found.findings),
        "own_words": len(found.own_words),
        "unread_segments": len(found.unread_segments),
        "answers": sum(len(outcome.answers) for outcome in outcomes),
        "written_tokens": tokens,
    }


def _answering_modes(engine: PointerLLM, folder: Path, document: Document, tasks: list[Task]) -> dict[str, Any]:
    """Decoded tokens and seconds of the same review in three ways: one pass, all numbers decoded, and the clauses' text
    decoded (as JSON lines, all chunks at once)."""
    found = [one for one in engine.find(document).findings if one.score >= engine.thresholds[one.category]]
    if not found:  # this model may be untrained; the embedded model finds a realistic amount
        tagger = load_engine()
        found = [one for one in tagger.find(document).findings if one.score >= tagger.thresholds[one.category]]
        tagger.close()
    settings = read_settings(folder) | {"written": True}
    decoding = PointerLLM(engine.network(), engine.tokenizer, read_template(folder), settings, engine.identity)
    share = -(-len(found) // len(tasks))
    lines = [
        json.dumps({"category": one.category, "text": document.text[one.start : one.end]}) + "\n"
        for one in sorted(found, key=lambda one: one.start)
    ]
    texts = [
        engine.tokenizer.encode("".join(lines[first * share : (first + 1) * share]), add_special_tokens=False)
        for first in range(len(tasks))
    ]
    as_text = [forced(task, text) for task, text in zip(tasks, texts, strict=True)]
    decoder = engine.decoder(longer=max(map(len, texts)))
    result = {
        "findings": len(found),
        "one_pass_tokens": _decoded_tokens(engine, tasks),
        "one_pass_s": seconds(lambda: decoder.run(tasks)),
        "numbers_tokens": _decoded_tokens(decoding, decoding.tasks(document)),
        "numbers_s": seconds(lambda: decoder.run(decoding.tasks(document))),
        "as_text_tokens": sum(map(len, texts)),
        "as_text_s": seconds(lambda: decoder.run(as_text)),
    }
    decoder.close()
    return result


def forced(task: Task, tokens: Sequence[int]) -> Task:
    """The task's chunk with one question and fixed tokens."""
    return task._replace(questions=task.questions[:1], answers=lambda: [Forced(tokens)])


def counted(task: Task, tally: list[int]) -> Task:
    """The task, counting the tokens of its answers in ``tally``."""
    return task._replace(answers=lambda: [Counted(answer, tally) for answer in task.answers()])


def _decoded_tokens(engine: PointerLLM, tasks: list[Task]) -> int:
    """The number of tokens that the model decodes for the tasks."""
    tally = [0]
    decoder = engine.decoder()
    decoder.run([counted(task, tally) for task in tasks])
    decoder.close()
    return tally[0]


def decoding_rate(engine: PointerLLM, task: Task, batch: int) -> float:
    """Tokens per second of ``batch`` chunks that each decode one answer of ``STEPS`` tokens, without the prefill."""
    decoder = engine.decoder(slots=batch)
    token = task.questions[0][-1]

    def timed(steps: int) -> float:
        return seconds(lambda: decoder.run([forced(task, [token] * steps)] * batch))

    short, long = timed(1), timed(STEPS + 1)
    decoder.close()
    return batch * STEPS / max(long - short, 1e-9)


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median seconds of this many runs, an odd number, after a warm-up."""
    taken = []
    for _ in range(1 + runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return round(sorted(taken[1:])[runs // 2], 4)


def _shares(shape: Shape, line: dict[str, Any]) -> dict[str, Any]:
    """The reached shares of the device's limits, and a projection to an A10G at the same shares."""
    device = data_sheet(line["device"])
    if device is None:
        return {}
    prefill = line["prefill_tokens_per_s"] * shape.flops / device.compute
    decode = line["decode_tokens_per_s"]["8"] / 8 * shape.weight_bytes / device.bandwidth
    projected = limits(shape, DEVICES["A10G"].at_shares(decode, prefill), 12_000, 8, 12_000)
    return {
        "share_of_compute": round(prefill, 3),
        "share_of_bandwidth": round(decode, 3),
        "projected_a10g_12000_tokens_s": round(projected["prefill"] + projected["decode"], 2),
    }
