"""What a person decides about incidents holds, is kept with who and why, and can be taken back."""

from program import FAILED, USAGE

DESK = {"HISTOR_PERSON": "desk"}


def ledger(histor):
    histor.ok("add", "--quiet", "--manifest", histor.examples(), "--ledger", "l.db")

    def run(*arguments):
        return histor(*arguments, "--ledger", "l.db", env=DESK)

    return run


def incidents(run):
    return {record["id"]: {claim for figure in record["figures"] for claim in figure["claims"]} for record in run("incidents").records}


def test_a_merge_holds_and_can_be_undone(histor):
    run = ledger(histor)
    before = incidents(run)
    first, second = list(before)[:2]
    done = run("merge", first, second, "--reason", "one raid")
    assert done.code == 0, done.err
    decision = done.records[0]
    assert decision["person"] == "desk" and decision["reason"] == "one raid" and decision["verb"] == "merge"
    after = incidents(run)
    both = before[first] | before[second]
    assert any(both <= claims for claims in after.values()), "not one incident"
    assert {claim for claims in after.values() for claim in claims} == {claim for claims in before.values() for claim in claims}

    # A report that is added later does not part them.
    (histor.folder / "late.txt").write_text("December 3, 2024\n\nIn Aleppo 3 people were killed on Sunday, police said.\n")
    assert run("add", "--quiet", "late.txt").code == 0
    assert any(both <= claims for claims in incidents(run).values())

    assert run("undo", decision["id"], "--reason", "two raids after all").code == 0
    assert not any(both <= claims for claims in incidents(run).values())
    kept = run("decisions").records
    assert [(one["verb"], one["holds"]) for one in kept] == [("merge", False), ("undo", True)]


def test_every_merge_of_two_makes_one(histor):
    run = ledger(histor)
    before = incidents(run)
    ids = list(before)
    for first in ids:
        for second in ids[ids.index(first) + 1 :]:
            decision = run("merge", first, second, "--reason", "a test").records[0]
            after = incidents(run)
            assert any(before[first] | before[second] <= claims for claims in after.values()), (first, second)
            assert run("undo", decision["id"], "--reason", "a test").code == 0
    assert incidents(run) == before


def test_a_split_holds(histor):
    run = ledger(histor)
    incident = max((record for record in run("incidents").records), key=lambda record: len(record["figures"]))
    figure = incident["figures"][-1]
    done = run("split", incident["id"], figure["figure"], "--reason", "another attack")
    assert done.code == 0, done.err
    for claims in incidents(run).values():
        assert not (set(figure["claims"]) & claims and set(incident["figures"][0]["claims"]) & claims)


def test_what_cannot_be_decided_is_told(histor):
    run = ledger(histor)
    first = next(iter(incidents(run)))
    same = run("merge", first, first, "--reason", "r")
    assert same.code == USAGE and "one incident already" in same.err
    assert run("merge", first, "i_nothing", "--reason", "r").code == FAILED
    assert run("undo", "d_nothing", "--reason", "r").code == FAILED
    assert run("merge", first, "--reason", "r").code == USAGE
    assert run("split", first, first, "--reason", "r").code == USAGE
    nobody = histor("merge", first, list(incidents(run))[1], "--reason", "r", "--ledger", "l.db")
    assert nobody.code == USAGE and "--person" in nobody.err
    assert not run("decisions").records
