"""Defines the hyperparameters of training runs."""

from __future__ import annotations

from dataclasses import dataclass

# The tagger's new head learns at this multiple of the encoder's rate.
HEAD_RATE = 5


@dataclass(frozen=True, slots=True)
class TaggerRecipe:
    """``window`` is in tokens. ``learning_rate`` is AdamW's peak for the encoder; the head's is ``HEAD_RATE`` times
    that. ``empty_share`` is the share of the windows without any clause that each epoch includes. ``rank`` is LoRA's
    (0: all weights are trained). ``fold`` is (which, of how many). ``labels`` identifies the soft labels, ``learnt_on``
    the base and the contracts: an interrupted run does not resume with others."""

    epochs: int = 4
    seed: int = 1
    window: int = 256
    batch: int = 16
    learning_rate: float = 2e-4
    warmup_steps: int = 200
    empty_share: float = 0.3
    rank: int = 0
    fold: tuple[int, int] | None = None
    labels: str = ""
    learnt_on: str = ""


@dataclass(frozen=True, slots=True)
class LLMRecipe:
    """``window`` is the tokens of a chunk, ``row_tokens`` those of the chunks packed into one sequence; gradients of
    ``accumulation`` sequences are accumulated for a step. ``empty_share`` is the share of the chunks without any clause
    that each epoch includes, ``negatives`` how many of the categories that a chunk does not have are asked about (None:
    all). ``rank`` is LoRA's (0: all weights are trained), ``learning_rate`` AdamW's peak. ``learnt_on`` identifies the
    base and the contracts: an interrupted run does not resume with others."""

    epochs: int = 2
    seed: int = 1
    window: int = 1024
    row_tokens: int = 4096
    accumulation: int = 8
    learning_rate: float = 2e-4
    empty_share: float = 0.3
    negatives: int | None = None
    rank: int = 16
    learnt_on: str = ""
