"""The prompt of an extractive model: the template, the numbered sentences, and a question for each category of
``llm.json`` (see ``llm_settings``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from transformers import PreTrainedTokenizerBase

from chunking.errors import BadModel
from chunking.packing import Chunk, pack
from model.engines.llm.prompts.chat_template import as_chat, first_tokens
from model.engines.tagger.windows import text_tokenizer

TEMPLATE = "prompt.txt"
# Sentence numbers are single tokens. The most that are used, which limits the sentences of a chunk, and the fewest that
# a tokenizer must have.
MOST_NUMBERS, _FEWEST = 128, 16
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Question(NamedTuple):
    """A category's question in tokens: ``point`` is answered in one pass, by the logits at its last token; ``write`` by
    generated tokens."""

    point: list[int]
    write: list[int]


class Prompt:
    """The prompt in tokens: ``prefix``, common to all chunks (its keys and values are computed once), then a chunk's
    sentences, then ``suffix``, then one of the ``questions``.

    A sentence's number *follows* it, because a causal model has read the whole sentence only there, and is a single
    token, so that each column of a question's logits corresponds to one sentence. Numbers start at 1 in every chunk.
    ``words`` are the categories answered by quoting words of a sentence; the others are answered with whole sentences.
    """

    def __init__(
        self, tokenizer: PreTrainedTokenizerBase, template: str, categories: Sequence[str], words: frozenset[str]
    ) -> None:
        self.tokenizer = tokenizer
        self.words = words
        self.none, self.numbers = _number_tokens(tokenizer)
        self.range, self.end = self._one_token("-"), self._one_token("\n")
        self._open, self._close = self._tokens(" ["), self._tokens("]\n")
        before, after = _rendered(tokenizer, template, categories)
        self.prefix = first_tokens(tokenizer, before)
        if not self.prefix:
            raise BadModel(
                f"{TEMPLATE} begins with {{segments}}, and the tokenizer has no token for the beginning of a text. "
                "Write at least a word before it."
            )
        self.suffix = self._tokens(after)
        self.questions: Mapping[str, Question] = {
            category: Question(self._tokens(f"{category}?"), self._tokens(f"{category}:")) for category in categories
        }

    def chunk(self, sentences: Sequence[Sequence[int]], context: int) -> list[int]:
        """The sentences (tokens each) with their numbers. The first ``context`` of them are context only and have no
        numbers, so that no answer can point at them."""
        ids: list[int] = []
        for sentence in sentences[:context]:
            ids += [*sentence, self.end]
        for sentence, number in zip(sentences[context:], self.numbers, strict=False):
            ids += [*sentence, *self._open, number, *self._close]
        return ids + self.suffix

    def beside(self) -> int:
        """The most positions that the prompt takes beside a chunk: all questions have the same ones."""
        longest = max((len(tokens) for question in self.questions.values() for tokens in question), default=0)
        return len(self.prefix) + len(self.suffix) + longest

    def overhead(self) -> int:
        """The tokens of a sentence's number, with its brackets."""
        return len(self._open) + 1 + len(self._close)

    def chunks(self, sizes: Sequence[int], budget: int, context: int) -> list[Chunk]:
        """Cuts sentences of these sizes (tokens) into chunks of at most ``budget`` tokens, numbers included, and of no
        more sentences than there are numbers."""
        packed = pack([size + self.overhead() for size in sizes], budget, context)
        return [piece for chunk in packed for piece in self._numbered(chunk)]

    def quote(self, words: str) -> list[int]:
        """A quote and its end sign, in the same tokens as in the sentence, so that they can be copied. In most
        tokenizers a word's token includes the space before it; for those that add the space themselves, it is
        omitted."""
        spaced, bare = (
            text_tokenizer(self.tokenizer).encode(text, add_special_tokens=False).ids
            for text in (words, words.lstrip())
        )
        return [*(spaced if len(spaced) <= len(bare) else bare), self.end]

    def _numbered(self, chunk: Chunk) -> Iterator[Chunk]:
        for own in range(chunk.own, chunk.last, len(self.numbers)):
            first = chunk.first if own == chunk.own else own
            yield Chunk(first, own, min(own + len(self.numbers), chunk.last))

    def _tokens(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False))

    def _one_token(self, text: str) -> int:
        """The token for a single character: the last one of its encoding."""
        ids = self._tokens(text)
        if not ids or ids[-1] == self.tokenizer.unk_token_id:
            raise BadModel(f"The tokenizer has no token for {text!r}, which answers require.")
        return ids[-1]


def _number_tokens(tokenizer: PreTrainedTokenizerBase) -> tuple[int, list[int]]:
    """The token for "none" and those for the sentences: numbers if each is a single token, else pairs of letters (some
    tokenizers split numbers into digits)."""
    vocabulary = tokenizer.get_vocab()
    numbers = [str(number) for number in range(1, MOST_NUMBERS + 1)]
    pairs = [one + other for one in _LETTERS for other in _LETTERS]
    labels = numbers if all(number in vocabulary for number in numbers) else [p for p in pairs if p in vocabulary]
    if "0" not in vocabulary or len(labels) < _FEWEST:
        raise BadModel(
            "The tokenizer has too few single tokens to number sentences with, as numbers or pairs of letters."
        )
    return vocabulary["0"], [vocabulary[label] for label in labels[:MOST_NUMBERS]]


def _rendered(tokenizer: PreTrainedTokenizerBase, template: str, categories: Sequence[str]) -> tuple[str, str]:
    """The text before and after the sentences, in the tokenizer's chat template if it has one."""
    if template.count("{segments}") != 1:
        raise BadModel(f"{TEMPLATE} must contain {{segments}} once, where the sentences go.")
    text = template.replace("{categories}", "\n".join(f"- {category}" for category in categories))
    if tokenizer.chat_template:
        text = as_chat(tokenizer, text, "{segments}")
    before, _, after = text.partition("{segments}")
    return before, after


def read_template(folder: Path) -> str:
    """The model directory's prompt template, or the default one. Raises BadModel."""
    own = folder / TEMPLATE
    try:  # some editors put a mark of the byte order before the first word
        return (own if own.exists() else Path(__file__).parent / TEMPLATE).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadModel(f"{own} is not UTF-8. Save it again.") from error
    except OSError as error:
        raise BadModel(f"{own} cannot be read: {error.strerror}.") from error
