"""Sentences on a change of control and on who owns what is made, in words of many kinds."""

from __future__ import annotations

import pytest

from model.summary.keyword_clauses import keyword_clauses


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        (
            "Affiliate License-Licensee",
            "Harrow hereby grants, and agrees to grant, to Brook and Brook's Affiliates a license of the Code.",
            True,
        ),
        ("Affiliate License-Licensee", "Harrow grants the Mill, Brook and their Affiliates a license.", True),
        ("Affiliate License-Licensee", "The Mill is entitled to sub-license the Marks to its Affiliates.", True),
        ("Affiliate License-Licensee", "Harrow grants Brook a license of what Harrow and its Affiliates own.", False),
        ("Affiliate License-Licensee", "The Mill may not sublicense the Marks to its Affiliates.", False),
        (
            "Change Of Control",
            "A transfer of more than half of the shares of Brook is an assignment for this purpose.",
            True,
        ),
        (
            "Change Of Control",
            "A sale of a majority of the membership interests in Brook is treated as an assignment.",
            True,
        ),
        ("Change Of Control", "A sale of a majority of Brook's stock is not an assignment.", False),
        ("Change Of Control", "A sale of a majority of the looms is an assignment of risk.", False),
        (
            "Change Of Control",
            "Should a mill come to hold 30% or more of your shares, we may terminate on a month's notice.",
            True,
        ),
        ("Change Of Control", "If Buyer takes 30% or more of the looms, Vendor may end the rebate.", False),
        (
            "Change Of Control",
            "If a rival becomes owner of more than 40% of the shares in Brook, Harrow may terminate.",
            True,
        ),
        ("Change Of Control", "Harrow may terminate if the Founder ceases to own 60% of Brook.", True),
        ("Change Of Control", "The Founder owns 60% of Brook, and may terminate the lease.", False),
        (
            "Change Of Control",
            "Brook shall not cede it, nor may more than half of its shares change hands, without consent.",
            True,
        ),
        (
            "Change Of Control",
            "Brook shall tell Harrow of any agreement to sell more than 50% of the membership interests in Brook.",
            True,
        ),
        (
            "Change Of Control",
            "In the event of a merger, change of control or sale of the mill, Buyer agrees to negotiate in good faith.",
            True,
        ),
        (
            "Change Of Control",
            "From and following the occurrence of any Brook Control Event, the license shall be non-exclusive.",
            True,
        ),
        ("Change Of Control", "Upon any control event of the thermostat, the alarm will sound.", False),
        ("Ip Ownership Assignment", "The drawing of the mark made in 2021 is hereby assigned to Brook for $1.", True),
        (
            "Ip Ownership Assignment",
            "Copies of the logs vest in the Mill, and Harrow hereby cedes all copyright in them.",
            True,
        ),
        ("Ip Ownership Assignment", "Machine IP vests in Brook on creation, whoever creates it.", True),
        (
            "Ip Ownership Assignment",
            "Harrow hereby assigns to Brook all right, title and interest in the Assigned Technology.",
            True,
        ),
        ("Ip Ownership Assignment", "All shares in the design company are hereby transferred to Brook.", False),
        ("Ip Ownership Assignment", "This Agreement and the designs are hereby assigned to Brook's bank.", False),
        (
            "Change Of Control",
            "If a competitor buys more than half of the shares of Vendor, Buyer may end this agreement at once.",
            True,
        ),
        ("Change Of Control", "Brook may terminate if Harrow comes under the control of a rival.", True),
        ("Change Of Control", "A change in who controls the Tenant counts as an assignment.", True),
        (
            "Change Of Control",
            "Should Harrow be taken over by a competitor of Brook, Brook can walk away on a month's notice.",
            True,
        ),
        ("Change Of Control", "The sale of a majority of the shares of Vendor needs Buyer's approval.", True),
        ("Change Of Control", "Vendor shall tell Buyer within ten days of any change of its ownership.", True),
        (
            "Change Of Control",
            "If Brook ceases to be a wholly owned subsidiary of Harrow plc, Buyer may terminate.",
            True,
        ),
        (
            "Change Of Control",
            "Buyer may terminate this Agreement if Vendor merges with, or is acquired by, a competitor.",
            True,
        ),
        (
            "Change Of Control",
            "Good cause is given if a competitor of the one party acquires the majority in the other.",
            True,
        ),
        (
            "Change Of Control",
            "It may not permit a change by which they hold less than 75% of its shares without consent of Vendor.",
            True,
        ),
        (
            "Change Of Control",
            "Section 9.3 is amended by adding: “If Harrow ceases to hold a majority of the shares of Brook, that is "
            "deemed an assignment, consent to which is not to be unreasonably withheld.”",
            True,
        ),
        ("Change Of Control", "A sale of shares in Brook is not a transfer and needs no one's consent.", False),
        ("Change Of Control", "If the Indemnitor takes control of the defense, the Indemnitee may end its own.", False),
        ("Change Of Control", "Vendor may end the trial if control of the machine is lost.", False),
        ("Change Of Control", "If the goods are acquired by Buyer, it may cancel the insurance.", False),
        ("Change Of Control", "A change of control of Vendor is not an assignment.", False),
        ("Ip Ownership Assignment", "Anything that Brook designs or develops for the Mill belongs to the Mill.", True),
        (
            "Ip Ownership Assignment",
            "Drawings prepared by the Architect for the house are the property of the Client.",
            True,
        ),
        ("Ip Ownership Assignment", "Brook transfers all exclusive rights of use in the film to the Client.", True),
        (
            "Ip Ownership Assignment",
            "If the Baker comes up with a new recipe while working here, it belongs to the Company.",
            True,
        ),
        ("Ip Ownership Assignment", "Inventions made by the Engineer become the property of Harrow.", True),
        ("Ip Ownership Assignment", "Software made before the Effective Date belongs to Vendor.", False),
        (
            "Ip Ownership Assignment",
            "Improvements that Tenant makes to the premises become the property of Landlord.",
            False,
        ),
        ("Ip Ownership Assignment", "Photographs belong to whoever took them.", False),
        ("Ip Ownership Assignment", "Damages recovered belong to Vendor.", False),
        (
            "Rofr/Rofo/Rofn",
            "Before selling the mill, Harrow must offer it to Brook, which may buy it on the same terms.",
            True,
        ),
        (
            "Rofr/Rofo/Rofn",
            "Prior to accepting any offer for the shares, the Holder shall tell the Company, which may take the shares "
            "at the same price.",
            True,
        ),
        ("Rofr/Rofo/Rofn", "Buyer may buy more on the same terms.", False),
        ("Rofr/Rofo/Rofn", "Before accepting the goods, Buyer may inspect them.", False),
        ("Source Code Escrow", "The source code shall be deposited with an agent.", True),
        ("Source Code Escrow", "Vendor shall lodge a copy of the source code with Brook Trust.", True),
        ("Source Code Escrow", "The source code is held in confidence by Vendor's staff.", False),
        ("Source Code Escrow", "The deposit is paid when the source code is delivered.", False),
    ],
)
def test_who_controls_a_party_and_who_owns_what_it_makes_is_found_in_any_words(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(text)))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mill grants the dealer and its affiliates the right to use its portal, free of charge.", True),
        ("The dealer receives a non-exclusive, transferable right to use the patterns with the looms.", True),
        ("You may use the software for your own business.", True),
        ("You may not use the software for others.", False),
        ("This Agreement grants the dealer no license to the patterns.", False),
    ],
)
def test_a_right_to_use_is_a_license(as_text, text, found):
    assert bool(list(keyword_clauses("License Grant", as_text(text)))) is found


@pytest.mark.parametrize(
    ("grounds", "found"),
    [
        ("The mill may also terminate:\n\n(a) at once, if clause 6.1 is breached;\n\n", True),
        ("The mill shall keep a list of these:\n\n(a) each breach of clause 6.1;\n\n", False),
    ],
)
def test_a_change_of_control_may_be_one_of_the_grounds_on_which_a_party_may_terminate(as_text, grounds, found):
    text = (
        f"{grounds}(b) on a month's notice after it learns of a change of control of the weaver; and\n\n(c) in May.\n"
    )
    assert bool(list(keyword_clauses("Change Of Control", as_text(text)))) is found
