"""The parties: their names in the order of the contract, each once, with the terms that it defines for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.schema import Clause, Party
from model.summary.parties.co_signers import co_signers
from model.summary.parties.company_names import (
    ANY_FORM,
    FORM,
    FORM_ALONE,
    HARD_FORM,
    NAME,
    STREET,
    bare,
    clean,
    key,
    untitled,
)
from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.mentions import VERB, names_nobody
from model.summary.parties.party_entry import Entry
from model.summary.parties.possible_names import PLAIN_ROLE
from model.summary.parties.shown_names import as_called
from model.summary.parties.standard_terms import is_offered_to_anyone
from model.summary.parties.terms_elsewhere import with_its_term
from model.summary.parties.terms_for_parties import (
    calls_no_party,
    is_of_the_other_side,
    someone_accepts,
    someone_else,
    terms_after,
)
from model.summary.text.wording import spelled
from model.summary.values.jurisdictions import places

# What comes before a defined term: quotation marks, a bracket, "hereinafter".
_DEFINING = re.compile(r"""(?:(?<![\w.,])["“'‘(]|\bhereinafter(?:\s+\w+){0,3}?)\s*(?:the\s+)?[*]{0,2}["“'‘(]?$""")
# "And you as an "Affiliate"" names the reader, not the party before.
_OF_THE_READER = re.compile(r"\byou\b[^.;()]{0,20}$", re.IGNORECASE)
# "This Data Handling Agreement (DHA)": what the paper is called.
_OF_THIS_PAPER = re.compile(
    r"\b[Tt]h(?:is|ese)\s(?:[A-Z][\w-]{1,20}\s){0,4}(?:Agreement|Addendum|Annex|Contract|Policy|Statement|Terms)\s\(?(?:the\s)?[\"“]?$"
)
# A term in quotation marks with the name in the next cell, or after a colon.
_NAME_FOLLOWS = re.compile(r"""["”'’]\s?[\t:]\s?(?=[A-Z0-9])""")
# A company's name ends with its legal form; what follows "and" is another name, or was next to it over the signatures.
_AND_ANOTHER = re.compile(
    r"(?:\b(?:Inc|L\.?L\.?C|Corp|Corporation|Ltd|Limited|L\.?P|LLP|GmbH|Company|Co|University)\b\.?)"
    r"(?=,?\s+(?:and|&)\s+[A-Z][\w.]*\s+[A-Z]|\s+(?-i:(?:[A-Z]{3,}\s+){1,4}(?:INC|CORPORATION|CORP|LLC|LTD)\b))",
    re.IGNORECASE,
)
_END_OF_ANOTHER = re.compile(
    r"(?:Inc|L\.?L\.?C|Corp|Corporation|Ltd|L\.?P|LLP)\b\.?,?\s(?:and|&)\s(?=[A-Z])", re.IGNORECASE
)
# Roles used instead of names.
_ROLE = re.compile(
    r"(?:the\s+)?(?:Compan(?:y|ies)|Part(?:y|ies)|Client|Agent|Trust|Fund|Bank|Member|Partner|Tenant|Affiliates?|Group"
    r"|\w+(?:er|or|ee|ant)s?|President|Chief.{0,20}|Director|Undersigned|Managed|Seller|Agreement)\s*$",
    re.IGNORECASE,
)
_BETWEEN_ROLES = re.compile(r"\s(?:and|or|&)\s")
_NO_PARTY = re.compile(
    r"(?:Schedule|Exhibit|Annex|Appendix|Preamble|Recitals|Section|Article|Suite|Floor|Calle|Avenida|Attention|General\sServices|State\sof|City\sof)\b|[\d\W]+$"
    r"|.*\b(?:Agreement|Amendment|Street|Avenue|Road|Boulevard|Signatory|Logo)\b"
    # a letterhead: "Member FINRA / SIPC", "services provided by"
    r"|(?:members?\s(?:of\s)?)?(?:\b(?:FINRA|SIPC|NFA|FDIC)\b\W{0,3}){1,3}$|(?-i:.*\bservices(?:\s(?:provided|offered))?$)"
    # a state and its postal code: "NV 89502"
    r"|(?-i:[A-Z]{2}\s\d{5}(?:-\d{4})?$)"
    # words of a blank date, a signatory by office or title
    r"|Effective\b|.*\bDirector\b|.*\b(?:Mr|Ms|Mrs)\b\.?",
    re.IGNORECASE,
)
# No name begins with these words; the beginning of the name was lost.
_BEGINS_AMID = re.compile(r"(?:of|and|or|by|for|de|&)\b", re.IGNORECASE)
# "INC. D/B/A BROOK TOOLS": so was that of the name before it.
_FORM_FIRST = re.compile(rf"(?:{FORM},?\s)?(?:d/?b/?a|f/?k/?a|a/?k/?a)\b", re.IGNORECASE)
# "Individually "a Party"": what each of them is called.
_ANY_PARTY = re.compile(r"(?:(?:the|an?|each|either)\s)?part(?:y|ies)\W{0,3}", re.IGNORECASE)
# Names of two parties between which a contract is made, whatever they look like.
_BETWEEN, _BETWEENS = re.compile(r"\b(?:between|among)\s+(?:the\s+)?$", re.IGNORECASE), 20
_JOINED, _PAIR_ENDS = re.compile(r"\s(?:and|&)\s"), re.compile(r"\s*(?:[.,;(\n]|$)")
_SENTENCE_ENDS = re.compile(r"\s*(?:[.;\n]|$)")
_LIKE_A_NAME = re.compile(r"[A-Z]|\w\.\w")
_MAY_BE_NAMED = re.compile(r"[^\W_][\w.'’&-]*(?:\s[\w.'’&-]+){0,4}$")
_NO_NAME = re.compile(r"\b(?:you|us|we|both|each|such|our|your|the)\b", re.IGNORECASE)
# "Any loan (a “Loan”) made by the bank"
_THING = re.compile(
    r"(?:a\s)?(?:Loan|Note|Advance|Letter\sof\sCredit|Obligation|Agreement|Amendment|Service|Product|Propert(?:y|ies)|Project|Premises|Plan)s?",
    re.IGNORECASE,
)
_PRONOUN, _LEFT_BLANK = re.compile(r"(?:you|us|we)", re.IGNORECASE), re.compile(r"[\s:,]{0,9}(?:-{4}|_{3}|\.{5})")
# What a party does with another that the sentence does not name.
_ENGAGES = re.compile(r"\b(?:engages?|appoints?|retains?|hires?|employs?|instructs?|grants?)\b", re.IGNORECASE)
# Substitutions are among the first terms of an amendment.
_SUBSTITUTIONS = 8_000
# No contract has more parties than this, nor a party more terms.
MOST = 200


def parties_of(mentions: Sequence[Clause], text: str) -> list[Party]:
    """The parties in the order of the contract, each with the terms that it defines for them ("the Company").

    If the opening lists two or more parties, there are no others; otherwise the mentions name them."""
    spans = [(clause.interval[0], clause.interval[1]) for clause in mentions]
    listed = listed_parties(text, spans)
    parties = [party for entry in listed if (party := _listed(_named_later(entry, text), mentions))]
    if len(listed) < 2:
        parties = _beside(parties, _mentioned(mentions, text), text)
    parties = _with_co_signers(parties, mentions, text)
    parties = _without_agents(parties, text)
    parties = _without_trading_names([with_its_term(one, parties, text) for one in parties], text)
    return [
        as_called(one, text)
        for one in _with_successors(parties, mentions, text)
        if not (_NO_COMPANY.search(one.name) or (not one.defined_as and _is_a_thing(one.name, text)))
    ]


_MR = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.?\s\S+$")


def _with_co_signers(parties: list[Party], mentions: Sequence[Clause], text: str) -> list[Party]:
    """The parties and those who sign beside them, who may be among the parties without their term."""
    signers = {key(entry.name): entry for entry in co_signers(text, [])}
    # "Mr. Brook" in the opening is "Ann Brook" over the signature
    again = {" ".join(name.split()[-1:]) for name in signers}
    parties = [party for party in parties if not (_MR.match(party.name) and key(party.name).split()[-1] in again)]
    known = {key(untitled(party.name)): party for party in parties}
    for name, entry in signers.items():
        same = next((one for one in known if one == name or one.startswith(f"{name} ")), name)  # "Ann Brook, M.D."
        if same not in known and (party := _listed(entry, mentions)):
            known[name] = party
        elif same in known and not known[same].defined_as:
            known[same] = known[same].model_copy(update={"defined_as": entry.terms})
    return list(known.values()) if signers else parties


# "Harrow GmbH, represented by its directors Jan Brook and Ann Hill": people who act for the company.
_REPRESENTED = re.compile(
    r"\brepresented\sby\s(?:its|their|the|Mr|Ms|Mrs|Dr|managing|directors?)\b[^\n;“”\"]{0,200}$", re.IGNORECASE
)


def _without_agents(parties: list[Party], text: str) -> list[Party]:
    """The parties without the people who act for the one before them, to which the term after their names belongs;
    those who have a term beside the company's are parties themselves."""
    kept: list[Party] = []
    for party in parties:
        start = text.find(party.name)
        acts = kept and not ANY_FORM.search(party.name) and _REPRESENTED.search(text, max(0, start - 240), start)
        if not acts or (party.defined_as and kept[-1].defined_as):
            kept.append(party)
        elif party.defined_as:
            kept[-1] = kept[-1].model_copy(update={"defined_as": party.defined_as})
    return kept


_TRADES_AS = re.compile(r"\.?(?:\s\(|,?\s)(?i:trading\sas|t/a|d/?b/?a|doing\sbusiness\sas)\s[\"“]?")


def _without_trading_names(parties: list[Party], text: str) -> list[Party]:
    """The parties without those that are names under which another one trades, which are terms for it: "Brook Ltd,
    trading as Brookwool"."""
    brands = [party.name for party in parties if not HARD_FORM.search(party.name)]
    owners: dict[str, str] = {}
    for match in _TRADES_AS.finditer(text) if brands and len(parties) > 1 else ():
        brand = next((one for one in brands if text.startswith(one, match.end())), None)
        ends = match.start()
        owner = next(
            (one.name for one in parties if text.startswith(one.name, max(0, ends - len(one.name)), ends)), None
        )
        if brand and owner and owner != brand:
            owners[brand] = owner
    return [
        party.model_copy(
            update={"defined_as": [*party.defined_as, *(one for one, other in owners.items() if other == party.name)]}
        )
        for party in parties
        if party.name not in owners
    ]


def _beside(listed: Sequence[Party], mentioned: list[Party], text: str) -> list[Party]:
    """The parties that the text mentions, with the terms of the one that is listed. Terms that a company offers to
    anyone have no other party but companies: what else looks like a name is a brand, or what the reader is called."""
    terms = {key(one.name): one.defined_as for one in listed}
    if not (listed and is_offered_to_anyone(text)):
        return [one.model_copy(update={"defined_as": terms.get(key(one.name)) or one.defined_as}) for one in mentioned]
    known = {bare(one.name) for one in listed}
    others = (one for one in mentioned if HARD_FORM.search(one.name) and bare(one.name) not in known)
    # "Brick Works Ltd" is the end of "Lime and Brick Works Ltd"
    return [*listed, *(one for one in others if not any(key(two.name).endswith(f" {key(one.name)}") for two in listed))]


_FEW_WORDS = re.compile(r"[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30}){1,3}")
_OF_A_THING = re.compile(
    r"[”\"]\s(?:shall\s)?means?\s(?:(?:the|any|all|an?|those|such)\s)?(?!(?:company|corporation|entity|person|party|individual)\b)[a-z]{2,}"
)


def _is_a_thing(name: str, text: str) -> bool:
    """Whether a name in several words is that of a thing by its definition: "“Support Services” means the services"."""
    if not _FEW_WORDS.fullmatch(name) or ANY_FORM.search(name):
        return False
    quoted = re.compile(rf"[“\"](?:[\w&-]{{1,20}}\s){{0,4}}{spelled(name)}").search(text)
    return quoted is not None and _OF_A_THING.match(text, quoted.end()) is not None


# Whatever comes before these words, they are no company without a legal form.
_NO_COMPANY = re.compile(r"\s(?:Information|Rights|Documentation|Materials|Territory|Fees|Policy|Period)$")


# "Acme Mobile, Inc. is hereby substituted for Acme Licensing as “Licensor”."
_SUBSTITUTED = re.compile(
    rf"(?<![\w.&])(?P<new>{NAME})\s(?:is|shall\sbe)\s(?:hereby\s)?substituted\s(?:for|in\s(?:the\s)?place\sof)\s(?P<old>[A-Z][^;:\"“”()]{{2,100}}?)\s(?:as\b|under\b|in\b|throughout\b)"
)


def _with_successors(parties: list[Party], mentions: Sequence[Clause], text: str) -> list[Party]:
    """The parties, with those that another company takes the place of replaced by it."""
    signing = _signing_for_others(text)
    parties = [
        _as_its_successor(party, named) if (named := signing.get(key(party.name))) else party for party in parties
    ]
    if "substituted" not in text[:_SUBSTITUTIONS]:
        return parties  # asked first, since every name in the text would be read
    for match in _SUBSTITUTED.finditer(text, 0, _SUBSTITUTIONS):
        name, old = clean(match["new"]), key(match["old"])
        source = next(
            (one for one in mentions if one.interval[0] < match.end("new") and match.start("new") < one.interval[1]),
            None,
        )
        parties = [
            party.model_copy(update={"name": name, **({"clause": source.id, "score": source.score} if source else {})})
            if key(party.name) == old
            else party
            for party in parties
        ]
    return parties


_SUCCEEDS = re.compile(
    r",?[ ]\(?(?:as[ ])?(?:the[ ])?successor(?:[ ]by[ ](?:merger|conversion)|[ ]in[ ]interest)?[ ]to[ ]"
    r"(?P<old>[^\n]{3,100}?)\)?(?:[ ]By\b|[ \t]*$)",
    re.MULTILINE,
)
_LONGEST = 120


def _signing_for_others(text: str) -> dict[str, re.Match[str]]:
    """The companies that sign in the place of others, where they are first named, by the keys of those: "BROOK SOFTWARE
    LLC, successor by merger to Quill, Inc."."""
    found: dict[str, re.Match[str]] = {}
    for succeeds in _SUCCEEDS.finditer(text, len(text) // 2):
        line = text[text.rfind("\n", 0, succeeds.start()) + 1 : succeeds.start()].strip()
        if len(line) > _LONGEST or not HARD_FORM.search(line):
            continue
        if named := re.search(spelled(clean(line)), text, re.IGNORECASE):
            found.setdefault(key(succeeds["old"]), named)
    return found


def _as_its_successor(party: Party, named: re.Match[str]) -> Party:
    called = terms_after(named.string, named.end())
    return party.model_copy(update={"name": named.group(), "defined_as": called or party.defined_as})


def _named_later(entry: Entry, text: str) -> Entry:
    """An entry whose name is left blank after "You:": the name is a blank, "You" what the contract calls the party."""
    if not (_PRONOUN.fullmatch(entry.name) and _LEFT_BLANK.match(text, entry.end)):
        return entry
    called = [term for term in entry.terms if key(term) != key(entry.name)]
    return entry._replace(name="____", terms=[*called, entry.name])


def _listed(entry: Entry, mentions: Sequence[Clause]) -> Party | None:
    """An entry of the list as a party; its source is the mention that overlaps it or has the same name."""
    same = [
        clause
        for clause in mentions
        if (clause.interval[0] < entry.end and entry.start < clause.interval[1])
        or key(clean(clause.text)) == key(entry.name)
    ]
    source = max(
        same,
        key=lambda clause: (clause.interval[0] < entry.end and entry.start < clause.interval[1], clause.score),
        default=None,
    )
    terms = [term for term in entry.terms if key(term) != key(entry.name)]
    return Party(name=entry.name, defined_as=terms, clause=source.id, score=source.score) if source else None


def _mentioned(mentions: Sequence[Clause], text: str) -> list[Party]:
    parties: dict[str, Party] = {}
    last: str | None = None
    for mention in sorted(mentions, key=lambda clause: clause.interval[0]):
        start = mention.interval[0]
        before = text[max(0, start - 40) : start]
        if names_nobody(mention, before, text):
            continue
        is_term = _DEFINING.search(before)
        # "RESELLER" comes before the reseller's name
        if is_term and (
            _OF_THIS_PAPER.search(before)
            or calls_no_party(before.rstrip('“"'))
            or _NAME_FOLLOWS.match(text, mention.interval[1])
        ):
            continue
        pair = _pair(mention, text)
        for name in pair or _names(mention.text):
            if is_term and _THING.fullmatch(name):
                continue
            if is_term:
                if not (_OF_THE_READER.search(before) or _describes_another(text, parties, last, mention)):
                    parties = _with_term(parties, last, name)
                continue
            known = _known(name, parties) or _ends(mention.text, name, parties)
            if known is None and not _is_term_of(name, parties) and (pair or _is_name(name)):
                last = key(name)
                parties[last] = Party(
                    name=name,
                    defined_as=[term for term in _defined(text, name, start, parties) if key(term) != last],
                    clause=mention.id,
                    score=mention.score,
                )
            elif known:
                last = known
    return _once(list(parties.values()))


def _pair(mention: Clause, text: str) -> list[str]:
    """The two names of "between brook.example and north lights", which show by their place that they are names, though
    they have no legal form; none if there are more or fewer, or if one is only a role. With a legal form, "Smith and
    Sons Inc." is one name unless the sentence ends there and names nobody else."""
    start, end = mention.interval
    with_form = HARD_FORM.search(mention.text)
    ends = _SENTENCE_ENDS.match(text, end) if with_form else _PAIR_ENDS.match(text, end)
    if not ends or not _BETWEEN.search(text, max(0, start - _BETWEENS), start):
        return []
    names = [clean(name) for name in _JOINED.split(" ".join(mention.text.split()))]
    if len(names) != 2 or HARD_FORM.search(names[0]) or not _LIKE_A_NAME.search(mention.text):
        return []
    return names if all(_can_be_one(name) for name in names) else []


def _can_be_one(name: str) -> bool:
    """Whether these words can be one of two names between which a contract is made."""
    excluded = _NO_NAME.search(name) or _ROLE.fullmatch(name) or _NO_PARTY.match(name) or name.lower() in places()
    return _MAY_BE_NAMED.match(name) is not None and not excluded


# A second party whose name is still to be filled in, on lines of its own.
_BLANK_NAME = re.compile(r"\n[ \t]{0,9}(?:AND|And)[ ]?:?[ \t]{0,5}\n|\bName[ ]?:[ ]?_{3}")


def _describes_another(text: str, parties: dict[str, Party], last: str | None, term: Clause) -> bool:
    """Whether someone else stands between the last party and this term: "Acme (the "Company") engages the broker who
    signs below (the "Broker")", "Acme and current user ("Renter")"."""
    if not last:
        return False
    named = text.rfind(parties[last].name, 0, term.interval[0])
    if named >= 0 and someone_accepts(text, named, term.interval[0]):
        return True
    if not parties[last].defined_as:
        return False
    if named >= 0 and someone_else(text, named, term.interval[0]):
        return True
    begin = text.rfind(parties[last].defined_as[-1], 0, term.interval[0])
    between = text[max(begin, 0) : term.interval[0]]
    return begin >= 0 and bool(_ENGAGES.search(between) or _BLANK_NAME.search(between))


def _once(parties: list[Party]) -> list[Party]:
    """Drops a party whose name is the end of another party's name with the same terms: a line break or header cut
    it."""
    return [
        party
        for party in parties
        if not any(
            f" {key(other.name)}".endswith(f" {key(party.name)}")
            and party.defined_as
            and set(party.defined_as) <= set(other.defined_as)
            for other in parties
            if other is not party
        )
    ]


def _names(mention: str) -> Iterator[str]:
    """The names in a mention: "Acme, Inc. and Brightwater LLC" are two."""
    begin = 0
    if cut := _END_OF_ANOTHER.match(mention):
        begin = cut.end()  # the beginning of the first name was lost
    for end in [*(match.end() for match in _AND_ANOTHER.finditer(mention, begin)), len(mention)]:
        if name := clean(mention[begin:end]):
            yield name
        begin = end


def _is_name(name: str) -> bool:
    """Whether these words can be the name of a party, rather than a sentence, legal form, role, place or address."""
    if (
        VERB.search(name)
        or _BEGINS_AMID.match(name)
        or _FORM_FIRST.match(name)
        or FORM_ALONE.fullmatch(name)
        or _NO_PARTY.match(name)
        or STREET.search(name)
        or name.lower() in places()
    ):
        return False
    if not HARD_FORM.search(name) and all(_ROLE.fullmatch(one) for one in _BETWEEN_ROLES.split(name.rstrip("."))):
        return False
    words = [word for word in re.findall(r"\w[\w'’.-]*", name) if word not in {"of", "and", "the", "for", "de"}]
    return bool(words) and 2 * sum(word.islower() for word in words) <= len(words)


def _known(name: str, parties: dict[str, Party]) -> str | None:
    """The party of whose name this is another spelling, or a part."""
    for other, party in parties.items():
        one, two = HARD_FORM.search(name), HARD_FORM.search(party.name)
        same = key(name) == other or bool(not (one and two) and (bare(name) == bare(party.name)))
        same = same or (_BEGINS_AMID.match(name) is not None and f" {other}".endswith(f" {key(name)}"))
        if same or (not one and f" {bare(name)} " in f" {other} "):
            return other
    return None


def _ends(mention: str, name: str, parties: dict[str, Party]) -> str | None:
    """The party of whose name a mention that begins at a bracket is the end: "(Asia) Trading L.P."."""
    if not mention.startswith("("):
        return None
    return next((other for other in parties if f" {other}".endswith(f" {key(name)}")), None)


def _is_term_of(name: str, parties: dict[str, Party]) -> bool:
    return any(key(name) == key(term) for party in parties.values() for term in party.defined_as)


def _with_term(parties: dict[str, Party], last: str | None, term: str) -> dict[str, Party]:
    known = {one.lower() for one in parties[last].defined_as} if last else set()
    if (
        not last
        or key(term) in map(key, known)
        or _ANY_PARTY.fullmatch(term)
        or ANY_FORM.search(term[:-1])
        or is_of_the_other_side(term, known)
    ):
        return parties
    return {**parties, last: parties[last].model_copy(update={"defined_as": [*parties[last].defined_as, term]})}


def _defined(text: str, name: str, start: int, others: dict[str, Party]) -> list[str]:
    """The terms that the contract defines for a party, and not for one of the ``others``, at this mention of its name;
    otherwise the term in the cell or line before it."""
    words = spelled(name)
    # a name that lost its first word is the same party's
    elsewhere = {other: party for other, party in others.items() if not f" {key(name)}".endswith(f" {other}")}
    for match in re.compile(words, re.IGNORECASE).finditer(text, start):
        if terms := [
            term
            for term in terms_after(text, match.end())
            if not _is_term_of(term, elsewhere) and not _THING.fullmatch(term)
        ]:
            return terms
    label = re.search(
        rf"""["“](?P<term>[^"“”\n]{{2,40}})["”]\s?[\t:]\s?{words}"""
        # at a mention before this one: "Brook Group ("Company") operates a program"
        rf"""|{words}\s\((?:the\s)?["“](?:[Tt]he\s)?(?P<called>[A-Z][\w-]{{2,20}})["”]\)\s[a-z]""",
        text,
    )
    if label and label["called"] and not _is_term_of(label["called"], elsewhere):
        return [label["called"]]
    return [label["term"]] if label and label["term"] else list(_over_the_signature(text, words))


def _over_the_signature(text: str, name: str) -> Iterator[str]:
    """The role in a line of its own above a party's name, if the contract calls someone so: "DISTRIBUTOR"."""
    above = re.search(rf"^(?P<role>{PLAIN_ROLE})\s?:?\n{name}", text, re.MULTILINE | re.IGNORECASE)
    if above and re.search(rf"\b{above['role'].title()}\s(?:shall|will|may|agrees)\b", text):
        yield above["role"].title()
