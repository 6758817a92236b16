"""The example reports in the formats of the world: each function gives the bytes of one file that carries them."""

import base64
import csv
import dataclasses
import email.message
import email.utils
import gzip
import hashlib
import html
import io
import json
import tarfile
import zipfile
from datetime import datetime, timezone

from program import EXAMPLES

SITE = "https://outlet.example"


@dataclasses.dataclass
class Report:
    name: str  # "outlet-a"
    text: str  # the file as it stands in examples/
    title: str
    blocks: list  # (kind, words) without title and boilerplate
    published: str  # ISO date
    outlet: str

    @property
    def url(self):
        return f"{SITE}/{self.name}.html"

    @property
    def moment(self):
        return datetime.fromisoformat(self.published).replace(hour=18, minute=30, tzinfo=timezone.utc)

    @property
    def body(self):
        """The words without the headline, a blank line between two blocks but within a post."""
        out = ""
        before = None
        for kind, words in self.blocks:
            out += ("\n" if kind == before == "post" else "\n\n" if out else "") + words
            before = kind
        return out + "\n"


def reports(histor):
    """The examples, taken apart by the program itself: what it calls a post here becomes an embedded post there."""
    out = []
    rows = {row["path"]: row for row in csv.DictReader(open(EXAMPLES / "manifest.csv"))}
    for record in histor("text", "--manifest", EXAMPLES / "manifest.csv").records:
        path = record["source"].rsplit("/", 1)[-1]
        text = record["text"].encode()
        blocks = []
        for block in record["blocks"]:
            words = text[slice(*block["span"])].decode()
            if block["kind"] == "boilerplate" or (block["kind"] == "heading" and words == record["title"]):
                continue
            blocks.append((block["kind"], words))
        out.append(
            Report(
                path.removesuffix(".txt"),
                text.decode(),
                record["title"],
                blocks,
                record["published"]["date"],
                rows[path]["outlet"],
            )
        )
    return out


# ---- one report a file ----


def paragraphs(report):
    """The blocks as elements of a page; what belongs to one post is one quoted block."""
    out = []
    post = []

    def close():
        if post:
            lines = "<br>\n".join(html.escape(words, quote=False).replace("\n", "<br>\n") for words in post)
            out.append(f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{lines}</p></blockquote>')
            post.clear()

    for kind, words in report.blocks:
        if kind == "post":
            post.append(words)
            continue
        close()
        escaped = html.escape(words, quote=False)
        if kind == "caption":
            out.append(f'<figure><img src="a.jpg" alt=""><figcaption>{escaped}</figcaption></figure>')
        elif kind == "heading":
            out.append(f"<h2>{escaped}</h2>")
        else:
            out.append(f"<p>{escaped}</p>")
    close()
    return "\n".join(out)


def page(report, encoding="utf-8"):
    title = html.escape(report.title, quote=False)
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": report.title}
    data["datePublished"] = report.moment.isoformat()
    return f"""<!doctype html>
<html lang="en"><head><meta charset="{encoding}"><title>{title} | {report.outlet}</title>
<link rel="canonical" href="{report.url}"><meta property="og:site_name" content="{report.outlet}">
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>{title}</h1>
{paragraphs(report)}
</article>
<aside><h3>Most read</h3><ul><li><a href="/1">A bridge opens after two years of work</a></li><li><a href="/2">Rain expected in the west</a></li></ul></aside></main>
<footer><p>Copyright {report.outlet}. <a href="/terms">Terms of use</a> <a href="/privacy">Privacy</a></p></footer></body></html>
""".encode(encoding, "xmlcharrefreplace")


def mail(report, encoding="quoted-printable", as_page=False):
    message = email.message.EmailMessage()
    message["From"] = f"{report.outlet} <desk@outlet.example>"
    message["To"] = "reader@example.org"
    message["Date"] = email.utils.format_datetime(report.moment)
    message["Subject"] = report.title
    message["Message-ID"] = f"<{report.name}@outlet.example>"
    message.set_content(report.body, cte=encoding)
    if as_page:
        message.add_alternative(page(report).decode(), subtype="html")
    return message.as_bytes()


def docx(report):
    def paragraph(words, style=""):
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{html.escape(line, quote=False)}</w:t>' for line in words.split("\n"))
        return f"<w:p>{properties}<w:r>{lines}</w:r></w:p>"

    body = paragraph(report.title, "Title") + "".join(paragraph(words) for words in report.body.rstrip("\n").split("\n\n") if words)
    space = "http://schemas.openxmlformats.org"
    files = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    return zipped(files)


def pdf(report):
    """One line of text after the other, as a word processor sets them; ASCII and what windows-1252 has."""

    def shown(line):
        encoded = line.encode("cp1252", "replace")
        return encoded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")

    lines = [report.title, "", "", ""]
    for words in report.body.rstrip("\n").split("\n\n"):
        for part in words.split("\n"):
            line = ""
            for word in part.split(" "):
                if len(line) + len(word) > 88:
                    lines.append(line)
                    line = ""
                line = f"{line} {word}".strip()
            lines.append(line)
        lines += ["", ""]
    content = b"BT /F1 10 Tf 50 790 Td 14 TL\n" + b"".join(b"(%s) Tj T*\n" % shown(line) for line in lines) + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


# ---- many reports a file ----


def rss(many):
    items = "".join(
        f"<item><title>{html.escape(r.title, quote=False)}</title><link>{r.url}</link><guid>{r.url}</guid>"
        f"<pubDate>{email.utils.format_datetime(r.moment)}</pubDate><source url='{SITE}'>{r.outlet}</source>"
        f"<content:encoded><![CDATA[{paragraphs(r)}]]></content:encoded></item>\n"
        for r in many
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Examples</title><link>{SITE}</link><description>Reports</description>\n{items}</channel></rss>\n"
    ).encode()


def atom(many):
    entries = "".join(
        f"<entry><title>{html.escape(r.title, quote=False)}</title><id>{r.url}</id><link href='{r.url}'/>"
        f"<published>{r.moment.isoformat()}</published><updated>{r.moment.isoformat()}</updated>"
        f"<content type='html'>{html.escape(paragraphs(r))}</content></entry>\n"
        for r in many
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Examples</title>'
        f"<id>{SITE}</id><updated>2024-12-03T20:00:00Z</updated>\n{entries}</feed>\n"
    ).encode()


def json_feed(many):
    items = [
        {"id": r.url, "url": r.url, "title": r.title, "content_html": paragraphs(r), "date_published": r.moment.isoformat()}
        for r in many
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Examples", "items": items}
    return json.dumps(feed, indent=1).encode()


def json_lines(many):
    rows = [{"title": r.title, "text": r.body, "url": r.url, "published": r.published, "outlet": r.outlet} for r in many]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def csv_rows(many, names=("title", "text", "url", "published", "outlet")):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for r in many:
        writer.writerow([r.title, r.body, r.url, r.published, r.outlet])
    return out.getvalue().encode()


def telegram(many):
    messages = [
        {
            "id": number,
            "type": "message",
            "date": r.moment.strftime("%Y-%m-%dT%H:%M:%S"),
            "date_unixtime": str(int(r.moment.timestamp())),
            "from": r.outlet,
            "text": [r.title + "\n\n", {"type": "plain", "text": r.body}],
        }
        for number, r in enumerate(many, 1)
    ]
    return json.dumps({"name": "Examples", "type": "public_channel", "id": 1, "messages": messages}, indent=1).encode()


def x_archive(many):
    tweets = [
        {
            "tweet": {
                "id_str": str(number),
                "created_at": r.moment.strftime("%a %b %d %H:%M:%S +0000 %Y"),
                "full_text": html.escape(r.title + "\n\n" + r.body, quote=False),
                "lang": "en",
            }
        }
        for number, r in enumerate(many, 1)
    ]
    return b"window.YTD.tweets.part0 = " + json.dumps(tweets, indent=1).encode()


# ---- archives ----


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 12, 2, 0, 0, 0)), content)
    return out.getvalue()


def tarred(files, mode="w:gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def warc_records(pages, date="2024-12-05T09:30:00Z"):
    """Each a record of its own: responses for (url, page), with chunks and gzip as a server may send them."""
    for number, (url, body) in enumerate(pages):
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        if number % 3 == 1:
            body = gzip.compress(body, mtime=0)
            head += "Content-Encoding: gzip\r\n"
        if number % 3 == 2:
            cut = len(body) // 2
            body = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (cut, body[:cut], len(body) - cut, body[cut:])
            head += "Transfer-Encoding: chunked\r\n"
        yield record("response", url, date, (head + "\r\n").encode() + body, "application/http; msgtype=response", number)


def record(kind, url, date, block, media_type, number, more=""):
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Date: {date}\r\nWARC-Target-URI: {url}\r\nWARC-Block-Digest: sha1:{digest}\r\n{more}"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(pages, packed=True):
    return b"".join(gzip.compress(r, mtime=0) if packed else r for r in warc_records(pages))


def wacz(warc_gz, pages):
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})]
    lines += [json.dumps({"url": url, "ts": "2024-12-05T09:30:00Z", "title": "a page"}) for url, _ in pages]
    files = {"archive/data.warc.gz": warc_gz, "pages/pages.jsonl": ("\n".join(lines) + "\n").encode()}
    resources = [
        {"name": name.rsplit("/", 1)[1], "path": name, "hash": "sha256:" + hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
    ]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package).hexdigest()}).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in (files | {"datapackage.json": package, "datapackage-digest.json": digest}).items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 12, 5, 0, 0, 0)), content)
    return out.getvalue()
