"""What a check costs beside what one would write instead, for charts of several sizes: a table, and a plot of it.

    python3 benches/peers.py [--rounds N] [--sizes 1000,10000,…] [--ids prefix|gaps|zeros|uuid] [--plot FILE.svg]

Builds orglint, makes the charts, lets all run in turns, and prints for each size the CPU time (user and system) of every
peer as a multiple of that of parse_only in the same round, the median over the rounds, and the peak memory at the largest
size. A peer that took over a minute is left out of larger sizes. The scripts need

    pip install pandas networkx polars duckdb
"""
import argparse
import json
import math
import os
import shlex
import statistics
import subprocess
import sys
import tempfile

PEERS = {
    "parse_only": "target/release/examples/parse_only {}",
    "orglint check": "target/release/orglint check --format short {}",
    "csv and a hash map (Rust)": "target/release/examples/csv_check {}",
    "polars": "python3 benches/peers/polars_check.py {}",
    "DuckDB": "python3 benches/peers/duckdb_check.py {}",
    "plain Python": "python3 benches/peers/stdlib_check.py {}",
    "SQLite": "python3 benches/peers/sqlite_check.py {}",
    "pandas and networkx": "python3 benches/peers/pandas_check.py {}",
}
COLOURS = ["#888888", "#c2410c", "#1d4ed8", "#0f766e", "#7c3aed", "#a16207", "#be185d", "#374151"]
PATIENCE = 60


def run(command):
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(shlex.split(command), stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit(f"exit status {process.returncode}: {command}")
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read().decode()


def measure(chart, rounds, peers):
    cpu, memory, said = {name: [] for name in peers}, {}, set()
    for _ in range(rounds):
        for name, command in peers.items():
            seconds, memory[name], out = run(command.format(chart))
            cpu[name].append(seconds)
            if out.startswith("{"):
                said.add(json.dumps(json.loads(out), sort_keys=True))
    if len(said) > 1:
        sys.exit("the peers do not agree: " + " | ".join(said))
    return cpu, memory


def plot(seconds, sizes):
    """Seconds over people, both by powers of ten."""
    width, height, left, top, right, bottom = 760, 440, 60, 20, 190, 40
    points = [(size, value) for of in seconds.values() for size, value in of.items()]
    low, high = (math.floor(math.log10(min(v for _, v in points))), math.ceil(math.log10(max(v for _, v in points))))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    x = lambda size: left + (math.log10(size) - first) / max(last - first, 1e-9) * (width - left - right)
    y = lambda value: top + (high - math.log10(value)) / (high - low) * (height - top - bottom)
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="#ffffff"/>']
    for power in range(low, high + 1):
        line = y(10 ** power)
        svg.append(f'<path d="M{left} {line:.1f}H{width - right}" stroke="#dddddd"/>')
        svg.append(f'<text x="{left - 6}" y="{line + 4:.1f}" text-anchor="end">{10.0 ** power:g} s</text>')
    for size in sizes:
        svg.append(f'<text x="{x(size):.1f}" y="{height - bottom + 18}" text-anchor="middle">{size:,}</text>')
    svg.append(f'<text x="{(left + width - right) / 2:.0f}" y="{height - 4}" text-anchor="middle">people (CPU time, both axes by powers of ten)</text>')
    labels = sorted((y(of[max(of)]), name) for name, of in seconds.items())
    spread, floor = {}, 0
    for at, name in labels:
        floor = spread[name] = max(at, floor + 15)
    for (name, of), colour in zip(seconds.items(), COLOURS):
        path = " ".join(f"{x(size):.1f},{y(of[size]):.1f}" for size in sorted(of))
        heavy = 3 if name.startswith("orglint") else 1.5
        svg.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{heavy}"/>')
        svg.append(f'<text x="{width - right + 8}" y="{spread[name] + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join(svg + ["</svg>\n"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--ids", default="prefix", help="the style of the ids: prefix, gaps, zeros, uuid")
    parser.add_argument("--plot", metavar="FILE.svg")
    arguments = parser.parse_args()
    sizes = sorted(map(int, arguments.sizes.split(",")))
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bins", "--examples"], check=True)
    ratios, seconds, memory = {}, {name: {} for name in PEERS}, {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            chart = os.path.join(folder, f"{size}.csv")
            make = ["target/release/examples/sample_chart", "--employees", str(size), "--ids", arguments.ids, "-o", chart]
            subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
            patient = lambda name: all(value < PATIENCE for value in seconds[name].values())
            peers = {name: command for name, command in PEERS.items() if patient(name)}
            cpu, peak = measure(chart, arguments.rounds, peers)
            for name in peers:
                seconds[name][size] = max(statistics.median(cpu[name]), 1e-4)
                ratios[name, size] = statistics.median(own / max(floor, 1e-4) for own, floor in zip(cpu[name], cpu["parse_only"]))
                memory[name] = peak[name], os.path.getsize(chart) / 2 ** 20
            os.remove(chart)
    print("| CPU, times parse_only | " + " | ".join(f"{size:,}" for size in sizes) + " | peak MiB |")
    print("|---" * (len(sizes) + 2) + "|")
    for name in PEERS:
        cells = [f"{ratios[name, size]:.3g}" if (name, size) in ratios else "" for size in sizes]
        print(f"| {name} | " + " | ".join(cells) + f" | {memory[name][0]:.0f} |")
    took = ", ".join(f"{seconds['parse_only'][size]:.3f} s" for size in sizes)
    print(f"\nparse_only took {took}.")
    if arguments.plot:
        with open(arguments.plot, "w", encoding="utf-8") as file:
            file.write(plot(seconds, sizes))


main()
