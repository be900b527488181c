"""Which page of help belongs to each screen of the staff workspace.

A screen is known by the name of its address; a record's screens by the record's name
and what is done there.
"""

HELP_PAGES = {
    "start": "The start page",
    "reports": "Bringing a report in",
    "inspections": "Inspections",
    "publishing": "From a draft to the public",
    "linking": "What became of earlier recommendations",
    "responses": "What the council answered",
    "actions": "What the council does",
    "rows": "Parts of an inspection",
    "many": "Many records at once",
    "history": "Changes, and older versions",
    "records": "Authorities, themes, articles and files",
    "accounts": "Accounts and roles",
    "signing-in": "Signing in",
}
"""The pages of help, in the order in which a new officer would read them."""

OPEN_TO_ALL = {"signing-in"}
"""Who cannot get in must be able to read how."""

SCREENS = {
    "index": "start#start",
    "app_list": "start#lists",
    "digest": "start#digest",
    "login": "signing-in#password",
    "code": "signing-in#code",
    "set_up": "signing-in#set-up",
    "codes": "signing-in#codes",
    "second_factor": "signing-in#second-step",
    "sessions": "signing-in#sessions",
    "password_change": "signing-in#change",
    "password_change_done": "signing-in#change",
    "inspections_inspection_changelist": "inspections#list",
    "inspections_inspection_add": "inspections#by-hand",
    "inspections_inspection_change": "inspections#record",
    "inspections_inspection_links": "linking#links",
    "inspections_look_of": "responses#due",
    "inspections_councilresponse_changelist": "responses#list",
    "inspections_councilaction_changelist": "actions#list",
    "inspections_councilaction_update": "actions#update",
    "inspections_reportimport_changelist": "reports#list",
    "inspections_reportimport_add": "reports#upload",
    "inspections_reportimport_change": "reports#review",
    "auth_user_password_change": "accounts#password",
}
"""The section for a screen, as PAGE#SECTION."""

RECORDS = {
    "auth_user": "accounts#accounts",
    "auth_group": "accounts#roles",
    "axes_accessattempt": "accounts#attempts",
    "axes_accessfailurelog": "accounts#attempts",
    "axes_accesslog": "accounts#attempts",
    "inspections_councilresponse": "responses#response",
    "inspections_councilaction": "actions#action",
    "inspections_look": "responses#looks",
    "inspections_judgement": "rows#judgements",
    "inspections_recommendation": "rows#recommendations",
    "inspections_finding": "rows#findings",
    "inspections_progressverdict": "rows#verdicts",
    "inspections_restatement": "rows#restatements",
    "inspections_authority": "records#authorities",
    "inspections_theme": "records#themes",
    "inspections_pressarticle": "records#articles",
    "inspections_correctionrequest": "records#wrong",
    "inspections_alertsubscription": "records#alerts",
    "inspections_reportfile": "records#reports",
    "inspections_responsefile": "records#documents",
    "inspections_publicationevent": "records#steps",
    "inspections_release": "records#versions",
}
"""The section for a record's list and its page, where it has no nearer one."""

DONE_THERE = {
    "history": "history#history",
    "entry": "history#entry",
    "restore": "history#restore",
    "delete": "records#delete",
    "preview": "publishing#preview",
    "bulk": "many#bulk",
    "bulk_done": "many#done",
    "export": "many#export",
    "import": "many#import",
    "process_import": "many#import",
}
"""The section for what is done alike with records of every kind."""


def help_for(screen: str) -> tuple[str, str] | None:
    """Return the page and the section of help for a screen; None where it has none.

    Takes the name of the screen's address, without the admin's namespace.
    """
    app, _, rest = screen.partition("_")
    model, _, done = rest.partition("_")
    found = SCREENS.get(screen) or DONE_THERE.get(done)
    if found is None and done in ("changelist", "add", "change"):
        found = RECORDS.get(f"{app}_{model}")
    if found is None:
        return None
    page, _, section = found.partition("#")
    return page, section
