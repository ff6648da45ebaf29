/* The rows that a finished import left, in the order of its commits: what bench/rows.py writes and the bare loops
   insert again. Every value is a length in the machine's byte order and its bytes; integers are 8 bytes, big-endian,
   as PostgreSQL wants them. */
#ifndef BENCH_ROWS_H
#define BENCH_ROWS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

enum { MOST_TABLES = 32, MOST_COLUMNS = 16, NULL_LENGTH = -1 };
enum column_type { INTEGER_COLUMN, TEXT_COLUMN, BYTES_COLUMN };

struct value {
    int32_t length;
    const char *bytes;
};

struct table {
    char name[64];
    int replaces; /* whether a row may be there already */
    int columns, key;
    enum column_type type[MOST_COLUMNS];
    char column[MOST_COLUMNS][64];
    /* The rows of the commit at hand, one value after the other. */
    struct value *values;
    size_t capacity;
    uint32_t rows;
};

struct rows_file {
    const char *at, *end;
    int tables;
    struct table table[MOST_TABLES];
    uint32_t commits;
};

static void die(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static uint32_t take_count(struct rows_file *file) {
    uint32_t count;
    if (file->end - file->at < 4) die("rows", "the file is cut off");
    memcpy(&count, file->at, 4);
    file->at += 4;
    return count;
}

static void take_name(struct rows_file *file, char *name) {
    uint32_t length = take_count(file);
    if (length > 63 || file->end - file->at < length) die("rows", "a name is too long");
    memcpy(name, file->at, length);
    name[length] = 0;
    file->at += length;
}

static void open_rows(struct rows_file *file, const char *path) {
    struct stat status;
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0 || fstat(descriptor, &status)) die(path, "cannot be read");
    file->at = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
    if (file->at == MAP_FAILED) die(path, "cannot be mapped");
    file->end = file->at + status.st_size;
    file->tables = take_count(file);
    if (file->tables > MOST_TABLES) die(path, "too many tables");
    for (int i = 0; i < file->tables; i++) {
        struct table *table = &file->table[i];
        memset(table, 0, sizeof *table);
        take_name(file, table->name);
        table->replaces = take_count(file);
        table->key = take_count(file);
        table->columns = take_count(file);
        if (table->columns > MOST_COLUMNS) die(path, "too many columns");
        for (int c = 0; c < table->columns; c++) {
            table->type[c] = take_count(file);
            take_name(file, table->column[c]);
        }
    }
    file->commits = take_count(file);
}

/* Brings the rows of the next commit into the tables. */
static void next_commit(struct rows_file *file) {
    for (int i = 0; i < file->tables; i++) {
        struct table *table = &file->table[i];
        table->rows = take_count(file);
        size_t count = (size_t)table->rows * table->columns;
        if (count > table->capacity) {
            table->capacity = count * 2;
            table->values = realloc(table->values, table->capacity * sizeof *table->values);
            if (!table->values) die("rows", "out of memory");
        }
        for (size_t v = 0; v < count; v++) {
            int32_t length = (int32_t)take_count(file);
            table->values[v] = (struct value){length, file->at};
            if (length > 0) file->at += length;
            if (file->at > file->end) die("rows", "the file is cut off");
        }
    }
}

static int64_t integer_of(struct value value) {
    uint64_t bits;
    memcpy(&bits, value.bytes, 8);
    return (int64_t)__builtin_bswap64(bits);
}

static double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

#endif
