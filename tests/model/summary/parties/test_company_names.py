from __future__ import annotations

import re

import pytest

from model.summary.parties.company_names import HARD_FORM, NAME, STREET, begins_at, clean


def test_a_legal_form_in_words_belongs_to_the_name():
    assert clean("Brook Mills Designated Activity Company, Unit 7, Elm") == "Brook Mills Designated Activity Company"
    assert HARD_FORM.search("BROOK MILLS DESIGNATED ACTIVITY COMPANY")


@pytest.mark.parametrize("mention", ["/s/ Ada Brook", "s/ Ada Brook", "/s/Ada Brook"])
def test_the_mark_of_a_signature_is_no_part_of_a_name(mention):
    assert clean(mention) == "Ada Brook"


def test_an_address_that_runs_on_from_a_name_is_no_part_of_it():
    assert clean("HARROW MEDIA HOOFDLAAN 51 7327 GM DELFT THE NETHERLANDS") == "HARROW MEDIA"


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("BROOK PARTNERS - OFFSHORE FUND II, L.P.", "BROOK PARTNERS - OFFSHORE FUND II, L.P."),
        ("BROOK LUX S.À R.L II", "BROOK LUX S.À R.L II"),
        ("Brook Mills Company of ", "Brook Mills Company"),
        ("Ada Brook - the owner", "Ada Brook"),
        ("Harrow Cardiology, PC, a Florida corporation", "Harrow Cardiology, PC"),
    ],
)
def test_a_dash_or_a_numeral_inside_of_a_name_belongs_to_it(mention, name):
    assert clean(mention) == name


def test_what_a_company_provides_is_no_part_of_its_name():
    assert clean("the services of brook 7 GmbH") == "brook 7 GmbH"
    assert clean("services to Brook Mills Inc.") == "Brook Mills Inc."


def test_a_name_goes_on_after_a_place_in_brackets_but_not_after_a_role():
    assert clean("HARROW GROWTH FUND (JERSEY) MANAGEMENT L.P.") == "HARROW GROWTH FUND (JERSEY) MANAGEMENT L.P."
    assert clean("HARROW LAMPS (BUYER) QUILLMARK INC.") == "HARROW LAMPS"


@pytest.mark.parametrize("name", ["Žižka Works, Inc.", "Łódź Mills LLC", "Đuro Foods Ltd.", "Élan Parts GmbH"])
def test_a_name_may_begin_with_any_latin_capital(name):
    assert [found.group() for found in re.finditer(NAME, f"between {name} and the buyer")] == [name]


def test_the_sentence_after_a_name_on_the_cover_is_no_part_of_it():
    assert clean("HARROW LIFE INSURANCE COMPANY This Amended") == "HARROW LIFE INSURANCE COMPANY"
    assert clean("This Old Mill, Inc.") == "This Old Mill, Inc."


def test_the_full_stop_of_a_sentence_is_no_part_of_a_name():
    assert clean("Harrow Meters, LLC.") == "Harrow Meters, LLC"
    assert clean("Harrow Meters Limited.") == "Harrow Meters Limited"
    assert clean("Harrow Meters, Inc.") == "Harrow Meters, Inc."


def test_a_short_name_ends_where_the_next_sentence_begins():
    assert clean("QX. Any capitalized terms") == "QX"
    assert clean("Ada J. Quill") == "Ada J. Quill"
    assert clean("our affiliate, Harrow Securities, LLC") == "Harrow Securities, LLC"


def test_a_name_ends_at_the_full_stop_of_its_sentence():
    assert clean("HarrowMeter. If") == "HarrowMeter"
    assert clean("Harrow Meters. The") == "Harrow Meters"
    assert clean("Harrow Meters. Inc") == "Harrow Meters. Inc"
    assert clean("St. Harrow Mills Ltd.") == "St. Harrow Mills Ltd."


@pytest.mark.parametrize(
    "name",
    [
        "HARROW BANK, NATIONAL ASSOCIATION",
        "Harrow Bank National Association",
        "HARROW DEVELOPMENT AND MANAGEMENT CO.",
        "BROOK AND HARROW JOINT VENTURE",
    ],
)
def test_a_national_association_and_a_management_company_are_part_of_a_name(name):
    assert re.match(NAME, name).group() == clean(name) == name


def test_a_name_begins_before_its_apostrophe():
    text = "Your contract is with Tool O’Harrow Ltd. in Ireland."
    for words in ("Harrow Ltd", "’Harrow Ltd"):
        assert text[begins_at(text, text.index(words)) :].startswith("Tool O’Harrow Ltd.")


@pytest.mark.parametrize("also", ["T/A Harrow Kitchens", "t/a Harrow Kitchens", "trading as Harrow Kitchens"])
def test_the_name_under_which_somebody_trades_is_no_part_of_the_name(also):
    assert clean(f"Ada Brook {also}") == "Ada Brook"
    assert clean(f"Brook Joinery Ltd., {also}") == "Brook Joinery Ltd."


def test_a_name_ends_before_the_full_stop_of_its_sentence_and_after_its_form():
    for mention, name in (
        ("Fernleigh Pottery.", "Fernleigh Pottery"),
        ("1.1 Fernleigh Oy.", "Fernleigh Oy"),
        ("Fernleigh Inc.", "Fernleigh Inc."),
        ("Fernleigh S.à r.l., Luxembourg", "Fernleigh S.à r.l."),
        ("Fernleigh Sp. z o.o. with its seat in Kraków", "Fernleigh Sp. z o.o."),
    ):
        assert clean(mention) == name


def test_a_european_company_has_its_form_and_a_street_in_the_south_east_has_none():
    assert HARD_FORM.search("Harrow Heating SE")
    assert not HARD_FORM.search("12 Mill Street SE")


def test_a_professional_association_has_its_form_and_an_annual_rate_has_none():
    assert re.match(NAME, "Harrow Dental Clinic, P.A., a Utah association").group() == "Harrow Dental Clinic, P.A."
    assert not HARD_FORM.search("INTEREST AT FIVE PERCENT P.A.")


def test_a_lot_with_its_street_is_an_address_and_a_company_may_have_a_number_in_its_name():
    assert STREET.search("Lot 9 Mill Drive, Elmstadt")
    assert STREET.search("Unit 4, Harrow Road")
    assert not STREET.search("Unit 4 Looms Ltd")
    assert not STREET.search("Level 3 Brook Networks, LLC")


def test_the_corporation_of_a_county_has_the_countys_name():
    name = "THE CORPORATION OF THE COUNTY OF HARROW"
    assert clean(f"{name}, a municipal corporation") == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Harrow Fund II SCSp, Luxembourg", "Harrow Fund II SCSp"),
        ("Harrow (North Sea) Inc. (“Harrow”)", "Harrow (North Sea) Inc."),
        ("Harrow Quays (No. 2) Pty Ltd", "Harrow Quays (No. 2) Pty Ltd"),
        (
            "Harrow Transfer Company of the Elm Institute Ltd. (“HTC”)",
            "Harrow Transfer Company of the Elm Institute Ltd.",
        ),
        ("The Governing Council of the Elm College, a public body", "The Governing Council of the Elm College"),
        ("Harrow Mills Company, the seller", "Harrow Mills Company"),
    ],
)
def test_a_name_ends_with_its_form_and_not_before_it(mention, name):
    assert clean(mention) == name


def test_an_icelandic_company_has_its_form_and_half_a_word_has_none():
    assert HARD_FORM.search("Harrow Varme ehf.")
    assert HARD_FORM.search("Harrow Orka hf., a company")
    assert not HARD_FORM.search("4 hf of wheat")


def test_what_a_party_is_called_in_a_lawsuit_is_no_part_of_its_name():
    assert clean("Respondents Harrow Mills Corporation") == "Harrow Mills Corporation"


def test_a_german_or_danish_street_is_an_address():
    assert STREET.search("Mühlenweg 8")
    assert STREET.search("Lindeallee 12")
    assert not STREET.search("Norweg 8 Looms Ltd")


@pytest.mark.parametrize("form", ["A/S", "ASA", "Oyj", "SpA", "SARL", "SE"])
def test_the_full_stop_of_the_sentence_is_no_part_of_a_form_without_one(form):
    assert clean(f"Harrow Looms {form}.") == f"Harrow Looms {form}"


def test_a_french_form_ends_a_name():
    assert HARD_FORM.search("Tissages Harrow Ltée") and not HARD_FORM.search("Tissages Harrow")
