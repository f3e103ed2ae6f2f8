"""Sentences on what must be bought, and on what it may cost."""

from __future__ import annotations

import re

_MUST = r"\b(?:shall|will|must|agrees?\sto|undertakes?\sto)"
_AT_LEAST = r"(?:at\sleast|(?:no|not)\s(?:less|fewer)\sthan|a\sminimum\sof)"
# An amount of money, or of goods: "R 400 000", "$640,000", "1,900 loaves"
_SUM = r"(?:(?:USD|EUR|GBP|CAD|AUD|NZD|CHF|INR|ZAR|R|US|C|A|NZ)\s?)?[$€£]?\s?\d[\d,.\s]{2,12}"
_NOT_TIME = r"(?!\s?\)?\s?(?:\w+\s)?(?:days?|weeks?|months?|years?|hours|minutes|pixels?|x\d)\b)"
# "Shall treat no less than 90 000 tonnes of ore", "will order parts worth at least $40,000", "will pay for at least 190
# calls"
_TAKES_AT_LEAST = (
    rf"{_MUST}\s(?:\w+\s)?(?:tender|order|take|ship|buy|purchase|process|treat|lift|hire|call\soff|draw\sdown|spend|rent|book)\b"
    rf"(?:(?!\bnotice\b)[^.;]){{0,100}}?\b{_AT_LEAST}\s{_SUM}{_NOT_TIME}"
    rf"|{_MUST}\s(?:\w+\s)?sell\s(?:\w+\s){{0,2}}?{_AT_LEAST}\s\(?\d[\d,]{{0,12}}{_NOT_TIME}"
    rf"|{_MUST}\s(?:\w+\s)?pay\sfor\s(?:\w+\s){{0,3}}?{_AT_LEAST}\s(?:[\w-]+\s){{0,3}}?\(?\d[\d,]{{0,12}}{_NOT_TIME}"
    # "assures payment for a minimum of 85 positions"
    rf"|\b(?:assures?|guarantees?|commits?\sto|promises?)\b[^.;]{{0,40}}?\b(?:payment|purchases?|orders?|off-?take|hire|use)\b[^.;]{{0,60}}?\b{_AT_LEAST}\s"
    # "at least two hundred of which must be ordered by May"
    rf"|\b{_AT_LEAST}\s[^.;]{{1,60}}?\b(?:shall|will|must)\sbe\s(?:ordered|bought|purchased)\b"
    # what is paid for less: "if it orders fewer than 620, it must pay", "if it orders less, it pays the difference"
    r"|\bif\b[^.;]{1,60}?\b(?:orders?|buys?|purchases?|takes?|ships?|hires?|books?|spends?)\s(?:[\w-]+\s){0,2}?(?:fewer|less)\b[^.;]{0,120}?"
    r"\b(?:(?:shall|will|must|is\sto)\s(?:\w+\s){0,2}?pay|pays)\b"
    # "will tender beans sufficient to yield 40,000 pounds", "undertakes that purchases shall reach", "if it falls
    # short, it shall pay", "must pay for the greater of the hours worked and 280 hours"
    rf"|{_MUST}\s(?:\w+\s)?(?:tender|deliver|supply|order|buy|purchase)\b[^.;]{{0,60}}?\bsufficient\sto\s(?:yield|make|produce)\s{_SUM}"
    rf"|\b(?:purchases|orders|sales|turnover)\s(?:shall|will|must)\s(?:reach|total|amount\sto|(?:equal|meet)\sor\sexceed|(?:be|not\sbe)\s(?:at\sleast|less\sthan))\s(?:at\sleast\s)?{_SUM}"
    r"|\bif\s(?:(?:it|they|you|we)|(?:the\s)?(?-i:[A-Z])[\w&’'-]*(?:\s(?-i:[A-Z])[\w&’'-]*){0,2}|[^.;,]{0,40}?\b(?:purchases|orders|sales|volumes?|quantity))\s"
    r"(?:falls?|fell)\sshort\b[^.;]{0,120}?\b(?:(?:shall|will|must|is\sto)\s(?:\w+\s){0,2}?pay|pays)\b"
    r"|\bif\b[^.;]{0,40}?\b(?:purchases|orders|sales)\b[^.;]{0,40}?\b(?:is|are|comes?\sto|amounts?\sto|falls?|fell)\s(?:under|below|less\sthan|lower\sthan|short\sof)\s\d{2,3}\s?%\sof\b"
    rf"|{_MUST}\s(?:\w+\s)?pay\sfor\s(?:[\w-]+\s){{0,3}}?the\s(?:greater|higher|larger)\sof\b[^.;]{{1,120}}?\b(?:and|or)\s(?:\(\w\)\s)?\d"
    r"|\bfor\s(?:each|every)\s[^.;,]{1,30}?\bby\swhich\s(?:it|they|the\s\w+)\sfalls?\sshort\b[^.;]{0,120}?\bpays?\b"
)
# How far a price may rise.
_PRICE = (
    r"(?:prices?(?!\sind)|fees?|charges?|(?<!hourly\s)(?<!flow\s)rates?|rent|royalt(?:y|ies)|tariffs?"
    r"|premiums?|adjustments?|increases?|rises?|surcharges?)"
)
_BY_HOW_MUCH = (
    r"(?:\d{1,3}(?:\.\d{1,2})?\s?%|\w+(?:-\w+)?\s(?:\(\d{1,2}(?:\.\d{1,2})?\s?%?\)\s)?(?:per\s?cent|percent)|the\s(?:percentage\s)?(?:change|increase|rise"
    r"|movement)\sin|the\slesser\sof|(?:the\s)?CPI\b|inflation\b)"
)
_RAISES_AT_MOST = (
    # "the price will at no time exceed 112% of", "the charges move by the index, with a ceiling of 5%"
    rf"\b{_PRICE}\b[^.;]{{0,140}}?\b(?:shall|will|may|must|can)\s(?:not|at\sno\stime|never|in\sno\s\w+)\s"
    r"(?:exceed|go\s(?:up\sby\smore\sthan|above|beyond|over)|be\s(?:more|higher|greater)\sthan|(?:rise|increase)\s(?:by\smore\sthan|above))\s"
    rf"{_BY_HOW_MUCH}(?![^.;]{{0,60}}\bvolume\b)"
    rf"|\b(?:move|rise|increase|adjust\w*|chang\w+|go\sup)\b[^.;]{{0,240}}?\b(?:with|subject\sto)\san?\s(?:ceiling|cap|maximum|limit)\sof\s{_BY_HOW_MUCH}"
    r"|\bno\s(?:\w+\s)?(?:increase|adjustment|rise)\b[^.;]{0,60}?\b(?:shall|will|may|can)\s(?:exceed|be\s(?:more|greater|higher)\sthan|go\s(?:above|beyond))\s"
    r"|\b(?:may|can|will|shall|be)\s(?:only\s)?(?:\w+\s)?(?:raise|increase|put\sup|adjust|be\s(?:increased|raised|adjusted)|increased|raised)\b[^.;]{0,160}?"
    rf"\bby\s(?:(?:no|not)\s(?:more|greater)\sthan|up\sto|at\smost|a\spercentage\s(?:no|not)\s(?:greater|more|higher)\sthan|a\smaximum\sof)\s{_BY_HOW_MUCH}"
    rf"|\b{_PRICE}\b[^.;]{{0,100}}?\bby\s(?:a\spercentage\s)?(?:no|not)\s(?:more|greater)\sthan\s{_BY_HOW_MUCH}"
    # "may put up the fees by the index or by 5%, whichever is less", "cannot put any one thing up by more than 6%"
    rf"|\b(?:put\sup|raise|increase|adjust)\b[^.;]{{0,160}}?\bby\b[^.;]{{0,120}}?{_BY_HOW_MUCH}[^.;]{{0,60}}?\bwhichever\sis\s(?:less|lower|the\s(?:lower|lesser))\b"
    r"|\b(?:can|may|shall|will)\s?not\s(?:put\b[^.;]{0,40}?\bup|raise\b[^.;]{0,60}?|increase\b[^.;]{0,60}?)\s(?:by\s)?more\sthan\s"
    rf"{_BY_HOW_MUCH}"
    # "any one rise is limited to 4.5%", "moves by the index, up or down, capped at 4%"
    rf"|\b(?:rise|increase|adjustment|change)s?\b(?:\sin\s[^.;,]{{1,40}})?\s(?:is|are|(?:shall|will)\sbe)\s(?:\w+\s)?(?:limited|capped|restricted)\s(?:to|at)\s{_BY_HOW_MUCH}"
    rf"|\b(?:moves?|rises?|increases?|adjusts?|adjusted|changes?)\sby\b[^.;]{{0,200}}?\bcapped\sat\s{_BY_HOW_MUCH}"
)

# "May demand for each further week 0.5% of the value of the goods", "on paying 40% of the fees for what is left of the
# term", "should it do so, it shall pay a sum equal to two months' wages"
_PER_WEEK = (
    r"\b(?:may|can|entitled\sto)\s(?:\w+\s)?(?:demand|claim|charge|deduct|levy|recover|withhold)\b[^.;]{0,80}?\b(?:for\s)?(?:each|every|per)\s(?:[\w-]+\s){0,3}?"
    r"(?:day|week|month)\b(?:[^.;]|\.(?=\d)){0,60}?\d\s?(?:%|per\s?cent)\s?(?:of\b|\()"
    r"|\bfor\s(?:each|every)\s(?:[\w-]+\s){0,3}?(?:day|week)\b[^.;]{0,60}?\b(?:may|can)\s(?:demand|claim|charge|deduct|recover|withhold)\b(?:[^.;]|\.(?=\d)){0,60}?"
    r"\d\s?(?:%|per\s?cent)\sof\b"
    r"|\b(?:end|terminate|cancel|leave)s?\b[^.;]{0,160}?\bpay(?:s|ing)?\s(?:[\w-]+\s)?\d{1,3}\s?(?:%|per\s?cent)\sof\s(?:the\s)?[^.;]{0,40}?"
    r"\b(?:fees?|price|charges|rent|instal\w+)\b[^.;]{0,60}?\b(?:left|remain\w*|rest|balance|unexpired)\b"
    # "must pay a break fee equal to", "shall pay 18% of the shortfall", "may deduct R900 per missing guard", "will
    # credit 1.5% of the price for each further week", "if it cancels less than 60 days before, it will pay $900"
    r"|\bpay(?:s|ing)?\san?\s(?:early\s)?(?:break|exit|cancell?ation|termination|withdrawal|kill)\s(?:fee|charge|payment)\s(?:of|equal|amounting|calculated)\b"
    r"|\bpay(?:s|ing)?\s(?:\w+\s){0,2}?\d{1,3}(?:\.\d{1,2})?\s?(?:%|per\s?cent)\sof\s(?:the|such|any|that|its)\s(?:\w+\s)?(?:shortfall|deficiency|amount\s(?:which|that)\sis\slacking)\b"
    rf"|\bmay\s(?:deduct|withhold|retain|set\soff)\s(?=(?:[A-Z]{{1,3}}\s?)?[$€£]?\s?\d){_SUM}\s?(?:per(?!\scent)|for\s(?:each|every))\b"
    r"|\b(?:shall|will|must)\s(?:credit|allow|pay)\b(?:[^.;]|\.(?=\d)){0,40}?\d\s?(?:%|per\s?cent)\sof\b(?![^.;]{0,80}\binterest\b)[^.;]{0,80}?\bfor\s(?:each|every)\s"
    r"(?:(?:further|full|whole|commenced|started|additional|late)\s(?:[\w-]+\s){0,2}?(?:day|week)\b|(?:\w+\s)?(?:day|week)\sof\s(?:\w+\s)?(?:delay|lateness)\b)"
    r"|\bif\s[^.;]{1,60}?\b(?:drops?|cancels?|withdraws?|postpones?)\b[^.;]{0,80}?\b(?:less|fewer|later)\sthan\s[^.;]{1,40}?\b(?:before|ahead\sof|prior\sto)\b[^.;]{0,80}?"
    r"\b(?:shall|will|must)\spay\b[^.;]{0,30}?[$€£]\s?\d"
    r"|\b(?:should|if)\s[^.;,]{1,60}?\s(?:do|does)\sso\b[^.;]{0,20}?\b(?:shall|will|must)\spay\b[^.;]{0,60}?\ba\ssum\sequal\sto\b[^.;]{0,60}?\b(?:wages|salary|remuneration)\b"
)

WORDS = {
    "Minimum Commitment": (
        rf"{_TAKES_AT_LEAST}|"
        r"\b(?:shall|will|must|agrees?\sto)\s(?:tender|order|take|ship|buy|purchase)\b(?:(?!\bnotice\b)[^.;]){0,120}?"
        r"\b(?:(?:not|no)\s(?:fewer|less)\sthan|at\sleast|a\sminimum\sof)\s(?:[\w-]+\s){0,6}?\(?\d[\d,.]{0,9}\)?\s"
        r"(?:units?|tons?|tonnes|pallets?|pallet\spositions|cases|cartons|kg|kilograms?|lit(?:er|re)s?|gallons?|barrels?|containers?|loads?|machines?"
        r"|vehicles?|seats|licen[cs]es|copies|bottles|pieces|sets|MW)\b|"
        r"\b(?:shall|will|must|agrees?\sto)\sspend\s(?:at\sleast|(?:no|not)\sless\sthan|a\sminimum\sof)\b|"
        r"\b(?:shall|will|must|agrees?\sto|undertakes?\sto)\s(?:purchase|buy|order)\s(?:from\s\w+\s)?"
        r"(?:at\sleast|(?:no|not)\s(?:less|fewer)\sthan|a\sminimum\s(?:of|quantity))(?!\s[\w-]+\s(?:\(\d{1,3}\)\s)?(?:\w+\s)?(?:days|weeks|months)\b)"
    ),
    "Volume Restriction": (
        r"\bshall\snot\suse\b[^.;]{0,40}\bin\sexcess\sof\b"
        r"|\bin\sno\sevent\s(?:shall|will)\s(?:any|an|a)\s(?:\w+\s)?order:?\srequire\s(?:delivery|supply|shipment)\sof\smore\sthan\b"
    ),
    # resale at the prices of the supplier
    "Price Restrictions": (
        rf"{_RAISES_AT_MOST}|"
        r"\b(?:shall|will|must|agrees\sto)\s(?:\w+\s){0,2}(?:adhere\sto|observe)\s(?:[\w’'-]+\s){0,6}?prices?\b(?!\s(?:controls?|laws?))"
        # how far a price may rise
        r"|\bmay\s(?:\w+\s)?(?:adjust|increase|raise)\s(?:the|its)\s(?:\w+\s){0,2}?(?:prices?(?!\sind)|fees?|rates?|charges?)\b[^.;]{0,120}?\bby\s(?:no|not)\smore\sthan\b"
        r"|\b(?:permission|consent|approval)\b[^.;]{0,60}\bto\s(?:re)?sell\s(?:\w+\s){0,4}at\s(?:any|a)\s(?:other\s)?price\b"
    ),
    "Most Favored Nation": (
        r"\b(?:prices?|terms|rates?|fees|royalt(?:y|ies)|conditions)\b[^.;]{0,80}?\b(?:no|not)\sless\sfavou?rable\b[^.;]{0,60}?\bthan\b[^.;]{0,100}?"
        r"\b(?:other|another)\s(?:\w+\s){0,2}?(?:buyers?|customers?|purchasers?|licensees?|clients?|distributors?|part(?:y|ies)|persons?)\b|"
        r"\b(?:lowest|best|most\sfavou?r\w+)\s(?:prices?|rates?|terms|pricing|customer)\b[^.;]{0,100}"
        r"\b(?:any\sother|other|any|another)\s(?:\w+\s){0,2}(?:customers?|clients?|licensees?|part(?:y|ies))"
        # "if it sells such looms to any other mill at a lower price, it shall extend the lower price to Buyer"
        r"|\b(?:any|an)\s?other\b[^.;]{0,160}?\blower\b[^.;]{0,160}?\b(?:shall|will|must)\s(?:\w+\s){0,2}?(?:extend|offer|give|grant|apply)\s(?:\w+\s)?"
        r"(?:(?:the|that|such)\slower|that|such|the\ssame)\s(?:price|rate|fee|charge)\b"
        r"|\b(?:prices?|rates?|fees|charges)\b[^.;]{0,80}\b(?:not\s(?:exceed|be\s(?:higher|greater|more)\sthan)|no\s(?:higher|greater)\sthan)\s"
        r"(?:that|those|the\s(?:\w+\s)?(?:prices?|rates?|fees|charges))\b"
        r"[^.;]{0,60}\b(?:charged|charges|offered|offers|paid|billed|given)\b[^.;]{0,60}\b(?:(?:any\s)?other|unaffiliated|unrelated|third)\s(?:\w+\s){0,3}(?:customers?|clients?|licensees?|part(?:y|ies)|users?|resellers?|distributors?|services?)\b"
    ),
    "Revenue/Profit Sharing": (
        r"[“\"](?:profit|revenue)\s(?:participation|share|sharing)s?[”\"]\s(?:shall\s)?means?\b"
        r"|\b(?:shall|will)\s(?:pay|receive|be\sentitled\sto|retain)\b[^.;]{0,80}(?:%|\bpercent)\)?\sof\s(?:\w+\s){0,3}(?:profits?|revenues?)\b"
    ),
    # a charge for cancelling, and what is said of such sums
    "Liquidated Damages": (
        rf"{_PER_WEEK}|"
        r"\bas\s(?:and\sfor\s)?(?:(?:agreed|fixed|its\ssole|and)\s){0,2}liquidated\sdamages\b|\b(?:by\sway\sof|as)\sagreed\s(?:compensation|damages)\b|"
        r"\b(?:cancel|withdraw|terminat)\w*\b[^.;]{0,160}?\b(?:cancell?ation|withdrawal|termination)\s(?:charge|fee)s?\s(?:of|equal\sto|amounting\sto)\b"
        r"|\bends?\sth(?:is|e)\s(?:agreement|contract)\b[^.;]{0,120}?\bpay\san?\s(?:cancell?ation|termination|exit|break)\s(?:fee|charge)\sof\b"
        r"|\b(?:pays?|charged?|owes?|due)\b[^.;]{0,80}?\bas\s(?:an?\s|the\s)?(?:cancell?ation|withdrawal|kill)\s(?:charge|fee)\b"
        r"|\bcancels?\b[^.;]{0,160}?\b(?:an?\s)(?:[$€£]\s?\d[\d,.]{0,9}|\d{1,3}\s?%)\s(?:cancell?ation|withdrawal)\s(?:charge|fee)\b"
        # "if a client cancels within 21 days, it will be liable for 100% of the invoice"
        r"|\bcancels?\b[^.;]{0,160}?\b(?:liable\s(?:for|to\spay)|charged|(?:shall|will|must)\spay)\s\d{1,3}\s?(?:%|per\s?cent)\sof\b"
        # a sum for each day of delay, but not interest on a payment
        r"|\b(?:each|every|per)\s(?:[\w-]+\s)?(?:day|week)(?:\sor\spart\sof\sa\s(?:day|week))?\s(?:of|that)\s(?:(?!payment)\w+\s){0,5}?(?:delay|late|overdue)\b"
        r"(?![^.;]{0,200}\b(?:interest|payments?)\b)[^.;]{0,160}?\b(?:shall|will|must)\s(?:pay|credit|allow|deduct)\b[^.;]{0,60}?(?:[$€£]\s?\d|\d\s?%|\d\sper\s?cent)"
        r"|\b(?:shall|will|must)\s(?:pay|credit|allow|forfeit)\b[^.;]{0,80}?[$€£]\s?\d[\d,.]{0,12}\b[^.;]{0,60}?\b(?:each|every|per|a)\s"
        r"(?:(?:calendar|working|business)\s)?(?:day|week)\s(?:of\s(?:delay|lateness)|late)\b"
        r"|\b(?:fee|price|charge)s?\b[^.;]{0,60}?\breduced\b[^.;]{0,30}?\bby\s[$€£]\s?\d[\d,.]{0,12}\s(?:for\seach|per|an?|each)\s(?:day|week|month)\b"
        r"|\b(?:terminat|cancel)\w*\b[^.;]{0,120}?\bkill\sfee\sof\b|\bresults?\sin\s(?:an?\s)?penalt(?:y|ies)\s?\(?(?:of\s)?(?:up\sto\s)?[$€£]?\d"
    ),
}
_PRICE_RISE = re.compile(_RAISES_AT_MOST, re.IGNORECASE)


def limits_a_price_rise(text: str) -> bool:
    """Whether the words say by how much a price may rise."""
    return _PRICE_RISE.search(text) is not None
