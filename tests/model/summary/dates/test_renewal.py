from __future__ import annotations

import pytest

from model.summary.dates.renewal import (
    asks_for_renewal,
    ends_at_renewal_only,
    ends_at_will,
    notice,
    renewal,
    renewal_condition,
    renewal_kind,
    renews_something_else,
    speaks_of_renewal,
    stops_renewal,
)
from model.summary.fallbacks.readers import READERS

EVERGREEN = (
    "This Agreement continues until the end of the fifteenth (15th) Contract Year, and shall continue thereafter until "
    "terminated by either party by giving thirty (30) days' notice (as it may be further extended)."
)


def test_a_notice_on_which_an_extension_depends_asks_for_the_renewal():
    extended = "Either side, if it is not in default and all invoices of the current year have been paid, may extend it"
    assert asks_for_renewal(f"{extended}, provided the extending party gives sixty (60) days written notice.")
    assert not asks_for_renewal(f"{extended} unless the other gives notice that it will not renew.")


def test_an_option_to_renew_is_none_that_renews_itself_although_the_term_may_end_sooner():
    term = "It runs for three years, with the option by Buyer to renew for successive one-year terms upon notice"
    assert renewal_kind(f"{term}, unless earlier terminated as set forth herein.") == "option"
    assert renewal_kind("It renews for one year unless earlier terminated.") == "automatic"


def test_what_goes_on_only_with_an_approval_does_not_renew_itself():
    goes_on = "This Agreement shall continue from year to year thereafter"
    assert renewal_kind(f"{goes_on} if the board has given its approval each year.") is None
    assert renewal_kind(f"{goes_on} only if such continuation is approved at least annually by the board.") is None
    assert renewal_kind(f"{goes_on} unless either party gives notice.") == "automatic"


def test_an_approval_is_a_condition_whoever_else_its_sentence_speaks_of():
    approved = (
        "only if such continuance is specifically approved each year by trustees who are not parties to this Agreement"
    )
    assert renewal_condition(f"This Agreement shall continue from year to year {approved}.") == approved
    agreed = "if such continuance is approved in writing by both parties to this Agreement"
    assert renewal_condition(f"This Agreement shall continue from year to year {agreed}.") is None


def test_a_contract_that_goes_on_until_it_is_ended_needs_no_notice_against_a_renewal():
    assert renewal_kind(EVERGREEN) == "automatic"
    assert ends_at_will(EVERGREEN)
    assert not READERS["Termination For Convenience"](EVERGREEN)


def test_a_renewal_required_by_law_or_of_a_license_is_none_of_the_contract():
    notice = "upon either party giving one hundred (100) days advance written notice to the other."
    by_law = (
        f"This Agreement shall terminate, subject to any automatic renewal or extension as required by law, {notice}"
    )
    license_of_one = "If a regulator declines to renew the Agent's license, it ends automatically if that is final."
    for text in (by_law, license_of_one):
        assert not speaks_of_renewal(text)
    assert ends_at_will(by_law)
    assert not speaks_of_renewal("Vendor may extend the Cutover Date of this Agreement to a date six months later.")
    assert not speaks_of_renewal("The services stop with the period; they do not continue month to month.")
    assert not speaks_of_renewal("The Company's facility with its bank falls to be renewed on May 2, 2024.")
    assert speaks_of_renewal("This Agreement shall renew for one year unless either party gives notice.")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("It shall continue on a year to year basis until terminated by either party.", "P1Y"),
        ("It is extended for an additional period of half a year.", "P6M"),
        ("It shall automatically renew every six (6) months unless either party gives notice.", "P6M"),
        ("The contract will automatically extend for an additional month of service.", "P1M"),
        (
            "It shall renew at the end of the Initial Term on equal terms (prices included) for one 12-month period.",
            "P12M",
        ),
        ("It renews for successive terms of the same duration.", "P3Y"),
        ("It runs for one year and shall renew automatically under these same terms.", "P1Y"),
        ("It shall be prolonged for a period of 12\n   months.", "P12M"),
        ("It may be renewed by agreement.", None),
    ],
)
def test_a_renewal_lasts_as_long_as_it_says_or_as_the_first_term(text, length):
    assert renewal(text, "P3Y") == length


@pytest.mark.parametrize(
    ("text", "renews"),
    [
        ("If Acme has not delivered the orders in time, the first year will be extended by up to four months.", False),
        ("In the event of a delay, the term is extended by as long.", False),
        ("If neither party gives notice of its end, the term is extended by one year.", True),
        ("It is extended for one year unless a party objects.", True),
    ],
)
def test_a_term_made_longer_for_one_cause_is_not_renewed(text, renews):
    assert speaks_of_renewal(text) is renews


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("upon a prior written notice to Buyer of not less than six (6) months", "P6M"),
        ("upon the following written notice: sixty (60) days for one kind", "P60D"),
        ("Unless Customer notifies Bank within three months following the Renewal Notice", None),
        ("The company must notify the consultant within 5 days of the end.", "P5D"),
        ("It runs for two years.", None),
    ],
)
def test_a_notice_is_told_by_the_words_around_its_duration(text, length):
    assert notice(text) == length


def test_a_notice_that_stops_a_renewal_is_told_from_one_that_asks_for_it():
    assert stops_renewal("unless either party gives notice of its intent not to renew")
    assert stops_renewal("in case the company would not like to extend it")
    assert not stops_renewal("It may be extended by giving notice ninety days before its end.")


@pytest.mark.parametrize(
    ("text", "kind", "asks"),
    [
        ("It is extended for a year if, and only if, Buyer so requests thirty days before it ends.", "option", True),
        ("Buyer has the right to renew it under the same terms, or to buy on terms mutually agreed.", "option", True),
        ("Buyer may extend it for a year by telling Vendor so four months before it ends.", "option", True),
        ("It is deemed renewed for a like period unless Buyer objects 45 days before it ends.", "automatic", False),
        ("Provided that the Board approves it each year, it continues for successive years.", None, False),
    ],
)
def test_a_renewal_on_request_is_told_from_one_that_nobody_stops(text, kind, asks):
    assert (renewal_kind(text), asks_for_renewal(text)) == (kind, asks)


def test_a_notice_against_renewal_is_told_from_the_reminder_before_it():
    reminder = "Provider shall send a written reminder at least twelve months prior to the end of the term. "
    assert notice(reminder + "Unless Buyer gives 90 days' prior notice of its wish not to renew, it renews.") == "P90D"
    assert notice(reminder + "Unless Buyer objects within three months following the reminder, it renews.") is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "It shall automatically extend for two years, provided Vendor receives 1.2 million U.S. dollars. It ends.",
            "provided Vendor receives 1.2 million U.S. dollars",
        ),
        ("It renews for a year only if Buyer has bought 1.5 tons.", "only if Buyer has bought 1.5 tons"),
        ("It renews for a year provided that neither party gives notice.", None),
        ("It renews for a year if the parties agree.", None),
        ("It renews for a year unless terminated.", None),
    ],
)
def test_a_renewal_may_depend_on_a_condition(text, condition):
    assert renewal_condition(text) == condition


def test_a_renewal_for_another_year_is_one_of_a_year_whatever_its_window():
    text = "For a thirty (30) day period before the anniversary Buyer may renew the Agreement for another year."
    assert renewal(text) == "P1Y"


def test_a_contract_that_goes_on_from_month_to_month_has_a_notice_of_termination():
    tail = "After the Initial Term, this Agreement shall continue on a month to month basis until terminated by either"
    assert ends_at_will(f"{tail} party upon thirty (30) days prior written notice.")
    assert not ends_at_will("It renews from month to month unless terminated by thirty days' notice before its end.")


def test_a_continuation_provided_it_is_approved_is_not_automatic():
    text = "It continues from year to year thereafter{} such continuance is specifically approved by the trustees."
    assert renewal_kind(text.format(" provided")) is None
    assert renewal_kind("It continues from year to year thereafter.") == "automatic"


@pytest.mark.parametrize(
    "text",
    [
        "Buyer may, by giving Vendor not less than four months' written notice before the end of the first period, "
        "extend this agreement for two years.",
        "This license shall be renewable at the option of Buyer for two successive periods of five years each.",
    ],
)
def test_an_option_may_come_after_its_notice_or_before_its_holder(text):
    assert renewal_kind(text) == "option"
    assert asks_for_renewal(text)


@pytest.mark.parametrize(
    "text",
    [
        "A promotional discount renews automatically for a further year unless you tell us.",
        "Vendor shall renew the domain name for one year at a time.",
        "You may renew a support plan for another year by paying its fee.",
    ],
)
def test_what_else_is_renewed_is_no_renewal_of_the_contract(text):
    assert not speaks_of_renewal(text)


def test_the_length_of_a_term_that_may_be_extended_is_not_that_of_the_extension():
    text = (
        "This Agreement shall commence on the Effective Date and, unless terminated earlier or extended by mutual "
        "agreement of the parties, shall continue in effect for thirty-six (36) months."
    )
    assert (renewal(text), renewal_kind(text)) == (None, "agreement")
    assert renewal("Unless this Agreement is extended for two years by mutual agreement, it shall then end.") == "P2Y"


def test_what_a_party_may_do_after_a_renewal_is_no_condition_of_it():
    renews = "This Agreement renews for a year, and expires then unless renewed, provided, however, that Mill"
    assert renewal_condition(f"{renews} may, but need not, deliver lamps from month to month.") is None
    assert renewal_condition(f"{renews} may not owe more than ten dollars.") is not None
    assert renewal_condition(f"{renews} has paid all that is due.") is not None


def test_a_reference_to_another_clause_is_no_condition_of_a_renewal():
    text = "It renews automatically for successive one (1) year periods unless terminated as provided {}."
    assert all(renewal_condition(text.format(where)) is None for where in ("below", "in Section 9", "herein"))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (
            "Vendor will remind Buyer at least 30 days before the end of the term, when Buyer may elect not to renew.",
            None,
        ),
        ("Vendor sends you a reminder 60 days before it renews, and you may choose not to renew.", None),
        ("Vendor reminds Buyer 60 days before the end. It renews unless Buyer gives notice of 20 days.", "P20D"),
    ],
)
def test_the_time_for_a_reminder_is_not_that_for_the_notice_of_whoever_is_reminded(text, length):
    assert notice(text) == length


@pytest.mark.parametrize(
    ("text", "renews"),
    [
        ("No Automatic Renewal: This Agreement does not automatically renew after the 9-month Term.", False),
        ("There is no automatic renewal of this Agreement.", False),
        ("The subscription will not be renewed automatically.", False),
        ("The licence does not roll over; there is no tacit renewal.", False),
        ("The Term is not renewed automatically, but may be extended for two years by written agreement.", True),
        ("This Agreement shall not be renewed unless Buyer asks for it.", True),
        ("If this Agreement is not renewed, Buyer returns the looms.", True),
    ],
)
def test_a_denial_of_any_renewal_is_none(text, renews):
    assert speaks_of_renewal(text) is renews


def test_an_option_that_neither_party_holds_is_none():
    denied = "It shall not renew automatically, and neither party holds an option to renew it."
    assert not speaks_of_renewal(denied)
    assert renewal_kind(denied) is None


def test_what_is_not_renewed_by_itself_may_be_extended_by_agreement():
    text = (
        "The lease is not renewed automatically, but may be extended for two years by written agreement of the parties."
    )
    assert (renewal(text), renewal_kind(text)) == ("P2Y", "agreement")


def test_the_time_for_which_a_contract_that_is_not_renewed_runs_off_is_no_renewal():
    text = "This Agreement shall not renew for such period, but shall instead continue for a period of six months."
    assert renewal(text) is None
    assert renewal("This Agreement shall renew and shall continue for a period of six months.") == "P6M"


def test_the_length_of_a_renewal_may_stand_before_its_name():
    assert renewal("The parties may agree in writing to one or more five-year renewal terms.") == "P5Y"
    assert renewal("The parties may agree in writing to one or more five-year plans.") is None


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("It renews yearly unless terminated by a party on 60 days' written notice before the end of the term.", True),
        ("It renews yearly unless a party gives notice of termination 60 days before the end of the term.", True),
        ("Either party may terminate on 60 days' written notice.", False),
        ("Either party may terminate at any time on 60 days' notice before the end of the term.", False),
        (
            "It renews unless terminated on 60 days' notice before the end of the term. Brook may terminate.",
            False,
        ),
    ],
)
def test_a_notice_before_the_end_of_the_term_only_stops_a_renewal(text, only):
    assert ends_at_renewal_only(text) is only


def test_talks_about_a_continuation_are_no_automatic_renewal():
    text = "Subject to the automatic renewal in Section 8, the parties will hold {} of the services for two years."
    assert renewal_kind(text.format("discussions in good faith on a possible continuation")) == "agreement"
    assert renewal_kind("This Agreement renews automatically for two years.") == "automatic"


def test_a_tail_period_that_is_extended_renews_no_contract():
    assert not speaks_of_renewal("For a buyer who has paid, the First Tail Period shall be extended to two years.")
    assert not speaks_of_renewal("The warranty period will be extended by one year.")
    assert speaks_of_renewal("The Initial Period shall be extended by one year.")
    assert speaks_of_renewal("After the notice period this Agreement shall be extended by one year.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Term may only be extended by one year by an agreement signed by both Parties.", "agreement"),
        ("This Agreement may be renewed by an amendment executed by each of the parties.", "agreement"),
        ("This Agreement can be extended by an instrument in writing signed by the parties.", "agreement"),
        ("Harrow may extend the Term for a further year by a written notice signed by it.", "option"),
        ("Harrow may extend this Agreement by a letter signed by the party that extends it.", "option"),
    ],
)
def test_a_renewal_that_both_parties_must_sign_is_nobodys_option(text, kind):
    assert renewal_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If they then agree in writing, this Agreement shall be renewed for one year.", "agreement"),
        ("Should the parties so agree before the last day, the lease shall be extended for two years.", "agreement"),
        (
            "The term shall be extended for three (3) further periods of two (2) years each at the election of Tenant, "
            "exercised by written notice.",
            "option",
        ),
        ("The term shall be renewed for four successive periods of two years, at the option of Quill.", "option"),
        ("If they cannot agree on a place, Quill may extend the search.", "option"),
        ("It shall be renewed for successive years unless terminated at the option of either party.", "automatic"),
        ("It shall be extended for successive years at the election of the parties unless one objects.", "automatic"),
    ],
)
def test_what_both_must_agree_on_or_one_must_elect_does_not_renew_itself(text, kind):
    assert renewal_kind(text) == kind


def test_months_looked_back_on_are_no_notice():
    told = "If sales were $9,000 during the twenty (20) months before the term would end, Buyer may extend it by a year"
    assert notice(f"{told} by notice given no fewer than forty (40) days before its end.") == "P40D"
    assert notice("Buyer gives notice in the three months before the end of the term.") == "P3M"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Tenant may, by giving Owner two months' notice, require it to continue for one more year.", "P1Y"),
        ("Tenant may require the contract to continue for two more years by notice.", "P2Y"),
        ("Tenant may ask that it continue for another year.", "P1Y"),
    ],
)
def test_to_go_on_for_more_years_is_a_renewal(text, length):
    assert speaks_of_renewal(text) and renewal_kind(text) == "option"
    assert renewal(text) == length
    assert not speaks_of_renewal("No waiver is a continuing waiver of that or of another term.")


def test_a_contract_that_goes_on_by_the_month_is_stopped_by_the_notice_of_its_sentence():
    goes_on = "It then goes on from month to month until either party gives twenty days' written notice to stop."
    assert stops_renewal(goes_on) and notice(goes_on) == "P20D"


def test_a_notice_about_a_permit_or_policy_is_none_about_the_contract():
    notice_of = "renews automatically for two years unless the Board gives the holder ninety (90) days' notice."
    assert renews_something_else(f"The Permit {notice_of}")
    assert not renews_something_else(f"This Agreement {notice_of}")
    assert not renews_something_else(f"This Lease {notice_of}")
    assert speaks_of_renewal(f"This Lease {notice_of}")


def test_a_renewal_that_the_other_party_must_accept_needs_an_agreement():
    text = (
        "It shall be extended from year to year, but only if Buyer has so requested and Vendor has accepted in writing."
    )
    assert renewal_kind(text) == "agreement"


@pytest.mark.parametrize(
    ("text", "renews"),
    [
        ("The Term of the Agreement is hereby extended for seven years ending on April 5, 2033.", False),
        ("Section 2.2 (automatic renewal for successive years) is deleted in its entirety.", False),
        ("Section 2.2, which provided for automatic renewal for one year, shall be deleted.", False),
        ("The deadline for the removal of the loom shall be extended for thirty days.", False),
        ("The Term shall be extended for one year unless a party objects.", True),
    ],
)
def test_what_an_amendment_extends_at_once_and_a_deadline_are_no_renewal(text, renews):
    assert speaks_of_renewal(text) is renews


def test_whoever_does_not_desire_a_renewal_stops_it():
    words = "It stands renewed for three years unless Buyer intimates in writing that it does not desire such renewal."
    assert stops_renewal(words) and not asks_for_renewal(words)


def test_a_notice_not_more_than_eighteen_nor_less_than_nine_months_before_is_one_of_nine():
    words = "It is exercised by notice not more than eighteen (18) months nor less than nine (9) months before the end."
    assert notice(words) == "P9M"
    assert notice("It may, by notice given before the end, extend it for one period of six months.") is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("The license continues from one Contract Year to the next until one of us stops it.", "P1Y"),
        ("After that it goes on quarter by quarter.", "P3M"),
        ("It then carries on month in and month out.", "P1M"),
        ("It renews for successive Contract Years, one at a time.", "P1Y"),
    ],
)
def test_what_goes_on_a_period_at_a_time_renews_itself_for_that_period(text, length):
    assert speaks_of_renewal(text) and (renewal(text), renewal_kind(text)) == (length, "automatic")


def test_what_is_paid_from_month_to_month_does_not_renew():
    assert not speaks_of_renewal("The rent is paid from month to next month in advance, quarter by quarter.")


@pytest.mark.parametrize(
    ("text", "length", "kind"),
    [
        ("Our engagement will carry over into each following fiscal year.", "P1Y", "automatic"),
        ("It then carries on by itself for the next school year, and so on each year.", "P1Y", "automatic"),
        ("It is extended by one further year in each case if it is not terminated by a party.", "P1Y", "automatic"),
        ("It is renewed by operation of this clause for periods of one year.", "P1Y", "automatic"),
        (
            "This Licence continues for another five years, once only, if the Operator has asked for it.",
            "P5Y",
            "option",
        ),
        ("The Grower may extend this Agreement for one further Season.", None, "option"),
        (
            "Buyer shall have the right, exercisable by notice received before May 2, to renew it for five years.",
            "P5Y",
            "option",
        ),
    ],
)
def test_a_renewal_is_read_in_plain_words(text, length, kind):
    assert (renewal(text), renewal_kind(text)) == (length, kind)
    assert READERS["Renewal Term"](text)


@pytest.mark.parametrize(
    "text",
    [
        "Should the Operator remain in possession after the end, the lease shall continue from month to month.",
        "If coverage continues past the end of the term, it shall be from month to month.",
        "It keeps going until one of us ends it. There is nothing to renew.",
        "The automatic renewal in Section 3.2 is deleted.",
    ],
)
def test_holding_over_and_a_renewal_taken_out_are_none(text):
    assert not speaks_of_renewal(text)


def test_the_notice_is_not_the_year_for_which_it_continues():
    text = "It continues from year to year until a party gives notice of non-renewal at least 180 days before the end."
    assert notice(text) == "P180D"


@pytest.mark.parametrize(
    ("text", "length", "kind", "before"),
    [
        (
            "Unless you write back before Christmas Day to say you don't want to go on, it keeps going for "
            "another 12 months.",
            "P12M",
            "automatic",
            None,
        ),
        (
            "It ends at Easter and, unless a party has told the other that it does not wish to go on, shall then "
            "run for a "
            "further season of 12 months.",
            "P12M",
            "automatic",
            None,
        ),
        (
            "Buyer, and Buyer only, may call for one additional period of two (2) years by so advising Vendor in "
            "writing no "
            "fewer than 180 days before the end.",
            "P2Y",
            "option",
            "P180D",
        ),
        (
            "Franchisee may acquire one successor franchise for a term of five (5) years if it gives notice not "
            "less than "
            "nine (9) nor more than fifteen (15) months before the end.",
            "P5Y",
            "option",
            "P9M",
        ),
    ],
)
def test_a_further_term_is_read_in_whatever_words(text, length, kind, before):
    assert speaks_of_renewal(text)
    assert (renewal(text), renewal_kind(text), notice(text)) == (length, kind, before)


def test_whoever_goes_on_after_the_end_holds_over():
    text = (
        "If Franchisee continues to operate after the end of the term, the relationship continues from month to month."
    )
    assert not speaks_of_renewal(text)


def test_a_quote_that_must_be_accepted_renews_nothing_by_itself():
    text = "If you accept it in writing, the subscription renews for the 12 or 24 months that you choose."
    assert (renewal(text), renewal_kind(text)) == (None, "agreement")
    assert not speaks_of_renewal("Despite section 12.2 (automatic renewal), the subscription does not renew by itself.")
    assert not speaks_of_renewal("The price per user in a renewal quote will be no more than 5% above the last.")


TOLD = (
    "save where Vendor or Buyer has told the other in writing, no later than 5 March 2035, that it does not want this."
)


def test_a_contract_that_rolls_over_unless_the_other_was_told_renews_itself():
    words = f"It shall then roll over for one further period of two years, {TOLD}"
    assert speaks_of_renewal(words) and renewal(words) == "P2Y"
    assert renewal_kind(words) == "automatic" and stops_renewal(words)
    assert not stops_renewal("It shall then roll over for a further year, save where the law forbids it.")


def test_a_party_that_tells_the_other_or_does_so_by_notice_asks_for_the_renewal():
    assert asks_for_renewal("Buyer may renew for five years if it tells Vendor in writing nine months before the end.")
    assert asks_for_renewal("It does so by written notice not later than 270 days before the Term would end.")
    assert not asks_for_renewal("It does so at its own cost.")


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("The Sponsor may extend the term for three further seasons on the annual fee.", None),
        ("The Sponsor may extend the term from the second anniversary.", None),
        ("The Sponsor may extend the term for two further years on the annual fee.", "P2Y"),
        ("The term continues from year to year.", "P1Y"),
    ],
)
def test_a_yearly_fee_and_an_anniversary_are_not_how_long_a_renewal_runs(words, length):
    assert renewal(words) == length


@pytest.mark.parametrize(
    "words",
    [
        "After the initial period it shall continue indefinitely, subject to either party's right to cancel it.",
        "Unless either party has told the other by 30 June 2035 that it does not wish to go on, this Agreement then "
        "continues for an indefinite period.",
        "At the end of the first term this lease runs on for an unlimited time.",
    ],
)
def test_a_contract_that_goes_on_without_end_after_its_first_term_renews_itself(words):
    assert speaks_of_renewal(words) and renewal(words) == "indefinite" and renewal_kind(words) == "automatic"


def test_a_duty_that_goes_on_without_end_is_no_renewal():
    assert not speaks_of_renewal("Secrecy continues for five years after the project and, for code, indefinitely.")
    assert not speaks_of_renewal("After the initial term the licences continue indefinitely.")


RENEWED = "The Agreement is renewed for three years from 14 November 2031 to 13 November 2034"


def test_what_a_letter_renews_now_is_not_what_comes_after():
    assert not speaks_of_renewal(f"{RENEWED}.")
    assert speaks_of_renewal(f"{RENEWED}, and shall renew for a further year.")
    assert speaks_of_renewal("The Agreement is renewed for one year from 1 May 2031 unless a party objects.")


def test_a_silence_of_both_lets_the_contract_go_on():
    words = (
        "If neither party has told the other in writing, by 31 May 2034, that it wishes the Agreement to finish, the "
        "Agreement shall carry on for a single further period of twenty-four months."
    )
    assert renewal(words) == "P24M" and renewal_kind(words) == "automatic" and stops_renewal(words)
    assert not stops_renewal("If neither party has paid the other, the Agreement ends.")


def test_what_the_parties_have_yet_to_sign_is_a_renewal_by_agreement():
    assert renewal_kind("It expires unless the parties have, by May 2, signed a memorandum renewing it.") == "agreement"
