"""Make the index of search anew from the records."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from inspections import search_upkeep


class Command(BaseCommand):
    help = "Make the index of search anew; the database keeps it true by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        search_upkeep.install(using=DEFAULT_DB_ALIAS)
        number = search_upkeep.rebuild(using=DEFAULT_DB_ALIAS)
        self.stdout.write(f"Search: {number} entries.")
