"""Runs the training loop that the tagger and the LLM share: learning rate, precision, steps and checkpoints."""

from __future__ import annotations

import json
import math
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.optim.lr_scheduler import LambdaLR, LRScheduler
from tqdm import tqdm

from chunking.errors import BadRequest
from model.dataset import Contract

CHECKPOINT = "checkpoint.pt"
_LEARNT_ON = "learnt_on"  # the field of a recipe
_DIGESTED = 16  # weights of each matrix
CHECKPOINT_SECONDS, REPORT_SECONDS = 300, 30
_VALIDATION_SHARE = 0.1  # of a run's time, at most, but for the validation at its end
_GRADIENT_NORM = 1.0
_AVERAGED_STEPS = 100  # the loss that is printed and reported is the mean of the last this many steps


class Losses(NamedTuple):
    """The mean loss of the last steps, and that of held-out contracts if it was measured then."""

    step: int
    training: float
    validation: float | None = None


class Progress(NamedTuple):
    """How far a run is. ``fast``: whether all of its steps compute in bfloat16 (None: not decided yet)."""

    step: int
    tokens: int
    seconds: float
    fast: bool | None
    losses: tuple[Losses, ...] = ()


class StepResult(NamedTuple):
    """A step's mean loss, left on the device (reading it would make the host wait for a GPU), and its tokens."""

    loss: Tensor
    tokens: int


def fit(
    model: Any,
    optimizer: torch.optim.Optimizer,
    schedule: LRScheduler,
    steps: int,
    backward: Callable[[int, bool], StepResult],
    recipe: Any,
    folder: Path,
    validate: Callable[[bool], float] | None = None,
) -> dict[str, Any]:
    """Trains for ``steps`` steps, from the checkpoint in ``folder`` on if there is one. ``backward(step, fast)``
    accumulates the step's gradients in the model, in bfloat16 if ``fast``; they are clipped here. ``validate(fast)``
    returns the mean loss of held-out contracts; it is measured now and then, and at the end.

    Returns the run's figures: steps, tokens, seconds, the mean loss of the last steps, all losses that were printed,
    precision and device.
    """
    device = next(model.parameters()).device
    done, tokens, seconds, fast, losses = resume(folder, recipe, model, optimizer, schedule)
    fast = bfloat16_is_faster(device) if fast is None else fast
    recent: deque[Tensor] = deque(maxlen=_AVERAGED_STEPS)
    log = _LossLog(steps, losses, validate)
    began = saved = time.monotonic()
    for step in tqdm(range(done, steps), "training", initial=done, total=steps, unit="step", mininterval=5):
        result = backward(step, fast)
        recent.append(result.loss)
        tokens += result.tokens
        torch.nn.utils.clip_grad_norm_(model.parameters(), _GRADIENT_NORM)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        now = time.monotonic()
        saving = now - saved >= CHECKPOINT_SECONDS
        validating = step + 1 == steps or (saving and log.validation_is_due())
        if validating or log.report_is_due():
            log.add(step + 1, recent, fast, validating)
        if saving:
            progress = Progress(step + 1, tokens, seconds + time.monotonic() - began, fast, tuple(log.losses))
            save_checkpoint(folder, recipe, model, optimizer, schedule, progress)
            saved = time.monotonic()
    return {
        "steps": steps,
        "tokens": tokens,
        "seconds": round(seconds + time.monotonic() - began, 1),
        "loss": round(_mean(recent), 4) if recent else None,
        "losses": [list(one) for one in log.losses],
        "precision": "bfloat16" if fast else "float32",
        "device": device.type,
    }


class _LossLog:
    """Prints a run's losses and keeps them for its report."""

    def __init__(self, steps: int, losses: Iterable[Losses], validate: Callable[[bool], float] | None) -> None:
        self.losses = [Losses(*one) for one in losses]
        self._steps = steps
        self._validate = validate
        self._validated, self._took = time.monotonic(), 0.0
        self._reported = -math.inf  # the first step's loss already shows whether the run is sound

    def report_is_due(self) -> bool:
        """Whether the loss was last printed long enough ago."""
        return time.monotonic() - self._reported >= REPORT_SECONDS

    def validation_is_due(self) -> bool:
        """Whether a validation would still take no more than its share of the run's time."""
        return self._validate is not None and time.monotonic() - self._validated >= self._took / _VALIDATION_SHARE

    def add(self, step: int, recent: Iterable[Tensor], fast: bool, validating: bool) -> None:
        """Prints and keeps the loss of the recent steps and, if ``validating``, that of the held-out contracts. Raises
        BadRequest if the loss is not finite, after which nothing more is learned."""
        training = round(_mean(recent), 4)
        if not math.isfinite(training):
            raise BadRequest("The loss is not finite. Lower --learning-rate; the base's weights may also be damaged.")
        validation = None
        self._reported = began = time.monotonic()
        if validating and self._validate:
            validation = round(self._validate(fast), 4)
            self._validated = time.monotonic()
            self._took = self._validated - began
        self.losses.append(Losses(step, training, validation))
        held_out = "" if validation is None else f"; held-out contracts: {validation:.3f}"
        tqdm.write(f"step {step} of {self._steps}: loss {self.losses[-1].training:.3f}{held_out}")


def _mean(losses: Iterable[Tensor]) -> float:
    return float(torch.stack(list(losses)).mean())


def linear_schedule(optimizer: torch.optim.Optimizer, warmup_steps: int, steps: int) -> LRScheduler:
    """The learning rate rises linearly during the warm-up, then decays linearly to 0."""

    def factor(step: int) -> float:
        return min((step + 1) / max(1, warmup_steps), max(0.0, (steps - step) / max(1, steps - warmup_steps)))

    return LambdaLR(optimizer, factor)


def bfloat16_is_faster(device: torch.device) -> bool:
    """Whether to train in bfloat16. Some CPUs multiply it in hardware; others emulate it up to fifty times more slowly
    than float32. Multiplying two small matrices tells them apart sooner than a training step, which might take half an
    hour. Measures the process's own time, since other processes may use the machine."""
    if device.type == "cuda":
        return True

    def seconds(dtype: torch.dtype) -> float:
        matrix = torch.ones(256, 256, dtype=dtype)
        torch.mm(matrix, matrix)  # the first product also allocates memory
        began = time.process_time()
        for _ in range(4):
            torch.mm(matrix, matrix)
        return time.process_time() - began

    return seconds(torch.bfloat16) < seconds(torch.float32)


def refuse_same_folder(base: Path, folder: Path) -> None:
    """Raises BadRequest if the base would be overwritten, on which an interrupted run depends."""
    if base.resolve() == folder.resolve():
        raise BadRequest(f"{folder} contains the base model. Train into another folder (--out).")


def learnt_on(model: Any, contracts: Iterable[Contract]) -> str:
    """A digest of the contracts, and of the first weights of each layer before training."""
    digest = sha256()
    for contract in contracts:
        digest.update(json.dumps([contract.title, contract.text, contract.clauses, contract.wrong]).encode())
    for name, part in sorted(model.named_parameters()):
        digest.update(f"{name} {tuple(part.shape)}".encode())
        digest.update(part.detach().flatten()[:_DIGESTED].float().cpu().numpy().tobytes())
    return digest.hexdigest()


def _is_saved(part: Tensor) -> bool:
    return part.requires_grad or not part.is_floating_point()


def save_checkpoint(
    folder: Path, recipe: Any, model: Any, optimizer: Any, schedule: LRScheduler, progress: Progress
) -> None:
    """Writes what an interrupted run needs to resume: the trained weights, the optimizer, the schedule and the random
    number generators."""
    state = {
        "recipe": asdict(recipe),
        "model": {name: part for name, part in model.state_dict(keep_vars=True).items() if _is_saved(part)},
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "torch_rng": torch.get_rng_state(),
        "cuda_rng": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        "progress": (*progress[:-1], [list(one) for one in progress.losses]),
    }
    partial = folder / f"{CHECKPOINT}.partial"
    torch.save(state, partial)
    partial.rename(folder / CHECKPOINT)  # a run killed while writing leaves the previous checkpoint intact


def resume(folder: Path, recipe: Any, model: Any, optimizer: Any, schedule: LRScheduler) -> Progress:
    """Restores the checkpoint, if there is one. Raises BadRequest if it is damaged, or another recipe's or base's."""
    path = folder / CHECKPOINT
    if not path.exists():
        return Progress(0, 0, 0.0, None)
    remedy = "Delete it, or train into another folder."
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        known = {**asdict(recipe), **state["recipe"]}  # a field that the checkpoint lacks is newer than it
    except (OSError, EOFError, RuntimeError, KeyError, TypeError, pickle.UnpicklingError) as error:
        raise BadRequest(f"{path} is damaged. {remedy}") from error
    if known != asdict(recipe):
        same = {**known, _LEARNT_ON: None} == {**asdict(recipe), _LEARNT_ON: None}
        other = "for another base model or other contracts" if same else "with another recipe"
        raise BadRequest(f"{path} was written {other}. {remedy}")
    try:
        unknown = model.load_state_dict(state["model"], strict=False).unexpected_keys  # frozen weights are not saved
        if unknown:
            raise KeyError(unknown[0])
        optimizer.load_state_dict(state["optimizer"])
    except (RuntimeError, ValueError, KeyError) as error:
        raise BadRequest(f"{path} was written for another base model. {remedy}") from error
    schedule.load_state_dict(state["schedule"])
    torch.set_rng_state(state["torch_rng"])
    torch.cuda.set_rng_state_all(state.get("cuda_rng", []))
    return Progress(*state["progress"])
