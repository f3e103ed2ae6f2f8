"""Exhibits and schedules that a contract refers to and does not have."""

from __future__ import annotations

import pytest

from model.playbook.attachments import missing_attachments

ATTACHED = "\n\nEXHIBIT A\n\nThe services are set out here.\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The services are set out in Exhibit A, the prices in Exhibit B." + ATTACHED, ["Exhibit B"]),
        ("The prices are listed in Exhibit B, and Exhibit B is attached hereto." + ATTACHED, ["Exhibit B"]),
        ("The services are set out in Exhibit A-1." + ATTACHED, []),
        ("The rent is set out in Exhibit B to the Lease." + ATTACHED, []),
        ("The prices are set out in Schedule 2." + ATTACHED, []),
        ("The prices are set out in Exhibit B.", []),
        ("The prices are set out in Sales Exhibit B to this Agreement." + ATTACHED, []),
        ("The prices are set out in Exhibit B. The end. EXHIBIT B Prices" + ATTACHED, []),
        ("The prices are set out in Exhibit B.\n\n公司 Exhibit B Prices" + ATTACHED, []),
        ("It is so.\n\nIN WITNESS WHEREOF, they signed.\n\nThe assets are listed on Exhibit B hereto." + ATTACHED, []),
        ("It files a statement on Schedule 13D as set forth there." + ATTACHED, []),
    ],
)
def test_what_is_referred_to_and_not_attached(as_text, text, names):
    document = as_text(text)
    missing = missing_attachments(document)
    assert [one.name for one in missing] == names
    assert all(document.text[one.start : one.end].endswith("B") for one in missing)


def test_an_attachment_is_there_under_a_roman_number_or_behind_a_table(as_text):
    text = "Prices are set out in Appendix 1 and Appendix 2.\n\nAPPENDIX I\n\nIt is here.\n\n"
    assert [one.name for one in missing_attachments(as_text(text))] == ["Appendix 2"]
    text = (
        "Prices are set out in Exhibit A and tests are set out in Exhibit B.\n\nEXHIBIT A\n\n[***] Exhibit B\n\nTests\n"
    )
    assert missing_attachments(as_text(text)) == []
