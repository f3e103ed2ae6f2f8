from __future__ import annotations

import numpy as np
import pytest

from chunking.pipeline import document_from_pdf


def test_lines_of_a_paragraph_are_joined_with_one_space(flowed):
    assert flowed("The Supplier delivers", "the  goods \t at", "its own cost.") == (
        "The Supplier delivers the goods at its own cost."
    )


def test_a_word_hyphenated_at_a_lines_end_is_joined(flowed):
    assert (
        flowed("Each party to this agree-", "ment keeps it secret.") == "Each party to this agreement keeps it secret."
    )


def test_a_word_that_the_contract_also_has_unhyphenated_is_joined(flowed):
    assert "the agreement ends" in flowed("This agreement is made today and the a-", "greement ends.")


def test_a_hyphen_at_a_lines_end_is_kept_if_the_contract_has_the_word_with_it(flowed):
    text = flowed("The non-compete lasts a year, and under the non-", "compete no fee is due.")
    assert text.endswith("under the non-compete no fee is due.")


@pytest.mark.parametrize("compound", ["best-efforts", "pre-existing", "vice-president", "set-off", "first-class"])
def test_the_hyphen_of_a_compound_is_kept(flowed, compound):
    one, other = compound.split("-")
    assert flowed(f"It uses the {one}-", f"{other} clause.") == f"It uses the {compound} clause."


def test_a_soft_hyphen_splits_a_word_or_stands_for_a_real_hyphen(flowed):
    assert flowed("The licen\u00ad", "see pays.") == "The licensee pays."
    assert flowed("A non-compete. The non\u00ad", "compete ends.").endswith("The non-compete ends.")


def test_a_hyphen_before_a_capital_is_kept(flowed):
    assert "Anglo-Dutch" in flowed("The parties are of Anglo-", "Dutch descent.").replace("- ", "-")


def test_a_dash_between_words_is_kept(flowed):
    assert flowed("The price - net of", "tax - is fixed.") == "The price - net of tax - is fixed."


def test_a_gap_between_lines_begins_a_paragraph(flowed, line):
    assert flowed("The first one ends here.", line("The second one begins here.", 2, gap=True)) == (
        "The first one ends here.\nThe second one begins here."
    )


def test_a_sentence_continues_after_a_gap_in_lower_case(flowed, line):
    assert flowed("The first line stops at", line("a gap that means nothing.", 3, gap=True)).count("\n") == 0


def test_a_sentence_over_a_page_break_is_joined(flowed, line):
    assert flowed("The Buyer pays within", line("thirty days of receipt.", page=1)) == (
        "The Buyer pays within thirty days of receipt."
    )


def test_a_sentence_continues_after_a_page_break_with_a_name(flowed, line):
    assert (
        flowed("The goods are delivered to", line("Northwind Traders at its own cost.", page=1, gap=True)).count("\n")
        == 0
    )


def test_a_sentence_that_ended_before_the_page_break_ends_its_paragraph(flowed, line):
    assert (
        flowed("All sums are net.", line("Notices go by post.", page=1, gap=True))
        == "All sums are net.\nNotices go by post."
    )


@pytest.mark.parametrize(
    "enumerator",
    ["5.", "5.2", "(a)", "(iv)", "(12)", "Section 5.2", "SECTION 5", "ARTICLE IV", "Article 4.", "a)", "•"],
)
def test_an_enumerator_begins_a_paragraph_after_a_sentence_ended(flowed, enumerator):
    assert flowed("All sums are net of tax.", f"{enumerator} Notices go by post.") == (
        f"All sums are net of tax.\n{enumerator} Notices go by post."
    )


def test_a_list_begins_after_a_colon(flowed):
    assert flowed("The Supplier shall:", "(a) deliver;", "(b) install; and", "(c) train.") == (
        "The Supplier shall:\n(a) deliver;\n(b) install; and\n(c) train."
    )


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("the term that is set out in Section", "2.3 of this agreement ends"),
        ("subject to Sections 4.1 and", "4.2 of this agreement"),
        ("in its place, the parties agree (and", "Section 2.1 of the deed is amended)"),
        ("words in capitals have the meaning given in this", "Section 1: they mean"),
        ("a bank's protections under 12 U.S.C.", "Section 91 or a law like it"),
        ("a notice of the kind that is described in 28 C.F.R.", "Section 16 and"),
        ("the duties of a debtor under the Bankruptcy Code", "Section 54 are"),
        ("the rights granted in Article", "4. of the deed"),
        ("a notice period of thirty", "(30) days before the end"),
        ("a fee of two hundred", "(200) euros for each day"),
        ("within twenty-five", "(25) days of the order"),
    ],
)
def test_a_reference_or_a_number_in_brackets_does_not_begin_a_paragraph(flowed, above, below):
    assert flowed(above, below) == f"{above} {below}"


def test_a_paragraph_in_capitals_stays_whole(flowed):
    lines = ("9. IN NO EVENT IS EITHER PARTY LIABLE FOR LOST", "PROFITS OR FOR ANY INDIRECT DAMAGE, HOWEVER", "CAUSED.")
    unnumbered = ("EITHER PARTY IS LIABLE FOR LOST PROFITS OF THE", "OTHER OR FOR ANY INDIRECT DAMAGE.")
    assert flowed(*lines) == " ".join(lines)
    assert flowed(*unnumbered) == " ".join(unnumbered)


def test_a_numbered_title_in_capitals_ends_before_a_paragraph_in_capitals(flowed, line):
    title = line("9. LIABILITY", 0, right=150)
    assert flowed(title, "EITHER PARTY IS LIABLE UP TO THE FEES PAID.") == (
        "9. LIABILITY\nEITHER PARTY IS LIABLE UP TO THE FEES PAID."
    )


def test_centred_titles_in_capitals_stay_apart(flowed, line):
    text = flowed(
        line("SUPPLY AGREEMENT", 0, left=250, right=360, gap=True),
        line("NORTHWIND TRADERS", 1, left=245, right=365),
        "The parties agree as follows over the whole width.",
    )
    assert text.split("\n") == [
        "SUPPLY AGREEMENT",
        "NORTHWIND TRADERS",
        "The parties agree as follows over the whole width.",
    ]


def test_a_short_title_ends_its_paragraph(flowed, line):
    assert flowed(line("Governing Law", 0, right=150), "This agreement is under the law of Utah.") == (
        "Governing Law\nThis agreement is under the law of Utah."
    )


def test_plain_text_keeps_its_paragraphs_between_blank_lines(flow_of_text):
    text, _, _ = flow_of_text("The first\nparagraph.\n\nThe second one\nis here.\n")
    assert text == "The first paragraph.\nThe second one is here."


def test_zero_width_characters_and_nulls_leave_no_trace(flow_of_text):
    assert flow_of_text("\ufeffThe Sup\u200bplier\x00 delivers.").text == "The Supplier delivers."


def test_every_character_is_mapped_to_its_page(flow_of_text):
    source = "The  Sup-\nplier \u200b delivers\n\nGoods.  "
    text, char_page, char_index = flow_of_text(source)
    assert text == "The Supplier delivers\nGoods."
    assert (char_page == 0).all() and len(text) == len(char_page) == len(char_index)
    real = char_index >= 0
    assert "".join(source[i] for i in char_index[real]).replace("\n", " ") == text.replace("\n", "")
    assert (np.diff(char_index[real]) > 0).all()


def test_no_lines_give_an_empty_text(flowed):
    assert flowed() == ""


def test_a_drawn_sentence_is_whole_over_a_footer_and_a_page_break(draw, lay):
    first = lay("1. TERM", "", "This agreement begins on the date above and goes on for as long as neither of the")
    second = lay("parties ends it in writing, for which a notice of thirty days to the other party is", "enough.")
    data = draw([*first, (300, 760, "Page 1 of 2")], [*second, (300, 760, "Page 2 of 2")])
    assert document_from_pdf(data, "drawn", 10).text == (
        "1. TERM\nThis agreement begins on the date above and goes on for as long as neither of the parties ends it in "
        "writing, for which a notice of thirty days to the other party is enough."
    )


def test_drawn_paragraphs_are_separated_by_the_space_between_them(draw, lay):
    page = lay(
        "The Supplier delivers the goods to the place that is named in the order, at its own",
        "cost and risk.",
        "",
        "The Buyer looks at them at once and tells the Supplier within a week what is wrong",
        "with them.",
    )
    assert [part[:12] for part in document_from_pdf(draw(page), "drawn", 10).text.split("\n")] == [
        "The Supplier",
        "The Buyer lo",
    ]


def test_a_roman_number_begins_an_item(flowed):
    text = flowed("The User has:", "i) access to the service, and", "ii) agreed to the terms.")
    assert text.splitlines() == ["The User has:", "i) access to the service, and", "ii) agreed to the terms."]


def test_what_stands_over_the_signatures_is_no_part_of_the_last_sentence(flowed):
    text = flowed("Section 12 applies as if it were set out here", "<Signature page follows.>", "IN WITNESS WHEREOF,")
    assert text.splitlines()[0] == "Section 12 applies as if it were set out here"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("Mail goes to legal.notices", "@kestrel.example at once."), "legal.notices@kestrel.example"),
        (("The terms are at www.", "kestrel.example/terms today."), "www.kestrel.example/terms"),
        (("It covers on-", "premises use of the goods."), "on-premises"),
        (("The cross-de-", "fault clause names a default."), "cross-default"),
    ],
)
def test_addresses_and_compounds_over_line_ends_are_whole(flowed, lines, whole):
    assert whole in flowed(*lines)


@pytest.mark.parametrize("hyphen", ["-", "\u00ad"])
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("It has pre", "and post-closing duties."), "It has pre- and post-closing duties."),
        (("Short", "or long-term debts."), "Short- or long-term debts."),
        (("Der Kunde trägt die Vor", "und Nachteile."), "Der Kunde trägt die Vor- und Nachteile."),
        (("The Licens", "or delivers it."), "The Licensor delivers it."),
    ],
)
def test_a_hyphen_that_stands_for_a_part_of_the_next_word_is_kept_before_a_space(flowed, hyphen, lines, said):
    assert flowed(f"{lines[0]}{hyphen}", lines[1]) == said


def test_a_range_of_years_over_two_lines_has_no_space(flowed):
    assert flowed("In the years 2024\N{EN DASH}", "2026 it is due.") == "In the years 2024\N{EN DASH}2026 it is due."
