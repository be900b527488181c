"""The sign-ins of the demonstration, known to all and so made nowhere else."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from inspections.models import Authority, Remit
from tracker.signing_in import DEMONSTRATION_GROUP


@dataclass(frozen=True)
class SignIn:
    """A role, by the name of its group, and the user name and password for it.

    `authority` is the slug of the one authority that it is for, or empty for all.
    """

    role: str
    username: str
    password: str
    authority: str = ""


OFFICER = SignIn("QA officer", "officer", "show-me-drafts")
APPROVER = SignIn("Approver", "approver", "show-me-approval")
ADMINISTRATOR = SignIn("Administrator", "administrator", "show-me-everything")
LOCAL_OFFICER = SignIn(
    "QA officer", "blackburn-officer", "show-me-ours", "blackburn-with-darwen"
)
SIGN_INS = (OFFICER, APPROVER, ADMINISTRATOR, LOCAL_OFFICER)


def load_sign_ins() -> dict[SignIn, User]:
    """Make the demonstration's users where they are missing.

    A user who is there keeps name, rights and password as somebody may have set them.
    All are in one group besides their role's, which nobody may sign in by elsewhere.
    The authorities must be there.
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
        _give_remit(user, sign_in)
        user.groups.add(known_to_all)
        users[sign_in] = user
    return users


def _give_remit(user: User, sign_in: SignIn) -> None:
    remit, is_new = Remit.objects.get_or_create(
        user=user, defaults={"everywhere": not sign_in.authority}
    )
    if is_new and sign_in.authority:
        remit.authorities.add(Authority.objects.get(slug=sign_in.authority))


def described(sign_in: SignIn, user: User) -> str:
    """Return a line that says how to sign in, for the person who started this."""
    known = user.check_password(sign_in.password)
    password = sign_in.password if known else "(its password has been changed)"
    line = f"  {sign_in.role:<14} {sign_in.username:<18} {password}"
    where = Authority.objects.filter(slug=sign_in.authority).first()
    return f"{line} (only {where})" if where else line
