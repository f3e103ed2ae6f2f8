"""Titles that the first lines of a text give: of a standard form, of terms, or the first line itself."""

from __future__ import annotations

import re

# "Standard Form of Agreement", and on the next line "Between Owner and Contractor": an association's form for building.
_ROLE = (
    r"(?:(?:general|prime)\s)?(?:owner|client|architect|engineer|consultant|(?:sub)?contractor|design[-\s]?builder"
    r"|\w+\smanager)"
)
STANDARD_FORM = re.compile(
    rf"(?:^|\n)[ \t]{{0,9}}(?P<title>(?:standard|abbreviated)\s(?:\w+\s)?form\sof\s(?:agreement|contract|subcontract)\s"
    rf"between\s{_ROLE}\sand\s{_ROLE})\b",
    re.IGNORECASE,
)
TOP = 1_500

# "Website Terms of Use", "CONDITIONS OF SALE", "Customer Terms": a line at the top. A heading right below it is the
# title.
TERMS_AT_THE_TOP = re.compile(
    r"(?:^|\n)[#* \t]{0,9}(?!(?i:(?:key|special|commercial|principal)[ ]terms)\b)"
    r"(?P<title>(?:[A-Z][\w ,&’'-]{2,60}[ ][-–—|][ ])?"
    # a brand may be written small
    r"(?:(?!(?:the|these|this|our|your|all|any|see|and|of|for|to|by|with)\b)[a-z][\w.-]{2,30}[ ](?=[A-Z]))?"
    r"(?:(?:[A-Z][\w’'.,-]{0,30}|and|of|for|standard|general|&|[–|-])[ ]){0,8}?"
    # perhaps on two lines: "Standard Terms", and below it "& Conditions"
    r"(?i:(?:terms(?:(?:[ ]|[ ]?\n[ \t]{0,9})(?:and|&)(?:[ ]|[ ]?\n[ \t]{0,9})(?:conditions|use))?|conditions)"
    r"(?:[ ](?:of|for)(?:[ ][\w’'&-][\w.’'&-]{0,29}){1,8})?"
    r"(?:[ ]\([A-Z]{2,8}\))?"
    r"|(?:use|privacy|refund)[ ]policy))"
    r"[#* \t]{0,9}(?=\n|$)"
)
FIRST_LINES, NEXT_LINES = 300, 200
# "Brookware 3.1 End User License Agreement", "Introducer agreement", "Contract of Employment": the text's first line.
FIRST_LINE = re.compile(
    r"\s{0,20}+[#* \t]{0,9}+(?!(?i:this|these|the\sfollowing|exhibit|schedule|annex|appendix)\b)"
    r"(?P<title>[A-Z][\w’'&/-]{0,30}(?:[ ](?!(?:this|that|is|your)\b)(?:[\w’'&/.-]{1,30}|[–|])){0,9}?"
    r"[ ](?:(?i:agreement|contract|licen[cs]e|addendum|policy|(?<=processing[ ])annex|(?<=protection[ ])annex)"
    r"|SLA|DPA|NDA|EULA|MSA)"
    r"|(?i:contract|letter|deed|terms|term(?=[ ]of[ ](?:service|use|sale)\b))[ ]of"
    r"[ ][\w’'-]{2,30}(?:[ ][\w’'-]{1,30}){0,2}"
    r"(?:[ ]\(?N[oO]\.?[ ]\d{1,2}\)?)?)"
    r"[#* \t]{0,9}\n(?:[ \t]{0,9}\n)?(?!(?:FOR|OF|BETWEEN|AND|TO|WITH|BY|ON)\b|[ \t]{0,9}[a-z])"
)

# "Ticketing and Access", and on the next line "Agreement with the Harriers": a title on two lines, the first of them no
# company's name.
TWO_LINES = re.compile(
    r"\s{0,20}+[#* \t]{0,9}+(?P<title>(?P<above>[A-Z][^\n.:;]{3,60})\n(?:[ \t]{0,9}\n)?[#* \t]{0,9}"
    r"(?:Agreement|Contract)(?:[ ](?:with|between|for)[ ][^\n.:;]{3,80})?)[#* \t]{0,9}\n"
)
# "Storage and dispatch agreement", in small letters below the name of the company that wrote it.
BELOW_THE_TOP = re.compile(
    r"\n[#* \t]{0,9}(?!(?:This|These|The|Our|Your)\b)"
    r"(?P<title>[A-Z]\w{2,30}(?:[ ][\w&’'/-]{1,30}){0,6}[ ](?:agreement|contract))(?:[ ]between)?[#* \t]{0,9}(?=\n)"
)

# A title in the same line as the sentence that repeats it: "STATEMENT OF WORK - APPENDIX A This Statement of Work is".
RUN_IN = re.compile(
    r"(?<![A-Z]\s)\b(?P<title>(?P<name>(?:[A-Z&]{2,20}\s){0,6}(?:AGREEMENT|CONTRACT|STATEMENT\sOF\sWORK|ORDER\sFORM|WORK\sORDER|AMENDMENT|ADDENDUM))"
    r"(?:\s[-–]\s(?:APPENDIX|EXHIBIT|SCHEDULE|ANNEX|ATTACHMENT)\s\w{1,3})?)\s{1,3}(?i:this\s(?P=name))\b"
)
