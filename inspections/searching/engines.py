"""The two engines of search: FTS5 of SQLite, and full-text search of PostgreSQL.

Each makes its own query from plain words alone, so that no sign a reader types can mean
anything to the database. Both stem by the same rules; they rank by their own formulas,
title first, then the record's own words, then what it stands in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Field, FloatField, Func, TextField
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from inspections.searching.words import Sought, Term

START, STOP = "\ue000", "\ue001"
"""Around a hit, as neither engine escapes: never in a text that a person writes."""


class Engine(Protocol):
    """What a database must be able to do."""

    def matches(self, sought: Sought) -> Combinable: ...

    def rank(self, sought: Sought) -> Combinable: ...

    def marked(self, sought: Sought) -> Combinable:
        """Return the text with its hits marked, the whole of it."""
        ...


class OnIndex(Func):
    """SQL on the index: `{0}` is its alias, `{1}` the text of the entry, if needed."""

    def __init__(
        self, sql: str, *params: object, output_field: "Field[Any, Any]"
    ) -> None:
        texts = [F("entry__body")] if "{1}" in sql else []
        super().__init__(F("pk"), *texts, output_field=output_field)
        self.sql = sql
        self.params = params

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        key, *texts = self.get_source_expressions()
        sql = self.sql.replace("{0}", compiler.quote_name_unless_alias(key.alias))
        for text in texts:
            sql = sql.replace("{1}", compiler.compile(text)[0])
        return sql, self.params


@dataclass(frozen=True)
class Fts5:
    """SQLite: terms are strings, which FTS5 takes as phrases of plain words."""

    def matches(self, sought: Sought) -> Combinable:
        return OnIndex(
            '{0}."inspections_search" MATCH %s',
            self.query(sought),
            output_field=BooleanField(),
        )

    def rank(self, sought: Sought) -> Combinable:
        """Return the rank, lowest best."""
        return OnIndex(
            'bm25({0}."inspections_search", 4.0, 1.5, 2.0)', output_field=FloatField()
        )

    def marked(self, sought: Sought) -> Combinable:
        return OnIndex(
            'highlight({0}."inspections_search", 2, %s, %s)',
            START,
            STOP,
            output_field=TextField(),
        )

    @staticmethod
    def query(sought: Sought) -> str:
        """Return the query: strings in double quotes, where no sign means anything."""

        def quoted(term: Term) -> str:
            return f'"{" ".join(term.words)}"'

        wanted = " AND ".join(quoted(term) for term in sought.wanted)
        without = "".join(f" NOT {quoted(term)}" for term in sought.left_out)
        return f"({wanted}){without}"


@dataclass(frozen=True)
class TsVector:
    """PostgreSQL: terms are quoted lexemes, one after the other in a phrase."""

    asked: str = "to_tsquery('inspections_words', %s)"

    def matches(self, sought: Sought) -> Combinable:
        return OnIndex(
            f'{{0}}."vector" @@ {self.asked}',
            self.query(sought),
            output_field=BooleanField(),
        )

    def rank(self, sought: Sought) -> Combinable:
        """Return the rank, lowest best as on SQLite."""
        return OnIndex(
            f"-ts_rank('{{0.1,0.5,0.35,1.0}}', {{0}}.\"vector\", {self.asked}, 1)",
            self.query(sought),
            output_field=FloatField(),
        )

    def marked(self, sought: Sought) -> Combinable:
        return OnIndex(
            f"ts_headline('inspections_words', {{1}}, {self.asked}, %s)",
            self.query(sought),
            f'StartSel="{START}",StopSel="{STOP}",HighlightAll=true',
            output_field=TextField(),
        )

    @staticmethod
    def query(sought: Sought) -> str:
        """Return the query: words of letters and figures alone, each quoted."""

        def phrase(words: Iterable[str]) -> str:
            return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"

        parts = [phrase(term.words) for term in sought.wanted]
        parts += [f"!{phrase(term.words)}" for term in sought.left_out]
        return " & ".join(parts)


ENGINES: dict[str, Engine] = {"sqlite": Fts5(), "postgresql": TsVector()}


def engine() -> Engine:
    """Return the engine of the database in use."""
    return ENGINES[connection.vendor]
