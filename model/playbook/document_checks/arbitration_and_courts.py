"""Contracts that send all disputes to arbitration in one passage, and to courts in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.playbook.case import Case, Hit
from model.playbook.document_checks.attachments import own_text

_DISPUTES = r"(?:disputes?|controvers(?:y|ies)|claims?)\b"
_ARBITRATED = re.compile(
    rf"\b(?:any|all)\s(?:and\sall\s)?(?:[\w,/-]+\s){{0,4}}?(?:{_DISPUTES}|differences?\b)(?:[^.;]|\.\d){{0,400}}?\b(?:shall|will|must)\b[^.;]{{0,80}}?"
    r"\b(?:settled|resolved|determined|decided|submitted|referred|adjudicated)\b[^.;]{0,120}?\barbitra",
    re.IGNORECASE,
)
# Arbitration that does not bind, that a party may choose, or of some disputes only.
_NOT_OF_ALL = re.compile(
    r"\bnon-?binding|\bmay\b|\belect|\bexcept|\bother\sthan|\bexcluding|\bsubject\sto\b|\barbitrable|\bdiscovery\b|\bthis\sprovision"
    r"|\bunder\sthis\s(?:section|article|paragraph|clause)\b",
    re.IGNORECASE,
)
_BEFORE_COURTS = re.compile(
    rf"\b(?:{_DISPUTES}|(?:actions?|suits?|proceedings?)\b)[^.;]{{0,120}}?\b(?:arising|relating|related|hereunder|involving|concerning|in\sconnection)\b"
    r"[^.;]{0,160}?\b(?:shall|must|will)\s(?:only\s|exclusively\s)?(?:be\s(?:brought|instituted|commenced|filed|litigated|heard|adjudicated|tried|in)|lie)\b"
    r"[^.;]{0,120}?\bcourts?\b"
    r"|\b(?:exclusive|sole)\s(?:\w+\s){0,3}?(?:jurisdiction|venue)\b[^.;]{0,200}?\bcourts?\b"
    r"|\bcourts?\b[^.;]{0,120}?\b(?:shall|will)\s(?:each\s)?have\s(?:the\s)?(?:sole\sand\s)?exclusive\s(?:jurisdiction|venue)",
    re.IGNORECASE,
)
# Courts that help or enforce an arbitration, or decide what is left to them.
_FOR_SOME = re.compile(
    r"arbitra|award|injunct|equitable|enforc|\bsubject\s(?:to|thereto)\b|except|\bother\sthan|notwithstanding|\binterim|preliminary|provisional|compel"
    r"|\bnot\s(?:resolved|settled)|trademark|patent|intellectual|confidential|\bsections?\b|\barticles?\b|\bclauses?\b|\bparagraphs?\b"
    r"|\bsuch\s(?:courts?|controvers|disputes?|actions?|claims?|proceedings?)",
    re.IGNORECASE,
)
# Near the arbitration clause, what it leaves to courts.
_LEFT_TO_COURTS = re.compile(
    r"injunct|equitable\srelief|specific\sperformance|\bin\said\sof|provisional|interim\srelief|small\sclaims",
    re.IGNORECASE,
)
# This many sentences before and after it belong to the clause.
_BEFORE, _AFTER = 4, 8


def arbitration_and_courts(case: Case) -> Iterator[Hit]:
    """Hits where one passage sends all disputes to arbitration and another sends them to courts, and nothing says which
    disputes go where."""
    own = len(own_text(case.document.text))
    segments = [segment for segment in case.document.segments if segment.start < own]
    said = [" ".join(case.document.segment_text(segment).split()) for segment in segments]
    clause = next(
        (n for n, one in enumerate(said) if _ARBITRATED.search(one) and not _NOT_OF_ALL.search(one)),
        None,
    )
    if clause is None or _LEFT_TO_COURTS.search(" ".join(said[max(0, clause - _BEFORE) : clause + _AFTER])):
        return
    courts = [n for n, one in enumerate(said) if _BEFORE_COURTS.search(one) and not _FOR_SOME.search(one)]
    if courts:
        quoted = [(segments[n].start, segments[n].end) for n in (clause, courts[0])]
        yield Hit("One passage sends all disputes to arbitration, another sends disputes to courts.", quoted)
