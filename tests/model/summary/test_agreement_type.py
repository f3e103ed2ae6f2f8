from __future__ import annotations

import pytest

from model.summary.agreement_type import name_in_the_opening, type_in_words, type_of, type_of_what_is_changed


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("MASTER SERVICES AGREEMENT", "Service"),
        ("Exclusive Distributor Agreement", "Distributor"),
        ("Software License and Maintenance Agreement", "Maintenance"),
        ("Brand Support Services Agreement", "Service"),
        ("Site Operations Agreement", "Service"),
        ("Engagement Letter", "Consulting"),
        ("Support Services Agreement", "Maintenance"),
        ("Hospital Support Services Agreement", "Service"),
        ("Ore Re-treatment Agreement", "Service"),
        ("Tax Treatment Agreement", None),
        ("CO-BRANDING AND ADVERTISING AGREEMENT", "Co-Branding"),
        ("Software Development Agreement", "Development"),
        ("Website Developer Agreement", "Development"),
        ("Registered Developer Agreement", None),
        ("Developer Program Agreement", None),
        ("Marketplace Seller Agreement", "Service"),
        ("Brook Cloud Uptime SLA", "Service"),
        ("WOOL HANDLING AND FINANCING AGREEMENT", "Service"),
        ("Gas Storage Agreement", "Service"),
        ("Storage Unit Lease", "Lease"),
        ("Copper Concentrate Offtake Agreement", "Supply"),
        ("OFF-TAKE CONTRACT", "Supply"),
        ("Letter", None),
    ],
)
def test_the_type_of_agreement_is_told_by_its_name(name, kind):
    assert type_of(name) == kind


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("MAINTENANCE AGREEMENT", "Maintenance agreement"),
        ("WOOL HANDLING AND FINANCING AGREEMENT", "Handling and financing agreement"),
        ("Transportation and Storage Agreement", "Transportation and storage agreement"),
        ("Warehousing and Distribution Services Agreement", "Warehousing and distribution agreement"),
        ("Ore Re-treatment Agreement", "Re-treatment agreement"),
        ("Engine Support Services Agreement", "Support services agreement"),
        ("Copper Concentrate Offtake Agreement", "Offtake agreement"),
        ("BROOK ORDER FORM", "Order form"),
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
        ("Brook Cloud Uptime SLA", "Service level agreement"),
        ("Service Level Terms", "Service level terms"),
        ("API License Agreement", "API license agreement"),
        ("Brook Maps API Terms of Use", "API terms of use"),
        ("Brook Marketplace Terms and Conditions", "Marketplace terms and conditions"),
        ("Marketplace Vendor Agreement", "Marketplace vendor agreement"),
        ("Brook Seller Terms", "Seller terms"),
        ("Brook Publisher Agreement", "Publisher agreement"),
        ("Brook Boats - Referral Partner Agreement", "Referral agreement"),
        ("Referral Program Terms", "Referral terms"),
        ("Standard Conditions of Hire", "Terms and conditions of hire"),
        ("DRY HIRE AND MAINTENANCE AGREEMENT", "Dry hire and maintenance agreement"),
        ("Plant Hire and Services Contract", "Plant hire and services agreement"),
        ("Work for Hire Agreement", None),
        ("New Hire Agreement", None),
        ("Hall Hire Agreement", "Hire agreement"),
        ("Acceptable Use Policy", "Acceptable use policy"),
        ("Brook Health HIPAA Business Associate Agreement", "Business associate agreement"),
        ("Business Associate Addendum", "Business associate addendum"),
        ("Biological Material Transfer Agreement", "Material transfer agreement"),
        ("Technical Support Agreement", "Support agreement"),
        ("Data Processing Annex", "Data processing annex"),
        ("STARTUP ADVISOR AGREEMENT", "Advisor agreement"),
        ("Scientific Advisory Board Agreement", "Advisory agreement"),
        ("Mill Referral Partner Agreement", "Referral agreement"),
        ("Introducer agreement", "Introducer agreement"),
        ("Software Maintenance and Support Agreement", "Maintenance and support agreement"),
        ("SUPPORT AND MAINTENANCE AGREEMENT", "Support and maintenance agreement"),
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
        ("CO-FOUNDERS' AGREEMENT", "Co-founders' agreement", "Shareholders"),
        ("Founder Employment Agreement", "Employment agreement", "Employment"),
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
        ("Letter of Engagement", "Engagement letter"),
        ("ENGAGEMENT AGREEMENT", "Engagement agreement"),
        ("Term of service", "Terms of service"),
        ("Fernware API Terms and Use", "API terms and use"),
        ("Marketplace Services Terms and Conditions", "Marketplace terms and conditions"),
        ("Terms and Conditions", "Terms and conditions"),
        ("Support Terms & Conditions", "Support terms and conditions"),
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


@pytest.mark.parametrize(
    ("title", "words", "kind"),
    [
        ("EXECUTIVE EMPLOYMENT AGREEMENT", "Employment agreement", "Employment"),
        ("Contract of Employment", "Employment agreement", "Employment"),
        ("Employee Agreement", "Employee agreement", "Employment"),
        ("SEPARATION AGREEMENT AND GENERAL RELEASE", "Separation agreement", "Severance"),
        ("Severance and Change in Control Agreement", "Severance and change in control agreement", "Severance"),
        ("Restricted Stock Unit Award Agreement", "Restricted stock unit award agreement", "Equity Award"),
        ("REVOLVING CREDIT AGREEMENT", "Credit agreement", "Loan"),
        ("Term Loan and Security Agreement", "Loan and security agreement", "Loan"),
        ("Construction Loan Agreement", "Construction loan agreement", "Loan"),
        ("Line of Credit Agreement", "Line of credit agreement", "Loan"),
        ("Facility Agreement", "Facility agreement", "Loan"),
        ("REVOLVING CREDIT NOTE", "Promissory note", "Note"),
        ("CONTINUING GUARANTY", "Guaranty", "Guaranty"),
        ("Parent Company Guarantee", "Guarantee", "Guaranty"),
        ("Pledge Agreement", "Pledge agreement", "Security"),
        ("Escrow Agreement", "Escrow agreement", "Escrow"),
        ("Standard Form of Agreement Between Owner and Contractor", "Construction agreement", "Construction"),
        (
            "Engineering, Procurement and Construction Contract",
            "Engineering, procurement and construction agreement",
            "Construction",
        ),
        ("DESIGN-BUILD AGREEMENT", "Design-build agreement", "Construction"),
        ("Electrical Subcontract", "Subcontract", "Construction"),
        ("COMMERCIAL LEASE AGREEMENT", "Lease", "Lease"),
        ("Sublease", "Sublease", "Lease"),
        ("Tenancy Agreement", "Tenancy agreement", "Lease"),
        ("ASSET PURCHASE AGREEMENT", "Asset purchase agreement", "Acquisition"),
        ("Share Purchase Agreement", "Share purchase agreement", "Acquisition"),
        ("Agreement and Plan of Merger", "Merger agreement", "Acquisition"),
        ("Purchase and Sale Agreement", "Purchase and sale agreement", "Supply"),
        ("Purchase Agreement", "Purchase agreement", "Supply"),
        ("Mutual Non-Disclosure Agreement", "Non-disclosure agreement", "Non-Disclosure"),
        (
            "Confidentiality and Non-Competition Agreement",
            "Confidentiality and non-competition agreement",
            "Non-Disclosure",
        ),
        ("Data Processing Addendum", "Data processing addendum", "Data Processing"),
        ("Settlement Agreement and Release", "Settlement agreement", "Settlement"),
        ("Stockholders’ Agreement", "Stockholders agreement", "Shareholders"),
        ("Limited Liability Company Agreement", "Limited liability company agreement", "Partnership"),
        ("Property Management Agreement", "Property management agreement", "Management"),
        ("Development, Hosting and Management Agreement", "Development, hosting and management agreement", "Hosting"),
        ("Assignment and Assumption Agreement", "Assignment and assumption agreement", "Assignment"),
        ("Indemnification Agreement", "Indemnification agreement", "Indemnity"),
        ("MUTUAL TERMINATION AGREEMENT", "Termination agreement", "Termination"),
        ("Separation and Distribution Agreement", "Separation and distribution agreement", "Spin-Off"),
        ("SALES REPRESENTATIVE AGREEMENT", "Sales representative agreement", "Sales Representative"),
        ("Beta Tester Agreement", "Beta tester agreement", "Beta Test"),
        ("Consignment Agreement", "Consignment agreement", "Consignment"),
        ("Booking Contract", "Booking agreement", "Booking"),
        ("Letter of Intent", "Letter of intent", None),
    ],
)
def test_the_kinds_of_agreement_that_legal_teams_handle(title, words, kind):
    assert (type_in_words(title), type_of(title)) == (words, kind)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("SECOND AMENDMENT TO CREDIT AGREEMENT", "Amendment to a credit agreement"),
        ("Amendment No. 1 to Employment and Bonus Agreement", "Amendment to an employment and bonus agreement"),
        ("FIRST AMENDMENT TO LEASE", "Amendment to a lease"),
        ("Termination of Lease Agreement", "Termination of a lease"),
        ("Assignment and Amendment to Employment Agreement", "Amendment to an employment agreement"),
        ("Severance Agreement and Amendment to Employment Agreement", "Severance agreement"),
        ("Supplement to Construction Agreement", "Addendum to a construction agreement"),
    ],
)
def test_what_changes_a_contract_is_said_to_change_one_of_its_kind(title, words):
    assert type_in_words(title) == words


@pytest.mark.parametrize(
    "title", ["Credit Support Annex", "Employee Stock Purchase Plan", "CAUTIONARY NOTE", "Supplemental Agreement"]
)
def test_what_has_the_words_of_a_kind_but_is_another_has_no_type(title):
    assert type_of(title) is type_in_words(title) is None


@pytest.mark.parametrize(
    ("words", "agreement", "whole"),
    [
        ("Amendment", "Third Restated Credit Agreement", "Amendment to a credit agreement"),
        ("Addendum", "Area Franchise Agreement", "Addendum to a franchise agreement"),
        ("Termination", "Lease", "Termination of a lease"),
        ("Amendment", "Agreement", "Amendment"),
        ("License agreement", "Credit Agreement", "License agreement"),
    ],
)
def test_an_amendment_that_names_no_contract_is_one_to_the_kind_that_it_changes(words, agreement, whole):
    assert type_of_what_is_changed(words, agreement) == whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AGREEMENT\nThis Executive Employment Agreement (the “Agreement”) is made", "Executive Employment Agreement"),
        ("QUILL CONTRACT\nTHIS VESSEL CONSTRUCTION\nCONTRACT is made", "VESSEL CONSTRUCTION CONTRACT"),
        ("AGREEMENT\nThis Agreement is made under the Supply Agreement", ""),
    ],
)
def test_the_opening_may_say_what_the_title_does_not(text, name):
    assert name_in_the_opening(text) == name
