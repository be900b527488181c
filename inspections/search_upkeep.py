"""Keeps the index of search true to the records, by triggers of the database itself.

However a row is written - a form, a bulk load, approval, plain SQL - its entry follows
in the same transaction. SQLite loses triggers whenever a migration remakes a table, so
they are taken away before every `migrate` and made anew, with the whole index, after.

Only what hangs on a published inspection is indexed, which keeps drafts out of
suggestions of spelling as well; what may be shown is asked of the records on top.
"""

from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from inspections.vocabulary import Kind

ENTRIES = "inspections_searchentry"
COLUMNS = "kind, record_id, authority_id, inspection_id, title, context, body"
VENDORS = ("sqlite", "postgresql")
INDEXES = ("inspections_search", "inspections_searchwords")


@dataclass(frozen=True)
class Source:
    """Where the entries of one kind come from: the row's table, and its words in SQL.

    `joined` reaches inspection `i` and authority `a` from the row `r`.
    """

    kind: str
    table: str
    joined: str
    title: str
    context: str
    body: str
    inspection: str = "i.id"
    shown: str = "i.status = 'published'"

    @property
    def select(self) -> str:
        """All entries of this kind; a condition may be added with AND."""
        return (
            f"SELECT '{self.kind}', r.id, a.id, {self.inspection}, {self.title}, "
            f"{self.context}, {self.body} FROM {self.table} r {self.joined} "
            f"WHERE {self.shown}"
        )


def _kind_label() -> str:
    whens = " ".join(
        f"WHEN '{kind.value}' THEN '{kind.label.replace(chr(39), chr(39) * 2)}'"
        for kind in Kind
    )
    return f"CASE i.kind {whens} ELSE '' END"


_YEAR = "substr(CAST(i.ended AS text), 1, 4)"
_PLACE = f"a.name || ' ' || {_YEAR}"
_OF_INSPECTION = (
    "JOIN inspections_inspection i ON i.id = r.inspection_id "
    "JOIN inspections_authority a ON a.id = i.authority_id"
)
_OF_RESPONSE = (
    "JOIN inspections_councilresponse c ON c.id = r.response_id "
    "JOIN inspections_inspection i ON i.id = c.inspection_id "
    "JOIN inspections_authority a ON a.id = i.authority_id"
)
SOURCES = (
    Source(
        kind="authority",
        table="inspections_authority",
        joined="JOIN inspections_authority a ON a.id = r.id",
        title="a.name || ' ' || CAST(a.other_names AS text)",
        context="a.region || ' ' || COALESCE(CAST(a.urn AS text), '') || ' ' || "
        "a.dfe_code || ' ' || a.ons_code",
        body="''",
        inspection="NULL",
        shown="1 = 1",
    ),
    Source(
        kind="inspection",
        table="inspections_inspection",
        joined="JOIN inspections_inspection i ON i.id = r.id "
        "JOIN inspections_authority a ON a.id = i.authority_id",
        title=f"a.name || ' ' || {_kind_label()}",
        context=f"{_YEAR} || ' ' || i.ref || ' ' || i.ofsted_file_id",
        body="i.focus || ' ' || i.summary",
    ),
    Source(
        kind="recommendation",
        table="inspections_recommendation",
        joined=_OF_INSPECTION,
        title="''",
        context=f"{_PLACE} || ' ' || r.responsible_body",
        body="r.text",
        shown="i.status = 'published' AND r.retired_at IS NULL",
    ),
    Source(
        kind="finding",
        table="inspections_finding",
        joined=_OF_INSPECTION,
        title="r.section",
        context=_PLACE,
        body="r.text",
        shown="i.status = 'published' AND r.retired_at IS NULL",
    ),
    Source(
        kind="response",
        table="inspections_councilresponse",
        joined=_OF_INSPECTION,
        title="r.title",
        context=_PLACE,
        body="r.summary",
    ),
    Source(
        kind="position",
        table="inspections_recommendationposition",
        joined=_OF_RESPONSE,
        title="''",
        context=_PLACE,
        body="r.words",
        shown="i.status = 'published' AND r.words <> ''",
    ),
    Source(
        kind="action",
        table="inspections_councilaction",
        joined=_OF_RESPONSE,
        title="''",
        context=f"{_PLACE} || ' ' || r.owner_role",
        body="r.text",
    ),
)
# A change of these columns changes the entries of all that hangs on the row.
OF_AUTHORITY = ("name", "other_names", "region", "urn", "dfe_code", "ons_code")
OF_INSPECTION = (
    *("authority_id", "kind", "ref", "focus"),
    *("ended", "summary", "ofsted_file_id", "status"),
)
HANGS_ON = {
    "inspections_authority": ("authority_id", "a.id", OF_AUTHORITY),
    "inspections_inspection": ("inspection_id", "i.id", OF_INSPECTION),
}


def install(*, using: str) -> None:
    """Make the triggers and the whole index, unless the triggers stand already."""
    connection = connections[using]
    if not _has_index(connection):
        return
    triggers = _triggers(connection.vendor)
    standing = {name for name, _ in _standing(connection)}
    if standing == set(triggers):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name, statement in triggers.items():
            if name not in standing:
                cursor.execute(statement)
    rebuild(using=using)


def uninstall(*, using: str) -> None:
    """Take the triggers away, as a migration could trip over them."""
    connection = connections[using]
    if connection.vendor not in VENDORS:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name, table in _standing(connection):
            place = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{place}")


def rebuild(*, using: str) -> int:
    """Make every entry anew from the records, and return how many there are."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM inspections_searchword")
        cursor.execute(f"DELETE FROM {ENTRIES}")
        for source in SOURCES:
            cursor.execute(_insert(source))
        if connection.vendor == "sqlite":
            for index in INDEXES:
                cursor.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        cursor.execute(f"SELECT count(*) FROM {ENTRIES}")
        return int(cursor.fetchone()[0])


def _has_index(connection: BaseDatabaseWrapper) -> bool:
    if connection.vendor not in VENDORS:
        return False
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor, include_views=True)
    return {ENTRIES, INDEXES[0]} <= set(tables)


def _standing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return the triggers of ours that stand: (name, table)."""
    asking = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master "
        "WHERE type = 'trigger' AND name GLOB 'search_of_*'",
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
        "WHERE NOT tgisinternal AND starts_with(tgname, 'search_of_')",
    }
    with connection.cursor() as cursor:
        cursor.execute(asking[connection.vendor])
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def _insert(source: Source, condition: str = "") -> str:
    """Write entries, or write them anew where another transaction was quicker."""
    return (
        f"INSERT INTO {ENTRIES} ({COLUMNS}) {source.select}{condition} "
        "ON CONFLICT (kind, record_id) DO UPDATE SET "
        "authority_id = excluded.authority_id, inspection_id = excluded.inspection_id, "
        "title = excluded.title, context = excluded.context, body = excluded.body"
    )


def _forget(source: Source) -> str:
    return f"DELETE FROM {ENTRIES} WHERE kind = '{source.kind}' AND record_id = OLD.id"


def _when_changed(source: Source) -> list[str]:
    """Return what a changed row asks for: its own entry, or all that hangs on it."""
    if source.table not in HANGS_ON:
        return [_forget(source), _insert(source, " AND r.id = NEW.id")]
    column, key, _ = HANGS_ON[source.table]
    hanging = [s for s in SOURCES if key == "a.id" or s.inspection == key]
    return [
        f"DELETE FROM {ENTRIES} WHERE {column} = OLD.id",
        *(_insert(s, f" AND {key} = NEW.id") for s in hanging),
    ]


def _condition(source: Source, unlike: str) -> str:
    """Say when a change matters; `unlike` is the database's word for it."""
    if source.table not in HANGS_ON:
        return ""
    columns = HANGS_ON[source.table][2]
    tests = " OR ".join(f"OLD.{name} {unlike} NEW.{name}" for name in columns)
    return f" WHEN ({tests})"


def _triggers(vendor: str) -> dict[str, str]:
    """Return the statement that makes each trigger, by the trigger's name."""
    return _on_sqlite() if vendor == "sqlite" else _on_postgresql()


def _on_sqlite() -> dict[str, str]:
    made = {}

    def add(name: str, *, when: str, statements: list[str]) -> None:
        body = " ".join(f"{statement};" for statement in statements)
        made[name] = f"CREATE TRIGGER {name} AFTER {when} BEGIN {body} END"

    for source in SOURCES:
        on = f"ON {source.table} FOR EACH ROW"
        changed = f"UPDATE {on}{_condition(source, 'IS NOT')}"
        stem = f"search_of_{source.kind}"
        new = [_insert(source, " AND r.id = NEW.id")]
        add(f"{stem}_new", when=f"INSERT {on}", statements=new)
        add(f"{stem}_changed", when=changed, statements=_when_changed(source))
        add(f"{stem}_gone", when=f"DELETE {on}", statements=[_forget(source)])
    texts = "title, context, body"
    new_texts, old_texts = (
        f"{row}.id, {row}.title, {row}.context, {row}.body" for row in ("NEW", "OLD")
    )
    into = [f"INSERT INTO {i}(rowid, {texts}) VALUES ({new_texts})" for i in INDEXES]
    out = [
        f"INSERT INTO {i}({i}, rowid, {texts}) VALUES ('delete', {old_texts})"
        for i in INDEXES
    ]
    on = f"ON {ENTRIES} FOR EACH ROW"
    add("search_of_entry_new", when=f"INSERT {on}", statements=into)
    add("search_of_entry_changed", when=f"UPDATE {on}", statements=[*out, *into])
    add("search_of_entry_gone", when=f"DELETE {on}", statements=out)
    return made


def _on_postgresql() -> dict[str, str]:
    """Return functions and triggers; a function is made anew with its trigger."""
    made = {}

    def add(name: str, *, when: str, each: str, statements: list[str]) -> None:
        body = " ".join(f"{statement};" for statement in statements)
        made[name] = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN {body} RETURN NULL; END $$; "
            f"CREATE TRIGGER {name} AFTER {when} FOR EACH {each} "
            f"EXECUTE FUNCTION {name}()"
        )

    for source in SOURCES:
        stem, on = f"search_of_{source.kind}", f"ON {source.table}"
        new = [_insert(source, " AND r.id = NEW.id")]
        unlike = _condition(source, "IS DISTINCT FROM")
        add(f"{stem}_new", when=f"INSERT {on}", each="ROW", statements=new)
        add(
            f"{stem}_changed",
            when=f"UPDATE {on}",
            each=f"ROW{unlike}",
            statements=_when_changed(source),
        )
        gone = [_forget(source)]
        add(f"{stem}_gone", when=f"DELETE {on}", each="ROW", statements=gone)
    words = (
        "INSERT INTO inspections_searchword SELECT DISTINCT term FROM written, "
        "string_to_table(inspections_plain(concat_ws(' ', title, context, body)), ' ') "
        "AS term WHERE length(term) BETWEEN 3 AND 40 ORDER BY term "
        "ON CONFLICT DO NOTHING"
    )
    for event in ("INSERT", "UPDATE"):
        add(
            f"search_of_words_{event.lower()}",
            when=f"{event} ON {ENTRIES} REFERENCING NEW TABLE AS written",
            each="STATEMENT",
            statements=[words],
        )
    return made
