"""Invents annotated contracts: clauses in our own wordings, in random order, among sentences of no category."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from model.dataset import Contract

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"<(\w+)>")
_MARK = re.compile(r"«([^:»]+):([^»]*)»")
_ROLES = (
    ("Provider", "Customer"),
    ("Licensor", "Licensee"),
    ("Supplier", "Distributor"),
    ("Vendor", "Client"),
    ("Seller", "Buyer"),
    ("the Company", "the Agent"),
    ("Manufacturer", "Reseller"),
    ("Owner", "Operator"),
)
_FIRST = [
    "Alder",
    "Brook",
    "Cedar",
    "Dorn",
    "Elm",
    "Fen",
    "Gorse",
    "Hazel",
    "Ibis",
    "Juniper",
    "Kestrel",
    "Lark",
    "Marl",
    "Nord",
    "Orrel",
    "Pine",
    "Quill",
    "Rowan",
]
_SECOND = [
    "bay",
    "field",
    "ford",
    "gate",
    "hill",
    "mark",
    "mere",
    "ridge",
    "stone",
    "ton",
    "vale",
    "well",
    "wick",
    "worth",
]
_TRADES = [
    "Systems",
    "Trading",
    "Logistics",
    "Foods",
    "Software",
    "Media",
    "Labs",
    "Energy",
    "Textiles",
    "Tools",
    "Health",
    "Motors",
]
_FORMS = ("Inc.", "LLC", "Ltd.", "Corp.", "B.V.", "GmbH", "S.A.", "Co.", "plc")
_LAWS = [
    "New York",
    "California",
    "Delaware",
    "Texas",
    "Ohio",
    "Utah",
    "Illinois",
    "Florida",
    "Nevada",
    "Massachusetts",
    "Georgia",
    "Washington",
    "England",
    "Ireland",
    "Ontario",
    "Germany",
    "France",
    "Singapore",
    "Switzerland",
    "Sweden",
    "Japan",
]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CITIES = [
    "Boston",
    "Rotterdam",
    "Denver",
    "Leeds",
    "Lyon",
    "Oslo",
    "Chicago",
    "Kobe",
    "Geneva",
    "Austin",
    "Cork",
    "Malmo",
]
_KINDS = [
    "Services",
    "Supply",
    "License",
    "Distribution",
    "Software",
    "Development",
    "Hosting",
    "Marketing",
    "Platform",
    "Agency",
]
_NUMBERS = {
    1: "one",
    2: "two",
    3: "three",
    5: "five",
    6: "six",
    10: "ten",
    12: "twelve",
    15: "fifteen",
    18: "eighteen",
    24: "twenty-four",
    30: "thirty",
    36: "thirty-six",
    45: "forty-five",
    60: "sixty",
    90: "ninety",
    120: "one hundred and twenty",
}


# Wordings that are not clauses: titles, openings, and optional beginnings and ends of sentences.
_TITLE, _OPENING, _LEAD, _TAIL = (("title",), ("opening",), ("lead",), ("tail",))
_NO_CLAUSE = ((), _TITLE, _OPENING, _LEAD, _TAIL)


class Wording(NamedTuple):
    """A sentence with slots, and its categories."""

    categories: tuple[str, ...]
    text: str


def read_wordings() -> tuple[list[Wording], list[Wording]]:
    """The wordings for training, and the held-out ones."""
    shown: list[Wording] = []
    kept: list[Wording] = []
    categories: tuple[str, ...] = ()
    for line in (Path(__file__).parent / "wordings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            categories = tuple(filter(None, line[1:-1].split(", ")))
        elif line and not line.startswith("#"):
            (kept if line.startswith("~") else shown).append(Wording(categories, line.removeprefix("~").strip()))
    return shown, kept


def invent(count: int, seed: int, unseen: bool = False) -> list[Contract]:
    """Generates ``count`` contracts, the same for the same seed; ``unseen``: with clauses in held-out wordings."""
    shown, kept = read_wordings()
    if unseen:
        shown = kept + [
            wording for wording in shown if wording.categories in _NO_CLAUSE and wording.categories != _OPENING
        ]
    by_kind: dict[tuple[str, ...], list[str]] = {}
    for wording in shown:
        by_kind.setdefault(wording.categories, []).append(wording.text)
    return [_Writer(random.Random(f"{seed}-{number}"), by_kind).contract(number) for number in range(count)]


class _Writer:
    """Writes one contract, sentence by sentence, and records the spans of each category."""

    def __init__(self, draw: random.Random, wordings: dict[tuple[str, ...], list[str]]) -> None:
        self._draw, self._wordings = draw, wordings
        self._text = ""
        self._clauses: dict[str, list[tuple[int, int]]] = {}
        a, b = draw.choice(_ROLES)
        self._fixed = {"one": self._name(), "two": self._name(), "a": a, "b": b, "A": a.upper(), "B": b.upper()}

    def contract(self, number: int) -> Contract:
        """Writes the title, the opening, and sections in random order."""
        self._say(_TITLE, "\n\n")
        self._say(_OPENING, " ")
        kinds = [kind for kind in self._wordings if kind not in _NO_CLAUSE]
        for section, kind in enumerate(self._draw.sample(kinds, self._draw.randint(6, 20)), 1):
            self._heading(section, kind)
            sentences = [kind] * self._draw.choice((1, 1, 1, 2)) + [()] * self._draw.choice((0, 1, 1, 2))
            self._draw.shuffle(sentences)
            for one in sentences:
                self._say(one, self._draw.choice((" ", " ", "\n\n")))
        title = f"invented-{number}"
        return Contract(title, f"{title}.pdf", "Service", self._text.strip(), self._clauses, {})

    def _heading(self, section: int, kind: tuple[str, ...]) -> None:
        """Half of the sections get a number and a name, three in ten of these the name of their category."""
        self._text = self._text.rstrip() + "\n\n"
        if self._draw.random() < 0.5:
            return
        names = ("General", "Other Terms", "Rights of the Parties", "Commercial Terms", "Duties", "Miscellaneous")
        name = kind[0].replace("-", " ") if self._draw.random() < 0.3 else self._draw.choice(names)
        article = self._draw.choice(("", "", "ARTICLE "))
        sub = self._draw.randint(1, 9)
        self._text += (
            f"{article}{section}. {name.upper()}\n\n" if self._draw.random() < 0.5 else f"{section}.{sub} {name}. "
        )

    def _phrase(self, kind: tuple[str, ...]) -> str:
        text = self._draw.choice(self._wordings[kind])
        while _CHOICE.search(text):
            text = _CHOICE.sub(lambda found: self._draw.choice(found[1].split("|")), text)
        return text

    def _sentence(self, categories: tuple[str, ...]) -> str:
        """One wording, sometimes with words around it that belong to no category."""
        text = self._phrase(categories)
        if categories in (_TITLE, _OPENING) or not text.endswith("."):
            return text
        if self._draw.random() < 0.2 and text[0].isupper() and text[1:2].islower():
            text = f"{self._phrase(_LEAD)} {text[0].lower()}{text[1:]}"
        if self._draw.random() < 0.3:
            text = f"{text[:-1]} {self._phrase(_TAIL)}."
        return text

    def _say(self, categories: tuple[str, ...], end: str) -> None:
        text = _SLOT.sub(lambda found: self._filled(found[1]), self._sentence(categories))
        text = re.sub(r" +", " ", text).replace(" ,", ",").strip()
        text = re.sub(r"^(«[^:]+:)?(\w)", lambda found: (found[1] or "") + found[2].upper(), text)
        begin = len(self._text)
        while found := _MARK.search(text):
            at = begin + found.start()
            self._clauses.setdefault(found[1], []).append((at, at + len(found[2])))
            text = text[: found.start()] + found[2] + text[found.end() :]
        for category in categories if categories not in _NO_CLAUSE else ():
            self._clauses.setdefault(category, []).append((begin, begin + len(text)))
        self._text += text + end

    def _filled(self, slot: str) -> str:
        draw = self._draw
        if slot in self._fixed:
            return self._fixed[slot]
        if slot in ("days", "months", "years", "MONTHS"):
            number = draw.choice(
                {"days": (10, 15, 30, 45, 60, 90, 120), "years": (1, 2, 3, 5, 10)}.get(slot, (3, 6, 12, 18, 24, 36))
            )
            text = draw.choice((str(number), _NUMBERS[number], f"{_NUMBERS[number]} ({number})"))
            return text.upper() if slot.isupper() else text
        filled: dict[str, Callable[[], str]] = {
            "law": lambda: draw.choice(_LAWS),
            "c": self._name,
            "product": lambda: draw.choice(_FIRST) + " " + draw.choice(("Suite", "Engine", "Edge", "Route", "Reader")),
            "money": lambda: (
                f"{draw.choice(('$', 'USD ', 'EUR '))}{draw.randint(1, 900) * draw.choice((1, 1, 10))},000"
            ),
            "percent": lambda: str(draw.choice((1, 2, 3, 5, 7, 10, 15, 50))),
            "count": lambda: f"{draw.randint(1, 60) * 100:,}",
            "date": lambda: f"{draw.choice(_MONTHS)} {draw.randint(1, 28)}, {draw.randint(1998, 2030)}",
            "section": lambda: f"{draw.randint(1, 14)}.{draw.randint(1, 9)}",
            "city": lambda: draw.choice(_CITIES),
            "kind": lambda: draw.choice(_KINDS),
            "person": lambda: f"{draw.choice(_FIRST)} {draw.choice(_FIRST)}{draw.choice(_SECOND)}",
        }
        return filled[slot]()

    def _name(self) -> str:
        first = self._draw.choice(_FIRST) + self._draw.choice(("", *_SECOND))
        return f"{first} {self._draw.choice(_TRADES)}{self._draw.choice((',', ''))} {self._draw.choice(_FORMS)}"
