"""The data package (Frictionless) that describes the files to programs and people."""

from datetime import datetime
from typing import Any

from inspections.downloads.files import FILES, File
from inspections.downloads.meanings import MEANINGS

LICENCES = (
    {
        "name": "OGL-UK-3.0",
        "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "title": "Open Government Licence v3.0",
    },
)
CREDIT = (
    "Contains Ofsted information licensed under the Open Government Licence v3.0; "
    "our summaries are under the same licence."
)
SOURCES = (
    {
        "title": "Ofsted: inspection reports and letters",
        "path": "https://reports.ofsted.gov.uk/",
    },
    {"title": "Councils: their published responses and papers"},
    {
        "title": "Data to Insight: names, codes and outcomes of councils (MIT)",
        "path": "https://www.datatoinsight.org/",
    },
)


def data_package(*, site: str, name: str, at: datetime) -> dict[str, Any]:
    """Return the description of every file; `at` is as at when they hold good."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "childrens-services-inspections",
        "title": f"{name}: data",
        "description": (
            "What inspectors judged and asked of English councils’ children’s "
            f"services, and what became of it. {CREDIT} An empty cell is a value that "
            "is missing; a column of reasons says why where one is known."
        ),
        "homepage": f"{site}/downloads/",
        "created": at.isoformat(timespec="seconds"),
        "licenses": list(LICENCES),
        "sources": list(SOURCES),
        "resources": [_resource(file, site=site) for file in FILES],
    }


def _resource(file: File, *, site: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": heading,
                "type": MEANINGS[heading].type,
                "description": MEANINGS[heading].words,
            }
            for heading, _ in file.columns
        ],
        "missingValues": [""],
    }
    if file.key:
        schema["primaryKey"] = list(file.key)
    return {
        "name": file.name.replace("_", "-"),
        "path": f"{site}/downloads/{file.name}.csv",
        "title": file.title,
        "description": f"{file.one_row}. {file.holds}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }
