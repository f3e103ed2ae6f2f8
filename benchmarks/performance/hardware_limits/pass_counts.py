"""Counts what the passes of a language model cost, in units that hold on every device: passes, kernels, copies, reads.

On a GPU, each kernel takes microseconds to launch, and each read of a result makes the host wait for the device.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from model.engines.llm.decoding.decoder import Decoder
from model.engines.llm.decoding.scheduler import SlotInput, Task
from model.engines.llm.decoding.sequence_layout import SHARED
from model.engines.llm.language_model import LanguageModel

_READS = {torch.Tensor.cpu, torch.Tensor.tolist, torch.Tensor.item, torch.Tensor.__bool__, torch.Tensor.__int__}
_COPIES = {"clone", "copy_", "_to_copy", "cat", "stack", "repeat"}


class _Kernels(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts kernels, and the bytes of copied tensors."""

    def __init__(self, counts: Counter[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._counts = counts

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        returns = func._schema.returns
        if not any(one.alias_info and not one.alias_info.is_write for one in returns):  # not a view
            self._counts["kernels"] += 1
            if func._schema.name.partition("::")[2] in _COPIES and isinstance(result, torch.Tensor):
                self._counts["copied_bytes"] += result.numel() * result.element_size()
        return result


class _Reads(TorchFunctionMode):
    """Counts what is read from the device: each time, the host waits for it."""

    def __init__(self, counts: Counter[str]) -> None:
        super().__init__()
        self._counts = counts

    def __torch_function__(self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self._counts["reads"] += func in _READS
        return func(*args, **(kwargs or {}))


class CountingDecoder(Decoder):
    """A decoder that counts what it does in ``counts``."""

    def __init__(self, *args: Any) -> None:
        self.counts: Counter[str] = Counter()
        super().__init__(*args)

    def _step(self, inputs: list[SlotInput]) -> None:
        prefill = any(SHARED in one.layout.branches for one in inputs)
        kind = "prefill" if prefill else "decode"
        tokens = sum(len(one.layout.ids) for one in inputs)
        counts: Counter[str] = Counter()
        with _Kernels(counts), _Reads(counts):
            super()._step(inputs)
        counts |= Counter(passes=1, tokens=tokens)
        self.counts.update({f"{kind}_{name}": count for name, count in counts.items()})


def pass_counts(engine: LanguageModel, tasks: Sequence[Task]) -> dict[str, int]:
    """The counts of answering the tasks."""
    decoder = engine.decoder(kind=CountingDecoder)
    assert isinstance(decoder, CountingDecoder)
    decoder.run(tasks)
    decoder.close()
    names = ("passes", "tokens", "kernels", "copied_bytes", "reads")
    return {f"{kind}_{name}": decoder.counts[f"{kind}_{name}"] for kind in ("prefill", "decode") for name in names}
