from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.summary.dates.renewal import NOTICE
from model.summary.dates.renewal_notice import BESIDE
from model.summary.fallbacks.common import LEAST
from model.summary.fallbacks.fallbacks import DEFINED, with_fallbacks
from model.summary.fallbacks.party_corrections import NAMED
from model.summary.fallbacks.readers import READERS
from model.summary.parties.opening_and_signatures import named_parties


def found(text: str, words: str) -> tuple:
    document = document_from_text(text.encode(), "contract", 10)
    begin = document.text.index(words)
    inside = document.segments_in(begin, begin + len(words))
    one = Finding("Cap On Liability", inside[0].id, inside[-1].id + 1, inside[0].start, inside[-1].end, 0.9)
    return document, one


OPENING = (
    'THIS SUPPLY AGREEMENT is made by and between Old Harbour Trading LLC, a Nevada Corporation ("Seller"), and '
    "Premier Wool Mills, Inc., a Delaware corporation.\n\nWHEREAS Seller sells, and Other Goods Corp. does not;\n\n"
    "This agreement starts on May 1, 2019. It is extended for successive periods of one year. Each asks twice.\n\n"
    "BRIGHTWATER HOLDINGS L.P. By: A. Smith"
)


@pytest.fixture
def contract(as_text):
    return as_text(OPENING)


def texts(document, findings) -> list[str]:
    return [document.text[found.start : found.end] for found in findings]


def finding(document, category: str, words: str, score: float) -> Finding:
    start = document.text.index(words)
    end = start + len(words)
    inside = [segment.id for segment in document.segments if segment.start < end and segment.end > start]
    return Finding(category, inside[0], inside[-1] + 1, start, end, score)


DATED = (
    'This deed is made on January 17, 2025 (the "Signing Date") by two companies. It takes effect on February 1, 2025 '
    '(the "Effective Date"). It shall be supplied from March 1, 2025 on.\n\nExpiration Date: August 31, 2026\n\nIt '
    "continues for an additional month. They must notify the other within 5 days of its end if they do not wish to "
    "renew it."
)


def test_what_the_lead_in_of_a_list_takes_out_of_the_cap_is_an_exception():
    text = (
        "20. LIABILITY\n\nExcept as provided by Sections 19(a) and 19(b):\n\na) Neither party is liable for lost "
        "profits.\n\nb) Either party's liability shall be limited to the amounts paid by the other party."
    )
    document, one = found(text, "Either party's liability")
    sources = with_fallbacks(document, [one, one._replace(category="Uncapped Liability", score=0.0)], [one])
    uncapped = [document.text[each.start : each.end] for each in sources if each.category == "Uncapped Liability"]
    assert uncapped and uncapped[0].startswith("Except as provided by Sections 19(a) and 19(b):")


@pytest.mark.parametrize(
    ("cap", "is_uncapped"),
    [
        ("Except for the indemnity in clause 7, neither party is liable for more than $900,000 in total.", True),
        ("Neither party is liable for more than $900,000 in total.", False),
        ("Except for breach of clause 7, neither party is liable for lost profits.", False),
    ],
)
def test_a_cap_that_excepts_something_is_both_a_cap_and_uncapped_liability(cap, is_uncapped):
    document, one = found(f"8. LIABILITY\n\n{cap}\n\n9. LAW\n\nOhio law governs.", cap)
    sources = with_fallbacks(document, [one, one._replace(category="Uncapped Liability", score=0.0)], [one])
    assert any(each.category == "Uncapped Liability" for each in sources) is is_uncapped


def test_words_of_the_title_are_no_party(as_text):
    text = "VENDOR/CARRIER CONTRACT\n\nBy signing, Brook Haulage, Inc. agrees to carry the goods.\n"
    document = as_text(text)
    named = Finding("Parties", 0, 1, 0, len("VENDOR/CARRIER"), 0.9)
    title = Finding("Document Name", 0, 1, 0, len("VENDOR/CARRIER CONTRACT"), 0.9)
    assert named not in with_fallbacks(document, [named, title], [named, title])


@pytest.mark.parametrize(
    ("name", "began", "after"),
    [
        ("Brook Hill Mills International, Inc.", "Mills International", " and by nobody else"),
        ("Harrow Short Term Government Fund", "Government Fund", " (the “Fund”) and by nobody else"),
    ],
)
def test_a_name_that_the_model_began_too_late_is_read_from_its_first_word_on(as_text, name, began, after):
    document = as_text(f"SUPPLY ORDER\n\nThe marks are owned by the {name}{after}.\n")
    start = document.text.index(began)
    at = next(segment.id for segment in document.segments if segment.start <= start < segment.end)
    cut = Finding("Parties", at, at + 1, start, document.text.index(after), 0.9)
    (found,) = [one for one in with_fallbacks(document, [cut], [cut]) if one.category == "Parties"]
    assert document.text[found.start : found.end] == name


def test_a_name_that_the_model_cut_at_an_apostrophe_is_read_to_its_last_word(as_text):
    document = as_text(
        "Sponsorship agreement between Sponsor and\n\nBROOK'ALPES – Régie d'Études et d'Appui 12\n\nAddress\n"
    )
    start, end = document.text.index("BROOK"), document.text.index(" d'Études")
    at = next(segment.id for segment in document.segments if segment.start <= start < segment.end)
    cut = Finding("Parties", at, at + 1, start, end, 0.9)
    (found,) = [one for one in with_fallbacks(document, [cut], [cut]) if one.category == "Parties"]
    assert document.text[found.start : found.end] == "BROOK'ALPES – Régie d'Études et d'Appui 12"


def test_companies_are_named_between_by_and_between_and_the_recitals(contract):
    names = named_parties(contract, [], 0.5)
    assert texts(contract, names) == ["Old Harbour Trading LLC", "Premier Wool Mills, Inc."]
    assert {name.score for name in names} == {0.5}
    for name in names:
        assert contract.segments[name.first].start <= name.start and name.end <= contract.segments[name.last - 1].end


def test_where_the_opening_lists_none_the_companies_over_the_signatures_are_the_parties(as_text):
    filing = as_text("The undersigned file this statement.\n\nHOLT L.P. By: A. Smith\n\nACME TOOLS, INC. By: B. Jones")
    assert texts(filing, named_parties(filing, [], 0.5)) == ["HOLT L.P.", "ACME TOOLS, INC."]


def test_a_text_without_parties_names_none(as_text):
    assert (
        named_parties(as_text("The weather between Monday and Friday was fine. A Nevada Corporation was there."), [], 1)
        == []
    )


def test_a_party_that_was_missed_is_added_and_one_cut_short_is_made_whole(contract):
    short = finding(contract, "Parties", "Wool Mills, Inc.", 0.7)
    sources = with_fallbacks(contract, [short], [short])
    assert dict(zip(texts(contract, sources), [found.score for found in sources], strict=True)) == {
        "Premier Wool Mills, Inc.": 0.7,
        "Old Harbour Trading LLC": NAMED,
    }


def test_a_model_that_knows_no_parties_gets_none(contract):
    assert with_fallbacks(contract, [], []) == []


def test_a_weaker_candidate_is_a_source_where_it_reads_as_a_value_and_nothing_better_does(contract):
    dated = finding(contract, "Agreement Date", "May 1, 2019", LEAST + 0.05)
    empty = finding(contract, "Agreement Date", "Each asks twice.", LEAST + 0.2)
    renewing = finding(contract, "Renewal Term", "It is extended for successive periods of one year.", LEAST)
    assert with_fallbacks(contract, [dated, empty, renewing], [empty]) == [empty, dated, renewing]
    sure = dated._replace(score=0.9)
    assert with_fallbacks(contract, [sure, dated], [sure]) == [sure]
    assert with_fallbacks(contract, [dated._replace(score=LEAST - 0.01)], []) == []


def test_a_date_that_the_contract_defines_goes_before_what_the_model_is_sure_of(as_text):
    deed = as_text(DATED)
    sure = finding(deed, "Effective Date", "January 17, 2025", 0.88)
    end = finding(deed, "Expiration Date", "Expiration Date: August 31, 2026", 0.2)
    sources = with_fallbacks(deed, [sure, end], [sure])
    assert {(text, found.score) for text, found in zip(texts(deed, sources), sources, strict=True)} == {
        ("February 1, 2025", DEFINED),
        ("January 17, 2025", 0.88),
        ("August 31, 2026", DEFINED),
    }
    (around,) = with_fallbacks(deed, [end], [end])
    assert texts(deed, [around]) == ["Expiration Date: August 31, 2026"] and around.score == DEFINED


def test_the_contracts_own_date_is_no_effective_date_where_another_is_said_to_begin(as_text):
    deed = as_text(
        "This deed is made on January 17, 2025 by two companies. It shall be supplied from March 1, 2025 on."
    )
    own = [finding(deed, category, "January 17, 2025", 0.8) for category in ("Agreement Date", "Effective Date")]
    begins = finding(deed, "Effective Date", "from March 1, 2025", LEAST)
    assert with_fallbacks(deed, [*own, begins], own) == [own[0], begins]
    assert with_fallbacks(deed, own, own) == own


def test_a_contract_made_on_one_day_and_effective_as_of_another_takes_effect_on_the_other(as_text):
    deed = as_text("This deed is made on January 29, 2021, but effective for all purposes as of January 1, 2021.")
    own = [finding(deed, category, "January 29, 2021", 0.8) for category in ("Agreement Date", "Effective Date")]
    begins = finding(deed, "Effective Date", "January 1, 2021", 0.6)
    assert with_fallbacks(deed, [*own, begins], [*own, begins]) == [own[0], begins]


def test_a_date_that_ceases_to_have_effect_begins_nothing(as_text):
    deed = as_text("The heads of terms dated October 17, 2022 cease to have effect.")
    ceased = finding(deed, "Effective Date", "October 17, 2022", 0.8)
    assert with_fallbacks(deed, [ceased], [ceased]) == []


def test_a_notice_beside_what_is_renewed_is_a_source_where_it_speaks_of_not_renewing(as_text):
    deed = as_text(DATED)
    renewed = finding(deed, "Renewal Term", "It continues for an additional month.", 0.8)
    beside = finding(deed, NOTICE, DATED[DATED.index("They must") :], BESIDE)
    assert with_fallbacks(deed, [renewed, beside], [renewed]) == [renewed, beside]
    assert with_fallbacks(deed, [beside], []) == []
    reminder = finding(deed, NOTICE, "They must notify the other within 5 days of its end", BESIDE)
    assert with_fallbacks(deed, [renewed, reminder], [renewed]) == [renewed]


def test_a_clause_on_insurance_that_names_no_policy_is_kept_and_the_sale_of_insurance_is_none(as_text):
    deed = as_text("The cost of insurance before shipment is Buyer's.\n\nBuyer runs the Insurance Shop on the pages.\n")
    kept = finding(deed, "Insurance", "The cost of insurance before shipment is Buyer's.", 0.8)
    sold = finding(deed, "Insurance", "Buyer runs the Insurance Shop on the pages.", 0.8)
    assert with_fallbacks(deed, [kept, sold], [kept, sold]) == [kept]


@pytest.mark.parametrize(
    "text",
    [
        "It continues until terminated by mutual agreement of the parties or by either party on not less than 60 days' "
        "written notice to the other.",
        "This Agreement shall terminate, subject to any extension by law, upon either party giving at least 90 days "
        "advance written notice to the other.",
        "(vi) Upon Vendor giving Buyer at least sixty (60) days written notice of termination of this Agreement.",
        "Vendor reserves the right to terminate these Terms and your account at any time, for any reason.",
    ],
)
def test_a_right_to_end_on_notice_is_one_for_convenience(text):
    assert READERS["Termination For Convenience"](text)


def test_a_right_to_end_on_notice_of_a_breach_is_none_for_convenience():
    text = "It may be terminated by either party on 60 days' notice if the other is in breach."
    assert not READERS["Termination For Convenience"](text)


def test_the_day_that_a_defined_term_means_is_not_that_of_the_contract(as_text):
    text = '"System Completion Date" means 14 December 2008, and "Agreement Date" means 3 May 2008.'
    document = as_text(text)
    dates = [
        Finding("Agreement Date", 0, 1, text.index(day), text.index(day) + len(day), 0.9)
        for day in ("14 December 2008", "3 May 2008")
    ]
    kept = with_fallbacks(document, dates, dates)
    assert [document.text[one.start : one.end] for one in kept if one.category == "Agreement Date"] == ["3 May 2008"]


@pytest.mark.parametrize("category", ["Agreement Date", "Effective Date"])
def test_a_contracts_date_is_the_first_day_of_a_period(as_text, category):
    words = "this 3rd day of May 2016, through May 2, 2019"
    document = as_text(f"This Agreement, made effective {words} by and between us, is about wool.")
    kept = with_fallbacks(
        document, [finding(document, category, words, 0.9)], [finding(document, category, words, 0.9)]
    )
    assert texts(document, [one for one in kept if one.category == category]) == ["this 3rd day of May 2016"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SUPPLY AGREEMENT, dated May 2, 2020, by Brook Mills, Inc.", "SUPPLY"),
        ("SUPPLY AGREEMENT\n\nIt is made by Brook Mills, Inc., a company incorporated in Ohio.", "incorporated"),
        ("SUPPLY AGREEMENT\n\nIt is made by Brook Mills, Inc., 5 Hill Lane, Harrow, OH 44101.", "Harrow"),
        ("SUPPLY AGREEMENT\n\nIt is made by Brook Mills, Inc. Each Party agrees to it.", "Party"),
        ("It is made by Harrow LLC, a limited liability company operating Fernboard.", "company operating Fernboard"),
        ("It is made by Brook Mills, Inc. and the entity or individual that accepts it.", "the entity or individual"),
    ],
)
def test_words_of_the_opening_that_name_nobody_are_no_parties(as_text, text, words):
    document = as_text(f"SUPPLY AGREEMENT\n\n{text}")
    titled = finding(document, "Document Name", "SUPPLY AGREEMENT", 0.9)
    start = document.text.rindex(words)
    inside = document.segments_in(start, start + len(words))
    wrong = Finding("Parties", inside[0].id, inside[-1].id + 1, start, start + len(words), 0.9)
    kept = with_fallbacks(document, [titled, wrong], [titled, wrong])
    assert words not in texts(document, [one for one in kept if one.category == "Parties"])


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("This Supply Agreement is effective on the day of May 1, 2013 and lasts two years.", False),
        ("This Agreement shall take effect on May 1, 2013 and lasts two years.", False),
        ("This Agreement comes into force on May 1, 2013.", False),
        ("This Agreement shall become effective as of May 1, 2013 for all deliveries.", False),
        ("This contract will enter into effect from May 1, 2013.", False),
        ("This Agreement is effective as of May 1, 2013 by and between Brook, Inc. and Dale LLC.", True),
        ("This Agreement is made as of May 1, 2013.", True),
    ],
)
def test_the_day_on_which_a_contract_takes_effect_is_not_the_one_on_which_it_is_made(as_text, text, dated):
    document = as_text(text)
    dates = [finding(document, "Agreement Date", "May 1, 2013", 0.2)]
    kept = [one for one in with_fallbacks(document, dates, []) if one.category == "Agreement Date"]
    assert bool(kept) is dated


@pytest.mark.parametrize(
    ("category", "text", "counts"),
    [
        (
            "No-Solicit Of Customers",
            "Consultant will not (i) recruit any employee of Client; or (ii) solicit any of Client's customers.",
            True,
        ),
        ("No-Solicit Of Customers", "Neither Dealer nor its owners shall divert any business or customer.", True),
        ("No-Solicit Of Customers", "Client agrees that it shall not use the data to solicit any Portal users.", True),
        ("No-Solicit Of Customers", "Vendor does not generally solicit customers in these lines of business.", False),
        ("No-Solicit Of Customers", "Sponsor agrees not to solicit any payment for the tickets.", False),
        ("No-Solicit Of Customers", "Baker will not entice any employee of Client to leave.", False),
        ("No-Solicit Of Customers", "Baker will not initiate contact with any customers of Client.", True),
        ("Covenant Not To Sue", "Dealer agrees, during the term, not to query the copyright of Vendor.", True),
        ("Covenant Not To Sue", "Dealer affirms that it has no claim if the plan is not approved.", False),
    ],
)
def test_a_weaker_candidate_that_bars_what_its_category_says_counts(as_text, category, text, counts):
    document = as_text(text)
    weak = [finding(document, category, text, 0.18)]
    assert bool([one for one in with_fallbacks(document, weak, []) if one.category == category]) is counts


def test_exclusivity_under_its_heading_counts_although_another_clause_denies_some(as_text):
    document = as_text(
        "3. EXCLUSIVITY\n\nVendor will not show banners of Buyer's Competitors on the Site.\n\n"
        "7. OTHER SITES\n\nRetailers are not granted category exclusivity on other sites."
    )
    denied = [finding(document, "Exclusivity", "Retailers are not granted category exclusivity on other sites.", 0.4)]
    assert [text[:15] for text in texts(document, with_fallbacks(document, denied, denied))] == [
        "Vendor will not",
        "Retailers are n",
    ]


def test_exclusivity_under_its_heading_counts_beside_clauses_elsewhere(as_text):
    document = as_text(
        "3. EXCLUSIVITY\n\nTalent will not endorse any other shoes, or appear for a competitor.\n\n"
        "7. NAME\n\nVendor shall have an exclusive license of the name."
    )
    elsewhere = [finding(document, "Exclusivity", "Vendor shall have an exclusive license of the name.", 0.8)]
    added = with_fallbacks(document, elsewhere, elsewhere)
    assert [text[:15] for text in texts(document, added)] == ["Talent will not", "Vendor shall ha"]
    (under,) = [one for one in added if one not in elsewhere]
    assert with_fallbacks(document, [under], [under]) == [under]


@pytest.mark.parametrize(
    ("category", "text", "counts"),
    [
        ("No-Solicit Of Employees", "Carrier agrees not to solicit overnight freight from customers of Broker.", False),
        ("No-Solicit Of Employees", "Vendor shall not solicit any client of Buyer.", False),
        ("No-Solicit Of Employees", "Vendor may not use the data to solicit the users of the portal.", False),
        ("No-Solicit Of Employees", "Vendor shall not solicit any customer or employee of Buyer.", True),
        ("No-Solicit Of Employees", "A breach of this non-solicitation obligation is a default.", True),
        ("Source Code Escrow", "Buyer shall test the Software for conformance with its description.", False),
        ("Source Code Escrow", "The agent shall release the Material to Buyer.", True),
        ("Rofr/Rofo/Rofn", "The brand is well known, and the best deals can be made for it.", False),
        ("Rofr/Rofo/Rofn", "Vendor shall first offer the lamps to Buyer.", True),
        ("Covenant Not To Sue", "Each agrees not to assert any claim or suit for special damages.", False),
        ("Covenant Not To Sue", "Each agrees not to assert any claim for damages, special or otherwise.", True),
    ],
)
def test_a_passage_about_something_else_is_not_of_the_category(as_text, category, text, counts):
    document = as_text(text)
    sure = [finding(document, category, text, 0.4)]
    assert bool([one for one in with_fallbacks(document, sure, sure) if one.category == category]) is counts


def test_a_beginning_of_something_else_is_no_effective_date_of_a_contract_that_takes_effect_when_signed(as_text):
    text = "“Start Date” means: 1st May 2013.\n\nThis Agreement {} on the date of execution by both parties."
    for when, counts in (("shall be effective", False), ("is read", True)):
        document = as_text(text.format(when))
        weak = [finding(document, "Effective Date", "“Start Date” means: 1st May 2013.", 0.28)]
        assert bool(with_fallbacks(document, weak, [])) is counts


@pytest.mark.parametrize("signed", ["with signature by both Parties", "once all of the parties have signed"])
def test_a_contract_in_force_on_signature_does_not_begin_with_the_services(as_text, signed):
    begins = "The performance of the services begins on 1 May 2030."
    document = as_text(f"(1) The Contract comes into force {signed}. {begins}")
    weak = [finding(document, "Effective Date", begins, 0.28)]
    assert texts(document, with_fallbacks(document, weak, []))[0].startswith("The Contract comes into force")
    other = as_text(f"(1) The Contract is short. {begins}")
    weak = [finding(other, "Effective Date", begins, 0.28)]
    assert texts(other, with_fallbacks(other, weak, [])) == [begins]


def test_what_the_parties_are_jointly_called_is_no_party(as_text):
    document = as_text(
        "This Agreement is made by Harrow Mills, Inc. (“Harrow”) and Quill LLC (“Quill”). Harrow and Quill are jointly "
        "the “Parties” and each a “Party”."
    )
    words = ("Harrow Mills, Inc.", "Quill LLC", "Harrow and Quill are", "the “Parties” and each a “Party”")
    parties = [finding(document, "Parties", one, 0.9) for one in words]
    assert texts(document, with_fallbacks(document, parties, parties)) == ["Harrow Mills, Inc.", "Quill LLC"]


def test_the_day_on_which_a_contract_takes_effect_is_told_from_the_one_on_which_it_is_made(as_text):
    document = as_text(
        "This Supply Agreement (hereinafter the “JSMA”) shall be effective as of May 1, 2020 and is made and entered "
        "into this 10th day of January, 2020 between Harrow Mills, Inc. and Quill LLC."
    )
    dates = [
        finding(document, "Agreement Date", "May 1, 2020", 0.9),
        finding(document, "Agreement Date", "10th day of January, 2020", 0.8),
        finding(document, "Effective Date", "this 10th day of January, 2020", 0.7),
        finding(document, "Effective Date", "shall be effective as of May 1, 2020", 0.6),
    ]
    kept = with_fallbacks(document, dates, dates)
    assert {(one.category, text) for one, text in zip(kept, texts(document, kept), strict=True)} == {
        ("Agreement Date", "10th day of January, 2020"),
        ("Effective Date", "shall be effective as of May 1, 2020"),
    }


def test_a_beginning_in_an_attached_form_is_not_the_contracts_which_begins_on_an_event(as_text):
    own = "This Agreement shall be effective as of the date of physical completion of the pipeline"
    form = "E. The term of the capacity bid is ten years, beginning June 1, 2020 and ending with contract 7."
    document = as_text(
        f"This is made on May 20, 2012.\n\n{own}.\n\nIN WITNESS WHEREOF they sign.\n\nEXHIBIT A\n\n{form}"
    )
    known = [finding(document, category, "May 20, 2012", 0.8) for category in ("Agreement Date", "Effective Date")]
    begins = finding(document, "Effective Date", "beginning June 1, 2020", 0.3)
    kept = with_fallbacks(document, [*known, begins], known)
    assert [
        text for one, text in zip(kept, texts(document, kept), strict=True) if one.category == "Effective Date"
    ] == [own]


def test_of_signatures_dates_side_by_side_the_last_is_the_contracts(as_text):
    document = as_text("They agree.\n\nCEO CFO\n4/24/2018 04/25/2018 Date Date\n\n1. They trade.")
    dates = [finding(document, "Agreement Date", "4/24/2018 04/25/2018", 0.8)]
    assert texts(document, with_fallbacks(document, dates, dates)) == ["04/25/2018"]


def test_a_contract_is_effective_on_its_last_signature_if_it_says_so(as_text):
    words = "This Agreement is effective as of the last date signed below (“Effective Date”)."
    document = as_text(f"They agree.\n\n{words}\n\n/s/ Ada Brook\nDate: 13/07/05")
    weak = [finding(document, "Effective Date", words, 0.3)]
    assert words in texts(document, with_fallbacks(document, weak, []))


def test_a_field_of_a_form_states_the_term_to_which_a_clause_refers(as_text):
    words = "a. This Agreement shall have the Term set forth above, which commences on the Effective Date."
    document = as_text(f"RESELLER AGREEMENT\n\nAgreement Term: 1 Year\n\n{words}")
    sure = [finding(document, "Expiration Date", words, 0.5)]
    assert "Agreement Term: 1 Year" in texts(document, with_fallbacks(document, sure, sure))


def test_a_piece_of_what_points_to_a_date_is_no_date_of_a_contract(as_text):
    document = as_text("This Agreement is entered into as of the later of the two signature dates below.")
    for words in ("below", "the later of"):
        sure = [finding(document, "Agreement Date", words, 0.8)]
        assert with_fallbacks(document, sure, sure) == []


def test_a_contract_that_is_automatically_renewable_renews(as_text):
    text = "This Agreement has an initial term of twelve months, automatically renewable unless terminated."
    document = as_text(text)
    weak = finding(document, "Renewal Term", text, 2 * LEAST)
    assert weak in with_fallbacks(document, [weak], [])


def test_a_date_that_was_found_from_its_article_on_and_cut_short_has_its_year(as_text):
    document = as_text("They agree to sow the field.\n\nDated this 26th day of May, 2022.")
    day = finding(document, "Agreement Date", "this 26th day of May", 0.9)
    assert texts(document, with_fallbacks(document, [day], [day])) == ["this 26th day of May, 2022"]


@pytest.mark.parametrize("words", ["EIGHTH day of MAY", "EIGHTH day of MAY in the year of Nineteen Hundred"])
def test_a_date_has_the_year_that_is_written_in_words_behind_it(as_text, words):
    document = as_text("AGREEMENT made as of the EIGHTH day of MAY in the year of Nineteen Hundred and NINETY EIGHT")
    day = finding(document, "Agreement Date", words, 0.9)
    (read,) = (one for one in with_fallbacks(document, [day], [day]) if one.category == "Agreement Date")
    assert texts(document, [read]) == ["EIGHTH day of MAY in the year of Nineteen Hundred and NINETY EIGHT"]


def test_a_weaker_candidate_that_names_an_amount_is_the_cap():
    text = "Vendor's liability for any errors is limited to the fees paid. Neither party is liable for lost profits."
    document = document_from_text(text.encode(), "contract", 10)
    weak = finding(document, "Cap On Liability", text.split(". ")[0] + ".", LEAST)
    kept = with_fallbacks(document, [weak], [])
    assert texts(document, kept) == ["Vendor's liability for any errors is limited to the fees paid."]


def test_a_field_may_propose_the_term_that_no_clause_states(as_text):
    for field in ("Initial Term: [2] years from Effective Date", "Term: three (3) years from the Effective Date"):
        document = as_text(f"ADVISOR AGREEMENT\n\n{field}\n\nThe mill pays the advisor.")
        known = [finding(document, "Expiration Date", "The mill pays the advisor.", LEAST / 2)]
        assert field in texts(document, with_fallbacks(document, known, []))


AMENDED = (
    "This Amendment is made on May 2, 2025, to be effective June 1, 2025, by two mills.\n\nThe term of the Original "
    "Agreement will expire on May 31, 2025.\n\n2. Section 4 is amended by deleting “May 31, 2025” and inserting in its "
    "place “June 30, 2028”."
)


def test_the_end_that_an_amendment_replaces_gives_way_to_the_one_in_its_place(as_text):
    document = as_text(AMENDED)
    old = finding(document, "Expiration Date", "The term of the Original Agreement will expire on May 31, 2025.", 0.4)
    ends = [one for one in with_fallbacks(document, [old], [old]) if one.category == "Expiration Date"]
    assert len(ends) == 1 and "June 30, 2028" in texts(document, ends)[0]
    kept = as_text(AMENDED.replace("inserting in its place “June 30, 2028”", "no more"))
    old = finding(kept, "Expiration Date", "The term of the Original Agreement will expire on May 31, 2025.", 0.4)
    assert [one for one in with_fallbacks(kept, [old], [old]) if one.category == "Expiration Date"] == [old]


def test_a_date_on_which_an_amendment_is_made_to_be_effective_later_is_not_cut_short(as_text):
    document = as_text(AMENDED)
    dates = finding(document, "Effective Date", "May 2, 2025, to be effective June 1, 2025", 0.6)
    (found,) = [one for one in with_fallbacks(document, [dates], [dates]) if one.category == "Effective Date"]
    assert READERS["Effective Date"](document.text[found.start : found.end]) == "2025-06-01"


def test_the_term_of_the_agreement_under_which_an_order_is_made_is_not_found_as_its_own(as_text):
    document = as_text(
        "ORDER NO. 7\n\nThis Order No. 7 is issued under the Tile Services Agreement between the parties dated May 2, "
        "2021 (the “Base Agreement”). The Base Agreement continues until May 1, 2026."
    )
    title = finding(document, "Document Name", "ORDER NO. 7", 0.9)
    its_end = finding(document, "Expiration Date", "The Base Agreement continues until May 1, 2026.", 0.5)
    found = with_fallbacks(document, [title, its_end], [title, its_end])
    assert not [one for one in found if one.category == "Expiration Date"]


def test_the_renewal_that_an_amendment_takes_out_is_none_and_the_end_is_the_one_in_its_place(as_text):
    clause = (
        "Section 4, which reads “This Agreement shall continue for five years and renew from year to year unless either"
        " party gives sixty days’ notice,” is deleted and replaced by: “This Agreement shall continue through May 31, "
        "2027 and shall then end without notice.”"
    )
    document = as_text(f"This Amendment is made by two mills.\n\nA. {clause}")
    old = [finding(document, name, clause, 0.6) for name in ("Renewal Term", "Expiration Date")]
    (ends,) = with_fallbacks(document, old, old)
    assert ends.category == "Expiration Date"
    assert document.text[ends.start : ends.end].startswith("“This Agreement shall continue through May 31, 2027")


def test_the_law_of_one_duty_gives_way_to_that_of_the_contract(as_text):
    duty = "The obligation of Harrow under § 10 para. 3 is subject to Austrian law."
    general = "(2) German law applies under exclusion of the UN Sales Convention."
    document = as_text(f"SUPPLY CONTRACT\n\n§ 14 Final\n\n{general} {duty}")
    law = finding(document, "Governing Law", duty, 0.9)
    assert texts(document, with_fallbacks(document, [law], [law])) == [general]
    alone = as_text(f"SUPPLY CONTRACT\n\n§ 14 Final\n\n{duty}")
    law = finding(alone, "Governing Law", duty, 0.9)
    assert texts(alone, with_fallbacks(alone, [law], [law])) == [duty]


SIGNED = "/s/ Ada Brook\nDate: May 2, 2033\n\n/s/ Bo Reed\nDate: May 9, 2033\n"


def test_a_contract_whose_date_is_nowhere_else_is_dated_by_its_last_signature(as_text):
    piece = "Date of the last"
    for opening, day in (("They trade.", ["May 9, 2033"]), ("It is made as of ______, 2033.", ["______, 2033"])):
        document = as_text(f"They agree.\n\n{opening}\n\n{piece} signature counts.\n\n{SIGNED}")
        sure = [finding(document, "Agreement Date", piece, 0.8)]
        kept = [one for one in with_fallbacks(document, sure, sure) if one.category == "Agreement Date"]
        assert texts(document, kept) == day


def test_a_piece_of_a_definition_gives_way_to_the_whole(as_text):
    whole = "“Effective Date” means the first day of the month after that in which the last condition is met"
    document = as_text(f"They agree.\n\n1.1 {whole}.\n\nThey trade.")
    sure = [finding(document, "Effective Date", whole[:70], 0.8)]
    assert texts(document, with_fallbacks(document, sure, sure)) == [whole]


def test_a_date_from_which_a_contract_does_not_yet_run_is_not_taken_up_again(as_text):
    document = as_text("THIS DEED is made on 2 May 2033, to apply as from the Handover Time, by the parties.")
    sure = [finding(document, category, "2 May 2033", 0.6) for category in ("Agreement Date", "Effective Date")]
    assert set(texts(document, with_fallbacks(document, sure, sure))) == {
        "2 May 2033",
        "to apply as from the Handover Time",
    }


@pytest.mark.parametrize(
    "words",
    [
        "If closing does not take place by May 2, 2033, this letter has no effect.",
        "It takes effect on payment of the fee. If that has not happened by May 2, 2033, it lapses.",
        "If the conditions have not been fulfilled by May 2, 2033, it shall not come into force.",
        "It starts on the Start Date and goes on until the report or by May 2, 2033, whichever comes first.",
    ],
)
def test_the_last_day_for_an_event_is_no_beginning(as_text, words):
    document = as_text(f"They agree.\n\n{words}")
    weak = [finding(document, "Effective Date", "by May 2, 2033", 0.3)]
    assert "by May 2, 2033" not in texts(document, with_fallbacks(document, weak, []))


def test_the_day_on_which_the_work_begins_is_not_that_of_a_contract_in_effect_when_signed(as_text):
    field = "Commencement Date: 2 May 2033."
    for effect, kept in (("The agreement takes effect when signed by all parties.", False), ("They trade.", True)):
        document = as_text(f"They agree.\n\n{effect}\n\n{field}\n")
        weak = [finding(document, "Effective Date", "2 May 2033", 0.3)]
        assert ("2 May 2033" in texts(document, with_fallbacks(document, weak, []))) is kept
