"""Prints the table of docs/performance.md that compares drawing a chart with other ways of doing it.

    cargo build --release --examples && cargo build --release
    npm install --prefix benches/d3
    python3 benches/diagrams.py

Each row is one chart of benches' own generator. All programs draw it in turns, for several rounds, and what is printed is
the median of their CPU time (user and system). A program that takes too long on a size is left out there.
"""
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = ROOT / "target" / "release"
SIZES = [1_000, 4_000, 10_000, 100_000, 1_000_000]
# Beyond these a program takes minutes.
LARGEST = {"dot": 4_000, "d3": 100_000, "orglint": 1_000_000}


def cpu(command, output):
    with open(output, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"exit status {process.returncode}: {command}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    # Graphviz needs stack for a large chart.
    resource.setrlimit(resource.RLIMIT_STACK, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("| positions | orglint, CPU s | MiB | µs a position | d3-hierarchy, times that | `dot -Tsvg`, times that |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        chart, dot, picture = (os.path.join(folder, name) for name in ("chart.csv", "chart.dot", "chart.svg"))
        for size in SIZES:
            sample = [RELEASE / "examples" / "sample_chart", "--employees", str(size), "-o", chart]
            subprocess.run(sample, check=True, stdout=subprocess.DEVNULL)
            subprocess.run([RELEASE / "orglint", "render", chart, "--format", "dot", "-o", dot], check=True)
            commands = {
                "orglint": [RELEASE / "orglint", "render", chart, "--format", "svg"],
                "d3": ["node", ROOT / "benches" / "d3" / "tree.mjs", chart],
                "dot": ["dot", "-Tsvg", dot],
            }
            commands = {name: command for name, command in commands.items() if size <= LARGEST[name]}
            seconds, memory = {name: [] for name in commands}, []
            for round_ in range(7 if size <= 100_000 else 3):
                for name, command in commands.items():
                    # Once tells enough of what takes a hundred times as long.
                    if name == "dot" and round_ > 0:
                        continue
                    spent, mebibytes = cpu(command, picture)
                    seconds[name].append(spent)
                    if name == "orglint":
                        memory.append(mebibytes)
            own = statistics.median(seconds["orglint"])
            times = lambda name: f"{statistics.median(seconds[name]) / own:.1f}" if name in seconds else ""
            print(
                f"| {size:,} | {own:.3f} | {statistics.median(memory):.0f} | {own / size * 1e6:.1f} "
                f"| {times('d3')} | {times('dot')} |",
                flush=True,
            )


main()
