#!/usr/bin/env bash
# The tests of the dashboard and of /docs in Debian's Chromium against a running service:  browser-tests.sh BASE_URL TOKEN
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 2 ] || { echo "usage: scripts/browser-tests.sh BASE_URL TOKEN" >&2; exit 2; }
scripts/setup.sh browser
environment=.build/browser-tests
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/python" -c 'import playwright, axe_playwright_python' 2>/dev/null || "$environment/bin/pip" -q install playwright axe-playwright-python
"$environment/bin/python" Tests/Browser/docs_tests.py "$1" "$2"
exec "$environment/bin/python" Tests/Browser/dashboard_tests.py "$1" "$2"
