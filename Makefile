# Thin names for what CONTRIBUTING.md explains. PYTHON: any 3.11 or newer; run.py makes its environment.
PYTHON ?= python3
IN_VENV = .venv/bin/

.PHONY: test slow lint types imports check lock

test:
	$(PYTHON) run.py test

slow:
	$(PYTHON) run.py test -m slow

lint:
	$(IN_VENV)ruff check .

types:
	$(IN_VENV)mypy --strict -p daemon -p parsers

imports:
	$(IN_VENV)lint-imports --no-logo

check: test lint types imports

# uv is not part of the environment: it is needed only here.
lock:
	uv pip compile pyproject.toml --all-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --universal --python-version 3.11 --quiet -o requirements.lock
