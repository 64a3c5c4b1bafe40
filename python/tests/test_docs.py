"""What the pages show in Python is what happens."""

import ast
import doctest
import re

import pytest
from conftest import ROOT

PAGES = ["README.md", "docs/python.md", "python/README.md", "examples/spark/README.md"]


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.S | re.M)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "pycon")])
def test_examples_print_what_the_page_shows(page):
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    names = {}
    for number, block in enumerate(blocks(page, "pycon")):
        test = doctest.DocTestParser().get_doctest(block, names, f"{page} {number}", page, 0)
        runner.run(test, clear_globs=False)
        names = test.globs
    assert runner.tries > 0 and runner.failures == 0


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_the_lines_of_a_page_run(page, tmp_path, monkeypatch):
    (tmp_path / "export.csv").write_bytes((ROOT / "fixtures/repair.csv").read_bytes())
    monkeypatch.chdir(tmp_path)
    for block in blocks(page, "python"):
        exec(compile(ast.parse(block), page, "exec"), {})
