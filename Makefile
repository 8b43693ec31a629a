# Needs make and Python 3.11 or newer with venv; everything else goes into .venv, hashes checked.

PYTHON ?= $(firstword $(foreach one,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(one) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(one))))
BIN := .venv/bin
# Twice quiet: a machine that names a folder of packages it lacks is warned for each package.
PIP := PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --quiet
# The stamp knows the folder: a .venv that was moved does not work and is made anew.
INSTALLED := .venv/installed-$(shell pwd | cksum | cut -d ' ' -f 1)

# Python keeps what it compiled, whatever the machine says: each of the hundreds of processes that
# tests start is then there in half the time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run up up-demo test test-long test-fast test-without-console browser gate pictures bench check format lock clean

help:
	@echo 'make run        a made-up county, from first interest to handoffs, in a minute or so'
	@echo 'make up         everything on this machine, until Ctrl-C; data stays in .data'
	@echo 'make up-demo    the made-up county kept running, to look at; data in .data/demo'
	@echo 'make test       all tests        make test-fast  those that need no servers of their own'
	@echo 'make test-long  longer proof: the made-up county twice, a simulated year, kills, tampering, growth'
	@echo 'make test-without-console  all tests that are not about the console, without it'
	@echo 'make browser    install the browser that the tests of the console are run in'
	@echo 'make gate       fetch the web server that stands before the console, for its tests'
	@echo 'make pictures   make the two pictures of the console in the README anew'
	@echo 'make bench      figures beside something bare, in a minute; JSON=FILE writes them down'
	@echo 'make check      lint, format, types, import rules'
	@echo 'make format     put the code into form'
	@echo 'make lock       resolve the dependencies anew'
	@echo 'make clean      remove .venv and caches, not .data'

run: $(INSTALLED)
	@$(BIN)/coaching demo

up: $(INSTALLED)
	@$(BIN)/coaching up

up-demo: $(INSTALLED)
	@$(BIN)/coaching up --data-dir .data/demo

test: $(INSTALLED) browser gate
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder -m 'not long'

test-long: $(INSTALLED)
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder -m long

test-fast: $(INSTALLED)
	$(BIN)/python -m pytest -n 2 -m 'not journey and not servers'

test-without-console: $(INSTALLED)
	$(BIN)/python -m tests.without_console -n 2 --dist loadscope --no-loadscope-reorder -m 'not long'

# Debian's and Ubuntu's own package, where we may install it; else it is said how, and its tests fail.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
			&& echo 'Installing Chromium (once) ...' \
			&& { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } >/dev/null; } \
		|| echo 'The console is tested in Chromium: install it (on Debian and Ubuntu: apt install chromium)'

# The program alone, out of Debian's or Ubuntu's package: installing that would start a server on port 80.
gate: $(INSTALLED)
	@command -v caddy >/dev/null || test -x .venv/gate/usr/bin/caddy \
		|| { command -v apt-get >/dev/null && mkdir -p .venv/gate && cd .venv/gate \
			&& { apt-get download -qq caddy || { apt-get update -qq && apt-get download -qq caddy; }; } >/dev/null 2>&1 \
			&& dpkg -x caddy_*.deb . && rm caddy_*.deb; } \
		|| echo 'TLS before the console is tested with Caddy: install it (https://caddyserver.com/docs/install)'

pictures: $(INSTALLED) browser
	@$(BIN)/python -m tests.console.browser.pictures

bench: $(INSTALLED)
	@$(BIN)/python -m bench $(if $(JSON),--json '$(JSON)')

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(INSTALLED): requirements.lock pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed: install it, or say make PYTHON=/path/to/python3'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo '$(PYTHON) is not Python 3.11 or newer: say make PYTHON=/path/to/python3'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo 'Python lacks venv: install it (on Debian and Ubuntu: apt install python3-venv)'; exit 1; }
	@echo 'Installing into .venv (once, about a minute) ...'
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# uv is needed here alone, so it comes unpinned; no address of a registry gets into the lock.
lock: $(INSTALLED)
	@$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --quiet --group dev --generate-hashes --universal \
		--python-version 3.11 --no-emit-index-url --no-annotate --no-header -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
