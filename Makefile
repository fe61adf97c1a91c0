# NetSentinel. `make` alone prints this help.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Without debug information: 130 MB instead of 220. The symbols stay, so that a crash still names its functions.
SWIFT_FLAGS := -c release --static-swift-stdlib -Xlinker --strip-debug
PROGRAM := .build/release/netsentinel
CORPUS ?= ../shared/corpus
ARGS ?=

.PHONY: fuzz forest profile model help setup dashboard build run test check format bench bench-service browser images live corpus sweeps explanations engine playbooks clean

help: ## Print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing (says what before it does; asks for sudo only when needed)
	@scripts/setup.sh

dashboard: setup ## Check and bundle the dashboard (built into the program; quick when nothing changed)
	@scripts/dashboard.sh

build: setup dashboard ## Build the program: .build/release/netsentinel
	@swift build $(SWIFT_FLAGS) --product netsentinel

run: build ## Watch the network (without capture rights: a forged attack day); ARGS='-i eth0 …' adds options
	@scripts/run.sh $(PROGRAM) $(ARGS)

test: setup ## Run every test (those that need root say so when they are skipped)
	@scripts/setup.sh test
	@scripts/test.sh

check: setup ## Format, imports, unsafe only in Bedrock, file length, mirrored tests, warnings as errors
	@scripts/check.sh

format: ## Format every Swift file in place
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

bench: build ## Speed against tcpdump in the same run, and instructions a packet by stage
	@scripts/setup.sh bench
	@scripts/bench.sh $(PROGRAM)

bench-indicators: build ## 1,500,000 indicators: memory, load time, cost a packet
	@scripts/setup.sh bench
	@scripts/indicators-bench.py $(PROGRAM)

bench-service: build ## Throughput with storage, API and three dashboards, held against the bare analyze in the same run
	@scripts/service-bench.sh $(PROGRAM)

browser: build ## The dashboard in Debian's Chromium: live, restarts, hostile names, accessibility
	@PROGRAM=$(PROGRAM) scripts/browser-tests.sh

images: build ## Renew docs/images from a forged attack day
	@PROGRAM=$(PROGRAM) scripts/screenshots.sh

live: build ## On a live interface, in two network namespaces: losses at full speed, real attacks, idle memory (needs root)
	@scripts/setup.sh test
	@scripts/live.sh $(PROGRAM)

sweeps: build ## Forged sweeps of every attack: rewrites the table in docs/detection.md
	@$(PROGRAM) simulate --sweeps --write docs/detection.md

explanations: build ## Ten explanations of forged attacks: rewrites docs/explanations.md
	@$(PROGRAM) explain --examples --write docs/explanations.md

engine: build ## The analyst against a real model engine (llama.cpp) with a tiny model made on the spot
	@scripts/model-proof.sh $(PROGRAM)

playbooks: build ## Every command of the playbooks, tried (nft in a network namespace of its own)
	@python3 scripts/playbook-proof.py $(PROGRAM)

model: build ## Train the model that ships with the program (Sources/CPrimitives/model/base.model); build again to embed it
	@mkdir -p Sources/CPrimitives/model
	@$(PROGRAM) model train --out Sources/CPrimitives/model/base.model

profile: build ## Record what branches forged traffic takes (Benchmarks/netsentinel.profdata); build again to use it
	@scripts/profile.sh $(PROGRAM)

forest: build ## The isolation forest held against scikit-learn (PyPI) on the same features (CORPUS=folder adds captures)
	@scripts/setup.sh forest
	@scripts/forest-comparison.sh $(PROGRAM) $(CORPUS)

fuzz: setup ## Every parser under libFuzzer and the address sanitizer; ARGS='TARGET SECONDS' for one
	@scripts/fuzz.sh $(ARGS)

corpus: build ## Scores on labelled real captures (CORPUS=folder); fails below the committed floor
	@scripts/corpus.sh $(PROGRAM) $(CORPUS)

clean: ## Remove what was built
	@rm -rf .build .build-*
