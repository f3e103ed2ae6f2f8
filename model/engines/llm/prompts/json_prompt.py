"""Reads ``"writes"`` of ``llm.json``: the prompts of a model that was fine-tuned to write JSON, and what its fields
mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from transformers import PreTrainedTokenizerBase

from chunking.errors import BadModel
from model.engines.llm.answers.answer_grammar import AnswerGrammar, BadSchema
from model.engines.llm.prompts.chat_template import as_chat, first_tokens

TEXT, CATEGORY = "{text}", "{category}"
# The value in ``quotes`` for the category that the prompt asks about.
_ASKED = CATEGORY
# The fields, what each may be, and that in words.
_FIELDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "prompt": ((str, Mapping), "a text, or an object with a text for each category"),
    "system": (str, "a text"),
    "schema": (Mapping, "an object"),
    "quotes": (Mapping, "an object"),
    "answer_tokens": (int, "a number of tokens, at least 1"),
    "ascii": (bool, "true or false"),
}
# The most tokens of an answer about a whole chunk, by default.
ANSWER_TOKENS = 1024


@dataclass(frozen=True, slots=True)
class NamedBy:
    """The field of the same object that names a quote's category; ``names`` maps its values to categories."""

    named_by: str
    names: dict[str, str] = field(default_factory=dict)


class Ask(NamedTuple):
    """A prompt's tokens before and after the text; ``category`` if it asks about a single one."""

    category: str | None
    before: list[int]
    after: list[int]


class JsonPrompt:
    """The prompts of ``"writes"``, {"prompt", "system", "schema", "quotes", "answer_tokens", "ascii"}, in tokens.

    ``prompt`` contains {text}, and {category} if each category is asked about separately; or it is an object with a
    prompt for each category. ``quotes`` maps paths in the schema to a category, "{category}", or {"named_by", "names"}.
    ``prefix`` is the tokens that all prompts start with. Raises BadModel.
    """

    def __init__(
        self, tokenizer: PreTrainedTokenizerBase, settings: Mapping[str, Any], categories: Sequence[str]
    ) -> None:
        _check_fields(settings)
        self.answer_tokens = int(settings.get("answer_tokens", ANSWER_TOKENS))
        self.quotes = {path: _category(path, value, categories) for path, value in settings["quotes"].items()}
        try:
            self.grammar = AnswerGrammar(settings["schema"], self.quotes, bool(settings.get("ascii", False)))
        except BadSchema as error:
            raise BadModel(f"llm.json cannot be served: {error}.") from error
        for name in filter(None, map(self.name_of, self.quotes)):
            if name not in self.grammar.fields:
                raise BadModel(f"The schema of llm.json has no {name!r}, which `quotes` takes categories from.")
        prompts = _prompts(settings["prompt"], categories)
        if any(value == _ASKED for value in self.quotes.values()) != (None not in prompts):
            raise BadModel(
                f"llm.json asks about {'one category at a time' if None not in prompts else 'all categories at once'}, "
                f"so a field of `quotes` must be {'' if None not in prompts else 'other than '}{_ASKED!r}."
            )
        asked = [_tokens(tokenizer, category, text, settings.get("system")) for category, text in prompts.items()]
        shared = _shared([one.before for one in asked])
        self.prefix = asked[0].before[:shared]
        self.asks = [one._replace(before=one.before[shared:]) for one in asked]

    def category(self, path: str, asked: str | None, named: object) -> str | None:
        """The category of a quote at a path: the one named by another field (``named``), the one ``asked`` about, or
        that of the path itself."""
        by = self.quotes[path]
        if isinstance(by, NamedBy):
            return by.names.get(str(named), str(named))
        return asked if by == _ASKED else by

    def name_of(self, path: str) -> str | None:
        """The path of the field that names the category of quotes at this path; None without one."""
        by = self.quotes.get(path)
        inside = "".join(path.rpartition(".")[:2])
        return inside + by.named_by if isinstance(by, NamedBy) else None


def _check_fields(settings: Mapping[str, Any]) -> None:
    if not isinstance(settings, Mapping):
        raise BadModel('"writes" in llm.json must be an object.')
    if unknown := sorted(set(settings) - set(_FIELDS)):
        raise BadModel(
            f'"writes" in llm.json has the unknown field {", ".join(unknown)}; the fields are '
            f"{', '.join(sorted(_FIELDS))}."
        )
    for name in ("prompt", "schema", "quotes"):
        if not settings.get(name):
            raise BadModel(f'"writes" in llm.json has no "{name}".')
    for name, value in settings.items():
        kind, needed = _FIELDS[name]
        if not isinstance(value, kind):
            raise BadModel(f'"{name}" in "writes" of llm.json must be {needed}.')
    tokens = settings.get("answer_tokens", ANSWER_TOKENS)
    if isinstance(tokens, bool) or tokens < 1:
        raise BadModel(f'"answer_tokens" in "writes" of llm.json must be {_FIELDS["answer_tokens"][1]}.')


def _category(path: str, value: Any, categories: Sequence[str]) -> str | NamedBy:
    if isinstance(value, Mapping):
        try:
            by = NamedBy(**value)
        except TypeError as error:
            raise BadModel(f'`quotes` of llm.json gives {path} other fields than "named_by" and "names".') from error
        names = by.names.values() if isinstance(by.names, Mapping) else [None]
        if not isinstance(by.named_by, str) or not all(isinstance(name, str) for name in names):
            raise BadModel(
                f'`quotes` of llm.json must give {path} a field as "named_by" and, as "names", an object of categories.'
            )
        if unknown := sorted(set(by.names.values()) - set(categories)):
            raise BadModel(f"`quotes` of llm.json gives {path} the category {unknown[0]!r}, which does not exist.")
        return by
    if value != _ASKED and value not in categories:
        raise BadModel(f"`quotes` of llm.json gives {path} the category {value!r}, which does not exist.")
    return str(value)


def _prompts(prompt: Any, categories: Sequence[str]) -> dict[str | None, str]:
    """The prompts by category; None as the key of one that asks about all categories."""
    prompts: dict[str | None, str]
    if isinstance(prompt, Mapping):
        if unknown := sorted(set(prompt) - set(categories)):
            raise BadModel(f"`prompt` of llm.json asks about {unknown[0]!r}, which is not a category.")
        if not all(isinstance(text, str) for text in prompt.values()):
            raise BadModel('"prompt" in "writes" of llm.json must have a text for each category.')
        prompts = dict(prompt.items())
    elif CATEGORY in prompt:
        prompts = {category: prompt.replace(CATEGORY, category) for category in categories}
    else:
        prompts = {None: str(prompt)}
    for text in prompts.values():
        if text.count(TEXT) != 1:
            raise BadModel(f"`prompt` of llm.json must contain {TEXT} once, where the contract's text goes.")
    return prompts


def _tokens(tokenizer: PreTrainedTokenizerBase, category: str | None, text: str, system: str | None) -> Ask:
    if tokenizer.chat_template:
        text = as_chat(tokenizer, text, TEXT, system)
    elif system:
        text = f"{system}\n\n{text}"
    before, _, after = text.partition(TEXT)
    ids = first_tokens(tokenizer, before)
    return Ask(category, ids, list(tokenizer.encode(after, add_special_tokens=False)))


def _shared(befores: Sequence[Sequence[int]]) -> int:
    """The number of tokens that all prompts start with; at least one, since the prefix must not be empty."""
    shared = 0
    while all(len(one) > shared for one in befores) and len({one[shared] for one in befores}) == 1:
        shared += 1
    if not shared:
        raise BadModel("The prompts of llm.json must all start with the same word, before {text}.")
    return shared
