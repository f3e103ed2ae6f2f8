"""Blanks that are still to be filled in ("[●]", "[$____]", "[insert the territory]"), not those for signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Document
from model.playbook.document_checks.attachments import own_text
from model.playbook.form_instructions import is_instruction, is_open_instruction
from model.playbook.not_agreed import TICKED
from model.summary.attached_forms import attached_forms, is_inside
from model.summary.values.blanks import is_filled

_PLACEHOLDER = (
    r"(?:hours|salary|wages?|job\stitle|rent|deposit|language|duties|jurisdiction|state|country|county|city|territor(?:y|ies)|court|amount|sum|price|fees?|rate|percentage|number|period|term|days?|months?|years?|date"
    r"|(?:governing\s)?law|rules|institution|name|address|e-?mail|phone|company|client|customer|vendor|supplier|provider|contractor|consultant|licensee|licensor"
    r"|landlord|tenant|employer|employee|buyer|seller|party|products?|services?|project|purpose|website|currency"
    r"|length\sof\stime|time\s?frame|benefits|legal\sentity"
    # in capitals only, since "[in reasonable time]" may be words that were agreed
    r"|(?-i:POSITION|ROLE|TITLE|TIME|LOCATION|PLACE|AREA|BENEFITS?|DETAILS|DESCRIPTION|REASON|TRAINING|MANAGER|DEPARTMENT|INFO(?:RMATION)?|POLICY|COPY))"
)
_NAMED = rf"(?<![\d)]\s)\[(?:[A-Za-z\d’']{{1,20}}(?:\s/\s|[\s/_-])){{0,4}}{_PLACEHOLDER}\](?!\()"
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty(?:-\w{3,5})?"
    r"|thirty|forty|forty-five|fifty|sixty|seventy|eighty|ninety)"
)
_ANY_FIELD = re.compile(r"\{\{[^{}\n]{1,60}\}\}")
_BLANK = re.compile(
    r"\[[\s$€£%]{0,3}[●•∙⋅■▪_][\s●•∙⋅■▪_]{0,40}[\s$€£%]{0,3}\]|(?<!_)_{3,200}(?!_)"
    # empty brackets before or after a measure; elsewhere they are boxes to tick
    r"|\[\s{1,12}\](?=\s(?:\(\[\s{1,12}\]\s)?(?:basis\spoints|percent|per\scent|dollars|days|months|years)\b|\s?%)"
    r"|(?<=\bmultiplied\sby\s)\[\s{1,12}\]|(?<=\bexceed\s)\[\s{1,12}\]|(?<=[$€£])\[\s{1,12}\]"
    r"|\[(?![^\[\]]{0,60}\bredacted\s?\])(?:insert|to\sbe\s(?:agreed|determined|completed|inserted|confirmed|added|specified|defined|negotiated|filled\sin)|tbd|amount|number|date)\b[^\[\]]{0,60}\]"
    # "[Brook County / Harrow County – to be confirmed]"
    r"|\[[^\[\]\n]{1,120}[\s,;:–—-](?:to\sbe\s(?:agreed|determined|completed|inserted|confirmed|specified|decided|negotiated|filled\sin)|tb[cd])\s?\]"
    r"|\((?:to\sbe\s(?:inserted|completed|filled\sin|specified)|insert\s[^()]{2,40})\)"
    # "[X]%", and what belongs in the brackets: "[Jurisdiction]", "[Arbitration Rules]", "[Your Company's Name]"; not a
    # link's words
    r"|\[(?-i:X{1,3}|Y{2,4}|N|#+)\](?!\()"
    # nor a label: "Section 2.1 [PRODUCTS]"
    rf"|{_NAMED}"
    # fields of a program that fills in forms, "{Buyer.Name}", "{{buyer}}", "[payment_details]"; "tbc"
    r"|\[(?-i:[a-z]{2,20}(?:_[a-z]{2,20}){1,4})\](?!\()"
    r"|\{\{[^{}\n]{1,60}\}\}|\{[A-Z][\w.-]{1,60}\s?\}|(?<![\w.-])tb[cd]\b(?!\.\w)"
    # "for [2] years": what was proposed
    rf"|\[\s?(?:\d{{1,4}}|{_NUMBER}(?:\s\(\d{{1,4}}\))?)\s?\](?=\s(?:\w+\s)?(?:years?|months?|weeks?|days?|hours?|percent|per\scent)\b|\s?%)"
    # "[3-6] months", "[0.10% - 0.50%]": a range from which to choose
    r"|\[\s?[$€£]?\d[\d.,]{0,12}\s?%?\s?[-–]\s?[$€£]?\d[\d.,]{0,12}(?:\s?%\s?\]|\s?\](?=\s?%|\s(?:years?|months?|weeks?|days?|hours?)\b))"
    # “as entered on the form”
    r"|[“\"](?=[^“”\"\n]{0,30}\b(?:filled|entered|completed|given|stated)\b)[^“”\"\n]{0,40}?\bform(?:\sfilled)?[”\"]"
    r"|[“\"][^“”\"\n]{0,30}\bform\s(?:is\s)?(?:filled|completed|submitted)(?:\s(?:in|out))?[”\"]",
    re.IGNORECASE,
)
# "[starts OR started]": words to choose from, and no name for what belongs in a blank ("[city / state]").
_CHOICE = re.compile(
    r"\[[^\[\]\n]{1,160}\sOR\s[^\[\]\n]{1,160}\]"
    # "[Arbitration / Litigation]"
    r"|\[(?!and\s/\sor\])[A-Za-z][A-Za-z-]{1,20}(?:\s[A-Za-z-]{1,20}){0,3}\s/\s[A-Za-z-]{2,20}(?:\s[A-Za-z-]{1,20}){0,3}\](?!\()"
)
_NAMED_BLANK = re.compile(_NAMED, re.IGNORECASE)
# "One hundred eighty [180] days" repeats its words.
_FIGURE = re.compile(r"\[\s?\d")
_IN_WORDS = re.compile(rf"\b(?:{_NUMBER}|hundred|and)[\s-]$", re.IGNORECASE)
# What stands beside the lines for signatures, and beside boxes to tick.
_SIGNED = (
    r"\b(?:by|its|name|title|date|dated|signed|signature|signatory|witness|print(?:ed)?|initials?|attest|address|phone|telephone|fax|e-?mail"
    r"|attention|attn|specify|account|order|no|number|because)\b[\W_]{0,30}$"
)
_BESIDE_A_SIGNATURE = re.compile(_SIGNED, re.IGNORECASE)
_SIGNED_OR_TICKED = re.compile(rf"{_SIGNED}|[:_]\s?$|_-$|\b(?:yes|no)\b\W{{0,4}}$", re.IGNORECASE)
# "Accepted and agreed to this ____ day of ____, 2006", over the signatures: filled in by signing.
_SIGNING_DAY = re.compile(
    r"\b(?:accepted|agreed|acknowledged|signed|executed|dated|sworn)\b[^.;]{0,40}\b(?:this|on|as\sof)\s(?:the\s)?[^.;]{0,60}$",
    re.IGNORECASE,
)
# A line to sign on begins its line, after words of signing: "Signed by Harrow Mills Ltd:", "We accept these terms." ...
_SIGNING = re.compile(
    r"\b(?:signed|signature|signatur|signing|signs|executed|sealed|delivered\sas\sa\sdeed|sincerely|faithfully|truly|regards"
    r"|accept(?:ed|s|ance)?|agreed|acknowledged|confirm(?:ed|ation)?|consents?|witness|presence|behalf)\b",
    re.IGNORECASE,
)
# ... with a person's name alone or with an office below it, another such line, or what the signature is for.
_PERSON = (
    r"(?:(?:[A-Z]\w{0,3}\.|Dr|Mr|Mrs|Ms)\s)?[A-ZÀ-Ý][\w.’'-]{0,30}"
    r"(?:\s(?:(?:van|von|de|der|den|du|da|dos|la|le|el|al|bin|binti|s/o)\s){0,2}[A-ZÀ-Ý][\w.’'-]{0,30}){1,5}"
)
_WHAT_FOR = (
    r"(?i:(?:authori[sz]ed\s)?(?:signatory|signature)|signed|(?:print(?:ed)?\s|full\s)?name|title|witness|date"
    r"|director|place)\b"
)
_SIGNS_ABOVE = re.compile(
    rf"[\s_]{{0,200}}(?:{_PERSON}(?=[ \t]{{0,9}}(?:[,(\n]|$|[ \t]{{3}}|[-–—|/]\s))"
    rf"|\({_WHAT_FOR}|(?=[A-Z]){_WHAT_FOR}(?=[^\n.;:]{{0,40}}(?::|\n|$))|By\s?:"
    r"|(?i:in\sthe\spresence\sof|(?:for\sand\s)?on\sbehalf\sof|duly\sauthori[sz]ed)\b)"
)
_SIGNED_WITHIN = 400
# The rule over a footnote: "_____ *** Omitted pursuant to a request for confidential treatment".
_FOOTNOTE = re.compile(
    r"\s{0,9}(?:(?:\*(?:\s?\*){0,4}|[\[(]\s?\*(?:\s?\*){0,4}\s?[\])]|[†‡§])\s{0,3}[A-Z“\"]"
    r"|(?i:(?:\[?\d{1,2}\]?\s)?(?:(?:the\s)?(?:omitted|omissions?|confidential|redacted)\s(?:treatment|information|portions?|material|text|terms|pursuant)"
    r"|omitted\b|(?:certain|portions?|information|text|material|indicates|denotes)\s[^.\n]{0,120}?\b(?:omitted|redacted|confidential\streatment|filed\sseparately)\b)))"
)
# A rule begins its line; the same number of underscores at the beginning of another line is the rule of another page,
# even where its note was lost or the page's last line follows it.
_RULE = re.compile(r"(?m:^)_{10,200}")
# "_____ THIS AGREEMENT is made": a rule under the title.
_UNDER_A_TITLE = re.compile(r"\s{0,3}THIS\s(?:[A-Z]+\s){0,4}(?:AGREEMENT|DEED|CONTRACT)\b")
# A line across the page, with whole sentences on both sides of it: "_____ By signing here, Buyer accepts ..."
_ACROSS, _SENTENCE_BELOW = 60, re.compile(r"\s{1,9}[A-Z][a-z]*,?\s[a-z]{2,20}\s(?!corporation\b|company\b|of\b)")
_GOES_ON = re.compile(r"(?:\b(?:and|or|between|among|by|with|to|of|from|is|are|at|in|the|an?)|[,:])\s{0,3}$")
_DAY_OF, _LEAD, _REACH, _OPENING = re.compile(r"\bday\sof\b", re.IGNORECASE), 30, 160, 4_000
_TICKED = re.compile(r"\s?(?:yes|no)\b", re.IGNORECASE)
_LONG = 20
# One of several choices is ticked: "X Rate Schedule A _____ Rate Schedule B".
_TICKED_CHOICE = re.compile(r"(?<!\S)[Xx✓✔☒]\s{1,3}(?P<what>[A-Za-z]{2,30}\s[A-Za-z]{2,30})\b")
# The lines of an address to which a copy of a notice goes, which a party may leave empty.
_COPY_TO = re.compile(r"\bwith\s(?:an?\s)?cop(?:y|ies)\s(?:\w+\s)?to\s?:", re.IGNORECASE)
_MEASURED = re.compile(r"\[\s{1,12}\]")
_BULLET, _DATED = re.compile(r"\[\s?[●•]"), re.compile(r"\bdated\s(?:as\sof\s)?$", re.IGNORECASE)
_IS_DATED = re.compile(r"\b(?:is|are|was|were)\s(?:each\s)?dated\s(?:as\sof\s)?$", re.IGNORECASE)
# "Between Harrow, Inc. and ______ (the “Professional”)", "and [SELLER NAME] (“Seller”)"
_PARTY = re.compile(
    r"\b(?:between|among|and)\s(?:_{3,200}|\[[●•_][\s●•_]{0,40}\]|\[(?:[a-z’']{1,20}\s){0,4}name\]),?\s?(?:\((?:hereinafter|the\b|referred|[“\"])|an?\s(?:\w+\s){0,3}(?:corporation|company|individual|resident)\b)",
    re.IGNORECASE,
)
# "A ___ DE corporation": what belongs in the blank was written beside it.
_A = re.compile(r"\ban?\s$")
_FILLED_BESIDE = re.compile(
    r"\s(?:[A-Z]{2}|[A-Z][a-z]{2,14})\s(?:corporation|company|partnership|limited\sliability\scompany|LLC)\b"
)
# "Signature: ____", and below it "Name: [Name]".
_BESIDE_SIGNATURES = re.compile(
    r"\b(?:Signature|SIGNATURE|Signed|SIGNED|Sign\shere)\b[^\n]{0,60}(?:\n[^\n]{0,60}){0,3}$"
)
# "{Buyer.Officer}", and below it "(Printed Name and Title)".
_ABOVE_PRINTED = re.compile(r"[^\n]{0,80}\s{1,4}\((?:Printed|Signature|Name|Title)\b", re.IGNORECASE)
# "Address: [ADDRESS]"; alone in a line, it stands for an address that is kept private, or is a heading.
_AFTER_COLON = re.compile(r":\s{0,2}$")
_CROSS, _EMPTY_BOX = re.compile(r"\[[Xx]\]"), re.compile(r"\[\s{0,4}\]|☐")
# These words can be nothing but a blank, however short the line is.
_TO_BE_FILLED = re.compile(r"[(\[](?:to\sbe|insert)\b", re.IGNORECASE)
# So can the fields of a program that fills in forms, "[●]", and what stands after a currency.
_OF_A_TEMPLATE, _MONEY_BESIDE = re.compile(r"\{|\[\s?[●•]"), re.compile(r"[$€£]\s?$")
_WORD, _ENOUGH_WORDS = re.compile(r"[^\W\d_]{2,}"), 6


def blanks(document: Document) -> list[tuple[int, int]]:
    """The intervals (half open) of the sentences before the signatures in which something is left blank."""
    text, own = document.text, len(own_text(document.text))
    signed = _SIGNATURES.search(text, 0, own)
    end = signed.start() if signed else own
    found_blanks = [one.span() for one in _BLANK.finditer(text)]
    rules, named, forms = _footnote_rules(text, found_blanks), _filled_names(text), attached_forms(text)
    places = [
        place
        for place in found_blanks
        if place[1] <= end
        and place not in rules
        and not is_inside(forms, place[0])
        and _is_left_open(document, *place)
        and not (is_filled(said := text[slice(*place)]) or said in named)
    ]
    places += [
        (one.start, one.end) for one in document.segments if one.end <= end and is_open_instruction(document, one)
    ]
    places += [one.span("blank") for one in _FIELD.finditer(text, 0, min(_OPENING, end))]
    places += [one.span(one.lastgroup or 0) for one in _PRICE_IN_ATTACHMENT.finditer(text, end)]
    found: dict[int, tuple[int, int]] = {}
    for place in sorted(places):
        for around in document.segments_in(*place)[:1]:
            found.setdefault(around.sentence, place)
    return list(found.values())


# "{{{Harrow Kites}}}": a name in a field, and no label of what belongs there.
_TITLE_IN_BRACES = re.compile(r"\{\{\s?(?:[A-Z][\w&’'.-]{0,20}\s){0,5}[A-Z][\w&’'.-]{1,20}\s?\}\}")
_LABELED = re.compile(
    rf"\b(?:{_PLACEHOLDER}|signature|signed|insert|your|scope|work|details|terms?|type)s?\b", re.IGNORECASE
)


def _filled_names(text: str) -> frozenset[str]:
    """The names in the fields of a template, if others of its fields are filled in with a place, a date or a number."""
    fields = {one.group() for one in _TITLE_IN_BRACES.finditer(text)} if "{{" in text else set()
    if not any(is_filled(one.group()) for one in _ANY_FIELD.finditer(text) if fields):
        return frozenset()
    return frozenset(one for one in fields if not _LABELED.search(one))


def open_choices(document: Document) -> list[tuple[int, int]]:
    """The intervals (half open) of the choices in brackets that are still to be made, the first of each sentence."""
    found: dict[int, tuple[int, int]] = {}
    for choice in _CHOICE.finditer(document.text, 0, len(own_text(document.text))):
        if _NAMED_BLANK.fullmatch(choice.group()):
            continue
        for around in document.segments_in(*choice.span())[:1]:
            found.setdefault(around.sentence, choice.span())
    return list(found.values())


# "[LAWYER REVIEW] — confirm the term", "[NTD: to be discussed]"
_NOTE = re.compile(
    r"\[(?:for\s)?(?:(?:lawyer|attorney|counsel|legal|solicitor|draft(?:ing|er)?|editor|client)(?:[’']s)?\s"
    r"(?:(?:to\s)?(?:review|confirm|check|advise)|notes?|comments?|input)\b|(?:NTD|TODO|notes?\sto\s(?:draft|drafter|counsel|client|self|reviewer))\b)"
    r"[^\[\]\n]{0,300}\]",
    re.IGNORECASE,
)


def drafting_notes(document: Document) -> list[tuple[int, int]]:
    """The intervals (half open) of the notes in brackets that ask whoever drafts the contract for something."""
    return [one.span() for one in _NOTE.finditer(document.text)]


# "☐ By all of the partners ☐ By most of them", in one line or in several.
_BOXES = re.compile(r"(?:☐[^☐☒☑✓✔\n]{2,300}\s{1,6}){1,12}☐[^☐☒☑✓✔\n]{2,300}(?=\n|$)")
_BESIDE_BOXES = 6


def open_boxes(document: Document) -> list[tuple[int, int]]:
    """The intervals (half open) of the alternatives of which none is ticked."""
    text = document.text
    return [
        one.span()
        for one in _BOXES.finditer(text, 0, len(own_text(text)))
        if not TICKED.search(text, max(0, one.start() - _BESIDE_BOXES), one.end() + _BESIDE_BOXES)
    ]


def _is_left_open(document: Document, start: int, end: int) -> bool:
    """Whether a gap is one in a sentence of the contract, which nothing else fills."""
    text, gap = document.text, document.text[start:end]
    inside = document.segments_in(start, end)
    sentence = document.segment_text(inside[0]) if inside else ""
    if _CROSS.fullmatch(gap) and (_EMPTY_BOX.search(sentence) or sentence.lstrip("-*• ").startswith(gap)):
        return False  # a box that is ticked
    few = len(_WORD.findall(sentence)) < _ENOUGH_WORDS
    money = _MONEY_BESIDE.search(text, max(0, start - 2), start) is not None
    if _NAMED_BLANK.fullmatch(gap):
        label = few and not (_AFTER_COLON.search(text, max(0, start - 3), start) or money)
        again = text[end : end + len(gap)].strip().lower().startswith(gap[1:-1].lower())
        return not (label or again or _BESIDE_SIGNATURES.search(text, max(0, start - _REACH), start))
    if gap.startswith("{") and _ABOVE_PRINTED.match(text, end):
        return False
    field = _FIGURE.match(gap) and _AFTER_COLON.search(text, max(0, start - 3), start)
    few = few and not (_OF_A_TEMPLATE.match(gap) or money)
    if is_instruction(sentence) or (few and not (field or _TO_BE_FILLED.match(gap))):
        return False
    if _FIGURE.match(gap) and _IN_WORDS.search(text, max(0, start - 20), start):
        return False
    around = (_is_signing_day, _is_a_line_across_the_page, _is_to_be_signed_on)
    if any(explains(text, start, end) for explains in around):
        return False
    beside = text[max(0, start - _LEAD) : start]
    filled = _A.search(beside) and _FILLED_BESIDE.match(text, end)
    if filled or _COPY_TO.search(sentence) or _is_another_choice(sentence, text[end:][:_REACH]):
        return False
    if (_BULLET.match(gap) and _DATED.search(beside)) or _IS_DATED.search(beside):
        return True  # no line to sign on has a bullet, or says what is dated
    if _FIGURE.match(gap) or _MEASURED.fullmatch(gap) or _TO_BE_FILLED.match(gap):
        return True
    return not (_is_beside_a_signature(text, start, gap) or _TICKED.match(text, end))


def _is_beside_a_signature(text: str, start: int, gap: str) -> bool:
    """Whether a gap is filled in by whoever signs, or is a box to tick."""
    if gap.startswith("{") and start < _OPENING:  # "Date: {{date}}", above a form
        return _BESIDE_SIGNATURES.search(text, max(0, start - _REACH), start) is not None
    words = _BESIDE_A_SIGNATURE if _OF_A_TEMPLATE.match(gap) else _SIGNED_OR_TICKED
    return words.search(text, max(0, start - _LEAD), start) is not None


def _is_to_be_signed_on(text: str, start: int, end: int) -> bool:
    """Whether a gap is a line among the signatures, over the name of whoever signs there."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if text[start] != "_" or line.strip(" \t_") or not _SIGNS_ABOVE.match(text, end):
        return False
    return _SIGNING.search(text, max(0, start - _SIGNED_WITHIN), start) is not None


def _is_a_line_across_the_page(text: str, start: int, end: int) -> bool:
    """Whether a gap is a line that separates a title or a paragraph from what stands below it."""
    if end - start >= _LONG and _UNDER_A_TITLE.match(text, end):
        return True
    wide = end - start >= _ACROSS and text[max(0, start - 1) : start] in ("", "\n")
    return wide and bool(_SENTENCE_BELOW.match(text, end)) and not _GOES_ON.search(text, max(0, start - 20), start)


# A field of the cover page for a party or a key term: "Client: ______".
_FIELD = re.compile(
    r"(?m:^)\W{0,4}(?:(?:the|name\sof\s(?:the\s)?)\s?)?(?:client|customer|company|(?:sub)?contractor|consultant|supplier|vendor"
    r"|seller|buyer|purchaser|licensee|licensor|lessee|lessor|landlord|tenant|provider|employer|borrower|lender|distributor"
    r"|reseller|disclosing\sparty|receiving\sparty|party\s[A-Z\d]|effective\sdate|term|territory|fees?|price|deposit|rent"
    r"|governing\slaw|jurisdiction|project)(?:\sname)?\s?:[ \t]{0,4}(?P<blank>_{3,200})"
    # over a date, it is a signature
    r"(?![^\n]{0,60}\bdate\b)",
    re.IGNORECASE,
)


def leaves_out_a_party(document: Document, blank: tuple[int, int]) -> bool:
    """Whether the name of a party is blank in the sentence of this blank."""
    inside = document.segments_in(*blank)
    return bool(inside) and _PARTY.search(document.segment_text(inside[0])) is not None


def in_a_whole_sentence(document: Document, blank: tuple[int, int]) -> bool:
    """Whether a blank stands in a sentence, and not in a field such as that of an address."""
    inside = document.segments_in(*blank)
    return bool(inside) and len(_WORD.findall(document.segment_text(inside[0]))) >= _ENOUGH_WORDS


# "$[AMOUNT]", "[10]%", "[salary]"
_MONEY = re.compile(
    r"[$€£]\s?[\[{_]|[\]}_]\s?%|%\s?\]|\[[^\[\]\n]{0,40}\b(?:amount|fees?|price|rent|salary|rate|percentage)\b",
    re.IGNORECASE,
)


def leaves_out_money(document: Document, blank: tuple[int, int]) -> bool:
    """Whether an amount or a share is blank in the sentence of this blank."""
    inside = document.segments_in(*blank)
    return bool(inside) and _MONEY.search(document.segment_text(inside[0])) is not None


def _is_another_choice(sentence: str, after: str) -> bool:
    """Whether a blank is a box beside a choice that was not made, as another one in its sentence is ticked."""
    ticked = _TICKED_CHOICE.search(sentence)
    return ticked is not None and after.lstrip().lower().startswith(ticked["what"].lower())


def _footnote_rules(text: str, found_blanks: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the blanks that are rules over footnotes: before a note, or like those at the beginning of another
    line."""
    over_notes = {place for place in found_blanks if _FOOTNOTE.match(text, place[1])}
    lengths = {end - start for start, end in over_notes}
    return over_notes | {one.span() for one in _RULE.finditer(text) if one.end() - one.start() in lengths}


# A price left blank in an attachment is not agreed either; other blanks there may be those of a form.
_PRICE_IN_ATTACHMENT = re.compile(
    r"\b(?:shall|will|agrees?\sto)\s(?:\w+\s)?pay\s[^.;$€£]{0,80}\b(?:fees?|price|rates?|charges?|rent)\sof\s(?:U\.?S\.?\s?)?(?P<blank>[$€£]\s?_{3,60})"
    r"|\b(?:fees?|price|rates?|charges?|rent|payment|deposit)\s(?:(?:shall|will)\sbe|is|of)\s[^.;:$€£\n]{0,60}(?P<amount>[$€£]\s?\[amount\])",
    re.IGNORECASE,
)


def _is_signing_day(text: str, start: int, end: int) -> bool:
    """Whether a blank is the day or month on which a signature is given, not that of the contract's opening."""
    before = text[max(0, start - _REACH) : start]
    dated = _DAY_OF.match(text[end : end + 10].lstrip()) or _DAY_OF.search(before[-20:])
    return start > _OPENING and bool(dated) and _SIGNING_DAY.search(before) is not None


_SIGNATURES = re.compile(r"\bIN\sWITNESS\sWHEREOF\b|(?<!\w)/s/|\bBy\s?(?::|_{3})")
