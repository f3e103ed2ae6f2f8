"""Whether words grant exclusivity, deny it, or use the word "exclusive" for something else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from model.summary.dates.taken_out import without_what_is_taken_out

# A clause about exclusivity may deny it.
_NOT_EXCLUSIVE = re.compile(
    r"\b(?:not|no|non|nothing|neither)\b[\s‐‑-]*(?:\w+\s+){0,5}?exclusiv\w*|\bnonexclusiv\w*"
    # "Nothing in this Agreement is intended to create, nor shall it be construed as creating, an exclusive arrangement"
    r"|\bnothing\b[^.;]{0,120}?\b(?:creat|establish|constitut|impl|giv|grant|confer|mean|render|mak|requir)\w*,?\s(?:\w+\s){0,4}?"
    r"exclusiv\w*(?:\s(?:arrangement|relationship|dealing|rights?|appointment|basis|obligation)s?)?",
    re.IGNORECASE,
)
# "Members will not be granted category exclusivity or rights to exclude competitors"
_NONE_GIVEN = re.compile(
    r"\b(?:not|never|nor|neither|no\s(?:\w+\s){1,2}(?:shall|will|is|are))\s[^.;]{0,40}?\b(?:granted|given|offered|promised|guaranteed|afforded|entitled\sto|receive|enjoy)\s"
    r"(?:(?:any|an?|the|such)\s)?(?:[\w-]+\s){0,2}?exclusivity\b",
    re.IGNORECASE,
)
_EXCLUSIVE_USE = re.compile(
    r"\bexclusive(?:ly)?\s+(?:(?:for|to)\s+)?(?:the\s+)?(?:purposes?|remed\w+|jurisdiction|venue|of\s+(?:tax|vat|any))\b"
    r"|\b(?:sole|exclusive)(?:ly)?\s+(?:and\s+exclusive(?:ly)?\s+)?(?:own(?:ed|er\w*|s)?|property)\b"
    r"|\bat\b[^.;]{0,40}\b(?:sole\s+and\s+)?exclusive\s+(?:option|discretion|election|expense|cost|risk|judge?ment)\b"
    r"|(?-i:\bExclusivity\s(?:[A-Z]\w+\s)?(?:Agreement|Contract|Deed))\b",
    re.IGNORECASE,
)
# "Under no circumstances shall it enter into an exclusive contract" leaves a party free.
_NO_EXCLUSIVE_DEAL = re.compile(
    r"\b(?:not|no\scircumstances|no\sevent|neither|nor)\b[^.;]{0,60}\b(?:enter|grant|agree|conclude|make)\w*\b"
    r"[^.;]{0,40}\b(?:an|any)\sexclusive\b",
    re.IGNORECASE,
)
# Offers, content and events that are called exclusive do not bind anybody.
_EXCLUSIVE_OFFER = re.compile(
    r"\w-exclusive\b|\bexclusive\s(?:offers?|content|access|previews?|interviews?|videos?|footage|benefits?|events?|discounts?)\b",
    re.IGNORECASE,
)
# A license of what a party brings to the work and keeps: "an exclusive license to use the incorporated items". It
# prevents no other deal.
_OWN_WORK = (
    r"(?:pre-?existing|incorporated|underlying)\s(?:items?|works?|materials?|software|code|technolog\w+|elements?|components?"
    r"|intellectual\sproperty|inventions?|rights?)\b"
)
_LICENSE_OF_OWN_WORK = re.compile(
    rf"\bexclusive\b[^.;]{{0,100}}\blicen[sc]e\b[^.;]{{0,160}}\b{_OWN_WORK}"
    rf"|\b{_OWN_WORK}[^.;]{{0,160}}\bexclusive\b[^.;]{{0,100}}\blicen[sc]e\b",
    re.IGNORECASE,
)
# A perpetual exclusive license hands over something that exists, and keeps nobody from dealing with others.
_PERPETUAL_LICENSE = re.compile(
    r"\b(?:sole\sand\s)?exclusive(?:ly)?\b(?=[^.;]{0,80}\b(?:perpetual|irrevocable)\b)[^.;]{0,100}?\blicen[sc]es?\b"
    r"|\blicen[sc]es?\s(?:it|them|this|these|the\s\w+)\sto\s[^.;]{1,60}?\bexclusively\b(?=[^.;]{0,40}\b(?:perpetu|for\s?ever|irrevocabl))",
    re.IGNORECASE,
)
# The exclusive right to apply for patents or to enforce them, exclusive ownership, a channel through which goods are
# sold, a package in which they come, and suppliers that are prescribed for a component keep no party from dealing with
# others.
_RIGHT_OVER_PATENTS = re.compile(
    r"\b(?:sole(?:ly)?\sand\s)?exclusive(?:ly)?\s(?:[\w,-]+\s){0,4}?(?:rights?|control|authority|responsibility)\b[^.;]{0,30}?\b(?:to|over|of|for)\s(?:\w+\s){0,3}?"
    r"(?:fil(?:e|ing)|prosecut|maintain|enforc|defen[ds]|control|regist|bring|settl|apply|appl(?:y|ication)|determin|approv|decid)\w*",
    re.IGNORECASE,
)
_OWNERSHIP = re.compile(
    r"\bexclusive\s(?:rights?|titles?|interests?)(?:,?\s(?:and\s)?(?:rights?|titles?|interests?)){0,2}\sin\s(?:and|or)\sto\b(?![^.;]{0,200}\blicen[sc])",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:sale|sold|offered|distributed|packaged|shipped|bundled)\b[^.;]{0,20}\bexclusively\s(?:via|online|by\smeans|(?:together\s)?with)\b",
    re.IGNORECASE,
)
_PRESCRIBED = re.compile(
    r"\buse\b[^.;]{0,60}\bthird[\s-]party\b[^.;]{0,160}?\bexclusive\s(?:suppliers?|sources?|vendors?)\b", re.IGNORECASE
)
# What was so before: "Vendor was the exclusive seller".
_ONCE = re.compile(r"\b(?:was|were|had\sbeen)\s(?:the\s|an?\s)?(?:sole\sand\s)?exclusive\b", re.IGNORECASE)
# Software that may be used with certain goods only: "licensed for the exclusive use with Harrow's printers".
_USED_WITH = re.compile(
    r"\b(?:licen[sc]ed|provided|supplied|furnished|intended)\b[^.;]{0,80}?\bfor\s(?:the\s|its\s)?(?:sole\sand\s)?exclusive\suse\s(?:with|on|in\sconnection\swith)\b",
    re.IGNORECASE,
)
# What governs a deal, and nothing else does: "subject exclusively to the terms of this Agreement".
_GOVERNED = re.compile(
    r"\bexclusively\s(?:to|by|under|in\saccordance\swith|pursuant\sto)\s(?:the\s|these\s|its\s|all\s)?(?:(?:general\s)?(?:terms|conditions|provisions|laws?)\b|this\s(?:agreement|contract)\b)",
    re.IGNORECASE,
)
# How something is done, and not with whom: "performs the contract exclusively in accordance with the instructions".
_MANNER = re.compile(
    r"\bexclusively\s(?:in\s(?:accordance|compliance|conformity|line|keeping)\swith|(?:up)?on\s(?:the\s)?(?:basis\sof|(?:[\w’']+\s){0,2}instructions)"
    r"|within\sthe\s(?:framework|scope|limits)\sof|as\sinstructed)\b",
    re.IGNORECASE,
)
# What a party says of its own title: "Harrow has an exclusive license to distribute the Software". A grant to the other
# one names its role, a territory or a period.
_OWN_TITLE = re.compile(
    r"(?:^|(?<=[.;]\s))(?:The\s)?(?!(?:Licensee|Sub-?licensee|Distributor|Dealer|Reseller|Agent|Representative|Franchisee|Buyer|Customer|Publisher)\b)"
    r"[A-Z][\w&.,’'-]{0,30}(?:\s[A-Z][\w&.,’'-]{0,30}){0,4}\s(?:has|holds|owns|has\sobtained|has\sacquired)\s(?:an|the)\s(?:sole\sand\s)?exclusive\s"
    r"licen[sc]e\s(?:from\s[^.;]{1,60}\s)?to\s(?:distribute|license|sub-?license|market|sell|offer|use)\s(?:the|its)\s\w{1,30}(?:\s\w{1,30}){0,2}+(?=[.;]|$)"
)
# Who may be a customer at all: "products are sold exclusively to registered businesses", "our offers are directed
# exclusively at traders".
_WHO_MAY_BUY = re.compile(
    r"\b(?:is|are)\s(?:\w+\s){0,2}?(?:sold|offered|available|provided|supplied|intended|meant|open|marketed|directed|addressed|aimed)\s(?:exclusively|only|solely)\s"
    r"(?:to|for|at)\b[\s:–•*-]{1,6}(?:(?:our|those|any|all|such)\s)?(?:(?:registered|verified|qualified|eligible|licensed|professional|commercial|trade|wholesale|legal|natural|private"
    r"|bona\sfide)(?:,?\s(?:and\s|or\s)?))*+(?:business(?:es)?\b(?!\s(?:units?|partners?))|compan(?:ies)\b|persons\b|people\b|individuals\b|adults\b|consumers\b|entrepreneurs\b|traders\b|professionals\b"
    r"|students\b|residents\b|buyers\b|organi[sz]ations\b|institutions\b)",
    re.IGNORECASE,
)
# What a law grants for a medicine against later applicants: "Pediatric Exclusivity", "any regulatory data exclusivity".
_REGULATORY = re.compile(
    r"\b(?:p(?:a)?ediatric|orphan(?:[\s-](?:drug|product|medicin\w+|designation))?|data(?:\sprotection)?|regulatory|new\schemical\sentity"
    r"|NCE|reference\sproduct|first[\s-]to[\s-]file|180[\s-]day)(?:(?:\s|/|,\s|-)(?:and/or|or|and|data|drug|marketing|market|regulatory|orphan"
    r"|p(?:a)?ediatric|product|generic)){0,6}\sexclusivit(?:y|ies)\b",
    re.IGNORECASE,
)
# What is called exclusive without granting exclusivity.
_OTHER_USES = (
    _REGULATORY,
    _WHO_MAY_BUY,
    _GOVERNED,
    _MANNER,
    _LICENSE_OF_OWN_WORK,
    _EXCLUSIVE_USE,
    _EXCLUSIVE_OFFER,
    _RIGHT_OVER_PATENTS,
    _OWNERSHIP,
    _CHANNEL,
    _PRESCRIBED,
    _ONCE,
    _USED_WITH,
    _OWN_TITLE,
)


# "Vendor reserves the right to grant any other person an exclusive territory": the other party has none itself.
_FOR_OTHERS = re.compile(
    r"\b(?:may|reserves?\sthe\sright\sto|has\sthe\sright\sto|free\sto)\s(?:\w+,?\s){0,4}?(?P<verb>grant|appoint|give|award)\b[^.;]{0,60}?"
    r"\b(?:any\sother|another|others?|third)\b[^.;]{0,60}?\bexclusiv\w+",
    re.IGNORECASE,
)


def exclusive_for_others(text: str) -> re.Match[str] | None:
    """The words by which a party may make someone outside the contract exclusive; the group is the verb."""
    return None if _NO_EXCLUSIVE_DEAL.search(text) else _FOR_OTHERS.search(text)


# "Team will not accept as a sponsor any company that competes with Vendor" binds the team as exclusivity does, and
# leaves it free to compete.
_BARS_SPONSORS = re.compile(
    r"\b(?:not|neither|nor|never)\b[^.;]{0,140}?\b(?:accept|have|take|engage|obtain|sell|grant|appoint|represent|seek|solicit|permit|allow|enter|secure)\b"
    r"[^.;]{0,120}?\b(?:sponsors?|sponsorships?)\b",
    re.IGNORECASE,
)
_COMPETITIVE = re.compile(r"\bcompet", re.IGNORECASE)


def bars_sponsors(text: str) -> bool:
    """Whether the words keep a party from having sponsors who compete with the other one."""
    return _BARS_SPONSORS.search(text) is not None and _COMPETITIVE.search(text) is not None


# "As a [non-exclusive / exclusive] reseller", "on an exclusive/non-exclusive basis"
_OPEN_CHOICE = re.compile(
    r"\[\s?(?:non-?\s?)?exclusive\s?(?:/|\||,|or)\s?(?:non-?\s?)?exclusive\s?\]"
    r"|\b(?:non-?\s?exclusive\s?/\s?exclusive|exclusive\s?/\s?non-?\s?exclusive)\b",
    re.IGNORECASE,
)


# "Consultant shall not engage any other person to perform the services": a ban on subcontracting.
_SUBCONTRACTS = re.compile(
    r"\bnot\s(?:(?:engage|contract|appoint|retain|hire|use|permit)\s(?:or\s)?){1,3}(?:with\s)?(?:another\s|(?:any|an?)\s(?:other\s|third\s)?)(?:persons?|entit(?:y|ies)|part(?:y|ies)|subcontractors?)\b"
    r"[^.;]{0,40}?\bto\s(?:perform|provide|render|carry\sout)\s(?:any\sof\s)?(?:the|its)\s(?:services|work|duties)\b",
    re.IGNORECASE,
)


def bars_subcontracting(text: str) -> bool:
    """Whether the words only keep a party from having others do its work."""
    return _SUBCONTRACTS.search(text) is not None


def leaves_exclusivity_open(text: str) -> bool:
    """Whether the words leave it to be chosen whether there is exclusivity, and grant none outright."""
    left = _OPEN_CHOICE.sub(" ", text)
    return left != text and "exclusiv" not in left.lower()


def denies_exclusivity(text: str) -> bool:
    """Whether the words deny exclusivity without also granting some: "an exclusive licence in Ohio and a non-exclusive
    one in every other state" grants some."""
    if leaves_exclusivity_open(text):
        return False
    if _NO_EXCLUSIVE_DEAL.search(text) or exclusive_for_others(text):
        return True
    left = without_what_is_taken_out(text)
    if left != text and "exclusiv" not in left.lower():
        return True
    return bool(_NOT_EXCLUSIVE.search(text)) and "exclusiv" not in _NOT_EXCLUSIVE.sub(" ", text).lower()


# "Work that Vendor creates, solely or jointly with others": it makes no difference which.
# So it is at whose "sole discretion" something is done.
_SOLELY_OR_NOT = re.compile(
    r"\bsolely\sor\s(?:jointly|together|with|in\sconjunction|in\spart)\b"
    r"|\bsole\s(?:and\s\w+\s)?(?:discretion|option|election|judge?ment|expense|cost|risk)\b"
)


def is_exclusive_otherwise(text: str) -> bool:
    """Whether the word "exclusive" is used only for something other than exclusivity: "for the exclusive purpose of
    testing"."""
    left = _without(text, _OTHER_USES)
    return left != text and not re.search(r"exclusiv|\bsole|\bonly\b", _SOLELY_OR_NOT.sub(" ", left.lower()))


# "The appointment is not exclusive, but Buyer shall not buy from others" restrains all the same.
_BARS = re.compile(r"\b(?:shall|will|may|must|agrees?)\snot\b|\b(?:neither|nor)\b|\bonly\b", re.IGNORECASE)


# "Vendor shall not license the hall to a third party without first offering it to Buyer": a right of first refusal
_OFFERS_FIRST = re.compile(
    r"\bnot\b[^.;]{0,160}?\b(?:third|other|another|any(?:one|body))\b[^.;]{0,60}?\b(?:without|unless|until)\b[^.;]{0,40}?\bfirst\s(?:(?:been\s)?offer(?:ing|ed)|giv(?:ing|en)|propos(?:ing|ed))\b",
    re.IGNORECASE,
)


def offers_first(text: str) -> bool:
    """Whether the words only require that something be offered to a party before it goes to others."""
    return _OFFERS_FIRST.search(text) is not None and "exclusiv" not in text.lower()


def restrains_nobody(text: str) -> bool:
    """Whether the words keep no party from dealing with others, though they are about something exclusive."""
    if leaves_exclusivity_open(text) or bars_subcontracting(text) or offers_first(text):
        return True
    left = _without(text, (_PERPETUAL_LICENSE, *_OTHER_USES))
    if _NO_EXCLUSIVE_DEAL.search(text) or _NONE_GIVEN.search(text):
        return True
    denied = denies_exclusivity(text) and not _BARS.search(text)
    return denied or (left != text and "exclusiv" not in left.lower())


def _without(text: str, uses: Iterable[re.Pattern[str]]) -> str:
    for use in uses:
        text = use.sub(" ", text)
    return text
