"""The readers of the environment, and what they say of a wrong value."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import environment

Setter = Callable[[str], None]


@pytest.fixture
def value(monkeypatch: pytest.MonkeyPatch) -> Setter:
    """Give a way to set the variable X, which is otherwise absent."""
    monkeypatch.delenv("X", raising=False)
    return lambda words: monkeypatch.setenv("X", words)


def refusal(reader: Callable[[], object]) -> str:
    """Give the sentence with which a reader refuses X."""
    with pytest.raises(ImproperlyConfigured) as caught:
        reader()
    return str(caught.value)


class TestReadText:
    def test_it_takes_the_words_without_the_space_around(self, value: Setter) -> None:
        value(" words ")
        assert environment.read_text("X", default=None, write="words") == "words"

    def test_it_takes_the_default_for_a_blank(self, value: Setter) -> None:
        value("  ")
        assert environment.read_text("X", default="other", write="words") == "other"

    def test_it_asks_for_what_has_no_default(self, value: Setter) -> None:
        words = refusal(
            lambda: environment.read_text("X", default=None, write="a name")
        )
        assert words == "X is not set. Set it to a name."


class TestReadYesOrNo:
    @pytest.mark.parametrize("words", ["1", "true", "Yes", "ON"])
    def test_it_reads_yes(self, value: Setter, words: str) -> None:
        value(words)
        assert environment.read_yes_or_no("X", default=False)

    @pytest.mark.parametrize("words", ["0", "False", "no", "off"])
    def test_it_reads_no(self, value: Setter, words: str) -> None:
        value(words)
        assert not environment.read_yes_or_no("X", default=True)

    @pytest.mark.parametrize("default", [True, False])
    def test_it_keeps_its_default(self, value: Setter, default: bool) -> None:
        assert environment.read_yes_or_no("X", default=default) is default

    def test_it_refuses_any_other_word(self, value: Setter) -> None:
        value("maybe")
        words = refusal(lambda: environment.read_yes_or_no("X", default=False))
        assert words == "X is 'maybe'. Write 1 for yes or 0 for no."


class TestReadNumber:
    def test_it_reads_its_bounds(self, value: Setter) -> None:
        for words in ("1", "5"):
            value(words)
            number = environment.read_number("X", default=3, lowest=1, highest=5)
            assert number == int(words)

    @pytest.mark.parametrize("words", ["0", "6", "-1", "2.5", "two", "٣", "9" * 5000])
    def test_it_refuses_what_is_no_number_in_bounds(
        self, value: Setter, words: str
    ) -> None:
        value(words)
        said = refusal(
            lambda: environment.read_number("X", default=3, lowest=1, highest=5)
        )
        assert said == f"X is {words!r}. Write a whole number from 1 to 5."


class TestReadChoice:
    def test_it_reads_a_word_in_any_case(self, value: Setter) -> None:
        value("TLS")
        assert environment.read_choice("X", default="a", choices=("a", "tls")) == "tls"

    def test_it_names_the_choices(self, value: Setter) -> None:
        value("ssl")
        said = refusal(
            lambda: environment.read_choice("X", default="a", choices=("a", "b"))
        )
        assert said == "X is 'ssl'. Write one of a, b."


class TestReadHosts:
    def test_it_reads_names_and_addresses(self, value: Setter) -> None:
        value("tracker.example.org, .example.org,127.0.0.1,[::1],")
        assert environment.read_hosts("X", default=None) == [
            "tracker.example.org",
            ".example.org",
            "127.0.0.1",
            "[::1]",
        ]

    @pytest.mark.parametrize(
        "words", ["*", "https://example.org", "example.org:80", "example.org/", "a b"]
    )
    def test_it_refuses_what_is_no_host(self, value: Setter, words: str) -> None:
        value(f"example.org,{words}")
        said = refusal(lambda: environment.read_hosts("X", default=None))
        assert said.startswith(f"X holds {words!r}. Write host names")
        assert "without https://" in said

    def test_it_refuses_a_list_of_nothing(self, value: Setter) -> None:
        value(",")
        said = refusal(lambda: environment.read_hosts("X", default=None))
        assert said.startswith("X is ','. Write host names")


class TestReadOrigins:
    def test_it_reads_several(self, value: Setter) -> None:
        value("https://a.example.org/,http://localhost:8000,https://*.example.org")
        assert environment.read_origins("X", default="") == [
            "https://a.example.org",
            "http://localhost:8000",
            "https://*.example.org",
        ]

    @pytest.mark.parametrize(
        "words",
        ["example.org", "ftp://example.org", "https://example.org/a", "https://", "//"],
    )
    def test_it_refuses_what_is_no_site(self, value: Setter, words: str) -> None:
        value(words)
        said = refusal(lambda: environment.read_origins("X", default=""))
        assert said.startswith("X holds")
        assert "Write https:// and a host name" in said


class TestReadOrigin:
    def test_it_reads_one(self, value: Setter) -> None:
        value("https://tracker.example.org/")
        origin = environment.read_origin("X", default=None)
        assert origin == "https://tracker.example.org"

    def test_it_refuses_two(self, value: Setter) -> None:
        value("https://a.example.org,https://b.example.org")
        said = refusal(lambda: environment.read_origin("X", default=None))
        assert said == "X holds 2 addresses. Write one."


class TestReadSecretKey:
    def test_it_takes_a_long_one(self, value: Setter) -> None:
        key = "0123456789" * 5
        value(key)
        assert environment.read_secret_key("X", default=None) == key

    @pytest.mark.parametrize("words", ["letmein", "a" * 60])
    def test_it_refuses_a_guessable_one_without_repeating_it(
        self, value: Setter, words: str
    ) -> None:
        value(words)
        said = refusal(lambda: environment.read_secret_key("X", default=None))
        assert said.startswith(f"X has {len(words)} characters, too easy to guess.")
        assert "secrets.token_urlsafe(50)" in said
        assert words not in said

    def test_it_asks_for_one(self, value: Setter) -> None:
        said = refusal(lambda: environment.read_secret_key("X", default=None))
        assert said.startswith("X is not set. Set it to at least 50 random characters")


class TestReadFolder:
    def test_it_takes_one_that_is_not_there_yet(
        self, value: Setter, tmp_path: Path
    ) -> None:
        value(str(tmp_path / "new"))
        folder = environment.read_folder("X", default=Path("/"))
        assert folder == tmp_path / "new"

    def test_it_refuses_part_of_a_path(self, value: Setter) -> None:
        value("media")
        said = refusal(lambda: environment.read_folder("X", default=Path("/")))
        assert said == "X is 'media'. Write a full path, one that starts with /."

    def test_it_refuses_a_file(self, value: Setter, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.touch()
        value(str(file))
        said = refusal(lambda: environment.read_folder("X", default=Path("/")))
        assert said.endswith("which is a file. Write the path of a folder.")


class TestReadDatabase:
    def test_it_is_sqlite_beside_the_project_unless_told(self, value: Setter) -> None:
        database = environment.read_database("X", default=Path("/a/db.sqlite3"))
        assert database["ENGINE"] == "django.db.backends.sqlite3"
        assert database["NAME"] == "/a/db.sqlite3"
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    def test_it_reads_another_sqlite_file(self, value: Setter) -> None:
        value("sqlite:////b/other.sqlite3")
        database = environment.read_database("X", default=Path("/a/db.sqlite3"))
        assert database["NAME"] == "/b/other.sqlite3"
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    def test_it_reads_postgresql_and_keeps_connections(self, value: Setter) -> None:
        value("postgres://officer:p%40ss@db.example.org:5433/tracker")
        database = environment.read_database("X", default=Path("/a/db.sqlite3"))
        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert database["PASSWORD"] == "p@ss"
        assert (database["HOST"], database["PORT"]) == ("db.example.org", 5433)
        assert database["CONN_MAX_AGE"] == 600
        assert database["CONN_HEALTH_CHECKS"] is True

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("mysql://u:hidden@h/d", "X is not such an address."),
            ("hidden", "X is not such an address."),
            ("postgres://u:hidden@h:70000/d", "cannot be read further"),
            ("postgres://u:hidden@h", "X names no database."),
            ("sqlite:///db.sqlite3", "X names the file 'db.sqlite3', not by its full"),
        ],
    )
    def test_it_refuses_others_without_a_password(
        self, value: Setter, words: str, said: str
    ) -> None:
        value(words)
        sentence = refusal(
            lambda: environment.read_database("X", default=Path("/a/db.sqlite3"))
        )
        assert said in sentence
        assert "Write postgres://USER:PASSWORD@HOST:5432/NAME" in sentence
        assert "hidden" not in sentence
