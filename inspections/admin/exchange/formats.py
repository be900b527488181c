"""The two sorts of file that tables travel in: CSV and workbooks, with no formula."""

from io import BytesIO
from operator import itemgetter
from typing import Any
from zipfile import BadZipFile, ZipFile

from import_export.formats import base_formats

from inspections.cells import CSV_TYPE, XLSX_TYPE, Column, csv_lines, workbook

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
"""A workbook is packed: a small one may unpack to more than a server can hold."""


class HarmlessCSV(base_formats.CSV):  # type: ignore[misc]
    """CSV (RFC 4180) in which no cell can run."""

    CONTENT_TYPE = CSV_TYPE

    def export_data(self, dataset: Any, **options: Any) -> str:
        return "".join(csv_lines(_columns(dataset), dataset))


class HarmlessXLSX(base_formats.XLSX):  # type: ignore[misc]
    """A workbook in which no cell can run, and which may not be made to swell."""

    CONTENT_TYPE = XLSX_TYPE

    def export_data(self, dataset: Any, **options: Any) -> bytes:
        return workbook(_columns(dataset), dataset, title="Records")

    def create_dataset(self, in_stream: bytes) -> Any:
        with ZipFile(BytesIO(in_stream)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise BadZipFile("It unpacks to too much.")
        return super().create_dataset(in_stream)


FORMATS = [HarmlessCSV, HarmlessXLSX]
NAMES = ("CSV", "Excel workbook (.xlsx)")
ENDINGS = (".csv", ".xlsx")
"""What people call each format, and how the names of its files end, in its order."""


def _columns(dataset: Any) -> list[Column[Any]]:
    return [
        (heading, itemgetter(place)) for place, heading in enumerate(dataset.headers)
    ]
