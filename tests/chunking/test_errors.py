from __future__ import annotations

import pickle
import re

import pytest

from chunking import errors
from chunking.errors import ContractReviewError, InternalError, Unavailable, all_errors, by_code

CLASSES = list(dict.fromkeys(all_errors()))
ROW = re.compile(r"^(?P<branch>[ │├└─]*)(?P<name>[A-Z]\w+)\s{2,}(?P<status>\d{3})\s(?P<rest>.+)$")


def drawn() -> dict[str, tuple[int, int, str]]:
    """The rows of the tree in the docstring: depth, status and what follows it."""
    rows = {}
    for line in (errors.__doc__ or "").splitlines():
        if match := ROW.match(line):
            rows[match["name"]] = ((len(match["branch"]) - 4) // 4, int(match["status"]), match["rest"])
    return rows


def depth(kind: type) -> int:
    return kind.__mro__.index(ContractReviewError)


def test_every_class_of_the_tree_is_drawn_with_its_place_status_and_code():
    rows = drawn()
    operators = {"BadModel", "BadConfiguration", "BadPlaybook", "NotDeployed"}
    assert {kind.__name__ for kind in CLASSES} == set(rows) | operators
    for kind in CLASSES:
        if kind.__name__ in operators:
            assert re.search(
                rf"\b{kind.__name__}\b.*never over HTTP|BadModel, .*\b{kind.__name__}\b", errors.__doc__ or ""
            )
            continue
        level, status, rest = rows[kind.__name__]
        assert (level, status) == (depth(kind), kind.status), kind
        assert rest.startswith("+ Retry-After") if kind is Unavailable else rest.split(",")[0] == kind.code, kind


def test_each_row_hangs_under_its_parent():
    above: list[str] = []
    for name, (level, _, _) in drawn().items():
        above = [*above[:level], name]
        if level:
            assert getattr(errors, name).__bases__[0].__name__ == above[level - 1]


def test_no_two_errors_share_a_code():
    own = [kind for kind in CLASSES if kind is not InternalError]  # the root's code is that of an internal error
    assert len({kind.code for kind in own}) == len(own)


def test_statuses_are_those_of_http_failures_and_only_what_passes_says_when_to_try_again():
    for kind in CLASSES:
        assert 400 <= kind.status < 600
        assert (kind.status == 503) == issubclass(kind, Unavailable) == hasattr(kind, "retry_after")


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_an_error_survives_the_way_to_another_process(kind):
    error = kind("What went wrong.", pages=3)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind and copy.body() == error.body() and str(copy) == "What went wrong."


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind is not ContractReviewError], ids=lambda k: k.code)
def test_an_error_is_found_again_by_its_code(kind):
    error = by_code(kind.code, "What went wrong.", {"pages": 3})
    assert type(error) is kind and (error.message, error.details) == ("What went wrong.", {"pages": 3})


def test_an_unknown_code_is_an_internal_error():
    assert type(by_code("no_such_code", "What?", {})) is InternalError


def test_the_body_holds_code_message_and_details_and_nothing_else():
    assert errors.NotAPdf("No PDF.", bytes=5).body() == {
        "error": {"code": "not_a_pdf", "message": "No PDF.", "details": {"bytes": 5}}
    }
