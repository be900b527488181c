"""Root addresses: the staff admin, and the public pages at the top."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("inspections.urls")),
]

handler404 = "inspections.api.errors.nothing_there"
