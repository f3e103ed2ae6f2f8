"""Whether words on laws say which law governs the contract, and which laws do, each in its case."""

from __future__ import annotations

import re

from model.summary.values.jurisdictions import Jurisdiction, jurisdiction, jurisdictions, places_in

# "A corporation organized under the laws of Delaware", "violates the copyright laws of the United States"
_LAWS_OF_ELSE = re.compile(
    r"\b(?:organi[sz]ed|incorporated|existing|formed|created|established|chartered)\b[^.;]{0,60}\bunder\s(?:and\sby\svirtue\sof\s)?the\s(?:\w+\s)?laws?\s(?:of|in)\b"
    r"|\b(?:copyright|patent|trademark|securities|tax|antitrust)\slaws?\sof\b",
    re.IGNORECASE,
)
# "The Franchise Agreement requires application of the laws of New York", in an appendix to that agreement
_LAW_OF_ANOTHER = re.compile(
    r"\b[Tt]he\s(?:[A-Z][\w&-]{1,25}\s){1,5}Agreement\s(?:requires|provides\sfor|calls\sfor)\s(?:the\s)?application\sof\b"
    r"|\b[Cc]onsult\b[^.;]{0,60}\bcounsel\sto\sdetermine\sthe\sapplicability\sof\b"
)
_OF_LAW = re.compile(
    r"\b(?:laws?|legislation|statut\w+|govern\w*|jurisdictions?|courts?|code|acts?|rules|regulations?|constru\w+|interpret\w*|arbitra\w+|conflicts?)\b",
    re.IGNORECASE,
)
_FRAGMENT = 8  # "the State of New York", words at most
_GOVERNS = re.compile(
    r"\bgovern|\bconstru|\binterpret|\bappl(?:y|ies|icable)\b|\bin\saccordance\b|\bpursuant\b|\benforce|\bsubject\sto\b|\bjurisdiction\b",
    re.IGNORECASE,
)
# "Buyer shall abide by all applicable laws of the United States": a duty, whatever law governs the contract.
_OBEYS = re.compile(
    r"\b(?:abide\sby|compl(?:y|ies|ying|iance)\swith|adhere\sto|conform\sto|observe|obey|violat(?:es?|ing|ion\sof))\b"
    r"[^.;]{0,160}?\blaws?\b",
    re.IGNORECASE,
)
_RULED = re.compile(
    r"\bgovern(?:ed|s|ing)?\b|\bconstru(?:ed|ction)\b|\binterpret|\benforced\b|\bjurisdiction\b|\blaws?\s(?:of\s[^.;,]{2,40}\s)?(?:shall\s|will\s)?appl(?:y|ies)\b",
    re.IGNORECASE,
)
# "The laws of Ohio will apply in the absence of federal law"
_FEDERAL_FIRST = re.compile(
    r"\bin\s(?:the\s)?absence\sof\s(?:(?:any|such|an?|applicable|controlling|governing|relevant)\s){0,2}federal\slaws?\b",
    re.IGNORECASE,
)
# "United States federal law as applied by the federal courts in the District of Columbia": a place of courts.
_AS_COURTS_APPLY_IT = re.compile(
    r"\bfederal\slaws?(?:\sof\sthe\sunited\sstates(?:\sof\samerica)?)?,?\s(?:as\s)?(?:applied|interpreted|construed)\s"
    r"(?:by|in)\s[^.;]{0,30}?\bcourts?\b",
    re.IGNORECASE,
)
_FEDERATIONS = frozenset({"US", "CA", "AU"})
# "This Agreement shall be governed by the confidentiality provisions set out in the Supply Agreement": no law
_BY_TERMS = re.compile(
    r"\bgovern(?:ed|s)\b(?:\s\w+){0,3}?\sby\s(?:(?!\b(?:laws?|legislation|codes?|acts?|statut\w+)\b)[^.;]){0,60}?"
    r"\b(?:provisions|terms|conditions|clauses?|sections?|obligations|requirements|rules)\s"
    r"(?:(?:and\s\w+|(?:as\s)?(?:set\s(?:out|forth)|contained|stated|found|laid\sdown))\s){0,2}(?:of|in|under)\s"
    r"(?:the|this|that|its|their|our|your|such|an?)\s(?:[\w&’'-]{1,25}\s){0,5}?"
    r"(?:agreements?|contracts?|leases?|plans?|polic(?:y|ies)|addend(?:um|a)|schedules?|exhibits?|orders?|deeds?|licen[sc]es?|letter|MSA|NDA|DPA)\b",
    re.IGNORECASE,
)
# "This disclaimer applies to the extent allowed by the governing law of the State mentioned in Section 11"
_AS_A_LAW_ALLOWS = re.compile(
    r"\b(?:to\s(?:the|any)\s(?:\w+\s){0,2}?extent|as|where|unless|except\s(?:as|where)|if)\s(?:\w+\s)?"
    r"(?:allowed|permitted|required|prohibited|limited|restricted|permissible|allowable)\s(?:by|under)\s(?:[^.;,]|\.(?=\d)){2,100}",
    re.IGNORECASE,
)


# "Paragraph 7 shall be governed by the laws of Ohio", "Matters concerning the land are governed by those of Finland",
# "The laws of Texas govern Articles I through III"
_WORDS = r"(?:[^.;]|\.(?=\d))"
_NOT_ALL = r"(?!\b[Tt]h(?:is|e)\s(?:\w+\s){0,2}?(?:Agreement|Contract|Amendment|Addendum|Order|Lease|Deed|Letter)\b)"
_PARTS = (
    r"(?:Paragraphs?|Sections?|Articles?|Clauses?)\s[\dIVX]"
    rf"(?:{_NOT_ALL}(?:[^.;,]|\.(?=\d))){{0,120}}?(?:,\s[^.;,]{{3,80}},)?"
)
_OF_A_PART = re.compile(
    rf"(?:^|(?<=[.;]\s)|(?<=\n))\W{{0,4}}(?:\d[\d.]{{0,6}}\s)?(?P<part>{_PARTS}|[Mm]atters\s(?:concerning|relating\sto)\s{_WORDS}{{3,120}}?)"
    rf"\s(?:shall\sbe|is|are|will\sbe)\s(?:\w+\s)?governed\sby\s{_WORDS}{{3,120}}"
    rf"|\b(?P<between>[Aa]s\sbetween\s[^.;,]{{3,80}}),\s{_WORDS}{{2,40}}?\slaws?\b"
    rf"|\b[Tt]he\slaws?\sof\s[A-Z]{_WORDS}{{2,40}}?\sgoverns?\s(?P<governed>{_PARTS})(?=[.;,]|$)"
)
_OWN_NUMBER = re.compile(r"^\W{0,4}(?:\d[\d.]{0,6}\s)?")
_LONGEST_PART = 90


def may_govern(text: str) -> bool:
    """Whether words on laws can be on those that govern the contract, not on laws that someone must obey."""
    other = _AS_A_LAW_ALLOWS.sub(" ", _BY_TERMS.sub(" ", text))
    if (other != text or len(text.split()) > _FRAGMENT) and not _OF_LAW.search(other):
        return False
    if _LAW_OF_ANOTHER.search(text) or (_OBEYS.search(text) and not _RULED.search(text)):
        return False
    return not _LAWS_OF_ELSE.search(text) or _GOVERNS.search(text) is not None


def governing_laws(text: str) -> list[tuple[Jurisdiction, str | None]]:
    """The places whose laws a clause lets govern, each with when it does, if the clause says so. A federation comes
    before its state if the state's law applies only in the absence of federal law."""
    second, applied = _FEDERAL_FIRST.search(text), _AS_COURTS_APPLY_IT.search(text)
    state = jurisdiction(text) if second else None
    federations = (place for _, _, place in places_in(text) if place.code in _FEDERATIONS)
    federation = next(federations, None) if state or applied else None
    if applied and federation:
        return [(federation, None)]
    if second and state and federation and state.code != federation.code:
        return [(federation, None), (state, " ".join(second.group().split()))]
    return _by_part(text) or jurisdictions(text)


def _by_part(text: str) -> list[tuple[Jurisdiction, str | None]]:
    """The law of the whole and those of the parts of a contract of which the text says by what law they are governed;
    empty if it says so of none."""
    parts = list(_OF_A_PART.finditer(text))
    laws = [
        (law, _told(part["between"]) if part["between"] else f"to {_told(part['part'] or part['governed'])}")
        for part in parts
        if (law := jurisdiction(_OWN_NUMBER.sub("", part.group())))
    ]
    general = jurisdictions(_OF_A_PART.sub(" ", text)) if laws else []
    return [*general[:1], *(one for one in laws if one[0].code not in {law.code for law, _ in general[:1]})]


def _told(part: str) -> str:
    """The words for a part in the middle of a sentence."""
    words = " ".join(part.split(",")[0].split())[:_LONGEST_PART]
    return words[0].lower() + words[1:] if words.startswith(("Matters", "As between")) else words


# "Retention of title pursuant to § 4 shall be governed by the law of the place of the goods", "the obligation of
# Holding under § 10 is subject to Austrian law"
_OF_ONE_DUTY = re.compile(
    r"^\W{0,4}(?:\d[\d.]{0,6}\)?\s)?(?:The\s)?(?:obligations?|retention|guarantees?|security|transfer)\b[^.;]{0,80}?"
    r"\b(?:under|pursuant\sto|in|of)\s(?:§§?\s?|(?:section|clause|article|paragraph)\s)\d(?:[^.;]|\.(?=\s?\d)){0,60}?"
    r"\s(?:is|are|(?:shall|will)\sbe)\s(?:governed\sby|subject\sto)\b",
    re.IGNORECASE,
)


def is_of_one_duty(text: str) -> bool:
    """Whether words on a law are about one duty under the contract, or one part of it, alone."""
    laws = _by_part(text)
    return _OF_ONE_DUTY.search(text) is not None or (len(laws) == 1 and laws[0][1] is not None)


# "German law applies.", "English law shall govern this contract"
_LAW_APPLIES = re.compile(
    r"^\W{0,4}(?:\d[\d.]{0,6}\)?\s)?(?:[A-Z][\w ]{2,40}\.\s)?(?:\(?[a-z]\)\s)?"
    r"(?:[A-Z][a-z]+\s){1,3}law\s(?:(?:shall|will|exclusively)\s){0,2}(?:appl(?:y|ies)|governs?)\b(?:\sexclusively)?"
    r"(?=\s?[.;,]|\s(?:to\s)?(?:this|these|the|our|all|and)\b|\s(?:to\sthe|under|with)\s(?:the\s)?exclusion\sof\b)"
)
# "Minnesota law.", a row "Law | England", "This letter is subject to English law"
_LAW_NAMED = re.compile(
    r"^\W{0,4}(?:\d[\d.]{0,6}\)?\s)?(?:(?:[Tt]he\s|[Gg]overning\s|[Aa]pplicable\s)?[Ll]aw[.:]\s)?(?:[A-Z][a-zé]+\s){1,3}law(?=\.(?:\s|$))"
    r"|^(?:[Gg]overning\s|[Aa]pplicable\s)?[Ll]aw\s?[\t|:]\s?[A-Z][\w ]{2,40}$"
    r"|\b[Tt]his\s(?:\w+\s){1,3}is\ssubject\sto\s(?:[A-Z][a-zé]+\s){1,3}law\b"
)


def says_whose_law_applies(sentence: str) -> bool:
    """Whether a short sentence names the law that applies by the country's adjective, or a row by its name."""
    named = _LAW_APPLIES.search(sentence) or _LAW_NAMED.search(sentence)
    return named is not None and bool(governing_laws(sentence))
