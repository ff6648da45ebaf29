#ifndef SIMDISK_INTERNAL_H
#define SIMDISK_INTERNAL_H

#include <sqlite3.h>

#include "include/simdisk.h"

enum { SECTOR = 512, MAX_FAULTS = 8 };

typedef struct image {
    uint8_t *bytes;
    int64_t size, capacity;
} image;

// A write or, where bytes is NULL, a truncation to `offset`.
typedef struct change {
    int64_t offset, size;
    uint8_t *bytes;
    struct change *next;
} change;

typedef struct inode {
    image seen, durable;
    // Not durable yet, oldest first.
    change *first, **last;
    int change_count;
    // Names that refer to it, seen or durable, and open files.
    int references;
    // The open file that has the SQLite lock.
    const void *locked_by;
} inode;

typedef struct entry {
    char *path;
    inode *seen, *durable;
    struct entry *next;
} entry;

struct simdisk {
    sqlite3_vfs vfs;
    char name[32];
    uint64_t random;
    entry *entries;
    struct {
        simdisk_fault kind;
        int64_t remaining;
    } faults[MAX_FAULTS];
    int64_t writes, syncs, failed_syncs, milliseconds;
    // Files opened under an earlier generation are dead.
    int generation, open_files;
    bool crashed, full, destroyed;
    uint64_t digest;
};

typedef struct file {
    sqlite3_file base;
    simdisk *disk;
    inode *node;
    // NULL for a file without a name, which goes with its handle.
    entry *entry;
    int generation;
    int lock;
} file;

// disk.c
uint64_t disk_random(simdisk *disk);
entry *disk_entry(simdisk *disk, const char *path, bool create);
// All that was named or deleted becomes durable; not what the files hold.
void disk_sync_folder(simdisk *disk);
inode *inode_new(void);
void inode_set(inode **place, inode *value);
void disk_free(simdisk *disk);
void disk_note(simdisk *disk, const char *kind, const char *path, int64_t offset, const uint8_t *bytes, int64_t size);
// The fault that is due at this operation, which is counted.
simdisk_fault disk_operation(simdisk *disk, bool is_sync);

// changes.c
void inode_write(inode *node, int64_t offset, const uint8_t *bytes, int64_t size);
void inode_truncate(inode *node, int64_t size);
void inode_sync(inode *node);
// Writes a part of the bytes that ends or begins between sectors.
void inode_write_torn(simdisk *disk, inode *node, int64_t offset, const uint8_t *bytes, int64_t size);
// An arbitrary part of what is not durable becomes so; the rest is forgotten, but readers go on seeing it.
void inode_sync_in_part(simdisk *disk, inode *node, bool *may_tear);
// Readers see what is durable.
void inode_revert(inode *node);
void inode_release_contents(inode *node);

// file.c
extern const sqlite3_io_methods file_methods;

// vfs.c
void vfs_fill(simdisk *disk);

#endif
