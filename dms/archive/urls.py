"""Addresses of the archive."""

from django.urls import path

from dms.archive import views

urlpatterns = [
    path("kode/", views.codes, name="codes"),
    path("kode/<slug:public_id>/", views.code, name="code"),
    path("surat/<slug:public_id>/kode/", views.letter_codes, name="letter_codes"),
]
