#!/usr/bin/env python
"""Run Django's and the tracker's management commands."""

import os
import secrets
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

# These work on this machine and sign nothing that anybody else will see, so they need
# neither the site's key nor its address. What serves or sends asks for both.
LOCAL_COMMANDS = (
    "changepassword",
    "createsuperuser",
    "erase_contacts",
    "import_outcomes",
    "import_reports",
    "load_authorities",
    "load_themes",
    "makemigrations",
    "migrate",
    "parse_report",
    "rebuild_search",
    "suggest_links",
    "suggest_themes",
)


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    if sys.argv[1:2] and sys.argv[1] in LOCAL_COMMANDS:
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
        os.environ.setdefault("ALLOWED_HOSTS", "localhost")
        os.environ.setdefault("SITE_URL", "http://localhost")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are not right. {error}")
    except OperationalError as error:
        sys.exit(f"The database cannot be used; check DATABASE_URL. It says: {error}")


if __name__ == "__main__":
    main()
