from __future__ import annotations

import pytest

from model.summary.agreement_type import type_in_words, type_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("MASTER SERVICES AGREEMENT", "Service"),
        ("Exclusive Distributor Agreement", "Distributor"),
        ("Software License and Maintenance Agreement", "Maintenance"),
        ("CO-BRANDING AND ADVERTISING AGREEMENT", "Co-Branding"),
        ("Software Development Agreement", "Development"),
        ("Website Developer Agreement", "Development"),
        ("Registered Developer Agreement", None),
        ("Developer Program Agreement", None),
        ("Letter", None),
    ],
)
def test_the_type_of_agreement_is_told_by_its_name(name, kind):
    assert type_of(name) == kind


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("MAINTENANCE AGREEMENT", "Maintenance agreement"),
        ("MASTER SERVICES AGREEMENT", "Services agreement"),
        ("Exclusive Distributor Agreement", "Distribution agreement"),
        ("LICENSE AND HOSTING AGREEMENT", "License and hosting agreement"),
        ("TRADEMARK LICENSE AGREEMENT", "Trademark license agreement"),
        ("Software License and Maintenance Agreement", "License and maintenance agreement"),
        ("AMENDMENT NO. 2 TO SERVICES AGREEMENT", "Amendment to a services agreement"),
        ("ADDENDUM TO AFFILIATE AGREEMENT", "Addendum to an affiliate agreement"),
        ("STATEMENT OF WORK - APPENDIX A", "Statement of work"),
        ("Split-Dollar Endorsement Agreement", None),
        ("Talent Endorsement Agreement", "Endorsement agreement"),
        ("JOINT VENTURE CONTRACT", "Joint venture agreement"),
        ("Letter", None),
    ],
)
def test_the_type_is_said_as_a_lawyer_writes_it(title, words):
    assert type_in_words(title) == words


def test_a_certificate_is_of_no_type_of_agreement():
    assert type_of("AGENT’S CERTIFICATE") is type_in_words("AGENT’S CERTIFICATE") is None


def test_an_amendment_that_does_not_name_its_contract_is_an_amendment():
    assert (type_in_words("AMENDMENT NO. 3"), type_of("AMENDMENT NO. 3")) == ("Amendment", None)


@pytest.mark.parametrize(
    ("title", "words", "kind"),
    [
        ("Net Income Maintenance Agreement", None, None),
        ("Yield Maintenance Agreement", None, None),
        ("Broker Dealer Marketing Agreement", "Marketing agreement", "Marketing"),
        ("Dealer Agreement", "Distribution agreement", "Distributor"),
        ("Cooperation Agreement", "Cooperation agreement", "Collaboration"),
        ("Service Agreement for Transfer Agent Services", "Services agreement", "Service"),
    ],
)
def test_words_of_a_title_that_only_look_like_a_type(title, words, kind):
    assert (type_in_words(title), type_of(title)) == (words, kind)


def test_remarketing_securities_is_no_resale():
    title = "REMARKETING AGREEMENT"
    assert (type_in_words(title), type_of(title)) == ("Remarketing agreement", "Remarketing")
    assert type_of("Software Remarketer Agreement") == "Reseller"
    assert type_of("Marketing Agreement") == "Marketing"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Terms of Service", "Terms of service"),
        ("WEBSITE TERMS OF USE", "Terms of use"),
        ("Terms and Conditions", "Terms and conditions"),
        ("Support Terms & Conditions", "Maintenance agreement"),
        ("TERMS AND CONDITIONS OF SALE", "Terms and conditions of sale"),
        ("Terms of Business", "Terms of business"),
        ("Standard Conditions of Purchase", "Terms and conditions of purchase"),
        ("END-USER LICENSE AGREEMENT (EULA)", "End-user license agreement"),
        ("Data Processing Agreement", "Data processing agreement"),
        ("DATA PROCESSING ADDENDUM", "Data processing addendum"),
        ("Mutual Non-Disclosure Agreement", "Non-disclosure agreement"),
        ("Confidentiality Agreement", "Non-disclosure agreement"),
        ("The Member Agreement", "Member agreement"),
        ("MEMBERSHIP AGREEMENT", "Membership agreement"),
        ("Independent Contractor Agreement", "Independent contractor agreement"),
        ("AMENDMENT NO. 1 TO END-USER LICENSE AGREEMENT", "Amendment to a license agreement"),
    ],
)
def test_kinds_with_a_name_of_their_own_are_called_by_it(title, words):
    assert type_in_words(title) == words
