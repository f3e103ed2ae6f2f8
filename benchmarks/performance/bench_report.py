"""Shows a bench's JSON line as tables and plots."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.reporting.plots import bars, lines, shares
from benchmarks.reporting.sections import Section, prose
from benchmarks.reporting.statistics import percentiles, seconds

Line = Mapping[str, Any]
UNDER_LOAD = "Under load"


def sections(line: Line) -> list[Section]:
    """The report's sections; those without figures are left out."""
    makers: list[Callable[[Line], Section | None]]
    makers = [_by_file, _by_stage, _verdict, _load, _growth, _limit, _one_by_one]
    return [section for section in (make(line) for make in makers) if section]


def _median(row: Line, stage: str) -> float:
    return float(statistics.median(row["stages"].get(stage) or [0.0]))


def _stages(line: Line) -> list[str]:
    return list(dict.fromkeys(stage for row in line["files"] for stage in row["stages"]))


def _by_file(line: Line) -> Section:
    stages = _stages(line)
    failed = any(row["failed"] for row in line["files"])
    rows = [
        (
            row["file"],
            str(row["pages"]),
            str(row["tokens"]),
            *(f"{_median(row, stage):.3f}" for stage in stages),
            "-" if row["total"] is None else f"{row['total']:.3f}",
            *([", ".join(row["failed"])] if failed else []),
        )
        for row in line["files"]
    ]
    drawn = {row["file"]: {stage: _median(row, stage) for stage in stages} for row in line["files"] if row["stages"]}
    plots = [("stages", partial(bars, drawn, "seconds"))] if drawn else []
    head = ("file", "pages", "tokens", *stages, "total", *(["failed"] if failed else []))
    return Section("Seconds by stage, medians", (), head, rows, plots)


def _by_stage(line: Line) -> Section | None:
    rows = []
    for stage in _stages(line):
        taken = percentiles([second for row in line["files"] for second in row["stages"].get(stage, [])])
        rows.append((stage, *(seconds(value) for value in taken.values())))
    whole = [second for row in line["files"] for second in row["samples"]]
    if not whole:
        return None
    rows.append(("total", *(seconds(value) for value in percentiles(whole).values())))
    return Section("All files", (), ("stage", "p50", "p90", "p99"), rows)


def _verdict(line: Line) -> Section:
    target = line["target"]
    word = "passed" if target["passed"] else "failed"
    return Section(f"Target, p99 under {target['seconds']:g} s: {word}")


def _load(line: Line) -> Section | None:
    loads = line.get("load")
    if not loads:
        return None
    rows = []
    for load in loads:
        ping = load.get("ping_s") or {}
        rows.append(
            (
                f"{load['concurrency']} at once" if "concurrency" in load else f"{load['rate']:g} per second",
                str(load["documents"]),
                f"{load['per_second']:.3g}",
                *(seconds(load["seconds"].get(name, float("nan"))) for name in ("p50", "p90", "p99")),
                seconds(ping.get("p99", float("nan"))),
                f"{load['peak_mib']:.0f}" if "peak_mib" in load else "-",
                ", ".join(f"{count} {code}" for code, count in load["failed"].items()) or "0",
            )
        )
    head = ("", "documents", "per second", "p50", "p90", "p99", "/ping p99", "MiB", "failed")
    closed = [load for load in loads if "concurrency" in load]
    drawn = {"documents per second": ([x["concurrency"] for x in closed], [x["per_second"] for x in closed])}
    waits = {row[0]: load["samples"] for row, load in zip(rows, loads, strict=True) if load["samples"]}
    plots = [("latency", partial(shares, waits, "seconds", line["target"]["seconds"]))]
    if len(closed) > 1:
        plots.insert(0, ("throughput", partial(lines, drawn, "documents at once", "documents per second")))
    return Section(UNDER_LOAD, (), head, rows, plots)


def _growth(line: Line) -> Section | None:
    growth = line["growth"]
    if growth["seconds"] is None:
        return None
    rows = [row for row in line["files"] if row["samples"]]
    rows.sort(key=lambda row: int(row["pages"]))
    pages = [float(row["pages"]) for row in rows]
    text = f"Time grows as pages to the power of {growth['seconds']:.2f}"
    if growth["memory"] is not None:
        text += f", additional memory to the power of {growth['memory']:.2f}"
    series = {"seconds": (pages, [float(row["total"]) for row in rows])}
    return Section(
        "Growth with pages",
        (text + ".",),
        ("pages", "seconds", "seconds per page", "additional MiB"),
        [
            (
                f"{row['pages']}",
                f"{row['total']:.3f}",
                f"{row['total'] / max(row['pages'], 1):.4f}",
                f"{row['grown_mib']}",
            )
            for row in rows
        ],
        [("growth", partial(lines, series, "pages", "seconds", log=True))],
    )


def _limit(line: Line) -> Section | None:
    limit = line.get("limit")
    if not limit:
        return None
    rows = [
        (stage, seconds(part["measured"]), seconds(part["allowed"]), f"{100 * part['share']:.2g}%")
        for stage, part in limit["stages"].items()
    ]
    device = limit["device"]
    projected = ", ".join(f"{name} {seconds(value)}" for name, value in limit["projected_s"].items())
    text = (
        prose(f"""{limit["file"]} on this machine, which reaches {device["compute"]:g} GFLOP/s
            ({device["precision"]}) and
            {device["bandwidth"]:g} GB/s, both measured in the same run. The limit of stages without FLOPs is the bytes
            that go in and come out, each touched once."""),
        prose(f"""Projected, not measured: a whole review with the network on another device in bfloat16, at the share
        of
            its limit reached here, and the other stages unchanged: {projected}."""),
    )
    return Section("Roofline", text, ("stage", "measured", "limit", "share"), rows)


def _one_by_one(line: Line) -> Section | None:
    figures = line.get("one_by_one")
    if not figures:
        return None
    ratio = f"{figures['ratio']:.0f} times"
    text = f"One category at a time: {figures['seconds']:.1f} s against {figures['together']:.1f} s, {ratio} as long."
    return Section("The same encoder, one question per category", (text,))
