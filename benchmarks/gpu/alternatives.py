"""A step of ``benchmarks.gpu``: measures alternatives, with the same weights on the same device in the same run.

Our engine answers a contract's chunks in one pass. With transformers' ``generate`` and its continuous batching, each
chunk is a prompt, and as many tokens are decoded as its clauses take as JSON: 0.4 per token of the contract (45 clauses
of the sample's 4,871 tokens take 1,971). One question at a time, each question is a prompt after its chunk; some are
run, and the time is extrapolated to all. vLLM, if installed, decodes one token per question with prefix caching, and
the same JSON. The alternatives may use all of the device's memory."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import ContinuousBatchingConfig, GenerationConfig

from benchmarks.gpu.models import EIGHT, PROMPT, SHORT, TINY, document_of, engine_over, random_llama, tokenizer
from benchmarks.gpu.step import Rows, kind, step_options
from benchmarks.performance.hardware_limits.devices import synchronize
from benchmarks.performance.hardware_limits.llm_cost import seconds
from model.engines.llm.pointer_llm import PointerLLM

JSON_TOKENS = 0.4  # decoded per token of the contract
_QUESTIONS = 6  # of a chunk, run one at a time
_BATCH = 8  # prompts of one plain forward pass
_NO_TOKEN = -1  # as the end-of-sequence token, so that all answers are equally long


def prompts(engine: PointerLLM, chunks: int) -> list[list[int]]:
    """The token ids of each chunk, after the prompt's prefix."""
    tasks = engine.tasks(document_of(300 if chunks == 2 else 12_000))[:chunks]
    return [[*engine.prefix(), *task.ids] for task in tasks]


def ours(engine: PointerLLM, chunks: int) -> float:
    """Seconds for all questions about the chunks, in one pass."""
    tasks = engine.tasks(document_of(300 if chunks == 2 else 12_000))[:chunks]
    decoder = engine.decoder()
    taken = seconds(lambda: decoder.run(tasks))
    decoder.close()
    return taken


def json_tokens(given: Sequence[list[int]]) -> int:
    """The number of tokens of the longest chunk's clauses as JSON."""
    return max(1, round(JSON_TOKENS * max(map(len, given))))


def _greedy(tokens: int) -> GenerationConfig:
    """Greedy decoding of exactly ``tokens`` tokens."""
    return GenerationConfig(  # type: ignore[no-untyped-call]
        max_new_tokens=tokens, do_sample=False, pad_token_id=0, eos_token_id=_NO_TOKEN
    )


@torch.inference_mode()
def generate(engine: PointerLLM, given: list[list[int]]) -> float:
    """Seconds of transformers' ``generate``, all chunks in one left-padded batch."""
    model, width, tokens = engine.network(), max(map(len, given)), json_tokens(given)
    ids = torch.tensor([[0] * (width - len(one)) + one for one in given], device=model.device)
    mask = torch.tensor([[0] * (width - len(one)) + [1] * len(one) for one in given], device=model.device)
    model.generate(ids, attention_mask=mask, generation_config=_greedy(2))
    how = _greedy(tokens)
    return _taken(lambda: model.generate(ids, attention_mask=mask, generation_config=how))


def continuous(engine: PointerLLM, given: list[list[int]]) -> float:
    """Seconds of transformers' continuous batching, without its start-up. Its cache is limited on a CPU, where it would
    take all memory."""
    model, tokens = engine.network(), json_tokens(given)
    how = _greedy(tokens)
    small = {"continuous_batching_config": ContinuousBatchingConfig(num_blocks=64, max_batch_tokens=256)}
    more: dict[str, Any] = small if kind() == "cpu" else {}
    answers: dict[str, Any] = {}

    def answer() -> None:
        answers.update(model.generate_batch(given, generation_config=how, persistent_manager=True, **more))

    attention = model.config._attn_implementation
    try:
        answer()
        answers.clear()
        taken = _taken(answer)
    finally:
        model.destroy_cached_continuous_batching_manager()
        model.set_attn_implementation(attention)
    decoded = [len(one.generated_tokens) for one in answers.values()]
    if decoded != [tokens] * len(given):
        raise RuntimeError(f"It decoded {sum(decoded)} of {tokens * len(given)} tokens.")
    return taken


@torch.inference_mode()
def one_at_a_time(engine: PointerLLM, given: list[list[int]]) -> float:
    """Seconds of plain forward passes over a chunk and one question each, extrapolated from some of the questions."""
    model = engine.network()
    questions = engine.tasks(document_of(100))[0].questions
    chosen = questions[:: max(1, len(questions) // _QUESTIONS)][:_QUESTIONS]
    prompts = [[*one, *question] for one in given for question in chosen]

    def ask() -> None:
        for first in range(0, len(prompts), _BATCH):
            some = prompts[first : first + _BATCH]
            width = max(map(len, some))
            ids = torch.tensor([one + [0] * (width - len(one)) for one in some], device=model.device)
            ends = torch.tensor([len(one) - 1 for one in some], device=model.device)
            model(input_ids=ids, use_cache=False, logits_to_keep=ends)

    ask()
    return _taken(ask) * len(questions) / len(chosen)


def vllm(engine: PointerLLM, given: list[list[int]]) -> dict[str, float]:
    """Seconds of vLLM: one token per question after its chunk, and the clauses as JSON."""
    from vllm import LLM as Engine  # type: ignore[import-not-found, unused-ignore]
    from vllm import SamplingParams

    with tempfile.TemporaryDirectory() as folder:
        engine.network().save_pretrained(folder)
        tokenizer().save_pretrained(folder)
        questions = engine.tasks(document_of(100))[0].questions
        del engine
        alternative = Engine(folder, enable_prefix_caching=True, gpu_memory_utilization=0.5, max_model_len=4096)
    questions_after_chunks = [{"prompt_token_ids": [*one, *question]} for one in given for question in questions]
    one_token = SamplingParams(temperature=0.0, max_tokens=1, logprobs=20)
    tokens = json_tokens(given)
    as_json = SamplingParams(temperature=0.0, max_tokens=tokens, min_tokens=tokens, ignore_eos=True)
    return {
        "questions": _taken(lambda: alternative.generate(questions_after_chunks, one_token)),
        "JSON": _taken(lambda: alternative.generate([{"prompt_token_ids": one} for one in given], as_json)),
    }


def _taken(work: Callable[[], object]) -> float:
    synchronize(kind())
    began = time.perf_counter()
    work()
    synchronize(kind())
    return round(time.perf_counter() - began, 4)


def main() -> int:
    """Our engine, then each alternative."""
    options = step_options(__doc__)
    rows = Rows(options.rows)
    with tempfile.TemporaryDirectory() as empty:
        model = random_llama(kind(), TINY if options.tiny else EIGHT)
        engine = engine_over(model, PROMPT, Path(empty), **(SHORT if options.tiny else {}))
    chunks = 2 if options.tiny else 12
    given = prompts(engine, chunks)
    with rows.trying("Ours, in one pass") as row:
        base = row["seconds"] = ours(engine, chunks)
        row |= {"chunks": len(given), "tokens": sum(map(len, given))}
    alternatives: dict[str, Callable[[], float]] = {
        "transformers' generate, decoding JSON": partial(generate, engine, given),
        "One question at a time": partial(one_at_a_time, engine, given),
        "transformers' continuous batching, decoding JSON": partial(continuous, engine, given),
    }
    for what, alternative in alternatives.items():
        with rows.trying(what) as row:
            row["seconds"] = round(alternative(), 3)
            row["ratio"] = round(row["seconds"] / base, 1)
    if importlib.util.find_spec("vllm"):
        with rows.trying("vLLM") as row:
            row["seconds"] = vllm(engine, given)
    else:
        rows.add("vLLM", skipped="It is not installed.")
    return rows.status()


if __name__ == "__main__":
    sys.exit(main())
