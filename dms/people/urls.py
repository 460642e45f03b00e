"""Addresses of people."""

from django.urls import path

from dms.people import views

urlpatterns = [
    path("contoh/masuk/", views.sample_sign_in, name="sample_sign_in"),
    path("orang/", views.people, name="people"),
    path("orang/baru/", views.person_new, name="person_new"),
    path("orang/<slug:public_id>/", views.person, name="person"),
    path("orang/<slug:public_id>/aktif/", views.person_active, name="person_active"),
    path("pengaturan/", views.settings, name="settings"),
    path("profil/", views.profile, name="profile"),
    path("bertindak-sebagai/", views.act_as, name="act_as"),
]
