from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties

USED = "By using the service you agree to these terms."
GOODS = "By placing an order the Buyer accepts these conditions. The Seller may deliver early."


@pytest.mark.parametrize(
    ("text", "name", "terms"),
    [
        ("1.1 Buyer: means the person who orders.\n1.2 Seller: means Ada Fernleigh", "Ada Fernleigh", ["Seller"]),
        ("1.1 Seller: Ada Fernleigh\n1.2 Buyer: the person who orders.", "Ada Fernleigh", ["Seller"]),
        ("1.1 “Seller” - Ada Fernleigh of 7 Mill Lane, Leeds.", "Ada Fernleigh", ["Seller"]),
        ("Seller - means Ada Fernleigh, sole trader.", "Ada Fernleigh", ["Seller"]),
        ("(a) Supplier – Fernleigh Mills Ltd, whose office is at 7 Mill Lane.", "Fernleigh Mills Ltd", ["Supplier"]),
        ("The Company – Fernleigh Mills Limited (company no. 31)", "Fernleigh Mills Limited", ["Company"]),
        ("“Supplier” refers to Fernleigh Pottery, whose shop is in Leeds.", "Fernleigh Pottery", ["Supplier"]),
        ("1. Contractor: Fernleigh Design, established in Utrecht, number 31.", "Fernleigh Design", ["Contractor"]),
        (
            "In these terms the Supplier is Fernleigh Mills Ltd. The Supplier delivers. The Supplier may charge.",
            "Fernleigh Mills Ltd.",
            ["Supplier"],
        ),
    ],
)
def test_a_role_in_a_list_of_definitions_names_the_seller(text, name, terms):
    assert [(one.name, one.terms) for one in listed_parties(f"Conditions\n{text}\n{GOODS}")] == [(name, terms)]


@pytest.mark.parametrize(
    "text",
    [
        "1.1 Seller: means the person named in the order.",
        "1.1 Courier: means Wrenford Parcels Ltd.",
        "“Supplier” means Approved Suppliers named in the order.",
        "“Provider” means Internet Service Provider.",
        "“Seller” means Third Party Sellers on the market.",
        "1. Seller – Delivery of the Goods",
        "Supplier – Duties of Care, Whose Breach",
        "Supplier: Terms of Payment",
        "The Owner is Wrenford Land Ltd, from which we rent the shop.",
        "If the Supplier is Wrenford Mills Ltd, the price is another.",
        "The Seller is Under No Liability for delays.",
    ],
)
def test_a_heading_or_a_description_beside_a_role_names_nobody(text):
    assert listed_parties(f"Conditions\n{text}\n{GOODS}") == []


@pytest.mark.parametrize(
    ("text", "name", "terms"),
    [
        (
            'Company (referred to as either "the Company", "We", "Us" or "Our" in this Agreement) refers to Fernleigh '
            "Inc., 7 Mill Lane.",
            "Fernleigh Inc.",
            ["Company", "We", "Us", "Our"],
        ),
        (
            "“Fernleigh bank, us, we and our” means Fernleigh Bank Limited",
            "Fernleigh Bank Limited",
            ["Fernleigh bank", "us", "we", "our"],
        ),
        ('"Fernleigh", "we" and "our" refers to Fernleigh Limited.', "Fernleigh Limited", ["Fernleigh", "we", "our"]),
        ("“We/Us/Our”: Fernleigh Limited, the company behind it.", "Fernleigh Limited", ["We", "Us", "Our"]),
        (
            "The terms 'us' or 'we' refers to the owner of the website, Fernleigh Pots, of 7 Mill Lane.",
            "Fernleigh Pots",
            ["us", "we"],
        ),
        ("Fernleigh and its affiliates (“Fernleigh,” “we,” or “us”) provide it.", "Fernleigh", ["we", "us"]),
        ("1.1 Fernleigh Limited (we, us and our) is a company.", "Fernleigh Limited", ["we", "us", "our"]),
        ("“I”, “me” and “my” refer to Ada Fernleigh.", "Ada Fernleigh", ["me", "my"]),
        ('The terms "we" and "us" refer to Fernleigh Pots.', "Fernleigh Pots", ["we", "us"]),
    ],
)
def test_whoever_the_terms_call_we_has_every_term_of_the_definition(text, name, terms):
    assert [(one.name, one.terms) for one in listed_parties(f"Terms\n{text}\n{USED}")] == [(name, terms)]


def test_both_companies_are_named_that_are_meant_in_different_countries():
    text = (
        "When we say “we”, “us” and “our”, we mean Fernleigh Inc., if you live in America, or Fernleigh Holland B.V., "
        f"if you live elsewhere.\n{USED}"
    )
    assert [one.name for one in listed_parties(text)] == ["Fernleigh Inc.", "Fernleigh Holland B.V."]


def test_a_name_in_the_marks_of_a_template_is_filled_in_if_the_terms_use_it_without_them():
    defined = 'As used here, "we," "us" or "Fernleigh Books" means {{{Fernleigh Books}}}. Fernleigh Books sells books.'
    (party,) = listed_parties(f"Terms\n{defined}\n{USED}")
    assert (party.name, party.terms) == ("Fernleigh Books", ["we", "us"])
    assert [one.name for one in listed_parties(f"Terms\nIt is operated by {{{{Fernleigh Ltd}}}}.\n{USED}")] == [
        "Fernleigh Ltd"
    ]
    between = 'These terms are between you and {{Fernleigh Ltd}} ("Fernleigh").'
    assert [one.name for one in listed_parties(f"Terms\n{between}\n{USED}")] == ["Fernleigh Ltd"]
    for placeholder in ("{{company_name}}", "[Company Name]", "{{{Trading Style}}}"):
        assert listed_parties(f'Terms\n"We" and "us" means {placeholder}.\n{USED}') == []


def test_a_short_name_of_several_words_stands_for_the_company_if_the_terms_use_it_throughout():
    throughout = "Fernleigh Feasts cooks and serves.\n" * 5 + USED
    text = "Terms\n\n1.1 'Fernleigh Feasts' means Fernleigh Feasts Ltd.\n"
    assert [(one.name, one.terms) for one in listed_parties(text + throughout)] == [
        ("Fernleigh Feasts Ltd.", ["Fernleigh Feasts"])
    ]
    once = "Terms\n\n'Wrenford Pay' means Wrenford Pay Ltd, which takes the money.\n"
    assert listed_parties(once + USED) == []
