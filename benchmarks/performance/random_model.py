"""Makes a Llama-type model with random weights and its own tokenizer, for measurements and tests without a trained one:
``python -m benchmarks.performance.random_model annotations.jsonl.gz runs/base``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from model.engines.llm.prompts.questions import MOST_NUMBERS, TEMPLATE

VOCABULARY = 4096
# Words with the preceding space, numbers of up to three digits, everything else by itself: like Llama 3.
_PIECES = r" ?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s+"
# Without the list of categories, a hundred tokens before every chunk, which a fine-tuned model does not need.
_TEMPLATE = "{segments}\n"


# 4 million weights.
SMALL = {
    "hidden_size": 256,
    "intermediate_size": 704,
    "num_hidden_layers": 4,
    "num_attention_heads": 8,
    "num_key_value_heads": 4,
}


def learn_tokenizer(texts: Iterable[str], vocabulary: int = VOCABULARY) -> PreTrainedTokenizerFast:
    """Trains a byte-level BPE tokenizer in which every sentence number is one token."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=["<s>", "</s>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    numbers = [f"[{number}]\n" for number in range(MOST_NUMBERS + 1)] * 1000  # frequent enough to become tokens
    tokenizer.train_from_iterator(chain(texts, numbers), trainer)
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>"
    )


def write_base(texts: Iterable[str], folder: Path, vocabulary: int = VOCABULARY, **shape: Any) -> None:
    """Writes a model directory with a tokenizer trained on the texts and random weights; ``shape`` overrides
    ``SMALL``."""
    tokenizer = learn_tokenizer(texts, vocabulary)
    config = LlamaConfig(
        vocab_size=vocabulary,
        max_position_embeddings=4096,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        **{**SMALL, **shape},
    )
    torch.manual_seed(1)
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / TEMPLATE).write_text(_TEMPLATE, encoding="utf-8")


def main(annotations: Path, folder: Path) -> None:
    """Writes a model of the default shape, with a tokenizer trained on the training contracts."""
    from model.dataset import read_contracts, split  # with its PDF readers, which benchmarks.gpu does without

    training, _ = split(read_contracts(annotations), held_out=60, seed=1)
    categories = [f"{category}:" for contract in training for category in contract.clauses] * 10
    write_base([*(contract.text for contract in training), *categories], folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
