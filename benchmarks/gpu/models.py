"""Makes models with random weights and documents of any length, so that ``benchmarks.gpu`` downloads nothing."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoConfig, AutoModelForCausalLM, LlamaConfig, PreTrainedTokenizerFast
from transformers.utils import logging

from benchmarks.performance.random_model import learn_tokenizer
from chunking.document import PLAIN_TEXT, Document, Page
from chunking.layout.segments import segments
from model.engines.base import Identity
from model.engines.llm.llm_settings import LLM_SETTINGS, read_settings
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.llm.prompts.questions import TEMPLATE

logging.disable_progress_bar()  # type: ignore[no-untyped-call]

SAMPLE = Path(__file__).parents[2] / "examples" / "sample_contract.txt"
PROMPT = "These are sentences of a contract, each with its number:\n{segments}\nWhich of them speak of what is asked?\n"
SETTINGS: dict[str, Any] = {
    "window": 128,
    "categories": {"Governing Law": {}, "Parties": {"trim": True}},
}
VOCABULARY = 700
_WINDOW = 48  # of sliding attention; shorter than the prompt and a chunk
# A wide initialization, so that what a token attends to changes the logits by whole numbers.
_SHAPE = {
    "vocab_size": VOCABULARY + 20,  # some tokenizer classes add a token or two
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 4096,
    "initializer_range": 0.15,
    "bos_token_id": 0,
    "eos_token_id": 1,
    "pad_token_id": 0,
}
_EXPERTS = {"head_dim": 16, "num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 64}
_LATENT = {
    "kv_lora_rank": 32,
    "q_lora_rank": 32,
    "qk_rope_head_dim": 16,
    "qk_nope_head_dim": 16,
    "head_dim": 16,
    "v_head_dim": 16,
    "num_key_value_heads": 4,
    "n_routed_experts": 4,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 64,
    "n_group": 1,
    "topk_group": 1,
    "n_shared_experts": 1,
    "first_k_dense_replace": 1,
}
_LAYERS = {"head_dim": 16, "layer_types": ["sliding_attention", "full_attention"], "sliding_window": _WINDOW}
# By name: transformers' model type, and what its config needs besides _SHAPE.
FAMILIES: dict[str, tuple[str, dict[str, Any]]] = {
    "Llama": ("llama", {}),
    "Qwen2": ("qwen2", {}),
    "Qwen3": ("qwen3", {"head_dim": 16}),
    "Mistral": ("mistral", {"sliding_window": None}),
    "Mixtral": ("mixtral", {"num_local_experts": 4, "sliding_window": None}),
    "Phi-3": ("phi3", {"sliding_window": None}),
    "Gemma": ("gemma", {"head_dim": 16}),
    "GPT-NeoX": ("gpt_neox", {}),
    "OLMo2": ("olmo2", {}),
    "SmolLM3": ("smollm3", {}),
    "Granite": ("granite", {}),
    "Phi-2": ("phi", {}),
    "Qwen2-MoE": ("qwen2_moe", {**_EXPERTS, "shared_expert_intermediate_size": 64}),
    "Qwen3-MoE": ("qwen3_moe", _EXPERTS),
    "DeepSeek-V3": ("deepseek_v3", _LATENT),
    "Falcon": ("falcon", {"alibi": False}),
    "OPT": ("opt", {"ffn_dim": 128, "word_embed_proj_dim": 64, "init_std": 0.15}),
    "Cohere": ("cohere", {"logit_scale": 1.0}),
    "GLM-4": ("glm4", {"head_dim": 16}),
    "Nemotron": ("nemotron", {}),
    "Mistral, window": ("mistral", {"sliding_window": _WINDOW}),
    "Qwen2, window": ("qwen2", {"use_sliding_window": True, "max_window_layers": 1, "sliding_window": _WINDOW}),
    "Phi-3, window": ("phi3", {"sliding_window": _WINDOW}),
    "Gemma 3": ("gemma3_text", {**_LAYERS, "query_pre_attn_scalar": 16}),
    "Gemma 2": ("gemma2", {**_LAYERS, "query_pre_attn_scalar": 16}),
    "OLMo3": ("olmo3", _LAYERS),
    "Cohere2": ("cohere2", {**_LAYERS, "logit_scale": 1.0}),
}
# Llama 3.1 8B.
EIGHT = {
    "vocab_size": 128_256,
    "hidden_size": 4096,
    "intermediate_size": 14_336,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "max_position_embeddings": 131_072,
    "rope_theta": 500_000.0,
}
# Llama 3.2 1B.
ONE = {
    **EIGHT,
    "hidden_size": 2048,
    "intermediate_size": 8192,
    "num_hidden_layers": 16,
    "tie_word_embeddings": True,
}
# Replaces both on a CPU, with the settings in SHORT.
TINY = {**_SHAPE, "vocab_size": 2 * VOCABULARY}
SHORT = {"window": 128}


@functools.cache
def tokenizer() -> PreTrainedTokenizerFast:
    """A tokenizer trained on the sample contract."""
    return learn_tokenizer([SAMPLE.read_text("utf-8")] * 5, VOCABULARY)


def write_family(name: str, folder: Path, **shape: Any) -> None:
    """Writes a tiny model directory of this family; ``shape`` overrides its config."""
    model_type, own = FAMILIES[name]
    torch.manual_seed(1)
    config = AutoConfig.for_model(model_type, **{**_SHAPE, **own, **shape})
    made: Any = AutoModelForCausalLM.from_config(config)  # type: ignore[no-untyped-call]
    made.save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    (folder / TEMPLATE).write_text(PROMPT, encoding="utf-8")
    (folder / LLM_SETTINGS).write_text(json.dumps(SETTINGS), encoding="utf-8")


def random_llama(kind: str, shape: dict[str, Any]) -> Any:
    """A Llama with random weights on the device ``kind``, in the precision served there."""
    torch.manual_seed(1)
    config = LlamaConfig(**{"tie_word_embeddings": False, "bos_token_id": 0, "eos_token_id": 1, **shape})
    dtype = torch.bfloat16 if kind == "cuda" else torch.float32
    with torch.device(kind):
        made: Any = AutoModelForCausalLM.from_config(  # type: ignore[no-untyped-call]
            config, dtype=dtype, attn_implementation="sdpa"
        )
    return made


def engine_over(model: Any, template: str, folder: Path, **settings: Any) -> PointerLLM:
    """The engine with the embedded model's categories; ``folder`` has no settings of its own."""
    words: Any = tokenizer()
    return PointerLLM(
        model, words, template, {**read_settings(folder), **settings}, Identity("llm", "random weights", "")
    )


def document_of(tokens: int, name: str = "sample") -> Document:
    """A contract of about ``tokens`` tokens: the sample's text, repeated."""
    text = " ".join(SAMPLE.read_text("utf-8").replace("\n\n", "\0").split()).replace("\0", "\n")
    length = len(tokenizer().encode(text, add_special_tokens=False))
    whole = "\n".join([text] * -(-tokens // length))[: round(len(text) * tokens / length)]
    return Document(
        name,
        hashlib.sha256(whole.encode()).hexdigest(),
        (Page(1, 0.0, 0.0, whole, None, PLAIN_TEXT),),
        whole,
        np.zeros(len(whole), dtype=np.int32),
        np.arange(len(whole), dtype=np.int32),
        segments(whole),
    )
