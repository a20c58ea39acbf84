#!/usr/bin/env bash
# Browser tests against the built server; with `lighthouse` as an argument the four pages that have to be
# fast on a phone. Without Chromium: a loud skip; with CI=true a failure (tests/browser/site.mjs).
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --bin cho-lang
CHO_LANG_BIN=${CARGO_TARGET_DIR:-target}/debug/cho-lang
CHO_LANG_BIN=$(realpath "$CHO_LANG_BIN")
export CHO_LANG_BIN
# One browser asks for several hundred pages in a few minutes.
export CHO_LANG_RATE_PER_MINUTE=0 RUST_LOG=${RUST_LOG:-error}

if [[ ${1:-} == lighthouse ]]; then
  exec node scripts/lighthouse.mjs
fi
exec node --test --test-concurrency=1 tests/browser/*.test.mjs
