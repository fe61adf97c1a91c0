"""Explains every incident of the captures beside the repository: each claim shown must have stood up to the evidence check.

    explain-corpus.py PROGRAM FOLDER [AT_LEAST [MOST_STRUCK]]

Captures that cannot be read are counted and passed over. MOST_STRUCK: claims of the templates that the check may strike in all (0).
"""
import json
import os
import subprocess
import sys

program, folder = sys.argv[1:3]
at_least = int(sys.argv[3]) if len(sys.argv) > 3 else 0
most_struck = int(sys.argv[4]) if len(sys.argv) > 4 else 0
incidents = claims = playbooks = unreadable = struck = 0
bad = []
for path, _, names in sorted(os.walk(folder)):
    for name in sorted(names):
        if not name.endswith((".pcap", ".pcapng", ".cap", ".pcap.gz", ".pcapng.gz")):
            continue
        done = subprocess.run(
            [program, "explain", "--file", os.path.join(path, name), "-o", "json"], capture_output=True, text=True)
        if done.returncode != 0:
            if done.returncode == 1 and done.stderr.startswith("Error: "):
                unreadable += 1
            else:
                bad.append(f"{name}: ended with {done.returncode}: {done.stderr.strip()[:200]}")
            continue
        for line in done.stdout.splitlines():
            incident = json.loads(line)
            analysis = incident["analysis"]
            incidents += 1
            claims += len(analysis["claims"])
            playbooks += bool(analysis["playbook"])
            for claim in analysis["struck"]:
                struck += 1
                print(f"{name} {incident['id']}: struck: {claim['text']} ({claim['reason']})")
            if len(analysis["claims"]) < 2:
                bad.append(f"{name} {incident['id']}: says too little: {analysis['summary']}")
            if bool(analysis["playbook"]) != (incident["severity"] in ("high", "critical")):
                bad.append(f"{name} {incident['id']}: {incident['severity']}, playbook of {len(analysis['playbook'])} steps")
if struck > most_struck:
    bad.append(f"{struck} claims of the templates were struck, at most {most_struck} may be")
if incidents < at_least:
    bad.append(f"only {incidents} incidents, at least {at_least} are wanted")
print("\n".join(bad[:40]))
print(f"explain-corpus: {incidents} incidents, {claims} claims shown and supported, {playbooks} playbooks; {struck} struck, {unreadable} captures unreadable, {len(bad)} faults")
sys.exit(1 if bad else 0)
