"""The labels of a chart that is drawn as shapes are noted; figures in tables and text stay."""

from __future__ import annotations

import io

import pytest
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from chunking.document import Document
from chunking.pipeline import document_from_pdf

NORMAL = getSampleStyleSheet()["Normal"]
ABOVE, BELOW = "1. FEES. The fee is USD 40,000 a year, as the chart shows.", "2. TERM. It ends after two years."


def read(thing: Flowable) -> Document:
    out = io.BytesIO()
    story = [Paragraph(ABOVE, NORMAL), thing, Paragraph(BELOW, NORMAL)]
    SimpleDocTemplate(out, invariant=True).build(story)
    return document_from_pdf(out.getvalue(), "a.pdf", 1)


@pytest.mark.parametrize("kind", [VerticalBarChart, HorizontalLineChart])
def test_labels_of_a_chart_are_noted(kind):
    chart = kind()
    chart.x, chart.y, chart.width, chart.height, chart.data = 50, 40, 300, 140, [(20, 40, 60)]
    chart.categoryAxis.categoryNames = ["First year", "Second year", "Third year"]
    chart.valueAxis.valueMin, chart.valueAxis.valueMax, chart.valueAxis.valueStep = 0, 100, 25
    drawing = Drawing(400, 200)
    drawing.add(chart)
    document = read(drawing)
    assert document.text.split("\n") == [ABOVE, BELOW]
    (note,) = document.pages[0].notes
    assert note.kind == "drawing" and "Second year" in note.text


def test_labels_of_bars_may_be_level_with_the_figures_of_the_axis():
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height, chart.data = 50, 40, 300, 140, [(20, 45, 70)]
    chart.categoryAxis.categoryNames = ["First year", "Second year", "Third year"]
    chart.valueAxis.valueMin, chart.valueAxis.valueMax, chart.valueAxis.valueStep = 0, 100, 25
    chart.barLabelFormat, chart.barLabels.nudge = "%d kEUR", 6
    drawing = Drawing(400, 200)
    drawing.add(chart)
    assert read(drawing).text.split("\n") == [ABOVE, BELOW]


@pytest.mark.parametrize("names", [("First", "Second", "Third", "Fourth"), ("", "", "", "")])
def test_even_figures_in_a_table_stay(names):
    other = ["a year of notice that the Customer gives in writing"] * 4
    rows = [list(row) for row in zip(names, ("40", "30", "20", "10"), other, strict=True)]
    text = read(Table(rows, rowHeights=26, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])).text
    assert {"40", "30", "20", "10"} <= set(text.split())
