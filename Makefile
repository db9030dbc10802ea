# Everything works from a bare checkout with Python 3.11 or later and make.
# Windows: README.md lists the same commands without make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RUN := $(BIN)/python -m
INSTALL := $(if $(shell command -v uv),uv pip install --python $(BIN)/python,$(RUN) pip install --no-compile --disable-pip-version-check)
# What a target needs in .venv: the book, its notebooks as well, or tests as well.
BOOK := .venv/.build
LAB := .venv/.lab
ROOM := .venv/.room
TEST := .venv/.test
TOO_OLD := "This is Python %d.%d: the book needs 3.11 or later. Say which: make PYTHON=python3.12." % sys.version_info[:2]

.DEFAULT_GOAL := help
.PHONY: help serve build unit test browser lab room execute measure links workshop archive soak clean

help: ## say what each command does
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

serve: $(BOOK) ## build the book, open it and renew each chapter you save (PORT=8080 chooses the port, NO_BROWSER=1 opens none)
	@$(RUN) joint_working.site.serve

build: $(BOOK) ## write the site to _build/html; a warning is a failure
	@$(RUN) joint_working.site.build

unit: $(TEST) ## the quick tests: rules, tables and explorers, about a minute
	@$(RUN) pytest -n 2 -p no:nbval -m "not slow and not browser and not kernel"

test: browser unit build ## every test: quick ones, then the built site in a browser, notebooks and widgets
	@$(RUN) pytest -n 3 --dist worksteal -p no:nbval -m "slow or browser or kernel"

browser: $(TEST) ## find a Chromium or Chrome for the tests, or get one
	@$(RUN) joint_working.bench.browser

lab: $(LAB) ## open the notebooks in JupyterLab, ready to run without a network
	@$(RUN) joint_working.site.notebooks lab

room: $(ROOM) ## open a room that answers together on this network (CHECK=1 says what would keep phones out, PORT=8090 another port)
	@test -f _build/html/index.html || $(RUN) joint_working.site.build
	@$(RUN) joint_working.room --room $(if $(PORT),--port $(PORT)) $(if $(CHECK),--check)

execute: $(LAB) ## run every notebook again and store its outputs
	@$(RUN) joint_working.site.notebooks execute

measure: $(TEST) build ## measure moves, starts, weights, growth and builds beside their goals (ONLY="moves ready" for some; ONLY=chapters)
	@$(RUN) joint_working.bench.measure $(ONLY)

links: build ## list every outside address the book links to, for a link check elsewhere
	@$(RUN) joint_working.site.links

soak: $(TEST) build ## the long checks: two thousand settings of every explorer, its pictures at a hundred, its widgets at twenty, axe on every page at every size
	@$(RUN) pytest -n 2 tests/bench/soak.py -rP

workshop: $(TEST) ## write the workshop pack to _build/workshop: PDFs, Word texts and slides (PEOPLE=14 writes a set for 14)
	@$(RUN) joint_working.site.pack $(if $(PEOPLE),--people $(PEOPLE))
	@$(RUN) joint_working.site.induction_pack

archive: workshop build ## write what readers take away: the book as PDF, as EPUB, and as one zip for a memory stick (some minutes)
	@$(RUN) joint_working.site.archive

clean: ## remove what was built (not .venv)
	rm -rf _build .pytest_cache .ruff_cache .hypothesis

# The environment, made again only when what it is made from changes. Each set holds those before it.
.NOTPARALLEL:
.venv/.%: requirements/%.txt constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else $(TOO_OLD))'
	@echo "Preparing .venv: half a minute or more, once."
	@test -d .venv || $(PYTHON) -m venv .venv
	@$(INSTALL) --quiet -r $< -c constraints.txt
	@touch $@ $(if $(filter $(TEST),$@),$(BOOK) $(LAB) $(ROOM))

$(LAB): requirements/build.txt
$(ROOM): requirements/build.txt
$(TEST): requirements/build.txt requirements/lab.txt requirements/room.txt
