"""The three sign-ins of the demonstration, known to all and so made nowhere else."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User


@dataclass(frozen=True)
class SignIn:
    """A role's name, and the user name and password that go with it."""

    role: str
    username: str
    password: str
    permissions: tuple[str, ...]
    is_superuser: bool = False


OFFICER = SignIn("QA officer", "officer", "show-me-drafts", ("view", "add", "change"))
APPROVER = SignIn("Approver", "approver", "show-me-approval", ("view", "change"))
ADMINISTRATOR = SignIn(
    "Administrator", "administrator", "show-me-everything", ("view",), True
)
SIGN_INS = (OFFICER, APPROVER, ADMINISTRATOR)


def load_sign_ins() -> dict[SignIn, User]:
    """Make the demonstration's users and groups where they are missing.

    A user who is there keeps name, rights and password as somebody may have set them.
    """
    users = {}
    for sign_in in SIGN_INS:
        group = _group(sign_in)
        user, is_new = User.objects.get_or_create(
            username=sign_in.username,
            defaults={"is_staff": True, "is_superuser": sign_in.is_superuser},
        )
        if is_new:
            user.set_password(sign_in.password)
            user.save()
            user.groups.add(group)
        users[sign_in] = user
    return users


def described(sign_in: SignIn, user: User) -> str:
    """Return a line that says how to sign in, for the person who started this."""
    known = user.check_password(sign_in.password)
    password = sign_in.password if known else "(its password has been changed)"
    return f"  {sign_in.role:<14} {sign_in.username:<14} {password}"


def _group(sign_in: SignIn) -> Group:
    """Return a role's group; one that is new gets the rights of the role."""
    group, is_new = Group.objects.get_or_create(name=sign_in.role)
    if is_new:
        group.permissions.set(
            Permission.objects.filter(
                content_type__app_label="inspections",
                codename__regex=rf"^({'|'.join(sign_in.permissions)})_",
            )
        )
    return group
