"""Spark finds in the charts of many tenants what one process finds in them, one after the other."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import orglint
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet
import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import check_tenants  # noqa: E402
import generate_tenants  # noqa: E402

TENANTS = int(os.environ.get("ORGLINT_TENANTS", "2000"))
DAY = "2026-03-31"

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("tenants") / "tenants.parquet"
    generate_tenants.write(str(path), TENANTS, seed=1)
    return path


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    cores = os.environ.get("ORGLINT_CORES", "2")
    session = SparkSession.builder.master(f"local[{cores}]").appName("orglint").config("spark.ui.enabled", "false")
    session = session.config("spark.driver.memory", "2g").config("spark.driver.host", "localhost").getOrCreate()
    session.sparkContext.addPyFile(str(HERE / "check_tenants.py"))
    yield session
    session.stop()


def one_after_the_other(path):
    """The findings by plain calls, which know nothing of Spark or of the example."""
    rows = {}
    for row in pyarrow.parquet.read_table(path).to_pylist():
        rows.setdefault(row["tenant_id"], []).append(row)
    found = []
    for tenant, people in rows.items():
        try:
            findings = orglint.check(people, as_of=DAY)
        except orglint.OrglintError as error:
            found.append((tenant, None, "error", str(error), None, None, None, None))
            continue
        for one in findings:
            at, subjects = one["location"], [tuple(subject.values()) for subject in one["subjects"]]
            source_row = None if at["row"] is None else people[at["row"]]["row_number"]
            place = (source_row, at["column_name"])
            found.append((tenant, one["rule"], one["severity"], one["message"], one["help"], subjects, *place))
    return found


def of_spark(rows):
    columns = check_tenants._SCHEMA.names
    return [
        tuple(
            None if row[name] is None else [tuple(one) for one in row[name]] if name == "subjects" else row[name]
            for name in columns
        )
        for row in rows
    ]


def test_every_tenant_is_judged_as_by_itself(spark, table, tmp_path):
    start = time.perf_counter()
    expected = one_after_the_other(table)
    alone = time.perf_counter() - start

    charts = spark.read.parquet(str(table))
    schema, workers = check_tenants.FINDINGS, str(tmp_path)

    def check(chart):
        (Path(workers) / str(os.getpid())).touch()
        return check_tenants.check_tenant(chart, {"as_of": DAY})

    start = time.perf_counter()
    found = of_spark(charts.groupBy("tenant_id").applyInArrow(check, schema).collect())
    spread = time.perf_counter() - start

    def order(finding):
        return [str(part) for part in finding]

    assert sorted(found, key=order) == sorted(expected, key=order)
    assert len(os.listdir(workers)) > 1, "one worker did it all"
    rules = Counter(finding[1] for finding in found)
    assert min(rules[f"integrity/{rule}"] for rule in ("unknown-manager", "self-report", "cycle", "extra-root")) > 10
    assert rules["input/duplicate-id"] > 10 and rules[None] == TENANTS // generate_tenants.UNREADABLE
    print(
        f"\n{charts.count():,} rows of {TENANTS:,} tenants, {len(found):,} findings: "
        f"{alone:.1f} s by one process, {spread:.1f} s by Spark with {len(os.listdir(workers))} workers"
    )


def test_the_command_finds_the_same_chart_by_chart(table, tmp_path):
    rows = pyarrow.parquet.read_table(table)
    pyarrow.csv.write_csv(rows, tmp_path / "tenants.csv")
    command = [sys.executable, "-m", "orglint", "check", "tenants.csv", "--group-by", "tenant_id", "--as-of", DAY]
    start = time.perf_counter()
    ran = subprocess.run([*command, "--format", "json"], cwd=tmp_path, capture_output=True, text=True)
    grouped = time.perf_counter() - start
    report = json.loads(ran.stdout)
    unread = [chart["group"] for chart in report["charts"] if "error" in chart]
    assert (ran.returncode, len(unread)) == (2, TENANTS // generate_tenants.UNREADABLE)

    numbers = rows["row_number"].to_pylist()
    found = Counter(
        (one["group"], one["rule"], one["severity"], numbers[one["location"]["line"] - 2])
        for one in report["findings"]
        # What is about the header has no row.
        if one["location"]["line"] > 1
    )
    expected = one_after_the_other(table)
    assert sorted(unread) == sorted(tenant for tenant, rule, *_ in expected if rule is None)
    assert found == Counter((one[0], one[1], one[2], one[6]) for one in expected if one[6] is not None)
    print(f"\n{rows.num_rows:,} rows of {TENANTS:,} tenants: {grouped:.1f} s by orglint check --group-by")


def test_the_script_writes_the_findings(table, tmp_path):
    few, output = tmp_path / "few.parquet", tmp_path / "findings.parquet"
    charts = pyarrow.parquet.read_table(table)
    is_few = pyarrow.compute.less(charts["tenant_id"], "T00050")
    pyarrow.parquet.write_table(charts.filter(is_few), few)
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    script = [sys.executable, HERE / "check_tenants.py", few, "-o", output, "--as-of", DAY]
    ran = subprocess.run(script, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert pyarrow.parquet.read_table(output).num_rows == len(one_after_the_other(few)) > 0
