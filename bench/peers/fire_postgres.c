/* Deadlines carried out by hand on PostgreSQL: a batch is one statement that takes due rows with FOR UPDATE SKIP LOCKED
   and writes what Surety writes for a receipt that time confirms: the deadline gone, the order rewritten, its escrow
   emptied into what is payable, two events, the batch, the head. Nothing is read, decided, encoded or digested.

   usage: fire_postgres CONNECTION THROUGH BATCH CONNECTIONS BYTES_MOVED BYTES_TRANSFERRED BYTES_MORE
   THROUGH is in milliseconds since 1970; BYTES_… are the lengths of the events and by how much an order grows. */
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_PARTITIONS = 64, MOST_THREADS = 16, LONGEST = 4096 };

static const char *form =
    "WITH due AS (DELETE FROM deadline WHERE ctid = ANY (ARRAY("
    "  SELECT ctid FROM deadline WHERE partition = $1 AND due_at <= $2"
    "  ORDER BY due_at, shop, kind, subject LIMIT %d FOR UPDATE SKIP LOCKED)) RETURNING shop, subject),"
    " numbered AS (SELECT shop, subject, row_number() OVER () AS n FROM due),"
    " fired AS (SELECT count(*) AS n FROM due),"
    " moved AS (UPDATE head SET next_number = next_number + 2 * fired.n, recorded_at = $3, chain = $4 FROM fired"
    "  WHERE partition = $1 AND fired.n > 0"
    "  RETURNING next_number - 2 * fired.n AS first, next_number - 1 AS last),"
    " events AS (INSERT INTO event SELECT $1, first + 2 * (n - 1) + k, 12 + k, 1, $3, NULL,"
    "  CASE k WHEN 0 THEN $5::bytea ELSE $6::bytea END FROM moved, numbered, generate_series(0, 1) AS k),"
    " kept AS (INSERT INTO batch SELECT $1, last, first, md5(random()::text), $3, $4 FROM moved),"
    " orders AS (UPDATE \"order\" AS o SET number = last, state = state || $7::bytea FROM numbered, moved"
    "  WHERE o.partition = $1 AND o.shop = numbered.shop AND o.id = numbered.subject),"
    " escrows AS (UPDATE account AS a SET balance = 0 FROM numbered WHERE a.partition = $1"
    "  AND a.shop = numbered.shop AND a.account = 'escrow/' || numbered.subject AND a.currency = 'CNY'),"
    " payables AS (INSERT INTO account AS a SELECT $1, shop, 'payable', 'CNY', 9900 * count(*) FROM numbered"
    "  GROUP BY shop ON CONFLICT (partition, shop, account, currency)"
    "  DO UPDATE SET balance = a.balance + EXCLUDED.balance)"
    " SELECT n FROM fired";

static const char *address, *through, *partitions[MOST_PARTITIONS];
static int partition_count, next_partition, batch, bytes[3];
static long fired, commits;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char filling[LONGEST];

static void die(const char *what, PGconn *connection) {
    fprintf(stderr, "%s: %s\n", what, connection ? PQerrorMessage(connection) : "");
    exit(1);
}

static PGconn *connect_once(void) {
    PGconn *connection = PQconnectdb(address);
    if (PQstatus(connection) != CONNECTION_OK) die("connect", connection);
    PQclear(PQexec(connection, "SET synchronous_commit = on"));
    PQclear(PQexec(connection, "SET jit = off"));
    return connection;
}

static const char *take_partition(void) {
    pthread_mutex_lock(&lock);
    const char *partition = next_partition < partition_count ? partitions[next_partition++] : NULL;
    pthread_mutex_unlock(&lock);
    return partition;
}

static int fire_batch(PGconn *connection, const char *partition) {
    struct timespec time;
    char now[32];
    clock_gettime(CLOCK_REALTIME, &time);
    snprintf(now, sizeof now, "%lld", time.tv_sec * 1000LL + time.tv_nsec / 1000000);
    const char *values[] = {partition, through, now, filling, filling, filling, filling};
    int lengths[] = {0, 0, 0, 32, bytes[0], bytes[1], bytes[2]}, formats[] = {0, 0, 0, 1, 1, 1, 1};
    PGresult *result = PQexecPrepared(connection, "fire", 7, values, lengths, formats, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) die("fire", connection);
    int count = atoi(PQgetvalue(result, 0, 0));
    PQclear(result);
    return count;
}

static void *work(void *connection) {
    const char *partition;
    long own = 0, own_commits = 0;
    while ((partition = take_partition())) {
        int count;
        do {
            count = fire_batch(connection, partition);
            own += count;
            own_commits += count > 0;
        } while (count == batch);
    }
    pthread_mutex_lock(&lock);
    fired += own;
    commits += own_commits;
    pthread_mutex_unlock(&lock);
    return NULL;
}

static double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
    static char text[8192];
    PGconn *connections[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    if (count != 8) die("usage: fire_postgres CONNECTION THROUGH BATCH CONNECTIONS BYTES BYTES BYTES", NULL);
    address = arguments[1];
    through = arguments[2];
    batch = atoi(arguments[3]);
    int width = atoi(arguments[4]);
    for (int i = 0; i < 3; i++) bytes[i] = atoi(arguments[5 + i]);
    if (width < 1 || width > MOST_THREADS || bytes[0] > LONGEST || bytes[1] > LONGEST || bytes[2] > LONGEST)
        die("numbers out of range", NULL);
    memset(filling, 'x', sizeof filling);
    snprintf(text, sizeof text, form, batch);
    for (int i = 0; i < width; i++) {
        connections[i] = connect_once();
        PGresult *result = PQprepare(connections[i], "fire", text, 0, NULL);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) die("prepare", connections[i]);
        PQclear(result);
    }
    PGresult *heads = PQexec(connections[0], "SELECT partition FROM head ORDER BY partition");
    for (partition_count = 0; partition_count < PQntuples(heads) && partition_count < MOST_PARTITIONS; partition_count++)
        partitions[partition_count] = PQgetvalue(heads, partition_count, 0);
    double start = seconds_now();
    for (int i = 0; i < width; i++) pthread_create(&threads[i], NULL, work, connections[i]);
    for (int i = 0; i < width; i++) pthread_join(threads[i], NULL);
    double seconds = seconds_now() - start;
    printf("{\"fired\": %ld, \"commits\": %ld, \"seconds\": %.6f}\n", fired, commits, seconds);
    for (int i = 0; i < width; i++) PQfinish(connections[i]);
    return 0;
}
