"""Finds whether text is hidden, struck out or in capitals: by its own format, or by the styles that it has.

Such properties are toggles (ECMA-376 part 1, section 17.7.3): set by a paragraph's and by a character's style, they
cancel each other out; a run's own setting counts alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from chunking.word.package import Element, switched_on, value, w


class Styles:
    """The styles of a Word file; none if it has no such part."""

    def __init__(self, root: Element | None) -> None:
        self.by_id: dict[str | None, Element] = (
            {} if root is None else {style.get(w("styleId")): style for style in root.iter(w("style"))}
        )
        self.default = next((name for name, style in self.by_id.items() if _is_default(style)), None)
        self._everywhere = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._known: dict[tuple[str | None, str], bool] = {}

    def chain(self, style: str | None) -> Iterator[str]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while style is not None and style in self.by_id and style not in seen:
            seen.add(style)
            yield style
            style = value(self.by_id[style], "basedOn")

    def has(self, name: str, properties: Element | None, paragraph_style: str | None) -> bool:
        """Whether a run with these properties, or the mark at a paragraph's end, has this toggle on."""
        if properties is not None and properties.find(w(name)) is not None:
            return switched_on(properties, name)
        if switched_on(self._everywhere, name):
            return True
        return self._by_style(value(properties, "rStyle"), name) != self._by_style(paragraph_style, name)

    def _by_style(self, style: str | None, name: str) -> bool:
        if (style, name) not in self._known:
            given = (self.by_id[each].find(w("rPr")) for each in self.chain(style))
            first = next((one for one in given if one is not None and one.find(w(name)) is not None), None)
            self._known[style, name] = switched_on(first, name)
        return self._known[style, name]


def _is_default(style: Element) -> bool:
    return style.get(w("default")) in ("1", "true") and style.get(w("type")) == "paragraph"
