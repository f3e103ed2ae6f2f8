"""The part of a review that describes the document: its pages, those not read, and the comments on them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Score = Annotated[float, Field(ge=0, le=1)]
Text = Annotated[str, Field(min_length=1)]
Pages = Annotated[
    list[Annotated[int, Field(ge=1)]], Field(description="empty for a Word file, and for a text without form feeds")
]
WordParagraph = Annotated[
    int | None,
    Field(ge=1, description="the number of the paragraph in a Word file or a text without form feeds; else null"),
]
WordParagraphs = Annotated[
    list[Annotated[int, Field(ge=1)]],
    Field(description="the numbers of the paragraphs in a Word file or a text without form feeds; else empty"),
]
# Parts of a review are immutable and accept no unknown fields.
FIXED = ConfigDict(extra="forbid", frozen=True)


class _Part(BaseModel):
    model_config = FIXED


class Unread(_Part):
    """A page or part of one that the review does not cover."""

    page: Annotated[int | None, Field(ge=1, description="null for a Word file, and for a text without form feeds")]
    paragraph: WordParagraph = None
    reason: Text


class PageSource(_Part):
    """Where a page's text came from: null for a page that was not read, "hidden_layer" for earlier OCR that the file
    contains as invisible text, "mixed" for a text layer together with words in pictures."""

    page: Annotated[int, Field(ge=1)]
    source: Literal["text_layer", "hidden_layer", "ocr", "mixed", "plain_text"] | None
    confidence: Annotated[Score | None, Field(description="the OCR's confidence in its words")] = None


class PageNote(_Part):
    """A comment or mark on a page, or text that the page contains but does not show. Not part of the reviewed text."""

    page: Annotated[int | None, Field(ge=1, description="null for a Word file, and for a text without form feeds")]
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
        Field(description='"hidden": text that is invisible on the page (white, covered, beyond its edge)'),
    ]
    text: Annotated[str, Field(description="empty if words were only struck out")]
    author: Text | None
    about: Annotated[Text | None, Field(description="the words of the contract that it refers to")]
    date: Annotated[Text | None, Field(description="when it was made, according to the file (ISO 8601)")] = None
    box: Annotated[
        list[float], Field(min_length=4, max_length=4, description="x0, y0, x1, y1, as in `boxes` of clauses")
    ]


class DocumentPart(_Part):
    """The document that was reviewed."""

    name: Text
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    pages: Annotated[int | None, Field(ge=1, description="null for a Word file, and for a text without form feeds")]
    paragraphs: Annotated[
        int | None,
        Field(
            ge=1,
            description="how many a Word file or a text without form feeds has, rows of tables included; else null",
        ),
    ] = None
    tokens: Annotated[int, Field(ge=0)]
    strangeness: Annotated[
        Score | None,
        Field(
            description="how unlike the model's training contracts the document is; from 0.5 on it may not be such a "
            "contract, from 0.6 on it is treated as none, and nothing counts as found; null: not measured"
        ),
    ] = None
    unread: list[Unread]
    sources: Annotated[list[PageSource], Field(description="empty for a Word file, and for a text without form feeds")]
    remarks: Annotated[list[Text], Field(description="what was repaired in the file, or ignored")]
    notes: Annotated[
        list[PageNote],
        Field(description="comments, markup and hidden text, which are not part of the clauses; the first 500"),
    ]
    signature_pages: Annotated[list[int], Field(description="pages with signatures, or with space for them")]
    text: Annotated[
        str | None,
        Field(description="the reviewed text, to which every `interval` refers; null unless requested"),
    ] = None
