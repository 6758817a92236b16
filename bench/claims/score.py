#!/usr/bin/env python3
"""Scores claim records against marked claims: score.py GOLD_DIR CLAIMS.jsonl

Prints precision, recall and F1 of harm claims by how their count is written, and of control claims; and for the claims found, how often each
slot is as marked. A harm claim is found where a record of the same document has the same outcome and an overlapping number span, a
control claim where the triggers overlap; each record is used once, exact spans first. Claims marked `borderline` count neither
for nor against. "counted" is digits, words, article and vague together. A slot that a mark leaves out is not scored.
"""
import collections
import json
import pathlib
import re
import sys
import unicodedata

COUNTED = {"digits", "words", "article", "vague"}
# Words that say nothing of who somebody is.
EMPTY = {"the", "a", "an", "of", "for", "and", "al", "el", "government", "forces", "army", "military", "group", "state", "local"}


def form_class(form):
    return "counted" if form in COUNTED else form


def records_of(path):
    by_document = collections.defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["type"] == "claim":
                by_document[record["document"]].append(record)
    return by_document


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def match(gold, records, span, same):
    """Pairs of indices: gold claim, record."""
    pairs, used = {}, set()
    for exact in (True, False):
        for g, claim in enumerate(gold):
            if g in pairs:
                continue
            for r, record in enumerate(records):
                if r in used or not same(claim, record):
                    continue
                if span(claim) == span(record) if exact else overlap(span(claim), span(record)):
                    pairs[g] = r
                    used.add(r)
                    break
    return pairs


def meaning(name):
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    words = set(re.findall(r"[a-z0-9]+", plain))
    return (words - EMPTY) or words


def alike(a, b):
    """Whether two names share half of the words of the shorter one."""
    a, b = meaning(a), meaning(b)
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def any_alike(marked, read):
    """Lists of names: none on both sides, or one of each that are alike."""
    if not marked or not read:
        return not marked and not read
    return any(alike(m, r) for m in marked for r in read)


def bounds(claim, record):
    mark, read = claim["number"], record["number"]
    if mark["form"] in ("vague", "plural", "none"):
        return mark["hedge"] == read["hedge"] or mark["form"] == read["form"]
    same = all(mark[key] == read[key] for key in ("low", "high", "value"))
    return same or (mark["hedge"] == read["hedge"] and mark["value"] is not None and mark["value"] == read["value"])


def origin(claim, record):
    said = record.get("origin")
    if not claim["origin"] or not said:
        return not claim["origin"] and not said
    names = [claim["origin"], claim.get("origin_text")]
    return said["actor"] == claim["origin"] or any_alike([n for n in names if n], [said["actor"], said["text"]])


def when(claim, record):
    read = record["when"] and [record["when"]["start"], record["when"]["end"]]
    read = None if read == [None, None] else read
    return (claim["when"] or None) == read


def words_of(places):
    return [word for place in places for word in (place["text"], place["name"]) if word]


def hands(record):
    return [word for by in record["by"] for word in (by["actor"], by["text"]) if word]


SLOTS = {
    "bounds": bounds,
    "group": lambda c, r: c["group"] == r["group"],
    "origin": origin,
    "aggregation": lambda c, r: c["aggregation"] == r["aggregation"],
    "modality": lambda c, r: c.get("modality", "asserted") == r["modality"],
    "when": when,
    "where": lambda c, r: any_alike(c["where"] or [], words_of(r["where"])),
    "by": lambda c, r: any_alike(c["by"] or [], hands(r)),
    "means": lambda c, r: c["means"] == r["means"],
    "part_of": lambda c, r: bool(c.get("part_of") or c.get("part")) == bool(r["part_of"]),
}
NEEDED = {"bounds": "number", "modality": None, "part_of": None}


def actor(record):
    return [record["actor"]["actor"], record["actor"]["text"]] if record["actor"] else []


CONTROL_SLOTS = {
    "action": lambda c, r: c["action"] == r["action"],
    "actor": lambda c, r: any_alike([c["actor"]] if c["actor"] else [], actor(r)),
    "place": lambda c, r: any_alike([p for p in (c["place"] or "").split(";") if p.strip()], words_of(r["place"])),
    "status": lambda c, r: c["status"] == r["status"],
}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    records = records_of(sys.argv[2])
    tally, slots = collections.Counter(), collections.Counter()
    documents = 0
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        documents += 1
        of_document = records.get("sha256:" + document["sha256"], [])
        harm = [c for c in document["claims"] if c["kind"] != "control"]
        found = [r for r in of_document if r["kind"] in ("casualty", "displacement")]
        pairs = match(harm, found, lambda c: c["number"]["span"], lambda c, r: c["outcome"] == r["outcome"])
        for g, claim in enumerate(harm):
            if not claim.get("borderline"):
                tally[form_class(claim["number"]["form"]), "found" if g in pairs else "missed"] += 1
        for r, record in enumerate(found):
            if r not in pairs.values():
                tally[form_class(record["number"]["form"]), "spurious"] += 1
        control = [c for c in document["claims"] if c["kind"] == "control"]
        held = [r for r in of_document if r["kind"] == "control"]
        places = match(control, held, lambda c: c["trigger"]["span"], lambda c, r: True)
        for g, claim in enumerate(control):
            if not claim.get("borderline"):
                tally["control", "found" if g in places else "missed"] += 1
        tally["control", "spurious"] += len(held) - len(places)
        for marked, read, paired, table in ((harm, found, pairs, SLOTS), (control, held, places, CONTROL_SLOTS)):
            for g, r in paired.items():
                if marked[g].get("borderline"):
                    continue
                for slot, same in table.items():
                    needed = NEEDED.get(slot, slot)
                    if needed is None or needed in marked[g]:
                        slots[slot, bool(same(marked[g], read[r]))] += 1
    print(f"{documents} texts")
    print("claims      gold      P      R     F1")
    for form in ("counted", "name", "plural", "none", "control"):
        found, missed, spurious = (tally[form, k] for k in ("found", "missed", "spurious"))
        precision = found / (found + spurious) if found + spurious else 0.0
        recall = found / (found + missed) if found + missed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{form:10} {found + missed:5} {precision:6.3f} {recall:6.3f} {f1:6.3f}")
    for title, table in (("slots", SLOTS), ("control", CONTROL_SLOTS)):
        shares = []
        for slot in table:
            right, wrong = slots[slot, True], slots[slot, False]
            if right + wrong:
                shares.append(f"{slot} {right / (right + wrong):.3f}")
        if shares:
            print(f"{title}: " + "  ".join(shares))


if __name__ == "__main__":
    main()
