#!/usr/bin/env bash
# The program on a live interface: what it loses at full speed, how soon it tells real attacks, what it costs when nothing happens.
#   live.sh PROGRAM      needs root: everything happens between two network namespaces that it makes and takes down
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(id -u)" -ne 0 ]; then
    echo "live: needs root (network namespaces); run sudo make live. Skipped." >&2
    exit 0
fi
exec python3 scripts/live.py "$@"
