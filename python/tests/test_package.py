"""What the package offers beside its inputs."""

import json
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import orglint
import pandas
import polars
import pyarrow
import pytest
from conftest import ROOT, command, command_json

CHART = "fixtures/rules/pattern/sales-ops-director/fail.csv"


def frame():
    return pandas.read_csv(CHART, dtype=str)


def test_findings_are_a_row_of_dicts():
    found = orglint.check("fixtures/repair.csv")
    listed = list(found)
    assert len(found) == len(listed) > 3
    assert found[0] == listed[0] and found[-1] == listed[-1] and found[1:3] == listed[1:3]
    assert list(reversed(found)) == listed[::-1]
    assert listed[2] in found and {} not in found
    assert found == orglint.check("fixtures/repair.csv") and found == listed
    assert found != orglint.check(CHART)
    with pytest.raises(IndexError):
        found[len(found)]
    assert bool(found) and not orglint.check("fixtures/techcorp.csv", select="integrity/*")


def test_findings_are_a_table_for_every_library():
    found = orglint.check("fixtures/repair.csv")
    expected = [
        {
            **{key: one[key] for key in ("rule", "severity", "message", "help", "sources", "subjects")},
            **{key: one["location"].get(key) for key in ("path", "line", "column", "end_line", "end_column")},
            **{key: one["location"].get(key) for key in ("sheet", "cell", "column_name", "row")},
        }
        for one in found
    ]
    assert found.to_arrow().to_pylist() == expected
    assert pyarrow.table(found).equals(found.to_arrow())
    assert found.to_polars().to_dicts() == expected
    assert polars.DataFrame(found).to_dicts() == expected
    assert duckdb.sql("select message from found").fetchall() == [(one["message"],) for one in expected]
    assert found.to_pandas()["message"].tolist() == [one["message"] for one in expected]
    nothing = orglint.check("fixtures/techcorp.csv", select="integrity/*")
    assert nothing.to_arrow().schema == found.to_arrow().schema and nothing.to_polars().height == 0


def test_many_findings_are_several_batches():
    rows = [{"id": str(number), "manager_id": str(number)} for number in range(40_000)]
    found = orglint.check(rows, select="integrity/self-report")
    table = found.to_arrow()
    assert table.num_rows == len(found) == 40_000 and table["row"].num_chunks > 1
    assert table["row"].to_pylist() == list(range(40_000))


def test_a_pipeline_goes_on_or_not_as_the_command_does():
    found = orglint.check(CHART)
    for limit in ("error", "warning", "info", "never"):
        assert found.exit_code(limit) == command("check", "--fail-on", limit, CHART).returncode
    assert found.ok == (found.exit_code() == 0)
    with pytest.raises(ValueError):
        found.exit_code("fatal")


def test_the_options_are_those_of_the_command(tmp_path):
    config = tmp_path / "own.toml"
    config.write_text('[rules]\n"pattern/sales-ops-director" = "info"\n', "utf-8")
    baseline = tmp_path / "baseline.json"
    command("baseline", CHART, "-o", baseline)
    for options, arguments in [
        ({"select": "pattern/*"}, ["--select", "pattern/*"]),
        ({"ignore": ["pattern/*", "scale/early-vp"]}, ["--ignore", "pattern/*,scale/early-vp"]),
        ({"severity": {"pattern/*": "warning"}}, ["--severity", "pattern/*=warning"]),
        ({"config": config}, ["--config", config]),
        ({"baseline": str(baseline)}, ["--baseline", baseline]),
        ({"columns": {"title": "name"}}, ["--map", "title=name"]),
        ({"as_of": "2020-01-01"}, ["--as-of", "2020-01-01"]),
        ({"input_format": "csv", "encoding": "utf-8"}, ["--input-format", "csv", "--encoding", "utf-8"]),
    ]:
        told = command_json("check", "--format", "json", CHART, *arguments)
        assert list(orglint.check(CHART, **options)) == told["findings"], options
        files_alone = {"input_format", "encoding"} & set(options)
        if not files_alone:
            assert [one["rule"] for one in orglint.check(frame(), **options)] == [one["rule"] for one in told["findings"]]


def test_the_configuration_beside_a_file_applies_and_to_a_frame_none(tmp_path, monkeypatch):
    (tmp_path / "orglint.toml").write_text('[rules]\n"pattern/sales-ops-director" = "off"\n', "utf-8")
    chart = tmp_path / "chart.csv"
    chart.write_bytes((ROOT / CHART).read_bytes())
    assert not orglint.check(chart, select="pattern/sales-ops-director")
    whole = frame()
    monkeypatch.chdir(tmp_path)
    assert len(orglint.check(whole, select="pattern/sales-ops-director")) == 1
    assert not orglint.check(whole, config="orglint.toml", select="pattern/sales-ops-director")


def test_findings_about_a_configuration_are_in_their_order():
    folder = "fixtures/rules/config/unused-exception"
    chart, config = f"{folder}/fail.csv", f"{folder}/fail.toml"
    told = command_json("check", "--format", "json", chart, "--config", config)
    assert list(orglint.check(chart, config=config)) == told["findings"]
    in_frame = list(orglint.check(pandas.read_csv(chart, dtype=str), config=config))
    assert [one["rule"] for one in in_frame] == [one["rule"] for one in told["findings"]]
    assert in_frame[-1]["location"] == told["findings"][-1]["location"]
    assert in_frame[-1]["location"]["path"] == config


def test_what_cannot_be_read_says_where_and_how_to_mend_it(tmp_path):
    chart = tmp_path / "chart.csv"
    chart.write_text("id,manager_id\n1,\n2,1,\n3,1,x\n", "utf-8")
    with pytest.raises(orglint.OrglintError) as caught:
        orglint.check(chart)
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.path, error.line, error.column) == (str(chart), 4, 1)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.help) == (str(error), 4, error.help)
    assert error.help and error.help in str(error) and f"{chart}:4" in str(error)
    with pytest.raises(orglint.OrglintError, match="there is no such file"):
        orglint.check("missing.csv")
    with pytest.raises(orglint.OrglintError, match=r"columns=\{'manager': 'managr idd'\}"):
        orglint.check(frame().rename(columns={"manager_id": "managr idd"}))
    for options, message in [
        ({"select": "pattern/nothing"}, "there is no rule"),
        ({"severity": {"pattern/*": "fatal"}}, "there is no severity 'fatal'"),
        ({"columns": {"boss": "x"}}, "there is no field 'boss'"),
        ({"as_of": "yesterday"}, "there is no day 'yesterday'"),
        ({"config": "missing.toml"}, "there is no such file"),
    ]:
        with pytest.raises(orglint.OrglintError, match=message):
            orglint.check(frame(), **options)


def test_what_is_no_chart_is_a_type_error():
    for chart in [7, None, object(), [1, 2], [{1: 2}], polars.LazyFrame({"id": []}), frame()["id"]]:
        with pytest.raises((TypeError, orglint.OrglintError)):
            orglint.check(chart)
    with pytest.raises(TypeError, match="sheet= is for files"):
        orglint.check(frame(), sheet="Staff")


def test_notebooks_show_findings_and_run_nothing():
    rows = [{"id": f"<script>{number}", "manager_id": f"<script>{number}"} for number in range(60)]
    found = orglint.check(rows, select="integrity/self-report")
    html = found._repr_html_()
    hostile = orglint.check([{"id": "\x1b[2J\u202e", "manager_id": "\x1b[2J\u202e"}])
    assert "\x1b" in hostile[-1]["subjects"][0]["id"]
    assert not any(letter in repr(hostile) + hostile._repr_html_() for letter in "\x1b\u202e")
    assert "<script" not in html and "&lt;script" in html
    assert html.count("<tr>") == 50 + 1 and "and 10 more" in html
    assert "and 50 more" in repr(found) and repr(found).count("\n") == 11
    assert "fixtures/repair.csv:3:17: info[structure/narrow-span]" in repr(orglint.check("fixtures/repair.csv"))
    assert repr(orglint.check("fixtures/techcorp.csv", select="integrity/*")).startswith("<Findings: no findings in ")
    assert "row 5, manager_id" in repr(orglint.check(frame()))


def test_titles_read_as_the_command_reads_them():
    titles = ["VP, Sales Ops", "Acting Regional Director of Sales", "", "Head of Sales and Marketing", "CEO", "CEO"]
    lines = command("title", "--format", "jsonl", *titles).stdout.splitlines()
    expected = [json.loads(line) for line in lines]
    ways = [titles, tuple(titles), pandas.Series(titles), pyarrow.array(titles), polars.Series(titles)]
    ways += [pyarrow.chunked_array([titles[:2], titles[2:]]), pyarrow.array(titles).dictionary_encode()]
    for way in ways:
        assert list(orglint.read_titles(way)) == expected, type(way)
    assert orglint.read_title("VP, Sales Ops") == expected[0]
    assert orglint.read_titles(titles).to_arrow().to_pylist() == expected
    assert orglint.read_titles(["CEO", None])[1]["level"] == "unknown"
    with pytest.raises(TypeError):
        orglint.read_titles(7)
    with pytest.raises(TypeError):
        orglint.read_titles("CEO")
    with pytest.raises(orglint.OrglintError, match="titles are texts"):
        orglint.read_titles(pyarrow.table({"title": titles}))
    assert "Titles: 6" in repr(orglint.read_titles(titles))


def test_a_change_is_that_of_the_command():
    before, after = "fixtures/salesprod-before.csv", "fixtures/salesprod-after.csv"
    told = command_json("diff", "--format", "json", before, after)
    assert orglint.diff(before, after) == told
    change = orglint.diff(pandas.read_csv(before, dtype=str), polars.read_csv(after, infer_schema=False))
    for key in ("joined", "left", "moved", "retitled", "vacated", "spans", "before", "after"):
        assert change[key] == told[key]
    for one, other in zip(change["findings"]["introduced"], told["findings"]["introduced"]):
        assert one["message"] == other["message"] and one["location"]["row"] == other["location"]["line"] - 2
    with pytest.raises(orglint.OrglintError, match="no way to match by 'shoe size'"):
        orglint.diff(before, after, match_by="shoe size")


def test_figures_and_rules_are_those_of_the_command():
    assert orglint.stats(CHART) == command_json("stats", "--format", "json", CHART)
    assert orglint.stats(frame()) == orglint.stats(CHART)
    assert orglint.rules() == command_json("rules", "--format", "json")


def test_the_command_is_the_program():
    assert command("--version").stdout == f"orglint {orglint.__version__}\n"
    assert command("check", CHART).returncode == 1
    assert command("check", "missing.csv").returncode == 2
    assert command("chekc").returncode == 2
    assert command("check", "--help").returncode == 0
    of_module = subprocess.run([sys.executable, "-m", "orglint", "--version"], capture_output=True, text=True)
    assert of_module.stdout == command("--version").stdout
    ran = command("check", "-", "--format", "short", input="id,manager_id\n1,\n2,9\n")
    assert "-:3:3: error[integrity/unknown-manager]" in ran.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_an_interrupt_ends_the_command_at_once():
    program = Path(sys.executable).with_name("orglint")
    waiting = subprocess.Popen([program, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    time.sleep(2)
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(10) == -signal.SIGINT
    waiting.stdin.close()
    waiting.stdout.close()


def test_other_threads_go_on_while_a_chart_is_read():
    rows = 100_000
    table = pyarrow.table({"id": list(range(rows)), "manager_id": [None, *range(rows - 1)], "title": ["Clerk"] * rows})
    ticks, is_over = [], threading.Event()

    def tick():
        while not is_over.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    ticking = threading.Thread(target=tick)
    ticking.start()
    start = time.perf_counter()
    orglint.check(table)
    end = time.perf_counter()
    is_over.set()
    ticking.join()
    during = [at for at in ticks if start < at < end]
    longest = max(after - before for before, after in zip([start, *during], [*during, end]))
    assert longest < (end - start) / 2


def test_threads_do_not_disturb_each_other():
    whole = frame()
    expected = list(orglint.check(whole))
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: list(orglint.check(whole)), range(40)):
            assert found == expected


def test_programs_that_use_it_pass_a_strict_type_check():
    sample = Path(__file__).with_name("typed_sample.py")
    config = sample.parents[1] / "pyproject.toml"
    run = [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", "/dev/null"]
    for what in [[sample], ["-p", "orglint"]]:
        ran = subprocess.run([*run, *what], capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout
