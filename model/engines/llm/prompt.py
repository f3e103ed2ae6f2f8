"""What a causal language model reads and may write: the prompt, the numbered sentences, and a question a category."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import TemplateError
from transformers import PreTrainedTokenizerBase

from chunking.errors import BadModel
from chunking.packing import Chunk, pack
from model.engines.tagger.windows import plain

TEMPLATE = "prompt.txt"
# A chunk has at most so many sentences, and no fewer must be told apart: one token each.
MARKS, _FEWEST = 128, 16
# The day that templates may print: one and the same in training and in use, where today's would be another each day. It
# is the one that Llama's templates fall back on.
_DAY = date(2024, 7, 26)
_TODAY = re.compile(r"""strftime_now\(\s{0,9}+(["'])(.{0,80}?)\1\s{0,9}+\)""")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Question(NamedTuple):
    """A category as it is asked: ``point`` to be read off at its last token, ``write`` to be answered in tokens."""

    point: list[int]
    write: list[int]


class Prompt:
    """The prompt in tokens: ``prefix`` is the same for all chunks (its keys and values are computed once), a chunk's
    sentences follow, then ``suffix``, then any of the ``questions``.

    A sentence's number stands *behind* it, where a causal model has read the whole sentence, and is a single token: of
    a question's distribution over tokens, one column is then one sentence. Numbers begin at 1 in every chunk.
    ``words`` are the categories whose answers are words of a sentence; the others' are whole sentences.
    """

    def __init__(
        self, tokenizer: PreTrainedTokenizerBase, template: str, categories: Sequence[str], words: frozenset[str]
    ) -> None:
        self.tokenizer = tokenizer
        self.words = words
        self.none, self.marks = _marks(tokenizer)
        self.range, self.end = self._one_token("-"), self._one_token("\n")
        self._open, self._close = self._tokens(" ["), self._tokens("]\n")
        before, after = _rendered(tokenizer, template, categories)
        start = [tokenizer.bos_token_id] if tokenizer.bos_token_id is not None else []
        self.prefix = self._tokens(before)
        if self.prefix[:1] != start:
            self.prefix = start + self.prefix
        self.suffix = self._tokens(after)
        self.questions: Mapping[str, Question] = {
            category: Question(self._tokens(f"{category}?"), self._tokens(f"{category}:")) for category in categories
        }

    def chunk(self, sentences: Sequence[Sequence[int]], context: int) -> list[int]:
        """The sentences (tokens each) with their numbers; the first ``context`` of them are there to be understood by
        and have none, so that nothing can point at them."""
        ids: list[int] = []
        for sentence in sentences[:context]:
            ids += [*sentence, self.end]
        for sentence, mark in zip(sentences[context:], self.marks, strict=False):
            ids += [*sentence, *self._open, mark, *self._close]
        return ids + self.suffix

    def overhead(self) -> int:
        """Tokens that a sentence's number takes."""
        return len(self._open) + 1 + len(self._close)

    def chunks(self, sizes: Sequence[int], budget: int, context: int) -> list[Chunk]:
        """Cuts sentences of these sizes (tokens) into chunks of at most ``budget`` tokens, numbers included, and of no
        more sentences than there are numbers."""
        packed = pack([size + self.overhead() for size in sizes], budget, context)
        return [piece for chunk in packed for piece in self._numbered(chunk)]

    def quote(self, words: str) -> list[int]:
        """An answer's words, with their end: as tokens they are those of the sentence, so that they can be copied. Most
        tokenizers write the space before a word with it; of those that add it by themselves it is left out."""
        spaced, bare = (
            plain(self.tokenizer).encode(text, add_special_tokens=False).ids for text in (words, words.lstrip())
        )
        return [*(spaced if len(spaced) <= len(bare) else bare), self.end]

    def _numbered(self, chunk: Chunk) -> Iterator[Chunk]:
        for own in range(chunk.own, chunk.last, len(self.marks)):
            first = chunk.first if own == chunk.own else own
            yield Chunk(first, own, min(own + len(self.marks), chunk.last))

    def _tokens(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False))

    def _one_token(self, text: str) -> int:
        """The token for a single character, which every tokenizer that can write it ends with."""
        ids = self._tokens(text)
        if not ids or ids[-1] == self.tokenizer.unk_token_id:
            raise BadModel(f"The tokenizer cannot write {text!r}, which answers need.")
        return ids[-1]


def _marks(tokenizer: PreTrainedTokenizerBase) -> tuple[int, list[int]]:
    """The token for "none" and those for the sentences: numbers where each is one token, else pairs of letters (some
    tokenizers write numbers digit by digit)."""
    vocabulary = tokenizer.get_vocab()
    numbers = [str(number) for number in range(1, MARKS + 1)]
    pairs = [one + other for one in _LETTERS for other in _LETTERS]
    labels = numbers if all(number in vocabulary for number in numbers) else [p for p in pairs if p in vocabulary]
    if "0" not in vocabulary or len(labels) < _FEWEST:
        raise BadModel("The tokenizer has too few tokens that can number sentences: numbers, or pairs of letters.")
    return vocabulary["0"], [vocabulary[label] for label in labels[:MARKS]]


def _rendered(tokenizer: PreTrainedTokenizerBase, template: str, categories: Sequence[str]) -> tuple[str, str]:
    """What stands before and after the sentences, in the tokenizer's chat template where it has one."""
    if template.count("{segments}") != 1:
        raise BadModel(f"{TEMPLATE} must name {{segments}} once, where the sentences go.")
    text = template.replace("{categories}", "\n".join(f"- {category}" for category in categories))
    if tokenizer.chat_template:
        text = as_chat(tokenizer, text, "{segments}")
    before, _, after = text.partition("{segments}")
    return before, after


def as_chat(tokenizer: PreTrainedTokenizerBase, text: str, place: str, system: str | None = None) -> str:
    """The prompt as the user's turn, perhaps behind a system's turn. Raises BadModel where the tokenizer's template
    cannot say that, with ``place``, the name of what goes into the prompt, in it once."""
    trouble = "it does not print what the user says, or not once"
    # Most templates take a turn's text as it is, some (of models that see pictures) in parts alone.
    ways: tuple[Any, ...] = (text, [{"type": "text", "text": text}])
    for content in ways:
        before = [{"role": "system", "content": system if content is text else [{"type": "text", "text": system}]}]
        before = before if system else []
        try:
            said = tokenizer.apply_chat_template(
                [*before, {"role": "user", "content": content}],
                tokenize=False,
                add_generation_prompt=True,
                chat_template=_TODAY.sub(lambda call: repr(_DAY.strftime(call[2])), tokenizer.get_chat_template()),
                date_string=_DAY.strftime("%d %b %Y"),
            )
        except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
            trouble = f"{type(error).__name__}: {error}"
            continue
        if str(said).count(place) == 1:
            return str(said)
    raise BadModel(
        f"The tokenizer's chat template cannot be used ({trouble}). Mend it, or take it out of the model directory: "
        "then the prompt stands alone."
    )


def read_template(folder: Path) -> str:
    """The model directory's template, or the default one. Raises BadModel."""
    own = folder / TEMPLATE
    try:
        return (own if own.exists() else Path(__file__).parent / TEMPLATE).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadModel(f"{own} is not UTF-8. Save it again.") from error
