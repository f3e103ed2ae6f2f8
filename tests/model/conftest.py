"""The embedded model, and a few invented contracts for it to read and learn from."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from chunking.document import Document
from chunking.pipeline import document_from_text
from model.dataset import Contract
from model.engines.load_engine import load_engine
from model.engines.tagger.engine import Tagger

AGREEMENT = """\
MASTER SERVICES AGREEMENT

This Master Services Agreement (the "Agreement") is entered into as of March 3, 2021 by and between Brightwater \
Mills, Inc., a Delaware corporation ("Brightwater"), and Old Harbour Trading LLC, a New York limited liability \
company ("Harbour").

1. TERM

This Agreement begins on March 3, 2021 and expires on March 2, 2024, unless it is terminated earlier.

2. GOVERNING LAW

This Agreement shall be governed by and construed in accordance with the laws of the State of New York, without \
regard to its conflict of laws principles.

3. ASSIGNMENT

Neither party may assign this Agreement without the prior written consent of the other party.
"""

TEMPLATE = """\
{title}

This {title} is made on {date} between {one} and {two}.

1. Scope. {one} provides the services that {two} orders from it, as they are set out in each order.

2. Fees. {two} pays each invoice within thirty days after it has received it, net of all taxes.

3. Law. This agreement is governed by the laws of the State of {state}.

4. Notices. Notices are in writing and go to the address that each party has named to the other.
"""
NAMES = ("title", "date", "one", "two", "state")
INVENTED = [
    ("Brewing Agreement", "May 1, 2019", "Alder Ale Inc.", "Birch Bars LLC", "Utah"),
    ("Carting Agreement", "June 2, 2020", "Cedar Carts Co.", "Dogwood Ltd.", "Ohio"),
    ("Dyeing Agreement", "July 3, 2021", "Elm Dyes Corp.", "Fir Fabrics Inc.", "Iowa"),
    ("Etching Agreement", "August 4, 2022", "Gorse Glass LLC", "Hazel Inc.", "Texas"),
]


def _contract(fields: dict[str, str], number: int) -> Contract:
    text = TEMPLATE.format(**fields)

    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    law = f"This agreement is governed by the laws of the State of {fields['state']}."
    clauses = {
        "Document Name": [span(fields["title"])],
        "Parties": [span(fields["one"]), span(fields["two"])],
        "Agreement Date": [span(fields["date"])],
        "Governing Law": [span(law)],
    }
    return Contract(fields["title"], f"pdf/{number:03}.pdf", "Service", text, clauses, {})


@pytest.fixture(scope="session")
def contracts() -> list[Contract]:
    """Four annotated contracts."""
    return [_contract(dict(zip(NAMES, row, strict=True)), number) for number, row in enumerate(INVENTED)]


@pytest.fixture(scope="session")
def engine() -> Iterator[Tagger]:
    loaded = load_engine()
    assert isinstance(loaded, Tagger)
    yield loaded
    loaded.close()


@pytest.fixture(scope="session")
def document() -> Document:
    return document_from_text(AGREEMENT.encode(), "agreement", 10)


@pytest.fixture
def as_text() -> Callable[[str], Document]:
    return lambda text: document_from_text(text.encode(), "text", 10)


def _draw(*pages: Sequence[str]) -> bytes:
    """A PDF with a page for each list of lines; an empty line leaves a gap."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for lines in pages:
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(50, 740 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def draw() -> Callable[..., bytes]:
    return _draw


@pytest.fixture
def annotations(tmp_path: Path, contracts: list[Contract]) -> Path:
    """An annotations file of the invented contracts, and their PDFs in a folder beside it."""
    rows = [{"title": c.title, "pdf": c.pdf, "type": c.type, "text": c.text, "clauses": c.clauses} for c in contracts]
    path = tmp_path / "annotations.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "pdf").mkdir()
    for contract in contracts:
        (tmp_path / contract.pdf).write_bytes(_draw(contract.text.split("\n")))
    return path


@pytest.fixture(scope="session")
def contracts_folder() -> Path:
    folder = Path(__file__).parents[3] / "shared" / "contracts"
    if not (folder / "pdf").is_dir() or not (folder / "annotations.jsonl.gz").exists():
        pytest.skip("no real contracts beside the repository")
    return folder
