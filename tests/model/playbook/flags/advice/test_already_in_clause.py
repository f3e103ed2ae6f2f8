"""Advice is given where the clause leaves something to ask for."""

from __future__ import annotations

import pytest

from model.playbook.flags.advice.already_in_clause import EXCUSED, KEEPS_ITS_OWN, PAID_AT_THE_END, remaining_advice


@pytest.mark.parametrize(
    ("advice", "clause", "left"),
    [
        ("Ask for notice. Ask for money.", "It may end on thirty days' notice.", "Ask for money."),
        ("Limit it to business hours. Limit it to once a year.", "During business hours, once each year.", None),
        ("Let it end on an uncured breach.", "Except on termination for breach, it is perpetual.", None),
        ("Let it end on an uncured breach.", "The license is perpetual.", "Let it end on an uncured breach."),
        ("Limit it to twelve months.", "For one year after the termination date neither may hire.", None),
        ("Limit it to twelve months.", "For twelve (12) consecutive months thereafter neither may hire.", None),
        ("Limit it to a territory. Give it an end date.", "During the Term and in the Territory.", None),
        (
            "Make the assignment conditional on payment.",
            "On receipt of final payment in full, Vendor assigns it.",
            None,
        ),
        ("Make the assignment conditional on payment.", "Upon delivery and payment of all fees, it assigns it.", None),
        (
            "Make the assignment conditional on payment.",
            "Vendor assigns it when it is made.",
            "Make the assignment conditional on payment.",
        ),
        (
            "Ask for payment for work done and for costs that cannot be avoided.",
            "Buyer will pay for the work and any expenses incurred to the date of its end.",
            None,
        ),
        ("Otherwise, ask for advance notice.", "Vendor may change it with 30 days' notice.", None),
        ("Make it end with the contract.", "Weaver won't work for a competitor until this Contract ends.", None),
        ("Make it end with the contract.", "During your time of Employment, you may not compete.", None),
        (
            "Make it end with the contract.",
            "During your employment and for a year after it, you may not compete.",
            "Make it end with the contract.",
        ),
        ("Limit it to twelve months.", "Until this contract ends, Weaver won't hire anyone who works here.", None),
        ("Make the assignment conditional on payment.", "It is Buyer's once Buyer pays for it in full.", None),
        (
            "Set a short deadline for exercising it. Limit it in time.",
            "Tenant's Right of First Offer remains in full force and effect.",
            None,
        ),
        ("Carve out general advertising.", "Persons who answered a published advertisement may be hired.", None),
    ],
)
def test_no_advice_is_given_that_the_clause_follows_already(advice, clause, left):
    assert remaining_advice(advice, "Audit Rights", clause) == left


def test_advice_is_given_only_where_the_clause_has_what_it_is_about():
    challenge = "Make a challenge a ground to terminate the license rather than a breach."
    assert remaining_advice(challenge, "Covenant Not To Sue", "Vendor shall not contest the title to the work.") is None
    assert (
        remaining_advice(challenge, "Covenant Not To Sue", "Vendor shall not contest the licensed marks.") == challenge
    )


@pytest.mark.parametrize(
    ("advice", "text"),
    [
        ("Limit audits to once a year.", "Audits take place not more often than annually."),
        ("Limit audits to once a year.", "Vendor is limited to one audit in any calendar year."),
        ("Have the auditing party bear the cost.", "The auditor's fees shall be borne by Vendor."),
        ("Give it an end date.", "Vendor has the exclusive right during the First Sales Period."),
    ],
)
def test_advice_that_the_clause_follows_already_is_not_given(advice, text):
    assert remaining_advice(advice, "Audit Rights", text) is None


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        ("Ask for notice.", "Upon at least thirty (30) days’ prior written request, the books may be inspected."),
        (
            "Give it an end date.",
            "For the lesser of (i) [***] after the start or (ii) [***], Agent sells only for Insurer.",
        ),
        ("Carve out pre-existing rights.", "Agent assigns all results (except for Agent Improvements) to Insurer."),
    ],
)
def test_no_advice_is_given_that_the_clause_follows_in_other_words(advice, clause):
    assert remaining_advice(advice, None, clause) is None
    assert remaining_advice(advice, None, "The books may be inspected, and all results are assigned.") == advice


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        (
            "Limit the right to a change of control in favor of a competitor.",
            "It may end it if a maker of a Competing Product buys Vendor.",
        ),
        ("Carve out general advertising.", "General solicitations are allowed."),
        ("Carve out general advertising.", "This does not cover searches that are not specifically directed at staff."),
        ("Limit it to twelve months.", "During the Term neither party shall solicit."),
        ("Give it an end date.", "For eighteen (18) months Vendor shall work exclusively with Buyer."),
        ("Limit it in time.", "For two years Buyer has a right of first refusal."),
        ("Otherwise, require payment for work done.", "Buyer may end it on notice and payment of a fee of $900."),
        ("Carve out pre-existing intellectual property.", "Inventions that arise during the cooperation are Buyer's."),
        ("Ask for payment for work done and for costs that cannot be avoided.", "Buyer shall pay a termination fee."),
    ],
)
def test_what_the_clause_does_already_is_not_asked_for(advice, clause):
    assert remaining_advice(advice, None, clause) is None


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        ("Limit it to twelve months.", "During the Term and for thirty-six months after it neither may solicit."),
        ("Give it an end date.", "Vendor shall sell exclusively to Buyer."),
        ("Ask for a cap of at least twelve months' fees.", "Liability shall not exceed the fees of six (6) months."),
        ("Make the right mutual, or require payment for work done.", "Buyer shall pay the fees that are due."),
    ],
)
def test_what_it_does_not_do_is_asked_for(advice, clause):
    assert remaining_advice(advice, None, clause) == advice


def test_the_rest_of_the_section_may_follow_an_advice_on_cost_but_none_on_notice():
    cost, notice = "Have the auditing party bear the cost.", "Ask for notice."
    clause = "Buyer may inspect the books."
    assert remaining_advice(cost, None, clause, "The cost of all inspections shall be borne by Buyer.") is None
    assert remaining_advice(notice, None, clause, "Either party may terminate on notice of a breach.") == notice


AUDITS = "Require reasonable notice, and limit audits to business hours and once a year."


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        ("Buyer may audit the books.", AUDITS),
        ("Buyer may, on notice, audit the books.", "Limit audits to business hours and once a year."),
        (
            "Buyer may audit the books during business hours.",
            "Require reasonable notice, and limit audits to once a year.",
        ),
        ("Buyer may audit the books once a year.", "Require reasonable notice, and limit audits to business hours."),
        ("Buyer may audit the books once a year during business hours.", "Require reasonable notice."),
        ("Buyer may, on notice, audit the books once a year during business hours.", None),
    ],
)
def test_one_sentence_of_advice_keeps_only_what_an_audit_clause_lacks(clause, left):
    assert remaining_advice(AUDITS, "Audit Rights", clause) == left


def test_co_owners_that_need_not_account_have_agreed_what_each_may_do():
    advice = "Vest ownership in one party and license the other, or agree what each may do alone."
    clause = "The patents shall be owned jointly."
    assert remaining_advice(advice, "Joint Ip Ownership", clause) == advice
    assert (
        remaining_advice(advice, "Joint Ip Ownership", clause, "Each may use them without a duty to account.") is None
    )


@pytest.mark.parametrize(
    ("category", "advice", "fitting", "other"),
    [
        (
            "Exclusivity",
            "Limit it to a territory.",
            "Vendor sells the goods to Buyer only.",
            "It advises Buyer only.",
        ),
        (
            "Rofr/Rofo/Rofn",
            "Exclude transfers within a group.",
            "Buyer has a first right on a sale of the shares.",
            "Buyer has a first right to make further sites.",
        ),
        (
            "Rofr/Rofo/Rofn",
            "Exclude transfers within a group.",
            "If Vendor wishes to sell its shares, Buyer has a first right.",
            "If Vendor issues or proposes to issue or sell new shares, Buyer may subscribe for them first.",
        ),
        (
            "Most Favored Nation",
            "Limit it to comparable volumes and future prices.",
            "Vendor shall charge Buyer no higher price than others.",
            "Buyer shall have the benefit of any better standstill that Vendor agrees with others.",
        ),
        (
            "Ip Ownership Assignment",
            "Carve out pre-existing intellectual property.",
            "Vendor assigns to Buyer all rights in the inventions.",
            "Vendor transfers to Buyer all rights in the visitor data.",
        ),
        (
            "Liquidated Damages",
            "Check that the sum is a reasonable estimate of the loss.",
            "For each week of delay Vendor shall pay $500.",
            "Buyer may end it against a fee of $500.",
        ),
        (
            "Liquidated Damages",
            "Make any termination fee decline over the term.",
            "If Buyer terminates early it shall pay $500.",
            "For each week of delay Vendor shall pay $500.",
        ),
    ],
)
def test_advice_that_has_nothing_to_apply_to_is_not_given(category, advice, fitting, other):
    assert remaining_advice(advice, category, fitting) == advice
    assert remaining_advice(advice, category, other) is None


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        ("Limit it to a territory.", "Vendor grants Buyer an exclusive license to sell the goods in Norway."),
        ("Limit it to a territory.", "Vendor shall sell in the State of Ohio to nobody else."),
        ("Limit it to a territory.", "Vendor shall sell the goods within North America to nobody else."),
        ("Limit it to a territory.", "Vendor is the exclusive reseller in the European Union."),
        ("Limit it to a territory.", "Vendor is the only distributor throughout the Middle East and Asia-Pacific."),
        ("Limit audits to once a year.", "No more frequently than [***] every year Buyer may audit the books."),
        ("Limit audits to once a year.", "Vendor shall permit Buyer to conduct, once annually, one audit."),
        ("Have the auditing party bear the cost.", "Buyer may, at its cost and expense, inspect the plant."),
        ("Limit it in field and territory.", "Vendor shall license no competitor in connection with card games."),
        ("Make it end with the contract.", "Vendor shall license no competitor for the Term."),
    ],
)
def test_a_limit_in_other_words_is_not_asked_for_again(advice, clause):
    assert remaining_advice(advice, None, clause) is None


def test_a_limit_in_the_definition_of_a_term_is_not_asked_for_again():
    advice, clause = (
        "Limit the right to a change of control in favor of a competitor.",
        "Vendor may terminate on a Change of Control.",
    )
    defined = "“Change of Control” means that a competitor holds most of the shares."
    assert remaining_advice(advice, "Change Of Control", clause, "", (), defined) is None
    assert remaining_advice(advice, "Change Of Control", clause) == advice


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        ("Give it an end date.", "For the Initial Term Vendor shall be Buyer's only sponsor."),
        ("Have the auditing party bear the cost.", "Buyer may, at no expense to Vendor, audit the books."),
        ("Have the auditing party bear the cost.", "Buyer may at Buyer's cost review the records."),
        ("Ask for notice.", "Buyer may visit at a mutually agreed time."),
        ("Carve out pre-existing intellectual property.", "Vendor assigns what is created specifically for the site."),
    ],
)
def test_advice_that_the_clause_follows_is_not_given(advice, clause):
    assert remaining_advice(advice, None, clause) is None


def test_no_territory_is_asked_for_where_the_clause_names_a_country_s_market():
    advice = "Limit it to a territory."
    limited = "Vendor shall not sell competing products in the whole Canadian consumer market."
    assert remaining_advice(advice, "Exclusivity", limited) is None
    assert remaining_advice(advice, "Exclusivity", "Vendor shall not sell competing products on any market.") == advice


@pytest.mark.parametrize(
    ("advice", "clause", "left"),
    [
        (
            "Make any termination fee decline over the term.",
            "The fee is twelve months' charges before the first anniversary, and six before the second anniversary.",
            None,
        ),
        ("Make any termination fee decline over the term.", "The fee is six months' charges.", "same"),
        (
            "Limit it in field and territory.",
            "Vendor will not place any banner or other advertising on any page of its site for a rival of Buyer.",
            None,
        ),
        ("Limit it in field and territory.", "Vendor shall display Buyer's logo on its site and not compete.", "same"),
    ],
)
def test_a_fee_that_declines_and_a_ban_on_advertising_on_some_pages_follow_their_advice(advice, clause, left):
    assert remaining_advice(advice, "Non-Compete", clause) == (advice if left else None)


@pytest.mark.parametrize(
    ("notice", "left"),
    [
        ("upon prior written notice", "Ask for reasonable notice."),
        ("upon ninety days' written notice", None),
        ("upon notice of at least three months", None),
        ("upon reasonable written notice", None),
    ],
)
def test_a_notice_without_a_length_may_be_too_short(notice, left):
    said = f"Either party may terminate this Agreement at any time {notice}."
    assert remaining_advice("Ask for reasonable notice.", "Termination For Convenience", said) == left


@pytest.mark.parametrize(
    ("advice", "category", "clause"),
    [
        ("Limit it in field and territory.", "Non-Compete", "Vendor shall not contract with Birch Mills, Inc. at all."),
        ("Limit it to twelve months.", "No-Solicit Of Employees", "Neither may hire for a period of [***] thereafter."),
    ],
)
def test_no_limit_is_advised_where_one_is_named_or_redacted(advice, category, clause):
    assert remaining_advice(advice, category, clause) is None
    open_ended = "Vendor shall not contract with others, nor may it hire."
    assert remaining_advice(advice, category, open_ended) == advice


@pytest.mark.parametrize(
    ("category", "advice", "passage", "near", "left"),
    [
        (
            "Audit Rights",
            "Require reasonable notice, and limit audits to business hours and once a year.",
            "Buyer may examine the books.",
            "Buyer will notify Vendor at least five business days before the date of planned examination, in "
            "business hours.",
            "Limit audits to once a year.",
        ),
        (
            None,
            "Make the restriction mutual. Ask that consent not be unreasonably withheld.",
            "Vendor may not assign it without consent, which shall not be unreasonably withheld or delayed.",
            "",
            "Make the restriction mutual.",
        ),
        (
            None,
            "Make the restriction mutual. Ask that consent not be unreasonably withheld.",
            "Vendor may not assign this Agreement.",
            "",
            "Make the restriction mutual.",
        ),
        (
            "Non-Compete",
            "Limit it in field and territory.",
            "Vendor shall not compete in the same or similar business as Dale in a radius of nine miles.",
            "",
            None,
        ),
        (
            "Non-Compete",
            "Make it end with the contract.",
            "During the cooperation between the parties, Vendor may not deal with Dale.",
            "",
            None,
        ),
        (
            "Non-Compete",
            "Make it end with the contract.",
            "Throughout the engagement and for two years after it, Vendor may not deal with Dale.",
            "",
            "Make it end with the contract.",
        ),
        ("Non-Compete", "Limit it in field.", "Vendor may not enter into cooperation with Quill 24.", "", None),
        (
            "Third Party Beneficiary",
            "Name who may enforce what, and exclude everyone else.",
            "The Adviser is a third-party beneficiary.",
            "Nothing in this Agreement shall confer upon any third party other than the Adviser any right.",
            None,
        ),
    ],
)
def test_advice_that_the_section_already_follows_is_left_out(category, advice, passage, near, left):
    assert remaining_advice(advice, category, passage, f"{passage} {near}") == left


@pytest.mark.parametrize(
    ("fee", "left"),
    [
        ("the monthly fee, multiplied by the number of unexpired months remaining in the year", None),
        ("the average fee per day, multiplied by the number of days by which the notice is less than 180", None),
        ("two years' fees", "Make any termination fee decline over the term."),
    ],
)
def test_a_fee_for_the_time_that_is_left_declines_already(fee, left):
    text = f"If Buyer terminates this Agreement before its end, it shall pay a termination fee of {fee}."
    advice = "Make any termination fee decline over the term."
    assert remaining_advice(advice, "Liquidated Damages", text) == left


def test_a_time_on_which_both_agree_need_not_be_in_business_hours():
    advice = "Require reasonable notice, and limit audits to business hours and once a year."
    text = "Vendor shall open its records for audit by Buyer on ten days' notice at a mutually agreed upon time."
    assert remaining_advice(advice, "Audit Rights", text) == "Limit audits to once a year."


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        (
            "If Vendor offers another buyer a lower price, Buyer gets it.",
            "Limit it to comparable volumes and future prices.",
        ),
        ("If Vendor sells a comparable volume for less, Buyer pays that price.", "Limit it to future prices."),
        ("From the date of a lower price to anyone, Buyer pays that price.", "Limit it to comparable volumes."),
        ("For similar quantities, Buyer pays the lowest price thereafter.", None),
    ],
)
def test_a_favored_customer_is_told_what_its_clause_leaves_open(clause, left):
    advice = "Limit it to comparable volumes and future prices."
    assert remaining_advice(advice, "Most Favored Nation", clause) == left


@pytest.mark.parametrize(
    ("beside", "left"),
    [
        ("Harrow will tell you of any change in fees to give you an opportunity to cancel before it applies.", None),
        ("You may terminate your plan if Harrow announces an increase.", None),
        ("You may terminate your plan at the end of a month.", "Ask for a right to terminate on an increase."),
    ],
)
def test_no_right_to_leave_on_an_increase_is_asked_for_beside_one(beside, left):
    clause = "Harrow may increase its fees at any time."
    assert remaining_advice("Ask for a right to terminate on an increase.", None, clause, f"{clause} {beside}") == left


def test_a_license_of_feedback_need_not_end_on_a_breach():
    advice = "Make the license terminable for an uncured material breach."
    of = "Buyer grants Vendor a perpetual license to use {}."
    category = "Irrevocable Or Perpetual License"
    assert remaining_advice(advice, category, of.format("Feedback")) is None
    assert remaining_advice(advice, category, of.format("the Files")) == advice


@pytest.mark.parametrize(
    ("advice", "category", "clause", "left"),
    [
        (
            "Make it end with the contract.",
            "Non-Compete",
            "So long as this Agreement is in force Buyer shall not compete.",
            None,
        ),
        (
            "Make it end with the contract.",
            "Non-Compete",
            "During the currency of this Agreement Buyer shall not compete.",
            None,
        ),
        (
            "Make it end with the contract.",
            "Non-Compete",
            "While this agreement subsists and for six months thereafter Buyer shall not compete.",
            "Make it end with the contract.",
        ),
        ("Give it an end date.", None, "Exclusive for a period beginning today and ending on its anniversary.", None),
        ("Limit it in time.", None, "If at any time before 31st December, 2027 it sells, it offers it first.", None),
        ("Limit it in time.", None, "Before a sale it offers it first.", "Limit it in time."),
        ("Set a short deadline.", None, "The parties negotiate for thirty days.", None),
        ("Make it the sole remedy.", None, "The late ones cost 1% each, in full satisfaction of the delay.", None),
        (
            "Make it the sole remedy.",
            None,
            "It pays a penalty. Beyond the penalty Buyer can only claim damages for intent.",
            None,
        ),
        ("Make it the sole remedy.", None, "It pays a penalty for delay.", "Make it the sole remedy."),
        (
            "Make it the sole remedy.",
            "Liquidated Damages",
            "Buyer may terminate on ninety days' notice, paying an exit fee.",
            None,
        ),
        (
            "Make it the sole remedy.",
            "Liquidated Damages",
            "If Vendor is late, Buyer may terminate and claim $90.",
            "Make it the sole remedy.",
        ),
        (
            "Limit it to customers introduced under the contract.",
            None,
            "It shall not solicit anyone who was a customer of Vendor through Buyer.",
            None,
        ),
        (
            "Limit it to customers introduced under the contract.",
            None,
            "It shall not solicit Vendor's customers.",
            "Limit it to customers introduced under the contract.",
        ),
    ],
)
def test_limits_in_plain_and_in_older_words_need_no_advice_that_asks_for_them(advice, category, clause, left):
    assert remaining_advice(advice, category, clause, clause) == left


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Vendor owns its tools and know-how, whether existing before or made during the Services.", True),
        ("The Harrow Materials remain Harrow's.", True),
        ("The Background Property remains the property of Vendor.", True),
        ("Vendor owns its shares.", False),
        ("The premises remain Harrow's.", False),
    ],
)
def test_what_a_party_had_before_may_remain_its_own_in_other_words(text, kept):
    assert (KEEPS_ITS_OWN.search(text) is not None) is kept


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("On termination Vendor shall be paid for Services properly performed to that date.", True),
        ("It will be paid for all work done up to the termination.", True),
        ("It shall be paid for services to be performed.", False),
    ],
)
def test_who_works_may_be_paid_until_the_end(text, paid):
    assert (PAID_AT_THE_END.search(text) is not None) is paid


def test_neither_party_answers_for_what_is_beyond_its_control():
    assert EXCUSED.search("Neither party is responsible for delay caused by events beyond its reasonable control.")
    assert not EXCUSED.search("Neither party is responsible for delay caused by its staff.")
