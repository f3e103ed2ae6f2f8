"""Exclusions of all liability, in whatever words, and those that leave something."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.summary.liability.loss_kinds import names_kinds_only
from model.summary.liability.total_exclusion import excludes_any_claim, excludes_direct_loss


@pytest.mark.parametrize(
    "sentence",
    [
        "HARROW AND ITS STAFF WILL NOT BE LIABLE FOR ANY CLAIM, INJURY OR LOSS RELATED TO YOUR USE OF THE SITE.",
        "Harrow is not liable for any loss or damage.",
        "We shall not be responsible for any loss, cost or expense suffered by you through your use of our website.",
        "In no event shall Harrow be liable for any claims, damages or losses arising out of these Terms.",
        "Neither Harrow nor its staff will be liable to you for any damage whatsoever.",
        "We accept no liability for any loss or damage that you may suffer.",
        "Under no circumstances will Harrow be held liable for any loss resulting from the use of the platform.",
        "Harrow disclaims all liability to you.",
        "All liability is excluded.",
        "In no event is Harrow liable for any damages whatsoever arising out of the use or inability to use the site.",
        "Harrow has no liability to you.",
        "You agree that Harrow shall not be liable for any damages arising from your access to or use of the app.",
        "We will not be liable for any damages, including, without limitation, indirect or special damages.",
    ],
)
def test_liability_for_any_claim_at_all_may_be_excluded_in_plain_words(sentence):
    assert excludes_any_claim(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Harrow is not liable for any loss caused by events beyond its control.",
        "We are not responsible for any loss arising from your failure to keep your password safe.",
        "Harrow is not liable for any indirect or consequential loss.",
        "We are not liable for any loss arising from your use of third-party sites.",
        "We are not liable for any loss arising from your use of the site in breach of these rules.",
        "Harrow is not liable for any claims of third parties.",
        "Except for gross negligence, Harrow is not liable for any loss or damage.",
        "Harrow is not liable for any loss or damage exceeding the fees paid.",
        "Harrow shall be liable for any loss or damage.",
        "We will not be liable for any damage to your bicycle in the shed.",
        "If you miss the ferry, we are not liable for any loss or damage.",
        "Harrow will not be liable for any claim made more than one year after it arose.",
        "Harrow will not be liable for any costs.",
        "Nothing in these terms makes Harrow responsible for any loss of goods in transit.",
    ],
)
def test_an_exclusion_in_one_case_or_for_one_kind_of_loss_leaves_the_rest(sentence):
    assert not excludes_any_claim(sentence)


@pytest.mark.parametrize(
    ("sentence", "only"),
    [
        ("Not liable for any losses or damages of any kind, including lost profits and special damages.", False),
        ("Not liable for any indirect damages, including lost profits.", True),
        ("Not liable for any loss of profits, including those of a season.", True),
    ],
)
def test_kinds_of_loss_that_are_only_included_do_not_limit_an_exclusion(sentence, only):
    assert names_kinds_only(sentence) is only


@pytest.mark.parametrize(
    ("heading", "sentence", "flagged"),
    [
        ("KITES", "Harrow will not be liable for any claim or injury arising from your use of the service.", True),
        ("LIABILITY", "Harrow accepts no liability for any loss or damage.", True),
        ("KITES", "Harrow accepts no liability for any loss or damage.", False),
    ],
)
def test_a_party_that_is_never_liable_is_not_said_to_lack_a_cap(engine, heading, sentence, flagged):
    text = (
        "TERMS OF SERVICE\n\nThese terms of service are between Harrow Kites LLC (“Harrow”) and Quillmark Inc. "
        f"(“Client”). Client pays the fees for the services each month.\n\n4. {heading}\n\n{sentence}\n\n5. LAW\n\n"
        "These terms are governed by the laws of Ohio."
    )
    raised = {flag.rule: flag.why for flag in review_document(document_from_text(text.encode(), "t", 10), engine).flags}
    assert ("total-exclusion" in raised) is flagged
    assert not (flagged and "liability-cap-missing" in raised)


def test_an_exclusion_in_a_form_without_headings_stands_by_itself(engine):
    text = (
        "KITE TERMS\n\nThese terms are between Harrow Kites LLC (“Harrow”) and Quillmark Inc. (“Client”).\n\n"
        "1. Client pays the fees for the services each month.\n\n"
        "2. Harrow accepts no liability for any loss or damage.\n\n"
        "3. These terms are governed by the laws of Ohio."
    )
    raised = {flag.rule for flag in review_document(document_from_text(text.encode(), "t", 10), engine).flags}
    assert "total-exclusion" in raised


@pytest.mark.parametrize(
    ("sentence", "direct"),
    [
        ("Neither Harrow nor its direct or indirect shareholders are liable for consequential damages.", False),
        ("Harrow and its direct and indirect equity holders are not liable for lost profits.", False),
        ("Harrow and its direct or indirect owners are not liable for any direct or indirect damages.", True),
        ("Harrow is not liable for any direct, special or other damages.", True),
        ("Neither is liable for loss of profit or loss of goodwill, whether direct or indirect.", False),
        ("Neither is liable for any loss, whether direct or indirect.", True),
        ("Harrow is not liable for damage (direct or indirect) by reason of the termination of this contract.", False),
    ],
)
def test_direct_or_indirect_owners_are_no_direct_loss(sentence, direct):
    assert excludes_direct_loss(sentence) is direct
