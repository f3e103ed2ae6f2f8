"""Names of companies in a text: the legal forms that end them, and surrounding words that are not part of them."""

from __future__ import annotations

import re

# Legal forms that always end a company's name ...
_HARD = (
    r"(?:GmbH|GMBH|AG)\s&\sCo\.?(?:\s(?:KGaA|KG|OHG))?|Inc(?:orporated)?|INC(?:ORPORATED)?|inc|L\.\s?L\.\s?C|LLC|LCC|llc|Corp(?:oration)?|CORP(?:ORATION)?"
    r"|Ltd|LTD|ltd|Lt[ée]e|LTÉE|Limitée|Limited"
    r"|LIMITED|L\.\s?L\.\s?P|LLP|L\.\s?P|LP|GmbH|GMBH|PLC|Plc|plc|N\.\s?A|S\.\s?A\.\s?S|S\.\s?A|S/A|N\.\s?V"
    r"|NV|B\.\s?V|BV|SA|AG|KG|SRL|SpA"
    r"|S\.\s?[Rr]\.\s?[Ll]|[Ss]p\.\s?z\s?o\.\s?o|OÜ|ehf|(?<=[a-z]\s)hf(?=\.)|DAC|S\.\s?[àÀ]\s?[Rr]\.\s?[Ll]|S\.p\.A|S\.\s?de\s?R\.\s?L|de\s?C\.\s?V|Pty|PTY|Pte|PTE|Oy|AB|A/S|ApS|[GK]\.K"
    r"|National\sAssociation|NATIONAL\sASSOCIATION|G\.I\.E|Ltda|Sdn|SDN|Bhd|BHD|MHC|ULC|PLLC|PCA|FLCA|P\.L\.L\.C|LLLP|L\.L\.L\.P|FSB|F\.S\.B|KGaA|SASU|SAS|EURL|PBC|SARL|S\.A\.R\.L|ASA|SCSp|Oyj|OYJ|Kft|JSC|UAB|OJSC|PJSC|CJSC|OOO|OAO|ZAO|Tbk|EOOD|OOD|EAD|CLG|C\.L\.G|CIC|C\.I\.C|L3C|e\.\s?V|eG|Aktiebolag|AöR"
    r"|Designated\sActivity\sCompany|DESIGNATED\sACTIVITY\sCOMPANY"
    # a European company, and no street in the south-east
    r"|(?<=[A-Za-z]\s)(?<!Street\s)(?<!Avenue\s)(?<!Ave\s)(?<!St\s)(?<!Road\s)(?<!Rd\s)(?<!Drive\s)(?<!Dr\s)(?<!Way\s)(?<!Place\s)(?<!Blvd\s)SE"
    # a Norwegian company, and no "as"
    r"|(?<=[A-Za-z]\s)AS(?=,?\s(?:\(|[\"“\[]|(?:an?\s|is\s|was\s)?(?:company|incorporated|organi[sz]ed|registered|private|public|limited|Norwegian)\b|[Oo]rg\b)|,?\n|$)"
    # a professional corporation, and no computer; a professional association, and no annual rate
    r"|P\.\s?C(?=\.)|(?<=[A-Za-z],\s)(?:PC|P\.\s?A(?=\.))"
    r"|d\.o\.o|s\.r\.o|a\.s(?=\.)|Srl|Lda|FZE|FZCO|W\.\s?L\.\s?L|WLL|S\.\s?L(?:\.\s?U)?(?=\.)|Co|CO"
)
# ... and words that end many names, but also occur inside or outside others.
_SOFT = (
    r"Company|COMPANY|University|UNIVERSITY|Trust|TRUST|Bank|BANK|Foundation|FOUNDATION|Association|ASSOCIATION"
    r"|Partnership|PARTNERSHIP|Fund|FUND|Institute|INSTITUTE|Group|GROUP|Partners|PARTNERS|Holdings|HOLDINGS|Cooperative|COOPERATIVE"
)
# "The Co-Branded Service" does not contain the form "Co".
FORM = rf"(?:{_HARD}|{_SOFT})(?!\w|-\w)\.?"
HARD_FORM = re.compile(rf"(?<![\w.&])(?:{_HARD})(?!\w|-\w)\.?")
ANY_FORM = re.compile(rf"(?<![\w.&]){FORM}")
FORM_ALONE = re.compile(
    rf"(?:[Aa]n?\s|AN\s|the\s)?(?:(?:{FORM}|(?i:limited|liability|stock|holding|public|private|general))[\s,]*){{1,5}}"
)
_CAPITAL = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x250)) if letter.isupper())  # "Žižka", "Łódź"
# A word of a name, and what may come between two of them.
WORD = (
    # "d'Emploi": an article before a vowel
    rf"(?:(?!S\.\s?à\s?r\.|Sp\.\s?z\so)(?:[dl][’'])?(?:[{_CAPITAL}0-9]|[a-z]{{1,3}}[-A-Z0-9])[\w.'’&/+-]{{0,40}}"
    r"|\([A-Z][\w. ]{0,20}\)|\((?:19|20)\d\d\)(?=\s(?:Ltd|Limited|Inc|Pty|Corp|LLC|Co)\b)"
    # "h.o.w. Candles, Inc.", but not "a.k.a. Candles" or "8 a.m. Eastern Time"
    r"|(?!(?:i\.e|e\.g|[afn]\.k\.a|d\.b\.a|[ap]\.m|c\.o|p\.a)\.)(?:[a-z]\.){2,5}(?=\s[A-Z])"
    r"|[a-z0-9-]{2,30}\.(?:com|net|org)\b)"
)
BETWEEN_WORDS = (
    # text extraction may leave a line of dashes that underlined a word
    r"(?:\s|[ ]-{3,12}[ ]"
    r"|\s(?:of|the|&|de|del|la|for|di|du|des|et|und|van|von|der|in|-|–|/|of\sthe|for\sthe)\s|\sand\s(?=(?:Loan|Sons"
    r"|Co|Company|Associates|Technolog(?:y|ies)|Trading|Trade|Development|Engineering|Research|Export|Commerce)\b)"
    # "Ron L. and Ada S. Brook Family Trust"
    r"|\sand\s(?=[A-Z][a-z]{1,20}(?:\s[A-Z]\.)?\s[A-Z][a-z]{1,20}\s(?:Family|Living|Revocable)\s(?:\w{1,20}\s)?Trust\b)"
    r"|\s(?i:and)\s(?=(?i:Management|Construction)\s(?i:Co|Company|Corp|Corporation|Inc)\b)"
    r"|\s(?i:and)\s(?=[A-Z]\w{1,30}\s(?i:joint\sventure)\b))"
)
_FIRM = rf"(?:{WORD},\s){{1,3}}(?={WORD}\s(?:&|and)\s)"
NAME = rf"(?:{_FIRM})?{WORD}(?:{BETWEEN_WORDS}{WORD}){{0,11}}(?:,?\s?{FORM}){{0,3}}"
# What the parties of a lawsuit are called, before their names.
LITIGANT = re.compile(r"\b(?:Claimant|Respondent|Plaintiff|Defendant|Petitioner)s?\s(?=[A-Z]|$)")
_LEAD = re.compile(
    rf"""(?:[\s,;:.*_"“”'‘’&-]|/?s/\s?|(?:19|20)\d\d\.\s|\(\w{{1,4}}\)\s|\([A-Z][a-z]{{2,20}}\)\s(?=[A-Z])|\d{{1,2}}[.)](?:\d{{1,2}}\.?)?\s(?=[A-Za-z])|\b(?:(?:[Ff]or\s(?:and\s)?)?(?:on\s)?behalf\sof|and|AND|&|by|BY|By|between|BETWEEN|among|AMONG|with|of|hereinafter|is|from|for)\s
      |(?:(?:our|its|their|the|an?)\s)?(?:affiliate|subsidiary|parent),\s(?=[A-Z])
      |(?:the\s)?(?:services|products|goods|software|business|assets|shares|rights|name)\s(?:of|from|by|to)\s(?=[^.;,]{{1,60}}(?<![\w.&])(?:{_HARD})(?!\w|-\w))
      |(?:(?:Chief|Executive|Senior|Vice|Financial|Operating|Authorized|General|Managing|Corporate)\s+)*
       (?:President|Signatory|Officer|Secretary|Treasurer|Director|Manager|Chairman|Chairperson|CEO|CFO|Title|Name|Date|Dated)[\s:,]+
      |(?:THIS|This)\s+[A-Z]\w+\s+(?:AGREEMENT|Agreement)\s)+""",
    re.VERBOSE,
)
# Brackets inside a name: "(AFRICA) (PTY) LIMITED", "(ShenZhen) Co., Ltd.".
# "(CAYMAN) MANAGEMENT L.P.", but not "(BUYER) AND ACME INC.".
_MORE_WORDS = r"(?:\s(?!(?:AND|And|BY|By|WITH|With|OR|Or)\b)[A-Z][\w&-]{1,24}){0,2}"
_LABEL = r"(?:\w*(?:er|or|ee|ant)|company|client|agent|party|bank|fund|trust)"
# Two words may stand there: "(North Sea) Inc.", "(No. 2) Pty".
_ONE_OR_TWO = r"(?:[A-Z][\w.&-]{0,24}\s(?=[A-Z\d]))?[A-Z\d][\w.&-]{0,24}\)"
INSIDE = (
    rf"{_ONE_OR_TWO}(?:\s\([A-Z][\w.]{{0,12}}\))?,?\s(?:{_HARD})(?!\w)"
    rf"|(?!(?i:{_LABEL})\))[A-Z][\w.&-]{{0,24}}\){_MORE_WORDS},?\s(?:{_HARD})(?!\w)"
)
# "The Trustees of the Harrow Museum" is one name.
_NOT_OF_A_BODY = "".join(
    rf"(?<!\b{body}\sof)"
    for body in (
        "Trustees",
        "Regents",
        "Governors",
        "Commissioners",
        "Board",
        "Council",
        "Friends",
        r"The\sCorporation",
    )
)
# "Brook Transfer Company of the Harrow Institute Ltd." is one name, too.
_OF_THE_NEXT = rf"(?<=\sof)\sthe\s(?:[A-Z][\w&’'-]{{0,30}},?\s){{1,4}}(?:{_HARD})(?!\w)"
# What follows a name and describes it.
_TAIL = re.compile(
    rf"""(?:,?\s{{1,9}}an?\s{{1,9}}(?=[a-zA-Z])|{_NOT_OF_A_BODY}(?!{_OF_THE_NEXT}),?\s{{1,9}}the\s{{1,9}}(?=[a-zA-Z])|,?\s{{1,9}}(?:having|whose|with|located|organi[sz]ed|incorporated|existing|acting|on\sbehalf
      |doing\sbusiness|trading\sas|[Tt]/[Aa]|d/?b/?a|f/?k/?a|formerly|hereinafter|hereafter|referred|herein|established|registered|created|of\s\d|of\s(?=\())\b
      |\s{{1,9}}-\s(?!.{{0,80}}(?<![\w.&])(?:{_HARD})(?!\w|-\w))|\s{{0,9}}[;:"“”]|\s{{0,9}}\((?!(?:19|20)\d\d\)\s(?:Ltd|Limited|Inc|Pty|Corp|LLC|Co)\b)(?!(?:UK|USA|PTY|Pty|PTE|Pte|PVT|U\.S\.|US|China|PNG|HK|Hong\sKong|Europe|International|Ireland|[A-Z][a-z]+)\)\s|(?:{INSIDE}))|\s{{1,9}}By\s?:|\s/s/|\s{{1,9}}(?:is|are|shall|and|AND|By|BY)\s{{0,9}}$).*""",
    re.VERBOSE | re.DOTALL,
)
_AFTER_FORM = re.compile(
    rf"(?:\)?[\s,]{{1,2}}{FORM})*(?:\sN[oO]\.\s\d[\d ]{{0,12}}\d)?(?:\s(?:II|III|IV|VI{{0,3}})\b)?"
    r"(?:\s(?:HK|UK|PRC|UAE|Hong\sKong|Singapore)(?=\s?[(,]|$))?"
    r"(?:\s(?:of|OF)\s(?:(?:the|THE)\s)?"
    # "The Corporation of the City of Brook Harbor", "of the County of Brook"
    rf"(?:(?:City|Town|Township|County|Village)\sof\s[A-Z][a-z]+\s(?=[A-Z][a-z])|(?:[A-Z][a-zA-Z]{{2,15}}\s){{1,2}}(?:of|OF)\s(?=[A-Z])|(?:North|South|Great|New|NORTH|SOUTH|GREAT|NEW)\s)?[A-Z][a-zA-Z]+\b(?!\s\d|\s(?:Road|Street|Lane|Avenue|House|Way|Park|Drive|Court|Square|Place|Quay)\b))?"
)
# A street, house number and postcode that follow the name without a break: "ACME MEDIA HOOFDLAAN 51 7327 GM DELFT".
_ADDRESS = re.compile(r"(?<=\w\w)\s\S{2,30}\s\d{1,4}\w?,?\s\d{4,6}\b.*")
# "Brook Mills Company of ____": the place was left blank.
_DANGLING = re.compile(r"\s(?:of|at|in)$")
# A company's number in a register after its name: "Brook Council ABN 61 204 559 813".
_IN_A_REGISTER = re.compile(r"\s(?:ABN|ACN|ARBN|NZBN|UEN|CIN|CRN)\s[\w ]{3,20}$")
# The line below a name that has no legal form at its end: "Company code 304 418", "Reg. No. 12", "CVR-nr. 31"
LABEL_BELOW = re.compile(
    r"\s{0,3}\n[ \t]{0,9}(?=(?:Company|Corporate|Business|Enterprise|(?:Legal\s)?Entity|Registration|Registered"
    r"|Registry|Register|Reg\.?|Organi[sz]ation|Org\.?|Tax|Fiscal|Trade|Commercial|Charity|Identification|ID|VAT|[A-Z]{3,5})[\s-]"
    r"(?:[A-Za-z]{2,14}\.?\s){0,2}?(?i:code|numbers?|no|nr|id|registration)\b[.:]?\s{0,3}[A-Z]{0,4}[\s-]?\d"
    # of a trust, where the Master of the High Court registers them: "Master's Reference IT 77/2014"
    r"|Master[’']?s\s(?:Office\s)?(?i:reference|ref|file|registration|number|no)\b[^\n]{0,20}?\d)"
)
_UNDERLINE = re.compile(r"(?<=\w)[ ]-{3,12}[ ](?=\w)")
_PUNCTUATION = " ,;:-–\"“”'‘’*_\t\n"


# A street with its house number: "Lindenstrasse 34", "Lot 9 Mill Drive, Elmstadt".
STREET = re.compile(
    r"^(?:Lot|Unit|Level|Suite)\s\d{1,4}\w?,?\s.{1,40}\b(?:Street|Road|Drive|Lane|Avenue|Way|Court|Close|Parade|Crescent|Highway)\b"
    r"|\w(?:stra(?:ss|ß)e|gasse|straat|gatan|v[aä]gen|laan|platz|weg|allee|damm|kade|gracht|vej|gade|veien)\s\d{1,4}\w?$|\w{4}(?<!\bcon)str\.?$",
    re.IGNORECASE,
)
# "Acme, LLC." at the end of a sentence: these forms abbreviate nothing, or are written without full stops.
_SENTENCE_STOP = re.compile(
    r"(?<=\s)(?:LLC|LLP|LLLP|PLLC|PLC|Plc|plc|GmbH|GMBH|AG|KG|BV|NV|AB|A/S|ASA|Oy|Oyj|OÜ|DAC|ApS|SASU|SAS|SARL|SpA|EURL|PBC|SE|LP|Limited|LIMITED|Corporation|CORPORATION|Incorporated"
    r"|INCORPORATED|Company|COMPANY)\.$"
)
# Nor does a whole word: "Brook Pottery."
_WORD_STOP = re.compile(r"(?<=[a-z]{4})\.$")
# On a cover, the opening sentence follows a name without a full stop: "AND HARROW MILLS, INC. This Agreement". A full
# stop after a longer word ends one, too: "we means Quarry. If".
_NEXT_SENTENCE = re.compile(
    rf"(?<=[\w.)])\sThis\s.*$|(?<=\w{{4}}[a-z])\.\s(?!(?:{_HARD})(?!\w)).*$"
    # after a short name, if a word follows that begins sentences: "and HX. Any term"
    r"|(?<=\w)(?<!Ltd)(?<!LTD)(?<!Inc)(?<!INC)(?<!Corp)(?<!CORP)(?<!\bCo)(?<!\bCO)\.\s(?:Any|All|Each|The|These|Those|If|When|Where|Whereas|It|Its|Such|No|Neither|Either|Unless)(?:\s.*)?$"
)


def clean(mention: str) -> str:
    """The company's or person's name in a mention, on one line, without introductory or descriptive words."""
    text = " ".join(_UNDERLINE.sub(" ", mention).split())
    if litigant := LITIGANT.match(text):
        text = text[litigant.end() :]
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text):
        text = text[lead.end() :]
    text = _NEXT_SENTENCE.sub("", _TAIL.sub("", text))
    if not HARD_FORM.search(text):
        text = _ADDRESS.sub("", text)
    # "JSC Harrow": some forms come before the name
    form = HARD_FORM.search(text, 1)
    if form:
        after = _AFTER_FORM.match(text, form.end())
        text = text[: after.end() if after else form.end()]
    text = _IN_A_REGISTER.sub("", text)
    text = _DANGLING.sub("", text.strip(_PUNCTUATION)).rstrip(_PUNCTUATION)
    if _SENTENCE_STOP.search(text) or _WORD_STOP.search(text):
        text = text[:-1]
    return text + ")" if text.count("(") > text.count(")") else text


_SAME = {
    "incorporated": "inc",
    "corporation": "corp",
    "limited": "ltd",
    "company": "co",
    "lcc": "llc",
    "the": "",
    "and": "",
}


def key(name: str) -> str:
    """A key shared by different spellings of a name: letters and digits in lower case, legal forms abbreviated."""
    words = re.findall(r"\w+", re.sub(r"(?<=\b\w)\.(?:\s?(?=\w\b))?", "", name.lower()))
    return " ".join(short for word in words if (short := _SAME.get(word, word)))


# A capitalized word that is not the first word of the name after it.
_NO_FIRST_WORD = re.compile(
    r"(?:An?|The|This|That|Between|By|And|Or|Of|To|From|With|For|In|On|At|As|Its|Is|Among|Both|Either|If|When|While"
    r"|Whereas|Agreement|Contract|Dated?|Name|Signed|Attention|Attn|Mr|Mrs|Ms|Dr|Party|Parties|Company|Client|Section|Exhibit|Schedule"
    r"|[A-Z]\w*(?:er|or|ee|ant|ent))\b|\W*$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(rf"(?:^|(?<=[\s(\"“])){WORD}[ ]$")
_BEFORE_APOSTROPHE = re.compile(r"(?<![\w'’])[A-Z][a-z]{0,2}['’]$")
_FARTHEST, _LONGEST_WORD = 4, 45


def begins_at(text: str, start: int) -> int:
    """Where a company's name begins, given a ``start`` inside it: up to four capitalized words before it belong to it,
    on the same line and separated by single spaces. So do the letters before an apostrophe: "O'" of "O'Neil"."""
    after = start + (text[start : start + 1] in ("'", "’"))
    if inside := _BEFORE_APOSTROPHE.search(text, max(0, start - _LONGEST_WORD), after):
        start = inside.start()
    for _ in range(_FARTHEST):
        before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
        if not before or _NO_FIRST_WORD.match(before.group().lstrip('("“')) or ANY_FORM.search(before.group()):
            return start
        start = before.start()
    return start


def is_named(name: str) -> bool:
    """Whether a party's name is filled in rather than a blank: "____", "[name of the supplier]", "{Supplier.Name}"."""
    return name[:1] not in "_[<{*"


def bare(name: str) -> str:
    """The key without the legal forms: "acme tools" for "Acme Tools, Inc."."""
    return key(ANY_FORM.sub(" ", name))


_TITLE = re.compile(r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof)\.?\s)+", re.IGNORECASE)


def untitled(name: str) -> str:
    """A person's name without titles: "Dr. Ann Brook"."""
    return _TITLE.sub("", name) if _TITLE.match(name) else name
