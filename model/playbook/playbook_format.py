"""The playbook: what a legal team wants, rejects or reviews, as a YAML file that the team edits.

name: Ours
rules:
  - id: liability-cap
    clause: Cap On Liability        # a category ...
    must: be_there                  # be_there, be_absent or be_reviewed
    types: [Service, Hosting]       # only for these types of agreement (default: all)
    severity: high                  # high, medium or low
    reason: Without a cap, one claim can cost more than the contract earns.
    suggestion: Ask for a cap of at least twelve months' fees.
  - id: long-notice
    field: renewal_notice           # ... or a field of the summary, with one of:
    at_most: P90D                   # at_most, at_least, one_of, none_of, filled_in, or must: be_there
    severity: medium
    reason: A long notice is easily missed.
  - id: dead-references
    check: dead-references          # ... or a check of document_checks/contract_checks.py
    severity: medium
    reason: What the parties meant to refer to is open to dispute.
deviations: proven                     # deviations from the norm that are shown: proven (the default), all or none
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from chunking.errors import BadPlaybook
from model.document_part import Text
from model.playbook.document_checks.contract_checks import CHECKS
from model.summary.agreement_type import TYPES
from model.summary.values.comparison import comparable

DEFAULT = Path(__file__).parent / "default.yaml"
FieldName = Literal[
    "agreement_date",
    "effective_date",
    "expiration_date",
    "term",
    "renewal_term",
    "renewal_notice",
    "governing_law",
    "liability_cap",
]


class Severity(StrEnum):
    """How much a flag matters, the most severe first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Must(StrEnum):
    """What a rule requires of a clause."""

    BE_THERE = "be_there"
    BE_ABSENT = "be_absent"
    BE_REVIEWED = "be_reviewed"


class Deviations(StrEnum):
    """Which deviation measures raise flags: those that proved useful, all of them, or none."""

    PROVEN = "proven"
    ALL = "all"
    NONE = "none"


class Rule(BaseModel):
    """One rule, about a clause, a field of the summary, or what a check finds. ``line`` is its line in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]*$")]
    severity: Severity
    reason: Text
    suggestion: Text | None = None
    types: list[str] = []
    clause: str | None = None
    must: Must | None = None
    field: FieldName | None = None
    at_most: str | None = None
    at_least: str | None = None
    one_of: list[str] | None = None
    none_of: list[str] | None = None
    filled_in: Literal[True] | None = None
    check: str | None = None
    line: int = 0

    @model_validator(mode="after")
    def _can_fire(self) -> Rule:
        tests = [self.at_most, self.at_least, self.one_of, self.none_of, self.filled_in]
        if sum(subject is not None for subject in (self.clause, self.field, self.check)) != 1:
            raise ValueError("a rule is about a clause, a field or a check, one of them")
        if self.check is not None and self.check not in CHECKS:
            raise ValueError(f"{self.check!r} is no check, so this rule can never fire; {_known(CHECKS)}")
        if self.check is not None and (self.must is not None or any(test is not None for test in tests)):
            raise ValueError("a rule about a check has neither `must` nor a test of a value")
        if self.clause is not None and (self.must is None or any(test is not None for test in tests)):
            raise ValueError("a rule about a clause has `must` and no test of a value")
        must = self.must if self.must is Must.BE_THERE else None
        if self.field is not None and (sum(test is not None for test in [*tests, must]) != 1 or self.must is not must):
            raise ValueError(
                "a rule about a field has one of at_most, at_least, one_of, none_of, filled_in, or `must: be_there`"
            )
        if self.one_of == [] or self.none_of == []:
            raise ValueError("an empty list of values: this rule can never fire, or always would")
        limit = self.at_most or self.at_least
        if limit is not None and comparable(limit) is None:
            raise ValueError(f"{limit!r} is no duration (P90D), sum (USD 1000000) or date (2030-12-31)")
        unknown = sorted(set(self.types) - set(TYPES))
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no type of agreement, so this rule can never fire; {_known(TYPES)}")
        return self


class Playbook(BaseModel):
    """A named list of rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    rules: list[Rule]
    deviations: Deviations = Deviations.PROVEN

    def check_categories(self, categories: Iterable[str]) -> None:
        """Raises BadPlaybook for a rule about a clause that the model does not look for."""
        known = list(categories)
        for rule in self.rules:
            if rule.clause is not None and rule.clause not in known:
                raise BadPlaybook(
                    f"Playbook {self.name!r}, line {rule.line}: {rule.clause!r} is no category of the model, so rule "
                    f"{rule.id!r} can never fire; {_known(known)}."
                )


@cache
def default_playbook() -> Playbook:
    """The built-in playbook."""
    return load_playbook(DEFAULT)


def load_playbook(path: Path) -> Playbook:
    """Reads a playbook. Raises BadPlaybook, which names the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadPlaybook(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadPlaybook(
            f"{path.name}{line}: this is not YAML: {getattr(error, 'problem', None) or error}."
        ) from error
    except RecursionError as error:
        raise BadPlaybook(f"{path.name} is nested too deeply for a playbook.") from error
    if not isinstance(content, dict):
        raise BadPlaybook(f"{path.name}, line 1: a playbook has a name and a list of rules.")
    _add_lines(content, node)
    try:
        playbook = Playbook.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
        message = first["msg"].removeprefix("Value error, ")
        raise BadPlaybook(
            f"{path.name}, line {_line(node, first['loc'])}: {where + ': ' if where else ''}{message}."
        ) from error
    _refuse_conflicts(path.name, playbook.rules)
    return playbook


def load_playbooks(path: Path | None) -> dict[str, Playbook]:
    """The installed playbooks by file name: those of a folder, or a single file, which is then the default.

    A folder without a "default" keeps the built-in playbook as the default. Raises BadPlaybook.
    """
    found = {"default": DEFAULT}
    if path is not None and path.is_dir():
        found |= {file.stem: file for file in sorted([*path.glob("*.yaml"), *path.glob("*.yml")])}
    elif path is not None:
        found["default"] = path
    return {name: load_playbook(file) for name, file in found.items()}


def _add_lines(content: dict[str, Any], node: yaml.Node | None) -> None:
    rules = content.get("rules")
    for number, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict):
            rule["line"] = _line(node, ("rules", number))


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The line of the innermost existing node on the path to a key."""
    line = node.start_mark.line + 1 if node else 1
    for part in place:
        inner: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            inner = node.value[part]
        if inner is None:
            break
        node, line = inner, inner.start_mark.line + 1
    return line


def _refuse_conflicts(file: str, rules: list[Rule]) -> None:
    """Refuses two rules with the same id, and a clause that both must and must not be there."""
    ids: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in ids:
            raise BadPlaybook(
                f"{file}, line {rule.line}: the id {rule.id!r} stands on line {ids[rule.id].line} already."
            )
        ids[rule.id] = rule
        for other in ids.values():
            opposed = {rule.must, other.must} == {Must.BE_THERE, Must.BE_ABSENT}
            overlap = not rule.types or not other.types or set(rule.types) & set(other.types)
            if rule.clause and rule.clause == other.clause and opposed and overlap:
                raise BadPlaybook(f"{file}, line {rule.line}: rule {rule.id!r} contradicts {other.id!r}.")


def _known(names: Iterable[str]) -> str:
    return f"known are {', '.join(sorted(names))}"
