from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from chunking.document import Document
from chunking.errors import InternalError, TookTooLong
from chunking.pipeline import document_from_text
from model.call_context import CallContext
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.engines.span_decoding import CANDIDATES
from model.engines.tagger.engine import Tagger


def assert_alike(one, other) -> None:
    """The same findings, apart from the last digits that another batch leaves in the scores."""
    assert one.tokens == other.tokens and len(one.findings) == len(other.findings)
    scores = {(f.category, f.start, f.end): f.score for f in other.findings}
    places = [((f.category, f.start, f.end), f.score) for f in one.findings]
    shared = [(score, scores[place]) for place, score in places if place in scores]
    assert len(shared) >= 0.98 * len(one.findings)
    assert max(abs(a - b) for a, b in shared) < 1e-4


@pytest.fixture(scope="module")
def long(document) -> Document:
    return document_from_text("\n\n".join([document.text] * 6).encode(), "long", 10)


def test_every_category_has_a_threshold_and_only_known_ones_are_found(engine, document):
    assert len(engine.thresholds) == 41 and all(0 < value < 1 for value in engine.thresholds.values())
    assert {finding.category for finding in engine.find(document).findings} == set(engine.thresholds)


def test_findings_point_into_the_document(engine, long):
    counts: dict[str, int] = {}
    for finding in engine.find(long).findings:
        first, last = long.segments[finding.first], long.segments[finding.last - 1]
        assert first.start <= finding.start < finding.end <= last.end + 1
        assert 0 <= finding.score <= 1
        counts[finding.category] = counts.get(finding.category, 0) + 1
    assert max(counts.values()) <= CANDIDATES


@pytest.mark.parametrize("text", ["Hello.", "The law of Utah governs this agreement."])
def test_a_document_shorter_than_a_window_is_read(engine, as_text, text):
    found = engine.find(as_text(text))
    assert 0 < found.tokens < 256 and found.unread_segments == []


def test_a_document_longer_than_a_window_is_read_to_its_end(engine, long):
    found = engine.find(long)
    assert found.tokens > 3 * 256 and found.unread_segments == []
    law = [f for f in found.findings if f.category == "Governing Law" and f.score > 0.8]
    assert len(law) == 6 and max(f.end for f in law) > 0.9 * len(long.text)
    assert set(found.seconds) == {"tokenize", "model", "read_off"}


def test_a_document_gives_the_same_alone_and_among_others(engine, document, long, as_text):
    texts = [document, long, as_text("The law of Utah governs this agreement."), document, long]
    alone = [engine.find(text) for text in texts]
    with ThreadPoolExecutor(len(texts)) as pool:
        together = list(pool.map(engine.find, texts))
    for one, other in zip(alone, together, strict=True):
        assert_alike(one, other)


def test_of_a_new_draft_only_the_windows_that_changed_are_computed_and_it_gives_the_same(engine, long, monkeypatch):
    computed, compute = [], engine.network.compute
    monkeypatch.setattr(engine.network, "compute", lambda windows: computed.extend(windows) or compute(windows))
    redraft = document_from_text(f"{long.text}\n\nThe law of Utah governs this paragraph.".encode(), "redraft", 10)
    both = CallContext(known={})
    engine.find(long, both)
    before = len(computed)
    found = engine.find(redraft, both)
    assert 0 < len(computed) - before <= 2 < before
    assert_alike(found, engine.find(redraft))


def test_a_segment_that_no_window_holds_is_read_in_part_and_said_so(engine, as_text):
    found = engine.find(as_text("The term is " + "漢字" * 200))
    assert found.tokens > 400 and found.unread_segments == [0]


def test_a_model_that_takes_too_long_is_an_error_of_its_own(engine, long):
    with pytest.raises(TookTooLong, match="did not finish in time"):
        engine.find(long, CallContext(deadline=0.0))


def test_the_identity_names_the_weights_by_their_hash(engine):
    digest = hashlib.sha256((EMBEDDED / "model.safetensors").read_bytes()).hexdigest()
    assert engine.identity == ("tagger", "embedded", digest)


def test_a_closed_engine_reads_nothing_more(document):
    engine = load_engine()
    assert isinstance(engine, Tagger) and engine.busy_seconds() == 0
    engine.close()
    with pytest.raises(InternalError, match="has stopped"):
        engine.find(document)


def test_a_gpu_that_fails_under_the_network_marks_the_engine_as_lost(document):
    own = load_engine()
    assert isinstance(own, Tagger)

    def fail(*_):
        raise torch.AcceleratorError("CUDA error: an illegal memory access was encountered")

    own.network.compute = fail
    assert own.busy_seconds() == 0
    with pytest.raises(torch.AcceleratorError):
        own.find(document)
    assert own.busy_seconds() == float("inf")
    own.close()
