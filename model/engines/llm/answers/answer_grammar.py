"""Converts a JSON Schema to a grammar of llguidance in which quoted strings contain only words of a given text.

llguidance compiles schemas itself, but they have no keyword for "a substring of this text". So only the objects, lists
and alternatives on the way to a quoted string become rules here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

# Limits where a schema sets none: items of a list, characters of a string that is not a quote.
MOST_ITEMS, LONGEST_TEXT = 64, 1000
# Larger schemas take seconds to compile for each chunk; far larger ones crash llguidance, which recurses over them.
_MOST_PROPERTIES, _DEEPEST = 500, 40
# A space, or a new line with indentation: no endless white space.
_WHITE = r"( |\n[ \t]{0,16})?"
_WORDS = re.compile(r"\w+|\s|[^\w\s]")
_ALTERNATIVES = ("anyOf", "oneOf")


class BadSchema(ValueError):
    """A schema, or a path into it, that is not supported; the message says which."""


class AnswerGrammar:
    """The grammar of answers that match ``schema``. ``quotes`` are the paths of the strings that are quotes, such as
    ``law``, ``parties[]`` or ``clauses[].text``. Raises BadSchema.

    With ``ascii_only``, non-ASCII characters are escaped as Python's ``json.dumps`` does by default.
    """

    def __init__(self, schema: Mapping[str, Any], quotes: Collection[str], ascii_only: bool = False) -> None:
        self._schema, self._quotes, self._ascii = schema, frozenset(quotes), ascii_only
        _check(schema, "")
        self._rules: list[str] = []
        self._met: set[str] = set()
        self.fields: set[str] = set()
        """The paths of the properties of all objects on the way to a quote."""
        start = self._value(schema, "", ())
        if unknown := sorted(self._quotes - self._met):
            raise BadSchema(f"the schema has no {unknown[0]!r}, which `quotes` names")
        self._start = f"start: ws {start}"
        self.blank = json.dumps(self._blank(schema, ""), ensure_ascii=ascii_only)
        """An answer without findings, as ``json.dumps`` would write it: most answers are similar."""

    def of(self, text: str) -> str:
        """The grammar for answers about this text, in llguidance's variant of Lark."""
        words = json.dumps({"substring_chunks": [self.escaped(word) for word in _WORDS.findall(text)]})
        quote = f'quote: "\\"" WORDS "\\""\nWORDS: %regex {words}'
        return "\n".join([self._start, *self._rules, f"ws: WHITE\nWHITE: /{_WHITE}/", quote])

    def escaped(self, text: str) -> str:
        """A text as the content of a JSON string."""
        return json.dumps(text, ensure_ascii=self._ascii)[1:-1]

    def _value(self, schema: Mapping[str, Any], path: str, refs: tuple[str, ...]) -> str:
        """An expression for the values of a schema; complex parts become rules."""
        if not any(_leads(path, quote) for quote in self._quotes):
            return self._rule(f"%json {json.dumps(self._bounded_root(schema))}")
        schema, refs = self._resolved(schema, path, refs)
        kinds = list(_alternatives(schema))
        if len(kinds) > 1:
            parts = ('"null"' if kind.get("type") == "null" else self._value(kind, path, refs) for kind in kinds)
            return f"({' | '.join(parts)})"
        kind = kinds[0].get("type")
        if path in self._quotes and kind == "string":
            if fixed := sorted(_NOT_OF_QUOTES & kinds[0].keys()):
                raise BadSchema(
                    f"{path!r} of the schema has `{fixed[0]}`, but a quote has the contract's words: leave out that "
                    "keyword, or the field from `quotes`"
                )
            self._met.add(path)
            return "quote"
        if kind == "object" and path not in self._quotes:
            return self._object(kinds[0], path, refs)
        if kind == "array" and path not in self._quotes:
            return self._list(kinds[0], path, refs)
        where = repr(path) if path else "the answer itself"
        what = f"its `type` is {kind!r}" if kind else "it has no `type`"
        raise BadSchema(f"`quotes` needs {where} to be a string, or an object or a list on the way to one: {what}")

    def _object(self, schema: Mapping[str, Any], path: str, refs: tuple[str, ...]) -> str:
        """The properties in order. Each may be the first one, or follow others and a comma."""
        required = set(schema.get("required", ()))
        self.fields |= {f"{path}.{name}" if path else name for name in schema.get("properties", {})}
        first, rest = '""', '""'
        for name, value in reversed(schema.get("properties", {}).items()):
            key = json.dumps(self._key(name))
            pair = f'{key} ws ":" ws {self._value(value, f"{path}.{name}" if path else name, refs)}'
            optional = name not in required
            following = rest
            rest = self._rule(f'ws "," ws {pair} {following}' + (f" | {following}" if optional else ""))
            first = self._rule(f"{pair} {following}" + (f" | {first}" if optional else ""))
        return self._rule(f'"{{" ws {first} ws "}}"')

    def _list(self, schema: Mapping[str, Any], path: str, refs: tuple[str, ...]) -> str:
        item = self._value(schema.get("items", {}), f"{path}[]", refs)
        least, most = int(schema.get("minItems", 0)), int(schema.get("maxItems", MOST_ITEMS))
        more = f'(ws "," ws {item}){{{max(least - 1, 0)},{max(most - 1, 0)}}}'
        return self._rule(f'"[" ws ({item} {more}){"" if least else "?"} ws "]"')

    def _rule(self, body: str) -> str:
        name = f"r{len(self._rules)}"
        self._rules.append(f"{name}: {body}")
        return name

    def _key(self, name: str) -> str:
        return json.dumps(name, ensure_ascii=self._ascii)

    def _resolved(
        self, schema: Mapping[str, Any], path: str, refs: tuple[str, ...]
    ) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """The schema behind ``$ref``, and the references that led there."""
        while (reference := schema.get("$ref")) is not None:
            if reference in refs:
                raise BadSchema(f"{path!r} is recursive ({reference}), so that its quotes could not be distinguished")
            refs = (*refs, reference)
            target: Any = self._schema
            for part in str(reference).removeprefix("#").strip("/").split("/"):
                target = target.get(part) if isinstance(target, Mapping) else None
            if not str(reference).startswith("#") or not isinstance(target, Mapping):
                raise BadSchema(f"there is no {reference}, which {path!r} refers to")
            schema = target
        return schema, refs

    def _bounded_root(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """A part of the schema as a schema of its own, with limits."""
        shared = {name: self._schema[name] for name in ("$defs", "definitions") if name in self._schema}
        bounded: dict[str, Any] = _bounded({**shared, **schema})
        return {**bounded, "x-guidance": {"whitespace_pattern": _WHITE}}

    def _blank(self, schema: Mapping[str, Any], path: str, depth: int = 0) -> Any:
        """The value of a schema if nothing is found."""
        schema, _ = self._resolved(schema, path, ())
        kinds = {str(kind.get("type")): kind for kind in _alternatives(schema)}
        if "null" in kinds or depth > _DEEP:
            return None
        if "object" in kinds:
            properties = kinds["object"].get("properties", {})
            return {
                name: self._blank(value, f"{path}.{name}" if path else name, depth + 1)
                for name, value in properties.items()
            }
        if "array" in kinds:
            return []
        values = schema.get("enum") or [""]
        return values[0] if "string" in kinds or "enum" in schema else 0


_DEEP = 20
# Keywords that decide on a string's words.
_NOT_OF_QUOTES = {"enum", "const", "pattern", "format"}
_TYPES = {"string", "number", "integer", "boolean", "null", "object", "array"}


def _check(schema: Any, path: str, depth: int = 0) -> None:
    """Raises BadSchema, naming the place, unless the keywords that are read here have values that JSON Schema allows:
    llguidance sees only parts of the schema."""
    where = f"{path!r} of the schema" if path else "the schema"
    if not isinstance(schema, Mapping):
        raise BadSchema(f"{where} must be an object, such as {{'type': 'string'}}")
    for keyword, (needed, valid) in _KEYWORDS.items():
        if keyword in schema and not valid(schema[keyword]):
            raise BadSchema(f"`{keyword}` in {where} must be {needed}")
    properties = schema.get("properties", {})
    if len(properties) > _MOST_PROPERTIES:
        raise BadSchema(f"{where} has {len(properties)} properties, and at most {_MOST_PROPERTIES} are supported")
    if depth > _DEEPEST:
        raise BadSchema(f"the schema is nested more than {_DEEPEST} levels deep")
    for name, part in properties.items():
        _check(part, f"{path}.{name}" if path else name, depth + 1)
    for part in (part for name in _ALTERNATIVES for part in schema.get(name, [])):
        _check(part, path, depth + 1)
    for part in (part for name in ("$defs", "definitions") for part in schema.get(name, {}).values()):
        _check(part, path, depth + 1)
    if "items" in schema:
        _check(schema["items"], f"{path}[]", depth + 1)


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _kinds(value: Any) -> bool:
    return value in _TYPES if isinstance(value, str) else _strings(value) and bool(value) and _TYPES.issuperset(value)


def _filled(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _mapping(value: Any) -> bool:
    return isinstance(value, Mapping)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


# What each keyword that is read here must be, in words, and whether a value is that.
_KEYWORDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "type": (f"among {', '.join(sorted(_TYPES))}", _kinds),
    "properties": ("an object", _mapping),
    "$defs": ("an object", _mapping),
    "definitions": ("an object", _mapping),
    "required": ("a list of properties", _strings),
    "enum": ("a list of values", _filled),
    "anyOf": ("a list of schemas", _filled),
    "oneOf": ("a list of schemas", _filled),
    "minItems": ("a whole number", _count),
    "maxItems": ("a whole number", _count),
}


def _leads(path: str, quote: str) -> bool:
    """Whether a path is that of the quote, or on the way to it."""
    return not path or quote == path or quote.startswith((f"{path}.", f"{path}[]"))


def _alternatives(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The alternatives of a schema: ``anyOf``, ``oneOf``, several types."""
    for name in _ALTERNATIVES:
        if name in schema:
            for one in schema[name]:
                yield from _alternatives(one)
            return
    kinds = schema.get("type", "object" if "properties" in schema else "array" if "items" in schema else None)
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        yield {**schema, "type": kind}


def _bounded(schema: Any) -> Any:
    """The schema with limits on everything that it leaves open, and without additional properties."""
    if isinstance(schema, list):
        return [_bounded(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    bounded = {name: value if name in ("enum", "const") else _bounded(value) for name, value in schema.items()}
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "string" in kinds and not {"enum", "const", "pattern", "format"} & set(schema):
        bounded.setdefault("maxLength", LONGEST_TEXT)
    if "array" in kinds:
        bounded.setdefault("maxItems", MOST_ITEMS)
    if "object" in kinds and "properties" in schema:
        bounded.setdefault("additionalProperties", False)
    return bounded
