# Needs python3 (3.11 or later), git and make. Every target sets up what it needs.

SHELL := /bin/bash
.DEFAULT_GOAL := setup
.PHONY: setup setup-run setup-bench run clinic check test lint types docs pytest slow bench serve \
	reference lock clean help

PORT ?= 8000
PYTEST ?= -n 2

help: ## Say what each target does
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## Make .venv, with all that development needs
	@scripts/setup dev

setup-run:
	@scripts/setup run

setup-bench:
	@scripts/setup bench

run: setup-run ## Decide the bundled study and write examples/river/out
	.venv/bin/commonweal run examples/river

clinic: setup-run ## Decide and verify the bundled study of roles and persons
	.venv/bin/commonweal run examples/clinic
	.venv/bin/commonweal check examples/clinic

check: setup-run ## Verify everything that the bundled study's run wrote
	.venv/bin/commonweal check examples/river

test: lint types docs pytest ## Everything a change must pass; the slow tests are in .ci/run

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: setup
	.venv/bin/mypy

docs: setup ## Build the documentation into build/docs; a warning is an error
	.venv/bin/sphinx-build -W --keep-going -q -j auto -d build/doctrees docs build/docs

pytest: setup
	@scripts/debian-packages
	.venv/bin/python -m pytest $(PYTEST) -m "not slow"

slow: setup ## The tests that take more than five seconds each
	@scripts/debian-packages
	.venv/bin/python -m pytest $(PYTEST) -m slow

bench: setup-bench ## Measure, beside the peers
	.venv/bin/commonweal bench

serve: run docs ## Show the built report and documentation on 127.0.0.1
	@scripts/serve $(PORT)

reference: setup ## Write the generated pages of docs/reference again
	.venv/bin/python scripts/write_messages.py
	.venv/bin/python scripts/write_reference.py

lock: ## Write requirements/*.txt again from pyproject.toml
	@scripts/lock

clean: ## Remove what was built; .venv and the studies' ledgers stay
	rm -rf build dist examples/*/out .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests scripts benchmarks examples docs -name __pycache__ -type d -prune -exec rm -rf {} +
