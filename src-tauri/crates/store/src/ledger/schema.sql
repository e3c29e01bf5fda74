-- The lasting tables: log, devices, drafts. Everything else is a projection and may be dropped.
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE device (
    num INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    series TEXT NOT NULL DEFAULT '',
    secret BLOB              -- Ed25519 key of this device; empty for others
);
CREATE TABLE partition (num INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE kind (num INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE operation (
    num INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    device INTEGER NOT NULL,
    sort TEXT NOT NULL,
    title TEXT NOT NULL,
    user BLOB,
    wall_ms INTEGER NOT NULL, -- for display only
    source TEXT NOT NULL,
    undoes BLOB
);
CREATE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE change (
    part INTEGER NOT NULL,
    device INTEGER NOT NULL,
    seq INTEGER NOT NULL,     -- gap-free per part and device, from 1
    lamport INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    record BLOB NOT NULL,
    kind INTEGER NOT NULL,
    seen BLOB NOT NULL,       -- version vector: pairs of device num and seq, LEB128
    salt BLOB NOT NULL,
    body BLOB,                -- CBOR; empty once erased by law
    erased BLOB,              -- BLAKE3 of salt and body, kept when the body is erased
    PRIMARY KEY (part, device, seq)
) WITHOUT ROWID;
CREATE INDEX change_record ON change (kind, record);
-- Which changes an operation made, in runs: numbers without a gap of one device in one part. An index
-- of changes by operation would say for each of them what a run says once.
CREATE TABLE run (
    operation INTEGER NOT NULL,
    part INTEGER NOT NULL,
    device INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (operation, part, device, first)
) WITHOUT ROWID;
-- Changes from elsewhere whose predecessors have not arrived.
CREATE TABLE waiting (
    device BLOB NOT NULL,
    part TEXT NOT NULL,
    seq INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (device, part, seq)
) WITHOUT ROWID;
CREATE TABLE projection (kind TEXT PRIMARY KEY, fingerprint BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    wall_ms INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
