#!/usr/bin/env python3
"""A stand-in for the service, for work on the dashboard only: speaks the HTTP and WebSocket contract over a forged day.

  mock.py --program .build/release/netsentinel [--port 8100] [--hour 19.5] [--speed 60] [--bundle Sources/CDashboard/bundle]

Incidents and flows are what the program itself finds in its own `simulate attack-day`. Tokens: admin-token, analyst-token, viewer-token.
POST /dev/burst?n=100000 sends alerts, /dev/hostile adds hostile texts, /dev/drop closes every socket, /dev/fail?on=1 makes GETs fail,
/dev/restart closes the sockets and changes the boot id. Needs aiohttp.
"""
import argparse, asyncio, collections, datetime as dt, hashlib, ipaddress, json, os, random, re, secrets, subprocess, tempfile, time
from aiohttp import WSMsgType, web

HOSTILE = '<img src=x onerror="document.title=\'pwned\'"><script>window.pwned=1</script>\u202egpj.exe\u0007 ${7*7} "\'`'
CSP = "default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"


def iso(t):
    return dt.datetime.fromtimestamp(t, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def stamp(text):
    if re.fullmatch(r"[\d.]+", text):
        return float(text)
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00").replace("+0000", "+00:00")).timestamp()


def home(address):
    try:
        return ipaddress.ip_address(address).is_private and not address.startswith(("198.51.", "203.0.", "192.0.2."))
    except ValueError:
        return False


class World:
    """The forged day, read once, and a clock that runs through it."""

    def __init__(self, program, hour, speed):
        cache = os.path.join(tempfile.gettempdir(), "netsentinel-dashboard-mock")
        if not os.path.exists(f"{cache}/eve.json"):
            os.makedirs(cache, exist_ok=True)
            subprocess.run([program, "simulate", "attack-day", "--out", f"{cache}/day.pcap", "--quiet"], check=True)
            with open(f"{cache}/day.json", "w") as out:
                subprocess.run([program, "analyze", f"{cache}/day.pcap", "--format", "json", "--out", cache, "--quiet"], check=True, stdout=out)
        day = json.load(open(f"{cache}/day.json"))
        self.incidents = sorted(day["incidents"], key=lambda i: i["first_seen"])
        self.macs = {h["address"]: h.get("mac") for h in day["hosts"]}
        self.flows, names, tags = [], {}, {}
        for i in self.incidents:
            for e in i["events"]:
                for f in e["flows"]:
                    tags.setdefault(f, set()).add(e["detection"])
        for line in open(f"{cache}/eve.json"):
            e = json.loads(line)
            if e["event_type"] == "dns" and e["dns"]["type"] == "query":
                names[e["flow_id"]] = e["dns"]["rrname"]
            elif e["event_type"] == "tls" and e["tls"].get("sni"):
                names[e["flow_id"]] = e["tls"]["sni"]
            elif e["event_type"] == "http" and e["http"].get("hostname"):
                names[e["flow_id"]] = e["http"]["hostname"]
            elif e["event_type"] == "flow":
                self.flows.append(self.flow(e, names, tags))
        self.flows.sort(key=lambda f: f["_end"])
        self.begin, self.end = stamp(day["capture"]["first"]), stamp(day["capture"]["last"])
        self.speed, self.start, self.wall = speed, self.begin + hour * 3600, time.time()
        self.boot, self.id, self.lost, self.state = secrets.token_hex(4), int(time.time() * 1e6), 0, {}
        self.minutes = collections.defaultdict(lambda: [0, 0, collections.Counter(), collections.Counter(), 0])
        for f in self.flows:
            first, last = int(f["_start"] // 60), int(f["_end"] // 60)
            share = 1 / (last - first + 1)
            size, packets = f["bytes_out"] + f["bytes_in"], f["packets_out"] + f["packets_in"]
            for minute in range(first, last + 1):
                m = self.minutes[minute]
                m[0] += packets * share
                m[1] += size * share
                m[2][f["protocol"] if f["protocol"] in ("tcp", "udp", "icmp") else "other"] += size * share
                m[3][f["direction"]] += size * share
            self.minutes[first][4] += 1
        self.alerts, self.live, self.opened = [], [], {}
        self.suppressions, self.tokens, self.audit, self.analyses = [], [{"id": 1, "name": "first admin", "role": "admin", "created": iso(time.time() - 86400 * 9), "last_used": iso(time.time())}], [], {}
        self.config = dict(confidence_threshold=0.3, port_scan_min_ports=15, syn_flood_min_packets=100, brute_force_min_attempts=50, flow_expiry_seconds=60, home_networks=["192.168.20.0/24"], retention_days=30, retention_bytes=10_000_000_000)
        self.rules = self.cards(program)
        self.fail = False

    def flow(self, e, names, tags):
        f, i = e["flow"], e["flow_id"]
        out = "internal" if home(e["src_ip"]) and home(e["dest_ip"]) else "outbound" if home(e["src_ip"]) else "inbound" if home(e["dest_ip"]) else "external"
        start, end = stamp(f["start"]), stamp(f["end"])
        proto = e["proto"].lower()
        return {"id": str(i), "community_id": e.get("community_id"), "start": iso(start), "end": iso(end), "src_ip": e["src_ip"], "src_port": e.get("src_port", 0), "dst_ip": e["dest_ip"], "dst_port": e.get("dest_port", 0),
                "protocol": "icmp" if "icmp" in proto else proto, "service": e.get("app_proto"), "direction": out, "state": f["state"], "history": None, "bytes_out": f["bytes_toserver"], "bytes_in": f["bytes_toclient"],
                "packets_out": f["pkts_toserver"], "packets_in": f["pkts_toclient"], "duration": end - start, "name": names.get(i), "tags": sorted(tags.get(i, [])), "forged": True, "_start": start, "_end": end}

    def cards(self, program):
        cards = []
        for line in subprocess.run([program, "rules"], capture_output=True, text=True, check=True).stdout.splitlines():
            name, severity, title = line.split(None, 2)
            text = subprocess.run([program, "rules", name], capture_output=True, text=True, check=True).stdout
            options = [{"name": m[0], "unit": m[2] or "", "value": float(m[1]), "default": float(m[1]), "minimum": 0, "maximum": 1e6, "help": m[3]} for m in re.findall(r"^  (\w+) = ([\d.]+) ?([^:\n]*): (.*)$", text, re.M)]
            cards.append({"name": name, "title": title, "severity": severity, "description": text.split("\n\n")[1].strip(), "detections": re.findall(r"^Reports\s+(.*)$", text, re.M)[0].replace(",", " ").split(),
                          "techniques": re.findall(r"\b(T\d{4}(?:\.\d{3})?)\b", text), "options": options, "blind_spots": re.findall(r"^  - (.*)$", text, re.M), "enabled": True, "findings": 0, "last_fired": None})
        return cards

    def now(self):
        return min(self.end, self.start + (time.time() - self.wall) * self.speed)

    def next_id(self):
        self.id = max(self.id + 1, int(time.time() * 1e6))
        return self.id

    def hostile(self):
        return {"id": "INC-20260105-HOSTILE001", "title": f"Beacon by 192.168.20.107 against {HOSTILE}", "severity": "critical", "score": 97, "status": "new", "detections": ["c2_beacon"],
                "techniques": [{"id": "T1071", "name": HOSTILE, "tactic": "command-and-control"}], "attackers": ["192.168.20.107"], "victims": ["198.51.100.140", HOSTILE], "first_seen": iso(self.now()), "last_seen": iso(self.now()),
                "events": [{"id": "E1", "time": iso(self.now()), "last_time": iso(self.now()), "repeats": 1, "detection": "c2_beacon", "summary": HOSTILE * 3, "severity": "critical", "confidence": 0.9, "techniques": ["T1071"], "attackers": ["192.168.20.107"],
                            "victims": ["198.51.100.140"], "evidence": [{"name": HOSTILE, "value": HOSTILE, "threshold": 1}, {"name": "names", "value": [HOSTILE, "\u200bhidden\ufeff", "a" * 255]}], "flows": []}],
                "dropped_events": 0, "related": [], "evidence": [], "analysis": None, "actions": []}

    def full(self, i):
        extra = self.state.get(i["id"], {})
        return {**i, "status": extra.get("status", i["status"]), "notes": extra.get("notes", []), "triage": extra.get("triage"), "forged": True, "updated": extra.get("updated", 0)}

    def summary(self, i):
        full = self.full(i)
        events, notes = full.pop("events"), full.pop("notes")
        return {**full, "event_count": len(events), "notes_count": len(notes)}

    def current(self):
        """Incidents as far as the clock has come."""
        now, out = self.now(), []
        for i in self.incidents:
            events = [e for e in i["events"] if stamp(e["time"]) <= now]
            if events:
                out.append({**i, "events": events, "last_seen": min(i["last_seen"], iso(now))})
        return out

    def alert(self, event, incident):
        t = stamp(event["last_time"])
        return {"alert_id": f"{incident['id']}-{event['id']}", "stream_id": self.next_id(), "timestamp": iso(t), "rule_name": event["detection"], "severity": event["severity"], "confidence": event["confidence"],
                "src_ip": event["attackers"][0] if event["attackers"] else None, "dst_ip": "multiple" if len(event["victims"]) > 1 else (event["victims"] or [None])[0], "description": event["summary"],
                "evidence": {e["name"]: e["value"] for e in event["evidence"]}, "techniques": event["techniques"], "window_start": event["time"], "window_end": event["last_time"], "window_size_seconds": 1, "incident_id": incident["id"], "forged": True}


def problem(status, title, detail):
    return web.json_response({"type": "about:blank", "title": title, "status": status, "detail": detail}, status=status, content_type="application/problem+json")


def matcher(q):
    """The search expression, roughly: the service's own is stricter."""
    tests = []
    for word in q.split():
        negated, word = word.startswith("-"), word.lstrip("-")
        key, _, value = word.partition(":")
        def test(f, key=key, value=value, word=word):
            if not value:
                return word.lower() in json.dumps({k: v for k, v in f.items() if not k.startswith("_")}).lower()
            if key in ("src", "dst", "host"):
                fields = {"src": ["src_ip"], "dst": ["dst_ip"], "host": ["src_ip", "dst_ip"]}[key]
                values = [f[x] for x in fields if f.get(x)] or {"src": f.get("attackers", []), "dst": f.get("victims", []), "host": f.get("attackers", []) + f.get("victims", [])}[key]
                return any(inside(v, value) for v in values)
            if key in ("port", "bytes"):
                number = f.get("dst_port") if key == "port" else f.get("bytes_out", 0) + f.get("bytes_in", 0)
                sign, size = (value[0], value[1:]) if value[0] in "<>" else ("=", value)
                size = float(size.rstrip("kMG") or 0) * {"k": 1e3, "M": 1e6, "G": 1e9}.get(size[-1:], 1)
                return number is not None and (number > size if sign == ">" else number < size if sign == "<" else number == size)
            if key == "tag":
                return any(value in t for t in f.get("tags", []) + f.get("detections", []))
            if key in ("proto", "service"):
                return f.get("protocol" if key == "proto" else "service") == value
            return True
        tests.append((negated, test))
    return lambda f: all(test(f) != negated for negated, test in tests)


def inside(address, block):
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(block, strict=False)
    except ValueError:
        return address == block


def paged(items, request, show=lambda x: x, default=100):
    limit = min(500, int(request.query.get("limit", default)))
    start = int(request.query.get("cursor") or request.query.get("offset") or 0)
    more = start + limit < len(items)
    return {"items": [show(x) for x in items[start:start + limit]], "total": len(items), "limit": limit, "offset": start, "has_more": more, "next_cursor": str(start + limit) if more else None}


def public(f):
    return {k: v for k, v in f.items() if not k.startswith("_")}


class Service:
    def __init__(self, world, bundle):
        self.w, self.bundle = world, bundle
        self.sockets = {"alerts": set(), "flows": set(), "stats": set(), "live": set()}
        self.log = {"alerts": collections.deque(maxlen=5000), "live": collections.deque(maxlen=5000)}
        self.history = collections.deque(maxlen=1000)
        self.sessions = {}

    # Sign-in.
    def who(self, request, token=None):
        token = token or request.headers.get("Authorization", "").removeprefix("Bearer ") or self.sessions.get(request.cookies.get("netsentinel_session", ""), "")
        for role in ("admin", "analyst", "viewer"):
            if token == f"{role}-token":
                return {"role": role, "name": f"{role} of the mock", "expires": iso(time.time() + 86400)}
        return None

    @web.middleware
    async def guard(self, request, handler):
        path = request.path
        if path.startswith("/api/") and path != "/api/session":
            who = self.who(request)
            if who is None:
                return problem(401, "Not signed in", "Sign in, or send a token.")
            if self.w.fail and request.method == "GET":
                return problem(503, "Store unavailable", "The database does not answer: disk I/O error (this is the mock failing on demand).")
            needed = "viewer" if request.method == "GET" and not path.startswith(("/api/tokens", "/api/audit")) else "analyst" if path.endswith("/triage") or path.startswith("/api/analyses") else "admin"
            rank = ["viewer", "analyst", "admin"]
            if rank.index(who["role"]) < rank.index(needed):
                return problem(403, "Not allowed", f"This needs the {needed} role.")
            if request.method != "GET":
                self.w.audit.append({"id": len(self.w.audit) + 1, "at": iso(time.time()), "who": who["name"], "role": who["role"], "action": f"{request.method} {path.split('/')[2]}", "target": path, "detail": "", "hash": hashlib.sha256(os.urandom(8)).hexdigest()})
        response = await handler(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response

    async def session(self, request):
        if request.method == "DELETE":
            self.sessions.pop(request.cookies.get("netsentinel_session", ""), None)
            response = web.Response(status=204)
            response.del_cookie("netsentinel_session")
            return response
        if request.method == "POST":
            token = (await request.json()).get("token", "")
            key = secrets.token_hex(16)
            self.sessions[key] = token
            who = self.who(request, token or "none")
            if who is None:
                return problem(401, "Unknown token", "No such token, or it was revoked.")
            response = web.json_response(who)
            response.set_cookie("netsentinel_session", key, httponly=True, samesite="Strict")
            return response
        who = self.who(request)
        return web.json_response(who) if who else problem(401, "Not signed in", "Sign in first.")

    # Reading.
    def stats_now(self):
        w = self.w
        now = w.now()
        m = w.minutes[int(now // 60)]
        wobble = random.uniform(0.85, 1.15)
        span = 60 / w.speed if w.speed > 1 else 60
        current = w.current()
        return {"timestamp": iso(now), "packets_seen": int((now - w.begin) * 7), "packets_dropped": 0, "flows_active": sum(1 for f in w.flows if f["_start"] <= now <= f["_end"] + 60), "alerts_fired": len(w.alerts), "windows_analyzed": int(now - w.begin),
                "packets_per_second": m[0] / span * wobble, "bits_per_second": m[1] * 8 / span * wobble, "drop_rate": 0.0, "by_protocol": {k: int(v / span) for k, v in m[2].items()}, "by_direction": {k: int(v / span) for k, v in m[3].items()},
                "incidents_open": sum(1 for i in current if w.full(i)["status"] in ("new", "acknowledged", "contained")), "capture_state": "replaying" if now < w.end else "ended"}

    async def capture(self, request):
        s, w = self.stats_now(), self.w
        return web.json_response({"state": s["capture_state"], "source": "forged attack day", "forged": True, "replay_speed": w.speed, "message": "No right to capture on this machine: a forged day is shown instead.", "started": iso(w.wall), "event_time": iso(w.now()),
                                  "uptime_seconds": time.time() - w.wall, "packets": s["packets_seen"], "bytes": int((w.now() - w.begin) * 3900), "packets_per_second": s["packets_per_second"], "bits_per_second": s["bits_per_second"], "drop_rate": 0, "kernel_drops": 0, "ring_drops": 0,
                                  "flows_active": s["flows_active"], "losses": {"kernel_drops": 0, "ring_drops": 0, "flows_refused": 0, "flows_evicted": 0, "late_packets": 0, "fragments_evicted": 0, "streams_evicted": 0, "stream_gaps": 1},
                                  "malformed": [{"layer": "tcp", "reason": "cutByCapture", "count": 12}, {"layer": "application", "reason": "badValue", "count": 3}], "notices": ["The capture is forged: nothing in it happened on a network."],
                                  "storage": {"state": "ok", "message": "", "unwritten": {"flows": 0, "alerts": 0, "incidents": 0, "ticks": 0}, "bytes": 48_300_000}, "version": "0.2.0"})

    async def stats(self, request):
        w = self.w
        by = lambda key: dict(collections.Counter(a[key] for a in w.alerts))
        current = [w.full(i) for i in w.current()]
        return web.json_response({"total_alerts": len(w.alerts), "alerts_last_hour": sum(1 for a in w.alerts if stamp(a["timestamp"]) > w.now() - 3600), "alerts_by_severity": by("severity"), "alerts_by_rule": by("rule_name"),
                                  "top_src_ips": collections.Counter(a["src_ip"] for a in w.alerts if a["src_ip"]).most_common(10), "latest_alert_timestamp": w.alerts[0]["timestamp"] if w.alerts else None,
                                  "incidents_open": sum(1 for i in current if i["status"] in ("new", "acknowledged", "contained")), "incidents_by_severity": dict(collections.Counter(i["severity"] for i in current)), "incidents_by_status": dict(collections.Counter(i["status"] for i in current)), "pipeline_stats": {}})

    async def stats_history(self, request):
        return web.json_response(list(reversed(self.history))[:int(request.query.get("limit", 60))])

    async def traffic(self, request):
        w, q = self.w, request.query
        since, until = stamp(q["since"]) if "since" in q else w.now() - 3600, min(w.now(), stamp(q["until"]) if "until" in q else w.now())
        step = {"second": 1, "minute": 60, "hour": 3600}[q.get("step", "minute")]
        items = []
        t = since - since % step
        while t < until:
            m = w.minutes.get(int(t // 60))
            if m:
                k = 1 if step >= 60 else step / 60 * (0.6 + 0.8 * random.Random(int(t)).random())
                items.append({"time": iso(t), "packets": int(m[0] * k), "bytes": int(m[1] * k), "by_protocol": {x: int(m[2][x] * k) for x in ("tcp", "udp", "icmp", "other")}, "by_direction": {x: int(m[3][x] * k) for x in ("inbound", "outbound", "internal", "external")}, "new_flows": m[4], "active_flows": m[4] * 3})
            t += step
        return web.json_response({"step_seconds": step, "items": items})

    async def top(self, request):
        w, q = self.w, request.query
        since, until, by = stamp(q["since"]) if "since" in q else 0, w.now(), q.get("by", "host")
        size, packets, flows = collections.Counter(), collections.Counter(), collections.Counter()
        for f in w.flows:
            if since <= f["_end"] and f["_start"] <= until:
                for key in ([f["src_ip"], f["dst_ip"]] if by == "host" else [str(f["dst_port"])] if by == "port" else [f["service"] or f["protocol"]]):
                    size[key] += f["bytes_out"] + f["bytes_in"]
                    packets[key] += f["packets_out"] + f["packets_in"]
                    flows[key] += 1
        return web.json_response({"items": [{"key": k, "bytes": v, "packets": packets[k], "flows": flows[k], "home": home(k)} for k, v in size.most_common(int(q.get("limit", 10)))]})

    async def alert_list(self, request):
        q = request.query
        items = [a for a in self.w.alerts if all(not q.get(k) or a[k] == q[k] for k in ("severity", "rule_name", "src_ip"))]
        return web.json_response(paged(items, request))

    async def incident_list(self, request):
        w, q = self.w, request.query
        ranks = ["info", "low", "medium", "high", "critical"]
        items = [w.full(i) for i in w.current()]
        if q.get("status"):
            items = [i for i in items if i["status"] in q["status"].split(",")]
        if q.get("min_severity"):
            items = [i for i in items if ranks.index(i["severity"]) >= ranks.index(q["min_severity"])]
        if q.get("since"):
            items = [i for i in items if stamp(i["last_seen"]) >= stamp(q["since"])]
        if q.get("q"):
            if re.search(r"\bport:[a-z]", q["q"]):
                return problem(422, "Bad expression", "port: wants a number, such as port:443 or port:>1024.")
            fits = matcher(q["q"])
            items = [i for i in items if fits(i)]
        items.sort(key=lambda i: i["score" if q.get("sort") == "score" else "last_seen"], reverse=True)
        return web.json_response(paged(items, request, w.summary))

    def found(self, request):
        return next((i for i in self.w.current() if i["id"] == request.match_info["id"]), None)

    async def incident(self, request):
        i = self.found(request)
        return web.json_response(self.w.full(i)) if i else problem(404, "No such incident", "There is no incident with this id, or it is older than what is kept.")

    async def incident_flows(self, request):
        i = self.found(request)
        if not i:
            return problem(404, "No such incident", "There is no incident with this id.")
        ids = {str(f) for e in i["events"] for f in e["flows"]}
        return web.json_response({"items": [public(f) for f in self.w.flows if f["id"] in ids]})

    async def triage(self, request):
        i, body = self.found(request), await request.json()
        if not i:
            return problem(409, "Gone", "The incident is no longer there.")
        who, state = self.who(request), self.w.state.setdefault(i["id"], {"notes": []})
        if body.get("status"):
            if body["status"] not in ("new", "acknowledged", "contained", "resolved", "false_positive"):
                return problem(422, "Bad status", "status is not one of the five.")
            state["status"] = body["status"]
            state["triage"] = {"status": body["status"], "by": who["name"], "at": iso(time.time())}
        if body.get("note"):
            state["notes"].append({"id": len(state["notes"]) + 1, "by": who["name"], "at": iso(time.time()), "text": body["note"]})
        full = self.w.full(i)
        await self.send("live", "incident", {"change": "triaged", "incident": full})
        return web.json_response(full)

    async def flow_list(self, request):
        w, q, now = self.w, request.query, self.w.now()
        fits = matcher(q.get("q", ""))
        items = [f for f in reversed(w.flows) if f["_end"] <= now and fits(f)]
        out = paged(items, request, public)
        return web.json_response({"items": out["items"], "next_cursor": out["next_cursor"]})

    def hosts(self):
        w, now, out = self.w, self.w.now(), {}
        for f in w.flows:
            if f["_start"] > now:
                continue
            for side, a in (("out", f["src_ip"]), ("in", f["dst_ip"])):
                h = out.setdefault(a, {"address": a, "mac": w.macs.get(a), "vendor": {"8c:16:45": "LCFC(HeFei) Electronics", "52:54:00": "QEMU virtual NIC", "04:18:d6": "Ubiquiti Inc"}.get((w.macs.get(a) or "")[:8]), "names": set(), "home": home(a), "first_seen": f["start"], "last_seen": f["end"], "bytes_out": 0, "bytes_in": 0, "flows": 0, "incidents_open": 0})
                h["bytes_out"] += f["bytes_out"] if side == "out" else f["bytes_in"]
                h["bytes_in"] += f["bytes_in"] if side == "out" else f["bytes_out"]
                h["flows"] += 1
                h["first_seen"], h["last_seen"] = min(h["first_seen"], f["start"]), max(h["last_seen"], f["end"])
                if side == "in" and f["name"] and f["service"] in ("tls", "http") and len(h["names"]) < 8:
                    h["names"].add(f["name"])
        for i in w.current():
            if w.full(i)["status"] in ("new", "acknowledged", "contained"):
                for a in i["attackers"] + i["victims"]:
                    if a in out:
                        out[a]["incidents_open"] += 1
        return {a: {**h, "names": sorted(h["names"])} for a, h in out.items()}

    async def host_list(self, request):
        q = request.query
        items = [h for h in self.hosts().values() if (not q.get("home") or h["home"] == (q["home"] == "true")) and (not q.get("q") or q["q"].lower() in json.dumps(h).lower())]
        items.sort(key=lambda h: h["last_seen"] if q.get("sort") == "last_seen" else h["bytes_in"] + h["bytes_out"], reverse=True)
        return web.json_response(paged(items, request))

    async def host(self, request):
        a, w = request.match_info["address"], self.w
        h = self.hosts().get(a)
        if not h:
            return problem(404, "No such host", "No host with this address was seen.")
        peers, services, traffic = {}, {}, collections.defaultdict(lambda: [0, 0])
        for f in w.flows:
            if a not in (f["src_ip"], f["dst_ip"]) or f["_start"] > w.now():
                continue
            client = f["src_ip"] == a
            p = peers.setdefault(f["dst_ip"] if client else f["src_ip"], {"bytes": 0, "flows": 0, "services": set()})
            s = services.setdefault((f["service"], f["dst_port"], "client" if client else "server"), [0, 0])
            size = f["bytes_out"] + f["bytes_in"]
            p["bytes"] += size; p["flows"] += 1; s[0] += 1; s[1] += size
            p["services"].add(f["service"] or f["protocol"])
            traffic[int(f["_start"] // 900)][0] += f["bytes_in"] if client else f["bytes_out"]
            traffic[int(f["_start"] // 900)][1] += f["bytes_out"] if client else f["bytes_in"]
        first, last = min(traffic), max(traffic)
        return web.json_response({**h, "peers": [{"address": k, "bytes": v["bytes"], "flows": v["flows"], "services": sorted(v["services"]), "home": home(k)} for k, v in sorted(peers.items(), key=lambda x: -x[1]["bytes"])[:20]],
                                  "services": [{"service": k[0], "port": k[1], "side": k[2], "flows": v[0], "bytes": v[1]} for k, v in sorted(services.items(), key=lambda x: -x[1][1])[:20]],
                                  "incidents": [w.summary(i) for i in w.current() if a in i["attackers"] + i["victims"]], "traffic": [{"time": iso(t * 900), "bytes_in": traffic[t][0], "bytes_out": traffic[t][1]} for t in range(first, last + 1)]})

    async def graph(self, request):
        w, since = self.w, stamp(request.query.get("since", iso(self.w.now() - 3600)))
        ranks = ["info", "low", "medium", "high", "critical"]
        nodes, edges = {}, []
        for i in w.current():
            for e in i["events"]:
                if stamp(e["last_time"]) < since:
                    continue
                for side, parties in (("attacker", e["attackers"]), ("victim", e["victims"])):
                    for a in parties:
                        n = nodes.setdefault(a, {"id": a, "type": side, "alert_count": 0, "max_severity": "info", "rules": [], "last_seen": e["last_time"], "home": home(a)})
                        n["type"] = n["type"] if n["type"] == side else "both"
                        n["alert_count"] += e["repeats"]
                        n["rules"] = sorted({*n["rules"], e["detection"]})
                        n["max_severity"] = max(n["max_severity"], e["severity"], key=ranks.index)
                for a in e["attackers"]:
                    for v in e["victims"]:
                        edges.append({"source": a, "target": v, "rule_name": e["detection"], "technique": (e["techniques"] or [None])[0], "severity": e["severity"], "confidence": e["confidence"], "count": e["repeats"], "first_seen": e["time"], "last_seen": e["last_time"], "incident_id": i["id"]})
        return web.json_response({"nodes": list(nodes.values()), "edges": edges})

    # Changing.
    async def rule_list(self, request):
        counts = collections.Counter(a["rule_name"] for a in self.w.alerts)
        for r in self.w.rules:
            r["findings"] = sum(counts[d] for d in r["detections"])
            r["last_fired"] = max((a["timestamp"] for a in self.w.alerts if a["rule_name"] in r["detections"]), default=None)
        return web.json_response({"items": self.w.rules})

    async def rule(self, request):
        r, body = next(r for r in self.w.rules if r["name"] == request.match_info["name"]), await request.json()
        r["enabled"] = body.get("enabled", r["enabled"])
        for name, value in body.get("options", {}).items():
            next(o for o in r["options"] if o["name"] == name)["value"] = value
        return web.json_response(r)

    async def configuration(self, request):
        if request.method == "PUT":
            body = await request.json()
            bad = [f"{k}: must be more than 0" for k, v in body.items() if isinstance(v, (int, float)) and v <= 0]
            if bad:
                return problem(422, "Not applied", "; ".join(bad))
            self.w.config.update(body)
        return web.json_response(self.w.config)

    async def suppression_list(self, request):
        if request.method == "POST":
            self.w.suppressions.append({"id": len(self.w.suppressions) + 1, "by": self.who(request)["name"], "at": iso(time.time()), **await request.json()})
            return web.json_response(self.w.suppressions[-1], status=201)
        return web.json_response({"items": self.w.suppressions})

    async def suppression(self, request):
        self.w.suppressions = [s for s in self.w.suppressions if str(s["id"]) != request.match_info["id"]]
        return web.Response(status=204)

    async def token_list(self, request):
        if request.method == "POST":
            body = await request.json()
            self.w.tokens.append({"id": len(self.w.tokens) + 1, **body, "created": iso(time.time()), "last_used": None})
            return web.json_response({**self.w.tokens[-1], "token": secrets.token_urlsafe(32)}, status=201)
        return web.json_response({"items": self.w.tokens})

    async def token(self, request):
        self.w.tokens = [t for t in self.w.tokens if str(t["id"]) != request.match_info["id"]]
        return web.Response(status=204)

    async def audit(self, request):
        return web.json_response({**paged(list(reversed(self.w.audit)), request), "intact": True})

    async def analysis_list(self, request):
        if request.method == "POST":
            data = await request.read()
            if data[:4] not in (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x0a\x0d\x0d\x0a", b"M<\xb2\xa1", b"\x1f\x8b\x08\x00"):
                return problem(422, "Not a capture", "This is neither pcap nor pcapng, plain or gzipped.")
            a = {"id": secrets.token_hex(4), "name": request.query.get("name", "capture"), "state": "running", "progress": 0.0, "packets": 0, "message": "", "incidents": []}
            self.w.analyses[a["id"]] = a
            asyncio.get_running_loop().create_task(self.run(a))
            return web.json_response(a, status=202)
        return web.json_response({"items": list(self.w.analyses.values())})

    async def run(self, a):
        for step in range(1, 11):
            await asyncio.sleep(0.3)
            if a["state"] == "cancelled":
                return
            a.update(progress=step / 10, packets=step * 1234)
        a.update(state="done", incidents=self.w.incidents[2:4])

    async def analysis(self, request):
        a = self.w.analyses.get(request.match_info["id"])
        if not a:
            return problem(404, "No such analysis", "There is none with this id.")
        if request.method == "DELETE":
            a["state"] = "cancelled"
            return web.Response(status=204)
        return web.json_response(a)

    # Live.
    async def send(self, channel, kind, data, only=None):
        message = {"id": self.w.next_id() if kind != "alert" else data["stream_id"], "type": kind, "data": data}
        if channel in self.log:
            self.log[channel].append(message)
        text = json.dumps(message)
        for socket in list(only or self.sockets[channel]):
            try:
                await socket.send_str(text)
            except ConnectionError:
                self.sockets[channel].discard(socket)

    async def socket(self, request):
        channel = request.match_info["channel"]
        ws = web.WebSocketResponse(heartbeat=30)
        await ws.prepare(request)
        if self.who(request) is None:
            await ws.close(code=1008)
            return ws
        await ws.send_str(json.dumps({"id": self.w.id, "type": "hello", "data": {"boot": self.w.boot, "latest": self.w.id, "forged": True}}))
        since = int(request.query.get("since", 0))
        if since and channel in self.log:
            for message in [m for m in self.log[channel] if m["id"] > since]:
                await ws.send_str(json.dumps(message))
        self.sockets[channel].add(ws)
        try:
            async for message in ws:
                if message.type == WSMsgType.ERROR:
                    break
        finally:
            self.sockets[channel].discard(ws)
        return ws

    async def tick(self, app):
        self.grow(quiet=True)
        async def forever():
            while True:
                await asyncio.sleep(1)
                try:
                    for kind, data in self.grow():
                        await self.send("alerts" if kind == "alert" else "live", kind, data)
                    s = self.stats_now()
                    self.history.append({k: s[k] for k in ("timestamp", "packets_seen", "packets_dropped", "flows_active", "alerts_fired", "windows_analyzed")})
                    await self.send("stats", "stats", s)
                    if self.sockets["flows"]:
                        now = self.w.now()
                        moving = sorted((f for f in self.w.flows if f["_start"] <= now <= f["_end"] + 90), key=lambda f: -(f["bytes_out"] + f["bytes_in"]))[:50]
                        await self.send("flows", "flows", {"timestamp": iso(now), "flows": [{**public(f), "pps": (f["packets_out"] + f["packets_in"]) / max(1, f["duration"]), "bps": 8 * (f["bytes_out"] + f["bytes_in"]) / max(1, f["duration"])} for f in moving]})
                except Exception as fault:
                    print("mock:", repr(fault), flush=True)
        task = asyncio.create_task(forever())
        yield
        task.cancel()

    def grow(self, quiet=False):
        out, known = [], {a["alert_id"] for a in self.w.alerts}
        for i in self.w.current():
            fresh = [e for e in i["events"] if f"{i['id']}-{e['id']}" not in known]
            for e in sorted(fresh, key=lambda e: e["time"]):
                a = self.w.alert(e, i)
                self.w.alerts.insert(0, a)
                out.append(("alert", a))
            if fresh:
                out.append(("incident", {"change": "opened" if len(fresh) == len(i["events"]) else "grew", "incident": self.w.full(i)}))
        if quiet:
            self.w.alerts.sort(key=lambda a: a["timestamp"], reverse=True)
            for n in range(150):
                t = self.w.now() - (150 - n) * 60 * 6
                self.history.append({"timestamp": iso(t), "packets_seen": 0, "packets_dropped": 0, "flows_active": 0, "alerts_fired": sum(1 for a in self.w.alerts if stamp(a["timestamp"]) <= t), "windows_analyzed": 0})
        return out

    async def dev(self, request):
        what, q = request.match_info["what"], request.query
        if what == "burst":
            n, made = int(q.get("n", 1000)), []
            pool = [(e, i) for i in self.w.incidents for e in i["events"]]
            for k in range(n):
                e, i = pool[k % len(pool)]
                a = {**self.w.alert(e, i), "alert_id": f"burst-{self.w.id}-{k}", "timestamp": iso(self.w.now())}
                made.append(a)
                await self.send("alerts", "alert", a)
                if k % 500 == 0:
                    await asyncio.sleep(0.01)
            self.w.alerts = made[::-1] + self.w.alerts
        elif what == "hostile":
            i = self.w.hostile()
            if not any(x["id"] == i["id"] for x in self.w.incidents):
                self.w.incidents.append(i)
                self.w.flows.append({**self.w.flows[-1], "id": "hostile", "name": HOSTILE, "service": HOSTILE[:20], "_start": self.w.now() - 10, "_end": self.w.now() - 1, "tags": [HOSTILE]})
        elif what == "drop" or what == "restart":
            if what == "restart":
                self.w.boot = secrets.token_hex(4)
            for sockets in self.sockets.values():
                for ws in list(sockets):
                    await ws.close(code=1001)
        elif what == "fail":
            self.w.fail = q.get("on") == "1"
        return web.Response(status=204)

    async def page(self, request):
        if request.path.startswith(("/api/", "/ws/", "/dev/")):
            return problem(404, "Not found", "There is no such path.")
        return web.FileResponse(os.path.join(self.bundle, "index.html"))

    async def asset(self, request):
        name = request.match_info["name"]
        path = os.path.join(self.bundle, os.path.basename(name))
        return web.FileResponse(path) if os.path.exists(path) else problem(404, "Not found", "There is no such file.")

    def app(self):
        app = web.Application(middlewares=[self.guard], client_max_size=2**31)
        r = app.router
        for path, handler in {"/api/capture": self.capture, "/api/stats": self.stats, "/api/stats/history": self.stats_history, "/api/traffic": self.traffic, "/api/traffic/top": self.top, "/api/alerts": self.alert_list, "/api/incidents": self.incident_list,
                              "/api/incidents/{id}": self.incident, "/api/incidents/{id}/flows": self.incident_flows, "/api/flows": self.flow_list, "/api/hosts": self.host_list, "/api/hosts/{address}": self.host, "/api/graph": self.graph, "/api/rules": self.rule_list,
                              "/api/audit": self.audit, "/assets/{name}": self.asset, "/ws/{channel}": self.socket}.items():
            r.add_get(path, handler)
        r.add_post("/api/incidents/{id}/triage", self.triage)
        r.add_put("/api/rules/{name}", self.rule)
        for path, handler in {"/api/session": self.session, "/api/config": self.configuration, "/api/suppressions": self.suppression_list, "/api/suppressions/{id}": self.suppression, "/api/tokens": self.token_list, "/api/tokens/{id}": self.token,
                              "/api/analyses": self.analysis_list, "/api/analyses/{id}": self.analysis}.items():
            r.add_route("*", path, handler)
        r.add_post("/dev/{what}", self.dev)
        r.add_get("/{path:.*}", self.page)
        app.cleanup_ctx.append(self.tick)
        return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument("--program", default=f"{root}/.build/release/netsentinel")
    parser.add_argument("--bundle", default=f"{root}/Sources/CDashboard/bundle")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--hour", type=float, default=19.5)
    parser.add_argument("--speed", type=float, default=60)
    options = parser.parse_args()
    web.run_app(Service(World(options.program, options.hour, options.speed), options.bundle).app(), host="127.0.0.1", port=options.port, print=lambda *_: print(f"http://127.0.0.1:{options.port} admin-token", flush=True))
