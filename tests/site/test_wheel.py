"""The wheel of models and tables: the same bytes twice, and its own first example runs where there is nothing else."""

import os
import re
import subprocess
import sys
import zipfile

from joint_working.site import wheel


def test_two_wheels_of_one_commit_are_the_same(tmp_path):
    first, second = wheel.write(tmp_path / "first"), wheel.write(tmp_path / "second")
    assert first.name == second.name and first.read_bytes() == second.read_bytes()
    names = zipfile.ZipFile(first).namelist()
    assert "joint_working/data/rules.csv" in names and "joint_working/models/budget.py" in names
    assert not [name for name in names if "/explorers/" in name or "/site/" in name or "__pycache__" in name]


def test_its_example_runs_in_an_empty_environment(tmp_path):
    made = wheel.write(tmp_path)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "own"], check=True)
    python = tmp_path / "own" / "bin" / "python"
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    install = [python, "-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check", made]
    subprocess.run(install, check=True, env=alone)
    example = "\n".join(re.findall(r"^    (.*)$", wheel.READ_ME, re.M))
    said = subprocess.run([python, "-I", "-c", example], cwd=tmp_path, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    row, half, year = said.stdout.strip().splitlines()
    assert "source" in row and half == "one half" and year.split()[0] == "280"
