# Two commands for ever: `make run` shows the site with its real data, `make test` runs the whole suite.
# Both need Rust and Node and nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run quick release test crash bench bench-reports fmt lint e2e lighthouse check assets deny

help:
	@echo 'make run         the site with the real data, at the address it prints'
	@echo 'make test        the whole suite, on SQLite and on PostgreSQL where it is installed'
	@echo 'make crash       kills the server two hundred times under load, on both databases'
	@echo 'make release     the binary to deploy: target/release/cho-lang'
	@echo 'make e2e         browser tests (need Chromium)'
	@echo 'make lighthouse  Lighthouse on the pages that matter (needs Chromium)'
	@echo 'make bench       what a page costs, against a bare server; writes docs/benchmarks.md'
	@echo 'make bench-reports  the office reports over a million orders; writes docs/benchmarks-reports.md'
	@echo 'make fmt lint    format the source · complain about it'
	@echo 'make check       invariants of data, templates and texts'

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# The manifest stands for all built files.
public/dist/manifest.json: node_modules/.package-lock.json scripts/assets.mjs scripts/base-map.mjs \
		$(wildcard public/css/*.css public/js/*.ts public/icons/* public/map/*)
	node scripts/assets.mjs
	@touch $@

assets: public/dist/manifest.json

# Nothing that is built here looks into the assets, so both are made at once.
run:
	$(MAKE) --no-print-directory -j2 assets quick
	cargo run --profile quick

quick:
	cargo build --profile quick

release: assets
	cargo build --release

test: assets
	scripts/test.sh

crash: assets
	CHO_LANG_CRASHES=200 cargo test --test processes crashes -- --nocapture
	CHO_LANG_CRASHES=200 scripts/with-postgres.sh cargo test --test processes crashes -- --nocapture

bench: assets
	scripts/with-postgres.sh --or-without cargo run --release --example bench

# A million orders take minutes to make; REPORT_ORDERS=100000 is quicker.
REPORT_ORDERS ?= 1000000
bench-reports: assets
	scripts/with-postgres.sh --or-without cargo run --release --example bench -- --reports=$(REPORT_ORDERS)

fmt:
	cargo fmt --all

lint: assets
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps
	npx tsc -p public/js

deny:
	cargo deny check bans licenses sources

e2e: assets
	scripts/e2e.sh

lighthouse: assets
	scripts/e2e.sh lighthouse

check: assets
	cargo run --profile quick -- check
