"""What the checks find in whole contracts: rights of one side, and what a document says of itself."""

from __future__ import annotations

import pytest

from model.playbook.case import Case
from model.playbook.document_checks.contract_checks import CHECKS
from model.playbook.document_checks.other_documents import in_a_sentence
from model.playbook.document_checks.party_names import signed_otherwise
from model.schema import (
    Clause,
    Dependence,
    Difference,
    Fees,
    LiabilityCap,
    LiabilityTerm,
    Money,
    Notice,
    Party,
    Renewal,
)
from model.summary.liability.liability import caps
from model.summary.parties.sides import Sides
from model.summary.parties.standard_terms import is_offered_to_anyone
from model.summary.related.related_agreements import DEFINES, GIVES_WAY, TOGETHER, Related
from model.summary.summary import summarize

PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["Provider"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Customer"], clause=0, score=0.9),
]


@pytest.fixture
def said(as_text):
    """What a check says of a contract of these words, with the words that it points at."""

    def check(name: str, text: str, category: str = "", parties=PARTIES, **summary):
        document = as_text(text)
        place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
        clauses = [Clause(id=0, category=category, text=text, interval=[0, len(text)], **place)] if category else []
        held = summarize([], "").model_copy(update={"parties": parties, **summary})
        hits = CHECKS[name](Case(document, held, clauses, Sides(held.parties)))
        return [(hit.said, [document.text[start:end] for start, end in hit.spans]) for hit in hits]

    return check


FREE = "Provider may assign its interest in this Agreement in whole or in part."

BOUND = "Customer may not assign this Agreement without the prior written consent of Provider."


def cap(party: str | None) -> LiabilityCap:
    return LiabilityCap(text="x", clause=0, score=0.9, value=Money(amount="USD 5"), party=party)


SIGNED = "IN WITNESS WHEREOF\n\n{}\nBy: /s/ Ada Brook\nTitle: President\n\nQUILLMARK LLC\nBy: /s/ Theo Marsh\n"

RENEWS = "This Agreement shall automatically renew for one year unless a party gives sixty days' notice."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{FREE} {BOUND}", "Assignment is unrestricted for Provider but needs consent for Customer."),
        (BOUND, "Customer may not assign without consent; no such restriction was found for Provider."),
        (
            "Customer may transfer its rights only if Provider has approved it. " + FREE,
            "Assignment is unrestricted for Provider but needs consent for Customer.",
        ),
        (
            "This Agreement may not be assigned by Customer without consent.",
            "Customer may not assign without consent; no such restriction was found for Provider.",
        ),
        (
            "Customer may not transfer this Agreement without Provider's agreement.",
            "Customer may not assign without consent; no such restriction was found for Provider.",
        ),
        (
            "Customer may not assign this Agreement unless Provider agrees in writing.",
            "Customer may not assign without consent; no such restriction was found for Provider.",
        ),
        (
            "Customer may not assign this Agreement, save to a company that it controls.",
            "Customer may not assign except as quoted; no such restriction was found for Provider.",
        ),
        (
            "Customer may transfer this Agreement only with the mill. " + FREE,
            "Customer may not assign except as quoted; Provider may.",
        ),
        (
            "Customer may not assign this Agreement.",
            "Customer may not assign at all; no such restriction was found for Provider.",
        ),
        ("Neither party may assign this Agreement without consent.", None),
        (f"{BOUND} Provider shall not assign this Agreement without the consent of Customer.", None),
        ("This Agreement may not be assigned except in writing signed by Provider.", None),
        (FREE, None),
        ("Customer hereby assigns all inventions to Provider.", None),
    ],
)
def test_an_assignment_that_binds_one_side_only(said, text, says):
    hits = said("one-sided-assignment", text)
    assert [hit for hit, _ in hits] == ([says] if says else [])
    assert all(words for _, words in hits)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Provider may terminate this Agreement at any time for convenience.", "Provider"),
        ("This Agreement may be terminated for convenience by Customer on ten days' notice.", "Customer"),
        ("Either party may terminate this Agreement for convenience.", None),
        ("Provider may terminate for any reason. Customer may terminate for any reason.", None),
        ("Provider may terminate if Customer breaches this Agreement.", None),
        ("Distributor may terminate this Agreement for convenience.", None),
    ],
)
def test_a_right_to_terminate_that_one_side_has(said, text, who):
    hits = said("one-sided-termination", text, "Termination For Convenience")
    assert [hit.split(" may ")[0] for hit, _ in hits] == ([who] if who else [])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Provider shall indemnify and hold harmless Customer from all claims.", "Provider"),
        ("Each party shall indemnify the other party from all claims.", None),
        ("Provider shall indemnify Customer. Customer shall indemnify Provider.", None),
        ("Provider shall not be required to indemnify Customer.", None),
        ("With the consent of Provider, Customer agrees to indemnify it.", "Customer"),
    ],
)
def test_an_indemnity_that_one_side_gives(said, text, who):
    hits = said("one-sided-indemnity", text)
    assert [hit.split(" indemnifies")[0] for hit, _ in hits] == ([who] if who else [])


@pytest.mark.parametrize(
    ("own", "others", "count"), [("Provider", [], 1), (None, [], 0), ("Provider", ["Customer"], 0)]
)
def test_a_cap_of_one_side(said, own, others, count):
    hits = said("one-sided-cap", "x", liability_cap=cap(own), other_caps=[cap(other) for other in others])
    assert [hit for hit, _ in hits] == count * ["Only Provider's liability is capped; Customer's is not."]


@pytest.mark.parametrize(("reader", "count"), [("reader", 0), ("you", 1)])
def test_our_liability_is_that_of_all_who_offer_terms_to_the_reader(said, reader, count):
    text = "You agree that our total liability shall not exceed $500. " + "You use the site and keep your key. " * 10
    ours = LiabilityCap(text=text[:56], clause=0, score=0.9, value=Money(amount="USD 500"), party="Provider")
    parties = [PARTIES[0], PARTIES[1].model_copy(update={"defined_as": ["Customer", reader]})]
    assert len(said("one-sided-cap", text, parties=parties, liability_cap=ours)) == count


def test_a_total_exclusion_and_exceptions_that_leave_nothing_capped(said):
    term = {"text": "x", "clause": 0, "score": 0.9}
    liability = [
        LiabilityTerm(**term, kind="exclusion", total=True, party="Provider"),
        LiabilityTerm(**term, kind="exclusion"),
        LiabilityTerm(**term, kind="carve_out", total=True),
    ]
    assert [hit for hit, _ in said("total-exclusion", "x", liability=liability)] == [
        "Provider excludes all of its liability."
    ]
    (left,) = said("nothing-capped", "x", liability=liability)
    assert left[0] == "The carve-outs swallow the cap."


def test_words_and_figures_that_differ_are_quoted(said):
    text = "Notice is given sixty (90) days before."
    one = Difference(text="sixty (90) days", words="60", figures="90", pages=[1], interval=[16, 31])
    assert said("words-and-figures", text, differences=[one]) == [
        ("“sixty (90) days” says 60 in words and 90 in figures.", ["sixty (90) days"])
    ]


def test_redactions_are_counted_and_blanks_are_none(said):
    ((hit, _),) = said("redactions", "It pays [***] for [*] units and ____ more.")
    assert hit == "2 passages are redacted here."
    assert said("redactions", "It pays ____.") == []


def test_fewer_than_two_parties(said):
    assert [hit for hit, _ in said("fewer-than-two-parties", "x", parties=[])] == ["No parties were found."]
    assert [hit for hit, _ in said("fewer-than-two-parties", "x", parties=PARTIES[:1])] == [
        "Only one named party was found."
    ]
    assert said("fewer-than-two-parties", "x") == []
    called = '"You" means the person who sends in a work to this project ("We" or "Us").'
    assert [hit for hit, _ in said("fewer-than-two-parties", called, parties=[])] == [
        "The parties are called “You” and “We”, but neither is named."
    ]


def test_terms_for_anyone_need_name_no_second_party_but_someone_who_offers_them(said):
    text = "By using the site you agree to these terms."
    assert said("fewer-than-two-parties", text, parties=PARTIES[:1]) == []
    assert [hit for hit, _ in said("fewer-than-two-parties", text, parties=[])] == ["No parties were found."]
    signer = "I promise to come. I agree to play. I will sing. I may be filmed. I understand that."
    assert said("fewer-than-two-parties", signer, parties=PARTIES[:1]) == []


@pytest.mark.parametrize(
    ("text", "says"), [("It applies to Customer.", []), ("By: ____\n\nBy: ____", ["Only one named party was found."])]
)
def test_what_belongs_to_another_agreement_names_both_parties_only_if_both_sign_it(said, text, says):
    other = Dependence(kind="addendum", agreement=None, date=None, text="x", pages=[1], interval=[0, 1])
    found = said("fewer-than-two-parties", text, parties=PARTIES[:1], depends_on=other)
    assert [hit for hit, _ in found] == says


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (
            "It is made between Harrow Systems, Inc. and YOUR NAME (“Customer”).",
            "[YOUR NAME]",
            ["The name of a party is still to be filled in: “YOUR NAME”."],
        ),
        # the blanks are quoted as such
        ("Client: ______", "____", []),
        ("It is made by and between Harrow Systems, Inc. of Akron and ______ (“Customer”).", "____", []),
    ],
)
def test_a_party_whose_name_is_still_to_be_filled_in(said, text, name, says):
    parties = [PARTIES[0], Party(name=name, defined_as=["Customer"], clause=0, score=0.9)]
    assert [hit for hit, _ in said("fewer-than-two-parties", text, "Parties", parties)] == says


@pytest.mark.parametrize(
    ("signs", "says"),
    [
        (
            "HARROW TECHNOLOGIES, INC.",
            ["The party “Harrow Systems, Inc.” appears as “HARROW TECHNOLOGIES, INC.” in the signature block."],
        ),
        ("HARROW SYSTEMS INC", []),
        ("Harrow Systems, Incorporated", []),
        ("BRIGHTWATER MILLS, INC.", []),
        ("HARROW SYSTEMS, INC. d/b/a HARROW INC.", []),
    ],
)
def test_a_party_that_signs_under_another_name(said, signs, says):
    assert [hit for hit, _ in said("party-names-differ", SIGNED.format(signs))] == says


@pytest.mark.parametrize(
    "before",
    [
        "Accepted for the purposes of Section 9 only: ",
        "Solely for purposes of Article 9 hereof:\n",
        "IN WITNESS WHEREOF, they sign.\n\nHARROW SYSTEMS, INC.\nIts: President\n\n",
    ],
)
def test_a_guarantor_that_signs_too_is_no_party_under_another_name(said, before):
    assert said("party-names-differ", SIGNED.format("HARROW HOLDINGS, INC."))
    assert not said("party-names-differ", SIGNED.format(f"{before}HARROW HOLDINGS, INC."))


def test_attachments_that_are_missing_are_one_flag_and_none_where_another_agreement_has_them(said):
    text = "The prices are set out in Exhibit B and Exhibit C.\n\nEXHIBIT A\n\nThe services are listed here.\n"
    assert [hit for hit, _ in said("missing-attachments", text)] == [
        "Exhibits B and C are referred to but not attached."
    ]
    other = Dependence(kind="amendment", agreement=None, date=None, text="Amendment", pages=[1], interval=[0, 9])
    assert not said("missing-attachments", text, depends_on=other)
    listed = "Exhibits: B – Prices; D – Tests of the lamps"
    ((hit, _),) = said("missing-attachments", f"{text}\n{listed}\n", depends_on=other)
    assert hit == "Exhibits B and D are referred to but not attached."


def test_an_indemnity_in_the_present_tense_is_one(said):
    gives = "Provider indemnifies and holds harmless Customer against claims of infringement."
    assert said("one-sided-indemnity", gives)[0][0].startswith("Provider indemnifies Customer")


@pytest.mark.parametrize("check", ["one-sided-indemnity", "one-sided-termination", "one-sided-assignment"])
def test_a_document_under_another_one_is_not_called_one_sided(said, check):
    texts = {
        "one-sided-indemnity": "Provider shall indemnify Customer against all claims.",
        "one-sided-termination": "Customer may terminate this Agreement for convenience at any time.",
        "one-sided-assignment": BOUND,
    }
    category = "Termination For Convenience" if check == "one-sided-termination" else ""
    other = Dependence(
        kind="statement_of_work", agreement="Master Agreement", date=None, text="x", pages=[1], interval=[0, 1]
    )
    assert said(check, texts[check], category)
    assert said(check, texts[check], category, depends_on=other) == []


def test_a_heading_on_termination_gives_no_right(said):
    text = "9.1 Termination by Both Parties.\n\nProvider may terminate this Agreement at any time for convenience."
    assert said("one-sided-termination", text, "Termination For Convenience")


def test_another_document_without_a_name_is_another_agreement(said):
    other = Dependence(kind="amendment", agreement=None, date=None, text="x", pages=[1], interval=[0, 1])
    (found,) = said("other-document", "It is extended.", depends_on=other)
    assert found[0] == "This document amends another agreement; read the two together."


@pytest.mark.parametrize(
    ("text", "purpose", "count"),
    [
        (RENEWS, "against_renewal", 1),
        (RENEWS, "to_renew", 0),
        (RENEWS.replace("a party gives", "on a renewal notice of Provider it gives"), "against_renewal", 0),
    ],
)
def test_a_contract_that_renews_itself_says_how_long_and_until_when_it_can_be_stopped(said, text, purpose, count):
    place = {"text": text, "clause": 0, "score": 0.9}
    renewal = Renewal(value="P1Y", kind="automatic", **place)
    notice = Notice(value="P60D", purpose=purpose, **place)
    found = said("automatic-renewal", text, "Renewal Term", renewal_term=renewal, renewal_notice=notice)
    assert [one for one, _ in found] == count * [
        "The contract renews automatically for 1 year, unless notice is given at least "
        "60 days before the end of the term."
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Provider may increase its prices on thirty days' notice.", 1),
        ("Provider reserves the right to change the fees at any time.", 1),
        ("Provider may increase its prices by the change of the consumer price index.", 0),
        ("Provider may increase its prices by not more than 3% a year.", 0),
        ("The parties may change the prices by mutual agreement.", 0),
        ("Customer may change the retail prices of the goods.", 0),
        ("Provider's terms apply to such buyers. Provider may change its prices at any time.", 0),
        ("These customers pay Provider. Provider may change its prices at any time.", 0),
        ("These customers are Provider's.\n\nProvider may change its prices at any time.", 1),
        ("Customer has the right to modify this contract so that it gets the more favorable pricing of others.", 0),
        ("Customer may change this Agreement to receive the lower prices that Provider offers to another.", 0),
        ("Provider may increase or lower its prices at any time.", 1),
    ],
)
def test_prices_that_one_party_may_change_without_limit_are_flagged(said, text, count):
    found = said("open-price-increase", text)
    assert [one for one, _ in found] == count * ["Provider may change its prices, and the sentence sets no limit."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "Provider reserves the right to change any and all of the terms and conditions in this Agreement, at any "
            "time and in its sole discretion, by posting a new version.",
            1,
        ),
        ("Provider may amend this Agreement from time to time without the consent of Customer.", 1),
        ("Provider may modify this Agreement at any time by written notice to Customer.", 1),
        ("Provider may amend these Terms at its sole discretion.", 1),
        ("Provider may at its sole discretion modify this Tent Rental Agreement and all its terms at any time.", 1),
        ("Provider reserves the right to revise the Terms of Service from time to time.", 1),
        ("Provider reserves the right, at its sole discretion, to modify or replace these Terms at any time.", 1),
        ("These General Terms may be updated at any time by Provider.", 1),
        ("These General Terms may be updated at any time by a court.", 0),
        ("The scope of these General Terms may be updated at any time by both parties.", 0),
        ("Provider may update the terms of payment from time to time.", 0),
        ("Provider may amend this Agreement at any time with the consent of Customer.", 0),
        ("Provider may amend this Agreement at any time to reflect a change of law.", 0),
        ("Provider may amend this Agreement at any time, but not to the detriment of Customer.", 0),
        ("The parties may amend this Agreement at any time.", 0),
        ("Provider may change the terms of its loan at any time.", 0),
        ("Provider may not amend this Agreement at any time without the consent of Customer.", 0),
        ("A Trustee may amend this Agreement at any time in its sole discretion.", 0),
        ("(d) Changes: Provider may amend this Agreement with 30 days’ notice.", 1),
        ("Provider may amend this Agreement with the seal of its mill.", 0),
    ],
)
def test_terms_that_one_party_may_change_alone_are_flagged(said, text, count):
    found = said("changed-alone", text)
    alone = "Provider may change the terms of the contract without the other party’s agreement."
    assert found == count * [(alone, [text])]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Provider may modify this Acceptable Use Policy at any time without notice.", "terms of the contract"),
        ("Provider may modify this AUP at any time.", "terms of the contract"),
        ("Provider may amend this Agreement with 30 days' notice.", "terms of the contract"),
        ("Provider may update commission rates or program terms with 30 days notice.", "commission rates"),
        ("Provider reserves the right to change the commission rate at its discretion.", "commission rate"),
        ("Provider may adjust the commission rates or tiers with sixty (60) days’ written notice.", "commission rates"),
        ("Provider may change the referral fees from time to time.", "referral fees"),
        ("Provider may adjust the commission rates with the consent of Customer, on notice.", None),
        ("Provider may adjust the lamps of the mill from time to time.", None),
        ("Provider may update this Privacy Policy at any time.", None),
    ],
)
def test_policies_and_commissions_that_one_party_may_change_alone_are_flagged(said, text, what):
    changed = [f"Provider may change the {what} without the other party’s agreement."] if what else []
    assert [one for one, _ in said("changed-alone", text)] == changed


EXCEPTED = (
    "Neither party may assign without consent, but Provider may in the case quoted; "
    "no such exception was found for Customer."
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "This Agreement may not be assigned by Customer without Provider's consent. Provider may assign this "
            "Agreement to any affiliate. Otherwise, this Agreement may not be assigned by Provider without consent.",
            EXCEPTED,
        ),
        (
            "This Agreement is not assignable by either party without consent, except that it "
            "shall be assignable by Provider to an affiliated entity.",
            EXCEPTED,
        ),
        (
            "Neither party shall assign this Agreement without consent, except where such assignment is by Provider to "
            "a subsidiary.",
            EXCEPTED,
        ),
        (
            "Neither party may assign this Agreement without consent. However, Customer agrees that Provider may "
            "assign this entire Agreement to an affiliate or sell any account receivable to a bank.",
            EXCEPTED,
        ),
        (
            "No assignment of this Agreement shall be made by Customer without the consent of Provider. "
            "Provider may assign its interest in this Agreement to any person or entity.",
            "Customer may not assign without consent; Provider may in the case quoted.",
        ),
        (
            "Neither party shall assign this Agreement without consent, except where such assignment is by Provider to "
            "a subsidiary or is by Customer to an affiliate. Customer may assign this Agreement to an affiliate.",
            None,
        ),
        ("This Agreement may not be assigned by either party, and no assignment by Provider is valid.", None),
        (
            "Neither party may assign this Agreement without consent. Provider may assign its rights and obligations "
            "to a subsidiary. Customer may assign its rights and obligations under this Agreement to one of its "
            "subsidiaries as long as it guarantees the payments.",
            None,
        ),
        (
            "Neither party may assign this Agreement without consent, except that Provider may assign it to an "
            "affiliate and Provider may not withhold its consent to an assignment in a merger of Customer.",
            None,
        ),
        (
            "Neither party may assign this Agreement, but it may be assigned by Provider with the consent of Customer.",
            None,
        ),
    ],
)
def test_an_exception_for_one_party_makes_a_ban_on_both_one_sided(said, text, says):
    assert [one for one, _ in said("one-sided-assignment", text)] == ([says] if says else [])


@pytest.mark.parametrize(
    "text",
    [
        "Neither party may assign without consent, except that Provider may assign its rights to its parent,\n\n"
        "its successor or its affiliate, and Provider may not withhold its consent to an assignment in the event of a "
        "merger of Customer.",
        "Neither party may assign its rights without consent. Provider shall be entitled to assign its rights to be "
        "paid hereunder to banks.",
    ],
)
def test_an_exception_for_the_other_party_too_or_for_payments_makes_it_not_one_sided(said, text):
    assert said("one-sided-assignment", text) == []


def test_a_cap_on_all_that_one_party_sells_is_that_partys_cap(said):
    text = "Provider's liability shall be limited to the price of the goods with respect to which it arises."
    cap = LiabilityCap(text=text, clause=0, score=0.9, value=Money(amount="USD 500"), party="Provider")
    (found,) = said("one-sided-cap", text, liability_cap=cap)
    assert found[0] == "Only Provider's liability is capped; Customer's is not."


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Customer's total liability to Provider is limited to the fees that are due.", 0),
        ("Customer's total liability to Provider is not limited.", 1),
        ("Customer notes that Provider's total liability is limited to $500.", 1),
    ],
)
def test_a_cap_of_one_side_is_not_the_only_one_if_another_sentence_caps_the_other_side(said, sentence, count):
    text = f"Provider's liability shall be limited to $500.\n{sentence}"
    cap = LiabilityCap(text=text[:46], clause=0, score=0.9, value=Money(amount="USD 500"), party="Provider")
    assert len(said("one-sided-cap", text, liability_cap=cap)) == count


def test_a_cap_for_one_service_is_not_the_cap_of_the_contract(said):
    text = "Provider's liability with respect to any Training Services shall be limited to $500."
    cap = LiabilityCap(text=text, clause=0, score=0.9, value=Money(amount="USD 500"), party="Provider")
    assert said("one-sided-cap", text, "Cap On Liability", liability_cap=cap) == []


def test_a_cap_of_the_fees_with_respect_to_the_work_is_one_on_all_claims(said):
    text = "Provider's liability shall not exceed the fees paid with respect to the work under the order."
    cap = LiabilityCap(text=text, clause=0, score=0.9, value=Fees(period=None), party="Provider")
    assert len(said("one-sided-cap", text, liability_cap=cap)) == 1


def test_an_indemnity_names_all_that_it_is_given_to(said):
    text = "Provider will defend, indemnify and hold harmless Dealer and Customer against all liability."
    assert said("one-sided-indemnity", text)[0][0].startswith("Provider indemnifies Dealer and Customer; no")
    text = "Provider will indemnify Customer and its affiliates against all liability."
    assert said("one-sided-indemnity", text)[0][0].startswith("Provider indemnifies Customer; no")


def test_a_duty_to_compensate_for_losses_is_no_less_than_an_indemnity(said):
    gives = "Provider shall indemnify Customer against all claims."
    assert said("one-sided-indemnity", gives)
    assert said("one-sided-indemnity", f"{gives} Customer shall compensate Provider for its losses.") == []


def test_blanks_are_counted_but_not_those_for_dates_which_have_flags_of_their_own(said):
    assert said("blanks", "The Buyer pays the Vendor [$●] for each unit that it orders.")[0][0] == (
        "One sentence has a blank to be filled in."
    )
    assert not said("blanks", "The Buyer pays the Vendor ten dollars for each unit that it orders.")
    chosen = "The Buyer pays [ten OR twelve] dollars for each unit that it orders."
    assert said("blanks", chosen)[0][0] == "One sentence has words in brackets to choose from."


def test_a_party_without_its_legal_form_or_with_a_letter_too_many_signs_under_another_name():
    text = "EX MILLS INC.\n\nBy: /s/ Ada Brook\n\nOAK SCIENCES SOLUTIONS, INC.\nBy: /s/ Theo Marsh\n"
    found = list(signed_otherwise(text, ["Ex Mills", "Oak Science Solutions, Inc."]))
    assert [(one.name, one.signed) for one in found] == [
        ("Ex Mills", "EX MILLS INC."),
        ("Oak Science Solutions, Inc.", "OAK SCIENCES SOLUTIONS, INC."),
    ]
    assert not list(signed_otherwise(text, ["Ex Mills, Inc.", "Oak Woods, Inc."]))


def test_a_party_that_two_places_name_differently_is_flagged(said):
    text = "Party A: Brook (Oslo) Mills Co., Ltd.\nParty B: Dale Tools Co., Ltd.\n\nParty A: Brook Mills Co., Ltd.\n"
    names = ["Brook (Oslo) Mills Co., Ltd.", "Brook Mills Co., Ltd."]
    assert said("party-names-differ", text) == [
        (f"Party A is named “{names[0]}” in one place and “{names[1]}” in another.", names)
    ]
    assert not said("party-names-differ", text.replace("Party A: Brook Mills Co., Ltd.", ""))


@pytest.mark.parametrize(
    "scope",
    [
        "all claims relating to any withholding taxes, social security, or similar items",
        "any payroll taxes owed on what it is paid",
        "all unemployment insurance and income tax due for its staff",
        "any social security contributions",
        "claims for workers' compensation",
    ],
)
def test_a_contractors_own_taxes_are_no_one_sided_indemnity(said, scope):
    text = f"Provider shall indemnify and hold harmless Customer from {scope}."
    assert not said("one-sided-indemnity", text)
    assert said("one-sided-indemnity", text.replace(".", " and from claims of infringement."))


def test_liability_that_is_excluded_in_the_cases_of_an_annex_is_said_to_be_so(said):
    text = "Within the scope of Annex 2, Provider and its affiliates are not liable for any compensation."
    term = LiabilityTerm(kind="exclusion", total=False, text=text, clause=0, score=0.9, party="Provider")
    hits = said("total-exclusion", text, liability=[term])
    assert [hit for hit, _ in hits] == [
        "Provider excludes all of its liability in the cases that the quoted passage refers to."
    ]


@pytest.mark.parametrize(
    "exception",
    [
        "Notwithstanding the foregoing, Customer may assign this Agreement to its subsidiaries.",
        "However, Customer may assign this Agreement to a company that it controls.",
        "Customer may nevertheless assign this Agreement to an affiliate in its sole discretion.",
        "By notice, Customer may assign this Agreement to the buyer of its business.",
        "Despite this, Customer may transfer this Agreement to a corporation without other business.",
    ],
)
def test_an_exception_for_the_party_that_is_bound_is_said_and_quoted(said, exception):
    ((hit, quotes),) = said("one-sided-assignment", f"{BOUND} {exception}")
    assert hit.startswith("Customer may not assign without consent, except in the case quoted; no such restriction")
    assert exception in quotes


def test_uses_of_an_undefined_term_are_counted_with_an_article_and_without(said):
    defined = " ".join(f'"{word}" means a thing.' for word in ("Lamp", "Shade", "Wick", "Oil", "Price", "Order"))
    text = f"{defined}\nHe keeps the Sketches. He sends the Sketches. He burns the Sketches. He likes Sketches."
    ((flag, _),) = said("undefined-terms", text)
    assert "“Sketches” (4 times)" in flag


def test_another_agreement_that_is_still_to_be_concluded_cannot_be_read(said):
    prevails = "In a conflict, the Quality Agreement shall prevail on matters of quality."
    text = f"The Parties shall conclude the Quality Agreement within a year. {prevails}"
    other = Dependence(kind="related", agreement="Quality Agreement", date=None, text="x", interval=[0, 5], pages=[1])
    ((flag, _),) = said("other-document", text, depends_on=other)
    assert flag.startswith("This document depends on the Quality Agreement, which is still to be concluded. Where")
    ((flag, _),) = said("other-document", prevails, depends_on=other)
    assert flag.startswith("This document depends on the Quality Agreement; read the two together. Where")


def test_of_several_agreements_it_is_said_that_they_prevail():
    other = Dependence(kind="related", agreement="Loan Agreement", date=None, text="x", interval=[0, 5], pages=[1])
    related = [Related(f"{name} Agreement", 0, 14, GIVES_WAY) for name in ("Loan", "Pledge")]
    says = "Where the quoted passage says so, the Loan Agreement and the Pledge Agreement prevail."
    assert in_a_sentence(other, related).endswith(says)


def test_the_whole_agreement_is_made_up_of_all_that_its_clause_names():
    other = Dependence(kind="related", agreement="Frame Agreement", date=None, text="x", interval=[0, 5], pages=[1])
    text = "This Agreement, together with the Sale Agreement and the Frame Agreement, constitutes the whole agreement."
    related = [Related("Frame Agreement", 0, 14, DEFINES), Related("Sale Agreement", 0, len(text), TOGETHER)]
    says = "The parties' whole agreement is this one together with the Frame Agreement and the Sale Agreement."
    assert in_a_sentence(other, related, text).endswith(says)


def test_of_many_blanks_the_names_of_parties_and_those_in_sentences_are_quoted(said):
    text = (
        "• Address: [ADDRESS]\n• Phone: [PHONE]\n\nCustomer pays a monthly fee of [amount] for each of its sites.\n\n"
        "It is governed by the laws of [State], and by none of those of any other state."
    )
    ((counted, places),) = said("blanks", text)
    assert counted == "4 sentences have blanks to be filled in."
    assert places == ["[amount]", "[State]", "[ADDRESS]"]


def test_a_reference_that_a_word_processor_lost_is_told(said):
    text = "Buyer pays as Section Error! Reference source not found. provides."
    (found,) = said("dead-references", text)
    assert found[0] == "A reference is lost: the text says “Reference source not found” in one place."
    assert not said("dead-references", "The source of the reference was not found.")


def test_a_contract_that_restates_another_has_sections_of_its_own_and_an_amendment_refers_to_those_of_the_other(said):
    text = "\n\n".join(
        [*(f"{number}. Wool. Buyer pays for it." for number in range(1, 9)), "9. End. Clause 17 applies."]
    )
    held = {"agreement": None, "date": None, "text": "x", "pages": [1], "interval": [0, 1]}
    ((flag, _),) = said("dead-references", text, depends_on=Dependence(kind="restatement", **held))
    assert flag == "The contract refers to Clause 17, which it does not contain."
    assert not said("dead-references", text, depends_on=Dependence(kind="amendment", **held))


def test_a_party_left_blank_is_said_once_among_the_blanks(said):
    text = (
        "The office of the mill is in [CITY], where its officers write all of the letters.\n\n"
        "The Buyer pays the mill a price of $[AMOUNT] for each of the lamps that it orders.\n\n"
        "It is made on [DATE] by Harrow Systems, Inc. and [BUYER NAME] (“Buyer”), who knows the mill well."
    )
    assert said("fewer-than-two-parties", text, parties=PARTIES[:1]) == []
    ((_, quoted),) = said("blanks", text, parties=PARTIES[:1])
    assert quoted == ["[DATE]", "[AMOUNT]", "[CITY]"]


def test_a_party_that_the_signature_page_names_is_not_left_blank(said):
    parties = [PARTIES[0], Party(name="____", defined_as=["Dealer"], clause=0, score=0.9)]
    someone = "the individual identified on the signature page (“Dealer”)"
    assert said("fewer-than-two-parties", someone, "Parties", parties) == []
    assert said("fewer-than-two-parties", "undersigned (“Dealer”)", "Parties", parties) != []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "Customer earns a commission of half of the fees paid by Clients. Provider may adjust pricing.",
            0,
        ),
        (
            "Customer earns a commission of half of the fees paid by Clients.\n\nProvider may adjust prices at will.",
            0,
        ),
        (
            "The Reseller earns a commission of half of the fees paid by Clients. The Reseller shall pay for lamps."
            "\n\nProvider may adjust its prices at will.",
            1,
        ),
        ("Provider pays a commission to its agents.\n\nProvider may adjust its prices at will.", 1),
    ],
)
def test_prices_of_others_on_which_a_party_earns_its_commission_are_no_prices_that_it_pays(said, text, count):
    assert len(said("open-price-increase", text)) == count


def test_notes_to_the_drafters_that_are_left_in_the_text_are_pointed_out(said):
    text = (
        "The term is a year.\n\n[LAWYER REVIEW] — confirm the term.\n\n[NTD: Harrow to check]\n\n[Attorney] signs here."
    )
    assert said("blanks", text) == [
        ("2 notes to the drafters are left in the text.", ["[LAWYER REVIEW]", "[NTD: Harrow to check]"])
    ]
    assert said("blanks", "1. Legal Review. Each party has had this reviewed by a lawyer [see Section 2].") == []


def test_a_line_to_write_a_partys_name_on_is_open_whoever_may_accept_the_terms(said):
    accepted = "\n\nBy using the Service, you agree to be bound by these Terms of Service."
    assert is_offered_to_anyone(accepted)
    parties = [PARTIES[0], Party(name="____", defined_as=["Customer"], clause=0, score=0.9)]
    found = said("fewer-than-two-parties", f"____ (ID No: __) (“Customer”){accepted}", "Parties", parties=parties)
    assert [hit for hit, _ in found] == ["The name of a party is still to be filled in: Customer."]
    assert not said("fewer-than-two-parties", f"whoever subscribes (“Customer”){accepted}", "Parties", parties=parties)


@pytest.mark.parametrize(
    ("sentence", "in_part"),
    [
        ("Customer is liable for the loss of a crate up to its value.", True),
        ("Customer will pay Provider's losses from this, but only up to the fees that it received.", True),
        ("Customer shall pay for up to the first nine crates.", False),
        ("Provider is liable for the loss of a crate up to its value.", False),
    ],
)
def test_a_cap_on_some_of_what_the_other_party_owes_makes_the_general_one_no_less_one_sided(said, sentence, in_part):
    text = f"Provider's liability shall be limited to $500.\n{sentence}"
    cap = LiabilityCap(text=text[:46], clause=0, score=0.9, value=Money(amount="USD 500"), party="Provider")
    ((told, quotes),) = said("one-sided-cap", text, liability_cap=cap)
    as_a_whole = "Only Provider's liability is capped as a whole; Customer's is capped only in the case quoted."
    assert told == (as_a_whole if in_part else "Only Provider's liability is capped; Customer's is not.")
    assert (sentence in quotes) is in_part


def test_a_cap_that_leaves_out_what_insurance_covers_is_one_on_all_liability(said):
    text = (
        "Provider's liability must not exceed $500, other than for theft, fire and to the extent covered by insurance."
    )
    cap = LiabilityCap(text=text, clause=0, score=0.9, value=Money(amount="USD 500"), party="Provider")
    assert len(said("one-sided-cap", text, liability_cap=cap)) == 1


@pytest.mark.parametrize(
    ("after", "flagged"),
    [
        ("The liability of Customer shall be subject to the same limit.", False),
        ("The most that Customer can owe Provider in a year is the same.", False),
        ("The liability of Provider for delay shall be subject to the same limit.", True),
    ],
)
def test_a_cap_that_the_next_sentence_extends_to_the_other_party_is_not_one_sided(said, after, flagged):
    limited = "Provider's total liability in any year is limited to $90,000."
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category="Cap On Liability", text=limited, interval=[0, len(limited)], **place)
    (limit,) = caps([clause], Sides(PARTIES), f"{limited} {after}")
    assert bool(said("one-sided-cap", f"{limited} {after}", liability_cap=limit)) is flagged
