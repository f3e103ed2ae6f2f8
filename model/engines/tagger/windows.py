"""Tokenizes documents and cuts them into the windows that the tagger reads."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from chunking.document import Document
from chunking.packing import Chunk, pack

if TYPE_CHECKING:  # the command line imports this file, and transformers takes a second
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerBase

    from model.engines.tagger.tokenizer_file import TokenizerFile

    AnyTokenizer = PreTrainedTokenizerBase | TokenizerFile

# Control tokens that are not marked as special, such as <think> or [TOOL_CALLS].
_CONTROL = re.compile(r"<.{1,60}>|\[.{1,60}\]", re.DOTALL)
_text_tokenizers: WeakKeyDictionary[AnyTokenizer, Tokenizer] = WeakKeyDictionary()


class Window(NamedTuple):
    """One chunk as token ids, (tokens,) each, including the begin and end tokens, whose segment is -1.

    ``segment`` is the segment's id in the document, ``start`` and ``end`` the character interval in its text.
    """

    chunk: Chunk
    ids: NDArray[np.int64]
    segment: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]


class Tokens(NamedTuple):
    """All tokens of a document, (tokens,) each; ``first`` are the indices of the segments' first tokens, (segments +
    1,)."""

    ids: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    first: NDArray[np.int64]


def text_tokenizer(tokenizer: AnyTokenizer) -> Tokenizer:
    """The tokenizer without control tokens: text that looks like one (``<|im_end|>``) is encoded as plain text, so that
    a contract cannot end a turn of the chat or begin another. Cached."""
    if tokenizer not in _text_tokenizers:
        from tokenizers import Tokenizer

        described = json.loads(tokenizer.backend_tokenizer.to_str())
        described["added_tokens"] = [
            token
            for token in described["added_tokens"]
            if not (token["special"] or _CONTROL.fullmatch(token["content"]))
        ]
        made = Tokenizer.from_str(json.dumps(described))
        made.no_padding()
        made.no_truncation()
        _text_tokenizers[tokenizer] = made
    return _text_tokenizers[tokenizer]


def tokenize(document: Document, tokenizer: AnyTokenizer) -> Tokens:
    """The tokens of every segment, each tokenized separately, so that windows can be cut between any two."""
    texts = [document.segment_text(segment) for segment in document.segments]
    encoded = text_tokenizer(tokenizer).encode_batch(texts, add_special_tokens=False)
    ids, offsets = [part.ids for part in encoded], [part.offsets for part in encoded]
    first = np.concatenate([[0], np.cumsum([len(part) for part in ids])]).astype(np.int64)
    shift = np.repeat([segment.start for segment in document.segments], np.diff(first)).astype(np.int32)
    pairs = np.array([pair for part in offsets for pair in part], dtype=np.int32).reshape(-1, 2)
    return Tokens(
        np.array([token for part in ids for token in part], dtype=np.int64),
        pairs[:, 0] + shift,
        pairs[:, 1] + shift,
        first,
    )


def windows(tokens: Tokens, tokenizer: AnyTokenizer, budget: int, context: int) -> list[Window]:
    """Cuts the tokens into windows of at most ``budget`` tokens, including the begin and end tokens."""
    chunks = pack(np.diff(tokens.first).tolist(), budget - 2, context)
    return [window(tokens, chunk, tokenizer, budget) for chunk in chunks]


def window(tokens: Tokens, chunk: Chunk, tokenizer: AnyTokenizer, longest: int) -> Window:
    """One chunk's window; a single segment that is longer than the window is truncated."""
    begin, end = int(tokens.first[chunk.first]), int(tokens.first[chunk.last])
    end = min(end, begin + longest - 2)
    sizes = np.diff(tokens.first[chunk.first : chunk.last + 1])
    segment = np.repeat(np.arange(chunk.first, chunk.last), sizes)[: end - begin]
    before = tokenizer.cls_token_id if tokenizer.cls_token_id is not None else tokenizer.bos_token_id
    after = tokenizer.sep_token_id if tokenizer.sep_token_id is not None else tokenizer.eos_token_id

    def framed(values: NDArray[np.int32], first: int, last: int) -> NDArray[np.int32]:
        return np.concatenate([[first], values, [last]]).astype(np.int32)

    return Window(
        chunk,
        framed(tokens.ids[begin:end].astype(np.int32), before or 0, after or 0).astype(np.int64),
        framed(segment.astype(np.int32), -1, -1),
        framed(tokens.start[begin:end], 0, 0),
        framed(tokens.end[begin:end], 0, 0),
    )
