"""What the project says of itself: dependencies, settings, README, versions."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from streamlit import config as streamlit_config

import scenarios
from cockpit import theme
from tests.test_architecture import module_name, parsed, roots, sources

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONFIG = tomllib.loads((ROOT / "cockpit/.streamlit/config.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.+!]*)$")


def pins() -> dict[str, str]:
    """Version of each package in constraints.txt, by canonical name."""
    found = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            match = PIN.match(line)
            assert match, f"not a plain pin: {line!r}"
            found[canonicalize_name(match[1])] = match[2]
    return found


def requirements() -> list[Requirement]:
    """Everything that pyproject.toml names, extras included."""
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(text) for group in (PROJECT["dependencies"], *extras) for text in group]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_each_dependency_is_pinned_within_its_range(requirement: Requirement) -> None:
    version = pins()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


def test_all_that_the_product_imports_is_declared() -> None:
    """A library that comes with another one today may be gone tomorrow."""
    declared = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    known_as = {
        "pptx": "python-pptx",
        "python_calamine": "python-calamine",
        "vl_convert": "vl-convert-python",
    }
    own = {"scenarios", "cockpit", "sample_data", "streamlit"} | set(sys.stdlib_module_names)
    found = {
        canonicalize_name(known_as.get(name, name))
        for path in sources("scenarios", "cockpit")
        for name in roots(parsed(path), module_name(path)) - own
    }
    assert found == declared - {"streamlit"}


def test_streamlit_is_the_version_all_was_tried_on() -> None:
    assert metadata.version("streamlit") == pins()["streamlit"] == "1.67.0"


def test_versions_agree() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.M)
    assert newest is not None
    assert PROJECT["version"] == scenarios.__version__ == newest[1]


def options(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Settings of config.toml by dotted name."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= options(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


@pytest.mark.parametrize("name", options(CONFIG))
def test_each_setting_is_one_that_streamlit_knows(name: str) -> None:
    assert name in streamlit_config._config_options_template


def test_settings_are_safe() -> None:
    expected = {
        "server.address": "127.0.0.1",
        "server.enableXsrfProtection": True,
        "server.enableCORS": True,
        "server.maxUploadSize": 200,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "client.disableDataExport": True,
        "browser.gatherUsageStats": False,
        "runner.postScriptGC": False,
        "logger.hideWelcomeMessage": True,
    }
    assert expected.items() <= options(CONFIG).items()
    assert set(CONFIG["server"]["allowedHosts"]) == {"localhost", "127.0.0.1"}


@pytest.mark.parametrize(("name", "palette"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_theme_and_charts_share_their_colours(name: str, palette: theme.Palette) -> None:
    stated = CONFIG["theme"][name]
    assert stated["backgroundColor"] == palette.paper
    assert stated["textColor"] == palette.ink
    assert stated["greenColor"] == palette.better
    assert stated["redColor"] == palette.worse


def luminance(colour: str) -> float:
    """Relative luminance of a #RRGGBB colour (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_colours_can_be_read(name: str) -> None:
    stated = CONFIG["theme"][name]
    paper = stated["backgroundColor"]
    for text in ("textColor", "linkColor"):
        assert contrast(stated[text], paper) >= 4.5, text
    for mark in ("primaryColor", "blueColor", "greenColor", "redColor", "grayColor"):
        assert contrast(stated[mark], paper) >= 3, mark
    for colour in ("green", "red"):
        pair = stated[f"{colour}TextColor"], stated[f"{colour}BackgroundColor"]
        assert contrast(*pair) >= 4.5, colour
    for colour in stated["chartCategoricalColors"]:
        assert contrast(colour, paper) >= 3, colour


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#0072B2", "#FFFFFF") == pytest.approx(5.2, abs=0.05)


def test_readme_has_the_two_commands_in_one_line_each() -> None:
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    opens, tests = commands
    assert opens.endswith("cockpit run")
    assert '".[test]"' in tests
    assert tests.endswith("-m pytest")
    for command in commands:
        assert "-c constraints.txt" in command


def test_readme_links_and_paths_exist() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    folders = "cockpit|scenarios|sample_data|tests|docs|benchmarks"
    paths = re.findall(rf"`((?:{folders})/[\w./-]*)`", README)
    assert links
    assert paths
    assert [path for path in links + paths if not (ROOT / path).exists()] == []


def test_both_settings_files_are_the_same() -> None:
    packaged = (ROOT / "cockpit/.streamlit/config.toml").read_bytes()
    assert (ROOT / ".streamlit/config.toml").read_bytes() == packaged
