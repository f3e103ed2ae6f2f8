"""The review held against a playbook: what is missing, unwelcome or to be looked at, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.playbook.rules import Must, Playbook, Rule, Severity
from model.schema import Clause, Flag, Law, Summary, Value
from model.summary.values import BLANK, comparable, in_words

_ORDER = [severity.value for severity in Severity]
# What is flagged by the contract's own measures rather than by a rule; colons stand in no rule's id.
NORM = "norm:"
STRANGE_RULE, DOUBTFUL_RULE = f"{NORM}document", f"{NORM}doubtful"


def in_order(flags: Sequence[Flag]) -> list[Flag]:
    """The worst first, in their order where they are equally bad; a doubt about the whole before all."""
    return sorted(flags, key=lambda flag: (flag.rule != DOUBTFUL_RULE, _ORDER.index(flag.severity)))


def raise_flags(playbook: Playbook, summary: Summary, clauses: Sequence[Clause]) -> list[Flag]:
    """The flags of all rules that apply to this type of agreement, the worst first."""
    kind = summary.document_type.value if summary.document_type else None
    found = [clause for clause in clauses if clause.found]
    raised: list[Flag] = []
    for rule in playbook.rules:
        if not rule.types or kind in rule.types:
            flags = _about_clause(rule, found) if rule.clause else _about_field(rule, summary)
            raised += flags
    return in_order(raised)


def _about_clause(rule: Rule, found: Sequence[Clause]) -> Iterator[Flag]:
    ids = [clause.id for clause in found if clause.category == rule.clause]
    if rule.must is Must.BE_THERE and not ids:
        yield _flag(rule, f"No clause of the kind {rule.clause} was found.", f"{rule.clause} is there.", [])
    if rule.must is Must.BE_ABSENT and ids:
        yield _flag(rule, f"There is a clause of the kind {rule.clause}.", f"No {rule.clause}.", ids)
    if rule.must is Must.BE_REVIEWED and ids:
        yield _flag(rule, f"There is a clause of the kind {rule.clause}.", "A person looks at it.", ids)


def _about_field(rule: Rule, summary: Summary) -> Iterator[Flag]:
    assert rule.field is not None
    value: Value | None = getattr(summary, rule.field)
    if value is None:
        return
    norm = _broken(rule, value)
    if norm:
        name = rule.field.replace("_", " ")
        found = f"is {in_words(value.value)}" if value.value else f'is left open: "{value.text}"'
        yield _flag(rule, f"The {name} {found}.", norm, [value.clause])


def _broken(rule: Rule, value: Value) -> str | None:
    """What the rule asks for where the value is not so; null where it is, or where the two cannot be compared."""
    if rule.filled_in:
        return "It is filled in." if value.value is None and BLANK.search(value.text) else None
    if value.value is None:
        return None
    names = {value.value.lower()} | ({value.code.lower()} if isinstance(value, Law) and value.code else set())
    if rule.one_of and not names & {name.lower() for name in rule.one_of}:
        return f"One of {', '.join(rule.one_of)}."
    if rule.none_of and names & {name.lower() for name in rule.none_of}:
        return f"None of {', '.join(rule.none_of)}."
    limit = rule.at_most or rule.at_least
    bound, actual = comparable(limit or ""), comparable(value.value)
    if not (limit and bound and actual and bound[0] == actual[0]):
        return None
    if rule.at_most and actual[1] > bound[1]:
        return f"At most {in_words(limit)}."
    return f"At least {in_words(limit)}." if rule.at_least and actual[1] < bound[1] else None


def _flag(rule: Rule, found: str, norm: str, clauses: list[int]) -> Flag:
    return Flag(
        rule=rule.id,
        severity=rule.severity.value,
        why=f"{found} {rule.reason}",
        norm=norm,
        suggestion=rule.suggestion,
        clauses=clauses,
    )
