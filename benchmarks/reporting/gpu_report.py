"""A run of ``benchmarks.gpu`` as tables that name the device and the date."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gpu.step import read_rows
from benchmarks.reporting.report import Section, kept, markdown, prose

RUN, TABLE = "run.json", "table.md"
PART, HEADING = "gpu", "On a GPU"
Row = Mapping[str, Any]


def tables(out: Path) -> str:
    """The run's tables in Markdown."""
    told = _told(out)
    blocks = [f"## {HEADING}", f"{machine(told)}."]
    return "\n\n".join([*blocks, *(markdown(kept(one, out, ""), "") for one in sections(out))]) + "\n"


def show(out: Path) -> None:
    """Puts the run's tables into the page. Raises ValueError for a run that was not on a GPU."""
    from benchmarks.reporting.results import HERE, RESULTS, keep, write  # what measures the rest needs more packages

    told = _told(out)
    if told.get("tiny") or not told.get("device") or "failed" in told["device"]:
        raise ValueError(f"{out} is no run on a GPU.")
    line = {"run": told, "rows": {path.stem: read_rows(path) for path in sorted(out.glob("*.jsonl"))}}
    took = sum(step["seconds"] for step in told["steps"])
    keep(PART, sections(out), line, took, on=machine(told), repeat="make gpu")
    write(HERE / "README.md", RESULTS)


def _told(out: Path) -> dict[str, Any]:
    path = out / RUN
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {"steps": []}


def machine(told: Row) -> str:
    """The device, the versions and the date."""
    device = told.get("device") or {}
    memory = f" ({device['memory'] / 2**30:.0f} GiB)" if device.get("memory") else ""
    versions = "".join(f", {name} {version}" for name, version in device.get("versions", {}).items())
    tiny = " (tiny sizes: these figures say only that everything runs)" if told.get("tiny") else ""
    return f"{device.get('name', 'No device')}{memory}{versions}, {told.get('date', 'no date')}{tiny}"


def sections(out: Path) -> list[Section]:
    """A section a step that has rows, and one on what became of the steps."""
    made: dict[str, Callable[[Sequence[Row]], Section]] = {
        "device": _device,
        "correctness": _correctness,
        "speed": _speed,
        "failures": _failures,
        "peers": _peers,
        "training": _training,
    }
    found = [make(rows) for name, make in made.items() if (rows := read_rows(out / f"{name}.jsonl"))]
    told = _told(out)
    rest = [(step["name"], step["status"]) for step in told["steps"] if step["status"] != "passed"]
    if rest:
        found.append(Section("Steps that did not pass", (), ("step", "what became of it"), rest))
    return found


def _device(rows: Sequence[Row]) -> Section:
    row = rows[0]
    if "failed" in row:
        return Section("The device's own limits", (row["failed"],))
    said = f"""{row["compute"] / 1e12:.3g} TFLOP/s in products of large matrices and {row["bandwidth"] / 1e9:.4g} GB/s
        in copying, both measured just before."""
    return Section("The device's own limits", (prose(said),))


def _correctness(rows: Sequence[Row]) -> Section:
    families: dict[str, dict[str, Row]] = {}
    for row in rows:
        families.setdefault(row["what"], {})[row.get("precision", "")] = row
    said = """Tiny models with random weights: every logit that an answer saw, in one pass, written and quoted, against
        a plain forward pass over prefix, chunk, question and what was written. In float32 the largest difference, at
        most 1e-4; in bfloat16 the root mean square against the same weights in float32, at most 1.5 times that of
        bfloat16's own plain pass."""
    return Section(
        "Right on the device",
        (prose(said),),
        ("family", "float32", "bfloat16", "plain bfloat16", ""),
        [_family(name, found) for name, found in families.items()],
    )


def _family(name: str, found: Mapping[str, Row]) -> tuple[str, ...]:
    exact, rounded = found.get("float32", {}), found.get("bfloat16", {})
    words = [f"{kind}: {row[kind]}" for row in found.values() for kind in ("failed", "refused") if kind in row]
    cells = [
        _number(exact.get("error", {}).get("logits")),
        _number(rounded.get("error", {}).get("mean")),
        _number(rounded.get("plain_error", {}).get("mean")),
    ]
    return (name, *cells, _cell("; ".join(words)) or "right")


def _speed(rows: Sequence[Row]) -> Section:
    said = """A Llama of the shape of 3.1 8B with random weights in bfloat16, weights, keys and values held to the 22
        GiB that an A10G gives. Shares are of what the device was measured to do, and of its data sheet. Written
        answers are 49 tokens a chunk, the longest 25. A projection is no measurement: FLOPs over 70 TFLOP/s times the
        share of compute, and bytes over 600 GB/s times the share of bandwidth, both shares of the data sheet."""
    return Section("Fast", (prose(said),), ("", "figures"), [(row["what"], figures(row)) for row in rows])


def _failures(rows: Sequence[Row]) -> Section:
    return Section("What goes wrong", (), ("", "what was seen"), [(row["what"], figures(row)) for row in rows])


def _peers(rows: Sequence[Row]) -> Section:
    said = """The same weights on the same device in the same run: seconds for the same chunks, and how many times as
        long as ours. JSON is 0.4 tokens written for each that is read."""
    cells = [(row["what"], figures(row)) for row in rows]
    return Section("Against what one would use instead", (prose(said),), ("", "figures"), cells)


def _training(rows: Sequence[Row]) -> Section:
    return Section("Trainings", (), ("", "figures"), [(row["what"], figures(row)) for row in rows])


def figures(row: Row) -> str:
    """A row's figures in one cell: shares in percent, seconds as seconds."""
    parts = []
    for name, value in row.items():
        if name in ("what", "took", "projection"):
            continue
        if isinstance(value, Mapping):
            parts += [f"{name}: {figures(value)}"]
        elif isinstance(value, float) and "share" in name:
            parts.append(f"{_words(name)} {100 * value:.0f}%")
        elif name.endswith("_per_s"):
            parts.append(f"{_number(value)} {_words(name.removesuffix('_per_s'))}/s")
        elif name.endswith(("_s", "seconds")):
            parts.append(f"{_words(name.removesuffix('_s'))} {_number(value)} s")
        else:
            parts.append(f"{_words(name)} {_number(value)}")
    return _cell(", ".join(parts))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _number(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _cell(text: str) -> str:
    """Without what would end a Markdown cell."""
    return text.replace("|", "\\|").replace("\n", " ")
