"""Days to which a contract gives names."""

from __future__ import annotations

from model.summary.dates.named_days import named_days, with_days

ROWS = "KEY TERMS\n\nItem 6\tCommencement Date\t1 July 2024\nGo-Live Date: 2 August 2024\n\n"


def test_a_row_or_a_definition_gives_a_day_its_name():
    text = ROWS + "“Opening Date” means 3 May 2025. The hall closes on 4 June 2025 (the “Closing Date”).\n"
    assert named_days(text) == {
        "Commencement Date": "1 July 2024",
        "Go-Live Date": "2 August 2024",
        "Opening Date": "3 May 2025",
        "Closing Date": "4 June 2025",
    }


def test_a_name_for_two_days_and_the_contracts_own_day_are_left():
    assert named_days("Start Date: 1 July 2024\nStart Date: 2 July 2024\nEffective Date: 3 July 2024\n") == {}


def test_the_day_takes_the_place_of_its_name():
    days = named_days(ROWS)
    assert with_days("36 months from the Go-Live Date", days) == "36 months from 2 August 2024"
    assert with_days("Starts on 1 July 2024 (the “Commencement Date”)", days).endswith("(the “Commencement Date”)")


def test_a_list_of_definitions_may_do_without_quotation_marks():
    assert named_days("1.1 Definitions\n\nStart Date means 1 September 2031.\n") == {"Start Date": "1 September 2031"}
    assert named_days("Start Date means 1 September 2031 or the day of delivery.\n") == {}
