"""The review: the JSON that everything else reads. Its JSON Schema is generated from these classes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "1.0"

Score = Annotated[float, Field(ge=0, le=1)]
Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Unread(_Part):
    """A page or part of one that the review does not cover."""

    page: Annotated[int, Field(ge=1)]
    reason: Text


class PageSource(_Part):
    """Where a page's text came from; null for a page that was not read at all, "hidden_layer" for somebody's
    recognition that the file holds as invisible text, "mixed" for a text layer and words in pictures beside it."""

    page: Annotated[int, Field(ge=1)]
    source: Literal["text_layer", "hidden_layer", "ocr", "mixed", "plain_text"] | None
    confidence: Annotated[Score | None, Field(description="how sure the OCR was of its words")] = None


class PageNote(_Part):
    """What was written about the contract on a page, or what the page holds without showing it: no part of the text."""

    page: Annotated[int, Field(ge=1)]
    kind: Annotated[
        Literal[
            "comment",
            "highlight",
            "underline",
            "strikeout",
            "insertion",
            "redaction",
            "stamp",
            "drawing",
            "file",
            "watermark",
            "hidden",
        ],
        Field(description='"hidden": text that cannot be seen on the page (white, covered, beyond its edge)'),
    ]
    text: Annotated[str, Field(description="empty where something was only struck out")]
    author: Text | None
    about: Annotated[Text | None, Field(description="the words of the contract that it marks")]
    box: Annotated[list[float], Field(min_length=4, max_length=4, description="x0, y0, x1, y1, as those of clauses")]


class DocumentPart(_Part):
    """The document that was reviewed."""

    name: Text
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    pages: Annotated[int, Field(ge=1)]
    tokens: Annotated[int, Field(ge=0)]
    strangeness: Annotated[
        Score | None,
        Field(
            description="how unlike the contracts that the model learnt from the document is; from 0.5 on it may be "
            "none of their kind, from 0.6 on it is taken for none, and nothing counts as found; null: not measured"
        ),
    ] = None
    unread: list[Unread]
    sources: list[PageSource]
    remarks: Annotated[list[Text], Field(description="what was repaired in the file, or left aside")]
    notes: Annotated[
        list[PageNote], Field(description="comments, marks and hidden text, left out of the clauses; the first 500")
    ]
    signature_pages: Annotated[list[int], Field(description="pages that are signed, or to be signed on")]


class PlacedBox(_Part):
    """A rectangle that a line of the clause covers: points (1/72 inch), origin at the page's top left."""

    page: Annotated[int, Field(ge=1)]
    box: Annotated[list[float], Field(min_length=4, max_length=4, description="x0, y0, x1, y1")]


class Clause(_Part):
    """A stretch of the contract, word for word, with its place. ``boxes`` is empty for plain text."""

    id: Annotated[int, Field(ge=0, description="its position in `clauses`")]
    category: Text
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
    best_score: Score


class Value(_Part):
    """A field of the summary: what the contract says, read as a plain value where that can be done, and its source."""

    text: Text
    value: Annotated[
        str | None,
        Field(description="ISO 8601 for dates and durations, currency and amount for money; null: the text gives none"),
    ]
    clause: Annotated[int, Field(ge=0, description="id of the source clause")]
    score: Score


class Law(Value):
    """The governing law, with the place's ISO 3166 code where it is known: "US-NY", "JP"."""

    code: Annotated[str | None, Field(pattern="^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]


class Party(_Part):
    """A party with the names that the contract defines for it."""

    name: Text
    defined_as: list[Text]
    clause: Annotated[int, Field(ge=0)]
    score: Score


class Summary(_Part):
    """The contract's vital data; null (or an empty list) is "not found"."""

    document_type: Annotated[Value | None, Field(description="the type of agreement that its name tells")]
    document_name: Value | None
    parties: list[Party]
    agreement_date: Value | None
    effective_date: Value | None
    expiration_date: Annotated[
        Value | None, Field(description='as written, or start and term added up; "perpetual" without an end')
    ]
    term: Value | None
    renewal_term: Annotated[Value | None, Field(description='a duration, or "perpetual"')]
    renewal_notice: Annotated[Value | None, Field(description="how long before the end a notice stops the renewal")]
    governing_law: Law | None
    liability_cap: Annotated[
        Value | None,
        Field(description="the largest sum, or the time whose fees it is (P12M); null: another formula, see its text"),
    ]
    termination_for_convenience: Annotated[Value | None, Field(description='"yes" with its clause')]
    exclusivity: Annotated[
        Value | None, Field(description='"yes" with its clause; "no" where its clauses deny that there is one')
    ]


class Flag(_Part):
    """Something unusual, missing or unwelcome, by a rule of the playbook or by what other contracts say."""

    rule: Annotated[str, Field(description='id of the rule, or "norm:" and the measure that is unusual')]
    severity: Annotated[str, Field(pattern="^(high|medium|low)$")]
    why: Annotated[str, Field(min_length=1, description="what was found and why it matters")]
    norm: Annotated[str, Field(min_length=1, description="what the rule asks for")]
    suggestion: Text | None
    clauses: Annotated[list[int], Field(description="ids of the clauses that it points at")]


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

    def to_json(self) -> str:
        """The review as it goes over the wire: UTF-8 text, no white space between tokens."""
        return self.model_dump_json(by_alias=True)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Review.model_json_schema(by_alias=True, mode="serialization"),
    }
