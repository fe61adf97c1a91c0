#!/usr/bin/env bash
# The API against its own description (schemathesis) and against an attacker (scripts/api-attack.py).
#   api-proof.sh [--short] [BASE ADMIN_TOKEN [PID]]
# BASE is a running service made for this: its settings are changed, its tokens removed. PID is its process, for its memory. Without BASE a
# service with made-up content is started (webbench). --short leaves out what takes minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
short=()
if [ "${1:-}" = --short ]; then
    short=(--short)
    shift
fi
environment=.build/api-proof
if [ ! -x "$environment/bin/st" ]; then
    echo "api-proof: fetching schemathesis from PyPI into $environment" >&2
    if ! { python3 -m venv "$environment" && "$environment/bin/pip" -q install 'schemathesis>=4.3,<5'; }; then
        [ ${#short[@]} -gt 0 ] || exit 1
        echo "api-proof: schemathesis could not be fetched: the description is not held against the answers in this run" >&2
    fi
fi
if [ $# -ge 2 ]; then
    base=$1 token=$2 pid=${3:-}
else
    swift build --product webbench >&2
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    base=http://127.0.0.1:$port token=proof
    "$(swift build --show-bin-path)/webbench" "$port" "$token" &
    pid=$!
    trap 'kill "$pid" 2>/dev/null || true' EXIT
    for _ in $(seq 100); do curl -fs "$base/healthz" >/dev/null && break || sleep 0.1; done
fi

# A token that schemathesis may find and remove without ending its own run would be none: that call comes last, with a token of its own.
new_token() {
    curl -fsk -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d '{"name":"proof","role":"admin"}' "$base/api/tokens" |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["token"])'
}
describe() {
    [ -x "$environment/bin/st" ] || return 0
    "$environment/bin/st" run "$base/openapi.json" --tls-verify false --seed 1 --no-shrink --request-timeout 10 --continue-on-failure \
        --phases "$phases" --warnings off "$@"
}
examples=40 phases=examples,coverage,fuzzing
[ ${#short[@]} -eq 0 ] || phases=coverage
failed=0
echo "== every call, as admin: no 5xx, no answer that is not described"
# Not every well-formed request is possible (an id that is gone): hence without positive_data_acceptance.
describe --checks all --exclude-checks positive_data_acceptance -n "$examples" -H "Authorization: Bearer $token" \
    --exclude-operation-id deleteApiTokensById || failed=1
echo "== the attacker"
python3 scripts/api-attack.py "$base" "$token" "${short[@]}" ${pid:+--pid "$pid"} || failed=1
echo "== removing tokens"
last=$(new_token)
describe --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance -n "$examples" \
    -H "Authorization: Bearer $last" --include-operation-id deleteApiTokensById || failed=1
[ "$failed" -eq 0 ] && echo "api-proof: good"
exit "$failed"
