"""Accounts in the admin: roles as groups, a remit each, and help with signing in.

Nobody changes their own role or remit, and nobody gives what they do not have.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from axes.utils import reset as reset_failures
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangosGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangosUserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from inspections.admin.bases import ModelAdmin, NamedList, StackedInline
from inspections.models import Remit
from inspections.remits import reach_of
from inspections.signing_in import devices
from inspections.signing_in.log import log_on_account
from inspections.signing_in.own_sessions import end_others
from tracker.signing_in import DEMONSTRATION_GROUP

if TYPE_CHECKING:
    AccountPages = DjangosUserAdmin[User]
    RolePages = DjangosGroupAdmin
else:

    class AccountPages(ModelAdmin, DjangosUserAdmin):
        """Django's pages of accounts, kept to the remit."""

    class RolePages(ModelAdmin, DjangosGroupAdmin):
        """Django's pages of groups, kept to the remit."""


OWN = "This is your own account: somebody else changes its roles and its remit."
RIGHTS = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")
FOR_SUPERUSERS = ("is_superuser", "user_permissions")


def is_within_rights(giver: Any, account: User) -> bool:
    """Say whether an account may do nothing that the giver may not."""
    if giver.is_superuser:
        return True
    return not account.is_superuser and (
        account.get_all_permissions() <= giver.get_all_permissions()
    )


def groups_within_rights(giver: Any) -> QuerySet[Group]:
    """Return the groups whose every right the giver has too."""
    if giver.is_superuser:
        return Group.objects.all()
    has = giver.get_all_permissions()
    return Group.objects.filter(
        pk__in=[
            group.pk
            for group in Group.objects.prefetch_related("permissions__content_type")
            if {
                f"{right.content_type.app_label}.{right.codename}"
                for right in group.permissions.all()
            }
            <= has
        ]
    )


class RemitInline(StackedInline[Remit, User]):
    """Which authorities an account is for."""

    model = Remit
    autocomplete_fields = ("authorities",)
    can_delete = False
    min_num = max_num = 1

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer every authority to those alone who have every authority."""
        every = ("everywhere",) if reach_of(request.user).everywhere else ()
        return (*every, "authorities")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and obj != request.user

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and obj != request.user


admin.site.unregister((User, Group))
# An app is set up by its owner, and taken away on the account's page.
admin.site.unregister((TOTPDevice, StaticDevice))


@admin.register(User)
class AccountAdmin(AccountPages):
    """Accounts of staff: there are no others."""

    change_form_template = "admin/signing_in/account.html"
    inlines = (RemitInline,)
    list_display = ("username", "full_name", "roles", "remit_words", "is_active")
    list_filter = ("is_active", "groups")
    list_select_related = ("remit",)
    filter_horizontal = ()
    add_form = UserCreationForm
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("Who it is", {"fields": ("first_name", "last_name", "email")}),
        ("Roles", {"fields": ("groups",)}),
    )

    # --- The list ---

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[NamedList]:
        """Head the list with what is in it."""
        return NamedList

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Have the roles and the remit at hand."""
        rows = super().get_queryset(request)
        return rows.select_related("remit").prefetch_related(
            "groups", "remit__authorities"
        )

    @admin.display(description="name", ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        groups = [group.name for group in user.groups.all()]
        names = [name for name in groups if name != DEMONSTRATION_GROUP]
        if user.is_superuser:
            names.append("Superuser")
        return ", ".join(names) or "None"

    @admin.display(description="remit")
    def remit_words(self, user: User) -> str:
        remit = getattr(user, "remit", None)
        if user.is_superuser or (remit and remit.everywhere):
            return "Every authority"
        names = [str(one) for one in remit.authorities.all()] if remit else []
        return ", ".join(names) or "None: sees no record"

    # --- Who may change whom ---

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (
            not isinstance(obj, User) or is_within_rights(request.user, obj)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (
            not isinstance(obj, User)
            or (obj != request.user and is_within_rights(request.user, obj))
        )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Leave single rights and superusers to superusers."""
        fieldsets = super().get_fieldsets(request, obj)
        if is_superuser(request):
            return fieldsets
        return [
            (title, {**options, "fields": _without(options["fields"])})
            for title, options in fieldsets
        ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> tuple[str, ...]:
        """Keep everybody from their own rights; what Django notes, nobody writes."""
        own = RIGHTS if obj is not None and obj == request.user else ()
        if not is_superuser(request):
            own = tuple(_without(own))
        return ("last_login", "date_joined", *own)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Offer the roles that give nothing which the giver lacks, each with a box."""
        options["widget"] = CheckboxSelectMultiple
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **options)
        field: Any = super().formfield_for_manytomany(db_field, request, **options)
        field.queryset = groups_within_rights(request.user)
        field.label, field.help_text = "Roles", ""
        return field

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: bool
    ) -> None:
        """Make every new account one of staff."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Refuse what would give more than the giver has: a second lock."""
        super().save_related(request, form, formsets, change)
        fresh = User.objects.get(pk=form.instance.pk)
        if not is_within_rights(request.user, fresh):
            raise PermissionDenied

    # --- Help with signing in ---

    def get_urls(self) -> list[URLPattern]:
        """Add taking away a lost app, and ending a lock-out."""
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/second-factor/remove/",
                view(self.remove_factor_view),
                name="auth_user_remove_factor",
            ),
            path("<int:pk>/unlock/", view(self.unlock_view), name="auth_user_unlock"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Say how the account stands with its second factor."""
        account = options.get("obj")
        if account is not None:
            context |= {
                "own_account": OWN if account == request.user else "",
                "app": devices.app_of(account),
                "is_required": devices.is_required_of(account),
                "can_help": account != request.user
                and self.has_change_permission(request, account),
            }
        return super().render_change_form(request, context, *args, **options)

    def remove_factor_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take away a lost app; who had it is signed out, and sets up another."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        account = self._account(request, pk)
        devices.remove(account)
        end_others(account, this=None)
        log_on_account(request, account, "Took away the second factor.")
        messages.success(
            request,
            f"{account} signs in with the password alone, and can set up an app again.",
        )
        return redirect("admin:auth_user_change", account.pk)

    def unlock_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let somebody try again who gave wrong passwords too often."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        account = self._account(request, pk)
        reset_failures(username=account.get_username())
        log_on_account(request, account, "Ended a lock-out.")
        messages.success(request, f"{account} may try to sign in again.")
        return redirect("admin:auth_user_change", account.pk)

    def _account(self, request: HttpRequest, pk: int) -> User:
        """Return another's account that this person keeps, or answer 404 or 403."""
        account = self.get_queryset(request).filter(pk=pk).first()
        if account is None:
            raise Http404
        if account == request.user or not self.has_change_permission(request, account):
            raise PermissionDenied
        return account


@admin.register(Group)
class RoleAdmin(RolePages):
    """What a role may do: all read it, superusers alone change it."""

    filter_horizontal = ()

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **options: Any
    ) -> Any:
        """Have a box for each right, which needs no script and no second list."""
        options["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return super().has_add_permission(request, *args) and is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and is_superuser(request)


def is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _without(fields: Iterable[Any]) -> list[Any]:
    return [name for name in fields if name not in FOR_SUPERUSERS]
