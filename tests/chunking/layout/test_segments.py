from __future__ import annotations

import random

import pytest

from chunking.layout.segments import LONGEST, is_heading, segments
from chunking.pipeline import document_from_text

SAMPLE = """\
the Supplier shall deliver goods within thirty (30) days of Section 4.2 and pays $1,000.00 to Acme, Inc. in the U.S.
No. 7 (a) (ii) 5. 5.2 ARTICLE IV TERM. end; and or: provided, however, “Term” (the “Fee”). § • a.m. ___ ?! é 漢字 [***]
e.g."""
WORDS = [*SAMPLE.split(), "x" * 40, "y" * 600, "\u00a0", "\N{SOFT HYPHEN}"]


def sentences(text: str) -> list[str]:
    return [text[segment.start : segment.end] for segment in segments(text)]


def headed(text: str) -> dict[str, tuple[str, ...]]:
    return {text[segment.start : segment.end]: segment.heading for segment in segments(text)}


@pytest.mark.parametrize("seed", range(40))
def test_segments_cover_every_character_in_order_without_overlap(seed):
    draw = random.Random(seed)
    text = "".join(draw.choice(WORDS) + draw.choice([" ", " ", " ", "\n", ""]) for _ in range(draw.randrange(1, 300)))
    end = 0
    for number, segment in enumerate(segments(text)):
        assert segment.id == number
        assert end <= segment.start < segment.end <= len(text)
        assert not text[end : segment.start].strip(), "nothing but white space lies between segments"
        assert segment.end - segment.start <= LONGEST
        assert "\n" not in text[segment.start : segment.end]
        assert text[segment.start : segment.end].strip()
        end = segment.end
    assert not text[end:].strip()


def test_a_segments_interval_cuts_its_words_out_of_the_documents_text():
    document = document_from_text(b"1. TERM\n\nIt begins today. It ends\nin a year.", "text", 10)
    assert [document.segment_text(segment) for segment in document.segments] == [
        "1. TERM",
        "It begins today.",
        "It ends in a year.",
    ]
    for segment in document.segments:
        assert document.text[segment.start : segment.end] == document.segment_text(segment)


def test_no_text_has_no_segments():
    assert segments("") == segments(" \n\n ") == ()


def test_a_paragraph_is_cut_into_sentences():
    assert sentences("It begins today. Does it end? It does! Who knows.") == [
        "It begins today.",
        "Does it end?",
        "It does!",
        "Who knows.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme, Inc. Buys the goods from Northwind Corp. And others.",
        "The invoice No. 17 of the U.S. Treasury is paid.",
        "Mr. Smith of Smith & Co. Ltd. signs.",
        "The benefits are paid to MR. SMITH and MS. DORE, by DR. ODE and PROF. IRE.",
        "Messrs. Smith and Dore, and JOHN SMITH, JR. Dore, sign.",
        "J. P. Morgan acts as agent.",
        "It opens at 9 a.m. Eastern time, e.g. Monday.",
        "See Art. 5 and Sec. 6 for St. Louis.",
        "See § 3 para. 2 and art. 5.",
        "WORK ORDER NO. 4 costs Rs. 40,000.",
        "The price is 3.50 a piece, i.e. Three and a half.",
    ],
)
def test_no_sentence_is_cut_at_an_abbreviation(sentence):
    assert sentences(sentence) == [sentence]


def test_a_sentence_that_ends_inside_quotation_marks_ends():
    assert sentences("It is called the “Term.” It ends.") == ["It is called the “Term.”", "It ends."]


def test_a_sentence_continues_before_a_lower_case_letter():
    assert sentences("He said stop. and went.") == ["He said stop. and went."]


def test_numbered_items_of_a_sentence_are_segments():
    assert sentences("The Supplier shall (x) do all: (a) deliver; (b) install, and (c) train; the Buyer pays.") == [
        "The Supplier shall (x) do all:",
        "(a) deliver;",
        "(b) install,",
        "and (c) train; the Buyer pays.",
    ]


def test_a_number_is_not_split_from_its_clause():
    assert sentences("5. The Buyer pays. 5.2 It pays late.") == ["5. The Buyer pays.", "5.2 It pays late."]


def test_a_segment_has_the_headings_above_it():
    text = "\n".join(
        [
            "5. TERM",
            "This agreement begins today.",
            "5.2 Renewal",
            "It is renewed as follows:",
            "(a) by a year; and",
            "(i) once more;",
            "(b) by two years.",
            "6. GOVERNING LAW",
            "The law of Utah governs.",
        ]
    )
    found = headed(text)
    assert found["This agreement begins today."] == ("5. TERM",)
    assert found["It is renewed as follows:"] == ("5. TERM", "5.2 Renewal")
    assert found["(a) by a year; and"] == ("5. TERM", "5.2 Renewal", "(a)")
    assert found["(i) once more;"] == ("5. TERM", "5.2 Renewal", "(a)", "(i)")
    assert found["(b) by two years."] == ("5. TERM", "5.2 Renewal", "(b)")
    assert found["The law of Utah governs."] == ("6. GOVERNING LAW",)


@pytest.mark.parametrize(("first", "second"), [("SIXTH:", "SEVENTH:"), ("TWENTIETH.", "TWENTY-FIRST."), ("§ 8", "§ 9")])
def test_a_section_may_be_numbered_in_words_or_by_a_section_sign(first, second):
    text = f"{first} FEES.\n(a) Fees are due monthly.\n{second} TERM.\n(a) It lasts a year."
    assert segments(text)[-1].heading == (f"{second} TERM", "(a)")


def test_an_exhibit_begins_headings_of_its_own():
    found = headed("ARTICLE IV FEES\nThe fee is due.\nEXHIBIT A\nARTICLE I SCOPE\nThe scope is wide.")
    assert found["The fee is due."] == ("ARTICLE IV FEES",)
    assert found["The scope is wide."] == ("EXHIBIT A", "ARTICLE I SCOPE")


def test_what_follows_a_list_of_exhibits_belongs_to_none_of_them():
    contents = "EXHIBIT A — DUTIES OF THE MILLER\nEXHIBIT B — FORM OF REPORT\n"
    found = headed(
        f"{contents}This is about mills.\nARTICLE I SCOPE\nThe scope is wide.\nEXHIBIT B — FORM OF REPORT\nIt is so."
    )
    assert found["This is about mills."] == ()
    assert found["The scope is wide."] == ("ARTICLE I SCOPE",)
    assert found["It is so."] == ("EXHIBIT B — FORM OF REPORT",)


def test_a_title_on_the_line_below_a_number_belongs_to_it():
    assert headed("7. NON-DISCLOSURE\nPROVISIONS\nIt is secret.")["It is secret."] == (
        "7. NON-DISCLOSURE",
        "PROVISIONS",
    )
    assert headed("7.\nSECRECY\nIt is secret.")["It is secret."] == ("7.", "SECRECY")
    found = headed("SECTION 7\nSECRECY\n7.1 It is secret.\nSECTION 8\nPRICES\n8.1 They are low.")
    assert found["7.1 It is secret."] == ("SECTION 7", "SECRECY", "7.1")
    assert found["8.1 They are low."] == ("SECTION 8", "PRICES", "8.1")
    found = headed("7. The mill is secret.\nPRICES\nThey are low.\n8. NOTICES\nThey are sent.")
    assert found["They are low."] == ("PRICES",) and found["They are sent."] == ("8. NOTICES",)


def test_the_lines_of_an_address_interrupt_no_list():
    address = "HARROW MILLS\nOSLO\nNORWAY"
    found = headed(f"9. Notices\n(a) They go to:\n{address}\n(b) They are in writing.\n10. It ends.")
    assert found["(b) They are in writing."] == ("9. Notices", "(b)") and found["10. It ends."] == ("10.",)
    titled = headed("SECRECY\n(a) It is secret.\nPRICES\n(b) They are low.")
    assert titled["(b) They are low."] == ("PRICES", "(b)")


def test_an_unnumbered_title_in_capitals_is_a_heading():
    assert headed("MISCELLANEOUS\nNotices go by post.")["Notices go by post."] == ("MISCELLANEOUS",)


@pytest.mark.parametrize("value", ["AUD 100,000", "£25,000", "12,000 EUR", "15%"])
def test_a_fields_value_is_no_heading(value):
    found = segments(f"TERMS\nAnnual fee\n{value}\nThe fee is paid monthly.")
    assert found[-1].heading == ("TERMS",)


def test_text_before_the_first_heading_has_none():
    assert headed("Notices go by post.\n1. TERM")["Notices go by post."] == ()


@pytest.mark.parametrize(("separator", "end"), [("; ", ";"), (", ", ",")])
def test_a_sentence_that_is_too_long_is_split_at_its_punctuation(separator, end):
    text = separator.join(f"the item of the list called {number:04d}" for number in range(60)) + "."
    pieces = sentences(text)
    assert all(len(piece) <= LONGEST for piece in pieces) and len(pieces) >= len(text) // LONGEST
    assert all(piece.endswith(end) for piece in pieces[:-1])


def test_an_endless_word_is_cut_at_the_limit():
    assert [len(piece) for piece in sentences("z" * (2 * LONGEST + 7))] == [LONGEST, LONGEST, 7]


def test_the_pieces_of_a_sentence_share_its_number():
    text = "It begins. " + "The item, " * 90 + "and the rest. It ends."
    numbers = [segment.sentence for segment in segments(text)]
    assert numbers == [0, *[1] * (len(numbers) - 2), 2] and len(numbers) > 3


@pytest.mark.parametrize("text", ["5.", "5. TERM", "Governing Law", "ARTICLE IV", "(a)", "Section 5.2 Renewal Term"])
def test_a_number_or_a_title_alone_is_a_heading(text):
    assert is_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "The law of Utah governs this agreement.",
        "5. The fee is due at once",
        "(a) deliver;",
        "This Agreement expires on June 30, 2025.",
        "The Initial Franchise Fee is $25,000.",
    ],
)
def test_a_sentence_is_not_a_heading(text):
    assert not is_heading(text)


def section_of(text: str, words: str) -> str:
    return " › ".join(next(path for sentence, path in headed(text).items() if words in sentence))


NESTED = """\
6. USER DATA
a) The parties share it:
i) Names belong to the Buyer.
ii) Visits belong to both.
b) They keep to this:
i) The Buyer asks first.
v) The Supplier keeps it secure.
7. PAYMENT
A. Kinds of goods.
C. The Buyer orders the following:
1. Mops.
2. Brooms of both sizes.
D. The Buyer collects them.
8. DELIVERY
Goods are delivered."""


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("Visits belong", "6. USER DATA › a) › ii)"),
        ("asks first", "6. USER DATA › b) › i)"),
        ("secure", "6. USER DATA › b) › v)"),
        ("Brooms", "7. PAYMENT › C. › 2."),
        ("collects", "7. PAYMENT › D."),
        ("are delivered", "8. DELIVERY"),
    ],
)
def test_an_item_is_under_the_item_whose_list_it_belongs_to(words, section):
    assert section_of(NESTED, words) == section


def test_a_list_within_a_sentence_ends_with_the_sentence():
    text = "2. TERM\n“Start” is the day when (i) the pipe is laid, (ii) it is full, and (iii) oil flows. It is fixed."
    assert section_of(text, "oil flows") == "2. TERM › (iii)"
    assert section_of(text, "It is fixed") == "2. TERM"


def test_the_letter_i_follows_h_and_the_numeral_i_opens_a_list():
    text = "(g) seven;\n(h) eight;\n(i) nine;\n(j) ten:\n(i) the first;\n(ii) the second."
    assert [section_of(text, word) for word in ("nine", "first", "second")] == ["(i)", "(j) › (i)", "(j) › (ii)"]


def test_sections_after_recitals_are_no_items_of_the_last_recital():
    recitals = "A. Vendor makes mops.\nB. Buyer sells them.\nThe parties agree as follows:\n"
    text = f"{recitals}1. Mops\nVendor delivers them.\n2. It ships."
    assert section_of(text, "delivers them") == "1. Mops"
    assert section_of(text, "ships") == "2."


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("9. Support and response times", "9. Support and response times"),
        ("20. Governing law and dispute resolution", "20. Governing law and dispute resolution"),
        ("9. Vendor shall deliver it", "9."),
        ("9. Lamps, wicks and", "9."),
        ("9. delivery of goods", "9."),
        ("9. Copies of the plans;", "9."),
    ],
)
def test_a_numbered_line_of_its_own_is_a_heading_in_sentence_case_too(line, heading):
    assert headed(f"{line}\nIt is done on Mondays.")["It is done on Mondays."] == (heading,)


def test_a_numbered_heading_behind_a_rule_across_the_page_is_one():
    rule = 20 * "-"
    text = f"5.4 Others\n\na. It is kept.\n\n{rule} 7.0 Materials\n\na. Vendor owns them.\n\n{rule} Ann Brook"
    found = {text[one.start : one.end]: one.heading for one in segments(text)}
    assert found["a. Vendor owns them."] == ("7.0 Materials", "a.")
    assert found[f"{rule} Ann Brook"] == ("7.0 Materials", "a.")


@pytest.mark.parametrize("date", ["March 18. 2021", "Aug. 7. 1999", "18. March 2021"])
def test_a_full_stop_within_a_date_ends_no_sentence(date):
    text = f"It is in effect until {date}, unless sooner terminated by Vendor. Notices are in writing."
    assert len(sentences(text)) == 2
    assert len(sentences("It ends in March. 2021 is the first year. The fee is 18. March has no fee.")) == 4


@pytest.mark.parametrize("number", ["VAT no. NO 314", "company no. C 314", "reg. no. N 314"])
def test_no_sentence_ends_before_a_number_by_which_a_company_is_known(number):
    text = f"It is made between Brook, Norway, {number}, and Harrow."
    assert [text[one.start : one.end] for one in segments(text)] == [text]


def test_the_heading_of_an_attachment_may_be_in_small_letters():
    text = (
        "ARTICLE IV FEES\nThe fee is due.\nSCHEDULE A TO THE DEED\nExhibit C – Form of Trademark Deed\n"
        "1. Transfer. It is sold.\nExhibit D - as agreed\nIt is blue."
    )
    found = headed(text)
    assert found["It is sold."] == ("Exhibit C – Form of Trademark Deed", "1. Transfer")
    assert found["It is blue."] == ("Exhibit C – Form of Trademark Deed", "1. Transfer")
    listed = "Exhibit A: Duties of the Miller\nExhibit B: Form of Report\nThis is about mills."
    assert headed(listed)["This is about mills."] == ()
