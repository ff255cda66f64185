# SPDX-License-Identifier: GPL-3.0-or-later
"""Running whole processes and measuring them, and tables of what was measured.

As a script of its own it is the small process that starts what is measured: a process's peak counts from its parent's
memory. Arguments: the cap in seconds, and the command.
"""

import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


def output(command):
    """What a command prints; ends the script where the command fails."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@dataclass
class Run:
    """One run of a process: what it took of time and memory, with the processes that it started."""

    seconds: float
    cpu: float
    peak: float  # in MB; where there are several processes, of the largest

    @staticmethod
    def of(command, cap=600):
        """Runs a command; None where it was stopped after `cap` seconds."""
        starter = [sys.executable, "-ES", __file__, str(cap), *command]
        found = subprocess.run(starter, stdout=subprocess.PIPE, text=True)
        if found.returncode != 0:
            sys.exit(f"{' '.join(command)}: ended with {found.returncode}")
        return Run(*map(float, found.stdout.split())) if found.stdout else None


@dataclass
class Measured:
    """The medians of several runs, and the most memory of any."""

    seconds: float
    cpu: float
    peak: float
    runs: int

    def __init__(self, runs):
        self.seconds = statistics.median(run.seconds for run in runs)
        self.cpu = statistics.median(run.cpu for run in runs)
        self.peak = max(run.peak for run in runs)
        self.runs = len(runs)


def in_turn(commands, runs, cap, once_beyond=15):
    """Measures the commands of a dictionary in turn: what is stopped at the cap is None, what is slow runs once."""
    found = {name: [] for name in commands}
    for turn in range(runs):
        for name, command in commands.items():
            if turn == 0 or found[name] and found[name][0].seconds <= once_beyond:
                if run := Run.of(command, cap):
                    found[name].append(run)
    return {name: Measured(runs) if runs else None for name, runs in found.items()}


def table(headings, rows):
    """Prints a table in Markdown; all columns but the first are numbers."""
    widths = [max(len(row[place]) for row in [headings, *rows]) for place in range(len(headings))]

    def line(cells):
        return f"| {' | '.join(c.rjust(w) if place else c.ljust(w) for place, (c, w) in enumerate(zip(cells, widths)))} |"

    print(line(headings))
    print(f"|{'|'.join('-' * (w + 1) + ':' if place else '-' * (w + 2) for place, w in enumerate(widths))}|")
    for row in rows:
        print(line(row))
    print(flush=True)


def start(cap, command):
    """Runs a command and prints its seconds, its seconds of computing and its peak in MB; nothing where it is stopped."""
    begin = time.perf_counter()
    # A group of its own, to be stopped with whatever it has started.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, process_group=0)

    def stop(*_):
        os.killpg(process.pid, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, cap)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if (code := os.waitstatus_to_exitcode(status)) != 0:
        sys.exit(code if code > 0 else 1)
    print(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    start(float(sys.argv[1]), sys.argv[2:])
