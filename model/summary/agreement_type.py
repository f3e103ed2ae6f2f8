"""The type of agreement that a document's title names: as rules call it, and as a lawyer writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from model.summary.text.wording import listed, with_article

# "Revolving credit note", but not "Cautionary note".
_NOTE = (
    r"\bpromissory note\b(?! (?:purchase|and))|(?:^|\b(?:restated|revolving|demand|term|bridge|secured|unsecured"
    r"|convertible|subordinated|senior|mortgage) (?:[\w-]{1,20} ){0,4})notes?\W*$"
)
# The types of agreement, by the words of their names; the first match counts, so the narrower types come first.
_NARROWEST = {
    "Spin-Off": r"separation and distribution",
    "Warrant": r"\bwarrants?\b",
    "Acquisition": (
        r"\b(?:(?:asset|share|stock|securit(?:y|ies)|equity|unit|interest|business|note)s?) (?:purchase|sale)"
        r"|\bmerger|\bacquisition(?= agreement)|\bshare exchange|\breorgani[sz]ation"
    ),
}
_CALLED_BY_THEIR_NAME = {
    "Joint Venture": r"joint venture",
    "Joint Filing": r"joint filing",
    "Research": r"research|clinical\s+trial",
    "Strategic Alliance": r"strategic|alliance",
    "Co-Branding": r"co-?brand",
    "Franchise": r"franchis",
    "Affiliate": r"affiliat",
    "Endorsement": r"(?<!dollar )(?<!insurance )(?<!policy )(?<!benefit )endorse",
    "Sponsorship": r"sponsor",
    "Reseller": r"re-?sell|remarketer",
    "Remarketing": r"re-?marketing",  # of securities, which the agent does not buy to resell
    "Distributor": r"distribut|(?<!broker[ -])dealer",
    "Agency": r"agency|(?<!transfer )agent",
    "Consulting": r"consult|\bengagement (?:letter|agreement)|\bletter of engagement",
    "Outsourcing": r"outsourc",
    "Manufacturing": r"manufactur",
    "Supply": r"suppl(?!ement)|purchase(?!r)|off-?take",
    "Transportation": r"transport",
    "Hosting": r"hosting",
    "Maintenance": (
        r"(?<!capital )(?<!worth )(?<!income )(?<!yield )maintenance"
        r"|(?<!credit )(?<!voting )(?<!capital )(?<!keepwell )(?<!brand )(?<!marketing )(?<!sales )(?<!business )"
        r"(?<!administrative )(?<!management )(?<!clinical )(?<!child )(?<!hospital )"
        r"(?<!facility )(?<!facilities )support"
    ),
    "Intellectual Property": r"intellectual property|\bip\b|trade-?mark|patent",
    "License": r"licen[sc]",
    "Collaboration": r"collaborat|cooperat|co-operat",
    # a program for developers develops nothing
    "Development": r"develop(?!ers?\b|ment loan)|(?:web|website|software|game|app) developer",
    "Promotion": r"promot",
    "Marketing": r"(?<!re)(?<!re-)market(?!\s?place)|advertis",
    # whoever handles, stores or processes goods serves their owner
    "Service": (
        r"servic|market\s?place|\bSLA\b|\bAPI\b|(?<!joint )\boperations agreement"
        r"|\b(?:handling|storage|warehousing)(?=,| (?:agreement|contract|services?|and|&)\b)"
        r"|\b(?:toll processing|re-?treatment)(?= (?:agreement|contract|services?)\b)"
    ),
}
_OTHERS = {
    "Data Processing": r"\bdata (?:processing|protection|sharing)|\bDPA\b",
    "Employment": r"\bemployment|\bemployee(?= (?:agreement|contract))|\bjob offer|\boffer letter",
    "Severance": (
        r"\bseverance|\bseparation|\bchanges? (?:in|of) control|\bretention(?= (?:agreement|bonus))"
        r"|\b(?:transition|retirement)(?= (?:and|agreement))"
    ),
    "Compensation": r"\b(?:deferred )?compensation|\bbonus|\bsalary continuation",
    "Equity Award": (
        r"\bstock option|\brestricted (?:stock|share)(?: unit)?|\b(?:stock|share) (?:unit|appreciation)"
        r"|\bperformance (?:share|unit)|\b(?:option|incentive) award|\baward(?= agreement)"
    ),
    "Non-Disclosure": r"\bnon-?\s?disclosure|\bconfidential(?:ity| information)|\bsecrecy|\bNDA\b",
    "Non-Compete": r"\bnon-?\s?compet|\bnon-?\s?solicit|\brestrictive covenant",
    "Note": _NOTE,
    "Loan": (
        r"(?<!tax )(?<!carbon )(?<!emission )\b(?:(?:line|letter)s? of )?credit\b"
        r"(?! (?:cards?|unions?|support|enhancement|insurance|bureau|reports?|default)\b)"
        r"|\bloan|\bfacilit(?:y|ies)(?= (?:agreement|letter))|\bfinancing|\blending|\bborrow"
        r"|\bintercreditor|\bsubordination|\bforbearance"
    ),
    "Guaranty": r"\bguarant(?:y|ies|ees?)\b(?! maximum)",
    "Security": (
        r"\bsecurity(?= (?:agreement|deed|interest|and pledge))|\bpledge|\bmortgage|\bdeed of trust|\bcollateral"
        r"|\bdebenture"
    ),
    "Indenture": r"\bindenture",
    "Escrow": r"\bescrow",
    "Trust": r"\btrust(?= (?:agreement|deed))",
    "Construction": (
        r"\bconstruct|\bdesign[ -](?:and[ -])?build\w*|\bengineering,? procurement,? and construction|\bEPC\b"
        r"|\bturnkey(?= (?:agreement|contract))|\bsubcontract|\bowner and (?:[\w-]+ ){0,2}contractor"
    ),
    "Lease": (
        r"\b(?:sub-?)?leas(?:e|es|ing)\b|\btenancy|\brental"
        # of machines, not of people nor "Work for Hire"
        r"|(?<!\bfor )(?<!\bfor-)(?<!new )(?<!labour )(?<!labor )(?<!staff )(?<!crew )"
        r"\b(?:(?:dry|wet|plant|equipment|vehicle|machinery) )?hire(?=,| (?:agreement|contract|and|&))"
    ),
    "Easement": r"\beasement|\bright of way",
    "Management": r"\b(?:(?:property|asset|investment|hotel) )?management(?=,| (?:agreement|contract|and|services?)\b)",
    "Shareholders": (
        r"\b(?:share|stock)holders?|\b(?:co-?)?founders?[’']?s?[’']?(?= agreement)"
        r"|\binvestors?[’']? rights|\bregistration rights|\bvoting|\bstandstill"
    ),
    "Partnership": r"\b(?:(?:general |limited )?partnership|limited liability company|operating|LLC)(?= agreement)",
    "Subscription": r"\bsubscription",
    "Underwriting": r"\bunderwriting",
    "Insurance": r"\breinsurance|\binsurance(?= (?:agreement|contract|policy))",
    "Indemnity": r"\bindemni",
    "Assignment": r"\bassignment(?: and assumption)?|\bassumption|\bnovation",
    "Settlement": r"\bsettlement|(?<!press )(?<!news )\brelease\b|\bcompromise",
    "Option": r"\boption(?= agreement)",
    "Consignment": r"\bconsignment",
    "Sales Representative": r"\bsales representative|\bcommission sales",
    "Beta Test": r"\bbeta (?:test(?:er|ing)?|program(?:me)?)",
    "Booking": r"\b(?:booking|reservation)(?= (?:terms|conditions|agreement|contract))",
    "Sale": r"\bsales?\b(?! rep)",
    "Termination": r"\btermination(?! of\b)",
}
TYPES = {**_NARROWEST, **_CALLED_BY_THEIR_NAME, **_OTHERS}
# What a lawyer calls a type, if that is neither the type's name nor the title's own word for it.
_CALLED = {"Distributor": "distribution", "Service": "services", "Note": "promissory note"}
# What needs no "agreement" after its name.
_NEEDS_NO_NOUN = re.compile(
    r"(?!.* and )(?:.* )?(?:(?:sub-?)?lease|guarant(?:y|ies|ees?)|note|mortgage|deed of trust|debenture|indenture"
    r"|warrants?|subcontract|easement)"
)
_PATTERNS = {kind: re.compile(words, re.IGNORECASE) for kind, words in TYPES.items()}
_INTELLECTUAL_PROPERTY = {"trade": "trademark", "paten": "patent"}
# "AGENT'S CERTIFICATE" is not an agency agreement, nor "STOCK PURCHASE PLAN" a purchase.
_CERTIFICATE = re.compile(r"\b(?:certificate|plan)\W*$", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_HANDLES = re.compile(r"off-?take|handling|storage|warehousing|toll|re-?treatment", re.IGNORECASE)
_WORD = re.compile(r"[\w-]*")
_JOINS_TYPES = re.compile(r"\s*+(?:,|/|&|\band\b)[\s\w,&/-]{0,20}$", re.IGNORECASE)
_CHANGES = {
    "Amendment to": re.compile(r"\bamendment\b|\bmodification\b|\bvariation\b", re.IGNORECASE),
    "Addendum to": re.compile(r"\baddendum\b|\bsupplement\s+to\b", re.IGNORECASE),
    "Termination of": re.compile(r"\b(?:termination|cancell?ation|rescission)\s+of\b", re.IGNORECASE),
}
# "SEVERANCE AGREEMENT AND AMENDMENT TO EMPLOYMENT AGREEMENT" is the former, in the first place.
_BESIDES = re.compile(r"\bagreement,?\s(?:and|&)\s$", re.IGNORECASE)
# What is made under an agreement has a name of its own.
_UNDER_ONE = re.compile(r"\bstatements?\s+of\s+work\b", re.IGNORECASE)
# "Data Processing Addendum" does not change a contract.
_OWN_ADDENDUM = re.compile(r"\b(?:data\s(?:processing|protection)|business\sassociates?)\saddendum\W*$", re.IGNORECASE)
_NOUNS = {
    "Data processing {noun}": "agreement",
    "Service level {noun}": "agreement",
    "Business associate {noun}": "agreement",
}
_TERMS_OR_AGREEMENT = r"(?:agreement|terms(?:\s(?:of|and|&)\s(?:service|use|sale|conditions))?)"
# Kinds that have a name of their own, and what a lawyer calls them; the title's own noun stays ("addendum").
_NAMED = (
    (re.compile(r"\bend[\s-]users?[\s-]licen[cs]e|\bEULA\b", re.IGNORECASE), "End-user license agreement"),
    (
        re.compile(
            r"\bdata\s(?:processing|protection)\s(?P<noun>agreement|addendum|annex|terms)|\bDPA\b", re.IGNORECASE
        ),
        "Data processing {noun}",
    ),
    (
        re.compile(r"\bbusiness\sassociates?\s(?P<noun>agreement|addendum|contract)|\bBAA\b", re.IGNORECASE),
        "Business associate {noun}",
    ),
    (re.compile(r"\bmaterials?\stransfer\sagreement|\bMTA\b", re.IGNORECASE), "Material transfer agreement"),
    (
        re.compile(
            # not that of a shareholder for a merger, which may be called "Voting and Support Agreement"
            r"(?:^|\b(?:technical|customer|product|software|premium|standard|enterprise|IT)\s)support\s(?:services\s)?"
            rf"(?P<noun>{_TERMS_OR_AGREEMENT}|policy)",
            re.IGNORECASE,
        ),
        "Support {noun}",
    ),
    (re.compile(r"\bengagement\s(?P<noun>letter|agreement)\b", re.IGNORECASE), "Engagement {noun}"),
    (re.compile(r"\bletter\sof\sengagement\b", re.IGNORECASE), "Engagement letter"),
    (
        re.compile(
            r"^(?:(?:mutual|one[\s-]way|unilateral|bilateral)\s)?(?:non-?\s?disclosure|confidentiality)\s(?:agreement|deed|undertaking)|\bNDA\b",
            re.IGNORECASE,
        ),
        "Non-disclosure agreement",
    ),
    (
        re.compile(
            r"\bservice[\s-]levels?\s(?P<noun>agreement|addendum|terms|policy|commitment)\b|\bSLA\b", re.IGNORECASE
        ),
        "Service level {noun}",
    ),
    (
        re.compile(rf"\bAPI\s(?P<noun>(?:licen[cs]e\s|developer\s)?{_TERMS_OR_AGREEMENT})\b", re.IGNORECASE),
        "API {noun}",
    ),
    (
        re.compile(
            rf"\bmarket\s?place\s(?:services?\s)?(?P<noun>(?:(?:seller|vendor|merchant|supplier|publisher|partner|user)\s)?{_TERMS_OR_AGREEMENT})\b",
            re.IGNORECASE,
        ),
        "Marketplace {noun}",
    ),
    (re.compile(rf"\bseller\s(?P<noun>{_TERMS_OR_AGREEMENT})\b", re.IGNORECASE), "Seller {noun}"),
    (re.compile(rf"\bpublisher\s(?P<noun>{_TERMS_OR_AGREEMENT})\b", re.IGNORECASE), "Publisher {noun}"),
    (
        re.compile(
            rf"\b(?<!affiliate\s)referral\s(?:(?:partner|fee|program(?:me)?)\s)?(?P<noun>{_TERMS_OR_AGREEMENT})\b",
            re.IGNORECASE,
        ),
        "Referral {noun}",
    ),
    (re.compile(r"\bacceptable\suse\spolicy\b|\bAUP\b", re.IGNORECASE), "Acceptable use policy"),
    (re.compile(r"(?<!\bfor\s)(?<!\bnew\s)\bhire\s(?P<noun>agreement|contract)\b", re.IGNORECASE), "Hire {noun}"),
    (
        re.compile(
            r"\bterms?\s(?:and\sconditions\s)?of\s(?P<noun>service|use)\b",
            re.IGNORECASE,
        ),
        "Terms of {noun}",
    ),
    (
        re.compile(
            r"\bconditions\sof\s(?:\w+\sand\s)?(?P<noun>sale|supply|purchase|business|hire|booking|carriage)\b",
            re.IGNORECASE,
        ),
        "Terms and conditions of {noun}",
    ),
    (
        re.compile(r"\bterms\sof\s(?P<noun>sale|supply|purchase|business|trade|hire|booking)\b", re.IGNORECASE),
        "Terms of {noun}",
    ),
    (re.compile(_NOTE, re.IGNORECASE), "Promissory note"),
    (re.compile(r"\b(?:job\soffer|offer\sletter|offer\sof\semployment)\b", re.IGNORECASE), "Offer letter"),
    (re.compile(r"\bowner\sand\s(?:[\w-]+\s){0,2}contractor\b", re.IGNORECASE), "Construction agreement"),
    (re.compile(r"\bbill\sof\ssale\b", re.IGNORECASE), "Bill of sale"),
    (re.compile(r"\bletter\sof\sintent\b", re.IGNORECASE), "Letter of intent"),
    (re.compile(r"\bmemorandum\sof\sunderstanding\b|\bMOU\b", re.IGNORECASE), "Memorandum of understanding"),
    (re.compile(r"\bterm\ssheet\b|\bheads\sof\s(?:terms|agreement)\b", re.IGNORECASE), "Term sheet"),
    (re.compile(r"\bpower\sof\sattorney\b", re.IGNORECASE), "Power of attorney"),
    (re.compile(r"\bpurchase\sorder\b", re.IGNORECASE), "Purchase order"),
    (re.compile(r"\bmember(?P<noun>ship)?\sagreement\b", re.IGNORECASE), "Member{noun} agreement"),
    (re.compile(r"\bindependent\scontractor\b", re.IGNORECASE), "Independent contractor agreement"),
    (
        re.compile(
            r"(?:^|\b(?:start-?up|company|scientific|technical|strategic)\s)(?P<noun>adviso(?:r|ry))(?:\sboard(?:\smember)?)?\sagreement\b",
            re.IGNORECASE,
        ),
        "{noun} agreement",
    ),
    (
        re.compile(r"\b(?P<noun>referral|introducer)(?:\s(?:partner|fee|program))?\sagreement\b", re.IGNORECASE),
        "{noun} agreement",
    ),
    (re.compile(r"\border\sform\b", re.IGNORECASE), "Order form"),
)
_TERMS = re.compile(r"\bterms\s(?:and|&)\sconditions$", re.IGNORECASE)
# A type has at most this many parts: "research, collaboration and license".
_MOST = 3


def type_of(title: str) -> str | None:
    """The type of agreement, as rules and norms call it; None if the title names no known type. Words in brackets
    ("between the franchisee and its staff") do not count."""
    plain = _without_brackets(title)
    if _CERTIFICATE.search(plain):
        return None
    return next((kind for kind, words in _PATTERNS.items() if words.search(plain)), None)


# "This Employment Agreement", near the beginning.
_CALLED_SO, _OPENING = (
    re.compile(
        r"\b(?:[Tt]his|THIS)\s(?P<name>(?:(?:[A-Z][\w&’'-]{0,30}|and|of|for),?\s){1,8}?"
        r"(?:Agreement|AGREEMENT|Contract|CONTRACT|Lease|LEASE|Guaranty|GUARANTY)\b)"
    ),
    3_000,
)


def name_in_the_opening(text: str) -> str:
    """What the opening calls the contract, whatever its title: "Employment Agreement"; empty if it says nothing."""
    called = _CALLED_SO.search(text, 0, _OPENING)
    return " ".join(called["name"].split()) if called else ""


def type_of_what_is_changed(words: str, agreement: str) -> str:
    """A type in words that names no contract ("Amendment"), completed by the name of the one that it changes:
    "Amendment to a credit agreement"."""
    bare = next((lead for lead in _CHANGES if lead.split()[0] == words), None)
    return (bare and type_in_words(f"{bare} {agreement}")) or words


def _without_brackets(title: str) -> str:
    return " ".join(_BRACKETS.sub(" ", title).split())


def type_in_words(title: str) -> str | None:
    """The type as a lawyer writes it: "License and hosting agreement", "Amendment to a services agreement", "Lease"."""
    plain = _without_brackets(title)
    if _CERTIFICATE.search(plain):
        return None
    if own := _own_name(plain):
        return own
    found = sorted((*match.span(), kind) for kind, words in _PATTERNS.items() for match in _matches(kind, words, plain))
    lead, changed = _change(plain, found[0][0] if found else len(plain))
    if not found:
        return lead.split()[0] if lead else _of_no_type(plain)
    parts = _parts(plain, [one for one in found if one[0] > changed] or found)
    noun = "" if _NEEDS_NO_NOUN.fullmatch(parts) else " agreement"
    if not lead:
        return f"{parts[0].upper()}{parts[1:]}{noun}"
    return f"{lead} {with_article(parts)}{noun}"


def _matches(kind: str, words: re.Pattern[str], title: str) -> Iterator[re.Match[str]]:
    """Where a title names a type: once, or as often as it has words of its own for it ("severance and change in
    control", "support and maintenance")."""
    once = kind in _CALLED_BY_THEIR_NAME and kind != "Maintenance"
    return islice(words.finditer(title), 1 if once else _MOST)


def _change(title: str, first: int) -> tuple[str, int]:
    """What a title says that it does to another contract, and where, unless that comes besides a contract of its own,
    whose type is the one found ``first``; "" if nothing."""
    for lead, words in _CHANGES.items():
        match = words.search(title)
        if match and not (first < match.start() and _BESIDES.search(title, 0, match.start())):
            return lead, match.start()
    return "", -1


def _parts(title: str, found: Sequence[tuple[int, int, str]]) -> str:
    """The types in a row that the title begins with, of those ``found`` (each with its interval): "license and
    hosting"."""
    parts: list[str] = []
    end = 0
    for start, stop, kind in found:
        between = title[end:start]
        if parts and start < end:
            continue  # the "purchase" of "asset purchase"
        if len(parts) == _MOST or (parts and between.strip() and not _JOINS_TYPES.match(between)):
            break
        words = title[start:stop] + _WORD.match(title, stop).group()  # type: ignore[union-attr]
        beside = [parts.pop()] if parts and not between.strip() else []
        parts.append(" ".join([*beside, _called(kind, words)]))
        end = start + len(words)
    return listed(parts)


def _of_no_type(title: str) -> str | None:
    if _UNDER_ONE.search(title):
        return "Statement of work"
    return "Terms and conditions" if _TERMS.search(title) else None


def _own_name(title: str) -> str | None:
    """What a lawyer calls a kind of contract that has a name of its own; None if the title changes such a contract."""
    if any(change.search(title) for change in _CHANGES.values()) and not _OWN_ADDENDUM.search(title):
        return None
    for words, named in _NAMED:
        if match := words.search(title):
            noun = (match.groupdict().get("noun") or _NOUNS.get(named, "")).lower().replace("&", "and")
            said = named.format(noun=noun)
            return f"{said[:1].upper()}{said[1:]}"
    return None


def _called(kind: str, words: str) -> str:
    if kind == "Intellectual Property":
        return _INTELLECTUAL_PROPERTY.get(words[:5].lower(), "intellectual property")
    if words.lower().startswith(("cooperat", "co-operat")):
        return "cooperation"  # may be one of shareholders, who collaborate on nothing
    if _HANDLES.match(words) or words.lower() == "support":
        return words.lower()
    if kind not in _CALLED_BY_THEIR_NAME or words.lower() == "purchase":
        return _CALLED.get(kind, words if words in ("EPC", "LLC", "DPA", "NDA") else words.lower())
    return "collaborative" if words.lower() == "collaborative" else _CALLED.get(kind, kind.lower())
