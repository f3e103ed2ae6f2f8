"""Sentences on who controls a party, and on who owns what it makes."""

from __future__ import annotations

import re

_MADE = (
    r"(?:inventions?|intellectual\sproperty|patents?|copyrights?|improvements?|results|know-how|scripts|software|developments?|designs?|work\sproduct"
    r"|deliverables|materials|technolog(?:y|ies))"
)

# How much of a company changes its control, and of what.
_MUCH = (
    r"(?:(?:an?|the)\s(?:\w+\s)?(?:majority|controlling\s(?:interest|stake|share))|(?:more|less|fewer)\sthan\s(?:[\w-]+\s){0,3}?"
    r"(?:half|\d{2}(?:\.\d{1,2})?\s?%|\d{2}\sper\scent|per\s?cent))"
)
_SHARES = (
    r"(?:shares?|share\scapital|shareholding|stock|voting|votes|equity|ownership"
    r"|(?:membership|partnership|economic|beneficial)\sinterests?)"
)
# "Acquires control of Brook", "ceases to hold a majority of the shares", "is taken over by", "a sale of shares that
# takes ownership below that level"; not "takes control of the defense".
_CHANGE = (
    r"(?:(?<!connection\swith\sa\s)\bchanges?\s(?:of|in)\s(?:who\s(?:controls|owns)\b|(?:\w+\s){0,4}?(?:control|ownership|shareholding)\b)"
    r"|\bcomes?\sunder\sthe\scontrol\sof\b"
    r"|\b(?:acquires?|obtains?|gains?|takes?|secures?)\s(?:(?:direct|or|indirect|effective|sole),?\s){0,3}control\s(?:of|over)\s"
    r"(?!the\s(?:defen[cs]e|proceedings?|claim|litigation|premises|goods|property|site|works?|settlement)\b)"
    rf"|\b(?:acquires?|obtains?|gains?|takes?|buys?|comes?\sto\s(?:own|hold)|becomes?\s(?:the\s)?(?:\w+\s)?(?:owner|holder)s?\sof)\s{_MUCH}\s(?:of|in)\b(?!\s(?:an?|any)\s(?:third|other)\b)"
    rf"|\bceases?\sto\s(?:(?:own|hold|control)\b[^.;]{{0,80}}?\b{_SHARES}\b|be\s(?:\w+\s){{0,2}}?(?:owned|controlled|held)\sby\b|be\s(?:an?\s)?(?:\w+[\s-]){{0,2}}?subsidiary\b)"
    rf"|\b(?:holds?|owns?|holding|owning)\s{_MUCH}\sof\b[^.;]{{0,40}}?\b{_SHARES}\b"
    rf"|\b(?:sale|transfer|disposal|issue|acquisition)s?\sof\b[^.;]{{0,80}}?\b{_SHARES}\b[^.;]{{0,120}}?\b(?:control|below|less\sthan|{_MUCH})"
    rf"|\b(?:sale|transfer|disposal|issue|acquisition)s?\sof\s{_MUCH}\sof\b[^.;]{{0,40}}?\b{_SHARES}\b"
    r"|\b(?:acquires?|obtains?|gains?|takes?|buys?|comes?\sto\s(?:own|hold)|becomes?\s(?:the\s)?(?:\w+\s)?(?:owner|holder)s?\sof)\s"
    rf"\d{{2}}(?:\.\d{{1,2}})?\s?(?:%|per\s?cent)\sor\smore\s(?:of|in)\b[^.;]{{0,40}}?\b{_SHARES}\b"
    # "gets control", "more than half of its shares change hands", "ceases to own 51% of Brook", "agrees to sell"
    r"|\b(?:otherwise|effectively|in\sfact)\s(?:gets|gains|obtains|acquires)\scontrol\b"
    rf"|\b{_MUCH}\sof\b[^.;]{{0,40}}?\b{_SHARES}\s(?:\w+\s){{0,2}}?changes?\shands\b"
    r"|\bceases?\sto\s(?:own|hold|control)\s(?:at\sleast\s)?(?:an?\smajority|\d{2}(?:\.\d{1,2})?\s?(?:%|per\s?cent))\s(?:\w+\s){0,3}?(?:of|in)\b"
    rf"|\b(?:agreement|agrees|contract|offer|decision)\sto\ssell\b[^.;]{{0,40}}?\b{_MUCH}\sof\b[^.;]{{0,40}}?\b{_SHARES}\b"
    r"|\bmerges?\s(?:with|into)\b|\b(?:(?-i:[A-Z])[\w&.-]*|it|or|party|company|business)\s(?:is|are|be|been|becomes?|gets?)\s(?:acquired|taken\sover|bought\sup)\sby\b)"
)
_MAY_END = (
    r"\b(?:may|can|right\sto|entitled\sto|free\sto)\b[^.;]{0,120}?"
    r"\b(?:terminate|end|cancel|withdraw|bring\b[^.;]{0,30}\bto\san\send|put\san\send\sto|walk\saway)\b"
)
_SAME = r"(?:[^.;]|\.(?=\d))"  # the words of one sentence
_CONTROL_CHANGES = (
    rf"{_CHANGE}[^.;]{{0,240}}?{_MAY_END}|{_MAY_END}[^.;]{{0,240}}?{_CHANGE}"
    rf"|^(?!{_SAME}{{0,300}}\b(?:nor|neither|no\s(?:transfer|change|assignment|one)|nobody|not\s(?:be\s)?(?:an?|deemed|considered|treated|regarded"
    r"|required|requires?|needs?)\b))"
    rf"{_SAME}{{0,120}}?{_CHANGE}[^.;]{{0,240}}?(?:"
    r"\b(?:deemed|treated|counts?|considered|regarded|constitutes?|is(?=\san?\s(?:assignment|transfer|cession)\b))\s(?:to\sbe\s|as\s|for\s)?(?:an?\s)?(?:\w+\s)?"
    r"(?:assignment|transfer|cession)\b"
    r"|\b(?:requires?|needs?|calls?\sfor|(?:is|be)\ssubject\sto)\s(?:[\w’'-]+,?\s){0,6}?(?:consent|approval)\b)"
    rf"|\b(?:not|nor|neither|no)\b[^.;]{{0,200}}?{_CHANGE}[^.;]{{0,160}}?\bwithout\b[^.;]{{0,80}}?\b(?:consent|approval)\b"
    rf"|{_CHANGE}[^.;]{{0,160}}?\b(?:shall|must|will)\s(?:\w+ly\s)?(?:(?:notify|inform|tell)\b|be\s(?:intimated|notified|reported|disclosed)\s)"
    rf"|\b(?:shall|must|will)\s(?:\w+ly\s)?(?:notify|inform|tell)\b[^.;]{{0,100}}?{_CHANGE}"
    # "Good cause is given if a competitor acquires a majority of the other party"
    rf"|\b(?:good|important)\s(?:cause|reason)\b[^.;]{{0,300}}?\bif\s[^.;,]{{0,60}}?{_CHANGE}"
)
# What is made, and how it comes about.
_WORKS = (
    r"(?:inventions?|improvements?|results|recipes?|methods?|designs?|drawings|software|code|developments?|deliverables|work\sproduct|materials|ideas?"
    r"|know-how|process(?:es)?|products?|photographs|works?|discover(?:y|ies)|formulas?|formulations?)"
)
_COMES = (
    r"(?:comes?\sup\swith|creates?d?|develop(?:s|ed)?|makes?|made|invent(?:s|ed)?|conceives?d?|devises?d?|prepare[sd]?|comes?\sinto\sbeing|aris(?:e|es|ing)"
    r"|generated|produced|discover(?:s|ed)?)"
)
_BELONGS = (
    r"\b(?:belongs?\sto|(?:is|are|becomes?|shall\sbe|will\sbe)\s(?:the\s(?:sole\s|exclusive\s|and\s){0,3}property\sof"
    r"|owned\sby))\s(?:the\s)?(?-i:[A-Z])"
)
# "If Buyer or its staff come up with a new recipe, it belongs to Vendor", "results which come into being belong to
# Buyer"
_MADE_FOR_ANOTHER = (
    r"^(?![^;]{0,300}\b(?:alterations?|premises|fixtures|leasehold|already|before|prior\sto)\b)(?:\W?\d[\d.]{0,6}\s)?[^.;]{0,80}?(?:"
    rf"\b(?:if|whatever|anything|everything)\b[^.;]{{0,80}}?\b{_COMES}\b[^.;]{{0,40}}?\b{_WORKS}\b[^.;]{{0,120}}?{_BELONGS}"
    rf"|\b{_WORKS}\s[^.;]{{0,40}}?\b{_COMES}\b[^.;]{{0,160}}?{_BELONGS})"
    # "transfers the exclusive rights of use", "assigns it accordingly"
    r"|\b(?:hereby\s)?(?:transfers?|assigns?|cedes?|makes?\sover)\s(?:to\s(?:the\s)?(?-i:[A-Z])\w+\s)?(?:the|all)\s(?:sole\s(?:and\s)?)?exclusive\s"
    r"(?:[\w-]+\s){0,3}?rights\s(?:of\suse|to\suse|of\sexploitation)\b"
    # "hereby cedes all copyright in them", "is hereby assigned to Buyer", "vests in Buyer on creation"
    r"|\bhereby\s(?:\w+\s){0,2}?(?:cedes?|transfers?|conveys?|makes?\sover)\s(?:to\s(?:the\s)?(?-i:[A-Z])[\w&-]*\s)?(?:[\w-]+\s){0,4}?"
    r"(?:copyrights?|intellectual\sproperty|patents?|inventions?)\b"
    r"|^(?=[^;]{0,400}\b(?:copyrights?|(?:trade-?\s?)?marks?|designs?|patents?|inventions?|software|domain|logos?|(?:trade|brand)\snames?|renderings?|translations?|drawings?"
    r"|know-how|intellectual)\b)(?![^;]{0,400}\b(?:this\s(?:agreement|contract)|leases?|receivables|debts?|claims?|shares)\b)"
    r"[^;]{0,300}?\b(?:is|are)\shereby\s(?:\w+\s)?(?:assigned|ceded|transferred|conveyed|made\sover)\sto\s(?:the\s)?(?-i:[A-Z])"
    rf"|\b(?:IP|{_WORKS})\s(?:\w+\s){{0,8}}?vests?\sin\s(?:the\s)?(?-i:[A-Z])[\w&-]*\s(?:up)?on\s(?:its\s|their\s)?(?:creation|coming\sinto|being\s)"
    r"|\bassigns\s(?:it|them|such\srights|these|those)\s(?:accordingly|to\s(?:the\s)?(?:us|you|(?-i:[A-Z])))\b[^.;]{0,120}?\b(?:moral|staff|copyright|inventors?)\b"
)

# Without one of these, nobody comes to control a party: most sentences have none, and need not be read further.
OF_CONTROL = re.compile(
    r"control|owner|shareholding|majority|subsidiary|takeover|\bceas|acqui|\bmerge|taken\sover|bought\sup|change\shands"
    r"|half|%|per\s?cent|\b(?:owned|held)\sby\b",
    re.IGNORECASE,
)

WORDS = {
    "Change Of Control": (
        rf"{_CONTROL_CHANGES}|"
        r"\bterminate\b[^.;]{0,160}?\b(?:if|should|where|in\sthe\sevent)\b[^.;]{0,120}?\b(?:acquires?|obtains?|gains?)\s(?:(?:direct|or|indirect),?\s){0,3}"
        r"(?:control|a\smajority)\b|"
        r"\b(?:may|right\sto|entitled\sto)\b[^.;]{0,80}\bterminate\b[^.;]{0,160}\bchange\s(?:of|in)\s(?:\w+\s){0,4}control\b"
        r"|\bchange\s(?:of|in)\scontrol\b[^.;]{0,160}\b(?:may|right\sto|entitled\sto)\b[^.;]{0,60}\bterminate\b"
        r"|^\W{0,5}(?:\w{1,4}[.)]\s)?(?:in\sthe\sevent\sof|upon|following|after)\s(?:a|any|the)\schange\s(?:of|in)\scontrol\sof\b[^.;]{3,400}\b(?:shall|will|may)\b"
        # "In the event of a merger, change of control or sale of its business, Buyer agrees to negotiate"
        r"|^\W{0,5}(?:\w{1,4}[.)]\s)?(?:in\sthe\sevent\sof|upon|following|after)\s(?:a|any|the)\s(?:merger|acquisition|consolidation|sale)\b[^.;]{0,60}?\bchange\s(?:of|in)\scontrol\b"
        r"[^.;]{0,240}?,\s(?:the\s)?(?-i:[A-Z])[\w&-]*\s(?:agrees\sto|shall|will|may|must)\b"
        # "from and following the occurrence of any Control Event, the license shall be non-exclusive"
        r"|\b(?:up)?(?:on|following|after|from)\s(?:(?:and|following|after|the|occurrence|of|such|any|an?)\s){0,7}(?-i:(?:[A-Z][\w&]*\s)?(?:Control|Takeover|Ownership(?:\sChange)?)\sEvent)\b"
        r"[^.;]{0,200}?\b(?:shall|will|may)\b"
        # "acquires more than 26% of the shares", "ceases to own a majority"
        r"|\b(?:ceases?\sto\s(?:own|hold|control)|acquires?|obtains?|gains?)\b[^.;]{0,120}?\b(?:a\smajority|\d{2}\s?%|\d{2}\sper\scent)[^.;]{0,80}?"
        r"\b(?:shares?|share\scapital|stock|interests?|voting|equity)\b[^.;]{0,200}?\b(?:may|right\sto|entitled\sto)\b[^.;]{0,40}?\bterminate\b"
        r"|\bmay\sterminate\b[^.;]{0,200}?\b(?:ceases?\sto\s(?:own|hold|control)|acquires?)\b[^.;]{0,100}?\b(?:majority|\d{2}\s?%)"
        # "A change of control is an assignment", which needs consent
        r"|^(?![^.;]{0,300}\b(?:nor|neither|not\sbe)\b)[^.;]{0,200}?\bchange\s(?:of|in)\s(?:\w+\s){0,2}control\b[^.;]{0,120}?"
        r"\b(?:(?:is|shall\sbe)(?!\snot\b)|constitutes?|be|deemed|considered|treated)(?:\s(?:deemed|considered|treated))?(?:\s(?:to\sbe|as))?\san?\s(?:\w+\s)?(?:assignment|transfer)\b"
    ),
    "Rofr/Rofo/Rofn": (
        # "before accepting an offer, it must send a copy, and Vendor may elect to buy on the same terms"
        r"\b(?:before|prior\sto)\s(?:accepting|taking|agreeing|selling|transferring|leasing|letting|licensing|it\s(?:accepts|sells))\b[^.;]{0,240}?"
        r"\b(?:may|can|shall\shave|has|have|is\sentitled)\b[^.;]{0,80}?\b(?:buy|purchase|take|match|acquire|lease|license)\b[^.;]{0,60}?"
        r"\b(?:same|those|equal|like|identical)\s(?:terms|price|conditions)\b|"
        r"^(?![^;]{0,400}\bsubject\sto\b[^.;]{0,80}?\brights\sof\sfirst\b)[^;]{0,400}?\b(?:shall|will|must|ha(?:s|ve)|grants?|gives?|offer|entitled)\b(?![^.;]{0,60}?\bnot\b)[^.;]{0,160}?\b(?:rights?\sof\sfirst\s(?:refusal|offer|negotiation|notice)"
        r"|first\s(?:right|option|opportunity)\b[^.;]{0,60}?\bto\s(?:negotiate|match|reserve|acquire|license|buy|purchase))\b"
    ),
    # in plain words: "This means that Vendor is giving Buyer all of its rights in the work"
    "Ip Ownership Assignment": (
        rf"{_MADE_FOR_ANOTHER}|"
        r"(?:\b(?:hereby|presently)\s(?:\w+,?\s){0,4}?assigns?\b|(?<!be\s)\bassigns?\sto\b|\b(?:shall|will|agrees?\sto)\s(?:(?:irrevocably|and|hereby|promptly)\s){0,3}assign\b)"
        rf"(?![^.;]{{0,160}}?\b(?:this\sagreement|lease|right\sto\senforce|its\slicen[cs]es?\sfor)\b)[^.;]{{0,200}}?\b(?:{_MADE}|moral\srights)\b|"
        r"\b(?:gives?|giving)\s(?:the\s)?\w+\sall\s(?:of\s)?(?:its|his|her|their|our|my)\s(?:rights?|ownership|copyrights?)\b[^.;]{0,60}?\b(?:in|to)\b[^.;]{0,40}?"
        r"\b(?:works?|products?|designs?|deliverables|files|drawings|results|software|code|texts?|photographs|photos)\b"
        # whatever one of them makes, or makes of what is another's, is that one's; not what a tenant builds
        r"|^(?![^;]{0,600}\b(?:alterations?|premises|fixtures|leasehold)\b)[^.;:]{0,60}?\b(?:all|any)\s(?:[\w/-]+,?\s){0,8}?"
        r"(?:work\sproduct|inventions?|improvements?|derivative\sworks?|deliverables?)\b[^.;:]{0,120}?"
        r"\b(?:(?:created|developed|made|conceived|prepared)\s(?:[\w-]+\s)?by\s(?:the\s)?(?P<maker>(?-i:[A-Z])\w+)|(?:based|derived)\s(?:up)?(?:on|from))\b"
        r"[^.;:]{1,120}?\b(?:shall|will)\s(?:\w+\s)?be(?:come)?\s(?:the\s(?:sole\s|exclusive\s|and\s){0,3}property\sof|(?:\w+ly\s)?owned\sby)\s"
        r"(?:the\s)?(?(maker)(?!(?P=maker)\b))(?-i:[A-Z])"
    ),
    "Joint Ip Ownership": (
        rf"\b(?:{_MADE}|anything|whatever)\b[^.;]{{0,160}}?\b(?:jointly\sowned|owned\s(?:\w+\s){{0,4}}?jointly|joint\sproperty|co-owned"
        r"|belongs?\s(?:\w+\s){0,6}?(?:jointly|(?:to\s)?(?:us|the\sparties)\sboth)|equal,?\s(?:and\s)?undivided\s(?:shares?|interests?))\b"
        rf"|\b(?:shall|will)\sjointly\sown\b[^.;]{{0,120}}?\b{_MADE}\b"
        r"|\bbelongs?\sto\s(?:both\sof\s(?:us|them)|both\s(?:the\s)?parties|us\sboth)\b"
    ),
    "Source Code Escrow": (
        # "the source code is deposited with a notary", "shall extend the deposit with Brook Corp. to the source code"
        r"\bsource\scode\b[^.;]{0,160}?\b(?:is|are|be)\s(?:[\w-]+\s){0,2}?(?:(?:deposited|lodged|placed)\s(?:with|in)\b|held\s(?:in\s(?:escrow|trust)|by\san?\s(?:escrow|independent|third)))"
        r"|\b(?:shall|will|must|agrees?|may|has)\b(?:[^.;]|\.(?=\s[a-z])){0,200}?\b(?:deposit|lodge)\b(?:[^.;]|\.(?=\s[a-z])){0,160}?\bsource\scode\b|"
        r"\b(?:shall|will|must|agrees?|may)\b[^.;]{0,200}?(?:\bsource\scode\b[^.;]{0,160}?\bescrow\b|\bescrow\b[^.;]{0,160}?\bsource\scode\b)"
    ),
    # "grants the Customer the right to use its portal", "you may use the software for your own business"
    "License Grant": (
        r"\bgrants?\b(?![^.;]{0,40}\b(?:no|not)\b)[^.;]{0,120}?\b(?:an?|the)\s(?:[\w-]+,?\s){0,6}?(?:licen[cs]e|right\sto\suse)\b"
        r"|\b(?:receives?|has|gets?|obtains?)\san?\s(?:[\w-]+,?\s){0,6}?(?:licen[cs]e|right)\sto\suse\b"
        r"|\b(?:you|(?-i:[A-Z])\w+)\s(?:may|can)\suse\s(?:the|our|its)\s(?:[\w-]+\s){0,2}?"
        r"(?:software|platform|app|drawings|marks?|names?|logos?|designs|recipes|patents?|know-how)\b"
    ),
    # "grants to Brook and Brook's Affiliates a license", "may sublicense it to its affiliates"
    "Affiliate License-Licensee": (
        r"(?<!\bto\s)\bgrants(?:,?\sand\s(?:\w+\s){1,3}grant,?)?\s(?:to\s)?(?:the\s)?(?-i:[A-Z])[\w&.-]*(?:,?\s(?-i:[A-Z])[\w&.-]*){0,3},?\s(?:and|or)\s(?:to\s)?"
        r"(?:(?:its|their)|(?-i:[A-Z])[\w&-]*[’']s)\s(?:\w+\s)?(?:affiliates|subsidiaries|group\scompanies),?\s(?:an?|the|all)\b[^.;]{0,160}?\b(?:licen[sc]e|right\sto\suse)"
        r"|\b(?:may|entitled\sto|right\sto)\ssub-?licen[sc]e\b[^.;]{0,80}?\bto\s(?:any\sof\s)?(?:its|their)\s(?:\w+\s)?(?:affiliates|subsidiaries|group\scompanies)\b"
    ),
    "Non-Transferable License": (
        r"\b(?:non-?\s?transferable|not\stransferable|non-?assignable)\b[^.;]{0,120}?\b(?:licen[sc]e|right\sto\suse)\b"
        r"|\blicen[sc]e\b[^.;]{0,80}?\b(?:is|are)\s(?:[\w-]+,?\s){0,4}?(?:non-?\s?transferable|not\stransferable)\b"
    ),
    "Irrevocable Or Perpetual License": (
        r"\blicen[sc]es?\s(?:it|them|this|these|the\s\w+)\sto\s(?:you|the\s\w+)\b[^.;]{0,60}?\b(?:in\sperpetuity|perpetually|for\s?ever|irrevocably)\b|"
        r"\bgrants?\b[^.;]{0,120}\b(?:perpetual|irrevocable)\b[^.;]{0,100}\blicen[sc]e"
    ),
}
_ON_A_CHANGE = re.compile(rf"{_CHANGE}[^.;]{{0,240}}?{_MAY_END}|{_MAY_END}[^.;]{{0,240}}?{_CHANGE}", re.IGNORECASE)


def ends_on_a_change_of_control(text: str) -> bool:
    """Whether a party may end the contract if somebody else comes to control the other one."""
    return _ON_A_CHANGE.search(text) is not None
