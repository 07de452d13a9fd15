#!/usr/bin/env python3
"""What clang-tidy 16 finds in the program (.clang-tidy says what it looks for). Tests are left to the
compiler and to sanitizers.

Usage: clang_tidy.py BUILD [MINUTES]

BUILD is a configured build whose compile commands are used. Without MINUTES every file is looked at.
With it, as many as fit: first what the last commits changed, the newest before the older, then the
others in turn, from another place for every commit, so that all come by. A header is looked at by
the file of its name, else by the first that includes it.

The whole takes too long for every change: clang-tidy 16 matches its checks against the headers of
libraries as well, three to five seconds for each file. Precompiled headers were turned down (they
save the parsing only), and so was compiling rooms together (names within files would clash).

Exit status 1: something was found; it is printed once, wherever it was met. 77: there is no clang-tidy.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

tree = pathlib.Path(__file__).resolve().parents[2]
commits_first = 20  # whose files come first
seconds_of_file = 8  # left for what has begun when the time is over


def git(*words):
    done = subprocess.run(["git", "-C", str(tree), *words], capture_output=True, text=True, check=False)
    return done.stdout.split("\n") if done.returncode == 0 else []


def units(build):
    """Each compiled file of the program, and the files of the tree that are looked at with it."""
    found = {}
    for command in json.loads((build / "compile_commands.json").read_text()):
        file = pathlib.Path(command["file"])
        if file.is_relative_to(build):
            # Compiled together; what is generated besides is nobody's to mend.
            covered = re.findall(r'#include "([^"]+\.cpp)"', file.read_text()) if file.suffix == ".cxx" else []
        else:
            covered = [str(file)]
        files = [os.path.relpath(os.path.normpath(file.parent / one), tree) for one in covered]
        if files and not files[0].startswith("tests/"):
            found[str(file)] = files
    return found


def unit_of_header(header, by_file):
    beside = header[:-2] + ".cpp"
    if beside in by_file:
        return by_file[beside]
    included = f'#include "{header}"'
    return next((unit for file, unit in sorted(by_file.items()) if included in (tree / file).read_text()), None)


def in_order(found):
    """The units, those of what changed last before the others."""
    by_file = {file: unit for unit, files in found.items() for file in files}
    changed = git("log", f"-{commits_first}", "--no-merges", "--name-only", "--format=")
    first = []
    for file in dict.fromkeys(git("diff", "--name-only", "HEAD") + changed):
        unit = unit_of_header(file, by_file) if file.endswith(".h") else by_file.get(file)
        if unit and unit not in first:
            first.append(unit)
    rest = sorted(set(found) - set(first))
    count = int((git("rev-list", "--count", "HEAD") or ["0"])[0] or 0)
    begin = count * 60 % max(len(rest), 1)
    return first + rest[begin:] + rest[:begin], len(first)


def look(unit, build, deadline):
    """What clang-tidy says of a unit; nothing where the time is over."""
    if deadline and time.monotonic() > deadline:
        return None
    done = subprocess.run(["clang-tidy-16", "--quiet", "-p", str(build), unit], cwd=tree, capture_output=True,
                          text=True, check=False)
    said = done.stdout.strip()
    if done.returncode != 0 and not said:
        said = f"{unit}: clang-tidy ended with {done.returncode}\n{done.stderr.strip()}"
    return said


def findings(said):
    """The single findings of an answer, each with the lines that show it."""
    every = [one.rstrip() for one in re.split(r"\n(?=\S+:\d+:\d+: (?:warning|error): )", said) if one.strip()]
    # What clang makes of a library's header that GCC takes is nobody's here to mend.
    return [one for one in every if not one.startswith("/usr/")]


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: clang_tidy.py BUILD [MINUTES]")
    if not shutil.which("clang-tidy-16"):
        print("skipped: clang-tidy-16 is not installed (apt-get install clang-tidy-16)", file=sys.stderr)
        sys.exit(77)
    build = pathlib.Path(sys.argv[1]).resolve()
    minutes = float(sys.argv[2]) if len(sys.argv) == 3 else 0
    begun = time.monotonic()
    deadline = begun + minutes * 60 - seconds_of_file if minutes else None
    found = units(build)
    order, changed = in_order(found)
    workers = len(os.sched_getaffinity(0))
    looked_at, told = 0, set()
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for answer in pool.map(lambda unit: look(unit, build, deadline), order):
            looked_at += answer is not None
            for one in findings(answer or ""):
                if one not in told:
                    print(one.replace(str(tree) + "/", ""), flush=True)
                told.add(one)
    print(f"clang-tidy: {looked_at} of {len(order)} files, {min(changed, looked_at)} of them changed by the last commits, "
          f"in {time.monotonic() - begun:.0f} s: {len(told) or 'nothing'} found")
    sys.exit(1 if told else 0)


if __name__ == "__main__":
    main()
