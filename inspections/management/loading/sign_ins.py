"""The three sign-ins of the demonstration, known to all and so made nowhere else."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from tracker.signing_in import DEMONSTRATION_GROUP


@dataclass(frozen=True)
class SignIn:
    """A role, by the name of its group, and the user name and password for it."""

    role: str
    username: str
    password: str


OFFICER = SignIn("QA officer", "officer", "show-me-drafts")
APPROVER = SignIn("Approver", "approver", "show-me-approval")
ADMINISTRATOR = SignIn("Administrator", "administrator", "show-me-everything")
SIGN_INS = (OFFICER, APPROVER, ADMINISTRATOR)


def load_sign_ins() -> dict[SignIn, User]:
    """Make the demonstration's users where they are missing.

    A user who is there keeps name, rights and password as somebody may have set them.
    All are in one group besides their role's, which nobody may sign in by elsewhere.
    """
    known_to_all, _ = Group.objects.get_or_create(name=DEMONSTRATION_GROUP)
    users = {}
    for sign_in in SIGN_INS:
        user, is_new = User.objects.get_or_create(
            username=sign_in.username, defaults={"is_staff": True}
        )
        if is_new:
            user.set_password(sign_in.password)
            user.save()
            user.groups.add(Group.objects.get(name=sign_in.role))
        user.groups.add(known_to_all)
        users[sign_in] = user
    return users


def described(sign_in: SignIn, user: User) -> str:
    """Return a line that says how to sign in, for the person who started this."""
    known = user.check_password(sign_in.password)
    password = sign_in.password if known else "(its password has been changed)"
    return f"  {sign_in.role:<14} {sign_in.username:<14} {password}"
