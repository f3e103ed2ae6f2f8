"""Contracts in plain English, which have few legal words: what they say of themselves, and where they are signed."""

from __future__ import annotations

import re

from model.summary.parties.standard_terms import LETTER, is_offered_to_anyone

_TOP, _END = 1_500, 2_000
# "This statement, together with the handbook, forms part of your contract of employment": what does not form part of
# it is a handbook or a policy.
_SAYS_SO = re.compile(
    r"\bthis\s(?:written\s)?(?:statement|document|contract|agreement)\b(?:(?!\bnot\b)[^.;]){0,120}?\b"
    r"(?:forms?\s(?:part\sof\s)?(?:your|the|our)\s(?:contract|agreement)\b"
    r"|(?:sets?\sout|summari[sz]es|contains|records|gives)\s[^.;]{0,80}?\b(?:terms|particulars)\b[^.;]{0,60}?\b"
    r"(?:of\syour\semployment\b|(?:on|under)\swhich\s[^;]{1,250}?\b(?:employs?|employed|work)\b))"
    r"|\bthis\s(?:\w+\s){0,4}?(?:contract|agreement)\sis\s(?:made\s|entered\sinto\s)?(?:by\sand\s)?between\b"
    r"|\bthis\sis\s(?:an?|the|our)\s(?:\w+\s){0,3}?(?:contract|agreement)\sbetween\b"
    r"|\bthese\s(?:\w+\s){0,3}?terms\s(?:are|form)\san?\s(?:\w+\s){0,2}?(?:contract|agreement)\sbetween\b",
    re.IGNORECASE,
)
# "This Data Processing Addendum ("DPA") forms part of the Brook Terms of Service", whoever signs those; "This Service
# Level Agreement is a schedule incorporated into our Terms"
_FORMS_PART = re.compile(
    r"\bthis\s(?:[\w-]+\s){0,4}?(?:addendum|annex|exhibit|service\slevel\sagreement|SLA|DPA|BAA)\s(?:\([^()\n]{2,40}\)\s)?(?:(?:supplements|amends)\s(?:and\s)?|is\s){0,2}(?:(?:constitutes\s)?an?\s(?:[\w-]+\s){0,2}?(?:schedule|addendum|annex)\s)?(?:forms?\s)?(?:a\s)?(?:part\sof|incorporated\sinto)\s"
    r"(?:the|our|your|any|each)\s[^.;\n]{0,80}?\b(?:terms|agreement|contract)\b",
    re.IGNORECASE,
)
# A short first line: a guide to contracts asks or explains in its title.
_TITLE = re.compile(
    r"\s*(?=[^\n]{0,80}(?:\n|$))(?:[\w&'’/-]+ ){0,8}(?:contract|agreement)"
    r"(?: of employment| for [\w ]{1,40})?[ .:]*(?:\n|$)",
    re.IGNORECASE,
)
_OF_EMPLOYMENT = re.compile(
    r"\s*(?:[\w-]+ ){0,3}(?:contract|statement|terms)[^\n?]{0,40}\bemployment(?: particulars)?[ .:]*(?:\n|$)",
    re.IGNORECASE,
)
# "Brook API Terms of Service", "BROOK LTD – TERMS OF PURCHASE", in the first line or below the name of a company.
_TERMS = re.compile(
    r"\s*(?:[^\n]{0,60}\n\s{0,3})?(?:[\w&'’()./-]+,? (?:[–—|:-] )?){0,8}"
    r"(?:terms(?: of (?:service|use|sale|business|purchase|hire|supply))?"
    r"|(?:terms|conditions)(?: and | & )(?:terms|conditions)(?: (?:of|for)(?: \w+){1,3})?"
    r"|(?:booking|reservation|hire|rental) conditions"
    r"|conditions of (?:sale|use|purchase|hire|business|booking)|t&cs"
    r"|user agreement|end[ -]user license agreement)[ .:]*(?:\n|$)",
    re.IGNORECASE,
)
# A title of a text about such terms.
_ABOUT_TERMS = re.compile(
    r"[^\n]{0,60}\b(?:about|checklist|drafting|examples?|explain(?:ed|ing)|faqs?|glossary|guide|how|incoterms|key|legal|negotiat\w+|policy|tips"
    r"|understanding|what|when|why|writing|your)\b",
    re.IGNORECASE,
)
# "These Terms are governed by the laws of Norway", not as an example in quotation marks.
_GOVERNED = re.compile(
    r"(?<![\"“‘'])\b(?:these|this|the)\s(?:[\w&-]+\s){0,3}?(?:terms|conditions|agreement|contract|order|PO)\b[^.;\n\"“”]{0,80}?"
    r"\bgoverned\s(?:[\w,]+\s){0,6}?(?:laws?\b|[A-Z][a-z]+\slaws?\b)",
    re.IGNORECASE,
)
# "Signed by the owner: ____", "SIGNATURE: Employee"
_PLACE_TO_SIGN = re.compile(r"^[ \t]*(?:signed|signature|sign\shere)\b(?=[^\n]{0,80}?(?::|_{3}|\.{5}))", re.I | re.M)

# "When both of us have signed, this letter will be a binding contract", and no "nothing in this letter is binding"
_BINDING_LETTER = re.compile(
    r"(?:^|[.;:]\s|\n)(?:(?!\b(?:not|no|nothing|neither|nor|unless|until|if|whether)\b)[^.;:\n]){0,160}?\bthis\sletter(?:\sagreement)?\s"
    r"(?:(?:will|shall)\s(?:then\s)?)?(?:be|becomes?|is|forms?|constitutes?|creates?)\san?\s(?:legally\s)?binding\s(?:contract|agreement)\b"
    r"(?!\s(?:only\s)?(?:if|unless|until)\b)",
    re.IGNORECASE,
)
# "It will be a binding contract between us", of the letter in the sentence before
_BINDS_US = re.compile(
    r"\bthis\sletter\b[^.\n]{0,120}\.\s(?:When|Once|As\ssoon\sas)\s[^.;:\n]{3,120}\sit\s(?:will|shall)\s(?:be|become|form|constitute)\sa\s(?:legally\s)?"
    r"binding\s(?:contract|agreement)\b",
    re.IGNORECASE,
)
# "English law applies", "the laws of Ohio govern this letter", a row "Law | England"; not quoted as an example.
_A_LAW_APPLIES = re.compile(
    r"(?<![\"“‘'])\b(?:(?:[A-Z][a-z]+\s){1,2}law|[Tt]he\slaws?\s(?:of|in\sforce\sin)\s[A-Z][\w\s]{2,40}?)"
    r"\s(?:(?:shall|will)\s)?(?:appl(?:y|ies)|governs?)\b(?=[.,;]|\s(?:to\s)?(?:th(?:is|ese|e)|our|and)\b)"
    r"|\bth(?:is|ese)\s(?:\w+\s){1,3}?(?:is|are)\s(?:subject\sto|governed\sby)\s(?:[A-Z][a-z]+\s){1,2}law\b"
    r"|^(?:Governing\s)?[Ll]aw\s?[|\t]\s?[A-Z]",
    re.MULTILINE,
)
# "Accepted on May 4, 2024, Harrow School, by Ann Brook", "Agreed: Ann Brook"; "Signed for Harrow Foods Limited: Ann
# Brook", or names below "Signed"
_ACCEPTED = re.compile(
    r"^[ \t]*(?:agreed|accepted|countersigned|acknowledged|confirmed)\b(?=[^\n]{0,80}?(?::|\bon\b|\bby\b|\bfor\b))",
    re.I | re.M,
)
# "We agree to the terms of this letter", above a signature
_AGREES = re.compile(
    r"^[ \t]*(?:we|I)\s(?:agree\sto|accept)\sthe\sterms\sof\sthis\sletter\b"
    r"|^[ \t]*(?:we|I)\shave\sread\sthis\sletter\sand\sagree\b",
    re.I | re.M,
)
_SIGNED_FOR = re.compile(
    r"^[ \t]*(?:signed|executed)\s(?:for|by|on\sbehalf\sof)\b[^\n]*+(?:\n\s*+[^\n]{1,200}+){0,3}?\n\s*+"
    r"(?:signed|executed)\s(?:for|by|on\sbehalf\sof)\b"
    r"|^For\s[^\n:]{3,80}:\s?_{3,}[^\n]*+\n\s*+For\s[^\n:]{3,80}:\s?_{3,}"
    r"|^[ \t]*signed:?[ \t]*\n\s*+[^\n]{3,80},\s[^\n]{3,80}\n\s*+[^\n]{3,80},\s[^\n]{3,80}$",
    re.I | re.M,
)
# "Signed and delivered as a deed on the date above by:", "EXECUTED AS A DEED", with a witness or a seal below
_DEED = re.compile(
    r"^[ \t]*(?:executed|signed)\b(?:[\s,]{1,2}(?:sealed|and|delivered)){0,4}\sas\s(?:a\sdeed|an\sagreement)\b",
    re.I | re.M,
)
_WITNESSED = re.compile(r"\bin\sthe\spresence\sof\b|^[ \t]*witness\b|\b(?:common\s)?seal\sof\b", re.I | re.M)
_COUNTERSIGNED = re.compile(r"\b(?:counter-?)?sign(?:ed|ature|ing)?\b", re.IGNORECASE)


def says_it_is_a_contract(text: str) -> bool:
    """Whether a document shows two of three signs: it says at its beginning that it is a contract between somebody, or
    part of one; it has the title of a contract of employment; it has a place to sign. Or it says that it is an addendum
    to a contract, has a contract's title and places for two to sign, or the title of terms that the reader accepts or
    that a law governs; or it names the law that applies and two have signed; or it is executed as a deed before
    witnesses. A letter must say that it binds, or name the law, and be signed by the one who accepts it."""
    end = max(0, len(text) - _END)
    governed = _A_LAW_APPLIES.search(text) is not None
    if LETTER.search(text, 0, _TOP):
        binds = _BINDING_LETTER.search(text) or _BINDS_US.search(text)
        return (
            bool(binds and _COUNTERSIGNED.search(text))
            or (governed and _ACCEPTED.search(text, end) is not None)
            or _AGREES.search(text, end) is not None
        )
    if (governed and _SIGNED_FOR.search(text, end)) or (_DEED.search(text, end) and _WITNESSED.search(text, end)):
        return True
    if _FORMS_PART.search(text, 0, _TOP) or _is_terms(text):
        return True
    places = sum(1 for _ in _PLACE_TO_SIGN.finditer(text, end))
    of_employment, says_so = _OF_EMPLOYMENT.match(text) is not None, _SAYS_SO.search(text, 0, _TOP) is not None
    if sum((of_employment, says_so, places > 0)) > 1:
        return True
    return places > 1 and _TITLE.match(text) is not None


def _is_terms(text: str) -> bool:
    """Whether it has the title of terms, which somebody accepts, or which say what law governs them."""
    if not _TERMS.match(text):
        return False
    return is_offered_to_anyone(text) or (not _ABOUT_TERMS.match(text) and _GOVERNED.search(text) is not None)
