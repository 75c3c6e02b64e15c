# Two targets matter: `make rehearse` sets everything up and starts a rehearsal, `make test` runs all tests.
# Nothing here needs to be installed by hand before, but Python 3.11 or newer and make itself.

PYTHON ?= python3
VENV ?= .venv
# The address that PyTorch's "Get started" page shows for the CPU build: on Linux it saves several GB.
TORCH_INDEX ?=

BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help

.PHONY: help
help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# --- rehearse ---------------------------------------------------------------------------------------

.PHONY: rehearse
rehearse: sound-libraries $(VENV)/installed  ## set up what is missing, then rehearse
	@$(BIN)/mockinterview rehearse $(ARGS)

.PHONY: studio
studio: sound-libraries $(VENV)/installed  ## the same on a page in your browser
	@$(BIN)/mockinterview studio $(ARGS)

.PHONY: sound-libraries
sound-libraries:
	@./scripts/system_packages sound

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name yours: make PYTHON=python3.12 rehearse"; exit 1; }
	@PYTHON=$(PYTHON) ./scripts/system_packages python
	@echo "Making the virtual environment $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip

$(VENV)/torch: constraints.txt | $(BIN)/python
	@echo "Installing PyTorch (this is the large part) …"
	@$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	@touch $@

$(VENV)/installed: pyproject.toml constraints.txt $(VENV)/torch
	@echo "Installing mockinterview with its recogniser …"
	@$(PIP) --editable '.[offline]'
	@touch $@

# --- develop ----------------------------------------------------------------------------------------

.PHONY: test
test: test-packages $(VENV)/develop  ## run every test, on a virtual sound card
	@$(BIN)/pytest --numprocesses=3 --dist=loadgroup $(ARGS)

.PHONY: test-packages
test-packages:
	@./scripts/system_packages sound test

$(VENV)/develop: $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(PIP) --editable '.[offline,test]'
	@touch $@

.PHONY: lint
lint: $(VENV)/develop  ## check style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

.PHONY: faults
faults: test-packages $(VENV)/develop  ## do on purpose what goes wrong on real machines, at length (FILES=…: some of it)
	@./scripts/system_packages faults
	@$(PIP) --editable '.[offline,test,faults]'
	@FAULTS=long $(if $(ARGS),,RELIABILITY=docs/reliability.md) \
		$(BIN)/pytest --numprocesses=2 --dist=loadgroup --timeout=1800 $(or $(FILES),tests/faults) $(ARGS)

.PHONY: fixtures
fixtures: $(VENV)/develop  ## record the sample candidate anew (needs flite and espeak-ng)
	@./scripts/system_packages sound fixtures
	@$(PIP) --editable '.[offline,test,fixtures]'
	@$(BIN)/python audio_fixtures/make_fixtures.py

.PHONY: bench
bench: $(VENV)/develop  ## measure what README and benchmarks/RESULTS.md state
	@./scripts/system_packages sound fixtures
	@$(PIP) --editable '.[offline,test,bench]'
	@$(BIN)/python -m benchmarks

.PHONY: wheel
wheel: $(BIN)/python  ## build a wheel into dist/
	@$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

.PHONY: clean
clean:  ## remove the virtual environment and what tools leave behind
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
