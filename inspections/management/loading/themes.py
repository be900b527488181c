"""Loads the themes with the phrases that suggest them."""

from pathlib import Path

from django.db import transaction

from inspections.management.loading.files import DATA, Tally, rows_of
from inspections.models import Theme
from inspections.models.changes import create_rows
from inspections.theming import BadPhrase, read_phrase

COLUMNS = ("slug", "name", "definition", "phrases", "scope", "position")


@transaction.atomic
def load_themes(path: Path = DATA / "themes.csv", *, update: bool = True) -> Tally:
    """Make the themes that are missing and, if asked, update the others in place.

    Raises BadData, and writes nothing, where a line or a phrase is wrong.
    """
    standing = {theme.slug: theme for theme in Theme.objects.all()}
    new: list[Theme] = []
    changed = kept = 0
    for row in rows_of(path, columns=COLUMNS):
        phrases = row.words("phrases")
        try:
            for phrase in phrases:
                read_phrase(phrase)
        except BadPhrase as error:
            raise row.wrong(str(error)) from error
        if row["scope"] not in Theme.Scope.values:
            raise row.wrong(f"“{row['scope']}” is not a scope of themes.")
        values = {
            "name": row["name"],
            "definition": row["definition"],
            "phrases": phrases,
            "scope": row["scope"],
            "position": row.number("position") or 0,
        }
        theme = standing.get(row["slug"])
        if theme is None:
            new.append(Theme(slug=row["slug"], **values))
        elif update and any(getattr(theme, name) != v for name, v in values.items()):
            for name, value in values.items():
                setattr(theme, name, value)
            theme.save()
            changed += 1
        else:
            kept += 1
    create_rows(Theme, new)
    return Tally(len(new), changed, kept)
