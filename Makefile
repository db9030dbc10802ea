# Everything works from a bare checkout with Python 3.11 or later and make.
# Windows: README.md lists the same commands without make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RUN := $(BIN)/python -m
READY := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help serve build unit test browser lab execute measure links workshop archive soak clean

help: ## say what each command does
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

serve: build ## build the book and open it on this computer (PORT=8080 chooses the port, NO_BROWSER=1 opens none)
	@$(RUN) joint_working.site.serve

build: $(READY) ## write the site to _build/html; a warning is a failure
	@$(RUN) joint_working.site.build

unit: $(READY) ## the quick tests: rules, tables and explorers, about a minute
	@$(RUN) pytest -n 2 -p no:nbval -m "not slow and not browser and not kernel"

test: browser unit build ## every test: quick ones, then the built site in a browser, notebooks and widgets
	@$(RUN) pytest -n 2 -p no:nbval -m "slow or browser or kernel"

browser: $(READY) ## find a Chromium or Chrome for the tests, or get one
	@$(RUN) joint_working.bench.browser

lab: $(READY) ## open the notebooks in JupyterLab, ready to run without a network
	@$(RUN) joint_working.site.notebooks lab

execute: $(READY) ## run every notebook again and store its outputs
	@$(RUN) joint_working.site.notebooks execute

measure: build ## print the weight of the pages, how fast an explorer answers, and the model on 100,000 scenarios
	@$(RUN) joint_working.bench.measure

links: build ## list every outside address the book links to, for a link check elsewhere
	@$(RUN) joint_working.site.links

soak: build ## the long checks: two thousand settings of every explorer, its pictures at a hundred, axe on every page at every size
	@$(RUN) pytest -n 2 tests/bench/soak.py -rP

workshop: $(READY) ## print the workshop pack to _build/workshop: one tagged PDF, the same bytes for the same words
	@$(RUN) joint_working.site.pack

archive: workshop build ## write the book as one zip for a memory stick, the same bytes for the same commit
	@$(RUN) joint_working.site.archive

clean: ## remove what was built (not .venv)
	rm -rf _build .pytest_cache .ruff_cache .hypothesis

# The environment, made again only when what it is made from changes.
$(READY): requirements.txt constraints.txt pyproject.toml
	@echo "Preparing .venv: about a minute, once."
	@test -d .venv || $(PYTHON) -m venv .venv
	@$(RUN) pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@
