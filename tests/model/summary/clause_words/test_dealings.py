"""Sentences that keep a party from dealing or competing with others, in words of many kinds."""

from __future__ import annotations

import pytest

from model.summary.keyword_clauses import keyword_clauses


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Exclusivity", "The Mill shall send the samples to no other outside laboratory.", True),
        ("Exclusivity", "Harrow Kitchens shall be the only outside caterer at the Hall during the Term.", True),
        ("Exclusivity", "For as long as this runs, the Store will get its lamps from nobody else.", True),
        ("Exclusivity", "The Brewery shall be the sole supplier of draught beer to the Club.", True),
        ("Exclusivity", "The Club must take all its beer from the Brewery.", True),
        ("Exclusivity", "Buyer will satisfy its entire demand for yarn from Vendor.", True),
        ("Exclusivity", "Vendor undertakes not to supply the Looms to other mills in Ohio.", True),
        ("Exclusivity", "We won't print cards for any other bakery in town.", True),
        (
            "Exclusivity",
            "During the Term, Licensor shall not grant licenses of the Marks for gloves to others in the Territory.",
            True,
        ),
        ("Exclusivity", "The School shall use no other bus operator for its outings.", True),
        ("Exclusivity", "Buyer agrees to purchase exclusively from Vendor.", True),
        ("Exclusivity", "Vendor may not appoint a second dealer in the Region.", True),
        ("Exclusivity", "You'll buy all of your flour from us.", True),
        ("Exclusivity", "Nobody but Brook may sell ice cream at the Pier.", True),
        ("Exclusivity", "The Hotel will have all its linen washed by the Laundry and by no one else.", True),
        ("Exclusivity", "The Owner shall let no one else run tours on the island.", True),
        (
            "Exclusivity",
            "The Customer shall place with the Carrier all of its requirements for haulage in Wales.",
            True,
        ),
        ("Exclusivity", "The Agent has the sole right to sell the tickets.", True),
        ("Exclusivity", "Vendor shall route all of its parcels for Ohio through Brook Carriers.", True),
        ("Exclusivity", "Vendor shall not, while this runs, let anybody other than Brook repair the looms.", True),
        ("Exclusivity", "Buyer appoints Vendor as its sole stocking dealer.", True),
        ("Exclusivity", "We shall not put into service a ticket printer of another supplier.", True),
        ("Exclusivity", "Harrow will neither open nor license another Harrow café within the Territory.", True),
        ("Exclusivity", "The mill covers its demand for thread exclusively from Brook for three years.", True),
        ("Exclusivity", "Vendor shall not disclose the plans to any other party.", False),
        ("Exclusivity", "Vendor shall not sell personal data to other companies.", False),
        ("Exclusivity", "Licensee shall not sublicense, sell or lend the software to any other person.", False),
        ("Exclusivity", "Each party shall obtain all of its permits from the City.", False),
        ("Exclusivity", "The Contractor shall meet all of its requirements under the law of Ohio.", False),
        ("Exclusivity", "The Customer may buy lamps from anyone else.", False),
        ("Exclusivity", "Vendor is not the only supplier of the Buyer.", False),
        ("Exclusivity", "Buyer shall pay the fee to Vendor and to no other account.", False),
        ("Exclusivity", "The Tenant shall not use the premises for any other purpose.", False),
        ("Exclusivity", "Vendor shall be the sole owner of the mark.", False),
        ("Exclusivity", "The Buyer shall be under no obligation to buy from Vendor alone.", False),
        ("Exclusivity", "Vendor shall not assign this Agreement to another company.", False),
        (
            "Exclusivity",
            "The Contractor shall not engage another person to perform the Services without consent.",
            False,
        ),
        ("Exclusivity", "Notices are sent to the Buyer and to nobody else.", False),
        ("Exclusivity", "The Supplier shall not deliver goods of another grade.", False),
        (
            "Non-Compete",
            "The Seller will not for three years open or work in another bakery within ten miles of the shop.",
            True,
        ),
        ("Non-Compete", "Neither Ada nor Ben will run, or have a share in, another hair salon in the town.", True),
        ("Non-Compete", "Dealer may not stock rival tractors.", True),
        ("Non-Compete", "The Consultant agrees not to compete with the Company for one year.", True),
        ("Non-Compete", "The Franchisee shall not be concerned in any similar business.", True),
        ("Non-Compete", "Dealer will not carry pumps made by anyone other than Brook.", True),
        ("Non-Compete", "You must not start a competing business while you work for us.", True),
        ("Non-Compete", "The Seller shall not be engaged in any business that competes with the Mill.", True),
        (
            "Non-Compete",
            "Neither Harrow Ohio nor Harrow Iowa shall stock or sell any loom of a maker other than Brook.",
            True,
        ),
        ("Non-Compete", "You must not use the software to build a rival product.", False),
        ("Non-Compete", "Vendor shall not open another bank account for the fund.", False),
        ("Non-Compete", "The Company shall not merge with another company without consent.", False),
        ("Non-Compete", "Nothing in this agreement stops Dealer from competing.", False),
        ("Non-Compete", "Vendor shall not hold any other meeting of the firm.", False),
        ("Non-Compete", "The Tenant shall not run any machinery in the shop.", False),
        ("Non-Compete", "Vendor will not be concerned with the Buyer's business.", False),
        ("No-Solicit Of Employees", "The Hospital shall not employ any nurse supplied by the Agency.", True),
        (
            "No-Solicit Of Employees",
            "Buyer will not directly hire the technicians deployed at its sites by Vendor.",
            True,
        ),
        ("No-Solicit Of Employees", "Vendor shall not use any truck supplied by Buyer.", False),
    ],
)
def test_it_makes_no_difference_in_what_words_a_party_keeps_from_dealing_with_others(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(text)))) is found
