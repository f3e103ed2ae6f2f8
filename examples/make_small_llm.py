"""Writes the base of the small LLM, a Llama-type model with random weights and a tokenizer of its own:
``python examples/make_small_llm.py annotations.jsonl.gz runs/base``.

``contract-review train llm --base runs/base --rank 0 ...`` then makes of it what lies in ``examples/small_llm``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from model.contracts import read_contracts, split
from model.prompting import MARKS, TEMPLATE

VOCABULARY = 4096
# Words with the space before them, numbers up to three digits, everything else by itself: as Llama 3 cuts text.
_PIECES = r" ?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s+"
# The categories would be a hundred tokens before every chunk; a model trained for them needs no list.
_TEMPLATE = "{segments}\n"


def main(annotations: Path, folder: Path) -> None:
    """Learns the tokenizer from the contracts that are trained on, and writes the model directory."""
    training, _ = split(read_contracts(annotations), held_out=60, seed=1)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<s>", "</s>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    texts = [contract.text for contract in training]
    # Often enough that every number becomes a token of its own.
    texts += [f"[{number}]\n" for number in range(MARKS + 1)] * 1000
    texts += [f"{category}:" for contract in training for category in contract.clauses] * 10
    tokenizer.train_from_iterator(texts, trainer)
    wrapped = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>")
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=256,
        intermediate_size=704,
        num_hidden_layers=4,
        num_attention_heads=8,
        num_key_value_heads=4,
        max_position_embeddings=4096,
        tie_word_embeddings=True,
        bos_token_id=wrapped.bos_token_id,
        eos_token_id=wrapped.eos_token_id,
    )
    torch.manual_seed(1)
    LlamaForCausalLM(config).save_pretrained(folder)
    wrapped.save_pretrained(folder)
    (folder / TEMPLATE).write_text(_TEMPLATE, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
