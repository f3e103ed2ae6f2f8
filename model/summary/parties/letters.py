"""The parties of a letter: its sender and addressee, and whom its first sentences give a term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.company_names import HARD_FORM, NAME, bare, clean, key
from model.summary.parties.party_entry import ROLE, Entry, acts, entry_named
from model.summary.parties.possible_names import can_be_a_name
from model.summary.text.wording import spelled

# The head of a letter and its greeting are within this many characters of the beginning.
_HEAD = 5_000

# "To: Brook Bank, N.A. ("Counterparty")", and below it "From: Harrow AG ("Harrow")".
_ADDRESSED = re.compile(
    rf"^(?P<label>To|From|TO|FROM)\s?:\s{{1,9}}(?P<name>{NAME})(?:,[^()\"“”\n]{{1,200}})?\s\((?:the\s|hereinafter\s)?[\"“](?P<term>[A-Z][\w-]{{1,30}}(?:\s[A-Z][\w-]{{1,30}}){{0,2}})[\"”]\)",
    re.MULTILINE,
)
_WILL = r"\s(?:will|shall|may|agrees?|must)\b"


def parties_of_a_letter(text: str) -> list[Entry]:
    """Those whom a letter's head names as its sender and its addressees, and gives a term."""
    found: dict[str, Entry] = {}
    for match in _ADDRESSED.finditer(text, 0, _HEAD):
        entry = entry_named(text, match, clean(match["name"]), match["term"])
        known = entry and (HARD_FORM.search(entry.name) or acts(text, re.escape(match["term"]), _WILL, match.end()))
        if entry and known and can_be_a_name(entry.name, ""):
            found.setdefault(entry.name, entry)
    return list(found.values())


LETTER = re.compile(r"\b(?:Ladies\s+and\s+Gentlemen|Gentlemen|Dear\s+[^:\n]{1,60}):\s*")
# The address of a letter, and the sentences in which it gives its addressee a term, are at most this long.
_ADDRESS, _FIRST_SENTENCES = 600, 2_500
_AND_COMPANY = re.compile(r"&\s(?:Company|Co\.?)$")
_LINE, _ADDRESSEE = re.compile(r"^[^\n]{3,160}$", re.MULTILINE), re.compile(rf"(?P<name>{NAME})")


def addressee(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """The company to which a letter is addressed, if its first sentences give it a term and name it as no party yet:
    "Brook Brokers, LLC, 4 Mill Lane, Ladies and Gentlemen: Harrow sells through Brook Brokers, LLC, as agent (the
    "Agent")"."""
    greeting = LETTER.search(text, 0, _HEAD)
    if greeting is None:
        return
    terms, names = {term for entry in known for term in entry.terms}, {bare(entry.name) for entry in known}
    for line in _LINE.finditer(text, max(0, greeting.start() - _ADDRESS), greeting.start()):
        begins = _ADDRESSEE.match(text, *line.span())
        name = clean(begins["name"]) if begins else ""
        if not begins or not (HARD_FORM.search(name) or _AND_COMPANY.search(name)) or bare(name) in names:
            continue
        called = re.compile(rf"{spelled(name)}[^;()“”\"]{{0,80}}?\s\((?:the\s)?[“\"](?P<term>{ROLE})[”\"]")
        defined = called.search(text, greeting.end(), greeting.end() + _FIRST_SENTENCES)
        entry = entry_named(text, begins, name, defined["term"]) if defined and defined["term"] not in terms else None
        if entry:
            yield entry
            return


def without_agents_of_another(text: str, entries: list[Entry]) -> list[Entry]:
    """The entries without those that a letter names once, and calls nothing, among the parties of the agreement of
    which it speaks: "the Note Agreement between Brook Ltd (the "Company"), Harrow LLC (the "Buyer") and Quill Trust, as
    agent"."""
    if LETTER.search(text, 0, _HEAD) is None or sum(bool(entry.terms) for entry in entries) < 2:
        return entries
    return [entry for entry in entries if entry.terms or _is_named_again(text, entry)]


def _is_named_again(text: str, entry: Entry) -> bool:
    named = re.compile(spelled(entry.name), re.IGNORECASE).finditer(text)
    return any(one.start() != entry.start for one in named)


# "On which Harrow Credit Union (the "Credit Union") will sponsor the race organized by Brook Road Races ("BRR")", "on
# which the Trustees of Harrow Museum (a charity) (the "Museum", "we") will lend"
# "Harrow GmbH is the Buyer's parent (the "Parent")"
_RELATED = (
    r"(?:[^;()\"“”\n]{1,40}\s)?(?:parent|holding|subsidiary|affiliate|guarantor)(?:\scompany)?"
    r"(?:\sof\s[^;()\"“”\n]{3,40})?"
)
_WITH_A_TERM = re.compile(
    rf"(?<![\w.&])(?P<name>{NAME})(?:,[^;()\"“”\n]{{1,120}}|,?\s(?:carrying\son\sbusiness|trading|doing\sbusiness)\sas\s[\"“][^\"“”\n]{{2,60}}[\"”]|,\sa(?:[^;()\"“”\n]|\([^()\"“”\n]{{3,80}}\)){{1,240}}|\s\([^()\"“”\n]{{3,120}}\)|\sis\san?\s[^;()\"“”\n]{{3,60}}|\sis\sthe\s{_RELATED}|\sthe)?\s\((?:together\swith\s(?:its|their)\s[^()\"“”\n]{{3,60}},?\s)?(?:hereinafter\s(?:called|referred\sto\sas)\s)?(?:the\s)?[\"“]"
    # "("we", "us" or "Brook")"
    r"(?:(?P<first>we|you),?[\"”](?:,?\s(?:(?:and|or)\s)?[\"“](?:us|our|your),?[\"”]){0,2},?\s(?:(?:and|or)\s)?(?:the\s)?[\"“])?"
    r"(?P<term>[A-Z][\w&-]{1,30}(?:\s[A-Z][\w&-]{1,30}){0,2}),?[\"”]"
    r"(?:,?\s(?:(?:and|or)\s)?[\"“](?P<pronoun>we|you),?[\"”](?:,?\s(?:(?:and|or)\s)?[\"“](?:us|our|your),?[\"”]){0,2})?(?:,\swhich\s[^()\n]{3,160})?\)"
)
# "In this letter “Brook” means Brook Glass AB"
_MEANS = re.compile(
    rf"[\"“](?:the\s)?(?P<term>[A-Z][\w&-]{{1,30}}(?:\s[A-Z][\w&-]{{1,30}}){{0,2}})[\"”]\smeans\s(?:the\s)?(?P<name>{NAME})"
)
# The name that begins a line of a letter's head: that of its sender on the letterhead, or "To: Brook Mills Ltd, 4 Mill
# Lane, Oslo".
_LETTERHEAD = re.compile(rf"\s{{0,9}}(?P<name>{NAME})[ \t]{{0,9}}$", re.MULTILINE)
_TO = re.compile(rf"^(?:(?:To|TO)[ ]?:?\s{{1,3}})?(?P<name>{NAME})(?=,[ ]|[ \t]{{0,9}}$)", re.MULTILINE)
# How often a letter says what someone will do before that is one of its parties, unless somebody signs for them.
_TIMES = 2
# "The Brook Society (the "Society") lends the lamps and joins in this letter"
_JOINS = re.compile(
    r"[,;]?\s(?:[^.()\"“”]{0,120}?\b(?:and|it)\s)?(?:[^.;()\"“”]{0,60}?\band\s)?(?:joins(?:\sin)?|enters\sinto|signs)\sthis\s(?:letter|agreement)\b",
    re.IGNORECASE,
)
# "Dear Ms Brook", without a colon
_DEAR = re.compile(r"^Dear\s[^:,\n]{1,60},?[ \t]{0,3}$", re.MULTILINE)


def greeting_of(text: str, within: int = _HEAD) -> re.Match[str] | None:
    """The greeting of a letter; None if the text is none."""
    return LETTER.search(text, 0, within) or _DEAR.search(text, 0, within)


# "The races known as the Brook Grand Prix (the "Event")"
_KNOWN_AS, _NEAR = re.compile(r"\bknown\sas\s(?:the\s)?$"), 16


def called_by_a_letter(text: str) -> list[Entry]:
    """Whom a letter's first sentences give a term, with or without a legal form, if its head names them, it says what
    they will do, or somebody signs for them."""
    greeting = greeting_of(text)
    if greeting is None:
        return []
    head = text[: greeting.start()].lower()
    found: dict[str, Entry] = {}
    for match in _WITH_A_TERM.finditer(text, greeting.end(), greeting.end() + _FIRST_SENTENCES):
        entry = entry_named(text, match, clean(match["name"]), match["term"])
        named = entry and (HARD_FORM.search(entry.name) or " " in entry.name) and can_be_a_name(entry.name, "")
        if _KNOWN_AS.search(text, max(0, match.start() - _NEAR), match.start()):
            continue
        if entry and named and (entry.name.lower() in head or _is_bound(text, entry.name, match)):
            pronoun = [one for one in match.group("first", "pronoun") if one]
            found.setdefault(match["term"], entry._replace(terms=[*entry.terms, *pronoun]))
    for match in _MEANS.finditer(text, greeting.end(), greeting.end() + _FIRST_SENTENCES):
        entry = entry_named(text, match, clean(match["name"]), match["term"])
        if entry and HARD_FORM.search(entry.name):
            found.setdefault(match["term"], entry)
    return [*found.values(), *_called_together(text, greeting)]


def sender_and_addressee(text: str) -> list[Entry]:
    """The company on the letterhead and the one to which the letter is addressed, if both sign it, each with the first
    word of its name if the letter calls it so: "Brook will deliver"."""
    greeting = greeting_of(text)
    head = _LETTERHEAD.match(text) if greeting else None
    if greeting is None or head is None:
        return []
    named = (head, *_TO.finditer(text, head.end(), greeting.start()))
    entries = [_signing(text, one, greeting.end()) for one in named]
    sender, *addressees = entries
    first = next((one for one in addressees if one), None)
    return [sender, first] if sender and first and key(sender.name) != key(first.name) else []


def _signing(text: str, named: re.Match[str], body: int) -> Entry | None:
    """A company named in the head of a letter, if its name stands over or before a signature."""
    name = clean(named["name"])
    if not HARD_FORM.search(name) or not can_be_a_name(name, ""):
        return None
    signs = re.compile(
        r"^[ \t]{0,9}(?:(?:signed\s)?for\s(?:and\son\sbehalf\sof\s)?(?:the\s)?)?"
        rf"{spelled(name)}(?:[,.:]|[ \t]{{0,9}}$)",
        re.MULTILINE | re.IGNORECASE,
    )
    if not signs.search(text, body):
        return None
    first = name.split()[0]
    start = text.find(name, *named.span("name"))
    called = [first] if acts(text, re.escape(first), _WILL, body, _TIMES) else []
    return Entry(name, start, start + len(name), called) if start >= 0 else None


# "Dr. Marsh and Prof. Reed are referred to as the “Authors”", of whom the head of the letter has the full names
_TITLE = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx)\.?\s)"
_SURNAME = r"[A-Z][\w’'-]{1,30}"
_TOGETHER = re.compile(
    rf"{_TITLE}(?P<one>{_SURNAME})\sand\s{_TITLE}(?P<two>{_SURNAME})\sare\s(?:together\s|jointly\s)?(?:referred\sto\sas|called)\s(?:the\s)?[“\"](?P<term>[A-Z][\w-]{{2,30}})[”\"]"
)


def _called_together(text: str, greeting: re.Match[str]) -> Iterator[Entry]:
    """Two persons to whom a letter is addressed, and who share a term."""
    match = _TOGETHER.search(text, greeting.end(), greeting.end() + _FIRST_SENTENCES)
    if match is None:
        return
    for surname in match.group("one", "two"):
        line = re.compile(
            rf"^{_TITLE}?(?P<name>(?:[A-Z][\w’'.-]{{0,20}}\s){{1,3}}{re.escape(surname)})\b", re.MULTILINE
        )
        named = line.search(text, 0, greeting.start())
        entry = entry_named(text, named, named["name"], match["term"]) if named else None
        if entry:
            yield entry


def _is_bound(text: str, name: str, called: re.Match[str]) -> bool:
    """Whether a letter says what someone will do, by their term or as "we" or "you", or that they join in it, or
    somebody signs it for them."""
    pronoun = called["pronoun"] or called["first"]
    terms = re.escape(called["term"]) + (f"|(?i:{pronoun})" if pronoun else "")
    if acts(text, terms, _WILL, called.end(), _TIMES) or _JOINS.match(text, called.end()):
        return True
    signs = re.compile(rf"\b(?i:for|on\sbehalf\sof)\s(?:[Tt]he\s)?{spelled(name)}[ \t,.]{{0,3}}$", re.MULTILINE)
    return signs.search(text, called.end()) is not None
