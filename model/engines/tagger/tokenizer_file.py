"""Reads a model directory's tokenizer without transformers, which takes a second to import."""

from __future__ import annotations

import json
from pathlib import Path

from tokenizers import Tokenizer

from model.engines.tagger.openvino_graph import Unsupported


class TokenizerFile:
    """A BERT tokenizer. Its attributes have the same names as in transformers, whose tokenizers are used with
    PyTorch."""

    bos_token_id: int | None = None
    eos_token_id: int | None = None

    def __init__(self, tokenizer: Tokenizer, begin: int, end: int) -> None:
        self.backend_tokenizer = tokenizer
        self.cls_token_id: int | None = begin
        self.sep_token_id: int | None = end

    @classmethod
    def load(cls, folder: Path) -> TokenizerFile:
        """Reads the directory's tokenizer. Raises Unsupported if transformers would configure it differently."""
        path, settings = folder / "tokenizer.json", folder / "tokenizer_config.json"
        if not (path.exists() and settings.exists()):
            raise Unsupported(f"{path.name} or {settings.name} is missing")
        configured = json.loads(settings.read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8")
        written = json.loads(text).get("normalizer") or {}
        if configured.get("tokenizer_class") not in ("BertTokenizer", "BertTokenizerFast"):
            raise Unsupported(f"its tokenizer is a {configured.get('tokenizer_class')}")
        if written.get("lowercase") != configured.get("do_lower_case"):
            raise Unsupported(f"{path.name} and {settings.name} disagree about lower-casing")
        tokenizer = Tokenizer.from_str(text)
        begin, end = (tokenizer.token_to_id(str(configured.get(f"{mark}_token"))) for mark in ("cls", "sep"))
        if begin is None or end is None:
            raise Unsupported("its tokenizer has no begin and end tokens")
        return cls(tokenizer, begin, end)

    def __len__(self) -> int:
        return int(self.backend_tokenizer.get_vocab_size())
