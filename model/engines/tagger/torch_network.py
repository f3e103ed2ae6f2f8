"""Runs the tagger's network in PyTorch, on GPUs and for models that the OpenVINO graph does not support."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModelForTokenClassification, PreTrainedModel
from transformers.utils import logging

from model.engines.tagger.batching import TORCH_BATCH_WINDOWS
from model.engines.tagger.network import Outputs

# A progress bar for each loaded model is noise in logs and reports.
logging.disable_progress_bar()  # type: ignore[no-untyped-call]


class TorchNetwork:
    """Computes a batch's windows in one forward pass, in bfloat16 on a GPU and in float32 on a CPU."""

    def __init__(self, model: PreTrainedModel) -> None:
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model = model
        dtype = torch.bfloat16 if self._device.type == "cuda" else torch.float32
        torch.nn.Module.to(model, self._device, dtype).train(False)
        self.categories = [label for _, label in sorted((model.config.id2label or {}).items())]
        self.batch_size = TORCH_BATCH_WINDOWS[self._device.type]

    @classmethod
    def load(cls, folder: Path) -> TorchNetwork:
        """Loads safetensors only, and no code. Raises what transformers and safetensors raise."""
        return cls(
            AutoModelForTokenClassification.from_pretrained(
                folder, use_safetensors=True, trust_remote_code=False, local_files_only=True, dtype=torch.float32
            )
        )

    @torch.inference_mode()
    def compute(self, windows: list[NDArray[np.int64]]) -> list[Outputs]:
        """Logits and last hidden states of each window's tokens."""
        lengths = [len(window) for window in windows]
        ids = torch.zeros((len(windows), max(lengths)), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, window in enumerate(windows):
            ids[row, : lengths[row]] = torch.from_numpy(window)
            mask[row, : lengths[row]] = 1
        # Without padding no mask is needed, and attention without one is twice as fast on a CPU.
        padding = None if min(lengths) == max(lengths) else mask.to(self._device)
        output = self._model(input_ids=ids.to(self._device), attention_mask=padding, output_hidden_states=True)
        logits, hidden = (part.float().cpu().numpy() for part in (output.logits, output.hidden_states[-1]))
        return [Outputs(logits[row, :length], hidden[row, :length]) for row, length in enumerate(lengths)]

    def encoder(self) -> torch.nn.Module:
        """The network without its classification head."""
        return self._model.base_model

    def close(self) -> None:
        """Frees the weights."""
        del self._model
