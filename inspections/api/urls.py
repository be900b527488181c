"""Every address of the interface for programs, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from inspections.api import records, reference, wholes

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reference.index, name="api"),
    path("schema/", reference.Document.as_view(), name="api-schema"),
    path("try/", reference.tried, name="api-try"),
    # authorities/
    path("authorities/", wholes.Authorities.as_view(), name="api-authority-list"),
    path(
        "authorities/<slug:slug>/", wholes.OneAuthority.as_view(), name="api-authority"
    ),
    path(
        "authorities/<slug:slug>/threads/",
        wholes.Threads.as_view(),
        name="api-thread-list",
    ),
    # inspections/
    path("inspections/", records.Inspections.as_view(), name="api-inspection-list"),
    path(
        "inspections/<slug:ref>/",
        records.OneInspection.as_view(),
        name="api-inspection",
    ),
    path(
        "inspections/<slug:ref>/recommendations/<int:number>/",
        records.OneRecommendation.as_view(),
        name="api-recommendation",
    ),
    # judgements/, recommendations/, findings/, responses/, verdicts/
    path("judgements/", records.Judgements.as_view(), name="api-judgement-list"),
    path(
        "recommendations/",
        records.Recommendations.as_view(),
        name="api-recommendation-list",
    ),
    path("findings/", records.Findings.as_view(), name="api-finding-list"),
    path("responses/", records.Responses.as_view(), name="api-response-list"),
    path("verdicts/", records.Verdicts.as_view(), name="api-verdict-list"),
    # comparisons/
    path(
        "comparisons/<slug:slug>/",
        wholes.Comparisons.as_view(),
        name="api-comparison-list",
    ),
    path(
        "comparisons/<slug:slug>/<slug:one>/<slug:other>/",
        wholes.OneComparison.as_view(),
        name="api-comparison",
    ),
    # themes/
    path("themes/", wholes.Themes.as_view(), name="api-theme-list"),
    path("themes/<slug:slug>/", wholes.OneTheme.as_view(), name="api-theme"),
]
