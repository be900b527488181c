"""How Django knows its own admin: as our site of it."""

from django.contrib.admin.apps import AdminConfig


class WorkspaceConfig(AdminConfig):
    """Have the admin make our site."""

    default_site = "inspections.workspace.site.Workspace"
