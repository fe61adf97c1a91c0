#!/usr/bin/env bash
# Speed of `analyze`, held against tcpdump in the same run, and instructions a packet by stage.
#   bench.sh PROGRAM [--write]     --write renews Benchmarks/thresholds.json from this run
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 scripts/bench.py "$@"
