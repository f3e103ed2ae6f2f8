# `make extract` and `make test` set up what they need.
PYTHON ?= python3
ENV := .venv
BIN := $(ENV)/bin
# The environment comes without bytecode: what is imported is compiled once, also where this is set.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: extract test check checkov fuzz bench gpu results sample requirements licenses image image-test local clean

extract: $(ENV)/ready examples/sample.pdf
	$(BIN)/contract-review extract examples/sample.pdf -o out/ --html
	@echo; echo "The review: out/sample.review.json   with the contract beside it: out/sample.review.html"

# Two processes more than there are cores, since many tests wait for something, and four at most; each computes with one
# thread. A file's tests stay together, since they share models and servers; the longest files come first
# (tests/conftest.py).
test: $(ENV)/ready
	OMP_NUM_THREADS=1 $(BIN)/pytest -n $$(($$(nproc) + 2)) --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(TESTS)

check: $(ENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cfn-lint deploy/templates/*.yaml

# The security linter for templates, in its own environment, since it pins an old boto3.
checkov:
	[ -x out/checkov/bin/checkov ] || { $(PYTHON) -m venv out/checkov && out/checkov/bin/pip install --quiet checkov==3.3.30; }
	out/checkov/bin/checkov --directory deploy/templates --framework cloudformation --quiet --compact --skip-download

# Thousands of damaged PDFs: make fuzz [MUTANTS=5000] [SEEDS="more.pdf files.pdf"]
MUTANTS ?= 5000
fuzz: $(ENV)/ready
	$(BIN)/python -m benchmarks.robustness.fuzz $(MUTANTS) $(SEEDS)

bench: $(ENV)/ready
	$(BIN)/contract-review bench examples/sample.pdf

# All measurements on a GPU, into out/gpu: make gpu [MINUTES=9]; on a CPU with small sizes: make gpu GPU=--tiny
MINUTES ?= 9
gpu: $(ENV)/ready
	$(BIN)/python -u -m benchmarks.gpu --minutes $(MINUTES) $(GPU)

# Measures all that docs/performance.md and docs/scaling.md show, and rewrites it: make results [CONTRACTS=folder/of/PDFs]
results: $(ENV)/ready
	$(BIN)/python -m benchmarks.measure $(CONTRACTS)

# Generates the sample contract's PDF from its source.
sample: $(ENV)/ready
	$(BIN)/python examples/make_sample.py

# The image, built with Docker or podman; see docker/README.md.
IMAGE ?= contract-review
image:
	docker/engine.sh build $(IMAGE)

image-test: $(ENV)/ready image
	$(BIN)/pytest tests/image --image $(IMAGE)

# The image's pinned and hashed requirements, for CPUs and for GPUs, from pyproject.toml and constraints.txt.
PINS := pip compile pyproject.toml --constraint constraints.txt --generate-hashes --python-version 3.11 \
        --python-platform x86_64-manylinux_2_28 --no-annotate --quiet --custom-compile-command "make requirements"
requirements: $(ENV)/ready
	$(BIN)/uv $(PINS) --find-links "$$($(PYTHON) -m pip config get global.find-links)" --output-file docker/requirements.txt
	$(BIN)/uv $(PINS) --extra quantized --output-file docker/requirements-cuda.txt

# The licenses of the image's packages.
licenses: $(ENV)/ready
	$(BIN)/pip-licenses --order=license --packages $$(sed -n 's/^\([a-z][a-z0-9_-]*\)==.*/\1/p' docker/requirements.txt)

# OCR's English language data; without it (no root, another distribution), scanned pages are reported as unread.
define OCR_DATA
if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! ls /usr/share/tesseract-ocr/*/tessdata/eng.traineddata >/dev/null 2>&1; \
then apt-get -qq update && apt-get -qq install --yes --no-install-recommends tesseract-ocr-eng >/dev/null; fi
endef

# The browser for the tests of the page; its headless shell, where there is one, takes a quarter of the processor time.
define BROWSER
if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v chromium-headless-shell >/dev/null; \
then apt-get -qq update && { apt-get -qq install --yes --no-install-recommends chromium-headless-shell >/dev/null || \
command -v chromium >/dev/null || apt-get -qq install --yes --no-install-recommends chromium >/dev/null; }; fi
endef

# Runs the whole asynchronous service with its page on this machine.
local: $(ENV)/ready
	$(BIN)/contract-review local

# Debian's packages are fetched beside Python's. Without bytecode, which Python writes when a module is first imported:
# of 18,000 modules, few ever are.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt
$(ENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(ENV)
	{ $(OCR_DATA) || echo "OCR's language data could not be installed; scanned pages will be unread."; \
	$(BROWSER) || echo "Chromium could not be installed; the page's tests are skipped."; } & \
	$(PIP) "torch==2.13.0" && $(PIP) --editable ".[dev]" && wait
	touch $@

clean:
	rm -rf $(ENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache
