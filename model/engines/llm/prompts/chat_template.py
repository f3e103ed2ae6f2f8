"""Renders a prompt in the tokenizer's chat template, or says why that template cannot be used."""

from __future__ import annotations

from datetime import date
from typing import Any

from transformers import PreTrainedTokenizerBase

from chunking.errors import BadModel

# The date given to chat templates that print today's date, so that prompts do not depend on the day. Llama's templates
# have the same default.
_DAY = date(2024, 7, 26)
# A macro in place of transformers' function, which cannot be replaced from outside; behind it an expression, since
# Jinja takes away a newline after a block.
_ON_THAT_DAY = (
    "{% macro strftime_now(form) %}{{ form"
    + "".join(f" | replace('%{code}', '{_DAY.strftime(f'%{code}')}')" for code in "aAbBcdeDFfGHIjklmMnpRsSTuUVwWxXyYzZ")
    + " }}{% endmacro %}{{ '' }}"
)


def first_tokens(tokenizer: PreTrainedTokenizerBase, text: str) -> list[int]:
    """The tokens of a prompt's beginning. Without a chat template, the token for the beginning of a text stands before
    it; a chat template prints that token itself, or the model was fine-tuned without it."""
    ids = list(tokenizer.encode(text, add_special_tokens=False))
    start = [] if tokenizer.chat_template or tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    return ids if ids[:1] == start else start + ids


def as_chat(tokenizer: PreTrainedTokenizerBase, text: str, place: str, system: str | None = None) -> str:
    """The prompt as the user's turn, after a system turn if ``system`` is given. Raises BadModel if the tokenizer's
    chat template cannot render it with the placeholder ``place`` exactly once, or leaves out the system turn."""
    rendered, problem = _in_template(tokenizer, text, place, system)
    if rendered is not None:
        return rendered
    if system and _in_template(tokenizer, text, place, None)[0] is not None:
        raise BadModel(
            'The tokenizer\'s chat template takes no system message. Write what "system" in llm.json says at the '
            'beginning of its "prompt".'
        )
    raise BadModel(
        f"The tokenizer's chat template cannot be used ({problem}). Correct it, or remove it from the model directory "
        "to use the prompt alone."
    )


def _in_template(
    tokenizer: PreTrainedTokenizerBase, text: str, place: str, system: str | None
) -> tuple[str | None, str]:
    """The turns in the tokenizer's chat template, or None and why it cannot render them."""
    problem = "it does not print the user's message exactly once"
    # Most templates take a message as a string, those of some multimodal models only as a list of parts.
    for in_parts in (False, True):
        turns = [("system", system), ("user", text)] if system else [("user", text)]
        messages: list[Any] = [
            {"role": role, "content": [{"type": "text", "text": words}] if in_parts else words} for role, words in turns
        ]
        try:
            rendered = str(
                tokenizer.apply_chat_template(
                    messages,
                    tokenize=False,
                    add_generation_prompt=True,
                    chat_template=_ON_THAT_DAY + tokenizer.get_chat_template(),
                    date_string=_DAY.strftime("%d %b %Y"),
                )
            )
        except Exception as error:  # a template is a program, and may raise anything
            problem = f"{type(error).__name__}: {error}"
            continue
        if rendered.count(place) == 1 and (not system or system.strip() in rendered):
            return rendered, ""
    return None, problem
