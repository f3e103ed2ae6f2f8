"""Plots the losses of a training run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PLOT = "losses.svg"


def draw_losses(losses: Sequence[Sequence[float | None]], folder: Path) -> Path | None:
    """Draws (step, training loss, held-out loss or None) of each report into ``folder``. Returns the plot's path; None
    if matplotlib (the extra [train]) is not installed."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return None
    figure = Figure(figsize=(5.6, 3.6), layout="constrained")
    axes = figure.add_subplot()
    steps, training, held_out = zip(*losses, strict=True)
    axes.plot(steps, training, color="#9cbcf0", label="training contracts")
    measured = [(step, value) for step, value in zip(steps, held_out, strict=True) if value is not None]
    if measured:
        axes.plot(*zip(*measured, strict=True), "o-", color="#0b57d0", label="held-out contracts")
    axes.set(xlabel="step", ylabel="loss", ylim=(0, None))
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    path = folder / PLOT
    figure.savefig(path, metadata={"Date": None})
    return path
