"""The part of a review that tells of the document itself: its pages, what was not read and what is written on them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Score = Annotated[float, Field(ge=0, le=1)]
Text = Annotated[str, Field(min_length=1)]
# A part of a review cannot be changed, and has no fields but its own.
FIXED = ConfigDict(extra="forbid", frozen=True)


class _Part(BaseModel):
    model_config = FIXED


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
    date: Annotated[Text | None, Field(description="when it was made, as the file says (ISO 8601)")] = None
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
    text: Annotated[
        str | None,
        Field(
            description="the flowing text that was reviewed, which every `interval` counts in; null unless asked for"
        ),
    ] = None
