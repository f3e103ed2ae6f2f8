from __future__ import annotations

import json
import shutil

import pytest
from transformers import AutoTokenizer

from model.engines.base import EMBEDDED
from model.engines.tagger.openvino_graph import Unsupported
from model.engines.tagger.tokenizer_file import TokenizerFile
from model.engines.tagger.windows import tokenize, windows


@pytest.fixture
def copy(tmp_path):
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(EMBEDDED / name, tmp_path)
    return tmp_path


def configured(folder, **changed):
    path = folder / "tokenizer_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


def test_the_windows_are_those_of_transformers(as_text):
    text = as_text("1. Café déjà-vu: “Ünïcode” 漢字 [SEP] <|im_end|> $1,000.00 (A)(i). " * 20)
    ours, theirs = TokenizerFile.load(EMBEDDED), AutoTokenizer.from_pretrained(EMBEDDED)
    assert len(ours) == len(theirs)
    for one, other in zip(
        windows(tokenize(text, ours), ours, 64, 16), windows(tokenize(text, theirs), theirs, 64, 16), strict=True
    ):
        assert one.ids.tolist() == other.ids.tolist() and one.start.tolist() == other.start.tolist()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"tokenizer_class": "LlamaTokenizer"}, "LlamaTokenizer"),
        ({"do_lower_case": False}, "disagree about lower-casing"),
        ({"cls_token": "[BEGIN]"}, "no begin and end tokens"),
    ],
)
def test_what_transformers_would_read_otherwise_is_left_to_it(copy, changed, why):
    configured(copy, **changed)
    with pytest.raises(Unsupported, match=why):
        TokenizerFile.load(copy)


def test_without_its_files_there_is_no_tokenizer(copy):
    (copy / "tokenizer_config.json").unlink()
    with pytest.raises(Unsupported, match="is missing"):
        TokenizerFile.load(copy)
