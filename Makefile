# Two commands to know: `make run` builds a graph and serves it, `make test` runs every check.
#
#   make run [DOCS=path] [PORT=8000] [OUT=kg]   the sample articles, or the documents under DOCS, on 127.0.0.1:PORT
#   make test                                   lint, format, types, tests; exports/ is compared by a test
#   make conformance                            the GraphQL API against npm's tools, and a page with urql in Chromium
#   make tools                                  npm's readers of RDF, for the tests in tests/interop; skipped without
#   make exports                                rebuild exports/ from the sample articles
#   make igraph                                 the tests that need python-igraph, which is GPL and never needed to run
#   make faults                                 kill 200 builds at random moments: the graph stays whole
#   make format                                 format the code
#   make lock                                   renew requirements.lock
#
# Versions are those of requirements.lock; `make LOCK= test` takes the newest ones instead.

DOCS ?=
PORT ?= 8000
OUT  ?= kg
LOCK ?= requirements.lock

VENV   := .venv
PYTHON := $(VENV)/bin/python
READY  := $(VENV)/.ready
TOOLS  := $(VENV)/.tools

.PHONY: run test lint types check tools igraph faults conformance exports format lock clean setup
.DEFAULT_GOAL := run

run: $(READY)
ifeq ($(strip $(DOCS)),)
	@$(VENV)/bin/zhimai demo --out "$(OUT)" --port $(PORT)
else
	@$(VENV)/bin/zhimai build "$(DOCS)" --out "$(OUT)"
	@$(VENV)/bin/zhimai serve "$(OUT)" --port $(PORT)
endif

test: lint types check
	@echo "make test: all checks passed"

lint: $(TOOLS)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: $(TOOLS)
	$(VENV)/bin/mypy

check: $(TOOLS)
	$(VENV)/bin/pytest

conformance: $(TOOLS)
	$(PYTHON) -m tests.conformance

tools: $(TOOLS)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check $(addprefix --constraint ,$(LOCK)) --editable '.[interop]'
	@mkdir -p build/interop && cp tests/interop/package.json build/interop
	@cd build/interop && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm install --no-audit --no-fund --no-package-lock --silent --fetch-retries=1

igraph: $(TOOLS)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[test,igraph]'
	$(VENV)/bin/pytest tests/graph/test_analysis_measures.py tests/graph/test_analysis_exports.py

faults: $(TOOLS)
	ZHIMAI_KILLS=200 $(VENV)/bin/pytest tests/test_faults.py

exports: $(TOOLS)
	$(PYTHON) -m tests.exports

format: $(TOOLS)
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

setup: $(TOOLS)

# The newest interpreter that really runs: a pyenv shim may be on the path without a Python behind it.
$(READY): pyproject.toml $(LOCK)
	@set -e; \
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		found=; \
		for name in python3.13 python3.12 python3.11 python3 python; do \
			if $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
				found=$$name; break; \
			fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo "zhimai needs Python 3.11 or newer with the venv module; none was found." >&2; \
			echo "Tried: python3.13 python3.12 python3.11 python3 python." >&2; \
			echo "On Debian and Ubuntu: apt install python3 python3-venv" >&2; \
			exit 1; \
		fi; \
		echo "Setting up $(VENV) with $$($$found --version)"; \
		rm -rf $(VENV); \
		$$found -m venv $(VENV); \
	fi; \
	echo "Installing into $(VENV) (half a minute the first time)"; \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check $(addprefix --constraint ,$(LOCK)) --editable .; \
	$(PYTHON) -m compileall -q graph schema api; \
	touch $(READY)

$(TOOLS): $(READY)
	@echo "Installing what the checks and the analysis need (one or two minutes the first time)"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check $(addprefix --constraint ,$(LOCK)) --editable '.[test]'
	@touch $(TOOLS)

lock:
	@set -e; here=$$(pwd); work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	python3.11 -m venv "$$work/venv"; \
	"$$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[test,interop]'; \
	{ echo "# Exact versions that the checks run with (Python 3.11). Renew with: make lock"; \
	  "$$work/venv/bin/python" -m pip freeze --all --exclude-editable | grep -v -i -E '^(pip|zhimai)=='; } > requirements.lock

clean:
	rm -rf $(VENV) build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
