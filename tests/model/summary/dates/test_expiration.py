from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.summary.dates.end_of_this_contract import speaks_of_the_end
from model.summary.dates.expiration import end_of, expiration, length_between
from model.summary.dates.undated_days import undated_days


@pytest.fixture(scope="module")
def summary(engine):
    return lambda text: review_document(document_from_text(text.encode(), "contract", 10), engine).summary


LAW = "\n\n9. LAW\n\nThis Agreement is governed by the laws of the State of Ohio."

PARTIES = "between Harrow Systems, Inc. (“Vendor”) and Quillmark Foods LLC (“Buyer”)."

EVERGREEN = (
    "This Agreement continues until the end of the fifteenth (15th) Contract Year, and shall continue thereafter until "
    "terminated by either party by giving thirty (30) days' notice (as it may be further extended)."
)

SIGNED, START = "2020-01-02", "2020-01-15"


def test_a_written_end_goes_before_a_duration_of_something_else(summary):
    text = (
        f"LICENSE AGREEMENT\n\nThis License Agreement is made as of January 1, 2004 "
        f"{PARTIES}\n\n1. TERM\n\nThis Agreement "
        "begins on January 1, 2004 and shall expire on December 31, 2006; provided, however, "
        "that the rights to each film "
        f"continue for eighteen (18) months after its release.{LAW}\n"
    )
    found = summary(text)
    assert found.expiration_date and found.expiration_date.value == "2006-12-31"
    assert found.term and found.term.value == "P3Y"


def test_the_years_that_a_contract_counts_need_not_begin_on_its_first_day():
    end = end_of(EVERGREEN, "2015-04-14", "2015-04-14")
    assert (end.day, end.term, end.counted_from) == (None, "P15Y", "the first Contract Year")
    assert end_of("It ends at the end of the fifth year.", "2015-04-14").counted_from is None
    closes = end_of("It shall subsist until the close of the fifth Contract Year.", "2023-09-01")
    assert (closes.day, closes.term, closes.counted_from) == (None, "P5Y", "the first Contract Year")
    whole = end_of("This Agreement shall continue for ten (10) Contract Years.", "2015-04-14")
    assert (whole.day, whole.term, whole.counted_from) == (None, "P10Y", "the first Contract Year")
    assert end_of("This Agreement shall continue for ten (10) years.", "2015-04-14").day == "2025-04-14"


@pytest.mark.parametrize(
    ("text", "day", "term", "event"),
    [
        ("It runs for ten years after acceptance of the System.", None, "P10Y", "acceptance of the System"),
        ("It continues for three years from the date of last signature.", None, "P3Y", "the date of last signature"),
        ("It continues for five years from the date hereof.", "2026-03-03", "P5Y", None),
        ("It ended on March 1, 2020.", None, None, None),
    ],
)
def test_an_end_is_a_day_only_where_it_can_be_counted(text, day, term, event):
    end = end_of(text, "2021-03-03", "2021-03-03")
    assert (end.day, end.term, end.counted_from) == (day, term, event)


def test_a_term_is_counted_from_the_start_to_the_end():
    assert length_between("2021-03-03", "2024-03-02") == length_between("2021-03-03", "2024-03-03") == "P3Y"
    assert length_between("2021-03-03", "2021-03-03") is None


def test_the_term_of_somebody_whom_a_party_engages_is_not_its_own(engine):
    text = (
        "AGENCY AGREEMENT\n\nLadies and Gentlemen:\n\nQuillmark Financial Corporation, an Ohio corporation (the "
        "“Company”), proposes to engage the sales agent named on the signature page (the “Agent”) to sell stock.\n\n"
        "1. LAW\n\nThis Agreement is governed by the laws of the State of Ohio.\n"
    )
    parties = review_document(document_from_text(text.encode(), "contract", 10), engine).summary.parties
    assert [party.defined_as for party in parties if "Quillmark" in party.name] == [["Company"]]


def test_an_annual_meeting_is_no_year():
    text = "The term of this Agreement ends on the day of the vote at the 2018 Annual Meeting of the stockholders."
    assert end_of(text, "2017-06-27") == (None, None, None, None)


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ("2018-01-01", "2018-02-14", "P44D"),
        ("1998-01-01", "2000-02-28", None),
        ("2019-03-20", "2045-09-20", "P318M"),
        ("2018-01-01", "2020-12-31", "P3Y"),
    ],
)
def test_a_term_is_whole_months_or_years_or_else_counted_in_days_if_it_is_short(start, end, length):
    assert length_between(start, end) == length


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a period commencing on January 1, 2000 and concluding December 31, 2003", "2003-12-31"),
        ("until March 18. 2021, unless sooner terminated", "2021-03-18"),
        ("It ends on the last day of February, 2024.", "2024-02-29"),
        ("until the end of the current calendar year, and renews for one-year periods", "2020-12-31"),
        ("It ends upon the end of Year 3.", "2023-01-15"),
        ("It ends on the last day of the month in which the first anniversary falls.", "2021-01-31"),
        ("It ends on the seventh anniversary of the date hereof.", "2027-01-02"),
        ("It ends five years after the launch, but in no event later than February 28, 2023.", "2023-02-28"),
        ("It shall continue thereafter for a period of two years.", "2022-01-15"),
        ("This Agreement may be terminated by either party at any time.", "indefinite"),
        ("It shall govern the relations thereafter, unless terminated as set forth here.", "indefinite"),
        ("It does not apply on or prior to March 3, 2023 to others; it ends with the project.", "2023-03-03"),
        ("It remains in force until the other agreement expires.", None),
        ("It commences on [Start Date] and continues until terminated as stated here.", "indefinite"),
        ("It commences on May 2, 2020 and continues until [End Date], unless terminated.", None),
        ("It commences on [Start Date] and continues for two years, unless terminated.", None),
    ],
)
def test_the_last_day_is_written_out_or_counted_from_the_first(text, end):
    assert expiration(text, START, SIGNED) == end


def test_a_term_that_is_not_shorter_than_another_has_no_length():
    text = "The term of this Agreement will not be shorter than two years after the display of the first banner."
    assert end_of(text, START).term is None


@pytest.mark.parametrize(
    ("text", "counted_from"),
    [
        ("This Agreement ends five years after the date on which the first Product is sold.", "the date on which"),
        (
            "The term is seven years, counted from the opening of the plant.",
            "the opening of the plant",
        ),
        (
            "The term begins upon delivery of the first shipment and runs for two years.",
            "delivery of the first",
        ),
        ("This Agreement commences on the Go-Live Date and continues for 36 months thereafter.", "the Go-Live Date"),
        ("The term ends on the fifth anniversary of the Offtake Agreement Effective Date.", "the Offtake Agreement"),
        (
            "The term shall commence on the Delivery Commencement Date and remain in effect for ten (10) years.",
            "the Delivery Commencement Date",
        ),
        ("This lease lasts seven years from the Rent Commencement Date.", "the Rent Commencement Date"),
        (
            "It is let for a period of 18 months starting on the date the last crane on the list at the date of this "
            "agreement is delivered.",
            "the date the last crane",
        ),
        ("This Agreement begins on the Commencement Date and continues for five years.", None),
        ("This Agreement continues for three years from the Effective Date.", None),
        ("This Agreement continues for three years from the date hereof.", None),
    ],
)
def test_a_term_from_an_event_that_has_no_date_ends_on_no_day(text, counted_from):
    end = end_of(text, "2020-01-01", "2020-01-01")
    assert (end.day is None) is (counted_from is not None)
    assert (end.counted_from or "").startswith(counted_from or "")


def test_an_end_that_differs_by_service_or_is_the_first_of_several_is_not_computed():
    assert end_of("It runs for a year, unless a different date is specified in Exhibit A.", "2020-01-01").day is None
    first = "It ends on the earlier of 45 days after the last day of the offering and its withdrawal."
    assert end_of(first, "2020-01-01") == (None, "earlier_of", None, None)
    assert end_of("It expires on May 1, 2022; with respect to each Property, later.", "2020-01-01").day == "2022-05-01"


def test_an_end_no_later_than_some_days_after_an_event_is_no_length():
    end = end_of("It ends with the offering, but in no event later than 45 days after the first launch.", "2020-01-01")
    assert (end.day, end.bound, end.term) == (None, "at_the_latest", None)


def test_an_end_counted_from_the_end_of_the_last_order_is_no_day():
    text = "The Term ends on the earlier of: (a) the first anniversary of the expiration date of the last Order Form;"
    assert end_of(text, "2019-11-01").day is None


def test_an_end_that_comes_later_for_some_things_has_no_single_day():
    ends = "The rights shall expire on December 31, 2016 (the “Term”)"
    proviso = "provided, however, that with respect to each title on the list, they will continue in full force until"
    assert end_of(f"{ends}.", None).day == "2016-12-31"
    assert end_of(f"{ends}; {proviso} March 31, 2018.", None).day is None


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("for one (1) year", "2021-01-02"),
        ("for one (1) year or until Provider completes the services requested", None),
        ("for one (1) year or until terminated by either party", "2021-01-02"),
    ],
)
def test_a_term_that_may_also_end_when_the_work_is_done_has_no_computed_end(until, day):
    text = f"This Agreement commences on January 2, 2020 and shall remain in effect {until}."
    end = end_of(text, "2020-01-02")
    assert (end.day, end.term) == (day, "P1Y")


def test_the_last_of_several_things_is_one_event_and_the_first_bound_counts():
    premises = (
        "This Agreement lasts five years beginning on the day on which Buyer hands over the last of the premises."
    )
    assert end_of(premises, "2021-01-01").counted_from == "the day on which Buyer hands over the last of the premises"
    earlier = "This Agreement ends on the earlier of May 2, 2024 and the later of the delivery and the payment."
    assert end_of(earlier, "2021-01-01")[:2] == ("2024-05-02", "earlier_of")


def test_the_notice_in_a_table_of_key_terms_is_no_term():
    assert end_of("Initial Term: 24 months from the Start Date Notice Period: 90 days", "2024-03-01").term == "P24M"


def test_a_term_that_begins_with_an_undated_event_has_no_last_day():
    text = "The term of this Agreement shall be ten (10) years (the “Term”) which shall commence on {}."
    end = end_of(text.format("the date upon which Vendor delivers the last sample"), "2020-05-01", "2020-05-01")
    assert (end.day, end.term) == (None, "P10Y")
    assert end.counted_from == "the date upon which Vendor delivers the last sample"
    assert end_of(text.format("the date of this Agreement"), "2020-05-01", "2020-05-01").day == "2030-05-01"


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement ends by Vendor, at its option, if no target is met within 12 months from the Effective Date.",
        "This Agreement will terminate if the plant is not built within a period of two years.",
        "Either party may terminate this Agreement after three years following the Effective Date.",
        "Buyer may terminate this Agreement at any time after the first eighteen months.",
        "This Agreement may end if the permit is not granted within the first six months.",
    ],
)
def test_a_deadline_and_the_beginning_of_a_right_to_end_the_contract_are_no_term(text):
    assert end_of(text, "2020-01-01", "2020-01-01")[:3] == (None, None, None)


def test_the_term_beside_a_right_to_end_it_sooner_is_still_the_term():
    text = "The term is a period of five years. Either party may terminate this Agreement after two years."
    assert end_of(text, "2020-05-01", "2020-05-01").day == "2025-05-01"


def test_rights_that_last_differently_give_the_contract_no_single_end():
    text = (
        "The term of this Agreement shall (i) with respect to the Marks, be two summers, and (ii) with respect to the "
        "Patents, be in perpetuity."
    )
    assert end_of(text, "2020-01-01").day is None
    assert end_of("The term of this Agreement shall be in perpetuity.", "2020-01-01").day == "perpetual"


def test_what_runs_until_an_event_unless_it_is_ended_sooner_is_not_without_end():
    words = (
        "The term commences on the Effective Date and continues until the Trial is over unless terminated under this"
    )
    assert end_of(f"{words} Section 4.", "2020-01-01").day is None
    assert end_of("The term continues until it is terminated by either party.", "2020-01-01").day == "indefinite"


def test_the_day_on_which_a_term_ends_may_stand_after_its_length():
    text = (
        "The term is an annual lease commencing on January 1, 2026 and ending five (5) years later at twelve o'clock "
        "midnight on December 31, 2030."
    )
    assert end_of(text, None).day == "2030-12-31"


def test_how_long_something_is_paid_and_the_first_day_for_a_notice_are_no_term(as_text):
    paid = "Vendor shall receive an allowance for a guaranteed term of 36 months from the Effective Date."
    assert not speaks_of_the_end(paid)
    first = (
        "This Agreement shall terminate upon the earliest of: (a) the launch; (b) the written notice from either party"
    )
    assert end_of(f"{first} to terminate after the first 90 days.", "2020-01-01").day is None
    late = (
        "This Agreement ends when notice is given, which may not be given until at least 90 days after its execution."
    )
    assert end_of(late, "2020-01-01").day is None


def test_a_stated_last_day_is_the_end_although_the_contract_may_end_sooner():
    assert end_of("The Term is 1.5t May 2013 to 315t December 2014 or until terminated.", None).day == "2014-12-31"
    assert end_of("The Term is May ?, 2013 to Dec ?1, 2014 or until terminated.", None).day is None


def test_a_term_counted_from_a_day_that_is_defined_by_an_event_gives_no_end_date():
    text = "This Agreement shall continue for three (3) years from the Launch Commencement Date."
    by_event = "“Launch Commencement Date” means the first day of the month in which Vendor begins the launch."
    end = end_of(text, "2020-01-01", "2020-01-01", undated_days(by_event))
    assert (end.day, end.term, end.counted_from) == (None, "P3Y", "the Launch Commencement Date")
    for dated in (
        "“Launch Commencement Date” means May 1, 2021.",
        "“Launch Commencement Date” means the date of execution of this Agreement.",
        "“Effective Date” means the day on which Vendor begins the launch.",
    ):
        assert undated_days(dated) == frozenset()


def test_a_termination_under_the_contract_is_no_other_event_on_which_its_end_depends():
    text = "It runs until the earlier of (a) {} or (b) the date that is two (2) years after the date of this Agreement."
    end = end_of(text.format("its termination in accordance with the provisions of Article 9"), "2015-04-14")
    assert (end.day, end.bound, end.term) == ("2017-04-14", None, "P2Y")
    assert end_of(text.format("the sale of all lamps"), "2015-04-14").bound == "earlier_of"


def test_the_latest_day_on_which_a_contract_can_begin_is_not_its_end():
    text = "It becomes effective on acceptance no later than May 2, 2031 (such date, the “Effective Date”) and {}."
    assert end_of(text.format("shall end when either party ends it"), None).day is None
    assert end_of(text.format("shall end on May 2, 2033"), None).day == "2033-05-02"


def test_an_end_some_time_after_an_event_that_may_never_come_is_no_term():
    text = "This Agreement will terminate automatically one year after the closing of any sale of Company by Harrow."
    end = end_of(text, "2031-01-01")
    assert (end.day, end.term, end.counted_from) == (None, None, None)


def test_an_initial_period_until_terminated_has_a_length_and_no_last_day():
    words = "This Agreement shall continue for an initial period of five years"
    assert end_of(f"{words} until terminated under Clause 16.", "2015-05-01") == (None, None, "P5Y", None)
    assert end_of(f"{words}.", "2015-05-01").day == "2020-05-01"


def test_a_term_counted_from_a_notice_has_no_last_day():
    text = "It will terminate two years from the date the Company advises the Executive that it ends this Agreement."
    end = end_of(text, "2010-05-01", "2010-05-01")
    assert (end.day, end.term) == (None, "P2Y") and end.counted_from and "advises" in end.counted_from


def test_yearly_extensions_and_a_change_of_control_do_not_move_the_end_of_the_first_term():
    first = "This Agreement continues through December 31, 2019; provided that "
    yearly = (
        "commencing on January 1, 2020 and each January 1 thereafter, the term is extended for one year unless, not "
        "later than September 30 of the preceding year, a party gives notice."
    )
    assert end_of(first + yearly, "2018-05-01").day == "2019-12-31"
    sold = "upon a Change in Control, this Agreement continues for 24 months from that day."
    assert end_of(first + sold, "2018-05-01").day == "2019-12-31"


def test_the_time_for_a_notice_and_the_ways_to_end_a_term_sooner_do_not_bound_it():
    ways = "(a) agreement; (b) six months' notice by Buyer, such notice to be given no earlier than the second year."
    text = f"The term of this Agreement shall be fifteen years from May 1, 2020, unless sooner terminated by: {ways}"
    assert end_of(text, None) == end_of("The term of this Agreement shall be fifteen years from May 1, 2020.", None)
    assert end_of(text, None)[:3] == ("2035-05-01", None, "P15Y")
    noticed = "This Agreement ends on May 1, 2035. Notice of its end is to be given no later than May 1, 2034."
    assert end_of(noticed, None).bound is None
    assert end_of("This Agreement ends no earlier than May 1, 2035.", None).bound == "at_the_earliest"


def test_full_calendar_months_end_with_a_month():
    text = "It continues for a period of twelve (12) full calendar months from the Effective Date."
    assert end_of(text, "2021-04-10").day == "2022-04-30"
    assert end_of(text.replace(" full calendar", ""), "2021-04-10").day == "2022-04-10"


@pytest.mark.parametrize(
    "words",
    [
        "shall expire at midnight on the day preceding the fifth (5th) anniversary of the Effective Date.",
        "ends on the date immediately prior to the fifth anniversary of the Effective Date.",
        "runs until the day before the 5th anniversary of the Effective Date.",
    ],
)
def test_the_day_before_an_anniversary_is_the_last(words):
    end = end_of(f"This Agreement commences on the Effective Date and {words}", "2021-10-01")
    assert (end.day, end.term) == ("2026-09-30", "P5Y")
    on_it = end_of("It ends on the fifth anniversary of the Effective Date.", "2021-10-01")
    assert on_it.day == "2026-10-01"


def test_a_term_whose_words_and_figures_differ_is_as_long_as_the_words_say():
    end = end_of("This Agreement runs from May 2, 2025 for nine (6) years.", None)
    assert (end.day, end.term) == ("2034-05-02", "P9Y")


def test_years_that_have_passed_since_an_undated_event_give_no_day(summary):
    text = (
        f"LICENSE AGREEMENT\n\nThis License Agreement is made as of May 2, 2023 {PARTIES}\n\n"
        "1. TERM\n\nThis Agreement takes effect on May 2, 2023 and runs until the last patent has expired or ten years "
        f"have passed since the first commercial sale, whichever is the later.{LAW}\n"
    )
    ends = summary(text).expiration_date
    assert ends is None or ends.value is None


def test_a_day_until_the_close_of_business_is_the_end_and_one_that_is_only_expected_is_none():
    assert expiration("It shall continue until the close of business on 30 September 2029.", None) == "2029-09-30"
    ends = end_of("It ends on acceptance, which the parties expect to be on or about 31 March 2026.", None)
    assert ends.day is None


def test_the_first_day_of_a_month_is_no_duration():
    assert expiration("It is effective as of the first day of April, 2023.", "2023-04-01") is None


@pytest.mark.parametrize(
    ("words", "start", "day"),
    [
        ("This Agreement runs through the Saturday nearest September 30, 2027.", None, "2027-10-02"),
        ("This Agreement is in force for five years.", "2025-01-01", "2029-12-31"),
        ("This Agreement is in force for five years.", "2025-03-01", "2030-03-01"),
        ("This Agreement ends on the fifth anniversary, five years from then.", "2025-01-01", "2030-01-01"),
    ],
)
def test_a_year_of_weeks_ends_on_the_nearest_day_and_calendar_years_on_their_last(words, start, day):
    assert expiration(words, start) == day


def test_the_last_of_several_years_is_no_later_of_two_ends():
    found = end_of("Three school years, the last of which closes July 31, 2028", None)
    assert (found.day, found.bound) == ("2028-07-31", None)


def test_a_day_may_be_defined_by_an_event_without_quotation_marks():
    text = (
        "In this agreement: Commencement Date means the date on which Buyer confirms that the samples have passed; and"
    )
    assert undated_days(text) == {"commencement date"}


def test_whole_calendar_months_from_the_first_end_with_a_month():
    words = "This Agreement runs through the last day of the thirty-sixth full calendar month thereafter."
    assert expiration(words, "2024-04-01") == "2027-03-31"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The term begins at 7:00 a.m. on June 1, 2024 and ends at 6:59 a.m. on June 1, 2026.", "2026-06-01"),
        ("It shall expire at close of trading on the last Saturday in January 2028.", "2028-01-29"),
        ("The loan is for 900 days, the first of which is March 1, 2023.", "2025-08-16"),
        ("The term is ten years less one day from 1 July 2024.", "2034-06-30"),
        ("The term is hereby extended for a period of 63 months commencing February 1, 2026.", "2031-05-01"),
        ("Buyer may ask for a further year by notice given not later than 1 September 2026.", None),
    ],
)
def test_a_last_day_is_read_in_whatever_words(text, day):
    assert expiration(text, None) == day


@pytest.mark.parametrize(
    "text",
    [
        "It runs until the end of series production, but not beyond 30 September 2029.",
        "It lasts for five operating seasons, and in any event it will be over on September 30, 2029.",
        "It ends five years following the date of launch, but in no event later than September 30, 2029.",
    ],
)
def test_a_day_that_nothing_goes_beyond_is_the_latest(text):
    end = end_of(text, "2024-01-01")
    assert (end.day, end.bound, end.term) == ("2029-09-30", "at_the_latest", None)


def test_a_term_that_begins_with_an_event_has_no_last_day():
    text = (
        "It shall take effect upon the go-live of the interface, as certified in writing by Buyer, and shall remain in "
        "force through the last day of the thirty-sixth (36th) full calendar month thereafter."
    )
    end = end_of(text, "2024-10-01")
    assert (end.day, end.term) == (None, "P36M") and end.counted_from is not None


def test_a_day_counted_after_an_event_is_no_length():
    end = end_of("It comes to an end. It ends at midnight on the thirtieth day after the final stage.", None)
    assert (end.day, end.term) == (None, None)


def test_an_event_that_has_a_day_is_that_day():
    text = (
        "In effect for five years from the date of first delivery, which the parties agree took place on June 21, 2021."
    )
    end = end_of(text, None)
    assert (end.day, end.term, end.counted_from) == ("2026-06-21", "P5Y", None)


def test_a_day_if_earlier_is_the_latest():
    end = end_of("It continues until all stock is removed, or until 31 March 2025 if earlier.", None)
    assert (end.day, end.bound) == ("2025-03-31", "at_the_latest")


def test_a_day_that_brackets_name_has_no_date():
    text = (
        "It starts on the day on which the first car reaches the Mill (the “In-Service Date”), and runs for ten years."
    )
    assert undated_days(text) == {"in-service date"}
    end = end_of(f"{text[:-1]} from the In-Service Date.", "2024-01-01", undated=undated_days(text))
    assert end.day is None and end.counted_from is not None


def test_a_term_ends_on_the_first_such_day_after_its_years():
    text = "It runs to the first June 30 falling after the second anniversary of the Effective Date."
    assert expiration(text, "2024-03-01") == "2026-06-30"


@pytest.mark.parametrize(
    ("begins", "day", "event"),
    [
        ("on the day the shop opens to the public (the “Opening Date”)", None, "the Opening Date"),
        ("with the first delivery", None, "that day"),
        ("on May 2, 2022", "2032-05-02", None),
        ("on the Effective Date", "2031-03-03", None),
    ],
)
def test_ten_years_from_that_day_are_counted_from_the_day_spoken_of(begins, day, event):
    end = end_of(f"The initial term starts {begins} and runs ten years from that day.", "2021-03-03", "2021-03-03")
    assert (end.day, end.term, end.counted_from) == (day, "P10Y", event)


def test_the_first_day_is_not_the_first_of_two_ends():
    text = "It starts on 1 September 2031 and continues until the report or 27 February 2034, whichever comes first."
    end = end_of(text, "2031-09-01")
    assert (end.day, end.bound) == ("2034-02-27", "earlier_of")
