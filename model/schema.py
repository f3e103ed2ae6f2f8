"""The review, as JSON. Its JSON Schema is generated from these classes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from model.document_part import FIXED, DocumentPart, Pages, Score, Text, WordParagraph, WordParagraphs

SCHEMA = "2.0"


class _Part(BaseModel):
    model_config = FIXED


class PlacedBox(_Part):
    """A rectangle that a line of the clause covers: points (1/72 inch), origin at the page's top left."""

    page: Annotated[int, Field(ge=1)]
    box: Annotated[list[float], Field(min_length=4, max_length=4, description="x0, y0, x1, y1")]


class Clause(_Part):
    """A passage of the contract, word for word, and where it is. ``boxes`` is empty for plain text and Word files,
    ``pages`` for Word files and for texts without form feeds."""

    id: Annotated[int, Field(ge=0, description="its position in `clauses`")]
    category: Text
    label: Annotated[Text | None, Field(description="the category in a lawyer's words")] = None
    text: Text
    heading: Annotated[list[str], Field(description="the headings that it stands under, outermost first")]
    pages: Pages
    paragraphs: WordParagraphs = []
    boxes: list[PlacedBox]
    interval: Annotated[
        list[int], Field(min_length=2, max_length=2, description="characters of the reviewed text, half open")
    ]
    segments: Annotated[list[int], Field(min_length=1, description="ids of the sentences that it lies in")]
    score: Score
    ocr: Annotated[Score | None, Field(description="the OCR's confidence in the words; null: not read by OCR")] = None
    found: Annotated[bool, Field(description="false: a candidate below the threshold")]


class Absent(_Part):
    """A category that was not found, with the best score of a candidate."""

    category: Text
    label: Annotated[Text | None, Field(description="the category in a lawyer's words")] = None
    best_score: Score
    candidate: Annotated[
        int | None,
        Field(
            ge=0,
            description="id of a clause that may belong to the category, listed with `found` false; the category is "
            "then unsure rather than absent",
        ),
    ] = None


class _Sourced(_Part):
    """A statement of the summary, with the words and the clause that it was read from."""

    text: Text
    clause: Annotated[int, Field(ge=0, description="id of the source clause")]
    score: Score

    @property
    def source(self) -> int:
        """The clause that it was read from."""
        return self.clause


class _Correctable(_Part):
    """What a person may have corrected; then it has no clause and no score if the model had found nothing."""

    clause: Annotated[int | None, Field(ge=0, description="id of the source clause; null only if `corrected`")]
    score: Annotated[float | None, Field(ge=0, le=1, description="null only if `corrected`")]
    corrected: Annotated[
        Text | None, Field(description="what a person wrote in its place, on the service's page; null: the model's")
    ] = None

    @property
    def source(self) -> int:
        """The clause that a model read it from."""
        assert self.clause is not None
        return self.clause


class Value(_Correctable):
    """A field of the summary: the contract's words, their meaning as a normalized value if it is certain, and their
    source. If a person corrected it, ``value`` is what the person's words mean."""

    text: Text
    value: Annotated[
        str | None, Field(description="ISO 8601 for dates and durations; null: none could be read with certainty")
    ]
    gap: Annotated[
        Literal["open", "redacted"] | None,
        Field(description='"open": a blank that is still to be filled in; "redacted": words were removed'),
    ] = None


class DocumentType(Value):
    """The type of agreement: ``value`` as a lawyer writes it ("License and hosting agreement")."""

    kind: Annotated[
        Text | None, Field(description='the type to which rules of the playbook and the norm refer ("Hosting")')
    ] = None


_WHOSE = "the party as the contract calls it; null: either party, or the contract does not say"


class Right(Value):
    """A right or duty, and the party that has it."""

    party: Annotated[Text | None, Field(description=_WHOSE)] = None


class Exclusivity(Value):
    """Whether there is exclusivity, and which party it binds."""

    party: Annotated[
        Text | None,
        Field(
            description="the party that may not deal with others, as the contract calls it, rather than the one "
            'that benefits; several are joined by "and"; null: all parties, or the contract does not say'
        ),
    ] = None


class Ending(Value):
    """The day on which the contract ends."""

    bound: Annotated[
        Literal["at_the_latest", "at_the_earliest", "earlier_of", "later_of"] | None,
        Field(
            description="null: on that day. Otherwise the end also depends on an event without a date: "
            '"at_the_latest" (or "earlier_of", if the text says so) on that day, or "at_the_earliest" ("later_of")'
        ),
    ] = None


class Term(Value):
    """The initial term."""

    counted_from: Annotated[
        Text | None, Field(description="the event from which it runs, if that has no date; null: the start")
    ] = None


class Renewal(Right):
    """The length of a renewal, and what triggers it."""

    kind: Annotated[
        Literal["automatic", "option", "agreement"] | None,
        Field(
            description='"automatic": unless a party objects; "option": if `party` (null: either) exercises it; '
            '"agreement": if the parties agree; null: the contract does not say'
        ),
    ] = None
    condition: Annotated[
        Text | None,
        Field(description="what an automatic renewal is made to depend on, in the contract's words; null: nothing"),
    ] = None


class Notice(Right):
    """The notice about renewal: how long before the end it is due, and who gives it."""

    purpose: Annotated[
        Literal["against_renewal", "to_renew"],
        Field(
            description='"against_renewal": the contract is renewed without notice; "to_renew": it ends without notice'
        ),
    ] = "against_renewal"


class Place(_Part):
    """A place whose law governs the contract."""

    name: Text
    code: Annotated[str | None, Field(pattern="^[A-Z]{2}(-[A-Z0-9]{1,3})?$", description="ISO 3166")]
    applies: Annotated[Text | None, Field(description="when it governs, in the contract's words; null: always")] = None


class Law(Value):
    """The governing law. If there are several, `value` names all and `code` is null."""

    code: Annotated[
        str | None, Field(pattern="^[A-Z]{2}(-[A-Z0-9]{1,3})?$", description='ISO 3166: "US-NY", "JP"; null: unknown')
    ]
    laws: Annotated[list[Place], Field(description="all of them, in the order of the text")] = []


class Money(_Part):
    """A sum of money."""

    kind: Literal["money"] = "money"
    amount: Annotated[str, Field(pattern=r"^[A-Z]{3} \d+(\.\d+)?$", description='"USD 1000000"')]


class Fees(_Part):
    """The fees for a period."""

    kind: Literal["fees"] = "fees"
    period: Annotated[
        str | None, Field(pattern=r"^P\d+[DWMY]$", description='"P12M"; null: all fees under the contract')
    ]
    multiple: Annotated[float, Field(gt=0, description="2 for twice these fees, 0.5 for half")] = 1.0


class Formula(_Part):
    """Another formula, in the contract's words."""

    kind: Literal["formula"] = "formula"


Limit = Annotated[Money | Fees | Formula, Field(discriminator="kind")]


class LiabilityCap(_Sourced):
    """The most that a party is liable for."""

    value: Limit
    gap: Annotated[
        Literal["open", "redacted"] | None, Field(description="why `value` names no amount: left blank, or removed")
    ] = None
    other: Annotated[list[Limit], Field(description="further limits that the cap names beside `value`")] = []
    bound: Annotated[
        Literal["greater_of", "lesser_of"] | None, Field(description="which of `value` and `other` counts")
    ] = None
    scope: Annotated[
        Text | None,
        Field(
            description='restricts the cap, in the contract\'s words ("for the order that the claim arises from", '
            '"for indirect damages"); null: no restriction was found'
        ),
    ] = None
    party: Annotated[Text | None, Field(description=f"whose liability: {_WHOSE}")] = None


class LiabilityTerm(_Sourced):
    """A limit of liability other than a cap, or an exception to the limits."""

    kind: Annotated[
        Literal["exclusion", "exclusive_remedy", "carve_out"],
        Field(description='"exclusion": of kinds of loss; "carve_out": to which the limits do not apply'),
    ]
    total: Annotated[
        bool,
        Field(description="an exclusion of all liability; a carve-out that leaves nothing capped"),
    ] = False
    party: Annotated[Text | None, Field(description=f"whose liability: {_WHOSE}")] = None


class Party(_Correctable):
    """A party, with the terms by which the contract defines it."""

    name: Text
    defined_as: list[Text]


Relation = Literal[
    "amendment", "restatement", "addendum", "statement_of_work", "renewal", "termination", "joint_filing", "related"
]


class Dependence(_Part):
    """Another document without which this one is incomplete."""

    kind: Annotated[
        Relation,
        Field(
            description='the relation to the other document; "restatement": replaces it and is complete in itself; '
            '"related": ends with it, or incorporates definitions or clauses from it'
        ),
    ]
    agreement: Annotated[Text | None, Field(description="the other document's name, as written in this one")]
    date: Annotated[str | None, Field(description="the other document's date, ISO 8601")]
    text: Annotated[Text, Field(description="the words that mention it, or this document's title")]
    pages: Pages
    paragraphs: WordParagraphs = []
    interval: Annotated[list[int], Field(min_length=2, max_length=2, description="as those of clauses")]


class Difference(_Part):
    """A number whose words and figures differ: "sixty (90) days"."""

    text: Text
    words: Annotated[str, Field(description="the number in words, as figures")]
    figures: str
    pages: Pages
    paragraphs: WordParagraphs = []
    interval: Annotated[list[int], Field(min_length=2, max_length=2, description="as those of clauses")]


class Summary(_Part):
    """The contract's key terms; null (or an empty list): not found, or not certain enough to be stated."""

    document_type: Annotated[DocumentType | None, Field(description="the type of agreement, from its name")]
    document_name: Annotated[Value | None, Field(description="the whole title")]
    depends_on: Annotated[Dependence | None, Field(description="the document that this one amends or supplements")] = (
        None
    )
    parties: list[Party]
    agreement_date: Value | None
    effective_date: Value | None
    expiration_date: Annotated[
        Ending | None,
        Field(
            description='as written, or start plus term; "perpetual" or "indefinite" without an end; null if uncertain'
        ),
    ]
    term: Annotated[Term | None, Field(description="as written, or from the start to the end")]
    renewal_term: Annotated[Renewal | None, Field(description='a duration, "perpetual" or "indefinite"')]
    renewal_notice: Notice | None
    governing_law: Law | None
    liability_cap: Annotated[
        LiabilityCap | None, Field(description="the general cap; null if liability is not limited to an amount")
    ]
    other_caps: Annotated[
        list[LiabilityCap], Field(description="the other party's cap, and caps for particular claims")
    ] = []
    liability: Annotated[list[LiabilityTerm], Field(description="exclusions, exclusive remedies and carve-outs")] = []
    termination_for_convenience: Annotated[Right | None, Field(description='"yes" with its clause')]
    exclusivity: Annotated[
        Exclusivity | None, Field(description='"yes" with its clause; "no" if the clauses exclude one')
    ]
    differences: Annotated[list[Difference], Field(description="numbers whose words and figures differ")] = []


class Quote(_Part):
    """Words of the contract that a flag is about, and where they are. ``boxes`` is empty if the clause has them."""

    text: Text
    section: Annotated[Text | None, Field(description="the headings that it stands under, outermost first")]
    page: Annotated[int | None, Field(ge=1, description="null for a Word file, and for a text without form feeds")]
    paragraph: WordParagraph = None
    interval: Annotated[list[int], Field(min_length=2, max_length=2, description="as those of clauses")]
    clause: Annotated[int | None, Field(ge=0, description="id of the clause that it stands in")]
    boxes: list[PlacedBox]


# The rule of a flag that compares the contract with others, rather than with a playbook, begins with this.
NORM = "norm:"


class Flag(_Part):
    """Something unusual, missing or unwelcome, by a rule of the playbook or compared with other contracts."""

    rule: Annotated[str, Field(description='id of the rule, or "norm:" and the measure that deviates')]
    severity: Annotated[str, Field(pattern="^(high|medium|low)$")]
    why: Annotated[str, Field(min_length=1, description="what was found and why it matters")]
    unsure: Annotated[
        bool, Field(description="whether the quoted passage may not be, or may be, what it speaks of")
    ] = False
    norm: Annotated[Text | None, Field(description="what the rule requires, or what is usual; null: nothing is")] = None
    suggestion: Annotated[Text | None, Field(description="what to ask for instead")] = None
    clauses: Annotated[list[int], Field(description="ids of the clauses that it points at")]
    quotes: Annotated[list[Quote], Field(description="the words that it is about; empty if something is missing")] = []


class OwnWords(_Part):
    """Text that the model generated (a summary, a reason, a rating); it is not part of the contract."""

    field: Annotated[Text, Field(description="the field of the model's answer, as a path in the JSON")]
    text: Text
    category: Annotated[Text | None, Field(description="the category that it was asked about")] = None
    pages: Annotated[Pages, Field(description="the pages of the contract that the model was given")]
    paragraphs: WordParagraphs = []
    clauses: Annotated[list[int], Field(description="ids of the clauses that it quoted in the same object")] = []


class ModelPart(_Part):
    """The model that made the review, and the score from which on each category counts as found."""

    engine: Text
    name: Text
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    thresholds: dict[str, Score]
    scores: Annotated[
        str,
        Field(
            pattern="^(calibrated|uncalibrated)$",
            description="calibrated: a score is the share of findings with that score that are right",
        ),
    ]
    own_words: Annotated[
        list[OwnWords],
        Field(description="what a language model that answers in JSON wrote besides its quotes; unverified"),
    ] = []


class Request(_Part):
    """Identifiers that the caller sent, unchanged."""

    id: Text
    custom_attributes: str | None


class Review(_Part):
    """A contract's review."""

    schema_version: Annotated[str, Field(alias="schema", pattern=f"^{SCHEMA}$")] = SCHEMA
    document: DocumentPart
    summary: Summary
    flags: Annotated[list[Flag], Field(description="the worst first")]
    playbook: Annotated[str, Field(description="name of the playbook by which flags were raised")]
    clauses: list[Clause]
    absent: list[Absent]
    model: ModelPart
    timing: Annotated[dict[str, float], Field(description="seconds by stage")]
    request: Request | None = None
    marks: Annotated[
        dict[str, dict[str, Any]] | None,
        Field(description="what users marked and corrected; only in files saved from the service's page"),
    ] = None

    def to_json(self) -> str:
        """The review as JSON, without white space between tokens."""
        return self.model_dump_json(by_alias=True)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Review.model_json_schema(by_alias=True, mode="serialization"),
    }
