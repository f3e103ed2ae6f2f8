from __future__ import annotations

import pytest

from model.summary.company_names import clean
from model.summary.listed_parties import listed_parties
from model.summary.title import title_of


@pytest.mark.parametrize(
    "name",
    ["ACME WIDGET MAKERS (AFRICA) (PTY) LIMITED", "Brightwater Tools (ShenZhen) Co., Ltd.", "Acme (Bermuda) Ltd."],
)
def test_brackets_inside_of_a_companys_name_belong_to_it(name):
    assert clean(name) == name
    text = f'This is made between {name} ("Buyer"), a company, and Zeta Inc. ("Seller"), a company.'
    first = listed_parties(text)[0]
    assert (first.name, first.terms) == (name, ["Buyer"])


def test_a_running_header_is_no_title_where_the_first_page_has_one():
    header = "ACME CONTRACT No. 12C/7\n"
    text = header + "LICENCE AND SUPPLY AGREEMENT\nbetween A and B.\n" + 3 * (header + "Some words.\n")
    title = title_of(text, (0, 13))
    assert title and title.text == "LICENCE AND SUPPLY AGREEMENT"


def test_the_heading_of_a_section_is_no_title():
    text = 'This Property Agreement (this "Agreement") is made.\n\n1. Grant of License\n\nA grants B a license.'
    title = title_of(text)
    assert title and title.text == "Property Agreement"
