"""Pictures of the dashboard for the documentation: screenshots.py BASE_URL TOKEN FOLDER."""
import sys

from playwright.sync_api import sync_playwright

base, token, folder = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for scheme in ("dark", "light"):
        page = browser.new_page(viewport={"width": 1440, "height": 1180}, color_scheme=scheme)
        page.goto(base + "/")
        page.fill("#token", token)
        page.click("button[type=submit]")
        page.wait_for_selector(".status-line")
        page.wait_for_timeout(4000)
        page.screenshot(path=f"{folder}/overview-{scheme}.png")
        if scheme == "dark":
            page.goto(base + "/incidents?status=all&sort=score")
            page.wait_for_selector(".incident-row")
            page.screenshot(path=f"{folder}/incidents.png")
            page.locator(".incident-title").first.click()
            page.wait_for_selector(".story")
            page.wait_for_timeout(800)
            page.screenshot(path=f"{folder}/story.png")
            page.goto(base + "/graph?window=all")
            page.wait_for_timeout(3500)
            page.screenshot(path=f"{folder}/graph.png")
    browser.close()
