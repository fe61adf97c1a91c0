#!/usr/bin/env bash
# Proofs of the store: nothing acknowledged is lost by kill -9, a full disk is survived; `all` measures speed too.
#   storage-proof.sh          kill -9 (12 rounds) and a full disk, half a minute
#   storage-proof.sh all      50 rounds, and the figures of docs/reference/storage.md: about 2 GB of disk, ten minutes
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-quick}
folder=$(mktemp -d "${TMPDIR:-/tmp}/netsentinel-storage-XXXXXX")
trap 'rm -rf "$folder"' EXIT

if [ "$mode" = all ]; then
    swift build -c release --static-swift-stdlib --product storagebench
    bench=.build/release/storagebench
    rounds=50
else
    swift build --product storagebench
    bench=.build/debug/storagebench
    rounds=12
fi

"$bench" crash "$folder/crash" --rounds "$rounds"

# A mount namespace of its own: the small file system is gone with it, whatever happens.
if [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null; then
    mkdir "$folder/full"
    unshare --mount sh -ec 'mount -t tmpfs -o size=24m none "$1"; exec "$2" full "$1"' sh "$folder/full" "$bench"
else
    echo "The full disk needs root and the right to mount (a small file system of its own): skipped."
fi

if [ "$mode" = all ]; then
    "$bench" ingest "$folder/ingest"
    "$bench" ingest "$folder/ingest" --hours 24 --turns 3 --floor 0
    rm -rf "$folder/ingest" "$folder/crash"
    "$bench" fill "$folder/fill"
    "$bench" queries "$folder/fill"
fi
