"""Draws SVG plots in one style."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from chunking.errors import BadRequest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLORS = ("#0b57d0", "#e8710a", "#188038", "#9334e6", "#5f6368", "#d01884")
_POINTS = 120  # per curve; more would be invisible and make the page heavy
Series = Mapping[str, tuple[Sequence[float], Sequence[float]]]


def svg(draw: Callable[[Axes], object], width: float = 6.4, height: float = 3.2) -> str:
    """The SVG of what ``draw`` puts on the axes; sizes are in inches. The same drawing gives the same bytes.

    Raises BadRequest if matplotlib is not installed.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise BadRequest("The report has plots: install matplotlib (the extra [bench]).") from None
    with matplotlib.rc_context({"svg.hashsalt": "contract-review", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    return text[text.index("<svg") :]


def lines(series: Series, x: str, y: str, log: bool = False, marks: bool = True, steps: bool = False) -> str:
    """A line plot with one line per name."""

    def draw(axes: Axes) -> None:
        for (name, (xs, ys)), color in zip(series.items(), COLORS, strict=False):
            style = {"drawstyle": "steps-post"} if steps else {"marker": "o" if marks else "", "markersize": 3.5}
            axes.plot(xs, ys, color=color, label=name, linewidth=1.3, **style)
        if log:
            from matplotlib.ticker import LogFormatter

            axes.set(xscale="log", yscale="log")
            for axis in (axes.xaxis, axes.yaxis):
                axis.set_major_formatter(LogFormatter())  # 10, not a power of ten
                axis.set_minor_formatter(LogFormatter())
        axes.set(xlabel=x, ylabel=y)
        if not log:
            axes.set_ylim(bottom=0)
        if len(series) > 1:
            axes.legend(frameon=False, fontsize=8)

    return svg(draw)


def shares(series: Mapping[str, Sequence[float]], x: str, target: float | None = None) -> str:
    """The cumulative distribution of each name's values, in percent; ``target`` is drawn as a vertical line."""

    def draw(axes: Axes) -> None:
        for (name, values), color in zip(series.items(), COLORS, strict=False):
            at = np.linspace(0, 100, min(len(values), _POINTS))
            axes.plot(np.percentile(values, at), at, color=color, label=name, linewidth=1.3)
        if target is not None:
            axes.axvline(target, color="#9aa0a6", linestyle="--", linewidth=1)
        axes.set(xlabel=x, ylabel="% of documents", ylim=(0, 101))
        axes.set_xlim(left=0)
        if len(series) > 1:
            axes.legend(frameon=False, fontsize=8, loc="lower right")

    return svg(draw)


def bars(parts: Mapping[str, Mapping[str, float]], x: str) -> str:
    """A stacked horizontal bar for each name, its parts in the order of the first."""

    def draw(axes: Axes) -> None:
        names = list(parts)[::-1]
        left = np.zeros(len(names))
        for part, color in zip(next(iter(parts.values())), COLORS, strict=False):
            values = np.array([parts[name].get(part, 0.0) for name in names])
            axes.barh(names, values, left=left, color=color, label=part, height=0.6)
            left += values
        axes.set(xlabel=x)
        if len(next(iter(parts.values()))) > 1:
            axes.legend(frameon=False, fontsize=8, ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1.0))

    return svg(draw, height=1.2 + 0.32 * len(parts))
