"""Whether a clause asserts what its category is called, or denies it: "this Agreement has no third party beneficiaries"
mentions beneficiaries but gives nobody a right.

Each category has the words needed to assert it; a clause asserts it if it contains such words undenied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from model.playbook.clause_meaning.by_category.at_will import is_at_will
from model.playbook.clause_meaning.by_category.not_restraining import BINDS
from model.playbook.clause_meaning.denials import undenied
from model.playbook.clause_meaning.false_positives import FALSE_POSITIVES
from model.playbook.clause_meaning.sentences import sentences
from model.playbook.form_instructions import is_instruction
from model.playbook.not_agreed import is_not_chosen
from model.summary.dates.taken_out import without_what_is_taken_out
from model.summary.dates.termination import (
    ends_only_on_conditions,
)
from model.summary.keyword_clauses import states_outright
from model.summary.liability.cap_amounts import limits_to_direct_loss
from model.summary.text.contractions import in_full
from model.summary.text.list_items import item_intervals
from model.summary.whose_rights.who_is_bound import LENDS_NAME


class _Words(NamedTuple):
    """``says``: words that assert the category unless they are denied. ``denying``: words that assert it by a negation
    of their own ("shall not compete")."""

    says: str | None = None
    denying: str | None = None


_NOT = (
    r"\b(?:not(?!\s(?:be\s)?limited\sto)|neither|nor|no|never|refrain|cease|prohibited|forbidden|precluded)\b"
    r"[^.;]{0,160}?"
)
_SAYING = {
    "Rofr/Rofo/Rofn": _Words(
        r"\bfirst\s(?:right|option|opportunity|refusal|offer|negotiation|look)|\bright\sof\srefusal"
        r"|\bright\s(?:of|to)\s(?:pre-?emption|subscribe|participate\sin)|\ballow\b[^.;]{0,60}\bto\ssubscribe"
        r"|\bnegotiate\sexclusively|\bexclusively\s(?:provide|negotiate)"
        r"|\b(?:right|option|opportunity)\sto\smatch|\bmatching\sright|\bpre-?emptive|\blast\srefusal"
    ),
    "Warranty Duration": _Words(r"\bwarrant|\bguarantee"),
    "Post-Termination Services": _Words(r"\bterminat|\bexpir|\bsurviv|\bend\sof\b"),
    "Renewal Term": _Words(r"\brenew|\bexten|\bsuccessive|\badditional"),
    "Notice Period To Terminate Renewal": _Words(r"\bnotice|\bnotif"),
    "Third Party Beneficiary": _Words(
        r"third[\s-]+part(?:y|ies)[’']?(?:\sto\sthis\sagreement)?[\s-]+(?:\w+\s)?beneficiar"
        r"|\bthird\sparty\b[^.;]{0,40}\bmay\senforce"
        r"|\b(?:entitled|right)\sto\senforce|\bmay\s(?:directly\s)?enforce|\bbeneficiar(?:y|ies)\sof\sthis\sagreement"
        r"|\bfor\sthe\sbenefit\sof\b|\binure\sto\sthe\sbenefit\sof\b[^.;]{0,60}\b(?:indemnit|affiliate|licensor)"
    ),
    "Exclusivity": _Words(
        r"(?<!non-)(?<!non)(?<!non )(?<!co-)(?<!not )(?<!not an )(?<!not be )(?<!not be an )\bexclusiv"
        r"(?!e(?:ly)?\s(?:jurisdiction|remed|property|ownership|owner|venue|control|forum|purpose|benefit|discretion"
        r"|of\b|right\sto\s(?:promote|display|place)\s(?:its|their)\s(?:[\w’']+\s){0,2}(?:logo|trade-?mark|name|decal)"
        r"|use\s(?:in|for|as|of\sa|of\s(?:the|its|their)\s(?:\w+\s){0,2}(?:hood|panels?|premises|rooms?|space"
        r"|area|offices?|equipment|facilit|building|vehicle|car|boat|stage|suite|field|track))))"
        r"|\bsole\s(?:and\sexclusive\s)?(?:stocking\s)?(?:supplier|distributor|provider|source|agent|vendor|seller"
        r"|purchaser|licensee|manufacturer)|\bgrants?\b[^.;]{0,100}?\bsole\s(?:right|licen[cs]e|franchise|privilege)\sto\b"
        r"|\ball\s(?:of\s)?(?:its|their)\s(?:\w+\s){0,3}requirements?\b"
        r"|\bonly\s(?:\w+\s){0,4}(?:supplier|distributor|provider|vendor|seller|from)\b"
        r"|\b(?:tender|route|award|give)\sto\s(?:the\s)?(?:\w+\s){1,2}all\s",
        _NOT + r"\b(?:another|any\sother|others?\b|third\spart|competing|competiti|competitor|anyone"
        r"|any\sperson|appoint|other\sthan|(?<!,\s)but\s(?:the\s)?(?-i:[A-Z])|sponsors?\b[^.;]{0,80}?\bcompete)"
        # whose name sells the goods of one company alone
        rf"|\bnot{LENDS_NAME.pattern}",
    ),
    "Joint Ip Ownership": _Words(
        r"\bjoint(?:ly)?\b[^.;]{0,30}\bown|\bco-?own|\bown\w*\b[^.;]{0,60}\bjointly"
        r"|\bjoint\s(?:\w+\s){0,3}(?:inventions?|patents?|property|works?)|\bundivided\b"
        r"|\bowned\s(?:equally\s)?by\sboth"
    ),
    "Non-Compete": _Words(
        None,
        _NOT + r"\b(?:compet|engage|sell|market|distribut|develop|manufactur|offer|own|operat|participat|invest"
        r"|produc|promot|endors|provide|establish|conduct|interest|associat|directly|advertis|sponsor|render"
        r"|appear|perform|permit|allow|use|solicit|enter|work|represent|carry|licen[sc]e|grant|purchas"
        r"|acquir|handle|consult|accept|assist|divert|run|open|manag|practi[sc]|writ|edit|publish|releas(?!ed\sfrom))",
    ),
    "Most Favored Nation": _Words(
        r"\bfavou?r|\blowest|\bbest\s(?:price|rate|terms)|\bbetter\b|\bless\sthan\b|\blower\b"
        r"|\bno\s(?:higher|greater)\sthan\s(?:that|those|the\s(?:\w+\s)?(?:prices?|rates?|fees|charges))\b|\bmore\sadvantageous|\bat\sleast\sas\b|\bequal\sto\b|\bsame\s(?:terms|price|rate|basis)",
        r"\bnot\sexceed\b[^.;]{0,60}\b(?:charged|offered|paid|billed|given)\b[^.;]{0,60}\bother\s(?:\w+\s){0,2}(?:customers?|clients?|licensees?|part(?:y|ies))\b"
        # "shall not sell to any other customer at a lower price"
        r"|\b(?:not|never)\s(?:to\s)?(?:\w+\s)?(?:grant|offer|sell|charge|provide|give|supply|quote|license|extend|enter\sinto)\b[^.;]{0,160}?"
        r"\b(?:more\s(?:favou?rable|advantageous)|better|lower|less(?!\sthan\s(?:the\s|its\s|a\s)?(?:minimum|list|cost|suggested|resale)))\b",
    ),
    "Ip Ownership Assignment": _Words(
        r"\b(?:assigns?|conveys?|transfers?)\b(?!ee)(?:\sthe\s[A-Z][\w\s]{1,30}?\sto\s[A-Z]|[^.;]{0,160}\b(?:right|title|interest|ownership"
        r"|copyright|patent|trade-?mark|invention|intellectual|work|mark|domain|goodwill))"
        r"|\bworks?[\s-](?:made[\s-])?for[\s-]hire|\bvest(?:s|ed)?\b|\b(?:sole"
        r"|exclusive)\s(?:and\s(?:sole|exclusive)\s)?(?:property|owner)"
        r"|\b(?:shall|will|to)\s(?:\w+\s){0,2}(?:be|become|remain)\s(?:\w+,?\s){0,5}(?:property"
        r"|owned)\s(?:\w+\s){0,3}(?:of|by)\b"
        r"|\b(?:shall|will)\s(?:\w+\s){0,4}own\b|\binure"
        r"|\bgiv(?:es?|ing)\s(?:the\s)?\w+\sall\s(?:of\s)?(?:its|his|her|their|our|my)\s(?:rights?|ownership|copyrights?)\b"
    ),
    "Irrevocable Or Perpetual License": _Words(
        r"\bperpetu|\birrevocabl|\bforever\b|\bsurvive|\bfully[\s-]paid|\bindefinite"
        r"|\bcontinu\w*\b[^.;]{0,80}\b(?:after|following|beyond|notwithstanding|despite|in\s(?:full\s)?(?:force|effect))\b"
    ),
    "Source Code Escrow": _Words(r"\bescrow"),
    "Covenant Not To Sue": _Words(
        r"\b(?:waive|release|relinquish)\w*\b[^.;]{0,120}\b(?:claim|right|action|suit|cause)"
        r"|\bcovenants?\s(?:\w+\s){0,3}not\sto\s(?:sue|assert)",
        _NOT + r"\b(?:contest|challeng|sue\b|attack|disput|question|assert|institut|oppos|bring|commence|impair"
        r"|claim|raise|seek|regist|adopt|impeach|infring)",
    ),
    "Liquidated Damages": _Words(
        r"\bliquidated|\b(?:termination|cancell?ation|early|break-?up|breakage)\s(?:\w+\s)?(?:fee|charge"
        r"|payment|penalt)|\bpenalt(?:y|ies)|\bcredits?\b|\bpay\b|\bpayable|\bdamages\b|\bfee\b"
        r"|\bliable\sfor\s\d{1,3}\s?(?:%|per\s?cent)"
    ),
    "Change Of Control": _Words(
        r"\bterminat|\b(?:deemed|considered|treated|constitutes?|is)\b[^.;]{0,60}\b(?:assign|transfer|breach)|\bconsent\b|\bapprov|\baccelerat"
        r"|\bnotif|\bintimated\b|\bnotice\b|\bbinding|\brepurchas|\boption\b|\bpay"
    ),
    "Audit Rights": _Words(
        r"\baudit|\b(?:inspect|examin|access|review)\w*\b[^.;]{0,100}\b(?:books|records|accounts)\b"
        r"|\b(?:books|records|accounts)\b[^.;]{0,160}\b(?:inspect|examin|access|available|open\sto)"
        r"|\b(?:inspect|access|visit"
        r"|examin)\w*\b[^.;]{0,100}\b(?:facilit|premises|site|plant|office|warehouse|document|statement"
        r"|information|report|operation)"
        r"|\b(?:entitled|right|may|authori[sz]ed|permitted)\b[^.;]{0,200}?\b(?:verify|check|monitor)\b[^.;]{0,240}?\bcompliance\b"
    ),
    "Uncapped Liability": _Words(
        r"\bunlimited|\bwithout\slimit|\bexcept|\bother\sthan|\bexclud|\bunless|\bsave\b"
        r"|\bnotwithstanding|\bprovided|\bsubject\sto",
        _NOT + r"\b(?:apply|limit|exclu|cap\b|restrict)",
    ),
    "Cap On Liability": _Words(
        r"\bnot\sexceed|\blimited\sto\b|\bexceed|\bin\sexcess\b|\bmaximum\b|\bmore\sthan\b",
        _NOT + r"\b(?:exceed|in\sexcess|more\sthan|greater\sthan)",
    ),
    "Insurance": _Words(
        r"\b(?:maintain|carr(?:y|ies)|procure|arranges?|obtain|keep|provide|purchase|effect|take\sout|furnish|bear"
        r"|require[sd]?|cover(?:age|ed)?|insured?|policy|policies|certificates?)\b"
        # "shall have a product liability insurance", "holds cover"
        r"|\b(?:maintains|keeps|ha(?:s|ve)|holds?|takes?\sout)\b[^.;]{0,80}?\b(?:insurances?|cover)\b"
    ),
}
_PATTERNS = {
    name: tuple(re.compile(part, re.IGNORECASE) if part else None for part in words) for name, words in _SAYING.items()
}


@lru_cache(maxsize=256)  # several flags ask this of the same clause
def asserted(category: str, text: str) -> tuple[int, int] | None:
    """The sentence of a clause that asserts its category (half open), preferably in the category's own words; None if
    the clause denies it, or does not assert it. For a category without known words, the model is trusted."""
    first = None
    outright = _OUTRIGHT.get(category)
    for place in _assertions(category, text):
        if outright is None or outright.search(text, *place):
            return place
        first = first or place
    return first


def is_called_so(category: str, sentence: str) -> bool:
    """Whether a sentence has words by which its category is called; if none are known, every sentence has."""
    outright = _OUTRIGHT.get(category)
    return outright is None or outright.search(sentence) is not None


# The words by which a category is called. A sentence with them is quoted rather than one that only touches on it, and
# so is the lead-in of a list, whose items are quoted with it.
_LEAD_IN = r":\s{0,20}(?:\(?\w{1,3}[.)])?\s*\Z"
_OUTRIGHT = {
    "Change Of Control": re.compile(
        r"\bchang(?:e|es|ed|ing)\s(?:(?:of|in)\s)?(?:\w+\s){0,3}?(?:control|ownership)\b|\bcontrolling\b|\b(?:gain|obtain|transfer|lose)\w*\b[^.;]{0,80}\bcontrol\b|\b(?:merge[rs]?|merged|consolidat\w+|acqui(?:red?|res|sition|ring))\b"
        r"|\bsale\sof\s(?:all|substantially)",
        re.IGNORECASE,
    ),
    "No-Solicit Of Customers": re.compile(
        r"\b(?:solicit|entic|induc|divert|interfer|canvass|contact|approach|persuad|call\son|customers|clients)"
        rf"|{_LEAD_IN}",
        re.IGNORECASE,
    ),
    "No-Solicit Of Employees": re.compile(
        rf"\b(?:solicit|entic|induc|recruit|hir(?:e|ing)|poach|persuad)|{_LEAD_IN}", re.IGNORECASE
    ),
    "Exclusivity": re.compile(r"\bexclusiv|\bsole\b|\bonly\b|\ball\s(?:of\s)?(?:its|their)\b", re.IGNORECASE),
}


def _assertions(category: str, text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a clause that assert its category."""
    places = sentences(text)
    if category in _RESTRAINTS and _DEFINES.match(text):
        # A definition restrains nobody, unless a sentence of it says who shall not do something.
        places = [(start, end) for start, end in places if BINDS.search(text, start, end)]
    ending = category == "Termination For Convenience"
    if ending:
        places = [item for place in places for item in item_intervals(text, *place)]
    for number, (start, end) in enumerate(places):
        if ending and _ANOTHER_SECTIONS.match(text, start):
            continue
        in_items = text[end - 1] == ";" and not ending
        begun = _FIRST_ITEM.search(text, start, end) if in_items else None
        lead = begun.end() if begun else end
        opens = text[lead - 1] == ":" and number + 1 < len(places)
        # "It may be terminated:" leaves it to the list's items whether a cause is needed, and who may terminate.
        limited = ending and (opens or ends_only_on_conditions(text, start, end))
        if not limited and says(category, text[start:end]):
            yield start, end
        # A lead-in asserts nothing without an item: "it will not: (a) own a competitor".
        for item, last in places[number + 1 : number + 1 + _ITEMS] if opens else ():
            if (ending and _ANOTHER_SECTIONS.match(text, item)) or is_not_chosen(text[item:last]):
                continue
            if says(category, f"{text[start:lead]} {_ITEM_NUMBER.sub('', text[item:last], count=1)}"):
                yield _own_beginning(category, text, item, last) or start, last
            if text[last - 1] == ".":
                break


# An item that is a sentence of its own ("(d) Either party may terminate") needs neither its lead-in nor other items.
_OWN_SUBJECT = re.compile(
    r"(?:\W?(?:\w{1,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s{1,3})?(?:(?:[Ii]n\sthe\s(?:event|case)\sof|[Uu]pon|[Oo]n|[Ff]ollowing)\s[^.;,]{1,80},\s)?"
    r"(?!(?:by|if|upon|on|in|for|at|with|where|when|to|following)\b)(?:[A-Za-z][\w&.’'-]*\s){1,14}?(?:may|shall|will|must)\b",
    re.IGNORECASE,
)
_NEXT_ITEM = re.compile(r";\s(?:(?:and|or),?\s)?(?=\(\w{1,3}\)\s)")


def _own_beginning(category: str, text: str, item: int, last: int) -> int | None:
    """Where the item of a list begins that asserts its category without the lead-in; None if there is none."""
    begins = [item, *(match.end() for match in _NEXT_ITEM.finditer(text, item, last))]
    own = (
        one for one in begins[: -_ITEMS - 1 : -1] if _OWN_SUBJECT.match(text, one) and says(category, text[one:last])
    )
    return next(own, None)


_RESTRAINTS = frozenset({"Non-Compete", "No-Solicit Of Employees", "No-Solicit Of Customers"})
_DEFINES = re.compile(
    r"\W{0,6}(?:\w{1,4}[.)]\s{1,3})?[“\"][^“”\"\n]{2,60}[”\"]\s(?:\([^()]{0,60}\)\s)?(?:shall\s)?means?\b"
)
# Only this many items of a list are read in search of an assertion, without the number of each.
_ITEMS = 12
# The first item may stand in the line of the lead-in: "upon any of the following: (a) a breach;".
_FIRST_ITEM = re.compile(r":(?=\s\((?:a|i|1)\)\s)")
# "(d) Termination by Vendor pursuant to Section 4.1": that section says whether a cause is needed.
_ANOTHER_SECTIONS = re.compile(
    r"\W?\w{1,4}[.)]\s{1,3}termination\s[^.;]{0,60}?\b(?:pursuant\sto|under|in\saccordance\swith)\s(?:section|article|clause)\s[\d.]+\W{0,3}(?:or|and)?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM_NUMBER = re.compile(r"^\W?\w{1,3}[.)]\s?")
# Words that show that a contract deals with a subject, even if the model found no such clause.
_SPOKEN = {
    "Cap On Liability": r"\b(?:liabilit(?:y|ies)(?!\sinsurance|,?\sand\s\w+\sinsurance)|liable\s(?:to|for|under"
    r"|hereunder))\b[^.;$]{0,200}?(?:(?<!not "
    r")\blimited\s(?:\w+\s){0,8}?to\b(?!\s(?:the\s)?(?:repair|replac|correct))|\b(?:go|goes|be|rise)\s(?:beyond|above|higher\sthan|greater\sthan)\b|\bexceed\w*(?!\s(?:its|their|the)\s(?:\w+\s)?assets)|\bin\sexcess\sof(?!\sthose\b)|\b(?:no"
    r"|not)\s(?:more|greater)\sthan)\b",
    "Anti-Assignment": r"\b(?:not|neither|no)\b[^.;]{0,100}?\b(?:assign|assignable|assigned"
    r"|transfer)\b[^.;]{0,80}?\b(?:agreement|contract|rights|hereunder|obligations)\b"
    r"|\b(?:agreement|contract)\b[^.;]{0,80}?\bnot\s(?:be\s)?(?:\w+\s){0,2}assign(?:able|ed)\b"
    r"|\bno\s(?:assignment|transfer)\b[^.;]{0,60}\b(?:valid|effective|permitted|allowed|binding)\b"
    # "Neither of us may hand over this engagement to another"
    r"|\b(?:not|neither|no)\b[^.;]{0,60}?\b(?:hand|make|pass)\s(?:over|on)\s(?:this|the|its)\s(?:agreement|contract|engagement|rights)\b"
    r"|\b(?:not|neither|no)\b[^.;]{0,60}?\b(?:hand|pass|sign)\s(?:this|the|our)\s(?:agreement|contract|engagement)\s(?:over|on)\b",
    "Governing Law": r"\b(?:governed|construed|interpreted)\b[^.;]{0,80}?\blaws?\b[^.;]{0,20}?\b(?-i:[A-Z][a-z])"
    # a field of a cover page
    r"|(?m:^)\W{0,4}jurisdiction\s?[:\t]\s{0,4}\w{2}",
    "Insurance": r"\b(?:maintain|carry|procure|obtain|keep|take\sout|(?:shall|must|will)\s(?:have|hold))\b"
    r"[^.;]{0,100}?\binsurance\b",
    "Expiration Date": r"(?<!in )(?<!of )(?<!under )\bthis\s(?:agreement|contract)\s(?:shall|will)\s(?:\w+\s){0,3}?"
    r"(?:continue|remain|expire|terminate"
    r"|end)\b[^.;]{0,80}?\b(?:until|years?|months?|on\s(?:the|[A-Z]\w+\s\d))\b"
    r"|\bterm\sof\sthis\s(?:agreement|contract)\s(?:shall|will|is|begins|commences)\b"
    # "The engagement will have run its course on", "the obligations of the parties shall be at an end at the close of"
    r"|\b(?:agreement|contract|engagement|appointment|obligations)\b[^.;]{0,80}?\b(?:at\san\send|run\sits\scourse|comes?\sto\san\send|is\s(?:over|spent))\s(?:on|at|when|upon|after|with)\b"
    # "Our arrangement ends thirty days after the last race"
    r"|\b(?:this|our|the)\s(?:agreement|contract|arrangement|engagement)\s(?:ends|expires|terminates|lapses)\s(?:on|at|when|[\w-]{3,20}\s(?:\(\d{1,3}\)\s)?days\safter)\b"
    # "It covers the five Seasons 2023 to 2027", "You have ten years, counted from opening day"
    r"|\bit\scovers\sthe\s(?:[\w-]+\s){1,3}(?:years|months|seasons|terms)\b"
    r"|\byou\shave\s(?:[\w-]+\s){1,2}(?:years|months),?\s(?:counted\s|starting\s|beginning\s)?from\b"
    # "Rights to the site for a period of eight (8) months from the date of its execution"
    r"|\bfor\s(?:an?\s|the\s)?(?:(?:initial|period|term)\s){0,2}(?:of\s)?(?:[\w-]{1,12}\s){1,2}?(?:\(\d{1,3}\)\s)?(?:days|weeks|months|years?)\s"
    r"(?:from|after|following|(?:beginning|commencing|starting)\s(?:on|from))\s(?:the\s)?"
    r"(?:date\s(?:hereof|of\s(?:this|the|its|execution|sign))|effective\sdate|execution|signing|signature)\b",
}
# What only a duty lasts for, and not the contract.
_LASTING_DUTY = re.compile(
    r"\b(?:confiden|warrant|solicit|hire|compet|surviv|record|insur|stor(?:e|ag))", re.IGNORECASE
)
_SPOKEN_OF = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SPOKEN.items()}


def spoken_of(category: str, text: str) -> tuple[int, int] | None:
    """The first words of a contract that seem to be of a category (half open); None if there are none."""
    for match in _SPOKEN_OF[category].finditer(text) if category in _SPOKEN_OF else ():
        said = text[match.start() : match.end() + _SUBJECT].split("\n", 1)[0]
        denied = _NEVER_LIMITED.search(text, max(0, match.start() - _SUBJECT), match.end())
        duty = category == "Expiration Date" and _LASTING_DUTY.search(_sentence_so_far(text, match))
        if not (denied or duty or (category == "Cap On Liability" and limits_to_direct_loss(said))):
            return match.span()
    return None


def _sentence_so_far(text: str, match: re.Match[str]) -> str:
    """The words of a match and those before it in its sentence."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return f"{before.rpartition('. ')[2]}{match.group()}"


_BEFORE = 300
# "Neither party's liability is in any way limited to its insurance" denies that there is a limit.
_NEVER_LIMITED, _SUBJECT = (
    re.compile(
        r"\b(?:neither|no)\s(?:\w+\s){0,2}[\w&-]+[’']s?\sliabilit\w+\b[^.;$]{0,200}?\blimited\b"
        r"|\b(?:in\sno|not\sin\sany)\s(?:way|manner|respect)\slimited\b",
        re.IGNORECASE,
    ),
    60,
)


def says(category: str, sentence: str) -> bool:
    """Whether a single sentence asserts the category."""
    if is_instruction(sentence) or is_not_chosen(sentence):
        return False
    sentence = without_what_is_taken_out(in_full(sentence))
    if category == "Termination For Convenience":
        return is_at_will(sentence)
    if category in _NOT_BY_WARRANTY and _WARRANTY.search(sentence):
        return False
    if category in FALSE_POSITIVES and FALSE_POSITIVES[category](sentence):
        return False
    if category not in _PATTERNS:
        return bool(sentence.strip())
    if states_outright(category, sentence) and not _freeing(sentence):
        return True
    saying, denying = _PATTERNS[category]
    if denying and denying.search(sentence) and not _freeing(sentence):
        return True
    return saying is not None and undenied(saying, sentence)


# A warranty of title gives no title.
_NOT_BY_WARRANTY = frozenset({"Ip Ownership Assignment", "Joint Ip Ownership", "Audit Rights"})
_WARRANTY = re.compile(r"\brepresents?(?:\sand|,)\s(?:\w+\s)?warrants?\b|\bwarrants\sthat\b", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:nothing|not|no|neither)\b[^.;]{0,80}\b(?:prevent|restrict|restrain|prohibit|preclud"
    r"|limit\s(?:the\s)?\w+[’']?s?\s(?:right|ability)|"
    # not "shall not delegate its obligations", nor "if it does not pay, Vendor may require it to leave"
    r"be\sconstrued|required\s|obligat(?:e[sd]?|ory)\b|(?:any|an|no)\s(?:\w+\s)?obligations?\b|obligations?\s(?:to|on|upon|that|which)\b)|\bfree\sto\b"
    r"|\b(?:nothing\b[^.;]{0,80}?\brequires?|(?:shall|will|does|do)\snot\s(?:\w+\s)?require)\s"
    r"|\bnot\s[^.;]{0,60}\bon\san\sexclusive\sbasis\b",
    re.IGNORECASE,
)


def _freeing(sentence: str) -> bool:
    """Whether a sentence denies that a restriction applies: "nothing here prevents Provider from competing"."""
    return bool(_FREE.search(sentence))
