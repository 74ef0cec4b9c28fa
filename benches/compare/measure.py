#!/usr/bin/env python3
"""Whole programs in a pseudo-terminal of 120x40 cells: start, keys, flood, idle, memory, instructions.

    python3 measure.py [--rounds N] [--instructions] NAME=COMMAND...

Programs are started in turns, so that a busy moment of the machine meets all of them; every figure is a median.
Processor time comes from the scheduler (nanoseconds), wall time from the moment of the last byte before a silence.
Known names (vim, nano, calcurse) are added by themselves where they are installed.
"""

import argparse
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import household  # noqa: E402

ROWS, COLUMNS = 40, 120
DOWN, UP = b"\x1b[B", b"\x1b[A"


class Program:
    """One run of a program in a pseudo-terminal."""

    def __init__(self, command, env):
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(command[0], command, env)

    def silence(self, quiet, limit=60.0):
        """Reads until nothing came for `quiet` seconds: (moment of the last byte, bytes)."""
        last, count, end = time.perf_counter(), 0, time.perf_counter() + limit
        while time.perf_counter() < end:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            count += len(data)
            last = time.perf_counter()
        return last, count

    def cpu(self):
        """Processor time of all threads so far, in milliseconds."""
        threads = pathlib.Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6

    def status(self, word):
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"^{word}:\s+(\d+)", text, re.M).group(1))

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def environment(folder):
    keep = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    data = {"MYNAGUIDE_DATA": str(folder), "MYNAGUIDE_TODAY": "2026-12-01"}
    return keep | data | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": str(folder)}


def one_start(command, env):
    """A start alone: (wall ms, processor ms, peak MiB)."""
    program = Program(command, env)
    shown, _ = program.silence(0.5)
    figures = (shown - program.began) * 1e3, program.cpu(), program.status("VmHWM") / 1024
    program.end()
    return figures


def one_round(command, env):
    program = Program(command, env)
    figures = {}
    shown, _ = program.silence(0.25)
    figures["start ms"] = (shown - program.began) * 1e3
    figures["start CPU ms"] = program.cpu()
    times, sizes, before = [], [], program.cpu()
    for n in range(60):
        key = DOWN if n // 15 % 2 == 0 else UP
        pressed = time.perf_counter()
        os.write(program.fd, key)
        last, size = program.silence(0.012)
        times.append(max(last - pressed, 0) * 1e3)
        sizes.append(size)
    figures["key p50 ms"] = statistics.median(times)
    figures["key p99 ms"] = sorted(times)[-1]
    figures["CPU/key ms"] = (program.cpu() - before) / len(times)
    figures["bytes/key"] = statistics.mean(sizes)
    pressed = time.perf_counter()
    flood = memoryview(DOWN * 1000 + UP * 1000)
    os.set_blocking(program.fd, False)
    while flood:
        try:
            flood = flood[os.write(program.fd, flood[:4096]):]
        except BlockingIOError:
            program.silence(0.0005)
    os.set_blocking(program.fd, True)
    last, _ = program.silence(0.3)
    figures["2,000 keys ms"] = (last - pressed) * 1e3
    woken, _ = program.status("voluntary_ctxt_switches"), time.sleep(0)
    _, size = program.silence(2.0, 2.0)
    figures["idle wakes/s"] = (program.status("voluntary_ctxt_switches") - woken) / 2
    figures["idle bytes"] = size
    figures["peak MiB"] = program.status("VmHWM") / 1024
    program.end()
    return figures


def instructions(command, env, keys):
    """Instructions of a whole run with so many keys, in millions, from callgrind."""
    # Once before: what a first visit leaves behind is not written again.
    first = Program(command, env)
    first.silence(0.5)
    os.write(first.fd, b"q")
    first.silence(0.5)
    os.waitpid(first.pid, 0)
    os.close(first.fd)
    with tempfile.NamedTemporaryFile() as out:
        tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", "-q"]
        program = Program(tool + list(command), env)
        program.silence(2.5)
        for n in range(keys):
            os.write(program.fd, DOWN if n // 15 % 2 == 0 else UP)
            program.silence(0.15)
        os.write(program.fd, b"q")
        program.silence(3.0)
        os.waitpid(program.pid, 0)
        os.close(program.fd)
        found = re.search(rb"^(?:summary|totals): (\d+)", pathlib.Path(out.name).read_bytes(), re.M)
        return int(found.group(1)) / 1e6


def known_programs(folder):
    text = folder / "text.txt"
    text.write_text("".join(f"Line {n} of a text that somebody scrolls through\n" for n in range(500)))
    found = {}
    if shutil.which("vim"):
        found["vim"] = ["vim", "-u", "NONE", str(text)]
    if shutil.which("nano"):
        found["nano"] = ["nano", str(text)]
    if shutil.which("calcurse"):
        calendar = folder / "calcurse"
        calendar.mkdir()
        (calendar / "apts").write_text("".join(f"{n % 12 + 1:02}/{n % 28 + 1:02}/2026 [1] Item {n}\n" for n in range(500)))
        found["calcurse"] = ["calcurse", "-D", str(calendar)]
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--instructions", action="store_true", help="count them with valgrind; slow, repeatable")
    options.add_argument("programs", nargs="+", metavar="NAME=COMMAND")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        household.write(folder)
        env = environment(folder)
        programs = dict(p.split("=", 1) for p in options.programs)
        programs = {name: command.split() for name, command in programs.items()}
        if options.instructions:
            for name, command in programs.items():
                start, many = (instructions(command, env, keys) for keys in (0, 60))
                print(f"{name:<12} start and end {start:8.2f} M instructions, a key {(many - start) / 60:7.3f} M")
            return
        programs |= known_programs(folder)
        runs = {name: [] for name in programs}
        for _ in range(options.rounds):
            for name, command in programs.items():
                runs[name].append(one_round(command, env))
        names = list(next(iter(runs.values()))[0])
        print(f"{'':<12}" + "".join(f"{name:>15}" for name in names))
        for name, rounds in runs.items():
            medians = (statistics.median(r[column] for r in rounds) for column in names)
            print(f"{name:<12}" + "".join(f"{value:>15.2f}" for value in medians))


if __name__ == "__main__":
    main()
