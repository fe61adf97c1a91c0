#!/usr/bin/env bash
# Scores on labelled real captures, held against the committed floor (scripts/corpus-floor.txt).
#   corpus.sh PROGRAM CORPUS-FOLDER
set -euo pipefail
program=$1
corpus=$2
here=$(dirname "$0")
if [ ! -e "$corpus/evaluate.py" ]; then
    echo "corpus: $corpus is not here; skipped."
    exit 0
fi
program=$(realpath "$program")
python3 "$corpus/evaluate.py" --cmd "$program analyze {file} --format json" --jobs 2 -v | tee /tmp/netsentinel-evaluate.txt
python3 "$corpus/decode_check.py" --cmd "$program analyze {file} --format json" -v | tee /tmp/netsentinel-decode.txt
python3 - "$here/corpus-floor.txt" /tmp/netsentinel-evaluate.txt /tmp/netsentinel-decode.txt <<'PY'
import re, sys
floor = dict(line.split() for line in open(sys.argv[1]) if line.strip() and not line.startswith("#"))
text, decode = open(sys.argv[2]).read(), open(sys.argv[3]).read()
row = re.search(r"^ALL\s+(\d+)\s+(\d+)\s+(\d+)/(\d+)\s+(\d+)/(\d+)", text, re.M)
last = re.search(r"recall ([\d.]+).*unexplained incident (\d+)/.*victims blamed (\d+); unexplained on attack captures (\d+); failed runs (\d+)", text)
agree = re.search(r"agree (\d+)/(\d+), crashed or hung (\d+)", decode)
figures = {
    "recall": float(last[1]), "actor": int(row[3]) / max(1, int(row[4])), "technique": int(row[5]) / max(1, int(row[6])),
    "noisy_benign": int(last[2]), "blamed": int(last[3]), "unexplained_attack": int(last[4]), "failed": int(last[5]),
    "decode": int(agree[1]) / int(agree[2]), "crashed": int(agree[3]),
}
at_least = {"recall", "actor", "technique", "decode"}
bad = []
for name, value in figures.items():
    bound = float(floor[name])
    good = value >= bound if name in at_least else value <= bound
    print(f"  {name:20} {value:8.3f}  {'at least' if name in at_least else 'at most'} {bound:g}  {'' if good else 'BELOW THE FLOOR'}")
    if not good:
        bad.append(name)
sys.exit(f"corpus: below the floor: {', '.join(bad)}" if bad else 0)
PY
# What learning flags by itself, with every rule off.
"$program" model evaluate --quiet --corpus "$corpus" | tee /tmp/netsentinel-learning.txt
python3 - "$here/corpus-floor.txt" /tmp/netsentinel-learning.txt <<'PY'
import re, sys
floor = dict(line.split() for line in open(sys.argv[1]) if line.strip() and not line.startswith("#"))
found = re.search(r"(\d+) of (\d+) attacks flagged.*?; (\d+) incidents? in (\d+) harmless", open(sys.argv[2]).read())
flagged, alarms = int(found[1]) / int(found[2]), int(found[3])
print(f"  learning alone: {flagged:.3f} flagged, at least {floor['learning_flagged']}; "
      f"{alarms} alarms, at most {floor['learning_alarms']}")
if flagged < float(floor["learning_flagged"]) or alarms > float(floor["learning_alarms"]):
    sys.exit("corpus: learning alone is below the floor")
PY
