#!/usr/bin/env python3
"""Measures the program as a user meets it: whole processes, all rules on.

1. User CPU of `analyze` on a forged benign mix of 1,000,000 packets, as a ratio to `tcpdump -r FILE -w /dev/null`,
   both run in turn, medians of the pairs. The bound is 1.5.
2. The same for a spoofed flood of 1,000,000 SYNs, with peak memory and the event time until it was reported.
3. Start-up of the empty program.
4. Instructions a packet of the same mix by stage (valgrind --tool=callgrind), and the instructions of `analyze` on a capture
   without packets ("start-up"), which are taken off the stages; held against Benchmarks/thresholds.json.
"""
import json, os, re, shutil, statistics, struct, subprocess, sys, tempfile, time

ROUNDS = 5
STAGES = ["Capture", "Wire", "Flows", "Detection", "Pipeline", "Bedrock", "Vocabulary", "Incidents", "Sentinel"]
THRESHOLDS = "Benchmarks/thresholds.json"


def run(command):
    """Runs a command; returns (user CPU seconds, peak KiB, seconds, standard output)."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        spent = time.monotonic() - began
        if status != 0:
            sys.exit(f"bench: {' '.join(command)} ended with status {status}")
        out.seek(0)
        return usage.ru_utime, usage.ru_maxrss, spent, out.read()


def compare(name, program, path, packets, bound):
    ours, theirs, peaks = [], [], []
    for _ in range(ROUNDS):
        user, peak, _, text = run([program, "analyze", path, "--format", "json"])
        ours.append(user)
        peaks.append(peak)
        theirs.append(run(["tcpdump", "-r", path, "-w", "/dev/null"])[0])
    document = json.loads(text)
    ratios = [a / b for a, b in zip(ours, theirs)]
    ratio = statistics.median(ratios)
    print(f"{name}: {packets:,} packets, {document['capture']['flows']:,} flows, {os.path.getsize(path) / 1e6:.0f} MB")
    print(f"  analyze  {statistics.median(ours) / packets * 1e9:6.0f} ns/packet user   peak {max(peaks) / 1024:.0f} MiB")
    print(f"  tcpdump  {statistics.median(theirs) / packets * 1e9:6.0f} ns/packet user   (reads and copies only)")
    print(f"  ratio    {ratio:6.2f}   (of {ROUNDS} pairs: {min(ratios):.2f} to {max(ratios):.2f}; bound {bound})")
    return ratio, max(peaks), document


def instructions(bare, path, folder):
    """Self cost of each room's functions in one run."""
    out = os.path.join(folder, "out")
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", bare, "analyze", path,
                    "--format", "json"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    text = subprocess.run(["callgrind_annotate", "--threshold=100", out], check=True, capture_output=True, text=True).stdout
    costs = dict.fromkeys(STAGES + ["other"], 0)
    for line in text.splitlines():
        match = re.match(r"\s*([\d,]+) \([^)]*\)\s+\S*?:(\S+)", line)
        if not match:
            continue
        cost, symbol = int(match[1].replace(",", "")), match[2]
        mangled = re.match(r"\$s(\d+)", symbol)
        room = symbol[mangled.end():mangled.end() + int(mangled[1])] if mangled else None
        # What a room adds to a type of the standard library: `$ss7RawSpanV4WireE…`.
        if symbol.startswith("$ss") or symbol.startswith("$sS"):
            room = next((name for name in STAGES if f"{len(name)}{name}E" in symbol), None)
        costs[room if room in STAGES else "other"] += cost
    return costs


def stages(program, path, packets):
    """Instructions a packet of each room, and those of a run without packets in thousands a process."""
    if not shutil.which("valgrind"):
        print("instructions: valgrind is not installed; skipped")
        return None
    with tempfile.TemporaryDirectory() as folder:
        # Older valgrinds stop at the debug information that Swift writes; the symbols are enough.
        bare = os.path.join(folder, "bare")
        subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
        empty = os.path.join(folder, "empty.pcap")
        with open(empty, "wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        idle = instructions(bare, empty, folder)
        full = instructions(bare, path, folder)
    costs = {room: round((cost - idle[room]) / packets, 1) for room, cost in full.items()}
    costs["start-up"] = round(sum(idle.values()) / 1000, 1)
    return costs


def main():
    program, write = sys.argv[1], "--write" in sys.argv
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        def forge(scenario, *knobs):
            path = os.path.join(folder, f"{scenario}.pcap")
            subprocess.run([program, "simulate", scenario, "--quiet", "--out", path, *knobs], check=True)
            return path

        mix = forge("benign-mix", "--set", "packets=1000000")
        ratio, _, document = compare("benign mix", program, mix, 1_000_000, 1.5)
        if ratio > 1.5:
            bad.append("benign mix: ratio above 1.5")
        costs = stages(program, mix, 1_000_000)
        os.unlink(mix)

        flood = forge("syn-flood", "--set", "rate=50000", "--set", "duration=20", "--set", "background=0")
        packets = None
        _, _, _, text = run([program, "analyze", flood, "--format", "json"])
        packets = json.loads(text)["capture"]["packets"]
        ratio, peak, document = compare("spoofed SYN flood", program, flood, packets, 1.5)
        if peak > 512 * 1024:
            bad.append("flood: more than 512 MiB")
        found = [i for i in document["incidents"] if "syn_flood" in i["detections"]]
        print(f"  found    {len(found)} incident(s) of syn_flood")
        if not found:
            bad.append("flood: not found")
        os.unlink(flood)

        starts = [run([program, "version"])[2] for _ in range(20)]
        print(f"start-up: {statistics.median(starts) * 1000:.0f} ms (median of {len(starts)}; bound 50)")
        if statistics.median(starts) > 0.05:
            bad.append("start-up above 50 ms")
    if costs:
        known = json.load(open(THRESHOLDS)) if os.path.exists(THRESHOLDS) else {}
        print("instructions a packet (benign mix of 1,000,000; start-up is of the process, in thousands, and not in the others):")
        for room, cost in costs.items():
            bound = known.get(room)
            over = bound is not None and cost > bound
            print(f"  {room:11} {cost:8.1f}   {'threshold ' + format(bound, '.0f') if bound is not None else ''}{'  ABOVE' if over else ''}")
            if over and not write:
                bad.append(f"instructions: {room}")
        print(f"  {'all':11} {sum(cost for room, cost in costs.items() if room != 'start-up'):8.1f}")
        if write:
            os.makedirs(os.path.dirname(THRESHOLDS), exist_ok=True)
            with open(THRESHOLDS, "w") as file:
                json.dump({room: round(cost * 1.05 + 1) for room, cost in costs.items()}, file, indent=1)
                file.write("\n")
    if bad:
        sys.exit("bench: " + "; ".join(bad))


if __name__ == "__main__":
    main()
