# Every task of this project; `make help` lists them. What a task needs, it installs into .venv first.
# PYTHON names the Python that fetches uv (3.11 or newer); ARGS goes to pytest: make test ARGS="-k dates".

PYTHON ?= python3
WORKERS ?= 2
ARGS ?=

BIN := .venv/bin
# In the order of tests/conftest.py, long modules first; xdist would begin with those of most tests.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder
SQL := dbt_project/models dbt_project/tests
EXIT_CODE := .pytest_cache/exit_code

export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
export DAGSTER_DISABLE_TELEMETRY := yes
export DO_NOT_TRACK := 1
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false
unexport VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev chromium test test-all check lint format types sql-lint imports docs clean

help:  ## List the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: setup  ## Load the sample, build and publish it, open the dashboard (8501) and Dagster (3000); Ctrl-C stops
	@exec $(BIN)/python -m orchestration.serve

setup:
	@$(PYTHON) -I orchestration/setup/environment.py

setup-dev:
	@$(PYTHON) -I orchestration/setup/environment.py --dev

# A missing browser does not stop the other tests: this says what to install, and the browser tests fail by themselves.
chromium: setup-dev
	@-$(BIN)/python -m orchestration.setup.chromium --named "$(HEARSAY_CHROMIUM)"

test: setup-dev chromium  ## Everything needed, then all default tests, those in a real browser included
	@mkdir -p $(dir $(EXIT_CODE)); $(PYTEST) $(ARGS); code=$$?; echo $$code > $(EXIT_CODE); exit $$code

test-all: setup-dev chromium  ## The slow tests too
	@mkdir -p $(dir $(EXIT_CODE)); $(PYTEST) -m "" $(ARGS); code=$$?; echo $$code > $(EXIT_CODE); exit $$code

check: lint types sql-lint imports test  ## Lint, types, SQL lint, import rules and the tests: what CI runs

lint: setup-dev  ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: setup-dev  ## Let ruff and sqlfluff put the format right
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format . ; $(BIN)/sqlfluff fix --quiet $(SQL)

types: setup-dev  ## mypy
	@$(BIN)/mypy

sql-lint: setup-dev  ## sqlfluff over the dbt models
	@$(BIN)/sqlfluff lint $(SQL)

imports: setup-dev  ## The arrows between the packages
	@$(BIN)/lint-imports

docs: setup  ## dbt's pages about every model, in one file: dbt_project/target/static_index.html
	@$(BIN)/dbt --quiet docs generate --static --empty-catalog --target lint --project-dir dbt_project --profiles-dir dbt_project
	@echo dbt_project/target/static_index.html

clean:  ## Remove what was built; data/sample and .venv stay, the warehouse too
	@rm -rf dbt_project/target dbt_project/logs .pytest_cache .ruff_cache .mypy_cache .import_linter_cache tests/browser/screenshots
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
