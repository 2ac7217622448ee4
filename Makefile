# All of it can be run again at any time: what is done already is not done twice.
# PORT and VATMAN_HOME (default ./var) are honoured; ARGS goes to pytest, CONTACTS to the measurements.

PYTHON ?= python3
CONTACTS ?= 100000
ARGS ?=
bin := .venv/bin
setup = @command -v $(PYTHON) >/dev/null 2>&1 || { \
	echo "Нужен Python 3.11 или новее: sudo apt install python3 python3-venv (macOS: brew install python)." >&2; \
	echo "Python 3.11 or newer is needed: sudo apt install python3 python3-venv (macOS: brew install python)." >&2; exit 1; }; \
	$(PYTHON) tools/setup.py

.PHONY: run test check bench screens setup wheel lock

run:
	$(setup) run
	@exec $(bin)/vatman up --demo

test:
	$(setup) test
	@exec $(bin)/python -m pytest -n 2 --dist loadfile $(ARGS)

check:
	$(setup) check
	@$(bin)/python tools/check.py

bench:
	$(setup) test
	@exec $(bin)/vatman bench --contacts $(CONTACTS)

# Pictures of every screen into docs/screens/all; ARGS=--readme takes the eight of the README anew.
screens:
	$(setup) test
	@$(bin)/python -m tests.screens $(ARGS)

setup:
	$(setup) run

# dist/vatman_crm-*.whl: with its front-end files, for machines without node.
wheel:
	$(setup) run
	@$(bin)/python -m pip wheel --no-deps --no-build-isolation -q -w dist .

# After a change of dependencies in pyproject.toml or package.json.
lock:
	$(setup) check
	@$(bin)/python tools/lock.py
