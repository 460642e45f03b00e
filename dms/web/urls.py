"""Addresses of the shell: sign-in and out, language, health."""

from allauth.account import views as account
from django.urls import path

from dms.web import views

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("sandi/", views.password_change, name="account_change_password"),
    path("daftar/", account.signup, name="account_signup"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("bahasa/", views.set_language, name="set_language"),
    path("sehat/", views.health, name="health"),
]
