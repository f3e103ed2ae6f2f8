"""Whether a clause says what its category is called, or denies it."""

from __future__ import annotations

import time

import pytest

from model.playbook.categories import LABELS
from model.playbook.clause_meaning.polarity import asserted, spoken_of
from model.playbook.clause_meaning.sentences import sentences


def test_a_definition_of_competitors_restrains_nobody():
    means = "“Insurer Competitor” means such persons as the parties may agree upon."
    listed = (
        "Insurer may update the list of Competitors no more often than monthly, and no Competitor shall require it."
    )
    assert asserted("Non-Compete", f"{means} {listed}") is None
    assert asserted("Non-Compete", listed) is None
    assert asserted("Non-Compete", f"{means} Agent shall not engage in the business of a Competitor.") is not None


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Third Party Beneficiary", "The parties agree that this Agreement has no third party beneficiaries.", False),
        ("Third Party Beneficiary", "Nothing here makes anyone a third-party beneficiary of this Agreement.", False),
        ("Third Party Beneficiary", "A third party beneficiary is not created hereby.", False),
        ("Third Party Beneficiary", "Licensor is an intended third-party beneficiary of this Agreement.", True),
        (
            "Third Party Beneficiary",
            "Except for the indemnified persons, there are no third party beneficiaries.",
            True,
        ),
        ("Minimum Commitment", "Customer shall not be subject to a minimum purchase requirement of any kind.", False),
        ("Minimum Commitment", "There is no minimum order.", False),
        ("Minimum Commitment", "Customer shall purchase no less than 500 units a year.", True),
        ("Minimum Commitment", "The minimum fee shall not be less than $5,000.", True),
        (
            "Minimum Commitment",
            "For so long as Holder holds at least 14.5% of the shares, it may visit the site.",
            False,
        ),
        ("Joint Ip Ownership", "None of the inventions is jointly owned.", False),
        ("Joint Ip Ownership", "Inventions made together are jointly owned.", True),
        ("Exclusivity", "The license is non-exclusive.", False),
        ("Exclusivity", "The rights are not exclusive.", False),
        ("Exclusivity", "Courts of Ohio have exclusive jurisdiction.", False),
        ("Exclusivity", "An exclusive license in Ohio and a non-exclusive license in every other state.", True),
        ("Exclusivity", "Provider shall not appoint another seller in Ohio.", True),
        ("Non-Compete", "Nothing in this Agreement prevents Provider from competing with Customer.", False),
        ("Non-Compete", "Provider may sell competing goods.", False),
        ("Non-Compete", "Provider shall not sell competing goods.", True),
        ("Ip Ownership Assignment", "Provider represents that it owns the software.", False),
        (
            "Ip Ownership Assignment",
            "This Agreement does not transfer any right, title or interest in the software.",
            False,
        ),
        (
            "Ip Ownership Assignment",
            "Provider hereby assigns to Customer all right, title and interest in the work.",
            True,
        ),
        ("Ip Ownership Assignment", "Title to all fixtures and inventions shall vest in Customer.", True),
        ("Termination For Convenience", "Either party may terminate if the other materially breaches it.", False),
        ("Termination For Convenience", "Neither party may terminate this Agreement for convenience.", False),
        ("Termination For Convenience", "Customer may terminate for any reason on ten days' notice.", True),
        ("Termination For Convenience", "Customer may terminate on ten days' notice.", True),
        ("Termination For Convenience", "This Agreement shall terminate upon the earliest of: (a) the launch;", False),
        ("Change Of Control", "Provider may assign this Agreement to whoever buys its business.", False),
        ("Change Of Control", "A change of control is deemed an assignment.", True),
        ("Change Of Control", "A change in control of Buyer is an assignment.", True),
        ("Exclusivity", "Vendor grants Buyer the sole right to sell lamps at the Quay.", True),
        ("Exclusivity", "Mill shall make cloth for no weaver but Brook.", True),
        ("Exclusivity", "The appointment is not exclusive, and Buyer may obtain lamps from anyone.", False),
        ("Exclusivity", "The appointment is not exclusive, but Buyer shall not buy from any other mill.", True),
        ("Non-Compete", "For a year after it ends, Buyer shall not run a bakery within ten miles.", True),
        ("Non-Compete", "Neither author will write or edit another textbook.", True),
        ("Most Favored Nation", "The fees are no higher than those charged to any other customer.", True),
        ("Audit Rights", "Buyer shall inspect each lot of goods on arrival.", False),
        ("Audit Rights", "Buyer may inspect Seller's books and records.", True),
        ("Uncapped Liability", "Provider's liability is limited to two months' fees.", False),
        ("Uncapped Liability", "This limit does not apply to the indemnity in Section 6A.", True),
        ("A category of another model", "Whatever it says.", True),
    ],
)
def test_a_clause_says_what_its_category_is_called_or_denies_it(category, text, says):
    assert bool(asserted(category, text)) is says


def test_one_sentence_that_says_so_is_enough_and_is_pointed_at():
    text = "The license is non-exclusive. In Ohio Provider grants an exclusive license."
    place = asserted("Exclusivity", text)
    assert place and text[slice(*place)] == "In Ohio Provider grants an exclusive license."


@pytest.mark.parametrize(
    ("text", "count"),
    [("The U.S. Code applies. It ends.", 2), ("3. Spares are free. They last.", 2), ("Acme Inc. Sells. No. 5 too", 2)],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text, count):
    assert len(sentences(text)) == count


def test_what_a_contract_speaks_of_is_found_by_its_words():
    text = "LIMITS. The total liability of either party shall not exceed the fees. Insurance is costly."
    place = spoken_of("Cap On Liability", text)
    assert place and text[slice(*place)] == "liability of either party shall not exceed"
    assert spoken_of("Cap On Liability", "The liability of either Party shall not go beyond $2,500,000.")
    assert spoken_of("Anti-Assignment", "Neither of us may hand over this engagement to another.")
    assert spoken_of("Insurance", text) is None and spoken_of("Volume Restriction", text) is None


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        (
            "This letter gives Birch the sites for a period of eight (8) months from the date of its signing.",
            True,
        ),
        ("Acme retains Birch on an exclusive basis for ninety days from the date of this letter.", True),
        ("Birch shall keep the drawings secret. It works for two years after the Effective Date.", True),
        ("The engagement will have run its course on the earlier of the launch and 31 March 2025.", True),
        ("The obligations to supply shall be at an end at the close of the eighth Contract Year.", True),
        ("You have ten years, counted from opening day.", True),
        ("Our arrangement ends thirty days after the last race.", True),
        ("Birch shall keep all confidential papers for two years after the Effective Date.", False),
        ("The goods are warranted for a period of 12 months from the date of this letter.", False),
    ],
)
def test_a_period_from_the_contracts_own_date_may_be_its_term_unless_only_a_duty_lasts_for_it(text, speaks):
    assert (spoken_of("Expiration Date", text) is not None) == speaks


@pytest.mark.parametrize("hostile", ["not ", "liability ", "exclusive ", "no no ", "a" * 7 + " ", "(", "party of the "])
def test_no_text_takes_more_than_its_length(hostile):
    def seconds(length: int) -> float:
        text = hostile * (length // len(hostile))
        start = time.process_time()
        for category in LABELS:
            asserted(category, text)
            spoken_of(category, text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(32_000) < 60 * max(seconds(4_000), 0.01), "eight times the text takes about eight times as long"


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Exclusivity", "This Agreement is not an exclusive supply agreement, except for spare parts.", False),
        ("Exclusivity", "Vendor may use the data for the exclusive purpose of performing its duties.", False),
        ("Exclusivity", "Sponsor has the exclusive use of the rear panel of the boat.", False),
        ("Exclusivity", "Vendor grants an exclusive license in Ohio.", True),
        ("Uncapped Liability", "EXCEPT UNDER SECTION 9, NO PARTY IS LIABLE FOR INDIRECT DAMAGES.", False),
        (
            "Uncapped Liability",
            "Except under Section 9, liability for direct or special loss shall not exceed $5.",
            True,
        ),
        (
            "Termination For Convenience",
            "Termination for Cause. At its option Vendor may terminate on a breach.",
            False,
        ),
        ("Termination For Convenience", "Vendor may terminate at any time if Buyer fails to pay.", False),
        ("Termination For Convenience", "Vendor may terminate for any or no reason, or for breach.", True),
        ("Ip Ownership Assignment", "Vendor shall own all rights to its engine and its improvements.", False),
        ("Ip Ownership Assignment", "Each party hereby assigns its rights in the work to Buyer.", True),
        ("Ip Ownership Assignment", "Each party hereby assigns to the other an undivided share of the patent.", False),
        (
            "Ip Ownership Assignment",
            "On termination Vendor shall transfer title and deliver the works to Buyer.",
            False,
        ),
        ("Irrevocable Or Perpetual License", "The parties shall negotiate a perpetual license in good faith.", False),
        ("Irrevocable Or Perpetual License", "Vendor grants Buyer a perpetual license.", True),
        (
            "Most Favored Nation",
            "Royalties on sales to an affiliate that pays less than others are computed on a deemed sales price.",
            False,
        ),
        ("Most Favored Nation", "Vendor shall charge Buyer no more than the lowest price it gives anyone.", True),
        ("Liquidated Damages", "Buyer will pay to Vendor when due a fee for each of the services.", False),
        ("Liquidated Damages", "If Buyer terminates, the fee for the performance of the services is reduced.", False),
        ("Liquidated Damages", "If Buyer terminates early, it shall pay Vendor $5,000.", True),
        (
            "Liquidated Damages",
            "Clause 6, which fixed a lower sum, is deleted, and for each day of delay Vendor owes a penalty of $500.",
            True,
        ),
        (
            "Liquidated Damages",
            "The sum in clause 6, which Vendor owes as a penalty, is due even if an order is deleted.",
            True,
        ),
        (
            "Non-Compete",
            "Competition in Ohio is free, but Vendor will not grant to any other party such rights.",
            False,
        ),
        ("Non-Compete", "Vendor will not sell competing products in Ohio.", True),
        ("Minimum Commitment", "Each visit is subject to a minimum total charge of $200.", False),
        ("Minimum Commitment", "Buyer shall pay a minimum monthly charge of $200.", True),
        ("Audit Rights", "Vendor shall maintain complete books and records for five years.", False),
        ("Audit Rights", "Vendor's books and records shall be open to inspection.", True),
        ("Non-Compete", "Buyer shall not disclose the code to agents who develop competing goods.", False),
        ("Non-Compete", "After the term Vendor will not:\n(a) own any Competitor; or\n(b) advise one.", True),
        ("Rofr/Rofo/Rofn", "The option may be exercised until the fifth anniversary.", False),
        ("Rofr/Rofo/Rofn", "Buyer shall have the first option to prepare, file and prosecute patents on them.", False),
        ("Rofr/Rofo/Rofn", "Buyer has a right of first refusal for five years.", True),
        ("Minimum Commitment", "Vendor pays a fee of a minimum of 10% to a maximum of 20% of its revenue.", False),
        ("Minimum Commitment", "If less than the total minimum of the Securities is sold, it shall end.", False),
        ("Minimum Commitment", "Buyer shall order a minimum of 60% of its requirements from Vendor.", True),
        ("Ip Ownership Assignment", "What is invented solely by Vendor shall be the sole property of Vendor.", False),
        ("Ip Ownership Assignment", "What is invented solely by Vendor shall be the sole property of Buyer.", True),
        ("Non-Compete", "Buyer reserves the right to sell goods in competition with Vendor's at any time.", False),
        ("Exclusivity", "Under no circumstances shall Buyer enter into an exclusive sales contract.", False),
        ("Audit Rights", "Vendor may inspect the medical records of the patients.", False),
        ("Audit Rights", "The certificates for the shares shall be available to the agent for inspection.", False),
        ("Change Of Control", "If Buyer gives such a notice of termination, then:", False),
        ("Change Of Control", "Buyer may, while not acting unreasonably, terminate on a change of control.", True),
        ("Irrevocable Or Perpetual License", "Vendor has the right to continue to use the marks for a year.", False),
        ("Irrevocable Or Perpetual License", "The license shall continue in force after termination.", True),
    ],
)
def test_words_that_only_look_like_a_category_are_told_from_those_that_say_it(category, text, says):
    assert bool(asserted(category, text)) is says


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Minimum Commitment", "Goods are delivered with a minimum expiry dating of six months.", False),
        ("Minimum Commitment", "It keeps a minimum of three pictures on the page.", False),
        ("Minimum Commitment", "Vendor shall perform a minimum of ten concerts a year.", True),
        ("Exclusivity", "There are Harrow-exclusive offers and other exclusive offers.", False),
        ("Ip Ownership Assignment", "The data shall be jointly owned by the parties.", False),
        ("Rofr/Rofo/Rofn", "Buyer shall negotiate exclusively with Vendor for ten days.", True),
        ("Covenant Not To Sue", "Buyer shall not:\n(a) sell the mark;\n(b) contest the title of Vendor.", True),
    ],
)
def test_a_word_of_a_category_needs_what_makes_it_one(category, text, says):
    assert bool(asserted(category, text)) is says


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Most Favored Nation", "Vendor promotes the Goods no less favorably than it promotes its own.", False),
        (
            "Most Favored Nation",
            "If any Group Company offers employment on terms no less favorable than those of this Agreement, no claim "
            "arises.",
            False,
        ),
        ("Most Favored Nation", "Vendor shall not sell the Goods to any other customer at a lower price.", True),
        ("Most Favored Nation", "Vendor is not required to give Buyer terms as good as those of others.", False),
        (
            "Most Favored Nation",
            "Vendor shall not grant any other buyer prices more favorable than those of this Agreement.",
            True,
        ),
        ("Most Favored Nation", "Terms for an update shall be no less favourable than those for the Good.", False),
        ("Most Favored Nation", "Vendor's price shall be no less favorable than that given to another buyer.", True),
        ("Most Favored Nation", "The price shall be equal to the lowest price of Vendor.", True),
        (
            "Minimum Commitment",
            "If the Share is less than the Minimum Share, Buyer shall refund to Vendor any past overpayments.",
            False,
        ),
        (
            "Minimum Commitment",
            "If the capital exceeds the Specified Minimum Percentage, Buyer shall pay dividends of the lesser amount.",
            False,
        ),
        (
            "Termination For Convenience",
            "Vendor may terminate this Agreement on thirty days' notice; PROVIDED, HOWEVER, that Vendor agrees not to "
            "terminate this Agreement unless (a) Buyer is sold.",
            False,
        ),
        ("Termination For Convenience", "Vendor may terminate this Agreement on thirty days' notice.", True),
        ("Termination For Convenience", "Vendor may terminate this Agreement for any other reason.", True),
        (
            "Termination For Convenience",
            "Vendor may terminate this Agreement for convenience or in any of the following events: (a) fire; (b) war.",
            True,
        ),
        (
            "Termination For Convenience",
            "Either party may terminate this Agreement by written notice upon the dissolution of Harrow or upon "
            "termination of the License Agreement in accordance with its terms.",
            False,
        ),
        (
            "Termination For Convenience",
            "Either party may terminate this Agreement upon written notice in any of the following events: (a) the "
            "other fails to pay; (b) the other (i) stops its business; (ii) has a receiver for any of its property;",
            False,
        ),
        (
            "No-Solicit Of Customers",
            "Client shall not solicit the services of any of Vendor's employees, consultants or suppliers.",
            False,
        ),
        ("No-Solicit Of Customers", "Vendor shall not solicit the employees or clients of Buyer.", True),
        (
            "No-Solicit Of Customers",
            "Vendor shall not market or sell any Goods to any person except to Authorized Customers under a contract.",
            False,
        ),
        ("Minimum Commitment", "You must have a minimum of $9,000 in available working capital at the opening.", False),
        ("Minimum Commitment", "Buyer shall place purchase orders meeting the Minimum Order Requirements.", False),
        ("Minimum Commitment", "Buyer shall purchase a minimum of 400 units a year.", True),
        ("No-Solicit Of Employees", "Vendor shall not solicit any EMPLOYEE of Buyer.", True),
        ("No-Solicit Of Employees", "Vendor shall not offer employment to the technicians of Buyer.", True),
        ("No-Solicit Of Employees", "The Employee shall not induce others to leave the employment of Vendor.", True),
        ("No-Solicit Of Employees", "Vendor shall not engage or retain any personnel of Buyer.", True),
        ("Ip Ownership Assignment", "You will assign to us all right, title and interest in your lease.", False),
        ("Ip Ownership Assignment", "You assign to us all right and title in your telephone numbers.", False),
        ("Ip Ownership Assignment", "All goodwill in the Brand shall inure solely to the benefit of Vendor.", False),
        ("Ip Ownership Assignment", "Vendor assigns to Buyer all right and title in the software.", True),
    ],
)
def test_what_only_looks_like_such_a_clause_is_none(category, text, says):
    assert bool(asserted(category, text)) is says


def test_an_item_asserts_what_its_lead_in_begins():
    text = "Adviser shall not:\nA.give the right to use its name to any other maker of clubs;\nB.endorse other clubs."
    place = asserted("Exclusivity", text)
    assert place and text[slice(*place)].startswith("Adviser shall not:\nA.give the right")


@pytest.mark.parametrize(
    ("category", "wrong", "right"),
    [
        (
            "Rofr/Rofo/Rofn",
            "The first Option to purchase 500 Shares at the exercise price shall become exercisable on May 1.",
            "Buyer has the first option to purchase the mill before it is offered to anybody else.",
        ),
        (
            "Exclusivity",
            "Buyer is granted an exclusive, perpetual, irrevocable license to use the older sketches in the work.",
            "Buyer is granted an exclusive license to sell the lamps in the Territory.",
        ),
        (
            "Most Favored Nation",
            "If lamps are short, Buyer shall be treated no less favorably than other dealers in their allocation.",
            "Buyer's prices shall be no less favorable than those of any other dealer.",
        ),
        (
            "Termination For Convenience",
            "By either party, on notice of termination no later than sixty (60) days prior to the expiration of the "
            "relevant Term;",
            "Either party may terminate this Agreement at any time on sixty days' notice.",
        ),
        (
            "Uncapped Liability",
            "Except in respect of death or personal injury (for which by law no limit applies), liability for "
            "negligence, wilful misconduct or otherwise shall not exceed the price.",
            "Except for death, personal injury and breach of confidence, liability shall not exceed the price.",
        ),
        (
            "Audit Rights",
            "Vendor shall audit each supplier of Buyer once a year.",
            "Vendor shall audit the books of each supplier of Buyer once a year.",
        ),
        (
            "Exclusivity",
            "Vendor acknowledges that it is not appointed on an exclusive basis and that Buyer may use others.",
            "Buyer appoints Vendor on an exclusive basis and shall not use others.",
        ),
        (
            "Audit Rights",
            "Vendor's site traffic shall be audited by an independent counter, who shall report each month.",
            "Buyer may audit Vendor's traffic and the books that record it.",
        ),
        (
            "Non-Compete",
            "Buyer may not use the Source Code to develop a product that competes with Vendor's.",
            "Buyer may not develop a product that competes with Vendor's.",
        ),
    ],
)
def test_what_only_sounds_like_a_category_is_told_from_what_is_one(category, wrong, right):
    assert asserted(category, wrong) is None
    assert asserted(category, right) is not None


@pytest.mark.parametrize(
    ("category", "text", "said"),
    [
        (
            "Change Of Control",
            "4.2 This Agreement may be terminated:\n4.2.1 by either Party, if (i) a receiver is appointed, or (ii) the "
            "other Party files for bankruptcy or reorganization;\n4.2.2 by Vendor, on a breach; or\n"
            "4.3 in the event of a Change of Control, the Party that was not subject to the change may terminate this "
            "Agreement.",
            "4.3 in the event of a Change of Control, the Party that was not subject to the change may terminate this "
            "Agreement.",
        ),
        (
            "Change Of Control",
            "Buyer may terminate if more than half of the shares are transferred to a competitor. Vendor may terminate "
            "on a change of control of Buyer.",
            "Vendor may terminate on a change of control of Buyer.",
        ),
        (
            "Termination For Convenience",
            "This Agreement may end as follows:\n(a) If a party breaches it, the other may terminate it on notice;\n"
            "(b) as stated in Section 9; or, (c) Either party may terminate this Agreement upon ninety days' prior "
            "written notice.",
            "(c) Either party may terminate this Agreement upon ninety days' prior written notice.",
        ),
        (
            "Termination For Convenience",
            "This Agreement may be terminated:\n(a) by either party upon ninety days' prior written notice.",
            "This Agreement may be terminated:\n(a) by either party upon ninety days' prior written notice.",
        ),
        (
            "Exclusivity",
            "Agent shall not grant others any rights. Agent is the exclusive agent in Ohio.",
            "Agent is the exclusive agent in Ohio.",
        ),
        (
            "No-Solicit Of Customers",
            "Agent shall not work for a rival of Buyer for a year. Agent shall not contact any client of Buyer.",
            "Agent shall not contact any client of Buyer.",
        ),
        (
            "No-Solicit Of Customers",
            "For a year, Agent shall not, for itself or with others:\n(a) Divert any customer of Buyer;",
            "For a year, Agent shall not, for itself or with others:",
        ),
        (
            "No-Solicit Of Employees",
            "Agent shall not use the staff of Buyer. Agent shall not hire any employee of Buyer.",
            "Agent shall not hire any employee of Buyer.",
        ),
    ],
)
def test_the_sentence_quoted_is_the_one_in_the_categorys_own_words(category, text, said):
    place = asserted(category, text)
    assert place is not None
    assert text[slice(*place)] == said


def test_insolvency_is_no_change_of_control():
    ends = "Buyer may terminate this Agreement if Vendor files for bankruptcy or reorganization."
    assert asserted("Change Of Control", ends) is None
    assert asserted("Change Of Control", f"{ends[:-1]}, or if Vendor is acquired by a competitor.") is not None


def test_a_license_that_is_not_exclusive_can_be_perpetual():
    kind = "Irrevocable Or Perpetual License"
    assert asserted(kind, "Vendor grants Buyer a non-exclusive, fully paid-up, perpetual license of the software.")
    assert asserted(kind, "Vendor grants Buyer a non-perpetual license of the software.") is None


def test_who_lends_a_name_to_no_other_goods_is_exclusive():
    bound = "Talent agrees that it will not allow the use of its name for the advertising or endorsement of shoes."
    assert asserted("Exclusivity", bound)
    assert asserted("Exclusivity", "Talent will appear twice a year to advertise the shoes.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Buyer shall not: (a) sublicense, rent or sell the Service;",
        "Buyer may not copy, modify, distribute, or resell any part of the Software.",
        "Buyer shall not: use the Service to develop a competing product;",
        "Buyer shall not access the Platform for benchmarking or competitive analysis.",
    ],
)
def test_limits_on_what_is_licensed_restrain_no_business(text):
    assert asserted("Non-Compete", text) is None


def test_a_bar_on_selling_what_competes_is_a_restraint():
    assert asserted("Non-Compete", "Dealer shall not sell, rent or lease any product that competes with the Software.")
    assert asserted("Non-Compete", "Dealer shall not sell the Goods in Ohio.")


def test_the_minimum_rate_that_the_law_sets_is_no_commitment():
    assert asserted("Minimum Commitment", "Buyer shall pay royalties at 100% of the statutory minimum rate.") is None
    assert asserted("Minimum Commitment", "Buyer shall pay a minimum royalty of $9,000 a year.") is not None


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Exclusivity", "You will get all your flour from us.", True),
        ("Exclusivity", "Buyer appoints Vendor as its sole stocking dealer.", True),
        ("Rofr/Rofo/Rofn", "Before accepting an offer, it shall tell Vendor, who may buy on the same terms.", True),
        ("Source Code Escrow", "The source code is deposited with a notary.", True),
        ("Ip Ownership Assignment", "Designs which come into being in the course of the work belong to Buyer.", True),
        ("Ip Ownership Assignment", "Designs made before the work belong to Vendor.", False),
        ("Change Of Control", "If Vendor ceases to be a wholly owned subsidiary of Harrow, Buyer may terminate.", True),
        ("Change Of Control", "A sale of more than half of its shares shall be intimated to Buyer.", True),
        ("Change Of Control", "It may not permit a change of its shareholding without the consent of Buyer.", True),
        ("Change Of Control", "A sale of its shares needs nobody's consent.", False),
        ("No-Solicit Of Employees", "Buyer shall not directly engage any supervisor deployed by Vendor.", True),
        ("Minimum Commitment", "Buyer will take at least 1,800 looms a year.", True),
        ("Minimum Commitment", "Vendor shall treat no less than 90 000 tonnes of ore a year.", True),
        ("Minimum Commitment", "Buyer assures payment for a minimum of 85 beds a month.", True),
        ("Minimum Commitment", "Minimum hire of three months in each harvest.", True),
        ("Minimum Commitment", "Buyer will take at least two weeks.", False),
        ("Liquidated Damages", "For each week that begins, Buyer may demand 0.5% of the price.", True),
    ],
)
def test_what_is_said_in_unusual_words_is_said_all_the_same(category, text, says):
    assert (asserted(category, text) is not None) is says


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        (
            "Change Of Control",
            "Brook shall not delegate its obligations, nor may more than half of its shares change hands, without"
            " consent.",
            True,
        ),
        ("Liquidated Damages", "If you do not make it good, we may require you to pay 18% of the shortfall.", True),
        ("Liquidated Damages", "The Mill may deduct $90 per missing guard.", True),
        ("Liquidated Damages", "The Hirer must pay a break fee equal to two months' charges.", True),
        ("Change Of Control", "Harrow may terminate if the Founder ceases to own 60% of Brook.", True),
        (
            "Change Of Control",
            "Brook shall tell Harrow of an agreement to sell a majority of the membership interests in it.",
            True,
        ),
        ("Non-Compete", "Nothing in this Agreement requires Brook not to compete.", False),
        ("Non-Compete", "Brook is not obligated to refrain from engaging in a competing business.", False),
        (
            "Non-Compete",
            "Brook has no agreement or obligation that conflicts with this Agreement, and will not enter into any such"
            " agreement during its term.",
            False,
        ),
        ("Ip Ownership Assignment", "The rendering of the mark is hereby assigned to Brook.", True),
        (
            "Ip Ownership Assignment",
            "Each assigns to Brook, as a present assignment of future rights, its interest.",
            True,
        ),
        (
            "Ip Ownership Assignment",
            "Vendor hereby assigns the Technology, and Buyer may obtain and hold in its own name all rights to the"
            " Assigned Technology.",
            True,
        ),
    ],
)
def test_duties_beside_a_denial_are_asserted_and_what_is_not_required_is_not(category, text, says):
    assert (asserted(category, text) is not None) is says


@pytest.mark.parametrize(
    ("sentence", "asserts"),
    [
        ("Vendor shall have a product liability insurance with a sum of not less than $900,000.", True),
        ("Vendor holds public liability cover of $900,000.", True),
        ("Vendor takes out an insurance against fire.", True),
        ("Vendor does not have an insurance.", False),
    ],
)
def test_a_party_may_have_or_hold_insurance(sentence, asserts):
    assert bool(asserted("Insurance", sentence)) is asserts
