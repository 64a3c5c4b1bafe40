"""Runs commands in turns and compares what they cost: CPU (user and system) and peak memory.

    python3 benches/compare.py [--rounds N] NAME='COMMAND' NAME='COMMAND' …

Machines are noisy, so all commands run in every round, one after the other, and what is printed is the median over the
rounds of each command's CPU divided by that of the first command in the same round. Commands may exit with 0 or 1.
"""
import os
import shlex
import statistics
import subprocess
import sys


def run(command):
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"exit status {process.returncode}: {command}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(arguments):
    rounds = 7
    if arguments[:1] == ["--rounds"]:
        rounds, arguments = int(arguments[1]), arguments[2:]
    commands = dict(argument.split("=", 1) for argument in arguments)
    if not commands:
        sys.exit(__doc__)
    cpu, memory = {name: [] for name in commands}, {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            seconds, mebibytes = run(command)
            cpu[name].append(seconds)
            memory[name].append(mebibytes)
    first = next(iter(commands))
    print(f"| | CPU, times {first} | CPU s | peak MiB |\n|---|---|---|---|")
    for name in commands:
        ratio = statistics.median(own / floor for own, floor in zip(cpu[name], cpu[first]))
        print(f"| {name} | {ratio:.2f} | {statistics.median(cpu[name]):.2f} | {statistics.median(memory[name]):.0f} |")


main(sys.argv[1:])
