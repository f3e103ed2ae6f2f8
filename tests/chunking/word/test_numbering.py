"""Automatic numbers are read as Word shows them."""

from __future__ import annotations

import docx
import pytest

from chunking.word.numbering import formatted
from chunking.word.reader import read_word


def level(depth, text, form="decimal", more=""):
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def style(name, inner):
    return f'<w:style w:type="paragraph" w:styleId="{name}">{inner}</w:style>'


def listed(*levels, number=1, override=""):
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>',
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>',
    )


CONTRACT = listed(level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman"))


def at(depth, number=1):
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


@pytest.fixture
def shown(read, p, r):
    """The lines of paragraphs "x" with these properties."""

    def run(*properties, numbering=CONTRACT, **parts):
        body = "".join(p(r("x"), each) for each in properties)
        return [line for (line,) in read(body, numbering="".join(numbering), **parts).lines]

    return run


def test_each_level_counts_on_its_own_and_anew_below_a_higher_one(shown):
    found = shown(at(0), at(1), at(1), at(2), at(3), at(3), at(2), at(0), at(1), at(2))
    assert found == ["1. x", "1.1 x", "1.2 x", "(a) x", "(i) x", "(ii) x", "(b) x", "2. x", "2.1 x", "(a) x"]


@pytest.mark.parametrize(
    ("depths", "expected"),
    [
        ([0, 2, 1], ["1. x", "(a) x", "1.2 x"]),
        ([0, 1, 2, 0, 2, 1], ["1. x", "1.1 x", "(a) x", "2. x", "(a) x", "2.2 x"]),
        ([1, 1, 0, 1], ["1.1 x", "1.2 x", "2. x", "2.1 x"]),
    ],
)
def test_a_level_that_is_skipped_counts_as_used(shown, depths, expected):
    assert shown(*map(at, depths)) == expected


def test_lists_in_a_text_box_count_by_themselves(read, p, r):
    boxed = p(r("in a box"), at(0)) + p(r("in a box"), at(0))
    box = f"<w:r><w:pict><w:txbxContent>{boxed}</w:txbxContent></w:pict></w:r>"
    found = read(p(r("Term") + box, at(0)) + p(r("Fees"), at(0)), numbering="".join(CONTRACT))
    assert found.lines == [["1. Term"], ["1. in a box"], ["2. in a box"], ["2. Fees"]]


def test_paragraphs_without_a_number_do_not_interrupt_the_count(shown):
    assert shown(at(0), "", '<w:numPr><w:numId w:val="0"/></w:numPr>', at(0)) == ["1. x", "x", "x", "2. x"]


def test_one_level_may_show_all_those_above(shown):
    numbering = listed(level(0, "Article %1", "upperRoman"), level(1, "%1.%2(a)", more="<w:isLgl/>"))
    assert shown(at(0), at(0), at(1), numbering=numbering) == ["Article I x", "Article II x", "2.1(a) x"]


def test_a_section_with_two_digits_keeps_them_below_an_article_in_roman_numerals(shown):
    below = level(1, "Section %1.%2", "decimalZero", more="<w:isLgl/>")
    numbering = listed(level(0, "Article %1", "upperRoman"), below)
    assert shown(at(0), at(0), at(1), numbering=numbering)[-1] == "Section 2.01 x"


def test_a_custom_format_among_alternatives_is_shown_like_its_example(shown):
    def alternatives(choice):
        namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        newer = f'<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{choice}"/></mc:Choice>'
        older = '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        return f'<mc:AlternateContent xmlns:mc="{namespace}">{newer}{older}</mc:AlternateContent>'

    first = (
        f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{alternatives("001, 002, 003, ...")}<w:lvlText w:val="C-%1"/></w:lvl>'
    )
    assert shown(at(0), at(0), numbering=listed(first)) == ["C-009 x", "C-010 x"]


def test_a_number_is_shown_in_capitals_or_hidden_as_its_level_says(shown):
    loud = level(0, "Article %1", "cardinalText", more="<w:rPr><w:caps/></w:rPr>")
    assert shown(at(0), numbering=listed(loud)) == ["ARTICLE ONE x"]
    assert shown(at(0), numbering=listed(level(0, "%1.", more="<w:rPr><w:vanish/></w:rPr>"))) == ["x"]


def test_a_hidden_paragraph_has_no_number_and_an_empty_one_has(read, p, r):
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    body = [p(r("x"), at(0)), p(r("gone", "<w:vanish/>"), at(0) + hidden), p("", at(0) + hidden), p(r("y"), at(0))]
    assert read("".join(body), numbering="".join(CONTRACT)).lines == [["1. x"], ["2. y"]]
    body[1] = p(r("gone", "<w:vanish/>"), at(0))
    assert read("".join(body), numbering="".join(CONTRACT)).lines[-1] == ["3. y"]


def test_a_number_comes_from_the_style_and_the_styles_that_it_is_based_on(shown):
    own = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("Clause", own) + style("Sub", '<w:basedOn w:val="Clause"/>')
    numbering = listed(
        level(0, "%1.", more='<w:pStyle w:val="Clause"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Sub"/>')
    )
    clause, sub = '<w:pStyle w:val="Clause"/>', '<w:pStyle w:val="Sub"/>'
    assert shown(clause, sub, sub, clause, numbering=numbering, styles=styles) == ["1. x", "1.1 x", "1.2 x", "2. x"]


def test_lists_of_one_definition_count_on_and_one_with_a_start_of_its_own_begins_anew(shown):
    override = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = (*CONTRACT, override.format(2, ""), override.format(3, start))
    found = shown(at(0), at(0, 2), at(0, 3), at(0, 3), numbering=numbering)
    assert found == ["1. x", "2. x", "5. x", "6. x"]


def test_bullets_are_read_as_bullets(shown):
    assert shown(at(0), numbering=listed(level(0, "\uf0b7", "bullet"))) == ["• x"]


def test_a_deleted_paragraph_has_no_number(read, p, r):
    gone = p("<w:del><w:r><w:delText>y</w:delText></w:r></w:del>", at(0) + "<w:rPr><w:del/></w:rPr>")
    body = p(r("x"), at(0)) + gone + p(r("x"), at(0))
    assert read(body, numbering="".join(CONTRACT)).lines == [["1. x"], ["2. x"]]


def test_words_own_list_styles_are_numbered(saved):
    file = docx.Document()
    for text in ("one", "two"):
        file.add_paragraph(text, style="List Number")
    assert read_word(saved(file)).lines == [["1. one"], ["2. two"]]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "decimalZero", "04"),
        (11, "ordinal", "11th"),
        (22, "ordinal", "22nd"),
        (1, "cardinalText", "One"),
        (21, "cardinalText", "Twenty-one"),
        (112, "cardinalText", "One hundred twelve"),
        (1, "ordinalText", "First"),
        (20, "ordinalText", "Twentieth"),
        (33, "ordinalText", "Thirty-third"),
        (100, "ordinalText", "One hundredth"),
        (7, "001", "007"),
        (0, "lowerLetter", "0"),
        (5000, "lowerRoman", "5000"),
        (3, "chicago", "3"),
        (3, "none", ""),
    ],
)
def test_formats_of_numbers(number, form, expected):
    assert formatted(number, form) == expected


@pytest.mark.parametrize(
    "definition",
    ["", '<w:lvl w:ilvl="x"/>', '<w:lvl w:ilvl="-1"/>', '<w:numStyleLink w:val="gone"/>', level(0, "%9%1%1", "none")],
)
def test_a_damaged_list_costs_its_numbers_alone(shown, definition):
    assert shown(at(0), numbering=listed(definition)) == ["x"]
