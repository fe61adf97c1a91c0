"""The dashboard in a real browser against a running service: dashboard_tests.py BASE_URL TOKEN (an admin's). See scripts/browser-tests.sh."""
import re
import sys

from playwright.sync_api import expect

from browser import chromium, new_page, run, serious, sign_in, tidy, visit

base, token = sys.argv[1].rstrip("/"), sys.argv[2]
paths = ("/", "/incidents", "/alerts", "/flows", "/graph", "/intelligence/hosts", "/intelligence/lookup", "/intelligence/sources", "/intelligence/lists", "/intelligence/allowed", "/intelligence/calls",
         "/auditor", "/auditor/prompts", "/auditor/model", "/ops/capture", "/ops/rules", "/ops/learning", "/ops/hunter", "/ops/retro", "/ops/analyses", "/ops/settings", "/ops/tokens", "/ops/audit")


def a_wrong_token_is_refused_in_the_services_words(page, browser):
    stranger = new_page(browser, base, noted=False)
    stranger.goto(base + "/")
    stranger.fill("#token", "not-a-token")
    stranger.click("button[type=submit]")
    expect(stranger.locator(".error")).not_to_be_empty()
    assert not serious(stranger), serious(stranger)
    stranger.context.close()


def the_page_is_live(page, browser):
    expect(page.locator(".chip.live")).to_be_visible()


def a_story_opens_and_back_returns(page, browser):
    visit(page, base + "/incidents?status=all")
    page.locator(".incident-title").first.click()
    expect(page.locator(".story .chapter").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(base + "/incidents?status=all")
    expect(page.locator(".incident-row").first).to_be_visible()


def triage_by_keys(page, browser):
    visit(page, base + "/incidents?status=all")
    expect(page.locator(".incident-row").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(".incident-row.selected .status")).to_have_text("Acknowledged")
    page.keyboard.press("u")
    expect(page.locator(".incident-row.selected .status")).to_have_text("New")


def filters_stand_in_the_address(page, browser):
    visit(page, base + "/incidents")
    page.select_option("label:has-text('Severity') select", "critical")
    expect(page).to_have_url(re.compile("severity=critical"))


def alerts_are_seen_on_the_overview_and_on_a_phone(page, browser):
    visit(page, base + "/")
    row = page.locator(".feed.compact .virtual-view .virtual-row").first
    row.scroll_into_view_if_needed()
    expect(row).to_be_in_viewport()
    page.set_viewport_size({"width": 390, "height": 800})
    visit(page, base + "/alerts")
    expect(page.locator(".virtual-view .virtual-row").first).to_be_in_viewport()
    page.set_viewport_size({"width": 1440, "height": 900})


def every_page_is_accessible_in_both_schemes(page, browser):
    signed = page.context.storage_state()
    visit(page, base + "/incidents?status=all")
    story = page.locator(".incident-title").first.get_attribute("href")
    visit(page, base + "/intelligence/hosts")
    host = page.locator("main tbody a").first.get_attribute("href")
    for scheme in ("dark", "light"):
        looker = new_page(browser, base, scheme, storage_state=signed)
        for path in (*paths, story, host):
            visit(looker, base + path)
            assert not serious(looker), (scheme, path, serious(looker))
            assert looker.locator(".state.failure").count() == 0, (path, looker.locator(".state.failure").inner_text())
        looker.context.close()


def a_phone_does_not_scroll_sideways(page, browser):
    page.set_viewport_size({"width": 360, "height": 740})
    for path in paths:
        visit(page, base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.set_viewport_size({"width": 1440, "height": 900})


tests = [a_wrong_token_is_refused_in_the_services_words, the_page_is_live, a_story_opens_and_back_returns, triage_by_keys, filters_stand_in_the_address, alerts_are_seen_on_the_overview_and_on_a_phone, every_page_is_accessible_in_both_schemes, a_phone_does_not_scroll_sideways]
with chromium() as browser:
    page = new_page(browser, base)
    sign_in(page, base, token)
    failed = run(tests, page, browser)
sys.exit(1 if failed + tidy() else 0)
