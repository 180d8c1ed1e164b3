# What a developer or a curious user runs. On Windows without make, README.md has the same as plain commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TODAY := 2026-11-22

.PHONY: demo test lint bench reference clean

# The environment with the programme only: what a user has.
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

# The same with what tests and linters need.
$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: $(VENV)/.installed
	@$(BIN)/python tools/demo.py --today $(TODAY)

test: $(VENV)/.developing
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(VENV)/.developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.developing
	$(BIN)/python bench/run.py

reference: $(VENV)/.developing
	$(BIN)/python tools/make_reference.py

clean:
	rm -rf $(VENV) dist examples/committee/build examples/committee/.vawcoord bench/out
