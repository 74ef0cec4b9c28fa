#!/usr/bin/env python3
"""How costs grow: `due --all` over ever more households, and a start with a pack of ever more procedures from the disk,
the first time, when all of it is checked, and later.
Also the line for prompts beside a program that does nothing.

    python3 scale.py PROGRAM [--nothing PROGRAM] [--most 10000] [--content ../../content/mynumber]

Each figure is the best of three runs (of the short ones the median of many, in turns): wall time, processor time of all
threads, and the most memory.
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import household  # noqa: E402
import measure  # noqa: E402


def run(command, env):
    """(wall seconds, processor seconds, peak MiB) of a command."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(command, env):
    return min(run(command, env) for _ in range(3))


def households(program, most, folder):
    print(f"{'households':>12}{'wall ms':>12}{'CPU ms':>12}{'per second':>12}{'peak MiB':>12}")
    data = folder / "many"
    household.write(data)
    home = data / "households"
    text = (home / "home.toml").read_text()
    (home / "home.toml").unlink()
    (home / "home.journal.jsonl").unlink()
    count, env = 0, measure.environment(data)
    size = 10
    while size <= most:
        for n in range(count, size):
            (home / f"h{n}.toml").write_text(text)
        count = size
        wall, cpu, peak = best([program, "due", "--all"], env)
        print(f"{size:>12}{wall * 1e3:>12.1f}{cpu * 1e3:>12.1f}{size / wall:>12.0f}{peak:>12.1f}")
        size *= 10


def many_procedures(content, to, times):
    """The content with every procedure so many times; each has another id."""
    shutil.copytree(content, to)
    for path in sorted((content / "procedures").glob("*.toml")):
        text = path.read_text()
        own = re.search(r'^id\s*=\s*"([^"]+)"', text, re.M)
        if not own:
            continue
        for n in range(1, times):
            name = f"{own[1]}-v{n}"
            copy = text[:own.start(1)] + name + text[own.end(1):]
            # A name that leads to one procedure only.
            copy = re.sub(r"^alias\s*=\s*\[[^\]]*\]\n", "", copy, flags=re.M)
            (to / "procedures" / f"{name}.toml").write_text(copy)


def procedures(program, content, folder):
    data = folder / "home"
    household.write(data)
    env = measure.environment(data)
    titles = ["procedures", "MB", "status ms", "CPU ms", "start ms", "start CPU", "peak MiB"]
    print("".join(f"{title:>12}" for title in titles))

    def row(name, megabytes, arguments):
        command = [program, *arguments, "status"]
        wall, cpu, _ = best(command, env)
        starts = sorted((measure.one_start([program, *arguments], env) for _ in range(5)), key=lambda s: s[1])
        start, start_cpu, peak = starts[len(starts) // 2]
        times = "".join(f"{seconds * 1e3:>12.1f}" for seconds in (wall, cpu))
        print(f"{name:>12}{megabytes:>12.2f}{times}{start:>12.1f}{start_cpu:>12.1f}{peak:>12.1f}")

    row("embedded", 0, [])
    for times in (1, 4, 27):
        pack = folder / f"pack{times}"
        many_procedures(content, pack, times)
        size = sum(path.stat().st_size for path in pack.rglob("*.toml")) / 1e6
        row(str(len(list((pack / "procedures").glob("*.toml")))), size, ["--content", str(pack)])


def status(program, nothing, folder):
    data = folder / "line"
    household.write(data)
    env = measure.environment(data)
    commands = {"nothing": [nothing], "status": [program, "status"]}
    runs = {name: [] for name in commands}
    for _ in range(200):
        for name, command in commands.items():
            runs[name].append(run(command, env))
    print(f"{'':>12}{'wall ms':>12}{'CPU ms':>12}{'peak MiB':>12}")
    for name, figures in runs.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*figures))
        print(f"{name:>12}{wall * 1e3:>12.2f}{cpu * 1e3:>12.2f}{peak:>12.1f}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    options.add_argument("program")
    options.add_argument("--nothing")
    options.add_argument("--most", type=int, default=10_000)
    options.add_argument("--content", type=pathlib.Path, default=root / "content" / "mynumber")
    options = options.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if options.nothing:
            status(program, str(pathlib.Path(options.nothing).resolve()), folder)
        households(program, options.most, folder)
        procedures(program, options.content, folder)


if __name__ == "__main__":
    main()
