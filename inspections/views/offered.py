"""Files and feeds that an authority's page offers, each once its address exists."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Offer:
    """A file or feed of one authority: what it holds, and the name of its address.

    The address takes the authority's slug, or nothing where `query` narrows one that
    is for every authority: "{slug}" in it becomes the authority's.
    """

    label: str
    holds: str
    address: str
    query: str = ""

    def url(self, slug: str) -> str:
        """Return where it is; "" where the site has no such page yet."""
        try:
            if self.query:
                return f"{reverse(self.address)}?{self.query.format(slug=slug)}"
            return reverse(self.address, args=[slug])
        except NoReverseMatch:
            return ""


# Whoever adds a file or feed of one authority adds its line here.
OFFERS: tuple[Offer, ...] = (
    Offer(
        "Scrutiny pack",
        "What changed between two days that you choose: to read, to print, or as rows.",
        "authority-pack",
    ),
    Offer(
        "Everything on this council (CSV)",
        "One fact a row, each with the voice that says it, its page and its source.",
        "authority-csv",
    ),
    Offer(
        "Recommendations (Excel)",
        "What was asked, and what each of three voices says of it, in columns apart.",
        "recommendation-list-xlsx",
        "authority={slug}",
    ),
    Offer(
        "Recommendations (CSV)",
        "The same table for programs.",
        "recommendation-list-csv",
        "authority={slug}",
    ),
    Offer(
        "Inspections (Excel)",
        "Every visit: when, under which framework, its overall grade or why none.",
        "inspection-list-xlsx",
        "authority={slug}",
    ),
    Offer(
        "Summary for programs (JSON)",
        "The grades that stand, every visit, and how much is open.",
        "authority-json",
    ),
    Offer(
        "Feed of changes (Atom)",
        "Each report published, response found, status changed and correction.",
        "feed-authority",
    ),
)


def offered(slug: str) -> Iterator[tuple[Offer, str]]:
    """Give each offer that exists with its address for one authority."""
    for offer in OFFERS:
        if url := offer.url(slug):
            yield offer, url
