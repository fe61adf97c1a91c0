#!/usr/bin/env bash
# The tests of the dashboard and of /docs in Debian's Chromium.
#   browser-tests.sh                     forges captures, starts services of its own on free ports, and ends them
#   browser-tests.sh BASE_URL TOKEN      the part that needs only a running service (an admin's token)
# PROGRAM=… names another program than .build/release/netsentinel; DASHBOARD_BUNDLE=Sources/CDashboard/bundle tries a
# bundle that is not yet built into it.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${PROGRAM:-.build/release/netsentinel}
[ $# -eq 0 ] || [ $# -eq 2 ] || { echo "usage: scripts/browser-tests.sh [BASE_URL TOKEN]" >&2; exit 2; }
[ $# -eq 2 ] || [ -x "$program" ] || { echo "browser-tests: there is no $program; make build makes it" >&2; exit 2; }
python=$(scripts/browser-python.sh)
if [ $# -eq 0 ]; then exec "$python" Tests/Browser/live_tests.py "$program"; fi
"$python" Tests/Browser/docs_tests.py "$1" "$2"
"$python" Tests/Browser/dashboard_tests.py "$1" "$2"
"$python" Tests/Browser/panes_tests.py "$1" "$2"
exec "$python" Tests/Browser/rooms_tests.py "$1" "$2"
