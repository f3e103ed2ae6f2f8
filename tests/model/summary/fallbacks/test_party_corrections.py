from __future__ import annotations

import pytest

from model.findings import Finding
from model.summary.fallbacks.fallbacks import with_fallbacks


def names(document, *passages: str) -> list[str]:
    """What is shown as names of parties if the model takes these passages for such."""
    found = []
    for words in passages:
        start = document.text.index(words)
        inside = document.segments_in(start, start + len(words))
        found.append(Finding("Parties", inside[0].id, inside[-1].id + 1, start, start + len(words), 0.9))
    kept = [one for one in with_fallbacks(document, found, found) if one.category == "Parties"]
    return [document.text[one.start : one.end] for one in sorted(kept, key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "passage", "shown"),
    [
        ('Here "we," "us" or "our" means the shop.', 'us" or', ["us"]),
        ('Here "you," "your" or "Partner," means the one.', 'you," "your" or "Partner', ["you", "your", "Partner"]),
        ("It binds the guest (“Guest” or “you”) alone.", "Guest” or “you", ["Guest", "you"]),
        ("It binds the shop (the “Lending Library”) alone.", "Library", ["Lending Library"]),
        ("It binds the shop (the “Library”) alone.", "the “Library", ["Library"]),
        ("It binds Fern Books, Inc. (“Fern”) alone.", "Fern Books, Inc. (“Fern", ["Fern Books, Inc.", "Fern"]),
        ("Item\tDetails\nWe, us\tFern Books Ltd, a shop", "We, us\tFern Books Ltd", ["Fern Books Ltd"]),
        (
            "By:\nFern Books Ltd\tMoss Mills LLC\n",
            "Fern Books Ltd\tMoss Mills LLC",
            ["Fern Books Ltd\tMoss Mills LLC"],
        ),
        ("Signed for and on behalf of Fern Books Ltd alone.", "behalf of Fern Books Ltd", ["Fern Books Ltd"]),
        ("It binds a limited company hereby incorporated in Ohio.", "company hereby incorporated", []),
        ("Brook, Inc., of 512 Elmshore DR, Elmstadt, weaves.", "Elmshore DR", []),
        ("Brook AG\nErlenstr. 25\nElmstadt", "Erlenstr", []),
        ("It binds Fern Books, Inc. f/k/a Moss Mills, Inc. alone.", "f/k/a Moss Mills, Inc.", []),
        ("It is between\nUAB Brook\nCompany code 304 418\nand others.", "UAB Brook\nCompany", ["UAB Brook"]),
        ("Brook, of Elm House, Moss, Co. Cork (the “Agent”)", "Moss, Co. Cork (the “Agent", ["Agent"]),
        ("It binds the singer Ann Lane alone.", "Ann Lane", ["Ann Lane"]),
        ("It binds the singer Dr Elm Brook alone.", "Elm Brook", ["Elm Brook"]),
        ("They are collectively the “Parties”, and each “Weaver” pays.", "Parties”, and each “Weaver", ["Weaver"]),
    ],
)
def test_a_party_is_shown_as_a_name_or_a_whole_defined_term(as_text, text, passage, shown):
    assert names(as_text(f"LENDING AGREEMENT\n\n{text}"), passage) == shown


@pytest.mark.parametrize("passage", ["www.fernboard.example", "fernboard.", "https://fernboard.example/terms", "info"])
def test_an_address_on_the_web_or_a_part_of_one_is_no_party(as_text, passage):
    text = "Write to info@fernboard.example, see www.fernboard.example or https://fernboard.example/terms for more."
    assert names(as_text(f"LENDING AGREEMENT\n\n{text}"), passage) == []


@pytest.mark.parametrize(
    ("text", "passage", "shown"),
    [
        ("Ask the librarian or visit fernboard.example in the evening.", "fernboard", []),
        ("It binds fernboard. You may leave.", "fernboard", ["fernboard"]),
        ("It binds Fernboard.example and the reader.", "Fernboard", ["Fernboard"]),
    ],
)
def test_the_first_word_of_a_domain_written_small_is_no_party(as_text, text, passage, shown):
    assert names(as_text(f"LENDING AGREEMENT\n\n{text}"), passage) == shown


def test_a_company_named_by_its_domain_is_shown(as_text):
    text = "This agreement is between fernboard.example and North Lights Ltd."
    assert "fernboard.example" in names(as_text(f"LENDING AGREEMENT\n\n{text}"), "fernboard.example")


@pytest.mark.parametrize(
    ("text", "passage", "shown"),
    [
        ("It maintains the yachts “Fern Queen” and “Fern Maid” in the harbor.", "Fern Maid", []),
        ("It binds Fern Mills Inc., formerly known as Fern Silk Looms LLC, alone.", "Silk Looms LLC", []),
        ("It binds the carrier and “Fern Maid”, which sail.", "Fern Maid", ["Fern Maid"]),
    ],
)
def test_a_ship_and_a_name_that_a_party_had_before_are_no_parties(as_text, text, passage, shown):
    assert names(as_text(f"LENDING AGREEMENT\n\n{text}"), passage) == shown


def test_two_partners_are_two_parties(as_text):
    text = "The buyers: Ada Brook and Bert Reed, partners in the Elm Store, and Moss Mills Limited. They buy bread."
    assert names(as_text(f"BREAD AGREEMENT\n\n{text}"), "Brook and Bert Reed, partners") == ["Ada Brook", "Bert Reed"]


@pytest.mark.parametrize(
    ("signed", "name"),
    [
        ("______________\nAda Quill, Director\nFor and on behalf of Moss Mills LLC", "Ada Quill"),
        ("MOSS MILLS LLC\nBy: Fern Weavers, Inc., a Utah corporation, its Manager", "Fern Weavers, Inc."),
        ("MOSS MILLS LLC\nBy: Fern Weavers, Inc., its general partner", "Fern Weavers, Inc."),
    ],
)
def test_whoever_signs_for_a_party_is_none(as_text, signed, name):
    document = as_text(f"LENDING AGREEMENT\n\nIt binds Elm Books, Inc. and Moss Mills LLC alone.\n\n{signed}\n")
    assert name not in names(document, name)
    assert "Elm Books, Inc." in names(document, "Elm Books, Inc.")
