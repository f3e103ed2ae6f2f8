from __future__ import annotations

import pytest

from model.summary.parties.co_signers import co_signers

OPENING = "This Agreement is between Brook Mills Ltd. (the “Company”) and Harrow Studies Ltd. (the “Consultant”).\n"
CLAUSES = "1. Services. The Consultant advises the Company on mills.\n" * 20


def signers(text: str) -> dict[str, list[str]]:
    return {entry.name: entry.terms for entry in co_signers(text, [])}


@pytest.mark.parametrize(
    "line",
    ["ADA HARROW, personally, as to section 7", "Ada Harrow, individually", "Ada Harrow, in her personal capacity"],
)
def test_who_signs_for_themselves_is_a_party(line):
    signed = f"BROOK MILLS LTD.\nBy: Bo Brook, President\nHARROW STUDIES LTD.\nBy: Ada Harrow, President\n{line}\n"
    assert [name.title() for name in signers(OPENING + CLAUSES + signed)] == ["Ada Harrow"]


@pytest.mark.parametrize(
    "defined",
    [
        "“Your guarantor” means Mr Colm Marsh of 4 Mill Lane.\n",
        "Colm Marsh, of 4 Mill Lane (the “Guarantor”), joins.\n",
    ],
)
def test_a_guarantor_who_signs_is_a_party(defined):
    signed = "Signed by Brook Mills Ltd.\nSignature: Bo Brook\nSigned by the guarantor\nSignature: Colm Marsh\n"
    assert signers(OPENING + defined + CLAUSES + signed) == {"Colm Marsh": ["Guarantor"]}


def test_a_guarantor_who_signs_elsewhere_is_none():
    defined = "“Guarantor” means Brook Holdings Ltd., which has given the Bank a guarantee of its own.\n"
    assert signers(OPENING + defined + CLAUSES + "BROOK MILLS LTD.\nBy: Bo Brook, President\n") == {}
