"""Signing in: allauth's forms over our own persons; nobody signs up by himself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest


class LoginBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend; persons carry no Django permissions, the access policy decides everything."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return False: rights come from posts (dms.people.policy)."""
        return False


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the office, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False always."""
        return False
