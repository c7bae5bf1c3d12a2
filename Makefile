# The one front door: `make help` lists what there is. CI calls the same targets.
SHELL := /bin/bash
# As in ./test: a second clone finds what the first has compiled.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := /usr/bin/python3
CPP_FILES = git ls-files -co --exclude-standard -- '*.cpp' '*.hpp' | sort
CHANGED = $(PYTHON) tools/changed_files.py
FORMAT_CHECK = xargs -r -n 20 -P 2 clang-format --dry-run --Werror
# What the sanitizers judge in `check`: the vocabulary, the plumbing and all that reads documents.
# The dot stands for the dot in a target's name and for the slash in a test's.
SANITIZED := (base|infra..*|features.reading|features.findings)
# Targets of a build folder whose whole name matches.
TARGETS = ninja -C build/$(1) -t targets all | sed -nE 's/^($(2)): .*/\1/p'

.PHONY: help
help: ## List the commands
	@sed -n 's/^\([a-z][a-z\/_-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

.PHONY: setup build run work
setup: ## Install tools and packages, set the git hook, prepare the dev build and the web app
	tools/install_packages.sh run test
	git config core.hooksPath .githooks
	tools/build_web.sh
	cmake --preset dev
	ln -sfn build/dev/compile_commands.json compile_commands.json

build: ## Build the dev preset
	cmake --preset dev
	cmake --build --preset dev

run: build ## Run everything from the dev build: database, API, web app, worker
	tools/build_web.sh
	build/dev/fairfile up --data "$${FAIRFILE_DATA:-$(CURDIR)/var}" --port "$${PORT:-8080}"

work: build ## Run one worker from the dev build, on the database of DATABASE_URL
	build/dev/fairfile work

.PHONY: test test/unit test/api test/web test/asan test/tsan
test: ## Install, build (release) and run every test, as ./test does
	./test

test/unit: build ## Run the modules' own tests and the checks
	ctest --preset dev -R '^(base|infra/.*|features/.*|app|architecture|style|tools):'

test/api: build ## Run the tests that ask the built program over HTTP
	ctest --preset dev -R '^api:'

test/web: ## Check and test the web app
	tools/build_web.sh
	cd web && npm run --silent check && npm run --silent test

test/asan: ## Run every test under AddressSanitizer and UndefinedBehaviorSanitizer
	cmake --preset asan && cmake --build --preset asan
	ctest --preset asan

test/tsan: ## Run every test under ThreadSanitizer
	cmake --preset tsan && cmake --build --preset tsan
	ctest --preset tsan

.PHONY: format lint lint/all
format: ## Format all C++ files
	$(CPP_FILES) | xargs -r -n 20 -P 2 clang-format -i

lint: ## Judge the changed sources with clang-tidy
	$(PYTHON) tools/lint.py

lint/all: ## Judge every source with clang-tidy
	$(PYTHON) tools/lint.py --all

.PHONY: check check/fast check/format check/rules check/asan check/fuzz
check: check/format check/rules lint check/asan check/fuzz ## All that CI does beside ./test
	@echo "check: all passed"

check/fast: ## Format, architecture and style of the changed files: the pre-commit hook
	@$(CHANGED) .cpp .hpp | $(FORMAT_CHECK)
	@$(PYTHON) tools/check_architecture.py
	@$(CHANGED) | xargs -r $(PYTHON) tools/check_style.py

check/format: ## Fail when a C++ file is not formatted
	@$(CPP_FILES) | $(FORMAT_CHECK)

check/rules: ## Architecture and style of the whole repository
	@$(PYTHON) tools/check_architecture.py
	@$(PYTHON) tools/check_style.py

check/asan: ## Run base, infra and the readers under ASan and UBSan
	cmake --preset asan
	cmake --build --preset asan --target $$($(call TARGETS,asan,$(SANITIZED)\.test))
	ctest --preset asan -R '^$(SANITIZED):'

check/fuzz: ## Run the fuzz targets for a minute in all; seconds=3600 for longer
	cmake --preset fuzz
	cmake --build --preset fuzz --target $$($(call TARGETS,fuzz,fuzz\.[a-z0-9_]+))
	$(PYTHON) tools/run_fuzzers.py --seconds $(or $(seconds),60)

.PHONY: bench
bench: ## Measure every path against the raw database; adds to docs/benchmarks.md
	bench/run_paths.sh

.PHONY: db/new db/migrate db/reset
db/new: ## Make a numbered migration: make db/new slice=users name=add_phone
	$(PYTHON) tools/new_migration.py --slice "$(slice)" --name "$(name)"

db/migrate: build ## Apply what is missing to the database of DATABASE_URL
	build/dev/fairfile migrate

db/reset: ## Throw the private database and files in ./var away; the next run starts over
	@test -z "$$(find var -name postmaster.pid 2> /dev/null)" || \
		{ echo "db/reset: stop the program first"; exit 1; }
	rm -rf var

.PHONY: deploy/check deploy/dashboards deploy/package deploy/image deploy/upgrade
deploy/check: ## Start and judge all that deploy/ configures, with the release build
	ctest --preset release -R '^deploy:'

deploy/dashboards: ## Write the Grafana dashboards again
	deploy/grafana/generate.py

deploy/package: ## Make the Debian package of the release build in build/package
	tools/build_deb.sh build/release/fairfile build/package

deploy/image: deploy/package ## Make the OCI image build/package/fairfile.oci; needs root
	tools/install_packages.sh image
	tools/build_image.sh build/package/fairfile_*.deb build/package/fairfile.oci

deploy/upgrade: ## Upgrade from old=PROGRAM to the release build and back, under load
	FAIRFILE_BINARY=build/release/fairfile tests/deploy/upgrade.mjs $(old)
