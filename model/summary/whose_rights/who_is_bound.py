"""Who is bound by exclusivity, and what it binds that party to, as far as a sentence says so itself: "Vendor appoints
Buyer as its exclusive distributor", "Buyer shall purchase exclusively from Vendor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.summary.parties.company_names import HARD_FORM
from model.summary.parties.sides import BOTH, Sides
from model.summary.whose_rights.exclusivity import bars_sponsors

_EXCLUSIVE = r"(?<!non-)(?<!non )(?<!co-)(?<!not )exclusive(?:ly)?"
_ROLE = (
    r"(?P<role>(?:[\w-]+\s){0,2}?(?:distributor|supplier|provider|agent|advis[eo]r|sponsor|representative|reseller|seller|vendor|licensee"
    r"|manufacturer|dealer|partner|broker|retailer|carrier|contractor|cooperator|source|purchaser)s?)\b"
)
_DEALS = (
    r"(?:(?:re)?sell|market|distribut|promot|manufactur|mak(?:e|ing)\b|suppl|provid|operat|develop|commerciali[sz]|import|export|offer"
    r"|us(?:e|ing)\b|sponsor|advertis|deal|purchas|buy|broadcast|perform|exercis|solicit|represent|exploit|leas|rent|financ"
    r"|licen[sc]|endors|install|servic)"
)
_GRANTS = re.compile(
    r"\b(?<!to )(?:grants?|licenses|(?:has|have)\s(?:hereby\s|already\s)?granted)\b(?!ed)", re.IGNORECASE
)
_GRANTED = re.compile(
    rf"[^;]{{0,300}}?\b{_EXCLUSIVE}\b[^;]{{0,200}}?\b(?:rights?|licen[sc]es?|privileges?|franchise|basis|territory|option|use)\b",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(r"(?:s?\sand\s\w+)?\s(?:(?:un)?to\s)?(?:the\s)?", re.IGNORECASE)
# "Irrevocably designates and appoints"
_IRREVOCABLY, _ADVERBS = re.compile(r"\birrevocably\s(?:(?:and\s)?\w+\s){0,3}$", re.IGNORECASE), 60
_APPOINTS = re.compile(r"\b(?:appoints?|designates?|engages?|retains?)\b(?:\sand\s\w+)?", re.IGNORECASE)
_AS_EXCLUSIVE = re.compile(
    rf"[^.;]{{0,80}}?\b(?:sole\sand\s)?{_EXCLUSIVE}(?:\s\([^()]{{0,60}}\))?\s{_ROLE}", re.IGNORECASE
)
_HAS_RIGHT = re.compile(
    rf"\b(?:(?:(?:have|has)(?!\s(?:hereby\s|already\s)?granted\b)|retains?|enjoys?|receives?"
    r"|(?<!has )(?<!have )granted)\s"
    rf"(?:and\sretain\s)?(?:\w+\s){{0,3}}?(?:sole\sand\s)?{_EXCLUSIVE}\s(?:[\w,-]+\s){{0,6}}?rights?\b"
    rf"[^.;]{{0,60}}?\b(?:to|of|for)\s(?:[\w-]+\s){{0,3}}?{_DEALS}|(?:have|has|enjoys?)\s(?:the\s)?{_EXCLUSIVE}\suse\b"
    rf"|(?:entitled|rights?|option)\sto\sexclusively\s{_DEALS})",
    re.IGNORECASE,
)
_POSSESSIVE_RIGHT = re.compile(
    rf"[’']s?\s(?:rights?|licen[sc]e|appointment)\b[^.;]{{0,100}}?\b(?:shall\sbe|will\sbe|is|are)\s(?:sole\sand\s)?{_EXCLUSIVE}\b",
    re.IGNORECASE,
)
# "The license granted to Buyer will, on these terms, be exclusive."
_GRANTED_TO = (
    r"\b(?:licen[sc]es?|rights?)\s(?:hereby\s)?(?:granted|given|licensed)\s(?:herein\s|hereunder\s)?to\s(?:the\s)?"
)
_BE_EXCLUSIVE = (
    rf"[^.;]{{0,60}}?\s(?:shall|will|is|are)\b[^.;]{{0,80}}?(?:\bbe\s|\b(?:is|are)\s)(?:sole\sand\s)?{_EXCLUSIVE}\b"
)
_IS_EXCLUSIVE = re.compile(
    rf"\b(?:shall|will)\s(?:be|become|remain|act\sas|serve\sas)\s(?P<whose>(?:(?:the|an?|its|their|sole|and)\s|[\w&-]+(?:\s[\w&-]+){{0,2}}[’']s?\s){{0,3}}?)"
    rf"(?:sole|only|{_EXCLUSIVE})\s(?:and\sexclusive\s)?{_ROLE}(?P<by>[^.;]{{0,30}}?\bappointed\sby\s)?",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\b(?:agrees?|undertakes?|covenants?)\b", re.IGNORECASE)
_BARRED = re.compile(
    r"\b(?:(?:shall|will|may|must|does)\s(?:\w+\s){0,2}?(?:not|neither)|cannot|agrees?\s(?:that\sit\s(?:shall|will)\s)?not(?:\sto)?|refrain|(?:prohibited|precluded)\sfrom)\b",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(
    r"[^.;]{0,240}?\b(?:another|any\sother|others?\b|third[\s-]part|competing|competiti|competitors?|anyone|any\s(?:\w+\s)?(?:person|provider|entity)"
    r"|other\sthan)",
    re.IGNORECASE,
)
# "Shall not solicit in a territory where Vendor has an exclusive agreement with a third party": that is Vendor's deal.
_OTHERS_DEAL = re.compile(r"\b(?:where|in\swhich)\b[^.;]{0,120}\bexclusive\b[^.;]{0,120}$", re.IGNORECASE)
# "Shall not allow its name to be used for the promotion of shoes"
LENDS_NAME = re.compile(
    r"\s(?:to\s)?(?:\w+\s)?(?:represent|perform|endorse|promote|advertise|appear|allow|permit|licen[sc]e)\b[^.;]{0,300}?"
    r"\b(?:endors|advertis|promot)\w*\b[^.;]{0,40}\b(?:of|any)\b",
    re.IGNORECASE,
)
_COMPETING = re.compile(r"\bcompet|\bother\b|\bthird\s", re.IGNORECASE)
# "Vendor grants Buyer a license to make the lamps, exclusively for Vendor"
_ONLY_FOR = re.compile(r"[^;]{0,800}?\b(?:exclusively|solely|only)\sfor\s(?:the\s)?", re.IGNORECASE)
_NEITHER = re.compile(r"\bneither\s(?:the\s)?", re.IGNORECASE)
_NOR = re.compile(r"\b(?:and|or|nor)\s(?:the\s)?", re.IGNORECASE)
_ONLY_FROM = re.compile(
    r"\b(?!(?:buy|purchas|acquir)ers?\b)(?:purchas|buy|obtain|order|procur|sourc|acquir|cover|put)\w*\b(?=[^.;]{0,160}?\b(?:exclusively|only|solely)\s(?:from|through)"
    r"|[^.;]{0,60}?\ball\s(?:of\s)?(?:its|their|(?-i:[A-Z])\w+[’']s?)\s(?:[\w-]+\s){0,3}(?:requirements?|needs|demand)\b)"
    # "buy from Brook all of the rye that it needs", "get all your rye from me"
    r"|\b(?:buy|purchase|obtain|order|source)\b(?=\s(?:from|through)\s[^.;]{1,60}?\ball\s(?:of\s)?(?:the\s)?[^.;]{1,60}?\s(?:(?:that|which)\s)?(?:it|they)\s"
    r"(?:may\s|will\s)?(?:requires?|needs?|uses?)\b)"
    r"|\b(?:get|take)(?=\sall\s(?:of\s)?(?:your|their|its|our|my)\s[^.;]{1,60}?\sfrom\b)"
    r"|\bexclusively\s(?:purchase|buy|obtain|order|procure|source)\b(?=[^.;]{0,160}?\bfrom\b)",
    re.IGNORECASE,
)
# "Carrier shall tender to Broker all overnight shipments"
GIVES_ALL = (
    r"\b(?:tender|route|award|give)\sto\s(?:the\s)?"
    r"(?=(?:\w+\s){1,2}all\s[^.;]{0,80}?\b(?:requests?|orders?|shipments?|freight|loads|business|work)\b)"
)
_GIVES_ALL = re.compile(GIVES_ALL, re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|through)\s(?:the\s)?", re.IGNORECASE)
_ONLY_WITH = re.compile(
    rf"\b(?:(?-i:(?=[a-z]))(?:{_DEALS}|work|negotiat|contract|cooperat)\w*\b[^.;]{{0,100}}?\b(?<!non-)exclusively\b(?:\s(?:with|to|for)(?:\s(?:and|or)\s(?:through|via|by))?\s(?:the\s)?)?"
    r"|exclusively\s(?!(?:in|for|with|to|from|by|on|at|through|via|and|or|as|of)\b)[a-z]+\b)",
    re.IGNORECASE,
)
# "Buyer shall be entitled to exclusively provide": a right, and no promise.
_ENTITLED = re.compile(r"\b(?:entitled|rights?|option)\sto\s$", re.IGNORECASE)
_WORKING = re.compile(r"\s(?:working|dealing|negotiating)\sexclusively\s(?:with|for)\s(?:the\s)?", re.IGNORECASE)
_IT_WILL = re.compile(
    r"\s(?:hereby\s)?(?:agrees?|undertakes?|covenants?)\sthat\sit\s(?:shall|will)\b[^.;]{0,120}?\bexclusively\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:shall|will|agrees?|undertakes?|covenants?)\b(?!\s(?:be|have|enjoy|receive|retain|own|hold)\b)", re.IGNORECASE
)
# The longest distances, in characters, between a verb and a name.
_NEAR, _FAR = 60, 200


class Dealing(NamedTuple):
    """``bound``: the party that may not deal with others; None if the sentence does not say. ``said``: a sentence about
    it, with ``{bound}`` and ``{holder}`` for the names; None if there is none."""

    bound: str | None
    holder: str | None
    said: str | None


def dealings(text: str, sides: Sides) -> list[Dealing]:
    """What the words say about exclusivity, in the order of the kinds below; empty if they name no party for it."""
    plain = " ".join(text.split())
    kinds = (_barred, _granting, _making_for, _appointing, _accepting, _buying, _giving_all, _working, _being, _holding)
    return [dealing for kind in kinds for dealing in kind(plain, sides)]


def who_is_bound(text: str, sides: Sides) -> str | None:
    """The party bound by exclusivity: the one that grants it or may not deal with others, not the one that benefits.
    Several are joined by "and"; None if all are bound, or if none is named."""
    return _all_but_everybody([dealing.bound for dealing in dealings(text, sides)], sides)


def _all_but_everybody(bound: Sequence[str | None], sides: Sides) -> str | None:
    named = list(dict.fromkeys(one for one in bound if one))
    return None if BOTH in named or len(named) >= len(sides.names) else " and ".join(named) or None


def _granting(text: str, sides: Sides) -> Iterator[Dealing]:
    for grants in _GRANTS.finditer(text):
        giver = sides.doer(text, grants.start())
        if giver is None or giver == BOTH or not _GRANTED.match(text, grants.end()):
            continue
        holder = _named_after(_RECIPIENT, text, grants.end(), sides)
        yield Dealing(
            giver, holder, "{bound} grants {holder} exclusive rights." if holder else "{bound} grants exclusive rights."
        )
        return


def _making_for(text: str, sides: Sides) -> Iterator[Dealing]:
    """A license under which its holder works for the one who grants it, and for nobody else."""
    for grants in _GRANTS.finditer(text):
        giver = sides.doer(text, grants.start())
        holder = _named_after(_RECIPIENT, text, grants.end(), sides)
        alone = _ONLY_FOR.match(text, grants.end()) if giver and holder and giver != holder else None
        end = sides.end_of_name(text, alone.end()) if alone else None
        if alone and end and sides.named_at(text, alone.end()) == giver and text[end : end + 1] not in "’'":
            yield Dealing(holder, giver, "{bound} may use what is licensed only for {holder}.")
            return


def _appointing(text: str, sides: Sides) -> Iterator[Dealing]:
    for appoints in _APPOINTS.finditer(text):
        giver = sides.doer(text, appoints.start())
        exclusive = _AS_EXCLUSIVE.match(text, appoints.end())
        if giver and giver != BOTH and exclusive:
            holder = _named_after(_RECIPIENT, text, appoints.end(), sides)
            role = exclusive["role"].lower()
            ever = _IRREVOCABLY.search(text, max(0, appoints.start() - _ADVERBS), appoints.start())
            appointed = "irrevocably appoints" if ever else "appoints"
            said = f"{{bound}} {appointed} {{holder}} as exclusive {role}." if holder else None
            yield Dealing(giver, holder, said or f"{{bound}} {appointed} an exclusive {role}.")
            return


_ACCEPTS = re.compile(r"\baccepts\s(?:the\s)?(?=[^.;]{1,60}\sas\s)", re.IGNORECASE)


def _accepting(text: str, sides: Sides) -> Iterator[Dealing]:
    """Who takes the other party as its only supplier: "Buyer accepts Vendor as the exclusive provider"."""
    for accepts in _ACCEPTS.finditer(text):
        holder, end = sides.named_at(text, accepts.end()), sides.end_of_name(text, accepts.end())
        exclusive = _AS_EXCLUSIVE.match(text, end) if end else None
        giver = sides.doer(text, accepts.start())
        if exclusive and giver and holder and BOTH not in (giver, holder) and giver != holder:
            yield Dealing(giver, holder, f"{{bound}} accepts {{holder}} as exclusive {exclusive['role'].lower()}.")


def _being(text: str, sides: Sides) -> Iterator[Dealing]:
    for exclusive in _IS_EXCLUSIVE.finditer(text):
        holder = sides.actor(text, exclusive.start("whose"))
        if holder is None or holder == BOTH:
            continue
        whose = next((who for _, who in sides.named(exclusive["whose"], after=r"[’']s?\s")), None)
        by = sides.named_at(text, exclusive.end()) if exclusive["by"] else None
        bound = whose or by or _promising(text, exclusive.start(), sides) or sides.other(holder)
        if bound != holder:
            yield Dealing(bound, holder, f"{{holder}} is the exclusive {exclusive['role'].lower()}.")


def _promising(text: str, end: int, sides: Sides) -> str | None:
    """Who agrees that the other one shall be exclusive."""
    for agrees in _AGREES.finditer(text, 0, end):
        if who := sides.actor(text, agrees.start()):
            return who if who != BOTH else None
    return None


# "The exclusive right to sell the paint to Brook Garages Ltd": for one customer, who is not a party.
_TO_ONE_CUSTOMER = re.compile(
    rf"\brights?\s(?:to|for|of)\s(?i:sell|suppl|market|distribut|provid|deliver)\w*\s[^.;,]{{1,60}}?\sto\s(?:the\s)?"
    rf"(?:[A-Z][\w&’'-]{{0,30}},?\s){{1,9}}{HARD_FORM.pattern}"
)


def _holding(text: str, sides: Sides) -> Iterator[Dealing]:
    for right in _HAS_RIGHT.finditer(text):
        holder = sides.actor(text, right.start())
        if holder and holder != BOTH:
            of_one = " for the customer named" if _TO_ONE_CUSTOMER.search(text, right.start()) else ""
            yield Dealing(sides.other(holder), holder, f"{{holder}} has exclusive rights{of_one}.")
    holders = [who for _, who in sides.named(text, after=_POSSESSIVE_RIGHT.pattern)]
    holders += [who for _, who in sides.named(text, before=_GRANTED_TO, after=_BE_EXCLUSIVE)]
    for holder in holders:
        yield Dealing(sides.other(holder), holder, "{holder} has exclusive rights.")


def _barred(text: str, sides: Sides) -> Iterator[Dealing]:
    for neither in _NEITHER.finditer(text):
        for party in _listed_after(text, neither.end(), sides):
            yield Dealing(party, None, "{bound} may not do certain business with or for others.")
    for bar in _BARRED.finditer(text):
        who = sides.actor(text, bar.start())
        if who and who != BOTH and (LENDS_NAME.match(text, bar.end()) and not _COMPETING.search(text, bar.end())):
            yield Dealing(who, None, "{bound} may not endorse or promote certain goods.")
        elif who and who != BOTH and (with_others := _WITH_OTHERS.match(text, bar.end())):
            if _OTHERS_DEAL.search(with_others.group()):
                continue
            deals = "have competing sponsors" if bars_sponsors(text) else "do certain business with or for others"
            yield Dealing(who, None, f"{{bound}} may not {deals}.")


def _listed_after(text: str, start: int, sides: Sides) -> Iterator[str]:
    """The parties in "neither A nor B"."""
    places = [start, *(match.end() for match in _NOR.finditer(text, start, start + _NEAR))]
    named = (sides.named_at(text, place) for place in places)
    yield from dict.fromkeys(who for who in named if who and who != BOTH)


def _buying(text: str, sides: Sides) -> Iterator[Dealing]:
    for buys in _ONLY_FROM.finditer(text):
        buyer = sides.actor(text, buys.start())
        if buyer and buyer != BOTH:
            sellers = (sides.named_at(text, one.end()) for one in _FROM.finditer(text, buys.end(), buys.end() + _FAR))
            seller = next((who for who in sellers if who), None)
            yield Dealing(buyer, seller, "{bound} must buy only from {holder}." if seller else None)


def _giving_all(text: str, sides: Sides) -> Iterator[Dealing]:
    for gives in _GIVES_ALL.finditer(text):
        giver, taker = sides.actor(text, gives.start()), sides.named_at(text, gives.end())
        if giver and taker and BOTH not in (giver, taker):
            yield Dealing(giver, taker, "{bound} must give {holder} all business of the kind quoted.")


def gives_all(text: str) -> bool:
    """Whether the words say that a party gives the other all business of a kind."""
    return _GIVES_ALL.search(" ".join(text.split())) is not None


def _working(text: str, sides: Sides) -> Iterator[Dealing]:
    places = [
        (who, works.end())
        for works in _ONLY_WITH.finditer(text)
        if _PROMISES.search(text, max(0, works.start() - _FAR), works.start())
        and not _ENTITLED.search(text, max(0, works.start() - _NEAR), works.start())
        and (who := sides.actor(text, works.start()))
    ]
    for works in _WORKING.finditer(text):
        places += [(who, works.end()) for start, who in sides.named(text[: works.start()], after=r"$")]
    places += [(who, len(text)) for _, who in sides.named(text, after=_IT_WILL.pattern)]
    for who, end in places:
        other = sides.named_at(text, end) or _supplied(text, end, sides)
        if who != BOTH:
            yield Dealing(who, other, "{bound} must deal exclusively with {holder}." if other else None)


# "Vendor shall supply Buyer exclusively with lamps"
_SUPPLIES = re.compile(r"\b(?:supply|provide|furnish)\s(?:the\s)?", re.IGNORECASE)


def _supplied(text: str, end: int, sides: Sides) -> str | None:
    """The party named right between a verb and the "exclusively with" that ends here."""
    begin = max(0, end - _FAR)
    for supplies in _SUPPLIES.finditer(text, begin, end):
        after = sides.end_of_name(text, supplies.end())
        if after and _EXCLUSIVELY_WITH.fullmatch(text, after, end):
            return sides.named_at(text, supplies.end())
    return None


_EXCLUSIVELY_WITH = re.compile(r"\sexclusively\s(?:with\s)?(?:the\s)?", re.IGNORECASE)


def _named_after(lead: re.Pattern[str], text: str, start: int, sides: Sides) -> str | None:
    match = lead.match(text, start)
    who = sides.named_at(text, match.end()) if match else None
    return who if who != BOTH else None
