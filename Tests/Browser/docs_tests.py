"""The page /docs in a real browser against a running service: docs_tests.py BASE_URL TOKEN. See scripts/browser-tests.sh."""
import json
import sys

from playwright.sync_api import expect, sync_playwright

base, token = sys.argv[1].rstrip("/"), sys.argv[2]
complaints, foreign = [], []


def provoked(text):
    """The browser itself reports refusals, and these are asked for here."""
    return "status of 401" in text or "status of 400" in text


def card(page, method, path):
    return page.locator("details", has=page.locator(f"summary:has(code:text-is('{path}')):has(.method:text-is('{method}'))"))


def call(page, method, path, fields=None, body=None):
    """Opens a call's card, fills it in, makes the call; returns what the page shows of the answer."""
    place = card(page, method, path)
    if not place.get_attribute("open") == "":
        place.locator("summary").click()
    for name, value in (fields or {}).items():
        place.locator(f"input[name={name}]").fill(value)
    if body is not None:
        place.locator("textarea").fill(json.dumps(body))
    place.get_by_role("button", name="Call").click()
    expect(place.locator("pre")).to_contain_text(f"{method} ")
    return place.locator("pre")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" and not provoked(message.text) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith((base, "data:")) else None)

    page.goto(base + "/docs")
    expect(card(page, "GET", "/api/alerts")).to_be_visible()
    expect(call(page, "GET", "/api/capture")).to_contain_text("401")
    page.fill("#token", token)
    page.click("#sign-in button")
    expect(page.locator("#who")).to_contain_text("Signed in")
    print("ok   nobody is refused, the token signs in")
    expect(call(page, "GET", "/api/capture")).to_contain_text("200")
    expect(call(page, "GET", "/api/alerts", {"limit": "1"})).to_contain_text('"items"')
    expect(call(page, "GET", "/api/alerts", {"limit": "0"})).to_contain_text("whole number from 1 to 500")
    print("ok   calls are made, answers and refusals are shown")
    made = call(page, "POST", "/api/suppressions", body={"detection": "dga", "reason": "<img src=x onerror=alert(1)>"})
    expect(made).to_contain_text("201")
    expect(made).to_contain_text("<img src=x")
    assert made.locator("img").count() == 0
    print("ok   a call with a body, hostile text shown as text")
    browser.close()

for line in complaints:
    print("FAIL the console says:", line)
for url in foreign:
    print("FAIL left the origin:", url)
sys.exit(1 if complaints or foreign else 0)
