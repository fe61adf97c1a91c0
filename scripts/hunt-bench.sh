#!/usr/bin/env bash
# The hunter and the retro-hunt over 10,000,000 stored flows, each by the clock (docs/reference/hunting.md).
#   hunt-bench.sh [FOLDER [PICTURE_S [MISSION_S [RETRO_S]]]]
# FOLDER: a store that `storagebench fill` made; without one it is made here and removed (1.5 GB, two minutes). Ends with 1 where the picture, one
# mission or the retro-hunt takes longer than allowed.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-}
swift build -c release --static-swift-stdlib --product netsentinel
program=.build/release/netsentinel
if [ -z "$folder" ]; then
    work=$(mktemp -d "${TMPDIR:-/tmp}/netsentinel-hunt-XXXXXX")
    trap 'rm -rf "$work"' EXIT
    folder=$work/data
    swift build -c release --static-swift-stdlib --product storagebench
    .build/release/storagebench fill "$folder"
fi
exec python3 - "$program" "$folder" "${2:-120}" "${3:-10}" "${4:-180}" <<'PYTHON'
import json
import os
import re
import subprocess
import sys
import time

program, folder = sys.argv[1:3]
picture_limit, mission_limit, retro_limit = map(float, sys.argv[3:6])
bad = []


def run(*words):
    begun = time.monotonic()
    child = subprocess.Popen([program, "hunt", *words, "--data", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = child.communicate()
    took = time.monotonic() - begun
    if child.returncode != 0:
        sys.exit(f"hunt {' '.join(words)}: ended with {child.returncode}: {err[:300]}")
    return out, took


def resident():
    import resource
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


out, took = run("--mission", "all", "-o", "json")
outcomes = json.loads(out)
looked = outcomes[0]["entry"]["looked"][0]
picture = float(re.search(r"summed up in ([0-9.]+) s", looked).group(1))
print(looked)
print("| what | seconds | findings |\n|---|---|---|")
print(f"| picture | {picture:.1f} | |")
if picture > picture_limit:
    bad.append(f"the picture takes {picture:.1f} s, more than {picture_limit:g}")
for outcome in outcomes:
    entry = outcome["entry"]
    print(f"| `{entry['mission']}` | {entry['seconds']:.2f} | {entry['findings']} |")
    if entry["seconds"] > mission_limit:
        bad.append(f"{entry['mission']} takes {entry['seconds']:.2f} s, more than {mission_limit:g}")
print(f"| all nine by hand, from start to end | {took:.1f} | |")
print(f"at most {resident():.0f} MiB resident")
out, took = run("--since", "2026-01-05T00:00:00Z", "--dry-run", "-o", "json")
report = json.loads(out)
print(f"| retro-hunt, {report['events']} events, dry run | {took:.1f} | {len(report['alerts'])} |")
print(f"at most {resident():.0f} MiB resident")
if took > retro_limit:
    bad.append(f"the retro-hunt takes {took:.1f} s, more than {retro_limit:g}")
print("\n".join(bad))
sys.exit(1 if bad else 0)
PYTHON
