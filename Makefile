# Everything runs in .venv, made on first use; only Python 3.11 or newer must be there.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint translations site clean

demo: .venv/demo            ## grade the sample class
	$(BIN)/losslings grade examples/class -o results/demo --time-limit 3

test: .venv/dev             ## run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 1

lint: .venv/dev             ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

translations: .venv/dev     ## collect the strings to translate, and compile the catalogues
	$(BIN)/losslings translations

site: .venv/dev             ## build/site: the pages of this repository to read from disk, in English and Korean
	$(BIN)/python docs/site/build.py

clean:
	rm -rf .venv results

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Losslings needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv

.venv/demo: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/dev: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch .venv/demo $@
