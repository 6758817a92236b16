#!/usr/bin/env python3
"""Drives the program itself, as a user would.

    run.py --histor build/debug/bin/histor              every test
    run.py --histor … read/empty ledger/killed_add      these
    run.py --histor … --update try                      write what comes out as what must come out, and show what changed

A recorded test is a folder VERB/CASE: `cmd` (lines of bash; `histor` is the program), `stdout`, `stderr` and `exit` (both of
the last absent where nothing was said and all went well), perhaps `uses` (files of the repository to copy in), and the files
it reads. It runs in a copy of that folder; the copy's name is written $CASE in what is compared, byte for byte.
A scripted test is a function test_NAME(histor) in scripted/TOPIC.py, for what takes more than a comparison.
"""

import argparse
import difflib
import importlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from program import ROOT, Program, Skip, environment  # noqa: E402

SKIPPED = 77  # what ctest takes for "skipped"
RECORDED = ("stdout", "stderr", "exit")


def all_tests():
    recorded = [str(path.parent.relative_to(HERE)) for path in HERE.glob("*/*/cmd")]
    scripted = []
    for path in (HERE / "scripted").glob("*.py"):
        names = [line[len("def test_") :].split("(")[0] for line in path.read_text().splitlines() if line.startswith("def test_")]
        scripted += [f"{path.stem}/{name}" for name in names]
    return sorted(recorded) + sorted(scripted)


def changed(name, want, got):
    """The difference, as text; empty where there is none."""
    if want == got:
        return ""
    lines = difflib.unified_diff(
        want.decode(errors="backslashreplace").splitlines(),
        got.decode(errors="backslashreplace").splitlines(),
        f"{name} (recorded)",
        f"{name} (now)",
        lineterm="",
    )
    return "\n".join(lines) or f"{name}: the bytes differ, the lines do not"


def run_recorded(test, binary, folder, update):
    case = HERE / test
    for path in case.iterdir():
        if path.name not in (*RECORDED, "cmd", "uses"):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
    uses = case / "uses"
    for pattern in uses.read_text().split() if uses.exists() else []:
        found = sorted(ROOT.glob(pattern))
        assert found, f"{uses}: the repository has no {pattern}"
        for path in found:
            shutil.copy(path, folder)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'histor() {{ "{binary}" "$@"; }}\n' + (case / "cmd").read_text()],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
    )
    here = str(folder).encode()
    now = {
        "stdout": done.stdout.replace(here, b"$CASE"),
        "stderr": done.stderr.replace(here, b"$CASE"),
        "exit": f"{done.returncode}\n".encode(),
    }
    usual = {"stdout": b"", "stderr": b"", "exit": b"0\n"}
    differences = []
    for name in RECORDED:
        path = case / name
        want = path.read_bytes() if path.exists() else usual[name]
        differences.append(changed(f"{test}/{name}", want, now[name]))
        if update and now[name] == usual[name]:
            path.unlink(missing_ok=True)
        elif update:
            path.write_bytes(now[name])
    difference = "\n".join(filter(None, differences))
    if difference:
        print(difference)
    assert update or not difference, "what came out is not what is recorded (if it is right: --update)"


def run_scripted(test, binary, folder):
    topic, name = test.split("/")
    getattr(importlib.import_module(f"scripted.{topic}"), f"test_{name}")(Program(binary, folder))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histor", type=pathlib.Path, required=True, help="the program")
    parser.add_argument("--update", action="store_true", help="record what comes out, and show what changed")
    parser.add_argument("tests", nargs="*", help="VERB, VERB/CASE, TOPIC or TOPIC/NAME")
    options = parser.parse_args()
    binary = options.histor.resolve()
    chosen = [t for t in all_tests() if not options.tests or t in options.tests or t.split("/")[0] in options.tests]
    if not chosen:
        parser.error("no such test")
    failed, skipped = [], []
    for test in chosen:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="histor-")).resolve()
        folder.chmod(0o755)  # for the tests that run as another user
        try:
            if (HERE / test / "cmd").exists():
                run_recorded(test, binary, folder, options.update)
            else:
                run_scripted(test, binary, folder)
        except Skip as reason:
            skipped.append(test)
            print(f"{test}: skipped: {reason}")
        except Exception as fault:  # whatever it is, the other tests are run
            failed.append(test)
            if isinstance(fault, AssertionError) and str(fault):
                print(f"{test}: FAILED: {fault}")
            else:
                traceback.print_exc(file=sys.stdout)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(chosen) - len(failed) - len(skipped)} passed, {len(skipped)} skipped, {len(failed)} failed")
    for test in failed:
        print(f"  {test}")
    return 1 if failed else SKIPPED if len(skipped) == len(chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
