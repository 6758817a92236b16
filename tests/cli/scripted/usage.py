"""What the program says of its own command line, and while it works."""

import os
import pty
import re
import subprocess
import time

from program import DONE, FAILED, USAGE


def test_refuses_what_it_does_not_know(histor):
    histor.write("report.txt", "Five people were killed in Aleppo, police said.\n")
    cases = [
        ([], []),
        (["red", "report.txt"], ["red"]),
        (["reed", "report.txt"], ["reed", "read"]),
        (["read"], ["nothing to read"]),
        (["read", "--publised", "2024-12-02", "report.txt"], ["--publised"]),
        (["read", "--published", "last Sunday", "report.txt"], ["--published", "last Sunday", "YYYY-MM-DD"]),
        (["read", "--published", "2024-02-30", "report.txt"], ["--published", "2024-02-30"]),
        (["read", "--threads", "many", "report.txt"], ["--threads", "many"]),
        (["read", "--threads", "-1", "report.txt"], ["--threads"]),
        (["read", "--threads", "100000", "report.txt"], ["--threads", "100000"]),
        (["try", "--format", "xml", "report.txt"], ["--format", "xml", "table, jsonl"]),
        (["try", "--color", "green", "report.txt"], ["--color", "green", "auto, always"]),
        (["read", "--format", "table", "report.txt"], ["--format"]),
        (["claims", "--kind", "injury"], ["--kind", "injury", "casualty"]),
        (["claims", "--outcome", "dead"], ["--outcome", "dead", "killed"]),
        (["claims", "--aggregation", "total"], ["--aggregation", "total", "running"]),
        (["claims", "--since", "2024"], ["--since", "2024"]),
        (["claims", "--limit", "-3"], ["--limit"]),
        (["show"], ["ID"]),
        (["show", ""], ["ID"]),
        (["read", ""], ["FILE"]),
        (["add", "--ledger", "", "report.txt"], ["--ledger"]),
        (["show", "c_1", "c_2"], ["c_2"]),
        (["docs", "report.txt"], ["report.txt"]),
        (["places"], ["histor"]),
        (["places", "add"], ["FILE"]),
        (["places", "add", ""], ["FILE"]),
        (["places", "ls", "--format", "csv"], ["--format", "csv", "table, jsonl"]),
        (["read", "--places", "", "report.txt"], ["--places"]),
        (["add", "--places", "places.csv", "report.txt"], ["--places"]),
    ]
    for arguments, words in cases:
        outcome = histor.fails(USAGE, *arguments, says=words)
        assert outcome.out == b"", f"{arguments} wrote to standard output"
        assert "hint: " in outcome.err, f"{arguments}: no hint: {outcome.err}"
        assert not re.search(r"->|\{\w|FAILED|ENUM", outcome.err), f"{arguments}: not a person's words: {outcome.err}"


def test_checks_arguments_before_it_touches_a_file(histor):
    histor.write("report.txt", "Five people were killed in Aleppo, police said.\n")
    histor.write("kept.jsonl", "what stood here\n")
    histor.fails(USAGE, "read", "--output", "made.jsonl", "--published", "soon", "report.txt")
    histor.fails(USAGE, "read", "--output", "made.jsonl")
    histor.fails(USAGE, "read", "--output", "kept.jsonl")
    histor.fails(USAGE, "add", "--ledger", "made.db", "--published", "soon", "report.txt")
    histor.fails(USAGE, "add", "--ledger", "made.db")
    histor.fails(USAGE, "try", "--report", "made.html")
    histor.fails(USAGE, "claims", "--ledger", "no-such.db", "--outcome", "dead", says="--outcome")
    histor.fails(FAILED, "read", "--output", "kept.jsonl", "--manifest", "no-such.csv")
    histor.fails(FAILED, "add", "--ledger", "made.db", "--manifest", "no-such.csv")
    histor.fails(FAILED, "places", "add", "--ledger", "made.db", "no-such.csv")
    histor.fails(FAILED, "read", "--output", "kept.jsonl", "--places", "no-such.csv", "report.txt")
    assert {path.name for path in histor.folder.iterdir()} == {"report.txt", "kept.jsonl"}
    assert (histor.folder / "kept.jsonl").read_text() == "what stood here\n"


def test_helps(histor):
    for arguments in (["--help"], ["-h"], ["read", "--help"], ["show", "-h"]):
        outcome = histor.ok(*arguments)
        assert b"Usage: histor" in outcome.out
        assert not re.search(rb"->|ENUM", outcome.out), f"not a person's words: {outcome.out.decode()}"
    for verb in ("try", "read", "add", "docs", "claims", "incidents", "show", "places", "version"):
        assert verb.encode() in histor.ok("--help").out
    assert b"Exit codes" in histor.ok("--help").out


def test_tells_its_version(histor):
    for arguments in (["version"], ["--version"]):
        assert re.fullmatch(rb"histor \d+\.\d+\.\d+\n", histor.ok(*arguments).out)


def test_a_file_may_be_called_like_a_flag(histor):
    histor.write("--published", "Five people were killed in Aleppo, police said.\n")
    assert histor.ok("read", "--", "--published").records[0]["source"] == "--published"
    assert histor("read", "./--published").code == DONE


def at_a_terminal(histor, *arguments):
    """What appears on the terminal that is standard error, of a run that waits a second for its first input."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [histor.binary, *arguments],
        cwd=histor.folder,
        env=histor.environment | {"TERM": "xterm"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    time.sleep(1)
    child.stdin.write(b"Five people were killed in Aleppo, police said.\n")
    child.stdin.close()
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    assert child.wait(timeout=60) == DONE
    return shown.decode()


def test_shows_progress_at_a_terminal(histor):
    histor.write("report.txt", "Six people were killed in Aleppo, police said.\n")
    shown = at_a_terminal(histor, "read", "--threads", "1", "-", "report.txt")
    assert re.search(r"1 of 2 inputs, \d+\.\d a second, \d+ s left", shown), shown
    assert shown.endswith("\r\x1b[K"), "it takes its line away"
    assert at_a_terminal(histor, "read", "--quiet", "-", "report.txt") == ""
    assert at_a_terminal(histor, "read", "-") == "", "of one input there is nothing to count"
    assert "inputs" not in histor("read", "report.txt", "report.txt").err
