"""Sentences that keep a party from dealing or competing with others."""

from __future__ import annotations

from model.summary.whose_rights.who_is_bound import GIVES_ALL

_SELL = r"(?:promote|market|distribute|sell|launch|commercialize|manufacture|offer|make)"
MUST_NOT = (
    r"\b(?:(?:shall|will|may|must|agrees?|undertakes?)\s(?:\w+,?\s){0,3}?(?:not|never)"
    r"|neither\s(?:\w+\s){1,4}?(?:shall|will|may)|nor\s(?:shall|will))"
)
# A ban that begins in any of these ways: "shall not", "neither Brook nor a partner will", "will neither".
_BAN = (
    rf"(?:{MUST_NOT}\b|\bneither\s(?:[\w’'-]+,?\s){{1,8}}?(?:shall|will|may)\b|\b(?:shall|will|may)\sneither\b"
    rf"|\bno\s(?:(?-i:[A-Z])\w+\s){{1,2}}(?:shall|will|may)\b)(?!\sbe\s(?:obligat|oblig|requir|bound"
    rf"|liable)\w*)"
)
# Who may be the only one: "Brook is the only outside caterer at the mill".
_ROLE = (
    r"(?:distributor|dealer|reseller|licensee|franchisee|agent|supplier|seller|provider|manufacturer|representative|carrier|caterer|laborator(?:y|ies)"
    r"|printer|brewer|baker|broker|operator|retailer|importer|wholesaler|source|sponsor|contractor|agency|vendor|outlet|stockist)s?"
)
_FIRMS = (
    r"(?:persons?|firms?|part(?:y|ies)|compan(?:y|ies)|distributors?|agents?|agenc(?:y|ies)|(?:broker-)?dealers?|brokers?|suppliers?|representatives?"
    r"|providers?|contractors?|managers?|resellers?|licensees?|franchisees?|operators?|caterers?|printers?|laborator(?:y|ies)|wholesalers?|importers?"
    r"|retailers?|manufacturers?|makers?|vendors?|customers?|buyers?|shops?|stores?|caf[eé]s?|restaurants?|outlets?|clubs?|clinics?|brewery|breweries"
    r"|mills?|brands?|publishers?|labels?|teams?|hotels?|bakery|bakeries|salons?|schools?|hospitals?|dairy|dairies|farms?)"
)
# What is told in confidence, handed over with a right, or licensed: nobody trades in it.
_TRADED = (
    r"(?![^.;]{0,240}\b(?:information|data|confidential\w*|personal|sub-?licen\w+|shares|stock|interests?|securities|th(?:is|e)\s(?:agreement|contract|lease)"
    r"|accounts?|passwords?|copies|keys?|rent|lend|loan)\b)"
)
# All that a party needs of something: "all of the Mill's needs for thread".
_ALL_NEEDS = (
    r"all\s(?:of\s)?(?:its|their|your|our|his|her|(?:the\s)?(?-i:[A-Z])\w{1,30}[’']s?)\s(?:[\w-]+\s){0,4}?(?:requirements?"
    r"|needs|demand)\b"
)
_GETS = r"(?:buy|purchase|obtain|order|source|procure|take|get|acquire|place|put|fill|satisfy|meet|cover|draw|have)"
_NAMED = r"(?:the\s)?(?:us\b|me\b|you\b|(?-i:[A-Z]))"
# "Will buy from Brook all of its needs for thread", "covers its demand only from Brook", "you will get all your rye
# from me".
_BUYS_ALL = (
    rf"\b{_GETS}\b(?:[^.;]{{0,120}}?\b(?:from|with|through)\s(?:the\s)?(?-i:[A-Z])[\w&-]+,?\s(?:[\w-]+\s){{0,3}}?{_ALL_NEEDS}\s(?:for|of|in|as)\b"
    # "shall buy from Brook all of the thread that it requires"
    r"|[^.;]{0,60}?\b(?:from|through)\s(?:the\s)?(?-i:[A-Z])[\w&-]*,?\s(?:[\w-]+\s){0,3}?all\s(?:of\s)?(?:the\s|its\s|such\s)?(?!information|data|permi|licen|approval|consent|insurance|documents)"
    r"[^.;]{1,60}?\s(?:(?:that|which)\s)?(?:it|they|(?-i:[A-Z])[\w&-]*)\s(?:may\s|will\s)?(?:requires?|needs?|uses?)\b"
    rf"|[^.;]{{0,60}}?\b{_ALL_NEEDS}[^.;]{{0,120}}?\b(?:from|with|through|by)\s{_NAMED})"
    r"|\b(?:covers?|meets?|satisf(?:y|ies)|fills?|sources?|draws?|obtains?|buys?|purchases?|procures?)\s(?:all\s(?:of\s)?)?(?:its|their|your|our)\s"
    r"(?:[\w-]+\s){0,4}?(?:requirements?|needs?|demand)\b[^.;]{0,120}?\b(?:exclusively|only|solely)\s(?:from|through|with)\b"
    r"|\b(?:shall|will|must|agrees?\sto)\s(?:only\s)?(?:get|buy|take|order|purchase|source)\sall\s(?:of\s)?(?:your|my|our|its|their)\s"
    rf"(?!approvals|permits|licen|information|data|consents)[^.;]{{1,60}}?\sfrom\s{_NAMED}"
    r"|\b(?:cover|meet|satisfy|fill|source|draw|obtain|buy|purchase|procure)s?\s(?:its|their|your|our)\s(?:entire|full|whole)\s(?:[\w-]+\s){0,3}?"
    rf"(?:requirements?|needs?|demand)\b[^.;]{{0,80}}?\b(?:from|through|with)\s{_NAMED}"
    rf"|\b(?:shall|will|must|agrees?\sto)\s(?:route|send|ship)\sall\s(?:of\s)?(?:its|their|your|our)\s[^.;]{{1,60}}?\s(?:through|with|via)\s{_NAMED}"
)
# "Will neither open nor license another mill in the Territory"
_IN_TERRITORY = (
    r"\s(?:itself\s|also\s)?(?:[\w-]+,?\s(?:n?or\s)?){0,4}?(?:open|establish|operate|run|grant|license|franchise|authori[sz]e|appoint|permit"
    r"|allow|set\sup|name|place)\b[^.;]{0,40}?\b(?:another|any\sother|anyone\selse|others)\b[^.;]{0,120}?"
    r"\b(?:with)?in\s(?:the\s|that\s|your\s|its\s|such\s)?(?:Protected\s|Exclusive\s)?(?:Territory|Area|Region|Zone|District|Market)\b"
)
# "Shall not put into service a ticket printer of another maker"
_GOODS_OF_OTHERS = (
    r"[^.;]{0,80}?\b(?:put\sinto|use|install|deploy|buy|purchase|stock|sell|offer|carry|serve|order|promote|distribute)\b[^.;]{0,120}?"
    r"\b(?:of|from|by)\s(?:another|any\sother|other)\s(?:[\w-]+\s)?(?:suppliers?|manufacturers?|vendors?|makers?|brands?|producers?|breweries|brewery"
    r"|roasters?)\b"
)
# "Will not deliver such lamps to other mills"
_TO_OTHERS = (
    rf"\s(?:to\s)?(?:\w+ly\s|or\s|itself\s){{0,3}}(?:sell|supply|deliver|ship|license|print|bake|brew|produce|press)\b{_TRADED}[^.;]{{0,160}}?"
    rf"\b(?:to|for)\s(?:any\sother|another|other)\s(?:[\w’'-]+\s){{0,3}}?{_FIRMS}\b"
)
# "Shall send the samples to no other outside laboratory"
_TO_NOBODY_ELSE = (
    rf"\b(?:shall|will|may|must|agrees?\sto|undertakes?\sto)\s(?:\w+\s)?(?:{_SELL}|send|refer|route|entrust|give|produce|press|print|supply|deliver"
    rf"|provide|license|buy|purchase|order|take|get|have|obtain|engage|use|perform|work|act|ship|serve)\b{_TRADED}[^.;]{{0,120}}?"
    rf"\b(?:for|to|from|with|through|by)\s(?:no\sother\s(?:[\w-]+\s){{0,2}}?{_FIRMS}\b|no\s(?:one|body)\selse\b|nobody\selse\b)"
    rf"|\b(?:shall|will|must|agrees?\sto)\s(?:use|engage|appoint|employ|hire|retain)\sno\sother\s(?:[\w-]+\s){{0,2}}?{_FIRMS}\b"
    r"|\b(?:shall|will|must|agrees?\sto)\s(?:let|allow|permit)\s(?:no\s(?:one|body)|nobody)\selse\b"
    rf"|\b(?:nobody|no\s(?:one|other\s{_FIRMS}))\s(?:(?:but|other\sthan|except)\s[^.;,]{{1,40}}?\s)?(?:may|shall|will|can)\s(?:sell|supply|import|distribute|offer)\b{_TRADED}"
    r"|\bha(?:s|ve)\sthe\ssole\s(?:and\sexclusive\s)?right\sto\s(?:(?:make|build|use)(?:,|\s(?:and|or))\s)?(?:sell|market|distribute|supply|import|publish|manufacture|exploit)\b"
    r"|\b(?:not|nor|never)(?:,[^,.;]{1,40},)?\s(?:to\s)?(?:permit|allow|let|engage|appoint|use|have)\s(?:anyone|anybody|any\s(?:person|party|firm|company|supplier|contractor"
    r"|entity)|somebody|others)\s(?:but|other\sthan|except|save|besides)\s(?:for\s)?(?:the\s)?(?-i:[A-Z])"
    r"|\b(?:make|bake|produce|brew|manufacture|print|grow|build|press|roast)\s(?:it|them|(?:the\s|such\s)?[\w-]+(?:\s[\w-]+){0,2})\s"
    r"(?:only|solely|exclusively)\sfor\s(?:the\s)?(?:you|us|me|(?-i:[A-Z]))"
)
# "Shall not appoint anyone else as agent", "shall not weave, for anyone other than Brook, any cloth", "shall not supply
# a loom to any other mill within 20 miles"
_ANYBODY_ELSE = (
    r"(?:,[^.;,]{1,60},)?\s(?:\w+ly\s|itself\s)?(?:appoint|engage|use|employ|retain|nominate|authori[sz]e|license)\s(?:or\s\w+\s)?"
    r"(?:any(?:one|body)\selse|any\sother|another|others|an?\s(?:second|further|additional))\b[^.;]{0,60}?\bas\s(?:its\s|an?\s|the\s)?(?:[\w-]+\s)?"
    rf"{_ROLE}\b"
    r"|(?![^.;]{0,240}\b(?:disclos|reveal|divulg|communicat|information|confidential|assign|transfer|licen[cs]|data|results|pay|liab|responsib|agreement|contract|lease|purposes?)\w*)"
    r"[^.;]{0,160}?\bfor\s(?:others|any(?:one|body)|any\s(?:[\w-]+\s)?(?:persons?|part(?:y|ies)|compan(?:y|ies)|firms?|entit(?:y|ies)|customers?|clients?))\s(?:other\s)?than\s"
    r"(?:for\s)?(?:the\s)?(?-i:[A-Z])"
    rf"|\s(?:sell|supply|deliver|ship|provide|lease)\b{_TRADED}[^.;]{{0,60}}?\bto\sany\sother\s(?:[\w-]+\s){{1,3}}?"
    r"(?:whose|(?:(?:that|which)\sis\s)?(?:located|situated|based)|with(?:in)?|in)\b"
)
# One pattern for all that begins with a ban, since each of a contract's many bans is then read once.
_BARS_OTHERS = rf"{_BAN}(?:{_IN_TERRITORY}|{_GOODS_OF_OTHERS}|{_TO_OTHERS}|{_ANYBODY_ELSE})"
# "No other guard company shall be engaged"
_NAMES_NO_OTHER = (
    rf"\bno\sother\s(?:[\w-]+\s){{0,4}}?(?:{_FIRMS}|business(?:es)?)\s(?:shall|will|may)\sbe\s(?:engaged|appointed|used|retained|hired|employed|authori[sz]ed|licensed|named)\b"
    r"|\b(?:shall|will)\sappoint\sno\sother\b"
)
_THE_ONLY_ONE = (
    r"\b(?:(?:shall|will)\sbe|is|are|be|remains?|as)\s(?:the|its|their|our|your|(?:the\s)?(?-i:[A-Z])\w+[’']s)\s(?:sole\sand\sonly|only|sole)\s"
    rf"(?:(?!(?:of|and|responsib\w+|owners?)\b)[\w-]+\s){{0,2}}?{_ROLE}\b"
)
# "Will not work for or advise another bakery", "shall not stock any valve of a maker other than Brook"; whoever may not
# license another one either keeps a territory for the other party.
_RIVALS = (
    r"(?:another|any\sother|an?y?\s(?:similar|competing|competitive|rival|like|comparable)|(?:any"
    r"|a)\s(?:[\w-]+\s){1,4}?(?:similar\sto|in\scompetition\swith|(?:that|which)\scompetes|competing\swith))"
)
_BUSINESS = (
    r"(?:business(?:es)?|compan(?:y|ies)|firms?|enterprises?|restaurants?|shops?|stores?|caf[eé]s?|practices?|franchises?|ventures?|undertakings?|trades?"
    r"|bakery|bakeries|hotels?|salons?|clinics?|studios?|agency|agencies|outlets?|gyms?|schools?)"
)
_TRADES_IN = r"(?:stock|sell|promote|market|distribute|carry|handle|represent|manufacture|make|offer|deal\sin|import)"
_RUNS_ANOTHER = (
    rf"(?![^.;]{{0,80}}\b(?:disclos|reveal|licen[sc]e|franchise|grant|appoint)\w*)[^.;]{{0,60}}?\b(?:(?:hold|have|take|acquire)\s(?:[\w-]+\s){{0,3}}?(?:interest|shares?|stake)|own|run|open|operate|manage|start|set\sup"
    r"|carry\son|engage\sin|invest\sin|work\s(?:for|in|with)|advise|join|assist|finance"
    r"|be\s(?:\w+ly\s)?(?:employed|engaged|involved|concerned|interested)\s(?:by|in|with|at))"
    rf"\b[^.;]{{0,80}}?\b(?:{_RIVALS}\s(?:[\w’'é-]+,?\s){{0,4}}?{_BUSINESS}\b|any\s(?:[\w-]+\s){{0,2}}?{_BUSINESS}\s(?:(?:that|which|is|in)\s){{0,3}}compet)"
)
_SELLS_RIVALS = (
    rf"[^.;]{{0,40}}?\b{_TRADES_IN}\b[^.;]{{0,160}}?\b(?:of|from|(?:made|produced|supplied|manufactured|brewed)\sby)\s"
    r"(?:an?y?\s(?:\w+\s)?(?:manufacturer|maker|supplier|brand|producer|brewery|vendor)|makers|manufacturers|suppliers|(?<=by\s)any(?:one|body))\s"
    r"(?:but|other\sthan|except)\b"
    rf"|[^.;]{{0,40}}?\b(?:{_TRADES_IN}|develop|launch|publish|work\s(?:for|with))\b[^.;]{{0,120}}?\b(?:rivals?|goods\sof\sthe\ssame\skind)\b"
)
# "Must not develop looms other than with the other parties", "shall not, during the term and for six months after it,
# render such services to any other mill"
_DOES_ALONE = (
    r"[^.;]{0,80}?\b(?:develop|research|pursue|undertake|fund|finance|work\son)\b[^.;]{0,200}?\bother\sthan\s(?:(?:jointly|together)\s)?with\s(?:the\s)?"
    r"(?:other|(?-i:[A-Z]))"
    r"|,?\s(?:while|during|for|until|throughout)\b[^.;]{0,120}?\b(?:thereafter|afterwards?|after\b[^.;,]{1,60}),?\s"
    r"(?:render|provide|perform|supply|offer)\b[^.;]{0,60}?\b(?:services?|work)\s(?:to|for)\b"
)
# "Will not compete with Brook"
_COMPETES = r"\s(?:(?:to|in\sany\sway|itself|either|directly|indirectly|or|and|\w+ly),?\s){0,6}compete\b"
_BARS_RIVALRY = rf"{_BAN}(?:{_RUNS_ANOTHER}|{_SELLS_RIVALS}|{_DOES_ALONE}|{_COMPETES})"

WORDS = {
    "Exclusivity": (
        rf"{_BUYS_ALL}|{_BARS_OTHERS}|{_TO_NOBODY_ELSE}|{_NAMES_NO_OTHER}|{_THE_ONLY_ONE}|"
        r"\ball\s(?:of\s)?(?:its|their)\s(?:\w+\s){0,3}requirements?\b[^.;]{0,120}\bfrom\b"
        r"|\b(?:purchase|buy|obtain|order)s?\s[^.;]{0,60}\bexclusively\sfrom\b|\b(?:entire|full)\srequirements?\sof\b"
        r"|\b(?:shall|will|agrees?\sto)\s(?:\w+\s){0,2}(?:negotiate|deal|(?<!the\s)(?<!this\s)contract|work)\sexclusively\b"
        r"|\bentitled\sto\sexclusively\b"
        r"|\b(?:shall|will|may)\snot\b[^.;]{0,100}?\b(?:sell|supply|license|provide|offer|ship)\b[^.;]{0,100}?"
        r"\bto\s(?:anyone|any\s(?:person|party|one|entity|third\sparty|customer))\sother\sthan\b"
        r"|\b(?:shall|will|may)\snot\s(?:\w+\s)?(?:authori[sz]e|license|permit|engage)\s(?:an?|any)\s(?:[\w’'&-]+\s){0,3}competitors?\sto\b"
        r"|\b(?:shall|will|may|agrees?)\s(?:\w+\s)?not\b[^.;]{0,100}?\b(?:accept|have|take|appoint|represent|seek|solicit|sell|grant)\b[^.;]{0,80}?\bsponsor(?:ship)?s?\b"
        r"[^.;]{0,120}?\bcompet\w+"
        r"|\bthe\sonly\s(?:[\w-]+\s){1,4}(?:to|from|through)\s(?:which|whom)\b"
        r"|\bbe\s(?:[\w’']+\s)?only\s(?:[\w-]+\s){0,2}?(?:distributor|dealer|reseller|licensee|agent|supplier|provider|manufacturer|representative|carrier)\s"
        r"(?:\w+\s)?(?:appointed|authori[sz]ed|engaged|used|named)\s(?:by|in|for)\b"
        r"|\b(?:shall|will|may)\snot\s(?:engage|participate|take\spart|enter)\sin(?:to)?\s[^.;]{0,40}?\b(?:similar|comparable)\s[^.;]{0,100}?\bwith\sany\sother\b"
        # all of what a party has to give away, or services to nobody else
        rf"|\b(?:agrees?\sto|shall|will|must)\s(?:\w+\s)?{GIVES_ALL}"
        r"|\b(?:agrees?\sto|shall|will|must)\s(?:\w+\s)?tender\sall\s[^.;]{0,60}?\b(?:requests?|shipments?|freight|loads)\b[^.;]{0,40}?\bto\b"
        r"|\b(?:(?:shall|will|may)\snot|agrees?\snot\sto)(?:,?\s(?:directly|indirectly|or)){0,4},?\s(?:provide|perform|render)\s(?:[\w’'-]+\s){0,5}?services?\s(?:for|to)\s"
        r"any\sother\s(?:[\w-]+\s){0,4}?(?:providers?|carriers?|compan(?:y|ies)|customers?|clients?|firms?|persons?|competitors?)\b"
        r"|\b(?:procur|purchas|buy|obtain)\w*\b[^.;]{0,80}\bfrom\s(?:any\s)?(?:sources?|suppliers?|vendors?)\sother\sthan\b[^.;]{0,80}\bbreach\b"
        # who is taken on as the only one: "appoints Harrow as its exclusive dealer", "shall not appoint another dealer"
        r"|\b(?:appoint|engage|retain|designate|hire)s\b[^.;]{0,120}?\bas\s(?:its|their|the|an|our|your|(?-i:[A-Z]\w+)[’']s)\s"
        r"(?:sole|sole\sand\sexclusive|exclusive)\s(?!and\s|[^.;]{0,40}\battorney)\w"
        # what the grantor does not do itself
        r"|\b(?:shall|will)\snot\sitself\s(?:sell|supply|market|distribute|offer|use)\b[^.;]{0,60}?\b(?:license|appoint|permit|allow|authori[sz]e)\s(?:another|others|anyone|any\sother)\b"
        # a right that nobody else is given
        r"|(?:\bgrants?\b[^.;]{0,200}?|^\W{0,3}(?:and\s)?\(\w\)\s)\bthe\ssole\sand\sexclusive\s(?:rights?|licen[cs]es?|franchise|privilege)\s(?:to|of|for)\b"
        rf"|\bgrants?\b[^.;]{{0,100}}?\bthe\ssole\s(?:right|franchise|privilege|licen[cs]e)\sto\s(?:\w+\s(?:and|or)\s)?(?:{_SELL}|run|operate|supply|trade|import|publish|perform|let|use)\b"
        r"|\b(?:shall|will|may|must|agrees?(?:\sto)?)\s(?:"
        r"not\s(?:to\s)?(?:(?:itself|\w+ly|or),?\s){0,3}(?:engage|appoint|retain|hire|designate)\s(?:or\s\w+\s)?"
        rf"(?:any\sother|another|any\sadditional|a\s(?:second|further))\s(?:[\w-]+,?\s){{0,3}}?{_FIRMS}\b"
        # dealings with nobody else: "have the work done exclusively by Harrow", "make lamps for no brand but Harrow"
        r"|have\b(?:[^.;]|\.\s\d){0,120}?\b(?:performed|carried\sout|done|supplied|manufactured|made|printed|repaired|serviced)\s(?:exclusively|solely)\sby\b"
        rf"|(?:\w+\s)?(?:{_SELL}|produce|press|print|supply|provide|perform|work|act|deliver|license|buy|purchase)\b[^.;]{{0,100}}?"
        r"\b(?:for|to|from|with)\sno\s(?:one|(?:\w+\s){0,2}\w+)\s(?:but|other\sthan|except)\s(?:the\s)?(?-i:[A-Z])"
        # not a choice among suppliers that the other party approves
        r"|(?:\w+\s)?(?:purchase|buy|obtain|order|procure|source)\b[^.;]{0,120}?\b(?:only|solely)\sfrom\s(?:the\s)?"
        r"(?:us\b|our\s|(?-i:[A-Z])\w+)(?![^.;]{0,80}\b(?:approv|designat|authori[sz]|or)\w*))"
    ),
    "Competitive Restriction Exception": r"\bexceptions?\sto\s(?:the|this|any|such)\sexclusivity\b",
    "Non-Compete": (
        rf"{_BARS_RIVALRY}|"
        rf"{MUST_NOT}\b[^.;]{{0,120}}?\b(?:own(?=,|\s(?:or|and|an|any|a)\b)|operate|manage|work\sfor|invest\sin|engage\sin|carry\son|participate\sin|establish|promote|sell|distribute|market|handle|stock|represent)\b"
        r"[^.;]{0,120}?\b(?:(?:which|that|to)\s(?:(?:in)?directly\s|or\s){0,3}competes?|competing|competitive|in\scompetition)\b|"
        rf"\b(?:shall|will|may)\snot(?:,?\s(?:directly|indirectly|or|either|and)){{0,5}},?\s{_SELL}(?:,?\s(?:(?:or|and|for|to)\s)?{_SELL}){{0,6}}\s"
        r"(?:any|an?)\s(?:other\s)?products?\s(?:that\s|which\s)?(?:contain(?:s|ing)?|compet(?:es?|ing|itive))\b"
        # near the other party's shops, and other books or games like those of the contract
        r"|\b(?:not|neither)\b[^.;]{0,200}?\b(?:own|manage|operate|run|open|conduct|carry\son|establish|engage|practi[sc]e|be\semployed)\b[^.;]{0,200}?"
        r"\bwithin\s(?:an?\s)?(?:\w+[\s-]){0,3}?(?:\(?\d{1,3}(?:\.\d)?\)?[\s-])?(?:miles?|kilomet(?:re|er)s?|km)\b"
        r"|\b(?:not|neither)\b[^.;]{0,60}?\b(?:write|edit|publish|release|author|produce)\b[^.;]{0,60}?\b(?:another|any\sother)\s(?:[\w-]+\s){0,2}?"
        r"(?:books?|textbooks?|works?|games?|titles?|films?|albums?)\s(?:for|on|in|of|about|that|which)\b"
        # in plain words
        r"|\b(?:shall|will|may|must|can)\snot\s(?:\w+\s){0,2}?(?:work|consult|draw|write|design|act)\s(?:\w+\s)?(?:for|with)\s(?:an?|any|another|the|your|our|its)\s(?:\w+\s){0,3}?competitors?\b"
    ),
    "No-Solicit Of Customers": (
        r"(?:\bagrees?\b[^.;]{0,200}?|\b(?:shall|will)\s(?:\w+,?\s){0,8}?|^\W{0,4}(?:\w{1,3}[.)]\s)?)\bnot\s(?:to(?:\s|:\W{0,4}))?(?:(?:directly|indirectly|knowingly|or),?\s){0,4}solicit\s"
        r"(?:[\w’'-]+\s){0,4}?(?:clients?|customers?)\b(?![^.;]{0,60}\bto\sbecome\b)"
        r"|\b(?:under\sno\scircumstances|in\sno\sevent|at\sno\stime)\s(?:shall|will|may)\s(?:the\s)?(?:\w+\s){1,3}?(?:(?:directly|indirectly|or),?\s){0,4}"
        r"(?:contact|solicit|approach|call\son)\s(?:[\w’'-]+\s){0,4}?(?:clients?|customers?)\b"
        r"|\b(?:shall|will|agrees?)\s(?:\w+\s)?not\b[^.;]{0,200}?\b(?:divert|take\saway)\b[^.;]{0,160}?\b(?:clients?|customers?|patronage)\b"
        # the end of a sentence that bars both competition and soliciting
        r"|\bnor\s(?:shall|will|may)\s(?:the\s)?(?:\w+\s){1,4}?(?:(?:directly|indirectly|or),?\s){0,4}solicit\s(?:[\w’'-]+\s){0,5}?"
        r"(?:clients?|customers?)\b(?![^.;]{0,60}\bto\sbecome\b)"
    ),
    "No-Solicit Of Employees": (
        r"\bnot\b[^.;]{0,100}\bsolicit\b[^.;]{0,100}\bemployees?\b"
        rf"|{MUST_NOT}\b[^.;]{{0,120}}?\b(?:solicit|entice|recruit|hire\sor|induce|poach)\b[^.;]{{0,120}}?\b(?:employees?|personnel|staff|workers?)\b"
        r"|\b(?:not|neither|nor)\b[^.;]{0,160}?\b(?:hire|employ|engage)\s(?:or\s\w+\s)?(?:an?y?|the)\s(?:current\s|former\s)?"
        r"(?:employees?|staff|personnel|consultants?|persons?|people|individuals?)\sof\s(?:the\sother|either|another)\b"
        # "shall not directly engage any nurse deployed by Brook"
        rf"|{_BAN}\s(?:(?:directly|indirectly|itself|or),?\s){{0,4}}(?:engage|employ|hire|recruit|take\son|retain)\s(?:or\s\w+\s)?(?:any|an?|the|such)\s[^.;]{{1,60}}?"
        r"\b(?:deployed|employed|supplied|assigned|placed|provided)\s(?:[\w-]+\s){0,3}?by\s(?:the\s)?(?-i:[A-Z])"
    ),
}
