"""What a flag quotes: whole sentences, each once."""

from __future__ import annotations

from chunking.pipeline import document_from_text
from model.playbook.quotes import LONGEST, Span, around, lead_in, quoted, spans_of
from model.schema import (
    Clause,
)


def clause_of(category: str, text: str, words: str) -> Clause:
    start = text.index(words)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    return Clause(id=0, category=category, text=words, interval=[start, start + len(words)], **place)


def document(text: str):
    return document_from_text(text.encode(), "contract", 10)


def test_a_date_is_quoted_with_its_sentence():
    document = document_from_text(b"This Agreement is dated as of April __, 2005 by the parties.", "c", 10)
    begin = document.text.index("April")
    (quote,) = quoted(document, [Span(begin, begin + len("April __, 2005"), 0)])
    assert quote.text == document.text


def test_a_quote_takes_the_items_after_its_colon_and_leaves_out_what_leads_on():
    document = document_from_text(
        b"Buyer may end it by:\n(a) notice; and\n(b) payment.\n\nIt pays, provided that", "c", 10
    )
    (first,) = quoted(document, [Span(0, len("Buyer may end it by:"), 0)])
    assert first.text.endswith("(b) payment.")
    start = document.text.index("It pays")
    (second,) = quoted(document, [(start, len(document.text))])
    assert second.text == "It pays"


def test_the_heading_of_a_part_below_a_colon_is_not_quoted_as_the_end_of_a_list():
    one = document("On a merger Buyer is paid as follows:\n\n(i) Notice by Vendor.\n\nVendor pays ten dollars.")
    (quote,) = quoted(one, [Span(0, one.text.index("\n"), 0)])
    assert quote.text == "On a merger Buyer is paid as follows:"
    items = document("Buyer may end it by:\n\n(i) a notice; or\n\n(ii) Payment by Vendor.")
    (quote,) = quoted(items, [Span(0, items.text.index("\n"), 0)])
    assert quote.text.endswith("(ii) Payment by Vendor.")


def test_a_list_under_one_party_is_about_its_right():
    text = (
        "Insurer and Agent may terminate this Agreement under the following conditions:\n(A) By Insurer.\n"
        "(i) If Agent is ill; or,\n(B) By Agent\n(i) If Insurer does not pay; or\n"
        "(ii) If Insurer sells a controlling interest."
    )
    item = clause_of("Change Of Control", text, "(ii) If Insurer sells a controlling interest.")
    assert lead_in(item, text) == "Agent may terminate: "


def test_the_sentence_that_is_flagged_is_an_item_although_the_clause_begins_before_it():
    text = (
        "(b) Vendor may terminate this Agreement:\n(1) Upon ninety days notice if Buyer orders too little. If Vendor"
        " gives no such notice in June, it is deemed to have waived it; or\n"
        "(2) Upon thirty days prior written notice if Buyer enters into an agreement relating to the merger of Buyer."
    )
    item = clause_of("Change Of Control", text, text[text.index("If Vendor") :])
    assert lead_in(item, text) == "(b) Vendor may terminate this Agreement: "


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


def test_a_quote_does_not_begin_with_what_a_page_tore_off():
    one = document_from_text(
        b"On a merger Buyer may end it by notice within sixty days\n\n- --------------- after it has heard of the "
        b"merger.\n\nTo display the marks; and\n\nVendor shall ship.",
        "contract",
        10,
    )
    torn = one.text.index("- ---")
    (quote,) = quoted(one, [Span(torn, one.text.index("To display") - 2, 0)])
    assert quote.text.startswith("On a merger")
    item, whole = one.text.index("To display"), one.text.index("Vendor shall")
    quotes = quoted(one, [Span(item, whole - 2, 0), Span(whole, len(one.text), 1)])
    assert [quote.text for quote in quotes] == ["Vendor shall ship."]


def test_a_quote_goes_on_over_a_page_where_its_last_word_cannot_end_it():
    one = document("Dealer will not enter any business of Vendor, nor will\n\n8\n\nDEALER own a part of one. It pays.")
    (quote,) = quoted(one, [Span(0, one.text.index("nor will") + len("nor will"), 0)])
    assert quote.text.endswith("DEALER own a part of one.")
    numbered = document("Dealer is paid for what he will\n\n9. Notices go by post.")
    (quote,) = quoted(numbered, [Span(0, numbered.text.index("\n"), 0)])
    assert quote.text == "Dealer is paid for what he will"


def test_a_sentence_said_twice_is_quoted_once_and_one_that_turns_the_parties_round_twice():
    first = "It may be ended at any time without cause by either party on ninety days written notice to the other."
    one = document_from_text(f"{first}\n\n{first.replace('ended', 'cancelled')}".encode(), "contract", 10)
    second = one.text.index("It may be cancelled")
    spans = [Span(0, second - 2, 0), Span(second, len(one.text), 1)]
    assert [quote.text for quote in quoted(one, spans)] == [first]
    mirrored = "Buyer shall for one year after this contract ends solicit no person who works for Vendor at its mill."
    back = mirrored.replace("Buyer", "X").replace("Vendor", "Buyer").replace("X", "Vendor")
    one = document_from_text(f"{mirrored}\n\n{back}".encode(), "contract", 10)
    second = one.text.index("Vendor shall")
    assert len(quoted(one, [Span(0, second - 2, 0), Span(second, len(one.text), 1)])) == 2


def test_an_item_that_is_a_whole_sentence_does_not_follow_a_lead_in():
    text = (
        "A) Either party may end it if:\n\ni) the other fails to pay; or\n\nB) Buyer may end it on a change of control."
    )
    start = text.index("B)")
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    item = Clause(id=0, category="Change Of Control", text=text[start:], interval=[start, len(text)], **place)
    assert lead_in(item, text) == ""


def test_of_a_list_too_long_to_quote_the_item_is_quoted_that_says_what_is_flagged():
    filling = "within a year approach any supplier of the mill with whom the Weaver has dealt " * 12
    items = [f"1.{number}. {filling};" for number in (1, 2, 3)]
    said = "1.4. within a year entice away or employ any employee of the mill."
    text = "\n\n".join(["The Weaver covenants that it shall not:", *items, said])
    one = document(text)
    clause = clause_of("No-Solicit Of Employees", one.text, one.text)
    (quote,) = quoted(one, list(spans_of(None, [0], [clause])))
    assert quote.text == said


def test_a_blank_is_quoted_where_it_is_with_the_label_above_it():
    one = document("Shipper\n\n{{shipper_name}}\n\nThe shipper pays the carrier for the move.")
    start = one.text.index("{{")
    (quote,) = quoted(one, [(start, start + len("{{shipper_name}}"))])
    assert " ".join(quote.text.split()) == "Shipper {{shipper_name}}"
    party = document("(2) [WEAVER NAME] of [ADDRESS]\n\nAny other person who joins by a deed is a weaver.")
    start = party.text.index("[ADDRESS]")
    (quote,) = quoted(party, [(start, start + len("[ADDRESS]"))])
    assert quote.text == "(2) [WEAVER NAME] of [ADDRESS]"
    joined = document("and\n\n{{weaver_name}}\n\nThe weaver weaves for the mill.")
    start = joined.text.index("{{")
    (quote,) = quoted(joined, [(start, start + len("{{weaver_name}}"))])
    assert quote.text == "{{weaver_name}}"
