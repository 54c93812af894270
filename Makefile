# Every chore of the house is one target here. `make help` lists them; ARGS="…" goes on to the command behind a target.
.DEFAULT_GOAL := help
.PHONY: help setup run rasa demo-reset chat test check bench accept lock licences clean
BIN := .venv/bin
ARGS ?=
RASA := http://127.0.0.1:5005
# Tests run in as many processes as there are cores; ARGS=-n0 puts them back into one, for a debugger.
AT_ONCE := -n logical --maxprocesses 8

help: ## This list
	@echo 'make TARGET [ARGS="…"]'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: ## Make .venv with the locked packages and the dorfbote command (all other targets do it themselves)
	@sh tools/setup.sh

run: setup ## Start the demo: service, broker, six simulated pick-up points (NLU=rasa: asks a Rasa server, too)
	@$(if $(filter rasa,$(NLU)),DORFBOTE_RASA_URL=$(RASA)) $(BIN)/dorfbote run --demo $(ARGS)

rasa: setup ## Teach Rasa in an environment of its own (Python 3.10) and serve it for `make run NLU=rasa`
	@$(BIN)/dorfbote nlu rasa $(ARGS)

demo-reset: setup ## Put the demo back to its first morning
	@$(BIN)/dorfbote demo-reset $(ARGS)

chat: setup ## Talk to the bot in this terminal
	@$(BIN)/dorfbote chat $(ARGS)

test: setup ## Run the tests, one process a core; what this machine lacks is left out and named
	@$(BIN)/pytest $(AT_ONCE) $(ARGS)

check: setup ## Check style, types, import rules, texts and docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q $(wildcard tests/architecture tests/texts tests/docs) $(ARGS)

bench: setup ## Measure: a table, never a verdict
	@$(BIN)/dorfbote bench $(ARGS)

accept: setup ## Write the golden conversations and docs/conversations.md anew; the diff is the review
	@$(BIN)/python -m tools.conversations
	@$(BIN)/pytest tests/conversations --accept $(AT_ONCE) $(ARGS)

lock: setup ## Compile requirements/*.txt anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@sh tools/lock.sh $(ARGS)

licences: setup ## Write docs/licences.md anew
	@$(BIN)/python -m tools.licences $(ARGS)

clean: ## Remove .venv and all caches; var/ with the demo's data stays
	rm -rf .venv .venv-rasa .setup-runs .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
