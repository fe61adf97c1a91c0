#!/usr/bin/env bash
# Records how often each branch of the program is taken on forged traffic, for the compiler of the next release build
# (docs/decisions/0012-laid-out-by-a-profile.md). Renews Benchmarks/netsentinel.profdata; a build with counters takes as long as the first one.
#   profile.sh PROGRAM [SCRATCH]     SCRATCH: where to build with counters (default .build-profile)
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
scratch=${2:-.build-profile}
out=Benchmarks/netsentinel.profdata
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Objects made with other counts are taken for up to date: the compiler compares the code alone.
forget() { for room in Sources/*/; do rm -f "$1/release/$(basename "$room").build/"*.o; done; }

forge() { "$program" simulate "$1" --quiet --out "$folder/$1.pcap" "${@:2}"; }
forge benign-mix --set packets=1000000
forge syn-flood --set rate=50000 --set duration=10 --set background=0
forge attack-day

forget "$scratch"
NETSENTINEL_PROFILE=record swift build -c release --static-swift-stdlib --disable-dead-strip --scratch-path "$scratch" \
    --product netsentinel
for capture in "$folder"/*.pcap; do
    LLVM_PROFILE_FILE="$capture.profraw" "$scratch/release/netsentinel" analyze "$capture" --format json > /dev/null
done
"$(dirname "$(readlink -f "$(command -v swift)")")/llvm-profdata" merge -sparse -o "$out" "$folder"/*.profraw
forget "$scratch"
forget .build
ls -l "$out"
