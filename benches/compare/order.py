#!/usr/bin/env python3
"""Which functions run, and when: the list by which a release puts them side by side.

    cargo rustc --release --bin mynaguide -- -Cstrip=none
    python3 order.py target/release/mynaguide > assets/often-run.txt

A start touches every part of the program for a few functions, and the system maps 64 kB around each touch: of four
megabytes of code it runs one, and would keep nearly all in memory. The build hands the list to the linker as patterns
(see `build.rs`). Of several programs, built with other flags, the list has what runs in any of them: of functions that are
equal the compiler keeps one, and not always the same one. A name that is no longer there does no harm, and a new function
that is missing lies with the others, so the list needs to be made again only now and then. Needs valgrind and programs
that were not stripped.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import household  # noqa: E402
from measure import DOWN, UP, Program, environment  # noqa: E402

HOME = [DOWN if n // 15 % 2 == 0 else UP for n in range(60)] + [DOWN * 40 + UP * 40]
# Panes, timeline, why, trips, search, the other language, history: what people open.
SHEETS = [b"\t", DOWN, b"\t", DOWN, b"w", b"\x1b", b"t", DOWN, b"\x1b", b"v", DOWN, b"\r", b"\x1b", b"\x1b", b"/", b"move",
          DOWN, b"\x1b", b"L", DOWN, b"\t", DOWN, b"H", b"\x1b", b"d", b"\x1b", b"?", b"\x1b"]


def tool(program, out):
    return ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={out}", "-q", program]


def names(out):
    """Functions of a run, by the names the linker knows."""
    found = re.findall(r"^c?fn=\(\d+\) (_R[^\s']+)", pathlib.Path(out).read_text(), re.M)
    return set(found)


def command(program, words, env, out):
    subprocess.run(tool(program, out) + words, env=env, stdout=subprocess.DEVNULL, check=False)
    return names(out)


def screen(program, keys, env, out):
    run = Program(tool(program, out), env)
    run.silence(4.0)
    for key in keys:
        os.write(run.fd, key)
        run.silence(0.4)
    os.write(run.fd, b"q")
    run.silence(4.0)
    os.waitpid(run.pid, 0)
    os.close(run.fd)
    return names(out)


def pattern(name):
    """A name without what another compiler or another version of a library changes: marks of crates, and places in the
    name, which depend on how long those are."""
    name = re.sub(r"\.llvm\.\d+.*", "", name)
    name = re.sub(r"Cs[0-9a-zA-Z]+_", "Cs*_", name)
    return re.sub(r"B[0-9a-zA-Z]{1,3}_", "B*_", name)


def groups(program):
    """What runs in one program, in order."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        household.write(folder)
        env, out = environment(folder), folder / "out"
        screen(program, [], env, out)  # what a first visit leaves behind is not counted
        line = command(program, ["status"], env, out)
        start = screen(program, [], env, out)
        # A start and its keys lie in one piece, and the line for prompts reaches from its beginning to its end.
        return {
            "a start and the line for prompts": start & line,
            "a start": start,
            "keys": screen(program, HOME, env, out),
            "the line for prompts": line,
            "what people open": screen(program, SHEETS, env, out),
        }


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("programs", nargs="+")
    found = [groups(str(pathlib.Path(program).resolve())) for program in options.parse_args().programs]
    print("# What runs, in order of how soon. Written by benches/compare/order.py; read by build.rs.")
    seen = set()
    for title in found[0]:
        new = sorted({pattern(name) for groups in found for name in groups[title]} - seen)
        seen.update(new)
        print(f"# {title}")
        print("\n".join(new))


if __name__ == "__main__":
    main()
