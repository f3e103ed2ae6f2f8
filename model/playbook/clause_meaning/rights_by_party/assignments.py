"""Finds who may assign the contract, and whether consent is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chunking.document import Document
from model.playbook.clause_meaning.rights_by_party.rights import (
    FREE,
    LIMITED,
    MODAL,
    MODALS,
    ON_NOTICE,
    RESTRICTED,
    Right,
    sentences,
)
from model.summary.keyword_clauses import ASSIGNMENT_BARRED_IN_SHORT
from model.summary.parties.sides import BOTH, Sides

# "Will act as transfer agent hereunder", "shall pay transfer taxes": no verb.
_NOUN = r"(?!\s(?:agents?|agency|tax(?:es)?|books|documents|instruments?)\b)"
_ASSIGN = re.compile(
    rf"{MODAL}(?P<between>[^.;]{{0,140}}?)\b(?:assign|transfer|convey|cede)\b{_NOUN}(?P<object>[^.;]{{0,140}})",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    # "shall have the meanings assigned to them in the Plan" is about words
    r"\b(?:may|shall|can|will|is|are)\s(?!(?:\w+\s){0,2}?(?:have|bear|keep|retain)\s(?!been\b))"
    r"(?P<between>(?:not\s)?(?:be\s)?(?:\w+\s){0,3}?)(?:assigned"
    r"|transferred|assignable|ceded)\b"
    r"(?P<object>[^.;]{0,120})",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:this\s(?:entire\s|whole\s)?(?:agreement|contract|license|EULA)|these\s(?:terms|conditions)(?:\s(?:of|and)\s\w+)?|the\s(?:present\s)?(?-i:Agreement|Contract)\b|hereunder"
    r"|the\s(?:agreement|contract)(?=\s?(?:[.,;)]|$)|\s(?:without|to|except|unless|or|and|in\swhole|under|at|with|by)\b)"
    r"|(?-i:[A-Z])[\w&]{1,30}[’']s\srights\sand\s(?:benefits|obligations)\s(?:hereunder|herein|under\s(?:this|each|any|the))"
    r"|its\s(?:rights|interest|obligations|duties)(?!\s(?:in|to|in\sand\sto)\s(?:the|its|any|such)\s(?!agreement|contract|present)))",
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
# "11.2 Assignment prohibited without written consent", "No assignment without consent": no verb.
_IN_SHORT = re.compile(ASSIGNMENT_BARRED_IN_SHORT, re.IGNORECASE)
# "[***] may [***] any of its rights or obligations under this Agreement without the prior written consent of [***]"
_REDACTED_BAN = re.compile(
    r"(?:\[[*●\s]{1,9}\]|\*{2,9})\s?(?:any\sof\s)?(?:its|their|the)\srights\s(?:or|and)\s(?:\w+\s)?obligations\s[^.;]{0,80}?\bwithout\b[^.;]{0,60}?\bconsent\b"
)
# "A revocable, non-transferable and personal license": the licensee cannot hand it on.
_IN = r"(?:[^.;]|\.(?=[\w)]))"
_PERSONAL_LICENSE = re.compile(
    rf"\bpersonal\b(?!\s(?:data|information|use)){_IN}{{0,120}}?\b(?:non-?\s?|not\s)(?:transferr?able|assignable)\b{_IN}{{0,120}}?\blicen[cs]e\b"
    rf"|\b(?:non-?\s?|not\s)(?:transferr?able|assignable)\b{_IN}{{0,120}}?\bpersonal\b(?!\s(?:data|information|use)){_IN}{{0,120}}?\blicen[cs]e\b"
    rf"|\blicen[cs]e\b{_IN}{{0,100}}?\bis\s(?:\w+\s)?personal\sto\b",
    re.IGNORECASE,
)
# "A nontransferable license, without the right to sublicense"
_LICENSE = re.compile(r"\bgrant(?:s|ed)?\b[^;]{0,160}?\blicen[cs]e\b", re.IGNORECASE)
NOT_TRANSFERABLE = re.compile(r"\b(?:non-?\s?|not\s)(?:transferr?able|assignable)\b", re.IGNORECASE)
_NO_SUBLICENSE = re.compile(
    r"\bnon-?\s?sub-?licen[cs]able\b|\b(?:without|no|not)\s(?:[\w,]+\s){0,4}?(?:to\s)?sub-?licen[cs](?:e|able)\b",
    re.IGNORECASE,
)
_OF_THE_CONTRACT = re.compile(
    r"\b(?:agreement|contract|hereunder|rights?|interests?|member(?:ship)?|partnership|obligations)\b", re.IGNORECASE
)
_SHARES = re.compile(r"\b(?:stocks?|shares|controlling)\b", re.IGNORECASE)
# "The same applies to Customer", "the rights of Customer are personal to it": not a sentence about assignment of its
# own.
_ALSO = re.compile(r"\bthe\ssame\s(?:applies|shall\sapply|restriction)|\bpersonal\sto\b", re.IGNORECASE)
# "This Agreement is personal to Customer and not assignable": the bar names no party, as "not assignable by Customer"
# does.
_BARS_EVERYBODY = re.compile(
    r"\bthis\s(?:\w+\s)?(?:agreement|contract)\b[^;]{0,160}?\b(?:not|neither)\s(?:be\s)?(?:\w+\s)?"
    r"(?:assignable|transferable|assigned|transferred)\b(?![^;]{0,80}\sby\s)",
    re.IGNORECASE,
)
_HANDS_ON = re.compile(r"\b(?:assign|transfer|cede)", re.IGNORECASE)
_AND = " and "
_BUT = re.compile(
    r"[;,]\s(?:but|whereas|while)\s(?=(?:the\s)?[A-Z][\w.]*\s(?:[A-Z][\w.]*\s){0,3}(?:may|shall|will|can|is|has)\b)"
)
_THIS = re.compile(
    r"\b(?:th(?:is|e)\s(?:agreement|contract|licen[cs]e)|the\s(?:licen[cs]e|rights?)\s(?:hereby\s|herein\s)?granted)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "No assignment by either party shall bind the other": the noun, where others say "may not assign".
_NO_ASSIGNMENT = re.compile(
    r"\bno\s(?:(?:purported|attempted)\s)?(?:assignment|transfer)\b(?=[^.;]{0,260}\b(?:rights?|agreement|contract|hereunder|interest)\b)"
    r"[^.;]{0,300}\b(?:binding|valid|effective|permitted|allowed|made|recogni[sz]ed|bind)\b",
    re.IGNORECASE,
)
# ... and without an object, it is one of the contract: "No assignment by either party is valid without consent".
_NONE_IS_VALID = re.compile(
    r"\bno\s(?:assignment|transfer)(?:\sby\s(?:the\s)?\w{1,30}(?:\sparty)?)?\s(?:is|(?:shall|will)\sbe)\s(?:binding|valid|effective|permitted|allowed)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|neither|nor|no|never)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\bonly\s(?:if|with|upon|after|where|when)\b|(?<!without\s)(?:\bwith\b|\bsubject\sto\b|\bupon\b"
    r"|\bif\b)[^.;]{0,50}\b(?:consent|approv)",
    re.IGNORECASE,
)
# "Neither party may assign this Agreement without giving notice": it needs nobody's consent.
_WITHOUT_NOTICE = re.compile(
    r"\bwithout\s(?:(?:first|providing|giving|sending|delivering)\s){0,2}(?:(?:prior|written|reasonable|advance|the|any|other|party|days[’']?|\d{1,3}|to),?\s){0,6}noti(?:ce|fying|fication)\b",
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
# "Consent is not required for an assignment to an affiliate of Vendor": an exception for Vendor.
_NEEDS_NO_CONSENT = re.compile(
    r"\b(?:consent|approval)\s(?:(?:is|shall|will)\snot\s(?:be\s)?|need\snot\sbe\s)(?:required|necessary|needed|obtained)\s(?:for|in\sthe\scase\sof|with\srespect\sto)\s"
    r"(?:an?y?|the|such)\s(?:assignment|transfer)\s(?:\w+\s){0,5}?(?:to\s(?:\w+\s){0,5}?(?:affiliates?|subsidiar(?:y|ies)|successors?|parent)\sof|by)\s(?:the\s)?",
    re.IGNORECASE,
)
# "Except that Vendor may do so in a merger"
_DO_SO = re.compile(r"\bmay\sdo\sso\b", re.IGNORECASE)
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
# "Shall assign to Buyer its rights to any inventions made under the Program" hands over intellectual property.
_INTELLECTUAL = re.compile(
    r"\bintellectual\sproperty|\b(?:inventions?|patents?|copyrights?|improvements|discover(?:y|ies)|know-?how|work\sproduct"
    r"|trade-?\s?marks?|trade\ssecrets|results|deliverables|works|technology|software)\b",
    re.IGNORECASE,
)
_OF_CONTRACT = re.compile(r"\b(?:agreement|contract|hereunder|hereof)\b", re.IGNORECASE)
# What may be assigned in spite of a ban on both.
_PROVISO = re.compile(r"\b(?:provided|except|however|notwithstanding)\b", re.IGNORECASE)
_CONSENT = re.compile(
    r"\b(?:consent|approv|permission|(?:prior|written)\sagreement|unless\b[^.;]{1,60}?\b(?:agrees?|permits?)\b"
    r"|\bwithout\s(?!this\b|an?\b|any\b|such\b)(?:the\s)?[\w’']{2,30}\sagreement\b)",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r"\band\s(?:[A-Z][\w.]*\s){1,3}(?:shall|may|will)\b")
_LIMITED = re.compile(
    r"\b(?:affiliate|subsidiar|successor|merge|acqui|sale\sof|connection|provided|if\b|wholly|purchaser"
    r"|lender|bank|entity|whoever|takes?\sover|with\s(?:the|its)\s(?:\w+\s)?(?:business|undertaking|land|property|premises)"
    r"|to\s(?:an?|any|any\s?one|the)\s(?:\w+\s){0,2}?(?:who|that)\b|"
    r"monies|payment|proceeds|receivable|corporation|except)",
    re.IGNORECASE,
)
# "The contract cannot be transferred without the consent of the other party": by neither.
_OF_THE_OTHER = re.compile(
    r"\bwithout\s(?:the\s)?(?:\w+\s){0,4}?(?:consent|approval|agreement|permission)\sof\s(?:the\sother|both)\b"
    r"|\bwithout\sthe\sother(?:\sparty)?[’']s\s(?:\w+\s){0,3}?(?:consent|approval|agreement|permission)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\b(?:signed|executed|agreed|approved)\s(?:\w+\s){0,2}by\b", re.IGNORECASE)


# "This Agreement is personal to Buyer. It may not assign it": whoever the sentence before was about.
_PRONOUN = re.compile(r"\W{0,4}(?:It|They|He|She)\s(?:also\s)?(?:may|shall|will|can)\b")


def assignments(document: Document, sides: Sides) -> Iterator[Right]:
    """Who may assign the contract: freely, in some cases, or only with consent."""
    before: Right | None = None
    for right in _rights(document, sides):
        refers = right.who is None and before and right.start - before.end <= 1
        if refers and before and _PRONOUN.match(document.text, right.start):
            right = right._replace(who=before.who)
        yield right
        before = right


def _bars_outright(text: str) -> bool:
    """Whether words bar somebody from assigning the contract: "Buyer may not assign this Agreement or delegate the
    services", before "which are personal to Ann Brook"."""
    bars = _ASSIGN.search(text)
    if bars is None or not _is_of_the_contract(bars["object"]):
        return False
    return (_DENIED.search(bars["between"]) or _NOBODY.search(text[: bars.start()])) is not None


def _rights(document: Document, sides: Sides) -> Iterator[Right]:
    """Who may assign the contract, as far as each sentence says so itself."""
    about = -1
    for start, end, text in _statements(sentences(document, "ssign", "ransfer", "cede", "the same", "personal to")):
        goes_on, is_about = start - about <= 1, _HANDS_ON.search(text) is not None
        about = end if is_about or goes_on else about
        if (also := _ALSO.search(text)) and not (is_about or goes_on or also.group().endswith("to")):
            continue  # "the same applies upon termination"
        if also and not _bars_outright(text[: also.start()]):
            about = end
            whose = next((who for _, who in sides.named(text, before=r"\bpersonal\sto\s(?:the\s)?")), None)
            yield Right(BOTH if whose and _BARS_EVERYBODY.search(text) else whose, RESTRICTED, start, end)
            continue
        found = [match for match in (_ASSIGN.search(text), _ASSIGNED.search(text)) if match]
        if denied := _NO_ASSIGNMENT.search(text) or (None if found else _NONE_IS_VALID.search(text)):
            by = _BY_WHOM.match(text, denied.end())
            agent = sides.named_at(text, by.end()) if by else None
            yield Right(agent or sides.agent(text, denied.start(), denied.end()), RESTRICTED, start, end)
            continue
        if asked := _asks_consent(text):
            yield Right(sides.agent(text, asked.start(), asked.end()), RESTRICTED, start, end)
            continue
        if not found:
            yield from (Right(one, LIMITED, start, end) for one in _needing_no_consent(text, sides))
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
            or (BOTH if _OF_THE_OTHER.search(match["object"]) else None)
            if passive
            else sides.subject(text, _agreed_modal(match))
        )
        before = text[max(0, match.start() - 120) : match.start()]
        denied = _DENIED.search(match["between"]) or _NOBODY.search(before)
        freely = not passive and _FREELY.match(text, match.end("between") + len("assign"))
        cases = _LIMITED.finditer(text)  # not "Bank may assign", if Bank is a party
        limited = any(one.group().islower() or sides.named_at(text, one.start()) is None for one in cases)
        free = LIMITED if limited and not freely else FREE
        banned = ON_NOTICE if _asks_notice_only(text, match.start()) else RESTRICTED
        kind = banned if denied else RESTRICTED if _ASKED.search(text) else free
        yield Right(who, kind, start, end)
        if kind == RESTRICTED and who == BOTH and (proviso := _PROVISO.search(text, match.end("between"))):
            for only in _excepted(text[proviso.end() :], sides):
                yield Right(only, LIMITED, start, end)


def _asks_notice_only(text: str, begin: int) -> bool:
    return _WITHOUT_NOTICE.search(text, begin) is not None and not _CONSENT.search(text)


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
    for so in _DO_SO.finditer(proviso):
        if who := sides.subject(proviso, so.start()):
            yield who
    for by in _ASSIGNED_BY.finditer(proviso):
        if (who := sides.named_at(proviso, by.end())) and not _DENIED.search(by.group()):
            yield who
    yield from _needing_no_consent(proviso, sides)


def _needing_no_consent(words: str, sides: Sides) -> Iterator[str]:
    """Who needs no consent to an assignment in some case."""
    for case in _NEEDS_NO_CONSENT.finditer(words):
        if who := sides.named_at(words, case.end()):
            yield who


def _agreed_modal(assigns: re.Match[str]) -> int:
    """Where the words begin that govern an assignment: "Buyer agrees that Vendor may assign", "with the consent of
    Buyer, which shall not be withheld, Vendor may assign"."""
    modals = list(MODALS.finditer(assigns.string, assigns.start(), assigns.end("between")))
    if len(modals) > 1 and "," in assigns.string[modals[0].end() : modals[-1].start()]:
        return modals[-1].start()
    agreed = len(modals) > 1 and modals[0].group().lower().startswith("agree")
    return modals[-1].start() if agreed and assigns["between"].lower().startswith(" that ") else assigns.start()


def asks_consent(sentence: str) -> bool:
    """Whether a sentence restricts assignment to cases of consent, rather than banning it."""
    return _CONSENT.search(_NEXT_CLAUSE.split(sentence)[0]) is not None


def needs_consent(document: Document) -> bool:
    """Whether the contract says of an assignment, or of that of one kind of right, that it requires consent."""
    return any(
        _asks_consent(text) or _REDACTED_BAN.search(text)
        for _, _, text in sentences(document, "ssignment", "ransfer", "consent")
    )


# "A license transferable (solely as set forth in Section 9.1)", "non-assignable except as permitted by Clause 12"
_ONLY_AS_STATED = re.compile(
    r"\b(?:transferr?able|assignable)\b,?\s\(?(?:solely|only|except|save|other\sthan)\s(?:\w+\s){0,2}?(?:as|in\saccordance\swith|pursuant\sto|under|by)\s"
    r"(?:\w+\s){0,4}?(?:sections?|articles?|clauses?|paragraphs?)\s\d",
    re.IGNORECASE,
)


def points_to_a_restriction(document: Document) -> bool:
    """Whether the contract says of what it grants that it can be transferred only as another section states."""
    return any(
        _ONLY_AS_STATED.search(text)
        for _, _, text in sentences(document, "transferable", "transferrable", "assignable")
    )


def grants_a_personal_license(document: Document) -> bool:
    """Whether the license that the contract grants is personal to the licensee and cannot be transferred."""
    return any(_PERSONAL_LICENSE.search(text) for _, _, text in sentences(document, "personal"))


def bars_handing_on_the_license(document: Document) -> bool:
    """Whether the license can neither be transferred nor sublicensed; if it is all that the contract grants, nobody but
    the licensee can have what the contract gives."""
    return any(
        _LICENSE.search(text) and NOT_TRANSFERABLE.search(text) and _NO_SUBLICENSE.search(text)
        for _, _, text in sentences(document, "sublicens", "sub-licens")
    ) or _bars_it_in_a_list(document)


# "Prohibited Actions", and in a list below it "Sell or sublicense the Software"
_BARRED_IN_A_LIST = re.compile(
    r"\b(?:prohibited|restrictions?|(?:shall|may|must|will)\snot|not\spermitted)\b[^\n]{0,60}\n(?:(?:[-•*]|\(?\w{1,3}[.)])\s[^\n]{0,200}\n){0,6}"
    r"(?:[-•*]|\(?\w{1,3}[.)])\s(?:[\w,]{2,20}\s){0,6}?sub-?licen[cs]e\b",
    re.IGNORECASE,
)


def _bars_it_in_a_list(document: Document) -> bool:
    """Whether the license is not transferable, and a list of what is prohibited names sublicensing."""
    if _BARRED_IN_A_LIST.search(document.text) is None:
        return False
    granted = sentences(document, "transferable", "transferrable", "assignable")
    return any(_LICENSE.search(text) and NOT_TRANSFERABLE.search(text) for _, _, text in granted)


def _asks_consent(text: str) -> re.Match[str] | None:
    """The words that require consent to an assignment of the contract or of rights; a sale of shares does not count."""
    if short := _IN_SHORT.search(text):
        return short
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
    if _INTELLECTUAL.search(words) and not _OF_CONTRACT.search(words):
        return False
    return not _ONLY_CONNECTED.search(before) or bool(_RIGHTS.search(before))
