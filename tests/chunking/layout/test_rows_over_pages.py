"""A table row that is interrupted by a page break is joined cell by cell."""

from __future__ import annotations

from chunking.pipeline import document_from_pdf

COLUMNS = (72.0, 220.0, 400.0)
HEADING = ("Milestone", "Deliverable", "Payment")


def rows(*cells_by_line: tuple[str, ...], top: float, height: float = 14.0) -> list[tuple[float, float, str]]:
    """The lines of a table; an empty string leaves its cell empty."""
    return [
        (x, top + height * number, cell)
        for number, cells in enumerate(cells_by_line)
        for x, cell in zip(COLUMNS, cells, strict=True)
        if cell
    ]


def text_of(draw, lay, first, second) -> list[str]:
    above = lay("The parties agree on these milestones:", top=600.0)
    data = draw(
        [*above, *rows(HEADING, ("Design", "The drawings", "USD 10,000"), *first, top=640.0, height=22.0)], second
    )
    return document_from_pdf(data, "a.pdf", 9).text.splitlines()


def test_the_rest_of_each_cell_follows_its_beginning(draw, lay):
    first = [("Build and", "The plant, tested and", "USD 90,000 within")]
    second = rows(("commissioning", "ready for operation", "thirty days"), top=72.0)
    last = rows(("Support", "Two years", "USD 5,000"), top=110.0)
    assert text_of(draw, lay, first, [*second, *last])[-2:] == [
        "Build and commissioning\tThe plant, tested and ready for operation\tUSD 90,000 within thirty days",
        "Support\tTwo years\tUSD 5,000",
    ]


def test_a_cell_in_the_middle_may_continue_alone(draw, lay):
    first = [("Building", "The plant, tested and", "USD 90,000")]
    second = rows(("", "ready for", ""), ("", "operation", ""), top=72.0)
    last = rows(("Support", "Two years", "USD 5,000"), top=120.0)
    assert (
        text_of(draw, lay, first, [*second, *last])[-2]
        == "Building\tThe plant, tested and ready for operation\tUSD 90,000"
    )


def test_a_repeated_table_heading_does_not_separate_them(draw, lay):
    first = [("Building", "The plant, tested and", "USD 90,000")]
    rest = rows(("", "ready for", ""), ("", "operation", ""), top=100.0)
    second = [*rows(HEADING, top=72.0), *rest, *rows(("Support", "Two years", "USD 5,000"), top=140.0)]
    assert "Building\tThe plant, tested and ready for operation\tUSD 90,000" in text_of(draw, lay, first, second)


def test_a_new_row_and_a_sentence_after_the_table_are_not_part_of_it(draw, lay):
    first = [("Building", "The plant", "USD 90,000")]
    second = [
        *rows(("Support", "Two years", "USD 5,000"), top=72.0),
        *lay("The Buyer pays for each of them when it has been reached,", "and in euros.", top=110.0),
    ]
    assert text_of(draw, lay, first, second)[-3:] == [
        "Building\tThe plant\tUSD 90,000",
        "Support\tTwo years\tUSD 5,000",
        "The Buyer pays for each of them when it has been reached, and in euros.",
    ]
