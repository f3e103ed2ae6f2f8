"""The reader of terms as the other side of whoever offers them: "you", where the offeror is also "we"."""

from __future__ import annotations

from collections.abc import Sequence

from model.schema import Party
from model.summary.parties.standard_terms import addresses_the_reader

_WRITER, _READER = ["we", "us", "our"], ["you", "your"]


def with_the_reader(parties: Sequence[Party], text: str) -> list[Party]:
    """The only party of terms that address the reader, also as "we", and the reader as the second party; the parties
    as they are if there are several, or none, or if the only one is the reader."""
    if len(parties) != 1 or not addresses_the_reader(text):
        return list(parties)
    (offeror,) = parties
    terms = {term.lower() for term in offeror.defined_as}
    if terms & set(_READER):
        return [offeror]
    # what the terms call the offeror comes first: a noun, or else its name
    called = offeror.defined_as if terms - set(_WRITER) else [offeror.name]
    more = [term for term in _WRITER if term not in terms or called == [offeror.name]]
    reader = offeror.model_copy(update={"name": "you", "defined_as": _READER})
    return [offeror.model_copy(update={"defined_as": [*called, *more]}), reader]
