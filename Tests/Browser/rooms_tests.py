"""The rooms of understanding of the real service, nothing answered in its place: rooms_tests.py BASE_URL TOKEN (an admin's). See scripts/browser-tests.sh.

Nothing leaves the machine: the offline switch is turned on first, through the page itself.
"""
import re
import sys

from playwright.sync_api import expect

from browser import Absent, chromium, new_page, run, sign_in, tidy, visit

base, token = sys.argv[1].rstrip("/"), sys.argv[2]


def room(page, path):
    if page.request.get(base + path).status == 404:
        raise Absent(path)


def story(page):
    visit(page, base + "/incidents?status=all")
    expect(page.locator(".incident-row").first).to_be_visible()
    return base + page.locator(".incident-title").first.get_attribute("href")


def sources_are_set_by_apply_and_stay_set(page):
    room(page, "/api/intelligence")
    visit(page, base + "/intelligence/sources")
    page.get_by_label("Offline").check()
    page.locator(".rule.source summary", has_text="AbuseIPDB").click()
    page.get_by_label("Key of AbuseIPDB").fill("a-key-of-the-test-0042")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".apply-bar")).to_contain_text("Nothing is changed")
    visit(page, base + "/intelligence/sources")
    expect(page.get_by_label("Offline")).to_be_checked()
    expect(page.locator(".rule.source", has_text="AbuseIPDB").first).to_contain_text("0042")
    assert "a-key-of-the-test" not in page.content()
    page.locator(".rule.source summary", has_text="AbuseIPDB").click()
    page.get_by_role("button", name="Remove the key of AbuseIPDB").click()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".rule.source", has_text="AbuseIPDB").first).to_contain_text("no key")


def a_budget_out_of_bounds_is_refused_in_the_services_words(page):
    room(page, "/api/intelligence")
    visit(page, base + "/intelligence/sources")
    page.locator(".rule.source summary", has_text="WHOIS").click()
    page.locator("#whois-per_day").fill("99999999")
    page.locator("form.sources").evaluate("(form) => form.requestSubmit()")
    expect(page.locator(".apply-bar .error")).to_be_visible()
    expect(page.locator(".apply-bar .error")).not_to_be_empty()


def offline_a_lookup_asks_nobody_and_says_so(page):
    room(page, "/api/intelligence")
    visit(page, base + "/intelligence/lookup")
    page.get_by_label("Address, domain or TLS fingerprint").fill("45.155.205.233")
    page.get_by_role("button", name="Look up").click()
    expect(page.locator(".verdicts")).to_contain_text("offline")
    assert page.locator(".verdict.flagged, .verdict.answered").count() == 0


def a_blocklist_is_added_found_and_removed(page):
    room(page, "/api/intelligence/lists")
    visit(page, base + "/intelligence/lists")
    page.get_by_role("button", name="Add a list").click()
    page.set_input_files("#list-file", {"name": "browser test.txt", "mimeType": "text/plain", "buffer": b"45.155.205.9\n10.0.0.1\nbad-example-of-the-test.net\n"})
    page.get_by_role("button", name="Add", exact=True).click()
    card = page.locator(".rule.list", has_text="browser-test")
    expect(card).to_contain_text("2 entries")
    card.locator("summary").click()
    expect(card).to_contain_text("reserved address")
    visit(page, base + "/intelligence/lookup?address=www.bad-example-of-the-test.net")
    expect(page.locator(".listings")).to_contain_text("browser-test")
    visit(page, base + "/intelligence/lists")
    page.locator(".rule.list", has_text="browser-test").locator("summary").click()
    page.get_by_role("button", name=re.compile("Remove .*browser-test")).click()
    expect(page.locator(".rule.list", has_text="browser-test")).to_have_count(0)


def an_incident_is_explained_by_its_own_events(page):
    address = story(page)
    room(page, "/api/incidents/" + address.rsplit("/", 1)[1] + "/analysis")
    visit(page, address)
    expect(page.locator(".claims > li").first).to_be_visible()
    assert page.locator(".claims .unknown").count() == 0
    page.locator(".claims .cited a").last.click()
    assert page.evaluate("document.activeElement.id").startswith("event-E")
    expect(page.locator(".command code").first).not_to_be_empty()
    page.get_by_role("button", name="What would be sent").click()
    expect(page.locator("dialog")).to_contain_text("no model is set up")
    expect(page.locator("dialog pre").first).not_to_be_empty()
    page.keyboard.press("Escape")


def an_audit_without_a_model_groups_the_rows(page):
    room(page, "/api/auditor")
    visit(page, base + "/auditor")
    page.get_by_label("Risk at least").select_option("low")
    page.get_by_role("button", name="Start").click()
    expect(page).to_have_url(re.compile("/auditor/audits/"))
    expect(page.locator("main")).to_contain_text("done:", timeout=60_000)
    expect(page.locator("td.finding").first).not_to_be_empty()
    cited = page.locator(".cited a").first
    row = cited.inner_text()
    cited.click()
    assert page.evaluate("document.activeElement.id") == f"row-{row}"
    assert page.request.get(base + page.get_by_role("link", name="Findings as CSV").get_attribute("href")).text().startswith("status,risk")
    page.get_by_role("button", name="Remove").click()
    expect(page).to_have_url(base + "/auditor")


def a_prompt_is_changed_and_brought_back(page):
    room(page, "/api/auditor-prompts")
    visit(page, base + "/auditor/prompts")
    text = page.locator("textarea").first
    before = text.input_value()
    text.fill(before + " Be brief.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator(".panel-note").first).to_have_text("your text")
    visit(page, base + "/auditor/prompts")
    expect(page.locator("textarea").first).to_have_value(before + " Be brief.")
    page.get_by_role("button", name="Back to the original").first.click()
    expect(page.locator("textarea").first).to_have_value(before)


def learning_says_how_it_stands(page):
    room(page, "/api/model")
    visit(page, base + "/ops/learning")
    expect(page.locator("main")).to_contain_text("Model in force")
    expect(page.locator(".anomaly, .state.empty").first).to_be_visible()


def a_mission_runs_and_the_log_says_what_it_looked_at(page):
    room(page, "/api/hunter/missions")
    visit(page, base + "/ops/hunter")
    page.locator(".mission summary").first.click()
    page.get_by_role("button", name=re.compile("^Run .* now$")).first.click()
    expect(page.locator(".toast").last).to_contain_text(re.compile("nothing new|new finding"), timeout=60_000)
    expect(page.locator(".hunts > li").first).to_contain_text("somebody asked")
    expect(page.locator(".hunts .hunt li").first).not_to_be_empty()


def a_trial_of_the_retro_hunt_reports(page):
    room(page, "/api/hunter/router-log")
    visit(page, base + "/ops/retro")
    page.get_by_label("For trial: keep nothing").check()
    page.get_by_role("button", name="Look back").click()
    expect(page.locator(".report")).to_contain_text("would be kept")
    page.get_by_label("The last").fill("half past nonsense")
    page.get_by_role("button", name="Look back").click()
    expect(page.locator("main .error")).not_to_be_empty()


tests = [sources_are_set_by_apply_and_stay_set, a_budget_out_of_bounds_is_refused_in_the_services_words, offline_a_lookup_asks_nobody_and_says_so, a_blocklist_is_added_found_and_removed, an_incident_is_explained_by_its_own_events, an_audit_without_a_model_groups_the_rows, a_prompt_is_changed_and_brought_back, learning_says_how_it_stands, a_mission_runs_and_the_log_says_what_it_looked_at, a_trial_of_the_retro_hunt_reports]
with chromium() as browser:
    # Refusals are meant here, and the browser's console names them.
    page = new_page(browser, base, noted=False)
    sign_in(page, base, token)
    failed = run(tests, page)
sys.exit(1 if failed + tidy() else 0)
