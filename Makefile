# Everything a developer runs by hand. The work itself is in Scripts/, one short file per command.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run core test soak bench format lint clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build a release, fill a demo marketplace, serve it on 127.0.0.1:8080
	@Scripts/run.sh

core: ## build and test the pure core alone, in seconds
	SURETY_SHAPE=core swift test --scratch-path .build-core --disable-xctest

test: ## lint, build and test everything; long suites are sampled
	@Scripts/test.sh

soak: ## the long suites in full, after `make test`
	@Scripts/soak.sh

bench: ## measure side by side with other engines
	@Scripts/bench.sh

format: ## rewrite the sources in the project's format
	swift format --in-place --parallel --recursive Sources Tests Package.swift

lint: ## refuse what is not in the project's format
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

clean: ## remove what was built; the demo database in var/ stays
	rm -rf .build .build-core
