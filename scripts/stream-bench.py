#!/usr/bin/env python3
"""Readers of a live stream, some of which stop reading: how late are messages, how much memory does the service hold?

    stream-bench.py BASE TOKEN PID [--readers 100] [--stalled 10] [--seconds 20] [--stream alerts]

Messages carry the moment they were published as `at` (nanoseconds of the wall clock of this machine), as webbench's do.
A reader here is a socket in one epoll loop of its own process, so that the time it takes to read is small beside what
is measured. A stalled one signs in and then never reads. Prints a table; exits 1 when a bound is broken.
"""
import argparse
import base64
import multiprocessing
import os
import selectors
import socket
import struct
import sys
import time
from urllib.parse import urlsplit

parser = argparse.ArgumentParser()
parser.add_argument("base")
parser.add_argument("token")
parser.add_argument("pid", type=int)
parser.add_argument("--readers", type=int, default=100)
parser.add_argument("--stalled", type=int, default=10)
parser.add_argument("--seconds", type=float, default=20)
parser.add_argument("--stream", default="alerts")
parser.add_argument("--title", default="")
options = parser.parse_args()
base = urlsplit(options.base)


def memory():
    with open(f"/proc/{options.pid}/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS:"))


def processor():
    with open(f"/proc/{options.pid}/stat") as file:
        words = file.read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def open_socket(receive=None):
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if receive:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    made.connect((base.hostname, base.port))
    key = base64.b64encode(os.urandom(16)).decode()
    made.sendall((
        f"GET /ws/{options.stream} HTTP/1.1\r\nHost: {base.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nAuthorization: Bearer {options.token}\r\n\r\n").encode())
    return made


def read(count, start, end, results):
    """Follows `count` sockets until `end`; tells how late the messages of `start` to `end` were.

    A piece that is read holds one message or several; all are counted as late as the first of them, the one that has
    waited longest. So a figure here is never better than the truth.
    """
    selector = selectors.DefaultSelector()
    tails = {}
    for _ in range(count):
        made = open_socket()
        made.setblocking(False)
        selector.register(made, selectors.EVENT_READ)
        tails[made] = b""
    late, gaps, closed, total, alive = [], 0, 0, 0, time.time()
    first, last = int(start * 1e9), int((end - 1) * 1e9)
    while (second := time.time()) < end:
        if second - alive > 5:
            alive = second
            for made in tails:
                made.send(b"\x8a\x80\0\0\0\0")  # a pong unasked: the service sees that somebody is there
        for event, _ in selector.select(0.1):
            made = event.fileobj
            try:
                piece = made.recv(1 << 18)
            except ConnectionError:
                piece = b""
            if not piece:
                selector.unregister(made)
                closed += 1
                continue
            now = time.time_ns()
            # A mark may be cut in two by the end of a piece.
            piece = tails[made] + piece
            tails[made] = piece[-23:] if len(piece) > 23 else piece
            marks = piece.count(b'"at":', 0, len(piece) - 19)
            if b'"type":"gap"' in piece:
                gaps += 1
            if marks:
                place = piece.find(b'"at":') + 5
                at = int(piece[place : place + 19])
                if first <= at <= last:
                    late.append(((now - at) / 1e6, marks))
                    total += marks
    results.put((late, gaps, closed, total))


def main():
    stalled = [open_socket(receive=4096) for _ in range(options.stalled)]
    begin = time.time() + 3
    end = begin + options.seconds
    results = multiprocessing.Queue()
    readers = options.readers - options.stalled
    process = multiprocessing.Process(target=read, args=(readers, begin, end, results))
    process.start()
    time.sleep(max(0.0, begin - time.time()))
    cpu, samples = processor(), []
    while time.time() < end:
        samples.append(memory())
        time.sleep(0.25)
    cpu = (processor() - cpu) / options.seconds
    late, gaps, closed, total = results.get()
    process.join()
    late.sort()
    rate = total / readers / (options.seconds - 1)

    def quantile(part):
        left = total * part
        for value, count in late:
            left -= count
            if left <= 0:
                return value
        return late[-1][0]

    half = len(samples) // 2
    growth = max(samples[half:]) - max(samples[:half])
    bad = []
    if not late or quantile(0.99) >= 50:
        bad.append("p99 is not below 50 ms")
    if gaps or closed:
        bad.append(f"readers that read lost messages {gaps} times, {closed} were closed")
    if growth > 8:
        bad.append(f"memory grew by {growth:.1f} MiB in the second half")
    if late:
        print(f"| {options.title or options.stream} | {options.readers} ({options.stalled} stalled) | {rate:,.0f} | {total:,} "
              f"| {quantile(0.5):.1f} | {quantile(0.99):.1f} | {late[-1][0]:.1f} | {gaps} "
              f"| {samples[0]:.0f} to {samples[-1]:.0f} (at most {max(samples):.0f}) | {cpu:.2f} |")
    for line in bad:
        print(f"stream-bench: {line}", file=sys.stderr)
    for made in stalled:
        made.close()
    sys.exit(1 if bad else 0)


main()
