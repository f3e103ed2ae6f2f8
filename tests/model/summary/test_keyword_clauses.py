"""Sentences that say outright what a category looks for."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.summary.keyword_clauses import keyword_clauses


@pytest.fixture(scope="module")
def summary(engine):
    return lambda text: review_document(document_from_text(text.encode(), "contract", 10), engine).summary


LAW = "\n\n9. LAW\n\nThis Agreement is governed by the laws of the State of Ohio."

PARTIES = "between Harrow Systems, Inc. (“Vendor”) and Quillmark Foods LLC (“Buyer”)."


def test_a_right_to_end_for_convenience_is_found_by_its_words(summary):
    text = (
        f"TRANSITION AGREEMENT\n\nThis Transition Agreement is made as of January 1, 2004 "
        f"{PARTIES}\n\n1. TERM\n\nExcept as "
        "stated in the schedules, Vendor may terminate for convenience any service, and Buyer "
        "may terminate for convenience "
        f"any return service, upon thirty (30) days’ notice.{LAW}\n"
    )
    assert summary(text).termination_for_convenience


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Third Party Beneficiary", "Ada Brook is an intended specific third party beneficiary hereof.", True),
        ("Third Party Beneficiary", "Any holder may proceed directly against Vendor to enforce it.", True),
        (
            "Third Party Beneficiary",
            "4.2 Each Brook shall have the right under the Contracts (Rights of Third Parties) Act 1999 to enforce it",
            True,
        ),
        (
            "Third Party Beneficiary",
            "Nobody else shall have the right under the Contracts (Rights of Third Parties) Act 1999 to enforce it.",
            False,
        ),
        ("Third Party Beneficiary", "No other person shall be deemed a third-party beneficiary.", False),
        ("Third Party Beneficiary", "Vendor's staff are not intended third party beneficiaries.", False),
        ("Exclusivity", "Buyer shall obtain all of its requirements for paper from Vendor.", True),
        ("Exclusivity", "WHEREAS Buyer wishes to obtain all of its requirements from Vendor.", False),
        ("Exclusivity", "The Company shall negotiate exclusively in good faith with Brook.", True),
        ("Exclusivity", "Vendor shall not authorize a Buyer Competitor to exploit the property.", True),
        ("Exclusivity", "To procure goods from sources other than Vendor is a material breach.", True),
        ("Exclusivity", "Buyer may purchase goods from sources other than Vendor.", False),
        ("Exclusivity", "Buyer hereby engages Vendor as the sole and exclusive provider of its lamps.", True),
        ("Exclusivity", "Vendor appoints Buyer as its exclusive true and lawful attorney-in-fact.", False),
        ("Exclusivity", "Vendor desires to appoint Buyer as its exclusive dealer.", False),
        ("Exclusivity", "Vendor shall not appoint any other dealer for lamps in Ohio.", True),
        ("Exclusivity", "Vendor shall not engage in any other activity.", False),
        ("Exclusivity", "Vendor grants Buyer the sole right to sell lamps at the Quay.", True),
        ("Exclusivity", "Vendor grants Buyer the sole right to file applications for patents.", False),
        ("Exclusivity", "Buyer shall have the works of § 2 para. 1 carried out exclusively by Vendor.", True),
        ("Exclusivity", "Mill shall make cloth of that kind for no weaver but Brook in Ohio.", True),
        ("Exclusivity", "Vendor shall disclose the designs to no person other than Buyer.", False),
        ("Exclusivity", "You will buy the posters only from our subsidiary, Brook Prints.", True),
        ("Exclusivity", "You will buy the flour only from suppliers that we approve.", False),
        ("Exclusivity", "You will buy the flour only from us or from mills that we approve.", False),
        (
            "Most Favored Nation",
            "The fees are, and will remain, no higher than the fees that Vendor charges any other customer.",
            True,
        ),
        ("Change Of Control", "A change in control of Buyer is an assignment.", True),
        ("Change Of Control", "A change of control of Buyer shall not be considered an assignment.", False),
        ("Liquidated Damages", "For each day of delay, Vendor shall credit Buyer $300, to a total of $9,000.", True),
        ("Liquidated Damages", "For each day of delay, Buyer shall pay interest of 1% on the price.", False),
        ("Liquidated Damages", "For each day that a payment is late, Buyer shall pay $20.", False),
        (
            "Price Restrictions",
            "Vendor may raise the prices once a year by not more than the change in the index.",
            True,
        ),
        (
            "Termination For Convenience",
            "Buyer may end this Agreement, in whole or for one shop, for its own convenience by notice.",
            True,
        ),
        (
            "Termination For Convenience",
            "Buyer may cancel this SOW on ten days' written notice before the drawings are approved.",
            True,
        ),
        ("Anti-Assignment", "No assignment by either party is valid without the written consent of the other.", True),
        ("Anti-Assignment", "Buyer may transfer this License only with the orchard.", True),
        ("Anti-Assignment", "Buyer may transfer the goods only to a carrier.", False),
        ("Non-Compete", "For a year after it ends, Buyer shall not run a bakery within ten miles of the shop.", True),
        ("Non-Compete", "Vendor shall not store powder within ten miles of the shop.", False),
        ("Non-Compete", "Until May 2030, neither of you will write or edit another textbook on the same course.", True),
        ("Non-Compete", "Studio shall not release, or announce, any other game in that genre.", True),
        ("Non-Compete", "Neither party makes a promise not to sell any competing products.", False),
        ("Non-Disparagement", "Neither party will disparage the other.", True),
        ("Renewal Term", "The parties shall use good efforts to negotiate an extension of the term.", True),
        (
            "Termination For Convenience",
            "The term ends on the earlier of May 1, 2022 and election to terminate and notice of it given by Buyer.",
            True,
        ),
        ("Termination For Convenience", "It ends on an election to terminate for cause by Buyer.", False),
        ("Most Favored Nation", "Vendor shall charge the lowest price that it charges any other customer.", True),
        ("Minimum Commitment", "Buyer shall purchase at least 500 hours a year.", True),
        (
            "Minimum Commitment",
            "During the Term, Buyer agrees to purchase the lamps from Vendor as follows:\n\n"
            "1.1 By May, one hundred (100) units of the lamp at $9 each;",
            True,
        ),
        (
            "Minimum Commitment",
            "During the Term, Buyer agrees to purchase the lamps from Vendor as follows:\n\n1.1 It sends an order;",
            False,
        ),
        ("Minimum Commitment", "Buyer is not obligated: it must buy a minimum of nothing.", False),
        ("Irrevocable Or Perpetual License", "Vendor grants Buyer a perpetual license.", True),
        ("Change Of Control", "Vendor may terminate this Agreement upon a change of control of Buyer.", True),
        ("Covenant Not To Sue", "Buyer shall not contest the title of Vendor in the marks.", True),
        (
            "No-Solicit Of Customers",
            "Each of them agrees, for two years (and after it ends), not to solicit any client of the other.",
            True,
        ),
        ("No-Solicit Of Customers", "nor will Buyer solicit any customer or prospect of Vendor.", True),
        ("No-Solicit Of Customers", "nor will Buyer solicit any customer of others to become one of Vendor.", False),
        (
            "Volume Restriction",
            "In no event shall any Purchase Order require delivery of more than 40 units a month.",
            True,
        ),
        (
            "Non-Compete",
            "Except as expressly permitted, Buyer shall not sell or offer any product containing soy.",
            True,
        ),
        ("Non-Compete", "Buyer shall not sell any product except in its packaging.", False),
        ("Price Restrictions", "Buyer shall adhere to the then current Vendor prices for each product.", True),
        (
            "Price Restrictions",
            "Buyer must receive written permission to sell goods at any price other than those.",
            True,
        ),
        ("Price Restrictions", "Buyer shall adhere to all price control laws.", False),
        ("No-Solicit Of Customers", "Vendor will not directly or indirectly solicit Buyer’s customers.", True),
        ("No-Solicit Of Customers", "Vendor will solicit orders from Buyer’s customers.", False),
        ("No-Solicit Of Customers", "Under no circumstances shall Vendor contact Buyer’s Customers on a sale.", True),
        ("No-Solicit Of Customers", "In no event may the Vendor directly or indirectly approach any customers.", True),
        ("No-Solicit Of Customers", "At no time will Vendor call on the clients of Buyer.", True),
        ("No-Solicit Of Customers", "In no event shall Vendor contact the bank of Buyer.", False),
        ("Exclusivity", "Carrier agrees to tender to Broker all overnight shipments that it receives.", True),
        ("Exclusivity", "Broker shall route to Carrier all refrigerated freight.", True),
        ("Exclusivity", "Carrier shall tender all overnight shipments of its clients to Broker.", True),
        ("Exclusivity", "Carrier agrees not to provide overnight services for any other courier company.", True),
        ("Exclusivity", "Vendor will not directly or indirectly perform such services for any other customer.", True),
        ("Exclusivity", "Carrier shall give to Broker all documents.", False),
        ("Exclusivity", "Vendor shall not provide any bribe to any other person.", False),
        ("Termination For Convenience", "Either party may terminate this Agreement after two years.", True),
        ("Termination For Convenience", "Any party may cancel this contract following the first twelve months.", True),
        ("Termination For Convenience", "Each party may terminate the Agreement after ten months if it fails.", False),
        ("Covenant Not To Sue", "Buyer shall not bring any claims or actions against Vendor for such defects.", True),
        ("Covenant Not To Sue", "nor shall bring any suit against Vendor for its delays", True),
        ("Covenant Not To Sue", "Buyer agrees not to assert any claim against the lender.", True),
        ("Covenant Not To Sue", "Buyer may not bring any action against Vendor more than a year later.", False),
        ("Covenant Not To Sue", "Buyer shall not bring a claim against Vendor unless it has given notice.", False),
        ("Cap On Liability", "Vendor and its affiliates are not liable for any compensation or other claims.", True),
        ("Cap On Liability", "Vendor shall not be responsible for any damages.", True),
        ("Cap On Liability", "Each party waives all claims for indirect or consequential damages.", True),
        ("Cap On Liability", "Each party waives all claims for unpaid wages.", False),
        ("Cap On Liability", "Vendor is not liable for any loss.", True),
        ("Cap On Liability", "Vendor will not be liable for any kind of compensation to Buyer.", True),
        ("Cap On Liability", "Vendor is not liable for any loss caused by the use of lamps.", False),
        ("Cap On Liability", "In a case of force majeure, Vendor is not liable for any damages.", False),
        ("Liquidated Damages", "If Buyer cancels the order, a kill fee of 30% of the price applies.", True),
        ("Liquidated Damages", "Not using the booth results in penalties (up to 30% of the price).", True),
        ("Ip Ownership Assignment", "All inventions made by Vendor shall be solely owned by Vendor.", False),
        (
            "Ip Ownership Assignment",
            "Any improvements made by Tenant to the premises shall be owned by Landlord.",
            False,
        ),
        (
            "Ip Ownership Assignment",
            "Any inventions made by either party shall be owned by the party that made it.",
            False,
        ),
        ("Ip Ownership Assignment", "All inventions made by Vendor shall be the sole property of Buyer.", True),
        ("Ip Ownership Assignment", "Any improvements based on the lamp shall be owned by the Vendor.", True),
        ("Ip Ownership Assignment", "Any improvements of the land shall be made by the Buyer.", False),
        (
            "Cap On Liability",
            "If it rains, Vendor shall not be liable for any resulting loss or damage whatsoever.",
            True,
        ),
        (
            "Termination For Convenience",
            "Either party may terminate this Deed:\n\n(a) With one month's notice;\n",
            False,
        ),
        (
            "Termination For Convenience",
            "Either party may cancel this contract:\n\n(a) With a month's notice; or\n",
            True,
        ),
        ("Termination For Convenience", "Either party may end the contract:\n\n(a) On notice of a breach; or\n", False),
        (
            "Anti-Assignment",
            "No Member may sell, pledge or otherwise transfer its units without the consent of all.",
            True,
        ),
        ("Anti-Assignment", "No Partner shall sell, assign or pledge their interest without:", True),
        ("Anti-Assignment", "No Partner may sell the lamps of the mill without the consent of all.", False),
        ("Governing Law", "The laws of Ohio govern.", False),
        ("Governing Law", "6. German law applies.", True),
        ("Governing Law", "15. Other matters. (a) Irish law governs, without its conflicts rules.", True),
        ("Governing Law", "English law applies and the courts of England decide anything left.", True),
        ("Governing Law", "English law shall govern this contract.", True),
        ("Governing Law", "Applicable law applies.", False),
        ("Governing Law", "German law applies only to the lamps that are sold there.", False),
        ("Termination For Convenience", "The owner may end the hire at any time by giving a day's notice.", True),
        ("Liquidated Damages", "A guest who cancels owes a $25 cancellation charge per person.", True),
        ("Liquidated Damages", "If a client cancels within 21 days, it will be liable for 100% of the invoice.", True),
        ("Liquidated Damages", "If a client cancels, 100% of the deposit is given back.", False),
    ],
)
def test_telling_words_are_found_but_no_wishes_and_no_denials(as_text, category, text, found):
    assert any(keyword_clauses(category, as_text(text))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Client has the unilateral right to cancel this agreement at any time within a 7-day notice period.", True),
        ("Either party may terminate this Agreement at any time on thirty days' notice.", True),
        ("Client may cancel this agreement at any time by notice if Vendor breaches it.", False),
        ("Client may cancel an order at any time by notice.", False),
        ("Reader may terminate this Agreement at any time by notifying Vendor.", True),
        ("The School may close its account and terminate this agreement at any time.", True),
        ("You are entitled to stop using our Services at any time and without a reason.", True),
        ("You can discontinue your use of the Portal at any time.", True),
        ("You may stop using a feature when it is withdrawn.", False),
        ("Affiliates may leave the program at any time.", True),
        ("You may close your seller account at any time by writing to us.", True),
        ("You may delete your photos at any time.", False),
        ("Vendor has the right, at its sole and exclusive discretion, to terminate your access to the Portal.", True),
        ("We may suspend or terminate your access to the mill anytime.", True),
        (
            "We may terminate or suspend your account at any time, for any reason, including a breach of these Terms.",
            True,
        ),
        ("We may terminate your access at any time if you breach these Terms.", False),
        ("We may terminate your access to the beta features at any time.", False),
        ("We may suspend your access at any time for maintenance.", False),
        ("Vendor may cancel any contract at any time before the goods are delivered by giving notice.", True),
        ("The trustees reserve the right to cancel this hire at any time before or during it on 7 days notice.", True),
        (
            "This Agreement may be terminated by either party hereto: (a) with Cause; or (b) without cause on notice.",
            True,
        ),
        ("It goes on from year to year unless terminated by 60 days written notice from either party.", True),
        ("It is renewed every year unless terminated by 60 days written notice from either party.", False),
    ],
)
def test_a_right_to_cancel_at_any_time_is_one_to_end_the_contract_at_will(as_text, text, found):
    assert any(keyword_clauses("Termination For Convenience", as_text(text))) is found


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("Warranty Duration", "Vendor warrants the tools for a period of two years from the delivery."),
        ("Warranty Duration", "They are of good workmanship under normal use for three (3) years from the assembly."),
        ("Change Of Control", "In the event of a Change in Control of Vendor, the work shall be kept apart."),
        (
            "Termination For Convenience",
            "Buyer shall have the right to terminate this Agreement, for any reasons by notice.",
        ),
    ],
)
def test_what_stands_in_plain_words_is_not_absent(as_text, category, text):
    assert any(keyword_clauses(category, as_text(text)))
    assert not any(keyword_clauses(category, as_text("Vendor delivers the tools for two years from May 2, 2020.")))


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        (
            "Termination For Convenience",
            "Either party shall have the right to terminate this Agreement with notice, effective when it is received.",
            True,
        ),
        (
            "Termination For Convenience",
            "In the event that the delay goes on, either party may terminate this Agreement upon ten days' notice.",
            False,
        ),
        ("Anti-Assignment", "Assignment of Member status will require the consent of all the other Members.", True),
        ("Anti-Assignment", "Assignment of this Agreement does not require the consent of the other party.", False),
        (
            "Anti-Assignment",
            "The right granted by this letter may not be pledged, assigned or transferred without Harrow's approval.",
            True,
        ),
        ("Anti-Assignment", "The right granted by this letter may be assigned without Harrow's approval.", False),
        ("Anti-Assignment", "The rights granted in the shares shall not be diluted without Harrow's consent.", False),
    ],
)
def test_rights_and_restrictions_are_found_by_their_words(category, text, found):
    document = document_from_text(text.encode(), "contract", 10)
    assert any(keyword_clauses(category, document)) is found


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("Exclusivity", "Team will not accept as a sponsor any other company that is competitive with Vendor."),
        ("Most Favored Nation", "The rates charged will not exceed those charged by Vendor to any other party."),
        ("Termination For Convenience", "Buyer may terminate this Agreement at any time by destroying all copies."),
        (
            "Termination For Convenience",
            "It goes on until Buyer gives notice of its election to terminate this Agreement.",
        ),
        ("Revenue/Profit Sharing", "“Profit Participation” means a portion of the Profits."),
        ("Revenue/Profit Sharing", "Vendor shall pay Buyer ten percent of the net revenues."),
        ("Non-Disparagement", "Vendor shall not disparage Buyer."),
        ("Non-Disparagement", "Vendor shall not trade upon its name or otherwise deprecate its lamps."),
        ("Volume Restriction", "Buyer shall not use the software in excess of ten seats."),
        ("Competitive Restriction Exception", "These sales are exceptions to the exclusivity of Buyer."),
    ],
)
def test_sentences_that_say_outright_what_a_category_is(as_text, category, text):
    document = as_text(f"The lamps are sold in Ohio.\n\n{text}\n")
    (found,) = keyword_clauses(category, document)
    assert document.segment_text(found) == text
    assert not any(keyword_clauses(category, as_text("The lamps are sold in Ohio.\n")))


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        (
            "Expiration Date",
            "C. This NDA will terminate upon the earlier of (a) a party's notice and (b) its first anniversary.",
            True,
        ),
        ("Expiration Date", "“Maturity Date” means the day that is 364 days after the Effective Date.", True),
        ("Termination For Convenience", "Either party may terminate with sixty days written notice.", True),
        ("Termination For Convenience", "Either party may terminate with notice if the other is in breach.", False),
        ("Exclusivity", "Vendor shall execute the contract exclusively in accordance with the instructions.", False),
        ("Exclusivity", "Vendor shall contract exclusively with Buyer.", True),
    ],
)
def test_ends_and_notices_in_plain_words_are_found_and_a_manner_is_no_exclusivity(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(text)))) is found


def test_a_notice_in_a_section_for_cause_ends_nothing_at_will(as_text):
    text = "9. TERMINATION FOR CAUSE\n\nEither party may terminate this Agreement by written notice.\n"
    assert not list(keyword_clauses("Termination For Convenience", as_text(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Either party may terminate this agreement:\n- With ten days written notice - At once for a breach\n", True),
        (
            "Either party may terminate this Agreement or any order:\n- Now for a breach\n- With ten days' notice\n",
            True,
        ),
        (
            "Either party may terminate this agreement:\n- With ten days notice of a breach - If the other is sold\n",
            False,
        ),
        (
            "Each party may terminate the contract:\n\n- If the other is sold\n\nTold.\n\n- With ten days notice\n",
            False,
        ),
        ("Either party may terminate any order:\n- With ten days written notice\n", False),
    ],
)
def test_any_item_of_a_list_may_let_a_party_end_the_contract_on_notice(as_text, text, found):
    assert bool(list(keyword_clauses("Termination For Convenience", as_text(text)))) is found


def test_what_is_sold_for_a_year_at_a_time_has_that_as_its_term(as_text):
    text = "Maintenance plans are sold in annual terms. They are sold in June."
    (found,) = keyword_clauses("Expiration Date", as_text(text))
    assert as_text(text).segment_text(found).endswith("annual terms.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This contract shall be subject to the law of the country in which the hall stands.", True),
        ("These terms are governed by the laws of the state where the boat is moored.", True),
        ("Your use of the boat is subject to the laws of the country in which you sail.", False),
    ],
)
def test_the_law_of_a_place_that_the_contract_does_not_name_is_its_law(text, found):
    assert bool(list(keyword_clauses("Governing Law", document_from_text(text.encode(), "terms", 10)))) is found


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Post-Termination Services", "Upon termination of this Agreement, the weaver shall return the loom.", True),
        ("Post-Termination Services", "On termination you must stop using the pattern.", True),
        ("Post-Termination Services", "Sections 3 and 4 shall survive the termination of this Agreement.", True),
        ("Post-Termination Services", "Upon expiration of the notice period, the weaver shall pay the fee.", False),
        ("Post-Termination Services", "Upon termination of the trial, the weaver shall pay the fee.", False),
        ("Post-Termination Services", "Either party may terminate upon notice, and shall pay nothing.", False),
        ("Insurance", "The hirer shall insure the loom against loss.", True),
        ("Insurance", "The weaver must ensure that the loom is sufficiently insured.", True),
        ("Insurance", "It is a condition of booking that each guest has travel insurance.", True),
        ("Insurance", "The weaver agrees to maintain adequate insurance.", True),
        ("Insurance", "The weaver shall insure that the cloth is dry.", False),
        ("Insurance", "We recommend that you take out insurance.", False),
        ("Insurance", "The weaver shall run a shop, and Provider shall show the insurance pages.", False),
        ("Insurance", "The weaver shall provide cloth to insurance companies.", False),
        ("No-Solicit Of Customers", "The weaver shall not divert or take away the patronage of a client.", True),
        ("No-Solicit Of Customers", "- Not solicit customers to buy outside the market.", True),
        ("No-Solicit Of Customers", "The weaver agrees not to:\n- Solicit business from our clients\n", True),
        ("No-Solicit Of Customers", "The weaver agrees not to:\n- Lend the loom to our clients\n", False),
    ],
)
def test_duties_after_the_end_cover_and_customers_who_may_not_be_won_over_are_found(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(text)))) is found


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Audit Rights", "The mill or its auditors may, on seven days' notice, inspect the vouchers for dye.", True),
        ("Audit Rights", "The mill may have the weaver's records of sales audited once a year by an accountant.", True),
        ("Audit Rights", "You will keep ticket records and let our finance officer see them.", True),
        ("Audit Rights", "Twice a year the mill may have an accountant examine the weaver's tally sheets.", True),
        ("Audit Rights", "The mill may not inspect the weaver's records except time sheets.", False),
        ("Audit Rights", "The mill may inspect the cloth and reject what is torn.", False),
        ("Joint Ip Ownership", "Copyright in the patterns will belong to us both in equal undivided shares.", True),
        ("Joint Ip Ownership", "The parties are no co-owners, and the loom belongs to the weaver.", False),
        ("Source Code Escrow", "Vendor will deposit the loom's source code with an escrow agent.", True),
        ("Source Code Escrow", "Vendor keeps its source code secret.", False),
        ("Rofr/Rofo/Rofn", "The weaver shall offer the mill the first opportunity to reserve a new loom.", True),
        (
            "Rofr/Rofo/Rofn",
            "The mill's part is subject to existing obligations, including rights of first refusal.",
            False,
        ),
        ("No-Solicit Of Employees", "For a year neither of us will entice away the other's employees.", True),
        ("No-Solicit Of Employees", "The weaver will employ no staff on Sundays.", False),
        ("Covenant Not To Sue", "The dealer shall not attack the patents of the mill.", True),
        ("Covenant Not To Sue", "The weaver agrees not to sue the mill on claims before May 2, 2020.", True),
        ("Covenant Not To Sue", "The dealer shall not attach labels to the cloth.", False),
        ("Change Of Control", "The mill may terminate this contract if a dyer acquires control of the weaver.", True),
        ("Liquidated Damages", "You will pay by way of agreed compensation 70% of the fee.", True),
        ("Most Favored Nation", "Its prices are not less favourable than those offered to other buyers.", True),
        ("Non-Compete", "The weaver shall not own or invest in any business that competes with the mill.", True),
        ("Non-Compete", "It will not use the pattern for its own purposes, such as a competitive product.", False),
        ("Ip Ownership Assignment", "The weaver hereby assigns to the mill its copyright in the patterns.", True),
        ("Ip Ownership Assignment", "The weaver assigns to nobody its place at the loom.", False),
        (
            "Termination For Convenience",
            "A party may terminate this Agreement (a) without cause on 45 days notice.",
            True,
        ),
        ("Anti-Assignment", "The dealer may transfer rights and duties only with prior written consent.", True),
        ("Notice Period To Terminate Renewal", "Non-renewal notice: 60 days before the term ends.", True),
        ("Notice Period To Terminate Renewal", "The notice shall be given within 60 days.", False),
        ("Cap On Liability", "The mill's liability is limited to the rent of the six months before.", True),
        ("Cap On Liability", "The mill's aggregate responsibility under the contract shall not exceed $9,000.", True),
        ("Cap On Liability", "The mill's liability is not limited to the rent.", False),
        ("Non-Transferable License", "The mill grants a non-exclusive, non-transferable license to the pattern.", True),
        ("Irrevocable Or Perpetual License", "It grants a non-exclusive, irrevocable license to the pattern.", True),
        ("Minimum Commitment", "The dealer shall spend at least $900 a year on advertising.", True),
        ("Exclusivity", "The weaver will not itself sell, or license another to sell, the cloth.", True),
        ("Exclusivity", "The mill appoints the dealer as its exclusive dealer of non-exclusive lines.", False),
        ("Liquidated Damages", "If the mill ends this Agreement early, it shall pay a cancellation fee of $900.", True),
    ],
)
def test_clauses_of_many_kinds_are_found_by_what_they_say_in_plain_words(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(text)))) is found


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Termination For Convenience", "The town may end this Agreement for any or no reason on a July 31.", True),
        ("Termination For Convenience", "The mill may cancel this order without cause on 21 days' notice.", True),
        ("Termination For Convenience", "The mill may terminate an order for its convenience at any time.", True),
        ("Termination For Convenience", "The mill may terminate this order if the weaver is insolvent.", False),
        ("Exclusivity", "The mill shall not sell any cloth made on these looms to anyone other than the dealer.", True),
        ("Exclusivity", "For a year Brook shall be the only dealer appointed by the mill in Ohio.", True),
        ("Exclusivity", "Brook is one of the dealers appointed by the mill in Ohio.", False),
        ("Exclusivity", "Brook shall not engage in the same or similar shows with any other mill.", True),
        ("Most Favored Nation", "Fees shall not exceed the fees charged by the mill to unaffiliated parties.", True),
        (
            "Most Favored Nation",
            "If it sells a loom to any other mill at a lower price, it shall extend the lower price to Buyer.",
            True,
        ),
        ("Most Favored Nation", "If any other loom has a lower price, Buyer may buy it at the lower price.", False),
        ("No-Solicit Of Employees", "Neither of them will for a year hire an employee of the other.", True),
        ("Liquidated Damages", "The weaver must pay the mill $900 for each day of delay.", True),
        ("Liquidated Damages", "The fee will be reduced by $900 a week until the loom runs.", True),
        ("Minimum Commitment", "The dealer shall tender to the mill not fewer than 650 pallets a month.", True),
        ("Minimum Commitment", "The dealer shall order by notice of at least 30 days.", False),
        ("Change Of Control", "If a dyer acquires more than 26% of the weaver's shares, the mill may terminate.", True),
        ("Joint Ip Ownership", "The pattern module belongs to both of us in equal shares.", True),
        ("Covenant Not To Sue", "For one year the mill will not sue you over use of the pattern.", True),
    ],
)
def test_clauses_are_found_in_the_words_of_letters_and_amendments(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(text)))) is found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The Sponsor may extend this deed for two further Seasons by notice.", True),
        ("If neither party has cancelled it, the agreement shall be tacitly continued for two calendar years.", True),
        ("The contract carries on for the next school year.", True),
        ("The agreement shall carry on for a single further period of ten months.", True),
        ("It shall then expire unless the parties have, no later than 3 May 2036, signed a letter renewing it.", True),
        ("It shall then expire unless the parties have, no later than 3 May 2036, paid for it.", False),
        ("The copyright in it is extended for ten years.", False),
    ],
)
def test_a_renewal_may_be_told_in_a_few_words(text, says):
    document = document_from_text(text.encode(), "contract", 10)
    assert bool(list(keyword_clauses("Renewal Term", document))) is says


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Renewal Term", "After that we just carry on, month to month, until somebody stops it.", True),
        ("Renewal Term", "WHEREAS after that they carry on, month to month.", False),
        (
            "Termination For Convenience",
            "Buyer may also terminate:\n\n(a) at once, if Vendor moves;\n\n(b) on six months' notice expiring on or "
            "after 5 May 2033, on payment of the cost of the racks.",
            True,
        ),
        (
            "Termination For Convenience",
            "Buyer may also terminate:\n\n(a) on a month's notice, if Vendor moves;\n\n(b) on three months' notice "
            "given within a month of a sale.",
            False,
        ),
        (
            "Termination For Convenience",
            "Neither side may end this Agreement without cause in year one. Later either side may do so on two months' "
            "notice.",
            True,
        ),
        (
            "Termination For Convenience",
            "You may also end it for convenience from the second year, by giving us notice.",
            True,
        ),
        ("Termination For Convenience", "You can also end the hire early for no reason, on two months' notice.", True),
        ("Termination For Convenience", "You may end our engagement without giving a reason, on notice.", True),
        ("Termination For Convenience", "You can also end the hire early for a good reason.", False),
        ("Termination For Convenience", "After each of phases A and B Buyer is free to discontinue the project.", True),
    ],
)
def test_a_renewal_and_an_end_at_will_are_found_in_plain_words(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(f"They trade.\n\n{text}\n")))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rights and duties may be transferred to others only with the consent of the other party.", True),
        ("Rights under this contract may not be assigned without the approval of Vendor.", True),
        ("This Agreement may only be transferred with Vendor's written consent.", True),
        ("If I sell the mill, I can pass this on to the buyer as long as they keep the looms.", True),
        ("A new owner can't just step in: I have to say yes.", True),
        ("If I sell the mill, I may pass this agreement to the buyer provided that you agree.", True),
        ("You can give the contract to your daughter if we agree.", True),
        ("You may not pass this agreement to a new owner unless we agree.", True),
        ("You cannot hand our agreement on without asking us.", True),
        ("You may pass this agreement to your lawyer.", False),
        ("You may give this letter to us if you agree.", False),
        ("Rights and duties may be transferred to others.", False),
        ("The lamps may be transferred to others only with the consent of Vendor.", False),
        ("I can pass this on to the mill by telephone.", False),
        ("Vendor can step in until Buyer is back.", False),
    ],
)
def test_a_restriction_on_assignment_may_have_rights_as_its_subject_or_plain_words(as_text, text, found):
    sentences = keyword_clauses("Anti-Assignment", as_text(f"7. OTHER\n\n{text}"))
    assert bool(list(sentences)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When it ends, you pay for all that was delivered and give back the crates.", True),
        ("Within six months of the end of this agreement, the mill shall remove its looms.", True),
        ("On the contract coming to an end for whatever reason the weaver shall return the keys.", True),
        ("When the season ends, the weaver paints the looms.", False),
    ],
)
def test_what_is_owed_at_the_end_is_found_in_plain_words(as_text, text, found):
    assert bool(list(keyword_clauses("Post-Termination Services", as_text(text)))) is found


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Audit Rights", "Buyer may visit the factory with a day's notice and control the origin of the wood.", True),
        ("Audit Rights", "Buyer may visit the factory and buy what it likes.", False),
        (
            "Rofr/Rofo/Rofn",
            "Nothing in it shall restrict the Right of First Offer (as defined in the Shareholders Agreement).",
            False,
        ),
        ("Rofr/Rofo/Rofn", "Buyer shall have a right of first offer (as defined in Section 4).", True),
    ],
)
def test_visits_to_a_factory_are_found_and_first_rights_of_another_agreement_are_not(category, text, found):
    document = document_from_text(text.encode(), "contract", 10)
    assert bool(list(keyword_clauses(category, document))) is found
