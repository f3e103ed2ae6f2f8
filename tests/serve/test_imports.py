"""What each command and each process of the server imports: no more than it needs, so that all of them start fast.

Libraries are named, not times: pulling one of these in through a harmless-looking import is how start-up becomes slow.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

NEURAL = {"torch", "transformers", "peft", "llguidance", "scipy"}
AWS = {"boto3", "botocore", "urllib3", "moto"}
HTTP = {"flask", "gunicorn", "werkzeug", "prometheus_client"}
TAGGER = {"numpy", "openvino", "tokenizers", "safetensors"}
PDF = {"pypdf", "pypdfium2", "PIL", "tesserocr", "fontTools"}  # only readers open documents
TABLES = {"xlsxwriter", "icalendar", "matplotlib"}
PAGES = {"jinja2"}
SETTINGS = {"pydantic"}
EVERYTHING = NEURAL | AWS | HTTP | TAGGER | PDF | TABLES | PAGES | SETTINGS

_REPORT = """
import json, sys
try:
    {}
except SystemExit:
    pass
print(json.dumps([name for name, module in sys.modules.items() if getattr(module, "__file__", None)]))
"""
_COMMAND = 'sys.argv = ["contract-review", *{!r}]; from serve.cli import main; main()'


def modules(code: str) -> set[str]:
    """The modules that a new interpreter has imported after running the code."""
    done = subprocess.run([sys.executable, "-c", _REPORT.format(code)], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def imported(code: str) -> set[str]:
    """The libraries among them."""
    return {name.partition(".")[0] for name in modules(code)} & EVERYTHING


def command(*arguments: object) -> set[str]:
    return imported(_COMMAND.format([str(each) for each in arguments]))


@pytest.mark.parametrize("arguments", [["--help"], [], ["table", "--help"], ["local", "--help"], ["no-such-command"]])
def test_help_and_usage_errors_load_no_library(arguments):
    assert command(*arguments) == set()


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    path = tmp_path_factory.mktemp("contract") / "note.txt"
    path.write_text("PROMISSORY NOTE\n\nThis Note shall be governed by the laws of the State of Ohio.\n")
    return path


def test_a_review_loads_the_tagger_and_a_table_of_reviews_no_model(contract):
    assert command("extract", contract, "-o", contract.parent) <= TAGGER | SETTINGS
    assert command("table", contract.parent, "-o", contract.with_name("table.csv")) <= {"xlsxwriter"} | SETTINGS
    assert command("calendar", contract.parent, "-o", contract.with_name("days.ics")) <= {"icalendar"} | SETTINGS


def test_a_comparison_loads_what_a_review_does(contract):
    changes = contract.with_name("changes.json")
    assert command("compare", contract, contract, "-o", changes) <= TAGGER | SETTINGS | PAGES


def test_the_http_process_loads_no_model_no_numpy_and_no_pydantic():
    loaded = imported("import serve.server, serve.http.gunicorn_worker, serve.http.app")
    assert loaded <= HTTP | PAGES  # Flask brings Jinja


def test_the_model_process_is_started_before_the_http_process_imports_flask():
    assert imported("import serve.server, serve.http.gunicorn_worker") == {"gunicorn"}


READY = (
    "from serve.config import Config; from serve.inference import model_worker; "
    "handlers = model_worker.load_handlers(Config()); handlers.model_fn(str(Config().model))"
)


def test_until_it_is_ready_the_model_process_loads_the_tagger_and_no_rules():
    loaded = modules(READY)
    assert {name.partition(".")[0] for name in loaded} & EVERYTHING <= TAGGER
    assert not {name for name in loaded if name in ("yaml", "lxml", "model.review", "model.schema")}
    assert not {name for name in loaded if name.startswith(("model.playbook.", "model.summary."))}


def test_what_the_first_review_needs_is_loaded_after_that():
    loaded = modules(f"{READY}; handlers.prepare()")
    assert {"model.review", "model.schema", "model.playbook.playbook_format"} <= loaded
    assert {name.partition(".")[0] for name in loaded} & EVERYTHING <= TAGGER | SETTINGS


def test_the_image_has_the_bytecode_of_each_library_that_serving_imports():
    """A read-only container without it compiles the libraries at each start, which takes seconds."""
    write_bytecode = Path(__file__).parents[2] / "docker" / "write_bytecode.py"
    compiled = modules(f'import runpy; runpy.run_path("{write_bytecode}")')
    serving = (
        "import serve.server, serve.http.gunicorn_worker, chunking.isolation.forkserver, serve.inference.model_worker"
    )
    tables = "import serve.portfolio.spreadsheet, serve.portfolio.calendar"
    needed = modules(f"{serving}, serve.http.app; {tables}; {READY}; handlers.prepare()")
    ours = {"serve", "model", "chunking"}
    assert not {name for name in needed - compiled if name.partition(".")[0] not in ours | sys.stdlib_module_names}


@pytest.mark.parametrize("module", ["serve.extract"])
def test_the_rules_are_imported_while_the_first_document_is_read(module):
    """Their regular expressions take over a second to compile; another process reads the document meanwhile."""
    before = modules(f"import {module}")
    assert "chunking.isolation.client" in before
    assert not {name for name in before if name.startswith(("model.review", "model.playbook", "model.summary"))}
