"""What finds regular expressions that take more than linear time finds the known kinds, and no others."""

import re

import pytest

from benchmarks.robustness.slow_regexes import run, superlinear, witnesses

LENGTHS = (16, 24, 32, 128, 300, 1_000, 4_000)


def grows(expression):
    pattern = re.compile(expression)
    work = run(pattern, {"search"})
    return any(superlinear(work, text, LENGTHS) for _, text in witnesses(pattern))


@pytest.mark.parametrize(
    "expression", [r"\s*x", r"(?:\s{3,})\s*x", r"(a+)+b", r"(?:,?\s+\w+)*;", r"a.*,\s*\S+,\s*\d", r"ends .*? on"]
)
def test_superlinear_expressions_are_found(expression):
    assert grows(expression)


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param(r"(?<!\s)\s++;", id="a possessive repetition that begins once"),
        pytest.param(r"terminable\b[^.]{0,500}?;\sby\snotice", id="a gap with a limit"),
    ],
)
def test_expressions_of_linear_time_are_left_alone(expression):
    assert not grows(expression)
