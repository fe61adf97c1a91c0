#!/usr/bin/env bash
# Renews docs/images from a running service:  screenshots.sh BASE_URL TOKEN
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 2 ] || { echo "usage: scripts/screenshots.sh BASE_URL TOKEN" >&2; exit 2; }
scripts/setup.sh browser
environment=.build/browser-tests
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/python" -c 'import playwright' 2>/dev/null || "$environment/bin/pip" -q install playwright
exec "$environment/bin/python" Tests/Browser/screenshots.py "$1" "$2" docs/images
