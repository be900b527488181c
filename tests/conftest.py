"""What every test runs with: a site's settings, made quick and kept to itself.

Django is set up here, after the environment its settings read, so that a bare `pytest`
works and nothing of the shell's environment but DATABASE_URL comes in.
"""

import os
import tempfile

import django
import hypothesis
import pytest
from django.conf import settings
from django.test import TransactionTestCase

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tracker.settings",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SECRET_KEY": "for-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "http://testserver",
    "SITE_NAME": "Children’s Services Inspection Tracker",
    "DEMONSTRATION": "0",
    "DEBUG": "0",
    "SECOND_FACTOR_REQUIRED": "0",
    "HTTPS": "0",
    "PROXY_COUNT": "0",
    "CSRF_TRUSTED_ORIGINS": "",
    "EMAIL_HOST": "",
    "LOG_LEVEL": "WARNING",
}
DATABASE_FIXTURES = {"db", "django_db_setup", "transactional_db", "live_server"}

os.environ.update(ENVIRONMENT)
MEDIA = tempfile.TemporaryDirectory(prefix="tracker-media-")
os.environ["MEDIA_ROOT"] = MEDIA.name
CACHE = tempfile.TemporaryDirectory(prefix="tracker-cache-")
os.environ["CACHE_ROOT"] = CACHE.name

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.AXES_ENABLED = False
settings.API_RATE = ""
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True

django.setup()

from inspections import facets  # noqa: E402

# The same examples every time, and no failure because the machine was busy.
hypothesis.settings.register_profile("tracker", deadline=None, derandomize=True)
hypothesis.settings.load_profile("tracker")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice that the run on PostgreSQL makes."""
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run only the tests that touch the database",
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what does not touch the database, where only that is asked for."""
    if not config.getoption("--database-only"):
        return
    touching = [item for item in items if touches_database(item)]
    left_out = [item for item in items if item not in set(touching)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = touching


def touches_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for the database by mark, fixture or class."""
    if item.get_closest_marker("django_db"):
        return True
    if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    case = getattr(item, "cls", None)
    return isinstance(case, type) and issubclass(case, TransactionTestCase)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the files that the tests archived."""
    MEDIA.cleanup()


@pytest.fixture(autouse=True)
def records_anew() -> None:
    """Forget what was counted: each test's records begin where the last one's did."""
    facets.forget()
