from __future__ import annotations

from model.summary.parties.listed_parties import listed_parties

LETTER = """HARROW ROAD RACES

May 2, 2024

Dear Ada:

This letter sets out the terms on which Brook Valley Credit Union (the "Credit Union") will sponsor the Harrow Marathon
(the "Race") organized by Harrow Road Races ("HRR"). The Credit Union will pay HRR $75,000. HRR will print the Credit
Union's name on every bib. HRR may move the Race. The Credit Union may use the name of the Race.
"""


def test_whom_a_letter_gives_a_term_and_a_task_is_a_party_without_a_legal_form():
    found = {entry.name: entry.terms for entry in listed_parties(LETTER)}
    assert found == {"Brook Valley Credit Union": ["Credit Union"], "Harrow Road Races": ["HRR"]}
