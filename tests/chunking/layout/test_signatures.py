from __future__ import annotations

import pytest

from chunking.document import PLAIN_TEXT, Page
from chunking.layout.signatures import signature_pages


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("IN WITNESS WHEREOF, the parties sign.\n\nBy By\n\nAnn Brook\n\nTITLE TITLE:\n\nSIGNATURE SIGNATURE", (1,)),
        ("EXECUTED as a DEED\n\nSigned in the presence of:\n\nWitness Signature\n\nWitness Name\n", (1,)),
        ("The notice states the\n\nName\n\nof the buyer and is signed by nobody in the presence of anyone.", ()),
    ],
)
def test_labels_without_colons_and_witnesses_make_a_signature_page(text, signed):
    assert signature_pages([Page(1, 600.0, 800.0, text, None, PLAIN_TEXT)]) == signed
