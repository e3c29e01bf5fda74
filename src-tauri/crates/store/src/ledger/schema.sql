-- The lasting tables: log, devices, drafts. Everything else is a projection and may be dropped.
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE device (
    num INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    public BLOB,             -- Ed25519 key; the id is half its BLAKE3. Empty until it is known
    series TEXT NOT NULL DEFAULT '',
    secret BLOB              -- of this store's own devices; empty for others
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
-- What an operation wrote in a partition: consecutive numbers of one device, and the value of the
-- chain behind them (domain::record::Chain).
CREATE TABLE run (
    operation INTEGER NOT NULL,
    part INTEGER NOT NULL,
    device INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (operation, part, device)
) WITHOUT ROWID;
-- The changes themselves, gap-free per partition and device, from 1; a block lies in one run.
CREATE TABLE block (
    part INTEGER NOT NULL,
    device INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    kinds BLOB NOT NULL,      -- local numbers of the types it speaks of, ascending, LEB128
    body BLOB NOT NULL,       -- a byte for the packing (0 none, 1 zstd), then domain::record::BlockWriter's
    PRIMARY KEY (part, device, first)
) WITHOUT ROWID;
CREATE INDEX block_kinds ON block (kinds);
-- How far each device came in each partition, with the value of the chain there, signed by the device.
-- Partition 0 counts the device's operations.
CREATE TABLE head (
    device INTEGER NOT NULL,
    part INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    chain BLOB NOT NULL,
    signature BLOB,           -- Ed25519; empty where another device's has not arrived
    PRIMARY KEY (device, part)
) WITHOUT ROWID;
CREATE TABLE projection (kind TEXT PRIMARY KEY, fingerprint BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    wall_ms INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
