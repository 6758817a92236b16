#!/usr/bin/env python3
"""Writes the texts that the marks of this folder are of: texts.py SHARED OUT

SHARED is the folder with data/ and gold/ beside the repository. The texts are other people's and stay there: an article of the
lineage pairs is a file already; the others are cut out of their corpora. A text whose sha256 is not that of its marks is
named and left out. OUT gets texts/, gold/ and manifest.csv, as score.py wants them.
"""
import csv
import gzip
import hashlib
import html
import json
import pathlib
import re
import sys


def lgl(shared):
    """Local news: the text of each article, without its markup."""
    whole = gzip.open(shared / "data/geoparsing/lgl.xml.gz", "rt", encoding="utf-8").read()
    for article in re.findall(r"<article.*?</article>", whole, re.S):
        text = html.unescape(re.search(r"<text>(.*?)</text>", article, re.S).group(1))
        text = re.sub(r"^\s*<!\[CDATA\[|\]\]>\s*$", "", text).strip() + "\n"
        yield "lgl-" + re.search(r'docid="(\d+)"', article).group(1), text


def ewt(shared):
    """Weblogs and newsgroups of the treebank: a document is its sentences, apart by blanks, and its paragraphs, apart by lines."""
    for path in sorted((shared / "data/ud").glob("en_ewt-*.conllu.gz")):
        name, parts = None, []
        for line in gzip.open(path, "rt", encoding="utf-8"):
            if line.startswith("# newdoc"):
                if name:
                    yield "ewt-" + name, "".join(parts).strip() + "\n"
                name, parts = line.split("=")[1].strip(), []
            elif line.startswith("# newpar"):
                parts.append("\n")
            elif line.startswith("# text = "):
                parts.append(line[9:].rstrip("\n") + " ")
        if name:
            yield "ewt-" + name, "".join(parts).strip() + "\n"


def wikiwars(shared):
    """Runs of paragraphs of some 260 words of the war articles."""
    for path in sorted((shared / "data/time/wikiwars").glob("*.key.xml.gz")):
        whole = gzip.open(path, "rt", encoding="utf-8").read()
        found = re.search(r"<TEXT>(.*?)</TEXT>", whole, re.S)
        text = html.unescape(re.sub(r"<[^>]+>", "", found.group(1) if found else whole))
        paragraphs = [p.strip() for p in text.split("\n") if len(p.split()) > 15]
        i = 0
        while i < len(paragraphs):
            j, words = i, 0
            while j < len(paragraphs) and words < 260:
                words += len(paragraphs[j].split())
                j += 1
            yield f"wikiwars-{path.name[:2]}-{i}", re.sub(r"[ \t]+", " ", "\n\n".join(paragraphs[i:j])) + "\n"
            i = j


def lineage(shared):
    for path in sorted((shared / "gold/lineage/texts").iterdir()):
        yield "fakes-" + path.stem, path.read_text(encoding="utf-8")


def pages(shared):
    """Pages of the web, as their main text."""
    for key, page in json.loads((shared / "data/html/ground-truth.json").read_text(encoding="utf-8")).items():
        yield "html-" + key[:12], page.get("articleBody", "") + "\n"


def file_name(name):
    return re.sub(r"[^A-Za-z0-9]+", "-", name)[:70].strip("-")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    shared, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    here = pathlib.Path(__file__).resolve().parent
    marks = {path.stem: path for path in (here / "read").glob("*.json")}
    for folder in ("texts", "gold"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    rows = []
    for source in (lineage, lgl, ewt, wikiwars, pages):
        for name, text in source(shared):
            stem = file_name(name)
            if stem not in marks:
                continue
            path = marks.pop(stem)
            marked = json.loads(path.read_text(encoding="utf-8"))
            data = text.encode()
            if hashlib.sha256(data).hexdigest() != marked["sha256"]:
                print(f"{stem}: the text is not the one that was marked", file=sys.stderr)
                continue
            (out / "texts" / f"{stem}.txt").write_bytes(data)
            (out / "gold" / f"{stem}.json").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
            rows.append((f"texts/{stem}.txt", marked["published"] or ""))
    with open(out / "manifest.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("path", "published"))
        writer.writerows(sorted(rows))
    for stem in marks:
        print(f"{stem}: no such text under {shared}", file=sys.stderr)


if __name__ == "__main__":
    main()
