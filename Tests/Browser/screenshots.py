"""Pictures of the dashboard for the documentation, from a forged attack day that is being replayed: screenshots.py PROGRAM FOLDER."""
import sys

from PIL import Image
from playwright.sync_api import expect

from browser import chromium, new_page, sign_in
from service import Service

program, folder = sys.argv[1:3]
# What is pictured has happened by then: the incident of the evening, some 15 of the capture's hours after its first.
awaited = "Lateral movement"


def picture(page, name):
    path = f"{folder}/{name}.png"
    page.screenshot(path=path)
    # 256 colours are enough for flat surfaces and text, and a third of the bytes.
    Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


service = Service(program, "--or-forged-day", forged=True).start()
try:
    with chromium() as browser:
        pages = {}
        for scheme in ("dark", "light"):
            pages[scheme] = new_page(browser, service.base, scheme)
            pages[scheme].set_viewport_size({"width": 1440, "height": 1240})
            sign_in(pages[scheme], service.base, service.token)
        page = pages["dark"]
        expect(page.locator(".incident-row", has_text=awaited).first).to_be_visible(timeout=240_000)
        page.wait_for_timeout(8_000)
        for scheme in ("dark", "light"):
            picture(pages[scheme], f"overview-{scheme}")
        page.set_viewport_size({"width": 1440, "height": 1000})
        page.goto(service.base + "/incidents?status=all&sort=score")
        expect(page.locator(".incident-row").first).to_be_visible()
        page.wait_for_timeout(3_000)
        picture(page, "incidents")
        page.locator(".incident-title", has_text=awaited).first.click()
        expect(page.locator(".story")).to_be_visible()
        page.wait_for_timeout(3_000)
        picture(page, "story")
        page.goto(service.base + "/graph?window=all")
        page.wait_for_timeout(5_000)
        picture(page, "graph")
finally:
    service.stop()
