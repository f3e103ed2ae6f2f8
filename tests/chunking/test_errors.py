from __future__ import annotations

import re

import pytest

from chunking import errors
from chunking.errors import ContractReviewError, InternalError, all_errors

CLASSES = list(dict.fromkeys(all_errors()))
ROW = re.compile(r"^(?P<branch>[ │├└─]*)(?P<name>[A-Z]\w+)\s{2,}(?P<code>\w+)(?:, .+)?$")


def drawn() -> dict[str, tuple[int, str]]:
    """The rows of the tree in the docstring: depth and code."""
    rows = {}
    for line in (errors.__doc__ or "").splitlines():
        if match := ROW.match(line):
            rows[match["name"]] = ((len(match["branch"]) - 4) // 4, match["code"])
    return rows


def depth(kind: type) -> int:
    return kind.__mro__.index(ContractReviewError)


def test_the_docstring_shows_every_class_with_its_parent_and_code():
    rows = drawn()
    operators = {"BadModel", "BadConfiguration", "BadPlaybook", "NotDeployed"}
    assert {kind.__name__ for kind in CLASSES} == set(rows) | operators
    for kind in CLASSES:
        if kind.__name__ in operators:
            assert re.search(rf"\b{kind.__name__}\b.* for the operator", errors.__doc__ or "")
            continue
        assert rows[kind.__name__] == (depth(kind), kind.code)


def test_each_row_is_below_its_parent():
    above: list[str] = []
    for name, (level, _) in drawn().items():
        above = [*above[:level], name]
        if level:
            assert getattr(errors, name).__bases__[0].__name__ == above[level - 1]


def test_no_two_errors_share_a_code():
    own = [kind for kind in CLASSES if kind is not InternalError]  # the root's code is that of an internal error
    assert len({kind.code for kind in own}) == len(own)


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind is not ContractReviewError], ids=lambda k: k.code)
def test_an_error_is_rebuilt_from_its_dictionary(kind):
    error = ContractReviewError.from_dict(kind("What went wrong.", pages=3).to_dict())
    assert type(error) is kind and (error.message, error.details) == ("What went wrong.", {"pages": 3})


def test_an_unknown_code_is_an_internal_error():
    fields = {"code": "no_such_code", "message": "What?", "details": {"message": "kept"}}
    error = ContractReviewError.from_dict(fields)
    assert type(error) is InternalError and error.details == {"message": "kept"}


@pytest.mark.parametrize(
    "fields", [{}, {"code": [], "message": "x", "details": {}}, {"code": "left", "message": "x", "details": 3}, []]
)
def test_other_dictionaries_are_refused(fields):
    with pytest.raises((KeyError, TypeError)):
        ContractReviewError.from_dict(fields)


def test_the_dictionary_has_only_code_message_and_details():
    fields = errors.NotAPdf("No PDF.", bytes=5).to_dict()
    assert fields == {"code": "not_a_pdf", "message": "No PDF.", "details": {"bytes": 5}}
