"""The workflows that publish the book: least rights, every action pinned to a commit, nothing but make."""

import re
from pathlib import Path

import pytest
import yaml

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


def test_the_commands_of_workflows_and_binder_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in WORKFLOWS:
        for command in re.findall(r"make (\w+)", path.read_text(encoding="utf-8")):
            assert re.search(rf"^{command}:", makefile, re.M), command
    assert (ROOT / ".ci/run").exists() and (ROOT / ".binder/postBuild").stat().st_mode & 0o100
    for line in (ROOT / ".binder/requirements.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("-"):
            assert (ROOT / ".binder" / line.split()[1]).exists(), line
