"""Terms that a customer, guest or supplier accepts by an order or a booking, where the terms call that side by its role
and do not address it as "you"."""

from __future__ import annotations

import re

_ROLE = (
    r"(?:advertiser|applicant|attendee|bidder|buyer|client|contractor|customer|delegate|entrant|exhibitor|guest|hirer|participant"
    r"|passenger|purchaser|renter|seller|sponsor|stallholder|student|supplier|trader|travell?er|vendor|visitor)s?"
)
_SOMEONE = rf"(?:(?:the|an?|any|each|every|all|our)\s(?:\w+\s)?)?{_ROLE}"
_PERSON = r"(?:person|individual|party|company|organi[sz]ation|entity|firm|business)s?"
# What is placed, made or submitted.
_ORDER = (
    r"(?:(?:purchase|insertion|work|change|print|online)\s)?(?:orders?|POs?|IOs?|bookings?|reservations?|registrations?|entry|entries|applications?)"
    r"|(?:booking|hire|order|registration|entry|application)\sform|(?:booking\s)?deposit|booking\sfee|tickets?"
)
_AN_ORDER = rf"(?:(?:an?|the|this|that|any|its|their|his\sor\sher)\s)?(?:[\w-]+\s){{0,2}}?(?:{_ORDER})"
_ORDERING = (
    rf"(?:(?:confirm|mak|plac|submit|submitt|send|complet|sign|pay|buy|purchas|accept)ing\s{_AN_ORDER}"
    r"|(?:booking|hiring|reserving|renting|ordering|attending|exhibiting|registering)\b)"
)
_AGREES = r"(?:agree|accept|consent|acknowledge|bound|enter(?:s|ing)?\sinto)"
# Theirs, and not those of another agreement under which orders are placed.
_THESE_TERMS = r"(?:these|our|the\s(?:above|following|present))\s(?:[\w&’'-]+\s){0,3}?(?:terms|conditions)\b"
_HAS_TERMS = re.compile(rf"\b{_THESE_TERMS}", re.IGNORECASE)
_ACCEPTS_THEM = re.compile(
    # "By confirming a booking, the guest agrees to these Booking Terms"
    rf"\bby\s{_ORDERING}[^.;]{{0,120}}?\b{_SOMEONE}\b[^.;]{{0,60}}?\b{_AGREES}[^.;]{{0,60}}?\b{_THESE_TERMS}"
    # "The Advertiser accepts these terms by submitting an insertion order"
    rf"|\b{_SOMEONE}\b[^.;]{{0,60}}?\b{_AGREES}[^.;]{{0,40}}?\b{_THESE_TERMS}[^.;]{{0,40}}?\b(?:by|(?:up)?on|when|once)\s(?:\w+\s)?{_ORDERING}"
    # "A customer who places an order accepts these terms"
    rf"|\b(?:{_ROLE}|{_PERSON}|anyone|whoever)\s(?:(?:who|that|which)\s)?(?:(?:plac|mak|submit|send|confirm|sign|pay)(?:es|e|s)?\s{_AN_ORDER}|books|hires|reserves|orders)\b"
    rf"[^.;]{{0,80}}?\b{_AGREES}[^.;]{{0,60}}?\b{_THESE_TERMS}"
    # "These Terms come into operation upon the submission of an IO", "These Booking Terms apply to direct bookings"
    rf"|\b{_THESE_TERMS}(?:[^.;]{{0,40}}?\b(?:come\sinto\s(?:operation|force|effect)|become\sbinding|take\seffect)\s(?:when|once|(?:up)?on)\b[^.;]{{0,60}}?\b(?:{_ORDER})\b"
    r"|\s(?:(?:shall|will)\s)?(?:apply\sto|govern)\s(?:(?:all|any|every|each|direct|online)\s){0,2}"
    r"(?:bookings|orders|purchases|reservations|hirings?|rentals|stays|registrations)\b)",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    # "This Purchase Order is accepted when the Supplier confirms it in writing or starts working on it"
    r"\bthis\s(?:(?:purchase|insertion|work)\s)?(?:order|booking|quotation|estimate)\s(?:\([^()]{1,20}\)\s)?(?:(?:is|are|will|shall|be|becomes?|deemed|considered|to)\s){1,5}"
    r"(?:accepted|binding|a\s(?:binding\s)?contract)\b[^.;]{0,30}?\b(?:when|once|by|(?:up)?on|if)\b[^.;]{0,60}?"
    rf"\b(?:{_ROLE}|acknowledg|confirm|commenc|deliver|ship|start|begin|perform)"
    # "Shipment of the goods is acceptance of these terms"
    r"|\b(?:acknowledg(?:e?ment|ing)|acceptance|commenc(?:ement|ing)|shipment|shipping|delivery|performance|start|beginning)\s(?:of|on)\s[^.;]{3,120}?"
    r"\b(?:constitutes?|is|be(?:\sdeemed)?)\s(?:an?\s|to\sbe\s|as\s)?(?:unqualified\s)?acceptance\sof\s(?:these|this)\s(?:\w+\s){0,2}?(?:terms|conditions|order)\b"
    # "'The Client' means the person, firm or company making the Booking": the one on the other side, and not any guest
    rf"|\b{_ROLE}[\"”’']?\s(?:shall\s)?means?\sthe\s{_PERSON}(?:,?\s(?:(?:or|and)\s)?{_PERSON}){{0,4}},?\s"
    rf"(?:(?:who|that|which)\s)?(?:(?:plac|mak|submit|send|complet|sign|confirm)(?:ting|ing|es|e|s)?\s{_AN_ORDER}|(?:book|hir|reserv|rent|order)(?:ing|es|s)\b|whose\s(?:order|booking)\s(?:is|has))",
    re.IGNORECASE,
)


def is_accepted_by_orders(text: str) -> bool:
    """Whether the text says that somebody accepts these terms by an order, a booking, or the work on one."""
    if _ACCEPTED.search(text):
        return True
    return _HAS_TERMS.search(text) is not None and _ACCEPTS_THEM.search(text) is not None
