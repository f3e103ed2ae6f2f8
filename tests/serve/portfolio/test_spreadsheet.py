"""A spreadsheet of many reviews."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest

from serve.cli import main
from serve.portfolio.spreadsheet import as_csv, tables
from serve.portfolio.xlsx_writer import workbook

ENDS = {"value": "2027-03-31", "text": "until March 31, 2027"}
FLAG = {"rule": "exclusivity", "severity": "high", "why": "Supplier is bound.", "clauses": [1]}


def opened(reviews):
    book = openpyxl.load_workbook(io.BytesIO(workbook(tables(reviews, date(2026, 11, 27)))))
    heads = [cell.value for cell in book["Contracts"][1]]
    return book, [dict(zip(heads, row, strict=True)) for row in book["Contracts"].iter_rows(min_row=2)]


def test_a_row_has_the_summary_the_next_deadline_and_the_count_of_flags(review_of, kept):
    _, [row] = opened([kept(review_of(expiration_date=ENDS, flags=[FLAG]))])
    assert row["File"].value == "supply.pdf" and row["Parties"].value == "Acme, Inc. (Buyer)"
    assert row["Expiration"].value == datetime(2027, 3, 31) and row["Expiration"].is_date
    assert row["Next deadline"].value == datetime(2027, 3, 31) and row["What falls due"].value == "Ends"
    assert (row["Flags: high"].value, row["Flags: low"].value) == (1, 0)
    assert row["Governing law"].value is None


def test_a_category_has_whether_it_is_there_its_text_page_and_score(review_of, kept):
    _, [row] = opened([kept(review_of())])
    head = "Term and expiration clause"
    cells = [row[name].value for name in (head, f"{head}: text", f"{head}: page or paragraph", f"{head}: score")]
    assert cells == ["yes", "This Agreement ends on March 31, 2027.", 1, 0.9]
    assert row["Insurance clause"].value == "unsure" and row["Insurance clause: page or paragraph"].value == 3


def test_cells_lead_to_the_clause_on_the_review_s_page_if_there_is_one(review_of, kept):
    with_page = kept(review_of(name="a.pdf", expiration_date=ENDS), page=True)
    without = kept(review_of(name="b.pdf", expiration_date=ENDS))
    _, rows = opened([with_page, without])
    link = rows[0]["Expiration"].hyperlink
    assert link.target.replace("FILE:", "file:") == with_page.page and link.location == "clause-0"
    assert rows[1]["Expiration"].hyperlink is None


def test_a_day_that_excel_cannot_count_is_text(review_of, kept):
    _, [row] = opened([kept(review_of(expiration_date={"value": "1899-12-31", "text": "until December 31, 1899"}))])
    assert row["Expiration"].value == "1899-12-31"


def test_words_of_a_contract_never_become_a_formula(review_of, kept):
    one = kept(review_of())
    _, [row] = opened([one])
    cell = row["Parties clause: text"]
    assert cell.value == one.review.clauses[3].text and cell.data_type == "s"
    contracts, _ = tables([one], date(2026, 11, 27))
    [told] = csv.DictReader(io.StringIO(as_csv(contracts).decode("utf-8-sig")))
    assert told["Parties clause: text"] == "'" + one.review.clauses[3].text


def test_flags_have_a_sheet_of_their_own(review_of, kept):
    book, _ = opened([kept(review_of(flags=[FLAG]))])
    assert [cell.value for cell in book["Flags"][2]][:4] == ["supply.pdf", "high", "exclusivity", "Supplier is bound."]


def test_a_file_that_is_no_review_is_reported_and_the_others_are_in_the_table(review_of, kept, tmp_path, capsys):
    kept(review_of())
    (tmp_path / "torn.review.json").write_text('{"schema": "2.0"')
    (tmp_path / "old.review.json").write_text(review_of().to_json().replace('"schema":"2.0"', '"schema":"1.0"'))
    assert main(["table", str(tmp_path), "-o", str(tmp_path / "out.xlsx")]) == 3
    said = capsys.readouterr()
    assert (
        "torn.review.json: is not a review" in said.err and "old.review.json: is not a review of schema 2.0" in said.err
    )
    assert "1 contracts, 0 flags" in said.out


@pytest.mark.parametrize("target", ["out.txt", "out"])
def test_a_table_is_an_xlsx_or_a_csv_file(review_of, kept, tmp_path, capsys, target):
    kept(review_of())
    assert main(["table", str(tmp_path), "-o", str(tmp_path / target)]) == 1
    assert ".xlsx or .csv" in capsys.readouterr().err
