/* The bare loop on SQLite: the rows of a finished import into empty tables of the same schema, with the same number of
   facts a commit and the same durability. No fact is read, decided or digested here.

   usage: bare_sqlite DATABASE ROWS      (DATABASE has the schema and nothing else) */
#include <sqlite3.h>
#include "rows.h"

static sqlite3 *database;

static void check(int code) {
    if (code != SQLITE_OK) die("sqlite", sqlite3_errmsg(database));
}

static int64_t pragma(const char *text) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(database, text, -1, &statement, NULL));
    int64_t answer = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return answer;
}

static void run(const char *text) { check(sqlite3_exec(database, text, NULL, NULL, NULL)); }

static sqlite3_stmt *prepare_insert(const struct table *table, int rows) {
    static char text[64 * MOST_COLUMNS * 4 + 4096];
    char *end = text + sprintf(text, "INSERT INTO \"%s\" VALUES ", table->name);
    for (int row = 0; row < rows; row++) {
        end += sprintf(end, row ? ",(" : "(");
        for (int column = 0; column < table->columns; column++) end += sprintf(end, column ? ",?" : "?");
        end += sprintf(end, ")");
    }
    if (table->replaces) {
        end += sprintf(end, " ON CONFLICT (");
        for (int c = 0; c < table->key; c++) end += sprintf(end, "%s\"%s\"", c ? "," : "", table->column[c]);
        end += sprintf(end, ") DO UPDATE SET ");
        for (int c = table->key; c < table->columns; c++)
            end += sprintf(
                end, "%s\"%s\" = excluded.\"%s\"", c > table->key ? "," : "", table->column[c], table->column[c]);
    }
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
    return statement;
}

static void insert(sqlite3_stmt *statement, const struct table *table, uint32_t first, int rows) {
    const struct value *value = table->values + (size_t)first * table->columns;
    int place = 1;
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < table->columns; column++, value++, place++) {
            if (value->length == NULL_LENGTH) sqlite3_bind_null(statement, place);
            else if (table->type[column] == INTEGER_COLUMN) sqlite3_bind_int64(statement, place, integer_of(*value));
            else if (table->type[column] == TEXT_COLUMN)
                sqlite3_bind_text64(statement, place, value->bytes, value->length, SQLITE_STATIC, SQLITE_UTF8);
            else sqlite3_bind_blob64(statement, place, value->bytes, value->length, SQLITE_STATIC);
        }
    if (sqlite3_step(statement) != SQLITE_DONE) die(table->name, sqlite3_errmsg(database));
    sqlite3_reset(statement);
}

int main(int count, char **arguments) {
    static const int sizes[] = {64, 8, 1};
    static struct rows_file file;
    static sqlite3_stmt *statements[MOST_TABLES][3];
    if (count != 3) die("usage", "bare_sqlite DATABASE ROWS");
    open_rows(&file, arguments[2]);
    if (sqlite3_open(arguments[1], &database) != SQLITE_OK) die(arguments[1], "cannot be opened");
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
        "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 1000");
    if (pragma("PRAGMA synchronous") != 2) die("sqlite", "synchronous is not FULL");
    double start = seconds_now();
    uint64_t rows = 0;
    for (uint32_t commit = 0; commit < file.commits; commit++) {
        next_commit(&file);
        run("BEGIN IMMEDIATE");
        for (int i = 0; i < file.tables; i++) {
            struct table *table = &file.table[i];
            uint32_t done = 0;
            for (int s = 0; s < 3; s++) {
                if (table->rows - done < (uint32_t)sizes[s]) continue;
                if (!statements[i][s]) statements[i][s] = prepare_insert(table, sizes[s]);
                for (; table->rows - done >= (uint32_t)sizes[s]; done += sizes[s])
                    insert(statements[i][s], table, done, sizes[s]);
            }
            rows += table->rows;
        }
        run("COMMIT");
    }
    double seconds = seconds_now() - start;
    for (int i = 0; i < file.tables; i++)
        for (int s = 0; s < 3; s++) sqlite3_finalize(statements[i][s]);
    check(sqlite3_close(database));
    printf("{\"rows\": %llu, \"commits\": %u, \"seconds\": %.6f}\n", (unsigned long long)rows, file.commits, seconds);
    return 0;
}
