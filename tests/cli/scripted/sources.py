"""The same reports in every format that Histor opens give the same claims as their plain texts."""

import collections
import http.server
import shutil
import threading

import formats
from program import DONE, FAILED, SOME_FAILED, Skip, import_warcio


def meaning(claim, claims, depth=0):
    """What a claim says, without where its words stand."""
    places = claim.get("where") or claim.get("place") or []
    number = claim.get("number")
    when = claim.get("when")
    origin = claim.get("origin")
    out = [claim["kind"], claim.get("outcome"), claim.get("action"), claim["aggregation"], claim["modality"], claim["block"]]
    out.append(tuple(number[k] for k in ("text", "value", "low", "high", "hedge")) if number else None)
    out += [claim.get("group"), claim.get("means"), claim.get("topic"), claim.get("act"), claim.get("movement")]
    out.append(origin["actor"] if origin else None)
    out.append((when["start"], when["end"]) if when else None)
    out.append(claim["as_of"]["time"] if claim.get("as_of") else None)
    out.append(tuple((p["text"], p["role"], p["place"]) for p in places))
    out.append(tuple((b["actor"], b["alleged"]) for b in claim["by"]))
    out.append(claim["trigger"]["text"])
    if claim.get("part_of") and depth < 3:
        out.append(meaning(claims[claim["part_of"]], claims, depth + 1))
    return tuple(out)


def meanings(records):
    claims = {r["id"]: r for r in records if r["type"] == "claim"}
    return collections.Counter(meaning(claim, claims) for claim in claims.values())


def differences(want, got):
    return "\n".join([f"- {m}" for m in (want - got).elements()] + [f"+ {m}" for m in (got - want).elements()])


def plain(histor, wanted=lambda report: True):
    """The claims of the examples as they stand, and the examples taken apart."""
    many = [report for report in formats.reports(histor) if wanted(report)]
    folder = histor.folder / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lines = ["path,published,outlet"]
    for r in many:
        (folder / f"{r.name}.txt").write_text(r.text)
        lines.append(f"{r.name}.txt,{r.published},{r.outlet}")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n")
    return meanings(histor("read", "--manifest", folder / "manifest.csv").records), many


def check(histor, files, want, *flags, documents=None, code=DONE):
    """`files` read together give the claims `want`, and every captured span leads to the words it stands for."""
    folder = histor.folder / "in"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    outcome = histor("read", "in", *flags)
    assert outcome.code == code, outcome.err
    got = meanings(outcome.records)
    assert got == want, differences(want, got)
    found = [r for r in outcome.records if r["type"] == "document"]
    if documents is not None:
        assert len(found) == documents, [d["source"] for d in found]
    return outcome


def test_pages(histor):
    want, many = plain(histor)
    outcome = check(histor, {f"{r.name}.html": formats.page(r) for r in many}, want, documents=len(many))
    by_name = {r.name: r for r in many}
    for record in outcome.records:
        if record["type"] == "document":
            report = by_name[record["source"].rsplit("/", 1)[1].removesuffix(".html")]
            assert record["title"] == report.title
            assert record["outlet"] == report.outlet
            assert record["published"]["date"] == report.published and record["published"]["from"] == "metadata"
    for path in sorted((histor.folder / "in").iterdir()):
        captured = path.read_bytes()
        for record in histor("read", path).records:
            if record["type"] != "claim":
                continue
            begin, end = record["trigger"]["captured"]
            assert captured[begin:end].decode() == record["trigger"]["text"], record


def test_pages_in_another_encoding(histor):
    want, many = plain(histor)
    files = {f"{r.name}.html": formats.page(r, "windows-1252") for r in many}
    check(histor, files, want, documents=len(many))


def test_feeds(histor):
    want, many = plain(histor)
    for name, make in (("feed.xml", formats.rss), ("feed.atom", formats.atom), ("feed.json", formats.json_feed)):
        check(histor, {name: make(many)}, want, documents=len(many))


def test_mail(histor):
    want, many = plain(histor)
    for encoding in ("quoted-printable", "base64", "8bit"):
        check(histor, {f"{r.name}.eml": formats.mail(r, encoding) for r in many}, want, documents=len(many))
    check(histor, {f"{r.name}.eml": formats.mail(r, as_page=True) for r in many}, want, documents=len(many))


def test_rows(histor):
    want, many = plain(histor)
    check(histor, {"rows.jsonl": formats.json_lines(many)}, want, documents=len(many))
    check(histor, {"rows.csv": formats.csv_rows(many)}, want, documents=len(many))
    names = ("Kopf", "Inhalt", "Adresse", "Tag", "Quelle")
    mapped = "title=Kopf,text=Inhalt,url=Adresse,published=Tag,outlet=Quelle"
    check(histor, {"rows.csv": formats.csv_rows(many, names)}, want, "--fields", mapped, documents=len(many))


def test_exports(histor):
    want, many = plain(histor)
    check(histor, {"result.json": formats.telegram(many)}, want, documents=len(many))
    check(histor, {"tweets.js": formats.x_archive(many)}, want, documents=len(many))


def has_plain_letters(report):
    """The font of the PDF has no others."""
    return report.body.encode("cp1252", "replace") == report.body.encode("cp1252", "ignore")


def test_office(histor):
    want, many = plain(histor)
    given = ["path,published,outlet"] + [f"in/{r.name}.docx,{r.published},{r.outlet}" for r in many]
    (histor.folder / "given.csv").write_text("\n".join(given) + "\n")
    check(histor, {f"{r.name}.docx": formats.docx(r) for r in many}, want, "--manifest", "given.csv", documents=len(many))
    if shutil.which("pdftotext") is None:
        raise Skip("pdftotext (poppler-utils) is not there")
    want, many = plain(histor, has_plain_letters)
    given = ["path,published,outlet"] + [f"in/{r.name}.pdf,{r.published},{r.outlet}" for r in many]
    (histor.folder / "given.csv").write_text("\n".join(given) + "\n")
    check(histor, {f"{r.name}.pdf": formats.pdf(r) for r in many}, want, "--manifest", "given.csv", documents=len(many))


def test_archives(histor):
    want, many = plain(histor)
    pages = {f"pages/{r.name}.html": formats.page(r) for r in many}
    check(histor, {"week.zip": formats.zipped(pages)}, want, documents=len(many))
    check(histor, {"week.tar.gz": formats.tarred(pages)}, want, documents=len(many))
    check(histor, {"week.tar": formats.tarred({"inner.zip": formats.zipped(pages)}, "w")}, want, documents=len(many))
    served = [(r.url, formats.page(r)) for r in many]
    check(histor, {"week.warc": formats.warc(served, packed=False)}, want, documents=len(many))
    packed = formats.warc(served)
    outcome = check(histor, {"week.warc.gz": packed}, want, documents=len(many))
    for record in outcome.records:
        if record["type"] == "document":  # the name leads to the record
            offset = int(record["source"].rsplit("!", 1)[1])
            assert packed[offset : offset + 2] == b"\x1f\x8b"
    check(histor, {"week.wacz": formats.wacz(packed, served)}, want, documents=len(many))


def test_what_is_passed_over_is_told(histor):
    """Also where it stands at the end, after the last report."""
    _, many = plain(histor)
    image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n"
    shown = formats.record("response", formats.SITE + "/a.png", "2024-12-05T09:30:00Z", image, "application/http; msgtype=response", 99)
    pages = formats.warc([(many[0].url, formats.page(many[0]))], packed=False)
    (histor.folder / "a.warc").write_bytes(pages + shown)
    (histor.folder / "empty.csv").write_text("title,text\n")
    outcome = histor("read", "a.warc", "empty.csv")
    assert outcome.code == DONE, outcome.err
    assert "a.warc: " in outcome.err and "1" in outcome.err.split("a.warc: ", 1)[1], outcome.err
    assert "empty.csv: it carries reports, and there is none in it" in outcome.err, outcome.err


def test_web_archive_by_another_tool(histor):
    """The pages are served, captured by warcio, packed as WACZ, and read back."""
    _, capture = import_warcio()
    import requests

    want, many = plain(histor)
    pages = {f"/{r.name}.html": formats.page(r) for r in many}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = pages[self.path]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    path = histor.folder / "captured.warc.gz"
    with capture.capture_http(str(path)):
        for name in [*pages, *list(pages)[:2]]:  # two of them twice
            requests.get(site + name, timeout=30)
    server.shutdown()
    captured = path.read_bytes()
    twice = meanings(check_twice(histor, captured).records)
    assert set(twice) == set(want), differences(collections.Counter(set(want)), collections.Counter(set(twice)))
    check_ledger(histor, captured, want, len(many))
    wacz = formats.wacz(captured, [(site + name, body) for name, body in pages.items()])
    check_ledger(histor, wacz, want, len(many), "captured.wacz")


def check_twice(histor, captured):
    folder = histor.folder / "in"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "captured.warc.gz").write_bytes(captured)
    outcome = histor("read", "in")
    assert outcome.code == DONE, outcome.err
    return outcome


def check_ledger(histor, content, want, documents, name="captured.warc.gz"):
    """In the ledger the same bytes are one document, however often they were captured."""
    folder = histor.folder / "archive"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / name).write_bytes(content)
    ledger = histor.folder / f"{name}.db"
    outcome = histor("add", folder, "--ledger", ledger)
    assert outcome.code == DONE, outcome.err
    kept = histor("claims", "--ledger", ledger, "--format", "jsonl").records
    got = meanings(kept)
    assert got == want, differences(want, got)
    assert len(histor("docs", "--ledger", ledger, "--format", "jsonl").records) == documents


def test_mixed_folder(histor):
    """One report in each format, in one folder with what cannot be read."""
    want, many = plain(histor)
    a, b, c, d, e, f, g, h, i = many
    files = {
        "a.txt": a.text.encode(),
        "b.html": formats.page(b),
        "c/feed.xml": formats.rss([c]),
        "d.eml": formats.mail(d),
        "e.jsonl": formats.json_lines([e]),
        "f.zip": formats.zipped({"f.html": formats.page(f)}),
        "g.warc.gz": formats.warc([(g.url, formats.page(g))]),
        "h/result.json": formats.telegram([h]),
        "i.csv": formats.csv_rows([i]),
        "photograph.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "cut.zip": formats.zipped({"f.html": formats.page(f), "noise.bin": bytes(range(256)) * 40})[:1200],
    }
    (histor.folder / "given.csv").write_text(f"path,published,outlet\nin/a.txt,{a.published},{a.outlet}\n")
    outcome = check(histor, files, want, "--manifest", "given.csv", code=SOME_FAILED)
    assert "in/photograph.png" in outcome.err and "in/cut.zip" in outcome.err, outcome.err
    shutil.copytree(histor.folder / "in", histor.folder / "mixed")
    added = histor("add", "mixed", "--manifest", "given.csv")
    assert added.code == SOME_FAILED, added.err
    failed = histor("docs", "--format", "table").out.decode()
    assert "photograph.png" in failed, failed


def test_what_cannot_be_traced_is_not_traced_to_nothing(histor):
    feed = formats.rss(formats.reports(histor)[:1]).decode()
    title = feed[feed.index("<item><title>") + 13 : feed.index("</title><link>")]
    (histor.folder / "feed.xml").write_text(feed.replace(title, "Five killed in strike on Saraqib &amp; Idlib", 1))
    claims = [r for r in histor("read", "feed.xml").records if r["type"] == "claim"]
    assert any(c["block"] == "heading" for c in claims)
    for claim in claims:
        begin, end = claim["trigger"].get("captured", (0, 1))
        assert end > begin, claim


def test_the_day_of_saving_is_not_the_day_of_publication(histor):
    """MHTML, as a browser saves it; and a wide text is kept as it was captured."""
    (histor.folder / "saved.mhtml").write_bytes(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://outlet.example/a\r\nSubject: Strikes\r\n"
        b"Date: Tue, 11 Feb 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        b"<html><body><p>Five people were killed in Saraqib on Sunday, rescuers said.</p></body></html>\r\n--b--\r\n"
    )
    (histor.folder / "wide.txt").write_bytes("Five people were killed in Saraqib, rescuers said.\n".encode("utf-16"))
    saved, wide = histor("text", "saved.mhtml", "wide.txt").records
    assert saved["published"] is None and saved["author"] is None, saved
    assert saved["url"] == "https://outlet.example/a", saved
    assert wide["encoding"] == "UTF-16LE" and wide["bytes"] == (histor.folder / "wide.txt").stat().st_size, wide


def test_a_folder_that_a_browser_saved(histor):
    _, many = plain(histor)
    parts = histor.folder / "saved" / "Report_files"
    parts.mkdir(parents=True)
    (histor.folder / "saved" / "Report.html").write_bytes(formats.page(many[0]))
    (parts / "a.js").write_text('show("5 people were killed in Homs")')
    (parts / "a.css").write_text("p { color: black }")
    (parts / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    outcome = histor("read", "saved")
    assert outcome.code == DONE, outcome.err
    assert len([r for r in outcome.records if r["type"] == "document"]) == 1
    assert "3 of the files" in outcome.err, outcome.err
    (histor.folder / "sheet.xlsx").write_bytes(formats.zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}))
    outcome = histor("read", "sheet.xlsx")
    assert outcome.code == FAILED and "save a table as CSV" in outcome.err, outcome.err
