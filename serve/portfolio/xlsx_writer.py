"""Writes sheets of cells to an .xlsx file."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import NamedTuple

import xlsxwriter

# The most characters that Excel accepts in a cell, and the most links in a sheet.
_LONGEST, _MOST_LINKS = 32_767, 65_530

# Excel counts days from 1900, and a day too many before March of that year.
_FIRST_DAY = datetime.date(1900, 3, 1)


class Cell(NamedTuple):
    """A cell's value, and the address that it links to."""

    value: str | int | float | datetime.date | None
    link: str | None = None


class Column(NamedTuple):
    """A column's heading, its width in characters, and whether it is collapsed at first."""

    heading: str
    width: int = 18
    folded: bool = False


class Sheet(NamedTuple):
    """A sheet's name, its columns, and its rows."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx file of these sheets. Text stays text: nothing that a contract says becomes a formula or a link."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        formats = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "link": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#0b57d0", "underline": 1}),
            "linked date": book.add_format(
                {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "font_color": "#0b57d0", "underline": 1}
            ),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return out.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, formats: dict[str, xlsxwriter.format.Format]) -> None:
    for column, (heading, width, folded) in enumerate(sheet.columns):
        page.set_column(column, column, width, None, {"level": 1, "hidden": True} if folded else {})
        page.write_string(0, column, heading, formats["heading"])
    links = 0
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, 45)
        for column, (value, link) in enumerate(row):
            linked = link is not None and links < _MOST_LINKS and value is not None
            if linked and link is not None:
                links += 1
                page.write_url(number, column, _address(link), formats["link"], str(value)[:_LONGEST])
            if isinstance(value, datetime.date) and value >= _FIRST_DAY:
                page.write_datetime(number, column, value, formats["linked date" if linked else "date"])
            elif isinstance(value, int | float):
                page.write_number(number, column, value, formats["text"])
            elif value is not None and not linked:
                page.write_string(number, column, str(value)[:_LONGEST], formats["text"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _address(link: str) -> str:
    """A file's address in capitals, which it may have: XlsxWriter would make a Windows path of any other, and lose the
    slash that begins a path elsewhere."""
    return link.replace("file:", "FILE:", 1) if link.startswith("file:") else link
