"""Which part of the code may know which, and the few rules that keep drafts private.

The imports and calls are read from the source with `ast`; nothing is imported for it.
Each rule is tried on a line that breaks it, so that none can pass by seeing nothing.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from inspections.models import PublicModel, ReportFile, ReportImport

ROOT = Path(settings.BASE_DIR)
PACKAGE = ROOT / "inspections"

VALUES = {"visits", "accounts", "headlines", "comparison", "tracking", "threads"} | {
    "steps",
    "travels",
    "theme_grid",
    "grade_history",
    "packs",
    "pack_events",
    "pack_annex",
    "sentences",
    "tidy_files",
    "tidy_inspections",
    "facts",
    "wording",
    "replies",
    "slips",
    "timing",
    "responses_due",
}
READING = {"models", "frameworks", "vocabulary", *VALUES}
PUBLIC = {
    *READING,
    "released",
    "change_log",
    "corrected",
    "paper",
    "references",
    "inspection_page",
    "past",
    "past_visits",
    "past_answers",
    "reading",
    "citing",
    "descriptions",
    "linked_data",
    "page_metadata",
    "histories",
    "findings",
    "directory",
    "region_figures",
    "theme_figures",
    "related",
    "terms",
    "withdrawals",
    "cells",
    "citations",
    "deadlines",
}
SHOWN_ELSEWHERE = {"cards", "card_words", "embeds", "feeds", "news", "alerts"}
ASKING = {"correction_requests", "identifying", "subjects"}
NEWS = {"news_items", "news_of_visits", "news_of_answers"}
FINDING = {"searching", "filtering", "facets", "headline_queries"}
WRITING = {"publishing", "publishing_checks", "releases"} | {
    "identified",
    "identifying",
}
KEEPING = {"versions", "readable", "record_history", "restored_rows", "restoring"}
LINKING = {"concerns", "linking", "suggesting", "theming", "word_counts"}
ADMIN = {
    *PUBLIC,
    *WRITING,
    *KEEPING,
    *LINKING,
    "correction_requests",
    "differences",
    "importing",
    "remits",
    "signing_in",
    "pasting",
    "desk",
    "digests",
    "workspace",
}

# What each part may import of ours; each may import itself.
MAY_IMPORT: dict[str, set[str]] = {
    "vocabulary": set(),
    "frameworks": {"vocabulary"},
    "theming": {"vocabulary"},
    "linking": {"vocabulary"},
    "deadlines": {"vocabulary"},
    "timing": {"deadlines"},
    "slips": set(),
    "responses_due": {*VALUES, "deadlines", "vocabulary"},
    "answers": {"accounts", "models", "vocabulary"},
    "cells": set(),
    "citations": {"vocabulary"},
    "word_counts": {"linking"},
    "polarity": {"linking", "vocabulary"},
    "pasting": set(),
    "differences": set(),
    "wording": {"differences", "visits"},
    "concerns": {"models", "vocabulary"},
    "suggesting": {*LINKING, "models", "vocabulary"},
    "visits": {"frameworks", "vocabulary"},
    "accounts": {"frameworks", "slips", "vocabulary"},
    "headlines": {"accounts", "vocabulary"},
    "comparison": {"frameworks", "visits", "vocabulary", "wording"},
    "tracking": {"accounts", "headlines", "visits", "vocabulary"},
    "steps": {"tracking", "visits", "vocabulary", "wording"},
    "threads": {
        "accounts",
        "comparison",
        "headlines",
        "steps",
        "tracking",
        "visits",
        "vocabulary",
    },
    "theme_grid": {"visits", "vocabulary"},
    "travels": {"steps", "visits"},
    "tidy_files": {
        "accounts",
        "cells",
        "comparison",
        "threads",
        "tracking",
        "visits",
        "vocabulary",
    },
    "tidy_inspections": {
        "accounts",
        "cells",
        "tidy_files",
        "tracking",
        "visits",
        "vocabulary",
    },
    "facts": {
        "accounts",
        "cells",
        "comparison",
        "threads",
        "tidy_files",
        "tracking",
        "visits",
    },
    "freshness": {"models"},
    "references": set(),
    "pack_events": {"accounts", "slips", "threads", "tracking", "visits", "vocabulary"},
    "packs": {
        "accounts",
        "headlines",
        "pack_events",
        "slips",
        "threads",
        "tracking",
        "visits",
        "vocabulary",
    },
    "pack_annex": {"accounts", "cells", "pack_events", "packs"},
    "corrected": {"models", "packs"},
    "subjects": {"models", "references"},
    "correction_mail": {"models"},
    "correction_requests": {
        "correction_mail",
        "identifying",
        "models",
        "subjects",
    },
    "paper": set(),
    "grade_history": {"comparison", "frameworks", "visits", "vocabulary"},
    "sentences": {"theme_grid", "threads", "vocabulary"},
    "replies": {
        "accounts",
        "headlines",
        "responses_due",
        "threads",
        "visits",
        "vocabulary",
    },
    "models": {"frameworks", "slips", "vocabulary"},
    "own_rows": {"models"},
    "releases": {"models", "frameworks", "own_rows", "vocabulary", *WRITING},
    "versions": {"models", "own_rows"},
    "readable": {"models", "versions"},
    "record_history": {"models", "differences", "readable", "versions"},
    "restored_rows": {"models", "own_rows", "versions"},
    "restoring": {
        "models",
        "record_history",
        "restored_rows",
        "versions",
        "publishing",
        "releases",
    },
    "publishing_checks": {"models", "frameworks", "vocabulary", *WRITING},
    "publishing": {"models", "frameworks", "vocabulary", *WRITING},
    "identifying": set(),
    "identified": {"models", "identifying", "own_rows"},
    "released": {"models", "own_rows", "vocabulary"},
    "change_log": {"models", "differences", "own_rows", "released", "vocabulary"},
    "inspection_page": {
        *READING,
        "change_log",
        "findings",
        "histories",
        "reading",
        "responses_due",
    },
    "past_visits": {*READING, "histories", "released"},
    "past_answers": {*READING, "answers", "past_visits", "released"},
    "past": {*READING, "past_answers", "past_visits", "released"},
    "reading": {*READING, "findings", "histories", "past", "released"},
    "citing": {*READING, "citations"},
    "descriptions": READING,
    "linked_data": READING,
    "page_metadata": {*READING, "citations", "citing", "linked_data"},
    "search_upkeep": {"vocabulary"},
    "searching": {"models", "headline_queries", "vocabulary"},
    "headline_queries": {"models", "vocabulary"},
    "filtering": {*READING, "headline_queries", "searching"},
    "facets": {
        *READING,
        "filtering",
        "freshness",
        "headline_queries",
        "searching",
    },
    "sitemaps": {"models"},
    "histories": {*READING, "answers", "deadlines"},
    "findings": {*READING, "histories"},
    "directory": {*READING, "histories"},
    "region_figures": {*READING, "directory", "headline_queries", "histories"},
    "theme_figures": READING,
    "related": {*READING, "headline_queries"},
    "terms": set(),
    "withdrawals": {"models", "vocabulary"},
    "importing": {"frameworks", "theming", "vocabulary"},
    "importing.drafts": {
        "frameworks",
        "theming",
        "polarity",
        "vocabulary",
        "models",
        "importing",
    },
    "views": {
        *PUBLIC,
        *FINDING,
        *SHOWN_ELSEWHERE,
        *ASKING,
        "downloads",
        "freshness",
    },
    "api": {*PUBLIC, *FINDING, "freshness"},
    "downloads": {*PUBLIC, "filtering"},
    "feeds": {"models", "news", "news_items", "region_figures"},
    "alert_mail": {"models", "news_items"},
    "alerts": {"models", "alert_mail", "news", "news_items", "vocabulary"},
    "news": {*NEWS, "models", "vocabulary"},
    "news_items": {"models", "released", "visits", "vocabulary"},
    "news_of_visits": {"models", "news_items", "released", "visits", "vocabulary"},
    "news_of_answers": {"models", "news_items", "released", "vocabulary"},
    "embeds": {*VALUES, "vocabulary"},
    "cards": {"vocabulary"},
    "card_words": {*VALUES, "cards", "vocabulary"},
    "admin": ADMIN,
    "management": {*ADMIN, "alerts", "polarity", "search_upkeep", "searching"},
    "templatetags": {"frameworks", "linked_data", "references", "terms", "vocabulary"},
    "urls": {"views", "api", "feeds", "sitemaps", "embeds", "cards"},
    "granting": set(),
    "remits": {"models"},
    "screens": set(),
    "signing_in": {"models", "remits", "screens"},
    "undecided": {"models", "vocabulary"},
    "desk": {
        *READING,
        "headline_queries",
        "histories",
        "remits",
        "undecided",
    },
    "digests": {"desk", "models", "remits", "workspace"},
    "workspace": {"desk", "models", "signing_in"},
    "migrations": {"models", "granting"},
    "apps": {"search_upkeep"},
}
# What the public reads: every query in it starts at published().
STARTS_AT_PUBLISHED = {
    "released",
    "past",
    "past_visits",
    "past_answers",
    "reading",
    "corrected",
    "subjects",
    "change_log",
    "inspection_page",
    "answers",
    "views",
    "api",
    "downloads",
    "feeds",
    "embeds",
    "cards",
    "sitemaps",
    "searching",
    "filtering",
    "facets",
    "headline_queries",
    "histories",
    "findings",
    "directory",
    "region_figures",
    "theme_figures",
    "related",
}
HAVE_DRAFTS = {
    model.__name__
    for model in apps.get_app_config("inspections").get_models()
    if issubclass(model, PublicModel)
} | {ReportFile.__name__, ReportImport.__name__}
WRITE_STATUS = {"publishing", "releases"}

Module = tuple[str, ast.Module]


def name_of(path: Path) -> str:
    """Return a module's name inside the package: `views.pages` for views/pages.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES: dict[str, ast.Module] = {
    name: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if (name := name_of(path))
}


def part_of(module: str) -> str:
    """Return the row of the table that a module stands in."""
    return module if module in MAY_IMPORT else module.split(".")[0]


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give the full name of each thing that a module imports, and the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                module = "." * node.level + (node.module or "")
                yield f"{module}.{alias.name}", node.lineno


def import_faults(module: str, tree: ast.AST) -> list[str]:
    """Say which imports of ours the table does not allow."""
    part = part_of(module)
    allowed = MAY_IMPORT[part] | {part}
    found = []
    for name, line in imported(tree):
        if name.startswith("."):
            found.append(f"{module}:{line} imports {name}: write the whole name.")
        if not name.startswith("inspections."):
            continue
        target = part_of(name.removeprefix("inspections."))
        top = target.split(".")[0]
        if target not in allowed and top not in allowed:
            found.append(f"{module}:{line} may not import {name}.")
    return found


def local_imports(module: str, tree: ast.AST) -> list[str]:
    """Say which imports stand inside a function."""
    return [
        f"{module}:{node.lineno} imports inside {function.name}()."
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def chain_of(node: ast.AST) -> list[str]:
    """Return the names of a dotted expression; a call or index in it is passed over."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            break
    if isinstance(node, ast.Name):
        names.append(node.id)
    return names[::-1]


MANAGERS = {"objects", "_default_manager", "_base_manager"}
BARE = {"get_object_or_404", "get_list_or_404", "aget_object_or_404"}


def query_faults(module: str, tree: ast.AST) -> list[str]:
    """Say which queries of public code do not start at published()."""
    found = []
    parents = {
        child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            model = chain_of(node.value)[-1:]
            after = parents.get(node)
            follows = after.attr if isinstance(after, ast.Attribute) else ""
            if set(model) & HAVE_DRAFTS and follows != "published":
                found.append(f"{module}:{node.lineno} {model[0]} without published().")
        if isinstance(node, ast.Call) and chain_of(node.func)[-1:] in (
            [name] for name in BARE
        ):
            asked = node.args[0]
            if isinstance(asked, ast.Name) and asked.id in HAVE_DRAFTS:
                found.append(f"{module}:{node.lineno} asks for any {asked.id}.")
    return found


def reverse_faults(module: str, tree: ast.AST) -> list[str]:
    """Say where public code steps from a row to rows that may be drafts."""
    parents = {
        child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
    }
    return [
        f"{module}:{node.lineno} .{node.attr} without published()."
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("all_")
        and getattr(parents.get(node), "attr", "") != "published"
    ]


def prefetch_faults(module: str, tree: ast.AST) -> list[str]:
    """Say where rows are fetched by an all_… name without a published queryset."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = chain_of(node.func)[-1:]
        fetched = [
            argument.value
            for argument in node.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        drafts = [text for text in fetched if re.search(r"(^|__)all_", text)]
        if drafts and name == ["prefetch_related"]:
            found.append(f"{module}:{node.lineno} fetches every {drafts[0]}.")
        if drafts and name == ["Prefetch"]:
            queries = [k.value for k in node.keywords if k.arg == "queryset"]
            if not any("published" in ast.dump(query) for query in queries):
                found.append(f"{module}:{node.lineno} fetches every {drafts[0]}.")
    return found


ORM_WRITES = {"create", "update", "get_or_create", "update_or_create", "aupdate"}


def status_faults(module: str, tree: ast.AST) -> list[str]:
    """Say where a record's status is written."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = [part for target in targets for part in ast.walk(target)]
            names = {part.attr for part in parts if isinstance(part, ast.Attribute)}
            if "status" in names:
                lines.append(node.lineno)
        if isinstance(node, ast.Call):
            called = chain_of(node.func)[-1:]
            given = {keyword.arg for keyword in node.keywords}
            words = {a.value for a in ast.walk(node) if isinstance(a, ast.Constant)}
            writes = set(called) & (ORM_WRITES | HAVE_DRAFTS) and "status" in given
            sets = called in (["setattr"], ["bulk_update"]) and "status" in words
            if writes or sets:
                lines.append(node.lineno)
    return [f"{module}:{line} writes a status." for line in lines]


WRITE_MANY = {"bulk_create", "bulk_update", "abulk_create", "abulk_update"}
AROUND_HISTORY = {
    "save_without_historical_record",
    "skip_history_when_saving",
    "_raw_delete",
}
KEEPS_ITS_OWN = {"models.changes"}
"""Where rows are written at once together with their history."""
MAKES_ROOM = {"restored_rows", "admin.entry_rows"}
"""Where a number stands elsewhere for a moment, while rows change places."""


def history_faults(module: str, tree: ast.AST) -> list[str]:
    """Say what writes rows past their history."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in AROUND_HISTORY:
            found.append(f"{module}:{node.lineno} {node.attr} keeps no history.")
        if not isinstance(node, ast.Call):
            continue
        chain = chain_of(node.func)
        of_rows = set(chain) & MANAGERS or any(
            name in ("filter", "exclude", "all", "published") or name.startswith("all_")
            for name in chain[:-1]
        )
        if chain[-1:] and (
            chain[-1] in WRITE_MANY or (chain[-1] in ("update", "aupdate") and of_rows)
        ):
            found.append(f"{module}:{node.lineno} {chain[-1]} keeps no history.")
    return found


ASKED_OF_ROWS = {"all", "filter", "exclude", "first", "last", "latest", "values"} | {
    "as_of",
    "most_recent",
    "order_by",
    "values_list",
    "get",
    "count",
}


def kept_reads(module: str, tree: ast.AST) -> list[str]:
    """Say where the kept changes of a record are read: they hold drafts."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        chain = chain_of(node)
        if "history" not in chain:
            continue
        place = chain.index("history")
        of_model = place > 0 and chain[place - 1] in HAVE_DRAFTS
        if of_model or set(chain[place + 1 : place + 2]) & ASKED_OF_ROWS:
            found.append(f"{module}:{node.lineno} reads kept changes.")
    return found


def public_modules() -> list[str]:
    return [m for m in MODULES if m.split(".")[0] in STARTS_AT_PUBLISHED]


class TestImports:
    @pytest.mark.parametrize("module", MODULES)
    def test_each_module_stands_in_the_table(self, module: str) -> None:
        assert part_of(module) in MAY_IMPORT, (
            f"inspections/{module.replace('.', '/')}.py is in no row of MAY_IMPORT: "
            "say there what it may import."
        )

    @pytest.mark.parametrize("module", MODULES)
    def test_it_imports_only_what_its_part_may(self, module: str) -> None:
        assert import_faults(module, MODULES[module]) == []

    @pytest.mark.parametrize("module", MODULES)
    def test_nothing_is_imported_inside_a_function(self, module: str) -> None:
        assert local_imports(module, MODULES[module]) == []

    def test_models_are_imported_by_one_module_of_the_importer(self) -> None:
        assert [
            module
            for module, tree in MODULES.items()
            if module.split(".")[0] == "importing"
            and any(name.startswith("inspections.models") for name, _ in imported(tree))
        ] == ["importing.drafts"]

    def test_the_pdf_library_is_imported_by_one_module(self) -> None:
        """It parses what strangers made, so it runs in a limited child alone."""
        assert [
            module
            for module, tree in MODULES.items()
            if any(name.split(".")[0] == "pypdfium2" for name, _ in imported(tree))
        ] == ["importing.pdf_child"]

    def test_the_table_names_no_part_that_it_does_not_describe(self) -> None:
        named = {part for allowed in MAY_IMPORT.values() for part in allowed}
        assert named <= set(MAY_IMPORT)

    def test_no_two_parts_import_each_other(self) -> None:
        """But for the three modules that publish, which are one part in three files."""
        both = [
            (one, other)
            for one, allowed in MAY_IMPORT.items()
            for other in allowed
            if other != one and one in MAY_IMPORT[other]
        ]
        one_part = WRITING | VALUES | {"importing", "importing.drafts"}
        assert [pair for pair in both if not set(pair) <= one_part] == []

    @pytest.mark.parametrize(
        ("module", "line"),
        [
            ("comparison", "from inspections.models import Inspection"),
            ("views.pages", "from inspections.publishing import approve"),
            ("views.pages", "from inspections import publishing"),
            ("api.views", "import inspections.importing.pdf_text"),
            ("importing.kinds.ilacs", "from inspections.models import Inspection"),
            ("importing.drafts", "from inspections.publishing import approve"),
            ("admin.steps", "from inspections.views import pages"),
            ("vocabulary", "from inspections.frameworks import FRAMEWORKS"),
            ("views.pages", "from . import authorities"),
        ],
    )
    def test_a_forbidden_import_is_found(self, module: str, line: str) -> None:
        assert import_faults(module, ast.parse(line))

    def test_an_import_inside_a_function_is_found(self) -> None:
        tree = ast.parse("def f():\n    if x:\n        import json\n")
        assert local_imports("views.pages", tree)


class TestStatus:
    @pytest.mark.parametrize("module", MODULES)
    def test_only_publishing_writes_it(self, module: str) -> None:
        if module not in WRITE_STATUS:
            assert status_faults(module, MODULES[module]) == []

    def test_publishing_does(self) -> None:
        for module in WRITE_STATUS:
            assert status_faults(module, MODULES[module])

    @pytest.mark.parametrize(
        "line",
        [
            "inspection.status = 'published'",
            "a.status, b = 'published', 2",
            "Inspection.objects.filter(pk=1).update(status='published')",
            "Inspection.objects.create(status='published')",
            "Inspection(status='published')",
            "setattr(record, 'status', 'published')",
            "Inspection.objects.bulk_update(rows, ['status'])",
        ],
    )
    def test_a_writer_is_found(self, line: str) -> None:
        assert status_faults("admin.steps", ast.parse(line))

    @pytest.mark.parametrize(
        "line",
        [
            "status = 'published'",
            "render(request, 'gone.html', status=410)",
            "Inspection.objects.filter(status='published')",
        ],
    )
    def test_a_reader_is_not(self, line: str) -> None:
        assert status_faults("admin.steps", ast.parse(line)) == []


class TestHistory:
    @pytest.mark.parametrize("module", MODULES)
    def test_nothing_is_written_past_it(self, module: str) -> None:
        if module.startswith("migrations.") or module in KEEPS_ITS_OWN | MAKES_ROOM:
            return
        assert history_faults(module, MODULES[module]) == []

    def test_each_exception_is_one(self) -> None:
        for module in KEEPS_ITS_OWN | MAKES_ROOM:
            assert history_faults(module, MODULES[module])

    @pytest.mark.parametrize(
        "line",
        [
            "Finding.objects.filter(pk=1).update(text='')",
            "Finding.objects.bulk_create(rows)",
            "visit.all_findings.update(page=1)",
            "rows.bulk_update(found, ['text'])",
            "row.save_without_historical_record()",
        ],
    )
    def test_a_way_past_it_is_found(self, line: str) -> None:
        assert history_faults("admin.steps", ast.parse(line))

    @pytest.mark.parametrize("line", ["seen.update(other)", "counts.update({1: 2})"])
    def test_a_set_is_no_row(self, line: str) -> None:
        assert history_faults("admin.steps", ast.parse(line)) == []

    def test_public_code_never_reads_it(self) -> None:
        for module in public_modules():
            assert kept_reads(module, MODULES[module]) == []

    @pytest.mark.parametrize(
        "line",
        ["Finding.history.model", "row.history.all()", "visit.history.as_of(day)"],
    )
    def test_a_reader_is_found(self, line: str) -> None:
        assert kept_reads("views.pages", ast.parse(line))

    def test_an_authority_s_visits_are_another_history(self) -> None:
        assert kept_reads("views.pages", ast.parse("book.history.visits")) == []


class TestPublicCode:
    def test_there_is_some(self) -> None:
        assert "histories" in public_modules()
        assert "views.inspections" in public_modules()

    @pytest.mark.parametrize("module", public_modules())
    def test_its_queries_start_at_published(self, module: str) -> None:
        tree = MODULES[module]
        assert query_faults(module, tree) + prefetch_faults(module, tree) == []

    @pytest.mark.parametrize(
        "module", [m for m in public_modules() if m not in ("histories", "answers")]
    )
    def test_it_steps_to_no_drafts(self, module: str) -> None:
        """`histories` may, for it has fetched those rows through published() before."""
        assert reverse_faults(module, MODULES[module]) == []

    @pytest.mark.parametrize(
        "line",
        [
            "Inspection.objects.all()",
            "Inspection.objects.filter(ref=ref)",
            "models.Inspection.objects.get(ref=ref)",
            "rows = Inspection.objects",
            "Inspection._base_manager.all()",
            "ReportFile.objects.get(pk=1)",
            "get_object_or_404(Inspection, ref=ref)",
            "shortcuts.get_list_or_404(Finding)",
        ],
    )
    def test_an_open_query_is_found(self, line: str) -> None:
        assert query_faults("views.pages", ast.parse(line))

    def test_a_published_query_is_not(self) -> None:
        line = "Inspection.objects.published().filter(ref=ref)"
        assert query_faults("views.pages", ast.parse(line)) == []

    @pytest.mark.parametrize(
        "line",
        [
            "authority.all_inspections.all()",
            "authority.all_inspections.filter(kind='sif')",
            "rows = inspection.all_findings",
        ],
    )
    def test_a_step_to_drafts_is_found(self, line: str) -> None:
        assert reverse_faults("views.pages", ast.parse(line))

    @pytest.mark.parametrize(
        "line",
        [
            "rows.prefetch_related('all_findings')",
            "rows.prefetch_related('inspection__all_findings')",
            "Prefetch('all_findings')",
            "Prefetch('all_findings', queryset=Finding.objects.all())",
        ],
    )
    def test_fetching_drafts_is_found(self, line: str) -> None:
        assert prefetch_faults("views.pages", ast.parse(line))


def public_templates() -> list[Path]:
    folders = (ROOT / "templates", PACKAGE / "templates")
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*.html"))
        if "admin" not in path.relative_to(folder).parts
    ]


class TestTemplates:
    def test_there_are_some(self) -> None:
        assert public_templates()

    def test_none_steps_to_drafts(self) -> None:
        assert [
            f"{path.relative_to(ROOT)}:{number} uses an all_… name."
            for path in public_templates()
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if re.search(r"\.all_\w", line)
        ] == []
