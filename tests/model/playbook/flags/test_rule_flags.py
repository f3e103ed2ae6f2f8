"""What rules of a playbook flag, and what a flag says."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import Playbook, Rule
from model.schema import Absent, Clause, Dependence, Fees, Law, LiabilityCap, Money, Notice, Place, Renewal, Value
from model.summary.parties.sides import Sides
from model.summary.summary import summarize


def rule(**fields) -> Rule:
    return Rule.model_validate({"id": "r", "severity": "medium", "reason": "It matters."} | fields)


def flags(
    rules: list[Rule], absent: tuple[Absent, ...] = (), summary: dict | None = None, found=True, score=0.9, **texts: str
):
    """The flags of rules on a contract that consists of these clauses, its summary changed as told."""
    document = document_from_text("\n\n".join(texts.values()).encode() or b"Nothing.", "contract", 10)
    clauses = []
    for number, (name, text) in enumerate(texts.items()):
        start = document.text.index(text)
        inside = [one.id for one in document.segments if one.start < start + len(text) and start < one.end]
        clauses.append(
            Clause(
                id=number,
                category=name.replace("_", " "),
                text=text,
                heading=[],
                pages=[1],
                boxes=[],
                interval=[start, start + len(text)],
                segments=inside,
                score=score,
                found=found,
            )
        )
    held = summarize(clauses, document.text).model_copy(update=summary or {})
    case = Case(document, held, [clause for clause in clauses if clause.found], Sides(held.parties))
    return raise_flags(Playbook(name="Ours", rules=rules), case, clauses, absent)


def value(kind_of: type[Value], told: str, **more) -> Value:
    return kind_of(text=told, value=told, clause=0, score=0.9, **more)


CAP = {"text": "x", "clause": 0, "score": 0.9}


def test_a_clause_of_which_the_model_is_unsure_is_said_to_be_possible_and_flagged_after_the_sure_ones():
    wanted = [
        rule(id="x", clause="Exclusivity", must="be_reviewed"),
        rule(id="c", clause="Non-Compete", must="be_absent"),
        rule(id="a", clause="Audit Rights", must="be_reviewed"),
    ]
    exclusive, audits = "Vendor shall buy exclusively from Maker.", "Maker may audit the books of Vendor."
    restrains = {"Non-Compete": "Vendor shall not compete with Maker."}
    sure = flags(wanted, Exclusivity=exclusive, Audit_Rights=audits, score=0.4, **restrains)
    assert [(flag.rule, flag.unsure) for flag in sure] == [("x", False), ("c", False), ("a", False)]
    exclusivity, compete, audit = flags(wanted, Exclusivity=exclusive, Audit_Rights=audits, score=0.39, **restrains)
    assert exclusivity.why == "The quoted passage may be an exclusivity clause. It matters."
    assert compete.why == "The quoted passage may be a non-compete. It matters."
    assert audit.why == "The quoted passage may be an audit right. It matters."
    assert {flag.severity for flag in (exclusivity, compete, audit)} == {"medium"}
    assert all(flag.unsure and flag.quotes for flag in (exclusivity, compete, audit))


def test_of_one_severity_sure_flags_come_before_unsure_ones():
    unsure = Absent(category="Insurance", best_score=0.3, candidate=0)
    first = rule(id="i", severity="low", clause="Insurance", must="be_there")
    second = rule(id="n", severity="low", clause="Anti-Assignment", must="be_there")
    raised = flags([first, second], (unsure,), Insurance="Vendor shall maintain insurance.", found=False)
    assert [(flag.rule, flag.unsure) for flag in raised] == [("n", False), ("i", True)]


def test_a_missing_clause_is_a_flag_that_points_at_nothing():
    wanted = rule(clause="Insurance", must="be_there", suggestion="Ask for one.")
    (flag,) = flags([wanted])
    assert flag.why == "No insurance requirement was found. It matters."
    assert (flag.rule, flag.severity, flag.suggestion, flag.clauses, flag.quotes) == (
        "r",
        "medium",
        "Ask for one.",
        [],
        [],
    )
    assert flags([wanted], Insurance="Provider shall maintain insurance.") == []


def test_a_clause_of_another_topic_does_not_stand_in_for_one_that_is_missing():
    wanted = rule(clause="Insurance", must="be_there")
    assert flags([wanted], Insurance="Links are shown on the travel pages of Provider.")


def test_what_is_missing_for_certain_and_what_only_may_be_are_told_apart():
    wanted = rule(clause="Insurance", must="be_there", severity="high")
    candidate = Absent(category="Insurance", best_score=0.2, candidate=0)
    (flag,) = flags([wanted], (candidate,), found=False, Insurance="Cover of one million dollars is taken out.")
    assert flag.why == "No clear insurance requirement was found, but the quoted passage may be one. It matters."
    assert (flag.severity, flag.clauses) == ("low", [0]) and flag.quotes[0].text.startswith("Cover of")
    (spoken,) = flags([wanted], Renewal_Term="Carrier shall carry cargo insurance at all times.")
    assert spoken.severity == "low" and spoken.quotes[0].text == "Carrier shall carry cargo insurance at all times."


def test_what_hands_nothing_on_may_be_no_restriction_on_assignment():
    wanted = rule(clause="Anti-Assignment", must="be_there", severity="high")
    candidate = Absent(category="Anti-Assignment", best_score=0.2, candidate=0)

    def why(text: str) -> str:
        (flag,) = flags([wanted], (candidate,), found=False, **{"Anti-Assignment": text})
        return flag.why

    assert why("Orders shall not be awarded without consent.").startswith("No restriction on assignment was found.")
    assert "may be one" in why("Orders shall not be transferred without consent.")


@pytest.mark.parametrize("must", ["be_absent", "be_reviewed"])
def test_an_unwelcome_clause_is_a_flag_that_quotes_it_with_its_place(must):
    watched = rule(clause="Non-Compete", must=must)
    assert flags([watched], Insurance="It is insured.") == []
    (flag,) = flags([watched], **{"Insurance": "It is insured.", "Non-Compete": "It shall not compete."})
    assert flag.clauses == [1] and flag.why == "There is a non-compete. It matters."
    (quote,) = flag.quotes
    assert (quote.text, quote.paragraph, quote.clause) == ("It shall not compete.", 2, 1)
    assert flag.norm == ("The playbook does not accept a non-compete." if must == "be_absent" else None)


def test_only_the_sentence_that_says_so_is_quoted():
    text = "Customer shall keep books. Provider may audit them once a year. Notices are in writing."
    (flag,) = flags([rule(clause="Audit Rights", must="be_reviewed")], Audit_Rights=text)
    assert flag.quotes[0].text == "Provider may audit them once a year."
    joint = "Text is Provider's. Software is jointly owned."
    (flag,) = flags([rule(clause="Joint Ip Ownership", must="be_reviewed")], Joint_Ip_Ownership=joint)
    assert flag.quotes[0].text == "Software is jointly owned."


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("Third Party Beneficiary", "This Agreement has no third party beneficiaries."),
        ("Minimum Commitment", "Customer shall not be subject to a minimum purchase requirement of any kind."),
        ("Joint Ip Ownership", "None of the inventions is jointly owned."),
        ("Exclusivity", "The license is non-exclusive."),
    ],
)
def test_a_clause_that_denies_what_its_category_names_raises_no_flag(category, text):
    assert flags([rule(clause=category, must="be_reviewed")], **{category: text}) == []


@pytest.mark.parametrize(
    ("test", "field", "says", "norm"),
    [
        (
            {"at_most": "P90D"},
            value(Notice, "P6M"),
            "The non-renewal notice period is 6 months.",
            "At most 90 days.",
        ),
        ({"at_most": "P90D"}, value(Notice, "P60D"), None, None),
        ({"at_most": "P90D"}, value(Notice, "P6M", purpose="to_renew"), None, None),
        (
            {"at_most": "P2Y"},
            value(Renewal, "P5Y", kind="automatic"),
            "The renewal term is 5 years.",
            "At most 2 years.",
        ),
        ({"at_most": "P2Y"}, value(Renewal, "P5Y", kind="option", party="Customer"), None, None),
        (
            {"at_least": "P12M"},
            LiabilityCap(**CAP, value=Fees(period="P2M")),
            "The cap on liability is 2 months' fees.",
            "At least 12 months' fees.",
        ),
        ({"at_least": "P12M"}, LiabilityCap(**CAP, value=Fees(period="P6M", multiple=2)), None, None),
        ({"at_least": "P12M"}, LiabilityCap(**CAP, value=Money(amount="USD 500")), None, None),
        (
            {"at_least": "P12M"},
            LiabilityCap(**CAP, value=Money(amount="USD 500"), other=[Fees(period="P6M")], bound="lesser_of"),
            "The cap on liability is at most 6 months' fees.",
            "At least 12 months' fees.",
        ),
        (
            {"at_least": "P12M"},
            LiabilityCap(**CAP, value=Money(amount="USD 500"), other=[Fees(period="P6M")], bound="greater_of"),
            None,
            None,
        ),
        (
            {"at_least": "USD 1000"},
            LiabilityCap(**CAP, value=Money(amount="USD 500")),
            "The cap on liability is USD 500.",
            "At least USD 1000.",
        ),
        ({"at_least": "USD 1000"}, LiabilityCap(**CAP, value=Money(amount="EUR 500")), None, None),
        (
            {"one_of": ["US-NY", "Delaware"]},
            value(Law, "Utah", code="US-UT"),
            "The governing law is Utah.",
            "One of US-NY, Delaware.",
        ),
        ({"one_of": ["US-NY", "Delaware"]}, value(Law, "New York", code="US-NY"), None, None),
        ({"none_of": ["utah"]}, value(Law, "Utah", code="US-UT"), "The governing law is Utah.", "None of utah."),
        (
            {"one_of": ["Ohio"]},
            value(
                Law, "Ohio; Utah", code=None, laws=[Place(name="Ohio", code="US-OH"), Place(name="Utah", code="US-UT")]
            ),
            "The governing law is Utah.",
            "One of Ohio.",
        ),
    ],
)
def test_a_value_is_held_against_its_rule(test, field, says, norm):
    names = {Notice: "renewal_notice", Renewal: "renewal_term", LiabilityCap: "liability_cap", Law: "governing_law"}
    name = names[type(field)]
    found = flags([rule(field=name, **test)], summary={name: field}, Insurance="x")
    assert [(flag.why, flag.norm, flag.clauses) for flag in found] == (
        [(f"{says} It matters.", norm, [0])] if norm else []
    )


@pytest.mark.parametrize(("gap", "count"), [("open", 1), ("redacted", 0), (None, 0)])
def test_a_blank_is_left_open_and_a_redaction_is_not(gap, count):
    date = Value(text="____ day of May", value=None, clause=0, score=0.9, gap=gap)
    found = flags([rule(field="effective_date", filled_in=True)], summary={"effective_date": date}, Insurance="x")
    assert [flag.why for flag in found] == count * ["The effective date is left blank. It matters."]


def test_an_end_is_there_where_a_term_or_a_date_is_stated():
    wanted = rule(field="expiration_date", must="be_there")
    (flag,) = flags([wanted])
    assert flag.why == "No end date or term was found. It matters."
    assert flags([wanted], summary={"term": value(Value, "P15Y")}) == []


def test_an_exclusion_of_kinds_of_loss_is_no_cap():
    text = "Neither party is liable for indirect damages."
    (flag,) = flags([rule(field="liability_cap", must="be_there")], Cap_On_Liability=text)
    assert flag.why == "No cap on liability was found; the quoted passage excludes only certain losses. It matters."
    assert flag.quotes[0].text == text


@pytest.mark.parametrize(("kind", "count"), [("amendment", 0), ("statement_of_work", 0), ("restatement", 1)])
def test_a_document_that_depends_on_another_is_not_missing_what_that_one_has(kind, count):
    other = Dependence(kind=kind, agreement="Services Agreement", date=None, text="x", pages=[1], interval=[0, 1])
    assert len(flags([rule(clause="Insurance", must="be_there")], summary={"depends_on": other})) == count


def test_a_rule_may_be_for_some_types_of_agreement_only():
    hosting = rule(clause="Insurance", must="be_there", types=["Hosting"])
    assert flags([hosting], Document_Name="HOSTING AGREEMENT")
    assert flags([hosting], Document_Name="LICENSE AGREEMENT") == []
    assert flags([hosting]) == []


def test_the_worst_stand_first():
    rules = [
        rule(id=severity, severity=severity, clause="Insurance", must="be_there")
        for severity in ("low", "high", "medium")
    ]
    assert [flag.severity for flag in flags(rules)] == ["high", "medium", "low"]


def test_a_cap_beside_an_exclusion_is_seen():
    text = (
        "Neither party is liable for indirect damages. Neither is liable for amounts in excess, in the aggregate, "
        "of the fees paid."
    )
    assert flags([rule(field="liability_cap", must="be_there")], Cap_On_Liability=text) == []


@pytest.mark.parametrize("text", ["03/24/26 ________ Date", "until XXXXXXXX visits", "March 3, 2026 by ______"])
def test_a_date_over_a_blank_line_is_filled_in_and_so_was_one_that_is_redacted(text):
    date = Value(text=text, value=None, clause=0, score=0.9, gap="open")
    assert flags([rule(field="effective_date", filled_in=True)], summary={"effective_date": date}, Insurance="x") == []


ASSIGNMENT = rule(clause="Anti-Assignment", must="be_there")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Duties survive an assignment for the benefit of creditors, whether or not there are successors.",
            "No restriction on assignment was found. It matters.",
        ),
        (
            "This contract is for the benefit of the parties and their successors.",
            "No restriction on assignment was found. The quoted passage speaks only of successors or assigns, and says "
            "nothing of when an assignment is permitted. It matters.",
        ),
    ],
)
def test_an_insolvency_says_nothing_of_successors(text, said):
    assert [one.why for one in flags([ASSIGNMENT], Warranty=text)] == [said]


def test_a_license_that_can_be_transferred_only_as_a_section_says_is_restricted():
    granted = "Maker grants Vendor a license that is transferable ({}as set forth in Section 9.1)."
    assert flags([ASSIGNMENT], License=granted.format("solely ")) == []
    assert flags([ASSIGNMENT], License=granted.format("freely, "))
