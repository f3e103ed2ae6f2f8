"""The dates beside signatures, and the last of them."""

from __future__ import annotations

import pytest

from model.summary.dates.signature_dates import begins_with_an_unread_signature, dated_by_signatures, last_signature

BODY = f"They trade. {'Goods are sold by weight. ' * 40}\n\n"


def test_the_last_of_the_dated_signatures():
    text = "IN WITNESS WHEREOF, they sign.\nDated: July 20, 2008\tDated: July 16, 2008\n"
    assert last_signature(text) == "2008-07-20"
    assert last_signature("IN WITNESS WHEREOF, they sign in July 2008.") is None


@pytest.mark.parametrize(
    ("defined", "dates", "unread"),
    [
        ("signed by the last of the parties (the “Effective Date”)", "Date: x Date: May 2, 2030", True),
        ("signed by the last of the parties (the “Effective Date”)", "Date: ______ \nDate: 5/2/2030", True),
        ("signed by the last of the parties (the “Effective Date”)", "Date: May 1, 2030 Date: May 2, 2030", False),
        ("signed by the last of the parties (the “Effective Date”)", "Date: May 2, 2030", False),
        ("given above (the “Effective Date”)", "Date: x Date: May 2, 2030", False),
    ],
)
def test_the_last_signature_is_not_known_if_one_is_undated(defined, dates, unread):
    text = f"This Agreement begins on the date {defined}.\n\nIN WITNESS WHEREOF, the parties sign.\n{dates}"
    assert begins_with_an_unread_signature(text) is unread


@pytest.mark.parametrize(
    "signatures",
    [
        "Kyle, 2 May 2030\n\nHarrow GmbH\nAda Brook\n\nOban, 9 May 2030\n\nElm AB\nBo Reed\n",
        "Done at Kyle in two originals on 9 May 2030\n\nThe Principal\n\nThe Agent\n",
        "SIGNED at Kyle on 2 May 2030\nFor HARROW LTD\nA Brook\n\nSIGNED at Oban on 9 May 2030\nFor ELM LTD\n",
        "Subscribed for and on behalf of HARROW LTD at Kyle on 2 May 2030 by\n\n____ Ada Brook, Chair\n\n"
        "Subscribed for ELM, and by ADA ELM and BO REED as its partners and each of them as an individual, with the "
        "consent of the widow of the late Cy Elm, at Oban on 9 May 2030\n\n____ Bo Reed\n",
        "For Harrow Ltd\nAda Brook\nDate: 2 May 2030\n\nFor Elm Ltd\nBo Reed\nDate: 9 May 2030\n",
        "/s/ Ada Brook\nSigned: May 2, 2030\n\n/s/ Bo Reed\nSigned: May 9, 2030\n",
        "By: /s/ Ada Brook\n\nBy: /s/ Bo Reed\nTitle: Treasurer\nDate signed by Customer: 05/09/2030\n",
        "Kyle, May 9, 2030\n\nHarrow Inc.\n/s/ Ada Brook\n\nOban, May 2, 2030\n\nElm Inc.\n/s/ Bo Reed\n",
    ],
)
def test_a_contract_without_another_date_is_made_on_that_of_its_last_signature(as_text, signatures):
    document = as_text(BODY + signatures)
    own = dated_by_signatures(document, "Agreement Date", 0.9)
    assert last_signature(document.text) == "2030-05-09"
    assert own is not None and "9" in document.text[own.start : own.end]


@pytest.mark.parametrize(
    "signatures",
    [
        "For Harrow Ltd\nDate: 2 May 2030\n\nFor Elm Ltd\nDate: ____________\n",  # the last is not known
        "The goods come from Kyle, May 2, 2030 being the first day of the season.\n",
        "Delivery Date: May 2, 2030\n",
    ],
)
def test_an_undated_signature_or_another_day_gives_no_date(as_text, signatures):
    assert dated_by_signatures(as_text(BODY + signatures), "Agreement Date", 0.9) is None


def test_the_place_and_day_over_a_letter_are_not_those_of_a_signature(as_text):
    assert dated_by_signatures(as_text(f"Kyle, 2 May 2030\n\n{BODY}"), "Agreement Date", 0.9) is None
