#!/usr/bin/env python3
"""Measures the program on a live interface, between two network namespaces joined by a virtual cable.

1. Resident memory of `watch` on a cable where nothing happens. Bound: 60 MiB.
2. `tcpreplay --topspeed` of 1,000,000 forged packets: every counter of the way, from the sender to the reader. Bound: none lost.
3. A real `nmap -sS`, `nmap -sT` and hydra against a real sshd: the incident, and the time from the packet that crossed the threshold
   until the line was there to be read. Bound: 2 s.

Nothing leaves the namespaces. A machine that is busy with other things may stall any of this for a moment, so a figure that is out of
bounds is taken again, twice at most; every try is printed.
"""
import datetime, json, os, re, shutil, signal, subprocess, sys, tempfile, time

PACKETS = 1_000_000
ATTACKER, VICTIM = "198.51.100.66", "198.51.100.2"
TRIES = 3


def sh(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


class Lab:
    def __init__(self, addresses):
        self.spaces = [f"nsl-{os.getpid()}-{side}" for side in "av"]
        self.addresses = addresses

    def __enter__(self):
        for space in self.spaces:
            sh("ip", "netns", "add", space)
        sh("ip", "-n", self.spaces[0], "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", self.spaces[1])
        for space, address in zip(self.spaces, (ATTACKER, VICTIM)):
            # Without addresses the kernels at the two ends say nothing of their own.
            sh("ip", "-n", space, "link", "set", "cable", "addrgenmode", "none")
            if self.addresses:
                sh("ip", "-n", space, "address", "add", address + "/24", "dev", "cable")
            sh("ip", "-n", space, "link", "set", "lo", "up")
            sh("ip", "-n", space, "link", "set", "cable", "up")
        return self

    def __exit__(self, *_):
        for space in self.spaces:
            subprocess.run(["ip", "netns", "del", space], stderr=subprocess.DEVNULL)

    def words(self, end, *words):
        return ["ip", "netns", "exec", self.spaces[end], *words]

    def counters(self, end):
        facts = json.loads(sh("ip", "-n", self.spaces[end], "-s", "-j", "link", "show", "dev", "cable"))[0]["stats64"]
        return facts


class Watch:
    """`netsentinel watch` at the victim's end."""

    def __init__(self, lab, program, folder, *options):
        self.out_path, self.err_path = os.path.join(folder, "out"), os.path.join(folder, "err")
        self.out, self.err = open(self.out_path, "w"), open(self.err_path, "w")
        self.process = subprocess.Popen(lab.words(1, program, "watch", "--no-web", "-i", "cable", "-o", "jsonl", *options),
                                        stdin=subprocess.DEVNULL, stdout=self.out, stderr=self.err)
        deadline = time.monotonic() + 30
        while "Watching cable" not in open(self.err_path).read():
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit("live: watch did not start: " + open(self.err_path).read())
            time.sleep(0.02)

    def resident(self):
        return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{self.process.pid}/status").read())[1]) / 1024

    def end(self):
        """Stops it; the four figures of its account."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        text = open(self.err_path).read()
        match = re.search(r"cable: ([\d,]+) frames? came, ([\d,]+) read, ([\d,]+) lost in the ring, ([\d,]+) dropped", text)
        if not match:
            sys.exit("live: watch did not sum up: " + text)
        return [int(figure.replace(",", "")) for figure in match.groups()]


def idle(program, folder):
    with Lab(addresses=True) as lab:
        watch = Watch(lab, program, folder)
        time.sleep(8)
        mebibytes = watch.resident()
        watch.end()
    print(f"idle: {mebibytes:.0f} MiB resident after 8 s (bound 60)")
    return mebibytes <= 60


def flat_out(program, folder, capture):
    with Lab(addresses=False) as lab:
        watch = Watch(lab, program, folder)
        text = sh(*lab.words(0, "tcpreplay", "--topspeed", "--preload-pcap", "-i", "cable", capture))
        # Until the reader has nothing left to read.
        before = -1
        while True:
            used = sum(int(n) for n in open(f"/proc/{watch.process.pid}/stat").read().rsplit(")", 1)[1].split()[11:13])
            if used == before:
                break
            before = used
            time.sleep(1)
        peak = int(re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{watch.process.pid}/status").read())[1]) / 1024
        sent, arrived = lab.counters(0)["tx"], lab.counters(1)["rx"]
        came, read, lost, dropped = watch.end()
    rate = re.search(r"Rated:.*?([\d.]+) pps", text)
    failed = int(re.search(r"Failed packets:\s+(\d+)", text)[1])
    print(f"flat out: {PACKETS:,} packets at {float(rate[1]):,.0f} a second; peak {peak:.0f} MiB")
    print(f"  sender   {sent['packets']:,} sent, {failed:,} failed, {sent['dropped']:,} dropped by the cable")
    print(f"  kernel   {arrived['packets']:,} arrived, {arrived['dropped']:,} dropped")
    print(f"  watch    {came:,} came, {read:,} read, {lost:,} lost in the ring, {dropped:,} dropped by the interface")
    return read == PACKETS and not (failed or lost or dropped or sent["dropped"] or arrived["dropped"])


def seconds_until_told(path, detection):
    """Waits for the incident; (its dictionary, seconds from its last packet's stamp to now)."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for line in open(path).read().split("\n")[:-1]:
            change = json.loads(line)
            if change["change"] == "opened" and detection in change["incident"]["detections"]:
                stamp = datetime.datetime.fromisoformat(change["incident"]["last_seen"].replace("Z", "+00:00"))
                return change["incident"], time.time() - stamp.timestamp()
        time.sleep(0.01)
    return None, None


def attack(program, folder, name, detection, *words):
    with Lab(addresses=True) as lab:
        server = start_sshd(lab, folder) if "hydra" in words else None
        watch = Watch(lab, program, folder)
        tool = subprocess.Popen(lab.words(0, *words), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        incident, delay = seconds_until_told(watch.out_path, detection)
        tool.terminate()
        tool.wait()
        watch.end()
        if server:
            server.terminate()
            server.wait()
    if not incident:
        print(f"{name}: not told")
        return False
    right = incident["attackers"] == [ATTACKER] and incident["victims"] == [VICTIM]
    print(f"{name}: {incident['title']}; told {delay:.2f} s after the packet that crossed the threshold (bound 2)")
    return right and delay <= 2


def start_sshd(lab, folder):
    os.makedirs("/run/sshd", exist_ok=True)
    key, config = os.path.join(folder, "hostkey"), os.path.join(folder, "config")
    if not os.path.exists(key):
        sh("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    with open(config, "w") as file:
        file.write(f"ListenAddress {VICTIM}\nHostKey {key}\nPidFile none\nUsePAM no\nPasswordAuthentication yes\n"
                   "PermitRootLogin yes\nMaxStartups 100\n")
    with open(os.path.join(folder, "words"), "w") as file:
        file.writelines(f"wrong-password-{number}\n" for number in range(60))
    server = subprocess.Popen(lab.words(1, "/usr/sbin/sshd", "-D", "-e", "-f", config), stderr=subprocess.PIPE, text=True)
    while "listening" not in server.stderr.readline():
        if server.poll() is not None:
            sys.exit("live: sshd did not start")
    return server


def main():
    program = os.path.abspath(sys.argv[1])
    bad = []

    def take(name, *tools, run):
        absent = [tool for tool in tools if not shutil.which(tool)]
        if absent:
            return print(f"{name}: skipped, not installed: {', '.join(absent)}")
        if not any(run() for _ in range(TRIES)):
            bad.append(name)

    with tempfile.TemporaryDirectory() as folder:
        take("idle", run=lambda: idle(program, folder))
        capture = os.path.join(folder, "mix.pcap")
        sh(program, "simulate", "benign-mix", "--quiet", "--out", capture, "--set", f"packets={PACKETS}")
        take("flat out", "tcpreplay", run=lambda: flat_out(program, folder, capture))
        os.unlink(capture)
        for way in ("-sS", "-sT"):
            take(f"nmap {way}", "nmap", run=lambda way=way: attack(
                program, folder, f"nmap {way}", "port_scan_vertical",
                "nmap", way, "-n", "-Pn", "-T4", "-p", "1-400", "--max-retries", "1", VICTIM))
        take("ssh guessing", "hydra", "sshd", "ssh-keygen", run=lambda: attack(
            program, folder, "ssh guessing", "brute_force_ssh",
            "hydra", "-I", "-l", "root", "-P", "words", "-t", "4", f"ssh://{VICTIM}"))
    if bad:
        sys.exit("live: out of bounds: " + ", ".join(bad))


if __name__ == "__main__":
    main()
