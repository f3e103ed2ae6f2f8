"""What a flag quotes: whole sentences, each once."""

from __future__ import annotations

from chunking.pipeline import document_from_text
from model.playbook.quotes import LONGEST, Span, around, quoted


def document(text: str):
    return document_from_text(text.encode(), "contract", 10)


def test_a_long_sentence_is_quoted_to_its_end():
    text = "Vendor shall indemnify Buyer against " + ", ".join(f"claims of kind {n}" for n in range(90)) + " and fines."
    assert 900 < len(text) < LONGEST
    one = document(text)
    clause, point = quoted(one, [Span(0, 60, 0)]), quoted(one, [(0, 20)])
    assert [quote.text for quote in clause] == [text] == [quote.text for quote in point]


def test_a_sentence_longer_than_a_quote_is_cut_at_its_end_and_not_at_its_beginning():
    text = "Vendor shall deliver " + ", ".join(f"thing number {n}" for n in range(300)) + " and the manual."
    (quote,) = quoted(document(text), [(30, 40)])
    assert quote.text.startswith("Vendor shall deliver") and len(quote.text) <= LONGEST


def test_a_quote_begins_where_its_sentence_does():
    text = "Each month Buyer shall pay the price of the goods and the cost of their carriage."
    begin = text.index("the price")
    (quote,) = quoted(document(text), [Span(begin, len(text), 0)])
    assert quote.text == text


def test_a_piece_that_a_page_number_tore_off_is_left_out_beside_whole_sentences():
    one = document("17 of the source code into escrow.\n\nThe agent shall release it on insolvency.")
    torn, whole = one.text.index("of the"), one.text.index("The agent")
    spans = [Span(torn - 3, whole - 1, 0), Span(whole, len(one.text), 1)]
    assert [quote.text for quote in quoted(one, spans)] == ["The agent shall release it on insolvency."]


def test_around_a_quote_stand_its_section_and_those_that_it_refers_to():
    one = document(
        "1. AUDIT\n\nBuyer may inspect the books. Buyer shall bear the cost.\n\n2. CLAIMS\n\nVendor answers for "
        "infringement.\n\n3. LIMIT\n\nExcept under Section 2, liability shall not exceed the fees."
    )
    start = one.text.index("Buyer may")
    section = around(one, quoted(one, [(start, start + 10)]))
    assert "bear the cost" in section and "infringement" not in section
    start = one.text.index("Except under")
    assert "infringement" in around(one, quoted(one, [(start, start + 10)]))
