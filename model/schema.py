"""The review: the JSON that everything else reads. Its JSON Schema is generated from these classes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from model.document_part import FIXED, DocumentPart, Score, Text

SCHEMA = "2.0"


class _Part(BaseModel):
    model_config = FIXED


class PlacedBox(_Part):
    """A rectangle that a line of the clause covers: points (1/72 inch), origin at the page's top left."""

    page: Annotated[int, Field(ge=1)]
    box: Annotated[list[float], Field(min_length=4, max_length=4, description="x0, y0, x1, y1")]


class Clause(_Part):
    """A stretch of the contract, word for word, with its place. ``boxes`` is empty for plain text."""

    id: Annotated[int, Field(ge=0, description="its position in `clauses`")]
    category: Text
    label: Annotated[Text | None, Field(description="the category in a lawyer's words")] = None
    text: Text
    heading: Annotated[list[str], Field(description="the headings that it stands under, outermost first")]
    pages: Annotated[list[int], Field(min_length=1)]
    boxes: list[PlacedBox]
    interval: Annotated[
        list[int], Field(min_length=2, max_length=2, description="characters of the flowing text, half open")
    ]
    segments: Annotated[list[int], Field(min_length=1, description="ids of the sentences that it lies in")]
    score: Score
    ocr: Annotated[
        Score | None, Field(description="how sure the OCR was of the words, where they were recognised in a picture")
    ] = None
    found: Annotated[bool, Field(description="false: a weaker candidate, listed on request")]


class Absent(_Part):
    """A category that was looked for and not found, with the best score seen."""

    category: Text
    label: Annotated[Text | None, Field(description="the category in a lawyer's words")] = None
    best_score: Score
    candidate: Annotated[
        int | None,
        Field(
            ge=0,
            description="id of a clause that may be it (listed with `found` false): the category is unsure, not absent",
        ),
    ] = None


class _Sourced(_Part):
    """Something that the summary states, with the words and the clause that it was read from."""

    text: Text
    clause: Annotated[int, Field(ge=0, description="id of the source clause")]
    score: Score


class Value(_Sourced):
    """A field of the summary: what the contract says, read as a plain value where that can be done, and its source."""

    value: Annotated[
        str | None, Field(description="ISO 8601 for dates and durations; null: the text gives none that is certain")
    ]
    gap: Annotated[
        Literal["open", "redacted"] | None,
        Field(
            description='"open": a blank that is still to be filled in stands here; "redacted": words were taken out'
        ),
    ] = None


class DocumentType(Value):
    """The type of agreement: ``value`` as a lawyer writes it ("License and hosting agreement")."""

    kind: Annotated[
        Text | None, Field(description='the type that the rules of a playbook and the norm go by ("Hosting")')
    ] = None


_WHOSE = "the party as the contract calls it; null: either party, or the contract does not say"


class Right(Value):
    """What a party may do or must do, and which party that is."""

    party: Annotated[Text | None, Field(description=_WHOSE)] = None


class Exclusivity(Value):
    """Whether there is exclusivity, and whom it binds."""

    party: Annotated[
        Text | None,
        Field(
            description="the party bound, which may not deal with others, as the contract calls it, and not the one "
            'that it benefits; several are joined by "and"; null: every party, or the contract does not say'
        ),
    ] = None


class Ending(Value):
    """The day on which the contract ends."""

    bound: Annotated[
        Literal["at_the_latest", "at_the_earliest", "earlier_of", "later_of"] | None,
        Field(
            description="null: on that day. Else the end depends on something without a date, too: "
            '"at_the_latest" (or "earlier_of", where the text says so) that day, or "at_the_earliest" ("later_of") then'
        ),
    ] = None


class Term(Value):
    """How long the contract runs at first."""

    counted_from: Annotated[
        Text | None, Field(description="the event that it runs from, where that has no date; null: the start")
    ] = None


class Renewal(Right):
    """How long a renewal runs, and what brings it about."""

    kind: Annotated[
        Literal["automatic", "option", "agreement"] | None,
        Field(
            description='"automatic": unless a party objects; "option": where `party` (null: either) asks for it; '
            '"agreement": where the parties agree; null: the contract does not say'
        ),
    ] = None
    condition: Annotated[
        Text | None,
        Field(description="what an automatic renewal is made to depend on, in the contract's words; null: nothing"),
    ] = None


class Notice(Right):
    """How long before the end a notice about the renewal is due, and who gives it."""

    purpose: Annotated[
        Literal["against_renewal", "to_renew"],
        Field(description='"against_renewal": without it the contract is renewed; "to_renew": without it it ends'),
    ] = "against_renewal"


class Place(_Part):
    """A place whose law governs."""

    name: Text
    code: Annotated[str | None, Field(pattern="^[A-Z]{2}(-[A-Z0-9]{1,3})?$", description="ISO 3166")]
    applies: Annotated[Text | None, Field(description="when it governs, in the contract's words; null: always")] = None


class Law(Value):
    """The governing law. Where there are several, `value` names all and `code` is null."""

    code: Annotated[
        str | None, Field(pattern="^[A-Z]{2}(-[A-Z0-9]{1,3})?$", description='ISO 3166: "US-NY", "JP"; null: not known')
    ]
    laws: Annotated[list[Place], Field(description="all of them, in the order of the text")] = []


class Money(_Part):
    """A sum."""

    kind: Literal["money"] = "money"
    amount: Annotated[str, Field(pattern=r"^[A-Z]{3} \d+(\.\d+)?$", description='"USD 1000000"')]


class Fees(_Part):
    """What is paid for a period."""

    kind: Literal["fees"] = "fees"
    period: Annotated[
        str | None, Field(pattern=r"^P\d+[DWMY]$", description='"P12M"; null: all that is paid under the contract')
    ]
    multiple: Annotated[float, Field(gt=0, description="2 for twice these fees, 0.5 for half of them")] = 1.0


class Formula(_Part):
    """Another formula, as the text says."""

    kind: Literal["formula"] = "formula"


Limit = Annotated[Money | Fees | Formula, Field(discriminator="kind")]


class LiabilityCap(_Sourced):
    """The most that a party has to pay."""

    value: Limit
    other: Annotated[list[Limit], Field(description="further limits that the cap names beside `value`")] = []
    bound: Annotated[
        Literal["greater_of", "lesser_of"] | None, Field(description="which of `value` and `other` counts")
    ] = None
    scope: Annotated[
        Text | None,
        Field(
            description="what alone the fees are paid for, in the contract's words (\"for the order that the claim "
            'arises from"); null: all of the contract'
        ),
    ] = None
    party: Annotated[Text | None, Field(description=f"whose liability: {_WHOSE}")] = None


class LiabilityTerm(_Sourced):
    """What limits a party's liability in another way than by a cap, or takes something out of the limits."""

    kind: Annotated[
        Literal["exclusion", "exclusive_remedy", "carve_out"],
        Field(description='"exclusion": of kinds of loss; "carve_out": what the limits do not apply to'),
    ]
    total: Annotated[
        bool,
        Field(description="an exclusion of all liability; a carve-out that leaves nothing limited"),
    ] = False
    party: Annotated[Text | None, Field(description=f"whose liability: {_WHOSE}")] = None


class Party(_Part):
    """A party with the names that the contract defines for it."""

    name: Text
    defined_as: list[Text]
    clause: Annotated[int, Field(ge=0)]
    score: Score


Relation = Literal[
    "amendment", "restatement", "addendum", "statement_of_work", "renewal", "termination", "joint_filing", "related"
]


class Dependence(_Part):
    """Another document without which this one cannot be read."""

    kind: Annotated[
        Relation,
        Field(
            description='what this document is to the other; "restatement": it replaces it and stands for itself; '
            '"related": it ends with it, or takes definitions or clauses from it'
        ),
    ]
    agreement: Annotated[Text | None, Field(description="the other document's name, as this one writes it")]
    date: Annotated[str | None, Field(description="the other document's date, ISO 8601")]
    text: Annotated[Text, Field(description="the words that name it, or this document's title")]
    pages: Annotated[list[int], Field(min_length=1)]
    interval: Annotated[list[int], Field(min_length=2, max_length=2, description="as those of clauses")]


class Difference(_Part):
    """A number in words and in figures that differ: "sixty (90) days"."""

    text: Text
    words: Annotated[str, Field(description="the number in words, as figures")]
    figures: str
    pages: Annotated[list[int], Field(min_length=1)]
    interval: Annotated[list[int], Field(min_length=2, max_length=2, description="as those of clauses")]


class Summary(_Part):
    """The contract's vital data; null (or an empty list) is "not found", or not certain enough to be stated."""

    document_type: Annotated[DocumentType | None, Field(description="the type of agreement that its name tells")]
    document_name: Annotated[Value | None, Field(description="the whole title")]
    depends_on: Annotated[Dependence | None, Field(description="the document that this one changes or adds to")] = None
    parties: list[Party]
    agreement_date: Value | None
    effective_date: Value | None
    expiration_date: Annotated[
        Ending | None,
        Field(description='as written, or start and term added up; "perpetual" without an end; null where unsure'),
    ]
    term: Annotated[Term | None, Field(description="as written, or from the start to the end")]
    renewal_term: Annotated[Renewal | None, Field(description='a duration, or "perpetual"')]
    renewal_notice: Notice | None
    governing_law: Law | None
    liability_cap: Annotated[
        LiabilityCap | None, Field(description="the general one; null where liability is not limited to an amount")
    ]
    other_caps: Annotated[list[LiabilityCap], Field(description="the other party's, or for particular claims")] = []
    liability: Annotated[list[LiabilityTerm], Field(description="exclusions, exclusive remedies and carve-outs")] = []
    termination_for_convenience: Annotated[Right | None, Field(description='"yes" with its clause')]
    exclusivity: Annotated[
        Exclusivity | None, Field(description='"yes" with its clause; "no" where its clauses deny that there is one')
    ]
    differences: Annotated[list[Difference], Field(description="numbers whose words and figures differ")] = []


class Quote(_Part):
    """Words of the contract that a flag is about, with their place. ``boxes`` is empty where the clause has them."""

    text: Text
    section: Annotated[Text | None, Field(description="the headings that it stands under, outermost first")]
    page: Annotated[int, Field(ge=1)]
    interval: Annotated[list[int], Field(min_length=2, max_length=2, description="as those of clauses")]
    clause: Annotated[int | None, Field(ge=0, description="id of the clause that it stands in")]
    boxes: list[PlacedBox]


class Flag(_Part):
    """Something unusual, missing or unwelcome, by a rule of the playbook or by what other contracts say."""

    rule: Annotated[str, Field(description='id of the rule, or "norm:" and the measure that is unusual')]
    severity: Annotated[str, Field(pattern="^(high|medium|low)$")]
    why: Annotated[str, Field(min_length=1, description="what was found and why it matters")]
    norm: Annotated[Text | None, Field(description="what the rule asks for, or what is usual; null: nothing is")] = None
    suggestion: Annotated[Text | None, Field(description="what to ask for instead")] = None
    clauses: Annotated[list[int], Field(description="ids of the clauses that it points at")]
    quotes: Annotated[list[Quote], Field(description="the words that it is about; empty for what is missing")] = []


class OwnWords(_Part):
    """What the model wrote in its own words (a summary, a reason, a rating): no part of the contract."""

    field: Annotated[Text, Field(description="the field of the model's answer, as a path in its JSON")]
    text: Text
    category: Annotated[Text | None, Field(description="the category that it was asked about")] = None
    pages: Annotated[list[int], Field(min_length=1, description="the pages that the model had read of the contract")]
    clauses: Annotated[list[int], Field(description="ids of the clauses that it quoted in the same object")] = []


class ModelPart(_Part):
    """Which weights made the review, and from which score on a category counts as found."""

    engine: Text
    name: Text
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    thresholds: dict[str, Score]
    scores: Annotated[
        str,
        Field(
            pattern="^(calibrated|uncalibrated)$",
            description="whether a score was fitted to how often such a one is right, or is the model's own",
        ),
    ]
    own_words: Annotated[
        list[OwnWords],
        Field(description="what a language model that answers in JSON wrote beside its quotes; nobody has checked it"),
    ] = []


class Request(_Part):
    """What the caller sent along, unchanged."""

    id: Text
    custom_attributes: str | None


class Review(_Part):
    """A contract's review."""

    schema_version: Annotated[str, Field(alias="schema", pattern=f"^{SCHEMA}$")] = SCHEMA
    document: DocumentPart
    summary: Summary
    flags: Annotated[list[Flag], Field(description="the worst first")]
    playbook: Annotated[str, Field(description="name of the playbook that the flags come from")]
    clauses: list[Clause]
    absent: list[Absent]
    model: ModelPart
    timing: Annotated[dict[str, float], Field(description="seconds by stage")]
    request: Request | None = None
    marks: Annotated[
        dict[str, dict[str, Any]] | None,
        Field(description="what people marked and corrected, in a file that was saved from the service's page"),
    ] = None

    def to_json(self) -> str:
        """The review as it goes over the wire: UTF-8 text, no white space between tokens."""
        return self.model_dump_json(by_alias=True)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Review.model_json_schema(by_alias=True, mode="serialization"),
    }
