"""Parties that have a line each, whether they are companies or persons: "Licensor: Ann Brook (d/b/a Brook Tools)", the
line below "LICENSOR", the rows of a table or list under "Parties", the blocks "Founder 1", "Name: Ann Brook" over
signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.company_names import ANY_FORM, HARD_FORM, NAME, clean, is_named, key
from model.summary.parties.names_with_and import end_on_the_line
from model.summary.parties.offeror_definitions import NAME as NAME_ON_A_LINE
from model.summary.parties.party_entry import ROLE, Entry, acts, merged, name_of_blank
from model.summary.parties.possible_names import PLAIN_ROLE, can_be_a_name, trust_date
from model.summary.parties.terms_for_parties import terms_after, terms_between
from model.summary.text.wording import spelled

# Such lines begin within this many characters of the beginning, and each begins so near to the one before.
_TOP, _NEAR = 3_000, 600
_HONORIFIC = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sr|Sra|Eng)\.?\s)?"
_BLANK = r"_{3,200}|\[[^\[\]\n]{2,80}\]|\{\{[^{}\n]{1,60}\}\}"
# "Council | The Council of the Borough of Harrow", "the Regional Authority for Safety in Harrow and the Marches"
_BODY = (
    r"(?:The[ ])?(?:State[ ]of|Governing[ ](?:Council|Body|Board)|Commonwealth[ ]of|Crown[ ]in|Minister[ ](?:for|of)"
    r"|Council|Authority|Board|Regional|University|Guild|Trustees|Governors|City|County|Shire"
    r"|Ministry|Department)\b"
)
_OF_A_BODY = re.compile(_BODY)
# "Ann “Annie” Brook"
_NICKNAMED = r"[A-ZÀ-Ž][\w’'-]{1,30}[ ][“\"][A-ZÀ-Ž][\w’'-]{1,20}[”\"][ ][A-ZÀ-Ž][\w’'-]{1,30}"
_IS_NICKNAMED = re.compile(_NICKNAMED)
_PRONOUN = re.compile(r"[\"“](we|us|you)\b")
_LINE = re.compile(
    # "Item 1. Customer: ...", "1.2 Customer: ..."
    rf"^[-•*\s]{{0,4}}(?:(?:Item\s)?\d{{1,2}}(?:\.\d{{1,2}})?[.:)]?(?:[ ][–—-])?[ \t]{{1,4}})?(?:(?:The|THE)\s)?"
    # whoever acts for a party ("Owner's Agent") is none
    rf"(?P<role>(?![A-Z][a-z]{{2,20}}[’']s\s(?:Agent|Insurer|Banker|Broker|Manager|Engineer|Surveyor|Solicitor)\b)"
    rf"(?:[A-Z][a-z]{{2,20}}(?:[’']s)?\s)?{ROLE}s?|Principal|We(?:\s?/\s?|,\s)us|You|Our\sname|Your\sname|(?i:{PLAIN_ROLE})|(?!(?:ORDER|LETTER|OFFER|TENDER|WAIVER|RIDER)\b)[A-Z]{{2,20}}(?:ER|OR|EE|ANT)S?"
    # "Gallery: Brook Rooms Ltd", "Brook Entity", a tab, and the company
    r"|(?P<other>[A-Z][a-z]{2,20}(?:[ ][A-Z][a-z]{2,20})?|Additional\s(?:contracting\s)?party)"
    # "Brook ("we", "us"): Brook Rooms Ltd"
    r"(?=:[ ]|[ ]?\t|[ ]\([\"“](?:we|us|you)\b))"
    # "You (the hirer): ...", "Customer ("you"): ..."
    # "Client Entity for this SOW"
    r"(?:\s[Nn]ame|\s[Ee]ntity(?:\s(?:for|under|to)\sthis\s[A-Z][\w ]{1,30})?"
    r"|\s(?P<aside>\((?:the\s)?[\"“]?[a-z]{2,20},?[\"”]?(?:(?:,|\s(?:and|or))\s[\"“][a-z]{2,6},?[\"”]){0,2}\)))?"
    # the name may have the next line to itself
    r"(?:[ ]?(?::\t?|\t)[ ]{0,9}"
    r"|[ ]?:?[ ]?\n[ \t]{0,9}(?P<below>)(?:\(?(?:(?:Full|Legal|Company)\s)?[Nn]ame\)?[ ]?[:\t][ ]{0,9})?)"
    rf"(?:(?P<blank>{_BLANK})|{_HONORIFIC}(?P<name>{_NICKNAMED}|{_BODY}[^,;:(\t\n]{{3,90}}"
    rf"(?=,[ ](?:an?|acting|represented)[ ]|[ ]\()|{NAME_ON_A_LINE}))"
    r"(?=[ ]?(?:$|[,;(\t]|\.$|[–—·]\s|\{\{|and[ ][A-Z]|as[ ](?:the[ ])?trustee\b|dated[ ]))",
    re.MULTILINE,
)
# The address below a name: a number of a house or telephone, or an e-mail address.
_ADDRESS = re.compile(r"[^\n]*\n[^\n@\d]{0,80}[@\d]")
_ACTS = (
    r"\s(?:(?:hereby|also|further|expressly)\s)?(?:shall|will|may|must|agrees?|grants?|warrants?|acknowledges?|represents?|gives?|engages?|appoints?|buys?|sells?"
    r"|enters?\sinto|retains?|reserves?|provides?|pays?|undertakes?|is|has|guarantees?|lets?|lends?|hires?|licen[sc]es?|permits?|allows?|supplies|binds|accepts?|consents?)\b"
)


def parties_by_role(text: str) -> list[Entry]:
    """The parties of two or more lines at the top that begin with different roles, of which the contract then says what
    they do, or before them that they are the parties; at least one of them is named."""
    found: list[Entry] = []
    told = _ARE_THE_PARTIES.search(text, 0, _TOP)
    for line in _LINE.finditer(text, 0, _TOP + _NEAR):
        if line.start() > (found[-1].end + _NEAR if found else _TOP):
            break
        entry = _of_the_line(text, line)
        bound = entry and (
            _PERSONALLY.match(text, line.end())
            or (told and told.start() < line.start() <= told.end() + _NEAR)
            or any(_acts(text, term, line.end()) for term in entry.terms)
        )
        if entry and bound and entry.terms[0] not in {one.terms[0] for one in found}:
            found += [_with_its_short_name(text, entry), *_beside(text, entry)]
    return found if len(found) > 1 and any(is_named(one.name) for one in found) else []


# "The parties to this SOW are:"
_ARE_THE_PARTIES = re.compile(
    r"\b[Tt]he\s[Pp]arties\sto\s(?:this|the\spresent)\s(?:[\w-]{2,20}\s){1,4}are(?:\sas\sfollows|\sthe\sfollowing)?\s?:?\s{0,4}\n"
)


def _with_its_short_name(text: str, entry: Entry) -> Entry:
    """A company with the terms that it was given where the opening named it before: "between Brook Ltd ("Brook")"."""
    named = re.compile(spelled(entry.name)).search(text, 0, entry.start) if HARD_FORM.search(entry.name) else None
    short = terms_after(text, named.end()) if named else []
    return entry._replace(terms=[*entry.terms, *(one for one in short if one not in entry.terms)])


# "SELLERS:", and in the line below "Brook Ltd, an Ohio company, and Harrow LLC, which answer for each other"
_AND_ANOTHER = re.compile(rf"[ ](?:and|&)[ ](?P<name>{NAME_ON_A_LINE})")


def _beside(text: str, entry: Entry) -> Iterator[Entry]:
    """The other companies in the line of one, if their role is that of several."""
    ends = text.find("\n", entry.end)
    several = _AND_ANOTHER.finditer(text, entry.end, ends if ends >= 0 else len(text))
    for other in several if entry.terms[0].lower().endswith("s") else ():
        name = clean(other["name"])
        if HARD_FORM.search(name) and can_be_a_name(name, text[entry.end : other.start()]):
            start = other.start("name") + other["name"].find(name)
            yield Entry(name, start, start + len(name), entry.terms)


# "Guarantor: Mr Ann Brook of The Old Forge, Elm, in her personal capacity"
_PERSONALLY = re.compile(r"[^\n]{0,160}\bin\s(?:his|her|their)\s(?:own\s|personal\s)capacity\b")
_AT_THE_HOUSE = re.compile(
    r"(?<=[a-z])[ ]of[ ]The[ ](?:Old|New|[A-Z][a-z]+[ ](?:House|Cottage|Farm|Barn|Mill|Lodge|Forge))\b"
)


def blanks_below_roles(text: str) -> Iterator[Entry]:
    """The blanks for the names of parties in the lines below their roles."""
    for line in _LINE.finditer(text, 0, _TOP):
        entry = _of_the_line(text, line) if line["blank"] and line["below"] is not None else None
        if entry and _acts(text, entry.terms[0], line.end()):
            yield entry


# "CUSTOMER", and in the line below "Full legal name: Brook Mills, Inc.", among the signatures
_NAMED_BELOW = re.compile(
    rf"^[ \t]{{0,9}}(?P<role>(?i:{PLAIN_ROLE}))[ ]?:?[ ]?\n[ \t]{{0,9}}"
    r"(?i:(?:full[ ])?(?:(?:legal|company|registered|entity)[ ])?name)[ ]?[:\t][ ]{0,9}"
    rf"(?P<name>{NAME_ON_A_LINE})[ \t]{{0,9}}$",
    re.MULTILINE,
)


def named_below_roles(text: str) -> Iterator[Entry]:
    """The companies that fill the field for a name below their role, also as "you" if the terms call that role so."""
    for field in _NAMED_BELOW.finditer(text):
        name, role = clean(field["name"]), field["role"].title()
        start = text.find(name, *field.span("name"))
        if HARD_FORM.search(name) and start >= 0 and re.search(rf"\b{role}\b", text):
            you = re.search(rf"[“\"](?:the\s)?{role},?[”\"],?\s(?:or|and)\s[“\"]you\b", text, re.IGNORECASE)
            yield Entry(name, start, start + len(name), [role, *(["you"] if you else [])])


_AND = re.compile(r"[ ]and[ ]")
# What no thing does ("Site", "Subject"): "Gallery shall hang the paintings".
_DOES = (
    r"\s(?:shall|will|may|must)\s(?:not\s)?(?!(?:be|not|have|apply|include|continue|remain|begin|end|expire)\b)[a-z]"
)


# "This Agreement is made between Vendor and Subscriber"
_BETWEEN = r"between\s(?:the\s)?(?:{0}\sand\s(?:the\s)?[A-Z]|[A-Z]\w{{1,20}}\sand\s(?:the\s)?{0}\b)"


def _acts(text: str, role: str, begin: int) -> bool:
    """Whether the contract says what somebody does whom it calls so, or between whom it is made."""
    called = re.escape(role)
    return acts(text, called, _ACTS, begin) or re.compile(_BETWEEN.format(called)).search(text, begin) is not None


def _of_the_line(text: str, line: re.Match[str]) -> Entry | None:
    # a word of any kind is a role if the contract says what somebody does whom it calls so
    body = ANY_FORM.search(line["name"] or "") and _A_BODY.match(text, line.end())
    known = HARD_FORM.search(line["name"] or "") or body or _OF_A_BODY.match(line["name"] or "")
    named = line["other"] and (known or _is_called_so(text, line))
    is_role = acts(text, line["other"], _DOES, line.end()) if line["other"] else not _NAME_OF_A_SIDE.match(line["role"])
    if line["other"] and not named:
        return None
    role = _ASIDE.sub("", " ".join(line["role"].split()))
    role = role.title() if role.isupper() and not _acts(text, role, line.end()) else role
    below = line["below"] is not None
    if line["blank"]:
        if below and not _ASKS_FOR_A_NAME.search(line["blank"]):
            return None
        return Entry(name_of_blank(line["blank"]), *line.span("blank"), [role])
    whole = end_on_the_line(text, *line.span("name"))
    if not whole and _AND.match(text, line.end()):
        return None  # two names
    name = _AT_THE_HOUSE.split(text[line.start("name") : whole or line.end()])[0]
    name = name if _OF_A_BODY.match(name) or _IS_NICKNAMED.fullmatch(name) else clean(name)
    if not can_be_a_name(name, "") or key(name) == key(role) or _ASKED.match(name):
        return None
    if below and not (ANY_FORM.search(name) or _ADDRESS.match(text, line.end())):
        return None  # "Customer", and below it the heading "Payment Terms"
    ends = text.find("\n", line.end())
    start = text.find(name, line.start("name"), ends if ends >= 0 else len(text))
    if start < 0:
        return None
    if dated := trust_date(text, name, start + len(name)):
        name = text[start:dated]
    terms = list(terms_between(text, start + len(name), ends + 1 if ends >= 0 else len(text), alone=True))
    terms += _PRONOUN.findall(line["aside"] or "")
    is_role = is_role or (line["other"] is not None and name.startswith(f"{role} "))  # the first word of its name
    called = [*([role] if is_role else []), *(one for one in terms if one != role or not is_role)]
    return Entry(name, start, start + len(name), called) if called else None


def _is_called_so(text: str, line: re.Match[str]) -> bool:
    """Whether the line itself makes its label a term: "Athlete: Ann Brook, of Oslo (“Athlete”)"."""
    return re.compile(rf"[^\n]{{0,300}}\([\"“]{line['other']}[\"”]\)").match(text, line.end()) is not None


# "The Board of Harrow University, a public institution"
_A_BODY = re.compile(
    r",[ ]an?[ ](?:[a-z]+[ ]){0,3}(?:institution|university|corporation|body|trust|agency|foundation|charity)\b"
)
# "Contractor's Guarantor", "We / us"
_NAME_OF_A_SIDE = re.compile(r"(?:Our|Your)\sname")  # "Your name: Brook, Inc. (“you”)"
_ASIDE = re.compile(r"^(?:\w+[’']s|Your|Our)\s|(?<=^We)(?:\s?/\s?|,\s)us$")
# "Client: Name, address and number", "Supplier: As stated in the order"
_ASKED = re.compile(
    r"(?:Name|Address|Company|See|As|Any|All|The(?!\s[A-Z])|To\sbe|Date|Signature|Yes|No|None|Per|TBD|TBC|N/A)\b"
)

# What a blank below a role asks for: "[CUSTOMER NAME]", and no "[date]".
_ASKS_FOR_A_NAME = re.compile(r"_|name|company|party|client|customer", re.IGNORECASE)

_PARTIES = r"(?:(?:THE|The|Involved|INVOLVED|Contracting|CONTRACTING)\s)?(?:PARTIES|Parties|parties)"
_HEADING = re.compile(
    rf"^(?:(?:(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause)\s)?\d{{1,2}}[.:)]?\s)?{_PARTIES}"
    r"(?:\s(?:TO|to)\s(?:THIS|this|THE|the)\s[A-Za-z]{4,12})?\s?:?[ ]?\n",
    re.MULTILINE,
)
_FOLLOWING = re.compile(
    r"\b(?:between|among(?:st)?|[Pp]arties\sto\sthis\s\w{4,12}\sare)\s(?:all\sof\s)?the\sfollowing\s(?:\w+\s)?"
    r"(?:individuals|persons|people|founders|co-?founders|shareholders|stockholders|members|partners|parties)"
    r"\b[^\n]{0,160}:[ ]?\n",
    re.IGNORECASE,
)
_WORD_OF_A_NAME = r"[A-ZÀ-Ž][^\W\d_]{0,20}(?:[’'-][^\W\d_]{1,20}){0,2}\.?"
_PERSON = rf"{_WORD_OF_A_NAME}(?:[ ](?:{_WORD_OF_A_NAME}|van|von|der|den|de|da|dos|del|bin|al|el)){{1,4}}"
_NUMBER = re.compile(r"(?:[-•*]|\(?(?:\d{1,2}|[a-z])[.):]?)?[ \t]{0,4}")
_ROW = re.compile(
    rf"{_HONORIFIC}(?P<name>{_PERSON}|{NAME})(?=$|,\s|\s[–—-]\s|\s\(|;(?:\sand)?[ ]?$|\.$|\s(?:of|residing|holder)\s)"
)
_NAMES_COLUMN = re.compile(
    r"^(?:[^\n]{0,60}\t)?(?:[\w’' ]{0,30}\s)?[Nn](?:ame|AME)s?(?:\s[^\n\t]{1,30})?(?:\t|$)", re.MULTILINE
)
# Rows of a list; before the first one may come a heading and the heads of columns.
_ROWS, _BEFORE_ROWS = 30, 3
_OFFICE = re.compile(r"\b(?:Officer|Director|Manager|President|Secretary|Treasurer|Total)$")


def persons_in_a_list(text: str) -> list[Entry]:
    """The parties of the rows of a table or list under "Parties", or after "among the following individuals:"; for want
    of it those of the numbered blocks over the signatures."""
    for intro in (*_FOLLOWING.finditer(text, 0, _TOP), *_HEADING.finditer(text, 0, _TOP)):
        if called := list(_with_terms_in_quotes(text, intro.end())):
            return called
        head, rows = _rows_below(text, intro.end())
        if len(rows) > 1 and (head or intro.re is _FOLLOWING or all(_signs(text, one.name) for one in rows)):
            return rows
    blocks = merged(
        Entry(block["name"], *block.span("name"), [])
        for block in _BLOCK.finditer(text)
        if can_be_a_name(block["name"], "")
    )
    return blocks if len(blocks) > 1 else []


# "Founder 1:", and in the next line "Name: Ann Brook"
_BLOCK = re.compile(
    rf"^(?:{ROLE}|Party|PARTY)\s(?:\d{{1,2}}|[A-D])\s?:?[ ]?\n"
    rf"(?:(?:Full|Legal|Print(?:ed)?)\s)?Name\s?:\s{{1,4}}{_HONORIFIC}"
    rf"(?P<name>{_PERSON})[ ]?$",
    re.MULTILINE,
)


def _rows_below(text: str, begin: int) -> tuple[bool, list[Entry]]:
    """Whether the list has a column of names, and the names in its rows."""
    head, found, position = False, list[Entry](), begin
    for number in range(_ROWS):
        ends = text.find("\n", position)
        ends = ends if ends >= 0 else len(text)
        row = _first_cell(text, position, ends)
        if row and _is_a_name(row["name"]):
            found.append(Entry(row["name"], *row.span("name"), []))
        elif found or number >= _BEFORE_ROWS:
            break
        else:
            head = head or _NAMES_COLUMN.match(text, position, ends) is not None
        position = ends + 1
    return head, merged(found)


def _first_cell(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The name with which a row or line begins, after its number."""
    number = _NUMBER.match(text, begin, end)
    begin = number.end() if number else begin
    tab = text.find("\t", begin, end)
    return _ROW.match(text, begin, tab if tab >= 0 else end)


def _is_a_name(name: str) -> bool:
    is_one = can_be_a_name(name, "") and not _OFFICE.search(name)
    return is_one and (re.fullmatch(_PERSON, name) is not None or HARD_FORM.search(name) is not None)


def _signs(text: str, name: str) -> bool:
    """Whether a signature or the field below one names this person."""
    signed = re.compile(
        rf"(?:^(?:(?:Full|Print(?:ed)?)\s)?Name\s?:\s{{0,4}}|/s/\s|^_{{3,60}}\n){_HONORIFIC}{spelled(name)}[ ]?$",
        re.MULTILINE,
    )
    return signed.search(text) is not None


_QUOTES = r"[“\"‘'][^“”\"‘’'\n]{1,40}[”\"’']"
# "Ann Brook, ‘Brook Tools Ltd’, ‘I’:", "[Name], ‘the Client’, ‘you’:"
_CALLED = re.compile(
    rf"^(?P<name>\[[^\[\]\n]{{2,40}}\]|{_PERSON}|{NAME}),\s(?P<terms>{_QUOTES}(?:,\s{_QUOTES}){{0,3}})[ ]?:?[ ]?$",
    re.MULTILINE,
)
_TERM = re.compile(r"[“\"‘'](?:[Tt]he\s)?([^“”\"‘’']{1,40})[”\"’']")
_REACH = 800


def _with_terms_in_quotes(text: str, begin: int) -> Iterator[Entry]:
    called: Sequence[re.Match[str]] = list(_CALLED.finditer(text, begin, begin + _REACH))
    for one in called if len(called) > 1 else ():
        yield Entry(one["name"], *one.span("name"), _TERM.findall(one["terms"]))


_A_ROLE = rf"(?:{ROLE}|(?i:{PLAIN_ROLE}))"
# "PROVIDER" and "CUSTOMER" side by side, and below each a name: a table's head, or the signatures.
_COLUMNS = re.compile(
    rf"^(?P<one>{_A_ROLE})[ ]?:?[ ]?\t[ ]?(?P<other>{_A_ROLE})[ ]?:?[ ]?\n"
    rf"(?P<name>[^\t\n]{{3,90}})\t(?P<second>[^\t\n]{{3,90}})$",
    re.MULTILINE,
)


def parties_in_columns(text: str) -> list[Entry]:
    """The two parties whose names stand below their roles, in two columns."""
    for columns in _COLUMNS.finditer(text):
        cells = [(clean(columns[group]), columns.span(group)) for group in ("name", "second")]
        if all(ANY_FORM.search(name) and can_be_a_name(name, "") for name, _ in cells):
            return [
                Entry(name, start, start + len(name), [role.title()])
                for (name, cell), role in zip(cells, columns.group("one", "other"), strict=True)
                if (start := text.find(name, *cell)) >= 0
            ]
    return []


def parties_in_lines(text: str) -> list[Entry]:
    """The parties that have a line each."""
    return parties_by_role(text) or persons_in_a_list(text)
