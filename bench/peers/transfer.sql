-- A ledger as it is written by hand for PostgreSQL: transfers come in arrays and are posted by one call.
CREATE TABLE account (id BIGINT PRIMARY KEY, balance BIGINT NOT NULL, lowest BIGINT NOT NULL);
CREATE TABLE transfer (
    id TEXT PRIMARY KEY, source BIGINT NOT NULL, target BIGINT NOT NULL, amount BIGINT NOT NULL CHECK (amount > 0),
    at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE posting (
    account BIGINT NOT NULL, transfer TEXT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (account, transfer)
);

-- Answers for each transfer whether it was posted. Accounts are locked in the order of their ids, so that batches
-- side by side never wait for one another in a circle.
CREATE FUNCTION post_transfers(ids TEXT[], sources BIGINT[], targets BIGINT[], amounts BIGINT[]) RETURNS BOOLEAN[]
LANGUAGE plpgsql AS $$
DECLARE
    fitting BOOLEAN[];
BEGIN
    PERFORM 1 FROM account WHERE id = ANY (sources || targets) ORDER BY id FOR UPDATE;
    SELECT array_agg(checked.fits ORDER BY checked.n) INTO fitting FROM (
        SELECT n, bool_and(fits) AS fits FROM (
            SELECT leg.n, a.balance + sum(leg.amount) OVER (PARTITION BY leg.account ORDER BY leg.n) >= a.lowest AS fits
            FROM (
                SELECT n, source AS account, -amount AS amount
                FROM unnest(sources, amounts) WITH ORDINALITY AS s (source, amount, n)
                UNION ALL
                SELECT n, target, amount FROM unnest(targets, amounts) WITH ORDINALITY AS t (target, amount, n)
            ) AS leg JOIN account AS a ON a.id = leg.account
        ) AS legs GROUP BY n
    ) AS checked;
    INSERT INTO transfer (id, source, target, amount)
    SELECT id, source, target, amount
    FROM unnest(ids, sources, targets, amounts, fitting) AS t (id, source, target, amount, fits) WHERE fits;
    INSERT INTO posting (account, transfer, amount)
    SELECT leg.account, t.id, leg.amount
    FROM unnest(ids, sources, targets, amounts, fitting) AS t (id, source, target, amount, fits),
        LATERAL (VALUES (t.source, -t.amount), (t.target, t.amount)) AS leg (account, amount) WHERE t.fits;
    UPDATE account SET balance = balance + change.amount FROM (
        SELECT leg.account, sum(leg.amount)::bigint AS amount
        FROM unnest(sources, targets, amounts, fitting) AS t (source, target, amount, fits),
            LATERAL (VALUES (t.source, -t.amount), (t.target, t.amount)) AS leg (account, amount)
        WHERE t.fits GROUP BY leg.account
    ) AS change WHERE account.id = change.account;
    RETURN fitting;
END $$;
