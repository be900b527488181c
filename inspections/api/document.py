"""The document that tells programs what they may ask: made from views and shapes."""

from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from inspections.api.bases import ListView
from inspections.api.narrowing import NARROWINGS
from inspections.api.parameters import PAGING, parameters_of

PREFIX = "/api/v1/"


class Told(AutoSchema):
    """Tells of a list that it has pages, and what it may be narrowed by."""

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters of a list; asks the database for their choices."""
        if not isinstance(self.view, ListView):
            return []
        own: list[OpenApiParameter] = []
        if self.view.narrows:
            own = parameters_of(NARROWINGS[self.view.narrows])
        return [*own, *PAGING]

    def get_operation_id(self) -> str:
        """Name a list as one; the usual name would take it for a record."""
        usual: str = super().get_operation_id()
        is_list = isinstance(self.view, ListView)
        return usual.replace("_retrieve", "_list") if is_list else usual

    def get_tags(self) -> list[str]:
        """Group addresses by what they are about: the first word of each."""
        return [self.path.removeprefix(PREFIX).split("/")[0]]

    def get_auth(self) -> list[dict[str, Any]]:
        """Nobody needs to say who they are."""
        return []


def only_versioned(
    endpoints: list[tuple[str, str, str, Any]], **kwargs: Any
) -> list[tuple[str, str, str, Any]]:
    """Keep what is of the interface: a page's own .json is the same answer."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(PREFIX)]


def document() -> dict[str, Any]:
    """Return the OpenAPI document; asks the database for what may be chosen."""
    generator: Any = SchemaGenerator
    made: dict[str, Any] = generator().get_schema(request=None, public=True)
    return made
