from __future__ import annotations

import gzip
import itertools
from dataclasses import replace

import pytest

from chunking.document import Document
from chunking.errors import BadRequest
from model.dataset import Contract, as_document, read_contracts, spans_in_document, split, write_contracts


def plain(text: str) -> str:
    return "".join(text.split())


def assert_moved(contract: Contract, document: Document) -> None:
    moved = spans_in_document(contract, document)
    for category, spans in contract.clauses.items():
        for (start, end), (first, last) in zip(spans, moved[category], strict=True):
            assert plain(document.text[first:last]) == plain(contract.text[start:end]), (contract.title, category)


def test_an_annotations_file_is_read_line_by_line_gzipped_or_not(annotations, contracts, tmp_path):
    zipped = tmp_path / "annotations.jsonl.gz"
    zipped.write_bytes(gzip.compress(annotations.read_bytes()))
    assert read_contracts(annotations) == read_contracts(zipped) == contracts


def test_what_is_written_is_read_again_with_what_is_not_known_of_it(contracts, tmp_path):
    part = replace(contracts[0], title="In part", complete=False, wrong={"Insurance": [(3, 9)]})
    for name in ("more.jsonl", "more.jsonl.gz"):
        write_contracts(tmp_path / name, [*contracts, part])
        assert read_contracts(tmp_path / name) == [*contracts, part]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["more.jsonl", "more.jsonl.gz"]


def test_a_contract_of_a_later_file_replaces_that_of_its_title(annotations, contracts, tmp_path):
    corrected = replace(contracts[1], clauses={"Parties": [(0, 5)]})
    more = tmp_path / "more.jsonl"
    write_contracts(more, [corrected])
    assert read_contracts(annotations, more) == [contracts[0], *contracts[2:], corrected]
    write_contracts(more, [corrected, corrected])
    assert len(read_contracts(more)) == 2, "within one file both stay"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('{"title": "a"}', "contract 1, cannot be used: 'pdf' is missing"),
        ('{"title": "a", "pdf": "", "type": "", "text": "short", "clauses": {"Parties": [[2, 9]]}}', "2 to 9"),
        ('{"title": "a", "pdf": "", "type": "", "text": "short", "clauses": {"Parties": [[2]]}}', "cannot be used"),
        ("[]", "cannot be used"),
        ('{"title": ', "cannot be read as JSON lines"),
    ],
)
def test_a_line_that_is_no_annotated_contract_is_named(tmp_path, row, said):
    (tmp_path / "a.jsonl").write_text(row + "\n")
    with pytest.raises(BadRequest, match=said):
        read_contracts(tmp_path / "a.jsonl")


def test_a_zipped_file_that_broke_off_is_named(annotations, tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(annotations.read_bytes())[:-40])
    with pytest.raises(BadRequest, match=r"a\.jsonl\.gz cannot be read"):
        read_contracts(tmp_path / "a.jsonl.gz")


def test_contracts_that_are_marked_in_part_are_never_held_out(contracts):
    part = [replace(contract, title=f"{contract.title} in part", complete=False) for contract in contracts]
    training, held_out = split([*part, *contracts], 1, seed=5)
    assert held_out == split(contracts, 1, seed=5)[1], "nor do they change which others are"
    assert len(training) == 7 and all(contract in training for contract in part)


def test_contracts_are_split_as_wholes_by_a_seed(contracts):
    training, held_out = split(contracts, 1, seed=5)
    assert (len(training), len(held_out)) == (3, 1)
    assert sorted(c.title for c in training + held_out) == sorted(c.title for c in contracts)
    assert split(contracts[::-1], 1, seed=5) == (training, held_out), "whatever their order in the file"
    assert len({split(contracts, 1, seed=seed)[1][0].title for seed in range(20)}) > 1


def test_marked_spans_are_found_again_in_the_documents_text(contracts):
    for contract in contracts:
        assert_moved(contract, as_document(contract))


def test_spans_are_found_again_over_hyphens_furniture_and_page_breaks():
    text = "The agree-\nment  ends\n\n7\n\nwhen the term\fis over.\n\n\nThe law\nof Utah governs."
    starts = range(0, len(text) - 10, 3)
    spans = [(start, start + 10) for start in starts if text[start : start + 10].strip()]
    contract = Contract("t", "t.pdf", "x", text, {"All": spans}, {})
    document = as_document(contract)
    assert document.text == "The agreement ends when the term is over.\nThe law of Utah governs."
    moved = spans_in_document(contract, document)["All"]
    for (start, end), (first, last) in zip(spans, moved, strict=True):
        left = plain(text[start:end]).replace("-", "").replace("7", "")
        assert plain(document.text[first:last]) == left


def test_a_span_of_nothing_but_furniture_is_left_out():
    contract = Contract("t", "t.pdf", "x", "The term is\n\n7\n\nover now.", {"All": [(13, 14)]}, {})
    assert spans_in_document(contract, as_document(contract)) == {"All": []}


def test_a_text_with_the_line_ends_of_windows_is_refused(contracts):
    contract = replace(contracts[0], text=contracts[0].text.replace("\n", "\r\n"))
    with pytest.raises(ValueError, match="CRLF"):
        spans_in_document(contract, as_document(contract))


def test_the_marks_in_real_contracts_are_found_again(contracts_folder):
    real = read_contracts(contracts_folder / "annotations.jsonl.gz")
    for contract in itertools.islice(real, 0, 200, 10):
        document = as_document(contract)
        moved = spans_in_document(contract, document)
        pairs = [
            (plain(contract.text[a:b]), plain(document.text[c:d]))
            for category, spans in contract.clauses.items()
            if len(spans) == len(moved[category])
            for (a, b), (c, d) in zip(spans, moved[category], strict=True)
        ]
        assert sum(one == other for one, other in pairs) >= 0.9 * len(pairs), contract.title
