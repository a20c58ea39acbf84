#!/usr/bin/env bash
# The whole suite: once on SQLite, once on PostgreSQL where that is to be had.
set -euo pipefail
cd "$(dirname "$0")/.."

started=$SECONDS
echo "== tests on SQLite"
env -u TEST_POSTGRES_URL cargo test --workspace
echo "== tests on SQLite took $((SECONDS - started)) s"

started=$SECONDS
echo "== tests on PostgreSQL"
# Unit tests need no server; those of the house as a whole run again on the other database.
scripts/with-postgres.sh cargo test --test it --test processes
echo "== tests on PostgreSQL took $((SECONDS - started)) s"
