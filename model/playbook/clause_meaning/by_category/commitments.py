"""What a duty to buy, pay, spend, sell or supply at least so much says, and whose duty it is.

A sentence sets such a minimum if someone must do one of these and there is a floor to it, if it states a minimum price
or quantity, or if it tells what follows when someone buys or sells less. A minimum of anything else (stock, staff,
notice, quality) is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.summary.parties.sides import BOTH, Sides

# The words of one sentence: the full stop in "3.5" or "Harrow.com" does not end it.
_IN = r"(?:[^.;]|\.(?=\w))"
_LEAST = r"\s(?:delivery\sof\s)?(?:at\sleast|(?:no|not)\s(?:less|fewer)\sthan|a\sminimum\sof)\b"
_VERBS = {
    "buy": (
        r"(?:(?<!minimum\s)(?<!the\s)(?<!such\s)(?:purchase|order))(?<!in\sorder)|buy(?!\s(?:back\b|[^.;,]{1,30}?\sback\b))|procure|(?:make|issue|place|submit|provide)(?=\s(?:[\w-]+\s){0,6}(?:purchases|(?:purchase\s)?orders)\b)"
        rf"|(?:take|rent|book)(?={_LEAST})"
    ),
    "spend": r"spend|expend|invest|contribute|fund|commit(?=\s(?:to\s)?(?:an?|the|fund\w*|[$€£]))|incur(?:red)?",
    "pay": r"pay(?:ment,?(?=\sfor\b))?|share|remit|make(?=\s(?:[\w-]+\s){0,3}payments?\b)",
    "reach": (
        r"sell|achieve|generate|meet(?:ing)?|satisfy|reach|attain|perform|participate|secure|tender|ship|sign\sup|set\sup|open"
        rf"|enter\sinto|(?:treat|process|lift)(?={_LEAST})"
    ),
    "supply": r"supply|deliver|provide|produce",
}
_VERB = {kind: re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE) for kind, verbs in _VERBS.items()}
_DUTY = re.compile(
    r"\b(?:shall|will|must|agrees?|agreed|undertakes?|covenants?|commit(?:s|ted)|guarantees?|obligat(?:ed|ion)|obliged|required|order\sto\smaintain|assures?"
    r"|fail(?:s|ed|ing)?(?:,\s[^.;,]{0,60},)?\sto|failure\s(?:(?:of|by)\s(?:[\w&.’'-]+\s){1,4})?to|(?:does|do|did|has|have)\snot)\b",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    # nor the rate or the wage that the law sets: "100% of the statutory minimum rate"
    r"(?<!statutory\s)(?<!legal\s)\bminimums?\b(?!\sstatutory\b)|\bat\sleast\b|\b(?:not|no)\s(?:be\s)?(?:less|fewer)\sthan\b|\b(?:equal\sto\sor\s(?:greater|more)|(?:greater|more)\sthan\sor\sequal)\b"
    r"|(?:%|\bpercent|\d)\)?\sor\smore\b|\bquotas?\b|\btake[\s-]or[\s-]pay\b|\bshortfall\b"
    r"|\bguaranteed\s(?=(?:\w+\s){0,2}(?:minimum|amount|fee|payment|royalt|volume|quantit|purchase))"
    r"|\b(?:volume|purchase|spend|revenue|order)\scommitments?\b",
    re.IGNORECASE,
)
# Between a verb and its floor no other clause begins.
_NEXT_CLAUSE = re.compile(
    r"\b(?:shall|will|must|may)\b(?!\s(?:accept|transport|carry)\b|\s(?:(?:not|in\sno\sevent)\s)?be\s(?:(?:not|no)\s)?(?:less|at|fewer|equal)\b)",
    re.IGNORECASE,
)
_CEILING = re.compile(r"\bnot\s(?:to\s)?exceed\b|\bup\sto\b", re.IGNORECASE)
# What a floor may be a floor of instead: time, people, the size of an order, the quality of goods, money to be had.
_NUMBER = (
    r"(?:of\s)?(?:an?\s|the\s|its\s|their\s|such\s)?(?:\w+\s(?:\w+\s)?)?"
    r"(?:\(\d{1,6}%?\)\s)?(?:\d{1,6}\s)?(?:of\s(?:its|their|the)\s)?"
)
_OF_OTHERS = re.compile(
    rf"\s(?:{_NUMBER}(?:[\w-]+[’']?\s){{0,2}}?"
    r"(?:days?|(?:hours?|weeks?|minutes)(?!\s(?:of\s(?:service|work)|a\b|per\b|each\b))|times|(?:month|year)s?\speriod"
    r"|(?:years?|months?)[’']?\s(?:prior|before|advance|notice|after|following)|notice|staff|employees|personnel|people|persons?|individuals?|representatives"
    r"|technicians|engineers|pixels?|posts?|photos?|videos?|screens|shelf[\s-]life|expir\w+|dating|loads?|gallonage|billing|rating|insurance|coverage|limits?"
    r"|standards?|specifications?|quality|temperature|resolution|inventory|stock|reserves?|balances?|information|securities|shares|programs?|promotions?|training"
    r"|orders?\s(?:sizes?|quantit\w+|requirements?)|lots?|batch|weight|capital|wage)\b"
    # what a company distributes to its owners
    r"|(?:tax\s)?distributions?(?=[”\"]?\)?(?:[,.;]|\s(?:to|shall|for|amounts?|payments?)\b))"
    r"|(?:once|twice|same|equivalent|(?:annually|quarterly|monthly)(?!\s\w))\b|(?:the\s)?same\b|as\b)",
    re.IGNORECASE,
)
_OTHER_GOODS = re.compile(
    r"\b(?:dividends?|insurance|coverage|polic(?:y|ies)|inventory|safety\sstock|shares|securities|(?:performance|efficiency|output)\s(?:warranty|guarantee)|efficiency"
    r"|shelf\slife|each\s(?:\w+\s)?orders?|on[\s-]time|multiples?|interest|loans?)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s(?:of\s)?(?:[a-z-]{3,12}\s\(?)?(?:\d{1,3}|\[[^\]]{1,9}\])?(?:\.\d{1,2})?\)?\s?(?:\*{1,6}\s)?(?:%|percent\b|per\scent\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:dollars|amounts?|guaranteed|budget|revenues?|sales|fees?|funds)\b|[$€£%]|\bper\s?cent\b", re.IGNORECASE
)
# What a result is measured in that a party must reach.
_RESULT = re.compile(
    r"\b(?:sales|sold|revenues?|purchas\w+|orders?|volumes?|quantit\w+|units?|quotas?|goals?|targets?|milestones?|(?<!on-time\s)performance|commitments?"
    r"|details?|shipments?|royalt\w+|fees?|gallons?|tons?|barrels?|pounds|tonnes|copies|events|concerts|visits|threshold|resellers|customers|dollars|outlets|stores"
    r"|cent(?:er|re)s|restaurants|locations|installations|(?-i:Minimum\s(?:\w+\s)?Requirements?))\b|(?-i:\bPDEs?\b)|[$€£]",
    re.IGNORECASE,
)
# How much is supplied: "at least $500 of", "a minimum of 40,000 records", "the Minimum Volume".
_MUCH = re.compile(
    r"\s(?:of\s)?(?:[$€£]|\d{1,3},?\d{3}|\[[*●\s.…]{1,12}\]|\*{1,9}|(?-i:Volume|Quantity|Supply))|\s(?:of\s)?(?:\w+\s){1,3}\(\d{1,3},?\d{3}",
    re.IGNORECASE,
)
_GUARANTEE = re.compile(r"guarantees?|obligation", re.IGNORECASE)
# "If Buyer commits to purchase a minimum of 40 units, the price is lower."
_IF = re.compile(r"\b(?:if|unless|where)\s(?:[\w&.’'-]+\s){1,4}$", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:(?:not|never)\s(?:be\s|have\s|under\s|in\sany\sway\s){0,3}(?:an?\s|any\s|the\s)?(?:obligat\w+|obliged|required|bound|subject\sto|commit\w+)"
    r"|(?:not|don[’']t|doesn[’']t)\s(?:have|need)\sto"
    r"|no\s(?:\w+\s){0,2}(?:obligation|commitment|requirement|duty|minimum)|without\s(?:an?\s|any\s)(?:\w+\s){0,2}minimum"
    rf"|nothing\b{_IN}{{0,80}}?\b(?:obligates?|obliges?|requires?|commits?)|neither\b{_IN}{{0,40}}?\b(?:obligated|obliged|required|committed))\b{_IN}{{0,160}}",
    re.IGNORECASE,
)
_PRICE = (
    r"(?:royalt(?:y|ies)|fees?|payments?|guarantees?|compensation|retainer|remuneration|amounts?\s(?:paid|payable))"
)
# A price that has a floor.
_LOW_PRICE = re.compile(
    rf"\b(?:minimum|guaranteed)\s(?:[\w-]+\s){{0,4}}?{_PRICE}\b[”\"]?\)?(?:\s(?:pursuant|under|payable|due|for|to)\b[^.;]{{0,80}}?)?\s(?:is|are|shall|will|means?|of|consists?)\b"
    rf"|\bmeans?\sthe\sminimum\s(?:[\w-]+\s){{0,3}}{_PRICE}\b"
    rf"|\b{_PRICE}\b{_IN}{{0,120}}?\bsubject\sto\s(?:an?\s)?(?:[\w-]+\s){{0,2}}minimum\b"
    rf"|\b{_PRICE}\b{_IN}{{0,80}}?\b(?:shall|will|must)\s(?:in\sno\sevent\s)?(?:not\sbe\sless\sthan|be\s(?:at\sleast|(?:no|not)\sless\sthan))\b"
    r"|\b(?:annual|monthly|quarterly|yearly)\sminimum\s(?:payments?|guarantees?|royalt\w+|fees?)\b"
    # "Minimum hire of three months in each season"
    r"|\bminimum\s(?:hire|rental|charter)(?:\s(?:period|term))?\s(?:of|is)\s",
    re.IGNORECASE,
)
_QUANTITY = r"(?:volumes?|quantit(?:y|ies)|commitments?|purchases|sales|quotas?|requirements?)"
# "The minimum purchase volume of the Product is 50,000 units", "“Minimum Quantity” means 40 tons a year".
_STATED = re.compile(
    rf"\bminimum\s(?:(?!order\s(?:quantit|size))[\w-]+\s){{0,4}}?{_QUANTITY}\b[”\"]?\)?(?:\s(?:of|for)\s[^.;,]{{0,60}}?)?\s"
    r"(?:is|are|shall\sbe|will\sbe|(?:shall\s)?means?|of)\s(?:an?\s|at\sleast\s)?(?:[$€£\[\d*]|(?:\w+\s){1,3}\(\d)",
    re.IGNORECASE,
)
# "Undertakes that its purchases shall reach $900,000", "must pay for the greater of the hours worked and 280 hours"
_REACHES = re.compile(
    r"\b(?P<what>purchases|orders|sales|turnover)\s(?:shall|will|must)\s(?:reach|total|amount\sto|(?:equal|meet)\sor\sexceed)\s(?:at\sleast\s)?(?:[A-Z]{1,3}\s?)?[$€£]?\s?\d",
    re.IGNORECASE,
)
_GREATER = re.compile(
    r"\b(?:shall|will|must)\s(?P<pay>pay)\sfor\s(?:[\w-]+\s){0,3}?the\s(?:greater|higher|larger)\sof\b[^.;]{1,120}?\b(?:and|or)\s(?:\(\w\)\s)?\d",
    re.IGNORECASE,
)
# "Shall tender beans sufficient to yield 40,000 pounds"
_SUFFICIENT = re.compile(
    r"\b(?:shall|will|must)\s(?P<does>tender|deliver|supply|order|buy|purchase)\b[^.;]{0,60}?\bsufficient\sto\s(?:yield|make|produce)\s\d",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\bminimum\s(?:\w+\s){0,3}?(?:volume|quantity|commitment|purchases?|number)\b[^.;,]{0,60}?\b(?:is|are|shall\sbe|will\sbe)\s"
    r"(?P<figure>\d{1,3}(?:,\d{3}){0,3}\s[a-z]{3,15})\b",
    re.IGNORECASE,
)
# What is paid if another amount is below its minimum.
_MAKES_UP = re.compile(
    rf"\b(?:less\sthan|below|(?:does|do|did)\snot\s(?:receive|reach|meet|equal|exceed))\b{_IN}{{0,80}}?\bminimum\b{_IN}{{0,200}}?"
    r"\b(?:shall|will|agrees?\sto)\s(?:\w+\s){0,2}?(?P<pay>pay|reimburse|refund)\b(?![^.;]{0,40}\boverpa)"
    rf"|\bfalls?\sshort\b{_IN}{{0,120}}?\b(?:shall|will|must|agrees?\sto)\s(?P<short>pay)\b"
    rf"|\bless\sthan\b{_IN}{{0,160}}?\b(?:shall|will|agrees?\sto)\s(?P<difference>pay)\b{_IN}{{0,60}}?\b(?:difference|shortfall|deficiency)\b",
    re.IGNORECASE,
)
# "“Minimum Sales Target” means revenues of not less than $9,000."
_DEFINED = re.compile(
    rf"[“\"]minimum\s[^“”\"\n]{{0,40}}\b(?:targets?|goals?|performance|revenues?)[”\"]\s(?:shall\s)?means?\b{_IN}{{0,160}}?(?:{_FLOOR.pattern}|[$€£])",
    re.IGNORECASE,
)
# "A minimum of 500 units must be ordered."
_PASSIVE = re.compile(
    r"\b(?:shall|must|will|to)\sbe\s(?P<done>purchased|bought|ordered|paid|spent|sold|placed|received|settled|invested)\b",
    re.IGNORECASE,
)
_DONE = {"paid": "pay", "spent": "spend", "invested": "spend", "sold": "reach", "settled": "reach"}
# "If Buyer's purchases are less than", "if Reseller sells less than".
_LESS = re.compile(
    rf"[’']s?\s(?:\w+\s){{0,2}}?(?P<bought>purchases|orders|sales)\b{_IN}{{0,160}}?\b(?:less|fewer|lower)\sthan\b"
    r"|\b(?P<buys>purchases|buys|orders|sells|spends|ships)\s(?:an?\s(?:amount|quantity|volume)\s)?(?:less|fewer)\sthan\b"
    rf"|\b(?P<volume>volumes?|quantit(?:y|ies)|purchases|sales)\b{_IN}{{0,120}}?\b(?:is|are|was|were)\s(?:less|fewer)\sthan\b{_IN}{{0,60}}?\b(?:minimum|commitment|quota)\b",
    re.IGNORECASE,
)
# "The volume that Seller delivered is less than": a volume of what is delivered is not one of what is bought.
_SHIPPED_BEFORE = re.compile(
    rf"\b(?:shipped|transported|carried|delivered|tendered|supplied)\b{_IN}{{0,30}}$", re.IGNORECASE
)
_SHIPPED = re.compile(r"\b(?:shipped|transported|carried|delivered)\b", re.IGNORECASE)
# "Vendor does guarantee a minimum of 900,000 visitors per year"
_GUARANTEES = re.compile(
    r"\b(?<!not )guarantees?\s"
    r"(?:[\w.&-]+\s){0,3}?(?:an?\s)?(?:minimum\sof|at\sleast)\s(?:\[[*●_\s]{1,12}\]|[\d,]{4,12})\s"
    r"(?:\w+\s)?(?:impressions?|visit(?:or)?s|page\s?views|clicks|users|subscribers|circulation)\b",
    re.IGNORECASE,
)
# A forecast or a commitment that binds whoever buys.
_BINDING = re.compile(
    rf"(?<!non-)(?<!non)\bbinding\s(?:\w+\s)?(?:commitment|obligation)s?\b{_IN}{{0,60}}?\b(?:purchase|buy|order)\b"
    rf"|\b(?:purchase|order)\s(?:commitments?|targets?)\b{_IN}{{0,200}}?(?<!non-)\bbinding\s(?:commitment|obligation)s?\b"
    rf"|\b(?:forecast\w*|orders?)\b{_IN}{{0,160}}?(?<!non-)\bbinding\son\b",
    re.IGNORECASE,
)
_OUTRIGHT = re.compile(r"(?:shall|must|agrees?\sto)\s(?:purchase|buy)", re.IGNORECASE)
# "Shall purchase 400 units", "shall purchase all of its requirements".
_HOW_MANY = re.compile(
    r"\s(?:from\s\w+\s)?(?:\[[*●\s.…]{1,12}\]|\*{2,9}|\d[\d,]{0,9}|(?:[a-z-]{3,12}\s){1,2}\(\d[\d,]{0,9}\))\s"
    r"|\s(?:from\s\w+\s)?(?:all|substantially\sall)\s(?:of\s)?(?:its|their)\s(?:[\w-]+\s){0,3}(?:requirements|needs)\b",
    re.IGNORECASE,
)
# The longest distances, in characters: from a verb to its floor, around a floor, from a duty to its verb.
_FAR, _CLOSE, _AHEAD = 240, 100, 160
_SENTENCE_END = re.compile(r"[;]|\.(?=\s[A-Z(]|$)")


_WITHOUT_A_VERB = {"buy": (_STATED, _BINDING), "pay": (_LOW_PRICE,), "reach": (_DEFINED,)}


# "Buyer may terminate this Agreement if Buyer fails to sell at least 40 units" lets it go, and obliges it to nothing.
_MAY_WALK_AWAY = re.compile(
    r"\W{0,2}(?:[\divx.a-z]{1,6}\W\s)?(?:the\s)?(?P<who>(?-i:[A-Z])[\w&-]{1,30})\s(?:may|can|shall\shave\sthe\sright\sto|is\sentitled\sto)\s(?:\w+\s)?terminate\b"
    r"[^.;]{0,200}?\b(?:if|in\sthe\sevent(?:\sthat)?|where)\b:?\s(?:\W?\w{1,3}\W\s)?(?:the\s)?(?P=who)\b[^.;,]{0,60}?\s(?:fails?|does\snot|do\snot)\b",
    re.IGNORECASE,
)


class _Minimum(NamedTuple):
    """What must be done at least so much: a key of ``_VERBS``; where the verb and the word for the duty are, if any."""

    kind: str
    verb: int | None = None
    duty: int | None = None


def no_commitment(sentence: str) -> bool:
    """Whether a sentence sets no minimum that a party must buy, spend, pay, sell or supply."""
    said = " ".join(sentence.split())
    return only_lets_it_go(said) or next(_minimums(said), None) is None


def only_lets_it_go(clause: str) -> bool:
    """Whether a clause lets a party end the contract if it does not reach a minimum itself."""
    return _MAY_WALK_AWAY.match(" ".join(clause.split())) is not None


def only_paid(passages: Sequence[str]) -> bool:
    """Whether the minimums are minimum prices: nothing has to be bought, sold or supplied for them."""
    kinds = {one.kind for passage in passages for one in _minimums(" ".join(passage.split()))}
    return kinds == {"pay"}


def _minimums(sentence: str) -> Iterator[_Minimum]:
    said = _DENIED.sub(lambda denied: " " * len(denied.group()), sentence)
    yield from _duties(said)
    for done in _PASSIVE.finditer(said):
        floor = list(_FLOOR.finditer(said, max(0, done.start() - _FAR), done.start()))[-1:]
        if floor and not _of_others(floor[0], said) and not _SENTENCE_END.search(said, floor[0].end(), done.start()):
            yield _Minimum(_DONE.get(done["done"].lower(), "buy"), floor[0].start())
    for less in _LESS.finditer(said):
        word = less.start(less.lastgroup or 0)
        sold = (
            less.group(less.lastgroup or 0).lower() in ("sales", "sells", "ships")
            or _SHIPPED.search(less.group())
            or _SHIPPED_BEFORE.search(said, max(0, word - _CLOSE), word)
        )
        yield _Minimum("reach" if sold else "buy", word)
    for makes_up in _MAKES_UP.finditer(said):
        yield _Minimum("pay", makes_up.start(makes_up.lastgroup or 0))
    for reaches in _REACHES.finditer(said):
        promised = [one.start() for one in _DUTY.finditer(said, max(0, reaches.start() - _AHEAD), reaches.start())]
        kind = "buy" if reaches["what"].lower() in ("purchases", "orders") else "reach"
        yield _Minimum(kind, None, promised[-1] if promised else None)
    yield from (_Minimum("pay", one.start("pay")) for one in _GREATER.finditer(said))
    for enough in _SUFFICIENT.finditer(said):
        kind = "buy" if enough["does"].lower() in ("order", "buy", "purchase") else "supply"
        yield _Minimum(kind, enough.start("does"))
    for guarantees in _GUARANTEES.finditer(said):
        yield _Minimum("supply", guarantees.start())
    for kind, words in _WITHOUT_A_VERB.items():
        if any(one.search(said) for one in words):
            yield _Minimum(kind)


def _duties(said: str) -> Iterator[_Minimum]:
    """The verbs of what someone must do at least so much, each with the word for the duty before it."""
    duties = list(_DUTY.finditer(said)) if _FLOOR.search(said) or _HOW_MANY.search(said) else []
    for kind, words in _VERB.items():
        for verb in words.finditer(said) if duties else ():
            before = [duty for duty in duties if 0 <= verb.start() - duty.end() <= _AHEAD]
            if before and _at_least(kind, verb, before[-1], said):
                yield _Minimum(kind, verb.start(), before[-1].start())


def _at_least(kind: str, verb: re.Match[str], duty: re.Match[str], said: str) -> bool:
    """Whether there is a floor to what must be done."""
    if _SENTENCE_END.search(said, duty.end(), verb.start()):
        return False
    if duty.group().lower().startswith(("commit", "agree")) and _IF.search(
        said, max(0, duty.start() - _CLOSE), duty.start()
    ):
        return False
    end = verb.end()
    if kind == "buy" and _OUTRIGHT.fullmatch(said, duty.start(), end) and _HOW_MANY.match(said, end):
        return True
    stop = _SENTENCE_END.search(said, end, end + _FAR)
    for floor in _FLOOR.finditer(said, end, stop.start() if stop else end + _FAR):
        between = said[end : floor.start()]
        if _NEXT_CLAUSE.search(between) or _CEILING.search(between):
            return False
        if _of_others(floor, said) or _OTHER_GOODS.search(between):
            continue
        around = said[end : floor.end() + _CLOSE]
        if kind == "spend" and not _MONEY.search(around):
            continue
        if kind == "reach" and not _RESULT.search(around):
            continue
        if kind == "supply" and (
            _SHARE.match(said, floor.end())
            or not (_MUCH.match(said, floor.end()) or _GUARANTEE.fullmatch(duty.group()))
        ):
            continue
        return True
    return False


def _of_others(floor: re.Match[str], said: str) -> bool:
    return _OF_OTHERS.match(said, floor.end()) is not None


# A target on which payments depend: "Minimum Sales Target means", "if the Target is not achieved, no payments are due".
_TARGET = re.compile(
    r"[“\"][^“”\"\n]{0,60}\btargets?[”\"]\s(?:shall\s)?means?\b"
    r"|\btargets?\b[^;]{0,120}?\b(?:is|are)\snot\s(?:achieved|met|reached|attained)\b[^;]{0,120}?"
    r"\bno\s(?:[\w-]+\s){0,3}(?:payments?|fees?)\s(?:is|are|shall\sbe|will\sbe)\s(?:payable|due|owed)\b",
    re.IGNORECASE,
)
_MUST_REACH_IT = re.compile(
    r"\b(?:shall|will|must|agrees?\sto|undertakes?\sto|(?:obligated|required)\sto|fail(?:s|ed|ing|ure)?\sto|does\snot|guarantees?)\s"
    r"(?:[\w’']+\s){0,4}?(?:achieve|meet|reach|attain|satisfy|generate)\b[^.;]{0,80}\btargets?\b"
    r"|\b(?:may|right\sto|entitled\sto)\s(?:\w+\s)?(?:terminate|revoke|withdraw)\b[^.;]{0,160}\btargets?\b"
    r"|\btargets?\b[^.;]{0,160}\b(?:(?:may|right\sto|entitled\sto)\s(?:\w+\s)?(?:terminate|revoke|withdraw)|non-?exclusive|shortfall)\b",
    re.IGNORECASE,
)


def is_mere_target(clause: str, text: str) -> bool:
    """Whether a clause only sets a target on which payments depend, in a contract that obliges nobody to reach it and
    takes away no right if it is missed. ``text`` is the contract's."""
    words = " ".join(clause.split())
    return _TARGET.search(words) is not None and not _MUST_REACH_IT.search(text)


_SAID = {"buy": "bought", "spend": "spent", "pay": "paid", "reach": "reached", "supply": "supplied"}
# "Shall pay a deficiency payment", "shall remit the shortfall"
_PAID_INSTEAD = re.compile(
    r"\b(?:shall|will|must|agrees?\sto)\s(?:\w+\s)?(?:pay|remit)\b[^.;]{0,60}?\b(?:deficiency|shortfall)\b",
    re.IGNORECASE,
)
_BOUGHT = re.compile(r"[’']s?\s(?:\w+\s){0,2}?(?:purchases|orders)\b", re.IGNORECASE)
_BOUND = (r"\b(?:binding\s\w+\s|binding\s)on\s(?:the\s)?", r"\sto\s(?:purchase|buy|order)\b")
# "Buyer shall, or shall cause its affiliate to, pay"
_CAUSES = re.compile(r"\b(?:shall|will|agrees?\sto),?\s(?:or|and)\s(?:(?:shall|will)\s)?cause\b", re.IGNORECASE)
_FAILING = re.compile(r"failure\s(?:of|by)\s(?:the\s)?", re.IGNORECASE)


def minimum(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who must buy, spend, pay, reach or supply a minimum, by the subjects of the verbs, or else what must be done."""
    passages = [" ".join(passage.split()) for passage in passages]
    found = [(one.kind, _who(one, passage, sides)) for passage in passages for one in _minimums(passage)]
    # Whoever supplies what the other one must buy makes no such commitment.
    firm = [one for one in found if one[0] in ("buy", "spend", "pay")] or found
    named = [one for one in firm if one[1] not in (None, BOTH)] or [one for one in firm if one[1]]
    who, kinds = sides.all_of(name for _, name in named), {kind for kind, _ in named}
    if who == BOTH and not kinds & {"reach", "supply"}:
        return "Each party makes a minimum commitment."
    if who is None or who == BOTH:
        figure = next((one["figure"] for passage in passages if (one := _FIGURE.search(passage))), None)
        kind = next((kind for kind in _SAID if any(kind == one for one, _ in firm)), None)
        return (
            f"The minimum is {figure}."
            if figure and not named
            else f"A minimum must be {_SAID[kind]}."
            if kind
            else None
        )
    if (
        "reach" in {kind for kind, _ in found}
        and kinds <= {"reach", "pay"}
        and any(_PAID_INSTEAD.search(passage) for passage in passages)
    ):
        return f"{sides.in_text(who, text)} must reach a minimum, or pay for what it falls short by."
    return f"{sides.in_text(who, text)} must {next(kind for kind in _VERBS if kind in kinds)} a minimum."


def _who(one: _Minimum, passage: str, sides: Sides) -> str | None:
    """Whose duty it is."""
    if one.duty is not None and (failing := _FAILING.match(passage, one.duty)):
        return sides.named_at(passage, failing.end())
    causes = one.verb is not None and _CAUSES.search(passage, max(0, one.verb - _AHEAD), one.verb)
    if causes and (who := sides.actor(passage, causes.start())):
        return who
    if one.verb is not None and (who := sides.actor(passage, one.verb)):
        return who
    if one.duty is not None:
        return sides.actor(passage, one.duty)
    if one.kind == "buy":
        bought = [who for _, who in sides.named(passage, after=_BOUGHT.pattern)]
        bound = [who for _, who in sides.named(passage, before=_BOUND[0], after=_BOUND[1])]
        return next(iter([*bought, *bound]), None)
    return None
