# Everything that a person or a build server runs, by name.
# Needs make and Python 3.11 or newer; all else is installed into .venv.

PYTHON ?= python3
PORT ?= 8000
REPORTS_DIR ?= ../shared

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
MANAGE := DEMONSTRATION=1 SITE_URL=http://127.0.0.1:$(PORT) $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest
QUICKLY := -n 2 --dist worksteal
BROWSER := $(PYTEST) tests/browser $(QUICKLY)
export REPORTS_DIR

.PHONY: help setup setup-dev run test lint format bench coverage
.PHONY: check-format check-code check-types check-templates
.PHONY: test-sqlite test-browser test-postgresql test-database
.DEFAULT_GOAL := help

help:
	@echo 'make run       install, migrate, load the demonstration, serve (PORT=8000)'
	@echo 'make test      every check and test, on SQLite and on PostgreSQL'
	@echo 'make lint      the checks that run no test'
	@echo 'make format    put the code in its usual shape'
	@echo 'make bench     measure speed and scale'
	@echo 'make coverage  which lines the tests reach'
	@echo 'make setup     only make .venv and install what the tracker needs'
	@echo 'make setup-dev the same, and what the checks and tests need'

# --- Installing: only when the pinned requirements have changed ---

setup: $(VENV)/installed

setup-dev: $(VENV)/installed-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed, and "$(PYTHON)" is not that.'; \
	  echo 'Name one that is: make $(MAKECMDGOALS) PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/installed: requirements.txt | $(BIN)/python
	@echo 'Installing what the tracker needs.'
	@$(PIP) install --only-binary :all: -r requirements.txt
	@$(PIP) check
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements-pdf.txt $(VENV)/installed
	@echo 'Installing what the checks and tests need.'
	@$(PIP) install --only-binary :all: -r requirements-dev.txt
	@$(PIP) check
	@touch $@

# --- The demonstration, on this machine alone ---

run: setup
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demonstration
	@echo
	@echo 'The tracker: http://127.0.0.1:$(PORT)/    Staff: http://127.0.0.1:$(PORT)/admin/'
	@echo 'Stop it with Ctrl-C.'
	@DJANGO_RUNSERVER_HIDE_WARNING=true $(MANAGE) runserver 127.0.0.1:$(PORT)

# --- Checks and tests ---

test: setup-dev
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-browser
	@$(MAKE) --no-print-directory test-postgresql

lint: setup-dev
	@$(MAKE) --no-print-directory --jobs 2 --keep-going --output-sync=target \
	  check-types check-format check-code check-templates

check-format:
	@$(BIN)/ruff format --check .

check-code:
	@$(BIN)/ruff check .

check-types:
	@DEMONSTRATION=1 $(BIN)/mypy

check-templates:
	@$(BIN)/djlint templates --lint --quiet

test-sqlite: setup-dev
	@env -u DATABASE_URL $(PYTEST) $(QUICKLY)

test-browser: setup-dev
	@env -u DATABASE_URL $(BROWSER)

test-postgresql: setup-dev
	@$(BIN)/python -m tests.postgresql $(MAKE) --no-print-directory test-database

# What touches the database, on the one that DATABASE_URL names. Whether each page and
# staff screen is well drawn has been looked at by then, and is the same on any.
test-database:
	@$(BROWSER) --database-only --ignore=tests/browser/test_public_pages.py \
	  --ignore=tests/browser/test_staff_screens.py
	@$(PYTEST) $(QUICKLY) --database-only

format: setup-dev
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: setup-dev
	@$(PYTEST) tests/benchmarks -n 0 --capture=no

coverage: setup-dev
	@$(BIN)/coverage run -m pytest -n 0
	@$(BIN)/coverage report --skip-covered --show-missing
