"""Words about the end of this contract are told from words about something under it."""

from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.dates.end_of_this_contract import (
    is_of_a_part,
    is_of_maintenance_only,
    is_of_one_program,
    is_of_the_employment_only,
    lasts_until_an_event,
    names_its_own_term,
    program_names,
    speaks_of_the_end,
)
from model.summary.summary import summarize


def test_words_about_the_beginning_alone_or_about_another_date_are_not_about_the_end():
    assert not speaks_of_the_end(
        "This Agreement will be effective when signed, provided the Option has come into force."
    )
    assert speaks_of_the_end("This Agreement will be effective when signed and remain so until May 2, 2030.")
    assert not speaks_of_the_end("Vendor may extend the Cutover Date to a date six months after the term of the pilot.")
    assert speaks_of_the_end("Vendor may extend the Expiration Date of this Agreement to a date six months later.")


def test_the_term_of_one_of_several_programs_is_not_the_contracts():
    text = "The term of the Seed Program is five years. The term of the Soil Program is two years."
    assert is_of_one_program("The term of the Seed Program is five years.", program_names(text))
    assert not is_of_one_program("The term of the Seed Program is five years.", program_names(text[:43]))
    assert not is_of_one_program("The term of this Agreement is five years.", program_names(text))
    clause = {"category": "Expiration Date", "text": "The term of the Seed Program is five years.", "interval": [0, 43]}
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    assert summarize([Clause(id=0, **clause, **place)], text).term is None


def test_the_last_day_for_a_condition_is_not_the_end():
    late = "If the {} has not {} by May 2, 2030, Buyer shall in its discretion be entitled to terminate this Agreement."
    assert not speaks_of_the_end(late.format("Launch Date", "occurred"))
    assert not speaks_of_the_end(f"8.1.1 {late.format('mill', 'been opened')}")
    assert speaks_of_the_end("This Agreement continues until May 2, 2030, unless a party terminates it before.")
    assert speaks_of_the_end("Unless terminated before, this Agreement remains in effect until May 2, 2030.")


def test_a_warranty_and_a_definition_end_no_contract():
    assert not speaks_of_the_end('"Transition Period" means two years from the Effective Date.')
    assert not speaks_of_the_end("The warranty will expire two years after delivery.")
    assert speaks_of_the_end("This Agreement shall expire two years after the Effective Date.")


def test_a_contract_may_last_until_something_ends_that_has_no_day():
    text = (
        "Unless earlier terminated, this IP Agreement and the licenses hereunder will continue in effect from the"
        " Effective Date until the expiration of the last to expire of the Patents and as long as any of the Patents"
        " remain in force."
    )
    assert speaks_of_the_end(text) and lasts_until_an_event(text)
    assert not lasts_until_an_event("This Agreement continues until the expiration of the term.")
    assert not lasts_until_an_event("Each of the Patents remains in force until the expiration of its term.")


def test_a_numbered_definition_of_a_period_is_not_the_term():
    period = "“Yearly Period” shall mean the twelve (12) month period beginning on the day of its launch."
    assert not speaks_of_the_end(period) and not speaks_of_the_end(f"1.6 {period}")
    assert speaks_of_the_end("2.1 “Term” shall mean the period of two years from the date of this Agreement.")


def test_what_only_begins_some_time_after_an_event_is_no_end():
    begins = (
        "• Beginning 3 years after the Service Agreement Effective Date and one year after the opening, a lower price."
    )
    assert not speaks_of_the_end(begins)
    assert speaks_of_the_end("Beginning on the Effective Date, this Agreement continues for three years.")
    assert speaks_of_the_end("Commencing on the Effective Date, the Term runs for three (3) years.")


def test_how_long_maintenance_lasts_is_not_how_long_a_license_does():
    words = "The first Maintenance Term shall commence on acceptance and shall continue for twelve (12) months."
    assert is_of_maintenance_only(words, "Product License Schedule")
    assert not is_of_maintenance_only(words, "Software Maintenance Agreement")
    assert not is_of_maintenance_only("The Term shall commence on acceptance.", "Product License Schedule")


def test_a_period_of_exclusivity_is_no_term_of_the_contract():
    assert not speaks_of_the_end("Buyer's term of exclusivity for the lamps shall expire on October 29, 2005.")
    assert speaks_of_the_end("This Agreement and the period of exclusivity shall expire on October 29, 2005.")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("This deed starts on 1 September 2021 and ends on 31 August 2024.", True),
        ("This Agreement shall lapse on December 31, 2025.", True),
        (
            "This Agreement ends on the first of: (a) May 2, 2027; (b) the day on which a registration is withdrawn.",
            True,
        ),
        ("Vendor has taken its plant on lease for a term of nine years expiring on March 31, 2030.", False),
        ("The guarantee period ends two years after delivery.", False),
        ("CONFIDENTIAL | This Quote is Valid Until December 31, 2025", False),
        ("This Agreement is valid until December 31, 2025.", True),
        ("The non-compete continues for two years after this Agreement ends.", False),
        ("Each party keeps secrets for two years after termination of this Agreement, whichever is earlier.", False),
    ],
)
def test_only_the_end_of_this_contract_counts(text, about):
    assert speaks_of_the_end(text) is about


def test_the_term_of_one_right_is_not_that_of_the_contract():
    text = "(n) “Harrow Mark Term” means the period that begins on the Effective Date and ends two years thereafter."
    assert not speaks_of_the_end(text)


@pytest.mark.parametrize(
    "text",
    [
        "5. This Amendment shall become effective on or before May 4, 2024, if these conditions are met:",
        "The period covered by each Application for Payment shall be one month ending on the last day of it.",
        "“First Period” means the twelve-month period ending on the Termination Date.",
        "until the one-year anniversary of the later of (a) the end of the Term and (b) the date of termination.",
    ],
)
def test_a_beginning_on_conditions_and_a_period_of_something_else_are_not_the_end(text):
    assert not speaks_of_the_end(text)


def test_the_days_in_which_a_release_may_be_revoked_are_no_term():
    assert not speaks_of_the_end("You may revoke this Agreement within seven days after the execution of it.")
    assert speaks_of_the_end("This Agreement ends on May 2, 2030, unless revoked within seven days.")


def test_a_contract_that_begins_on_conditions_may_say_when_it_ends():
    assert speaks_of_the_end(
        "This Agreement becomes effective upon satisfaction of the conditions and continues until May 2, 2030."
    )
    assert speaks_of_the_end("This Agreement ends on the first anniversary of the end of the Term of the license.")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("2.1. The contract ends upon the completion of the last order and the deletion of the data.", True),
        ("This DPA terminates automatically when all the personal data has been returned.", True),
        ("This Agreement terminates upon the bankruptcy of a party.", False),
        ("The contract ends upon thirty days' notice.", False),
    ],
)
def test_a_contract_may_end_with_what_is_done_under_it(text, event):
    assert lasts_until_an_event(text) is event


def test_the_years_that_someone_has_worked_are_no_term():
    assert not speaks_of_the_end("• After the first month: a week\n• After 5 years of service: 10 weeks.")
    assert speaks_of_the_end("This Agreement ends after two years of service.")


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement shall not become effective until the day that is eight (8) days after Quill has signed it.",
        "This Article 2 shall not become effective if there is no sale from March 2, 2015 to December 31, 2015.",
        "This Release becomes effective and enforceable on the eighth day after it is signed.",
        "The term of the consultancy will be for 12 months after the date of the Employee’s termination.",
        "The date of resignation under this Section shall be 31 days after the receipt of the notice.",
        "Changes of this Agreement do not restart the running of the 21-day period that began on June 5, 2012.",
        "The Restricted Term is two years following his resignation from the Company.",
        "Quill Bank's commitment to grant Loan B shall terminate on July 15, 2018.",
        "The obligation to make advances to the Borrower expires on July 15, 2018.",
        "TERM LOAN C. Quill Bank granted a term commitment of $500,000, which is disbursed.",
        "Options granted under the terms of this Agreement remain exercisable until July 15, 2018.",
        "If the Executive is unable to work for more than 120 days of any 12-month period, the Term may be terminated.",
        "If the Executive dies during the Term, the Term shall terminate as of the date of death.",
        "Section 2 is amended by deleting the term “one-year period” and substituting “two-year period”.",
        "However, commencing on January 1, 2012 and each January 1 thereafter, the term of this Agreement is extended.",
        "Except as expressly modified herein, the Employment Agreement shall remain in full force and effect.",
        "The provisions of this Agreement that remain in effect are the entire agreement and supersede all others.",
    ],
)
def test_what_begins_ends_or_lasts_under_the_contract_is_not_its_end(text):
    assert not speaks_of_the_end(text)


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement becomes effective on the tenth day after it is signed and shall continue until May 2, 2030.",
        "This Agreement continues for two years after his resignation.",
        "Section 2 is amended by replacing “May 2, 2015” by “May 2, 2017” as the Expiration Date.",
        "The Agreement, as amended, shall remain in full force and effect until May 2, 2019.",
        "The term of this Agreement is three years, commencing on May 2, 2015.",
    ],
)
def test_the_contracts_own_end_is_told_from_such_words(text):
    assert speaks_of_the_end(text)


def test_the_last_day_of_an_employment_is_not_the_end_of_an_agreement_made_because_of_it():
    words = "Quill's employment with the Company ends effective May 2, 2020."
    assert is_of_the_employment_only(words, "SEPARATION AGREEMENT AND RELEASE")
    assert not is_of_the_employment_only(words, "EMPLOYMENT AGREEMENT")
    assert not is_of_the_employment_only(f"{words} This Agreement ends then, too.", "SEVERANCE AGREEMENT")


def test_a_contract_that_begins_when_its_terms_are_accepted_is_not_said_to_end():
    accepted = "This Agreement shall come into effect upon your acceptance of the terms and conditions."
    assert not speaks_of_the_end(accepted)
    assert speaks_of_the_end(accepted.replace("of the terms and conditions", "for a term of two years"))


def test_the_day_from_which_a_contract_is_effective_is_no_end():
    assert not speaks_of_the_end("This Stallholder Agreement is effective as of January 1, 2026.")
    assert speaks_of_the_end("This Stallholder Agreement is effective as of January 1, 2026 and runs until May 2028.")


def test_a_definition_of_the_first_day_says_nothing_of_the_end():
    begins = (
        "Commencement Date means the day on which Vendor begins to supply the Annual Term, or any renewed Annual Term"
    )
    assert not speaks_of_the_end(f"{begins}.")
    assert speaks_of_the_end(f"{begins}, and this Agreement ends two years after it.")


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement may be terminated before the Closing, and the venture abandoned, as follows: (a) by mutual "
        "consent; or (b) by Vendor, if the Closing has not occurred by May 2, 2020, or until June 2.",
        "This Agreement may be terminated by Vendor if the mill is not built by May 2, 2020.",
    ],
)
def test_who_may_end_the_contract_says_nothing_of_how_long_it_runs(text):
    assert not speaks_of_the_end(text)


def test_a_contract_that_goes_on_until_someone_ends_it_says_so():
    assert speaks_of_the_end("This Agreement may be terminated by either party on ninety days' notice.")
    assert speaks_of_the_end("This Agreement runs until May 2, 2024, and Vendor may terminate it on notice.")
    assert speaks_of_the_end("Vendor may terminate this Agreement for breach; the term ends on May 2, 2024.")


def test_the_term_of_a_part_with_a_name_of_its_own_is_not_the_contracts():
    part = "The term for Loom Testing begins now and continues for five years (the “Testing Term”)."
    own = "“Agreement Term” means the time until all work is done."
    assert is_of_a_part(part) and names_its_own_term(own)
    assert not is_of_a_part("The term of this Agreement is five years (the “Supply Term”).")
    assert not is_of_a_part("The term of the Agreement is five years (the “Supply Term”).")
    clause = {"category": "Expiration Date", "text": part, "interval": [0, len(part)]}
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    assert summarize([Clause(id=0, **clause, **place)], f"{part} {own}").term is None
    assert summarize([Clause(id=0, **clause, **place)], part).term is not None


def test_a_programs_name_may_begin_with_small_letters():
    text = "The term of the dyWool Program is five years. The Soil Program is longer."
    assert is_of_one_program("The term of the dyWool Program is five years.", program_names(text))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The term of this Agreement (the “Term”) will begin upon our approval of your stall.", False),
        ("The term begins on January 1, 2020.", False),
        ("This Agreement commences on the Effective Date.", False),
        ("Unless agreed otherwise, plans renew by themselves for successive terms equal to the initial term.", False),
        ("The term begins on January 1, 2020 and runs for two years.", True),
        ("The term of this Agreement begins on January 1, 2020 and ends on December 31, 2020.", True),
        ("The initial term commences on the Effective Date and continues until terminated.", True),
        ("This Agreement shall automatically renew for successive one-year terms.", True),
        ("The Term shall be the period from the Effective Date to the Closing.", True),
    ],
)
def test_words_on_a_beginning_or_a_renewal_alone_are_on_no_end(text, ends):
    assert speaks_of_the_end(text) is ends


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("The Permit has a term of twelve years and expires on May 2, 2031.", False),
        ("She was Keeper of Seals at the Abbey for a fixed term of four years from 2 May 2011 to 1 May 2015.", False),
        ("Quill served as treasurer of the Guild for a term of two years until May 2, 2015.", False),
        ("This Agreement has a term of twelve years and expires on May 2, 2031.", True),
        ("He has worked as treasurer since 2015, and this Agreement runs for two years until May 2, 2031.", True),
    ],
)
def test_the_term_of_a_permit_or_of_a_post_that_somebody_held_is_not_the_contracts(text, speaks):
    assert speaks_of_the_end(text) is speaks


def test_the_end_that_an_amendment_puts_off_is_not_its_end():
    assert not speaks_of_the_end("B. The term of the Agreement is scheduled to expire on December 31, 2025.")


def test_the_year_by_which_a_contract_counts_is_not_its_term():
    assert not speaks_of_the_end("Contract Year: a period of 12 months beginning on the start date or an anniversary.")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("3.2 Buyer has one option to extend the Term for 3 years from the Expiry Date.", False),
        ("Buyer has an option to extend the Term, which otherwise ends on May 2, 2027.", True),
        ("Duration: the life of this agreement and the 90 days after it.", False),
        ("Duration: this agreement runs for two years.", True),
        ("This lasts for four years after the agreement ends.", False),
        ("The Customer may bring this Agreement to an end after the second anniversary of the Start Date.", False),
        ("Buyer may terminate it with a year's notice, for the first time as of December 31, 2026.", False),
        ("So the agreement finishes when the second season does, on 28 February 2027.", True),
        ("It may be terminated with six months' notice, for the first time to December 31, 2028.", False),
        ("This Agreement runs for two years; secrecy lasts for four years after the agreement ends.", True),
    ],
)
def test_an_option_processing_and_what_comes_after_the_end_are_no_end(text, end):
    assert speaks_of_the_end(text) is end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (
            "It can, by either Party, be terminated with nine months' notice, however earliest to 31 December 2035.",
            False,
        ),
        ("It may be terminated with six months' notice, to 31 December 2035 at the earliest.", False),
        ("It ends on 31 December 2035; the earliest crates come in May.", True),
        ("This Agreement runs until 2 May 2039 and may be terminated for the first time to 31 December 2035.", True),
    ],
)
def test_the_earliest_day_for_a_notice_is_no_end(text, end):
    assert speaks_of_the_end(text) is end
