"""The dashboard in a real browser against a running service: dashboard_tests.py BASE_URL TOKEN (an analyst's or admin's). See scripts/browser-tests.sh."""
import re
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

base, token = sys.argv[1].rstrip("/"), sys.argv[2]
complaints, foreign = [], []


def watch(page):
    def console(message):
        # The browser itself reports the question "who am I?" before the sign-in.
        if message.type == "error" and "401" not in message.text:
            complaints.append(message.text)
    page.on("console", console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url) if not re.sub("^ws", "http", request.url).startswith(base) else None)


def sign_in(page):
    page.goto(base + "/")
    page.fill("#token", token)
    page.click("button[type=submit]")
    expect(page.locator(".status-line")).to_be_visible(timeout=10_000)


def a_wrong_token_is_refused_in_the_services_words(page):
    page.goto(base + "/")
    page.fill("#token", "not-a-token")
    page.click("button[type=submit]")
    expect(page.locator(".error")).not_to_be_empty()


def the_page_is_live(page):
    expect(page.locator(".chip.live")).to_be_visible(timeout=10_000)


def a_story_opens_and_back_returns(page):
    page.goto(base + "/incidents?status=all")
    page.locator(".incident-title").first.click()
    expect(page.locator(".story .chapter").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(base + "/incidents?status=all")
    expect(page.locator(".incident-row").first).to_be_visible()


def triage_by_keys(page):
    page.goto(base + "/incidents?status=all")
    expect(page.locator(".incident-row").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(".incident-row.selected .status")).to_have_text("Acknowledged")
    page.keyboard.press("u")
    expect(page.locator(".incident-row.selected .status")).to_have_text("New")


def filters_stand_in_the_address(page):
    page.goto(base + "/incidents")
    page.select_option("label:has-text('Severity') select", "critical")
    expect(page).to_have_url(re.compile("severity=critical"))


def every_page_draws_without_faults_and_is_accessible(page):
    for path in ("/", "/incidents", "/alerts", "/flows", "/graph", "/intelligence/hosts", "/intelligence/allowed", "/auditor", "/ops/capture", "/ops/rules", "/ops/settings", "/ops/tokens", "/ops/audit"):
        page.goto(base + path)
        page.wait_for_timeout(900)
        expect(page.locator("main")).to_be_visible()
        serious = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, (path, [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in serious])


def a_phone_does_not_scroll_sideways(page):
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("/", "/incidents", "/alerts", "/flows", "/graph", "/ops/rules"):
        page.goto(base + path)
        page.wait_for_timeout(700)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.set_viewport_size({"width": 1440, "height": 900})


tests = [the_page_is_live, a_story_opens_and_back_returns, triage_by_keys, filters_stand_in_the_address, every_page_draws_without_faults_and_is_accessible, a_phone_does_not_scroll_sideways]
failed = 0
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    stranger = browser.new_page()
    a_wrong_token_is_refused_in_the_services_words(stranger)
    stranger.close()
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    watch(page)
    sign_in(page)
    for test in tests:
        try:
            test(page)
            print("passed", test.__name__.replace("_", " "))
        except (AssertionError, Exception) as cause:
            failed += 1
            print("FAILED", test.__name__.replace("_", " "), str(cause)[:600])
    browser.close()
for what, found in (("console errors", complaints), ("requests to elsewhere", foreign)):
    print(f"{'FAILED' if found else 'passed'} no {what}", found[:5] if found else "")
    failed += bool(found)
sys.exit(1 if failed else 0)
