"""Who may sign in: nobody by a password that the demonstration has told to all."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, User

DEMONSTRATION_GROUP = "Demonstration sign-ins"


class SiteBackend(ModelBackend):
    """Django's own, without the demonstration's accounts outside the demonstration.

    A database in which the demonstration was once loaded may later serve a real site.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        """Refuse the inactive, and the demonstration's accounts elsewhere; queries."""
        return super().user_can_authenticate(user) and (
            settings.DEMONSTRATION or not _is_of_demonstration(user)
        )


def _is_of_demonstration(user: User | AnonymousUser | None) -> bool:
    groups = getattr(user, "groups", None)
    return groups is not None and groups.filter(name=DEMONSTRATION_GROUP).exists()
