"""Resolves the templates as CloudFormation would: follows every reference through all nested stacks.

A resource that exists only in AWS appears as ``<Stack.Resource>``, its attribute as ``<Stack.Resource.Attribute>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from chunking.errors import BadConfiguration
from deploy.cloudformation import template

STACK = "AWS::CloudFormation::Stack"
_NOTHING = object()
_NAMES = re.compile(r"\$\{([\w.:]+)\}")


def pseudo_parameters(name: str, account: str, region: str) -> dict[str, str]:
    """AWS's own parameters for a stack of this name."""
    uuid = "1b5d2e3a-0c4f-4b8e-9a67-5d1f2c3b4a59"
    return {
        "AWS::AccountId": account,
        "AWS::Region": region,
        "AWS::Partition": "aws",
        "AWS::URLSuffix": "amazonaws.com",
        "AWS::StackName": name,
        "AWS::StackId": f"arn:aws:cloudformation:{region}:{account}:stack/{name}/{uuid}",
    }


class Resolved:
    """One template with its parameters' values. Raises BadConfiguration for a reference that leads nowhere."""

    def __init__(self, name: str, body: template.Template, given: Mapping[str, Any], pseudo: Mapping[str, str]) -> None:
        self.name, self.body, self._pseudo = name, body, pseudo
        self._nested: dict[str, Resolved] = {}
        defined = body.get("Parameters", {})
        self._values = {key: one["Default"] for key, one in defined.items() if "Default" in one} | dict(given)
        wrong = [f"{key} is no parameter of {name}." for key in self._values if key not in defined]
        wrong += [f"{key} of {name} is not given." for key in defined if key not in self._values]
        if wrong:
            raise BadConfiguration(" ".join(wrong))

    def resources(self) -> dict[str, Any]:
        """All resources whose conditions hold, with everything that can be resolved filled in."""
        return {name: self.resource(name) for name in self.body["Resources"] if self.exists(name)}

    def resource(self, name: str) -> dict[str, Any]:
        """One resource."""
        one = self.body["Resources"][name]
        return {**one, "Properties": self.of(one.get("Properties", {}))}

    def exists(self, name: str) -> bool:
        """Whether a resource's condition holds."""
        condition = self.body["Resources"][name].get("Condition")
        return condition is None or self.holds(condition)

    def in_order(self) -> Iterator[tuple[Resolved, str]]:
        """Stacks and resources in an order in which they can be created, a nested stack's own right after it."""
        done: set[str] = set()

        def before(name: str) -> Iterator[str]:
            if name in done or not self.exists(name):
                return
            done.add(name)
            one = self.body["Resources"][name]
            after = one.get("DependsOn", [])
            for needed in [*([after] if isinstance(after, str) else after), *self._referred(one.get("Properties", {}))]:
                yield from before(needed)
            yield name

        for first in self.body["Resources"]:
            for name in before(first):
                yield self, name
                if self.body["Resources"][name]["Type"] == STACK:
                    yield from self.stack(name).in_order()

    def stack(self, logical: str) -> Resolved:
        """A nested stack."""
        if logical not in self._nested:
            if not self.exists(logical):
                raise BadConfiguration(f"{self.name} refers to {logical}, which is not there.")
            properties = self.resource(logical)["Properties"]
            body = template.load(properties["TemplateURL"].rpartition("/")[2].removesuffix(".yaml"))
            given = {key: str(value) for key, value in properties.get("Parameters", {}).items()}
            self._nested[logical] = Resolved(logical, body, given, self._pseudo)
        return self._nested[logical]

    def output(self, name: str) -> Any:
        """An output's value."""
        if name not in self.body.get("Outputs", {}):
            raise BadConfiguration(f"{self.name} has no output {name}.")
        return self.of(self.body["Outputs"][name]["Value"])

    def holds(self, condition: str) -> bool:
        """Whether a condition holds."""
        return bool(self.of(self.body["Conditions"][condition]))

    def of(self, node: Any) -> Any:
        """A node with its intrinsic functions carried out."""
        if isinstance(node, list):
            return [value for one in node if (value := self.of(one)) is not _NOTHING]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((key, value),) = node.items()
            if key == "Condition" and isinstance(value, str):
                return self.holds(value)
            if key == "Ref" or key.startswith("Fn::"):
                return getattr(self, "_" + key.removeprefix("Fn::").lower())(value)
        return {key: value for key, one in node.items() if (value := self.of(one)) is not _NOTHING}

    def _referred(self, node: Any) -> Iterator[str]:
        """The stack's own resources that a node names."""
        if isinstance(node, list):
            for one in node:
                yield from self._referred(one)
        elif isinstance(node, dict):
            if set(node) == {"Fn::If"}:
                condition, yes, no = node["Fn::If"]
                yield from self._referred(yes if self.holds(condition) else no)
                return
            for key, value in node.items():
                names = [value] if key == "Ref" else value[:1] if key == "Fn::GetAtt" else []
                if key == "Fn::Sub":
                    text = value if isinstance(value, str) else value[0]
                    names = [found.partition(".")[0] for found in _NAMES.findall(text)]
                yield from (name for name in names if name in self.body["Resources"])
                yield from self._referred(value)

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NOTHING
        if name in self._pseudo:
            return self._pseudo[name]
        if name in self._values:
            value = self._values[name]
            is_list = self.body["Parameters"][name]["Type"] == "CommaDelimitedList"
            return str(value).split(",") if is_list else value
        if name not in self.body["Resources"]:
            raise BadConfiguration(f"{self.name} refers to {name}, which is not there.")
        return f"<{self.name}.{name}>"

    def _getatt(self, place: list[str]) -> Any:
        resource, attribute = place
        if resource not in self.body["Resources"]:
            raise BadConfiguration(f"{self.name} refers to {resource}, which is not there.")
        if self.body["Resources"][resource]["Type"] == STACK:
            return self.stack(resource).output(attribute.removeprefix("Outputs."))
        return f"<{self.name}.{resource}.{attribute}>"

    def _sub(self, asked: str | list[Any]) -> str:
        text, own = (asked, {}) if isinstance(asked, str) else (asked[0], self.of(asked[1]))

        def value(found: re.Match[str]) -> str:
            if found[1] in own:
                return str(own[found[1]])
            resource, _, attribute = found[1].partition(".")
            return str(self._getatt([resource, attribute]) if attribute else self._ref(found[1]))

        return _NAMES.sub(value, text)

    def _select(self, parts: list[Any]) -> Any:
        index, values = parts
        return self.of(values)[int(index)]

    def _split(self, parts: list[Any]) -> list[str]:
        return str(self.of(parts[1])).split(parts[0])

    def _join(self, parts: list[Any]) -> str:
        return str(parts[0]).join(self.of(parts[1]))

    def _if(self, parts: list[Any]) -> Any:
        return self.of(parts[1] if self.holds(parts[0]) else parts[2])

    def _equals(self, parts: list[Any]) -> bool:
        left, right = self.of(parts)
        return str(left) == str(right)

    def _not(self, parts: list[Any]) -> bool:
        return not self.of(parts[0])

    def _and(self, parts: list[Any]) -> bool:
        return all(self.of(parts))

    def _or(self, parts: list[Any]) -> bool:
        return any(self.of(parts))
