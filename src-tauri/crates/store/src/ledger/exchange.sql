-- What was sent and received by file; from shape 11 on. None of it is in the log: it says what this
-- PC did, and a restored or new one does not need it.
CREATE TABLE package (
    num INTEGER PRIMARY KEY,
    id BLOB NOT NULL,         -- of the package
    sent INTEGER NOT NULL,    -- 1 from here, 0 to here
    wall_ms INTEGER NOT NULL, -- for display only
    note TEXT NOT NULL        -- JSON, whose shape the application knows
);
CREATE INDEX package_id ON package (id);
-- How far each device came in what another device holds, as that one said last.
CREATE TABLE peer (
    peer BLOB NOT NULL,
    device BLOB NOT NULL,
    part TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (peer, device, part)
) WITHOUT ROWID;
