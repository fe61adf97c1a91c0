#!/usr/bin/env bash
# Renews docs/images: a forged attack day is replayed by a service of its own, and its pages are pictured.
#   screenshots.sh [FOLDER]      PROGRAM=… names another program than .build/release/netsentinel
set -euo pipefail
cd "$(dirname "$0")/.."
program=${PROGRAM:-.build/release/netsentinel}
[ -x "$program" ] || { echo "screenshots: there is no $program; make build makes it" >&2; exit 2; }
python=$(scripts/browser-python.sh)
exec "$python" Tests/Browser/screenshots.py "$program" "${1:-docs/images}"
