#!/usr/bin/env python3
"""How well names of places and times are found and grounded, against texts that others marked.

    score.py places HISTOR FILE.xml.gz [--errors N]     LGL (Lieberman 2010) or GeoVirus (Gritta 2018)
    score.py times HISTOR FOLDER [--errors N]           WikiWars (Mazur and Dale 2010), TIMEX2
    score.py events HISTOR FILE.jsonl.gz [--errors N]   the place of a verb's event (Halterman 2019)

Places: a mention is found where the span is exactly the marked one (F), and right where it lies within 161 km of what was
marked (A@161), of those found that have coordinates in both. Beside it: the most populous place of the same name, of every
capitalised run of words that the gazetteer has, which is what a lookup without reading does.

Times: an expression is found where the spans overlap; its value is right where it is the marked one. One that was marked
without a value ("this period") counts as found, not for values. Beside it: a regular expression for dates, and dateparser
where it is installed.

Events: the places given for a marked verb are right where one overlaps the marked place. Beside it: the nearest capitalised
run of words behind a preposition.
"""

import argparse
import gzip
import hashlib
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from collections import Counter
from html import unescape


def mentions(histor, kind, texts, published=None):
    """The mentions of each of `texts`, as `histor mark` prints them. Their offsets are made to count characters, as those of
    marked texts do; the program counts bytes."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        at = {}
        with open(folder / "manifest.jsonl", "w", encoding="utf-8") as manifest:
            for index, text in enumerate(texts):
                raw = text.encode()
                at.setdefault("sha256:" + hashlib.sha256(raw).hexdigest(), []).append(index)
                (folder / f"{index}.txt").write_bytes(raw)
                row = {"path": str(folder / f"{index}.txt")}
                if published and published[index]:
                    row["published"] = published[index]
                manifest.write(json.dumps(row) + "\n")
        ran = subprocess.run([histor, "mark", "--quiet", "--kind", kind, "--manifest", folder / "manifest.jsonl"],
                             stdout=subprocess.PIPE, check=False)
    if ran.returncode not in (0, 3):
        sys.exit(f"bench/grounding: {histor} mark ended with {ran.returncode}")
    out = [[] for _ in texts]
    characters = [None] * len(texts)
    for line in ran.stdout.decode().splitlines():
        mention = json.loads(line)
        for index in at[mention["document"]]:
            if characters[index] is None:
                characters[index] = offsets(texts[index])
            moved = dict(mention, span=[characters[index][byte] for byte in mention["span"]])
            if moved["text"] != texts[index][slice(*moved["span"])]:
                sys.exit(f"bench/grounding: {moved['text']!r} does not stand where it is said to stand")
            out[index].append(moved)
    return out


def offsets(text):
    """The character that each byte of the text's UTF-8 is of."""
    out = []
    for at, character in enumerate(text):
        out += [at] * len(character.encode())
    return out + [len(text)]


def kilometres(a, b):
    """Along the great circle between two points of (latitude, longitude)."""
    p, q = math.radians(a[0]), math.radians(b[0])
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(half)))


def f1(right, said, marked):
    return 2 * right / (said + marked) if said + marked else 0.0


# Places


def marked_places(path):
    """(text, {(begin, end): point or None}) of each article."""
    with gzip.open(path) as file:
        root = xml.parse(file).getroot()
    for article in root:
        text = article.findtext("text") or ""
        out = {}
        for one in article.iter("toponym"):
            tag = one.find("gaztag")
            point = (float(tag.findtext("lat")), float(tag.findtext("lon"))) if tag is not None else None
            out[int(one.findtext("start")), int(one.findtext("end"))] = point
        for one in article.iter("location"):
            # GeoVirus counts from one.
            span = int(one.findtext("start")) - 1, int(one.findtext("end")) - 1
            out[span] = float(one.findtext("lat")), float(one.findtext("lon"))
        yield text, out


def populous():
    """name -> the point of the most populous place of that name, of the gazetteer that Histor is built with."""
    path = pathlib.Path(__file__).resolve().parents[2].parent / "shared/data/gazetteer/places.tsv.gz"
    best = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        head = next(file).rstrip("\n").split("\t")
        column = {name: at for at, name in enumerate(head)}
        for line in file:
            cells = line.rstrip("\n").split("\t")
            people = int(float(cells[column["population"]] or 0))
            point = (float(cells[column["latitude"]]), float(cells[column["longitude"]]))
            for name in {cells[column["name"]], *cells[column["other_names"]].split(";")}:
                if name and people >= best.get(name, (-1, None))[0]:
                    best[name] = (people, point)
    return {name: point for name, (_, point) in best.items()}


def looked_up(text, gazetteer):
    """Each longest run of capitalised words that is a name of the gazetteer."""
    words = [match for match in re.finditer(r"[^\W\d_][\w'’.-]*[\w]", text)]
    out, at = {}, 0
    while at < len(words):
        step = 1
        for size in (4, 3, 2, 1):
            run = words[at:at + size]
            span = run[0].start(), run[-1].end()
            if len(run) == size and all(word[0][0].isupper() for word in run) and text[slice(*span)] in gazetteer:
                out[span] = gazetteer[text[slice(*span)]]
                step = size
                break
        at += step
    return out


def places(histor, path, errors):
    articles = list(marked_places(path))
    texts = [text for text, _ in articles]
    found = mentions(histor, "places,demonyms", texts)
    point = {id(m): (m["latitude"], m["longitude"]) if m["latitude"] is not None else None for one in found for m in one}
    read = [{tuple(m["span"]): point[id(m)] for m in one} for one in found]
    names = [{tuple(m["span"]): point[id(m)] for m in one if m["kind"] == "place"} for one in found]
    gazetteer = populous()
    plain = [looked_up(text, gazetteer) for text in texts]
    print(f"{'':24}{'P':>7}{'R':>7}{'F':>7}{'A@161':>8}{'marked':>9}")
    for name, answers in (("histor, places", names), ("histor, demonyms too", read), ("most populous by name", plain)):
        marked = said = hit = within = grounded = 0
        missed, added, far = Counter(), Counter(), Counter()
        for (text, gold), answer in zip(articles, answers):
            marked += len(gold)
            said += len(answer)
            for span, point in gold.items():
                if span not in answer:
                    missed[text[slice(*span)]] += 1
                    continue
                hit += 1
                if point is None:
                    continue
                grounded += 1
                if answer[span] is not None and kilometres(point, answer[span]) <= 161:
                    within += 1
                else:
                    far[text[slice(*span)], point] += 1
            for span in answer.keys() - gold.keys():
                added[text[slice(*span)]] += 1
        print(f"{name:24}{hit / max(said, 1):7.3f}{hit / max(marked, 1):7.3f}{f1(hit, said, marked):7.3f}"
              f"{within / max(grounded, 1):8.3f}{marked:9}")
        if errors and name == "histor, places":
            for kind, counts in (("missed", missed), ("added", added), ("far", far)):
                print(kind, "; ".join(f"{word} {count}" for word, count in counts.most_common(errors)))


# Times

MONTHS = {name: at + 1 for at, name in enumerate(
    "January February March April May June July August September October November December".split())}
DATE = re.compile(r"(?:(?P<d1>\d{1,2}) )?(?P<month>" + "|".join(MONTHS) + r")(?: (?P<d2>\d{1,2}))?(?:,? (?P<year>\d{4}))?"
                  r"|(?P<only>1[5-9]\d\d|20\d\d)\b")


def marked_times(path):
    """(published, text, {(begin, end): value}) of a file of TIMEX2 tags; where two are nested the outer one counts."""
    raw = gzip.open(path, "rt", encoding="utf-8").read()
    published = re.search(r'<DATETIME>.*?val="(\d{4}-\d\d-\d\d)', raw, re.S)[1]
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.S)[1]
    text, out, open_tags, at = "", {}, [], 0
    for tag in re.finditer(r"<TIMEX2([^>]*)>|</TIMEX2>", body):
        text += unescape(body[at:tag.start()])
        at = tag.end()
        if tag[0].startswith("</"):
            begin, attributes = open_tags.pop()
            value = re.search(r'\bval="([^"]*)"', attributes)
            out[begin, len(text)] = value[1] if value else ""
        else:
            open_tags.append((len(text), tag[1]))
    return published, text + unescape(body[at:]), out


def by_expression(text, published):
    """Dates as a regular expression sees them: what the year is where it is left out is the last one named."""
    year, out = published[:4], {}
    for match in DATE.finditer(text):
        year = match["only"] or match["year"] or year
        value = year
        if match["month"]:
            value += f"-{MONTHS[match['month']]:02}"
            day = match["d1"] or (match["d2"] if match["d2"] and int(match["d2"]) <= 31 else None)
            value += f"-{int(day):02}" if day else ""
        out[match.span()] = value
    return out


def by_dateparser(text, published):
    """Dates as the library dateparser finds them, days only where it was given one."""
    from dateparser.search import search_dates
    import datetime
    out, at = {}, 0
    settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(published), "RETURN_TIME_AS_PERIOD": False}
    for paragraph in text.split("\n"):
        for words, when in search_dates(paragraph, languages=["en"], settings=settings) or []:
            begin = text.find(words, at)
            if begin < 0:
                continue
            at = begin + len(words)
            value = when.strftime("%Y-%m-%d")
            if re.fullmatch(r"(?:in |on )?\d{4}", words):
                value = value[:4]
            elif not re.search(r"\b\d{1,2}\b", words):
                value = value[:7]
            out[begin, at] = value
    return out


def times(histor, folder, errors):
    files = [marked_times(path) for path in sorted(pathlib.Path(folder).glob("*.gz"))]
    read = [{tuple(m["span"]): m["value"] for m in found}
            for found in mentions(histor, "times", [text for _, text, _ in files], [day for day, _, _ in files])]
    answers = [("histor", read), ("regular expression", [by_expression(text, day) for day, text, _ in files])]
    try:
        answers.append(("dateparser", [by_dateparser(text, day) for day, text, _ in files]))
    except ImportError:
        print("dateparser is not installed: not measured")
    print(f"{'':24}{'found F':>9}{'value P':>9}{'value R':>9}{'value F':>9}{'marked':>9}")
    for name, one in answers:
        marked = said = found = right = valued = unvalued = 0
        wrong = []
        for (_, text, gold), answer in zip(files, one):
            marked += len(gold)
            said += len(answer)
            valued += sum(1 for value in gold.values() if value)
            left = dict(answer)
            for span, value in sorted(gold.items()):
                over = [got for got in left if got[0] < span[1] and span[0] < got[1]]
                if not over:
                    if value:
                        wrong.append((text[slice(*span)], value, None))
                    continue
                best = max(over, key=lambda got: (got == span, (left[got] or "") == value, min(got[1], span[1]) - max(got[0], span[0])))
                found += 1
                if not value:
                    unvalued += 1
                elif left[best] == value:
                    right += 1
                else:
                    wrong.append((text[slice(*span)], value, (text[slice(*best)], left[best])))
                del left[best]
            wrong += [(None, None, (text[slice(*span)], value)) for span, value in left.items()]
        print(f"{name:24}{f1(found, said, marked):9.3f}{right / max(said - unvalued, 1):9.3f}{right / max(valued, 1):9.3f}"
              f"{f1(right, said - unvalued, valued):9.3f}{marked:9}")
        if errors and name == "histor":
            for line in wrong[:errors]:
                print("  ", line)


# Events


def events(histor, path, errors):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    read = mentions(histor, "events", [row["text"] for row in rows])
    answers = []
    for row, found in zip(rows, read):
        verb = next((s["start"], s["end"]) for s in row["spans"] if s["label"] == "VERB")
        characters = offsets(row["text"])
        mine = [m for m in found if m["span"][0] < verb[1] and verb[0] < m["span"][1]]
        answers.append([[characters[at] for at in where["span"]] for m in mine for where in m["where"]])
    plain = []
    for row in rows:
        verb = next(s["start"] for s in row["spans"] if s["label"] == "VERB")
        near = [m.span(1) for m in re.finditer(r"\b(?:in|at|near|on|from|of) (?:the )?([A-Z][\w'-]*(?: [A-Z][\w'-]*)*)", row["text"])]
        plain.append([min(near, key=lambda span: abs(span[0] - verb))] if near else [])
    print(f"{'':24}{'P':>7}{'R':>7}{'F':>7}{'marked':>9}")
    for name, one in (("histor", answers), ("nearest capitalised", plain)):
        marked = said = right = 0
        wrong = []
        for row, answer in zip(rows, one):
            gold = [(s["start"], s["end"]) for s in row["spans"] if s["label"] == "LOCATION"]
            marked += bool(gold)
            said += bool(answer)
            hit = any(a[0] < g[1] and g[0] < a[1] for a in answer for g in gold)
            right += hit
            if not hit and (gold or answer):
                verb = next(row["text"][s["start"]:s["end"]] for s in row["spans"] if s["label"] == "VERB")
                wrong.append((verb, [row["text"][slice(*g)] for g in gold], [row["text"][slice(*a)] for a in answer], row["text"]))
        print(f"{name:24}{right / max(said, 1):7.3f}{right / max(marked, 1):7.3f}{f1(right, said, marked):7.3f}{marked:9}")
        if errors and name == "histor":
            for line in wrong[:errors]:
                print("  ", line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("places", "times", "events"))
    parser.add_argument("histor")
    parser.add_argument("marked", type=pathlib.Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N of what is wrong")
    arguments = parser.parse_args()
    {"places": places, "times": times, "events": events}[arguments.what](arguments.histor, arguments.marked, arguments.errors)


if __name__ == "__main__":
    main()
