#!/usr/bin/env python3
"""Scores claim records against marked claims: score.py GOLD_DIR CLAIMS.jsonl

Prints precision, recall and F1 of harm claims by how their count is written. A claim is found where a record of the same
document has the same outcome and an overlapping number span, each record used once, exact spans first. Claims marked
`borderline` count neither for nor against. "counted" is digits, words, article and vague together.
"""
import collections
import json
import pathlib
import sys

COUNTED = {"digits", "words", "article", "vague"}


def form_class(form):
    return "counted" if form in COUNTED else form


def harm_records(path):
    by_document = collections.defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["type"] == "claim" and record["kind"] in ("casualty", "displacement"):
                by_document[record["document"]].append(record)
    return by_document


def match(gold, records):
    """Pairs of indices: gold claim, record."""
    pairs = {}
    used = set()
    for exact in (True, False):
        for g, claim in enumerate(gold):
            if g in pairs:
                continue
            begin, end = claim["number"]["span"]
            for r, record in enumerate(records):
                if r in used or record["outcome"] != claim["outcome"]:
                    continue
                other_begin, other_end = record["number"]["span"]
                same = (begin, end) == (other_begin, other_end)
                if same if exact else (begin < other_end and other_begin < end):
                    pairs[g] = r
                    used.add(r)
                    break
    return pairs


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    records = harm_records(sys.argv[2])
    tally = collections.Counter()
    documents = 0
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        documents += 1
        gold = [claim for claim in document["claims"] if claim["kind"] != "control"]
        found = records.get("sha256:" + document["sha256"], [])
        pairs = match(gold, found)
        for g, claim in enumerate(gold):
            if not claim.get("borderline"):
                tally[form_class(claim["number"]["form"]), "hit" if g in pairs else "missed"] += 1
        for r, record in enumerate(found):
            if r not in pairs.values():
                tally[form_class(record["number"]["form"]), "spurious"] += 1
    print(f"{documents} texts\n{'claims':10} {'gold':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for name in ("counted", "name", "plural", "none"):
        hit, missed, spurious = (tally[name, key] for key in ("hit", "missed", "spurious"))
        precision = hit / (hit + spurious) if hit + spurious else 0.0
        recall = hit / (hit + missed) if hit + missed else 0.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{name:10} {hit + missed:5} {precision:6.3f} {recall:6.3f} {both:6.3f}")


if __name__ == "__main__":
    main()
