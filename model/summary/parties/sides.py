"""The sides of a contract: which party a sentence names, and which of them acts, is acted for, or owns something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from model.schema import Party
from model.summary.parties.co_signers import bound_for_a_part
from model.summary.parties.company_names import clean, is_named
from model.summary.text.wording import listed

BOTH = "both"
_BOTH = (
    r"(?:either|each|neither|no|both|any|every)\s(?:of\sthe\s)?(?:other\s)?part(?:y|ies)"
    r"|the\sparties(?:\shereto)?|(?:either|each|neither|both)\sof\sus"
)
# A name that follows one of these is not the subject: "with the consent of Customer, Provider may ...".
_OBJECT = re.compile(
    r"\b(?:of|by|to|with|from|for|against|between|and\sbetween|upon|on|giving|give|notify|notifying|requiring|provide|pay|furnish|deliver|reimburse|indemnify|defend|compensate|hold|protect)\s(?:the\s)?$",
    re.IGNORECASE,
)
# "Provider and Customer may" names both; ", and Customer may" begins another clause.
_LISTED = re.compile(r"(?<![,;])\s(?:or|nor|and)\s(?:the\s)?$", re.IGNORECASE)
# "Vendor and Buyer shall", but not "Vendor's notice, and Buyer shall".
_PAIRED = re.compile(
    r"(?:,?\s(?:Inc|LLC|Ltd|Corp)\b\.?)?(?:\s?\([^()]{0,80}\))?\s(?:or|nor|and)\s(?:by\s)?(?:the\s)?", re.IGNORECASE
)
# "They are the property of Vendor and Buyer shall not contest that": what is Vendor's, and another clause.
_POSSESSED = re.compile(
    r"\b(?:propert(?:y|ies)|ownership|rights?|title|interests?|assets?|marks?|possession|benefit|use|control|belongs?|vests?|owned|held)\s(?:of|to|in|by|with)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"(?<![.:;] )\b(?:[A-Z]\w+|you|we|it|he|she)\s*$")
_OWNED = re.compile(r"\b(?:rights?|obligations?|interests?|duties)\s(?:and\s\w+\s)?of\s(?:the\s)?$", re.IGNORECASE)
# "without liability by either party", "on a breach by Customer": something due from a party, not a termination by it.
_OWED = re.compile(
    r"\b(?:liability|obligations?|breach|default|payment|failure|violation|notice\sof\s\w+|(?:being|was|is|are|were)\s(?:made|brought)"
    r"|incurred|suffered)\sby\s(?:the\s|any\sof\s)?$",
    re.IGNORECASE,
)
# "by Customer", "by the board of directors of Customer".
_BY = re.compile(
    r"\bby\s(?:either\s)?(?:the\s)?(?:(?:board(?:\sof\s\w+)?|trustees|directors|shareholders|members)\sof\s(?:the\s)?)?$",
    re.IGNORECASE,
)
# The words that make a name the subject of what follows: "Customer shall have the right, on notice, to inspect".
_MODAL = re.compile(
    r"\s(?:(?:may|shall|will|can|cannot|must|should|has|have|is|are|agrees?|covenants?|undertakes?|reserves?|grants?|hereby"
    r"|does|do|not|also|each|both)\b\s?)+",
    re.IGNORECASE,
)
# What may come between a subject and those words: "Customer (or its auditors), at its own cost, may".
_BEHIND = re.compile(
    r"(?:[’']s\s(?:\w+\s){0,3}(?:auditors?|representatives?|accountants?|agents?|designees?|employees|personnel|affiliates))?"
    r"(?:,?\s(?:and|or|and/or|nor)\s(?:any\s(?:of\s)?)?(?:its|their|his|her)\s[^.;]{0,100})?(?:\s?\([^()]{0,120}\))?"
    r"(?:,?\s(?:and|or|and/or)\s(?:any|an?)\s[^.;]{0,60})?(?:,[^.;]{0,140},)?\s*"
)
_RIGHT_BEFORE = re.compile(r"(?:\s?\([^()]{0,120}\))?\s")
# "Vendor shall permit Buyer to inspect" is Buyer's right.
_PERMITS = re.compile(
    r"\b(?:permit|allow|let|enable|authori[sz]e|entitle|cause|require|instruct|grants?|give|afford|provide|request|ensure\sthat)\s(?:the\s)?",
    re.IGNORECASE,
)
# "Customer covenants that it shall not": the pronoun refers to the one who covenants.
_IT = re.compile(
    r"\s(?:also\s|hereby\s|further\s){0,2}(?:agrees?|covenants?|undertakes?|acknowledges?|recogni[sz]es?|promises?|warrants?)\b"
    r"[^.;]{0,120}?\b(?:that|and)(?:,[^.;,]{0,60},)?\s(?:it|they|he|she)\b",
    re.IGNORECASE,
)
# "Customer shall not, and shall cause its affiliates not to".
_CAUSES = re.compile(
    r"\s(?:shall|will|agrees\sto)\b[^.;]{0,40}?\b(?:and|or)\s(?:(?:shall|will|agrees?\sto)\s)?(?:also\s)?cause\b",
    re.IGNORECASE,
)
# The verb has the subject of an earlier one: ", and hereby appoints".
_AND_ALSO = re.compile(r"\band\s(?:(?:does|do|hereby|further|also)\s){0,3}$", re.IGNORECASE)
_VERB_FOLLOWS = re.compile(
    r"\s(?:hereby\s)?(?:agrees?|shall|will|must|appoints?|grants?|acknowledges?|engages?|assigns?)\b", re.IGNORECASE
)
_SHORT_LEAD = 40
# "We indemnify you" counts as a sentence about "Vendor" if the contract calls it so, too.
PRONOUN = r"(?:we|us|our|ours|you|your|yours)"
_YOU = re.compile(r"you|your|yours", re.IGNORECASE)
# "Your content may be deleted": what may be is the content. Of a side, its people act for it.
_POSSESSIVE = re.compile(r"(?:your|our)", re.IGNORECASE)
_ITS_PEOPLE = re.compile(
    r"\s(?:\w+\s){0,2}?(?:company|organi[sz]ation|business|affiliates?|employees|staff|personnel|representatives?|agents?)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"{PRONOUN}(?:(?:\s?[/,]\s?|\s(?:and|or)\s){PRONOUN}){{0,3}}", re.IGNORECASE)
# The longest words that may precede a name, in characters.
_LEAD = 120
_ACTS_WITHIN = 300
_WITHIN = 400
# Shorter first words do not name a company.
_NAME = 5
# A spelling counts if at least one use in this many has it.
_SELDOM = 10
# "The Brookware website": the article is the website's.
_ITS_THINGS = (
    r"(?:web\s?sites?|sites?|platforms?|apps?|applications?|software|services?|products?|systems?|network|brand|APIs?)"
)
# A role of at most this many capitals may be an abbreviation.
_SHORT = 5


def _names(parties: Sequence[Party]) -> Iterator[tuple[str, str]]:
    """Every name of every party, with what the contract calls the party: its first defined term, or its name."""
    counted = Counter(term for party in parties for term in party.defined_as)
    for party in parties:
        together = _called_together(party, parties, [term for term in party.defined_as if counted[term] > 1])
        nouns = [term for term in party.defined_as if not _PRONOUN.fullmatch(term)]
        called = together or (nouns[0] if nouns else party.name)
        said = [word for term in party.defined_as for word in (_pronouns(term) or [term])]
        for name in dict.fromkeys([*said, party.name, clean(party.name).split(",")[0]]):
            if is_named(name):
                yield name, called


def _called_together(party: Party, parties: Sequence[Party], shared: Sequence[str]) -> str | None:
    """The noun that several parties share, which stands for their side; the names of those that only "we" stands
    for."""
    noun = next((term for term in shared if not _PRONOUN.fullmatch(term)), None)
    if noun or not shared:
        return noun
    return listed([one.name for one in parties if shared[0] in one.defined_as])


def _is_only_you(party: Party) -> bool:
    return bool(party.defined_as) and all(_YOU.fullmatch(term) for term in party.defined_as)


def _pronouns(term: str) -> list[str]:
    """The pronouns of a term that is made of them: "We" and "Us" of "We/Us"."""
    return re.findall(rf"\b{PRONOUN}\b", term, re.IGNORECASE) if _PRONOUN.fullmatch(term) else []


def _short_names(canonical: Mapping[str, str], text: str) -> Iterator[tuple[str, str]]:
    """First words of names that the text uses as names on their own: "Dragon" for "DRAGON SYSTEMS"."""
    firsts: dict[str, set[str]] = {}
    for name, called in canonical.items():
        first, _, more = name.partition(" ")
        if more and (len(first) >= _NAME or "&" in first) and first.replace("&", "").isalpha():
            firsts.setdefault(first, set()).add(called)
    for first, whose in firsts.items():
        spelled = first.upper() if "&" in first else first.title()
        used = len(whose) == 1 and re.search(rf"\b{spelled}\b(?!\s[A-Z])", text)
        if used and not re.search(rf"\b{first}\b", text):
            yield first, next(iter(whose))


def all_known(parties: Sequence[Party], text: str) -> bool:
    """Whether each party has a defined term, or a short name that the text uses; one that is bound by a part of the
    contract only needs none."""
    without_term = {party.name for party in parties if not party.defined_as}
    if without_term and len(parties) > 2:
        without_term -= bound_for_a_part(parties, text)
    return not without_term or without_term <= {called for _, called in _short_names(_canonical(parties), text)}


def _canonical(parties: Sequence[Party]) -> dict[str, str]:
    """Every name in lower case, with what the contract calls the party."""
    return {" ".join(name.split()).lower(): called for name, called in _names(parties)}


# The end of a clause or sentence, which the dot of "Mr. Brook" is not.
_LONGEST_CLAUSE = 3_000
_CLAUSE_ENDS = re.compile(r";|(?<!\bM[RrSs])(?<!\bM[Rr][Ss])(?<!\bD[Rr])\.(?=\s)")


def _clause_begins(text: str, verb: int) -> int:
    """Where the clause or sentence begins that contains a verb."""
    first = max(0, verb - _LONGEST_CLAUSE)
    return max((one.end() for one in _CLAUSE_ENDS.finditer(text, first, verb)), default=first)


class Sides:
    """The parties of one contract, with all the names that it uses for them."""

    def __init__(self, parties: Sequence[Party], text: str = "") -> None:
        self._canonical = _canonical(parties)
        for first, called in list(_short_names(self._canonical, text)):
            self._canonical.setdefault(first, called)
        readers = [party.name for party in parties if _is_only_you(party)]
        self._readers = listed(readers) if len(readers) > 1 else None
        self._own_words = {word.strip(",.").lower() for party in parties for word in party.name.split()}
        everybody = list(dict.fromkeys(self._canonical.values()))
        # who is bound by a part of the contract only is no side
        apart = {self._called(name) for name in bound_for_a_part(parties, text)} if len(everybody) > 2 else set()
        sides = [name for name in everybody if name not in apart]
        self.names = sides if len(sides) > 1 else everybody
        aliases = sorted(self._canonical, key=len, reverse=True)
        words = "|".join(re.escape(alias).replace(r"\ ", r"\s+") for alias in aliases)
        both = rf"(?P<both>\b(?:{_BOTH})\b)"
        # Text extraction may join a number to a name: "10.1Provider may terminate".
        named = rf"|(?P<name>(?<![^\W\d])(?:{words})(?!\w))" if aliases else ""
        self._named = re.compile(
            rf"(?:the\s+)?(?P<name>(?<![^\W\d])(?:{words})(?!\w))" if aliases else r"(?!)", re.IGNORECASE
        )
        self._any_mention = re.compile(both + named, re.IGNORECASE)
        self._mention = re.compile(both + (named and named + r"(?![’']s?\s)"), re.IGNORECASE)

    def other(self, name: str) -> str | None:
        """The other one of two parties; None if there are more, or fewer."""
        others = [one for one in self.names if one != name]
        return others[0] if len(others) == 1 else None

    def all_of(self, who: Iterable[str | None]) -> str | None:
        """The only one of these, or ``BOTH`` if it is among them or all parties are; None otherwise."""
        named = set(who)
        if BOTH in named or (len(named) > 1 and named == set(self.names)):
            return BOTH
        return named.pop() if len(named) == 1 else None

    def in_text(self, name: str, text: str) -> str:
        """A party's name as it reads in mid-sentence: with the article that the contract uses, and not in capitals if
        the contract also writes it otherwise, or if it is only a role ("VENDOR"). Of two parties, one that is only
        a pronoun is the other party, and so are several that only "you" stands for, and the "you" of those who offer
        terms together."""
        reader = name == self._readers and len(self.names) == 2
        if reader or (_PRONOUN.fullmatch(name) and (len(self.names) == 2 or name == "you")):
            return "the other party"
        uses = list(
            islice(
                re.finditer(
                    rf"(?<!\w)(?P<the>the\s)?(?P<name>{re.escape(name)})(?!\w)(?!\s(?-i:[A-Z][a-z])|\s{_ITS_THINGS}\b)",
                    text,
                    re.IGNORECASE,
                ),
                200,
            )
        )
        articles = sum(match["the"] is not None for match in uses)
        otherwise = [match["name"] for match in uses if not match["name"].isupper()]
        readable = next(iter(otherwise), None)
        # one slip ("Edge" among a hundred "EDGE") is no way of writing it
        if name.isupper() and readable and not readable.islower() and _SELDOM * len(otherwise) >= len(uses):
            name = readable
        elif name.isupper() and name.isalpha() and len(name) > _SHORT and name.lower() not in self._own_words:
            name = name.title()
        return f"the {name}" if 2 * articles > len(uses) else name

    def named(self, text: str, before: str = "", after: str = "") -> Iterator[tuple[int, str]]:
        """Where the text names a party between words that match ``before`` and ``after``, and which party."""
        leads, follows = re.compile(rf"(?:{before})\Z", re.IGNORECASE), re.compile(after, re.IGNORECASE)
        for match in self._named.finditer(text):
            lead = leads.search(text, max(0, match.start() - _LEAD), match.start())
            if lead and follows.match(text, match.end()):
                yield lead.start(), self._called(match["name"])

    def subject(self, text: str, verb: int) -> str | None:
        """The subject of the verb at this offset: the nearest party before it that is not an object, ``BOTH``, or None
        if no party is named."""
        nearest, end = None, 0
        for match in self._mention.finditer(text, max(0, verb - _WITHIN), verb):
            before = text[max(0, match.start() - 25) : match.start()]
            if not _OBJECT.search(before):
                of_its_things = _POSSESSIVE.fullmatch(match.group()) and not _ITS_PEOPLE.match(text, match.end())
                nearest = None if of_its_things or _LISTED.search(before) else self._who(match)
                end = match.end()
        # Someone who is not a known party comes right before the verb.
        return None if _SOMEBODY.search(text, end, verb) else nearest

    def actor(self, text: str, verb: int) -> str | None:
        """The subject by the strictest reading: the party right before the "may", "shall have the right to" or the like
        that governs the verb; None if someone else is there, or nobody."""
        begin = max(verb - _ACTS_WITHIN, _clause_begins(text, verb))
        modals = list(_MODAL.finditer(text, begin, verb + 1))
        # "To the extent not yet granted, Vendor grants": the words before a name belong to another clause.
        if modals and any(
            _RIGHT_BEFORE.fullmatch(text, one.end(), verb)
            for one in self._any_mention.finditer(text, modals[-1].end(), verb)
        ):
            modals = []
        permits = _PERMITS.search(text, modals[-1].end(), verb) if modals else None
        if permits:
            return self.named_at(text, permits.end())
        before = text[begin : modals[-1].start() if modals else verb]
        mentions = list(self._any_mention.finditer(before))
        named = next((one for one in mentions if _BEHIND.fullmatch(before, one.end())), None) or self._it(mentions)
        if named is None:
            return None
        lead = before[max(0, named.start() - 25) : named.start()]
        if _OBJECT.search(lead):
            return None
        if _LISTED.search(lead):
            pair = next((one for one in mentions if _PAIRED.fullmatch(before, one.end(), named.start())), None)
            if pair is None or self._who(pair) == self._who(named):
                return self._who(named)  # "notice to Buyer, and Buyer shall"
            if _POSSESSED.search(before, max(0, pair.start() - 25), pair.start()):
                return self._who(named)
            return BOTH if len(self.names) == 2 else None
        return self._who(named)

    def doer(self, text: str, verb: int) -> str | None:
        """The actor, or, if the verb follows an "and", the subject of the verb before it: "Vendor agrees to supply
        Buyer, and hereby appoints it"."""
        who = self.actor(text, verb)
        if who is not None or not _AND_ALSO.search(text, max(0, verb - _SHORT_LEAD), verb):
            return who
        begin = _clause_begins(text, verb)
        subjects = [
            match
            for match in self._any_mention.finditer(text, begin, verb)
            if _VERB_FOLLOWS.match(text, match.end())
            and not _OBJECT.search(text, max(0, match.start() - 25), match.start())
        ]
        return self._who(subjects[-1]) if subjects else None

    def _it(self, mentions: Sequence[re.Match[str]]) -> re.Match[str] | None:
        """The last mention to which a pronoun refers back, or that also acts through others, if nobody else is named
        after it."""
        refers = [
            number
            for number, one in enumerate(mentions)
            if _IT.match(one.string, one.end()) or _CAUSES.match(one.string, one.end())
        ]
        if not refers:
            return None
        last = mentions[refers[-1]]
        return last if {self._who(one) for one in mentions[refers[-1] :]} == {self._who(last)} else None

    def named_at(self, text: str, start: int) -> str | None:
        """The party named at an offset; None if another word is there."""
        match = self._any_mention.match(text, start)
        return self._who(match) if match else None

    def words_at(self, text: str, start: int) -> str | None:
        """The party's name at an offset, as it is written there, or the one that a pronoun stands for; None if another
        word is there."""
        match = self._any_mention.match(text, start)
        written = match["name"] if match else None
        return self._called(written) if written and _PRONOUN.fullmatch(written) else written

    def end_of_name(self, text: str, start: int) -> int | None:
        """The end of the party's name at an offset; None if another word is there."""
        match = self._any_mention.match(text, start)
        return match.end() if match else None

    def mentions(self, name: str, text: str) -> bool:
        """Whether a text names a party."""
        return any(self._who(match) == name for match in self._any_mention.finditer(text))

    def agent(self, text: str, start: int, end: int) -> str | None:
        """The agent of a passive sentence: the first party after "by" between two offsets, or ``BOTH`` ("by Vendor or
        Buyer"); None of three or more parties if two are named."""
        for match in self._mention.finditer(text, start, end):
            before = text[max(start, match.start() - 40) : match.start()]
            if _OWED.search(before):
                continue
            if by := _BY.search(before):
                return BOTH if "either" in by.group().lower() else self._with_the_next(match)
        return None

    def _with_the_next(self, match: re.Match[str]) -> str | None:
        """The party named, or, if another one follows after "or" or "and", both of them."""
        one, pair = self._who(match), _PAIRED.match(match.string, match.end())
        if pair is None or self.named_at(match.string, pair.end()) in (None, one):
            return one
        after = self.end_of_name(match.string, pair.end())
        if " and " in pair.group() and after and _MODAL.match(match.string, after):
            return one  # "if approved by Vendor and Buyer shall pay": another clause begins
        return BOTH if len(self.names) == 2 else None

    def owner(self, text: str, verb: int) -> str | None:
        """Whose rights or duties a passive sentence is about: "the rights of Provider may not be assigned"."""
        for match in self._mention.finditer(text, max(0, verb - _WITHIN), verb):
            if _OWNED.search(text, max(0, match.start() - 60), match.start()):
                return self._who(match)
        return None

    def _who(self, match: re.Match[str]) -> str:
        return BOTH if match["both"] else self._called(match["name"])

    def _called(self, name: str) -> str:
        return self._canonical[" ".join(name.split()).lower()]
