"""Do the commands of the playbooks really work? Takes every command that `netsentinel explain` prints for forged attacks and tries it.

    playbook-proof.py PROGRAM

nft rules are loaded and deleted in a network namespace of their own (root), filters of tcpdump are compiled, ss and journalctl read
their arguments, our own verbs run on an empty store; everything else must at least be a command line that a shell can read. Needs root for
nft; without it nft is left out and said.
"""
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

program = os.path.realpath(sys.argv[1])
folder = tempfile.mkdtemp()
scenarios = [line.split()[0] for line in subprocess.run(
    [program, "simulate"], capture_output=True, text=True, check=True).stdout.splitlines() if line.strip()]
left_out = {"attack-day", "benign-day", "benign-life", "benign-mix"}
commands = {}
for scenario in scenarios:
    if scenario in left_out:
        continue
    capture = os.path.join(folder, scenario + ".pcap")
    subprocess.run([program, "simulate", scenario, "--out", capture, "-q"], check=True)
    lines = subprocess.run(
        [program, "explain", "--file", capture, "-o", "json"], capture_output=True, text=True, check=True).stdout
    os.remove(capture)
    for line in lines.splitlines():
        for step in json.loads(line)["analysis"]["playbook"]:
            for command in step["commands"]:
                commands.setdefault(command, scenario)

passed = failed = 0
skipped = set()


def note(good, command, why=""):
    global passed, failed
    passed, failed = passed + good, failed + (not good)
    if not good:
        print(f"BAD  ({commands[command]}) {command}\n     {why}".rstrip())


def run(words, **options):
    return subprocess.run(words, capture_output=True, text=True, timeout=20, **options)


data = os.path.join(folder, "data")
tried = {"nft": [], "netsentinel": 0}
for command in sorted(commands):
    shell = run(["bash", "-n", "-c", command])
    if shell.returncode != 0:
        note(False, command, shell.stderr)
        continue
    words = shlex.split(command)
    words = words[:words.index("|")] if "|" in words else words
    if words[0] == "timeout":
        words = words[2:]
    name = words[0]
    if name != "netsentinel" and not shutil.which(name):
        skipped.add(name)
        continue
    if name == "nft":
        tried["nft"].append(command)
        continue
    if name == "netsentinel":
        tried["netsentinel"] += 1
        done = run([program, *words[1:], "--help"])
        unknown = [word for word in words[2:] if word.startswith("--") and word not in done.stdout]
        note(done.returncode == 0 and not unknown, command, f"{unknown} {done.stderr}")
    elif name == "tcpdump":
        filter_text = words[-1]
        done = run(["tcpdump", "-d", "-y", "EN10MB", filter_text])
        note(done.returncode == 0, command, done.stderr)
    elif name == "ss":
        if "-K" in words:
            # Closing sockets is left to the reader; the filter is read.
            words = ["ss", "-tn", *words[2:]]
        done = run(words)
        note(done.returncode == 0 and not done.stderr.strip(), command, done.stderr)
    elif name == "journalctl":
        done = run([*words, "-n", "1", "--no-pager"])
        note("Failed to parse" not in done.stderr and "unrecognized" not in done.stderr, command, done.stderr)
    elif name == "ip":
        done = run(words) if words[1:3] == ["neigh", "show"] else run(["ip", "neigh", "help"])
        note("Usage" in done.stderr or done.returncode == 0, command, done.stderr)
    elif name == "sysctl":
        done = run(["sysctl", "-n", words[2].split("=")[0]])
        note(done.returncode == 0, command, done.stderr)
    elif name in ("sh", "unbound-control"):
        note(True, command)
    else:
        note(False, command, f"what is {name}?")

if os.geteuid() == 0 and tried["nft"]:
    script = "set -e\n"
    for command in tried["nft"]:
        if " delete table " not in command:
            script += command + "\nnft list table inet netsentinel_contain >/dev/null\nnft delete table inet netsentinel_contain\n"
    for command in tried["nft"]:
        if " delete table " in command:
            # What the playbook says takes a containment back does so.
            script += tried["nft"][0] + "\n" + command + "\n! nft list table inet netsentinel_contain 2>/dev/null\n"
    done = run(["unshare", "-n", "bash", "-c", script])
    for command in tried["nft"]:
        note(done.returncode == 0, command, done.stderr)
else:
    skipped.add("nft (not root)")

print(f"playbook-proof: {len(commands)} commands of {len(scenarios) - len(left_out)} scenarios, "
      f"{len(tried['nft'])} nft, {tried['netsentinel']} netsentinel" + (f"; not here: {sorted(skipped)}" if skipped else ""))
print(f"{passed} passed, {failed} failed")
shutil.rmtree(folder)
sys.exit(1 if failed or not passed else 0)
