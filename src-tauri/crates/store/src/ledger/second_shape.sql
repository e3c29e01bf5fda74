-- The table as the second shape has it; a later shape changes schema.sql and leaves this as it was.
-- Numbers that follow each other differ from their place in the row by the same amount.
CREATE TABLE run (
    operation INTEGER NOT NULL,
    part INTEGER NOT NULL,
    device INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (operation, part, device, first)
) WITHOUT ROWID;
INSERT INTO run (operation, part, device, first, last)
SELECT operation, part, device, min(seq), max(seq)
FROM (
    SELECT operation, part, device, seq,
           seq - row_number() OVER (PARTITION BY operation, part, device ORDER BY seq) AS gap
    FROM change
)
GROUP BY operation, part, device, gap;
DROP INDEX change_operation;
