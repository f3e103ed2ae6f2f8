"""The contract as all rules see it; what many rules ask of the whole text is looked for only once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from model.playbook.case import Case, depends
from model.playbook.clause_meaning.rights_by_party.terminations import either_may_terminate, terminable
from model.playbook.document_checks.attachments import terms_not_attached
from model.playbook.document_checks.attachments_in_words import NotAttached
from model.playbook.flags.advice.already_in_clause import (
    PAID_AT_THE_END,
)
from model.playbook.quotes import definitions
from model.playbook.subject_matter import (
    is_certificate,
    is_for_services,
)
from model.summary.related.related_agreements import ENDS_WITH, Related, general_terms, related_agreements


@dataclass(frozen=True)
class RuleContext:
    """The contract; ``unsure``: the clause that may be of a category not found for certain; ``said``: the clauses that
    checks have already flagged, by category. What many rules ask of the whole text is looked for only once."""

    case: Case
    unsure: dict[str, int]
    said: dict[str, list[int]]

    @cached_property
    def elsewhere(self) -> NotAttached | Related | None:
        """What holds the contract's general terms, if it is not attached: an attachment, or terms that are incorporated
        by reference."""
        if attachment := terms_not_attached(self.case.document):
            return attachment
        terms = general_terms(self.case.document)
        return terms and terms._replace(name=f"the {terms.name}")

    @cached_property
    def needs_no_terms(self) -> bool:
        """Whether terms that contracts usually have may be missing: they are in another document, or this one agrees
        nothing."""
        return depends(self.case.summary) or is_certificate(self.case.document.text)

    @cached_property
    def is_for_services(self) -> bool:
        """Whether the contract is about paid services."""
        return is_for_services(self.case.document.text)

    @cached_property
    def ends_with_another(self) -> bool:
        """Whether the contract, or a right under it, ends with another agreement."""
        return any(one.how == ENDS_WITH for one in related_agreements(self.case.document, None))

    @cached_property
    def definitions(self) -> dict[str, str]:
        """The contract's definitions by term."""
        return definitions(self.case.document.text)

    @cached_property
    def pays_at_the_end(self) -> bool:
        """Whether someone pays for what was done before a termination."""
        return PAID_AT_THE_END.search(self.case.document.text) is not None

    @cached_property
    def either_ends_at_will(self) -> bool:
        """Whether each party may end the contract without a reason."""
        return either_may_terminate(self.case.document, self.case.sides)

    @cached_property
    def ends_at_will(self) -> bool:
        """Whether someone may end the contract without a reason."""
        right = self.case.summary.termination_for_convenience
        return (right is not None and right.value is not None) or terminable(self.case.document)
