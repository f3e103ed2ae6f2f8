"""What the categories are called."""

from __future__ import annotations

from model.playbook.categories import label


def test_a_notice_is_called_by_a_name_that_fits_one_that_renews_as_well_as_one_that_does_not():
    assert label("Notice Period To Terminate Renewal") == "Notice of renewal or non-renewal"
