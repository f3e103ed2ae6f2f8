"""Detects superlinear regular expressions: generates attack strings from an expression and measures how time grows.

For every repetition in an expression, the attack string pumps what is repeated: after the shortest prefix that reaches
it, and together with that prefix. Backtracking that is not linear shows on one of them.
"""

from __future__ import annotations

import ast
import importlib
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

# The standard library's parse tree of an expression has no public name.
op: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")
# Texts grow by a factor of four; time may grow by less than eight (linear is 4, quadratic 16).
GROWS, FASTER = 4, 8
# About this many of an expression's repetitions are tried, evenly spaced: alternatives are much alike.
MOST = 30
# Exponential growth shows on texts shorter than this many characters; longer ones are tried on a longer text once more.
BOUND = 300
# Seconds of processor time below which a measurement is noise.
NOISE = 0.002
# Cubic and exponential growth would take minutes on the next longer text: a text that takes more than this many
# seconds, and that many times as long as the shorter one, is tried once. Noise slows nothing down as much.
LONG, STEEP = 1.0, 24
_METHODS = {"search", "match", "fullmatch", "findall", "finditer", "sub", "split"}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SHOWN = [chr(code) for code in range(32, 127)] + ["\t", "\n", "“", "\N{IDEOGRAPHIC FULL STOP}"]
_TELLING = (" ", "\n", "a", "A", "1", "_", ".", "(", '"')
_MANY = 20


def superlinear(work: Callable[[str], object], text: Callable[[int], str], lengths: Sequence[int]) -> str:
    """A description of superlinear growth of the work's time with the text's length; empty if there is none. Each
    length is compared with the one before it, or with a quarter of it if that is longer."""
    for before, length in zip((0, *lengths), lengths, strict=False):
        found, steep = _growth(work, text, max(before, length // GROWS), length)
        # What looks a bounded number of characters ahead takes superlinear time up to that bound, and no further.
        if found and (length < BOUND or steep or _growth(work, text, length, GROWS * length)[0]):
            return found
    return ""


def _growth(work: Callable[[str], object], text: Callable[[int], str], short: int, long: int) -> tuple[str, bool]:
    """A description of superlinear growth from one length to another, empty if there is none, and whether it is so
    steep that one try was enough. Otherwise the best of several tries counts, in processor time of this thread, so that
    other load does not matter."""
    shorter, steep = math.inf, False
    for _ in range(4):
        seconds = _seconds(work, text(long))
        if seconds < NOISE:
            return "", False
        shorter = min(shorter, _seconds(work, text(short)))
        if seconds < FASTER * shorter:
            return "", False
        if steep := seconds > max(LONG, STEEP * shorter):
            break
    return f"{shorter:.4f} s for {short} characters, {seconds:.4f} s for {long}", steep


def _seconds(work: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    work(text)
    return time.thread_time() - began


def patterns(packages: Iterable[str]) -> Iterator[tuple[str, re.Pattern[Any], set[str]]]:
    """All regular expressions of the packages, compiled or inline, with the methods that they are used with."""
    modules = [module for package in packages for module in _modules(package)]
    trees = [ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in modules]
    everywhere = _used(trees)
    for module, tree in zip(modules, trees, strict=True):
        here = _used([tree])  # a private name may mean another expression in another module
        for name, value in vars(module).items():
            used = here if name.startswith("_") else everywhere
            for pattern in _within(value):
                yield f"{module.__name__}.{name}", pattern, used.get(name, {"search"})
        for call in ast.walk(tree):
            match call:
                case ast.Call(ast.Attribute(ast.Name("re"), method), [ast.Constant(source), *_]) if method in _METHODS:
                    yield f"{module.__name__}, line {call.lineno}", re.compile(source), {method}


def _modules(package: str) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        yield importlib.import_module(found.name)


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif type(value) is dict:  # transformers' mappings are dictionaries too, and load every model when they are read
        yield from (found for part in value.values() for found in _within(part))
    elif isinstance(value, tuple | list):
        yield from (found for part in value for found in _within(part))


def _used(trees: Iterable[ast.AST]) -> dict[str, set[str]]:
    """The methods that each named expression is used with."""
    found: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            owner = node.value.value if isinstance(node.value, ast.Subscript) else node.value
            if isinstance(owner, ast.Name):
                found.setdefault(owner.id, set()).add(node.attr)
    return found


def run(pattern: re.Pattern[Any], methods: set[str]) -> Callable[[str], object]:
    """A function that applies the pattern to a text with these methods; searching continues to the end of the text."""

    def work(text: str) -> None:
        given: Any = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
        if methods - {"match", "fullmatch"}:
            for _ in pattern.finditer(given):
                pass
        for method in methods & {"match", "fullmatch"}:
            getattr(pattern, method)(given)

    return work


def witnesses(pattern: re.Pattern[Any]) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Attack strings of any length: a description and a function from length to text."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    pumps = sorted(set(_pumps(list(parser.parse(source, pattern.flags & ~re.ASCII)))))
    for lead, body in pumps[:: 1 + len(pumps) // MOST]:
        if body:
            yield repr((lead, body)), partial(_repeated, lead, body)
            yield repr((lead + body,)), partial(_repeated, "", lead + body)


def _repeated(lead: str, body: str, length: int) -> str:
    return lead + body * (length // len(body)) + "\x01"


def _pumps(parts: list[Any], lead: str = "") -> Iterator[tuple[str, str]]:
    for place, (kind, value) in enumerate(parts):
        before = lead + _shortest(parts[:place])
        if kind in _REPEATS:
            if value[1] > _MANY:
                yield from ((before, body) for body in _bodies(list(value[2])))
            yield from _pumps(list(value[2]), before)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield before, _shortest(branch) + " "
                yield from _pumps(list(branch), before)
        elif kind is op.SUBPATTERN:
            yield from _pumps(list(value[3]), before)
        elif kind is op.ATOMIC_GROUP:
            yield from _pumps(list(value), before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _pumps(list(value[1]), before)
    yield lead, _shortest(parts)
    yield lead, _shortest(parts[:-1])


def _bodies(parts: list[Any]) -> Iterator[str]:
    if len(parts) == 1 and parts[0][0] is op.IN:
        fitting = _fitting(tuple(parts[0][1]))
        yield from [character for character in _TELLING if character in fitting] or fitting[:1]
    else:
        yield _shortest(parts)


def _shortest(parts: Iterable[Any]) -> str:
    text = ""
    for kind, value in parts:
        if kind is op.LITERAL:
            text += chr(value)
        elif kind in (op.NOT_LITERAL, op.ANY):
            text += "x"
        elif kind is op.IN:
            text += (_fitting(tuple(value)) or ["x"])[0]
        elif kind is op.BRANCH:
            text += _shortest(value[1][0])
        elif kind is op.SUBPATTERN:
            text += _shortest(value[3])
        elif kind is op.ATOMIC_GROUP:
            text += _shortest(value)
        elif kind in _REPEATS:
            text += _shortest(value[2]) * value[0]
    return text


@cache
def _fitting(members: tuple[Any, ...]) -> list[str]:
    refused = members[0][0] is op.NEGATE
    return [one for one in _SHOWN if any(_fits(one, *member) for member in members) != refused]


def _fits(one: str, kind: Any, value: Any) -> bool:
    if kind is op.LITERAL:
        return ord(one) == int(value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(one) <= value[1])
    if kind is op.CATEGORY:
        name = str(value)
        own = one.isspace() if "SPACE" in name else one.isdigit() if "DIGIT" in name else one.isalnum() or one == "_"
        return own != ("NOT" in name)
    return False
