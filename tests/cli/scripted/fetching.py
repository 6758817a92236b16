"""histor add URL against servers that misbehave: each case tells what is wrong, and the rest goes on."""

import gzip
import hashlib
import os
import resource
import shutil
import signal
import sqlite3
import ssl
import subprocess

from program import DONE, FAILED, SOME_FAILED, USAGE, Skip, import_warcio
from web import Server, Socks5, answer, bomb, kept, redirect, report

QUICK = ["--retries", "0", "--timeout", "2"]


def sources(histor):
    return sorted(record["source"] for record in histor.ok("docs").records if record["type"] == "document")


def refused(histor, server, path, says, *flags, code=SOME_FAILED):
    """Adds the bad page before a good one: the first is told with `says`, the second is there."""
    quick = [flag for pair in zip(QUICK[::2], QUICK[1::2]) if pair[0] not in flags for flag in pair]
    outcome = histor.fails(code, "add", server.url(path), server.url("/good"), *server.allowed(), *quick, *flags, says=says)
    assert server.url(path) in outcome.err, outcome.err
    assert server.url("/good") in sources(histor)
    assert server.url(path) not in sources(histor), f"{path} was added"
    kept(histor)
    return outcome


def test_a_page_is_read_as_a_file_is(histor):
    text = report(5)
    with Server({"/a": answer(text)}) as server:
        histor.write("same.txt", text)
        histor.write("other.txt", report(7))
        outcome = histor.ok("add", server.url("/a#part"), "other.txt", *server.allowed())
        assert "2 added with" in outcome.err, outcome.err
        assert "contacting 127.0.0.1" in outcome.err, outcome.err
        assert sources(histor) == sorted([server.url("/a#part"), "other.txt"])
        of_url = [record for record in histor.ok("claims").records if record["number"]["value"] == 5]
        histor.ok("add", "same.txt", "--ledger", "same.db")
        assert of_url and of_url == histor.ok("claims", "--ledger", "same.db").records
        assert server.paths() == ["/robots.txt", "/a"]
        records, rows = kept(histor)
        assert [row["url"] for row in rows] == [server.url("/a")]
        assert rows[0]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert rows[0]["warc"] == "histor.warc.gz"
        kinds = [headers["WARC-Type"] for _, _, headers, _ in records]
        assert kinds == ["warcinfo", "response", "request"], kinds
        assert records[2][3].startswith(b"GET /a HTTP/1.1\r\n"), records[2][3]
        assert records[1][3].endswith(text.encode())


def test_what_was_compressed_is_kept_so_and_read_unfolded(histor):
    body = gzip.compress(report(5).encode())
    with Server({"/a": answer(body, headers=["Content-Encoding: gzip"])}) as server:
        histor.ok("add", server.url("/a"), *server.allowed())
        assert len(histor.ok("claims").records) == 1
        assert server.asked[-1].headers["accept-encoding"] == "gzip"
        records, rows = kept(histor)
        assert records[1][3].partition(b"\r\n\r\n")[2] == body
        assert b"Content-Encoding: gzip\r\n" in records[1][3]
        assert rows[0]["sha256"] == hashlib.sha256(report(5).encode()).hexdigest()


def test_chunks_are_put_together(histor):
    text = report(5).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(text[i : i + 10]), text[i : i + 10]) for i in range(0, len(text), 10)) + b"0\r\n\r\n"
    with Server({"/a": answer(b"", headers=["Transfer-Encoding: chunked"], length=False) + chunks}) as server:
        histor.ok("add", server.url("/a"), *server.allowed())
        records, rows = kept(histor)
        assert records[1][3].partition(b"\r\n\r\n")[2] == text
        assert rows[0]["sha256"] == hashlib.sha256(text).hexdigest()


def test_private_addresses_are_not_connected_to(histor):
    with Server({"/a": answer(report(5))}) as server:
        hosts = ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
        for host in hosts:
            outcome = histor.fails(FAILED, "add", server.url("/a", host), *QUICK, says=["not connected to", "--allow-private"])
            assert server.asked == [], f"{host} was asked"
        assert "loopback" in outcome.err or "unspecified" in outcome.err, outcome.err
        for target in ("http://10.0.0.1/", "http://169.254.169.254/latest", "http://[64:ff9b::a00:1]/", "http://[fe80::1]/"):
            histor.fails(FAILED, "add", target, *QUICK, says="not connected to")
        # The allowance is for the name and the port that were named, and for no other.
        histor.fails(FAILED, "add", server.url("/a", "localhost"), *server.allowed("127.0.0.1"), *QUICK, says="loopback")
        histor.fails(FAILED, "add", server.url("/a"), "--allow-private", f"127.0.0.1:{server.port + 1}", *QUICK, says="loopback")
        assert server.asked == []
        histor.ok("add", server.url("/a", "localhost"), *server.allowed("localhost"))
        assert server.asked[-1].path == "/a"


def test_redirects_are_checked_one_by_one(histor):
    with Server({"/secret": answer("the inside")}) as inside:
        pages = {
            "/good": answer(report(9)),
            "/from": redirect("/to", "301 Moved Permanently"),
            "/to": answer(report(5)),
            "/private": redirect(inside.url("/secret")),
            "/name": redirect(inside.url("/secret", "localhost")),
            "/file": redirect("file:///etc/passwd"),
            "/gopher": redirect("gopher://127.0.0.1/"),
            "/nowhere": answer("", "302 Found"),
            "/loop": redirect("/pool"),
            "/pool": redirect("/loop"),
            "/word": redirect("http://user:word@127.0.0.1/"),
            **{f"/far{i}": redirect(f"/far{i + 1}") for i in range(9)},
        }
        with Server(pages) as server:
            refused(histor, server, "/private", ["not connected to", "loopback"])
            refused(histor, server, "/name", ["not connected to", "loopback"])
            refused(histor, server, "/file", ["not followed", "http and https"])
            refused(histor, server, "/gopher", ["not followed"])
            refused(histor, server, "/nowhere", ["leads nowhere"])
            refused(histor, server, "/loop", ["circle"])
            outcome = refused(histor, server, "/word", ["not followed", "password"])
            assert "user:word" not in outcome.err
            refused(histor, server, "/far0", ["more than 5 redirects"])
            assert "/far6" not in server.paths()
            assert inside.asked == [], "the inside was asked"
            histor.ok("add", server.url("/from"), *server.allowed())
            records, rows = kept(histor)
            assert rows[-1]["url"] == server.url("/from") and rows[-1]["final_url"] == server.url("/to")
            urls = [headers.get("WARC-Target-URI", "").strip("<>") for _, _, headers, _ in records[-4:]]
            assert urls == [server.url("/from")] * 2 + [server.url("/to")] * 2, urls
            database = sqlite3.connect(histor.folder / "histor.db")
            find = "SELECT json_extract(record, '$.url') FROM document WHERE source = ?"
            assert database.execute(find, [server.url("/from")]).fetchone() == (server.url("/to"),)
            database.close()


def slowly(head, pause=0.2):
    import time

    yield head
    while True:
        time.sleep(pause)
        yield b"x"


def endless():
    yield answer(b"", length=False)
    while True:
        yield b"Five people were killed in Aleppo on Sunday, police said. " * 1000


def flood():
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-Filler: " + b"y" * 1000 + b"\r\n"


def test_answers_without_end_or_measure(histor):
    pages = {
        "/good": answer(report(9)),
        "/drip": lambda *_: slowly(answer(b"", headers=["Content-Length: 1000000"], length=False)),
        "/drip-head": lambda *_: slowly(b"HTTP/1.1 200 OK\r\nX: "),
        "/silent": lambda *_: slowly(b"", 3),
        "/endless": lambda *_: endless(),
        "/large": answer(b"", headers=["Content-Length: 99999999999"], length=False),
        "/flood": lambda *_: flood(),
        "/bomb": answer(bomb(200 << 20), headers=["Content-Encoding: gzip"]),
    }
    with Server(pages) as server:
        for path in ("/drip", "/drip-head", "/silent"):
            outcome = refused(histor, server, path, ["no whole answer in"], "--timeout", "1")
            assert outcome.seconds < 20, outcome
        for path in ("/endless", "/large"):
            outcome = refused(histor, server, path, ["over 100000 bytes", "--max-bytes"], "--max-bytes", "100000")
            assert outcome.peak_kib < 300_000, outcome
        refused(histor, server, "/flood", ["headers", "256 KiB"])
        outcome = refused(histor, server, "/bomb", ["unpacks to", "--max-bytes"], "--max-bytes", "1000000")
        assert outcome.peak_kib < 300_000, outcome


def test_lengths_and_chunks_that_are_wrong(histor):
    text = report(5).encode()
    chunked = answer(b"", headers=["Transfer-Encoding: chunked"], length=False)
    pages = {
        "/good": answer(report(9)),
        "/long": answer(text, headers=[f"Content-Length: {len(text) + 100}"], length=False),
        "/short": answer(text + b" and words that do not belong to it", headers=[f"Content-Length: {len(text)}"], length=False),
        "/chunk-size": chunked + b"zz\r\n" + text + b"\r\n0\r\n\r\n",
        "/chunk-end": chunked + b"%x\r\n" % len(text) + text + b"\r\n",
        "/chunk-cut": chunked + b"ffff\r\n" + text,
        "/gzip-cut": answer(gzip.compress(text)[:-12], headers=["Content-Encoding: gzip"]),
        "/gzip-damaged": answer(gzip.compress(text)[:30] + b"x" * 50, headers=["Content-Encoding: gzip"]),
        "/compress": answer(text, headers=["Content-Encoding: compress"]),
        "/nothing": b"",
        "/no-http": b"SSH-2.0-OpenSSH_9.2\r\n",
        "/empty": answer(b""),
        "/partial": answer(text, "206 Partial Content"),
    }
    with Server(pages) as server:
        refused(histor, server, "/long", ["cut short"])
        refused(histor, server, "/chunk-end", ["cut short"])
        refused(histor, server, "/chunk-cut", ["cut short"])
        refused(histor, server, "/chunk-size", [])
        refused(histor, server, "/gzip-cut", ["compressed answer", "cut short"])
        refused(histor, server, "/gzip-damaged", ["compressed answer"])
        refused(histor, server, "/compress", ["compress"])
        refused(histor, server, "/nothing", ["without an answer"])
        refused(histor, server, "/no-http", [])
        refused(histor, server, "/empty", ["empty"])
        refused(histor, server, "/partial", ["206"])
        # What comes after the length that was stated belongs to nothing.
        histor.ok("add", server.url("/short"), *server.allowed())
        rows = kept(histor)[1]
        assert hashlib.sha256(text).hexdigest() in [row["sha256"] for row in rows if row["url"] == server.url("/short")]


def test_statuses_are_told(histor):
    pages = {
        "/good": answer(report(9)),
        "/forbidden": answer("no", "403 Forbidden"),
        "/gone": answer("no", "410 Gone"),
        "/withheld": answer("no", "451 Unavailable For Legal Reasons"),
    }
    with Server(pages) as server:
        refused(histor, server, "/forbidden", ["403", "by hand"])
        refused(histor, server, "/gone", ["410"])
        refused(histor, server, "/withheld", ["451"])
        refused(histor, server, "/missing", ["404"])
        noted = [record["source"] for record in histor.ok("docs").records if record["type"] != "document"]
        assert sorted(noted) == sorted(server.url(path) for path in ("/forbidden", "/gone", "/withheld", "/missing"))


def test_a_host_that_asks_for_time_gets_it(histor):
    def later(request, number):
        return answer("busy", "429 Too Many Requests", ["Retry-After: 1"]) if number == 0 else answer(report(5))

    def ill(request, number):
        return answer("ill", "503 Service Unavailable") if number == 0 else answer(report(6))

    pages = {
        "/good": answer(report(9)),
        "/later": later,
        "/ill": ill,
        "/tomorrow": answer("busy", "503 Service Unavailable", ["Retry-After: 86400"]),
        "/never": answer("ill", "500 Internal Server Error"),
    }
    with Server(pages) as server:
        outcome = histor.ok("add", server.url("/later"), server.url("/ill"), *server.allowed(), "--retries", "1")
        assert "asked to wait 1 s" in outcome.err, outcome.err
        assert server.paths() == ["/robots.txt", "/later", "/later", "/ill", "/ill"]
        asked = [request.time for request in server.asked if request.path == "/later"]
        assert asked[1] - asked[0] >= 0.9, asked
        refused(histor, server, "/tomorrow", ["503", "86400 s"])
        assert server.paths().count("/tomorrow") == 1
        refused(histor, server, "/never", ["500", "tried 2 times"], "--retries", "1")
        assert server.paths().count("/never") == 2


def test_only_what_changed_is_sent_again(histor):
    def page(request, number):
        if request.headers.get("if-none-match") == '"7"':
            return b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\nConnection: close\r\n\r\n'
        return answer(report(5), headers=['ETag: "7"', "Last-Modified: Mon, 02 Dec 2024 10:00:00 GMT"])

    with Server({"/a": page}) as server:
        histor.ok("add", server.url("/a"), *server.allowed())
        assert "if-none-match" not in server.asked[-1].headers
        outcome = histor.ok("add", server.url("/a"), *server.allowed())
        assert "0 added with 0 claims, 1 known already" in outcome.err, outcome.err
        assert server.asked[-1].headers["if-none-match"] == '"7"'
        assert server.asked[-1].headers["if-modified-since"] == "Mon, 02 Dec 2024 10:00:00 GMT"
        records, rows = kept(histor)
        assert [row["status"] for row in rows] == [200, 304]
        assert rows[0]["sha256"] == rows[1]["sha256"]
        revisit = [headers for _, _, headers, _ in records if headers["WARC-Type"] == "revisit"][0]
        assert revisit["WARC-Profile"].endswith("server-not-modified"), revisit
        assert revisit["WARC-Refers-To-Target-URI"].strip("<>") == server.url("/a")
        assert revisit["WARC-Refers-To-Date"] == rows[0]["time"]
        # In a ledger that does not have the page it is asked for whole.
        histor.ok("add", server.url("/a"), "--ledger", "other.db", *server.allowed())
        assert "if-none-match" not in server.asked[-1].headers
        kept(histor, "other.db")


def test_robots_are_obeyed(histor):
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: histor\nDisallow: /private\nAllow: /private/open\n"
    pages = {
        "/robots.txt": answer(rules),
        "/good": answer(report(9)),
        "/private/a": answer(report(5)),
        "/private/open": answer(report(6)),
    }
    with Server(pages) as server:
        refused(histor, server, "/private/a", ["robots.txt"])
        assert "/private/a" not in server.paths()
        histor.ok("add", server.url("/private/open"), *server.allowed())
        outcome = histor.ok("add", server.url("/private/a"), "--no-robots", "--quiet", *server.allowed())
        assert "robots.txt is not asked" in outcome.err, "that must be told even where little is"


def test_robots_that_cannot_be_had(histor):
    page = answer(report(5))
    with Server({"/robots.txt": answer("ill", "500 Internal Server Error"), "/a": page}) as ill:
        histor.fails(FAILED, "add", ill.url("/a"), *ill.allowed(), *QUICK, says=["robots.txt", "500", "counts as a refusal"])
        assert "/a" not in ill.paths()
    with Server({"/robots.txt": lambda *_: slowly(b"HTTP/1.1 200 OK\r\n\r\n"), "/a": page}) as slow:
        histor.fails(FAILED, "add", slow.url("/a"), *slow.allowed(), "--retries", "0", "--timeout", "1", says="robots.txt")
        assert "/a" not in slow.paths()
    with Server({"/robots.txt": answer("no", "403 Forbidden"), "/a": page}) as none:
        histor.ok("add", none.url("/a"), *none.allowed())


def huge_robots():
    yield answer(b"", length=False) + b"User-agent: *\nDisallow: /private\n"
    while True:
        yield b"# filler\n" * 5000


def test_a_huge_robots_is_read_as_far_as_it_must_be(histor):
    pages = {"/robots.txt": lambda *_: huge_robots(), "/good": answer(report(9)), "/private": answer(report(5))}
    with Server(pages) as server:
        outcome = refused(histor, server, "/private", ["robots.txt"])
        assert "/private" not in server.paths()
        assert outcome.peak_kib < 300_000


def test_a_proxy_gets_the_name_unresolved(histor):
    with Server({"/a": answer(report(5)), "/good": answer(report(9))}) as server, Socks5(server.port) as proxy:
        through = ["--proxy", f"socks5h://127.0.0.1:{proxy.port}", "--delay", "0", *QUICK]
        histor.ok("add", "http://reports.example/a", *through)
        assert set(proxy.targets) == {(3, "reports.example", 80)}, "names are not resolved here"
        assert server.asked[-1].headers["host"] == "reports.example"
        count = len(proxy.targets)
        for target in ("http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://0x7f.1/", "http://nas.local/"):
            histor.fails(FAILED, "add", target, *through, says="not connected to")
        assert len(proxy.targets) == count
        histor.ok("add", "http://nas.local/a", "--allow-private", "nas.local", *through)
        assert proxy.targets[-1] == (3, "nas.local", 80)
        histor.fails(USAGE, "add", "http://reports.example/a", "--proxy", "socks5://127.0.0.1:1", says="socks5h")
        env = {"HISTOR_PROXY": f"socks5h://127.0.0.1:{proxy.port}"}
        histor.ok("add", "http://other.example/good", "--delay", "0", *QUICK, env=env)
        assert proxy.targets[-1] == (3, "other.example", 80)
        kept(histor)
    histor.fails(FAILED, "add", "http://reports.example/b", "--proxy", "socks5h://127.0.0.1:1", *QUICK, says="the proxy")


def test_an_http_proxy_is_asked_for_the_whole_url(histor):
    with Server({"/a": answer(report(5))}) as proxy:
        through = ["--proxy", f"http://me:word@127.0.0.1:{proxy.port}", "--delay", "0"]
        outcome = histor.ok("add", "http://reports.example/a", *through)
        assert f"through http://127.0.0.1:{proxy.port}\n" in outcome.err, "its password is not told"
        assert proxy.asked[-1].target == "http://reports.example/a"
        assert "proxy-authorization" in proxy.asked[-1].headers
        assert b"Proxy-" not in b"".join(block for _, _, _, block in kept(histor)[0]), "what is for the proxy is not kept"


def test_proxies_of_the_environment_are_ignored(histor):
    dead = "http://127.0.0.1:1"
    env = {name: dead for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY")}
    with Server({"/a": answer(report(5))}) as server:
        histor.ok("add", server.url("/a"), *server.allowed(), *QUICK, env=env)


def test_who_asks_is_told(histor):
    with Server({"/a": answer(report(5), headers=["Set-Cookie: a=b"]), "/b": answer(report(6))}) as server:
        histor.ok("add", server.url("/a"), server.url("/b"), *server.allowed(), "--contact", "https://example.org/who")
        version = histor.ok("version").out.decode().split()[1]
        for request in server.asked:
            assert request.headers["user-agent"] == f"Histor/{version} (+https://example.org/who)", request.head
            assert "cookie" not in request.headers and "referer" not in request.headers
        histor.ok("add", server.url("/a"), *server.allowed())
        assert server.asked[-1].headers["user-agent"] == f"Histor/{version}"


def test_a_connection_that_cannot_be_trusted_is_none(histor):
    openssl = shutil.which("openssl")
    if openssl is None:
        raise Skip("no openssl to make a certificate with")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2"]
        + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        cwd=histor.folder, check=True, capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(histor.folder / "cert.pem", histor.folder / "key.pem")
    with Server({"/a": answer(report(5))}, lambda connection: context.wrap_socket(connection, server_side=True)) as server:
        url = f"https://localhost:{server.port}/a"
        histor.fails(FAILED, "add", url, *server.allowed("localhost"), *QUICK, says="no trusted connection")
        assert server.asked == []


def test_urls_that_are_not_fetched(histor):
    histor.write("report.txt", report(5))
    histor.fails(USAGE, "add", "--offline", "http://reports.example/a", "report.txt", says=["--offline", "reports.example"])
    assert not (histor.folder / "histor.db").exists()
    histor.ok("add", "--offline", "report.txt")
    outcome = histor.fails(SOME_FAILED, "add", "http://reader:sesame@reports.example/", "report.txt", says="password")
    assert "sesame" not in outcome.err
    for flags in (["--delay", "soon"], ["--timeout", "0"], ["--max-bytes", "0"], ["--retries", "-1"], ["--allow-private", ""]):
        histor.fails(USAGE, "add", "http://reports.example/a", *flags, says=flags[0])
    histor.fails(USAGE, "add", "http://reports.example/a", "--allow-private", "http://x/", says="not a host")


def test_what_cannot_be_kept_is_not_added(histor):
    large = "".join(f"{hashlib.sha256(str(i).encode()).hexdigest()} were the marks.\n" for i in range(40_000))
    pages = {"/a": answer(report(5)), "/large": answer(report(6) + large), "/b": answer(report(7))}

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    with Server(pages) as server:
        urls = [server.url(path) for path in pages]
        outcome = histor.fails(
            SOME_FAILED, "add", *urls, *server.allowed(), says=["cannot be kept, so it is not added"], preexec_fn=small_files
        )
        assert server.url("/large") not in sources(histor), outcome.err
        assert server.url("/a") in sources(histor) and server.url("/b") in sources(histor)
        records, rows = kept(histor)
        assert sorted(row["url"] for row in rows) == sorted([server.url("/a"), server.url("/b")])
    os.unlink(histor.folder / "histor.warc.gz")
    (histor.folder / "histor.warc.gz").mkdir()
    with Server(pages) as server:
        histor.fails(FAILED, "add", server.url("/a"), *server.allowed(), says="histor.warc.gz")
        assert server.asked == [], "nothing is asked that could not be kept"


def test_an_answer_that_was_being_kept_when_the_power_went(histor):
    with Server({"/a": answer(report(5)), "/b": answer(report(6))}) as server:
        histor.ok("add", server.url("/a"), *server.allowed())
        path = histor.folder / "histor.warc.gz"
        whole = path.read_bytes()
        path.write_bytes(whole + gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n" + os.urandom(500))[:300])
        outcome = histor.ok("add", server.url("/b"), *server.allowed())
        assert "cut off" in outcome.err, outcome.err
        assert len(kept(histor)[1]) == 2
        assert path.read_bytes().startswith(whole)


def kept_pages(histor):
    """A ledger with a WARC beside it: a page after a redirect, a packed page, and one that had not changed."""

    def same(request, number):
        if "if-none-match" in request.headers:
            return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        return answer(report(7), headers=['ETag: "7"'])

    packed = answer(gzip.compress(report(5).encode()), headers=["Content-Encoding: gzip"])
    with Server({"/from": redirect("/a"), "/a": packed, "/same": same}) as server:
        histor.ok("add", server.url("/from"), server.url("/same"), *server.allowed())
        histor.ok("add", server.url("/same"), *server.allowed())
        return [server.url("/a"), server.url("/same"), server.url("/from")]


def test_what_is_kept_can_be_read_again(histor):
    kept_pages(histor)
    outcome = histor("read", "histor.warc.gz")
    assert sorted({r["number"]["value"] for r in outcome.records if r["type"] == "claim"}) == [5, 7], outcome.err


def test_another_reader_agrees(histor):
    iterator, _ = import_warcio()
    a, same, from_ = kept_pages(histor)
    found = []
    with open(histor.folder / "histor.warc.gz", "rb") as stream:
        for record in iterator.ArchiveIterator(stream, check_digests="raise"):
            kind = record.rec_type
            target = record.rec_headers.get_header("WARC-Target-URI")
            text = record.content_stream().read()
            if kind in ("response", "revisit"):
                found.append((kind, target, record.http_headers.get_statuscode(), text.decode() if kind == "response" else ""))
    assert found == [
        ("response", from_, "302", ""),
        ("response", a, "200", report(5)),
        ("response", same, "200", report(7)),
        ("revisit", same, "304", ""),
    ], found


def test_a_page_that_has_not_changed_is_what_it_was(histor):
    """An answer of 304 does not say again in which encoding the page is."""
    text = "<p>\u041f\u044f\u0442\u044c: 5 people were killed in Aleppo on Sunday, police said.</p>".encode("windows-1251")

    def page(request, number):
        if request.headers.get("if-none-match") == '"p"':
            return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        return answer(text, headers=["Content-Type: text/html; charset=windows-1251", 'ETag: "p"'])

    with Server({"/p": page}) as server:
        histor.ok("add", server.url("/p"), *server.allowed(), *QUICK)
        before = histor.ok("claims").out
        outcome = histor.ok("add", server.url("/p"), *server.allowed(), *QUICK)
        assert "0 added" in outcome.err and "1 known already" in outcome.err, outcome.err
        assert histor.ok("claims").out == before


def test_a_way_that_leads_elsewhere_is_asked_without_conditions(histor):
    target = ["/b"]

    def moved(request, number):
        return f"HTTP/1.1 302 Found\r\nLocation: {target[0]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()

    def page(count):
        def give(request, number):
            if request.headers.get("if-none-match") == '"1"':
                return b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
            return answer(report(count), headers=['ETag: "1"'])

        return give

    with Server({"/latest": moved, "/b": page(5), "/c": page(7)}) as server:
        histor.ok("add", server.url("/latest"), *server.allowed(), *QUICK)
        target[0] = "/c"
        histor.ok("add", server.url("/latest"), *server.allowed(), *QUICK)
        values = sorted(record["number"]["value"] for record in histor.ok("claims").records)
        assert values == [5, 7], values
