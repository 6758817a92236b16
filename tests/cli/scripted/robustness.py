"""Inputs that are far too large, too long or out of reach: refused at once or read in time in proportion to their size."""

import os
import stat

from program import DONE, FAILED, NOT_PERMITTED, SOME_FAILED, Skip


def test_refuses_huge_files_unread(histor):
    for name, size in (("65-mib.txt", 65 << 20), ("1-gib.txt", 1 << 30), ("1-tib.txt", 1 << 40)):
        path = histor.folder / histor.write(name, "")
        try:
            os.truncate(path, size)
        except OSError:
            raise Skip(f"the file system has no sparse file of {size} bytes")
        outcome = histor.fails(FAILED, "read", name, says=[name, "64 MiB"])
        assert outcome.peak_kib < 200_000, outcome
    with open(histor.folder / "1-gib.txt", "rb") as endless:
        outcome = histor.fails(FAILED, "read", "-", "1-gib.txt", says="64 MiB")
        assert endless and outcome.peak_kib < 400_000


# Shapes of text that a careless reader would take quadratic time over. That they are read at all within the runner's time limit is
# the test; how fast is bench/'s business.
LONG = {
    "a_line_without_spaces": ("x", 60_000_000),
    "a_line_that_tells_of_nothing": ("The market of the town opens early and closes late. ", 8_000_000),
    "a_long_line_of_sentences": ("Five people were killed in Aleppo on Monday, police said. ", 800_000),
    "many_mentions_of_places": ("Five killed in Aleppo. Idlib and Homs fell. ", 800_000),
    "a_long_sentence": ("1 killed and ", 320_000),
    "a_long_list_of_names": ("Aleppo, Idlib and the Syrian Observatory for Human Rights said on Monday that ", 800_000),
    "deep_brackets": ("(\"[Five people", 800_000),
}


def read_long(histor, name):
    unit, size = LONG[name]
    histor.write("line.txt", (unit * (size // len(unit) + 1))[:size])
    outcome = histor("read", "line.txt", timeout=280)
    assert outcome.code == DONE, outcome.err


def test_a_line_without_spaces_of_60_mb(histor):
    read_long(histor, "a_line_without_spaces")


def test_a_line_that_tells_of_nothing(histor):
    read_long(histor, "a_line_that_tells_of_nothing")


def test_a_long_line_of_sentences(histor):
    read_long(histor, "a_long_line_of_sentences")


def test_many_mentions_of_places(histor):
    read_long(histor, "many_mentions_of_places")


def test_a_long_sentence(histor):
    read_long(histor, "a_long_sentence")


def test_a_long_list_of_names(histor):
    read_long(histor, "a_long_list_of_names")


def test_deep_brackets(histor):
    read_long(histor, "deep_brackets")


def as_another_user(histor):
    """How to run the program as someone whom permissions bind, where the tests run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise Skip("permissions do not bind root, and the system has no other user")
    if not all(path.stat().st_mode & stat.S_IXOTH for path in [*histor.folder.parents, *_parents(histor.binary)]):
        raise Skip("permissions do not bind root, and no other user may run the program where it lies")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _parents(path):
    import pathlib

    return pathlib.Path(path).parents


def test_a_file_that_may_not_be_read(histor):
    other = as_another_user(histor)
    histor.write("secret.txt", "Five people were killed in Aleppo, police said.\n")
    histor.write("open.txt", "Six people were killed in Aleppo, police said.\n")
    (histor.folder / "secret.txt").chmod(0)
    histor.fails(FAILED, "read", "secret.txt", says=["secret.txt", "permi"], **other)
    outcome = histor.fails(SOME_FAILED, "read", "open.txt", "secret.txt", says="secret.txt", **other)
    assert outcome.records[0]["source"] == "open.txt"


def test_a_ledger_that_may_not_be_written(histor):
    other = as_another_user(histor)
    histor.write("report.txt", "Five people were killed in Aleppo, police said.\n")
    histor.write("other.txt", "Six people were killed in Aleppo, police said.\n")
    histor.ok("add", "report.txt")
    for path in (histor.folder / "histor.db", histor.folder):
        path.chmod(path.stat().st_mode & 0o555)
    try:
        histor.fails(NOT_PERMITTED, "add", "other.txt", says="histor.db", **other)
        assert len(histor.ok("claims", **other).records) == 1, "what may be read, is"
        histor.fails(NOT_PERMITTED, "add", "--ledger", "new.db", "other.txt", says="new.db", **other)
    finally:
        histor.folder.chmod(0o755)
    (histor.folder / "histor.db").chmod(0)
    histor.fails(NOT_PERMITTED, "claims", says="histor.db", **other)
