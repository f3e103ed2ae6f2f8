"""Which of the model's findings count as found, which are shown as unsure, and which are left out, by their scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from model.findings import Finding

# How many findings of these categories a contract usually has (of parties, two names and what it calls them). This many
# of the best candidates count as found from the given share of the category's threshold on.
_USUAL = {
    "Document Name": 1,
    "Agreement Date": 1,
    "Effective Date": 1,
    "Expiration Date": 1,
    "Governing Law": 1,
    "Parties": 4,
}
_USUAL_SHARE = 0.5
# From this score on, the best candidate of a category without findings is shown as unsure. Over 52 of the contracts
# held out of training there are 69 of these; for 29 of them, annotators marked a clause of that category. Candidates
# with lower scores are mostly wrong.
UNSURE = 0.18


def accepted_findings(findings: Sequence[Finding], thresholds: Mapping[str, float]) -> list[Finding]:
    """The findings that reach their category's cutoff and are not part of a better finding of their category."""
    cutoffs = _cutoffs(findings, thresholds)
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: -finding.score):
        inside = any(
            other.category == finding.category and other.start <= finding.start and finding.end <= other.end
            for other in kept
        )
        if finding.score >= cutoffs[finding.category] and not inside:
            kept.append(finding)
    return kept


def unsure_findings(findings: Iterable[Finding], accepted: Iterable[Finding]) -> list[Finding]:
    """The best candidate of each category without findings, if its score is high enough to be shown as unsure."""
    found = {finding.category for finding in accepted}
    best: dict[str, Finding] = {}
    for finding in findings:
        if finding.category not in found and finding.score >= max(
            UNSURE, best[finding.category].score if finding.category in best else 0
        ):
            best[finding.category] = finding
    return list(best.values())


def weaker_findings(findings: Sequence[Finding], accepted: Sequence[Finding], min_score: float) -> list[Finding]:
    """The findings that were not accepted and have at least this score."""
    known = frozenset(accepted)
    return [finding for finding in findings if finding.score >= min_score and finding not in known]


def _cutoffs(findings: Iterable[Finding], thresholds: Mapping[str, float]) -> dict[str, float]:
    """The score from which on a finding counts, by category: the threshold, or less if contracts usually have such
    findings and too few of them reach the threshold."""
    cutoffs = dict(thresholds)
    scores: dict[str, list[float]] = {category: [] for category in thresholds}
    for finding in findings:
        scores[finding.category].append(finding.score)
    for category, count in _USUAL.items():
        if scores.get(category):
            last = sorted(scores[category], reverse=True)[:count][-1]
            cutoffs[category] = min(cutoffs[category], max(last, _USUAL_SHARE * cutoffs[category]))
    return cutoffs
