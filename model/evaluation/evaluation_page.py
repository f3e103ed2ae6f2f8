"""Writes an evaluation as a self-contained HTML page with plots."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chunking.errors import BadRequest
from model.evaluation.confidence_intervals import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
_DARK, _LIGHT = "#0b57d0", "#9cbcf0"


class _Plot(NamedTuple):
    svg: Markup
    caption: str


def evaluation_page(result: Mapping[str, Any]) -> str:
    """The HTML page of an ``evaluate`` result. Raises BadRequest if matplotlib is not installed."""
    sources = [
        {"name": name, "plots": _plots(result[name]), **result[name]}
        for name in ("text", "pdf", "predictions")
        if name in result
    ]
    return _TEMPLATES.get_template("evaluation_page.html").render(
        model=result["model"], contracts=result["contracts"], seen=result["seen"], sources=sources, columns=NAMES
    )


def _plots(measured: Mapping[str, Any]) -> list[_Plot]:
    calibration = measured["calibration"]
    aupr = {name: row["aupr_strict"] for name, row in measured["categories"].items() if row["annotated"]}
    right = f"Calibration. Expected calibration error {100 * calibration['error']:.1f}%."
    return [
        _draw(_curves, measured["curves"], "Precision over recall; the dot is 80% recall."),
        _draw(_calibration, calibration["bins"], right),
        _draw(_bars, aupr, "AUPR by category, strict, the weakest at the bottom.", height=8.5),
        _draw(_bars, _aupr(measured["types"]), "AUPR by type of contract (and how many), strict.", height=6),
        _draw(_bars, _aupr(measured["lengths"]), "AUPR by words in the contract (and how many), strict.", height=2),
    ]


def _aupr(groups: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{name} ({row['contracts']:.0f})": row["aupr_strict"] for name, row in groups.items()}


def _draw(draw: Callable[[Axes, Any], None], content: Any, caption: str, height: float = 4.2) -> _Plot:
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise BadRequest("Install matplotlib (the extra [train]): the report has plots.") from None
    figure = Figure(figsize=(5.6, height), layout="constrained")
    axes = figure.add_subplot()
    draw(axes, content)
    axes.spines[["top", "right"]].set_visible(False)
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    return _Plot(Markup(out.getvalue()[out.getvalue().index("<svg") :]), caption)


def _curves(axes: Axes, curves: Mapping[str, Mapping[str, list[float]]]) -> None:
    for (variant, curve), color in zip(curves.items(), (_LIGHT, _DARK), strict=True):
        axes.plot(curve["recall"], curve["precision"], color=color, label=variant)
        at = next((i for i, recall in enumerate(curve["recall"]) if recall >= 0.8), None)
        if at is not None:
            axes.plot(curve["recall"][at], curve["precision"][at], "o", color=color)
    axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(frameon=False)


def _calibration(axes: Axes, bins: list[dict[str, float]]) -> None:
    axes.plot([0, 1], [0, 1], color="#d0d7de")
    axes.plot([bin["score"] for bin in bins], [bin["right"] for bin in bins], "o-", color=_DARK)
    for bin in bins:
        axes.annotate(
            f"{bin['predictions']:,}", (bin["score"], bin["right"]), (4, -11), textcoords="offset points", fontsize=7
        )
    axes.set(xlabel="score", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.02))


def _bars(axes: Axes, values: Mapping[str, float]) -> None:
    ordered = sorted(values.items(), key=lambda item: item[1])
    axes.barh([name for name, _ in ordered], [value for _, value in ordered], color=_DARK)
    axes.set(xlim=(0, 100), xlabel="%")
    axes.tick_params(axis="y", labelsize=7)
    axes.margins(y=0.01)
