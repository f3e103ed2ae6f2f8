from __future__ import annotations

import pytest

from model.summary.parties.standard_terms import is_offered_to_anyone


@pytest.mark.parametrize(
    "text",
    [
        "1.2 'The Client' means the person, firm or company making the Booking.",
        "“Hirer” means the person or organisation hiring the barn.",
        "The Exhibitor means the firm whose booking is accepted by the organiser.",
        "By confirming a booking, the guest agrees to these Booking Terms and the House Rules.",
        "By hiring the barn, the hirer accepts these terms.",
        "By submitting an insertion order the Advertiser accepts these Terms.",
        "The Advertiser is bound by these terms on submitting an insertion order.",
        "A customer who places an order accepts these Conditions.",
        "Anyone who books a stall agrees to be bound by these Fair Terms.",
        "This Purchase Order is accepted when the Supplier either confirms it in writing or starts working on it.",
        "This Order (PO) shall be deemed accepted by the Vendor upon shipment of the goods.",
        "Commencement of work on the goods shall be deemed acceptance of these terms.",
        "These Terms shall come into operation upon the submission of an IO from the Advertiser.",
        "These Booking Terms apply to direct bookings made with the lodge.",
    ],
)
def test_terms_accepted_by_a_booking_or_an_order_are_offered_to_anyone(text):
    assert is_offered_to_anyone(f"Terms\n\n{text}\nPayment is due in ten days.")
    assert not is_offered_to_anyone(f"Dear Ms Moss,\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        # contracts that two sign, under which orders are placed
        "A Purchase Order is accepted when the Supplier confirms it in writing.",
        "By sending a purchase order, the Buyer agrees to pay the price that this Agreement lists.",
        "By accepting a Purchase Order, the Supplier agrees to be bound by the terms of this Agreement.",
        "The Advertiser agrees to pay the fee upon submitting an insertion order.",
        "The Supplier agrees to keep the loss small by ordering spare parts in time.",
        "“Guest” means any person booking a room at the Hotel.",
        "“Participant” means each individual who reserves a place in the Program.",
        "The Distributor informs each customer who places an order of the date of delivery.",
        "This Agreement shall come into force upon the first order.",
        # a guide, a policy
        "Most hotels ask that a guest who books early pays a deposit and accepts their terms.",
        "A purchase order becomes binding when the seller accepts it.",
        "Employees who make a booking accept the cheapest fare. This policy applies to all bookings.",
    ],
)
def test_an_order_under_a_signed_contract_or_in_a_guide_makes_no_terms_for_anyone(text):
    assert not is_offered_to_anyone(f"Text\n\n{text}\nPayment is due in ten days.")
