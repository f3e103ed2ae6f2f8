"""The title of a contract: the whole heading, amendments and restatements included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.summary.first_lines import (
    BELOW_THE_TOP,
    FIRST_LINE,
    FIRST_LINES,
    NEXT_LINES,
    RUN_IN,
    STANDARD_FORM,
    TERMS_AT_THE_TOP,
    TOP,
    TWO_LINES,
)
from model.summary.letter_subject import subject_of_a_letter
from model.summary.other_documents import PART_NAME, is_of_another, names_no_title
from model.summary.parties.company_names import FORM, HARD_FORM

# The title is within the first number of characters, even after a table of contents; the second is the most words
# before its noun.
_FIRST = 6_000
_LONGEST = 25
# The noun that ends a title ...
_NOUN = re.compile(
    r"(?:AGREEMENTS?|CONTRACT|AMENDMENT|ADDENDUM|LETTER|SUBCONTRACT|SUBLEASE|LEASE|LICEN[CS]E|ORDER(?:[ ]FORM)?"
    r"|STATEMENT\s+OF\s+WORK|SCHEDULE|SUPPLEMENT"
    r"|TERMS\s+AND\s+CONDITIONS|SERVICE\s+SCHEDULE|DEED|PLAN|NOTE|GUARANTEE|GUARANTY|UNDERSTANDING|WAIVER|RIDER|CERTIFICATE|(?:JOINT\s)?FILING\sSTATEMENT"
    # a line in capitals: "BARLEY PURCHASE COMMITMENT"
    r"|(?-i:COMMITMENT)(?=[ \t]{0,9}\n)"
    r"|(?-i:(?<!PRESS )(?<!NEWS )(?<!IMMEDIATE )RELEASE))(?![\w-])",
    re.IGNORECASE,
)
# A noun may be followed by another: "LICENSE AGREEMENT".
_LONGER = re.compile(
    r"(?:\s{1,3}(?:AGREEMENT|CONTRACT|Agreement|Contract)| (?:SCHEDULE|Schedule|ADDENDUM|Addendum)"
    # "Trade Mark Licence Deed"
    r"|(?<=[Cc][Ee]|[Ss][Ee])[ ](?:DEED|Deed))(?![\w-])"
)
# ... and what may follow it: what the document amends, its number.
_TAIL = re.compile(
    r"""(?:\s?[,–-]?\s(?:NO|No|no|Number|NUMBER|n°|N°|\#)[.\s°]{0,2}\s?\#?\d{1,3}\b|\s\#\s?\d{1,3}\b|\s(?:\d{1,2}|[A-Z]|[IVX]{1,4}|ONE|TWO|THREE|One|Two|Three)\b(?=\s(?:to|TO|To)\b)
      |\s(?:TO|To|to|OF|Of|of|FOR|For|for|AND|And|and|&)\s(?:(?:THE|The|the|THAT|That|that|CERTAIN|Certain|certain)\s){0,3}
       (?:(?!This\b|THIS\b)(?:[A-Z0-9][\w.,’'&/()°\#-]*|of|and|for|to|the|by|n°)\s){0,14}?
       (?:AGREEMENT|Agreement|CONTRACT|Contract|ADDENDUM|AMENDMENT|LEASE|Lease|UNDERSTANDING|Understanding|WORK|LICENSE|License|RELEASE(?:\sOF(?:\sALL)?\sCLAIMS)?|Release(?:\sof(?:\s[Aa]ll)?\sClaims)?)
       (?:(?<=LEASE|CENSE)\s(?:AGREEMENT|CONTRACT)|(?<=Lease|cense)\s(?:Agreement|Contract))?(?![\w-]))""",
    re.VERBOSE,
)
# The rest of a title that has a line to itself, from "for", "of", "on" or "and" on: "CONTRACT FOR THE SUPPLY OF LIFTS".
_REST_OF_LINE = re.compile(
    r"[ ](?:FOR|For|for|OF|Of|of|ON|On|on|AND|And|and|&)"
    # a name that is written small: "for pump-link-server"
    r"(?:[ ](?:[A-Z][\w’'&/-]{0,30},?|[a-z]\w{0,20}(?:[.-]\w{1,20}){1,4}"
    r"|of|and|for|to|the|in|on|with|by|an?|&|[–-])){1,14}"
    r"(?:[ ]\([A-Z]{2,8}\))?(?=[ ]?(?:(?:(?i:by[ ]and[ ])?(?i:between|among)[ ]?)?(?:\n|$)|={3}))"
)
_JOINING = frozenset({"and", "or", "of", "for", "the", "to", "in", "on", "with", "a", "an", "by", "&", "-", "–", "/"})
# Words that are not part of a title: they come above it, or introduce it in a sentence.
_STOPS = re.compile(
    r"(?:this|these|that|present|certain|between|among|by|whereas|exhibit|execution|executed|version|copy|form|confidential|requested|dated|draft|conformed"
    r"|page|the\s?parties|commission|annex|appendix|attachment|redacted|final|quicklinks|document|source|between|hereinafter|said|(?:publicly\s)?disclosed|registrant|hereto|hereof|herein|omitted)\W*$",
    re.IGNORECASE,
)


# The letter or number of an exhibit above the title.
_NUMBERING = re.compile(r"(?:(?:[A-Z](?![\w.&'’-])|\([\w ]{1,12}\)|\d(?:[\w/]{0,14}\d)\w?|S.K)[\s(]{1,3})+")


# A heading that occurs at least this often with a number after it is a running header.
_PAGES = 3
_FILED = r"\s(?:No|NO|Nr|Number|Ref)\b\.?\s?[\w/.-]{1,20}"
_CALLED = re.compile(r"\s?\((?:this|the|hereinafter)?\s?[\"“]")


class Title(NamedTuple):
    """A title and its interval (half open)."""

    text: str
    start: int
    end: int


# "EXHIBIT B", at the top of a document that calls itself so.
_MARK = r"[‘’'“\"]?(?:[A-Z]{1,2}|\d{1,2})[‘’'”\"]?"
_PART = re.compile(rf"\s{{0,20}}(?P<name>{PART_NAME}\s{_MARK})(?=\s)")
_ONLY_A_PART = re.compile(rf"{PART_NAME}(?:\s{_MARK})?")
_IS_A_PART = re.compile(
    r"\b[Tt]his\s(?:Exhibit|Appendix|Annex|Attachment|Schedule)\b[^.;]{0,80}?\b(?:entered\sinto|made|incorporated|attached)\b"
)


def title_of(text: str, mention: tuple[int, int] | None = None) -> Title | None:
    """The heading that names the document; of a part of another document ("EXHIBIT B"), its own, not that of a schedule
    to it."""
    if form := STANDARD_FORM.search(text, 0, TOP):
        return Title(" ".join(form["title"].split()), *form.span("title"))
    heading = _without_legend(text, _heading(text, mention))
    found = _with_restatement(text, _with_subject(text, heading)) or _run_in(text)
    first = FIRST_LINE.match(text)
    if first and _goes_before(text, first, found):
        return Title(" ".join(first["title"].split()), *first.span("title"))
    top = TERMS_AT_THE_TOP.search(text, 0, FIRST_LINES)
    if top and (_goes_before(text, top, found) or (found and " " not in found.text)):
        return Title(" ".join(top["title"].split()), *top.span("title"))
    two = TWO_LINES.match(text)
    if two and not HARD_FORM.search(two["above"]) and (found is None or found.start < two.end()):
        return Title(" ".join(two["title"].split()), *two.span("title"))
    subject = subject_of_a_letter(text)
    if subject and (found is None or _is_less_than(text, subject, found)):
        return Title(" ".join(subject["subject"].split()), *subject.span("subject"))
    if found is None and (below := BELOW_THE_TOP.search(text, 0, FIRST_LINES)):
        return Title(" ".join(below["title"].split()), *below.span("title"))
    part = _PART.match(text)
    unnamed = found is None or _ONLY_A_PART.fullmatch(found.text)
    if part and unnamed and _IS_A_PART.search(text, 0, _FIRST):
        return Title(" ".join(part["name"].split()), *part.span("name"))
    return found


def _is_less_than(text: str, subject: re.Match[str], found: Title) -> bool:
    """Whether what was found is only a part of a letter's subject, or stands in a sentence below it."""
    inside = subject.start("subject") <= found.start < found.end < subject.end("subject")
    below = found.start >= subject.end() and re.search(r"\w", _before_in_line(text, found.start))
    return inside or bool(below)


def _goes_before(text: str, line: re.Match[str], found: Title | None) -> bool:
    """Whether a line at the top is the title rather than the heading ``found``, which is far below it, part of it or
    of a sentence, or no more exact than a first line such as "Terms of Service"."""
    if found is None or found.start >= line.end() + NEXT_LINES:
        return True
    if line.start() <= found.start and found.end <= line.end("title"):
        return True
    below = found.start >= line.end("title")
    exact = _OF_SERVICE.search(line["title"]) and not text[: line.start("title")].strip("#* \t\n")
    if below and _OURS.match(found.text):
        return True
    if below and _CHANGES.search(line["title"]) and not _CHANGES.search(found.text):
        return True
    in_a_sentence = re.search(r"\w", _before_in_line(text, found.start)) is not None
    return below and bool(exact or in_a_sentence)


def _before_in_line(text: str, position: int) -> str:
    """The words before a place in its line, at most ``_LINE`` characters."""
    return text[max(0, position - _LINE) : position].rpartition("\n")[2]


# "Deed of Amendment", above the name of what it amends.
_CHANGES = re.compile(r"\b(?:amendment|variation|addendum|supplement|novation|release|termination)\b", re.IGNORECASE)
# "Our Agreement with You" heads a section.
_OURS = re.compile(r"(?:our|your)\s", re.IGNORECASE)
# "Terms of Service" says what the document is; "Customer Terms" may stand over the name of the agreement.
_OF_SERVICE = re.compile(r"\bterms?\sof\s(?:service|use|sale)\b", re.IGNORECASE)


def _run_in(text: str) -> Title | None:
    named = RUN_IN.search(text, 0, _FIRST)
    return Title(" ".join(named["title"].split()), *named.span("title")) if named else None


# The next line of a heading in capitals, "FOR VARIABLE ANNUITY CONTRACTS", if the text calls the document so.
_SUBJECT, _REPEATED = (
    re.compile(r"[ \t]{0,3}\n(?P<subject>(?:FOR|WITH|ON|REGARDING|CONCERNING)\s[A-Z][A-Z ,&-]{3,80})(?=\n)"),
    3_000,
)


def _with_subject(text: str, title: Title | None) -> Title | None:
    subject = _SUBJECT.match(text, title.end) if title and title.text.isupper() else None
    if not (title and subject):
        return title
    whole = f"{title.text} {' '.join(subject['subject'].split())}"
    repeated = " ".join(text[subject.end() : subject.end() + _REPEATED].split()).lower()
    return Title(whole, title.start, subject.end()) if whole.lower() in repeated else title


# "AMENDED AND RESTATED", a line of its own, to which the next lines down to the heading belong.
_RESTATES = re.compile(
    r"(?:^|\n)[#* \t]{0,9}(?P<begins>(?i:(?:(?:first|second|third|fourth|fifth)[ ])?amended[ ](?:and|&)[ ]restated))"
    r"[* \t]{0,9}\n(?:[ \t]{0,9}\n){0,3}"
    r"(?:[#* \t]{0,9}(?=[A-Z])[^\n.;:]{3,80}\n(?:[ \t]{0,9}\n){0,3}){0,2}[#* \t]{0,9}$"
)
_LINES_ABOVE = 300


def _with_restatement(text: str, title: Title | None) -> Title | None:
    above = _RESTATES.search(text, max(0, title.start - _LINES_ABOVE), title.start) if title else None
    if not (title and above):
        return title
    start = above.start("begins")
    return Title(" ".join(text[start : title.end].split()), start, title.end)


def _heading(text: str, mention: tuple[int, int] | None) -> Title | None:
    """The heading that names the document. ``mention`` is an interval thought to name it, perhaps in part: the first
    heading that contains those words counts, or else the mention itself, extended to the whole name."""
    if mention and (
        _FILE_NUMBER.match(text, mention[1])
        or _FRAGMENT.match(text, mention[0])
        or _LEGEND.search(text, *mention)
        or names_no_title(text, *mention)
    ):
        mention = None
    filed = _under_the_exhibits_number(text)
    every = [one for one in _headings(text, filed) if not names_no_title(text, one.end, one.end)]
    every, over = [one for one in every if not _is_numbered_over_a_title(text, one)], every
    if mention and (mention[1] <= filed or any(one.start <= mention[0] < one.end for one in over if one not in every)):
        mention = None
    if (label := _label(text, every)) and not (mention and mention[0] >= label.end):
        mention = None
    every = [heading for heading in every if heading != label]
    alone = [heading for heading in every if _stands_alone(text, heading)]
    title = next((heading for heading in alone if not _runs(text, heading)), None)
    if title and mention and mention[0] > title.start and not _NOUN.search(text, *mention):
        mention = None  # words of a heading further down
    headings = [heading for heading in every if not (title and _runs(text, heading))]
    if mention is None or (
        title and any(_runs(text, one) and one.start < mention[1] and mention[0] < one.end for one in alone)
    ):
        return title or next(iter(alone), None) or next((one for one in every if _is_itself(text, one)), None)
    words = _words(text[slice(*mention)])
    around = [one for one in headings if one.start < mention[1] and mention[0] < one.end]
    whole = _CAPITALIZED.search(text, max(0, mention[0] - _LINE), mention[0])
    named = min([whole.start() if whole else mention[0], *(one.start for one in around)])
    if title and is_of_another(text, named, title.end):
        return title
    same = [
        one
        for one in headings
        if _holds(_words(one.text), words) and one.start <= mention[0] and _stands_alone(text, one)
    ]
    for candidates in (same, around):
        if candidates:
            return candidates[0]
    return None


# "CERTAIN IDENTIFIED INFORMATION HAS BEEN EXCLUDED FROM THE EXHIBIT"
# "TERMS THAT THE COMPANY IS ENTITLED TO WITHHOLD"
_LEGEND = re.compile(
    r"\b(?:is|are)\s(?:entitled|permitted|required)\sto\b|\b(?:identified|confidential)\sinformation\b|\b(?:has|have)\sbeen\s(?:excluded|omitted|redacted)\b",
    re.IGNORECASE,
)


def _without_legend(text: str, title: Title | None) -> Title | None:
    """A title without the lines in capitals above it on what the filing leaves out."""
    legend = _LEGEND.search(text, title.start, title.end) if title else None
    line = text.find("\n", legend.end(), title.end) if title and legend else -1
    if not title or line < 0:
        return title
    return Title(" ".join(text[line : title.end].split()), line + 1, title.end)


def _is_numbered_over_a_title(text: str, title: Title) -> bool:
    """Whether a heading with the number of a file stands over the title itself."""
    return _OVER_A_TITLE.match(text, title.end) is not None


_CAPITALIZED = re.compile(r"(?:[A-Z][\w&-]{0,30}[ ]){1,6}$")


# "TO SCHEDULE A": words from the middle of a heading.
_FRAGMENT = re.compile(r"(?:to|of|for|and|under)\s", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|\n)[ \t]{0,9}(?:Exhibit|EXHIBIT)\s\S{1,12}[ \t]{1,9}$")
# The title is at most this many characters below the label.
_BELOW = 40


# "Exhibit 10.1", a line of its own: above it is what the filing calls the exhibit, and below it the title.
_EXHIBIT = re.compile(r"\n[ \t]{0,9}(?:Exhibit|EXHIBIT)[ ](?:No\.?[ ])?\d{1,3}[\w.()-]{0,12}[ \t.]{0,9}(?=\n)")
_CAPTION, _NEAR = 600, 300


def _under_the_exhibits_number(text: str) -> int:
    """Where the text of a filed exhibit begins, below its caption and number, if a title follows; 0 otherwise."""
    number = _EXHIBIT.search(text, 0, _CAPTION)
    first = next(_headings(text, number.end()), None) if number else None
    near = number and first and first.start <= number.end() + _NEAR and _stands_alone(text, first)
    return number.end() if number and near else 0


def _label(text: str, headings: Sequence[Title]) -> Title | None:
    """The name beside the number of an exhibit, if the title itself is below it, in capitals."""
    if len(headings) < 2 or not headings[1].text.isupper() or headings[0].text.isupper():
        return None
    first, second = headings[:2]
    if not _stands_alone(text, second):
        return None
    below = "\n" in text[first.end : second.start] and second.start - first.end <= _BELOW
    return first if below and _LABEL.search(text, 0, first.start) else None


def _runs(text: str, title: Title) -> bool:
    """Whether a heading is a running header with a file number after it: "ACME CONTRACT No. 12/7"."""
    line = re.compile(re.escape(title.text) + _FILED).match(text, title.start)
    return line is not None and text.count(line.group()) >= _PAGES


def _is_itself(text: str, title: Title) -> bool:
    """Whether the opening sentence calls the contract by this name: "This Supply Agreement (this "Agreement") is"."""
    before, after = text[max(0, title.start - 8) : title.start].strip(), text[title.end : title.end + 20]
    return before.endswith(("This", "THIS")) and bool(_CALLED.match(after)) and len(title.text.split()) > 1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether the first words contain the second ones in sequence."""
    return any(list(whole[at : at + len(part)]) == list(part) for at in range(len(whole) - len(part) + 1))


def _stands_alone(text: str, title: Title) -> bool:
    """Whether it is a heading, not words of a sentence: "This Supply Agreement", "of the Agreement"."""
    before = text[max(0, title.start - 30) : title.start].rstrip(" \t")
    over = bool(_OVER.search(before))
    if _SECTION.search(before) and not over:
        return False
    if not title.text.isupper() and _GOES_ON.match(text, title.end):
        return False
    begins = over or not before or before[-1] in "\n.:;)]_-=" or before.isupper()
    if _TO_THE_READER.search(_before_in_line(text, title.start)):
        return False
    return begins and (len(title.text.split()) > 1 or _ONE_WORD.match(text, title.start) is not None)


# "SUBLEASE", a line of its own
_ONE_WORD = re.compile(r"(?<=\n)(?:SUBLEASE|LEASE)[ \t]{0,9}\n")
# "All Change Order work shall be paid": a sentence that begins so.
_GOES_ON = re.compile(r"[ ](?:[a-z]{2,20}[ ]){0,2}(?:shall|will|must|may|can|cannot)\b")
# "BY CLICKING ON THE BUTTON ON THE ORDER FORM, YOU AGREE": a sentence in capitals.
_TO_THE_READER = re.compile(r"\b(?:BY\sCLICKING|CLICK|YOUR?|PLEASE\sREAD)\b")
# The number of a section, before its heading.
_SECTION = re.compile(
    r"(?:^|\s)(?:\d{1,2}\.|\d{1,2}(?:\.\d{1,2}){1,3}\.?|(?:ARTICLE|Article|SECTION|Section)\s\w{1,5}[.:–-]?)\s{0,9}$"
)
_OVER = re.compile(
    r"(?:\b(?:Exhibit|EXHIBIT)\s\S{1,12}|\b(?:CONTRACT|AGREEMENT|FILE|REF)\sN[oO]\.?\s?\S{1,15}|\bP(?:age|AGE)\s\d{1,3}\s(?:of|OF)\s\d{1,3}|(?i:execution|version|copy|form\sof|requested|commission))$"
)


# "AGREEMENT NUMBER: 200-04" below the title is a file number.
_FILE_NUMBER = re.compile(r"\s(?:NUMBER|Number|NO|No|ID|#)\b[.\s]{0,2}(?::|\d[\d/-]{4,20})")


def _headings(text: str, begin: int = 0) -> Iterator[Title]:
    """Every name of a document near the beginning, after ``begin``, extended to all the words that belong to it."""
    end = begin
    for noun in _NOUN.finditer(text, begin, min(len(text), _FIRST)):
        if noun.start() < end or text[noun.start()].islower() or _is_no_end(text, noun):
            continue
        start = _with_confidential(text, _begins(text, noun.start(), noun.group().isupper()), noun.end())
        end = noun.end()
        for _ in range(3):
            tail = _TAIL.match(text, end, min(len(text), end + 300))
            if not tail or (
                noun.group().isupper()
                and tail.group().upper() != tail.group()
                and not re.match(r"\s?[,–-]?\s(?:No|no|n°|#|to|To|TO)", tail.group())
            ):
                break
            end = tail.end()
        line = text[max(0, start - 30) : start].rstrip(" ")
        if line[-1:] in ("", "\n", "=") or _OVER.search(line):  # a rule of "=" may underline and overline a title
            end = _rest_of_the_line(text, end)
        if re.match(r"[ ]?\((?:(?!the\b|this\b|[\"“])[A-Z][\w\s/-]{2,40})\)", text[end : end + 45]):
            end = text.index(")", end) + 1
            end = _rest_of_the_line(text, end) if line[-1:] in ("", "\n") else end
        if start == noun.start() and _ONLY_NUMBERED.fullmatch(text, start, end):
            continue
        for before in (_TRADE_NAME, _NUMBERING):
            lead = before.match(text, start, noun.start())
            start = lead.end() if lead else start
        start = _with_article(text, start, end)
        if not _FRAGMENT.match(text, start):
            yield Title(" ".join(text[start:end].split()), start, end)


# "SETTLEMENT AGREEMENT WITH NON-DISPARAGEMENT CLAUSE"
_WITH_A_CLAUSE = re.compile(
    r"[ ](?i:with)(?:[ ][A-Za-z-]{1,30}){1,5}[ ](?i:clauses?|provisions?|covenants?)(?=[ ]?(?:\n|$))"
)


def _rest_of_the_line(text: str, end: int) -> int:
    """Where a title that has its line to itself ends: "for the supply of lifts", "with arbitration clause" belong to
    it."""
    rest = _REST_OF_LINE.match(text, end)
    if rest and rest.group().split()[-1].lower() not in _JOINING:
        end = rest.end()
    clause = _WITH_A_CLAUSE.match(text, end)
    return clause.end() if clause else end


# "CONFIDENTIAL" may be a mark above the title, or its first word.
_CONFIDENTIAL = re.compile(r"(?:^|\n)[#* \t]{0,9}(?P<word>CONFIDENTIAL|Confidential)[ ]$")
_REPEATS = 1_500


def _with_confidential(text: str, start: int, end: int) -> int:
    """Where a heading begins, with "Confidential" before it if the text below repeats both: "This Confidential
    Settlement Agreement"."""
    first = _CONFIDENTIAL.search(text, max(0, start - _NOT_FAR), start)
    if not first:
        return start
    repeated = " ".join(text[end : end + _REPEATS].split()).lower()
    return first.start("word") if f"this confidential {text[start:end].lower()}" in repeated else start


# "The Member Agreement", a line of its own.
_ARTICLE, _LINE_ENDS = re.compile(r"(?:^|\n)[#* \t]{0,9}(?P<the>The|THE)[ ]$"), re.compile(r"[#* \t]{0,9}(?:\n|$)")
_NOT_FAR = 20


def _with_article(text: str, start: int, end: int) -> int:
    """Where a heading begins, with the article before it."""
    article = _ARTICLE.search(text, max(0, start - _NOT_FAR), start)
    alone = article and " " in text[start:end] and _LINE_ENDS.match(text, end)
    return article.start("the") if article and alone else start


# "BROOK TUNES, INC. DBA BTUN LICENSE AGREEMENT": the name under which the company above does business.
_TRADE_NAME = re.compile(r"D/?B/?A\s\S{2,30}\s(?=\S)")
# "Contract No. 017" is a file number, not a name.
_ONLY_NUMBERED = re.compile(r"(?:contract|agreement)\s(?:no|number|#)[.:\s]{0,3}\d{1,6}", re.IGNORECASE)


def _is_no_end(text: str, noun: re.Match[str]) -> bool:
    """Whether no title ends with this noun, because another noun or a file number follows."""
    last = noun.group().lower() in ("agreement", "contract")
    numbered = text[: noun.start()].endswith("\n") and _FILE_NUMBER.match(text, noun.end())
    return bool(numbered) or (not last and bool(_LONGER.match(text, noun.end())))


# On a cover page, the line above the title names the second party: "and", and below it "BROOK LIMITED".
_PARTY_ABOVE = re.compile(rf"(?:\n[ ]{{0,9}}|(?<![\w.&])(?:{FORM})[,)]?[ ])\(?(?:and|AND|And|&)\)?[ ]?\n[^\n]{{2,90}}$")
_LINE = 200


# "'WE WEAVE. YOU WEAR'", "(3) BROOK MILLS AS": a slogan or the last of the parties, above the title.
_QUOTED_LINE = re.compile(r"(?:^|\n)[ \t]{0,9}(?:[\"“‘'][^\n]{2,100}[\"”’']|\(\d{1,2}\)\s[^\n]{2,100})$")
# "PATENT LICENCE NO. TT-22/87", a line above the title: its number in a file
_A_REFERENCE = r"[ ](?:NO|No|Ref|REF|Number|NUMBER)\b[.:]?[ ](?=[\w/-]{0,20}\d)(?:\w{1,12}[-/][\w/-]{1,20}|\d{4,12})"
_REFERENCE = re.compile(rf"{_A_REFERENCE}$")
_OVER_A_TITLE = re.compile(
    rf"{_A_REFERENCE}[ \t]{{0,9}}\n{{1,2}}[A-Z][A-Z ,&’'-]{{5,90}}\b"
    r"(?:AGREEMENT|CONTRACT|LICEN[CS]E|LEASE|DEED)[ \t]{0,9}\n"
)
_AS_A_SERVICE = re.compile(r"as\sa\sservice", re.IGNORECASE)


def _begins(text: str, position: int, capitals: bool) -> int:
    """Where the title begins that ends with the noun at this position: word by word to the left."""
    start, joined = position, position
    for _ in range(_LONGEST):
        before = re.compile(r"(\S{1,60})(\s+)$").search(text, max(0, joined - 70), joined)
        if not before:
            break
        word, gap = before[1], before[2]
        bare = word.strip('()[],"“”')
        parties_end = "\n" in gap and bool(_PARTY_ABOVE.search(text, max(0, before.end(1) - _LINE), before.end(1)))
        if "\n" in gap and _QUOTED_LINE.search(text, max(0, before.end(1) - _LINE), before.end(1)):
            break
        as_a = bare.lower() == "as" and _AS_A_SERVICE.match(text, before.start(1))
        first_of_line = text[before.start(1) - 1 : before.start(1)] in ("", "\n")
        limited = first_of_line and "\n" not in gap and bare.lower() == "limited"  # no legal form
        if not (as_a or limited) and (parties_end or _is_boundary(word, gap, bare, capitals, joined == position)):
            break
        if "\n" in gap and _REFERENCE.search(text, max(0, before.end(1) - _LINE), before.end(1)):
            break
        joined = before.start(1)
        if bare.lower() not in _JOINING:
            start = joined
    return start


def _is_boundary(word: str, gap: str, bare: str, capitals: bool, first: bool) -> bool:
    if _STOPS.match(bare) or (word[-1] in '.:;!?”"]*_' and not re.fullmatch(r"(?:NO|No|U\.S|Inc|[A-Z])\.", word)):
        return True
    if HARD_FORM.fullmatch(bare) or not bare or "_" in bare or "*" in bare or bare.startswith("$"):
        return True
    if bare.lower() in _JOINING:
        return capitals and bare.islower() and "\n" in gap
    if "\n" in gap and not (capitals and bare.isupper() and word[-1] not in ",)"):
        return True
    if capitals and bare.upper() != bare:
        return True
    begins = bare[0].isupper() or bare[0].isdigit() or bare[0] == "#" or re.match(r"[a-z]-[a-z]{3}", bare)  # e-business
    return not begins or bool(re.fullmatch(r"[\d.()/:-]+\w?", bare))
