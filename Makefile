# Antiphon's two commands are `make run` and `make test`; each does all of its own set-up.
#   make run ARGS="--headless"   any arguments of the antiphon command
#   make test TORCH=no           without torch (the training and parity tests are then skipped)
BIN := .venv/bin
ARGS ?=
MINUTES ?= 30
TORCH ?= yes
export TORCH
# Without torch there is nothing to check its users against.
TYPED = $(if $(filter no,$(TORCH)),-p antiphon_app -p antiphon_engine -p antiphon_presets)

.PHONY: run test check setup-run setup-test bench soak screenshots clean

run: setup-run
	@$(BIN)/antiphon $(ARGS)

test: setup-test check
	$(BIN)/pytest

check: setup-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports

bench: setup-run
	$(BIN)/antiphon bench

# Whims and mishaps for so long, over JACK: prints what hung or got lost, if anything did.
soak: setup-test
	@$(BIN)/python tests/soak.py $(MINUTES)

# Pictures of the window for the manual, from the real engine; looked at by people, not by tests.
screenshots: setup-test
	PYTHONPATH=tests $(BIN)/python packaging/screenshots.py docs/images
	PYTHONPATH=tests $(BIN)/python packaging/screenshots.py docs/images --double

setup-run setup-test:
	@packaging/setup.sh $(@:setup-%=%)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
