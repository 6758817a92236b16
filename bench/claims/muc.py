#!/usr/bin/env python3
"""A second opinion on counts of the dead and injured: the answer keys of MUC-3 and MUC-4.

usage: muc.py HISTOR MUC.tar.gz [PART...]       PART is tst1 or tst2; both if none is named

The texts (news of Latin America, 1988 to 1991, in capitals throughout) and the keys are those of the third and fourth Message
Understanding Conferences. A key has one template an incident; of each, HUM TGT: NUMBER and EFFECT OF INCIDENT are joined by the
strings that name the targets. What is compared, document by document and effect by effect (DEATH with killed, INJURY with
injured), is the set of figures: every figure of the key counts once however often it is stated, and so does every figure read.
PLURAL is no figure and is left out on both sides, as are figures of running totals and background, which the keys leave out.

Printed: precision and recall over (document, effect, figure), and of the documents that have a figure in the key how many have exactly
those read. The keys hold relevant incidents alone, so that a right figure of an incident out of their scope counts as wrong here.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

PARTS = {"tst1": ("muc/tst1/tst1-muc3", "muc/tst1/key-tst1.v7"), "tst2": ("muc/tst2/tst2-muc4", "muc/tst2/key-tst2.v4")}
EFFECTS = {"DEATH": "killed", "INJURY": "injured", "SOME INJURY": "injured"}


def documents(text):
    """Identifier -> text, its wrapped lines joined."""
    pieces = re.split(r"(?m)^(\w+-MUC\d-\d{4})\b.*$", text)
    for name, body in zip(pieces[1::2], pieces[2::2]):
        yield name, re.sub(r"\n(?=\S)", " ", body).strip() + "\n"


def fillers(lines):
    """Value and the strings that it is said of, a line each: '2: "JOSE" / "JUAN"'."""
    for line in lines:
        value, _, names = line.partition(":")
        yield value.strip(), re.findall(r'"((?:[^"\\]|\\.)*)"', names)


def figures(key):
    """Document -> outcome -> set of figures."""
    out = collections.defaultdict(lambda: collections.defaultdict(set))
    for template in re.split(r"(?m)^0\.\s+MESSAGE: ID\s+", key)[1:]:
        name = template.split("\n", 1)[0].strip()
        slots, at = collections.defaultdict(list), None
        for line in template.split("\n")[1:]:
            slot = re.match(r"\d+\.\s+([A-Z: ]+?)\s{2,}(.*)$", line)
            if slot:
                at = slot.group(1).strip()
                slots[at].append(slot.group(2).strip())
            elif at and line.startswith(" ") and line.strip():
                slots[at].append(line.strip())
        effects = [(value.lstrip("? "), set(names)) for value, names in fillers(slots["HUM TGT: EFFECT OF INCIDENT"])]
        for value, names in fillers(slots["HUM TGT: NUMBER"]):
            if not value.isdigit():
                continue
            for effect, hurt in effects:
                if effect in EFFECTS and hurt & set(names):
                    out[name][EFFECTS[effect]].add(int(value))
    return out


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    histor, archive, parts = sys.argv[1], sys.argv[2], sys.argv[3:] or list(PARTS)
    with tarfile.open(archive) as tar:
        for part in parts:
            text, key = (tar.extractfile(name).read().decode("latin-1") for name in PARTS[part])
            gold = figures(key)
            with tempfile.TemporaryDirectory() as folder:
                names = {}
                for name, body in documents(text):
                    path = pathlib.Path(folder) / f"{name}.txt"
                    path.write_text(body, encoding="utf-8")
                    names[str(path)] = name
                read = subprocess.run([histor, "read", "--quiet", *names], capture_output=True, text=True, check=True).stdout
            got, source = collections.defaultdict(lambda: collections.defaultdict(set)), {}
            for line in read.splitlines():
                record = json.loads(line)
                if record["type"] == "document":
                    source[record["document"]] = names[record["source"]]
                elif record["kind"] == "casualty" and record["aggregation"] == "incident" and record["modality"] == "asserted":
                    value = (record.get("number") or {}).get("value")
                    if value and record["outcome"] in EFFECTS.values():
                        got[source[record["document"]]][record["outcome"]].add(value)
            for outcome in ("killed", "injured"):
                want = {(name, n) for name in names.values() for n in gold[name][outcome]}
                have = {(name, n) for name in names.values() for n in got[name][outcome]}
                right = len(want & have)
                p, r = right / max(1, len(have)), right / max(1, len(want))
                told = [name for name in names.values() if gold[name][outcome]]
                exact = sum(gold[name][outcome] == got[name][outcome] for name in told)
                f = 2 * p * r / (p + r) if p + r else 0.0
                print(f"{part} {outcome:8} figures {len(want):4}  P {p:.3f}  R {r:.3f}  F1 {f:.3f}   documents exact {exact} of {len(told)}")


if __name__ == "__main__":
    main()
