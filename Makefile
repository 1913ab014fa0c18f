# Every target says what it does: make help

.DEFAULT_GOAL := help
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The first Python of a supported version that really runs (some names are only shims).
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c "$(FITS)" 2>/dev/null && echo $$name && break; done)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.runtime: requirements/runtime.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed."; exit 1; }
	@echo "Installing what the portal needs…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed."; exit 1; }
	@echo "Installing what the tests need…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.runtime

.PHONY: setup
setup: $(VENV)/.runtime ## install, make or upgrade the database, load the seed, build the index
	@PORTAL_DEMO=$${PORTAL_DEMO-1} $(BIN)/flask --app portal prepare

.PHONY: run
run: $(VENV)/.runtime ## do what setup does, then serve on http://127.0.0.1:8000 (PORT=… changes it)
	@PORTAL_DEMO=$${PORTAL_DEMO-1} exec $(BIN)/flask --app portal serve --port $(PORT)

.PHONY: test
test: $(VENV)/.dev ## install what tests need and run them all
	@sh tests/install-tools.sh
	@$(BIN)/python -m pytest -n auto --maxprocesses=4

.PHONY: check
check: $(VENV)/.dev ## lint, format, types, templates, import contracts, dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint templates --check --lint --quiet
	@$(BIN)/deptry .
	@$(BIN)/flask --app portal vendor check

.PHONY: bench
bench: $(VENV)/.dev ## compare search with its peers and write bench/results.json
	@$(BIN)/python -m bench

.PHONY: bench-coverage
bench-coverage: $(VENV)/.dev ## survey every département and the country, write bench/coverage.json
	@$(BIN)/python -m bench.coverage

.PHONY: load
load: $(VENV)/.dev ## serve 50,000 places, measure pages per second and the time of one (needs wrk)
	@$(BIN)/python -m bench.load

.PHONY: lighthouse
lighthouse: $(VENV)/.dev ## score home, results and a listing as a slow phone sees them (98 at least)
	@$(BIN)/python -m bench.lighthouse

.PHONY: translations
translations: setup ## gather the texts of the interface into the catalogues and compile them
	@$(BIN)/flask --app portal catalogues update

.PHONY: lock
lock: ## write the lock files again from pyproject.toml (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command 'make lock' pyproject.toml -o requirements/runtime.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command 'make lock' pyproject.toml --group dev --group territory \
		-c requirements/runtime.txt -o requirements/dev.txt

.PHONY: clean
clean: ## remove the virtual environment and the instance folder
	@rm -rf $(VENV) instance
