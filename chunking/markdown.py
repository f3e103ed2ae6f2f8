"""Texts in Markdown (CommonMark, with tables and check boxes), as a reader sees them: without the marks."""

from __future__ import annotations

import html
import re
from itertools import islice

# "# of shares" and "# 150069" are numbers in a table.
_HEADING = re.compile(
    r"^ {0,3}#{1,6} {1,4}(?=[*_“\"(\[{]{0,4}(?:[^\W\d_a-z]|\w[.)] "
    r"|\d{1,2}(?:\.\d{1,2}){0,2}[.):]?[ \t]+[*_“\"(\[]{0,4}[^\W\d_]))",
    re.MULTILINE,
)
# "**" alone stands for words that were left out of a filed contract: "[**] percent", "$**".
_BOLD_OR_ITALIC = re.compile(
    r"(?<![\w*\\$])(?P<mark>\*{1,3})(?=[^\s*])(?P<words>(?:[^*\n]|\n(?!\s)){1,600}?)(?<=[^\s*\\])(?P=mark)(?![\w*])"
)
# A text is Markdown if it has several headings, or one and such words.
_HEADINGS, _MARKS = 2, 4

# Fields, of which some have a list in the lines below: "tags:", "  - draft".
_FRONT_MATTER = re.compile(
    r"\A---\n(?:[^\s:-][^\n:]{0,60}:[^\n]{0,300}\n(?:[ \t]{0,8}-?[ \t][^\n]{0,300}\n){0,30}){1,30}---\n"
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)[^\n]*$", re.MULTILINE)
_BELOW_HEADS = re.compile(r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*\n?", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|(?P<cells>[^\n]*)\|[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"<br\s{0,2}/?>[ \t]*\n?|(?:(?<! ) {2,}|\\)\n(?=\S)", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|sup|sub|small|p|div|span|center|ins|a|h[1-6])(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE
)
_QUOTED = re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE)
# A line of underscores is a place to write or sign, though Markdown draws a rule there.
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|={3,}[ \t]*)$", re.MULTILINE)
_HEADING_ENDS = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$")
_CHECK_BOX = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?\[(?P<tick>[ xX])\](?=[ \t])", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[*+](?=[ \t]+\S)", re.MULTILINE)
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{1,300})\]\((?:https?:|mailto:|tel:|[#./])[^()\s]{0,500}\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_UNDERSCORED = re.compile(r"(?<![\w\\])(?P<mark>__?)(?=[^\s_])(?P<words>[^_\n]{1,600}?)(?<=[^\s_\\])(?P=mark)(?!\w)")
_CODE = re.compile(r"(?<!`)`(?P<words>[^`\n]{1,200})`(?!`)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~$&-])")


def is_markdown(text: str) -> bool:
    """Whether a text is written in Markdown."""
    headings = len(_HEADING.findall(text))
    return headings >= _HEADINGS or (headings > 0 and len(_BOLD_OR_ITALIC.findall(text)) >= _MARKS)


def without_marks(text: str) -> str:
    """A text in Markdown as a reader sees it: headings and words in bold or italics without their marks, tabs between
    the cells of a table, and of links the words."""
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", text))
    text = _ROW.sub(_cells, _BELOW_HEADS.sub("", _FENCE.sub("", text)))
    text = _RULE.sub("", _QUOTED.sub("", _TAG.sub("", _BREAK.sub("\n\n", text))))
    text = "\n".join(_without_heading_marks(line) for line in text.split("\n"))
    text = _BULLET.sub(r"\1-", _CHECK_BOX.sub(_box, text))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\g<words>", text))
    for marked in (_BOLD_OR_ITALIC, _UNDERSCORED, _BOLD_OR_ITALIC, _CODE):  # bold words may hold italic ones
        text = marked.sub(r"\g<words>", text)
    return _ESCAPED.sub(r"\1", _ENTITY.sub(lambda one: html.unescape(one.group()), text))


# "Supplier | Brook Ltd", "Fee | $500 | yearly": the rows of a table in a plain text, which has several.
_DRAWN_ROW, _ROWS = re.compile(r"^[ \t]*[^|\s][^|\n]{0,80}[ \t]\|[ \t](?P<rest>[^\n]{1,2000})$", re.MULTILINE), 4
_SEEN = 100


def with_cells(text: str) -> str:
    """A plain text with tabs between the cells of a table that it draws with bars."""
    drawn = len({row["rest"] for row in islice(_DRAWN_ROW.finditer(text), _SEEN)}) >= _ROWS  # no footer of each page
    return _DRAWN_ROW.sub(lambda row: _tabbed(row.group()), text) if drawn else text


def _cells(row: re.Match[str]) -> str:
    return _tabbed(row["cells"])


def _tabbed(row: str) -> str:
    return "\t".join(cell.strip() for cell in row.split("|"))


def _box(box: re.Match[str]) -> str:
    return "\n" + ("☐" if box["tick"] == " " else "☒")


def _without_heading_marks(line: str) -> str:
    """A heading as a paragraph of its own; any other line as it is."""
    heading = _HEADING.match(line)
    return f"\n{_HEADING_ENDS.sub('', line[heading.end() :])}\n" if heading else line
