#!/usr/bin/env python3
"""Measures the blocklist table: indicators-bench.py PROGRAM [ENTRIES]     (default 1,500,000 entries)

For a mixed list and for lists of one kind:
  1. memory: of the table, and resident of the whole process once it is loaded (bound 100 MiB), and its peak while loading;
  2. load time, file to table (bound 3 s), the median of three;
and, for the mixed list, 3. what looking up costs a packet: instructions (valgrind --tool=callgrind) of `analyze` on a forged
benign mix with and without the list, of the packet path and all that it calls: start-up and loading are not in it. Bound: 5 % of
the packet path without lists. Made-up entries meet made-up traffic now and then: those hits are looked up and not told, because what
is told of a hit is no part of looking up.
"""
import json, os, random, re, resource, shutil, statistics, subprocess, sys, tempfile

BOUNDS = {"resident": 100 * 2**20, "seconds": 3.0, "share": 0.05}


def address(rng):
    while True:
        first = rng.randrange(1, 224)
        if first not in (10, 100, 127, 169, 172, 192, 198, 203):
            return f"{first}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"


def entry(kind, rng):
    if kind == "address":
        return address(rng)
    if kind == "block":
        return f"{address(rng).rsplit('.', 1)[0]}.0/{rng.choice((20, 21, 22, 23, 24, 24, 24))}"
    if kind == "wide":
        return f"2a{rng.randrange(256):02x}:{rng.randrange(65536):x}:{rng.randrange(65536):x}::{rng.randrange(65536):x}"
    if kind == "print":
        return f"{rng.getrandbits(128):032x}"
    name = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(rng.randrange(6, 22)))
    return f"{name}.{rng.choice(('com', 'net', 'xyz', 'top', 'info', 'ru', 'cn', 'example'))}"


def write(path, mix, entries, seed):
    rng = random.Random(seed)
    with open(path, "w") as file:
        for kind, share in mix:
            for _ in range(int(entries * share)):
                file.write(entry(kind, rng) + "\n")


def load(program, path):
    """Table bytes, seconds, resident bytes, peak bytes, different entries."""
    seconds = []
    for _ in range(3):
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen([program, "lists", "check", path], stdout=out)
            _, status, usage = os.wait4(process.pid, 0)
            out.seek(0)
            text = out.read().decode()
        if status != 0:
            sys.exit(f"indicators-bench: {text}")
        line = text.splitlines()[-1]
        match = re.match(r"([\d,]+) different entries in (\S+) (\wB), read in (\S+) s; the process holds (\S+) (\wB)", line)
        seconds.append(float(match[4]))
    unit = {"kB": 1e3, "MB": 1e6, "GB": 1e9}
    return (float(match[2]) * unit[match[3]], statistics.median(seconds), float(match[5]) * unit[match[6]],
            usage.ru_maxrss * 1024, int(match[1].replace(",", "")))


def instructions(program, capture, arguments):
    """Instructions of the packet path, all that it calls included; start-up and loading are not in it."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        bare = os.path.join(folder, "bare")
        subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", bare, "analyze", capture,
                               "--quiet", "--format", "json", *arguments], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr[-2000:])
        table = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out],
                               check=True, capture_output=True, text=True).stdout
        counts = [int(count.replace(",", ""))
                  for count in re.findall(r"^ *([\d,]+) .*Pipeline10PacketPathV3run_", table, re.MULTILINE)]
        return max(counts, default=0) or sys.exit("indicators-bench: the packet path has another name now")


def main():
    program = sys.argv[1]
    entries = int(sys.argv[2].replace(",", "")) if len(sys.argv) > 2 else 1_500_000
    mixes = {
        "mixed": [("address", 0.5), ("block", 0.05), ("wide", 0.05), ("domain", 0.35), ("print", 0.05)],
        "IPv4": [("address", 1)], "blocks": [("block", 1)], "IPv6": [("wide", 1)], "domains": [("domain", 1)],
    }
    bad = []
    print(f"| {entries:,} lines of | different | table | resident | peak | load |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        kept = None
        for name, mix in mixes.items():
            path = os.path.join(folder, f"{name}.txt")
            write(path, mix, entries, 42)
            table, seconds, resident, peak, different = load(program, path)
            print(f"| {name} | {different:,} | {table / 2**20:.0f} MiB | {resident / 2**20:.0f} MiB | {peak / 2**20:.0f} MiB | {seconds:.2f} s |")
            if resident > BOUNDS["resident"]:
                bad.append(f"{name}: more than 100 MiB resident")
            if seconds > BOUNDS["seconds"]:
                bad.append(f"{name}: more than 3 s to load")
            if name == "mixed":
                kept = path
            else:
                os.unlink(path)
        if not shutil.which("valgrind"):
            sys.exit("indicators-bench: valgrind is not installed: the look-up was not measured")
        packets = 400_000
        capture = os.path.join(folder, "mix.pcap")
        subprocess.run([program, "simulate", "benign-mix", "--quiet", "--out", capture, "--set", f"packets={packets}"],
                       check=True)
        bare, listed = (instructions(program, capture, arguments) / packets for arguments in (
            [], ["--list", kept, "--set", "threat-intel.minimum_confidence=1"]))
        cost = listed - bare
        print(f"\nlook-up: {bare:.1f} instructions a packet without lists, {listed:.1f} with {entries:,} entries: "
              f"{cost:.1f}, {cost / bare * 100:.1f} % of the path (bound 5 %)")
        if cost / bare > BOUNDS["share"]:
            bad.append("look-up above 5 % of the packet path")
    if bad:
        sys.exit("indicators-bench: " + "; ".join(bad))


if __name__ == "__main__":
    main()
