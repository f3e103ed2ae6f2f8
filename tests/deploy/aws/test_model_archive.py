"""A model of one's own is judged before it is uploaded, as the container would judge it after fifteen minutes."""

from __future__ import annotations

import io
import json
import re
import tarfile

import pytest

from chunking.errors import BadConfiguration
from deploy.artifacts.model_archive import Archive, Kind


def packed(path, *members):
    """An archive of (name, content) and of links (name, target, kind)."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content, *kind in members:
            entry = tarfile.TarInfo(name)
            if kind:
                entry.type, entry.linkname = kind[0], content
                archive.addfile(entry)
            else:
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return Archive(path)


LLM = json.dumps({"architectures": ["Qwen2ForCausalLM"]}).encode()
VISION = json.dumps({"architectures": ["Qwen3VLForConditionalGeneration"]}).encode()
WEIGHTS, TOKENIZER = ("model.safetensors", b"x"), ("tokenizer.json", b"{}")
INDEX = "model.safetensors.index.json"
LONG_INDEX = json.dumps({"weight_map": {f"layer.{number}": "part.safetensors" for number in range(60_000)}}).encode()
WHOLE = [("config.json", LLM), WEIGHTS, TOKENIZER]
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 5\n"
OF_CLIENTS = b'{"categories": {"Parties": {}}, "adapters": ["acme"]}'
PLAYBOOK = b"name: Ours\nrules:\n  - {id: a, clause: Audit Rights, must: be_there, severity: low, reason: We audit.}\n"
TAGGER = json.dumps({"architectures": ["DebertaV2ForTokenClassification"]}).encode()


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ([("config.json", VISION), WEIGHTS, TOKENIZER], Kind.LANGUAGE_MODEL),
        (
            [
                ("my-model/config.json", LLM),
                ("my-model/model.safetensors", b"x" * (2 << 20)),
                ("my-model/vocab.json", b"{}"),
                ("my-model/merges.txt", b""),
            ],
            Kind.LANGUAGE_MODEL,
        ),
        ([("config.json", LLM), (INDEX, LONG_INDEX), ("part.safetensors", b"x"), TOKENIZER], Kind.LANGUAGE_MODEL),
        ([("config.json", "real.json", tarfile.SYMTYPE), ("real.json", TAGGER), WEIGHTS, TOKENIZER], Kind.TAGGER),
        ([("playbook.yaml", PLAYBOOK)], Kind.EMBEDDED),
        ([("./playbooks/sales.yaml", PLAYBOOK), ("./playbooks/default.yaml", PLAYBOOK)], Kind.EMBEDDED),
        ([("config.json", TAGGER), WEIGHTS, TOKENIZER, ("playbook.yaml", PLAYBOOK)], Kind.TAGGER),
    ],
)
def test_an_archive_is_read_by_the_containers_own_rules(tmp_path, members, kind):
    assert packed(tmp_path / "model.tar.gz", *members).kind is kind


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([("/config.json", LLM)], "holds /config.json, a path or a link that leads out of the archive"),
        ([("../config.json", LLM)], "leads out of the archive"),
        ([("config.json", "../../blobs/ab12", tarfile.SYMTYPE)], "tar --dereference"),
        ([("config.json", "gone.json", tarfile.LNKTYPE)], "tar --dereference"),
        ([("a/config.json", LLM), ("b/config.json", LLM)], "model.tar.gz contains several models (a, b)."),
        ([("a/b/config.json", LLM)], "model.tar.gz is not a model, but"),
        ([*WHOLE, ("llm.json", b'{"windows": 512}')], "llm.json has the unknown field windows"),
        ([("config.json", LLM), TOKENIZER, ("model.safetensors", POINTER)], "is Git LFS's pointer to the weights"),
        ([*WHOLE, ("llm.json", OF_CLIENTS)], "There is no adapter 'acme' in"),
        (
            [(f"mine/{name}", content) for name, content in [*WHOLE, ("a/adapter_config.json", b"{}")]]
            + [("mine/b/adapter_config.json", b"{}")],
            "model.tar.gz contains the adapters a, b.",
        ),
        (
            [("config.json", b'{"architectures": ["BertForPreTraining"]}')],
            "contains a BertForPreTraining; a",
        ),
        ([("config.json", b"{}")], "model.tar.gz/config.json names no architecture."),
        ([("adapter_config.json", b"{}")], "contains an adapter"),
        ([("model.gguf", b"x")], "which is for llama.cpp"),
        ([], "has no config.json"),
        ([("a/b/config.json", LLM)], "Pack the model's own folder: `tar -czf model.tar.gz -C DIR .`"),
        ([("config.json", LLM), TOKENIZER], "has no *.safetensors."),
        ([("config.json", LLM), (INDEX, b'{"weight_map": {"a": "b.safetensors"}}'), TOKENIZER], "lacks b.safetensors"),
        (
            [("config.json", TAGGER), (INDEX, LONG_INDEX), ("part.safetensors", b"x"), TOKENIZER],
            "has no model.safetens",
        ),
        ([("playbook.yaml", b"name: Ours\nrules: 3\n")], "model.tar.gz: playbook.yaml, line 2"),
        ([*WHOLE, ("playbooks/a.yaml", b"- 1")], "model.tar.gz: a.yaml, line 1: a playbook has"),
        ([("config.json", LLM), WEIGHTS], "model.tar.gz has no tokenizer.json; a fast tokenizer is needed"),
        ([("config.json", LLM), WEIGHTS, ("tokenizer.model", b"x")], "has tokenizer.model and no tokenizer.json"),
    ],
)
def test_an_archive_that_the_container_could_not_load_is_refused_before_it_is_uploaded(tmp_path, members, said):
    with pytest.raises(BadConfiguration, match=re.escape(said)):
        _ = packed(tmp_path / "model.tar.gz", *members).kind
