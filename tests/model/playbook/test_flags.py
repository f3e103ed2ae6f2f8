from __future__ import annotations

import pytest

from model.playbook.flags import raise_flags
from model.playbook.rules import Playbook, Rule
from model.schema import Clause
from model.summary.summary import summarise


def rule(**fields) -> Rule:
    return Rule.model_validate({"id": "r", "severity": "medium", "reason": "It matters."} | fields)


def flags(rules: list[Rule], **texts: str):
    clauses = [
        Clause(
            id=number,
            category=name.replace("_", " "),
            text=text,
            heading=[],
            pages=[1],
            boxes=[],
            interval=[0, len(text)],
            segments=[0],
            score=0.9,
            found=True,
        )
        for number, (name, text) in enumerate(texts.items())
    ]
    return raise_flags(Playbook(name="Ours", rules=rules), summarise(clauses, ""), clauses)


def test_a_missing_clause_is_a_flag_that_points_at_nothing():
    wanted = rule(clause="Insurance", must="be_there", suggestion="Ask for one.")
    (flag,) = flags([wanted])
    assert flag.why == "No clause of the kind Insurance was found. It matters."
    assert (flag.rule, flag.severity, flag.suggestion, flag.clauses) == ("r", "medium", "Ask for one.", [])
    assert flags([wanted], Insurance="It is insured.") == []


@pytest.mark.parametrize("must", ["be_absent", "be_reviewed"])
def test_an_unwelcome_clause_is_a_flag_that_points_at_it(must):
    watched = rule(clause="Non-Compete", must=must)
    assert flags([watched], Insurance="It is insured.") == []
    (flag,) = flags([watched], **{"Insurance": "It is insured.", "Non-Compete": "It shall not compete."})
    assert flag.clauses == [1]


NOTICE, STOP = {"field": "renewal_notice", "at_most": "P90D"}, "Notice_Period_To_Terminate_Renewal"
LAW = {"field": "governing_law", "one_of": ["US-NY", "Delaware"]}


@pytest.mark.parametrize(
    ("test", "clause", "text", "norm"),
    [
        (NOTICE, STOP, "six months' notice", "At most 90 days."),
        (NOTICE, STOP, "60 days' notice", None),
        ({"field": "term", "at_least": "P2Y"}, "Expiration_Date", "It runs for eighteen months.", "At least 2 years."),
        ({"field": "liability_cap", "at_least": "USD 1000"}, "Cap_On_Liability", "at most $500", "At least USD 1000."),
        ({"field": "liability_cap", "at_least": "USD 1000"}, "Cap_On_Liability", "at most €500", None),
        ({"field": "liability_cap", "at_least": "USD 1000"}, "Cap_On_Liability", "at most the fees", None),
        (LAW, "Governing_Law", "the laws of Utah", "One of US-NY, Delaware."),
        (LAW, "Governing_Law", "the laws of New York", None),
        ({"field": "governing_law", "none_of": ["utah"]}, "Governing_Law", "the laws of Utah", "None of utah."),
        ({"field": "effective_date", "filled_in": True}, "Effective_Date", "____ day of May, 2020", "It is filled in."),
        ({"field": "effective_date", "filled_in": True}, "Effective_Date", "May 1, 2020", None),
    ],
)  # fmt: skip
def test_a_value_is_held_against_its_rule(test, clause, text, norm):
    found = flags([rule(**test)], **{clause: text})
    assert [(flag.norm, flag.clauses) for flag in found] == ([(norm, [0])] if norm else [])


def test_a_duration_is_named_as_a_person_says_it():
    (flag,) = flags(
        [rule(field="renewal_notice", at_most="P90D")], Notice_Period_To_Terminate_Renewal="1 year's notice"
    )
    assert flag.why == "The renewal notice is 1 year. It matters."


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
