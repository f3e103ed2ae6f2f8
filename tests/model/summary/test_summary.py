from __future__ import annotations

import pytest

from model.schema import Clause, Fees, Formula, Money
from model.summary.dates.renewal import notice, renewal
from model.summary.dates.start_and_term import term
from model.summary.summary import summarize

OPENING = (
    'This deed is made by Brightwater Mills, Inc., a Delaware corporation ("Brightwater" or the "Buyer"), and Old '
    'Harbour Trading LLC (hereinafter called the "Seller"). Brightwater buys from Old Harbour Trading LLC.'
)


def clause(category: str, text: str, start: int = 0, score: float = 0.9, number: int = 0, found: bool = True) -> Clause:
    return Clause(
        id=number,
        category=category,
        text=text,
        heading=[],
        pages=[1],
        boxes=[],
        interval=[start, start + len(text)],
        segments=[0],
        score=score,
        found=found,
    )


def mentions(text: str, *names: str) -> list[Clause]:
    """A clause for each name, each looked for after the one before."""
    found, position = [], 0
    for number, name in enumerate(names):
        position = text.index(name, position)
        found.append(clause("Parties", name, position, number=number))
        position += len(name)
    return found


RENEWED = (
    "It runs for an initial term of three (3) years and shall renew for successive one-year periods unless either "
    "party gives sixty (60) days' written notice before the end of the term then running."
)


def test_the_clause_that_says_for_any_reason_is_quoted_rather_than_the_withdrawal_of_a_service():
    def right(number: int, text: str, score: float) -> Clause:
        return Clause(
            id=number,
            category="Termination For Convenience",
            text=text,
            heading=[],
            pages=[1],
            boxes=[],
            interval=[1000 * number, 1000 * number + len(text)],
            segments=[number],
            score=score,
            found=True,
        )

    found = [
        right(0, "Provider may withdraw any of the Services on 90 days' notice to its clients.", 0.9),
        right(1, "Buyer may elect to terminate this Agreement for any reason upon notice.", 0.6),
    ]
    ending = summarize(found, "").termination_for_convenience
    assert ending and ending.text == found[1].text


def test_parties_are_listed_once_with_the_terms_defined_for_them():
    names = ("Brightwater Mills, Inc.", "Brightwater", "Buyer", "Old Harbour Trading LLC", "Seller", "Brightwater")
    parties = summarize(mentions(OPENING, *names, "Old Harbour Trading LLC"), OPENING).parties
    assert [(party.name, party.defined_as) for party in parties] == [
        ("Brightwater Mills, Inc.", ["Brightwater", "Buyer"]),
        ("Old Harbour Trading LLC", ["Seller"]),
    ]
    assert [party.clause for party in parties] == [0, 3]


def test_a_party_is_named_without_its_description():
    text = "This deed is made by Acme Corp., a Utah corporation, and others."
    (party,) = summarize(mentions(text, "Acme Corp., a Utah corporation"), text).parties
    assert party.name.startswith("Acme Corp") and "Utah" not in party.name


def test_a_sentence_is_no_party():
    text = "Each of the parties to this agreement shall bear its own costs."
    assert summarize(mentions(text, text), text).parties == []


def test_what_was_not_found_is_null():
    summary = summarize([], "")
    assert all(value in (None, []) for _, value in summary)


def test_a_candidate_under_its_threshold_is_no_source_of_the_summary():
    assert summarize([clause("Agreement Date", "May 1, 2020", found=False)], "").agreement_date is None


def test_a_field_takes_the_best_clause_that_gives_a_value():
    found = [
        clause("Effective Date", "the date of signature", score=0.95, number=0),
        clause("Effective Date", "May 1, 2020", score=0.9, number=1),
        clause("Effective Date", "May 2, 2020", score=0.8, number=2),
    ]
    value = summarize(found, "").effective_date
    assert value is not None and (value.value, value.clause, value.text, value.score) == (
        "2020-05-01",
        1,
        "May 1, 2020",
        0.9,
    )


def test_a_field_without_a_value_still_names_its_source():
    value = summarize([clause("Effective Date", "the date of signature", number=4)], "").effective_date
    assert value is not None and (value.value, value.clause, value.text) == (None, 4, "the date of signature")


def test_the_law_of_a_financial_center_has_a_name_alone():
    law = summarize([clause("Governing Law", "The laws of the Qatar Financial Centre govern it.")], "").governing_law
    assert law is not None
    assert (law.value, law.code, law.laws[0].code) == ("Qatar Financial Centre", None, None)


def test_the_governing_law_has_a_name_and_a_code():
    law = summarize([clause("Governing Law", "the laws of the State of New York govern")], "").governing_law
    assert law is not None and (law.value, law.code) == ("New York", "US-NY")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("It shall terminate on May 31, 2025, unless sooner terminated.", "2025-05-31"),
        ("It begins on May 1, 2020 and ends on April 30, 2023.", "2023-04-30"),
        ("It continues for three (3) years from the Effective Date.", "2023-01-15"),
        ("It runs from March 1, 2020 for a term of eighteen months.", "2021-09-01"),
        ("It ends on the fifth (5th) anniversary of the Effective Date.", "2025-01-15"),
        ("It runs for an initial term of two years and renews for one-year periods.", "2022-01-15"),
        ("It remains in effect until terminated by either party upon thirty (30) days' notice.", "indefinite"),
        ("It continues in perpetuity until both parties end it; it is perpetual.", "perpetual"),
        ("It expires on ________, 20__.", None),
        ("It runs for ____ years.", None),
        ("It ends when the project is complete.", None),
    ],
)
def test_the_expiration_is_written_out_or_the_term_after_the_start(text, end):
    found = [clause("Effective Date", "January 15, 2020"), clause("Expiration Date", text)]
    value = summarize(found, "").expiration_date
    assert value is not None and value.value == end


def test_without_a_start_a_term_gives_no_expiration():
    summary = summarize([clause("Expiration Date", "It runs for two years.")], "")
    assert summary.expiration_date is not None and summary.expiration_date.value is None
    assert summary.term is not None and summary.term.value == "P2Y"


def test_a_single_word_states_no_effective_date():
    assert summarize([clause("Effective Date", "date", number=4)], "").effective_date is None


def test_an_effective_date_that_is_the_date_hereof_is_the_agreements():
    found = [
        clause("Agreement Date", "May 1, 2020"),
        clause("Effective Date", "effective on the date hereof", number=1),
    ]
    value = summarize(found, "").effective_date
    assert value is not None and (value.value, value.clause) == ("2020-05-01", 1)


def test_term_renewal_and_notice_are_told_apart():
    assert (term(RENEWED), renewal(RENEWED), notice(RENEWED)) == ("P3Y", "P1Y", "P60D")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("not exceed $2 million, or $500,000 a claim", "USD 2000000"),
        ("not exceed the fees paid by Customer for the one (1) month before the event", "P1M"),
        ("limited to THE AMOUNTS PAID OR PAYABLE IN THE TWELVE MONTHS before the claim", "P12M"),
        ("not exceed twice the price of the Products", None),
    ],
)
def test_the_cap_is_the_largest_sum_or_the_time_whose_fees_it_is(text, value):
    cap = summarize([clause("Cap On Liability", text)], "").liability_cap
    assert cap is not None
    limit = cap.value
    read = limit.amount if isinstance(limit, Money) else limit.period if isinstance(limit, Fees) else None
    assert (read, cap.text) == (value, text)


def test_a_term_without_a_known_start_goes_before_a_worse_clause_that_has_an_end():
    term = clause("Expiration Date", "The term shall continue for ten (10) years after its start.", score=0.9)
    other = clause("Expiration Date", "It shall not apply until the Termination Agreement is signed.", score=0.6)
    summary = summarize([other, term], "")
    assert summary.expiration_date is not None and summary.expiration_date.value is None
    assert summary.term is not None and summary.term.value == "P10Y"


def test_an_and_in_capitals_is_no_part_of_a_name():
    text = "BETWEEN ACME TOOLS, INC. AND BRIGHTWATER MILLS LLC"
    parties = summarize(mentions(text, "ACME TOOLS, INC.", "AND BRIGHTWATER MILLS LLC"), text).parties
    assert [party.name for party in parties] == ["ACME TOOLS, INC.", "BRIGHTWATER MILLS LLC"]


def test_two_companies_in_one_mention_are_two_parties():
    text = "This deed is made by Acme Tools, Inc. and Brightwater Mills LLC today."
    parties = summarize(mentions(text, "Acme Tools, Inc. and Brightwater Mills LLC"), text).parties
    assert [party.name for party in parties] == ["Acme Tools, Inc.", "Brightwater Mills LLC"]


def test_the_notice_is_the_one_that_stops_a_renewal_rather_than_a_reminder():
    reminder = clause(
        "Notice Period To Terminate Renewal", "Bank reminds by notice 12 months before the end of the term.", score=0.9
    )
    stop = clause(
        "Notice Period To Terminate Renewal", "unless it gives 3 months' notice of its intent not to renew", number=1
    )
    value = summarize([reminder, stop.model_copy(update={"score": 0.5})], "").renewal_notice
    assert value is not None and (value.value, value.clause) == ("P3M", 1)
    only = summarize([reminder], "").renewal_notice
    assert only is not None and only.value is None  # how long before the end the reminder comes is no time for a notice


def test_a_legal_form_alone_and_a_term_for_all_of_them_are_no_party():
    text = 'Acme, Inc. (the "Company") and Kiddo, Inc., of Florida, Inc. ("Agent") (jointly the "Allies").'
    parties = summarize(
        mentions(text, "Acme, Inc.", "Kiddo, Inc.", "Inc.", "Agent", 'jointly the "Allies"'), text
    ).parties
    assert [(one.name, one.defined_as) for one in parties] == [("Acme, Inc.", ["Company"]), ("Kiddo, Inc.", ["Agent"])]


def test_a_notice_that_ends_a_contract_at_any_time_is_not_the_renewals():
    ends = clause(
        "Notice Period To Terminate Renewal", "Acme may terminate it upon fifteen days' prior notice to Buyer."
    )
    assert summarize([ends], "").renewal_notice is None


def test_a_notice_that_ends_a_contract_sooner_is_not_the_renewals():
    words = "{}in effect until May 1, 2024, unless sooner terminated by either party on thirty days' written notice."
    stops = "Notice Period To Terminate Renewal"
    assert summarize([clause(stops, words.format("It is "))], "").renewal_notice is None
    assert summarize([clause(stops, words.format("It renews every year and is "))], "").renewal_notice is not None


def test_a_renewal_on_which_both_agree_in_writing_has_no_notice():
    stops = "Notice Period To Terminate Renewal"
    agreed = clause(stops, "It ends on ____, but may be renewed if the parties agree in writing to renew it.")
    assert summarize([agreed], "").renewal_notice is None
    told = clause(stops, "It renews on ____ unless a party declines in writing to renew it.")
    assert summarize([told], "").renewal_notice is not None


def test_companies_beside_each_other_over_the_signatures_are_two_and_a_heading_is_no_part_of_a_name():
    text = "BRIGHTWATER WORLDWIDE INC. ACME TOOLS CORPORATION\nPREMIER MILLS LLC RESELLER AGREEMENT"
    parties = summarize(mentions(text, *text.split("\n")), text).parties
    assert [party.name for party in parties] == [
        "BRIGHTWATER WORLDWIDE INC.",
        "ACME TOOLS CORPORATION",
        "PREMIER MILLS LLC",
    ]


def test_an_amendment_that_is_defined_after_a_party_is_not_its_name():
    text = (
        'It is made by Acme Tools, Inc. to amend their deal (the "Second Amendment") and by Brightwater LLC ("Buyer").'
    )
    parties = summarize(mentions(text, "Acme Tools, Inc.", "Brightwater LLC"), text).parties
    assert parties[0].defined_as != ["Second Amendment"] and parties[1].defined_as == ["Buyer"]


def test_exclusivity_that_is_denied_is_no_and_one_that_is_granted_goes_before_it():
    denied = clause("Exclusivity", "Cano agrees that it does not and will not have exclusive rights.")
    granted = clause("Exclusivity", "Acme shall buy exclusively from Brightwater.", score=0.5, number=1)
    values = [summarize(found, "").exclusivity for found in ([denied], [denied, granted])]
    assert [(value.value, value.clause) for value in values if value] == [("no", 0), ("yes", 1)]


def test_exclusivity_and_an_end_at_will_of_which_the_model_is_unsure_are_no_facts_unless_the_words_say_so_outright():
    exclusive = clause("Exclusivity", "Acme shall buy its bolts from Brightwater first.", score=0.39)
    leaves = clause("Termination For Convenience", "Acme may discontinue the arrangement.", score=0.39)
    outright = clause("Termination For Convenience", "Acme may terminate this Agreement for convenience.", score=0.39)
    assert summarize([exclusive], "").exclusivity is None
    assert summarize([leaves], "").termination_for_convenience is None
    seller = clause("Exclusivity", "Acme shall be the exclusive seller of the bolts.", score=0.2)
    assert summarize([seller], "").exclusivity.value == "yes"
    assert summarize([outright], "").termination_for_convenience.value == "yes"
    for words in (
        "We can stop at any time by giving you 30 days' notice.",
        "Acme may, for any reason or none, end this Statement of Work on notice.",
        "Acme may stop the engagement without giving reasons.",
    ):
        said = clause("Termination For Convenience", words, score=0.2)
        assert summarize([said], "").termination_for_convenience.value == "yes"
    assert summarize([exclusive.model_copy(update={"score": 0.4})], "").exclusivity.value == "yes"
    assert summarize([leaves.model_copy(update={"score": 0.4})], "").termination_for_convenience.value == "yes"


def test_a_value_in_words_that_are_hardly_a_renewal_goes_behind_a_renewal_without_one():
    agreed = clause(
        "Renewal Term", "Thereafter this Agreement may be renewed as mutually agreed in writing.", score=0.6
    )
    paid = clause("Renewal Term", "Vendor may elect to continue, paid on a monthly basis.", 100, score=0.12, number=1)
    renewed = summarize([agreed, paid], "").renewal_term
    assert renewed and (renewed.value, renewed.kind) == (None, "agreement")
    longer = clause("Renewal Term", "It is renewed automatically for one year.", 100, score=0.2, number=1)
    assert summarize([agreed, longer], "").renewal_term.value == "P1Y"


def test_an_adviser_who_agrees_to_a_renewal_gives_no_notice():
    text = (
        "This Agreement may be renewed for one year upon the mutual written agreement of the Advisor and the Company."
    )
    assert summarize([clause("Notice Period To Terminate Renewal", text)], text).renewal_notice is None


def test_a_bracket_that_explains_a_name_is_no_part_of_it_and_a_schedule_of_names_is_no_party():
    text = (
        "It is made by those listed in Schedule A (collectively, the “Elm Group”, and Acme (UK) Limited (“Buyer”) "
        "and Cedar Group (the “Designee and by Kiddo, Inc. (“Agent”) (each a “Party” and collectively, the “Parties”)."
    )
    spoken = [
        "Schedule A (collectively, the “Elm Group",
        "Acme (UK) Limited",
        "Cedar Group (the “Designee",
        "Kiddo, Inc.",
        "Agent”) (each a “Party” and collectively, the “Parties",
    ]
    parties = summarize(mentions(text, *spoken), text).parties
    assert [party.name for party in parties] == ["Acme (UK) Limited", "Cedar Group", "Kiddo, Inc."]
    assert parties[0].defined_as == ["Buyer"] and parties[2].defined_as == ["Agent"]


def test_what_begins_on_a_date_that_is_still_open_begins_on_an_open_date():
    found = [
        clause("Agreement Date", "[___], 2020", number=0),
        clause("Effective Date", "It continues for two years from the date hereof.", number=1),
    ]
    effective = summarize(found, "").effective_date
    assert effective and (effective.value, effective.gap) == (None, "open")


def test_a_redaction_elsewhere_in_the_sentence_is_none_of_the_date():
    text = "This Agreement commences on May 2, 2009 and runs for [***] years."
    effective = summarize([clause("Effective Date", text)], text).effective_date
    assert effective and (effective.value, effective.gap) == ("2009-05-02", None)
    (redacted,) = [summarize([clause("Effective Date", "It commences on [***].")], text).effective_date]
    assert redacted and (redacted.value, redacted.gap) == (None, "redacted")


def test_exclusivity_that_binds_each_party_in_its_own_clause_binds_no_single_one():
    text = 'Acme Tools, Inc. ("Vendor") and Birch LLC ("Buyer") agree.'
    parties = [
        clause("Parties", name, text.index(name), number=n) for n, name in enumerate(["Acme Tools, Inc.", "Birch LLC"])
    ]
    sells = clause("Exclusivity", "Vendor shall sell the goods exclusively to Buyer.", 100, number=2)
    buys = clause("Exclusivity", "Buyer shall buy the goods exclusively from Vendor.", 200, number=3)
    one = summarize([*parties, sells], text).exclusivity
    both = summarize([*parties, sells, buys], text).exclusivity
    assert one and one.party == "Vendor" and both and both.party is None


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("It may be renewed for one (1) year if Vendor and Buyer expressly agree in writing.", "P1Y", "agreement"),
        (
            "It runs for three years, with an automatic renewal for an indefinite period of time.",
            "indefinite",
            "automatic",
        ),
        (
            "It shall automatically stay in force for two more years (unless otherwise mutually agreed).",
            None,
            "automatic",
        ),
        (
            "Unless terminated earlier, Buyer shall have two separate options to extend the term for successive renewal"
            " terms of five (5) years.",
            "P5Y",
            "option",
        ),
        (
            "If no new agreement is signed within the said sixty (60) days after a notice of renewal, it terminates.",
            None,
            None,
        ),
    ],
)
def test_how_a_renewal_comes_about(text, value, kind):
    renewal = summarize([clause("Renewal Term", text)], "").renewal_term
    assert renewal is not None and (renewal.value, renewal.kind) == (value, kind)


def test_a_form_attached_after_the_signatures_does_not_say_which_law_governs_the_contract():
    own, form = "This Agreement is governed by the laws of California.", "It is governed by the laws of New York."
    text = f"{own}\nBy: /s/ Ann Brook\nEXHIBIT B\n{form}"

    def placed(words: str, score: float) -> Clause:
        start = text.index(words)
        return clause("Governing Law", words).model_copy(
            update={"interval": [start, start + len(words)], "score": score}
        )

    laws = [placed(own, 0.8), placed(form, 0.9)]
    assert summarize(laws, text).governing_law.value == "California"
    assert summarize(laws[1:], text).governing_law.value == "New York"


def test_a_contract_that_is_made_as_of_its_effective_date_is_dated_on_that_day():
    text = (
        "This Supply Agreement is made and entered into as of the Effective Date. “Effective Date” means May 2, 2031."
    )
    found = [clause("Effective Date", "May 2, 2031", text.index("May"))]
    assert summarize(found, text).agreement_date.value == "2031-05-02"
    assert summarize(found, "This Supply Agreement takes effect on May 2, 2031.").agreement_date is None


@pytest.mark.parametrize(
    ("begins", "gap"),
    [
        ("This Agreement commences on the date of this Agreement.", "open"),
        ("This Agreement commences on the date of execution of this Agreement by Vendor.", None),
    ],
)
def test_the_day_on_which_a_party_signs_is_not_the_blank_for_the_date(begins, gap):
    text = f"This Agreement is made on this ____ day of ______, 2000. {begins}"
    dated = clause("Agreement Date", "this ____ day of ______, 2000", text.index("this ____"))
    summary = summarize([dated, clause("Effective Date", begins, text.index(begins), number=1)], text)
    assert summary.effective_date.gap == gap


def test_the_blank_in_a_form_after_the_signatures_is_not_the_contracts_date():
    text = (
        "Vendor licenses the lamp to Buyer.\n\nBy: Ann Brook\n\nEXHIBIT A TERMINATION AGREEMENT\n\n"
        "This Termination Agreement is made and entered into this day of , 2009."
    )
    blank = clause("Agreement Date", "day of , 2009", text.index("day of , 2009"))
    assert summarize([blank], text).agreement_date is None


@pytest.mark.parametrize(
    ("unless", "party"),
    [
        ("unless terminated by Seller within sixty (60) days prior to its end", "Seller"),
        ("unless Seller gives sixty days' notice before its end", "Seller"),
        ("unless terminated by Seller or Brightwater sixty days before its end", None),
        ("unless terminated by either party sixty days before its end", None),
    ],
)
def test_a_renewal_that_only_one_party_can_stop_names_it(unless, party):
    text = f"{OPENING} Upon its expiration this deed shall automatically renew for one year, {unless}."
    words = text[text.index("Upon its") :]
    parties = mentions(text, "Brightwater Mills, Inc.", "Old Harbour Trading LLC")
    notice = clause("Notice Period To Terminate Renewal", words, text.index(words), number=2)
    assert summarize([*parties, notice], text).renewal_notice.party == party


def test_a_term_from_the_execution_is_counted_from_the_last_signature():
    term = "The term of this Agreement shall be five (5) years from the date of execution."
    dated = "This Agreement is effective as of October 1, 2008."
    text = f"{dated}\n{term}\nIN WITNESS WHEREOF, they sign.\nDated: July 20, 2008\n"
    clauses = [
        clause("Agreement Date", "October 1, 2008", text.index("October")),
        clause("Expiration Date", term, text.index(term), number=1),
    ]
    for told, end in ((text, "2013-07-20"), (text.replace("Dated: July 20, 2008", ""), "2013-10-01")):
        ends = summarize(clauses, told).expiration_date
        assert ends is not None
        assert ends.value == end


def test_the_same_right_of_the_other_party_in_the_item_beside():
    opening = "This Agreement is between Harrow, Inc. (“Vendor”) and Quill LLC (“Buyer”).\n"
    first = "(a) Buyer may terminate this Agreement upon ninety days' written notice, and such notice is no breach{}.\n"
    second = "(b) Vendor may terminate this Agreement upon ninety days' written notice."
    for item, who in ((first, None), ("(a) Buyer may terminate this Agreement if Vendor is in breach.\n", "Vendor")):
        text = f"{opening}9. TERM\n{item.format('')}{second}"
        clauses = [
            *mentions(text, "Harrow, Inc.", "Quill LLC"),
            clause("Termination For Convenience", second, text.index(second), number=2),
        ]
        right = summarize(clauses, text).termination_for_convenience
        assert right is not None
        assert right.party == who


@pytest.mark.parametrize(
    ("law", "other", "value"),
    [
        ("the State of Ohio", "", Money(amount="USD 5000000")),
        ("Victoria, Australia", "", Money(amount="AUD 5000000")),
        ("Victoria, Australia", " The fee is US$300,000.", Formula()),
    ],
)
def test_a_cap_in_dollars_is_in_those_of_the_law(law, other, value):
    cap = "Vendor's aggregate liability under this Agreement shall not exceed $5m."
    governed = f"This Agreement is governed by the laws of {law}."
    text = f"{cap}\n{governed}\n{other}"
    clauses = [clause("Cap On Liability", cap), clause("Governing Law", governed, text.index(governed), number=1)]
    held = summarize(clauses, text).liability_cap
    assert held is not None
    assert held.value == value


def test_the_blank_term_of_a_form_attached_after_the_signatures_is_not_the_contracts():
    words = "The term of this Statement of Work will begin on ____ and end on ____."
    text = f"It is signed.\n\nIN WITNESS WHEREOF they sign.\n\nSCHEDULE 3\n\n{words}"
    assert summarize([clause("Expiration Date", words, text.index(words))], text).expiration_date is None
    own = words.replace("Statement of Work", "Agreement")
    ending = summarize([clause("Expiration Date", own, text.index(words))], text.replace(words, own)).expiration_date
    assert ending is not None and ending.gap == "open"


def test_the_later_signature_is_the_effective_date_where_the_contract_says_so_and_an_attached_form_another():
    body = (
        f"{OPENING}\n\n11.16 The Effective Date of this Agreement shall be the later of the dates of the signatures"
        " below.\n\nBy: /s/ Ann Brook Date: 3-14-2018\n\nEXHIBIT D\n\n"
    )
    form = 'the "Agreement" dated March 7, 2018 (the "Effective Date")'
    text = f"{body}{form}"
    attached = clause("Effective Date", form, len(body), number=0)
    signed = clause("Agreement Date", "3-14-2018", text.index("3-14"), number=1)
    found = [attached, signed]
    value = summarize(found, text).effective_date
    assert value is not None and (value.value, value.clause) == ("2018-03-14", 1)
    assert summarize(found[:1], text).effective_date is None
    other = text.replace("later of the dates of the signatures below", "day of the opening of the mill in Oslo.....")
    value = summarize(found, other).effective_date
    assert value is not None and value.value == "2018-03-07"


def test_a_term_that_the_next_sentence_lets_begin_later_gives_no_end_date():
    words = "The term of this Agreement shall be two (2) years."
    for begins, counted in (("the Launch Date", "the Launch Date"), ("the Effective Date", None)):
        text = f"{OPENING} {words} The start of the Term will be from {begins}."
        dated = clause("Agreement Date", "May 2, 2031", number=1)
        summary = summarize([dated, clause("Expiration Date", words, text.index(words))], text)
        assert summary.term is not None and summary.term.counted_from == counted
        assert (summary.expiration_date is None) == (counted is not None)


def test_the_day_of_signatures_in_front_of_the_terms_is_the_effective_date_where_the_last_signature_is():
    defined = "“Effective Date” means the date of last signature on this Agreement."
    text = f"/s/ Ada Brook\n04/25/2018\n{'They trade. ' * 99}\n{defined}"
    found = [clause("Agreement Date", "04/25/2018", text.index("04/25"))]
    found.append(clause("Effective Date", defined, text.index(defined), number=1))
    effective = summarize(found, text).effective_date
    assert effective is not None and effective.value == "2018-04-25"


def test_a_contract_that_takes_effect_when_the_last_has_signed_does_so_on_the_last_signature():
    words = "It takes effect when the last of us signs."
    text = f"Agreement date: May 2, 2030. {words}\n{'They trade. ' * 99}\n"
    signed = "/s/ Ada Brook\nDate: May 4, 2030\n\n/s/ Bo Harrow\nDate: {}\n"
    found = [clause("Agreement Date", "May 2, 2030", text.index("May 2"))]
    found.append(clause("Effective Date", words, text.index(words), number=1))
    effective = summarize(found, text + signed.format("May 9, 2030")).effective_date
    assert effective is not None and effective.value == "2030-05-09"
    undated = summarize(found, text + signed.format("________")).effective_date
    assert undated is not None and undated.value is None


@pytest.mark.parametrize("says", ["and takes effect on", "and is effective as of", "but shall come into force on"])
def test_a_contract_made_on_one_day_takes_effect_on_the_other_that_it_names(says):
    text = f"This First Amendment (the “Amendment”) is made on April 24, 2034 {says} June 1, 2034. They trade."
    made = text.index("April")
    found = [
        clause("Agreement Date", "April 24, 2034", made),
        clause("Effective Date", "April 24, 2034", made, number=1),
    ]
    effective = summarize(found, text).effective_date
    assert effective and (effective.value, effective.text) == ("2034-06-01", "June 1, 2034")
    assert summarize(found, text).agreement_date.value == "2034-04-24"


def test_a_day_behind_a_rule_is_read():
    dated = summarize([clause("Agreement Date", "1st day of --- November, 2003")], "It is.").agreement_date
    assert dated is not None and dated.value == "2003-11-01"


def test_the_date_over_a_form_is_not_the_day_on_which_it_is_accepted():
    over = clause("Effective Date", "Version of January 10, 2026")
    begins = "This Agreement is effective from the date of acceptance and continues for twelve months."
    term_of_it = clause("Expiration Date", begins, 100, number=1)
    effective = summarize([over, term_of_it], "").effective_date
    assert effective and (effective.value, effective.text) == (None, begins)
    labeled = clause("Effective Date", "Effective Date: January 10, 2026")
    dated = summarize([labeled, term_of_it], "").effective_date
    assert dated and dated.value == "2026-01-10"
    signed = "This Agreement continues for twelve months from the Effective Date."
    dated = summarize([over, clause("Expiration Date", signed, 100, number=1)], "").effective_date
    assert dated and dated.value == "2026-01-10"


def test_a_title_that_says_no_type_is_not_repeated_as_one():
    def summary(title: str, opening: str = "It is made."):
        text = f"{title}\n\n{opening}"
        clause = Clause(
            id=0, category="Document Name", label="Title", text=title, heading=[], pages=[1], boxes=[],
            interval=[0, len(title)], segments=[0], score=0.9, found=True,
        )  # fmt: skip
        return summarize([clause], text)

    assert summary("Sample Agreement").document_type is None
    assert summary("Sample Agreement").document_name is not None
    assert summary("Hosting Agreement").document_type.kind == "Hosting"
    told = summary("Agreement", "This Employment Agreement is made.").document_type
    assert told and (told.value, told.kind) == ("Employment agreement", "Employment")


def test_a_contract_that_begins_when_it_is_accepted_is_not_uncertain_for_a_date_left_blank():
    blank, begins = clause("Effective Date", "[Date]"), "Agreement effective upon acceptance and continues indefinitely"
    effective = summarize([blank, clause("Expiration Date", begins, 100, number=1)], "").effective_date
    assert effective and (effective.text, effective.gap) == (begins, None)
    alone = summarize([blank], "").effective_date
    assert alone and alone.gap == "open"


def test_an_open_start_leaves_no_end_open_that_there_is_not():
    text = "This Agreement shall commence on [Start Date] and shall continue until terminated as provided below."
    end = summarize([clause("Expiration Date", text)], "").expiration_date
    assert end is not None and (end.value, end.gap) == ("indefinite", None)


def test_what_a_form_offers_as_an_option_or_a_choice_is_a_blank():
    may = clause("Termination For Convenience", "[Optional: Either party may terminate for any reason.]")
    sells = clause("Exclusivity", "Brook appoints Harrow as a [non-exclusive / exclusive] dealer.", 90, number=1)
    summary = summarize([may, sells], f"{may.text} {sells.text}")
    assert (summary.termination_for_convenience.value, summary.termination_for_convenience.gap) == (None, "open")
    assert (summary.exclusivity.value, summary.exclusivity.gap) == (None, "open")


def test_a_right_that_was_agreed_is_no_blank_whatever_a_form_offers_beside_it():
    may = clause("Termination For Convenience", "[Optional: Either party may terminate for any reason.]")
    agreed = clause("Termination For Convenience", "Either party may terminate for any reason.", 90, 0.5, 1)
    assert summarize([may, agreed], f"{may.text} {agreed.text}").termination_for_convenience.value == "yes"


@pytest.mark.parametrize(
    "words",
    [
        "The term of this Lease is for a period of {{lease_term}} from its start.",
        "This Agreement remains in force for an initial term of [INITIAL TERM], unless it is terminated earlier.",
        "This Agreement is valid for {{ YEARS }} years.",
    ],
)
def test_a_term_left_blank_is_a_blank(words):
    term = summarize([clause("Expiration Date", words)], words).term
    assert (term.value, term.gap) == (None, "open")


def test_a_term_that_is_stated_is_no_blank():
    words = "This Agreement runs for two years, and its notices are sent to [ADDRESS]."
    assert summarize([clause("Expiration Date", words)], words).term.value == "P2Y"


def test_the_party_at_whose_election_a_contract_is_extended_has_the_option_and_gives_the_notice():
    text = (
        f"{OPENING} The term shall be extended for two periods of five years each at the election of Seller, exercised "
        "by written notice to Buyer at least ninety (90) days before its end."
    )
    words = text[len(OPENING) + 1 :]
    clauses = mentions(text, "Brightwater Mills, Inc.", "Old Harbour Trading LLC")
    start = len(OPENING) + 1
    clauses += [
        clause("Renewal Term", words, start, number=8),
        clause("Notice Period To Terminate Renewal", words, start, number=9),
    ]
    found = summarize(clauses, text)
    assert found.renewal_term and (found.renewal_term.kind, found.renewal_term.party) == ("option", "Seller")
    assert found.renewal_notice and (found.renewal_notice.purpose, found.renewal_notice.party) == ("to_renew", "Seller")
