# Everything from a bare clone, with nothing but Python 3.11, make and git. `make` alone says what there is.
#   make serve ARGS="--port 9000"     passes options on to the command
#   make test PYTEST_ARGS="tests/unit -k deficit"
PYTHON ?= python3.11
VENV   ?= .venv
PYTEST_ARGS ?= -n 2 --dist loadfile
BIN     = $(VENV)/bin
READY   = $(VENV)/.ready
AXE     = node_modules/axe-core/axe.min.js

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help environment serve check build test lint bench browser clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

environment: $(READY) ## only the Python environment, in .venv

serve: $(READY) ## build the site from the register and serve it on this machine
	$(BIN)/portcullis serve $(ARGS)

check: $(READY) ## read the register and list every mistake in it
	$(BIN)/portcullis check $(ARGS)

build: $(READY) ## write the site as a folder of files
	$(BIN)/portcullis build $(ARGS)

test: lint browser ## everything that must hold before a change lands
	$(BIN)/pytest $(PYTEST_ARGS)

lint: $(READY) ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check --python $(VENV)
	$(BIN)/lint-imports --no-cache --no-logo

bench: $(READY) ## run the benchmarks
	$(BIN)/python -m benchmarks $(ARGS)
	$(BIN)/python benchmarks/server.py

clean: ## remove what building and testing made; the environment stays (rm -r .venv node_modules)
	rm -rf build dist site .pytest_cache .hypothesis .ruff_cache .import_linter_cache .schemathesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is older than the lock or the project file exactly when the environment may be out of date.
# uv installs in seconds what pip installs in half a minute; where uv cannot be had, pip does the same.
$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Portcullis needs Python 3.11 or newer, and there is no '$(PYTHON)' here."; \
	  echo "Install it, or name yours: make $(or $(MAKECMDGOALS),serve) PYTHON=python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@if [ -x $(BIN)/uv ] || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; then \
	  set -ex; \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock; \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  echo "uv could not be installed: going on with pip, which is slower."; set -ex; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@

# A browser and axe-core for the tests of pages. Fetched only where that takes no question and no password;
# without them those tests are skipped, and under CI=true they fail instead.
browser: $(READY)
	@$(BIN)/python -m tests.functional.browser chromium || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing Chromium for the browser tests ..."; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  fi; }; true
	@if [ ! -e $(AXE) ] || [ $(AXE) -ot package-lock.json ]; then \
	  if command -v npm >/dev/null; then \
	    npm ci --silent --ignore-scripts --no-audit --no-fund && touch $(AXE); \
	  fi; fi; true
	@$(BIN)/python -m tests.functional.browser
