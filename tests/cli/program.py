"""The program under test, as a user meets it: arguments in; bytes, words and an exit code out."""

import dataclasses
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "aleppo-2024"
SHARED = ROOT.parent / "shared"

DONE, FAILED, USAGE, SOME_FAILED, NOT_PERMITTED, INTEGRITY = range(6)


def import_warcio():
    """warcio, which script/test gets from PyPI; before requests is loaded, which it looks into."""
    tools = ROOT / "build" / "python"
    sys.path.insert(0, str(tools))
    try:
        from warcio import archiveiterator, capture_http

        return archiveiterator, capture_http
    except ImportError:
        raise Skip("warcio is not there: script/test gets it from PyPI") from None


class Skip(Exception):
    """The test cannot be done here; its words say why."""


def environment(home):
    """Nothing of the user's settings reaches the program, but what a sanitizer is told does."""
    kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS") or name == "LD_LIBRARY_PATH"}
    return kept | {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


@dataclasses.dataclass
class Outcome:
    code: int
    out: bytes
    err: str
    seconds: float  # of the clock
    processor_seconds: float
    peak_kib: int

    @property
    def records(self):
        return [json.loads(line) for line in self.out.decode().splitlines()]


class Program:
    """Runs in `folder`, an empty one of the test's own."""

    def __init__(self, binary, folder):
        self.binary = str(pathlib.Path(binary).resolve())
        self.folder = pathlib.Path(folder)
        self.environment = environment(folder)

    def __call__(self, *arguments, stdin=b"", timeout=120, env=None, **more):
        out = self.folder / ".out"
        err = self.folder / ".err"
        started = time.monotonic()
        with open(out, "wb") as out_file, open(err, "wb") as err_file:
            child = subprocess.Popen(
                [self.binary, *map(str, arguments)],
                cwd=self.folder,
                env=self.environment | (env or {}),
                stdin=subprocess.PIPE,
                stdout=out_file,
                stderr=err_file,
                **more,
            )
            try:
                child.stdin.write(stdin)
                child.stdin.close()
            except BrokenPipeError:  # it did not care for its input
                pass
            used = wait(child, timeout, arguments)
        outcome = Outcome(
            child.returncode,
            out.read_bytes(),
            err.read_text(errors="replace"),
            time.monotonic() - started,
            used.ru_utime + used.ru_stime,
            used.ru_maxrss,
        )
        out.unlink()
        err.unlink()
        return outcome

    def ok(self, *arguments, **more):
        """Runs what must succeed, and say nothing but its answer."""
        outcome = self(*arguments, **more)
        assert outcome.code == DONE, f"{arguments}: exit {outcome.code}: {outcome.err}"
        if arguments[0] != "add":  # which sums up what it did
            assert outcome.err == "", f"{arguments} said: {outcome.err}"
        return outcome

    def fails(self, code, *arguments, says=(), **more):
        """Runs what must be refused with `code`, in words that name what is wrong."""
        outcome = self(*arguments, **more)
        assert outcome.code == code, f"{arguments}: exit {outcome.code}, not {code}: {outcome.err}"
        assert "histor: error: " in outcome.err, outcome.err
        for word in [says] if isinstance(says, str) else says:
            assert word in outcome.err, f"{arguments}: {word!r} is not in: {outcome.err}"
        assert "terminate called" not in outcome.err and "fault in histor" not in outcome.err, outcome.err
        return outcome

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    def examples(self):
        """The example reports, copied here; the manifest's name."""
        for file in sorted(EXAMPLES.iterdir()):
            shutil.copy(file, self.folder)
        return "manifest.csv"


def wait(child, timeout, arguments):
    """Waits as Popen.wait does, and tells what the child used."""
    deadline = time.monotonic() + timeout
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid != 0:
            child.returncode = os.waitstatus_to_exitcode(status)
            return used
        if time.monotonic() > deadline:
            child.kill()
            _, status, _ = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            raise AssertionError(f"{arguments} was not done after {timeout} s")
        time.sleep(0.002)


def made_reports(count):
    """Texts of made-up counts in the words of no one, each with another figure; their names and contents."""
    places = ["Aleppo", "Idlib", "Homs", "Hama", "Raqqa"]
    for i in range(count):
        day = 1 + i % 28
        text = (
            f"Report {i} on the fighting\n\nBEIRUT, November {day}, 2024 (Agency T) -- {2 + i} people were killed and {i + 5} were injured "
            f"in {places[i % len(places)]} on Sunday, the Syrian Observatory for Human Rights said. At least {i + 3} soldiers were reported "
            "killed in an ambush, according to the army.\n"
        )
        yield f"made/report-{i:04}.txt", text
