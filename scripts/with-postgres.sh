#!/usr/bin/env bash
# Runs a command with TEST_POSTGRES_URL naming a throw-away PostgreSQL server, which is gone afterwards.
# A server that TEST_POSTGRES_URL names already is used as it is.
#
# Without PostgreSQL on the machine: a loud skip; with CI=true a failure. `--or-without` before the command runs it
# all the same, without a server.
set -euo pipefail

if [[ $# -eq 0 ]]; then
  echo "usage: $0 command [argument…]" >&2
  exit 2
fi
or_without=
if [[ $1 == --or-without ]]; then
  or_without=1
  shift
fi
if [[ -n ${TEST_POSTGRES_URL:-} ]]; then
  exec "$@"
fi

bin=$(find /usr/lib/postgresql /usr/local/opt/postgresql* /opt/homebrew/opt/postgresql* -name initdb 2>/dev/null | sort -V | tail -1 || true)
bin=${bin:-$(command -v initdb || true)}
if [[ -z $bin ]]; then
  if [[ -n $or_without ]]; then exec "$@"; fi
  if [[ ${CI:-} == true ]]; then
    echo "PostgreSQL is missing, and this is CI: install the package postgresql" >&2
    exit 1
  fi
  cat >&2 <<'NOTE'

  ############################################################################
  #  SKIPPED: the tests on PostgreSQL. No initdb was found on this machine.  #
  #  Install PostgreSQL, or set TEST_POSTGRES_URL, to run them.              #
  ############################################################################

NOTE
  exit 0
fi
bin=$(dirname "$bin")

folder=$(mktemp -d "${TMPDIR:-/tmp}/cho-lang-postgres.XXXXXX")
# PostgreSQL refuses to run as root.
as=()
if [[ $(id -u) -eq 0 ]]; then
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
server=
stop() {
  # The server's own id: what was started may be runuser, which passes no signal on.
  local own
  own=$(head -1 "$folder/data/postmaster.pid" 2>/dev/null || true)
  if [[ -n $own ]]; then kill -INT "$own" 2>/dev/null || true; fi
  if [[ -n $server ]]; then wait "$server" 2>/dev/null || true; fi
  server=
}
finish() {
  stop
  rm -rf "$folder"
}
trap finish EXIT

cd "$folder"
"${as[@]}" "$bin/initdb" --pgdata="$folder/data" --auth=trust --username=test --encoding=UTF8 \
  --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
cd - >/dev/null

for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 20000))
  # Nothing here has to survive a power cut.
  "${as[@]}" "$bin/postgres" -D "$folder/data" -k "$folder" -h 127.0.0.1 -p "$port" -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 \
    -c shared_buffers=128MB >>"$folder/server.log" 2>&1 &
  server=$!
  for _ in $(seq 100); do
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    if "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; then break 2; fi
    sleep 0.1
  done
  stop
done
if [[ -z $server ]]; then
  cat "$folder/server.log" >&2
  exit 1
fi

status=0
TEST_POSTGRES_URL="postgres://test@127.0.0.1:$port/postgres" "$@" || status=$?
exit "$status"
