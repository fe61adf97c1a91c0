#!/usr/bin/env python3
"""A scripted attacker against a running service: it must get nothing and stop nothing.

    api-attack.py BASE ADMIN_TOKEN [--short] [--pid PID]

Makes a viewer's token for itself and removes it at the end. While it attacks, somebody else asks /healthz ten times a
second and expects an answer within a second (three with --short). Prints a line an attack; exits 1 when one succeeded. --short leaves out
what needs minutes. --pid lets it read how much memory the service holds.
"""
import argparse
import asyncio
import base64
import json
import os
import resource
import ssl
import struct
import subprocess
import sys
import time
from urllib.parse import urlsplit

parser = argparse.ArgumentParser()
parser.add_argument("base")
parser.add_argument("token")
parser.add_argument("--short", action="store_true")
parser.add_argument("--pid", type=int)
options = parser.parse_args()
base = urlsplit(options.base)
HOST, PORT = base.hostname, base.port or (443 if base.scheme == "https" else 80)
OWN = base.netloc
ORIGIN = f"{base.scheme}://{OWN}"
TLS = None
if base.scheme == "https":
    TLS = ssl.create_default_context()
    TLS.check_hostname, TLS.verify_mode = False, ssl.CERT_NONE

# The short form is run on debug builds and busy machines.
PATIENCE = 3 if options.short else 1
failures = []
began = time.monotonic()


def report(name, tried, bad, remark=""):
    print(f"{time.monotonic() - began:5.0f} s  {'FAIL' if bad else 'ok  '} {name:<52} {tried:>5}  {remark}", flush=True)
    for line in bad[:8]:
        print(f"       {line}", flush=True)
    failures.extend(f"{name}: {line}" for line in bad)


def resident():
    """MiB held by the service, when its process is known."""
    if not options.pid:
        return None
    with open(f"/proc/{options.pid}/status") as file:
        for line in file:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024


async def connect():
    return await asyncio.wait_for(asyncio.open_connection(HOST, PORT, ssl=TLS), 15)


def parse(data):
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return status, headers, body


async def raw(data, wait=10.0):
    """Sends bytes as they are, reads until the other side ends; (0, {}, b'') when there is no answer at all."""
    reader, writer = await connect()
    answer = b""
    try:
        writer.write(data)
        end = time.monotonic() + wait
        while time.monotonic() < end:
            piece = await asyncio.wait_for(reader.read(65536), max(0.01, end - time.monotonic()))
            if not piece:
                break
            answer += piece
    except (ConnectionError, asyncio.TimeoutError, ssl.SSLError):
        pass
    finally:
        writer.close()
    return parse(answer)


def request(method, target, headers=None, body=None, host=OWN):
    lines = [f"{method} {target} HTTP/1.1"]
    if host is not None:
        lines.append(f"Host: {host}")
    lines.append("Connection: close")
    for name, value in (headers or {}).items():
        lines.append(f"{name}: {value}")
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
        if "Content-Type" not in (headers or {}):
            lines.append("Content-Type: application/json")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + (body or b"")


async def call(method, target, token=None, headers=None, body=None, host=OWN):
    headers = dict(headers or {})
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return await raw(request(method, target, headers, body, host))


ASKING = """
import socket, ssl, sys, time
host, port, own, tls = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4] == "https"
context = ssl._create_unverified_context() if tls else None
request = f"GET /healthz HTTP/1.1\\r\\nHost: {own}\\r\\nConnection: close\\r\\n\\r\\n".encode()
while True:
    start = time.monotonic()
    try:
        with socket.create_connection((host, port), 5) as plain:
            plain.settimeout(5)
            line = context.wrap_socket(plain) if context else plain
            line.sendall(request)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
            good = answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"ok\\n")
            print(time.monotonic() - start, "" if good else "answered " + repr(answer[:40]), flush=True)
    except Exception as error:
        print(time.monotonic() - start, repr(error), flush=True)
    time.sleep(max(0, 0.1 - (time.monotonic() - start)))
"""


class Watch:
    """Asks /healthz ten times a second from another process for as long as it runs."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", ASKING, HOST, str(PORT), OWN, base.scheme], stdout=subprocess.PIPE, text=True)

    def end(self):
        self.process.terminate()
        times, bad = [], []
        for line in self.process.communicate()[0].splitlines():
            took, _, wrong = line.partition(" ")
            times.append(float(took))
            if wrong:
                bad.append(f"/healthz: {wrong}")
            elif times[-1] > PATIENCE:
                bad.append(f"/healthz took {times[-1]:.2f} s")
        times.sort()
        if not times:
            return report(f"meanwhile /healthz within {PATIENCE} s", 0, ["nobody asked"])
        report(f"meanwhile /healthz within {PATIENCE} s", len(times), bad,
               f"median {times[len(times) // 2] * 1000:.1f} ms, worst {times[-1] * 1000:.0f} ms")


async def operations():
    """(method, path with parameters filled, role) of everything that is described."""
    _, _, body = await call("GET", "/openapi.json")
    document = json.loads(body)
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            target = path
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path":
                    kind = parameter["schema"].get("type")
                    value = "999999" if kind == "integer" else "192.0.2.1" if parameter["name"] == "address" else "x"
                    target = target.replace("{%s}" % parameter["name"], value)
            found.append((method.upper(), target, operation.get("x-role"), operation))
    return found


async def no_token(listed):
    bad, tried = [], 0
    wrong = [
        {}, {"Authorization": "Bearer nst_" + "0" * 64}, {"Authorization": "Bearer"}, {"Authorization": "Bearer  "},
        {"Authorization": "Basic YWRtaW46YWRtaW4="}, {"Authorization": options.token},
        {"Authorization": "Bearer ' OR 1=1 --"}, {"Authorization": "Bearer " + "A" * 8000},
        {"Cookie": "netsentinel_session=nss_" + "0" * 64}, {"Cookie": f"netsentinel_session={options.token}"},
        {"Cookie": "netsentinel_session="}, {"X-Forwarded-For": "127.0.0.1"}, {"X-Original-URL": "/healthz"},
        {"X-HTTP-Method-Override": "GET"},
    ]
    for method, target, role, _ in listed:
        if role is None:
            continue
        for headers in wrong if target in ("/api/alerts", "/api/config", "/api/tokens") else wrong[:2]:
            tried += 1
            status, _, body = await call(method, target, headers=headers, body=b"{}" if method != "GET" else None)
            if status != 401:
                bad.append(f"{method} {target} with {str(headers)[:60]} gave {status}")
    for target in ["/api/alerts?token=" + options.token, "/api/alerts?access_token=" + options.token]:
        tried += 1
        status, _, _ = await call("GET", target)
        if status not in (400, 401):
            bad.append(f"{target[:20]}… gave {status}")
    report("no token, wrong tokens, tokens in wrong places", tried, bad)


async def wrong_role(listed, viewer):
    bad, tried = [], 0
    for method, target, role, _ in listed:
        if role in ("analyst", "admin"):
            tried += 1
            status, _, _ = await call(method, target, viewer, body=b"{}" if method != "GET" else None)
            if status != 403:
                bad.append(f"a viewer's {method} {target} gave {status}")
    report("wrong role", tried, bad)


async def sign_in(token):
    return await call("POST", "/api/session", body=json.dumps({"token": token}).encode())


async def foreign_origin(listed, viewer):
    bad, tried = [], 0
    origins = ["http://evil.example", "null", f"{ORIGIN}.evil.example", f"{base.scheme}://evil.example:{PORT}",
               f"{base.scheme}://{HOST}:{PORT + 1}", "", f"{ORIGIN}/", f"ftp://{OWN}"]
    for method, target, role, operation in listed:
        if method == "GET" or role is None:
            continue
        for origin in origins:
            tried += 1
            status, _, _ = await call(method, target, options.token, {"Origin": origin}, b"{}")
            if status != 403:
                bad.append(f"{method} {target} from {origin!r} gave {status}")
    status, headers, _ = await sign_in(viewer)
    cookie = headers.get("set-cookie", "").split(";")[0]
    if status != 200 or "HttpOnly" not in headers.get("set-cookie", ""):
        bad.append(f"the viewer's sign-in gave {status}, {headers.get('set-cookie')}")
    for origin in [None] + origins:
        tried += 1
        extra = {"Cookie": cookie} if origin is None else {"Cookie": cookie, "Origin": origin}
        status, _, _ = await call("DELETE", "/api/session", headers=extra)
        if status != 403:
            bad.append(f"with a cookie from {origin!r}: {status}")
    answers = [await call("GET", "/api/session", headers={"Cookie": cookie, "Origin": "http://evil.example"})]
    if any(name.startswith("access-control-") for name in answers[0][1]):
        bad.append("answers carry Access-Control headers")
    status, _, _ = await call("OPTIONS", "/api/config", headers={
        "Origin": "http://evil.example", "Access-Control-Request-Method": "PUT"})
    if status == 200:
        bad.append("a preflight is granted")
    report("foreign and missing Origin", tried + 2, bad)
    return cookie


async def rebinding(viewer):
    bad, tried = [], 0
    hosts = ["evil.example", f"evil.example:{PORT}", f"{HOST}.evil.example", f"localhost.evil.example:{PORT}",
             f"{HOST}:{PORT}@evil.example", f"evil.example, {OWN}", "", "[::ffff:evil]", "localhost:99999", "0"]
    for host in hosts:
        for target in ["/", "/health", "/api/alerts", "/openapi.json"]:
            tried += 1
            status, _, body = await call("GET", target, viewer, host=host)
            if status not in (400, 421):
                bad.append(f"Host {host!r}: {target} gave {status}")
    lines = b"Authorization: Bearer " + viewer.encode() + b"\r\nConnection: close\r\n\r\n"
    for name, data in {
        "no Host": b"GET /api/alerts HTTP/1.1\r\n" + lines,
        "no Host, HTTP/1.0": b"GET /api/alerts HTTP/1.0\r\n" + lines,
        "two Hosts": f"GET /api/alerts HTTP/1.1\r\nHost: {OWN}\r\nHost: evil.example\r\n".encode() + lines,
        "two Hosts, turned": f"GET /api/alerts HTTP/1.1\r\nHost: evil.example\r\nHost: {OWN}\r\n".encode() + lines,
        "absolute form": f"GET http://evil.example/api/alerts HTTP/1.1\r\nHost: {OWN}\r\n".encode() + lines,
    }.items():
        tried += 1
        status, _, _ = await raw(data)
        if status == 200:
            bad.append(f"{name} gave 200")
    report("DNS rebinding Host", tried, bad)


async def traversal(viewer):
    bad, tried = [], 0
    ups = ["..", "%2e%2e", ".%2e", "%2E.", "..%2f", "..%5c", "..\\", "%252e%252e", "..%c0%af", "%c0%ae%c0%ae",
           "..;", "....//", "..%00", "%uff0e%uff0e", "..%ef%bc%8f", "..%0d%0a", ".../...//"]
    ends = ["etc/passwd", "etc%2fpasswd", "%65tc/passwd", "proc/self/environ", "tls-key.pem"]
    _, _, index = await call("GET", "/")
    for prefix in ["/", "/assets/", "/docs/", "/api/", "/api/analyses/", "/api/incidents/", "/./", "//", "/assets//"]:
        for up in ups:
            for end in ends:
                target = prefix + "/".join([up] * 6) + "/" + end
                for accept in ["*/*", "text/html"]:
                    tried += 1
                    status, _, body = await call("GET", target, viewer, {"Accept": accept})
                    if status == 200 and body != index or b"root:" in body or b"PRIVATE KEY" in body:
                        bad.append(f"{target} gave {status} {body[:40]}")
                    if status >= 500 or status == 0:
                        bad.append(f"{target} gave {status}")
    for target in ["file:///etc/passwd", "/etc/passwd", "*", "/api/alerts%0d%0aX: y", "/assets/", "/assets/.", "/.env",
                   "/.git/config", "/assets/%2fetc%2fpasswd", "/" + "a/" * 2000]:
        tried += 1
        status, headers, body = await call("GET", target, viewer)
        if status == 200 or status >= 500 or "x" in headers:
            bad.append(f"{target[:40]} gave {status}")
    report("path traversal in every spelling", tried, bad)


async def large_body(method, target, style, token):
    """Status of the answer and how many bytes went out."""
    reader, writer = await connect()
    piece = b"x" * 65536
    size = "Content-Length: 104857600" if style == "length" else "Transfer-Encoding: chunked"
    bearer = f"Authorization: Bearer {token}\r\n" if token else ""
    writer.write(f"{method} {target} HTTP/1.1\r\nHost: {OWN}\r\nContent-Type: application/json\r\n"
                 f"{bearer}{size}\r\n\r\n".encode())
    sent, answer, ended = 0, b"", False
    try:
        while sent < 104857600 and not ended:
            writer.write(b"10000\r\n" + piece + b"\r\n" if style == "chunked" else piece)
            await asyncio.wait_for(writer.drain(), 10)
            sent += len(piece)
            try:
                got = await asyncio.wait_for(reader.read(65536), 0.001)
                answer += got
                ended = not got
            except asyncio.TimeoutError:
                pass
    except (ConnectionError, ssl.SSLError, asyncio.TimeoutError):
        pass
    writer.close()
    return parse(answer)[0], sent


async def large_bodies(listed, viewer):
    bad, most = [], 0
    before = resident()
    # Who may upload may send as much as is configured.
    cases = [
        (method, target, style, token) for method, target, _, _ in listed if method != "GET"
        for style in ["length", "chunked"] for token in [None, viewer, options.token]
        if token != options.token or "analyses" not in target
    ]
    gate = asyncio.Semaphore(16)

    async def one(case):
        async with gate:
            return await large_body(*case)

    for (method, target, style, token), (status, sent) in zip(cases, await asyncio.gather(*map(one, cases))):
        most = max(most, sent)
        if method == "DELETE" and token and status == 204 and sent < 4 << 20:
            continue  # it needs no body: done, the rest unread
        if status not in (0, 400, 401, 403, 404, 409, 413, 415, 422) or sent >= 32 << 20:
            bad.append(f"{method} {target} {style}: {status}, {sent >> 20} MiB taken")
    after = resident()
    grown = f", memory {before:.0f} to {after:.0f} MiB" if before else ""
    report("bodies of 100 MB", len(cases), bad, f"at most {most / 1048576:.1f} MiB went out{grown}")


async def large_heads():
    bad = []
    heads = {
        "a field of 1 MB": f"X: {'a' * 1_000_000}\r\n", "a field of 64 KB": f"X: {'a' * 65_536}\r\n",
        "10,000 fields": "".join(f"X{n}: y\r\n" for n in range(10_000)), "a name of 64 KB": f"{'a' * 65_536}: y\r\n",
        "500 cookies": "Cookie: " + "; ".join(f"a{n}={'b' * 60}" for n in range(1000)) + "\r\n",
        "a folded field": "X: a\r\n b\r\n", "a NUL": "X: a\0b\r\n", "no colon": "X\r\n", "a space": "X : y\r\n",
    }
    for name, head in heads.items():
        status, _, _ = await raw(f"GET /api/alerts HTTP/1.1\r\nHost: {OWN}\r\n{head}Connection: close\r\n\r\n".encode())
        if status not in (0, 400, 401, 413, 431):
            bad.append(f"{name} gave {status}")
    for size in [10_000, 100_000, 5_000_000]:
        status, _, _ = await raw(f"GET /{'a' * size} HTTP/1.1\r\nHost: {OWN}\r\nConnection: close\r\n\r\n".encode())
        if status not in (0, 400, 404, 414, 431):
            bad.append(f"a path of {size} gave {status}")
    report("oversize and ill-formed heads", len(heads) + 3, bad)


async def smuggling():
    """A second request hidden in the first must not be answered."""
    bad = []
    hidden = f"GET /healthz HTTP/1.1\r\nHost: {OWN}\r\nConnection: close\r\n\r\n"
    start = f"POST /api/session HTTP/1.1\r\nHost: {OWN}\r\nContent-Type: application/json\r\n"
    for name, text in {
        "length and chunked": f"{start}Content-Length: {len(hidden) + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
        "two lengths": f"{start}Content-Length: 0\r\nContent-Length: {len(hidden)}\r\n\r\n{hidden}",
        "negative length": f"{start}Content-Length: -1\r\n\r\n{hidden}",
        "huge length": f"{start}Content-Length: 99999999999999999999999\r\n\r\n{hidden}",
        "bad chunk size": f"{start}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{hidden}",
        "odd coding": f"{start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{hidden}",
    }.items():
        status, _, body = await raw(text.encode(), 4)
        if b"\r\n\r\nok\n" in body or status == 200 or status >= 500:
            bad.append(f"{name} gave {status} and {body[:60]}")
    for method in ["TRACE", "CONNECT", "PRI", "PROPFIND", "A" * 5000, "get"]:
        status, _, _ = await call(method, "/api/alerts")
        if status == 200 or status >= 500 and status != 501:
            bad.append(f"method {method[:20]} gave {status}")
    for data in [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", os.urandom(4096), b"\r\n" * 10000, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]:
        status, _, _ = await raw(data, 2)
        if status == 200:
            bad.append(f"{data[:10]} gave 200")
    report("smuggled requests, odd methods, garbage", 16, bad)


async def drip(head, every, count, until):
    """One connection that sends its bytes one at a time; returns when it was ended, in seconds, or None."""
    try:
        reader, writer = await connect()
    except Exception:
        return None
    start = time.monotonic()
    gone = asyncio.create_task(reader.read())
    try:
        for byte in head * count:
            writer.write(bytes([byte]))
            await asyncio.wait({gone}, timeout=every)
            if gone.done() or time.monotonic() - start > until:
                break
    except (ConnectionError, ssl.SSLError):
        pass
    ended = gone.done()
    gone.cancel()
    writer.close()
    return time.monotonic() - start if ended else None


async def slow(head, body):
    until = 6 if options.short else 60
    name = "slow bodies" if body else "slow heads (slowloris)"
    count = 200
    start = head + (b"Content-Length: 60000\r\n\r\n" if body else b"")

    async def one():
        if not body:
            return await drip(start + b"X-a: b\r\n" * 1000, 0.5, 1, until)
        try:
            reader, writer = await connect()
        except Exception:
            return None
        writer.write(start)
        begun = time.monotonic()
        gone = asyncio.create_task(reader.read())
        while not gone.done() and time.monotonic() - begun < until:
            try:
                writer.write(b" ")
            except (ConnectionError, ssl.SSLError):
                break
            await asyncio.wait({gone}, timeout=0.5)
        ended = gone.done()
        gone.cancel()
        writer.close()
        return time.monotonic() - begun if ended else None

    watch = Watch()
    ends = await asyncio.gather(*(one() for _ in range(count)))
    bad = [] if options.short else ["was not ended in a minute" for end in ends if end is None]
    known = [end for end in ends if end is not None]
    report(name, count, bad, f"ended after {min(known):.0f} to {max(known):.0f} s" if known else "held, not waited for")
    watch.end()


async def idle():
    count = 2000
    watch = Watch()
    before = resident()
    held = []
    for _ in range(count // 50):
        held += await asyncio.gather(*(connect() for _ in range(50)), return_exceptions=True)
    opened = [pair for pair in held if not isinstance(pair, BaseException)]
    bad = [] if len(opened) == count else [f"only {len(opened)} were taken"]
    status, _, _ = await call("GET", "/api/session", options.token)
    if status != 200:
        bad.append(f"a person got {status} meanwhile")
    during = resident()
    remark = f"memory {before:.0f} to {during:.0f} MiB" if before else ""
    if options.short:
        await asyncio.sleep(3)
    else:
        start = time.monotonic()
        reads = [asyncio.create_task(reader.read()) for reader, _ in opened]
        done, waiting = await asyncio.wait(reads, timeout=60)
        if waiting:
            bad.append(f"{len(waiting)} were not ended in a minute")
        for task in reads:
            task.cancel()
            if task.done() and not task.cancelled():
                task.exception()
        remark += f" all ended after {time.monotonic() - start:.0f} s"
    for _, writer in opened:
        writer.close()
    report("idle connections", count, bad, remark)
    watch.end()


def frame(opcode, payload=b"", fin=True, mask=True, length=None, reserved=0):
    first = (0x80 if fin else 0) | reserved << 4 | opcode
    size = len(payload) if length is None else length
    bit = 0x80 if mask else 0
    if size < 126:
        head = struct.pack("!BB", first, bit | size)
    elif size < 65536:
        head = struct.pack("!BBH", first, bit | 126, size)
    else:
        head = struct.pack("!BBQ", first, bit | 127, size)
    if not mask:
        return head + payload
    key = b"\1\2\3\4"
    return head + key + bytes(byte ^ key[i & 3] for i, byte in enumerate(payload))


async def socket(target="/ws/alerts", token=None, headers=None, host=OWN):
    reader, writer = await connect()
    lines = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
             "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(), **(headers or {})}
    if token:
        lines["Authorization"] = f"Bearer {token}"
    text = f"GET {target} HTTP/1.1\r\nHost: {host}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in lines.items())
    writer.write(text.encode() + b"\r\n")
    return reader, writer


async def frames(reader, wait):
    """Opcodes and payloads that come within `wait` seconds; (None, b'') at the end of the connection."""
    found = []
    end = time.monotonic() + wait
    try:
        await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), wait)
        while time.monotonic() < end:
            left = max(0.01, end - time.monotonic())
            first, second = await asyncio.wait_for(reader.readexactly(2), left)
            size = second & 127
            if size == 126:
                size = struct.unpack("!H", await reader.readexactly(2))[0]
            elif size == 127:
                size = struct.unpack("!Q", await reader.readexactly(8))[0]
            found.append((first & 15, await asyncio.wait_for(reader.readexactly(size), left)))
    except asyncio.TimeoutError:
        pass
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError, ssl.SSLError):
        found.append((None, b""))
    return found


def refused(found):
    """Nothing but a close frame 1008, or the connection ended, and no data at all."""
    codes = [struct.unpack("!H", data[:2])[0] for opcode, data in found if opcode == 8 and len(data) >= 2]
    return not any(opcode in (1, 2) for opcode, _ in found) and (1008 in codes or (None, b"") in found)


async def sockets(viewer, cookie):
    bad, tried = [], 0
    cases = {
        "no sign-in": {}, "wrong token": {"token": "nst_" + "1" * 64},
        "cookie without Origin": {"headers": {"Cookie": cookie}},
        "cookie, foreign Origin": {"headers": {"Cookie": cookie, "Origin": "http://evil.example"}},
        "cookie, null Origin": {"headers": {"Cookie": cookie, "Origin": "null"}},
        "token, foreign Origin": {"token": viewer, "headers": {"Origin": f"{ORIGIN}.evil.example"}},
        "foreign Host": {"token": viewer, "host": "evil.example"},
        "foreign Host with its Origin": {"token": viewer, "host": "evil.example",
                                         "headers": {"Origin": "http://evil.example"}},
        "no such stream": {"token": viewer, "target": "/ws/secrets"},
        "traversal": {"token": viewer, "target": "/ws/../api/alerts"},
        "path of the API": {"token": viewer, "target": "/api/alerts"},
        "since is not an id": {"token": viewer, "target": "/ws/alerts?since=-1"},
        "since is too large": {"token": viewer, "target": "/ws/alerts?since=99999999999999999999"},
        "token in the query": {"target": f"/ws/alerts?token={viewer}"},
        "wrong version": {"headers": {"Sec-WebSocket-Version": "7"}},
        "no key": {"headers": {"Sec-WebSocket-Key": ""}},
    }
    async def one(case):
        reader, writer = await socket(**case)
        found = await frames(reader, 3)
        writer.close()
        return found

    for name, found in zip(cases, await asyncio.gather(*map(one, cases.values()))):
        tried += 1
        if not refused(found):
            bad.append(f"{name}: {str(found)[:100]}")
    reader, writer = await socket(token=viewer, headers={})
    found = await frames(reader, 1)
    writer.close()
    if not any(opcode == 1 for opcode, _ in found):
        bad.append(f"a rightful reader got {found}")
    report("WebSocket: who may not", tried, bad)

    bad, tried = [], 0
    before = resident()
    watch = Watch()
    abuses = {
        "frame of 2^62 bytes": frame(1, b"x", length=1 << 62), "frame of 2^63 bytes": frame(1, b"x", length=1 << 63),
        "frame of 1 GiB": frame(1, b"x", length=1 << 30), "frame of 64 KiB": frame(2, b"x" * 65536),
        "unmasked frame": frame(1, b"hello", mask=False), "reserved bits": frame(1, b"x", reserved=7),
        "reserved opcode": frame(11, b"x"), "large ping": frame(9, b"x" * 4000), "fragmented ping": frame(9, b"x", fin=False),
        "continuation of nothing": frame(0, b"x"), "close with one byte": frame(8, b"x"),
        "close with a wrong code": frame(8, struct.pack("!H", 7)), "text that is no UTF-8": frame(1, b"\xff\xfe"),
        "HTTP after the upgrade": request("GET", "/api/alerts", {"Authorization": f"Bearer {viewer}"}),
        "endless fragments": frame(1, b"x" * 4000, fin=False) + frame(0, b"x" * 4000, fin=False) * 5000,
        "100,000 pings, answers unread": frame(9, b"x" * 100) * 100_000, "100,000 texts": frame(1, b"x" * 100) * 100_000,
    }
    for name, data in abuses.items():
        tried += 1
        reader, writer = await socket(token=viewer)
        try:
            writer.write(data)
            await asyncio.wait_for(writer.drain(), 5)
        except (ConnectionError, asyncio.TimeoutError, ssl.SSLError):
            pass
        await asyncio.sleep(0.2)
        writer.close()
    after = resident()
    if before and after - before > 64:
        bad.append(f"memory grew from {before:.0f} to {after:.0f} MiB")
    report("WebSocket: abuses", tried, bad, f"memory {before:.0f} to {after:.0f} MiB" if before else "")
    watch.end()

    tried = 300 if options.short else 1500
    before = resident()
    watch = Watch()
    held = await asyncio.gather(*(socket(token=None) for _ in range(tried)), return_exceptions=True)
    await asyncio.sleep(4)
    after = resident()
    for pair in held:
        if not isinstance(pair, BaseException):
            pair[1].close()
    report("WebSocket: unsigned sockets at once", tried, [],
           f"memory {before:.0f} to {after:.0f} MiB" if before else "")
    watch.end()


async def guessing(viewer):
    bad, statuses = [], []
    for number in range(15):
        status, headers, _ = await sign_in(f"nst_{number:064d}")
        statuses.append(status)
        if status == 429 and "retry-after" not in headers:
            bad.append("429 without Retry-After")
        if status not in (401, 429):
            bad.append(f"gave {status}")
    if statuses[-1] != 429:
        bad.append(f"15 guesses were all judged: {statuses}")
    status, _, _ = await call("GET", "/api/session", viewer)
    if status != 200:
        bad.append(f"guessing shut out a token's holder: {status}")
    report("guessing at the sign-in", 15, bad, f"{statuses.count(401)} judged, {statuses.count(429)} put off")


async def hello(token):
    reader, writer = await socket(token=token)
    found = await frames(reader, 1)
    writer.close()
    return next((json.loads(data)["data"]["boot"] for opcode, data in found if opcode == 1), None)


async def main():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(limit[1], 8192), limit[1]))
    status, _, body = await call("POST", "/api/tokens", options.token, body=b'{"name":"attacker","role":"viewer"}')
    if status != 201:
        sys.exit(f"the admin token is not one: {status} {body[:200]}")
    made = json.loads(body)
    viewer = made["token"]
    boot, start, memory = await hello(viewer), time.monotonic(), resident()
    listed = await operations()
    watch = Watch()
    await no_token(listed)
    await wrong_role(listed, viewer)
    cookie = await foreign_origin(listed, viewer)
    await rebinding(viewer)
    await traversal(viewer)
    await large_heads()
    await smuggling()
    await large_bodies(listed, viewer)
    watch.end()
    await sockets(viewer, cookie)
    head = f"POST /api/session HTTP/1.1\r\nHost: {OWN}\r\nContent-Type: application/json\r\n".encode()
    if options.short:
        await asyncio.gather(slow(head, False), slow(head, True), idle())
    else:
        await slow(head, False)
        await slow(head, True)
        await idle()
    await guessing(viewer)

    bad = []
    if await hello(viewer) != boot:
        bad.append("it was restarted")
    status, _, _ = await call("DELETE", f"/api/tokens/{made['id']}", options.token)
    if status != 204:
        bad.append(f"removing the viewer's token gave {status}")
    if (await call("GET", "/api/session", viewer))[0] != 401:
        bad.append("a removed token still works")
    if (await call("GET", "/api/session", headers={"Cookie": cookie}))[0] != 401:
        bad.append("the session of a removed token still works")
    after = resident()
    grown = f", memory {memory:.0f} to {after:.0f} MiB" if memory else ""
    report("afterwards: same process, tokens gone", 4, bad, f"{time.monotonic() - start:.0f} s{grown}")
    print("attack: it got nothing and stopped nothing" if not failures else f"attack: {len(failures)} complaints")
    sys.exit(1 if failures else 0)


asyncio.run(main())
