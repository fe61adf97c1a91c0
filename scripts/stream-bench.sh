#!/usr/bin/env bash
# 100 readers of a live stream, 10 of which stop reading, at 1,000 messages a second: how late is a message, does memory stay flat?
#   stream-bench.sh [SECONDS]
# Starts the web service with a publisher and nothing else (webbench, release build). The bounds: p99 below 50 ms for those that read, none of
# them loses a message, memory does not grow. Prints the table of docs/reference/api.md.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
swift build -c release --static-swift-stdlib --product webbench >&2
program="$(swift build -c release --show-bin-path)/webbench"
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true' EXIT
failed=0
echo "| messages | readers | messages/s each got | counted | p50 ms | p99 ms | worst ms | told of gaps | resident MiB | cores |"
echo "|---|---|---|---|---|---|---|---|---|---|"
run() { # title rate size readers stalled
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    "$program" "$port" bench "$2" "$3" >/dev/null &
    pid=$!
    for _ in $(seq 100); do curl -fs "http://127.0.0.1:$port/healthz" >/dev/null && break || sleep 0.1; done
    python3 scripts/stream-bench.py "http://127.0.0.1:$port" bench "$pid" --title "$1" --readers "$4" --stalled "$5" --seconds "$seconds" || failed=1
    kill "$pid"
    wait "$pid" 2>/dev/null || true
    pid=
}
run "500 B" 1000 500 100 10
run "1 kB, as an alert" 1000 1024 100 10
run "500 B, nobody stalls" 1000 500 100 0
exit "$failed"
