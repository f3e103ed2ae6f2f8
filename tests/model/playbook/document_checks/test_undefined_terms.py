from __future__ import annotations

import pytest

from model.playbook.document_checks.undefined_terms import undefined_terms


@pytest.mark.parametrize(
    ("definition", "terms"),
    [
        ('"Work results includes, without limitation, all drawings.', []),
        ('Drawings (the "Work Results) are kept.', []),
        ('Drawings are called "work results".', []),
        ("1.4 WORK RESULTS shall mean all drawings.", []),
        ("Drawings are kept.", ["Work Results"]),
    ],
)
def test_a_definition_counts_without_its_closing_mark_and_with_other_capitals(definition, terms):
    others = " ".join(f'"{word}" means a thing.' for word in ("Lamp", "Shade", "Wick", "Oil", "Price", "Order"))
    uses = " ".join("Buyer keeps the Work Results in a safe." for _ in range(3))
    found = undefined_terms(f"{others}\n{definition}\n{uses}")
    assert [one.term for one in found] == terms


OTHERS = " ".join(f'"{word}" means a thing.' for word in ("Lamp", "Shade", "Wick", "Oil", "Price", "Order"))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("He keeps the Sketches. He sends the Sketches. He burns the Sketches.", ["Sketches"]),
        ("(“collectively, 111ketches”) He keeps the Sketches. He sends the Sketches. He burns the Sketches.", []),
        ("1.2 SKETCHES- He draws them. He keeps the Sketches. He sends the Sketches. He burns the Sketches.", []),
        ("He conducts a Launch Show. He ends the Launch Show. He films the Launch Show. He sells the Launch Show.", []),
        ("It is Above the Fold. It stays Above the Fold. It ends Above the Fold.", []),
        ("He sees the Lantern.com Site. He lists the Lantern.com Site. He leaves the Lantern.com Site.", []),
        ("He cites the Age Verification in Retail Act. He reads the Age Verification in Retail Act. " * 2, []),
        ("He cites the Right to Fair Repair Act of 2031. He reads the Right to Fair Repair Act. " * 2, []),
        ("He keeps the Sketches in Oslo. He sends the Sketches to Ohio. He burns the Sketches.", ["Sketches"]),
        ("It is due on a Change in Control. It ends after a Change in Control.", ["Change in Control"]),
        ("It is due on a Change of Control (as defined in the Plan). It ends after a Change of Control.", []),
        ("It ends after a Change of Control, or on a Change of Control. “Change of Control” means a sale.", []),
        ("It ends on a Change in Control, and a Change in Control of the Seller shall mean any merger.", []),
        ("It ends on a Change in Control, or after a Change in Control.\n4. CHANGE IN CONTROL\nIt is a sale.", []),
        ("It ends after a Change in Control of Dale (as defined in the Plan), or on a Change in Control.", []),
        ("It is due on a Change in Control.", []),
        ("It begins on the Effective Date. It is due before the Effective Date.", ["Effective Date"]),
        ("It begins on the Effective Date. It is due before the Effective Date.\nEffective Date: May 2, 2031", []),
        ("It begins on the Effective Date. The Effective Date is May 2, 2031. It is due on the Effective Date.", []),
        ("It begins on the Lease Effective Date. It is due before the Lease Effective Date.", []),
        ("It begins on the effective date. It is due before the effective date.", []),
        ("He asks the Arbitrator. He pays the Arbitrator. He hears the Arbitrator.", []),
        ("He sees the Subsection. He reads the Subsection. He cites the Subsection.", []),
        ("He asks the Crown. He pays the Crown. He leases it from the Crown, subject to the Minister.", []),
        ("On this page, the Withheld Material was filed separately with the Commission. " * 4, []),
        ("Harrow is a trademark belonging to the Harrow Group. He shows it to the Harrow Group.\n" * 3, []),
        ("Confidential Treatment Requested: see the Withheld Material in the file.\n" * 4, []),
        (
            "He files the Withheld Material. He keeps the Withheld Material, and sells the Withheld Material. ",
            ["Withheld Material"],
        ),
    ],
)
def test_what_a_contract_introduces_or_misreads_is_no_undefined_term(text, terms):
    assert [one.term for one in undefined_terms(f"{OTHERS}\n{text}")] == terms


def test_a_name_is_no_term_and_a_slip_is_told_from_the_defined_term():
    filler = "The buyer pays. " * 700
    names = "He trains the Quarry Falcons. He meets the Quarry Falcons. He pays the Quarry Falcons."
    assert undefined_terms(f"{OTHERS}\n{names}\n{filler}") == []
    slip = "“Minimum Product Orders” means ten. " + "He meets the Minimum Purchase Orders. " * 3
    (found,) = undefined_terms(f"{OTHERS}\n{slip}")
    assert (found.term, found.instead) == ("Minimum Purchase Orders", "Minimum Product Orders")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("§ 6 Finder Reward\nIt is ten euros.", []),
        ("6.2 Finder Reward\nIt is ten euros.", []),
        ("Quillmark receives the Finder Reward defined in II. § 6 (4).", []),
        ("Quillmark pays the first Finder Reward (as such term is defined in the Indenture).", []),
        ("Quillmark pays the first Finder Reward, as defined in the Guild's statutes.", []),
        ("It is ten euros.", ["Finder Reward"]),
    ],
)
def test_a_term_with_a_section_of_its_own_is_defined(text, terms):
    uses = " ".join("Buyer pays the Finder Reward at once." for _ in range(3))
    assert [one.term for one in undefined_terms(f"{OTHERS}\n{text}\n{uses}")] == terms


@pytest.mark.parametrize(
    ("provision", "terms"),
    [
        ("4.9 Royalty Payment for listed lamps shall be paid according to the table.", []),
        ("4.9 Lamps are sold.", ["Royalty Payment"]),
    ],
)
def test_a_provision_that_says_how_something_is_paid_defines_it(provision, terms):
    uses = "\n".join("Vendor books each Royalty Payment in June." for _ in range(4))
    assert [one.term for one in undefined_terms(f"{OTHERS}\n{provision}\n{uses}")] == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The parts are offered under the Quarry Open License, Version 2.0.", []),
        ("The parts are offered under the Quarry Open License at https://quarry.example/license.", []),
        ("The parts are offered under the Quarry Open License.", ["Quarry Open License"]),
    ],
)
def test_a_published_license_with_its_version_or_address_needs_no_definition(text, terms):
    uses = " ".join("Buyer keeps to the Quarry Open License at all times." for _ in range(3))
    assert [one.term for one in undefined_terms(f"{OTHERS}\n{text}\n{uses}")] == terms


@pytest.mark.parametrize("name", ["Apache License", "General Public License", "Creative Commons License"])
def test_a_well_known_license_needs_no_definition(name):
    uses = " ".join(f"Buyer keeps to the {name} at all times." for _ in range(3))
    assert undefined_terms(f"{OTHERS}\n{uses}") == []


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("Every order has a separate Work Sheet setting out what is to be made.", []),
        ("A Work Sheet that describes the goods is sent.", []),
        ("Vendor reads it.", ["Work Sheet"]),
    ],
)
def test_what_a_sentence_explains_in_words_is_no_undefined_term(sentence, terms):
    defined = " ".join(f"“{term}” means one." for term in ("Pump", "Crate", "Valve", "Dealer", "Depot", "Boiler"))
    text = f"{defined} Buyer signs the Work Sheet, keeps the Work Sheet and sends the Work Sheet. {sentence}"
    assert [one.term for one in undefined_terms(text)] == terms


def test_a_row_of_the_cover_page_defines_its_label():
    uses = " ".join("Buyer keeps the Work Results in a safe." for _ in range(3))
    assert [one.term for one in undefined_terms(f"{OTHERS}\n{uses}")] == ["Work Results"]
    assert undefined_terms(f"Work Results\tall drawings\n{OTHERS}\n{uses}") == []


@pytest.mark.parametrize(
    ("holder", "found"),
    [
        ("through its Harbour Warden, Dr. Ada Brook", []),
        ("through its Harbour Warden, Ms Ada Brook", []),
        ("through its Harbour Warden, the keys and the boats", ["Harbour Warden"]),
    ],
)
def test_an_office_whose_holder_is_named_needs_no_definition(holder, found):
    text = f"{OTHERS} The port acts {holder}. Vendor asks the Harbour Warden, and tells the Harbour Warden of it. "
    text += "Disputes go to the Harbour Warden first."
    assert [one.term for one in undefined_terms(text)] == found
