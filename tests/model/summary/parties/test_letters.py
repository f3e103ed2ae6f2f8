from __future__ import annotations

import pytest

from model.summary.parties.letters import called_by_a_letter, sender_and_addressee
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


HIRE = """THE ELM MUSEUM
7 May 2024

The Chief Executive
Harrow District Council

Dear Mrs Quill

I am writing to set out the terms on which the Trustees of the Elm Museum of Looms (a charity, number 314159) (the \
"Museum", "we") will lend to Harrow District Council (the "Council", "you") the loom described below (the "Loom"). The \
Friends of Harrow Gallery, an unincorporated association (the "Friends"), will sign as well.

When all three of us have signed, this letter will be a binding contract. We will deliver the Loom in June. You will
insure it, and you will pay £100. The Friends will contribute £20. The Loom is shown at Mill House (the "Venue").

(signed) Bo Marsh
Director, for and on behalf of the Trustees of the Elm Museum of Looms

(signed) Cy Elder, Chairman
for The Friends of Harrow Gallery
"""


@pytest.mark.parametrize("greeting", ["Dear Mrs Quill\n", "Dear Mrs Quill,\n", "Dear Mrs Quill:\n"])
def test_a_letter_binds_whoever_signs_it_or_is_we_or_you_in_it(greeting):
    found = {entry.name: entry.terms for entry in listed_parties(HIRE.replace("Dear Mrs Quill\n", greeting))}
    assert found == {
        "Trustees of the Elm Museum of Looms": ["Museum", "we"],
        "Harrow District Council": ["Council", "you"],
        "The Friends of Harrow Gallery": ["Friends"],
    }


def test_whoever_neither_acts_nor_signs_in_a_letter_is_no_party():
    text = HIRE.replace("The Friends will contribute £20.", "").replace("for The Friends of Harrow Gallery", "")
    assert len(listed_parties(text)) == 2


def test_the_addressee_that_the_first_sentence_gives_a_term_is_a_party_whatever_it_does():
    letter = (
        "HARROW ACCOUNTS CORP.\n\nBrook Medicines Holdings, Inc.\n4 Mill Lane\n\nDear Mr. Brook:\n\nWe serve Brook "
        "Medicines Holdings, Inc. the (“Company”). This letter sets forth what Harrow Accounts Corp. (“Harrow”) does.\n"
    )
    assert [entry.terms for entry in listed_parties(letter)] == [["Company"], ["Harrow"]]


def test_a_letter_may_describe_whom_it_gives_a_term_in_brackets_of_their_own():
    text = (
        "Harrow Seeds B.V.\n\n21 May 2024\n\nDear Ms Quill,\n\nWe set out the terms on which Harrow Seeds B.V., a "
        "private company (besloten vennootschap) with its seat in Elst (“Harrow”), and Quillmark ApS, a Danish company "
        "(“Quillmark”), will work together. Harrow will send seed. Harrow may visit. Quillmark will sow it. Quillmark "
        "may sell it."
    )
    found = {entry.name: entry.terms for entry in listed_parties(text)}
    assert found == {"Harrow Seeds B.V.": ["Harrow"], "Quillmark ApS": ["Quillmark"]}


def test_a_partnership_and_not_its_general_partner_has_the_term():
    text = (
        "BROOK CAPITAL PARTNERS LP\n\nMay 2, 2024\n\nDear Mr. Quill:\n\nHarrow Storage Inc. (the “Company”) has "
        "engaged Brook Capital Partners LP, a limited partnership acting by its general partner, Brook GP Ltd. (the "
        "“Advisor”). The Advisor will find buyers. The Advisor may hire others. The Company will pay. The Company "
        "may decline."
    )
    found = {entry.name: entry.terms for entry in listed_parties(text)}
    assert found == {"Harrow Storage Inc.": ["Company"], "Brook Capital Partners LP": ["Advisor"]}


def test_a_city_and_an_association_that_joins_for_a_paragraph_are_parties_of_a_letter():
    text = (
        "THE CORPORATION OF THE CITY OF ELM HARBOR\n\nMay 2, 2024\n\nHarrow Shows, S.L.\n\nDear Ms. Reed:\n\n"
        "This letter sets out how The Corporation of the City of Elm Harbor (the “City”), through its museum, hosts "
        "what Harrow Shows, S.L. (“Harrow”) tours. The Elm Keepers' Society, an association (the “Society”), is "
        "lending lamps and joins in this letter for the purposes of paragraph 7 only. Harrow will ship. The City pays."
    )
    found = {entry.name: entry.terms for entry in listed_parties(text)}
    assert found == {
        "The Corporation of the City of Elm Harbor": ["City"],
        "Harrow Shows, S.L.": ["Harrow"],
        "The Elm Keepers' Society": ["Society"],
    }


def test_two_persons_who_share_a_term_in_a_letter_have_the_names_of_its_head():
    text = (
        "BROOK BOOKS LTD.\n\nMay 2, 2024\n\nDr. Ada Marsh, 7 Mill Lane\n\nProf. Bo T. Reed, 9 Quay Road\n\n"
        "Dear Ada and Bo:\n\nBrook Books Ltd. (“Brook”) will print the book. Dr. Marsh and Prof. Reed are referred to "
        "as the “Authors”. Brook will pay. Brook may reprint."
    )
    found = {entry.name: entry.terms for entry in listed_parties(text)}
    assert found == {"Brook Books Ltd.": ["Brook"], "Ada Marsh": ["Authors"], "Bo T. Reed": ["Authors"]}


def test_a_letter_may_say_whom_its_terms_mean():
    text = (
        "Brook Glass AB\n\nDear Mr Reed,\n\nIn this letter “Brook” means Brook Glass AB and “Quill” means "
        "Quill Vini S.r.l. "
        "Brook will make the bottles.\n"
    )
    assert [(one.name, one.terms) for one in called_by_a_letter(text)] == [
        ("Brook Glass AB", ["Brook"]),
        ("Quill Vini S.r.l.", ["Quill"]),
    ]


def test_a_letter_may_have_more_addressees_than_one_and_one_without_a_legal_form():
    text = (
        "To: Harrow Bay Terminals Pte. Ltd. (“HBT”)\nTo: PT Elm Niaga (“PEN”)\n\nFrom: Brook Ports (No. 3) Pty Ltd "
        "(“Brook”)\n\nDear Sirs\n\nPEN will name one commissioner, and Brook may fill the vacant seat.\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Bay Terminals Pte. Ltd.", ["HBT"]),
        ("PT Elm Niaga", ["PEN"]),
        ("Brook Ports (No. 3) Pty Ltd", ["Brook"]),
    ]


def test_the_parent_of_an_addressee_has_its_term_and_the_subject_names_no_party():
    text = (
        "BROOK PRAIRIE LTD.\n\nHarrow Fördertechnik GmbH, Elm\n\nHarrow Canada Inc., Elm\n\nDear Dr. Reed:\n\nRe: "
        "Services "
        "for Quill Belts Inc.\n\nWe refer to the share purchase agreement of 6 October 2021 (the “SPA”) under which "
        "Brook "
        "Prairie Ltd. (“Brook”) has agreed to sell all the shares of Quill Belts Inc. (the “Company”) to Harrow Canada "
        "Inc. (the “Purchaser”). Harrow Fördertechnik GmbH is the Purchaser’s parent (the “Parent”).\n\nBrook will "
        "help "
        "the Company. Brook will not do more. The Company will pay Brook. The Company may end it.\n"
    )
    assert {one.name: one.terms for one in listed_parties(text)} == {
        "Brook Prairie Ltd.": ["Brook"],
        "Quill Belts Inc.": ["Company"],
        "Harrow Canada Inc.": ["Purchaser"],
        "Harrow Fördertechnik GmbH": ["Parent"],
    }


def test_an_agent_under_the_agreement_of_which_a_letter_speaks_is_no_party_to_the_letter():
    text = (
        "Brook Structures, Inc.\n\nHarrow Capital LLC\n\nDear Mr. Reed:\n\nThis letter concerns the Note Purchase "
        "Agreement "
        "between Brook Structures, Inc. (the “Company”), Harrow Capital LLC (the “Purchaser”), and Quill Trust "
        "Company, as "
        "collateral agent.\n\nThe Company and the Purchaser have agreed on the following.\n\nBROOK STRUCTURES, INC.\n"
        "HARROW CAPITAL LLC\n"
    )
    assert [one.name for one in listed_parties(text)] == ["Brook Structures, Inc.", "Harrow Capital LLC"]


CHANGES = """Brook Glass GmbH & Co. KG

Mill Lane 14, Elmstadt

To: Harrow Botanics Designated Activity Company, Unit 7, Elm Business Park

With a copy to: Harrow Group Holdings plc, Elm

14 May 2024

Bottling Agreement of 2 May 2020: Second Amendment Letter

Dear Ada,

We refer to the Bottling Agreement made between us on 2 May 2020 (the "Agreement"). Brook will deliver jars weekly, and
Brook may raise its prices once a year. Harrow shall pay within 45 days.

For and on behalf of Brook Glass GmbH & Co. KG

(signed) Bo Brook

Agreed on 24 May 2024:

Harrow Botanics Designated Activity Company

(signed) Ada Harrow, Director
"""


def test_the_sender_on_the_letterhead_and_the_addressee_are_the_parties_if_both_sign():
    found = {entry.name: entry.terms for entry in listed_parties(CHANGES)}
    assert found == {"Brook Glass GmbH & Co. KG": ["Brook"], "Harrow Botanics Designated Activity Company": []}


def test_an_addressee_who_does_not_sign_is_no_party_by_the_address_alone():
    assert sender_and_addressee(CHANGES.replace("\nHarrow Botanics Designated Activity Company\n", "\n")) == []
