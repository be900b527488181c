"""Which authority a printed name means on a given day."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "authorities.csv"

_TITLES = re.compile(
    r"\b(?:the|royal|london|metropolitan|county|city|district|unitary|borough|council"
    r"|authority|local|mbc|cc|bc|of|and|in)\b"
)


_COUNCIL = re.compile(
    r"^the |(?: (?:metropolitan|county|city|district|unitary|borough|local|council"
    r"|authority|corporation|mbc))+$"
)


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """An authority and when it existed; one that is long gone may have no URN."""

    urn: int | None
    slug: str
    name: str
    valid_from: date | None
    valid_to: date | None

    def existed(self, day: date) -> bool:
        """Tell whether the authority existed on a day."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Matching:
    """The authorities that a printed name may mean; one where the match is clear."""

    found: tuple[AuthorityName, ...]

    @property
    def only(self) -> AuthorityName | None:
        """Return the authority where there is exactly one."""
        return self.found[0] if len(self.found) == 1 else None


def plain(name: str) -> str:
    """Return a name without case, accents, punctuation and spaces."""
    folded = unicodedata.normalize("NFKD", name.replace("&", " and "))
    folded = folded.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", folded.replace("'", "")).strip()


def bare(name: str) -> str:
    """Return a name without the words that say what sort of council it is."""
    words = _TITLES.sub(" ", plain(name))
    return re.sub(r"\s+", " ", words).strip() or plain(name)


@cache
def load_names(path: Path = DATA) -> dict[str, tuple[AuthorityName, ...]]:
    """Return every known form of every authority's names → the authorities it means."""
    forms: dict[str, dict[str, AuthorityName]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            authority = AuthorityName(
                urn=int(row["urn"]) if row["urn"] else None,
                slug=row["slug"],
                name=row["name"],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
            )
            for name in (row["name"], *row["other_names"].split("|")):
                for form in {plain(name), bare(name)} - {""}:
                    forms.setdefault(form, {})[authority.slug] = authority
    return {form: tuple(found.values()) for form, found in forms.items()}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def match_authority(printed: str, *, on: date | None, path: Path = DATA) -> Matching:
    """Return the authorities that a printed name may mean on a day.

    The whole name is tried before the name without "London Borough of", "Council" and
    the like; where several share a name, those that existed on the day are kept.
    """
    names = load_names(path)
    found: tuple[AuthorityName, ...] = ()
    for form in (plain(printed), _COUNCIL.sub("", plain(printed)), bare(printed)):
        found = names.get(form, ())
        if on is not None and len(found) > 1:
            found = tuple(a for a in found if a.existed(on)) or found
        if len(found) == 1:
            break
    return Matching(found)


def name_within(text: str, *, path: Path = DATA) -> str | None:
    """Return the longest known name of an authority that occurs in a text."""
    words = f" {plain(text)} "
    known = (form for form in load_names(path) if f" {form} " in words)
    return max(known, key=len, default=None)
