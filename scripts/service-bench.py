"""Throughput of the whole service against the bare `analyze`, in one run: service-bench.py PROGRAM CAPTURE [ROUNDS].

The service stores, serves its API and feeds three dashboards (four live streams each, and the questions a page asks every five seconds)
while it replays the capture as fast as it can be read. Bound: at least 0.5 of the packets a second of `analyze --quiet`, nothing lost,
nothing unwritten. The median of the rounds counts; the two take turns, so that a noisy machine is noisy for both.
"""
import base64
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

BOUND = 0.5
program, capture = sys.argv[1], sys.argv[2]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
QUESTIONS = ("api/stats", "api/traffic?step=minute", "api/traffic/top?by=host&limit=8", "api/incidents?limit=50", "api/graph?limit=100")


def listen(port, token, path, stop):
    """A browser's end of one live stream: takes in whatever comes."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        key = base64.b64encode(os.urandom(16)).decode()
        line.sendall((f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                      f"Sec-WebSocket-Key: {key}\r\nAuthorization: Bearer {token}\r\n\r\n").encode())
        line.settimeout(0.2)
        while not stop.is_set():
            try:
                if not line.recv(65536):
                    return
            except TimeoutError:
                continue
            except OSError:
                return


def ask(port, token, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def page(port, token, stop):
    while not stop.is_set():
        for question in QUESTIONS:
            try:
                ask(port, token, question)
            except OSError:
                return
        stop.wait(5)


def bare():
    began = time.monotonic()
    subprocess.run([program, "analyze", capture, "--quiet"], stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


def served(folder):
    errors = os.path.join(folder, "errors")
    began = time.monotonic()
    with open(errors, "w") as log:
        service = subprocess.Popen([program, "watch", "-r", capture, "--replay-speed", "max", "--listen", "127.0.0.1:0", "--data",
                                    os.path.join(folder, "data"), "--quiet"], stdout=subprocess.DEVNULL, stderr=log)
    try:
        while not (door := re.search(r":(\d+)/#token=(\S+)", open(errors).read())):
            if service.poll() is not None:
                sys.exit("service-bench: the service ended: " + open(errors).read())
            time.sleep(0.005)
        port, token = int(door[1]), door[2]
        stop = threading.Event()
        for _ in range(3):
            for channel in ("alerts", "flows", "stats", "live"):
                threading.Thread(target=listen, args=(port, token, f"/ws/{channel}", stop), daemon=True).start()
            threading.Thread(target=page, args=(port, token, stop), daemon=True).start()
        while (status := ask(port, token, "api/capture"))["state"] not in ("ended", "failed"):
            time.sleep(0.02)
        spent = time.monotonic() - began
        stop.set()
        # What was seen last is on its way to the disk: nothing of it may be missing.
        time.sleep(3)
        status = ask(port, token, "api/capture")
    finally:
        service.send_signal(signal.SIGINT)
        service.wait()
    return spent, status


bare()
alone, together, status = [], [], None
for turn in range(rounds):
    alone.append(bare())
    with tempfile.TemporaryDirectory() as folder:
        spent, status = served(folder)
    together.append(spent)
    print(f"  round {turn + 1}: analyze {alone[-1]:.2f} s, service with three dashboards {spent:.2f} s", flush=True)
unwritten = sum(status["storage"]["unwritten"].values())
lost = status["kernel_drops"] + status["ring_drops"]
ratio = statistics.median(alone) / statistics.median(together)
print(f"service-bench: {status['packets']:,} packets; {status['packets'] / statistics.median(together):,.0f} packets/s with storage, API and three "
      f"dashboards, {ratio:.2f} of the bare analyze (bound {BOUND}); unwritten {unwritten}, lost {lost}")
sys.exit(0 if ratio >= BOUND and unwritten == 0 and lost == 0 else 1)
