// Facts first (capture, sighting, stated, failure, decision, place, fetch, feed_entry), then what was read from them
// (document, claim). Keys are the ids of the records and not counters, so that the rows of two ledgers with the same
// content are the same rows.
//
// Columns for searching are computed from the record, so they cannot say anything else than it does.

#include "ledger/schema.hpp"

namespace histor {

const char* const ledger_schema = R"sql(
CREATE TABLE capture (
  sha256   TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size     INTEGER NOT NULL,
  encoding TEXT NOT NULL CHECK (encoding IN ('raw', 'zstd')),
  bytes    BLOB NOT NULL
) STRICT;
CREATE TRIGGER capture_is_kept_as_captured BEFORE UPDATE ON capture
BEGIN SELECT raise(ABORT, 'a capture is never changed'); END;

CREATE TABLE document (
  id             TEXT PRIMARY KEY,
  capture        TEXT NOT NULL REFERENCES capture (sha256),
  text_offset    INTEGER,
  text_size      INTEGER NOT NULL,
  text_encoding  TEXT CHECK (text_encoding IN ('raw', 'zstd')),
  text           BLOB,
  reader_version INTEGER NOT NULL,
  read_at        TEXT NOT NULL,
  date_stated    INTEGER NOT NULL CHECK (date_stated IN (0, 1)),
  record         TEXT NOT NULL CHECK (json_valid(record)),
  source    TEXT AS (json_extract(record, '$.source')) VIRTUAL,
  title     TEXT AS (json_extract(record, '$.title')) VIRTUAL,
  outlet    TEXT AS (json_extract(record, '$.outlet')) VIRTUAL,
  language  TEXT AS (json_extract(record, '$.language')) VIRTUAL,
  published TEXT AS (json_extract(record, '$.published.date')) VIRTUAL,
  CHECK ((text_offset IS NULL) = (text IS NOT NULL)),
  CHECK ((text IS NULL) = (text_encoding IS NULL))
) STRICT;
CREATE INDEX document_capture ON document (capture);
CREATE INDEX document_published ON document (published);

CREATE TABLE sighting (
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  source   TEXT NOT NULL,
  PRIMARY KEY (document, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_source ON sighting (source);

CREATE TABLE stated (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  field    TEXT NOT NULL CHECK (field IN ('published', 'outlet', 'title', 'url', 'author', 'language')),
  value    TEXT NOT NULL
) STRICT;
CREATE INDEX stated_document ON stated (document, field);

CREATE TABLE claim (
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  ord      INTEGER NOT NULL,
  record   TEXT NOT NULL CHECK (json_valid(record)),
  kind        TEXT AS (json_extract(record, '$.kind')) VIRTUAL,
  outcome     TEXT AS (json_extract(record, '$.outcome')) VIRTUAL,
  action      TEXT AS (json_extract(record, '$.action')) VIRTUAL,
  sentence_begin INTEGER AS (json_extract(record, '$.sentence[0]')) VIRTUAL,
  sentence_end   INTEGER AS (json_extract(record, '$.sentence[1]')) VIRTUAL,
  number_text TEXT AS (json_extract(record, '$.number.text')) VIRTUAL,
  value       INTEGER AS (json_extract(record, '$.number.value')) VIRTUAL,
  low         INTEGER AS (json_extract(record, '$.number.low')) VIRTUAL,
  high        INTEGER AS (json_extract(record, '$.number.high')) VIRTUAL,
  hedge       TEXT AS (json_extract(record, '$.number.hedge')) VIRTUAL,
  population  TEXT AS (json_extract(record, '$.group')) VIRTUAL,
  origin      TEXT AS (json_extract(record, '$.origin.actor')) VIRTUAL,
  aggregation TEXT AS (json_extract(record, '$.aggregation')) VIRTUAL,
  modality    TEXT AS (json_extract(record, '$.modality')) VIRTUAL,
  when_start  TEXT AS (json_extract(record, '$.when.start')) VIRTUAL,
  when_end    TEXT AS (json_extract(record, '$.when.end')) VIRTUAL,
  means       TEXT AS (json_extract(record, '$.means')) VIRTUAL,
  part_of     TEXT AS (json_extract(record, '$.part_of')) VIRTUAL,
  PRIMARY KEY (document, id)
) STRICT;
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_outcome ON claim (kind, outcome);
CREATE INDEX claim_origin ON claim (origin);
CREATE INDEX claim_when ON claim (when_start);

CREATE TABLE failure (
  source TEXT PRIMARY KEY,
  code   TEXT NOT NULL,
  what   TEXT NOT NULL,
  place  TEXT NOT NULL,
  hint   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  seq      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  time     TEXT NOT NULL,
  person   TEXT NOT NULL,
  verb     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  reason   TEXT NOT NULL,
  before   TEXT,
  after    TEXT,
  previous TEXT,
  hash     TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER decision_follows_the_last BEFORE INSERT ON decision
WHEN NEW.previous IS NOT (SELECT hash FROM decision ORDER BY seq DESC LIMIT 1)
BEGIN SELECT raise(ABORT, 'the chain of decisions is broken'); END;
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
BEGIN SELECT raise(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER decision_is_never_deleted BEFORE DELETE ON decision
BEGIN SELECT raise(ABORT, 'a decision is never deleted'); END;

PRAGMA application_id = 1214870388;
PRAGMA user_version = 1;
)sql";

const char* const ledger_schema_from_1 = R"sql(
CREATE TABLE place (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  other_names TEXT NOT NULL,
  latitude    REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude   REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  kind        TEXT NOT NULL CHECK (kind IN ('locality', 'neighbourhood', 'county', 'region', 'country', 'area')),
  country     TEXT NOT NULL,
  region      TEXT NOT NULL,
  county      TEXT NOT NULL,
  population  INTEGER NOT NULL,
  source      TEXT NOT NULL
) STRICT;

PRAGMA user_version = 2;
)sql";

const char* const ledger_schema_from_2 = R"sql(
CREATE TABLE fetch (
  url           TEXT NOT NULL,
  time          TEXT NOT NULL,
  status        INTEGER NOT NULL,
  final_url     TEXT,
  etag          TEXT,
  last_modified TEXT,
  sha256        TEXT CHECK (length(sha256) = 64),
  warc          TEXT,
  warc_offset   INTEGER NOT NULL,
  warc_length   INTEGER NOT NULL,
  PRIMARY KEY (url, time)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_entry (
  feed  TEXT NOT NULL,
  entry TEXT NOT NULL,
  time  TEXT NOT NULL,
  PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 3;
)sql";

}  // namespace histor
