"""Words garbled by a wrong font encoding are found, because no word of a contract looks like them."""

from __future__ import annotations

import codecs

import pytest

from chunking.pdf.text.garbled_words import find_garbled

CLAUSE = "The total liability of the Licensor shall not exceed USD 100,000 in any year."
LIGATURES = "The confidential notification of the officers shall be filed with a certificate of the benefits."


def garbled(text: str) -> list[str]:
    return [text[start:end] for start, end in find_garbled(text)]


@pytest.mark.parametrize("sign", ["\ufffd", "\ue001", "7", "\N{EURO SIGN}", "\u019f", "#", "\u0398"])
def test_a_ligature_read_as_something_else_is_found_in_each_word(sign):
    found = garbled(LIGATURES.replace("fi", sign))
    assert [word for word in found if "dential" in word or "cate" in word] == [f"con{sign}dential", f"certi{sign}cate"]


def test_words_that_begin_with_the_capital_of_a_ligature_are_found_too():
    assert "Oled" in garbled(LIGATURES.replace("fi", "O").replace(" ", "\n"))


@pytest.mark.parametrize("words", ["tfmmfs xbssbout", "hvbsboujft qbznfou", "Xjuijo uijsuz"])
def test_two_words_of_shifted_letters_in_a_line_are_found(words):
    text = f"The Supplier shall deliver the goods, and {words}, ten days after each order."
    assert [text[start:end].strip(",") for start, end in find_garbled(text)] == words.split()


def test_a_short_line_of_shifted_letters_is_found_as_a_whole():
    assert garbled(f"{CLAUSE}\n2. Tif opujdf qfsjpe jt 30 ebzt.\n{CLAUSE}") == ["2. Tif opujdf qfsjpe jt 30 ebzt."]


@pytest.mark.parametrize("shift", [1, 13, 23])
def test_words_with_capitals_are_found_if_these_are_exchanged(shift):
    text = "This Agreement binds each Party. The fee is USD 900."
    capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    shifted = text.translate(str.maketrans(capitals, capitals[shift:] + capitals[:shift]))
    places = [text.index(word) for word in ("This", "Agreement", "Party.", "The", "USD")]
    assert [start for start, _ in find_garbled(shifted)] == places


@pytest.mark.parametrize("sign", ["\ufffd", "\ue004"])
def test_a_single_amount_of_unknown_figures_is_found_and_bullets_are_not(sign):
    amount = f"{sign}{sign}{sign},{sign}{sign}{sign}"
    assert garbled(CLAUSE.replace("100,000", amount)) == [amount]
    assert garbled(f"{sign}{sign} {CLAUSE}\n{CLAUSE}") == []


@pytest.mark.parametrize(
    "line", [codecs.encode(CLAUSE, "rot13"), "".join(chr(ord(letter) + 3) for letter in CLAUSE), "\ufffd" * 40]
)
def test_a_whole_line_of_shifted_or_unknown_letters_is_found(line):
    assert garbled(f"{CLAUSE}\n{line}\n{CLAUSE}") == [line]


@pytest.mark.parametrize(
    "text",
    [
        CLAUSE,
        "The non\N{SOFT HYPHEN}exclusive, sub\N{SOFT HYPHEN}licensed and re\N{SOFT HYPHEN}signed rights.",
        "See legal-notices@harrow-and-pine.example, MM2xb4 and ISO9001, 1st and 2nd, iPhone and eBay.",
        "Where the Tender is in at a late Rate, She and He give it to Either party, or the Tate and its Heir.",
        "Die Gesellschafterversammlung beschließt über die Verwendung des Jahresüberschusses.",
        "Les parties conviennent que l’accord est régi par le droit français.",
    ],
)
def test_other_text_is_left_alone(text):
    assert garbled(text) == []
