"""``contract-review table``: many reviews as a spreadsheet, with a row for each contract and a sheet of all flags."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from chunking.errors import BadRequest
from model.playbook.categories import importance, label
from model.schema import LiabilityCap, Value
from serve.files import write_whole
from serve.input_files import printable
from serve.output.formatting import FIELDS, beginning, named, place_of, shown
from serve.portfolio.corrections import CategoryClause, clauses_of, corrected_fields, marks_of_flags
from serve.portfolio.deadlines import next_deadline
from serve.portfolio.reviews import Listed, read_reviews
from serve.portfolio.xlsx_writer import Cell, Column, Sheet, workbook

SEVERITIES = ("high", "medium", "low")
# A spreadsheet treats text that begins like this as a formula. See OWASP, "CSV Injection".
_FORMULA = re.compile(r"[=+\-@\t\r]")


def write_table(named: Iterable[Path], output: Path) -> int:
    """Writes the table; the status is 3 if a review could not be read."""
    suffix = output.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise BadRequest(f"A table is written as .xlsx or .csv, and {output} is neither.")
    reviews, refused = read_reviews(named)
    contracts, flags = tables(reviews, datetime.date.today())
    write_whole(output, workbook([contracts, flags]) if suffix == ".xlsx" else as_csv(contracts))
    flagged = f", {len(flags.rows)} flags" if suffix == ".xlsx" else ""
    print(printable(f"{output}: {len(contracts.rows)} contracts{flagged}"))
    return 3 if refused else 0


def tables(reviews: Sequence[Listed], today: datetime.date) -> tuple[Sheet, Sheet]:
    """The sheet of contracts, with their next deadline from today, and the sheet of their flags."""
    categories = sorted({name for one in reviews for name in one.review.model.thresholds}, key=importance)
    columns = [*_columns(), *(column for name in categories for column in _category_columns(name))]
    rows = [[*_row(one, today), *_categories(one, categories)] for one in reviews]
    contracts = Sheet("Contracts", columns, rows)
    heads = [Column("File", 30), Column("Severity", 10), Column("Rule", 24), Column("What was found", 60)]
    heads += [Column("Words", 60), Column("Section", 24), Column("Page or paragraph", 14), Column("Suggestion", 60)]
    heads += [Column("Marked", 40)]
    return contracts, Sheet("Flags", heads, [row for one in reviews for row in _flags(one)])


def _columns() -> Iterator[Column]:
    yield Column("File", 30)
    for name, heading in FIELDS.items():
        yield Column(heading, 40 if name == "document_name" else 18)
        if name == "document_type":
            yield Column("Parties", 40)
    yield Column("Next deadline", 14)
    yield Column("What falls due", 40)
    for severity in SEVERITIES:
        yield Column(f"Flags: {severity}", 8)
    yield Column("Corrected by a person", 24)


def _row(one: Listed, today: datetime.date) -> Iterator[Cell]:
    review = one.review
    yield Cell(review.document.name, one.link())
    for name in FIELDS:
        field = getattr(review.summary, name)
        yield Cell(_value(field), one.link(field.clause)) if field else Cell(None)
        if name == "document_type":
            yield Cell("; ".join(named(party) for party in review.summary.parties) or None)
    due = next_deadline(review, today)
    yield Cell(due.day, one.link(due.clause)) if due else Cell(None)
    yield Cell(due.what if due else None)
    counts = Counter(flag.severity for flag in review.flags)
    for severity in SEVERITIES:
        yield Cell(counts[severity])
    by_people = [FIELDS[name] for name, _ in corrected_fields(review.summary)]
    if any(party.corrected for party in review.summary.parties):
        by_people.insert(0, "Parties")
    yield Cell("; ".join(by_people) or None)


def _value(field: Value | LiabilityCap) -> str | datetime.date:
    """A date as a date, anything else in words."""
    value = field.value
    if isinstance(value, str) and not getattr(field, "bound", None):
        with suppress(ValueError):
            return datetime.date.fromisoformat(value)
    return shown(field)


def _category_columns(name: str) -> Iterator[Column]:
    heading = f"{label(name)} clause"
    yield Column(heading, 14)
    yield Column(f"{heading}: text", 40, folded=True)
    yield Column(f"{heading}: page or paragraph", 14, folded=True)
    yield Column(f"{heading}: score", 7, folded=True)


def _categories(one: Listed, categories: Sequence[str]) -> Iterator[Cell]:
    clauses = clauses_of(one.review)
    for name in categories:
        yield from _category(one, clauses, name)


def _category(one: Listed, clauses: Sequence[CategoryClause], name: str) -> list[Cell]:
    """Whether the category was found, the words of its best clause, their page (a number) or paragraph (in
    words), and the score. A clause that a person marked as right, corrected or added comes before the model's."""
    found = [clause for clause in clauses if clause.category == name]
    if found:
        best = max(found, key=lambda clause: (clause.by_a_person, clause.score or 0))
        return [Cell("yes", one.link(best.id)), Cell(best.text), Cell(best.place), Cell(best.score)]
    candidate = next((item.candidate for item in one.review.absent if item.category == name), None)
    if candidate is None:
        return [Cell("no"), Cell(None), Cell(None), Cell(None)]
    clause = one.review.clauses[candidate]
    place = clause.pages[0] if clause.pages else place_of(clause)
    return [Cell("unsure", one.link(clause.id)), Cell(clause.text), Cell(place), Cell(clause.score)]


def _flags(one: Listed) -> Iterator[list[Cell]]:
    for flag, marked in zip(one.review.flags, marks_of_flags(one.review), strict=True):
        quote = flag.quotes[0] if flag.quotes else None
        clause = quote.clause if quote else next(iter(flag.clauses), None)
        yield [
            Cell(one.review.document.name, one.link(clause)),
            Cell(flag.severity),
            Cell(flag.rule),
            Cell(flag.why),
            Cell(" … ".join(part.text for part in flag.quotes) or None),
            Cell(quote.section if quote else None),
            Cell((quote.page or beginning(quote)) if quote else None),
            Cell(flag.suggestion),
            Cell(marked),
        ]


def as_csv(sheet: Sheet) -> bytes:
    """A sheet as CSV (RFC 4180, UTF-8 with a byte order mark, which Excel needs). An apostrophe before text that begins
    like a formula keeps a spreadsheet from evaluating words of a contract."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([heading for heading, *_ in sheet.columns])
    writer.writerows([[_harmless(cell.value) for cell in row] for row in sheet.rows])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
