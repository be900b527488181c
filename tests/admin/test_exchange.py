"""Tables of actions and recommendations, taken away and brought back."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    PublicationStatus,
    Recommendation,
)
from tests import factories as make
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import messages_of, text_of

pytestmark = pytest.mark.django_db
Status = PublicationStatus
CSV, XLSX = "0", "1"
Rows = list[dict[str, Any]]


def place(page: str, model: Any = CouncilAction) -> str:
    return reverse(f"admin:inspections_{model._meta.model_name}_{page}")


def taken(client: Client, model: Any = CouncilAction, query: str = "") -> Rows:
    """Return the rows of an export as CSV."""
    answer = client.post(place("export", model) + query, {"format": CSV})
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def as_csv(rows: Rows) -> SimpleUploadedFile:
    kept = StringIO()
    writer = csv.DictWriter(kept, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("table.csv", kept.getvalue().encode("utf-8-sig"))


def as_workbook(rows: Rows) -> SimpleUploadedFile:
    book = Workbook()
    sheet: Any = book.active
    for row in ([*rows[0]], *([*row.values()] for row in rows)):
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile("table.xlsx", kept.getvalue())


def show(client: Client, file: Any, model: Any = CouncilAction) -> Any:
    return client.post(place("import", model), {"import_file": file, "format": ""})


def write(client: Client, preview: Any, model: Any = CouncilAction) -> Any:
    form = preview.context["confirm_form"]
    sent = {name: form.initial.get(name, "") for name in form.fields}
    return client.post(place("process_import", model), sent, follow=True)


def why(answer: Any) -> list[str]:
    told = answer.context["told"]
    lines = [sentence for line in told["lines"] for sentence in line["why"]]
    return [*told["base"], *lines]


@pytest.fixture
def petra(sign_in: SignIn) -> Client:
    return sign_in("QA officer")


@pytest.fixture
def response() -> CouncilResponse:
    visit = make.make_inspection(recommendations=("Improve plans.", "Audit."))
    return make.make_response(visit)


@pytest.fixture
def draft(response: CouncilResponse) -> CouncilAction:
    return make.make_action(
        response,
        response.inspection.all_recommendations.get(position=1),
        status="draft",
    )


class TestExport:
    def test_published_rows_are_in_it_too(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        public = make.make_action(draft.response, text="Published.")
        rows = {row["id"]: row for row in taken(petra)}
        assert set(rows) == {str(draft.pk), str(public.pk)}
        ref = draft.inspection.ref
        assert rows[str(draft.pk)]["reference"] == f"{ref} A{draft.number}"
        assert rows[str(draft.pk)]["recommendations"] == f"{ref} R1"
        assert rows[str(public.pk)]["status"] == "Published"

    def test_it_holds_what_the_list_showed(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        make.make_action(draft.response)
        query = "?status__exact=draft"
        page = text_of(petra.get(place("export") + query))
        assert "<strong>1 row</strong>" in page
        assert [row["id"] for row in taken(petra, query=query)] == [str(draft.pk)]

    @pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx"])
    def test_no_cell_can_run(
        self, petra: Client, response: CouncilResponse, text: str
    ) -> None:
        make.make_action(response, text=text, owner_role=text)
        [row] = taken(petra)
        assert row["text"] == f"'{text}"
        answer = petra.post(place("export"), {"format": XLSX})
        sheet: Any = load_workbook(BytesIO(answer.content)).active
        cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert not [c for c in cells if str(c.value or "").startswith(text[:1])]

    def test_only_who_may_read_takes_it(self, sign_in: SignIn) -> None:
        assert sign_in("Viewer").get(place("export")).status_code == 200
        nobody = make.make_remit(make.make_user("nobody", is_staff=True))
        client = Client()
        client.force_login(nobody)
        assert client.get(place("export")).status_code == 403

    def test_recommendations_go_with_their_themes(self, petra: Client) -> None:
        visit = make.make_inspection(recommendations=("Improve.",))
        [row] = visit.all_recommendations.all()
        row.themes.add(make.make_theme("Neglect"), make.make_theme("Help"))
        assert taken(petra, Recommendation)[0]["themes"] == "Help; Neglect"

    def test_its_queries_do_not_grow(
        self,
        petra: Client,
        draft: CouncilAction,
        django_assert_max_num_queries: Any,
    ) -> None:
        for _ in range(15):
            make.make_action(draft.response, *draft.recommendations.all())
        with django_assert_max_num_queries(20):
            taken(petra)


class TestPreview:
    def test_it_says_what_would_change_and_writes_nothing(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        rows = taken(petra)
        rows[0] |= {"text": "Audit all plans.", "first target date": "31/3/2027"}
        answer = show(petra, as_csv(rows))
        page = text_of(answer)
        assert "<strong>0</strong> new, <strong>1</strong> changed" in page
        assert "Audit the plans.</del> <ins>Audit all plans.</ins>" in page
        assert "<ins>2027-03-31</ins>" in page
        draft.refresh_from_db()
        assert draft.text == "Audit the plans."
        assert draft.first_target is None

    def test_its_page_holds_nothing_the_policy_forbids(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        for answer in (petra.get(place("import")), show(petra, as_csv(taken(petra)))):
            body = text_of(answer).partition('id="content-main"')[2]
            assert "style=" not in body
            assert "<script" not in body.partition("</main>")[0]

    def test_an_untouched_table_changes_nothing(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        make.make_action(draft.response, text="=1+1", owner_role="Published row")
        answer = show(petra, as_csv(taken(petra)))
        told = answer.context["told"]
        assert (told["same"], told["lines"]) == (2, [])
        assert "Write this" not in text_of(answer)

    def test_every_row_to_mend_says_why(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        public = make.make_action(draft.response)
        waiting = make.make_action(draft.response, status=Status.SUBMITTED)
        rows = {row["id"]: row for row in taken(petra)}
        rows[str(draft.pk)] |= {"first target date": "soon", "delivery": "Nearly"}
        rows[str(public.pk)]["text"] = rows[str(waiting.pk)]["text"] = "Other."
        unknown = {**rows[str(public.pk)], "id": "999999"}
        found = why(show(petra, as_csv([*rows.values(), unknown])))
        for words in (
            "first target date: “soon” is no day: write 2026-11-22 or 22/11/2026.",
            "delivery: “Nearly” is none of the choices: Not known",
            "It is published, so a table cannot change it: open it, choose “Correct”",
            "It waits for approval: return it to draft first.",
            "There is no council action with the id “999999” in your remit.",
        ):
            assert any(sentence.startswith(words[:60]) for sentence in found), words
        assert len(found) == 5

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("table.ods", b"PK", "Bring a .csv or an .xlsx file."),
            ("table.xlsx", b"no workbook", "cannot be read as a table"),
            ("table.csv", b"id,text\n\xff\xfe,x", "cannot be read as a table"),
            ("table.csv", b"", "The submitted file is empty."),
            ("table.csv", b"id,text\n", "No valid data"),
            ("table.csv", b"text\nx\n", "There is no column “id”"),
            ("table.csv", b"id,colour\n1,x\n", "does not have: “colour”"),
            ("table.csv", b"id,text\n1,x\n1,y\n", "It has a row twice: id 1."),
            ("table.csv", b"id,text\n" + b"1,x\n" * 2001, "It has 2,001 rows."),
            ("table.csv", b"x" * (2 * 1024 * 1024 + 1), "It is larger than 2 MB"),
        ],
    )
    def test_a_file_that_is_no_table_is_refused(
        self, petra: Client, name: str, content: bytes, sentence: str
    ) -> None:
        answer = show(petra, SimpleUploadedFile(name, content))
        assert sentence in text_of(answer)
        assert "Write this" not in text_of(answer)

    def test_a_workbook_that_swells_is_refused(
        self, petra: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("inspections.admin.exchange.formats.MOST_UNPACKED", 1000)
        answer = show(petra, as_workbook([{"id": "1"}]))
        assert "cannot be read as a table" in text_of(answer)


class TestWrite:
    @pytest.mark.parametrize("sort", [as_csv, as_workbook])
    def test_drafts_change_and_new_rows_come(
        self, petra: Client, draft: CouncilAction, sort: Any
    ) -> None:
        rows = taken(petra)
        ref = draft.inspection.ref
        rows[0] |= {"text": "Audit all plans.", "recommendations": f"{ref} R2"}
        new = dict.fromkeys(rows[0], "") | {
            "response": str(draft.response_id),
            "text": "Hire people.",
            "first target date": "2027-03-31",
            "recommendations": f"{ref} R1; {ref} R2",
        }
        answer = write(petra, show(petra, sort([*rows, new])))
        assert messages_of(answer) == [
            "The table is written: 1 new, 1 changed, 0 left as they were."
        ]
        draft.refresh_from_db()
        assert draft.text == "Audit all plans."
        assert [row.position for row in draft.recommendations.all()] == [2]
        made = CouncilAction.objects.get(text="Hire people.")
        assert (made.status, made.number) == (Status.DRAFT, draft.number + 1)
        assert made.current_target == made.first_target == date(2027, 3, 31)
        assert made.recommendations.count() == 2
        version = draft.history.latest()
        assert version.history_user == make_staff("QA officer")
        assert version.history_change_reason.startswith("Brought in with the table tab")

    def test_what_changed_after_the_preview_is_shown_first(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        rows = taken(petra)
        rows[0]["text"] = "Audit all plans."
        preview = show(petra, as_csv(rows))
        draft.text = "Somebody else's words."
        draft.save()
        answer = write(petra, preview)
        assert "Nothing was written" in messages_of(answer)[0]
        assert "Somebody else&#x27;s words.</del>" in text_of(answer)
        draft.refresh_from_db()
        assert draft.text == "Somebody else's words."

    def test_what_was_submitted_after_the_preview_stays(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        rows = taken(petra)
        rows[0]["text"] = "Audit all plans."
        preview = show(petra, as_csv(rows))
        draft.status = Status.SUBMITTED
        draft.save()
        answer = write(petra, preview)
        assert "It waits for approval: return it to draft first." in why(answer)
        draft.refresh_from_db()
        assert draft.text == "Audit the plans."

    def test_what_only_an_update_may_change_is_kept(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        make.make_update(draft, target=date(2027, 1, 1), reason="Late.")
        rows = taken(petra)
        rows[0]["delivery"] = "Reported complete"
        rows[0]["current target date"] = "2028-01-01"
        found = why(show(petra, as_csv(rows)))
        assert len(found) == 2
        assert all("change by an update on its own page" in words for words in found)

    def test_an_action_answers_its_own_inspection(
        self, petra: Client, draft: CouncilAction
    ) -> None:
        other = make.make_inspection(
            draft.inspection.authority, ended=date(2024, 1, 1), recommendations=("X.",)
        )
        rows = taken(petra)
        rows[0]["recommendations"] = f"{other.ref} R1"
        assert (
            f"{other.ref} R1 is of another inspection."
            in why(show(petra, as_csv(rows)))[0]
        )

    def test_recommendations_of_drafts_change(self, petra: Client) -> None:
        make.make_theme("Neglect")
        visit = make.make_inspection(status=Status.DRAFT, recommendations=("One.",))
        public = make.make_inspection(
            make.make_authority("Borchester"), recommendations=("Public.",)
        )
        rows = {row["text"]: row for row in taken(petra, Recommendation)}
        rows["One."] |= {"themes": "neglect", "page": "7"}
        new = dict.fromkeys(rows["One."], "") | {
            "inspection": visit.ref,
            "text": "Two.",
        }
        table = [rows["One."], new]
        write(petra, show(petra, as_csv(table), Recommendation), Recommendation)
        one, two = visit.all_recommendations.all()
        assert (one.page, [str(theme) for theme in one.themes.all()]) == (
            7,
            ["Neglect"],
        )
        assert (two.position, two.text) == (2, "Two.")
        rows["Public."]["text"] = "Changed."
        rows["One."] |= {"themes": "Dragons", "text": "One.", "page": "x"}
        found = why(show(petra, as_csv(list(rows.values())), Recommendation))
        assert any("It is published" in sentence for sentence in found)
        assert any("There is no theme “Dragons”" in sentence for sentence in found)
        assert any("“x” is no number" in sentence for sentence in found)
        assert public.all_recommendations.get().text == "Public."


class TestWho:
    def test_who_may_not_change_brings_none_in(self, sign_in: SignIn) -> None:
        for role in ("Viewer", "Approver"):
            client = sign_in(role)
            assert client.get(place("import")).status_code == 403
            assert client.post(place("process_import")).status_code == 403
            assert "Bring a table in" not in text_of(client.get(place("changelist")))

    def test_both_ways_keep_to_the_remit(self, draft: CouncilAction) -> None:
        elsewhere = make.make_authority("Elsewhere")
        stella = make.make_user("stella", is_staff=True)
        stella.groups.set(make_staff("QA officer").groups.all())
        make.make_remit(stella, elsewhere)
        client = Client()
        client.force_login(stella)
        assert taken(client) == []
        rows: Rows = [
            {
                "id": str(draft.pk),
                "response": "",
                "text": "Mine.",
                "recommendations": "",
            },
            {
                "id": "",
                "response": str(draft.response_id),
                "text": "New.",
                "recommendations": f"{draft.inspection.ref} R1",
            },
        ]
        found = " ".join(why(show(client, as_csv(rows))))
        assert "in your remit" in found
        assert f"There is no response {draft.response_id}" in found
        assert "There is no recommendation" in found
        assert CouncilAction.objects.count() == 1
