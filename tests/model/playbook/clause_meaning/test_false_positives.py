"""Sentences that only sound like a category."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.polarity import asserted


@pytest.mark.parametrize(
    ("category", "text"),
    [
        (
            "Ip Ownership Assignment",
            "If Licensee is deemed to own any rights in the Marks, Licensee hereby assigns such rights to Licensor.",
        ),
        (
            "Ip Ownership Assignment",
            "If it acquires any right in the Trademarks of Vendor by law, Buyer shall assign it to Vendor.",
        ),
        (
            "Ip Ownership Assignment",
            "Vendor hereby assigns to Buyer all right, title and interest in, to and under the Transferred Contract.",
        ),
        (
            "Ip Ownership Assignment",
            "The parties shall record assignments of patents, as transferred under the Separation Agreement, in a form "
            "that each may assign.",
        ),
        (
            "Liquidated Damages",
            "Dealer shall collect the liquidated damages from the Lamp Users that end a lease early.",
        ),
        (
            "Liquidated Damages",
            "Clause 6.4, which obliged Buyer to pay 2.5% of any shortfall, is deleted with effect for 2024.",
        ),
        ("Liquidated Damages", "Section 9 (Delay), which fixed a penalty of $500 a day, ceases to apply."),
        ("Non-Compete", "Clause 8, which kept Dealer from selling competing looms, falls away on 1 May 2024."),
        ("Ip Ownership Assignment", "Vendor shall own all right, title and interest in the Vendor Sites."),
        ("Liquidated Damages", "Dealer may charge for repairs, in addition to the liquidated damages mentioned above."),
        (
            "Ip Ownership Assignment",
            "Licensee hereby assigns any rights it may have by use, such as common law rights, in the Licensed Mark.",
        ),
        (
            "Ip Ownership Assignment",
            "Dealer assigns to Vendor such rights (if any) as it may hereafter acquire in any of the Vendor Marks.",
        ),
        (
            "Ip Ownership Assignment",
            "Buyer hereby assigns to Vendor all title and interest that it might obtain in the Trademarks.",
        ),
        (
            "Ip Ownership Assignment",
            "Any rights that accrue to Dealer from its use of the Marks are assigned to Vendor.",
        ),
        ("Ip Ownership Assignment", "All goodwill arising from Dealer's use of the Trade Names is assigned to Vendor."),
        (
            "Ip Ownership Assignment",
            "Agent shall see that title to all personalty in it is vested in Owner, and act in the name of Owner.",
        ),
        (
            "Ip Ownership Assignment",
            "All fixtures and their contents shall, in the name of Owner, become the property of Owner.",
        ),
        (
            "Ip Ownership Assignment",
            "Title to any such Leased Machinery vests in Owner, in whose name it is registered.",
        ),
        ("No-Solicit Of Employees", "During the Employee's employment the Employee shall not compete with Vendor."),
        ("No-Solicit Of Employees", "EMPLOYEE shall not accept employment with any person other than the EMPLOYER."),
        ("No-Solicit Of Employees", "Dealer shall not engage in a rival business, as owner, employee or otherwise."),
        ("Covenant Not To Sue", "Vendor agrees that it will not contest any claim by Buyer for unemployment benefits."),
        ("Covenant Not To Sue", "You may end the license under section 3.1 if we make a claim against your article."),
        ("Audit Rights", "Buyer shall pay for the hosts, and for the central audit log copy if it asks for one."),
        ("Audit Rights", "Vendor will ensure Buyer access to Audit Logging for its reports."),
        ("Audit Rights", "Vendor may tell this to other bodies responsible for auditing public funds."),
        ("Covenant Not To Sue", "Vendor shall not oppose an award of workers' compensation to Buyer."),
        ("Non-Compete", "In no event shall the articles be provided to any competitor of Vendor."),
        ("Non-Compete", "Seller shall not use the platform to bypass Vendor for the purpose of avoiding commissions."),
        ("Non-Compete", "Agent must never circumvent Vendor by dealing with its guests outside the portal."),
        ("Minimum Commitment", "Vendor will deliver at least forty percent of the articles on or before June 1."),
        ("Minimum Commitment", "Vendor shall ship at least 95% on time to the delivery points."),
        ("Minimum Commitment", "Where the minimum load is not reached, charges are based on the load."),
        ("Minimum Commitment", "Delivery takes 4 to 6 months. Quotation: $ 200,000."),
        (
            "Non-Compete",
            "Vendor forces drivers to transact business, which causes harm (including but not limited to a strike).",
        ),
        ("Audit Rights", "Records shall be open to inspection by any governmental agency that supervises Buyer."),
        ("Audit Rights", "Vendor shall have its controls audited each year by its independent auditors."),
        ("Termination For Convenience", "This Agreement may be terminated at any time by mutual written consent."),
        (
            "Termination For Convenience",
            "If royalties cannot be remitted, Vendor may in its sole discretion terminate this Agreement on notice.",
        ),
        ("Audit Rights", "Vendor shall permit Regulatory Authorities to conduct inspections of each site."),
        ("Audit Rights", "The rights of the parties to make audits are set forth in the Quality Agreement."),
        (
            "Change Of Control",
            "Its terms are Confidential Information and need consent to be told, except in connection with a merger.",
        ),
        ("Non-Compete", "Each of them agrees, for a year after it ends, not to solicit any Client of the other party."),
        (
            "Liquidated Damages",
            "By electing not to participate in a test, Buyer gives up its share until 300% of the costs of the well is "
            "recovered (the non-consent penalty).",
        ),
        (
            "Termination For Convenience",
            "(d) Upon the termination of the lease for any reason;",
        ),
        (
            "Termination For Convenience",
            "Vendor may terminate this Agreement for cause: on a breach, or on the end of the lease for any reason.",
        ),
        (
            "Termination For Convenience",
            "Termination for Convenience - This Agreement may not be terminated by either party for convenience.",
        ),
        (
            "Irrevocable Or Perpetual License",
            "Any programs that are subject to perpetual rights and existing deals (and any renewal of them).",
        ),
        ("Exclusivity", "Retailers on the Harrow Site will not be granted category exclusivity over any competitor."),
        (
            "Minimum Commitment",
            "Buyer shows that it has committed capital in an aggregate minimum amount of $4,000,000.",
        ),
        (
            "Minimum Commitment",
            "Borrower shall maintain a tangible net worth of at least $2,000,000 for as long as it pays.",
        ),
        (
            "Minimum Commitment",
            "It is a default to fail to have unrestricted cash in a minimum amount of $300,000 to pay fees.",
        ),
        (
            "Termination For Convenience",
            "This Agreement may be terminated by either party with cause on notice.",
        ),
        (
            "Irrevocable Or Perpetual License",
            "Vendor grants an irrevocable right and option to purchase its assets.",
        ),
        ("Non-Compete", "Buyer shall not use any logos or names that resemble those of competitors of Vendor."),
        ("Minimum Commitment", "Vendor shall keep as inventory a minimum of two weeks of supply of each Product."),
        ("Minimum Commitment", "Buyer shall order the Products for a minimum three (3) months period."),
        (
            "Uncapped Liability",
            "Save for the limitations in article 9.1, nothing limits liability for employees.",
        ),
        (
            "Audit Rights",
            "They confirm that the Central Bank or persons authorized by it has right to inspect Buyer's records.",
        ),
        (
            "Change Of Control",
            "Buyer may terminate upon Vendor's failure to deliver, if it is within Vendor's reasonable control.",
        ),
        ("Ip Ownership Assignment", "Vendor assigns to Buyer all the rights of publication of the research."),
        (
            "Ip Ownership Assignment",
            "Dealer shall assign to Vendor any rights in the trademarks of Vendor that may inure to Dealer's benefit.",
        ),
        ("Exclusivity", "The software is licensed to Buyer for the exclusive use with Vendor's lamps."),
        (
            "Warranty Duration",
            "Vendor represents and warrants that for two years after the end it will maintain usual insurance.",
        ),
        (
            "No-Solicit Of Customers",
            "Baker will not, whether as a partner, agent, distributor or in any other capacity, entice any employee of "
            "Client to leave.",
        ),
        (
            "No-Solicit Of Employees",
            "Buyer shall bear the cost if Buyer does not offer to hire the staff and hires one within a year.",
        ),
        (
            "Exclusivity",
            "Baker shall not engage or contract any other person or entity to perform the services hereunder.",
        ),
        (
            "Most Favored Nation",
            "Baker may sell it to another person on terms no more favourable to the buyer than those first offered.",
        ),
        ("Non-Compete", "In no event may Baker transfer the Licensed Trademarks to any material competitor of Buyer."),
        ("Covenant Not To Sue", "Baker may decide, at its discretion, whether or not to oppose similar trademarks."),
        (
            "Third Party Beneficiary",
            "Except as disclosed in Section 9, nothing in this Agreement creates any third-party beneficiary rights.",
        ),
    ],
)
def test_what_only_sounds_like_it_is_not_taken_for_it(category, text):
    assert asserted(category, text) is None


@pytest.mark.parametrize(
    ("category", "text"),
    [
        (
            "Ip Ownership Assignment",
            "To the extent Vendor has rights in any work product, it assigns all right.",
        ),
        ("Ip Ownership Assignment", "Buyer shall own all right, title and interest in the software that Vendor makes."),
        ("Ip Ownership Assignment", "Vendor assigns to Buyer all rights that it has or may have in the QUILL Marks."),
        ("Ip Ownership Assignment", "Vendor assigns to Buyer all rights in the research and in its publication."),
        ("Audit Rights", "Buyer and any regulatory authority may audit Vendor's books."),
        ("Change Of Control", "Buyer may terminate upon a change in the control of Vendor."),
        ("Exclusivity", "Vendor grants Buyer an exclusive license of the software in Ohio."),
        ("Warranty Duration", "Vendor warrants the lamps for two years after delivery."),
        ("Non-Compete", "Vendor shall not provide competing services to any competitor of Buyer."),
        ("Non-Compete", "Vendor shall not solicit any customer of Buyer for a competing service."),
        ("Liquidated Damages", "On a breach, Buyer shall pay a penalty of $5,000 for each day."),
        ("Liquidated Damages", "On a breach, Vendor may collect liquidated damages of $5,000 from the User."),
        ("Minimum Commitment", "Buyer shall order at least 60 percent of its needs from Vendor."),
        ("Audit Rights", "Buyer, and any governmental agency, may inspect the books of Vendor."),
        (
            "Termination For Convenience",
            "Buyer shall, on a breach or for any other reason that it thinks sufficient, be entitled to terminate it.",
        ),
        (
            "Termination For Convenience",
            "If either party wishes to terminate this Agreement, it may do so at any time on thirty days' notice.",
        ),
        (
            "Termination For Convenience",
            "This Agreement is terminable by Vendor if a claim is made; by Vendor or Buyer upon ninety days' notice to "
            "the other party; or by Buyer at any time in the event Vendor assigns it.",
        ),
        (
            "Irrevocable Or Perpetual License",
            "Subject to perpetual rights of others, Vendor grants to Buyer an irrevocable license.",
        ),
        ("Minimum Commitment", "Buyer shall pay at least $100,000 a year and have working capital."),
        ("Exclusivity", "Vendor will not be granted rights to any other site, and exclusively serves Buyer."),
        (
            "Termination For Convenience",
            "This Agreement may be terminated by a party with or without cause.",
        ),
        (
            "Irrevocable Or Perpetual License",
            "Vendor grants an irrevocable license and option to purchase the code.",
        ),
        ("Non-Compete", "Buyer shall not sell goods that compete with those of Vendor."),
        ("Minimum Commitment", "Buyer shall order a minimum of 400 units a year."),
        ("Uncapped Liability", "The cap in article 9.1 does not apply to fraud, for which liability is unlimited."),
        (
            "No-Solicit Of Customers",
            "Baker will not, as an agent, distributor or in any other capacity, entice any customer or employee of "
            "Client away.",
        ),
    ],
)
def test_the_true_ones_beside_them_are(category, text):
    assert asserted(category, text)


def test_title_to_equipment_with_the_software_that_runs_it_assigns_no_intellectual_property():
    text = (
        "Buyer shall acquire title to the Coating Equipment, which shall be labeled as the property of Buyer, and "
        "Seller shall cause to be assigned to Buyer all licenses for it and {} it."
    )
    assert asserted("Ip Ownership Assignment", text.format("the software required to operate")) is None
    assert asserted("Ip Ownership Assignment", text.format("all copyrights in")) is not None


def test_what_a_companys_directors_decide_is_no_consequence_of_a_change_of_control():
    text = "A merger or change of control of the Company requires the unanimous approval of the Directors."
    assert asserted("Change Of Control", text) is None
    ends = "Vendor may terminate this Agreement on a change of control, even with the approval of the board."
    assert asserted("Change Of Control", ends) is not None


def test_a_rule_on_what_is_said_in_advertising_gives_up_no_right():
    told = "Dealer shall not claim or imply that its kites are certified by Vendor"
    assert not asserted("Covenant Not To Sue", f"{told}.")
    assert asserted("Covenant Not To Sue", f"{told}, and shall not contest the validity of the marks.")


def test_a_ban_on_taking_users_to_competitors_is_no_non_compete():
    assert not asserted("Non-Compete", "You agree not to claim or imply that Harrow endorses your kites.")
    taken = "You may not solicit any user to join sites that are competitive to Harrow"
    assert not asserted("Non-Compete", f"{taken}.")
    assert asserted("Non-Compete", f"{taken}, and may not compete with Harrow.")


def test_a_ban_on_unfair_competition_is_no_non_compete():
    unfair = "Vendor shall not engage in any unfair competition with Buyer during the Term or thereafter"
    assert not asserted("Non-Compete", f"{unfair}.")
    assert asserted("Non-Compete", f"{unfair}, and shall not engage in a competing business.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Advisor will not enter into any contract or commitment that conflicts with its duties hereunder.", False),
        ("Advisor shall not accept any engagement inconsistent with this Agreement.", False),
        ("Advisor will not enter into any contract with a competitor that conflicts with its duties.", True),
        ("Advisor shall not accept any engagement that conflicts with the business of Harrow.", True),
    ],
)
def test_a_ban_on_commitments_at_odds_with_the_contract_is_no_non_compete(text, found):
    assert (asserted("Non-Compete", text) is not None) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Advisor will not induce any customer of Harrow to breach its contract with Harrow.", False),
        (
            "Advisor will not (i) solicit Harrow's staff to leave or (ii) solicit its clients to violate a contract.",
            False,
        ),
        ("Advisor will not induce any customer to breach its contract or to reduce its business with Harrow.", True),
        ("Advisor will not solicit the customers of Harrow or induce a supplier to breach its contract.", True),
    ],
)
def test_a_ban_on_inducing_customers_to_breach_leaves_them_free_to_be_solicited(text, found):
    assert (asserted("No-Solicit Of Customers", text) is not None) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Each party agrees not to oppose the grant of injunctive relief for a breach of this Section.", False),
        ("Advisor shall not contest that specific performance is a proper remedy.", False),
        ("Advisor shall not contest the validity of the marks, nor oppose injunctive relief.", True),
    ],
)
def test_a_party_that_does_not_oppose_an_injunction_gives_up_no_claim(text, found):
    assert (asserted("Covenant Not To Sue", text) is not None) is found
