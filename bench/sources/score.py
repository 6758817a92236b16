"""The figures of bench/sources/run: see there."""

import argparse
import gzip
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

WORD = re.compile(r"\w+")
SHINGLE = 4


def shingles(text: str) -> Counter:
    """The runs of four words of a text with their numbers; a shorter text is one run."""
    words = WORD.findall(text or "")
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def page_score(truth: str, answer: str) -> tuple[float | None, float | None]:
    """Precision and recall of one page. None where the benchmark leaves the page out of the average: precision of an
    empty answer, recall of an empty truth."""
    want, got = shingles(truth), shingles(answer)
    both = (want & got).total()
    precision = both / got.total() if got else None
    recall = both / want.total() if want else None
    return precision, recall


def averages(truth: dict, answers: dict, ids: list) -> tuple[float, float, float]:
    scores = [page_score(truth[page]["articleBody"], answers[page]) for page in ids]
    precision = statistics.mean(p for p, _ in scores if p is not None)
    recall = statistics.mean(r for _, r in scores if r is not None)
    return 2 * precision * recall / (precision + recall), precision, recall


def date_row(marked: dict, answers: dict) -> str:
    """How many pages that state a date get the one their readers see (or the same moment's day as the page's scripts write it),
    and how many that state none get none."""
    seen = either = stated = silent = 0
    for page, days in marked.items():
        answer = answers.get(page)
        if days is None:
            silent += answer is None
            continue
        days = [days] if isinstance(days, str) else days
        stated += 1
        seen += answer == days[0]
        either += answer in days
    nulls = sum(days is None for days in marked.values())
    return f"{seen}/{stated} {100 * seen / stated:5.1f} %   {either}/{stated} {100 * either / stated:5.1f} %   {silent}/{nulls}"


def timed(pages: dict, read) -> tuple[dict, float]:
    """What `read` makes of each page, and MB/s."""
    out = {}
    start = time.perf_counter()
    for page, html in pages.items():
        out[page] = read(html)
    took = time.perf_counter() - start
    return out, sum(len(html.encode()) for html in pages.values()) / 1e6 / took


def parts(truth: str, answer: str) -> tuple[list[str], list[str]]:
    """The lines of the truth that the answer lacks, and those of the answer that the truth lacks."""
    def lacking(a: str, b: str) -> list[str]:
        have = set(shingles(b))
        out = []
        for line in a.split("\n"):
            runs = set(shingles(line))
            if runs and len(runs & have) < 0.6 * len(runs):
                out.append(line)
        return out
    return lacking(truth, answer), lacking(answer, truth)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("data", type=Path)
    arguments.add_argument("dates", type=Path)
    arguments.add_argument("--ours", action="store_true")
    arguments.add_argument("--errors", type=int, default=0)
    arguments.add_argument("--only", choices=["even", "odd"], help="errors of every second page only")
    given = arguments.parse_args()
    truth = json.loads((given.data / "ground-truth.json").read_text())
    marked = json.loads(given.dates.read_text())
    raw = {page: gzip.decompress((given.data / "html" / f"{page}.html.gz").read_bytes()) for page in truth}
    ids = sorted(truth)

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for page, html in raw.items():
            files.append(str(Path(folder) / page))
            Path(files[-1]).write_bytes(html)
        lines = subprocess.run([given.program, *files], capture_output=True, check=True).stdout
        speeds = json.loads(subprocess.run([given.program, "--speed", *files], capture_output=True, check=True).stdout)
    ours = {Path(line["path"]).name: line for line in map(json.loads, lines.splitlines())}

    rows = [("Histor", {page: ours.get(page, {}).get("text", "") for page in ids},
             {page[:8]: ours.get(page, {}).get("published") for page in ids}, speeds["histor"])]
    if not given.ours:
        import logging

        import htmldate
        import readability
        import trafilatura
        import lxml.html

        logging.disable(logging.CRITICAL)
        pages = {page: html.decode("utf-8", "replace") for page, html in raw.items()}
        texts, speed = timed(pages, lambda html: trafilatura.extract(html, include_comments=False) or "")
        days, _ = timed(pages, lambda html: htmldate.find_date(html, original_date=True))
        rows.append((f"trafilatura {trafilatura.__version__}", texts, {page[:8]: day for page, day in days.items()}, speed))

        def readable(html: str) -> str:
            return lxml.html.fromstring(readability.Document(html).summary()).text_content()

        texts, speed = timed(pages, readable)
        rows.append(("readability-lxml", texts, None, speed))

    print(f"{len(ids)} pages, {sum(map(len, raw.values())) / 1e6:.1f} MB")
    print(f"{'':20} {'F1':>6} {'prec.':>6} {'recall':>6}  {'MB/s':>6}   date as seen    or as the scripts write it   none where none is")
    for name, texts, days, speed in rows:
        f1, precision, recall = averages(truth, texts, ids)
        dates = date_row(marked, days) if days else ""
        print(f"{name:20} {f1:6.3f} {precision:6.3f} {recall:6.3f}  {speed:6.1f}   {dates}")
    print(f"{'Gumbo, parse alone':20} {'':6} {'':6} {'':6}  {speeds['gumbo']:6.1f}")
    halves = "   ".join(f"{averages(truth, rows[0][1], ids[half::2])[0]:.3f}" for half in (0, 1))
    print(f"Histor's F1 on every second page and on the others: {halves}")

    if given.errors:
        if given.only:
            ids = ids[0 if given.only == "even" else 1 :: 2]
        def badness(page: str) -> float:
            precision, recall = page_score(truth[page]["articleBody"], rows[0][1][page])
            return (precision or 0) + (recall or 0)
        for page in sorted(ids, key=badness)[: given.errors]:
            precision, recall = page_score(truth[page]["articleBody"], rows[0][1][page])
            print(f"\n== {page[:8]} precision {precision or 0:.3f} recall {recall or 0:.3f}")
            missed, extra = parts(truth[page]["articleBody"], rows[0][1][page])
            for line in missed:
                print("   -", line[:160])
            for line in extra:
                print("   +", line[:160])
        for page, days in marked.items():
            answer = rows[0][2].get(page)
            days = [days] if isinstance(days, str) or days is None else days
            if answer != days[0]:
                print(f"date of {page}: {answer} instead of {days}")


if __name__ == "__main__":
    sys.exit(main())
