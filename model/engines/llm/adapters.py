"""Several adapters for one base model; each request names the one to answer with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chunking.errors import BadModel, BadRequest
from model.call_context import CallContext
from model.engines.base import refuse_adapter
from model.engines.llm.loading import UNREADABLE, check_adapter, first_line, missing_keys_as_errors


class Adapters:
    """Named adapters (LoRA or DoRA) over the base model's weights, one active at a time.

    ``default`` answers requests that name none; without it, such requests are refused.
    """

    def __init__(self, model: Any, folders: Mapping[str, Path], default: str | None) -> None:
        """Adds the adapters to the model's layers. Raises BadModel."""
        from peft import PeftModel

        self.names = list(folders)
        self.default = default
        self._adapted: Any = None
        for name, folder in folders.items():
            check_adapter(folder)
            try:
                with missing_keys_as_errors():
                    if self._adapted is None:
                        self._adapted = PeftModel.from_pretrained(model, str(folder), adapter_name=name)
                    else:
                        self._adapted.load_adapter(str(folder), adapter_name=name)
            except UserWarning as error:
                raise BadModel(f"The adapter in {folder} lacks weights; copy it again.") from error
            except UNREADABLE as error:
                raise BadModel(f"The adapter in {folder} cannot be loaded: {first_line(error)}") from error

    def use(self, name: str) -> None:
        """Activates this adapter for the next passes."""
        self._adapted.set_adapter(name)


def chosen(adapters: Adapters | None, context: CallContext) -> str | None:
    """The adapter that answers the request; None for a model without named adapters. Raises BadRequest."""
    if adapters is None:
        refuse_adapter(context)
        return None
    name = context.adapter
    known = ", ".join(adapters.names)
    if name is None and adapters.default is None:
        raise BadRequest(
            f"Name an adapter (adapter=NAME in the custom attributes, --adapter NAME). This model has: {known}."
        )
    if name is not None and name not in adapters.names:
        raise BadRequest(f"This model has no adapter {name!r}. Name one of: {known}.")
    return name or adapters.default
