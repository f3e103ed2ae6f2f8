"""Several adapters over one base: each request is answered with the one that it names, as if that one were alone."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

from benchmarks.performance.random_model import write_base
from chunking.errors import BadModel, BadRequest
from model.call_context import CallContext
from model.engines.llm.llm_settings import LLM_SETTINGS
from model.engines.load_engine import load_engine
from model.review import review_document
from serve.cli import main

NAMES = ["leases", "loans"]
CATEGORIES = {"Governing Law": {}, "Anti-Assignment": {}, "Parties": {"trim": True}}
SHAPE = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}


@pytest.fixture(scope="module")
def made(tmp_path_factory, document):
    """A Llama with random weights and two adapters, each in a folder of its own."""
    folder = tmp_path_factory.mktemp("adapters") / "model"
    write_base([document.text] * 50, folder, vocabulary=700, num_key_value_heads=2, **SHAPE)
    for seed, name in enumerate(NAMES):
        torch.manual_seed(seed)
        config = LoraConfig(r=4, target_modules="all-linear", init_lora_weights=False, use_dora=name == "loans")
        get_peft_model(AutoModelForCausalLM.from_pretrained(folder), config).save_pretrained(folder / name)
    return folder


def served(made: Path, folder: Path, **settings):
    shutil.copytree(made, folder)
    settings = {"window": 128, "categories": CATEGORIES, **settings}
    (folder / LLM_SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
    return load_engine(folder)


@pytest.fixture
def serve(made, tmp_path):
    engines = []

    def load(**settings):
        engines.append(served(made, tmp_path / f"model{len(engines)}", **settings))
        return engines[-1]

    yield load
    for engine in engines:
        engine.close()


def scores(engine, document, name: str | None = None) -> dict[tuple, float]:
    found = engine.find(document, CallContext(adapter=name))
    return {finding[:5]: finding.score for finding in found.findings if finding.category != "Parties"}


def alike(some: dict, others: dict) -> bool:
    shared = some.keys() & others.keys()
    # Of random weights' many equal scores, the last digits decide which are among the best twenty.
    return len(shared) >= 0.9 * len(some) and all(abs(some[key] - others[key]) < 1e-3 for key in shared)


def test_each_request_is_answered_with_its_adapter_as_if_that_one_were_alone(serve, document):
    both = serve(adapters=NAMES)
    answers = {name: scores(both, document, name) for name in NAMES}
    for name in NAMES:
        assert alike(answers[name], scores(serve(adapter=name), document))
    assert not alike(answers["leases"], answers["loans"])


def test_requests_for_different_adapters_at_once_get_the_same_as_alone(serve, document, as_text):
    both = serve(adapters=NAMES)
    long = as_text("\n\n".join([document.text] * 3))
    work = [(text, name) for text in (document, long) for name in NAMES] * 2
    alone = [scores(both, *one) for one in work]
    with ThreadPoolExecutor(len(work)) as pool:
        together = list(pool.map(lambda one: scores(both, *one), work))
    assert all(alike(*pair) for pair in zip(alone, together, strict=True))


def test_the_default_answers_requests_that_name_none_and_the_review_says_which_adapter_it_was(serve, document):
    both = serve(adapters=NAMES, adapter="loans")
    assert alike(scores(both, document), scores(both, document, "loans"))
    models = [review_document(document, both, context=CallContext(adapter=name)).model for name in (None, *NAMES)]
    assert [model.name.rpartition("/")[2] for model in models] == ["loans", "leases", "loans"]
    assert models[0].sha256 == models[2].sha256 != models[1].sha256


def test_an_adapters_name_may_have_dots(made, serve, document, tmp_path):
    shutil.copytree(made, tmp_path / "versions")
    (tmp_path / "versions" / "leases").rename(tmp_path / "versions" / "leases-v1.2")
    dotted = served(tmp_path / "versions", tmp_path / "dotted", adapters=["leases-v1.2", "loans"])
    assert alike(scores(dotted, document, "leases-v1.2"), scores(serve(adapter="leases"), document))
    dotted.close()


def test_an_unknown_name_and_a_missing_one_are_refused_in_a_sentence_that_lists_those_there_are(serve, document):
    both = serve(adapters=NAMES)
    with pytest.raises(BadRequest, match=r"no adapter 'ships'\. Name one of: leases, loans"):
        scores(both, document, "ships")
    with pytest.raises(BadRequest, match=r"--adapter NAME\). This model has: leases, loans"):
        scores(both, document)


def test_models_without_adapters_to_choose_from_refuse_a_request_that_names_one(serve, document):
    tagger = load_engine()
    for engine in (serve(adapter="loans"), tagger):
        with pytest.raises(BadRequest, match="no adapters"):
            scores(engine, document, "loans")
    tagger.close()


def test_the_command_line_names_the_adapter_that_reviews_and_is_measured(made, annotations, tmp_path, capsys):
    served(made, tmp_path / "model", adapters=NAMES).close()
    note = tmp_path / "note.txt"
    note.write_text("This Agreement shall be governed by the laws of the State of Ohio.")
    extract = ["extract", str(note), "-o", "-", "--model", str(tmp_path / "model")]
    evaluate = ["evaluate", "--contracts", str(annotations), "--all", "--model", str(tmp_path / "model")]
    for name in NAMES:
        assert main([*extract, "--adapter", name]) == 0
        assert json.loads(capsys.readouterr().out)["model"]["name"] == f"model/{name}"
        assert main([*evaluate, "--adapter", name, "--out", str(tmp_path / name)]) == 0
        result = json.loads((tmp_path / name / "evaluation.json").read_text())
        assert result["model"]["name"] == f"model/{name}" and result["contracts"] == 4
        capsys.readouterr()
    for command in (extract, [*evaluate, "--out", str(tmp_path)]):
        assert main([*command, "--adapter", "ships"]) == main(command) == 1
        said = capsys.readouterr().err.splitlines()
        assert [line for line in said if line.startswith("contract-review")] == [
            "contract-review: This model has no adapter 'ships'. Name one of: leases, loans.",
            "contract-review: Name an adapter (adapter=NAME in the custom attributes, --adapter NAME). "
            "This model has: leases, loans.",
        ]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"adapters": ["leases", "ships"]}, r"no adapter 'ships' in .*: leases, loans"),
        ({"adapters": "leases"}, "must be a list"),
        ({"adapters": []}, "must be a list of folders"),
        ({"adapters": [["leases"]]}, "no adapter"),
        ({"adapters": ["leases"], "adapter": "loans"}, r"'loans', which \"adapters\" does not list"),
        ({}, r"list those that requests may choose from \(\"adapters\"\)"),
    ],
)
def test_settings_that_name_adapters_wrongly_are_a_bad_model(serve, settings, said):
    with pytest.raises(BadModel, match=said):
        serve(**settings)
