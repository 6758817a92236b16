#!/usr/bin/env python3
"""Holds what `histor lineage` prints against pairs of reports that were marked by hand.

score.py HISTOR FOLDER [--errors] [--alone]

FOLDER has pairs.jsonl (a, b, relation) and texts/ID.txt. Printed are, for Histor and for common runs of five words alone:
how many of the four relations are right (no line printed: different-event), how many kinds are right among the pairs of one event,
precision, recall and F1 of each relation. --errors lists what is wrong; --alone runs Histor on each pair by itself as well
and tells where that gives another answer. Pairs of the same texts that were marked later, in held.jsonl beside this file, are told apart.
"""

import hashlib
import json
import pathlib
import random
import re
import subprocess
import sys

RELATIONS = ["copy", "shared-source", "same-event-independent", "different-event"]
NOTHING = RELATIONS[3]


def printed(histor, paths):
    """{pair of ids: relation} as one run prints them."""
    done = subprocess.run([histor, "lineage", "--quiet", *map(str, paths)], check=True, capture_output=True, text=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return {frozenset((r["a"], r["b"])): r["relation"] for r in records if r["type"] == "pair"}


def identity(path):
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def five_word_runs(path):
    words = re.findall(r"\w+", path.read_text(encoding="utf-8", errors="replace").lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def shared(a, b):
    return len(a & b) / max(1, min(len(a), len(b)))


def by_words(share, cuts):
    copy, source, event = cuts
    return RELATIONS[0 if share >= copy else 1 if share >= source else 2 if share >= event else 3]


def best_cuts(shares, wanted):
    """The three cuts that are right most often; of several the first found."""
    steps = [0.001, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7]
    cuts = [(c, s, e) for c in steps for s in steps if s <= c for e in [0.0, *steps] if e <= s]
    return max(cuts, key=lambda cut: sum(by_words(share, cut) == want for share, want in zip(shares, wanted)))


def figures(wanted, given):
    right = sum(w == g for w, g in zip(wanted, given))
    events = [(w, g) for w, g in zip(wanted, given) if w != NOTHING]
    table = {}
    for relation in RELATIONS:
        hits = sum(w == g == relation for w, g in zip(wanted, given))
        precision = hits / max(1, given.count(relation))
        recall = hits / max(1, wanted.count(relation))
        table[relation] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return right / len(wanted), sum(w == g for w, g in events) / max(1, len(events)), table


def report(title, wanted, given):
    right, kind, table = figures(wanted, given)
    print(f"{title}\n  right of four {right:.3f}   kind right in pairs of one event {kind:.3f}")
    for relation, (precision, recall, f1) in table.items():
        print(f"  {relation:24} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def resampled(wanted, given, draws=2000):
    """The middle 90 % of the three figures over sets of the same size drawn with replacement: how far they may move on
    other pairs of the same make."""
    dice = random.Random(1)
    rows = []
    for _ in range(draws):
        some = [dice.randrange(len(wanted)) for _ in wanted]
        right, kind, table = figures([wanted[i] for i in some], [given[i] for i in some])
        rows.append((right, kind, table[NOTHING][2]))
    return [(sorted(column)[draws // 20], sorted(column)[-draws // 20]) for column in zip(*rows)]


def marked(histor, folder):
    """(pairs, paths by name, ids by name, what one run over all texts gives each pair)."""
    pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    names = sorted({pair[side] for pair in pairs for side in "ab"})
    paths = {name: folder / "texts" / f"{name}.txt" for name in names}
    ids = {name: identity(path) for name, path in paths.items()}
    together = printed(histor, paths.values())
    given = [together.get(frozenset((ids[p["a"]], ids[p["b"]])), NOTHING) for p in pairs]
    return pairs, paths, ids, given


def main():
    flags = [a for a in sys.argv[1:] if a.startswith("--")]
    histor, folder = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder = pathlib.Path(folder)
    pairs, paths, ids, given = marked(histor, folder)
    wanted = [pair["relation"] for pair in pairs]
    print(f"{len(pairs)} pairs of {len(paths)} texts")
    report("Histor, all texts in one run", wanted, given)
    spread = resampled(wanted, given)
    print("  drawn anew, middle 90 %: " + "  ".join(
        f"{name} {low:.2f} to {high:.2f}" for name, (low, high) in zip(["right", "kind", "F1 of different-event"], spread)))

    # Marked by somebody who saw neither the program nor what it prints, on pairs that were never looked at before.
    held = [json.loads(line) for line in (pathlib.Path(__file__).parent / "held.jsonl").read_text().splitlines()]
    together = printed(histor, paths.values())
    if all(pair[side] in ids for pair in held for side in "ab"):
        found = [together.get(frozenset((ids[p["a"]], ids[p["b"]])), NOTHING) for p in held]
        report(f"Histor, {len(held)} other pairs of these texts (held.jsonl)", [p["relation"] for p in held], found)

    runs = {name: five_word_runs(path) for name, path in paths.items()}
    shares = [shared(runs[p["a"]], runs[p["b"]]) for p in pairs]
    left_out = []
    for i in range(len(pairs)):  # the cuts are learned without the pair that they are held against
        cuts = best_cuts(shares[:i] + shares[i + 1 :], wanted[:i] + wanted[i + 1 :])
        left_out.append(by_words(shares[i], cuts))
    report("Runs of five words alone, cuts learned with the pair left out", wanted, left_out)

    if "--alone" in flags:
        other = 0
        for pair, relation in zip(pairs, given):
            alone = printed(histor, [paths[pair["a"]], paths[pair["b"]]])
            found = alone.get(frozenset((ids[pair["a"]], ids[pair["b"]])), NOTHING)
            if found != relation:
                other += 1
                print(f"  alone {pair['a']} {pair['b']}: {found}, not {relation}")
        print(f"Each pair by itself: {other} of {len(pairs)} answers differ")
    if "--errors" in flags:
        for pair, want, got in zip(pairs, wanted, given):
            if want != got:
                print(f"  {pair['a']} {pair['b']}  {want}, given {got}  {pair.get('note', '')}")


if __name__ == "__main__":
    main()
