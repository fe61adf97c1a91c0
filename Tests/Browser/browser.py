"""What every browser test needs: Debian's Chromium, a page whose complaints and requests are noted, the sign-in, the accessibility check."""
import contextlib
import os
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

complaints, foreign = [], []
# A bundle that is not yet built into the program: DASHBOARD_BUNDLE=Sources/CDashboard/bundle tries it against any service.
bundle = os.environ.get("DASHBOARD_BUNDLE")
expect.set_options(timeout=20_000)


@contextlib.contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def new_page(browser, base, scheme="dark", noted=True, **options):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900}, **options)
    context.set_default_timeout(30_000)
    if bundle:
        for name, kind in (("app.js", "text/javascript"), ("app.css", "text/css")):
            context.route(f"**/assets/{name}", serving(f"{bundle}/{name}", kind))
    page = context.new_page()
    if noted:
        page.on("console", lambda message: note(message))
        page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url) if not re.sub("^ws", "http", request.url).startswith((base, "data:", "blob:")) else None)
    return page


def serving(path, kind):
    return lambda route: route.fulfill(path=path, content_type=kind)


def note(message):
    # The browser itself reports the question "who am I?" before the sign-in, and each attempt while a service is away.
    if message.type == "error" and "401" not in message.text and "ERR_CONNECTION_REFUSED" not in message.text and not absent(message):
        complaints.append(message.text)


def absent(message):
    """Rooms that a service may lack: the page asks, is told 404, and shows that there is none."""
    return "404" in message.text and re.search(r"/api/(intelligence|analyst|auditor|model|hunter|scout|incidents/[^/]+/analysis)", message.location.get("url", ""))


def sign_in(page, base, token):
    page.goto(f"{base}/#token={token}")
    expect(page.locator(".status-line")).to_be_visible()


def visit(page, address, pause=600):
    page.goto(address)
    expect(page.locator("main")).to_be_visible()
    page.wait_for_timeout(pause)


def serious(page):
    """What axe holds for serious or worse, as text."""
    found = [violation for violation in Axe().run(page).response["violations"] if violation["impact"] in ("serious", "critical")]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


class Absent(Exception):
    """The service has no such room: the test is left out, and that is said."""


def run(tests, *arguments):
    """Runs the tests in their order; returns how many failed."""
    failed = 0
    for test in tests:
        name = test.__name__.replace("_", " ")
        try:
            test(*arguments)
            print("passed", name, flush=True)
        except Absent as missing:
            print("left out", name + ": this service has no", missing, flush=True)
        except Exception as cause:  # AssertionError and whatever the browser raises: the other tests still run
            failed += 1
            print("FAILED", name + ":", str(cause)[:900], flush=True)
    return failed


def tidy():
    """Nothing may be left in the console or have left the origin."""
    failed = 0
    for what, found in (("console errors", complaints), ("requests to elsewhere", foreign)):
        print(f"{'FAILED' if found else 'passed'} no {what}", found[:5] if found else "", flush=True)
        failed += bool(found)
    return failed
