# make run    set up what is missing, then serve the dashboard on http://127.0.0.1:8501
# make test   set up what is missing, then every check: lint, format, types, tests

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
MODEL := models/pose_landmarker_full.task

.PHONY: run test format speed live-speed accuracy clean

run: .venv/ready $(MODEL)
	@$(BIN)/posture serve

test: .venv/ready-to-test $(MODEL)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

format: .venv/ready-to-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

speed: .venv/ready-to-test $(MODEL)
	$(BIN)/python -m benchmarks.speed

live-speed: .venv/ready-to-test $(MODEL)
	$(BIN)/python -m benchmarks.live

accuracy: .venv/ready-to-test $(MODEL)
	$(BIN)/python -m benchmarks.accuracy

.venv/ready: pyproject.toml requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Install it, then try again."; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/ready-to-test: .venv/ready requirements-test.txt requirements-render.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,render]'
	@touch $@

$(MODEL): | .venv/ready
	$(BIN)/posture models fetch full

clean:
	rm -rf .venv build *.egg-info
