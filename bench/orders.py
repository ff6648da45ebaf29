"""Orders that time will do something to, as facts, and deadlines that are only in the way."""

import datetime
import json
import sqlite3

DAY = 86_400_000
# A shop for so many orders of a group.
ORDERS_A_SHOP = 50
AMOUNT = 9_900
SHOPS_IN_THE_WAY = 5_000


def instant(milliseconds):
    whole = datetime.datetime.fromtimestamp(milliseconds // 1000, datetime.timezone.utc)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"


def fact(name, kind, at, **fields):
    return json.dumps({"id": name, "type": kind, "at": instant(at), "source": "market", **fields}) + "\n"


def write_group(file, name, count, at, dispatched=True, a_shop=ORDERS_A_SHOP):
    """`count` orders: paid an hour before `at(index)` and, if so told, dispatched then and signed for an hour later.
    Answers how many facts there are."""
    shops = max(1, count // a_shop)
    for shop in range(shops):
        key = f"{name}-shop-{shop:05d}"
        opened = at(0) - 5 * DAY
        file.write(fact(f"{key}-1", "shop-opened", opened, shop=key))
        file.write(fact(f"{key}-2", "product-listed", opened, shop=key, product=f"{key}-p", category="clothing"))
    for index in range(count):
        shop, order, left = f"{name}-shop-{index % shops:05d}", f"{name}-{index:07d}", at(index)
        line = {"line": "1", "product": f"{shop}-p", "quantity": 1, "paid": AMOUNT}
        file.write(fact(
            f"{order}-paid", "order-paid", left - DAY // 24, shop=shop, order=order, consumer=f"buyer-{index % 1000}",
            currency="CNY", lines=[line]))
        if dispatched:
            file.write(fact(f"{order}-left", "order-dispatched", left, shop=shop, order=order, waybill=f"w-{order}"))
            file.write(fact(
                f"{order}-signed", "order-signed", left + DAY // 24, shop=shop, order=order, signed_by="recipient"))
    return 2 * shops + count * (3 if dispatched else 1)


def caught_up(file, at):
    """The marketplace has told everything that happened before an instant: what is due before it is ripe."""
    file.write(fact(f"caught-up-{at}", "source-caught-up", at))
    return 1


def put_in_the_way(engine, name, count, after):
    """Bare deadlines of a year that begins `after`, spread over all partitions. They are never carried out."""
    if count == 0:
        return
    step = 365 * DAY / count
    if engine.key == "postgres":
        engine.query(name, f"""
            INSERT INTO deadline
            SELECT of.partitions[1 + i % 64], {after} + (i * {step})::bigint,
                'far-' || lpad((i % {SHOPS_IN_THE_WAY})::text, 5, '0'), 'receipt-0', 'far-' || i, {after}
            FROM generate_series(1, {count}) AS i,
                (SELECT array_agg(partition ORDER BY partition) AS partitions FROM head) AS of""")
        engine.query(name, "VACUUM ANALYZE")
        return
    connection = sqlite3.connect(engine.path(name), isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -262144")
    partitions = [row[0] for row in connection.execute("SELECT partition FROM head ORDER BY partition")]
    connection.execute("BEGIN")
    for place, partition in enumerate(partitions):
        connection.execute(f"""
            WITH RECURSIVE every(i) AS (SELECT {place + 1} UNION ALL SELECT i + 64 FROM every WHERE i + 64 <= {count})
            INSERT INTO deadline SELECT {partition}, {after} + CAST(i * {step} AS INTEGER),
                'far-' || printf('%05d', i % {SHOPS_IN_THE_WAY}), 'receipt-0', 'far-' || i, {after} FROM every""")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
