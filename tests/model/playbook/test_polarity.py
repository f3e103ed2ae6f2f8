"""Whether a clause says what its category is called, or denies it."""

from __future__ import annotations

import time

import pytest

from model.playbook.labels import LABELS
from model.playbook.polarity import asserted, sentences, spoken_of


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
        ("Termination For Convenience", "Either party may terminate if the other materially breaches it.", False),
        ("Termination For Convenience", "Neither party may terminate this Agreement for convenience.", False),
        ("Termination For Convenience", "Customer may terminate for any reason on ten days' notice.", True),
        ("Termination For Convenience", "Customer may terminate on ten days' notice.", True),
        ("Change Of Control", "Provider may assign this Agreement to whoever buys its business.", False),
        ("Change Of Control", "A change of control is deemed an assignment.", True),
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
    assert spoken_of("Insurance", text) is None and spoken_of("Volume Restriction", text) is None


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
