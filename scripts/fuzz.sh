#!/usr/bin/env bash
# Fuzzes every parser, or one: scripts/fuzz.sh [TARGET|all] [SECONDS]. A build of its own in .build-fuzz with the address sanitizer and
# libFuzzer; seeds are forged, what the fuzzer finds is kept in .build-fuzz/corpus. An input that fails is left in .build-fuzz/failures.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:-all}
seconds=${2:-10}
library=$(ls "$(dirname "$(readlink -f "$(command -v swift)")")"/../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-"$(uname -m)".a | head -1)
NETSENTINEL_FUZZ=1 swift build -c release --scratch-path .build-fuzz --product fuzz --sanitize address \
    -Xswiftc -sanitize-coverage=edge,trace-cmp,inline-8bit-counters,pc-table -Xswiftc -g \
    -Xlinker "$library" -Xlinker -lstdc++ -Xlinker -lm
fuzz=.build-fuzz/release/fuzz
mkdir -p .build-fuzz/failures
if [ "$wanted" = all ]; then targets=$($fuzz); else targets=$wanted; fi
bad=0
for target in $targets; do
    corpus=.build-fuzz/corpus/$target
    seeds=.build-fuzz/seeds/$target
    mkdir -p "$corpus" "$seeds"
    "$fuzz" seeds "$target" "$seeds"
    printf '%-18s ' "$target"
    log=.build-fuzz/$target.log
    # Leaks are not looked for: libmaxminddb leaks a few bytes for each damaged file that it refuses.
    if ASAN_OPTIONS=detect_leaks=0 nice -n 10 "$fuzz" "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3072 -max_len=16384 \
        -detect_leaks=0 -artifact_prefix=".build-fuzz/failures/$target-" "$corpus" "$seeds" >"$log" 2>&1; then
        awk '/^#[0-9]/ { runs = $1; edges = $0; sub(/.*cov: /, "", edges); sub(/ .*/, "", edges) } /DONE/ { line = $0 }
            END { printf "good: %s runs, %s edges\n", substr(runs, 2), edges }' "$log"
    else
        bad=1
        echo "FAILED: $log"
        grep -m3 -E 'Fatal error|ERROR|SUMMARY|Test unit written' "$log" || true
    fi
done
exit $bad
