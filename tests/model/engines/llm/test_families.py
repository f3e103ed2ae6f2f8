"""The families of causal language models, each as a tiny one with random weights: questions that branch off one chunk,
and lessons packed into one row, are read as each would be alone. Windows are shorter than prompt and chunk."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import torch
from transformers import CONFIG_MAPPING, AutoModelForCausalLM, AutoModelForImageTextToText

from chunking.errors import BadModel
from model.engines.llm.decoding.scheduler import Task
from model.engines.llm.decoding.sequence_layout import SHARED
from model.engines.llm.loading.branching_check import RecordingAnswer, check_branching, compared
from model.training.llm import loss
from model.training.llm_targets import PackedSequence

SHAPE = {
    "vocab_size": 96,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": 512,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
EXPERTS = {
    "num_experts": 4,
    "num_local_experts": 4,
    "n_routed_experts": 4,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 16,
    "shared_expert_intermediate_size": 16,
    "n_group": 1,
    "topk_group": 1,
    "n_shared_experts": 1,
    "first_k_dense_replace": 1,
}
LATENT = {"kv_lora_rank": 8, "qk_rope_head_dim": 8, "qk_nope_head_dim": 8, "v_head_dim": 8, "num_key_value_heads": 4}
TURNS = {"layer_types": ["sliding_attention", "full_attention"] * 2}
WINDOW = {"sliding_window": 8}
SOME_WINDOWS = {**WINDOW, "use_sliding_window": True, "max_window_layers": 2}
PER_LAYER = {"vocab_size_per_layer_input": 96, "hidden_size_per_layer_input": 8, "num_kv_shared_layers": 2}
RECURRENT = {
    "linear_num_value_heads": 4,
    "linear_num_key_heads": 2,
    "linear_key_head_dim": 8,
    "linear_value_head_dim": 8,
}
# Model type and what its shape has besides; the number tells two shapes of one type apart.
SERVED: dict[str, dict[str, Any]] = {
    "llama": {},
    "qwen2": {},
    "qwen3": {},
    "qwen2_moe": EXPERTS,
    "qwen3_moe": EXPERTS,
    "mixtral": EXPERTS,
    "phi": {},
    "gemma": {},
    "gpt2": {"n_positions": 512},
    "gpt_neox": {},
    "falcon": {"multi_query": True, "alibi": False, "new_decoder_architecture": False},
    "opt": {"ffn_dim": 48, "word_embed_proj_dim": 32},
    "olmo2": {},
    "smollm3": {},
    "granite": {},
    "granitemoe": EXPERTS,
    "granitemoehybrid": {
        **EXPERTS,
        "layer_types": ["attention"] * 4,  # the dense ones of Granite 4
        "mamba_n_heads": 4,
        "mamba_d_head": 16,
        "shared_intermediate_size": 16,
    },
    "gptj": {"rotary_dim": 8},
    "stablelm": {},
    "minicpm3": {**LATENT, "q_lora_rank": 16},
    "deepseek_v2": {**EXPERTS, **LATENT, "q_lora_rank": None, "topk_method": "greedy"},
    "deepseek_v3": {**EXPERTS, **LATENT, "q_lora_rank": 16},
    "nemotron": {},
    "cohere": {},
    "glm4": {},
    "seed_oss": {},
    "glm4_moe_lite": {**EXPERTS, **LATENT, "q_lora_rank": 16},
    "longcat_flash": {**EXPERTS, **LATENT, "q_lora_rank": 16},
    "ernie4_5": {},
    "hunyuan_v1_dense": {},
    "gpt_bigcode": {"n_positions": 512},
    # With windows:
    "mistral": WINDOW,
    "ministral": WINDOW,
    "mixtral 2": {**EXPERTS, **WINDOW},
    "qwen2 2": SOME_WINDOWS,
    "qwen3 2": SOME_WINDOWS,
    "phi3": WINDOW,
    "olmo3": WINDOW,
    "cohere2": WINDOW,
    "exaone4": {**WINDOW, "sliding_window_pattern": 2},
    "starcoder2": WINDOW,
    "gemma2": {**WINDOW, **TURNS},
    "gemma3_text": {**WINDOW, **TURNS},
    "gemma3n_text": {**WINDOW, **TURNS, **PER_LAYER, "activation_sparsity_pattern": None, "laurel_rank": 4},
    "gemma4_text": {**WINDOW, **TURNS, **PER_LAYER, "global_head_dim": 16},
    "gpt_oss": {**EXPERTS, **WINDOW},
    "llama4_text": {**EXPERTS, "attention_chunk_size": 16, "intermediate_size_mlp": 48},
}
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "qwen3_next": ({**EXPERTS, **RECURRENT}, "its linear_attention layers have a recurrent state, which cannot branch"),
    "qwen3_5_text": (RECURRENT, "linear_attention"),
    "granitemoehybrid 2": (
        {
            **EXPERTS,
            "layer_types": ["mamba", "attention"] * 2,
            "mamba_n_heads": 4,
            "mamba_d_state": 8,
            "mamba_d_head": 16,
            "shared_intermediate_size": 16,
        },
        "recurrent state",
    ),
    "jamba": (
        {**EXPERTS, "attn_layer_period": 2, "attn_layer_offset": 1, "use_mamba_kernels": False},
        "recurrent state",
    ),
    "falcon_h1": ({"mamba_d_ssm": 32, "mamba_n_heads": 4, "mamba_d_head": 8, "mamba_d_state": 8}, "recurrent state"),
    "lfm2": ({"layer_types": ["conv", "full_attention"] * 2}, "conv"),
    "bloom": ({"n_head": 4, "n_layer": 3}, "ALiBi"),
    "mpt": ({"d_model": 32, "n_heads": 4, "n_layers": 3}, "ALiBi"),
    "falcon 2": ({"multi_query": True, "alibi": True, "new_decoder_architecture": False}, "ALiBi"),
    "gpt_neo": (
        {"num_layers": 4, "attention_types": [[["global", "local"], 2]], "window_size": 8, "num_heads": 4},
        "answers would be wrong",
    ),
    # As published, with a window that is longer than a short text:
    "gpt_neo 2": (
        {"num_layers": 4, "attention_types": [[["global", "local"], 2]], "window_size": 256, "num_heads": 4},
        "answers would be wrong",
    ),
    "doge": ({"keep_window_size": 300}, "answers would be wrong"),
    "mamba": ({"num_hidden_layers": 2}, "recurrent state"),
    "deepseek_v32": (
        {**EXPERTS, **LATENT, "q_lora_rank": 16, "index_topk": 8, "index_n_heads": 2, "index_head_dim": 16},
        "indexed_attention layers choose tokens across questions",
    ),
}
PICTURES = {
    "gemma3": {**WINDOW, **TURNS},
    "gemma4": {**WINDOW, **TURNS, **PER_LAYER, "global_head_dim": 16},
    "llama4": {**EXPERTS, "attention_chunk_size": 16, "intermediate_size_mlp": 48},
    "mistral3": WINDOW,
    "qwen2_5_vl": {
        **SOME_WINDOWS,
        "rope_parameters": {"rope_type": "default", "rope_theta": 1e4, "mrope_section": [1, 1, 2]},
    },
}


def ids(count: int, seed: int) -> list[int]:
    return random.Random(seed).choices(range(3, 96), k=count)


PREFIX = ids(6, 1)
TASKS = [
    Task(ids(size, size), [ids(5, 2), ids(3, 3), ids(4, 4)], lambda: [RecordingAnswer([7, 9]) for _ in range(3)])
    for size in (40, 27)
]


def with_weights(model: Any) -> Any:
    """Random ones that are large enough for a wrong mask to show."""
    torch.manual_seed(3)
    for part in model.parameters():
        if part.dim() > 1:
            torch.nn.init.normal_(part, std=0.12)
    return model.eval()


def made(name: str, extra: dict[str, Any]) -> Any:
    kind = name.split()[0]
    shape = {key: value for key, value in SHAPE.items() if (kind, key) != ("falcon", "head_dim")}
    return with_weights(AutoModelForCausalLM.from_config(CONFIG_MAPPING[kind](**shape | extra)))


def farthest(model: Any) -> float:
    return max(float(np.abs(got - expected).max()) for got, expected in compared(model, PREFIX, TASKS))


@pytest.mark.parametrize("name", SERVED)
def test_questions_and_lessons_are_read_as_if_each_stood_alone(name):
    model = made(name, SERVED[name])
    assert farthest(model) < 1e-5
    check_branching(model, ids(30, 5), 512)
    assert packed_loss(model) == pytest.approx(plain_loss(model), abs=1e-5)


@pytest.mark.parametrize("name", PICTURES)
def test_models_that_also_see_pictures_are_fed_text(name):
    config = CONFIG_MAPPING[name]()
    text = type(config.get_text_config())(**SHAPE | PICTURES[name])
    eyes = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 4}
    seen = {"vision_config": type(config.vision_config)(**eyes).to_dict()} if config.vision_config else {}
    whole = type(config)(text_config=text.to_dict(), **seen)
    model = with_weights(AutoModelForImageTextToText.from_config(whole))
    assert farthest(model) < 1e-5
    assert packed_loss(model) == pytest.approx(plain_loss(model), abs=1e-5)


@pytest.mark.parametrize("name", REFUSED)
def test_a_model_whose_layers_cannot_branch_is_refused_with_the_reason(name):
    extra, why = REFUSED[name]
    with pytest.raises(BadModel, match=why) as raised:
        check_branching(made(name, extra), ids(30, 5), 512)
    assert "\n" not in raised.value.message


# Two lessons behind the prefix, each a chunk with two questions and two tokens of an answer.
LESSONS = [(ids(30, 11), [ids(5, 12), ids(4, 13)]), (ids(21, 14), [ids(3, 15), ids(6, 16)])]
ANSWER = [7, 9]


def row() -> PackedSequence:
    tokens, lesson, branch, position = list(PREFIX), [SHARED] * 6, [SHARED] * 6, list(range(6))
    places, target = [], []
    for number, (chunk, questions) in enumerate(LESSONS):
        tokens += chunk
        lesson += [number] * len(chunk)
        branch += [SHARED] * len(chunk)
        position += range(6, 6 + len(chunk))
        for which, question in enumerate(questions):
            places += [len(tokens) + len(question) - 1, len(tokens) + len(question)]
            target += ANSWER
            tokens += [*question, ANSWER[0]]
            lesson += [number] * (len(question) + 1)
            branch += [which] * (len(question) + 1)
            position += range(6 + len(chunk), 6 + len(chunk) + len(question) + 1)
    whole = [torch.tensor(part) for part in (tokens, lesson, branch, position, places, target)]
    return PackedSequence(*whole, torch.ones(len(target)))


@torch.inference_mode()
def packed_loss(model: Any) -> float:
    return float(loss(model, row()))


@torch.inference_mode()
def plain_loss(model: Any) -> float:
    losses = []
    for chunk, questions in LESSONS:
        for question in questions:
            whole = [*PREFIX, *chunk, *question, ANSWER[0]]
            logits = model(input_ids=torch.tensor([whole])).logits[0, -2:]
            losses.append(torch.nn.functional.cross_entropy(logits, torch.tensor(ANSWER)))
    return float(torch.stack(losses).mean())
