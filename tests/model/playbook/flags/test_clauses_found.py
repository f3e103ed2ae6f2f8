"""Which of several clauses of a category a flag quotes, and whose right they give together."""

from __future__ import annotations

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.schema import Clause, Flag
from model.summary.parties.sides import Sides
from model.summary.summary import summarize

from ..parties import VENDOR_AND_BUYER


def flag_of(rule: str, category: str, *texts: str, more: str = "") -> Flag:
    """The flag of a rule of the built-in playbook on a contract that consists of clauses of one category, and of
    ``more`` words in which none was found."""
    document = document_from_text("\n".join([*texts, more]).encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    starts = [document.text.index(text) for text in texts]
    clauses = [
        Clause(id=number, category=category, text=text, interval=[start, start + len(text)], **place)
        for number, (text, start) in enumerate(zip(texts, starts, strict=True))
    ]
    held = summarize([], "").model_copy(update={"parties": VENDOR_AND_BUYER})
    raised = raise_flags(default_playbook(), Case(document, held, clauses, Sides(VENDOR_AND_BUYER)), clauses, [])
    return next(flag for flag in raised if flag.rule == rule)


CONTROL = "Vendor may terminate this Agreement if there is a change in the control of Buyer."


def test_a_flag_on_changes_of_control_quotes_no_sale_of_shares_beside_them():
    shares = "A sale of shares in Buyer requires the consent of Vendor."
    gained = (
        "Vendor may terminate this Agreement if shares are transferred to someone who thereby gains control of Buyer."
    )
    raised = flag_of("change-of-control", "Change Of Control", shares, CONTROL, gained)
    assert [quote.text for quote in raised.quotes] == [CONTROL, gained]
    (alone,) = flag_of("change-of-control", "Change Of Control", shares).quotes
    assert alone.text == shares


def test_a_flag_on_changes_of_control_quotes_no_list_of_what_directors_approve():
    decided = (
        "The following matters require the unanimous approval of the Directors:\n"
        "(a) a change of the budget, other than by exercise of an option;\n"
        "(b) a change of control transaction, except pursuant to the exercise of an option."
    )
    raised = flag_of("change-of-control", "Change Of Control", decided, CONTROL)
    assert [quote.text for quote in raised.quotes] == [CONTROL]


def test_what_one_party_may_do_earlier_in_a_clause_of_its_own_is_said_beside_what_both_may_do_later():
    both = (
        "Following expiry of the initial period, Vendor or Buyer giving six months notice in writing may terminate "
        "this Agreement."
    )
    one = "Buyer may terminate this Agreement with effect from the 3rd anniversary by giving six months notice."
    raised = flag_of("termination-for-convenience", "Termination For Convenience", both, one)
    assert raised.why.startswith(
        "Either party may terminate for convenience, but only once the period quoted is over; Buyer may also do so on "
        "other terms, as quoted."
    )
    assert len(raised.quotes) == 2


def test_a_change_of_control_of_which_only_notice_is_due_weighs_less():
    noticed = "Buyer shall give notice of a change in the control of Buyer."
    assert flag_of("change-of-control", "Change Of Control", noticed).severity == "medium"
    assert flag_of("change-of-control", "Change Of Control", CONTROL).severity == "high"


def test_the_price_of_an_exit_is_no_sanction():
    leaves = "After June Buyer may terminate on ninety days' notice, paying an exit fee of $9,000."
    raised = flag_of("liquidated-damages", "Liquidated Damages", leaves)
    assert raised.severity == "medium"
    assert raised.why.endswith("It is the price of ending the contract early.")
    late = flag_of("liquidated-damages", "Liquidated Damages", "Vendor shall pay $90 for each day of delay.")
    assert late.severity == "high"


def test_a_flag_quotes_both_sentences_by_which_each_party_may_end_the_contract():
    own = "Vendor may bring this Agreement to an end at any time on sixty days' written notice."
    other = "Buyer may do so on ninety days' written notice."
    flag = flag_of("termination-for-convenience", "Termination For Convenience", own, more=other)
    assert flag.why.startswith("Either party may terminate")
    assert [quote.text for quote in flag.quotes] == [own, other]
