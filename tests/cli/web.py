"""A web of our own on the loopback address: servers that answer as they are told, well or ill, and a proxy."""

import contextlib
import gzip
import hashlib
import re
import socket
import socketserver
import sqlite3
import threading
import time
import zlib

DATELINE = "BEIRUT, December 2, 2024 (Agency T) -- "


def report(number):
    return f"Report {number} on the fighting\n\n{DATELINE}{number} people were killed in Aleppo on Sunday, police said.\n"


def answer(body, status="200 OK", headers=(), length=True):
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.append("Content-Type: text/plain; charset=utf-8")
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def redirect(where, status="302 Found"):
    return answer("", status, [f"Location: {where}"])


class Server:
    """`pages` gives for a path the bytes of the answer, or a function of (request, number of the request for the path) that
    gives them, or an iterable of pieces. What was asked is kept in `asked`."""

    def __init__(self, pages, wrap=None):
        self.pages = pages
        self.asked = []
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    outer.serve(self.request if wrap is None else wrap(self.request))

        class Threads(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 64

        self.server = Threads(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def allowed(self, host="127.0.0.1"):
        return ["--allow-private", f"{host}:{self.port}", "--delay", "0"]

    def paths(self):
        return [request.path for request in self.asked]

    def serve(self, connection):
        connection.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        request = Request(head)
        number = self.paths().count(request.path)
        self.asked.append(request)
        page = self.pages.get(request.path, answer("Not here.", "404 Not Found"))
        pieces = page(request, number) if callable(page) else page
        for piece in [pieces] if isinstance(pieces, bytes) else pieces:
            connection.sendall(piece)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):  # so that what was sent is not lost to a reset
                pass


class Request:
    def __init__(self, head):
        self.head = head.decode("latin-1")
        first, *lines = self.head.split("\r\n\r\n")[0].split("\r\n")
        self.method, self.target, _ = first.split(" ")
        self.path = re.sub(r"^http://[^/]*", "", self.target)
        self.headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
        self.time = time.monotonic()


class Socks5:
    """A SOCKS5 proxy that knows where every name leads; keeps how each target was named."""

    def __init__(self, leads_to):
        self.targets = []
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    outer.serve(self.request, leads_to)

        class Threads(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

        self.server = Threads(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def serve(self, client, leads_to):
        methods = receive(client, 2)
        receive(client, methods[1])
        client.sendall(b"\x05\x00")
        _, command, _, kind = receive(client, 4)
        assert command == 1
        if kind == 3:
            name = receive(client, receive(client, 1)[0]).decode()
        else:
            name = socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6, receive(client, 4 if kind == 1 else 16))
        port = int.from_bytes(receive(client, 2), "big")
        self.targets.append((kind, name, port))
        with socket.create_connection(("127.0.0.1", leads_to)) as host:
            client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
            back = threading.Thread(target=pump, args=(host, client), daemon=True)
            back.start()
            pump(client, host)
            back.join(10)


def receive(connection, size):
    got = b""
    while len(got) < size:
        piece = connection.recv(size - len(got))
        if not piece:
            raise OSError("gone")
        got += piece
    return got


def pump(source, target):
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def warc_records(path):
    """The records of a WARC of gzip members: [(offset, length, headers, block)], with every digest in it checked."""
    data = path.read_bytes()
    records = []
    at = 0
    while at < len(data):
        member = zlib.decompressobj(31)
        record = member.decompress(data[at:])
        assert member.eof, "a member is not whole"
        length = len(data) - at - len(member.unused_data)
        head, _, rest = record.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        assert version.startswith("WARC/1."), version
        headers = {name: value.strip() for name, value in (line.split(":", 1) for line in lines)}
        size = int(headers["Content-Length"])
        block = rest[:size]
        assert rest[size:] == b"\r\n\r\n", "a record does not end where it says"
        if "WARC-Block-Digest" in headers:
            assert headers["WARC-Block-Digest"] == "sha256:" + hashlib.sha256(block).hexdigest()
        if headers["WARC-Type"] == "response":
            payload = block.partition(b"\r\n\r\n")[2]
            assert headers["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(payload).hexdigest()
        records.append((at, length, headers, block))
        at += length
    return records


def kept(histor, ledger="histor.db"):
    """The WARC beside the ledger, and the ledger's rows of it, each checked to lead to its record."""
    records = warc_records(histor.folder / ledger.replace(".db", ".warc.gz"))
    database = sqlite3.connect(histor.folder / ledger)
    database.row_factory = sqlite3.Row
    rows = [dict(row) for row in database.execute("SELECT * FROM fetch ORDER BY time, url")]
    database.close()
    places = {(offset, length): headers for offset, length, headers, _ in records}
    for row in rows:
        headers = places[(row["warc_offset"], row["warc_length"])]
        assert headers["WARC-Target-URI"].strip("<>") == row["final_url"], (headers, row)
        assert headers["WARC-Type"] == ("revisit" if row["status"] == 304 else "response")
        assert headers["WARC-Date"] == row["time"]
    return records, rows


def bomb(size):
    return gzip.compress(b"x" * size, 9)
