"""Shows the results of a GPU run as tables that name the device and the date."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gpu.step import read_rows
from benchmarks.reporting.pages import DOCS, PARTS, save, write
from benchmarks.reporting.sections import Section, kept, markdown, prose

RUN, TABLE = "run.json", "table.md"
PART = "gpu"
Row = Mapping[str, Any]


def tables(out: Path) -> str:
    """The run's tables in Markdown."""
    blocks = [f"## {PARTS[PART].heading}", f"{machine(read_run(out))}."]
    return "\n\n".join([*blocks, *(markdown(kept(one, out, ""), "") for one in sections(out))]) + "\n"


def publish(out: Path) -> None:
    """Writes the run's tables into the documentation. Raises ValueError for a run that was not on a GPU."""
    run = read_run(out)
    if run.get("tiny") or not run.get("device") or "failed" in run["device"]:
        raise ValueError(f"The run in {out} was not on a GPU.")
    line = {"run": run, "rows": {path.stem: read_rows(path) for path in sorted(out.glob("*.jsonl"))}}
    seconds = sum(step["seconds"] for step in run["steps"])
    save(PART, sections(out), line, seconds, command="make gpu", measured_on=machine(run))
    write(DOCS / PARTS[PART].page)


def read_run(out: Path) -> dict[str, Any]:
    """What ``run.json`` says: device, date, and each step's status. A run without the file has no steps."""
    path = out / RUN
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {"steps": []}


def machine(run: Row) -> str:
    """The device, the versions of its software and the date."""
    device = run.get("device") or {}
    memory = f" ({device['memory'] / 2**30:.0f} GiB)" if device.get("memory") else ""
    versions = "".join(f", {name} {version}" for name, version in device.get("versions", {}).items())
    tiny = " (tiny sizes: these figures show only that everything runs)" if run.get("tiny") else ""
    return f"{device.get('name', 'No device')}{memory}{versions}, {run.get('date', 'no date')}{tiny}"


def sections(out: Path) -> list[Section]:
    """One section per step that has rows, and one that lists the steps that did not pass."""
    makers: dict[str, Callable[[Sequence[Row]], Section]] = {
        "device": _device,
        "correctness": _correctness,
        "speed": _speed,
        "failures": _failures,
        "alternatives": _alternatives,
        "training": _training,
    }
    found = [make(rows) for name, make in makers.items() if (rows := read_rows(out / f"{name}.jsonl"))]
    rest = [(step["name"], step["status"]) for step in read_run(out)["steps"] if step["status"] != "passed"]
    if rest:
        found.append(Section("Steps that did not pass", (), ("step", "status"), rest))
    return found


def _device(rows: Sequence[Row]) -> Section:
    row = rows[0]
    if "failed" in row:
        return Section("Peak of the device", (row["failed"],))
    text = f"""{row["compute"] / 1e12:.3g} TFLOP/s in large matrix products and {row["bandwidth"] / 1e9:.4g} GB/s in
        copies, both measured in the same run."""
    return Section("Peak of the device", (prose(text),))


def _correctness(rows: Sequence[Row]) -> Section:
    families: dict[str, dict[str, Row]] = {}
    for row in rows:
        families.setdefault(row["what"], {})[row.get("precision", "")] = row
    text = """Tiny models with random weights. Every logit behind an answer (one pass, decoded numbers, quoted words) is
        compared with a plain forward pass over prefix, chunk, question and the tokens decoded so far. float32: the
        largest difference, 1e-4 at most. bfloat16: the root mean square error against the same weights in float32, at
        most 1.5 times that of a plain forward pass in bfloat16."""
    return Section(
        "Correctness",
        (prose(text),),
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
    return (name, *cells, _cell("; ".join(words)) or "correct")


def _speed(rows: Sequence[Row]) -> Section:
    text = """A Llama of the shape of 3.1 8B with random weights in bfloat16; weights and KV cache are limited to the 22
        GiB of an A10G. Shares are of the device's measured peak and of its data sheet. Decoded answers have 49 tokens a
        chunk, the longest 25. Projections are not measurements: FLOPs over 70 TFLOP/s times prefill's share of the data
        sheet; and for each decoding pass, the seconds that its kernels take to launch here, or its bytes over 600 GB/s
        times the share that copies reach, whichever is more."""
    return Section("Speed", (prose(text),), ("", "figures"), [(row["what"], figures(row)) for row in rows])


def _failures(rows: Sequence[Row]) -> Section:
    return Section("Failures", (), ("", "outcome"), [(row["what"], figures(row)) for row in rows])


def _alternatives(rows: Sequence[Row]) -> Section:
    text = """The same weights on the same device in the same run: seconds for the same chunks, and the ratio to ours.
        The JSON baseline decodes 0.4 tokens for each token of the contract."""
    cells = [(row["what"], figures(row)) for row in rows]
    return Section("Alternatives", (prose(text),), ("", "figures"), cells)


def _training(rows: Sequence[Row]) -> Section:
    return Section("Training", (), ("", "figures"), [(row["what"], figures(row)) for row in rows])


def figures(row: Row) -> str:
    """A row's figures in one cell: shares in percent, rates per second, durations in seconds."""
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
    """Escapes what would end a Markdown cell."""
    return text.replace("|", "\\|").replace("\n", " ")
