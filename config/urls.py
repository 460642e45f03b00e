"""All addresses of the product; each app names its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dms.web.urls")),
    path("", include("dms.people.urls")),
    path("", include("dms.letters.urls")),
    path("", include("dms.intake.urls")),
    path("", include("dms.archive.urls")),
    path("", include("dms.verification.urls")),
]
