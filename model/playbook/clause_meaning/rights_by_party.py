"""Who may assign, who may terminate and who indemnifies: rights and duties that one side has and the other lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chunking.document import Document
from model.playbook.clause_meaning.polarity import says
from model.summary.dates.termination import CAUSE
from model.summary.parties.sides import BOTH, Sides
from model.summary.whose_rights.rights import names_both

_MODAL = (
    r"\b(?:may|shall|will|can|must|agrees?|ha(?:s|ve)\s(?:the|an?)\s(?:\w+\s){0,3}?(?:right|option)|(?:is|are)\sentitled"
    r"|(?:reserves?|retains?)\sthe\s(?:\w+\s){0,3}?right)\b"
)
_ASSIGN = re.compile(
    rf"{_MODAL}(?P<between>[^.;]{{0,140}}?)\b(?:assign|transfer|convey)\b(?P<object>[^.;]{{0,120}})", re.IGNORECASE
)
_ASSIGNED = re.compile(
    r"\b(?:may|shall|can|will|is|are)\s(?P<between>(?:not\s)?(?:be\s)?(?:\w+\s){0,3}?)(?:assigned"
    r"|transferred|assignable)\b"
    r"(?P<object>[^.;]{0,120})",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:this\s(?:entire\s|whole\s)?(?:agreement|contract|license)|the\s(?:present\s)?(?-i:Agreement|Contract)\b|hereunder"
    r"|its\s(?:rights|interest|obligations|duties)(?!\sin\s(?:and\sto\s)?(?:the|its|any|such)\s(?!agreement|contract|present)))",
    re.IGNORECASE,
)
# "Transfer the samples received in connection with this Agreement" is about goods.
_ONLY_CONNECTED = re.compile(
    r"\b(?:in|in\s(?:connection|accordance)\swith|under|pursuant\sto|for\sthe\spurposes?\sof)\s$"
    r"|\b(?:obtained|received|furnished|delivered|supplied|provided)\s$",
    re.IGNORECASE,
)
# "Vendor may assign this Agreement. Customer may not assign it."
_IT = re.compile(r"\s(?:it|them|its\sown)\b", re.IGNORECASE)
_RIGHTS = re.compile(r"\b(?:rights?|obligations?|interests?|duties|benefits?|license)\b", re.IGNORECASE)
# "Assignment of a membership will require the consent of all members": a restriction on one kind of right.
_NEEDS_CONSENT = re.compile(
    r"\b(?:assignment|transfer)\s(?:of|by)\s[^.;]{0,200}?(?<!\bnot\s)\b(?:requires?|needs?|(?:is|are|be)\s(?:\w+\s)?(?:subject\sto|conditional\s(?:up)?on))\s"
    r"[^.;]{0,60}?\b(?:consent|approval)\b",
    re.IGNORECASE,
)
# "[***] may [***] any of its rights or obligations under this Agreement without the prior written consent of [***]"
_REDACTED_BAN = re.compile(
    r"(?:\[[*●\s]{1,9}\]|\*{2,9})\s?(?:any\sof\s)?(?:its|their|the)\srights\s(?:or|and)\s(?:\w+\s)?obligations\s[^.;]{0,80}?\bwithout\b[^.;]{0,60}?\bconsent\b"
)
_OF_THE_CONTRACT = re.compile(
    r"\b(?:agreement|contract|hereunder|rights?|interests?|member(?:ship)?|partnership|obligations)\b", re.IGNORECASE
)
_SHARES = re.compile(r"\b(?:stocks?|shares|controlling)\b", re.IGNORECASE)
# "The same applies to Customer", "the rights of Customer are personal to it": not a sentence about assignment of its
# own.
_ALSO = re.compile(r"\bthe\ssame\s(?:applies|shall\sapply|restriction)|\bpersonal\sto\b", re.IGNORECASE)
_HANDS_ON = re.compile(r"\b(?:assign|transfer)", re.IGNORECASE)
_AND = " and "
_BUT = re.compile(
    r"[;,]\s(?:but|whereas|while)\s(?=(?:the\s)?[A-Z][\w.]*\s(?:[A-Z][\w.]*\s){0,3}(?:may|shall|will|can|is|has)\b)"
)
_THIS = re.compile(
    r"\b(?:this\s(?:agreement|contract|licen[cs]e)|the\s(?:licen[cs]e|rights?)\s(?:hereby\s|herein\s)?granted)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "No assignment by either party shall bind the other": the noun, where others say "may not assign".
_NO_ASSIGNMENT = re.compile(
    r"\bno\s(?:(?:purported|attempted)\s)?(?:assignment|transfer)\b(?=[^.;]{0,260}\b(?:rights?|agreement|contract|hereunder|interest)\b)"
    r"[^.;]{0,300}\b(?:binding|valid|effective|permitted|allowed|made|recogni[sz]ed|bind)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|neither|nor|no|never)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\bonly\s(?:if|with|upon|after|where|when)\b|(?<!without\s)(?:\bwith\b|\bsubject\sto\b|\bupon\b"
    r"|\bif\b)[^.;]{0,50}\b(?:consent|approv)",
    re.IGNORECASE,
)
# "No assignment shall be made by Buyer without consent".
_BY_WHOM = re.compile(r"\sby\s(?:the\s)?", re.IGNORECASE)
# "Except that it is assignable by Vendor to an affiliate", "except where such assignment is by Vendor".
_ASSIGNED_BY = re.compile(
    r"\b(?:(?:may|shall|can|will|is|are)\s(?:\w+\s){0,2}?(?:assigned|transferred|assignable)|such\s(?:assignment|transfer)\sis(?:\smade)?)\sby\s(?:the\s)?"
    r"(?![^.;]{0,120}\bwith\s(?:the\s)?(?:\w+\s){0,3}consent\b)",
    re.IGNORECASE,
)
_EXCEPT_THAT, _LAST = re.compile(r"[,;]\sexcept\sthat\b", re.IGNORECASE), re.compile(r"\Z")
_NOBODY = re.compile(r"\b(?:neither|no)\b[^.;,]{0,110}$", re.IGNORECASE)
# "May assign this Agreement at any time" is free, whatever the rest of the sentence says of the assignee.
_FREELY = re.compile(
    r"[^.;,]{0,60}?\b(?:at\sany\stime|freely|without\s(?:the\s|any\s)?(?:\w+\s){0,3}consent)\b", re.IGNORECASE
)
# "Shall not transfer any portion of the Materials ... under this Agreement" is about goods.
_GOODS = re.compile(
    r"\b(?:materials?|samples?|products?|data|information|inventory|equipment|funds?|employees?|personnel|accounts?)\b",
    re.IGNORECASE,
)
# What may be assigned in spite of a ban on both.
_PROVISO = re.compile(r"\b(?:provided|except|however|notwithstanding)\b", re.IGNORECASE)
_CONSENT = re.compile(r"\b(?:consent|approv|permission|(?:prior|written)\sagreement)", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"\band\s(?:[A-Z][\w.]*\s){1,3}(?:shall|may|will)\b")
MONEY = re.compile(
    r"\b(?:mon(?:ey|ies)|receivables?|proceeds|payments?|rights?\sto\sbe\spaid|lenders?|security|collateral)\b",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:affiliate|subsidiar|successor|merge|acqui|sale\sof|connection|provided|if\b|wholly|purchaser"
    r"|lender|bank|entity|"
    r"monies|payment|proceeds|receivable|corporation|except)",
    re.IGNORECASE,
)
_INDEMNIFY = re.compile(
    r"\b(?:shall|will|agrees?|hereby|must|undertakes?)\b(?P<between>(?:(?!\b(?:shall|will|agrees?|must)\b)[^.;]){0,80}?)\b(?:indemnif(?:y|ies)"
    r"|(?:hold|save|keep)\s(?:[\w’',&-]+\s){0,14}?harmless)\b",
    re.IGNORECASE,
)
# Whom it protects, if not a party by name: "the other", "the Indemnified Parties", "it".
_PROTECTED = re.compile(
    r"\b(?:it|them|(?:the\s)?other(?:\sparty)?|(?-i:[A-Z][\w’]+\s)?(?:indemni\w+|protected|released)(?:\spart(?:y|ies)|\spersons?)?)\b"
    r"(?=[\s,(.;]|$)|\bfrom\sand\sagainst\b",
    re.IGNORECASE,
)
_WORDS_OF_INDEMNITY = re.compile(
    r"[\s,]*(?:(?:and|or|to|defend|indemnify|protect|save|keep|hold|harmless|reimburse|release|fully|at|its|own|sole|expense|cost|the|each|of)\b[\s,/]*+){0,16}",
    re.IGNORECASE,
)
# "Vendor indemnifies Buyer and holds it harmless": the duty in the present tense.
_INDEMNIFIES = re.compile(r"\b(?:hereby\s)?(?P<between>)indemnifies\b", re.IGNORECASE)
# A duty to make good the other party's losses is as good as an indemnity.
_COMPENSATE = re.compile(
    r"\b(?:shall|will|must|agrees?\sto|undertakes?\sto)\s(?:[\w-]+\s){0,4}?(?:compensate|make\sgood|reimburse)\b[^.;]{0,120}?"
    r"\b(?:loss(?:es)?|damages?|claims?)\b",
    re.IGNORECASE,
)
_DEFEND = re.compile(
    r"\b(?:shall|will|agrees?\sto|must|undertakes?\sto)\s(?:\w+\s){0,3}?defend\b[^.;]{0,160}?\b(?:against|from)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:tax(?:es)?|liens?|withh\w+|customs|dut(?:y|ies)\son|office\sspace|premises|advertis\w+|promotional|brokers?|finders?|such\smarks?)\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:hold|save|keep)\s(?:the\s)?", re.IGNORECASE)
_NEAR = 160
# An indemnity given back by reference, or mentioned as owed without a sentence that grants it.
_GIVEN_BACK = re.compile(
    r"\bmutatis\s+mutandis\b|\bsame\s(?:indemnit|obligation)|\b(?:reciprocal|mutual)\s(?:\w+\s)?indemn|\bindemnifying\sparty\b|\beach\sparty\b[^.;]{0,60}\bindemn"
    r"|\blikewise\b|\bcross-indemn",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(r"\b(?:not|no)\b", re.IGNORECASE)
_MODALS = re.compile(_MODAL, re.IGNORECASE)
_TERMINATE = re.compile(
    rf"(?:{_MODAL}[^.;]{{0,140}}?|\bgives?\b[^.;]{{0,60}}?\bnotice\sof\s)\b(?:terminat\w*|cancel\w*|resign)\b",
    re.IGNORECASE,
)
# The right itself: "may terminate this Agreement", "may be terminated by Buyer", "until terminated by either party".
_MAY_END = re.compile(
    r"\b(?:may|can|rights?|entitled|option|elects?)\b[^.;]{0,140}?\b(?:resign\b|(?:terminate|cancel|end|withdraw\sfrom)"
    r"(?:\s(?:all|any|part|or|of|its|participation|in|this|the|present|such|his|her|their|your|our)\b){0,7}"
    r"(?:\s(?:\w+\s){0,2}(?:agreement|contract|it)\b|\W{1,2}(?:at|upon|on|by|for|with|without|hereof)\b|[.,]))"
    r"|\bgives?\b[^.;]{0,60}?\bnotice\sof\stermination\b|\b(?:agreement|contract)\b[^.;]{0,160}?\b(?:may|can|shall|is|until|unless)\s(?:\w+\s){0,3}?(?:be\s)?(?:terminated|terminable|cancel+ed)\b",
    re.IGNORECASE,
)
# The rest of a sentence that a page break cut may depend on a condition that comes before it.
_TORN = re.compile(r"(?!provided|until|unless|by\b|and\b|or\b)[a-z]{3,}\s")
# "May also terminate pursuant to Section 9" only refers to a right.
_UNDER_A_SECTION = re.compile(
    r"\bterminat\w*\b[^.;]{0,80}?\b(?:pursuant\sto|in\saccordance\swith|under|as\sper)\s(?:the\s(?:\w+\s){1,3}(?:of\s)?)?"
    r"(?:sections?|articles?|clauses?|paragraphs?)\s[\dIVX(](?![^.;]{0,120}\bnotice\b)"
    # "may be terminated by Buyer or changed as described in Sections 2.3 and 4.5"
    r"|\bterminat\w*\b[^.;]{0,200}?\bas\s(?:described|provided|set\sforth|permitted|specified|stated)\sin\s(?:sections?|articles?|clauses?|paragraphs?)\s[\dIVX(]"
    r"(?![^.;]{0,120}\bnotice\b)",
    re.IGNORECASE,
)
_ENDING = ("erminat", "cancel", " end ", " by ", "so upon", "so on", "withdraw", "resign")
_TERMINATED = re.compile(r"\b(?:terminat\w+|cancel\w+)\b", re.IGNORECASE)
_PASSIVE, _PASSIVE_FAR = 140, 240
# "By the vote of a majority of the shares of Fund, or by the vote of Fund's trustees"
_BY_VOTE = r"\b(?:by|upon)\s(?:the\s|an?\s)?(?:\w+\s)?(?:vote|resolution)\s(?:of\s)?(?:[^.;,]{0,80}?\bof\s)?(?:the\s)?"
_OR_BY = r"\bor\sby\s(?:the\s)?"
_SO = re.compile(r"\bmay\s(?:also\s|likewise\s)?do\sso\b|\bhas\sthe\ssame\sright\b", re.IGNORECASE)
_BY = re.compile(r"\W{0,3}(?:(?:and|or)\s)?\W?\w{1,4}\W\s{0,3}(?=by\s)", re.IGNORECASE)
_FOR_CAUSE = re.compile(rf"{CAUSE}|\bfor\scause\b|\bin\s(?:the\s)?(?:case|event)\s(?:of|that)\b", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:signed|executed|agreed|approved)\s(?:\w+\s){0,2}by\b", re.IGNORECASE)

FREE, LIMITED, RESTRICTED = "free", "limited", "restricted"


class Right(NamedTuple):
    """What a sentence says about one side (None: it does not say which), and its interval in the document's text."""

    who: str | None
    kind: str
    start: int
    end: int


def assignments(document: Document, sides: Sides) -> Iterator[Right]:
    """Who may assign the contract: freely, in some cases, or only with consent."""
    about = -1
    for start, end, text in _statements(_sentences(document, "ssign", "ransfer", "the same", "personal to")):
        goes_on, is_about = start - about <= 1, _HANDS_ON.search(text) is not None
        about = end if is_about or goes_on else about
        if (also := _ALSO.search(text)) and not (is_about or goes_on or also.group().endswith("to")):
            continue  # "the same applies upon termination"
        if also:
            whose = next((who for _, who in sides.named(text, before=r"\bpersonal\sto\s(?:the\s)?")), None)
            yield Right(whose, RESTRICTED, start, end)
            continue
        if denied := _NO_ASSIGNMENT.search(text):
            by = _BY_WHOM.match(text, denied.end())
            agent = sides.named_at(text, by.end()) if by else None
            yield Right(agent or sides.agent(text, denied.start(), denied.end()), RESTRICTED, start, end)
            continue
        if asked := _asks_consent(text):
            yield Right(sides.agent(text, asked.start(), asked.end()), RESTRICTED, start, end)
            continue
        found = [match for match in (_ASSIGN.search(text), _ASSIGNED.search(text)) if match]
        if not found:
            continue
        # "May not be assigned by Vendor, except that Vendor may assign": the rule, not its exception
        match = min(found, key=lambda one: one.end("between"))
        passive = match.re is _ASSIGNED
        again = goes_on and _IT.match(match["object"])
        if not (again or _is_of_the_contract(match["object"]) or (passive and _THIS.search(text[: match.start()]))):
            continue
        signed, last = _SIGNED.search(text, match.start()), _LAST.search(text)
        # "shall not be assignable, except that Buyer may assign it in a transfer by Buyer": the exception's words
        except_that = _EXCEPT_THAT.search(text, match.end("between"))
        who = (
            sides.agent(text, match.start(), min(end.start() for end in (signed, except_that, last) if end))
            or sides.owner(text, match.start())
            if passive
            else sides.subject(text, _agreed_modal(match))
        )
        before = text[max(0, match.start() - 120) : match.start()]
        denied = _DENIED.search(match["between"]) or _NOBODY.search(before)
        freely = not passive and _FREELY.match(text, match.end("between") + len("assign"))
        free = FREE if freely or not _LIMITED.search(text) else LIMITED
        kind = RESTRICTED if denied or _ASKED.search(text) else free
        yield Right(who, kind, start, end)
        if kind == RESTRICTED and who == BOTH and (proviso := _PROVISO.search(text, match.end("between"))):
            for only in _excepted(text[proviso.end() :], sides):
                yield Right(only, LIMITED, start, end)


def _statements(sentences: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The sentences, in two if each half says who may assign: "Buyer shall not assign this Agreement, but Vendor may
    assign it"."""
    for start, end, text in sentences:
        for half in _BUT.finditer(text):
            if all(_HANDS_ON.search(part) for part in (text[: half.start()], text[half.end() :])):
                yield start, start + half.start(), text[: half.start()]
                yield start + half.end(), end, text[half.end() :]
                break
        else:
            yield start, end, text


def _excepted(proviso: str, sides: Sides) -> Iterator[str]:
    """Who may assign by the exceptions from a ban: "Vendor may assign to affiliates and Buyer may assign to its
    lender"."""
    position = 0
    while match := _ASSIGN.search(proviso, position):
        # the "and" before a further exception joins clauses, not names
        begin = max(position, proviso.rfind(_AND, position, match.start()) + len(_AND)) if position else 0
        if (who := sides.subject(proviso[begin:], match.start() - begin)) and not _DENIED.search(match["between"]):
            yield who
        position = match.start("object")
    for by in _ASSIGNED_BY.finditer(proviso):
        if (who := sides.named_at(proviso, by.end())) and not _DENIED.search(by.group()):
            yield who


def _agreed_modal(assigns: re.Match[str]) -> int:
    """Where the words begin that govern an assignment: "Buyer agrees that Vendor may assign"."""
    modals = list(_MODALS.finditer(assigns.string, assigns.start(), assigns.end("between")))
    agreed = len(modals) > 1 and modals[0].group().lower().startswith("agree")
    return modals[-1].start() if agreed and assigns["between"].lower().startswith(" that ") else assigns.start()


def asks_consent(sentence: str) -> bool:
    """Whether a sentence restricts assignment to cases of consent, rather than banning it."""
    return _CONSENT.search(_NEXT_CLAUSE.split(sentence)[0]) is not None


def needs_consent(document: Document) -> bool:
    """Whether the contract says of an assignment, or of that of one kind of right, that it requires consent."""
    return any(
        _asks_consent(text) or _REDACTED_BAN.search(text)
        for _, _, text in _sentences(document, "ssignment", "ransfer", "consent")
    )


def _asks_consent(text: str) -> re.Match[str] | None:
    """The words that require consent to an assignment of the contract or of rights; a sale of shares does not count."""
    asked = _NEEDS_CONSENT.search(text)
    return asked if asked and _OF_THE_CONTRACT.search(asked.group()) and not _SHARES.search(asked.group()) else None


def _is_of_the_contract(words: str) -> bool:
    """Whether the object of "assign" is the contract, or rights under it."""
    match = _OBJECT.search(words)
    if match is None:
        return False
    before = words[: match.start()]
    if _GOODS.search(before):
        return False
    return not _ONLY_CONNECTED.search(before) or bool(_RIGHTS.search(before))


def indemnities(document: Document, sides: Sides) -> Iterator[Right]:
    """Who indemnifies the other party, or (``LIMITED``) only defends it against claims."""
    for start, end, text in _sentences(document, "ndemn", "defend", "harmless", "compensate", "good", "reimburse"):
        matches = [*_INDEMNIFY.finditer(text), *_INDEMNIFIES.finditer(text)]
        named = [match for match in matches if sides.subject(text, match.start())]
        if _GIVEN_BACK.search(text) and not named:
            yield Right(BOTH, FREE, start, end)
        if not matches and (defends := _DEFEND.search(text) or _COMPENSATE.search(text)):
            yield Right(sides.subject(text, defends.start()), LIMITED, start + defends.start(), start + defends.end())
        for match in matches:
            who, whom = sides.subject(text, match.start()), _protected(text, match, sides)
            if whom is None or _NOT_NEEDED.search(match["between"]):
                continue  # nobody who is a party is protected
            # "Reseller shall indemnify Vendor" cannot be read if both are names of one party
            yield Right(BOTH if who == whom else who, FREE, start + match.start(), start + match.end())


def generality(document: Document, right: Right) -> int:
    """How much of a contract an indemnity covers: 2 under a heading of its own, 0 for taxes, liens or another single
    matter, otherwise 1."""
    inside = document.segments_in(right.start, right.end)
    if not inside:
        return 1
    if any("indemn" in heading.lower() for heading in inside[0].heading):
        return 2
    return 0 if _SINGLE.search(document.text, right.start, inside[-1].end) else 1


def _protected(text: str, match: re.Match[str], sides: Sides) -> str | None:
    """The party that an indemnity protects, an empty string if the words may mean any party, or None if they name
    someone else."""
    start = text.lower().find("indemnif", match.start(), match.end())
    held = _HELD.search(text, match.start(), match.end())
    if start < 0 and held:
        return sides.named_at(text, held.end()) or ""
    after = _WORDS_OF_INDEMNITY.match(text, match.end())
    at = after.end() if after else match.end()
    named = sides.named_at(text, at) or next((who for _, who in sides.named(text[at : at + _NEAR])), None)
    return named or ("" if _PROTECTED.search(text, at, at + _NEAR) else None)


_JOINED = r"\b(?:and/or|or|and)\s(?:the\s)?"
# "Vendor or Buyer, giving six months' notice in writing, may terminate"
_GIVING_NOTICE = re.compile(
    r",?\s(?:(?:up)?on\s|by\s)?giving\s[^.;]{3,90}?\bnotice\b[^.;]{0,30}?\s(?=may\s(?:terminate|cancel)\b)"
)


def terminators(text: str, sides: Sides) -> set[str]:
    """Who may terminate under this sentence; empty if it does not say."""
    text = _GIVING_NOTICE.sub(" ", text)
    if names_both(text):
        return {BOTH}
    if on_notice := _on_its_notice(text, sides):
        return {on_notice}
    second = {who for _, who in sides.named(text, before=_JOINED, after=r"\s(?:may|can)\s(?:terminate|cancel)\b")}
    first = {who for _, who in sides.named(text, after=rf"\s{_JOINED}")} - second if second else set()
    if first and len(sides.names) == len(first | second) == 2:
        return {BOTH}
    named = {sides.subject(text, _governing(match)) for match in _TERMINATE.finditer(text)} - {None}
    passive = None if named else _TERMINATED.search(text)
    if passive:
        named = {sides.agent(text, passive.start(), passive.start() + _PASSIVE_FAR)} - {None}
        named |= {who for place, who in sides.named(text, before=_OR_BY) if place > passive.start()} if named else set()
        named |= {who for place, who in sides.named(text, before=_BY_VOTE) if place > passive.start()}
    return {name for name in named if name}


# An item of a list of ends: "(vi) Upon Buyer giving Vendor sixty days' notice of termination of this Agreement".
_ON_NOTICE = re.compile(
    r"\W{0,2}\w{1,4}\W\s?(?i:upon)\s(?:the\s)?(?=[^.;]{1,60}?\sgiving\b[^.;]{0,100}?\bnotice\sof\stermination\sof\sthis\s(?i:agreement)\W{0,3}$)"
)


# "May be terminated in any of these cases: ...; (d) By either party upon sixty days' notice to the other; or"
_MAY_BE_ENDED = re.compile(r"\b(?:may|can|shall)\sbe\s(?:terminated|cancel+ed)\b[^.;]{0,200}:\s*$", re.IGNORECASE)
_ITEM_BY = re.compile(
    r"\W?\w{1,4}[.)]\s{1,3}by\s(?:the\s)?(?P<who>[^.;:,]{1,60}?),?\s(?:(?:up)?on|with|by\sgiving)\s(?:[\w()’'-]{1,20}\s){0,8}?notice\b"
    r"(?![^.;]{0,200}\b(?:if|breach|default|fail|following|event|after|insolv))[^.;:]{0,80}[.;]?(?:\s(?:or|and))?\s*$",
    re.IGNORECASE,
)
_LIST_REACH = 3_000


def _on_its_notice(text: str, sides: Sides) -> str | None:
    """The party whose notice alone ends the contract."""
    on = _ON_NOTICE.match(text)
    return sides.named_at(text, on.end()) if on else None


def _governing(termination: re.Match[str]) -> int:
    """Where the words begin that govern a termination: "shall last a year, provided that Vendor may terminate"."""
    modals = list(_MODALS.finditer(termination.string, *termination.span()))
    return modals[-1].start() if modals else termination.start()


def terminations(document: Document, sides: Sides) -> Iterator[tuple[str, int, int]]:
    """Who may terminate for convenience under any sentence of the document, and the interval of that sentence."""
    listing, ends, opened = False, -1, -_LIST_REACH
    for start, end, text in _sentences(document, *_ENDING):
        goes_on = listing and start - ends <= 1 and not _FOR_CAUSE.search(text)
        found: set[str] = set()
        if on_notice := _on_its_notice(text, sides):
            found = {on_notice}
            listing = True
        elif start - opened < _LIST_REACH and (by := _ITEM_BY.match(text)):
            found = {who} if (who := sides.named_at(text, by.start("who"))) else set()
        elif _gives_a_right(text) and says("Termination For Convenience", text):
            found = _who_may_end(text, sides)
            listing = True
        # A sentence that continues the one before: "The other party may do so on ninety days' notice"; "(b) by the
        # other party, without cause".
        elif goes_on:
            match = _SO.search(text) or _BY.match(text)
            who = match and (sides.subject(text, match.end()) or sides.agent(text, 0, match.end() + _PASSIVE))
            found = {who} if who else set()
        else:
            listing = text.rstrip().endswith(":") and "terminat" in text
        opened = end if _MAY_BE_ENDED.search(text) else opened
        ends = end
        yield from ((who, start, end) for who in found)


def either_may_terminate(document: Document, sides: Sides) -> bool:
    """Whether each party may end the contract without a reason, under one sentence or several."""
    return sides.all_of([who for who, *_ in terminations(document, sides)]) == BOTH


def _gives_a_right(sentence: str) -> bool:
    """Whether a sentence lets someone end the contract itself, rather than mentioning its end or another provision
    that lets someone end it."""
    if sentence.rstrip().endswith(":") or _TORN.match(sentence):
        return False
    return _MAY_END.search(_UNDER_A_SECTION.sub(" ", sentence)) is not None


def _who_may_end(sentence: str, sides: Sides) -> set[str]:
    """Who has the right that a sentence gives; empty if it does not say."""
    told = _UNDER_A_SECTION.sub(" ", sentence)
    right = _MAY_END.search(told)
    if right is None or names_both(sentence):
        return {BOTH} if right else set()
    who = sides.subject(told, right.start()) or sides.agent(told, right.start(), right.end() + _PASSIVE)
    return {who} if who else set()


def terminable(document: Document) -> bool:
    """Whether any sentence of the document lets someone terminate it without a reason."""
    return any(
        says("Termination For Convenience", text) and _TERMINATE.search(text) and "greement" in text
        for _, _, text in _sentences(document, "erminat", "cancel")
    )


def _sentences(document: Document, *words: str) -> Iterator[tuple[int, int, str]]:
    """The segments that contain one of the words, each with its interval and its text on one line."""
    for segment in document.segments:
        text = document.segment_text(segment)
        lower = text.lower()
        if any(word in lower for word in words):
            yield segment.start, segment.end, text.replace("\n", " ").replace("\t", " ")
