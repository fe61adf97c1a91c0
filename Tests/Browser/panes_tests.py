"""Intelligence, analyst, auditor and learning in a real browser: panes_tests.py BASE_URL TOKEN (an admin's). See scripts/browser-tests.sh.

The service is real; what would need the Internet, a model or weeks of traffic is answered in its place (canned.py).
"""
import json
import re
import sys

from playwright.sync_api import expect

import canned
from browser import chromium, new_page, run, serious, sign_in, tidy, visit

base, token = sys.argv[1].rstrip("/"), sys.argv[2]
paths = ("/intelligence/lookup", "/intelligence/sources", "/intelligence/lists", "/intelligence/calls", "/auditor", "/auditor/prompts", "/auditor/model", "/auditor/audits/AUDIT-1", "/ops/learning", "/ops/hunter", "/ops/retro")
sent = []


def items(*of):
    return {"items": list(of)}


def stage(page):
    """Answers in the service's place; what the page sends is noted."""
    state = {"audit": 0, "intelligence": canned.intelligence}

    def answer(route):
        request = route.request
        method, path = request.method, re.sub(r"\?.*", "", request.url[len(base):])
        body = json.loads(request.post_data or "null") if method in ("POST", "PUT") and "json" in request.headers.get("content-type", "") else None
        if method != "GET":
            sent.append((method, path, body))
        if path == "/api/intelligence":
            return route.fulfill(json=canned.intelligence)
        if path == "/api/intelligence/lookups":
            return route.fulfill(json=canned.note(body["address"]))
        if path == "/api/intelligence/lists":
            return route.fulfill(json=canned.indicators["lists"][0] if method == "POST" else canned.indicators)
        if path.startswith("/api/intelligence/lists/"):
            return route.fulfill(status=204) if method == "DELETE" else route.fulfill(json=canned.indicators["lists"][0])
        if path == "/api/intelligence/indicators":
            return route.fulfill(json=canned.knowledge("198.51.100.77"))
        if path == "/api/hunter/missions":
            return route.fulfill(json=items(*canned.missions))
        if path.startswith("/api/hunter/missions/"):
            return route.fulfill(json=canned.hunts[2] if method == "POST" else canned.missions[0])
        if path == "/api/hunter/retro":
            return route.fulfill(json=canned.retro)
        if path == "/api/hunter/alerts":
            return route.fulfill(json={"items": canned.scouts, "next_cursor": None})
        if path.startswith("/api/hunter/alerts/"):
            return route.fulfill(json=canned.scouts[2])
        if path == "/api/hunter/router-log":
            return route.fulfill(json=canned.router_log)
        if path == "/api/hunter/log":
            return route.fulfill(json={"items": canned.hunts, "next_cursor": None})
        if path == "/api/intelligence/calls":
            return route.fulfill(json=items(*canned.calls))
        if re.fullmatch(r"/api/incidents/[^/]+/analysis", path):
            return route.fulfill(json=canned.analysis("template" if method == "GET" else "model"))
        if re.fullmatch(r"/api/incidents/[^/]+/prompt", path):
            return route.fulfill(json=canned.preview)
        if path == "/api/analyst":
            return route.fulfill(json=canned.analyst)
        if path == "/api/auditor":
            running = canned.audit("AUDIT-2", "running", 2, full=False)
            return route.fulfill(json=running, status=202) if method == "POST" else route.fulfill(json=items(running, canned.audit("AUDIT-1", "done", 6, full=False)))
        if path.startswith("/api/auditor/"):
            if method == "DELETE":
                return route.fulfill(status=204)
            if path.endswith("AUDIT-2"):
                state["audit"] = min(6, state["audit"] + 1)
                return route.fulfill(json=canned.audit("AUDIT-2", "done" if state["audit"] == 6 else "running", state["audit"]))
            return route.fulfill(json=canned.audit("AUDIT-1", "done", 6))
        if path == "/api/auditor-prompts":
            return route.fulfill(json=items(*canned.prompts))
        if path.startswith("/api/auditor-prompts/"):
            return route.fulfill(json={**canned.prompts[0], "text": body["text"] or "", "changed": body["text"] is not None})
        if path in ("/api/model", "/api/model/train"):
            return route.fulfill(json=canned.model)
        if path == "/api/model/anomalies":
            return route.fulfill(json=items(*canned.anomalies))
        return route.continue_()

    page.route(re.compile(re.escape(base) + r"/api/(intelligence|analyst|auditor|auditor-prompts|model|hunter)([/?].*)?$"), answer)
    page.route(re.compile(re.escape(base) + r"/api/incidents/[^/]+/(analysis|prompt)$"), answer)

    def noted(route):
        if route.request.method != "GET":
            return route.continue_()
        response = route.fetch()
        document = response.json()
        if re.search(r"/api/incidents/[^/?]+$", route.request.url):
            document["evidence"] = [canned.note("198.51.100.77"), canned.note("198.51.100.78", 0)]
            document["events"].append(canned.anomaly_event)
            document["places"] = {"198.51.100.77": canned.knowledge("")["place"]}
        elif "/api/hosts/" in route.request.url:
            document["evidence"] = canned.note(document["address"], 3)
            document["place"] = {**canned.knowledge("")["place"], "org": canned.HOSTILE}
        else:
            for index, one in enumerate(document["items"]):
                one["consensus"] = canned.consensus(index % 4)
                one["place"] = canned.knowledge("")["place"] if index else None
        route.fulfill(response=response, json=document)

    page.route(re.compile(re.escape(base) + r"/api/(incidents|hosts)(/[^/?]+)?(\?.*)?$"), noted)


def nothing_ran(page):
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img, main script, dialog img, dialog script").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()


def story(page):
    visit(page, base + "/incidents?status=all")
    expect(page.locator(".incident-row").first).to_be_visible()
    return base + page.locator(".incident-title").first.get_attribute("href")


def the_consensus_stands_on_incidents_and_hosts(page, browser):
    address = story(page)
    expect(page.locator(".incident-row .consensus").first).to_be_visible()
    visit(page, address)
    expect(page.locator(".incident-head .consensus").first).to_contain_text("2/3")
    expect(page.locator(".chapter", has_text="240 hosts").get_by_role("img", name="hosts: 240, usually 3, seldom above 12")).to_be_visible()
    expect(page.locator(".note-folded").first).to_contain_text("198.51.100.77")
    expect(page.locator(".incident-head")).to_contain_text("Netherlands · AS64500 EXAMPLE-HOSTING")
    page.locator(".note-folded summary").first.click()
    expect(page.locator(".verdict.flagged").first).to_contain_text("abuseipdb")
    expect(page.locator(".verdict.failed").first).to_contain_text("rate limited")
    nothing_ran(page)
    visit(page, base + "/intelligence/hosts")
    expect(page.locator("tbody .consensus").first).to_be_visible()
    page.locator("tbody a").first.click()
    expect(page.locator(".note-head")).to_contain_text("3 of 3 reputation sources flag it")
    expect(page.locator(".note-head")).to_contain_text("block it")


def any_address_is_looked_up_when_somebody_asks(page, browser):
    sent.clear()
    visit(page, base + "/intelligence/lookup?address=198.51.100.77")
    assert not sent, sent
    page.get_by_role("button", name="Look up").click()
    expect(page.locator(".note-head")).to_contain_text("2/3")
    expect(page.locator(".verdicts")).to_contain_text("<script>")
    expect(page.locator(".listings")).to_contain_text("botnets.csv")
    expect(page.locator("main")).to_contain_text("Netherlands · AS64500 EXAMPLE-HOSTING")
    assert sent == [("POST", "/api/intelligence/lookups", {"address": "198.51.100.77", "fresh": False})], sent
    # A domain is looked for on this machine alone.
    page.get_by_label("Address, domain or TLS fingerprint").fill("bad.example")
    page.get_by_role("button", name="Look up").click()
    expect(page).to_have_url(base + "/intelligence/lookup?address=bad.example")
    expect(page.locator(".listings")).to_contain_text("botnets.csv")
    assert len(sent) == 1, sent
    nothing_ran(page)


def sources_are_changed_together_by_apply(page, browser):
    sent.clear()
    visit(page, base + "/intelligence/sources")
    expect(page.locator(".rule.source")).to_have_count(7)
    expect(page.locator(".rule.source", has_text="VirusTotal").first).to_contain_text("500 of 500")
    expect(page.get_by_role("button", name="Apply")).to_be_disabled()
    page.locator(".rule.source summary", has_text="OTX").click()
    page.get_by_label("Key of AlienVault OTX").fill("secret-key")
    page.locator(".rule.source[open]").get_by_label("Ask it", exact=True).uncheck()
    expect(page.locator(".apply-bar")).to_contain_text("2 changes not applied")
    page.locator(".rule.source[open]").get_by_label("Ask it", exact=True).check()
    expect(page.locator(".apply-bar")).to_contain_text("1 change not applied")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".apply-bar")).to_contain_text("Nothing is changed")
    assert sent == [("PUT", "/api/intelligence", {"sources": {"otx": {"key": "secret-key"}}})], sent
    assert "secret-key" not in page.content()
    nothing_ran(page)


def blocklists_are_added_switched_and_removed(page, browser):
    sent.clear()
    visit(page, base + "/intelligence/lists")
    expect(page.locator(".rule.list")).to_have_count(3)
    page.locator(".rule.list summary").first.click()
    expect(page.locator(".rule.list[open]")).to_contain_text("reserved address")
    expect(page.locator(".rule.list[open]")).to_contain_text("<script>")
    page.locator(".rule.list[open]").get_by_role("switch").click()
    expect(page.locator(".toast.done")).to_contain_text("is off")
    page.get_by_role("button", name="Remove Botnet controllers").click()
    expect(page.locator(".toast.done").last).to_contain_text("was removed")
    page.get_by_role("button", name="Add a list").click()
    page.set_input_files("#list-file", {"name": "my list.txt", "mimeType": "text/plain", "buffer": b"198.51.100.7\n"})
    page.fill("#list-source", "a friend")
    assert not serious(page), serious(page)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("dialog")).to_have_count(0)
    assert [one[:2] for one in sent] == [("PUT", "/api/intelligence/lists/botnets.csv"), ("DELETE", "/api/intelligence/lists/botnets.csv"), ("POST", "/api/intelligence/lists")], sent
    nothing_ran(page)


def missions_run_and_the_log_says_why_there_is_nothing(page, browser):
    sent.clear()
    visit(page, base + "/ops/hunter")
    expect(page.locator(".mission")).to_have_count(3)
    expect(page.locator(".hunts > li").first).to_contain_text("2 new findings")
    expect(page.locator(".hunts > li").nth(1)).to_contain_text("1 MB a day is asked for")
    expect(page.locator(".hunts")).to_contain_text("<script>")
    page.locator(".mission summary").first.click()
    page.get_by_role("button", name="Run Slow exfiltration now").click()
    expect(page.locator(".toast.done")).to_contain_text("nothing new")
    page.locator(".mission[open] .mission-tools input").fill("12")
    page.locator(".mission[open]").get_by_role("button", name="Set").click()
    expect(page.locator(".toast.done").last).to_contain_text("every 12 hours")
    assert [(one[0], one[1], one[2]) for one in sent] == [("POST", "/api/hunter/missions/slow_exfiltration/run", None), ("PUT", "/api/hunter/missions/slow_exfiltration", {"every_hours": 12})], sent
    page.locator(".panel-tools select").select_option("slow_exfiltration")
    expect(page).to_have_url(base + "/ops/hunter?mission=slow_exfiltration")
    nothing_ran(page)


def the_past_is_looked_through(page, browser):
    sent.clear()
    visit(page, base + "/ops/retro")
    page.get_by_label("For trial: keep nothing").check()
    page.get_by_role("button", name="Look back").click()
    expect(page.locator(".report")).to_contain_text("1 alert would be kept, 1 passed over")
    page.get_by_label("Snooze alert 1").select_option("1440")
    page.get_by_role("button", name="Take alert 3 back").click()
    expect(page.locator("main")).to_contain_text("180")
    assert sent == [("POST", "/api/hunter/retro", {"since": "1 day", "dry_run": True}), ("POST", "/api/hunter/alerts/1/status", {"status": "snoozed", "minutes": 1440}), ("POST", "/api/hunter/alerts/3/status", {"status": "new"})], sent
    nothing_ran(page)


def claims_lead_to_their_events_and_struck_ones_stay_visible(page, browser):
    visit(page, story(page))
    panel = page.locator(".panel.analysis")
    expect(panel).to_contain_text("from templates")
    sent.clear()
    page.get_by_role("button", name="Ask the model again").click()
    expect(panel).to_contain_text("by ollama llama3.2:3b")
    expect(panel.locator(".struck summary")).to_contain_text("1 claim struck")
    expect(panel.locator(".struck s")).not_to_be_visible()
    panel.locator(".struck summary").click()
    expect(panel.locator(".struck s")).to_be_visible()
    expect(panel.locator(".struck")).to_contain_text("There is no event E98")
    panel.locator(".claims .cited a", has_text="E1").first.click()
    assert page.evaluate("document.activeElement.id") == "event-E1"
    expect(page.locator("#event-E1")).to_be_in_viewport()
    nothing_ran(page)


def playbook_commands_are_copied(page, browser):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, story(page))
    expect(page.locator(".phase summary b")).to_have_text(["Contain", "Investigate", "Eradicate", "Recover"])
    page.get_by_role("button", name="Copy command of step S1").click()
    expect(page.locator(".toast.done")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == canned.analysis()["playbook"][0]["commands"][0]


def what_would_be_sent_is_shown_to_the_letter(page, browser):
    visit(page, story(page))
    page.get_by_role("button", name="What would be sent").click()
    expect(page.locator("dialog pre").last).to_contain_text("<img src=x>\\u202E")
    expect(page.locator("dialog")).to_contain_text("under other names")
    assert not serious(page), serious(page)
    nothing_ran(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def an_audit_runs_with_progress_to_findings(page, browser):
    sent.clear()
    visit(page, base + "/auditor")
    page.get_by_label("Risk at least").select_option("medium")
    page.locator(".kinds summary").click()
    page.get_by_role("button", name="c2 beacon", exact=True).click()
    page.get_by_role("button", name="Start").click()
    expect(page).to_have_url(base + "/auditor/audits/AUDIT-2")
    body = sent[0][2]
    assert (body["source"], body["min_risk"], body["kinds"], body["use_model"]) == ("alerts", "medium", ["c2_beacon"], True), body
    expect(page.locator(".progress-line")).to_contain_text("of 6")
    expect(page.locator("main")).to_contain_text("done: 900 rows", timeout=30_000)
    expect(page.locator(".finding").first).to_contain_text("tried many ports")
    page.locator(".cited a", has_text="E2").first.click()
    assert page.evaluate("document.activeElement.id") == "row-E2"
    expect(page.get_by_role("link", name="Findings as CSV")).to_have_attribute("href", "/api/auditor/AUDIT-2/findings.csv")
    with page.expect_download() as given:
        page.get_by_role("button", name="All as JSON").click()
    assert json.load(open(given.value.path()))["id"] == "AUDIT-2"
    nothing_ran(page)
    page.get_by_role("button", name="Remove").click()
    expect(page).to_have_url(base + "/auditor")
    assert sent[-1][:2] == ("DELETE", "/api/auditor/AUDIT-2"), sent


def a_foreign_log_is_audited(page, browser):
    sent.clear()
    visit(page, base + "/auditor")
    page.get_by_role("button", name="A log of mine").click()
    expect(page.get_by_role("button", name="Start")).to_be_disabled()
    page.set_input_files("input[type=file][aria-label='Log file']", {"name": "<b>router.jsonl", "mimeType": "application/json", "buffer": b'{"src_ip": "10.0.0.5"}\n'})
    expect(page.locator("#audit-log")).to_have_value('{"src_ip": "10.0.0.5"}\n')
    page.get_by_role("button", name="Start").click()
    expect(page).to_have_url(re.compile("AUDIT-2"))
    assert sent[0][2]["source"] == "external" and sent[0][2]["log"].startswith('{"src_ip"'), sent


def prompts_and_the_model_are_edited(page, browser):
    sent.clear()
    visit(page, base + "/auditor/prompts")
    page.get_by_role("textbox", name="Security analyst").fill("Look closely.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator(".panel-note").first).to_have_text("your text")
    page.get_by_role("button", name="Back to the original").first.click()
    expect(page.locator(".panel-note").first).to_have_text("the text it came with")
    assert [one[2] for one in sent] == [{"text": "Look closely."}, {"text": None}], sent
    sent.clear()
    visit(page, base + "/auditor/model")
    page.select_option("#backend", "gemini")
    page.get_by_label("Key of Gemini").fill("secret-key")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".toast.done")).to_be_visible()
    assert sent == [("PUT", "/api/analyst", {"backend": "gemini", "url": "", "model": "", "key": "secret-key"})], sent


def anomalies_show_baseline_and_value(page, browser):
    visit(page, base + "/ops/learning")
    expect(page.locator(".anomaly")).to_have_count(2)
    expect(page.get_by_role("img", name="hosts: 240, usually 3, seldom above 12")).to_be_visible()
    expect(page.get_by_role("img", name="packet size: 61, usually 900, seldom below 200")).to_be_visible()
    # The value lies beyond the shaded range, and on the other side where it is too low.
    places = page.evaluate("""[...document.querySelectorAll('.deviation')].map((one) => [one.querySelector('.deviation-usual').x1.baseVal.value, one.querySelector('.deviation-limit').x1.baseVal.value, one.querySelector('.deviation-value').cx.baseVal.value])""")
    usual, limit, value = places[0]
    assert usual < limit < value, places[0]
    usual, limit, value = places[4]
    assert usual > limit > value, places[4]
    nothing_ran(page)


def a_viewer_sees_and_changes_nothing(page, browser):
    made = page.request.post(base + "/api/tokens", data={"name": "panes", "role": "viewer"}, headers={"Origin": base})
    assert made.ok, made.text()
    viewer = new_page(browser, base, noted=False)
    sign_in(viewer, base, made.json()["token"])
    stage(viewer)
    sent.clear()
    visit(viewer, base + "/intelligence/sources")
    expect(viewer.get_by_role("button", name="Apply")).to_have_count(0)
    expect(viewer.locator("main")).to_contain_text("needs the admin role")
    visit(viewer, base + "/auditor")
    expect(viewer.get_by_role("button", name="Start")).to_be_disabled()
    visit(viewer, story(viewer))
    viewer.get_by_role("button", name="Ask the model again").click(force=True)
    visit(viewer, base + "/ops/learning")
    viewer.get_by_role("button", name="Train now").click(force=True)
    viewer.wait_for_timeout(300)
    assert not sent, sent
    viewer.context.close()


def a_service_without_these_rooms_says_so(page, browser):
    bare = new_page(browser, base, noted=False, storage_state=page.context.storage_state())
    nothing = lambda route: route.fulfill(status=404, content_type="application/problem+json", body=json.dumps({"title": "Not found", "status": 404, "detail": "There is no such path."}))
    bare.route(re.compile(re.escape(base) + r"/api/(intelligence|analyst|auditor|auditor-prompts|model|hunter)([/?].*)?$"), nothing)
    bare.route(re.compile(re.escape(base) + r"/api/incidents/[^/]+/(analysis|prompt)$"), nothing)
    for path, words in (("/intelligence/sources", "no intelligence sources"), ("/auditor", "no auditor"), ("/auditor/model", "no analyst"), ("/ops/learning", "does not learn"), ("/intelligence/lists", "no blocklists"), ("/ops/hunter", "no hunter"), ("/ops/retro", "no retro-hunt")):
        visit(bare, base + path)
        expect(bare.locator("main")).to_contain_text(words)
    visit(bare, story(bare))
    expect(bare.locator(".story .chapter").first).to_be_visible()
    expect(bare.locator(".panel.analysis")).to_have_count(0)
    bare.context.close()


def every_pane_is_accessible_and_fits_a_phone(page, browser):
    signed, address = page.context.storage_state(), story(page)
    visit(page, base + "/intelligence/hosts")
    host = base + page.locator("main tbody a").first.get_attribute("href")
    for scheme in ("dark", "light"):
        looker = new_page(browser, base, scheme, storage_state=signed)
        stage(looker)
        for path in (*(base + one for one in paths), address, host):
            visit(looker, path)
            looker.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
            looker.wait_for_timeout(200)
            assert not serious(looker), (scheme, path, serious(looker))
        looker.set_viewport_size({"width": 360, "height": 740})
        for path in (*(base + one for one in paths), address, host):
            visit(looker, path)
            looker.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
            assert looker.evaluate("document.documentElement.scrollWidth") <= 360, path
        looker.context.close()


tests = [the_consensus_stands_on_incidents_and_hosts, any_address_is_looked_up_when_somebody_asks, sources_are_changed_together_by_apply, blocklists_are_added_switched_and_removed, missions_run_and_the_log_says_why_there_is_nothing, the_past_is_looked_through, claims_lead_to_their_events_and_struck_ones_stay_visible, playbook_commands_are_copied, what_would_be_sent_is_shown_to_the_letter, an_audit_runs_with_progress_to_findings, a_foreign_log_is_audited, prompts_and_the_model_are_edited, anomalies_show_baseline_and_value, a_viewer_sees_and_changes_nothing, a_service_without_these_rooms_says_so, every_pane_is_accessible_and_fits_a_phone]
if __name__ == "__main__":
    with chromium() as browser:
        page = new_page(browser, base)
        sign_in(page, base, token)
        stage(page)
        failed = run(tests, page, browser)
    sys.exit(1 if failed + tidy() else 0)
