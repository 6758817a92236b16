"""The ledger as a user meets it: added to in any order, twice, killed in the middle, held by another, not a ledger at all."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import time

from program import EXAMPLES, FAILED, NOT_PERMITTED, Skip, made_reports


def dump(path):
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def make(histor, ledger="histor.db"):
    histor.examples()
    histor.ok("add", "--ledger", ledger, "--manifest", "manifest.csv")
    return ledger


def test_adding_again_changes_nothing(histor):
    make(histor)
    before = dump(histor.folder / "histor.db")
    again = histor.ok("add", "--manifest", "manifest.csv")
    assert "0 added" in again.err and "9 known already" in again.err
    assert dump(histor.folder / "histor.db") == before


def test_order_does_not_matter(histor):
    histor.examples()
    names = sorted(path.name for path in EXAMPLES.glob("*.txt"))
    answers = set()
    for i in range(4):
        random.Random(i).shuffle(names)
        ledger = f"order-{i}.db"
        if i % 2:
            histor.ok("add", "--ledger", ledger, "--manifest", "manifest.csv", *names)
        else:
            for name in names:
                histor.ok("add", "--ledger", ledger, "--manifest", "manifest.csv", name)
        answers.add(tuple(histor.ok(verb, "--ledger", ledger, "--format", form).out for verb in ("claims", "incidents") for form in ("jsonl", "table")))
    assert len(answers) == 1, "the order of the documents shows in the answers"


def test_claims_are_what_read_writes(histor):
    make(histor)
    read = [line for line in histor.ok("read", "--manifest", "manifest.csv").out.splitlines() if b'"type":"claim"' in line]
    assert sorted(histor.ok("claims").out.splitlines()) == sorted(read)
    documents = [line for line in histor.ok("read", "--manifest", "manifest.csv").out.splitlines() if b'"type":"document"' in line]
    assert sorted(histor.ok("docs").out.splitlines()) == sorted(documents)


def test_incidents_are_what_try_prints(histor):
    make(histor)
    tried = [record for record in histor.ok("try", "--manifest", "manifest.csv", "--format", "jsonl").records if record["type"] == "incident"]
    assert histor.ok("incidents").records == tried


def test_filters_keep_what_they_say(histor):
    make(histor)
    everything = histor.ok("claims").records
    for flag, value in (("kind", "control"), ("kind", "displacement"), ("outcome", "injured"), ("aggregation", "running")):
        wanted = [claim for claim in everything if claim.get(flag) == value]
        assert wanted and histor.ok("claims", f"--{flag}", value).records == wanted, (flag, value)
    by = [claim for claim in everything if (claim.get("origin") or {}).get("actor") == "sohr"]
    assert by and histor.ok("claims", "--origin", "sohr").records == by
    document = everything[0]["document"]
    of = [claim for claim in everything if claim["document"] == document]
    for prefix in (document, document[:20], document[len("sha256:") :][:10]):
        assert histor.ok("claims", "--document", prefix).records == of
    assert len(histor.ok("claims", "--limit", "3").records) == 3
    late = histor.ok("claims", "--since", "2024-12-02").records
    assert late and all(claim["when"] is None or claim["when"]["end"] is None or claim["when"]["end"] >= "2024-12-02" for claim in late)
    assert histor.ok("claims", "--origin", "no-such-actor").out == b""


def test_show_opens_every_id_by_its_beginning(histor):
    make(histor)
    claims = histor.ok("claims").records
    ids = {claim["id"] for claim in claims}
    for claim in claims:
        prefix = next(claim["id"][:n] for n in range(3, 13) if sum(i.startswith(claim["id"][:n]) for i in ids) == 1)
        page = histor.ok("show", prefix).out.decode()
        assert page.startswith(claim["id"]), page
        text = claim["number"]["text"] if claim.get("number") else claim["trigger"]["text"]
        assert f"[{' '.join(text.split())}]" in " ".join(page.split()), f"{text!r} is not marked in: {page}"
    for incident in histor.ok("incidents").records:
        page = histor.ok("show", incident["id"]).out.decode()
        assert incident["id"] in page and all(toll["words"].split()[0] in page for toll in incident["tolls"])
    for document in histor.ok("docs").records:
        page = histor.ok("show", document["document"][len("sha256:") :][:12]).out
        assert page.startswith(document["document"].encode())
        assert page.endswith((histor.folder / document["source"]).read_bytes())


def test_show_refuses_what_is_not_one_record(histor):
    make(histor)
    outcome = histor.fails(FAILED, "show", "c_", says=["c_", "begin"])
    named = re.findall(r"c_[0-9a-z]{10}", outcome.err)
    assert len(named) >= 2, "the message names some of them"
    histor.fails(FAILED, "show", "c_zzzzzzzzzz", says="c_zzzzzzzzzz")
    histor.fails(FAILED, "show", "sha256:00000000", says="sha256:00000000")
    histor.fails(FAILED, "show", "%", says="%")
    histor.fails(FAILED, "show", "'; drop table claims; --")
    digits = [record["document"][len("sha256:")] for record in histor.ok("docs").records]
    twice = next((digit for digit in digits if digits.count(digit) > 1), None)
    if twice:
        histor.fails(FAILED, "show", twice, says=["begin", twice])


def test_the_same_text_elsewhere_is_one_document(histor):
    histor.write("a.txt", "Five people were killed in Aleppo on 2 December 2024, police said.\n")
    histor.write("folder/b.txt", "Five people were killed in Aleppo on 2 December 2024, police said.\n")
    outcome = histor.ok("add", "a.txt", "folder/b.txt")
    assert "1 added" in outcome.err and "1 known already" in outcome.err
    assert len(histor.ok("docs").records) == len(histor.ok("claims").records) == 1
    page = histor.ok("show", histor.ok("docs").records[0]["document"]).out.decode()
    assert "a.txt" in page and "folder/b.txt" in page


def test_finds_the_ledger_by_flag_and_environment(histor):
    histor.write("report.txt", "Five people were killed in Aleppo, police said.\n")
    histor.ok("add", "report.txt", env={"HISTOR_LEDGER": "from-environment.db"})
    assert sorted(path.name for path in histor.folder.glob("*.db")) == ["from-environment.db"]
    assert len(histor.ok("claims", env={"HISTOR_LEDGER": "from-environment.db"}).records) == 1
    assert len(histor.ok("claims", "--ledger", "from-environment.db", env={"HISTOR_LEDGER": "elsewhere.db"}).records) == 1
    histor.fails(FAILED, "claims", env={"HISTOR_LEDGER": "elsewhere.db"}, says="elsewhere.db")


def test_a_killed_add_is_taken_up_again(histor):
    names = [histor.write(name, text) for name, text in made_reports(300)]
    whole = histor.ok("add", "--ledger", "whole.db", *names)
    assert "300 added" in whole.err and documents_in(histor.folder / "whole.db") == len(names)
    stopped_within = 0
    for attempt, share in enumerate((0.2, 0.4, 0.6, 0.8, 0.95)):
        ledger = histor.folder / f"killed-{attempt}.db"
        child = subprocess.Popen(
            [histor.binary, "add", "--ledger", ledger.name, *names],
            cwd=histor.folder,
            env=histor.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Killed by how far it is, not by the clock: the machine may be busy.
        deadline = time.monotonic() + 120
        while child.poll() is None and time.monotonic() < deadline:
            if documents_in(ledger) >= share * len(names):
                child.send_signal(signal.SIGKILL)
            time.sleep(0.001)
        child.kill()
        child.wait()
        had = documents_in(ledger)
        stopped_within += child.returncode == -signal.SIGKILL and 0 < had < len(names)
        connection = sqlite3.connect(ledger)
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        connection.close()
        again = histor.ok("add", "--ledger", ledger.name, *names)
        assert f"{len(names) - had} added" in again.err and f"{had} known already" in again.err, (had, again.err)
        for verb in ("claims", "docs", "incidents"):
            assert histor.ok(verb, "--ledger", ledger.name).out == histor.ok(verb, "--ledger", "whole.db").out, (verb, had)
    if stopped_within == 0:
        raise Skip("add was always done before it could be killed")


def documents_in(path):
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute("select count(*) from document").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.OperationalError:  # not there yet
        return 0


def test_two_adds_at_once_both_succeed(histor):
    names = [histor.write(name, text) for name, text in made_reports(120)]
    histor.ok("add", "--ledger", "whole.db", *names)
    children = [
        subprocess.Popen([histor.binary, "add", "--quiet", *share], cwd=histor.folder, env=histor.environment, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        for share in (names[:80], names[40:])
    ]
    for child in children:
        _, err = child.communicate(timeout=120)
        assert child.returncode == 0 and err == b"", (child.returncode, err)
    assert histor.ok("claims").out == histor.ok("claims", "--ledger", "whole.db").out


def test_a_ledger_that_another_holds(histor):
    histor.write("report.txt", "Five people were killed in Aleppo, police said.\n")
    histor.write("other.txt", "Six people were killed in Aleppo, police said.\n")
    histor.ok("add", "report.txt")
    holder = sqlite3.connect(histor.folder / "histor.db", isolation_level=None)
    holder.execute("begin immediate")
    outcome = histor.fails(NOT_PERMITTED, "add", "other.txt", says="histor.db")
    assert 2 < outcome.seconds < 30, "it waits a while, then gives up"
    assert "hint: " in outcome.err
    assert len(histor.ok("claims").records) == 1, "reading goes on meanwhile"
    holder.execute("rollback")
    holder.close()
    histor.ok("add", "other.txt")
    assert len(histor.ok("claims").records) == 2


def test_what_is_not_a_ledger_is_not_touched(histor):
    histor.write("report.txt", "Five people were killed in Aleppo, police said.\n")
    histor.write("notes.db", "Some notes that someone keeps.\n")
    histor.write("empty.db", "")
    histor.write("short.db", b"SQLite format 3\0")
    histor.write("broken.db", b"SQLite format 3\0" + bytes(range(256)) * 64)
    connection = sqlite3.connect(histor.folder / "other.db")
    connection.execute("create table documents (id text)")
    connection.execute("insert into documents values ('sha256:00')")
    connection.commit()
    connection.close()
    for name in ("notes.db", "empty.db", "short.db", "broken.db", "other.db"):
        before = (histor.folder / name).read_bytes()
        for arguments in (["add", "report.txt"], ["claims"], ["docs"], ["incidents"], ["show", "c_"]):
            histor.fails(FAILED, *arguments, "--ledger", name, says=name)
        assert (histor.folder / name).read_bytes() == before, name
    left = {path.name for path in histor.folder.iterdir()}
    assert left == {"report.txt", "notes.db", "empty.db", "short.db", "broken.db", "other.db"}, left


def test_a_missing_ledger_is_not_made_by_reading(histor):
    for arguments in (["claims"], ["docs"], ["incidents"], ["show", "c_"]):
        histor.fails(FAILED, *arguments, says=["no such ledger", "histor add"])
    assert not list(histor.folder.iterdir())


def test_damage_is_told(histor):
    make(histor)
    path = histor.folder / "histor.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    for verb in ("claims", "docs", "incidents"):
        outcome = histor(verb)
        assert outcome.code in (1, 5) and "histor: error: " in outcome.err, (verb, outcome.code, outcome.err)


def test_what_was_stated_stays(histor):
    histor.write("report.txt", "Five people were killed in Aleppo on Sunday, police said.\n")
    histor.ok("add", "report.txt", "--published", "2024-12-02", "--outlet", "Outlet A")
    before = histor.ok("claims").out
    histor.ok("add", "report.txt")
    assert histor.ok("claims").out == before
    assert histor.ok("docs").records[0]["outlet"] == "Outlet A"
    histor.ok("add", "report.txt", "--published", "2024-12-09")
    assert histor.ok("claims").records[0]["when"]["start"] == "2024-12-08", "what is stated later wins"


def test_lists_close_with_their_reader(histor):
    names = [histor.write(name, text) for name, text in made_reports(200)]
    histor.ok("add", *names)
    for verb in ("claims", "docs", "incidents"):
        done = subprocess.run(
            ["bash", "-c", f'"$0" {verb} | head -c 100 > /dev/null; exit "${{PIPESTATUS[0]}}"', histor.binary],
            cwd=histor.folder,
            env=histor.environment,
            capture_output=True,
            timeout=120,
        )
        assert done.returncode == 0 and done.stderr == b"", (verb, done)


def test_closed_standard_output_spoils_nothing(histor):
    make(histor)
    before = dump(histor.folder / "histor.db")
    outcome = histor("claims", preexec_fn=lambda: os.close(1))
    assert outcome.code == FAILED and "standard output" in outcome.err
    assert dump(histor.folder / "histor.db") == before
