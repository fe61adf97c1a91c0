"""Answers as the API document has them, for what a test machine cannot have: sources of intelligence on the Internet, a model, weeks of traffic.

The texts that others choose are hostile here: markup, characters that turn text around, terminal escapes.
"""
HOSTILE = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>\u202egpj.exe\u001b[31m"
AT, LATER = "2026-01-05T10:20:30.000000Z", "2026-01-05T22:20:30.000000Z"


def consensus(flagged, configured=3, answered=3, threshold=3, confidence=0.0):
    block = configured > 0 and flagged >= min(threshold, configured)
    return dict(flagged=flagged, configured=configured, answered=answered, threshold=threshold, confidence=confidence, score=f"{flagged}/{configured}", disposition="block" if block else "allow", should_block=block)


def verdict(source, kind="reputation", outcome="answered", flagged=False, confidence=0.0, reason="", problem=None, excerpt="", facts=()):
    return dict(source=source, kind=kind, outcome=outcome, problem=problem, flagged=flagged, confidence=confidence, reason=reason, excerpt=excerpt, facts=list(facts), at=AT, expires=LATER)


def fact(name, value, threshold=None):
    return dict(name=name, value=value, **({} if threshold is None else {"threshold": threshold}))


def note(subject, flagged=2):
    return dict(subject=subject, at=AT, consensus=consensus(flagged, confidence=0.61), verdicts=[
        verdict("abuseipdb", flagged=flagged > 0, confidence=0.97, reason="Score 97 of 100 from 412 reports in 90 days.", excerpt='{"data":{"abuseConfidenceScore":97}}', facts=[fact("score", 97, 60), fact("reports", 412, 3)]),
        verdict("otx", flagged=flagged > 1, confidence=0.4, reason=f"4 pulses, the first: {HOSTILE}", facts=[fact("pulses", 4, 1)]),
        verdict("virustotal", outcome="failed", problem="rate_limited", reason="VirusTotal asked for silence; asked again in 54 s."),
        verdict("rdns", "name", reason="One name.", facts=[fact("names", [f"{HOSTILE}.example.net"])]),
        verdict("rdap", "registration", reason="RIPE NCC: EXAMPLE-HOSTING, country NL.", facts=[fact("network", "EXAMPLE-HOSTING"), fact("country", "NL"), fact("block", "198.51.100.0/24")]),
        verdict("traceroute", "route", "skipped", problem="throttled", reason="Its budget of 6 a minute is used up."),
    ])


def source(id, title, kind, state="ok", key=None, needs_key=False, used=0, per_day=1000, per_minute=60, options=(), help="", **more):
    return dict(dict(id=id, title=title, kind=kind, help=help, enabled=state != "disabled", automatic=needs_key and key is not None, configured=state not in ("unconfigured",), state=state, needs_key=needs_key, key=key, key_origin="file" if key else None,
                     key_variables=[f"{id.upper()}_API_KEY"] if needs_key else [], url=None, options=list(options), budget=dict(used_minute=min(used, per_minute), per_minute=per_minute, used_day=used, per_day=per_day), until=None, calls=used, refused={}, last_error=None, last_error_at=None), **more)


intelligence = dict(offline=False, automatic=True, contacts=False, threshold=3, waiting=2, refused=14, sources=[
    source("abuseipdb", "AbuseIPDB", "reputation", key="••••••3f9a", needs_key=True, used=847, help="Abuse reports of the last 90 days.", options=[dict(name="score", value=60, default=60, minimum=1, maximum=100, help="Flagged from this score on."), dict(name="reports", value=5, default=3, minimum=1, maximum=1000, help="Or from so many reports on.")]),
    source("virustotal", "VirusTotal", "reputation", "limited", key="••••••11bc", needs_key=True, used=500, per_day=500, per_minute=4, until=LATER, refused={"budget": 31}, help="What some 90 engines say."),
    source("otx", "AlienVault OTX", "reputation", "unconfigured", needs_key=True, per_day=10000, per_minute=100, help="Pulses that name the address."),
    source("rdns", "Reverse DNS", "name", used=40, per_day=5000, help="Its name, of the system's name servers."),
    source("whois", "WHOIS", "registration", "broken", used=12, per_minute=20, last_error=f"connection: {HOSTILE}", last_error_at=AT, until=LATER, url="whois.iana.org:43", help="Whose it is."),
    source("pdns", "Passive DNS", "history", "unconfigured", key_variables=["PDNS_API_KEY"], help="Names that pointed to it."),
    source("traceroute", "Traceroute", "route", "disabled", per_day=500, per_minute=6, help="The way there."),
])
calls = [dict(at=AT, service="abuseipdb", target="api.abuseipdb.com", purpose="198.51.100.77", outcome="200", left=True), dict(at=AT, service="virustotal", target="www.virustotal.com", purpose=HOSTILE, outcome="budget", left=False)]


def analysis(origin="model"):
    return dict(origin=origin, model="ollama llama3.2:3b" if origin == "model" else None, summary="", claims=[
        dict(text="192.168.20.107 tried 1,000 ports of 192.168.20.10 within 12 seconds.", events=["E1"], by="template"),
        dict(text=f"It then called itself {HOSTILE}.", events=["E1", "E2"], by=origin),
    ], struck=[dict(text="It also stole 40 GB from 203.0.113.9.", events=["E98"], reason="There is no event E98; 203.0.113.9 occurs in none.")] if origin == "model" else [],
        techniques=[dict(id="T1046", name="Network Service Discovery", tactic="discovery", events=["E1"], argument="It asked for far more ports than a client needs.")],
        meaning="Somebody looks for services that can be attacked.", first_step="Find out who uses 192.168.20.107.", harmless="A scanner of your own, or monitoring that was just set up.",
        playbook=[dict(id="S1", phase="contain", action="Cut 192.168.20.107 off from the servers.", commands=["nft add rule inet filter forward ip saddr 192.168.20.107 drop"]),
                  dict(id="S2", phase="investigate", action="See what else it spoke with.", commands=["netsentinel hunt 'src:192.168.20.107' --since 7d", "ss -tnp dst 192.168.20.107"]),
                  dict(id="S3", phase="eradicate", action="Remove what started the scan.", commands=[]), dict(id="S4", phase="recover", action="Take the rule back when it is clean.", commands=[])],
        fallback=None, content_hash="6f1d", made=AT)


preview = dict(system="You explain incidents.\nAnswer with JSON only.", user='{"events": [{"id": "E1", "name": "<img src=x>\u202e"}]}', model="ollama llama3.2:3b", url="http://127.0.0.1:11434", pseudonyms=True)
analyst = dict(backend="ollama", url="http://127.0.0.1:11434", model="llama3.2:3b", key=None, key_source=None, per_minute=10, per_day=200, timeout_seconds=60, pseudonyms=True, minimum_severity="medium", instructions="", backends=[
    dict(name="gemini", title="Gemini", url="https://generativelanguage.googleapis.com", model="gemini-2.0-flash", needs_key=True), dict(name="ollama", title="Ollama", url="http://127.0.0.1:11434", model="llama3.2", needs_key=False), dict(name="openai", title="OpenAI-compatible server", url="http://127.0.0.1:8080", model="", needs_key=False),
], standing=dict(state="ok", used_minute=1, used_day=64, asked=64, cached=12, failed=1, claims_kept=201, claims_struck=9, last_error=f"timed_out: {HOSTILE}"))


def audit(id, state, done, chunks=6, full=True):
    findings = [dict(text="192.168.20.107 tried many ports of three hosts, then log-ins at one of them.", risk="critical", rows=["E1", "E2"], by="model"), dict(text=f"One host asked for {HOSTILE} 400 times.", risk="medium", rows=["E3"], by="template")] if done else []
    rows = [dict(id=f"E{n}", risk=risk, kind=kind, source="192.168.20.107", destination="192.168.20.10", port=22, text=text, hits=12 * n, first=AT, last=LATER) for n, (risk, kind, text) in enumerate([("critical", "port_scan_vertical", "1,000 ports"), ("high", "brute_force_ssh", "90 log-ins failed"), ("medium", "dns_tunnel", HOSTILE)], 1)]
    return dict(id=id, state=state, source="alerts", model="ollama llama3.2:3b", progress=done / chunks, rows_read=900, chunks=chunks, chunks_done=done, findings=findings, struck=analysis()["struck"] if done else [], rows=rows if full and done else [], message="", started=AT, elapsed_seconds=41.5)


prompts = [dict(name="analyst", title="Security analyst", text="You are a security analyst.", changed=False), dict(name="network", title="Network engineer", text="You are a network engineer.", changed=True)]

model = dict(kind="own", generation=3, trained_at=AT, days=6.5, rows=184_220, budget=1.0, known_hours=141, aspects=[
    dict(name="reaches", features=["flows", "hosts", "ports", "unanswered_share"], rows=80_100, threshold=0.71), dict(name="speech", features=["bytes_sent", "sent_share", "packets_sent"], rows=60_000, threshold=0.68),
], learning=dict(on=True, progress=0.62, minutes=893, minutes_left=547, rows=120_000, refused=310))


def feature(name, value, usual, limit, distance, share):
    return dict(name=name, value=value, usual=usual, limit=limit, distance=distance, share=share)


anomalies = [
    dict(alert="A1", incident_id=None, time=AT, subject="192.168.20.107", aspect="reaches", summary="192.168.20.107 turned to 240 hosts in a minute, usually to 3.", score=0.83, threshold=0.71, as_odd_a_day=0.02, features=[feature("hosts", 240, 3, 12, 4.2, 0.61), feature("flows", 900, 20, 140, 2.4, 0.3), feature("unanswered_share", 0.02, 0.01, 0.2, 0.1, 0.09)]),
    dict(alert="A2", incident_id=None, time=AT, subject="192.168.20.31", aspect="speech", summary=f"192.168.20.31 sent as never before to {HOSTILE}.", score=0.77, threshold=0.68, as_odd_a_day=1.4, features=[feature("bytes_sent", 48_000_000, 12_000, 90_000, 88, 0.8), feature("packet_size", 61, 900, 200, 1.2, 0.2)]),
]


def entries(addresses=0, blocks=0, domains=0, fingerprints=0):
    return dict(addresses=addresses, blocks=blocks, domains=domains, fingerprints=fingerprints)


def blocklist(id, name, format, of, **more):
    return dict(dict(id=id, name=name, source="", confidence=0.8, expires=None, enabled=True, format=format, entries=of, faults=[], loaded=AT, problem=None), **more)


indicators = dict(lists=[
    blocklist("botnets.csv", "Botnet controllers", "csv", entries(41_200, 310), source="example.org", confidence=0.95, faults=[dict(reason="reserved_address", count=12, line=7, sample="10.0.0.5"), dict(reason="unreadable", count=3, line=90, sample=HOSTILE)]),
    blocklist("domains.txt", HOSTILE, "plain", entries(domains=912_000), enabled=False),
    blocklist("broken.json", "Broken", "", entries(), problem=f"Not a STIX bundle: {HOSTILE}"),
], entries=entries(41_200, 310, 912_000, 0), bytes=64_000_000, loaded=AT, load_seconds=1.3, refused=0, past=dict(state="idle", flows=1_204_000, hits=2, finished=AT), geo=[dict(path="/var/lib/GeoIP/country.mmdb", type="GeoLite2-Country", built=AT, problem=None)])


def knowledge(subject):
    return dict(subject=subject, hit=dict(indicator="198.51.100.0/24", kind="block", confidence=0.95, listings=[dict(list="botnets.csv", source="example.org", confidence=0.95, label=HOSTILE)]), place=dict(country="NL", country_name="Netherlands", city=None, asn=64500, org="EXAMPLE-HOSTING"))


def hunt(id, mission, findings=0, incidents=(), **more):
    return dict(dict(id=id, mission=mission, started=AT, seconds=0.42, trigger="schedule", looked=["7 days of history, 184,220 flows of 31 hosts.", f"12 names were passed over, such as {HOSTILE}."], findings=findings, incidents=list(incidents), nothing=None if findings else "The greatest was 210 kB to 203.0.113.9 in a day; 1 MB a day is asked for."), **more)


def mission(name, title, last=None, **more):
    return dict(dict(name=name, title=title, description="Data that leaves in small parts over days.", detections=["exfiltration"], techniques=["T1048"], severity="high", options=[dict(name="minimum_days", unit="days", value=3, default=3, minimum=2, maximum=30, help="Days on which it went on.")], blind_spots=["What leaves by mail."], enabled=True, every_hours=6, last_run=last, next_run=LATER), **more)


missions = [mission("slow_exfiltration", "Slow exfiltration", hunt(7, "slow_exfiltration")), mission("lateral_movement", "Slow lateral movement", hunt(8, "lateral_movement", 2, ["INC-20260105-82931A29BE"])), mission("rare_destination", "Rare destination", None, enabled=False, next_run=None)]
hunts = [missions[1]["last_run"], missions[0]["last_run"], hunt(5, "slow_exfiltration", trigger="person")]


def scout(id, type="vertical_scan", status="new", **more):
    return dict(dict(id=id, alert_type=type, src_ip="198.51.100.77", dst_ip="192.168.20.10", score=88.5, status=status, snoozed_until=None, evidence_json='{"ports": 160, "first_port": 1}', enrichment_json=None, created_at=AT), **more)


scouts = [scout(1), scout(2, "horizontal_scan", "enriched", src_ip=HOSTILE, dst_ip=None, evidence_json=f"not JSON {HOSTILE}", enrichment_json='{"rdns": "<b>"}'), scout(3, status="snoozed", snoozed_until=LATER)]
retro = dict(database="own folder", dry_run=True, schema="netsentinel", since=AT, until=LATER, events=184_220, unreadable=3, notes=[f"A note: {HOSTILE}"], inserted=0, skipped=1, alerts=[dict(scouts[0], outcome="would"), dict(scouts[1], outcome="duplicate")])
router_log = dict(lines=4_200, events=3_900, known=120, unparsed=180, evicted=0)


anomaly_event = dict(id="E99", time="2026-01-05T23:00:00.000000Z", last_time="2026-01-05T23:00:00.000000Z", repeats=1, detection="anomaly", summary=f"192.168.20.107 turned to 240 hosts, and to {HOSTILE}.", severity="medium", confidence=0.7, techniques=[], attackers=["192.168.20.107"], victims=[], flows=[], evidence=[
    fact("aspect", "reaches"), fact("score", 0.83, 0.71), fact("as_odd_a_day", 0.02, 1), fact("features", ["hosts", "flows"]), fact("hosts", 240, 12), fact("hosts_usual", 3), fact("hosts_distance", 4.2), fact("hosts_share", 0.61), fact("flows", 900, 140), fact("flows_usual", 20), fact("flows_distance", 2.4), fact("flows_share", 0.3),
])
