#!/usr/bin/env bash
# What a machine can say about the code before a person reads it. Fails with every complaint, not only the first.
set -uo pipefail
cd "$(dirname "$0")/.."
bad=0
complain() {
    printf 'check: %s\n' "$1" >&2
    [ -n "${2:-}" ] && printf '%s\n' "$2" | sed 's/^/    /' >&2
    bad=1
}

# Format.
lint=$(swift format lint --strict --parallel --recursive Package.swift Sources Tests 2>&1) || complain "format (run make format)" "$(head -20 <<<"$lint")"

# The word unsafe stands in Bedrock only.
found=$(grep -rnw unsafe Sources --include='*.swift' | grep -v '^Sources/Bedrock/' | grep -v ':[[:space:]]*///\?' || true)
[ -z "$found" ] || complain "unsafe code outside Bedrock" "$found"

# No Foundation on the packet path and in the values that cross it.
found=$(grep -rnE '^(internal |package |public )?import Foundation' Sources/{Vocabulary,Bedrock,Wire,Capture,Flows,Learning,Detection,Pipeline,Incidents,Forge} || true)
[ -z "$found" ] || complain "Foundation where it must not be" "$found"

# What can trap or dodge the compiler carries its reason.
found=$(grep -rnE '\btry!|\bas!|fatalError\(|@unchecked Sendable|nonisolated\(unsafe\)' Sources | grep -vE '// *(why|safe):' || true)
[ -z "$found" ] || complain "can trap or dodges the compiler, without a reason beside it" "$found"

# File length: one idea a file.
long=$(find Sources Tests -name '*.swift' -exec wc -l {} + | awk '$2 != "total" && $1 > 400 { print $1, $2 }')
[ -z "$long" ] || complain "files over 400 lines" "$long"

# Each test file mirrors a source file (Support, Scenarios and Live hold what has no single source).
orphans=$(find Tests -name '*Tests.swift' -printf '%P\n' | while read -r path; do
    target=${path%%Tests/*}
    rest=${path#*Tests/}
    case "$rest" in *ConformanceTests.swift | Support/* | Scenarios/* | Live/* | Hostile/* | Golden/*) continue ;; esac
    [ "${path%%/*}" = TestKit ] && continue
    [ -e "Sources/$target/${rest%Tests.swift}.swift" ] || echo "Tests/$path has no Sources/$target/${rest%Tests.swift}.swift"
done)
[ -z "$orphans" ] || complain "tests that mirror no source" "$orphans"

# Rough edges.
found=$(grep -rnE 'TODO|FIXME|XXX|HACK' Sources || true)
[ -z "$found" ] || complain "left rough" "$found"

# Every import is declared in the manifest; warnings are errors.
build=$(swift build --explicit-target-dependency-import-check error 2>&1) || complain "build" "$(grep -E 'error|warning' <<<"$build" | sort -u | head -20)"

[ "$bad" -eq 0 ] && echo "check: good"
exit "$bad"
