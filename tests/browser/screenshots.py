"""Takes pictures of a running site's pages, for people to look at.

    python tests/browser/screenshots.py http://127.0.0.1:8000 screenshots / /search/:375

Each path gives a PNG of the whole page at the width after its colon, or two of them, at
1280 and 375. `--sign-in NAME:PASSWORD` goes through the admin's sign-in first.
"""

import argparse
import os
import re
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

WIDTHS = (1280, 375)
LAUNCH_OPTIONS: dict[str, Any] = {
    "headless": True,
    "args": [
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}


def chromium_path() -> str | None:
    """Say where the system's Chromium is, if anywhere."""
    return shutil.which(os.environ.get("CHROMIUM") or "/usr/bin/chromium")


def pages_to_take(paths: list[str]) -> list[tuple[str, int]]:
    """Give each path with each width that it is to be seen at."""
    wanted: list[tuple[str, int]] = []
    for path in paths:
        found = re.fullmatch(r"(.*):([0-9]+)", path)
        if found:
            wanted.append((found[1], int(found[2])))
        else:
            wanted.extend((path, width) for width in WIDTHS)
    return wanted


def sign_in(page: Page, *, base: str, name: str, password: str) -> None:
    """Sign in as a member of staff."""
    page.goto(f"{base}/admin/login/?next=/admin/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.click("[type=submit]")


def main() -> None:
    """Read the command line, take the pictures and print their names."""
    parser = argparse.ArgumentParser(description="Take pictures of pages.")
    parser.add_argument("base", help="the site, such as http://127.0.0.1:8000")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("paths", nargs="+", help="/a/path/ or /a/path/:WIDTH")
    parser.add_argument("--sign-in", metavar="NAME:PASSWORD", default="")
    options = parser.parse_args()
    base = options.base.rstrip("/")
    chromium = chromium_path()
    if not chromium:
        parser.error("no Chromium: install it, or say where it is in CHROMIUM")
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, **LAUNCH_OPTIONS)
        page = browser.new_context(locale="en-GB").new_page()
        page.on("console", lambda message: print(f"  console: {message.text}"))
        if options.sign_in:
            name, _, password = options.sign_in.partition(":")
            sign_in(page, base=base, name=name, password=password)
        for path, width in pages_to_take(options.paths):
            page.set_viewport_size({"width": width, "height": 900})
            response = page.goto(base + path)
            name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
            file = options.folder / f"{name}-{width}.png"
            page.screenshot(path=file, full_page=True)
            print(f"{file} {response.status if response else 'no answer'}")
        browser.close()


if __name__ == "__main__":
    main()
