"""The index of search: a plain table, and what each database searches it by.

SQLite has two FTS5 tables over it: by stems to search, by whole words to mend spelling.
PostgreSQL has a generated weighted tsvector with a GIN index, and a table of words.
Both stem by Porter's rules and drop no words, so that they give the same answers.
What keeps the table itself is in inspections/search_upkeep.py.
"""

from collections.abc import Sequence
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE VIRTUAL TABLE inspections_search USING fts5(
        title, context, body,
        content='inspections_searchentry', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE inspections_searchwords USING fts5(
        title, context, body,
        content='inspections_searchentry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', detail=none)""",
    """CREATE VIRTUAL TABLE inspections_searchword
        USING fts5vocab('inspections_searchwords', 'row')""",
)
NOT_SQLITE = (
    "DROP TABLE inspections_searchword",
    "DROP TABLE inspections_searchwords",
    "DROP TABLE inspections_search",
)
POSTGRESQL = (
    """CREATE TEXT SEARCH DICTIONARY inspections_porter
        (TEMPLATE = snowball, LANGUAGE = porter)""",
    "CREATE TEXT SEARCH CONFIGURATION inspections_words (PARSER = default)",
    """ALTER TEXT SEARCH CONFIGURATION inspections_words ADD MAPPING
        FOR asciiword, word, numword, hword_asciipart, hword_part, hword_numpart
        WITH inspections_porter""",
    """ALTER TEXT SEARCH CONFIGURATION inspections_words ADD MAPPING
        FOR int, uint, float, sfloat, version WITH simple""",
    # Words and numbers alone, without accents: the parser would make more of them.
    """CREATE FUNCTION inspections_plain(words text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
        lower(regexp_replace(regexp_replace(
            normalize(left(words, 100000), NFKD), U&'[\\0300-\\036f]', '', 'g'),
            '[^[:alnum:]]+', ' ', 'g'))""",
    """CREATE FUNCTION inspections_vector(title text, context text, body text)
        RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
        setweight(to_tsvector('inspections_words', inspections_plain(title)), 'A')
        || setweight(to_tsvector('inspections_words', inspections_plain(context)), 'B')
        || setweight(to_tsvector('inspections_words', inspections_plain(body)), 'C')""",
    """ALTER TABLE inspections_searchentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (inspections_vector(title, context, body)) STORED""",
    """CREATE INDEX inspections_searchentry_vector
        ON inspections_searchentry USING gin (vector)""",
    """CREATE VIEW inspections_search AS
        SELECT id AS rowid, vector FROM inspections_searchentry""",
    "CREATE TABLE inspections_searchword (term text PRIMARY KEY)",
)
NOT_POSTGRESQL = (
    "DROP TABLE inspections_searchword",
    "DROP VIEW inspections_search",
    "ALTER TABLE inspections_searchentry DROP COLUMN vector",
    "DROP FUNCTION inspections_vector",
    "DROP FUNCTION inspections_plain",
    "DROP TEXT SEARCH CONFIGURATION inspections_words",
    "DROP TEXT SEARCH DICTIONARY inspections_porter",
)


class OnVendor(migrations.RunSQL):
    """Run SQL on one kind of database, and nothing on another."""

    def __init__(
        self, vendor: str, sql: tuple[str, ...], reverse_sql: tuple[str, ...]
    ) -> None:
        super().__init__(sql, reverse_sql)
        self.vendor = vendor

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (
            self.__class__.__name__,
            [],
            {"vendor": self.vendor, "sql": self.sql, "reverse_sql": self.reverse_sql},
        )

    def _run_sql(
        self, schema_editor: BaseDatabaseSchemaEditor, sqls: tuple[str, ...]
    ) -> None:
        if schema_editor.connection.vendor == self.vendor:
            for sql in sqls:
                schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0015_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("authority", "Authority"),
                            ("inspection", "Inspection"),
                            ("recommendation", "Recommendation"),
                            ("finding", "Finding"),
                            ("response", "Council response"),
                            ("position", "Council position"),
                            ("action", "Council action"),
                        ],
                        max_length=14,
                    ),
                ),
                ("record_id", models.PositiveBigIntegerField()),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.authority",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.inspection",
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("context", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
            options={"verbose_name_plural": "search entries"},
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(
                fields=("kind", "record_id"), name="search_entry_is_kept_once"
            ),
        ),
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="indexed",
                        serialize=False,
                        to="inspections.searchentry",
                    ),
                ),
            ],
            options={"db_table": "inspections_search", "managed": False},
        ),
        OnVendor("sqlite", SQLITE, NOT_SQLITE),
        OnVendor("postgresql", POSTGRESQL, NOT_POSTGRESQL),
    ]
