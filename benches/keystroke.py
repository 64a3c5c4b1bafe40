"""How long a keystroke takes to be checked in the editor: from the change that is sent to the diagnostics that come back.

    python3 benches/keystroke.py target/release/orglint CHART.csv [--keystrokes 200]

Types at the end of the manager's id of rows all over the chart, one character in and out again, so that every keystroke
changes what is found. Prints the median and the 95th percentile in milliseconds, and what of it is the server's own CPU.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import time


def send(server, message):
    content = json.dumps({"jsonrpc": "2.0", **message}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
    server.stdin.flush()


def receive(server):
    length = 0
    while (line := server.stdout.readline()) != b"\r\n":
        name, value = line.split(b": ")
        if name == b"Content-Length":
            length = int(value)
    return json.loads(server.stdout.read(length))


def published(server):
    while (message := receive(server)).get("method") != "textDocument/publishDiagnostics":
        pass
    return len(message["params"]["diagnostics"])


def cpu(server):
    """Seconds that the server has run so far; Linux tells."""
    fields = pathlib.Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("orglint")
    arguments.add_argument("chart", type=pathlib.Path)
    arguments.add_argument("--keystrokes", type=int, default=200)
    arguments = arguments.parse_args()
    text = arguments.chart.read_text(encoding="utf-8")
    lines = text.split("\n")
    column = lines[0].split(",").index("manager_id")
    # Rows without quotes, for these are split by their commas.
    rows = [row for row in range(2, len(lines)) if lines[row].count(",") == lines[0].count(",")]
    rows = [row for row in rows if '"' not in lines[row] and lines[row].isascii()]
    # Only a reference that leads somewhere changes what is found when it no longer does.
    ids = {line.split(",")[0] for line in lines}
    rows = [row for row in rows if lines[row].split(",")[column] in ids]
    server = subprocess.Popen([arguments.orglint, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    send(server, {"id": 1, "method": "initialize", "params": {"capabilities": {}}})
    send(server, {"method": "initialized", "params": {}})
    uri = "untitled:chart.csv"
    item = {"uri": uri, "languageId": "csv", "version": 0, "text": text}
    start = time.perf_counter()
    send(server, {"method": "textDocument/didOpen", "params": {"textDocument": item}})
    found = published(server)
    opened = 1000 * (time.perf_counter() - start)
    took = []
    before = cpu(server)
    for keystroke in range(arguments.keystrokes):
        row = rows[(keystroke // 2 * 7919 + 1) % len(rows)]
        at = len(",".join(lines[row].split(",")[: column + 1]))
        end = at + keystroke % 2
        change = {
            "range": {"start": {"line": row, "character": at}, "end": {"line": row, "character": end}},
            "text": "" if keystroke % 2 else "x",
        }
        document = {"uri": uri, "version": keystroke + 1}
        start = time.perf_counter()
        send(server, {"method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": [change]}})
        published(server)
        took.append(1000 * (time.perf_counter() - start))
    used = 1000 * (cpu(server) - before) / len(took)
    send(server, {"id": 2, "method": "shutdown"})
    receive(server)
    send(server, {"method": "exit"})
    server.wait()
    took.sort()
    last = took[int(0.95 * len(took))]
    print(f"{len(lines) - 2} rows, {len(text) / 1e6:.1f} MB, {found} findings shown; opened in {opened:.0f} ms")
    print(f"{len(took)} keystrokes: median {statistics.median(took):.0f} ms, 95th percentile {last:.0f} ms, worst {took[-1]:.0f} ms, CPU {used:.0f} ms")


main()
