"""`make test` gets its own browser: an installed one, Playwright's, the package, or one sentence."""

import subprocess
from pathlib import Path

import pytest

from joint_working.bench import browser


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine with nothing installed; gives the commands that were run on it."""
    ran = []
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser, "playwrights", lambda: tmp_path / "chrome")
    monkeypatch.setattr(browser.subprocess, "run", lambda command, **_: ran.append(command))
    return ran


def test_an_installed_browser_comes_first(monkeypatch, bare):
    monkeypatch.setattr(browser.shutil, "which", lambda name: "/usr/bin/" + name if name == "google-chrome" else None)
    assert browser.get() == "/usr/bin/google-chrome" and bare == []


def test_then_the_one_playwright_keeps_or_fetches(monkeypatch, bare, tmp_path):
    def fetch(command, **_):
        bare.append(command)
        (tmp_path / "chrome").touch()

    monkeypatch.setattr(browser.subprocess, "run", fetch)
    assert browser.get() == str(tmp_path / "chrome")
    assert [command[1:] for command in bare] == [["-m", "playwright", "install", "chromium"]]


@pytest.mark.parametrize("root", [True, False])
def test_then_the_package_for_root_and_one_sentence_for_others(monkeypatch, bare, root):
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(RuntimeError, match="install one"):
        browser.get()
    assert [command[0] for command in bare[1:]] == (["apt-get", "apt-get"] if root else [])


def test_firefox_comes_as_a_package_or_its_tests_say_what_to_install(monkeypatch, bare):
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(RuntimeError, match="No Firefox was found: install one"):
        browser.get(browser.firefox)
    assert [command[-1] for command in bare] == ["-qq", "firefox-esr"]


def test_a_fetch_that_hangs_is_given_up(monkeypatch, bare):
    def hang(command, **_):
        raise subprocess.TimeoutExpired(command, 600)

    monkeypatch.setattr(browser.subprocess, "run", hang)
    with pytest.raises(RuntimeError, match="install one"):
        browser.get()


def test_ci_only_calls_make_test():
    lines = (Path(__file__).parents[2] / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith(("#", "set ", "cd "))] == ["CI=true make test"]
