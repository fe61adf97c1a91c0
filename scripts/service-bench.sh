#!/usr/bin/env bash
# Throughput of the service with storage, API and three dashboards against the bare `analyze`, on the forged mix of a million packets.
#   service-bench.sh PROGRAM
set -euo pipefail
program=$(realpath "${1:?usage: scripts/service-bench.sh PROGRAM}")
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" simulate benign-mix --set packets=1000000 --out "$folder/mix.pcap" --quiet
python3 scripts/service-bench.py "$program" "$folder/mix.pcap"
