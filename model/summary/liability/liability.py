"""The limits of liability that a contract sets: caps, exclusions, exclusive remedies, and what they do not cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from model.schema import Clause, Formula, LiabilityCap, LiabilityTerm, Limit, Money, Place
from model.summary.liability.cap_amounts import DENIES, bound_of, cap_of, changes_on_a_day, is_of_a_refund
from model.summary.liability.cap_scope import LEFT_OUT, OF_AN_EXCEPTION, OF_DELAY, OF_KINDS, OF_ONE_KIND, scope_of
from model.summary.liability.carve_outs import excepted, is_standalone_carve_out
from model.summary.liability.loss_kinds import LOSS_KINDS, names_kinds_only
from model.summary.liability.named_caps import named_cap
from model.summary.liability.total_exclusion import excludes_any_claim, excludes_direct_loss
from model.summary.liability.whose_cap import whose_cap
from model.summary.parties.sides import Sides
from model.summary.text.contractions import in_full
from model.summary.text.list_items import list_items
from model.summary.values.blanks import gap
from model.summary.whose_rights.rights import who_is_liable, who_owes_remedy

CAP, UNCAPPED = "Cap On Liability", "Uncapped Liability"

# A line that ends in mid-sentence was cut by the end of a page. In capitals, "OR" begins no sentence: "THE LESSER OF
# THE FEES; OR $5".
_SENTENCE = re.compile(
    r"(?<=[.;])\s+(?!OR\b)(?=[A-Z(“\"]|\d{1,2}\.\d{1,2}\.?\s[A-Z])|(?<=[.;:,!?])\n|\n(?=\W{0,2}\w{1,3}[.)]\s)"
)
_TOTAL = re.compile(
    r"\b(?:no|not|never)\b[^.;]{0,60}?\b(?:have\s+(?:any\s+)?liabilit\w+|liabilit\w+|liable)\b[^.;]{0,60}?"
    r"(?:\bwhatsoever\b|\bof\s+any\s+(?:kind|nature|sort)\b|\bfor\s+any\s+(?:reason|cause|claims?|damages"
    r"|loss(?:es)?|matter|compensation(?![^.;]{0,60}\bon\saccount\sof\b))\b|\bunder\s+(?:or\s+in\s+connection\s+with\s+)?this\s+agreement\s*(?:[.;,]|$)"
    r"|\bhereunder\s*(?:[.;,]|$))"
    # "We exclude all liability to you whatsoever for any loss"
    r"|\bexclud(?:es?|ing)\s(?:any\sand\s)?all\s(?:of\s(?:its|our|their)\s)?liabilit\w+(?:\sto\s(?:the\s)?\w+)?\s(?:whatsoever|of\sany\s(?:kind|nature))\b",
    re.IGNORECASE,
)
# "for any losses from its failure to meet Section 5": all of the liability for that, and none besides.
_OF_ONE_SECTION = re.compile(
    r"\b(?:fail\w*|breach\w*|obligations?|default\w*|delays?|pursuant|arising|(?:non-?)?performance|act(?:s|ed|ions?)?)\b"
    r"[^.;]{0,60}\b(?:sections?|clauses?|articles?|paragraphs?)\s+[\dIVX(]",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(r"\b(?:except|save|other\s+than|subject\s+to|notwithstanding)\b", re.IGNORECASE)
_REMEDY = re.compile(
    r"\b(?:sole|exclusive|only|entire)\s+(?:and\s+(?:exclusive|sole|only"
    r"|entire)\s+)?(?:\w+\s+){0,2}(?:remed|obligation|liabilit|recourse)",
    re.IGNORECASE,
)
# How a dispute is settled: "use the following dispute resolution procedure as their sole remedy", "arbitration shall be
# the exclusive remedy"
_OF_DISPUTES = re.compile(
    r"\b(?:dispute\sresolution|arbitration|mediation)(?:\s(?:procedures?|process))?\s(?:as|(?:is|are|(?:shall|will)\sbe))\s(?:\w+\s){0,2}?"
    r"(?:sole|exclusive|only)\s(?:and\s(?:exclusive|sole|only)\s)?(?:\w+\s){0,1}?(?:remed\w+|recourse)",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    # not "a limit upon the liability of either party"
    r"\b(?:apply|(?<!\ba\s)(?<!\bthe\s)limit|extend|except(?:\s+for)?|affect)\s+(?:\w+\s+){0,3}?(?:any|all|a|each"
    r"|the)\s+(?:other\s+)?(?:breach(?:es)?|claims?|obligations?|liabilit\w+|damages|default)\s+"
    r"(?:of|under|by|arising|in\s+connection|or|hereunder)[^.;]{0,40}?(?:this\s+agreement|hereof|hereunder"
    r"|either\s+party)(?!['’]s\s+(?:section|confid))(?=\s*[.;,]|\s*$)",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:total|aggregate|entire|maximum|cumulative|overall|this\s+agreement|hereunder)\b", re.IGNORECASE
)
# After "lost": goods are lost, and so are profits.
_NOT_OF_PROFITS = r"(?!\s+(?:profit|revenue|business|data|saving|sale|goodwill|income|opportunit))"
_PARTICULAR = re.compile(
    r"\b(?:force\s+majeure|indemnif\w+\s+(?:obligation|liabilit)|for\s+(?:each|any)\s+(?:cancel|delay"
    # "for any lost shipment", and not "for any lost profits"
    rf"|lost{_NOT_OF_PROFITS}|shipment|incident|occurrence)"
    # "for any claim arising out of this Agreement" is all liability
    r"|liabilit\w+\s+for\s+[a-z]{3,20}\s+that\s+(?:do(?:es)?|is|are|fails?)\b|for\s+each\s+claim|for\s+any\s+claim(?![^.;]{0,60}?\b(?:this|the)\s+(?:agreement|contract)\b)|(?:each|any\s+one|any\s+single|per)\s+(?:claim|incident|occurrence)\b"
    # "other than to the extent covered by insurance" is what all liability leaves out
    r"|(?<!covered\sby\s)insurance|expenses?\s+(?:of|shall)|underwrit"
    r"|under\s+this\s+(?:paragraph|sub-?(?:section|paragraph|clause))|liabilit\w+\s+under\s+this\s+(?:section|article|clause)|(?:epidemic|serial)\s+(?:defect|failure)|recalls?)\b"
    # "for all that arises from this contract is 150% of the prices in section 6" is all liability
    r"|\b(?:arising|result\w*|relat\w+|with\s+respect|in\s+respect|for\s+(?:any\s+)?breach|under)\b(?:(?!\bis\s(?:limited|capped|\d|the\b)|\bexceed|\blimited\sto\b)[^.;]){0,60}?"
    r"\b(?:indemnit|indemnif|warrant|(?<!this\s)(?:articles?|sections?|clauses?)\s+[\dIVX(])",
    re.IGNORECASE,
)
# "In no event will either party be liable under this Agreement for ..." limits all liability, whatever its exceptions.
_FOR_BOTH = re.compile(
    r"\b(?:shall|will)\s+either\s+party\s+be\s+liable\s+under\s+this\s+agreement\b"
    r"|\bneither\s+party\s+(?:shall|will)\s+be\s+liable\s+under\s+this\s+agreement\b",
    re.IGNORECASE,
)
# What a holder of shares owes for a misstatement in a registration statement is not its liability under the contract.
_OFFERING = re.compile(
    r"\bregistrable\b|\bregistration\s+statement\b|\bprospectus\b|\b(?:required|obligated)\s+to\s+contribute\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\(?[a-z\d]{1,3}[.)]\s", re.IGNORECASE)
_FOLLOWS_ON = re.compile(
    r"(?!such\sliabilit\w+\s(?:shall|will)\s(?:not|in\sno\sevent)\sexceed\b)"
    r"(?:it|this|that|such\s\w+)\s(?:is|are|shall|will|constitutes?)\b",
    re.IGNORECASE,
)
# What a party has agreed with its customers: "their terms of carriage with their customers provide that liability is
# limited to".
_WITH_CUSTOMERS = re.compile(
    r"\b(?:its|their|[’']s?)\s(?:\w+\s){0,3}?(?:contracts?|agreements?|terms|conditions|tariffs?|bills)\b[^.;]{0,40}?\bwith\s(?:its|their|the|any)\s"
    r"(?:own\s)?(?:customers?|clients?|shippers?|passengers?|suppliers?|subcontractors?|users?)\b[^.;]{0,40}?\b(?:provides?|states?|says?|limits?|stipulates?)\b",
    re.IGNORECASE,
)
# The dollar of the country whose law governs; under other laws, a dollar is taken for that of the United States.
_DOLLARS = {"AU": "AUD", "CA": "CAD", "HK": "HKD", "NZ": "NZD", "SG": "SGD"}
# A company's number in Australia's registers
_AUSTRALIAN = re.compile(r"\bA(?:BN|CN)\s\d{2,3}\s\d{3}\s\d{3}\b")
# Canadian sales taxes
_CANADIAN = re.compile(r"\b(?:HST|GST/HST|PST|QST)\b")
_BARE_DOLLAR = re.compile(r"(?<![\w.])\$")
# "Pay us $500" is no American money.
_US = r"(?:\b(?-i:U\.?S\.?)\s?(?:\$|D\b)|\b(?:U\.?S\.?|United\sStates|American)\s(?:currency|dollars?|funds)\b)"
_AMERICAN = re.compile(_US, re.IGNORECASE)
_ALL_AMERICAN = re.compile(
    rf"\b(?:sums|amounts|prices|fees|payments|dollars|currency)\b[^.;]{{0,60}}\b(?:in|to|means?|is|are)\s(?:the\s)?{_US}",
    re.IGNORECASE,
)
_RULES = re.compile(r"-{3,80}+")
# "Vendor shall not be liable for:" has at most so many characters.
_LEADS = 240


def caps(clauses: Sequence[Clause], sides: Sides, text: str = "") -> list[LiabilityCap]:
    """The caps, the most general first; ties go to the higher score. ``text``: the contract's, which may state the
    amount of a cap that a clause only names."""
    found: dict[str, tuple[tuple[bool, bool, bool, float], LiabilityCap]] = {}
    lead_in, numbered = "", False
    for clause in sorted(clauses, key=lambda clause: clause.interval[0]):
        for sentence in sentences(clause.text) if clause.category in (CAP, UNCAPPED) else []:
            # the list's lead-in says whose liability its items limit
            listed = numbered or _ITEM.match(f"{sentence} ")
            opens = sentence if sentence.endswith(":") else _up_to_its_list(sentence)
            lead_in = opens or (lead_in if listed else "")
            numbered = _ITEM.fullmatch(f"{sentence} ") is not None  # "a." of "a. Indemnities", which is the next one
            if is_of_an_offering(sentence) or is_of_a_refund(sentence) or _WITH_CUSTOMERS.search(sentence):
                continue
            limits = cap_of(sentence, named=clause.category == CAP)
            if limits and sentence == lead_in and (items := _with_its_list(clause.text, sentence)):
                sentence = items
                limits = cap_of(" ".join(items.split()), named=True)
            if limits == [Formula()]:
                limits = named_cap(sentence, text) or limits
            if _names_no_amount(sentence, limits):
                continue  # the amount is in the list's items, or in the sentence before
            party = whose_cap(sentence, sides, text) if limits else None
            party = party or (who_is_liable(lead_in, sides) if limits and lead_in else None)
            if again := [other for other in found if limits and _same(sentence, other)]:
                rank, cap = found[again[0]]
                if party and cap.party and party != cap.party:
                    found[again[0]] = rank, cap.model_copy(update={"party": None})
            elif limits:
                value, *other = limits
                cap = LiabilityCap(
                    text=sentence,
                    clause=clause.id,
                    score=clause.score,
                    value=value,
                    gap=gap(sentence) if isinstance(value, Formula) else None,
                    other=other,
                    bound=bound_of(sentence) if other or isinstance(value, Formula) else None,
                    scope=scope_of(value, sentence),
                    party=party,
                )
                named = not isinstance(value, Formula) or changes_on_a_day(sentence)
                particular = is_claim_specific_cap(sentence) or OF_ONE_KIND.search(sentence) is not None
                rank = (not particular, named, bool(_GENERAL.search(sentence)), clause.score)
                found[sentence] = rank, cap
    ranked = sorted(found.values(), key=lambda pair: pair[0], reverse=True)
    return [cap for _, cap in ranked]


# "Vendor is not liable: (a) for loss of data;", whose other items are sentences of their own
_LIST_BEGINS = re.compile(r"^[^;]{20,600}?:(?=\s\((?:a|i|1)\)\s)", re.IGNORECASE)


def _up_to_its_list(sentence: str) -> str:
    """The lead-in of a list whose first item stands in the same sentence; empty if there is none."""
    begins = _LIST_BEGINS.match(sentence) if sentence.endswith(";") else None
    return begins.group() if begins else ""


def _names_no_amount(sentence: str, limits: Sequence[Limit]) -> bool:
    """Whether another sentence names the amount of a cap; where it is redacted, this one does: "will be [***], provided
    that:"."""
    opens = sentence.endswith(":") and not gap(sentence)
    return bool(limits) and isinstance(limits[0], Formula) and (opens or _FOLLOWS_ON.match(sentence) is not None)


# "The lesser of:", and the items that follow.
_OF_THE_LIST = re.compile(
    r"\b(?:lesser|lower|smaller|greater|higher)\sof(?:\sthe\sfollowing(?:\samounts)?)?:\s?$", re.IGNORECASE
)
_BY_CASE = re.compile(r"\blimited\sto:\s?$", re.IGNORECASE)
_CASES_LISTED = re.compile(
    r"(?:\s{1,20}\W?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s{1,9}for\s[^.;:\n$€£]{3,300}[;.,]?(?:\s(?:and|or))?){2,4}",
    re.IGNORECASE,
)
_AMOUNTS_LISTED = re.compile(
    r"(?:\s{1,20}\W?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s{1,9}(?:(?:the|all|any|an?)\s[^.;:\n$€£]{3,200}"
    r"|(?:[a-z]{2,3}\s?)?[$€£]\s?\d[^.;:\n]{0,120})[;.,]?(?:\s(?:and|or))?){2,4}",
    re.IGNORECASE,
)


def _with_its_list(text: str, lead_in: str) -> str | None:
    """The lead-in of a cap with its list, if the list's amounts are redacted or blank, "limited to the greater of: (a)
    [***] Euros", or are fees: "limited to the lesser of: 1. the fees for a year; 2. $5,000", "limited to: 1.
    for insured losses, the insured sum; 2. for any other liability, the fees for a year"."""
    whole = text[text.index(lead_in) :].strip()
    listed = None
    if _OF_THE_LIST.search(lead_in):
        listed = _AMOUNTS_LISTED.match(whole, len(lead_in))
    elif _BY_CASE.search(lead_in):
        listed = _CASES_LISTED.match(whole, len(lead_in))
    if listed:
        together = whole[: listed.end()].strip()
        limits = cap_of(" ".join(together.split()), named=True)
        if limits and not isinstance(limits[0], Formula):
            return together
    return whole if gap(whole.removeprefix(lead_in)) and cap_of(whole, named=True) == [Formula()] else None


def in_dollars_of(cap: LiabilityCap, laws: Sequence[Place], text: str) -> LiabilityCap:
    """A cap in plain dollars ("$400,000"), in those of the country whose law governs: American ones if the contract
    says that its sums are in those, and a formula if it only speaks of them elsewhere."""
    general = [law for law in laws if law.applies is None] or laws
    countries = {(law.code or "").split("-")[0] for law in general}
    if not countries and _AUSTRALIAN.search(text):
        countries = {"AU"}  # the law is that of another document
    elif not countries and _CANADIAN.search(text):
        countries = {"CA"}
    local = _DOLLARS.get(countries.pop()) if len(countries) == 1 else None
    if not local or not _BARE_DOLLAR.search(cap.text) or _AMERICAN.search(cap.text) or _ALL_AMERICAN.search(text):
        return cap
    unsure = bool(_AMERICAN.search(text))

    def read(limit: Limit) -> Limit:
        if not isinstance(limit, Money) or not limit.amount.startswith("USD "):
            return limit
        return Formula() if unsure else Money(amount=limit.amount.replace("USD", local))

    return cap.model_copy(update={"value": read(cap.value), "other": [read(one) for one in cap.other]})


def _same(sentence: str, other: str) -> bool:
    """Whether two clauses hold the same sentence, one of them perhaps without its beginning or with another number."""
    one, two = (" ".join(_ITEM.sub("", text, count=1).split()) for text in (sentence, other))
    return one in two or two in one


# "The Guarantor's total liability", "his aggregate liability as guarantor"
_OF_A_GUARANTOR = re.compile(
    r"^\W*(?:\d[\d.]{0,6}\s)?(?:his|her)\sliability\b|\bguarant(?:or|eeing\s\w+)[’']?s?\s(?:(?:total|aggregate|maximum|entire)\s){0,2}liability\b|\bliability\s(?:of|as)\s(?:the\s|a\s)?guarantor\b",
    re.IGNORECASE,
)


# "For breach of privacy obligations, Vendor's aggregate liability will not exceed"
_FOR_ONE_BREACH = re.compile(
    r"\W{0,4}(?:[\d.]{1,6}\s)?for\s(?:any\s)?(?:breach(?:es)?\sof|loss\sof|infringement\sof|damage\sto)\s(?!(?:this|the)\s(?:agreement|contract)\b)[^.;]{3,160},\s",
    re.IGNORECASE,
)


# "The indemnity in Article V is limited to $3,000,000", "the limit does not apply to a Security Incident, as to which
# Vendor's liability shall not exceed $5,000,000"
_OF_AN_INDEMNITY = re.compile(
    r"^\W{0,4}(?:[\d.]{1,6}\s)?the\sindemnit(?:y|ies)\s(?:in|under|of)\b|,\s(?:as\sto|for|in\srespect\sof)\swhich\s[^.;]{0,60}\bliabilit"
    r"|\bliabilit\w+\b[^.;]{0,40}?\bso\sto\sindemnify\b",
    re.IGNORECASE,
)


def is_claim_specific_cap(sentence: str) -> bool:
    """Whether a cap covers only some claims: one indemnity, one section, each claim, some kinds of loss, or those
    against a guarantor."""
    return (
        caps_kinds_only(sentence)
        or _FOR_ONE_BREACH.match(sentence) is not None
        or OF_AN_EXCEPTION.match(sentence) is not None
        or _OF_AN_INDEMNITY.search(sentence) is not None
        or bool(_OF_A_GUARANTOR.search(sentence))
        or (not _FOR_BOTH.search(sentence) and bool(_PARTICULAR.search(LEFT_OUT.sub(" ", _RULES.sub(" ", sentence)))))
    )


def caps_of_others(general: LiabilityCap | None, others: Sequence[LiabilityCap]) -> list[LiabilityCap]:
    """The general caps of other parties' liability than the one that the ``general`` cap limits."""
    if general is None or general.party is None:
        return []
    own = {general.party}
    found = []
    for cap in others:
        of_one_kind = is_claim_specific_cap(cap.text) or is_of_one_event(cap.text) or OF_ONE_KIND.search(cap.text)
        if cap.party and cap.party not in own and not of_one_kind and not isinstance(cap.value, Formula):
            own.add(cap.party)
            found.append(cap)
    return found


def is_of_an_offering(sentence: str) -> bool:
    """Whether a limit is one for those who sell shares to the public: the proceeds of the sale."""
    return _OFFERING.search(sentence) is not None


# "For tools rented with the damage waiver, your maximum liability is": only of whoever has bought it.
_OF_A_PLAN = re.compile(
    r"\b(?:optional|purchased|elected|chosen)\s(?:[\w+-]+\s){0,4}?(?:plans?|waivers?|cover(?:age)?|protection|insurance)\b"
    r"|\b(?:covered\sby|under|with|(?:buy|take|purchase|choose|elect)s?)\s(?:the|our|an?)\s(?:[\w+-]+\s){0,3}?(?:damage\swaiver|protection\splan|collision\swaiver|damage\scover)\b",
    re.IGNORECASE,
)


def is_of_a_plan(sentence: str) -> bool:
    """Whether a cap is that of an optional plan, such as a waiver of damage to what is rented."""
    return _OF_A_PLAN.search(sentence) is not None


def caps_kinds_only(sentence: str) -> bool:
    """Whether a cap covers only indirect or similar loss, so that direct loss is uncapped."""
    return OF_KINDS.search(sentence) is not None


# "Vendor's liability for the cost of a recall", "for almonds lost or damaged while in its custody"
_OF_ONE_EVENT = re.compile(
    r"\bliabilit\w+\b(?:\sof\s[^.;,]{1,30}?)?\sfor\s(?:the\s)?(?:costs?\sof\s)?(?:an?y?\s|the\s|each\s)?(?:product\s)?"
    rf"(?:recalls?|(?:[\w-]+\s){{0,3}}?(?:lost|damaged|spoiled|destroyed|missing){_NOT_OF_PROFITS})\b"
    # "penalties for lack of availability shall not exceed 30% of the price"
    r"|^(?![^.;]{0,300}\bliab)[^.;]{0,80}?\b(?:penalties|liquidated\sdamages|service\scredits)\b[^.;]{0,80}?\b(?:exceed|limited|capped)\b"
    # "for loss of or damage to the machine", "for shrinkage, spoilage or loss of grade", "for damage to the goods"
    r"|\bliabilit\w+\b(?:\s(?:of|to)\s[^.;,]{1,30}?)?\sfor\s(?:any\s)?(?:loss\sof\s(?:or\s)?(?:and\s)?(?:damage\sto\s)?|damage\sto\s(?:or\sloss\sof\s)?|pollution\sfrom\s|shrinkage\b)"
    r"(?!(?:any\s)?(?:profits?|revenues?|business|data|use|goodwill|persons?|property)\b)(?:the\s|any\s|an?\s|its\s|their\s|[\w’']+[’']s?\s)?",
    re.IGNORECASE,
)


def is_of_one_event(sentence: str) -> bool:
    """Whether a cap is for one kind of event only, such as a recall or goods that are lost."""
    told = LEFT_OUT.sub(" ", sentence)
    return _OF_ONE_EVENT.search(told) is not None or OF_DELAY.search(told) is not None


# "This cap does not apply to Sections 6.1 and 6.2, or to Buyer's obligation to pay" is not of Buyer's liability alone.
_OF_LIABILITY = re.compile(r"\b(?:liab|responsib|owe\b)", re.IGNORECASE)


def liability_terms(clauses: Sequence[Clause], sides: Sides) -> list[LiabilityTerm]:
    """Exclusions, exclusive remedies and carve-outs in the contract's order, each sentence at most once per kind."""
    found: dict[tuple[str, str], LiabilityTerm] = {}
    for clause in sorted(clauses, key=lambda clause: clause.interval[0]):
        listed = sentences_with_lists(clause.text) if clause.category in (CAP, UNCAPPED) else []
        for sentence, following in zip_longest(listed, listed[1:], fillvalue=""):
            for kind, total in _kinds(sentence, clause.category):
                whose = who_owes_remedy if kind == "exclusive_remedy" else who_is_liable
                named = kind != "carve_out" or _OF_LIABILITY.search(sentence)
                found.setdefault(
                    (kind, sentence),
                    LiabilityTerm.model_validate(
                        {
                            "kind": kind,
                            "total": total and not (kind == "exclusion" and _caps_all(following)),
                            "text": sentence,
                            "clause": clause.id,
                            "score": clause.score,
                            "party": whose(sentence, sides) if named else None,
                        }
                    ),
                )
    return list(found.values())


def _caps_all(sentence: str) -> bool:
    """Whether a sentence caps a party's liability as a whole, so that the one before it leaves that much."""
    return bool(cap_of(sentence)) and bool(_GENERAL.search(sentence)) and not is_claim_specific_cap(sentence)


def sentences(text: str) -> list[str]:
    """The sentences of a clause, each item of a list being one; "the lesser of: the fees; OR $50,000" is one, too."""
    found = (one.strip() for item in list_items(text) for one in _SENTENCE.split(item) if one.strip())
    return [part for one in found for part in _each_cap(one)]


# "Vendor's liability shall not exceed $4,000,000, and Buyer's aggregate liability shall not exceed $2,000,000"
_ANOTHERS_CAP = re.compile(
    # "is limited to $4,000,000, and that of Buyer to $2,000,000"
    r",?\s{1,3}and\s{1,3}(?=that\s{1,3}of\s[^.;]{1,160}?\bto\s{1,3}(?:(?:[A-Z]{1,3}\.?\s?)?[$€£₹]?\d|(?:twice|half)\b)"
    r"|(?:the\s{1,3})?[\w&-]+[’']s\s+(?:(?:aggregate|total|maximum|entire)\s+)?liabilit\w+\b[^.;]{0,120}?\b(?:shall|will)\s+not\s+exceed\b)",
    re.IGNORECASE,
)


def _each_cap(sentence: str) -> list[str]:
    """The sentence, or its two parts if each caps one party's liability."""
    second = _ANOTHERS_CAP.search(sentence)
    if second is None or not cap_of(sentence[: second.start()]):
        return [sentence]
    return [sentence[: second.start()], sentence[second.end() :]]


def sentences_with_lists(text: str) -> list[str]:
    """The sentences of a clause; words that deny liability and lead to a list of losses are one with its items."""
    found = sentences(text)
    for number, lead_in in enumerate(found):
        if not (lead_in.endswith(":") and DENIES.search(lead_in)) or LOSS_KINDS.search(lead_in):
            continue
        items = list(takewhile(lambda one: not one.endswith(":"), found[number + 1 :]))
        if items and len(lead_in) < _LEADS and any(LOSS_KINDS.search(one) for one in items):
            begin = text.index(lead_in)
            end = text.index(items[-1], begin) + len(items[-1])
            return [*found[:number], text[begin:end], *found[number + 1 + len(items) :]]
    return found


def excludes_everything(sentence: str) -> bool:
    """Whether a sentence says that someone is not liable at all, not even up to an amount."""
    return (
        _excludes_liability(sentence)
        and not is_within_a_scope(sentence)
        and not _OF_ONE_SECTION.search(_EXCEPTION.split(sentence)[0])
    )


_WITHIN_A_SCOPE = re.compile(
    r"\bwithin\s+the\s+(?:scope|limits)\s+of\b|\bin\s+the\s+cases\s+(?:listed|described|set)\b"
    # "in the event that the hall cannot be used, Vendor is not liable for any resulting loss"
    r"|^\W{0,4}(?:[\d.]{1,6}\s)?in\s(?:the\sevent|case)\s(?:of|that)\s[^.;]{3,240}\bresulting\s(?:\w+\s)?(?:loss|damage)"
    # what somebody else causes: "losses caused, directly or indirectly, by any act of a third party"
    r"|\bcaused\b[^.;]{0,40}?\bby\b[^.;]{0,80}?\b(?:third\s+part(?:y|ies)|other\s+(?:persons?|parties))\b"
    # what is tried out, free or another's beside the services themselves
    r"|\b(?:of|from|with|to|by)\s+(?:any|each|such|a)\s+(?:beta|preview|pre-?release|early[\s-]access|experimental|free|third[\s-]party)\s+"
    r"(?:[a-z]+\s)?(?:offerings?|services?|features?|versions?|releases?|functions?|products?|sites?|websites?|content|materials?)\b",
    re.IGNORECASE,
)


def is_within_a_scope(sentence: str) -> bool:
    """Whether an exclusion is one in cases that another passage lists, "within the scope of Annex 2, Vendor is not
    liable", or for one kind of offering, "your use of any beta feature"."""
    return _WITHIN_A_SCOPE.search(sentence) is not None


def _excludes_liability(sentence: str) -> bool:
    total = _TOTAL.search(sentence) is not None and not names_kinds_only(sentence)
    return (total or excludes_any_claim(sentence)) and not cap_of(sentence)


def _kinds(sentence: str, category: str) -> Iterator[tuple[str, bool]]:
    sentence = in_full(sentence)
    # "Vendor's entire liability shall not exceed the fees" is a cap.
    if _REMEDY.search(_OF_DISPUTES.sub(" ", sentence)) and ("remed" in sentence.lower() or not cap_of(sentence)):
        yield "exclusive_remedy", False
    yield from _exclusions(sentence)
    limits = sentence.endswith(":") or cap_of(sentence, named=category == CAP) or any(_exclusions(sentence))
    if is_standalone_carve_out(sentence) or (limits and excepted(sentence)):
        yield "carve_out", bool(_EVERYTHING.search(sentence))


def _denies_kinds(sentence: str) -> bool:
    """Whether a sentence denies liability for kinds of loss, rather than for something else once they are dealt with:
    "an award may include lost profits; but nothing expands the liability"."""
    parts = (sentence.rfind(";", 0, denied.start()) + 1 for denied in DENIES.finditer(sentence))
    return any(LOSS_KINDS.search(sentence, start) for start in parts)


def _exclusions(sentence: str) -> Iterator[tuple[str, bool]]:
    if _excludes_liability(sentence) or _denies_kinds(sentence):
        total = excludes_everything(sentence) or excludes_direct_loss(sentence)
        yield "exclusion", total and not is_within_a_scope(sentence)
