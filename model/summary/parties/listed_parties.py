"""The parties as the opening of a contract lists them: "between A, a Utah company ("Provider"), and B ("Buyer")"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from model.summary.parties.blank_parties import named_elsewhere, named_reader, parties_left_blank, processor
from model.summary.parties.company_names import (
    ANY_FORM,
    HARD_FORM,
    NAME,
    clean,
    is_named,
    key,
)
from model.summary.parties.described_parties import described_parties
from model.summary.parties.letters import (
    LETTER,
    addressee,
    called_by_a_letter,
    parties_of_a_letter,
    sender_and_addressee,
    without_agents_of_another,
)
from model.summary.parties.names_in_lists import AND_YOU, SOLELY_FOR, WHAT_FOR, candidate_names, is_listed, label_before
from model.summary.parties.names_with_and import whole_name
from model.summary.parties.offeror_definitions import NAME as NAME_ON_A_LINE
from model.summary.parties.offeror_definitions import ROLE_OF_OFFEROR
from model.summary.parties.only_company import only_company
from model.summary.parties.parties_in_items import with_items
from model.summary.parties.parties_in_lines import (
    blanks_below_roles,
    named_below_roles,
    parties_by_role,
    parties_in_columns,
    parties_in_lines,
)
from model.summary.parties.parties_outside_lists import (
    NO_BETWEEN,
    beside_somebody,
    blank_fields,
    blanks_with_roles,
    fields_of_a_table,
    labeled_parties,
    municipalities,
    named_otherwise,
    parties_of_a_building_form,
    parties_of_a_form,
    parties_with_addresses,
    parties_with_roles,
    role_in_a_form,
    set_forth_below,
    single_fields,
)
from model.summary.parties.party_entry import ROLE, SEARCHED, Entry, entry_named, merged
from model.summary.parties.possible_names import can_be_a_name
from model.summary.parties.roles_below_names import parties_above_their_roles
from model.summary.parties.short_names import parties_with_short_names
from model.summary.parties.shown_names import is_a_thing
from model.summary.parties.standard_terms import (
    addresses_the_reader,
    company_at_the_top,
    company_with_a_term,
    contracting_companies,
    employers,
    is_in_the_signers_words,
    is_offered_to_anyone,
    likely_offerors,
    offerors,
)
from model.summary.parties.terms_for_parties import LIST_ENDS, TERM_REACH, terms_between
from model.summary.parties.trusts import as_its_trust

# A list of parties has at most this many characters, and at most this many passages are tried.
_LIST, _PASSAGES = 3_000, 12
_AGREE = re.compile(r"\bagrees?\s+(?:as\s+follows|the\s+following\b|to\s+(?:all|the)\b)")
_BEGINS = re.compile(
    r"\b(?:between|among(?:st)?|BETWEEN|AMONG|B\sE\sT\sW\sE\sE\sN|A\sM\sO\sN\sG|Between|Among|(?:made(?!\s(?:using|available)\b)|entered\s+into"
    r"|executed|delivered|signed\s(?:on|as\sof))(?:(?!\bbetween\b|\bamended\sby\b)[^.;()]){0,80}?\bby)\b[\s:,]{0,9}"
    r"(?:and\s+(?:between|among)[\s:,]{1,9})?(?:the\s+(?:following|undersigned)(?:\s+parties)?[\s:,]{1,9})?"
    r"|\b[Tt]he\s[Pp]arties\sto\sthis\s(?:[Aa]greement|[Cc]ontract|[Dd]eed|[Ll]ease|[Ll]etter|[Aa]mendment|[Aa]ddendum|SOW|(?:[A-Z]\w{2,12}\s){0,2}[Oo]rder"
    r"|[Ss]tatement\sof\s[Ww]ork)\sare[\s:,]{1,9}(?:the\sfollowing[\s:,]{1,9})?"
    # "The undersigned:", and a list
    r"|(?<=\n)(?:The\s)?[Uu]ndersigned(?:\sparties)?\s?:\s?\n"
    # a heading above a list
    r"|(?<=\n)(?:\d{1,2}\.?\s)?(?:(?:THE\s)?PARTIES|(?:The\s)?Parties)\s?:?\s?\n"
)
# "Browsers including those made by Brook and Harrow", "pumps made by Brook": they make a thing, and no contract.
_MAKES_A_THING = re.compile(
    r"\b(?:those|(?!(?:was|terms|presents|articles|agreements|contracts|amendments|leases|licen[cs]es|deeds|orders|notes)\s)"
    r"[a-z-]{2,30}s)\s$",
    re.IGNORECASE,
)
_MADE_BY, _THING = re.compile(r"made\sby\s"), 40
_DEFINES = re.compile(r"""["“][^"“”]{1,60}["”]|''[^'"]{1,40}["']|\([A-Z][A-Z&]{1,14}\)""")
# After the second term: in the next line, "Vendor has a contract with Elm, LLC ("Owner")" lists nobody.
_SENTENCE_ENDS = re.compile(r"[\"”)]\s?\.(?=\s)|(?<=\d)\.[ \t]{0,3}(?=\n)|(?<=[a-z]{4})\.[ \t]{0,3}(?=\n)")
# "Brook (“Brook”) and Harrow (“Harrow”), as an amendment to that certain Lease between": who made that one.
_OF_ANOTHER_AGREEMENT = re.compile(
    r"\bthat\scertain\s[^;()“”\"\n]{3,120}?\b(?:[Aa]greement|AGREEMENT|[Cc]ontract|[Ll]ease|[Ll]icen[cs]e)\b[^;()“”\"\n]{0,80}?\b(?:between|among)\b"
    r"|\bunder\s(?:(?:[Ss]ection|[Cc]lause|[Aa]rticle)\s[\d.]{1,8}\sof\s)?the\s[^.;()“”\"\n]{3,120}?\bAgreement\b[^.;\n]{0,120}?\b(?:between|among)\b"
)
# "And (Client) Brook, Inc.": the role comes before the name.
_ROLE_BEFORE, _LONGEST_ROLE = re.compile(r"\s\((?P<role>[A-Z][a-z]{2,20})\)[ \t](?:the\s)?$"), 30


def listed_parties(text: str, mentions: Sequence[tuple[int, int]] = ()) -> list[Entry]:
    """The parties that the opening lists, in its order; ``mentions`` are intervals thought to name parties.

    If there are several lists (a cover page may have one, too), the one that defines terms for the parties counts.
    """
    return [as_its_trust(text, _with_its_whole_name(text, entry)) for entry in _listed(text, mentions)]


def _with_its_whole_name(text: str, entry: Entry) -> Entry:
    """The party with the part of its name that "and" cuts off."""
    start, end = whole_name(text, entry.start, entry.end)
    if (start, end) == (entry.start, entry.end):
        return entry
    return entry._replace(name=" ".join(text[start:end].split()), start=start, end=end)


def _listed(text: str, mentions: Sequence[tuple[int, int]]) -> list[Entry]:
    if named := parties_of_a_building_form(text) or parties_with_short_names(text):
        return named
    labeled = labeled_parties(text)
    again = [other for _, other in named_otherwise(labeled)]
    best = [entry for entry in labeled if entry not in again]
    best = with_items(text, _without_roles_of_others(text, _best_list(text, mentions, best)))
    if len(best) > 1 and any(entry.terms for entry in best):
        rows = parties_by_role(text)  # the list may be only the last rows of a table
        best = rows if len(rows) > len(best) and _names_all(rows, best) else best
        whole = [*best, *_of_further_parts(text, best), *_joining_later(text, best), *addressee(text, best)]
        return without_agents_of_another(text, whole)
    with_roles = parties_with_roles(text, mentions)
    for others in _outside_a_list(text, with_roles):
        if len({(key(other.name), *([] if is_named(other.name) else other.terms)) for other in others}) > 1:
            return others
    if len(best) == 1 and (towns := [one for one in municipalities(text) if one.terms != best[0].terms]):
        return sorted([*best, *towns], key=lambda entry: entry.start)
    if len(best) > 1:
        called = {key(one.name): one.terms for one in offerors(text)} if is_offered_to_anyone(text) else {}
        return [
            one._replace(terms=list(role_in_a_form(text, one.name)) or called.get(key(one.name), [])) for one in best
        ]
    fields = [] if best else [*single_fields(text), *blank_fields(text)]
    if len(fields) > 1 and any(is_named(one.name) for one in fields):
        return merged(fields)
    asking = merged(one for one in fields if _ASKS_FOR_A_NAME.search(one.name))
    if len({one.terms[0] for one in asking}) > 1:
        return asking
    best = best or beside_somebody(text)
    found = [*best, *set_forth_below(text, best), *blanks_with_roles(text, best)]
    found = _with_one_named_elsewhere(text, found or with_roles) or found
    if len(found) < 2 and (unnamed := parties_left_blank(text)):
        return unnamed
    return found if len(found) > 1 else _beside_the_reader(text, found)


def _without_roles_of_others(text: str, entries: list[Entry]) -> list[Entry]:
    """The entries without those that are only the role of somebody whom a line at the top names: "between Vendor and
    Subscriber, each named above"."""
    if not any(re.fullmatch(ROLE, entry.name) for entry in entries):
        return entries
    roles = {key(entry.terms[0]) for entry in parties_in_lines(text) if entry.terms}
    return [entry for entry in entries if key(entry.name) not in roles]


def _outside_a_list(text: str, with_roles: list[Entry]) -> Iterator[list[Entry]]:
    """What names parties elsewhere than in a list, the surest first; each is looked for only if none before will do."""
    yield parties_of_a_letter(text)
    yield parties_in_lines(text)
    yield fields_of_a_table(text)
    yield with_roles
    yield list(parties_of_a_form(text))
    yield parties_with_addresses(text)
    yield called_by_a_letter(text)
    yield described_parties(text)
    yield parties_in_columns(text)
    yield parties_above_their_roles(text)
    yield sender_and_addressee(text)


# "Brook intends to form a subsidiary (“Brook-B”) and make it a Party hereto": it has no other name yet.
_JOINS_LATER = re.compile(
    r"\((?:the\s)?[“\"](?P<term>[A-Z][\w&-]{1,30})[”\"]\),?\s(?:(?:and\s|which\s|that\s|who\s)(?:(?:shall|will|to)\s)?){1,2}"
    r"(?:(?:make|cause|procure|have)\s(?:it|that\s(?:company|subsidiary|entity))\s(?:(?:to\s)?(?:be|become|join\sas)\s)?"
    r"|(?:become|be\smade|join\sas)\s)an?\s(?:additional\s|further\s)?[Pp]arty\s(?:hereto\b|to\sthis\s(?:[A-Z]\w+\s)?[Aa]greement)"
)


# "MR. JAN BROOK, son of ..., (hereinafter the "Confirming Party") of the THIRD PART": a deed numbers its parties.
_OF_A_PART = re.compile(
    r"\n[ \t]{0,9}(?:(?i:mr|mrs|ms|dr|shri|smt)\.?[ ])?"
    r"(?P<name>[A-Z][\w.’'&-]{0,30}(?:[ ][A-Z][\w.’'&-]{0,30}){1,5}),\s[^\n]{0,500}?"
    r"\([^()“”\"\n]{0,60}[“\"](?:the\s)?(?P<term>[^“”\"\n]{2,40})[”\"][^()\n]{0,300}\)\sof\sthe\s"
    r"(?i:third|fourth|fifth|other|last)\s(?i:part)\b"
    # "Prof. Dr. Ann Brook, Am Rebhang 7, Wittlingen", and in the next line "- hereinafter "Consultant" -"
    r"|\n[ \t]{0,9}(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?[ ]){0,2}"
    r"(?P<person>[A-ZÀ-Ž][\w.’'-]{1,30}(?:[ ][A-ZÀ-Ž][\w.’'-]{1,30}){1,3}),\s"
    r"[^\n]{0,300}\n\s{0,9}[-–—][ ]?(?i:hereinafter)\s[^“”\"\n]{0,40}"
    r"[“\"](?:the\s)?(?P<role>[^“”\"\n]{2,40})[”\"]\s?[-–—]"
    # each in a line of its own
    r"|\n[ \t]{0,9}(?P<alone>[A-Z][\w.’'&-]{0,30}(?:[ ][A-Z][\w.’'&-]{0,30}){1,5})(?:,\s[^\n]{0,300})?\n\s{0,9}"
    r"\([^()“”\"\n]{0,60}[“\"](?:the\s)?(?P<called>[^“”\"\n]{2,40})[”\"]\)\s{0,9}\n\s{0,9}(?i:of\sthe\s(?:third|fourth|fifth)\spart)\b"
)


def _of_further_parts(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """Those "of the THIRD PART" and the parts after it, who are not among the parties yet."""
    names = {key(entry.name) for entry in known}
    terms = {key(term) for entry in known for term in entry.terms}
    for part in _OF_A_PART.finditer(text, 0, SEARCHED):
        which = next(name for name in ("name", "alone", "person") if part[name])
        called = part["term"] or part["called"] or part["role"]
        if key(part[which]) not in names and key(called) not in terms:
            yield Entry(part[which], *part.span(which), [called])


def _joining_later(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """The company that is to become a party after the signatures, which the contract has only a term for."""
    terms = {key(term) for entry in known for term in (entry.name, *entry.terms)}
    joins = _JOINS_LATER.search(text, 0, SEARCHED)
    if joins and key(joins["term"]) not in terms:
        yield Entry(joins["term"], *joins.span("term"), [])


def _with_one_named_elsewhere(text: str, found: list[Entry]) -> list[Entry]:
    """The party that the opening names and the one of which it says where its name is; none if it does not."""
    beside = list(named_elsewhere(text, found))
    return [*found, *beside] if beside else []


# "Client: [CLIENT NAME / COMPANY NAME]", "Tenant: ____"
_ASKS_FOR_A_NAME = re.compile(r"_|\b(?:name|party|company|business|employer|employee)\b", re.IGNORECASE)


def _beside_the_reader(text: str, best: list[Entry]) -> list[Entry]:
    """Whoever offers the terms that the reader accepts, and the other side if a field above them names it or leaves a
    blank for it."""
    named = [
        entry._replace(terms=[term for term in entry.terms if not is_a_thing(term, entry.name)])
        for entry in best
        if HARD_FORM.search(entry.name)
    ]
    anyone = is_offered_to_anyone(text)
    found = merged([*named, *offerors(text), *employers(text)]) or list(processor(text))
    if not found and (anyone or addresses_the_reader(text)):
        called = [entry for entry in best if entry.terms]
        likely = likely_offerors(text)
        short = {key(term) for entry in likely for term in entry.terms}
        found = likely if not called or key(called[0].name) in short else called
    if not found and is_in_the_signers_words(text):
        found = company_with_a_term(text)
    if anyone:
        found = merged([*found, *contracting_companies(text), *company_at_the_top(text)])
    found = found or best
    found = merged([*(_whoever_trades(text, entry) for entry in found), *named_reader(text)])
    known = {term.lower() for entry in found for term in entry.terms}
    fields = [*single_fields(text), *blank_fields(text)] if found or anyone else []
    fields += [*blanks_below_roles(text), *named_below_roles(text)]
    if not found:  # "1.1 Seller: Ann Brook"
        sells = [one for one in fields if ROLE_OF_OFFEROR.fullmatch(one.terms[0]) and is_named(one.name)]
        found = sells[:1] or only_company(text)
        fields = fields if found and not sells else []
    return merged([*found, *(one for one in fields if one.terms[0].lower() not in known)])


# "Brook & Harrow Studies t/a BROOK LTD"
_TRADES_AS = re.compile(rf"(?<![\w.&])(?P<name>{NAME_ON_A_LINE})[ ](?i:t/a|trading[ ]as)[ ]$")
_LONGEST_NAME = 120


def _whoever_trades(text: str, entry: Entry) -> Entry:
    """The party without terms that stand for things, and under its own name if it trades under another."""
    entry = entry._replace(terms=[one for one in entry.terms if not is_a_thing(one, entry.name)])
    before = _TRADES_AS.search(text, max(0, entry.start - _LONGEST_NAME), entry.start)
    if not before or not can_be_a_name(before["name"], "") or " " not in before["name"]:
        return entry
    name = clean(before["name"])
    start = text.find(name, *before.span("name"))
    return Entry(name, start, start + len(name), [*entry.terms, entry.name]) if start >= 0 else entry


def _best_list(text: str, mentions: Sequence[tuple[int, int]], best: list[Entry]) -> list[Entry]:
    """The list that defines the most terms; ``best`` if none defines more than that one."""
    first, done = 0, len(text)
    for begin, end, between in _passages(text):
        if begin >= done or begin < first < end:
            continue
        entries = _named_again(merged(_with_shared_terms(text, _entries(text, begin, end, mentions))))
        if first < end and done < len(text) and not _names_all(entries, best):
            continue  # a passage inside the list counts only if it names more parties than the list
        if not between and sum(bool(entry.terms) for entry in entries) < 2:
            continue
        if _worth(entries) > _worth(best):
            best = entries
        if len(entries) > 1 and all(entry.terms for entry in entries):
            first, done = begin, min(done, end)
    return best


def _named_again(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that only repeat what another one is called: "The Supplier and the Customer are"."""
    terms = {key(term) for entry in entries for term in entry.terms}
    return [entry for entry in entries if entry.terms or key(entry.name) not in terms]


def _names_all(entries: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether the first list names every party of the second."""
    return {key(one.name) for one in entries} >= {key(one.name) for one in others}


def _worth(entries: Sequence[Entry]) -> tuple[bool, bool, int]:
    return len(entries) > 1, any(entry.terms for entry in entries), sum(bool(entry.terms) for entry in entries)


# "(1) BROOK MILLS LIMITED, whose registered office is at ... (the Supplier); and", with no words before it.
_FIRST_OF_A_LIST = re.compile(
    r"^\(1\)[ \t](?=[^\n]{5,600}\((?:the\s)?[\"“]?[A-Z][\w ]{1,30}[\"”]?\)[;,]?(?:[ ]and)?[ \t]*\n)", re.MULTILINE
)


# "Under the Master Services Agreement dated May 2, 2020 (the “MSA”) between": who made that one, if somebody else is
# said to enter into this
_UNDER_ANOTHER = re.compile(
    r"\b(?:[Uu]nder|[Pp]ursuant\sto)\s(?:[^.;\n]|\.\d){0,60}?\b(?:the|that\scertain)\s[^.;\n]{0,100}?\b(?:Agreement|Contract|MSA)\b(?:[^.;\n]|(?<=\bNo)\.){0,160}$"
)
_NAME_OF_ONE = 300


def _made_by(begins: re.Match[str]) -> bool:
    """Whether a list begins with "entered into by", "The parties to this Order are" or the like, which no other
    agreement's does."""
    return not {"by", "this"}.isdisjoint(begins.group().split())


# The line below a letter's greeting: "Re: Transfer of Brook Mills Ltd."
_SUBJECT_LINE = re.compile(r"(?:Re|RE|Subject|SUBJECT)\s?:[^\n]{1,200}\n")


def _passages(text: str) -> Iterator[tuple[int, int, bool]]:
    """The passages that may contain lists of parties, and whether "between" comes before each."""
    reach = min(SEARCHED, max(6_000, len(text) // 4))
    lists = [
        match
        for match in islice(_BEGINS.finditer(text, 0, reach), _PASSAGES)
        if not (
            _MADE_BY.fullmatch(match.group())
            and _MAKES_A_THING.search(text, max(0, match.start() - _THING), match.start())
        )
    ]
    own = [one for one in lists if not _UNDER_ANOTHER.search(text, max(0, one.start() - _NAME_OF_ONE), one.start())]
    begins = [(match.end(), True) for match in (own if any(map(_made_by, own)) else lists)]
    if letter := LETTER.search(text, 0, NO_BETWEEN):
        subject = _SUBJECT_LINE.match(text, letter.end())
        begins.append(((subject or letter).end(), False))
    if agree := _AGREE.search(text, 0, NO_BETWEEN):
        begins.append((text.rfind("\n", 0, agree.start()) + 1, False))
    if first := _FIRST_OF_A_LIST.search(text, 0, NO_BETWEEN):
        begins.append((first.start(), False))
    for begin, between in begins:
        end = begin + _LIST
        if ends := LIST_ENDS.search(text, begin, end):
            end = ends.start()
        defined = [match.end() for match in _DEFINES.finditer(text, begin, end)]
        if len(defined) > 1 and (sentence := _SENTENCE_ENDS.search(text, defined[1] - 1, end)):
            end = sentence.end()
        other = _OF_ANOTHER_AGREEMENT.search(text, defined[1], end) if len(defined) > 1 else None
        if other:
            end = other.start()
        yield begin, min(end, len(text)), between


def _entries(text: str, begin: int, end: int, mentions: Sequence[tuple[int, int]]) -> Iterator[Entry]:
    names: list[tuple[str, int, int]] = []
    for name, start, stop in candidate_names(text, begin, end):
        hinted = any(a < stop and start < b and b - a < 3 * (stop - start) for a, b in mentions)
        before = text[names[-1][2] if names else begin : start]
        if is_listed(text, name, stop, before, hinted, first=not names) and not _is_in_a_joint_name(text, begin, start):
            names.append((name, start, stop))
    terms: list[str] = []
    for number, (name, start, stop) in enumerate(names):
        if _is_half(text, names, number):
            continue
        if number and _is_half(text, names, number - 1):
            start = names[number - 1][1]
            name = " ".join(text[start:stop].split())
        following = names[number + 1][1] if number + 1 < len(names) else min(end, stop + TERM_REACH)
        if role := _role_before(text, following):
            following = role.start()
        # "A and its affiliates (collectively, "A")" names one party, "A and B (collectively, "Sellers")" two
        alone = number == 0 or bool(terms)
        terms = list(terms_between(text, stop, following, alone))
        if not terms and following < end and text[stop:following].strip() == "/":
            # "Acme, LLC / Brook, Inc. ("Sponsor")": both are
            last = names[number + 2][1] if number + 2 < len(names) else min(end, names[number + 1][2] + TERM_REACH)
            terms = list(terms_between(text, names[number + 1][2], last, alone))
        if not terms and (role := _role_before(text, start)):
            terms = [role["role"]]
        if (label := label_before(text, start)) and key(label) not in map(key, terms):
            terms.append(label)
        yield Entry(name, start, stop, terms)
    yield from _bound_for_a_purpose(text, begin, end)


# "Ann Brook, M.D., and Bert Brook, an individual (each, an “Owner” and together, the “Owners”)", "Ann Brook and Bert
# Brook (“you,” each of you and both of you together)"
_EACH = re.compile(
    # "Brook Ltd, a Utah company, as to one half (each a “Tenant”)", "Brook Ltd, all three Ohio companies (each"
    r"(?:,\san?\s[^;()\"“”\n]{3,160}|,\s{1,3}(?:both|all)\s[^;()\"“”]{3,200})?,?\s\((?:each(?:\sof\s(?:them|whom))?|individually),?\s(?:individually,?\s)?an?\s[\"“]"
    r"(?P<term>(?!Part(?:y|ies)\b)[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30}){0,2}),?[\"”]"
    r"|\s\([\"“](?P<you>you),?[\"”],?\s(?:each|both|either|all)\sof\syou\b"
    # "(together, the “Affiliates”)"
    r"|(?:,\s(?:both|all)\s[^;()\"“”\n]{3,160})?\s\((?:the\s(?:two|three)\s)?(?:together|collectively|jointly),?\s(?:the\s)?[\"“](?P<all>(?!Part(?:y|ies)\b)[A-Z][\w-]{2,30}s)[\"”]\)"
    # "Ann Brook and Brook Ltd, as tenants in common (collectively, the “Landlord”)"
    r"|,\sas\s[a-z][a-z -]{3,40}\s\((?:together|collectively|jointly),?\s"
    r"(?:the\s)?[\"“](?P<both>[A-Z][\w-]{2,30})[\"”]\)"
)


# "(each a “Co-Tenant” and, jointly and severally, “Tenant”)"
_JOINTLY = re.compile(
    r",?\sand,?\s(?:jointly(?:\sand\sseverally)?|together|collectively),?\s(?:the\s)?[\"“]"
    r"(?P<term>(?!Part(?:y|ies)\b)[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30}){0,2}),?[\"”]"
)


def _with_shared_terms(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """The entries, with the term that each of several has in brackets after the last of them."""
    found = list(entries)
    for number, entry in enumerate(found):
        if shared := _EACH.match(text, entry.end):
            terms = entry.terms or [
                " ".join((shared["term"] or shared["you"] or shared["all"] or shared["both"]).split())
            ]
            jointly = _JOINTLY.match(text, shared.end())
            if jointly and key(jointly["term"]) not in (key(terms[0]), f"{key(terms[0])}s"):
                terms = [*terms, jointly["term"]]
            found[number] = entry._replace(terms=terms)
            for before in range(number - 1, -1, -1):
                if found[before].terms:
                    break
                found[before] = found[before]._replace(terms=terms)
    return found


# "(“Mill”, and together with Brook, “Mill and Brook”)": what two are called jointly, and no further party.
_TOGETHER_WITH = re.compile(r"\b(?:together|collectively|jointly|along)\swith\s(?:the\s)?$")


def _is_in_a_joint_name(text: str, begin: int, start: int) -> bool:
    """Whether a name stands in the brackets that define what its party and another are called jointly."""
    opens, closes = text.rfind("(", begin, start), text.rfind(")", begin, start)
    return opens > closes and _TOGETHER_WITH.search(text, opens, start) is not None


# "Buyer, a company wholly owned by Brook Holdings, LLC (“BH”), and, solely for purposes of Section 4, BH; each a Party"
_TERM_FOR_A_PURPOSE = re.compile(
    rf"\b{SOLELY_FOR}{WHAT_FOR},\s(?:the\s)?"
    r"(?P<term>[A-Z][\w&-]{1,30})(?=[;,]\s(?:each|collectively|together|and\stogether)\b)"
)


def _bound_for_a_purpose(text: str, begin: int, end: int) -> Iterator[Entry]:
    """The parties that the list names only by a term, which it defines where it mentions them before."""
    for one in _TERM_FOR_A_PURPOSE.finditer(text, begin, end):
        defined = re.compile(
            rf"(?<![\w.&])(?P<name>{NAME})(?:,?\san?\s[^.;()\"“”]{{3,80}})?\s\((?:the\s)?[\"“]{re.escape(one['term'])}[\"”]\)"
        )
        named = defined.search(text, begin, one.start())
        entry = named and entry_named(text, named, clean(named["name"]), one["term"])
        if entry and HARD_FORM.search(entry.name):
            yield entry


def _role_before(text: str, start: int) -> re.Match[str] | None:
    """A role in brackets right before a name."""
    role = _ROLE_BEFORE.search(text, max(0, start - _LONGEST_ROLE), start)
    return role if role and re.fullmatch(ROLE, role["role"]) else None


def _is_half(text: str, names: Sequence[tuple[str, int, int]], number: int) -> bool:
    """Whether "and" joins this name and the next into one: "Institute of Wool and Cotton Research ("IWCR")"."""
    if number + 1 >= len(names) or len(names) < 3 or ANY_FORM.search(names[number][0][-9:]):
        return False
    (_, begin, stop), (_, start, end) = names[number], names[number + 1]
    if AND_YOU.search(text, max(0, begin - _LONGEST_ROLE), begin):
        return False
    between = text[stop:start].strip().lower()
    return (
        between == "and"
        and not HARD_FORM.search(names[number][0])
        and bool(re.match(r'\s?\((?:the\s)?["“][^"“”]*[^s"“”]["”]', text[end : end + 60]))
    )
