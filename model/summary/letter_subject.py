"""The subject of a letter, which names the contract that the letter makes: "Re: Distribution of kelp in Japan"."""

from __future__ import annotations

import re

_HEAD = 5_000
# "Dear Ms Brook,", "Ladies and Gentlemen:"
_GREETING = re.compile(
    r"^[ \t]{0,9}(?:Dear\s\S[^\n]{1,80}|(?:Ladies\sand\s)?Gentlemen\s?[:,]?)[ \t]{0,9}$", re.MULTILINE
)
_SUBJECT = re.compile(
    r"^[ \t]{0,9}(?:Re|RE|Sub|SUB|Subject|SUBJECT)[ ]?[:.][ \t]{1,9}"
    # the full stop of a company's form belongs to it
    r"(?P<subject>\S[^\n]{2,150}?(?:(?<=\bInc|\bLtd)\.|(?<=\bCorp)\.|(?<=\bCo)\.)?)"
    # 'Cooperation on spinach ("Letter Agreement")'
    r"(?:[ ]\((?:the[ ]|this[ ])?[\"“][^\"“”\n]{2,40}[\"”]\))?[ \t.]{0,9}$",
    re.MULTILINE,
)
# In England the subject stands between the greeting and the first sentence, without a label.
_UNDER_THE_GREETING = re.compile(
    r"[ \t]{0,9}\n(?:[ \t]{0,9}\n)?[ \t]{0,9}(?P<subject>[A-Z][^\n]{9,140}[^\n.,;:])"
    r"\n(?:[ \t]{0,9}\n)?(?=[A-Z][^\n]{60})"
)
# Without a label above the greeting, a line is the subject if it names the letter as a change to what was agreed:
# "Bottling Agreement of 2 May 2020: Second Amendment Letter", "Letter of variation to the Bottling Agreement".
_CHANGE = r"(?i:amendment|amending|variation|modification|addendum|supplement(?:al|ary)?|side[ ]letter)"
_AGREED = r"(?i:agreement|contract|deed|lease|licen[cs]e|letter|terms)"
_ABOVE_THE_GREETING = re.compile(
    # no line of the address
    r"^[ \t]{0,9}(?P<subject>(?!(?i:attn|attention|for|to|by|cc|copy)\b)"
    rf"(?=[^\n]{{0,140}}\b{_CHANGE}\b)(?=[^\n]{{0,140}}\b{_AGREED}\b)[A-Z][^\n]{{9,140}}[^\n.,;:])"
    r"[ \t]{0,9}\n(?:[ \t]{0,9}\n)?$",
    re.MULTILINE,
)
_LINES_ABOVE = 200


def subject_of_a_letter(text: str) -> re.Match[str] | None:
    """The subject line in the head of a letter, above its greeting or right below it."""
    greeting = _GREETING.search(text, 0, _HEAD)
    if greeting is None:
        return None
    labeled = _SUBJECT.search(text, 0, min(_HEAD, greeting.end() + 300))
    above = _ABOVE_THE_GREETING.search(text, max(0, greeting.start() - _LINES_ABOVE), greeting.start())
    return labeled or above or _UNDER_THE_GREETING.match(text, greeting.end())
