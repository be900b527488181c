"""What every public page weighs in a browser, and how often it asks the server.

Run by `make bench` with the demonstration's records; the limits are asserted, for bytes
are the same on every machine. Nothing may come from another host, and nothing may
offend the content security policy.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.serving import demonstration
from tests.browser.screenshots import LAUNCH_OPTIONS, chromium_path

HEAVIEST = 150_000  # bytes, compressed, with all that a page asks for
MOST_REQUESTS = 15
OF_EACH = 2
MOST_LOOKED_AT = 200
START = [
    "/",
    "/search/?q=children",
    "/recommendations/?headline=open",
    "/authorities/blackburn-with-darwen/",
]

pytestmark = pytest.mark.skipif(not chromium_path(), reason="There is no Chromium.")


@dataclass
class Weighed:
    """A page as the browser fetched it with an empty cache."""

    name: str
    path: str
    status: int = 0
    weight: int = 0
    requests: int = 0
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def weighed() -> Iterator[list[Weighed]]:
    """Walk the site from its front page; weigh some pages of every address."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), **LAUNCH_OPTIONS
        )
        yield walk(browser, site)
        browser.close()


def walk(browser: Browser, site: str) -> list[Weighed]:
    """Follow links from page to page, some pages of each name, each of them once."""
    waiting, seen, found = list(START), set(START), list[Weighed]()
    while waiting and len(found) < MOST_LOOKED_AT:
        path = waiting.pop(0)
        name = name_of(path)
        if not name or sum(page.name == name for page in found) >= OF_EACH:
            continue
        found.append(weigh(browser, site, name=name, path=path))
        for link in found[-1].links:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def name_of(path: str) -> str:
    """Return the name of a page's address; nothing for files and the staff's pages.

    A page's address ends in a stroke; under /api/ only the first is a page.
    """
    bare = path.partition("?")[0]
    if not bare.endswith("/") or re.match("/admin/|/api/v1/.", bare):
        return ""
    try:
        return resolve(bare).url_name or ""
    except Resolver404:
        return ""


def weigh(browser: Browser, site: str, *, name: str, path: str) -> Weighed:
    """Open one page as a first visitor does."""
    page = browser.new_context().new_page()
    result = Weighed(name, path)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")

    def ended(event: dict[str, Any]) -> None:
        result.weight += int(event["encodedDataLength"])

    network.on("Network.loadingFinished", ended)
    page.on("request", lambda request: asked(result, request.url))
    page.on("console", lambda message: result.complaints.append(message.text))
    page.on("pageerror", lambda error: result.complaints.append(str(error)))
    response = page.goto(site + path, wait_until="networkidle")
    result.status = response.status if response else 0
    result.links = links_of(page)
    result.hosts.discard(urlsplit(site).netloc)
    page.context.close()
    return result


def asked(result: Weighed, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "data":
        result.requests += 1
        result.hosts.add(parts.netloc)


def links_of(page: Page) -> list[str]:
    own = "a => a.origin === location.origin ? a.pathname + a.search : ''"
    found: list[str] = page.evaluate(
        f"Array.from(document.querySelectorAll('a[href]'), {own})"
    )
    return [link for link in found if link]


def test_every_page_is_light(weighed: list[Weighed]) -> None:
    print(f"\n{len(weighed)} pages, heaviest of each address, compressed:")
    heaviest: dict[str, Weighed] = {}
    for page in weighed:
        if page.weight > heaviest.get(page.name, page).weight or (
            page.name not in heaviest
        ):
            heaviest[page.name] = page
    for page in sorted(heaviest.values(), key=lambda page: -page.weight):
        print(f"  {page.weight / 1000:>6.1f} kB {page.requests:>3} requests  ", end="")
        print(f"{page.name:<30} {page.path}")
    assert [p.path for p in weighed if p.weight >= HEAVIEST] == []
    assert [p.path for p in weighed if p.requests > MOST_REQUESTS] == []


def test_nothing_comes_from_another_host_or_offends(weighed: list[Weighed]) -> None:
    assert [(p.path, p.hosts) for p in weighed if p.hosts] == []
    assert [(p.path, p.complaints) for p in weighed if p.complaints] == []
    assert [(p.path, p.status) for p in weighed if p.status != 200] == []
