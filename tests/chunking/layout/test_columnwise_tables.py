"""Tables that a file stores column by column are read row by row; columns of prose and addresses are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from chunking.pipeline import document_from_pdf

INTRO = "The parties divide their tasks as the following table shows, from the first day on:"
END = "A change of this table is agreed in writing by both of the parties."
Columns = Sequence[Sequence[Sequence[str]]]
TASKS = [
    [["Task"], ["Hosting"], ["Backup of data"], ["Training"]],
    [["Responsible"], ["Supplier"], ["Supplier"], ["Both parties"]],
    [["Frequency"], ["Always"], ["Daily"], ["On request"]],
]


def stored_by_column(columns: Columns, lefts: Sequence[float], leading: float, gap: float) -> list:
    """The lines of a table, with a line above and one below it, each column after the other."""
    tops, top = [], 100.0
    for row in zip(*columns, strict=True):
        tops.append(top)
        top += leading * max(map(len, row)) + gap
    cells = [
        (left, top + leading * number, line)
        for left, column in zip(lefts, columns, strict=True)
        for top, cell in zip(tops, column, strict=True)
        for number, line in enumerate(cell)
    ]
    return [(lefts[0], 70.0, INTRO), *cells, (lefts[0], top + 20, END)]


@pytest.fixture
def read(draw) -> Callable[..., list[str]]:
    def lines(columns: Columns, lefts: Sequence[float], leading: float = 14.0, gap: float = 6.0) -> list[str]:
        data = draw(stored_by_column(columns, lefts, leading, gap))
        return document_from_pdf(data, "a.pdf", 1).text.split("\n")

    return lines


@pytest.mark.parametrize("columns", [TASKS, TASKS[:2]])
def test_cells_of_one_line_are_read_row_by_row(read, columns):
    rows = ["\t".join(cell for (cell,) in row) for row in zip(*columns, strict=True)]
    assert read(columns, [72.0, 240.0, 400.0][: len(columns)]) == [INTRO, *rows, END]


def test_short_cells_of_three_columns_need_no_space_between_rows(read):
    tasks = [[*column, [f"More {word}"]] for column, word in zip(TASKS, ("work", "people", "time"), strict=True)]
    assert read(tasks, [72.0, 240.0, 400.0], gap=0)[2] == "Hosting\tSupplier\tAlways"


def test_cells_of_several_lines_stay_whole(read):
    columns = [
        [["Service"], ["Hosting of the", "portal"], ["Support"], ["Escrow"]],
        [["Owner"], ["Supplier"], ["Supplier and its", "subcontractors"], ["Agent"]],
        [["Level"], ["Gold"], ["Silver"], ["As the agent", "offers it"]],
    ]
    assert read(columns, [72.0, 240.0, 400.0])[1:-1] == [
        "Service\tOwner\tLevel",
        "Hosting of the portal\tSupplier\tGold",
        "Support\tSupplier and its subcontractors\tSilver",
        "Escrow\tAgent\tAs the agent offers it",
    ]


def test_definitions_stay_with_their_terms(read):
    columns = [
        [["Term"], ["Buyer"], ["Goods"], ["Price"]],
        [
            ["Meaning"],
            ["means Northwind, the company that", "orders goods from the Supplier"],
            ["means the pumps and their parts"],
            ["means the sum that the order names"],
        ],
    ]
    assert read(columns, [72.0, 200.0])[1:-1] == [
        "Term\tMeaning",
        "Buyer\tmeans Northwind, the company that orders goods from the Supplier",
        "Goods\tmeans the pumps and their parts",
        "Price\tmeans the sum that the order names",
    ]


def test_a_row_of_lines_that_wrap_is_not_cut_line_by_line(read):
    columns = [
        [["Sales in a year over", "the first amount"], ["Sales in a year over", "the second amount"]],
        [["One payment to the Licensor"], ["Two payments to the Licensor,", "of which one is due at once"]],
    ]
    text = " ".join(read(columns, [72.0, 300.0], leading=17.0, gap=8.0))
    assert "Sales in a year over the first amount" in text and "Licensor, of which one" in text


def test_addresses_side_by_side_are_read_one_after_the_other(read):
    columns = [
        [["Harbor Supplies Inc."], ["12 Harbor Street"], ["Springfield"], ["Legal department"]],
        [["Mill Trading LLC"], ["9 Mill Lane"], ["Shelbyville"], ["The owner"]],
    ]
    text = " ".join(" ".join(read(columns, [72.0, 320.0], gap=0)).split())
    assert all(" ".join(line for (line,) in column) in text for column in columns)


def test_prose_in_columns_is_read_column_by_column(read):
    left = (
        "Letters to the Supplier go to the",
        "office in Harbor Street. They arrive",
        "when they are put into its box.",
    )
    right = ("Letters to the Customer go to the", "office in Mill Lane. They arrive on", "the day after they are sent.")
    text = " ".join(read([[[line] for line in left], [[line] for line in right]], [72.0, 320.0]))
    assert " ".join(left) in text and " ".join(right) in text
