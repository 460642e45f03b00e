"""The door: by name and password, by one click in the sample office; shut after five wrong passwords."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.tabs import Tabs

pytestmark = pytest.mark.journey


def test_after_five_wrong_passwords_the_right_one_opens_nothing(tabs: Tabs) -> None:
    desk = tabs.open()
    for _ in range(5):
        desk.sign_in("kabid_lain", "salah")
        expect(desk.page.get_by_role("alert")).to_be_visible()
    desk.sign_in("kabid_lain", PASSWORD)
    expect(desk.page.get_by_role("alert")).to_contain_text(re.compile("[Tt]erlalu banyak"))
    expect(desk.page).to_have_url(re.compile("/masuk/"))
    desk.go("/")
    expect(desk.page).to_have_url(re.compile("/masuk/"))
    tabs.open("sekretaris").go("/")  # another person at the same address is not locked out


def test_one_click_signs_in_as_somebody_of_the_sample_office(tabs: Tabs) -> None:
    desk = tabs.open()
    desk.go("/surat/abc/")
    desk.page.get_by_role("button", name=re.compile("Hukum")).click()
    expect(desk.page.get_by_role("heading", name="Telusuri surat")).to_be_visible()


def test_signed_out_means_out(tabs: Tabs) -> None:
    desk = tabs.open()
    desk.go("/masuk/")
    desk.sign_in("arsiparis", PASSWORD)
    expect(desk.page.get_by_role("heading", name="Telusuri surat")).to_be_visible()
    desk.page.locator(".user-button").click()
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page).to_have_url(re.compile("/masuk/"))
    desk.go("/profil/")
    expect(desk.page).to_have_url(re.compile("/masuk/"))


def test_the_language_is_chosen_and_stays(tabs: Tabs) -> None:
    desk = tabs.open()
    desk.go("/masuk/")
    desk.page.get_by_role("button", name="English").click()
    expect(desk.page.get_by_role("button", name="Sign in")).to_be_visible()
    desk.sign_in("sekretaris", PASSWORD)
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
