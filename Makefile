# What one types. Each target says in one line what is wrong, when something is.

PORT ?= 8000
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
TEST_POSTGRES_URL ?= postgres://root@127.0.0.1:5432/test
TEST_DATABASE_SUFFIX ?= _$(shell echo $$PPID)
export TEST_POSTGRES_URL TEST_DATABASE_SUFFIX
# Compiled modules are kept, whatever the shell says: each test that starts a process would compile the house anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
SAY := >&2 echo
# Neighbours stay with one worker, so that what a file sets up, such as a browser, is set up once.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist worksteal
# Where the two databases differ most. These run on both at once, and the next on PostgreSQL among the slow tests, the
# rest of those that use a database every night; what hardly touches it meets SQLite alone.
TWICE := tests/ledger tests/models
LATER := tests/search tests/canary tests/workflow tests/holding tests/forms tests/guests tests/imports
NIGHTLY_TWICE := $(LATER) tests/pages tests/api tests/desk tests/syndication tests/operating

TEMPLATES = $(shell find templates -name '*.html')
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard factcheck/locale/*/LC_MESSAGES/django.po))

.PHONY: help setup dev demo test test-slow test-nightly lint types format bench quality articles metrics house-picture pictures \
	deploy-check messages requirements
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

## The targets, each in one line.
help:
	@awk '/^## /{text = substr($$0, 4); next} /^[a-z][a-z-]*:/ && text {split($$1, name, ":"); \
		printf "  make %-15s %s\n", name[1], text} !/^#/{text = ""}' $(firstword $(MAKEFILE_LIST))

## Install everything that development needs: packages pinned by hash, in .venv, and compiled catalogues.
setup: .venv/installed .venv/installed-dev $(CATALOGUES)

## Run the site with reload, a worker with the scheduler and the seeded dispute on http://127.0.0.1:8000 (PORT=).
dev: setup
	@DEBUG=1 $(BIN)/python manage.py dev --port $(PORT)

## Run the product as readers and editors would meet it, seeded, on http://127.0.0.1:8000 (PORT=).
demo: .venv/installed $(CATALOGUES)
	@DESK_SIGNS=1 $(BIN)/python manage.py demo --port $(PORT)

## Run all fast tests; T= names a file, a folder or options of pytest, as in make test T="tests/api -x --pdb".
ifdef T
test: setup
	$(BIN)/python -m pytest -q $(T)
else
test: setup
	$(PYTEST) -m "not slow"
	$(call on_postgresql,$(TWICE) -m "database and not slow")
endif

## Run the tests that kill processes, drive a browser, fuzz or run for long.
test-slow: setup node_modules/.package-lock.json
	$(PYTEST) -n 3 -m "slow"
	$(call on_postgresql,$(LATER) -m "database and not slow")

# Hours, not minutes: long rounds of what draws at random, on both databases, and the load that bench makes.
test-nightly: export NIGHTLY = 1
## Run what draws at random for hours, on both databases, and the load of bench.
test-nightly: setup
	$(PYTEST) -m "nightly"
	$(call on_postgresql,$(NIGHTLY_TWICE) -m "database")
	$(BIN)/python -m bench

## Check style, names, types, migrations; nothing is changed.
lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/djhtml --check --tabwidth 2 templates
	$(BIN)/python -m bench.house.names
	@$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

## Check the types of the whole house, as lint does.
types: setup
	$(BIN)/mypy

## Lay code and templates out as lint wants them; long lines of templates are broken by whoever writes them.
format: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)
	$(BIN)/djhtml --tabwidth 2 templates

## Print the figures of the house: rooms, density, names, types, seconds to the first assertion.
metrics: setup
	$(BIN)/python -m bench.house

## Draw docs/images/house.svg, the packages and what imports what, from the code.
house-picture: setup
	$(BIN)/python -m bench.house.picture docs/images/house.svg

## Take the pictures of docs/images anew, from the demonstration.
pictures: setup
	DOCS=1 $(BIN)/python -m pytest -q tests/browser/test_the_demonstration_is_worked.py

## Measure speed as ratios within one run.
bench: setup
	$(BIN)/python -m bench
	$(BIN)/python -m bench.ledger
	$(BIN)/python -m bench.importing
	$(BIN)/python -m bench.browser

## Measure extraction and matching on annotated texts (DATA=, CONFIDENCE=1).
# DATA= names a folder with quotes/, time/ and scorers; CONFIDENCE=1 renews what editors see as confidence.
quality: setup
	$(BIN)/python -m bench.quality $(if $(DATA),--data $(DATA)) $(if $(CONFIDENCE),--confidence)

## Import every annotated article as the desk would (DATA=).
# Every annotated article through the import that the desk runs; DATA= names a folder with more of them.
articles: setup
	$(BIN)/python -m bench.articles $(if $(DATA),--data $(DATA))

## Run check --deploy with the settings of a production site.
# The site as it runs in production: nothing here may be worth even a warning.
deploy-check: .venv/installed
	@test -f var/check/ledger.key || $(BIN)/python manage.py make_ledger_key var/check/ledger.key --origin record.example/ledger >/dev/null
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	SITE_URL=https://record.example \
	ALLOWED_HOSTS=record.example \
	DATABASE_URL=postgres://record:password@database.example/record \
	REDIS_URL=rediss://:password@redis.example:6379/0 \
	MEDIA_ROOT=$(CURDIR)/var/media \
	LEDGER_KEY_FILE=$(CURDIR)/var/check/ledger.key \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

## Bring the catalogues of public pages up to date with templates and code, and compile them.
messages: .venv/installed
	@$(BIN)/python manage.py messages

## Pin the newest versions of all packages by hash.
requirements: .venv/installed-dev
	$(call compile,requirements)
	$(call compile,requirements-dev)

.venv/installed: requirements.txt
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		$(SAY) "No Python 3.11 or later was found. Install one, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear .venv >/dev/null || { \
		$(SAY) "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	$(call install,requirements.txt)

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(call install,requirements-dev.txt)

# Texts for readers, compiled for Django; not kept in git.
%.mo: %.po .venv/installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# TimelineJS, which the browser tests read our slides with. Without npm those are skipped with the reason.
node_modules/.package-lock.json: package-lock.json
	@if command -v npm >/dev/null; then \
		echo "Installing package-lock.json."; \
		npm ci --ignore-scripts --no-audit --no-fund --silent && touch $@ || { \
			$(SAY) "npm ci failed. Check the network and run make again."; exit 1; }; \
	else $(SAY) "No npm, so TimelineJS is not installed. On Debian: apt-get install npm"; fi

define install
@mkdir -p var
@echo "Installing $(1)."
@$(BIN)/python -m pip install --quiet --require-hashes --requirement $(1) >var/install.log 2>&1 || { \
	$(SAY) "Installing $(1) failed: $$(grep -m 1 ERROR var/install.log || tail -n 1 var/install.log)" \
		"Check the network and run make again; var/install.log has it all."; exit 1; }
@touch $@
endef

define compile
$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 $(1).in --output-file $(1).txt
endef

# Once more on PostgreSQL, where one answers.
define on_postgresql
@if $(BIN)/python -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=2)' "$(TEST_POSTGRES_URL)" 2>/dev/null; then \
	DATABASE_URL="$(TEST_POSTGRES_URL)" $(PYTEST) $(1); \
elif [ "$$REQUIRE_SERVICES" = 1 ]; then \
	$(SAY) "FAILED: no PostgreSQL at $(TEST_POSTGRES_URL), and REQUIRE_SERVICES=1. Set TEST_POSTGRES_URL."; exit 1; \
else \
	$(SAY) "SKIPPED on PostgreSQL: none at $(TEST_POSTGRES_URL). Set TEST_POSTGRES_URL."; \
fi
endef
