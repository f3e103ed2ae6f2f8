"""Invented contracts with known clauses, as many as one likes: what a small language model learns to point on in
minutes, where real contracts would take hours."""

from __future__ import annotations

import random

from model.contracts import Contract

_FIRST = [
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Gorse",
    "Hazel",
    "Ivy",
    "Juniper",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
    "Rowan",
    "Spruce",
    "Willow",
    "Yew",
]
_SECOND = [
    "Brewing",
    "Carting",
    "Dyeing",
    "Engines",
    "Foods",
    "Glass",
    "Harbour",
    "Instruments",
    "Logistics",
    "Mills",
    "Networks",
    "Paper",
    "Textiles",
]
_FORMS = ["Inc.", "LLC", "Ltd.", "Corp."]
_STATES = ["Delaware", "Iowa", "New York", "Ohio", "Texas", "Utah", "California", "Nevada", "Oregon", "Maine"]
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
_KINDS = ["Services", "Supply", "License", "Distribution", "Platform", "Consulting", "Hosting", "Reseller"]
# A clause is one of these sentences; what stands in braces is drawn.
CLAUSES = {
    "Governing Law": [
        "This Agreement is governed by the laws of the State of {state}.",
        "The laws of {state} govern this Agreement, without regard to its conflict of laws principles.",
        "This Agreement shall be construed in accordance with the laws of the State of {state}.",
    ],
    "Anti-Assignment": [
        "Neither party may assign this Agreement without the prior written consent of the other party.",
        "{two} shall not assign or transfer any right under this Agreement without the consent of {one}.",
    ],
    "Cap On Liability": [
        "The total liability of {one} under this Agreement shall not exceed ${number},000.",
        "In no event shall the aggregate liability of either party exceed the fees paid in the last {number} months.",
    ],
    "Audit Rights": [
        "{one} may audit the books and records of {two} once a year upon {number} days' notice.",
        "{two} shall keep records and permit {one} to inspect and audit them.",
    ],
    "Insurance": [
        "{two} shall maintain commercial general liability insurance of at least ${number},000,000.",
        "Each party shall carry insurance with a reputable insurer during the term.",
    ],
    "Termination For Convenience": [
        "Either party may terminate this Agreement for convenience upon {number} days' written notice.",
        "{one} may terminate this Agreement at any time without cause.",
    ],
    "Exclusivity": [
        "{two} shall be the exclusive supplier of {one} in {state}.",
        "During the term, {one} shall not engage any other provider: the engagement is exclusive.",
    ],
    "Renewal Term": [
        "This Agreement renews automatically for successive periods of {number} months.",
        "After the initial term it shall be renewed for further terms of {number} months each.",
    ],
}
_OTHERS = [
    "Notices are in writing and go to the address that each party has named to the other.",
    "{two} pays each invoice within {number} days after it has received it.",
    "{one} provides the services that {two} orders from it, as they are set out in each order.",
    "Headings are for convenience only.",
    "This Agreement may be signed in counterparts.",
    "If a provision is invalid, the others remain in force.",
    "Neither party is liable for delays that are beyond its control.",
    "Each party shall keep the other's confidential information secret.",
    "All amounts are in dollars and net of taxes.",
    "This Agreement is the entire understanding of the parties.",
]


def invented(count: int, seed: int = 1) -> list[Contract]:
    """So many contracts, every one different, each with some of the clauses, in any order, among other sentences."""
    draw = random.Random(seed)
    return [_contract(number, draw) for number in range(count)]


def _contract(number: int, draw: random.Random) -> Contract:
    one, two = (f"{draw.choice(_FIRST)} {draw.choice(_SECOND)} {draw.choice(_FORMS)}" for _ in range(2))
    title = f"{draw.choice(_KINDS)} Agreement"
    date = f"{draw.choice(_MONTHS)} {draw.randint(1, 28)}, {draw.randint(1990, 2025)}"
    opening = f"This {title} is made on {date} between {one} and {two}."
    chosen = draw.sample(sorted(CLAUSES), draw.randint(3, len(CLAUSES)))
    sentences = [(category, draw.choice(CLAUSES[category])) for category in chosen]
    sentences += [("", other) for other in draw.sample(_OTHERS, draw.randint(3, len(_OTHERS)))]
    draw.shuffle(sentences)
    text = f"{title}\n\n{opening}"
    spans: dict[str, list[tuple[int, int]]] = {
        "Document Name": [(0, len(title))],
        "Agreement Date": [_span(text, date)],
        "Parties": [_span(text, one), _span(text, two)],
    }
    for place, (category, words) in enumerate(sentences, 1):
        filled = words.format(one=one, two=two, state=draw.choice(_STATES), number=draw.randint(2, 90))
        text += f"\n\n{place}. "
        if category:
            spans[category] = [(len(text), len(text) + len(filled))]
        text += filled
    return Contract(f"{title} {number}", f"{number}.pdf", "Invented", text, spans, {})


def _span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)
