// A disk in memory that can fail, for tests: an SQLite VFS that remembers which writes were not yet synced and loses
// some of them when the power goes. Everything it chooses comes from a seed. Used by one thread at a time.
//
// Model: a write, a truncation, a new name or a deletion is seen by readers at once. Contents are durable from the next
// sync of their file, names and deletions from the next sync of the folder: where SQLite asks for one, and at the first
// sync of a new file. At a crash an arbitrary part of what was not
// durable survives, with at most one write torn between 512-byte sectors. SQLite must open it with
// locking_mode=EXCLUSIVE: there is no shared memory.
#ifndef SIMDISK_H
#define SIMDISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct simdisk simdisk;

// Kinds of fault. Each is scheduled for the n-th operation it concerns: a write (also a truncation or a deletion), a
// sync, or either.
typedef enum simdisk_fault {
    SIMDISK_NO_FAULT,
    // A write fails with an I/O error after an arbitrary part of it.
    SIMDISK_WRITE_ERROR,
    // A write is done in part and the power goes.
    SIMDISK_TORN_WRITE,
    // From this write on nothing can grow, until simdisk_free_space.
    SIMDISK_FULL,
    // A sync fails. As on Linux the system forgets that the data was dirty: some of it is durable, the rest is seen
    // by readers but never will be, and the next sync succeeds.
    SIMDISK_SYNC_ERROR,
    // The power goes before or after a write or sync.
    SIMDISK_CRASH_BEFORE,
    SIMDISK_CRASH_AFTER
} simdisk_fault;

// An empty disk, registered with SQLite under simdisk_vfs_name.
simdisk *simdisk_create(uint64_t seed);
// Unregisters the disk and frees it once its last file is closed.
void simdisk_destroy(simdisk *disk);
const char *simdisk_vfs_name(const simdisk *disk);

// nth counts from now, 1 being the next. A handful of faults may be scheduled at a time; false when there is no room.
bool simdisk_schedule(simdisk *disk, simdisk_fault fault, int64_t nth);
void simdisk_cancel_faults(simdisk *disk);
int simdisk_faults_left(const simdisk *disk);
void simdisk_free_space(simdisk *disk);

// The power goes. Open files answer SQLITE_IOERR from now on, after a restart too; nothing opens before it.
void simdisk_crash(simdisk *disk);
void simdisk_restart(simdisk *disk);
// The process is killed, the system goes on: open files answer SQLITE_IOERR from now on, and whoever opens them next
// sees all that was written, durable or not.
void simdisk_kill(simdisk *disk);
bool simdisk_is_crashed(const simdisk *disk);

int64_t simdisk_writes(const simdisk *disk);
int64_t simdisk_syncs(const simdisk *disk);
// How many syncs have failed while the power was on.
int64_t simdisk_failed_syncs(const simdisk *disk);

// The time that SQLite is told, in milliseconds since 1970.
void simdisk_set_time(simdisk *disk, int64_t milliseconds);

// The size of a file as readers see it, -1 where there is none; at most capacity of its bytes are copied.
int64_t simdisk_read_file(const simdisk *disk, const char *path, uint8_t *bytes, int64_t capacity);

// A digest of all operations so far: kind, file, place and bytes. Left out are the bytes of rollback journals, of the
// short headers in a WAL, and of writes that change nothing: their salt comes from a generator that the whole process
// shares.
uint64_t simdisk_digest(const simdisk *disk);

#endif
