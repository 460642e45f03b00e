"""The compose file and the Dockerfile, as far as they can be judged without a Docker engine."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
OWN = ("prepare", "web", "worker")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def test_every_part_is_there(compose: dict[str, Any]) -> None:
    assert {"postgres", "redis", "elasticsearch", "web", "worker"} <= set(compose["services"])
    assert {compose["services"][name]["image"] for name in OWN} == {"telusur:0.1.0"}


def test_outside_images_are_pinned_to_a_release(compose: dict[str, Any]) -> None:
    images = [service["image"] for name, service in compose["services"].items() if name not in OWN]
    assert len(images) == 3
    assert not [image for image in images if not re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", image)]


def test_every_lasting_service_has_a_health_check(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "healthcheck" not in service] == ["prepare"]


def test_named_volumes_and_dependencies_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(compose["volumes"])
        assert set(service.get("depends_on", {})) <= set(compose["services"])


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    names = re.findall(r"\$\{(\w*(?:PASSWORD|KEY|SECRET)\w*)(:?[-?][^}]*)?\}", text)
    assert len(names) >= 7
    assert not [(name, rest) for name, rest in names if not rest.startswith(":?")]


def test_only_the_web_page_is_reachable_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["web"]


def test_the_settings_exist(compose: dict[str, Any]) -> None:
    known = set(re.findall(r"TELUSUR_\w+", (ROOT / "config" / "settings.py").read_text()))
    assert set(compose["services"]["web"]["environment"]) <= known


def test_the_image_copies_what_exists_and_does_not_run_as_root() -> None:
    text = (ROOT / "Dockerfile").read_text()
    copied = [name for names in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for name in names.split()]
    assert not [name for name in copied if not (ROOT / name).exists()]
    assert text.index("USER telusur") < text.index("CMD [")
    kept = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines()}
    assert set(copied) <= kept


def test_image_and_launcher_install_the_same_debian_packages() -> None:
    launcher = re.search(r'^RUN_PACKAGES="(.+)"$', (ROOT / "telusur").read_text(), re.MULTILINE)
    assert launcher
    needed = set(launcher[1].split()) - {"python3", "python3-venv"}
    assert needed <= set((ROOT / "Dockerfile").read_text().split())
