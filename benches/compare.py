"""Runs commands in turns and compares what they cost: CPU (user and system), time on the clock, and peak memory.

    python3 benches/compare.py [--rounds N] NAME='COMMAND' NAME='COMMAND' …

Machines are noisy, so all commands run in every round, one after the other, and what is printed is the median over the
rounds of each command's CPU, and of its time, divided by that of the first command in the same round. Commands may exit
with 0 or 1.
"""
import os
import shlex
import statistics
import subprocess
import sys
import time


def run(command):
    start = time.perf_counter()
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    passed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"exit status {process.returncode}: {command}")
    return usage.ru_utime + usage.ru_stime, passed, usage.ru_maxrss / 1024


def main(arguments):
    rounds = 7
    if arguments[:1] == ["--rounds"]:
        rounds, arguments = int(arguments[1]), arguments[2:]
    commands = dict(argument.split("=", 1) for argument in arguments)
    if not commands:
        sys.exit(__doc__)
    cpu, clock, memory = ({name: [] for name in commands} for _ in range(3))
    for _ in range(rounds):
        for name, command in commands.items():
            seconds, passed, mebibytes = run(command)
            cpu[name].append(seconds)
            clock[name].append(passed)
            memory[name].append(mebibytes)
    first = next(iter(commands))
    print(f"| | CPU, times {first} | CPU s | clock, times {first} | clock s | peak MiB |\n|---|---|---|---|---|---|")
    for name in commands:
        cells = [name]
        for seconds in (cpu, clock):
            ratio = statistics.median(own / floor for own, floor in zip(seconds[name], seconds[first]))
            cells += [f"{ratio:.2f}", f"{statistics.median(seconds[name]):.4f}"]
        print(f"| {' | '.join(cells)} | {statistics.median(memory[name]):.0f} |")


main(sys.argv[1:])
