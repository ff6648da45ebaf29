/* The bare loop on PostgreSQL: the rows of a finished import into empty tables of the same schema, over one connection
   in pipeline mode with one statement per table, as arrays. No fact is read, decided or digested here.

   usage: bare_postgres CONNECTION ROWS chunk        one transaction for each chunk of facts
          bare_postgres CONNECTION ROWS partition    one for each partition of a chunk, as Surety commits */
#include <libpq-fe.h>
#include "rows.h"

enum { TEXT_OID = 25, BYTES_OID = 17, INTEGER_OID = 20, TEXT_ARRAY = 1009, BYTES_ARRAY = 1001, INTEGER_ARRAY = 1016 };

static PGconn *connection;
static char *buffer;
static size_t used, capacity;

static void lost(void) { die("postgres", PQerrorMessage(connection)); }

static void put(const void *bytes, size_t length) {
    if (used + length > capacity) {
        capacity = (used + length) * 2;
        buffer = realloc(buffer, capacity);
        if (!buffer) die("postgres", "out of memory");
    }
    memcpy(buffer + used, bytes, length);
    used += length;
}

static void put_integer(int32_t integer) {
    uint32_t bits = __builtin_bswap32((uint32_t)integer);
    put(&bits, 4);
}

static Oid element_of(enum column_type type) {
    return type == INTEGER_COLUMN ? INTEGER_OID : type == TEXT_COLUMN ? TEXT_OID : BYTES_OID;
}

static Oid array_of(enum column_type type) {
    return type == INTEGER_COLUMN ? INTEGER_ARRAY : type == TEXT_COLUMN ? TEXT_ARRAY : BYTES_ARRAY;
}

static void prepare(const struct table *table, int number) {
    char text[8192], name[16], *end = text;
    Oid types[MOST_COLUMNS];
    end += sprintf(end, "INSERT INTO \"%s\" SELECT * FROM unnest(", table->name);
    for (int c = 0; c < table->columns; c++) {
        end += sprintf(end, "%s$%d", c ? "," : "", c + 1);
        types[c] = array_of(table->type[c]);
    }
    end += sprintf(end, ")");
    if (table->replaces) {
        end += sprintf(end, " ON CONFLICT (");
        for (int c = 0; c < table->key; c++) end += sprintf(end, "%s\"%s\"", c ? "," : "", table->column[c]);
        end += sprintf(end, ") DO UPDATE SET ");
        for (int c = table->key; c < table->columns; c++)
            end += sprintf(
                end, "%s\"%s\" = EXCLUDED.\"%s\"", c > table->key ? "," : "", table->column[c], table->column[c]);
    }
    sprintf(name, "t%d", number);
    PGresult *result = PQprepare(connection, name, text, table->columns, types);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) lost();
    PQclear(result);
}

static void send_rows(const struct table *table, int number, uint32_t first, uint32_t rows) {
    char name[16];
    size_t start[MOST_COLUMNS];
    const char *values[MOST_COLUMNS];
    int lengths[MOST_COLUMNS], formats[MOST_COLUMNS];
    used = 0;
    for (int c = 0; c < table->columns; c++) {
        start[c] = used;
        int has_null = 0;
        put_integer(1);
        put_integer(0);
        put_integer((int32_t)element_of(table->type[c]));
        put_integer((int32_t)rows);
        put_integer(1);
        for (uint32_t row = first; row < first + rows; row++) {
            struct value value = table->values[(size_t)row * table->columns + c];
            put_integer(value.length);
            if (value.length == NULL_LENGTH) has_null = 1;
            else put(value.bytes, value.length);
        }
        if (has_null) buffer[start[c] + 7] = 1;
        lengths[c] = (int)(used - start[c]);
        formats[c] = 1;
    }
    for (int c = 0; c < table->columns; c++) values[c] = buffer + start[c];
    sprintf(name, "t%d", number);
    if (!PQsendQueryPrepared(connection, name, table->columns, values, lengths, formats, 1)) lost();
}

static void send_plain(const char *text) {
    if (!PQsendQueryParams(connection, text, 0, NULL, NULL, NULL, NULL, 1)) lost();
}

/* Waits until the transaction is durable. */
static void await(int statements) {
    if (!PQpipelineSync(connection)) lost();
    for (int i = 0; i < statements; i++) {
        PGresult *result = PQgetResult(connection);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) lost();
        PQclear(result);
        if (PQgetResult(connection)) die("postgres", "more than one answer");
    }
    PGresult *result = PQgetResult(connection);
    if (PQresultStatus(result) != PGRES_PIPELINE_SYNC) lost();
    PQclear(result);
}

/* The rows of each table from `next` on that belong to the partition, or all; moves `next` past them. */
static void commit_rows(struct rows_file *file, uint32_t *next, const int64_t *partition) {
    int statements = 2;
    send_plain("BEGIN");
    for (int i = 0; i < file->tables; i++) {
        struct table *table = &file->table[i];
        uint32_t first = next[i];
        while (next[i] < table->rows
               && (!partition || integer_of(table->values[(size_t)next[i] * table->columns]) == *partition))
            next[i]++;
        if (next[i] == first) continue;
        send_rows(table, i, first, next[i] - first);
        statements++;
    }
    send_plain("COMMIT");
    await(statements);
}

/* The least partition that still has rows; 0 where none has. Rows are sorted by their keys. */
static int next_partition(const struct rows_file *file, const uint32_t *next, int64_t *least) {
    int found = 0;
    for (int i = 0; i < file->tables; i++) {
        const struct table *table = &file->table[i];
        if (next[i] == table->rows) continue;
        int64_t partition = integer_of(table->values[(size_t)next[i] * table->columns]);
        if (!found || partition < *least) *least = partition;
        found = 1;
    }
    return found;
}

int main(int count, char **arguments) {
    static struct rows_file file;
    if (count != 4) die("usage", "bare_postgres CONNECTION ROWS chunk|partition");
    int by_partition = !strcmp(arguments[3], "partition");
    open_rows(&file, arguments[2]);
    connection = PQconnectdb(arguments[1]);
    if (PQstatus(connection) != CONNECTION_OK) lost();
    PQclear(PQexec(connection, "SET synchronous_commit = on"));
    PQclear(PQexec(connection, "SET jit = off"));
    for (int i = 0; i < file.tables; i++) prepare(&file.table[i], i);
    if (!PQenterPipelineMode(connection)) lost();
    double start = seconds_now();
    uint64_t rows = 0, commits = 0;
    for (uint32_t chunk = 0; chunk < file.commits; chunk++) {
        uint32_t next[MOST_TABLES] = {0};
        int64_t partition;
        next_commit(&file);
        for (int i = 0; i < file.tables; i++) rows += file.table[i].rows;
        if (!by_partition) {
            commit_rows(&file, next, NULL);
            commits++;
            continue;
        }
        for (; next_partition(&file, next, &partition); commits++) commit_rows(&file, next, &partition);
    }
    double seconds = seconds_now() - start;
    PQfinish(connection);
    printf(
        "{\"rows\": %llu, \"commits\": %llu, \"seconds\": %.6f}\n", (unsigned long long)rows,
        (unsigned long long)commits, seconds);
    return 0;
}
