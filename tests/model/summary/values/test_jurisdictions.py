from __future__ import annotations

import pytest

from model.summary.values.jurisdictions import jurisdiction, jurisdictions


def test_laws_that_are_joined_govern_both():
    names = [
        law.name for law, _ in jurisdictions("governed by the laws of the State of Ohio and the laws of Hong Kong.")
    ]
    assert names == ["Ohio", "Hong Kong"]
    one = jurisdictions("governed by the laws of Ohio. Brook, a company under the laws of Kenya, is Buyer.")
    assert [law.name for law, _ in one] == ["Ohio"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("governed by the laws of the State of New York, without regard to conflicts", "New York"),
        ("under the law of Utah.", "Utah"),
        ("the laws of the Commonwealth of Massachusetts apply", "Massachusetts"),
        ("in accordance with the laws of England and Wales", "England and Wales"),
        ("the laws of the People's Republic of China", "China"),
        ("the laws of the United States of America", "United States"),
        ("the laws in force in the Province of Ontario", "Ontario"),
        ("It is governed by English law.", "England"),
        ("Victorian law applies.", "Victoria"),
        ("Tasmanian law governs this contract.", "Tasmania"),
        ("It is governed by Scots law.", "Scotland"),
    ],
)
def test_the_jurisdiction_is_the_place_whose_law_governs(text, place):
    found = jurisdiction(text)
    assert found is not None and found.name == place


def test_a_clause_that_names_no_place_has_no_jurisdiction():
    assert jurisdiction("This agreement is governed by the laws of the seller's home.") is None


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("THE LAWS OF THE STATE OF NEW YORK (INCLUDING SECTION 5-1401)", "New York", "US-NY"),
        ("made in the State of California and governed by the laws thereof", "California", "US-CA"),
        ("the laws of the United States and of the Commonwealth of Kentucky", "Kentucky", "US-KY"),
        ("the laws of the P.R.C.", "China", "CN"),
        ("Swiss law applies", "Switzerland", "CH"),
        ("the laws of Czech Republic", "Czechia", "CZ"),
        ("the laws of Northern Ireland", "Northern Ireland", "GB-NIR"),
        ("the laws of Turkey", "Türkiye", "TR"),
        ("the laws of Ontario, Canada", "Ontario", "CA-ON"),
    ],
)
def test_a_jurisdiction_is_known_by_name_and_code(text, name, code):
    assert jurisdiction(text) == (name, code)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the laws of the Dubai International Financial Centre", "Dubai International Financial Centre"),
        ("governed by DIFC law", "Dubai International Financial Centre"),
        ("the laws of the Dubai International Financial Center (“DIFC”)", "Dubai International Financial Centre"),
        ("the laws in force in the ADGM", "Abu Dhabi Global Market"),
        ("the laws of the Qatar Financial Centre", "Qatar Financial Centre"),
        ("the Acting Law of the AIFC", "Astana International Financial Centre"),
        ("governed by the laws of the Emirate of Dubai", "Dubai"),
        ("governed by the laws of the State of Qatar", "Qatar"),
        ("the laws of Dubai. The DIFC Courts decide.", "Dubai"),
    ],
)
def test_a_financial_center_has_a_law_of_its_own_and_no_code(text, name):
    place = jurisdiction(text)
    assert place is not None
    assert (place.name, bool(place.code)) == (name, name in ("Dubai", "Qatar"))


def test_courts_of_a_financial_center_say_nothing_of_its_law():
    assert jurisdiction("The parties obey the law. Suits are brought in the DIFC Courts.") is None
    assert jurisdiction("Law and disputes: arbitration under the rules of the DIFC-LCIA Arbitration Centre") is None


def test_the_place_in_the_name_of_a_statute_is_no_place_whose_law_governs():
    text = (
        "It is governed by the laws of the state in which the site is, except as the United States Patent Act governs."
    )
    assert jurisdiction(text) is None
    assert jurisdiction("It is governed by the laws of the United States of America.").code == "US"


def test_several_laws_may_each_be_named_with_their_case_before_them():
    text = (
        "For goods sold in Ohio, this Agreement is governed by the laws of the State of Ohio; for goods sold in "
        "Canada, by the laws of the Province of Ontario."
    )
    assert [(place.code, when) for place, when in jurisdictions(text)] == [
        ("US-OH", "For goods sold in Ohio"),
        ("CA-ON", "for goods sold in Canada"),
    ]
    text = "Matters of tax are governed by the laws of Ohio and all other matters by the laws of Delaware."
    assert [when for _, when in jurisdictions(text)] == ["Matters of tax", "all other matters"]
    text = "If you live in the European Union, Irish law governs this Agreement. Otherwise Texas law governs it."
    assert [place.code for place, _ in jurisdictions(text)] == ["IE", "US-TX"]


def test_two_sentences_that_each_name_a_law_of_the_contract_contradict_each_other():
    one = "The Agreement is subject to Norwegian law."
    two = "This Agreement will be governed by the laws of the State of Ohio, U.S.A."
    assert [law.name for law, _ in jurisdictions(f"{one}\nCourts\n{two}")] == ["Norway", "Ohio"]
    pledge = "The pledge will be governed by the laws of the State of Ohio."
    assert [law.name for law, _ in jurisdictions(f"{one} {pledge}")] == ["Norway"]


def test_the_law_of_the_uk_is_that_of_the_united_kingdom():
    assert jurisdiction("Governing law: UK law") == ("United Kingdom", "GB")
