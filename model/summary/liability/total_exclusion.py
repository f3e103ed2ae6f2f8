"""Whether an exclusion of liability leaves nothing for which a party is liable."""

from __future__ import annotations

import re

from model.schema import LiabilityTerm
from model.summary.liability.loss_kinds import names_kinds_only

# "Its direct or indirect shareholders" are persons, and no loss.
_OWNERS = (
    r"(?:(?:equity|beneficial|legal|majority|controlling|parent|present|former)\s)?"
    r"(?:(?:share|stock|interest|unit|equity|security)\s?holders?|members?|owners?|partners?|parents?|subsidiar(?:y|ies)"
    r"|affiliates?|investors?|principals?|beneficiar(?:y|ies)|(?:sub-?)?contractors?|suppliers?)\b"
)
_DIRECT = re.compile(
    r"(?<!other than )(?<!than )(?<!for )\bdirect,?\s(?:or\s|and\s)?(?:indirect|special|incidental"
    rf"|consequential)\b(?!\s{_OWNERS})"
    r"(?!\W{1,2}(?:(?:loss(?:es)?|damages?)\s)?(?:of|in|to)\s(?:\w+\s){0,2}(?:profits?|business|revenues?|goodwill|data|traffic|savings))",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\bexceed|\blimited\sto\sthe\b|\bin\sexcess\sof\b", re.IGNORECASE)
# What the reader of terms uses is all that they are about.
_SERVICE = (
    r"(?:the|our|this|its|[\w&-]+[’']s)\s(?:\w+\s){0,2}?"
    r"(?:services?|(?:web)?sites?|web\ssite|apps?|applications?|platforms?|software|programs?)\b"
)
_NOT_IN_ONE_WAY = r"(?=\s?(?:[.;,)(:]|$)|\s(?:and|or|and/or)\b)"
# Excluding liability for others' acts, or for one kind of claim, leaves all other liability.
_ONE_USE = re.compile(
    r"\b(?:aris(?:e|es|ing)\s(?:out\sof|from)|result(?:s|ing)?\sfrom)\s(?:[\w’']+\s){0,4}?(?:unauthori[sz]ed"
    rf"|use(?!\s(?:of\s)?or\s(?:the\s|any\s|your\s)?inability)(?!\sof\s{_SERVICE}{_NOT_IN_ONE_WAY})|misuse|modif|combin|acts?\b|fail|delay"
    r"|suspen|withh|defects?\b)"
    # "caused directly or indirectly by a delay in delivery", "as a result of late delivery"
    r"|\b(?:caused|occasioned|incurred|suffered|resulting|arising)\s(?:\w+\s){0,4}?(?:by|from|through|because\sof|due\sto)\s(?:\w+\s){0,2}?(?:delays?|late\s\w+|lateness|cancel\w+|postpone\w+)\b"
    r"|\bany\s(?:such\s)?(?:claims?|delay|failure|use)\b[^.;]{0,120}\b(?:infring|unauthori[sz]ed|force\smajeure|caused\sby)"
    r"|\b(?:result|because|on\saccount)\sof\s[^.;]{0,60}?\bfail(?:ure|ing)\b|(?<!even\s)\bif\s(?:such|the|it)\b"
    # "for any damage by reason of the expiration or termination of this Agreement"
    r"|\b(?:reason|because|result|account|out)\sof\s(?:the\s|such\s|its\s|any\s)?(?:proper\s|lawful\s|early\s)?(?:expiration|expiry|termination|non-?renewal)\b"
    # what the law permits is no condition
    r"|\bto\sthe\sextent\b(?!\s(?:permitted|allowed|permissible)\s(?:by|under)\b)",
    re.IGNORECASE,
)
# An exclusion that leaves gross negligence or willful misconduct is not one of all liability.
_SERIOUS_FAULT = re.compile(
    r"\b(?:except|other\sthan|unless|save|absent)\b[^.;]{0,160}\b(?:gross(?:ly)?\snegligen|wil+ful|bad\sfaith|intentional|fraud)",
    re.IGNORECASE,
)
_FORCE_MAJEURE = re.compile(
    r"\bforce\s+majeure\b|\bbeyond\s(?:its|their|the)\s(?:\w+\s){0,3}control\b|\bacts?\sof\sgod\b", re.IGNORECASE
)


_LOSS = r"(?:claims?|loss(?:es)?|damages?|(?:personal\s|bodily\s)?injur(?:y|ies)|liabilit(?:y|ies)|harm|death|demands?)"
_MORE = rf"(?:(?:,\s?|\s)(?:(?:and/or|and|or)\s)?(?:other\s)?(?:{_LOSS}|costs?|expenses?)){{0,7}}"
_LOSSES = rf"(?:any|all)\s(?:and\sall\s)?(?:(?:such|other|(?:kinds?|types?|manner)\sof)\s)?{_LOSS}{_MORE}"
_AT_ALL = r"(?:whatsoever|howsoever|of\sany\s(?:kind|nature|sort))\b"
# All that a contract is about: the contract itself, or the use of what it gives access to.
_WHOLE = (
    r"(?:(?:your|(?:the|any|its|their)(?:\s\w+[’']s?)?)\s(?:(?:access\sto|reliance\son|inability\sto\suse),?\s(?:and|or|and/or)\s)?use\s"
    rf"(?:of\s)?(?:or\s(?:the\s|your\s)?inability\sto\suse\s)?{_SERVICE}"
    r"|(?:this|the)\s(?:agreement|contract|licen[cs]e|services?|platform|software|website|site|app)\b|(?:these|the)\s(?:terms|services)\b)"
)
_CAUSED = (
    r"\b(?:aris(?:e|es|ing)|result(?:s|ing)?|suffered|incurred|sustained|caused|relat(?:ed|ing)|connected"
    r"|in\sconnection)\b"
)
# "Will not be liable for any claim, injury or damage arising in connection with your use of the service"
_FOR_ANY_LOSS = re.compile(
    r"\b(?:not|never|neither|nor|no\s(?:event|case|circumstances?|way))\b[^.;:]{0,120}?\b(?:liable|responsible|accountable|answerable)\b[^.;:]{0,40}?"
    rf"\b(?:for|of)\s{_LOSSES}(?:(?P<whole>[^.;:]{{0,80}}?{_CAUSED}[^.;:]{{0,60}}?\b{_WHOLE}{_NOT_IN_ONE_WAY})|\s?(?:[.;]|$)|,?\s(?:{_AT_ALL}|including\b|such\sas\b))",
    re.IGNORECASE,
)
# "We accept no liability for any loss or damage that you may suffer", "All liability is excluded"
_TO_WHOM = r"(?:\sto\s(?:the\s)?\w+)?"
_NONE_IS_ACCEPTED = re.compile(
    rf"\b(?:accepts?|assumes?|bears?|undertakes?|ha(?:s|ve))\sno\s(?:responsibility\s(?:or|and)\s)?liabilit\w+(?:\s(?:or|and)\sresponsibility)?{_TO_WHOM}"
    rf"(?:\sfor\s{_LOSSES}(?:\s(?:that|which)\syou\s(?:may|might)\s(?:suffer|incur|sustain))?)?(?:\s{_AT_ALL})?\s?(?:[.;]|$)"
    rf"|\b(?:excludes?|disclaims?)\sall\sliabilit\w+{_TO_WHOM}\s?(?:[.;]|$)|\ball\sliabilit\w+\sis\s(?:hereby\s)?excluded\s?(?:[.;]|$)",
    re.IGNORECASE,
)
_LIABLE = re.compile(r"\b(?:liab|responsib|accountabl|answerabl)", re.IGNORECASE)
# "If you miss the ferry, we are not liable": in one case.
_IN_A_CASE = re.compile(
    r"(?<!\beven\s)\b(?:if|unless|when|where(?!\s(?:permitted|allowed))|while|until|once|should\syou|in\sthe\sevent)\b",
    re.IGNORECASE,
)


def excludes_any_claim(sentence: str) -> bool:
    """Whether a sentence excludes liability for any loss at all, in whatever words."""
    return _any_claim(sentence) is not None


def excludes_claims_from_all_use(sentence: str) -> bool:
    """Whether a sentence excludes liability for any loss at all from the contract or from the use of what it gives
    access to, so that it needs no heading to say what it is about."""
    said = _any_claim(sentence)
    return said is not None and bool(said.groupdict().get("whole"))


def _any_claim(sentence: str) -> re.Match[str] | None:
    if not _LIABLE.search(sentence) or _IN_A_CASE.search(sentence):
        return None
    said = _FOR_ANY_LOSS.search(sentence) or _NONE_IS_ACCEPTED.search(sentence)
    return said if said and not (names_kinds_only(sentence) or _leaves_something(sentence)) else None


def excludes_all(term: LiabilityTerm) -> bool:
    """Whether a party is not liable at all, rather than only for some kinds of loss."""
    if term.kind != "exclusion" or _leaves_something(term.text):
        return False
    return excludes_direct_loss(term.text) or (term.total and not names_kinds_only(term.text))


# "Loss of profit or loss of goodwill, whether direct or indirect": of these kinds only
_OF_A_KIND = re.compile(
    r"\b(?:profits?|business|goodwill|revenues?|data|savings|contracts?|opportunit(?:y|ies)|production|use),?\s(?:\([^()]{0,60}\)\s)?"
    r"whether\sdirect\sor\s\w+\b",
    re.IGNORECASE,
)
# "No limited partner shall have any liability": the partnership's assets answer for it
_OF_OWNERS = re.compile(
    r"\bno\s(?:[\w-]+\s){0,3}(?:partner|member|shareholder|stockholder|director|officer|trustee|employee)\b[^.;]{0,60}?\bliab",
    re.IGNORECASE,
)


def excludes_direct_loss(sentence: str) -> bool:
    """Whether an exclusion of kinds of loss names direct loss among them, and so leaves nothing: "any direct, special
    or other damages"."""
    return _DIRECT.search(_OF_A_KIND.sub(" ", sentence)) is not None and not _leaves_something(sentence)


def _leaves_something(sentence: str) -> bool:
    """Whether an exclusion has a limit: an amount, one kind of claim, or serious fault that it does not cover."""
    return any(words.search(sentence) for words in (_AMOUNT, _ONE_USE, _FORCE_MAJEURE, _SERIOUS_FAULT, _OF_OWNERS))
