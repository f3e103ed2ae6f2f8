from __future__ import annotations

import shutil

import numpy as np
import pytest

from chunking.errors import BadModel
from model.dataset import as_document
from model.deviation.features import capitalized
from model.deviation.norm import (
    NEIGHBORS,
    NORM,
    ContractContext,
    Norm,
    binomial_tail,
    known_and_unknown_terms,
    mean_vector,
    share_above,
)
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from serve.cli import main

LAW = "This Agreement shall be governed by the laws of the State of New York."
RENEWAL = "This Agreement shall automatically renew for successive one year terms unless terminated by either party."
NOTHING = ContractContext(None, set(), {})


@pytest.fixture(scope="module")
def norm() -> Norm:
    loaded = Norm.load(EMBEDDED)
    assert loaded is not None
    return loaded


def oddness(norm: Norm, category: str, text: str) -> dict[str, float]:
    around = ContractContext("Supply", {"Governing Law", "Parties", category}, capitalized(2 * text))
    found = norm.deviations(category, text, norm.centre, around)
    return {oddity.measure: oddity.share for oddity in found if oddity.measure != "wording"}


@pytest.mark.parametrize(
    ("category", "usual", "odd", "measure"),
    [
        ("Governing Law", LAW, LAW.replace("shall", "shall not"), "denial"),
        ("Governing Law", LAW, LAW.replace("be governed", "be governed, in its sole discretion,"), "words"),
        (
            "Notice Period To Terminate Renewal",
            "unless either party gives notice of non-renewal ninety (90) days before the end of the term",
            "unless either party gives notice of non-renewal nine hundred (900) days before the end of the term",
            "duration",
        ),
        (
            "Anti-Assignment",
            "Neither party may assign this Agreement without the prior written consent of the other party.",
            "The Company may assign this Agreement without notice to the other party.",
            "words",
        ),
        (
            "Cap On Liability",
            "In no event shall either party be liable to the other for any indirect damages.",
            "In no event shall the Company be liable to the other for any indirect damages.",
            "words",
        ),
    ],
)
def test_a_decisive_alteration_is_odder_than_the_usual_wording(norm, category, usual, odd, measure):
    assert oddness(norm, category, odd)[measure] < 0.05 < oddness(norm, category, usual)[measure]


def test_why_quotes_the_clause_and_the_norm_counts_usual_clauses(norm):
    odd = LAW.replace("shall", "shall not")
    found = norm.deviations("Governing Law", odd, norm.centre, NOTHING)
    why = next(oddity for oddity in found if oddity.measure == "denial")
    assert "shall not be governed" in why.why and "such clauses in other contracts affirm it" in why.norm


def test_a_clause_that_speaks_of_terms_of_another_contract_is_odd(norm):
    text = "The Franchisee shall not assign this Agreement or its Franchise without consent of the Franchisor."
    own, other = (
        {
            odd.measure: odd
            for odd in norm.deviations("Anti-Assignment", text, norm.centre, ContractContext(None, set(), words))
        }
        for words in (capitalized(2 * text), capitalized(text + "This Agreement binds the Supplier."))
    )
    assert "terms" not in own
    assert other["terms"].share < 0.01
    assert other["terms"].why.startswith("it mentions “Franchisee” and “Franchise” and “Franchisor”, which appear")


def test_a_term_is_unknown_if_it_appears_nowhere_else():
    text = "Supplier pays. It tells the Buyer, in May, of the Goods and the Buyer's Agent."
    contract = capitalized(text + " The Buyer and the Goods.")
    assert known_and_unknown_terms(text, contract) == (2, ["Agent"]), "a month is not a term"
    assert binomial_tail(0, 3, 0.5) == 1 and binomial_tail(3, 3, 0.5) == pytest.approx(0.125)


def test_a_clause_that_similar_contracts_lack_is_rare(norm):
    there = {"Document Name", "Parties", "Agreement Date", "Anti-Assignment", "License Grant", "Cap On Liability"}
    usual, odd = (
        norm.similar_with("Supply", there, norm.categories.index(name))
        for name in ("Governing Law", "Source Code Escrow")
    )
    assert odd < NEIGHBORS / 10 < NEIGHBORS / 2 < usual


def test_a_wording_of_the_training_data_is_near_and_a_strange_one_far(norm):
    column = norm.categories.index("Governing Law")
    own = norm.vectors[norm.vector_of == column][0].astype(np.float32)
    shares = [
        next(o.share for o in norm.deviations("Governing Law", LAW, v + norm.centre, NOTHING) if o.measure == "wording")
        for v in (own, -own)
    ]
    assert shares[0] > 0.5 > 0.05 > shares[1]


def test_the_file_is_small_and_holds_no_text(norm):
    path = EMBEDDED / NORM
    assert path.stat().st_size < 3_000_000
    with np.load(path, allow_pickle=False) as file:
        assert {name for name in file.files if file[name].dtype.kind not in "bif"} == {"categories", "types"}


def test_the_share_above_is_read_from_quantiles():
    quantiles = np.linspace(0, 1, 41, dtype=np.float32)
    assert share_above(quantiles, 0.5) == pytest.approx(0.5, abs=0.03)
    assert 0 < share_above(quantiles, 2.0) < 0.02 and share_above(quantiles, -1.0) == 1


def test_a_file_that_is_no_norm_is_refused(tmp_path):
    assert Norm.load(tmp_path) is None
    (tmp_path / NORM).write_bytes(b"nothing")
    with pytest.raises(BadModel, match=r"norm.npz was not written by `contract-review train norm`"):
        Norm.load(tmp_path)


def test_train_norm_writes_it_beside_the_weights(annotations, contracts, tmp_path, capsys):
    folder = tmp_path / "own"
    folder.mkdir()
    for name in ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "tagger.json"):
        shutil.copy(EMBEDDED / name, folder / name)
    (folder / "report.json").write_text('{"held_out": ["Etching Agreement"]}')
    assert main(["train", "norm", "--contracts", str(annotations), "--model", str(folder), "--read", "2"]) == 0
    assert capsys.readouterr().out.startswith("3 contracts, 3 clauses, ")
    engine = load_engine(folder)
    found = engine.find(as_document(contracts[0]))
    engine.close()
    assert found.norm is not None and found.norm.had.shape == (3, 41)
    assert found.encoding is not None and found.encoding.surprisal > 0
    vector = mean_vector(found.encoding.vectors, [0, 1])
    np.testing.assert_allclose(vector, found.encoding.vectors[:2].mean(0), rtol=1e-6)


@pytest.mark.parametrize(
    ("category", "text", "measure"),
    [
        ("Audit Rights", "Provider may audit the books without prior notice.", "words"),
        ("Post-Termination Services", "Provider shall give support for fifteen years after the end.", "duration"),
        ("Governing Law", LAW.replace("shall", "shall not"), "denial"),
        ("Governing Law", LAW.replace("shall", "shall not") + " It shall not continue to use the marks.", None),
        ("Governing Law", LAW.replace("New York.", "New York, to the maximum extent."), None),
        ("Expiration Date", "This Agreement ends after thirty (30) years.", None),
        ("Expiration Date", "This Part shall not become effective if the Supplier is not sold by May 2031.", None),
        ("Expiration Date", "This Agreement shall not be effective before the closing.", None),
        ("Expiration Date", "The Term shall not commence prior to delivery of the mill.", None),
        ("Expiration Date", "This Agreement shall not expire on its third anniversary.", "denial"),
        ("Governing Law", LAW + " It shall not be governed by the Convention on Contracts for Sale.", None),
        ("Governing Law", LAW.replace("shall", "shall not").replace("New York.", "New York unless signed."), None),
    ],
)
def test_only_what_proved_useful_is_shown_where_that_is_asked_for(norm, category, text, measure):
    around = ContractContext(None, set(), capitalized(2 * text))
    shown = norm.deviations(category, text, norm.centre, around, proven=True)
    assert [odd.measure for odd in shown if odd.share <= 0.02] == ([measure] if measure else [])


def test_a_duration_is_said_as_a_person_says_it(norm):
    text = "Provider shall give support for thirty (30) years after the end."
    found = norm.deviations("Post-Termination Services", text, norm.centre, NOTHING)
    (odd,) = [odd for odd in found if odd.measure == "duration"]
    assert odd.why == "30 years, longer than in nearly all comparable clauses." and " days" not in odd.norm
