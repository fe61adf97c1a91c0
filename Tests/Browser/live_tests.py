"""The dashboard beside services of its own, which it starts, stops and feeds: live_tests.py PROGRAM. See scripts/browser-tests.sh.

The page is opened once and not loaded anew where a test says that something arrives by itself.
"""
import base64
import contextlib
import json
import re
import subprocess
import sys
import tempfile

from playwright.sync_api import Error, expect

import hostile
from browser import chromium, new_page, run, serious, sign_in, tidy, visit
from service import Service

program = sys.argv[1]
folder = tempfile.mkdtemp(prefix="netsentinel-captures-")
chain, capture = f"{folder}/chain.pcap", f"{folder}/hostile.pcap"
HOSTILE = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>\u202egpj.exe\u001b[31m"
loaded = "window.loadedOnce"


def ask(page, path):
    answer = page.request.get(service.base + path)
    assert answer.ok, (path, answer.status)
    return answer.json()


def the_printed_address_signs_in_and_the_token_leaves_it(page):
    page.goto(f"{service.base}/#token={service.token}")
    expect(page.locator(".status-line")).to_be_visible()
    assert page.url == service.base + "/", page.url
    assert service.token not in page.content()
    assert not page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])").count(service.token)
    page.reload()
    expect(page.locator(".status-line")).to_be_visible()


def incidents_arrive_during_the_replay_without_a_reload(page):
    visit(page, service.base + "/incidents")
    page.evaluate(f"{loaded} = true")
    expect(page.locator(".incident-row").first).to_be_visible(timeout=60_000)
    expect(page.locator(".incident-title").first).to_contain_text(", then ", timeout=60_000)
    expect(page.locator(".status-line")).to_contain_text(re.compile(r"[1-9]\d*\s*open incidents"))
    assert page.evaluate(loaded) is True


def after_a_restart_the_page_is_live_again_without_gap_or_duplicates(page):
    visit(page, service.base + "/alerts")
    page.evaluate(f"{loaded} = true")
    expect(page.locator(".feed-foot")).to_contain_text("here of")
    before = ask(page, "/api/alerts?limit=500")
    service.stop()
    expect(page.locator(".chip.lost")).to_be_visible()
    # What is found while the page is away must not be missing when it is back.
    service.start("-r", capture, "--replay-speed", "max")
    expect(page.locator(".chip.live")).to_be_visible(timeout=60_000)
    expect(page.locator(".capture-state")).to_contain_text("ended", ignore_case=True, timeout=60_000)
    after = ask(page, "/api/alerts?limit=500")
    ids = [alert["alert_id"] for alert in after["items"]]
    assert len(ids) == len(set(ids)) and {alert["alert_id"] for alert in before["items"]} < set(ids)
    expect(page.locator(".feed-foot")).to_contain_text(f"{len(ids)} here of {len(ids)} stored")
    assert page.evaluate(loaded) is True


def nothing_ran(page):
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img, main script, main svg[onload]").count() == 0


def hostile_names_of_a_capture_are_text(page):
    visit(page, service.base + f"/flows?q=host:{hostile.CLIENT}", 1_200)
    rows = page.locator("table.flows tbody")
    expect(rows).to_contain_text("<img src=x")
    # The program itself writes what is no letter of a name as \226 and the like.
    expect(rows).to_contain_text("\\226\\128\\174")
    nothing_ran(page)
    visit(page, service.base + f"/hosts/{hostile.CLIENT}", 1_200)
    expect(page.locator("main")).to_contain_text("<img src=x")
    nothing_ran(page)
    visit(page, service.base + "/intelligence/hosts", 1_200)
    nothing_ran(page)


def hostile_answers_are_text_on_every_page(page):
    texts = {"title", "summary", "description", "name", "names", "vendor", "state", "message", "source", "reason", "detection", "by", "text", "src_ip", "who", "target", "service"}

    def poisoned(value, key=None):
        if isinstance(value, dict):
            # A technique's name is of the program's own table, not from the wire.
            return value if "tactic" in value else {name: poisoned(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [poisoned(inner, key) for inner in value]
        return HOSTILE + value if isinstance(value, str) and key in texts else value

    def answer(route):
        if route.request.method != "GET" or "/api/session" in route.request.url:
            return route.continue_()
        with contextlib.suppress(Error):  # the page may have left before the answer
            response = route.fetch()
            route.fulfill(response=response, json=poisoned(response.json()))

    story = ask(page, "/api/incidents?limit=1")["items"][0]["id"]
    page.route("**/api/**", answer)
    try:
        rooms = ("/intelligence/sources", "/intelligence/lists", "/intelligence/calls", "/auditor", "/auditor/prompts", "/auditor/model", "/ops/learning", "/ops/hunter", "/ops/retro")
        for path in (*rooms, "/", "/incidents?status=all", f"/incidents/{story}", "/alerts", "/flows", "/graph", "/intelligence/hosts", f"/hosts/{hostile.CLIENT}", "/intelligence/allowed", "/ops/capture", "/ops/rules", "/ops/analyses", "/ops/tokens", "/ops/audit"):
            visit(page, service.base + path)
            if path not in (*rooms, "/graph", "/intelligence/allowed", "/ops/analyses"):
                expect(page.locator("main")).to_contain_text("<script>")
            nothing_ran(page)
            # The cards of rules, sources, missions and prompts are the program's own.
            assert path in ("/ops/rules", "/ops/hunter", "/intelligence/sources", "/auditor", "/auditor/prompts", "/auditor/model") or "\u202e" not in page.locator("main").inner_text(), path
    finally:
        page.unroute_all(behavior="ignoreErrors")


def a_dropped_capture_is_analysed_with_progress(page):
    visit(page, service.base + "/")
    with open(chain, "rb") as file:
        content = base64.b64encode(file.read()).decode()
    page.evaluate("""([content, name]) => {
        const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], name));
        for (const type of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }""", [content, "<b>chain.pcap"])
    expect(page.locator(".upload")).to_contain_text("<b>chain.pcap")
    expect(page.locator(".upload [role=status]")).to_contain_text("packets read", timeout=60_000)
    page.locator(".upload a").click()
    expect(page.locator(".analysis-incidents details").first).to_be_visible()
    expect(page.locator("h1").first).to_have_text("<b>chain.pcap")
    page.wait_for_timeout(500)
    assert not serious(page), serious(page)
    nothing_ran(page)


def a_hundred_thousand_alerts_scroll(page):
    # The stream's own messages, a hundred thousand of them, given to the page's own socket.
    visit(page, service.base + "/alerts")
    expect(page.locator(".chip.live")).to_be_visible()
    sample = ask(page, "/api/alerts?limit=1")["items"][0]
    page.evaluate("""async (sample) => {
        const socket = window.sockets.find((one) => one.url.includes("/ws/alerts"));
        for (let index = 0; index < 100000; index += 1) {
            const stream_id = sample.stream_id + 1 + index;
            const data = { ...sample, stream_id, alert_id: "test-" + index, description: "alert number " + index };
            socket.onmessage({ data: JSON.stringify({ id: stream_id, type: "alert", data }) });
            if (index % 2000 === 0) await new Promise(requestAnimationFrame);
        }
    }""", sample)
    expect(page.locator(".feed-foot")).to_contain_text(re.compile("100,\\d{3} here"), timeout=60_000)
    worst = page.evaluate("""async () => {
        const view = document.querySelector(".virtual-view");
        let worst = 0;
        for (let step = 1; step <= 60; step += 1) {
            const before = performance.now();
            view.scrollTop = (view.scrollHeight - view.clientHeight) * step / 60;
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            const rows = view.querySelectorAll(".virtual-row");
            if (rows.length === 0 || rows.length > 80) throw new Error(rows.length + " rows at step " + step);
            worst = Math.max(worst, performance.now() - before);
        }
        return worst;
    }""")
    print(f"       the slowest of 60 jumps through 100,000 rows took {worst:.0f} ms for two frames")
    page.evaluate("document.querySelector('.virtual-view').scrollTop = 34 * 50000")
    expect(page.locator(".virtual-view .virtual-row").first).to_contain_text(re.compile("alert number (49|50)"))


def failures_and_emptiness_are_said(page):
    page.route("**/api/incidents?*", lambda route: route.fulfill(status=500, content_type="application/problem+json", body=json.dumps({"title": "The store is away", "status": 500, "detail": "The store is away."})))
    page.route("**/api/hosts?*", lambda route: route.abort())
    visit(page, service.base + "/incidents")
    expect(page.locator("main")).to_contain_text("The store is away")
    assert page.locator(".incident-row").count() == 0
    visit(page, service.base + "/intelligence/hosts")
    expect(page.locator("main [role=alert], main .error").first).to_be_visible()
    page.unroute("**/api/incidents?*")
    page.unroute("**/api/hosts?*")
    visit(page, service.base + "/intelligence/allowed")
    expect(page.locator("main")).to_contain_text("Nothing is allowed")
    visit(page, service.base + "/no/such/page")
    expect(page.locator("main")).not_to_be_empty()


def forged_traffic_is_marked_on_every_page(browser):
    forged = Service(program, "--or-forged-day", forged=True).start()
    try:
        page = new_page(browser, forged.base)
        sign_in(page, forged.base, forged.token)
        for path in ("/", "/incidents", "/alerts", "/flows", "/graph", "/intelligence/hosts", "/auditor", "/ops/capture", "/ops/settings"):
            visit(page, forged.base + path, 300)
            expect(page.locator(".status-line .forged")).to_be_visible()
        page.set_viewport_size({"width": 390, "height": 800})
        expect(page.locator(".status-line .forged")).to_be_in_viewport()
        page.context.close()
    finally:
        forged.stop()


tests = [the_printed_address_signs_in_and_the_token_leaves_it, incidents_arrive_during_the_replay_without_a_reload, after_a_restart_the_page_is_live_again_without_gap_or_duplicates, hostile_names_of_a_capture_are_text, hostile_answers_are_text_on_every_page, a_dropped_capture_is_analysed_with_progress, a_hundred_thousand_alerts_scroll]
subprocess.run([program, "simulate", "attack-chain", "--out", chain, "--quiet"], check=True)
hostile.write(capture, chain)
service = Service(program, "-r", capture, "--replay-speed", "36x")
failed = 0
try:
    with chromium() as browser:
        service.start()
        page = new_page(browser, service.base)
        page.add_init_script("""{
            const Real = window.WebSocket;
            window.sockets = [];
            window.WebSocket = class extends Real { constructor(...given) { super(...given); window.sockets.push(this); } };
        }""")
        failed += run(tests, page)
        # These errors are meant: the console may name them.
        quiet = new_page(browser, service.base, noted=False, storage_state=page.context.storage_state())
        failed += run([failures_and_emptiness_are_said], quiet)
        failed += run([forged_traffic_is_marked_on_every_page], browser)
        # The tests that need only a running service, on this one.
        for script in ("docs_tests.py", "dashboard_tests.py", "panes_tests.py", "rooms_tests.py"):
            failed += subprocess.run([sys.executable, f"{sys.path[0]}/{script}", service.base, service.token]).returncode != 0
finally:
    service.stop()
sys.exit(1 if failed + tidy() else 0)
