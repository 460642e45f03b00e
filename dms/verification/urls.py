"""Addresses of verification."""

from django.urls import path

from dms.verification import views

urlpatterns = [
    path("periksa/", views.overview, name="verification"),
    path("periksa/mulai/", views.start, name="verification_start"),
    path("periksa/urungkan/", views.undo, name="verification_undo"),
    path("periksa/<slug:public_id>/", views.verify, name="verify"),
    path("periksa/<slug:public_id>/lewati/", views.skip, name="verify_skip"),
    path("periksa/<slug:public_id>/kode/", views.codes, name="verify_codes"),
    path("periksa/<slug:public_id>/pengirim/", views.senders, name="verify_senders"),
]
