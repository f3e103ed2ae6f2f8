"""Flags that a lawyer called wrong or useless, each on an invented sentence of its kind beside one that is right."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.clause_meaning.polarity import asserted, spoken_of
from model.playbook.document_checks.contract_checks import CHECKS
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.playbook.written_dates import written
from model.schema import (
    Clause,
    Dependence,
    DocumentType,
    Fees,
    LiabilityCap,
    LiabilityTerm,
    Money,
    Notice,
    Party,
    Renewal,
    Right,
    Term,
    Value,
)
from model.summary.dates.renewal import renewal_kind
from model.summary.liability.total_exclusion import excludes_all
from model.summary.parties.sides import Sides
from model.summary.summary import summarize

PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


def case_of(category: str, text: str, parties=PARTIES, **summary) -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category=category, text=document.text, interval=[0, len(document.text)], **place)
    held = summarize([], "").model_copy(update={"parties": parties, **summary})
    return Case(document, held, [clause], Sides(parties))


def flags_of(category: str, text: str, parties=PARTIES, **summary):
    case = case_of(category, text, parties, **summary)
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}


@pytest.mark.parametrize(("by", "count"), [("either party", 0), ("Buyer", 1)])
def test_no_assignment_by_either_party_binds_both(by, count):
    text = "Buyer shall not transfer its rights without the consent of Vendor.\n\n"
    text += f"No assignment by {by} of any rights under this Agreement shall be binding without consent."
    assert len(list(CHECKS["one-sided-assignment"](case_of("Parties", text)))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Before May, Vendor shall give Buyer the opportunity to renew this Agreement on a proposal.", 0),
        ("This Agreement shall renew for one year if Buyer accepts the offer.", 0),
        ("This Agreement shall renew for one year.", 1),
    ],
)
def test_a_renewal_that_must_be_accepted_is_not_automatic(text, count):
    renewal = Renewal(text=text, value="P1Y", clause=0, score=0.9, kind=renewal_kind(text))
    assert len(list(CHECKS["renewal-without-notice"](case_of("Renewal Term", text, renewal_term=renewal)))) == count


def test_who_is_spared_for_one_failure_is_liable_for_all_others():
    term = {"clause": 0, "score": 0.9, "kind": "exclusion", "total": True}
    spared = "Buyer shall not be liable for any damages as a result of Buyer's failure to buy under Section 5."
    assert not excludes_all(LiabilityTerm(text=spared, **term))
    assert excludes_all(LiabilityTerm(text="Buyer shall not be liable for any damages.", **term))


def test_advice_that_the_contract_follows_elsewhere_is_not_given():
    exclusive = "Vendor shall sell the lamps exclusively to Buyer."
    term = Value(text="two years", value="P2Y", clause=0, score=0.9)
    assert "Give it an end date." in flags_of("Exclusivity", exclusive)["exclusivity"].suggestion
    assert "end date" not in flags_of("Exclusivity", exclusive, expiration_date=term)["exclusivity"].suggestion
    raises = "Vendor may increase its prices at any time."
    assert "right to terminate" in flags_of("Parties", raises)["open-price-increase"].suggestion
    right = Right(text="Either may end it.", value="yes", clause=0, score=0.9)
    held = flags_of("Parties", raises, termination_for_convenience=right)["open-price-increase"]
    assert held.suggestion == "Limit increases, such as to a published index."


def test_payment_for_work_is_asked_for_where_work_is_done():
    ends = "Either party may terminate this Agreement at any time."
    assert "work done" not in (flags_of("Termination For Convenience", ends)["termination-for-convenience"].suggestion)
    works = "Vendor renders services for fees. " * 20
    serving = flags_of("Termination For Convenience", f"{ends} {works}")["termination-for-convenience"]
    assert "work done" in serving.suggestion


def test_an_event_on_one_day_or_work_between_two_dates_needs_no_other_end():
    assert "end-missing" in flags_of("Parties", "Vendor is paid in June.")
    event = "The race is scheduled to take place on May 4, 2031, and Buyer is its sponsor."
    assert "end-missing" not in flags_of("Parties", event)
    work = "Terms of the project: 9 weeks from March 1, 2031 to May 3, 2031."
    assert "end-missing" not in flags_of("Parties", work)


def test_what_is_built_once_needs_no_other_end():
    assert "end-missing" not in flags_of("Parties", "Vendor shall achieve Substantial Completion of the barn in May.")


def test_dates_and_names_read_as_a_lawyer_writes_them():
    assert written("2031-07-01") == "July 1, 2031" and written("Delaware") == "Delaware"
    text = "This amends the Supply Agreement."
    other = Dependence(
        kind="amendment", text=text, agreement="Supply Agreement", date="2031-07-01", pages=[1], interval=[0, len(text)]
    )
    flags = flags_of("Parties", text, depends_on=other)
    assert "the Supply Agreement dated July 1, 2031;" in flags["other-document"].why
    parties = [Party(name="NETRUNE, Inc.", defined_as=["NETRUNE"], clause=0, score=0.9), PARTIES[1]]
    indemnity = flags_of("Parties", "NETRUNE shall indemnify Buyer from all claims.", parties)["one-sided-indemnity"]
    assert indemnity.why.startswith("NETRUNE indemnifies Buyer;")


def test_a_license_that_a_breach_can_end_needs_no_such_advice():
    text = "Vendor grants Buyer a perpetual license."
    assert (
        "uncured material breach" in flags_of("Irrevocable Or Perpetual License", text)["perpetual-license"].suggestion
    )
    ended = f"{text} Vendor may terminate the license for a material breach."
    assert flags_of("Irrevocable Or Perpetual License", ended)["perpetual-license"].suggestion is None


def test_a_contract_with_a_territory_is_not_told_to_have_one():
    text = "Vendor grants Buyer the exclusive right to sell the tools."
    assert "Limit it to a territory." in flags_of("Exclusivity", text)["exclusivity"].suggestion
    placed = f"{text} The Territory is set out in Exhibit A."
    assert "territory" not in (flags_of("Exclusivity", placed)["exclusivity"].suggestion or "")


def test_only_who_works_for_another_is_told_to_assign_on_payment():
    text = "Vendor hereby assigns to Buyer all trademarks."
    assert "payment" not in (flags_of("Ip Ownership Assignment", text)["ip-assignment"].suggestion or "")
    served = "Vendor hereby assigns to Buyer all work product of the services."
    assert "payment" in flags_of("Ip Ownership Assignment", served)["ip-assignment"].suggestion


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Vendor may change the prices of the goods from time to time.", "Vendor"),
        # a role that the contract gives to nobody
        ("Company may change the prices of the goods from time to time.", "Company"),
        ("Dealers may change the prices of the goods from time to time.", None),
    ],
)
def test_who_may_change_prices_is_called_as_the_sentence_does(text, who):
    flag = flags_of("Parties", text).get("open-price-increase")
    assert (flag.why.split(" may ")[0] if flag else None) == who


@pytest.mark.parametrize(
    ("more", "flagged"),
    [
        ("If a Sales Target is not achieved in June, no payments are due from Buyer in July.", False),
        ("Buyer shall achieve the Sales Target of each year.", True),
        ("If the Sales Target is not met, Vendor may terminate this Agreement.", True),
    ],
)
def test_a_target_that_only_decides_on_payments_is_no_minimum_commitment(more, flagged):
    text = f'"Minimum Sales Targets" shall mean revenues of not less than $9,000 in the first year.\n\n{more}'
    assert ("minimum-commitment" in flags_of("Minimum Commitment", text)) is flagged


def test_a_party_is_no_third_party_beneficiary():
    text = "Vendor, Inc. (“Vendor”) shall be a direct and intended third-party beneficiary to this Agreement."
    assert "third-party-beneficiary" not in flags_of("Third Party Beneficiary", text)
    lender = text.replace("Vendor", "Lender")
    assert "third-party-beneficiary" in flags_of("Third Party Beneficiary", lender)


def test_a_deed_that_transfers_rights_here_and_now_needs_no_end_and_no_carve_out():
    deed = "Vendor does hereby transfer, sell and assign to Buyer all right, title and interest in the Patents."
    later = "Vendor shall assign to Buyer all right, title and interest in the Patents that it develops."
    assert not {"ip-assignment", "end-missing"} & flags_of("Ip Ownership Assignment", deed).keys()
    assert {"ip-assignment", "end-missing"} <= flags_of("Ip Ownership Assignment", later).keys()


def test_a_period_from_one_date_to_another_needs_no_end():
    period = "Codes are handed out from about May 1, 2009 to about July 31, 2009 (the “Promotion Period”)."
    assert "end-missing" not in flags_of("Volume Restriction", period)
    assert "end-missing" in flags_of("Volume Restriction", "Codes are handed out from May 1, 2009.")


def test_any_of_several_parties_may_terminate():
    third = Party(name="Marsh Corp.", defined_as=["Marsh"], clause=0, score=0.9)
    text = "This Agreement may be terminated at any time by any party on six months’ notice."
    said = flags_of("Termination For Convenience", text, [*PARTIES, third])["termination-for-convenience"].why
    assert said.startswith("Any party may terminate for convenience.")


def test_a_beneficiary_clause_that_excludes_all_others_needs_no_advice():
    text = (
        "This Agreement does not confer any rights upon any person other than the parties, except that the Team is an "
        "intended third party beneficiary of Section 8."
    )
    assert flags_of("Third Party Beneficiary", text)["third-party-beneficiary"].suggestion is None


def test_no_right_to_end_early_is_told_if_it_arises_only_after_the_term():
    tail = (
        "this Agreement shall continue on a month to month basis until terminated by either party upon 30 days notice."
    )
    assert "termination-for-convenience" not in flags_of(
        "Termination For Convenience", f"After the Initial Term, {tail}"
    )
    assert "termination-for-convenience" in flags_of(
        "Termination For Convenience", "Either party may terminate this Agreement at any time."
    )


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (", as amended June 1, 2032 and July 4, 2033.", True),
        (", as amended by Amendment No. 1.", True),
        (", as amended by this Amendment.", False),
        (", as it may be amended from time to time.", False),
        (".", False),
    ],
)
def test_an_agreement_that_was_amended_before_is_more_than_one_document(after, told):
    text = f"This Amendment changes the Supply Agreement dated July 1, 2031{after}"
    end = text.index("2031") + 4
    other = Dependence(
        kind="amendment", agreement="Supply Agreement", date="2031-07-01", text="x", pages=[1], interval=[27, end]
    )
    why = flags_of("Parties", text, depends_on=other)["other-document"].why
    assert ("which was amended before; read them all together" in why) is told


def test_inspections_of_quality_are_not_warned_of_as_audits_of_past_payments():
    flag = flags_of("Audit Rights", "Buyer may inspect the manufacturing facilities and records of Vendor.")[
        "audit-rights"
    ]
    assert "past periods" not in flag.why
    assert flag.suggestion is None or "once a year" not in flag.suggestion
    flag = flags_of("Audit Rights", "Buyer may audit the records of Vendor to verify the royalties.")["audit-rights"]
    assert "past periods" in flag.why and flag.suggestion is not None and "once a year" in flag.suggestion


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Inventions made together are jointly owned.", "Countries differ"),
        (
            "Inventions made together are jointly owned.\n\nNeither party shall license the jointly owned inventions "
            "without the other's consent.",
            "The contract says what each owner may do alone.",
        ),
    ],
)
def test_what_joint_owners_may_do_is_open_only_if_the_contract_does_not_say(text, reason):
    assert reason in flags_of("Joint Ip Ownership", text)["joint-ip"].why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "The license is perpetual.\n\nIf Buyer fails to comply with it, Buyer's license will terminate at once.",
            "The contract lets a breach end it. Check what becomes of it when the contract ends.",
        ),
        (
            "The license is perpetual.\n\nA breach must be cured in May.",
            "Check whether a breach ends it, and what becomes of it when the contract ends.",
        ),
        (
            "Buyer grants Vendor a perpetual license to use Feedback.",
            "It covers feedback; check that nothing confidential has to be given as feedback.",
        ),
    ],
)
def test_whether_a_breach_ends_a_perpetual_license_is_asked_only_if_the_contract_does_not_say(text, reason):
    assert flags_of("Irrevocable Or Perpetual License", text)["perpetual-license"].why.endswith(reason)


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("If Buyer terminates this Agreement, Vendor shall assign to Buyer all patents.", True),
        ("Effective upon the effective date of termination, Vendor hereby assigns to Buyer all trademarks.", True),
        ("Vendor hereby assigns to Buyer all inventions.", False),
    ],
)
def test_an_assignment_at_the_end_of_the_contract_is_told_as_such(text, late):
    flag = flags_of("Ip Ownership Assignment", text)["ip-assignment"]
    assert ("takes place only if the contract ends" in flag.why) is late
    assert ("does not come back" in flag.why) is not late
    assert (flag.suggestion is not None and "pre-existing" in flag.suggestion) is not late


def test_an_assignment_that_a_breach_undoes_comes_back_in_that_case():
    text = "Vendor hereby assigns to Buyer all inventions.{}"
    back = " If Buyer is in breach, the assignment of the rights to Buyer will terminate."
    assert "comes back only in the cases" in flags_of("Ip Ownership Assignment", text.format(back))["ip-assignment"].why
    assert "does not come back" in flags_of("Ip Ownership Assignment", text.format(""))["ip-assignment"].why


def test_advice_on_a_termination_fee_needs_a_fee_on_termination():
    breach = "Though Buyer may terminate this Agreement, Vendor shall pay liquidated damages of $500 for a breach."
    early = "If Buyer terminates this Agreement early, it shall pay a termination fee of $500."
    flag = flags_of("Liquidated Damages", breach)["liquidated-damages"]
    assert flag.suggestion is not None and "termination fee" not in flag.suggestion
    flag = flags_of("Liquidated Damages", early)["liquidated-damages"]
    assert flag.suggestion is not None and "termination fee" in flag.suggestion


@pytest.mark.parametrize(
    ("text", "less"),
    [
        (
            "Vendor shall not be liable for any error, except for willful misfeasance or bad faith. It works.",
            "excludes Vendor's liability for anything less than willful misfeasance or bad faith",
        ),
        (
            "No officer shall not be liable for any loss except through gross negligence.",
            "excludes liability for anything less than gross negligence",
        ),
    ],
)
def test_an_exculpatory_clause_is_told_in_its_own_words(text, less):
    kind = Value(text="x", clause=0, score=0.9, value="Service")
    typed = DocumentType(**kind.model_dump(), kind="Service")
    paid = "Vendor renders its services, and Buyer shall pay a fee of $500 a month for the services. " * 3
    assert less in flags_of("Parties", paid + text, document_type=typed)["liability-cap-missing"].why


def test_either_party_may_terminate_through_its_board():
    text = "This Agreement may be terminated at any time by the Board of Trustees of Vendor, or by Buyer, on notice."
    why = flags_of("Termination For Convenience", text)["termination-for-convenience"].why
    assert why.startswith("Either party may terminate for convenience.")


def test_references_below_one_section_are_one_flag():
    sections = "\n\n".join(f"6.{last} The first of them says this." for last in (1, 2, 3, 1, 2))
    text = f"{sections}\n\nThis is subject to Sections 6.4 and 6.5."
    (hit,) = CHECKS["dead-references"](case_of("Parties", text))
    assert "Sections 6.4 and 6.5, which it does not contain" in hit.said
    assert "Section 6.1 is there twice" in hit.said
    (hit,) = CHECKS["dead-references"](
        case_of(
            "Parties",
            text.replace("6.3 The", "6.3 It").replace(
                "\n\n6.1 The first of them says this.\n\n6.2 The first of them says this.\n\nThis", "\n\nThis"
            ),
        )
    )
    assert "twice" not in hit.said


def test_items_that_exclude_liability_are_no_exceptions_to_the_cap():
    items = (
        "To the extent permitted by law: (a) all terms implied by any statute are expressly excluded; "
        "(b) Vendor is not liable in any way to Buyer for any indirect loss; "
        "(c) Vendor's liability to Buyer for direct loss and all other liability is limited to $900,000."
    )
    assert "uncapped-liability" not in flags_of("Uncapped Liability", items)
    assert "uncapped-liability" in flags_of("Uncapped Liability", items.replace("(b) Vendor is not", "(b) Vendor is"))


@pytest.mark.parametrize(
    ("excepted", "flagged"),
    [
        ("a breach resulting from its gross negligence or willful misconduct", False),
        ("its gross negligence or a breach of Section 4", True),
    ],
)
def test_an_exception_for_misconduct_alone_is_what_the_playbook_advises(excepted, flagged):
    text = f"Vendor's liability under this Agreement shall not exceed $900,000, except for {excepted}."
    assert ("uncapped-liability" in flags_of("Uncapped Liability", text)) is flagged


def test_a_cap_that_is_subject_to_another_clause_excepts_nothing_by_naming_it():
    text = (
        "11.1 Nothing in this agreement limits liability for death or for anything for which it cannot be limited by "
        "law. 11.2 Subject to clause 11.1, Vendor's total liability in each year shall not exceed (a) $900,000 for "
        "claims under clause 10.1; and (b) for all other claims, 125% of the fees paid in that year."
    )
    assert "uncapped-liability" not in flags_of("Uncapped Liability", text)


BUYERS_RIGHT = "11.5 (a) Buyer may terminate this Agreement upon three months' written notice to Vendor{more}."
VENDORS_RIGHT = "(b) Vendor may terminate this Agreement upon three months' written notice to Buyer."


@pytest.mark.parametrize(
    ("more", "flagged"),
    [
        (", and such termination shall not be considered a breach of this Agreement", False),
        (" if Vendor is in breach of this Agreement", True),
    ],
)
def test_a_termination_that_is_no_breach_needs_none(more, flagged):
    document = document_from_text(f"{BUYERS_RIGHT.format(more=more)}\n{VENDORS_RIGHT}".encode(), "contract", 10)
    start = document.text.index("(b)")
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(
        id=0,
        category="Termination For Convenience",
        text=document.text[start:],
        interval=[start, len(document.text)],
        **place,
    )
    held = summarize([], "").model_copy(update={"parties": PARTIES})
    hits = CHECKS["one-sided-termination"](Case(document, held, [clause], Sides(PARTIES)))
    assert bool(list(hits)) is flagged


def test_who_gives_up_what_it_licensed_leaves_nobody_waiting():
    text = "Buyer may terminate this Agreement at any time by {}."
    for how, count in (("destroying all copies of the software", 0), ("notice to Vendor", 1)):
        case = case_of("Termination For Convenience", text.format(how))
        assert len(list(CHECKS["one-sided-termination"](case))) == count
        flags = raise_flags(default_playbook(), case, case.clauses, [])
        assert sum("termination" in flag.rule for flag in flags) == count
    reader = "You may stop using the Portal at any time for any reason, until you cancel your account."
    assert "termination-for-convenience" not in flags_of("Termination For Convenience", reader)


def test_goodwill_in_the_assignees_own_marks_is_no_assignment():
    own = "Vendor hereby assigns to Buyer all goodwill and all other rights developed in the use of Buyer's trademarks."
    assert "ip-assignment" not in flags_of("Ip Ownership Assignment", own)
    assert "ip-assignment" in flags_of("Ip Ownership Assignment", own.replace("Buyer's", "Vendor's"))


def test_a_redacted_clause_may_contain_the_cap():
    pay = "Vendor supplies services and products. Buyer pays the fees and the price. " * 4
    kind = DocumentType(text="SERVICE AGREEMENT", value="Service agreement", clause=0, score=0.9, kind="Service")
    limit = "9. LIMITATION OF LIABILITY\n\nNeither party shall be [***] for any [***] of the other."
    redacted = flags_of("Insurance", f"{pay}\n\n{limit}", document_type=kind)["liability-cap-missing"]
    assert redacted.why.startswith("No cap on liability was found; the quoted passage, which may contain one, is")
    plain = flags_of("Insurance", pay, document_type=kind)["liability-cap-missing"]
    assert plain.why.startswith("No cap on liability was found. ")


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Neither Vendor nor Buyer is liable for liquidated damages for late mills unless Vendor agrees to it.", False),
        ("Vendor shall not be liable for liquidated damages for late delivery.", False),
        ("Vendor shall not be liable for liquidated damages for late delivery unless it is ten days late.", True),
        ("Vendor shall pay liquidated damages of $100 for each day of delay, and no other liquidated damages.", True),
    ],
)
def test_liquidated_damages_that_nobody_owes_are_none(text, flagged):
    assert ("liquidated-damages" in flags_of("Liquidated Damages", text)) is flagged


def test_a_contract_that_is_only_renewable_does_not_renew_by_itself():
    text = "If Buyer complies with it, this Agreement shall be renewable for terms of one year."
    assert renewal_kind(text) is None
    assert renewal_kind(text.replace("be renewable", "automatically be renewable")) == "automatic"


def test_insurance_that_is_arranged_on_request_is_insurance():
    assert asserted("Insurance", "Vendor shall arrange for any insurance that Buyer desires on shipments.")


def test_a_sentence_that_denies_a_limit_or_limits_to_direct_damages_speaks_of_no_cap():
    cap = "Neither party's liability shall exceed the fees."
    assert spoken_of("Cap On Liability", cap)
    assert not spoken_of("Cap On Liability", "Neither party's liability is in any way limited to its insurance.")
    direct = "The liability of Vendor is limited to, and will not exceed, Buyer's direct damages."
    assert not spoken_of("Cap On Liability", direct)
    assert spoken_of("Cap On Liability", f"{direct}\n\n{cap}")


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Minimum Commitment", "As part of its commitment, Vendor shall provide Buyer up to $5,000 of banners.", False),
        ("Minimum Commitment", "As part of its commitment, Vendor shall provide at least $5,000 of banners.", True),
        ("Audit Rights", "Should the regulations require that Vendor audit Buyer's wool supplier, Buyer pays.", False),
        ("Audit Rights", "Vendor may audit Buyer's wool supplier if the regulations require that.", True),
    ],
)
def test_a_ceiling_and_an_audit_that_a_law_requires_are_not_what_they_look_like(category, text, says):
    assert bool(asserted(category, text)) is says


@pytest.mark.parametrize(
    "where", ["", " Neither party is liable for delay due to acts of God.", "\n\n9. Force Majeure\n\nIt is."]
)
def test_force_majeure_is_no_advice_where_it_excuses_already(where):
    text = f"Buyer shall buy at least one hundred mills a year.{where}"
    case = case_of("Minimum Commitment", text)
    clause = case.clauses[0].model_copy(update={"text": text[:50], "interval": [0, 50]})
    case = Case(case.document, case.summary, [clause], case.sides)
    (flag,) = [one for one in raise_flags(default_playbook(), case, [clause], []) if one.rule == "minimum-commitment"]
    assert ("force majeure" in (flag.suggestion or "")) is not where


def test_a_no_hire_clause_is_told_as_what_it_is_and_advertising_does_not_matter_to_it():
    hire = flags_of("No-Solicit Of Employees", "Neither party shall hire employees of the other party.")
    assert hire["no-solicit-of-employees"].why.startswith("Neither party may hire the other's employees.")
    assert "advertising" not in hire["no-solicit-of-employees"].suggestion
    solicit = flags_of("No-Solicit Of Employees", "Neither party shall solicit or hire employees of the other party.")
    assert "solicit or hire" in solicit["no-solicit-of-employees"].why
    assert "advertising" in solicit["no-solicit-of-employees"].suggestion


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "[*] may [*] any of its rights or obligations under this Agreement without the prior consent of [*].",
            0,
        ),
        ("[*] may [*] any of its lamps under this Agreement without the prior written consent of [*].", 1),
        ("Turner's employment with the Company may end. It lasts as long as Turner's employment by the Company.", 0),
        ("The Company may end it. It lasts as long as the Company sells lamps.", 1),
    ],
)
def test_a_redacted_ban_restricts_assignment_and_an_employee_needs_none(text, missing):
    assert ("assignment-open" in flags_of("Parties", text)) is bool(missing)


def test_a_blank_agreement_date_is_told_once_where_the_contract_takes_effect_on_it():
    text = "This Agreement is made on ____ 2020.\n\nThis Agreement takes effect on the date first above written."
    case = case_of("Agreement Date", text)
    second = case.clauses[0].model_copy(update={"id": 1, "category": "Effective Date", "interval": [38, len(text)]})
    first = case.clauses[0].model_copy(update={"text": text[:36], "interval": [0, 36]})
    second = second.model_copy(update={"text": case.document.text[38:]})
    made = Value(text="____ 2020", clause=0, score=0.9, value=None, gap="open")
    effective = Value(text=second.text, clause=1, score=0.9, value=None, gap="open")
    summary = case.summary.model_copy(update={"agreement_date": made, "effective_date": effective})
    case = Case(case.document, summary, [first, second], case.sides)
    flags = raise_flags(default_playbook(), case, case.clauses, [])
    (told,) = [flag for flag in flags if flag.rule.endswith("date-open")]
    assert told.why.startswith("The agreement date, from which the contract takes effect, is left blank.")
    assert [quote.text for quote in told.quotes] == ["This Agreement is made on ____ 2020."]
    without_year = summary.model_copy(update={"agreement_date": made.model_copy(update={"text": "7th day of May"})})
    flags = raise_flags(default_playbook(), case._replace(summary=without_year), case.clauses, [])
    (told,) = [flag for flag in flags if flag.rule.endswith("date-open")]
    assert told.why.startswith("The agreement date, from which the contract takes effect, gives no year.")


def test_the_item_that_tells_of_a_change_of_control_is_quoted_and_a_partys_own_control_is_none():
    lead = "Buyer may terminate upon any of the following: (a) a delay within Vendor's reasonable control;"
    place = asserted("Change Of Control", f"{lead} (b) a change of ownership of half of the shares of Vendor;")
    assert place is not None and place[1] > len(lead) + 20
    assert asserted("Change Of Control", f"{lead} (b) a fire;") is None


def test_an_option_to_terminate_if_the_other_party_has_not_done_something_is_for_cause():
    option = "Vendor, at its option, may terminate this Agreement"
    assert asserted("Termination For Convenience", f"{option} on thirty days' notice.")
    assert asserted("Termination For Convenience", f"{option} if Buyer has not made any sales for a year.") is None


def test_a_rule_under_a_title_is_no_blank():
    rule = "_" * 40
    opening = "THIS AGREEMENT is made on May 2, 2019 between Harrow Mills, Inc. and Quillmark LLC of Ohio."
    assert not list(CHECKS["blanks"](case_of("Parties", f"SERVICE AGREEMENT\n{rule} {opening}")))
    blank = opening.replace("May 2, 2019", "_" * 20)
    assert list(CHECKS["blanks"](case_of("Parties", f"SERVICE AGREEMENT\n{rule} {blank}")))


def test_what_keeps_a_party_from_some_dealings_is_exclusivity_and_what_keeps_it_from_competing_is_not():
    text = "Vendor shall not license the marks to any competitor of Buyer during the Term."
    for told, raised in (
        (text, {"exclusivity"}),
        ("Vendor shall not engage in any competing business during the Term.", {"non-compete"}),
    ):
        case = case_of("Exclusivity", told)
        both = [case.clauses[0], case.clauses[0].model_copy(update={"id": 1, "category": "Non-Compete"})]
        case = Case(case.document, case.summary, both, case.sides)
        flags = raise_flags(default_playbook(), case, both, [])
        assert {flag.rule for flag in flags} & {"exclusivity", "non-compete"} == raised


def test_a_minimum_price_is_due_whatever_is_used_and_no_force_majeure_suspends_it():
    price = flags_of("Minimum Commitment", "Buyer shall pay Vendor a minimum royalty of $900 a year.")
    assert price["minimum-commitment"].why.endswith("It is due however little is used or sold.")
    assert "force majeure" not in price["minimum-commitment"].suggestion
    volume = flags_of("Minimum Commitment", "Buyer shall order at least 900 units a year.")
    assert "Failing to reach it" in volume["minimum-commitment"].why
    assert "force majeure" in volume["minimum-commitment"].suggestion


def test_a_cap_at_the_lesser_of_two_amounts_is_too_low_if_either_is():
    text = "Vendor's liability is limited to the lesser of six months' fees or $500,000."
    for bound, low in (("lesser_of", True), ("greater_of", False)):
        cap = LiabilityCap(
            text=text, clause=0, score=0.9, value=Money(amount="USD 500000"), other=[Fees(period="P6M")], bound=bound
        )
        flags = flags_of("Cap On Liability", text, liability_cap=cap)
        assert ("low-cap" in flags) is low
    cap = cap.model_copy(update={"bound": "lesser_of"})
    why = flags_of("Cap On Liability", text, liability_cap=cap)["low-cap"].why
    assert why.startswith("The cap on liability is at most 6 months' fees.")


@pytest.mark.parametrize(
    ("title", "raised"),
    [("Excluded Rights and Properties", False), ("Rights not Licensed", False), ("Licensed Properties", True)],
)
def test_a_list_of_what_is_not_licensed_grants_nothing(title, raised):
    text = f"Buyer pays.\n\nExhibit B {title}\n\n1. A perpetual license of the film Harrow Hill."
    document = document_from_text(text.encode(), "contract", 10)
    begin = document.text.index("1. A perpetual")
    case = case_of("Irrevocable Or Perpetual License", text)
    inside = case.clauses[0].model_copy(update={"text": document.text[begin:], "interval": [begin, len(document.text)]})
    case = Case(document, case.summary, [inside], case.sides)
    found = [flag.rule for flag in raise_flags(default_playbook(), case, case.clauses, [])]
    assert ("perpetual-license" in found) is raised


def test_an_undefined_term_is_quoted_from_a_sentence_not_from_the_one_below_a_heading():
    defined = " ".join(f'"{word}" means a thing.' for word in ("Lamp", "Shade", "Wick", "Oil", "Price", "Order"))
    uses = "He keeps the Sketches. He sends the Sketches. He burns the Sketches."
    text = f"{defined}\n\n3. Of the Sketches\n\nLamps are lit at night.\n\n{uses}"
    (quote,) = flags_of("Parties", text)["undefined-terms"].quotes
    assert quote.text == "He keeps the Sketches."


@pytest.mark.parametrize(("whose", "advice"), [("Vendor", None), ("a party", "Limit the right")])
def test_a_change_of_ones_own_control_need_not_favor_a_competitor(whose, advice):
    means = f"“Change of Control” means that any third party acquires half of the shares of {whose}."
    text = f"{means}\n\nVendor may terminate this Agreement upon ninety days' notice for a Change of Control."
    suggestion = flags_of("Change Of Control", text)["change-of-control"].suggestion
    assert (suggestion or "").startswith(advice or "") and bool(suggestion) is bool(advice)


@pytest.mark.parametrize(
    ("notice", "reason"), [("P6M", "The first term is no longer than that"), ("P4M", "A deadline that far ahead")]
)
def test_a_notice_as_long_as_the_first_term_is_due_at_once(notice, reason):
    text = "This Agreement renews unless notice is given before the end of the term."
    given = Notice(text=text, clause=0, score=0.9, value=notice, gap=None, purpose="against_renewal", party=None)
    term = Term(text=text, clause=0, score=0.9, value="P6M", gap=None, counted_from=None)
    flag = flags_of("Notice Period To Terminate Renewal", text, renewal_notice=given, term=term)["long-notice"]
    assert reason in flag.why


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Each Party may have its own auditors review the books and records of the Joint Venture.", False),
        ("The Parties will agree on the independent auditors of the Joint Venture.", False),
        ("Each Party may have its own auditors review the books and records of the other Party.", True),
    ],
)
def test_owners_who_look_into_the_books_of_their_joint_venture_audit_no_party(text, flagged):
    assert ("audit-rights" in flags_of("Audit Rights", text)) is flagged


@pytest.mark.parametrize(
    ("paid", "flagged"), [("Distribution", False), ("Tax Distribution to its owners", False), ("Fee", True)]
)
def test_what_a_company_distributes_for_its_owners_taxes_is_no_minimum_commitment(paid, flagged):
    text = f"Vendor shall pay to each owner, every quarter, a sum equal to 25% of the estimated Minimum {paid}."
    assert ("minimum-commitment" in flags_of("Minimum Commitment", text)) is flagged


@pytest.mark.parametrize(
    ("than", "flagged"), [("the product that it replaces", False), ("sales to any other customer", True)]
)
def test_terms_as_good_as_the_partys_own_earlier_ones_favor_nobody(than, flagged):
    text = "Vendor shall sell each new product made by a third party on terms "
    text += f"no less favorable to Buyer than those for {than}."
    assert ("most-favored-nation" in flags_of("Most Favored Nation", text)) is flagged


@pytest.mark.parametrize(("who", "flagged"), [("Buyer", False), ("Vendor", True)])
def test_a_party_that_may_leave_if_it_sells_too_little_need_not_reach_a_minimum(who, flagged):
    text = f"Buyer may terminate this Agreement in the event that:\n\n(A) {who} fails to achieve sales of "
    text += "at least $900; or (B) Net Sales are below $90."
    assert ("minimum-commitment" in flags_of("Minimum Commitment", text)) is flagged


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Upon delivery, Buyer shall inspect the Products and the documents, and accounts for them.", False),
        ("Upon delivery, Buyer may inspect the Products, and Vendor shall permit Buyer to audit its records.", True),
    ],
)
def test_a_look_at_goods_and_papers_on_arrival_is_no_audit(text, flagged):
    assert ("audit-rights" in flags_of("Audit Rights", text)) is flagged


def test_a_redacted_lesser_sum_is_a_cap_on_liability():
    text = "The aggregate liability of Vendor hereunder shall be equal to the lesser of: (i) ***; and (ii) ***."
    assert "liability-cap-missing" not in flags_of("Cap On Liability", text)


@pytest.mark.parametrize(("sells", "flagged"), [("shall handle no", True), ("handles", False)])
def test_a_party_that_shall_handle_no_competing_products_is_restrained(sells, flagged):
    text = f"During the term, Buyer, directly or indirectly, {sells} products that are competitive with the Products."
    assert ("non-compete" in flags_of("Non-Compete", text)) is flagged


def test_who_may_take_part_in_a_program_is_no_non_compete():
    rule = "You may not participate in the partner program if your shop sells spirits to minors."
    assert "non-compete" not in flags_of("Non-Compete", rule)
    assert "non-compete" in flags_of("Non-Compete", "You may not take part in a program if it competes with ours.")


@pytest.mark.parametrize(
    "text",
    [
        "- Not engage in any competing business during the term and for six months after it.",
        "(d) not to carry on a business that competes with the shops.",
        "not directly or indirectly operate a competing repair shop in the county.",
    ],
)
def test_an_item_of_a_partys_duties_is_a_non_compete(text):
    assert "non-compete" in flags_of("Non-Compete", text)
    assert "non-compete" not in flags_of("Non-Compete", "- Not sell the goods on credit.")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("These Terms apply until either you or Harrow decide to end them.", False),
        ("This Agreement continues until it is terminated by one of us.", False),
        ("If you wish to end this agreement, you may write to us to have your account closed.", False),
        ("These Terms apply until the goods are paid for.", True),
        ("If you wish to end your visit, you may leave.", True),
    ],
)
def test_terms_that_last_until_someone_ends_them_need_no_end(text, missing):
    assert ("end-missing" in flags_of("Parties", text)) is missing


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("You may cancel your subscription to the maps at any time.", 0),
        ("You can at any time turn off automatic renewal.", 0),
        ("If you choose to cancel, auto-renewal will stop, and we make no further charge.", 0),
        ("You may cancel your order at any time.", 1),
    ],
)
def test_a_subscription_that_can_be_cancelled_at_any_time_needs_no_deadline_for_opting_out(text, count):
    renews = "Your plan renews automatically at the end of each month."
    renewal = Renewal(value="P1M", kind="automatic", text=renews, clause=0, score=0.9)
    case = case_of("Renewal Term", f"{renews}\n\n{text}", renewal_term=renewal)
    assert len(list(CHECKS["renewal-without-notice"](case))) == count


def test_who_may_prove_its_compliance_by_reports_is_the_one_that_is_audited():
    proves = "In lieu of a visit, Vendor may satisfy its audit obligations by providing reports of its own auditors."
    assert "audit-rights" not in flags_of("Audit Rights", proves)
    assert "audit-rights" in flags_of("Audit Rights", "Buyer may audit Vendor's books once a year on ten days' notice.")


@pytest.mark.parametrize(("amount", "low"), [("USD 5.00", True), ("EUR 100", True), ("USD 5000", False)])
def test_a_cap_of_a_few_dollars_is_low(amount, low):
    text = "You agree that the liability of Vendor shall not exceed the sum stated."
    cap = LiabilityCap(text=text, clause=0, score=0.9, value=Money(amount=amount))
    assert ("low-cap" in flags_of("Cap On Liability", text, liability_cap=cap)) is low


@pytest.mark.parametrize(
    ("what", "sold"), [("the Assigned Patents", True), ("the Transferred IP", True), ("all patents", False)]
)
def test_a_sale_of_what_is_there_already_carves_out_nothing(what, sold):
    text = f"Vendor hereby assigns to Buyer all of its right, title and interest in and to {what}."
    advice = flags_of("Ip Ownership Assignment", text)["ip-assignment"].suggestion
    assert ("pre-existing" in (advice or "")) is not sold


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("If you do not accept this, you may not take part in the program.", False),
        ("You may not: - Recruit buyers to competing sites - Use our data to build a competing service", False),
        ("Buyer shall not sell competing pumps. Buyer may sell other pumps through other dealers.", False),
        ("Buyer shall not sell competing pumps. Vendor may also sell through other dealers, but not in Ohio.", True),
        ("Buyer shall not sell competing pumps.", True),
    ],
)
def test_who_may_take_part_and_who_may_deal_with_others_is_bound_by_no_non_compete(text, flagged):
    case = case_of("Non-Compete", text)
    end = text.find(". ") + 1 or len(text)
    clause = case.clauses[0].model_copy(update={"text": text[:end], "interval": [0, end]})
    flags = raise_flags(default_playbook(), case._replace(clauses=[clause]), [clause], [])
    assert any(flag.rule == "non-compete" for flag in flags) is flagged


def test_liability_for_delay_is_not_all_liability():
    term = {"clause": 0, "score": 0.9, "kind": "exclusion", "total": True}
    losses = "Vendor shall not be liable for any direct, indirect or consequential loss"
    assert excludes_all(LiabilityTerm(text=f"{losses}.", **term))
    for cause in ("caused directly or indirectly by a delay in delivery", "resulting from late deliveries"):
        assert not excludes_all(LiabilityTerm(text=f"{losses} {cause}.", **term))


def test_the_assignment_of_copyright_is_no_restriction_on_assignment():
    text = "3. Copyright Assignment\n\nAuthor hereby irrevocably assigns and conveys to Buyer all rights in the book."
    assert "may be one" not in flags_of("Ip Ownership Assignment", text)["assignment-open"].why


def test_what_other_terms_say_of_assignment_applies_here_if_they_do():
    text = (
        "The general provisions of the Terms of Service, including on assignment and waiver, apply to this Agreement."
    )
    assert "assignment-open" in flags_of("Parties", text.replace("apply", "do not apply"))
    assert "assignment-open" not in flags_of("Parties", text)


def test_terms_of_single_bookings_need_neither_an_end_nor_a_restriction_on_assignment():
    text = "Booking Terms and Conditions\n\n" + 10 * "Each booking is paid before the party. "
    assert not {"end-missing", "assignment-open"} & set(flags_of("Parties", text))
    assert {"end-missing", "assignment-open"} <= set(flags_of("Parties", text.replace("Booking Terms", "Agency Terms")))


def test_a_name_that_is_written_small_keeps_its_first_letter():
    owner = [Party(name="harrowdale, LLC", defined_as=["harrowdale, LLC", "we"], clause=0, score=0.9)]
    text = "We may update these Terms at any time."
    assert flags_of("Parties", text, parties=owner)["changed-alone"].why.startswith("harrowdale, LLC may")


MINIMUM = "4.1 Buyer shall order at least 900 lamps a year. "


@pytest.mark.parametrize(
    ("more", "suggestion"),
    [
        (
            "If it orders fewer, it pays half the difference, unless the reason lies in a default of Vendor or in "
            "an event within clause 16.",
            None,
        ),
        ("Left out of the minimum are lamps that Vendor declined to make.", "Let force majeure suspend it."),
        ("You don't owe it for a week when we were shut.", "Let force majeure suspend it."),
        ("For each week in which Vendor fails to ship, the minimum is reduced.", "Let force majeure suspend it."),
        (
            "The lamps are new, except for those in a box.",
            "Reduce it to the extent that the other party fails to perform. Let force majeure suspend it.",
        ),
        (
            "Buyer may end this contract if Vendor fails to ship for a month.",
            "Reduce it to the extent that the other party fails to perform. Let force majeure suspend it.",
        ),
    ],
)
def test_a_minimum_that_falls_already_needs_no_advice_that_it_should(more, suggestion):
    assert flags_of("Minimum Commitment", MINIMUM + more)["minimum-commitment"].suggestion == suggestion


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (
            "That payment is Vendor's only remedy for the shortfall.",
            "The contract names the only remedy for a shortfall.",
        ),
        (
            "If it orders fewer, its sole liability is to pay $18 for each lamp not ordered.",
            "The contract names the only remedy for a shortfall.",
        ),
        (
            "That payment, along with the right to terminate, is the only remedy for a shortfall.",
            "Failing to reach it can cost money, exclusivity or the contract itself.",
        ),
        (
            "No shortfall payment is owed.",
            "Failing to reach it costs no money, but check whether it can cost exclusivity or the contract itself.",
        ),
        (
            "Vendor has no claim for compensation for the shortfall as such.",
            "Failing to reach it costs no money, but check whether it can cost exclusivity or the contract itself.",
        ),
        (
            "No payment is due for a broken lamp.",
            "Failing to reach it can cost money, exclusivity or the contract itself.",
        ),
        (
            "Repair is the only remedy for a broken lamp.",
            "Failing to reach it can cost money, exclusivity or the contract itself.",
        ),
    ],
)
def test_what_a_shortfall_costs_is_only_what_the_contract_calls_the_only_remedy(more, why):
    assert flags_of("Minimum Commitment", MINIMUM + more)["minimum-commitment"].why.endswith(why)


def test_a_minimum_price_that_falls_in_some_cases_is_not_called_due_whatever_is_used():
    text = "Buyer shall pay at least $900 a quarter, and the difference is reduced if Vendor is late."
    why = flags_of("Minimum Commitment", text)["minimum-commitment"].why
    assert why.endswith("It is due however little is used or sold, but for the cases that the contract names.")


def test_what_a_party_continues_to_own_need_not_be_carved_out_of_what_it_assigns():
    assigns = "Vendor hereby assigns to Buyer all right, title and interest in the inventions. "
    for more, advised in (("Vendor continues to own the Lamp Software.", False), ("Vendor owns a mill.", True)):
        suggestion = flags_of("Ip Ownership Assignment", assigns + more)["ip-assignment"].suggestion or ""
        assert ("pre-existing" in suggestion) is advised


@pytest.mark.parametrize(
    ("more", "limited"),
    [
        ("No statement may be queried more than nine months after it was sent.", True),
        ("Invoices become final two years after their date.", True),
        ("No statement may be queried by telephone.", False),
    ],
)
def test_an_audit_reaches_no_further_back_than_statements_can_be_queried(more, limited):
    text = f"9.2 Buyer may audit Vendor's records on seven days' notice. {more}"
    why = flags_of("Audit Rights", text)["audit-rights"].why
    assert why.endswith("the contract limits how far back claims can reach.") is limited
    assert ("past periods" in why) is not limited
