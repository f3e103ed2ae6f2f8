"""Cross-references that lead nowhere, and terms that are used and not defined."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.document_checks.cross_references import dead_references
from model.playbook.document_checks.undefined_terms import undefined_terms

SECTIONS = "\n\n".join(
    f"{top}. HEADING\n\n{top}.1 The first of them says this.\n\n{top}.2 The second of them says that."
    for top in range(1, 9)
)

DEFINED = "".join(f"“{word}” means what it says. " for word in ("Work", "Fee", "Site", "Plan", "Order", "Notice"))

IN_QUOTES = " ".join(f"“{word}” means it." for word in ("Alpha", "Beta", "Gamma", "Delta", "Kappa", "Sigma"))


def as_document(text: str):
    return document_from_text(text.encode(), "contract", 10)


@pytest.mark.parametrize(
    ("says", "numbers"),
    [
        ("as Section 8.4 provides.", ["8.4"]),
        ("as Section 8.2 provides.", []),
        ("as Section 15 provides.", ["15"]),
        ("as Section 0 provides.", ["0"]),
        ("under Articles 5, 8, 0 and 7.", ["0"]),
        ("at 0 percent.", []),
        ("under Sections 3.1, 3.7 and 12.1(b).", ["3.7", "12.1"]),
        ("as clause 8.4(a)(ii) says.", ["8.4"]),
        ("as Section 8.4 of the Master Agreement provides.", []),
        ("as Section 8.4 of this Agreement provides.", ["8.4"]),
        ("by parts of the Loan Agreement, including Section 3, Secrets; Rivals; and Section 15, Costs.", []),
        ("under Section 365 of the Bankruptcy Code.", []),
        ("as Exhibit B, Section 9.9 shows.", []),
        ("at 8.4 percent.", []),
    ],
)
def test_a_reference_to_a_section_that_is_not_there_is_found(as_text, says, numbers):
    document = as_text(f"{SECTIONS}\n\n8.3 The parties act {says}")
    assert [one.number for one in dead_references(document)] == numbers


def test_a_statutes_section_on_the_next_line_is_none_of_the_contracts(as_text):
    waived = "8.3 Nothing waives the protections that a bank is afforded under 12 U.S.C.\nSection 91 or a law like it."
    assert dead_references(as_text(f"{SECTIONS}\n\n{waived}")) == []


def test_a_heading_that_is_joined_to_its_number_is_a_section(as_text):
    text = SECTIONS + "\n\n8.3Payment to Buyer.\n\n8.4ACME pays it.\n\nThis is subject to Sections 8.3 and 8.4."
    assert dead_references(as_text(text)) == []


def test_it_points_at_the_words_that_refer(as_text):
    document = as_text(f"{SECTIONS}\n\nThe parties act as Section 8.4 provides.")
    (one,) = dead_references(document)
    assert document.text[one.start : one.end] == "Section 8.4"


def test_a_contract_whose_numbering_is_not_understood_has_none(as_text):
    assert dead_references(as_text("The parties act as Section 8.4 provides.\n\n1. It ends.")) == []


def test_roman_articles_are_counted(as_text):
    articles = "\n\n".join(f"ARTICLE {roman}\n\nIt says this." for roman in ("I", "II", "III", "IV", "V", "VI"))
    assert [one.number for one in dead_references(as_text(f"{articles}\n\nSee Article 4 and Article 9."))] == ["9"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (3 * "Provider keeps the Licensed Products safe. ", ["Licensed Products"]),
        (2 * "Provider keeps the Licensed Products safe. ", []),
        (3 * "Provider keeps the Work safe. ", []),
        (3 * "Provider keeps the Works safe. ", []),
        (3 * "Provider keeps the licensed products safe. ", []),
        ("Licensed Products: as listed. " + 3 * "Provider keeps the Licensed Products safe. ", []),
        ("LICENSED PRODUCTS\n" + 3 * "Provider keeps the Licensed Products safe. ", []),
        (3 * "It is known in the United Kingdom and all Texas counties. ", []),
        (3 * "It pays the Nine Thousand dollars. ", []),
        (3 * "It is signed by the Chief Executive. ", []),
        ("Capitalized terms have the meaning given in the Master Agreement. " + 3 * "It keeps the Assets safe. ", []),
    ],
)
def test_a_term_that_is_used_as_if_defined_is_found(text, terms):
    assert [one.term for one in undefined_terms(DEFINED + text)] == terms


def test_a_contract_without_defined_terms_has_none_that_lack_a_definition():
    assert undefined_terms(5 * "Provider keeps the Licensed Products safe. ") == []


@pytest.mark.parametrize(
    "law",
    [
        "DFAR Section 227.7202 and FAR Section 12.212",
        "Section 409A of the Code",
        "Section 16 of the Securities Exchange Act",
    ],
)
def test_a_section_of_a_law_is_no_cross_reference(as_text, law):
    sections = "\n\n".join(f"{n}. HEADING\n\n{n}.1 It says this.\n\n{n}.2 It says that." for n in range(1, 9))
    assert not dead_references(as_text(f"{sections}\n\n8.3 It is licensed under {law}, as the case may be."))
    assert dead_references(as_text(f"{sections}\n\n8.3 It is licensed under Section 12.212, as the case may be.")) == []
    assert dead_references(as_text(f"{sections}\n\n8.3 It is licensed under Section 6.4, as the case may be."))


def test_the_name_of_a_technology_or_of_a_department_is_no_undefined_term():
    terms = " ".join(f"“{word}” means it." for word in ("Alpha", "Beta", "Gamma", "Delta", "Kappa", "Sigma"))
    assert not undefined_terms(terms + 3 * " It uses the Picker technology and the Garden or Books department here.")
    assert undefined_terms(terms + 3 * " It uses the Picker here.")


@pytest.mark.parametrize(
    "text",
    [
        "It is paid by the Harrow Group here. These businesses are together called the Harrow Group. ",
        "It is sent to the office at 12 Avenue of the Stars in town. ",
        "It follows the Privacy Principles here. EXHIBIT P - Privacy Principles ",
        "It is quoted on the Nasdaq Global Market here. ",
        "It is approved by the Fair Harvest Initiative here. ",
        "It follows the Planting Manual here. Both are hereinafter called the Drawings and Planting Manual. ",
        "It uses the Licensed Assets here. Capitalized terms not defined have the meaning given to them in Asset "
        "Purchase Agreement. ",
    ],
)
def test_names_and_terms_that_are_defined_without_quotation_marks_are_not_undefined(text):
    assert not undefined_terms(IN_QUOTES + 3 * f" {text}")


def test_the_title_of_a_statement_defines_what_it_is_called():
    text = IN_QUOTES + 3 * " It follows the Garden Principles here."
    assert undefined_terms(text)
    assert not undefined_terms(f"{text}\nStatement of Garden Principles\nIt is kept.")


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [("Article 21 sets out the remedies.", True), ("As Section 12.3 provides, notices go by mail.", True)],
)
def test_a_reference_at_a_sentences_beginning_is_not_the_section_itself(as_text, sentence, dead):
    sections = "\n\n".join(f"{n}. HEADING. It says this and that." for n in range(1, 9))
    assert bool(dead_references(as_text(f"{sections}\n\n9. MORE. {sentence}"))) is dead
    assert not dead_references(as_text(f"SECTION 11.0 MANUFACTURING\n\n{sections}"))


def test_a_term_that_takes_its_meaning_from_elsewhere_is_defined():
    terms = " ".join(f"“Word{letter}” means this." for letter in "abcdefgh")
    used = "It pays, and each Kindred Body pays, and any Kindred Body sells, as every Kindred Body does. "
    assert [one.term for one in undefined_terms(f"{terms} {used}")] == ["Kindred Body"]
    meant = "In this clause the term Kindred Body has the meaning given in section 12."
    assert not undefined_terms(f"{terms} {used} {meant}")


def test_a_section_whose_heading_is_redacted_is_not_missing():
    sections = "2.1 Supply\nThe goods.\n2.2 Price\nThe price.\n{}2.4 Delivery\nThe place.\n3.1 Term\nSee Section {}.\n"
    assert [one.number for one in dead_references(as_document(sections.format("", "2.3")))] == ["2.3"]
    assert dead_references(as_document(sections.format("[***]\nFor the first year a discount.\n", "2.3"))) == []
    assert dead_references(as_document(sections.format("[***] For the first year a discount.\n", "2.3"))) == []


def test_a_heading_that_ends_in_articles_and_the_next_number_are_no_reference():
    text = "".join(f"{n}. TITLE\n\n{n}.1. Buyer pays.\n\n{n}.2. Vendor ships.\n\n" for n in range(1, 7))
    own = text + "7. Sale of Articles 7.1. The Site shall sell them.\n\n7.2. Buyer pays.\n\n7.3. Vendor ships."
    assert not dead_references(document_from_text(own.encode(), "contract", 10))
    dead = dead_references(document_from_text((text + "Section 3.9 applies.").encode(), "contract", 10))
    assert [one.number for one in dead] == ["3.9"]


def test_a_reference_is_called_what_the_contract_calls_it():
    text = "".join(f"{n}. TITLE\n\n{n}.1. Buyer pays.\n\n{n}.2. Vendor ships.\n\n" for n in range(1, 7))
    (dead,) = dead_references(as_document(text + "Article 3.9 applies."))
    assert (dead.kind, dead.number) == ("Article", "3.9")


@pytest.mark.parametrize(
    "land",
    [
        "Section 47, Township 4 South, Range 10 East, of the county",
        "the NW/4 of Section 31, T-12-N",
        "Section 18, Block 34 of the survey",
    ],
)
def test_a_square_of_surveyed_land_is_no_section_of_the_contract(as_text, land):
    assert dead_references(as_text(f"{SECTIONS}\n\n8.3 The well is in {land}.")) == []


def test_a_section_whose_heading_lost_its_number_is_there(as_text):
    lost = (
        "8.3 Fees. Buyer pays.\n\nOther Costs. Seller bears them.\n\nTaxes\n\nBuyer bears them.\n\n8.6 Interest. None."
    )
    assert dead_references(as_text(f"{SECTIONS}\n\n{lost}\n\nThis is subject to Sections 8.4 and 8.5.")) == []
    without = lost.replace("Taxes\n\n", "")
    dead = dead_references(as_text(f"{SECTIONS}\n\n{without}\n\nThis is subject to Sections 8.4 and 8.5."))
    assert [one.number for one in dead] == ["8.4", "8.5"]


def test_a_reference_into_a_section_without_parts_is_dead(as_text):
    more = "9. LAW\n\nThe law of Ohio governs this.\n\n10. END\n\n10.1 It ends on notice.\n\n10.2 It ends well."
    whole = f"{SECTIONS}\n\n{more}"
    (dead,) = dead_references(as_text(f"{whole}\n\nIt is cured as Section 9.1 provides."))
    assert dead.number == "9.1"
    assert dead_references(as_text(f"{whole}\n\nIt is cured as Section 9 provides.")) == []


def test_a_reference_beyond_the_only_part_of_a_section_is_dead(as_text):
    more = "9. LAW\n\n9.1 The law of Ohio governs this.\n\n10. END\n\n10.1 It ends on notice.\n\n10.2 It ends well."
    (dead,) = dead_references(as_text(f"{SECTIONS}\n\n{more}\n\nIt is cured as Section 9.6 provides."))
    assert dead.number == "9.6"
    # the number of the next part may be lost
    assert dead_references(as_text(f"{SECTIONS}\n\n{more}\n\nIt is cured as Section 9.2 provides.")) == []


@pytest.mark.parametrize(
    "says", ["Section 14 applies to both cases.", "See section 14 for disclosure of the rules of the mill."]
)
def test_a_section_that_applies_to_something_is_not_one_of_another_document(as_text, says):
    assert [one.number for one in dead_references(as_text(f"{SECTIONS}\n\n{says}"))] == ["14"]


def test_a_statute_in_the_next_paragraph_is_not_what_a_reference_means(as_text):
    text = f"{SECTIONS}\n\n“Forecast” has the meaning given in Section 8.4.\n\n“Food Act” means the Code of the State."
    assert [one.number for one in dead_references(as_text(text))] == ["8.4"]


def test_sections_whose_numbers_were_not_printed_are_not_missing(as_text):
    parts = "Lead Times\n\nThe Mill ships in May.\n\nRisk of Loss\n\nIt passes at the gate."
    sections = "\n\n".join(f"{top}.0 Matters of Trade\n\n{parts}" for top in range(1, 9))
    says = "This is subject to Sections 4.1 and 4.2. Subsection 4.2 prevails, save for Sections 4.3, 4.4, 4.5 and 4.9."
    assert dead_references(as_text(f"{sections}\n\n{says}")) == []
    printed = sections.replace("4.0 Matters of Trade\n\nLead Times", "4.0 Matters of Trade\n\n4.1 Lead Times")
    printed = printed.replace("It passes", "4.2 It passes")
    dead = dead_references(as_text(f"{printed}\n\nThis is subject to Section 4.3 and Subsection 4.4."))
    assert [(one.kind, one.number) for one in dead] == [("Section", "4.3"), ("Subsection", "4.4")]


def test_prices_and_statutes_are_no_sections_and_a_long_list_is_read_to_its_end():
    prices = "\n\nThe rate is $71.00, or $98.50 by night (RCW 39.76)."
    assert [one.number for one in dead_references(as_document(f"{SECTIONS}{prices} See Section 12."))] == ["12"]
    survive = "Sections 1, 2, 3, 4, 5, 6, 7, 8 and 15.6 survive."
    assert [one.number for one in dead_references(as_document(f"{SECTIONS}\n\n{survive}"))] == ["15.6"]


def test_articles_may_have_roman_numbers():
    articles = "\n\n".join(f"ARTICLE {number} – HEADING\n\nThis is said." for number in ("I", "II", "III", "IV", "V"))
    assert [one.number for one in dead_references(as_document(f"{articles} As defined in Article XVI."))] == ["XVI"]
    assert dead_references(as_document(f"{articles} As defined in Article IV.")) == []
    assert dead_references(as_document(f"{articles} As defined in Article XVI of the Master Agreement.")) == []
