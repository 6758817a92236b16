#!/usr/bin/env python3
"""texts.py FOLDER: lays out what the benchmark reads, as FOLDER/war and FOLDER/other.

war    the reports of examples/ and, where they lie beside the repository, reports of the wars in Syria and Iraq
other  articles of American local newspapers, where they lie beside the repository; else the examples without their words of harm
"""

import gzip
import pathlib
import re
import shutil
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
HARM = re.compile(
    r"\b(kill\w*|dead|death\w*|die[sd]?|dying|injur\w*|wound\w*|hurt\w*|fatalit\w*|casualt\w*|victims?|displaced|missing|strikes?|raids?|bomb\w*)\b",
    re.IGNORECASE,
)


def main():
    folder = pathlib.Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    war, other = folder / "war", folder / "other"
    war.mkdir(parents=True)
    other.mkdir()
    sources = [ROOT / "examples", SHARED / "gold" / "dev" / "texts", SHARED / "gold" / "lineage" / "texts"]
    for number, source in enumerate(sources):
        for path in sorted(source.rglob("*.txt")):
            shutil.copyfile(path, war / f"{number}-{path.name}")
    news = SHARED / "data" / "geoparsing" / "lgl.xml.gz"
    if news.exists():
        with gzip.open(news) as file:
            articles = xml.etree.ElementTree.parse(file).getroot().iter("article")
            for article in articles:
                (other / f"{article.get('docid')}.txt").write_text(f"{article.findtext('title')}\n\n{article.findtext('text')}\n")
    else:
        for path in sorted(war.iterdir()):
            (other / path.name).write_text(HARM.sub("seen", path.read_text()))
    for kind in (war, other):
        sizes = [path.stat().st_size for path in kind.iterdir()]
        print(f"{kind}: {len(sizes)} texts, {sum(sizes) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
