from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.related.parent_agreement import depends_on, other_document

MASTER = "Software License, Tailoring and Support Agreement"


def test_an_amendment_names_by_number_and_date_the_agreement_that_it_amends():
    text = (
        "AMENDMENT NO. 3\n\nDated as of May 2, 2015\n\nReference is hereby made to that certain fully executed Image "
        "Library License Agreement Number 4471 dated as of March 9, 2014, as amended June 1, 2014 (“Agreement”).\n\n"
        "Payments made pursuant to the Portal Agreement are treated in the same manner."
    )
    other = other_document(text, "AMENDMENT NO. 3", (0, 15))
    assert other is not None
    assert (other.name, other.date) == ("Image Library License Agreement Number 4471", "2014-03-09")


def test_an_amendment_to_a_restated_agreement_amends_the_one_that_its_title_names():
    title = "SECOND MODIFICATION OF AMENDED AND RESTATED DEED OF TRUST"
    text = (
        f"{title}\n\nQuill Bank lends under that certain Credit Agreement dated as of May 2, 2017. What is due to it "
        "is secured by that certain Amended and Restated Deed of Trust dated as of March 3, 2016, which now changes."
    )
    other = other_document(text, title, (0, len(title)))
    assert other is not None
    assert (other.kind, other.name, other.date) == ("amendment", "Amended and Restated Deed of Trust", "2016-03-03")


def test_the_agreement_that_is_amended_is_the_one_named_first_though_in_small_letters():
    text = (
        "SECOND AMENDMENT TO CREDIT AGREEMENT\n\nThe parties made a certain letter agreement, dated May 2, 2017 (as "
        'amended from time to time, the "Credit Agreement").\n\nThe guaranty secures the debt under the Loan Agreement '
        "dated March 3, 2019."
    )
    other = other_document(text, "SECOND AMENDMENT TO CREDIT AGREEMENT", (0, 36))
    assert other is not None
    assert (other.name, other.date) == ("Credit Agreement", "2017-05-02")
    assert text[other.start : other.end] == "letter agreement, dated May 2, 2017"
    telling = text.replace("Credit Agreement", "Original Agreement").replace("certain letter", "certain overdraft")
    other = other_document(telling, "SECOND AMENDMENT TO CREDIT AGREEMENT", (0, 36))
    assert other is not None and other.name == "overdraft agreement"
    later = text.replace(
        "made a certain letter agreement, dated May 2, 2017", "made the Oil Agreement dated May 2, 2017"
    )
    other = other_document(later, "SECOND AMENDMENT TO CREDIT AGREEMENT", (0, 36))
    assert other is not None and other.name == "Oil Agreement"


def test_an_attachment_that_speaks_of_an_agreement_adds_to_it(as_text):
    text = "Attachment B to Area Franchise Agreement\n\nOHIO ADDENDUM\n\nThe Area Franchise Agreement has a fixed sum."
    other = depends_on(as_text(text), None)
    assert other is not None
    assert (other.kind, other.agreement) == ("addendum", "Area Franchise Agreement")
    assert depends_on(as_text(text.replace("The Area Franchise Agreement has", "We owe")), None) is None
    assert depends_on(as_text(f"{text}\n\nIN WITNESS WHEREOF, the parties have signed."), None) is None


def test_a_work_order_is_made_under_the_master_agreement_and_not_under_itself():
    text = (
        "WORK ORDER NO. 4\n\n(under the Master Services Agreement dated 9th September 2021)\n\nThis Work Order shall "
        "be deemed to have come into force on 1st July 2023."
    )
    other = other_document(text, "WORK ORDER NO. 4", (0, 16))
    assert other and (other.name, other.date) == ("Master Services Agreement", "2021-09-09")


@pytest.mark.parametrize("part", ["Exhibit C", "Exhibit", "Appendix 2", "Schedule"])
def test_a_part_of_a_master_agreement_depends_on_it(as_text, part):
    text = (
        f"This {part} is hereby incorporated into and made a part of the Master Services Agreement between the parties."
    )
    other = depends_on(as_text(text), None)
    assert other is not None
    assert (other.kind, other.agreement) == ("statement_of_work", "Master Services Agreement")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Tailoring Schedule\n\nThis Tailoring Schedule is attached to the {MASTER} between the parties.", True),
        (f"Order\n\nThis Order Form is subject to the terms and conditions of the {MASTER}.", True),
        (f"Order\n\nThis Order Form is governed by the {MASTER}.\n\n{MASTER}\n\n1. The parties agree.", False),
        (f"Order\n\nThe goods are described in the {MASTER}.", False),
    ],
)
def test_a_schedule_that_is_subject_to_a_master_agreement_depends_on_it(as_text, text, kind):
    other = depends_on(as_text(text), None)
    assert (other is not None and (other.kind, other.agreement) == ("statement_of_work", MASTER)) is kind


def test_a_part_of_an_agreement_is_not_its_name(as_text):
    text = "Amendment No. 2\n\nThe parties hereby amend the Term of the Agreement, which now ends in 2030."
    title = Clause(
        id=0,
        category="Document Name",
        text="Amendment No. 2",
        heading=[],
        pages=[1],
        boxes=[],
        interval=[0, 15],
        segments=[0],
        score=0.9,
        found=True,
    )
    other = depends_on(as_text(text), title)
    assert other is not None and (other.kind, other.agreement) == ("amendment", None)


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        (
            "The parties made the Design and Delivery Agreement dated April 9, 2011 (the “DDA”). This Agreement shall "
            "remain valid during the term of the DDA.",
            "Design and Delivery Agreement",
            "2011-04-09",
        ),
        (
            "“Delivery Day” has the meaning given to it in the Placement Agreement. The Placement Agreement "
            "dated June 3, 2006 was made between the Company and Birch.",
            "Placement Agreement",
            "2006-06-03",
        ),
        (
            "Brook made the License Agreement (No. 1) dated January 8, 2018, as amended by the Amendment to License "
            "Agreement (No. 1) dated April 8, 2018. Section 8 of the License Agreement is incorporated by reference.",
            "License Agreement",
            "2018-01-08",
        ),
        (
            "This Agreement ends on the earlier of May 1, 2030 and the expiration of the Barn Lease. “Barn Lease” "
            "means that certain Lease dated as of August 2, 1994 of the north barn.",
            "Barn Lease",
            "1994-08-02",
        ),
    ],
)
def test_an_agreement_is_known_by_its_short_name_with_its_date(as_text, text, name, date):
    other = depends_on(as_text(text), None)
    assert other and (other.agreement, other.date) == (name, date)


def test_an_agreement_that_is_governed_by_the_terms_of_another_is_made_under_it(as_text):
    for text in (
        "THIS MAINTENANCE AGREEMENT IS GOVERNED BY THE TERMS AND CONDITIONS OF THE MASTER AGREEMENT.",
        "This Support Agreement is subject to the Master Agreement.",
    ):
        other = depends_on(as_text(text), None)
        assert other and other.kind == "statement_of_work" and other.agreement.title() == "Master Agreement"
    assert depends_on(as_text("This Agreement is governed by the laws that the Master Agreement names."), None) is None


@pytest.mark.parametrize("name", [MASTER, "License, Hosting, and Support Agreement", "Supply Agreement"])
def test_a_name_that_is_a_list_is_read_whole(name):
    text = f"PRODUCT LICENSE SCHEDULE\n\nThis Product License Schedule is issued pursuant to the {name} between us."
    other = other_document(text, "PRODUCT LICENSE SCHEDULE", (0, 24))
    assert other is not None and other.name == name


@pytest.mark.parametrize("title", ["SEVERANCE AGREEMENT AND GENERAL RELEASE", "Settlement Agreement and Release"])
def test_a_release_of_claims_ends_no_other_agreement(title):
    assert other_document(f"{title}\n\nThis Agreement is made.", title, (0, len(title))) is None
    assert other_document("RELEASE\n\nThey end the Supply Agreement dated May 2, 2015.", "RELEASE", (0, 7)) is not None


def test_a_label_names_the_master_agreement_of_an_order():
    text = "STATEMENT OF WORK NO. 4\nMaster agreement: Master Services Agreement dated May 2, 2021\nClient: Harrow Inc."
    other = other_document(text, "STATEMENT OF WORK NO. 4", (0, 23))
    assert other and (other.name, other.date) == ("Master Services Agreement", "2021-05-02")


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("to the Framework Manufacturing Agreement dated 22 May 2023", "Framework Manufacturing Agreement"),
        ("Ship 40 pumps to our warehouse. Our Standard Terms apply.", None),
    ],
)
def test_a_numbered_order_depends_on_the_dated_agreement_that_it_names(opening, name):
    title = "INDIVIDUAL ORDER NO. 4"
    other = other_document(f"{title}\n\n{opening}\n", title, (0, len(title)))
    assert (other and other.name) == name


@pytest.mark.parametrize(
    ("words", "named"), [("Part D has the terms.", None), ("It is under the Cloud Services Agreement.", True)]
)
def test_an_order_form_that_names_no_agreement_stands_alone(words, named):
    title = "BROOK ORDER FORM"
    other = other_document(f"{title}\nOrder no. 7\n{words}\n", title, (0, len(title)))
    assert (other is not None) == (named is True)
