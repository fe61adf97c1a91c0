"""Explains every incident of the captures beside the repository: each claim shown must have stood up to the evidence check.

    explain-corpus.py PROGRAM FOLDER [AT_LEAST]
"""
import json
import os
import subprocess
import sys

program, folder = sys.argv[1:3]
at_least = int(sys.argv[3]) if len(sys.argv) > 3 else 0
incidents = claims = playbooks = 0
bad = []
for path, _, names in sorted(os.walk(folder)):
    for name in sorted(names):
        if not name.endswith((".pcap", ".pcapng", ".cap", ".pcap.gz", ".pcapng.gz")):
            continue
        done = subprocess.run(
            [program, "explain", "--file", os.path.join(path, name), "-o", "json"], capture_output=True, text=True)
        if done.returncode != 0:
            bad.append(f"{name}: {done.stderr.strip()[:200]}")
            continue
        for line in done.stdout.splitlines():
            incident = json.loads(line)
            analysis = incident["analysis"]
            incidents += 1
            claims += len(analysis["claims"])
            playbooks += bool(analysis["playbook"])
            bad += [f"{name} {incident['id']}: struck: {claim['text']} ({claim['reason']})" for claim in analysis["struck"]]
            if len(analysis["claims"]) < 2:
                bad.append(f"{name} {incident['id']}: says too little: {analysis['summary']}")
            if bool(analysis["playbook"]) != (incident["severity"] in ("high", "critical")):
                bad.append(f"{name} {incident['id']}: {incident['severity']}, playbook of {len(analysis['playbook'])} steps")
if incidents < at_least:
    bad.append(f"only {incidents} incidents, at least {at_least} are wanted")
print("\n".join(bad[:40]))
print(f"explain-corpus: {incidents} incidents, {claims} claims shown and supported, {playbooks} playbooks; {len(bad)} faults")
sys.exit(1 if bad else 0)
