"""The workflows that publish the book: least rights, every action pinned to a commit, nothing but make."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from joint_working.words import say_date

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_least_rights_and_pinned_actions(path):
    flow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert flow["permissions"] == {"contents": "read"}
    for name, job in flow["jobs"].items():
        assert job["timeout-minutes"] and "self-hosted" not in job["runs-on"]
        wanted = {"pages": "write", "id-token": "write"} if name == "publish" else None
        assert job.get("permissions") == wanted
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
    said = re.findall(r"@[0-9a-f]{40}(.*)", path.read_text(encoding="utf-8"))
    assert all(re.fullmatch(r" # v\d+\.\d+\.\d+", words) for words in said)


def test_what_readers_take_away_is_made_before_the_site_is_published():
    jobs = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))["jobs"]
    steps = jobs["build"]["steps"]
    made = next(n for n, step in enumerate(steps) if step.get("run") == "make archive")
    sent = next(n for n, step in enumerate(steps) if "upload-pages-artifact" in step.get("uses", ""))
    assert made < sent and steps[sent]["with"]["path"] == "_build/html"
    recipe = re.search(r"^archive: (.*?) ##.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert recipe[1].split() == ["workshop", "build"] and "joint_working.site.archive" in recipe[2]


def test_the_commands_of_workflows_and_binder_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in WORKFLOWS:
        for command in re.findall(r"make (\w+)", path.read_text(encoding="utf-8")):
            assert re.search(rf"^{command}:", makefile, re.M), command
    assert (ROOT / ".ci/run").exists() and (ROOT / ".binder/postBuild").stat().st_mode & 0o100
    for line in (ROOT / ".binder/requirements.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("-"):
            assert (ROOT / ".binder" / line.split()[1]).exists(), line


def pinned(name: str) -> dict[str, str]:
    pins = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.M)
    return {package.lower().replace("_", "-"): version for package, version in pins}


def test_requirements_are_three_sets_each_within_the_next_and_as_tested():
    whole = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert re.findall(r"^-r requirements/(\w+)\.txt$", whole, re.M) == ["build", "lab", "test"]
    assert all(name in whole for name in ("jupyter-book", "pandas", "altair", "ipywidgets", "nbval"))
    build, lab, test = (pinned(f"requirements/{name}.txt") for name in ("build", "lab", "test"))
    assert {"jupyter-book", "pandas", "altair", "ipywidgets"} <= build.keys()
    assert {"jupyterlab", "ipykernel"} <= lab.keys() and {"nbval", "pytest", "playwright"} <= test.keys()
    assert len({**build, **lab, **test}) == len(build) + len(lab) + len(test)
    assert (build | lab | test).items() <= pinned("constraints.txt").items()
    for name, before in (("lab", "build"), ("test", "lab")):
        text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
        assert f"-r {before}.txt" in text.splitlines()


def test_what_a_reader_installs_leaves_out_what_tests_need():
    """The book is built with what its own set names: nothing of the package asks for more when it is imported."""
    apart = {"playwright", "nbclient", "weasyprint", "pytest", "frictionless", "pypdf", "hypothesis", "jupyterlab"}
    for path in (ROOT / "src/joint_working").rglob("*.py"):
        if "bench" not in path.parts:
            found = re.findall(r"^(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.M)
            assert apart.isdisjoint(found), path


def test_citation_and_archive_metadata_say_what_the_package_and_the_changelog_say():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    kept = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cited["version"] == kept["version"] == package["version"]
    assert cited["title"] == kept["title"] == package["description"]
    assert kept["license"] == package["license"] and set(cited["license"]) == {"MIT", "CC-BY-4.0"}
    assert kept["license"] in cited["license"] and all(licence in kept["notes"] for licence in cited["license"])
    assert [author["name"] for author in cited["authors"]] == [author["name"] for author in kept["creators"]]
    assert cited["type"] == kept["upload_type"] and cited["keywords"] == kept["keywords"]
    assert str(cited["date-released"]) == kept["publication_date"]
    released = re.search(r"^## (\d+\.\d+\.\d+), (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert released.groups() == (cited["version"], say_date(cited["date-released"]))
    about = (ROOT / "book/reference/about.md").read_text(encoding="utf-8")
    assert f"{cited['title']}. Version {cited['version']}, {cited['date-released'].year}." in about
