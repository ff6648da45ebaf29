// An open file as SQLite sees it.
#include <string.h>

#include "internal.h"

static const char *path_of(const file *file) { return file->entry ? file->entry->path : ""; }

static bool is_dead(const file *file) { return file->disk->crashed || file->generation != file->disk->generation; }

static int file_close(sqlite3_file *base) {
    file *file = (struct file *)base;
    simdisk *disk = file->disk;
    if (file->node->locked_by == file) file->node->locked_by = NULL;
    inode_set(&file->node, NULL);
    if (--disk->open_files == 0 && disk->destroyed) disk_free(disk);
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
    file *file = (struct file *)base;
    if (is_dead(file)) return SQLITE_IOERR_READ;
    const image *seen = &file->node->seen;
    int64_t there = offset >= seen->size ? 0 : seen->size - offset < count ? seen->size - offset : count;
    if (there > 0) memcpy(bytes, seen->bytes + offset, (size_t)there);
    if (there == count) return SQLITE_OK;
    memset((uint8_t *)bytes + there, 0, (size_t)(count - there));
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
    file *file = (struct file *)base;
    simdisk *disk = file->disk;
    if (is_dead(file)) return SQLITE_IOERR_WRITE;
    simdisk_fault fault = disk_operation(disk, false);
    if (fault == SIMDISK_CRASH_BEFORE) {
        simdisk_crash(disk);
        return SQLITE_IOERR_WRITE;
    }
    if (disk->full && offset + count > file->node->seen.size) return SQLITE_FULL;
    // Writing again what is there may repeat salt, which the digest leaves out.
    const image *seen = &file->node->seen;
    bool is_same = offset + count <= seen->size && memcmp(seen->bytes + offset, bytes, (size_t)count) == 0;
    disk_note(disk, "write", path_of(file), offset, is_same ? NULL : bytes, count);
    if (fault == SIMDISK_WRITE_ERROR || fault == SIMDISK_TORN_WRITE) {
        inode_write_torn(disk, file->node, offset, bytes, count);
        if (fault == SIMDISK_TORN_WRITE) simdisk_crash(disk);
        return SQLITE_IOERR_WRITE;
    }
    inode_write(file->node, offset, bytes, count);
    if (fault != SIMDISK_CRASH_AFTER) return SQLITE_OK;
    simdisk_crash(disk);
    return SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    file *file = (struct file *)base;
    simdisk *disk = file->disk;
    if (is_dead(file)) return SQLITE_IOERR_TRUNCATE;
    simdisk_fault fault = disk_operation(disk, false);
    disk_note(disk, "truncate", path_of(file), size, NULL, 0);
    bool is_done = fault == SIMDISK_NO_FAULT || fault == SIMDISK_FULL || fault == SIMDISK_CRASH_AFTER;
    if (is_done) inode_truncate(file->node, size);
    if (fault == SIMDISK_NO_FAULT || fault == SIMDISK_FULL) return SQLITE_OK;
    if (fault != SIMDISK_WRITE_ERROR) simdisk_crash(disk);
    return SQLITE_IOERR_TRUNCATE;
}

static int file_sync(sqlite3_file *base, int flags) {
    (void)flags;
    file *file = (struct file *)base;
    simdisk *disk = file->disk;
    if (is_dead(file)) return SQLITE_IOERR_FSYNC;
    simdisk_fault fault = disk_operation(disk, true);
    disk_note(disk, "sync", path_of(file), 0, NULL, 0);
    if (fault == SIMDISK_CRASH_BEFORE) {
        simdisk_crash(disk);
        return SQLITE_IOERR_FSYNC;
    }
    if (fault == SIMDISK_SYNC_ERROR) {
        bool may_tear = true;
        inode_sync_in_part(disk, file->node, &may_tear);
        return SQLITE_IOERR_FSYNC;
    }
    inode_sync(file->node);
    // SQLite's VFS for Unix syncs the folder at the first sync of a new journal or WAL.
    if (file->entry != NULL && file->entry->seen == file->node && file->entry->durable != file->node) {
        disk_sync_folder(disk);
    }
    if (fault != SIMDISK_CRASH_AFTER) return SQLITE_OK;
    simdisk_crash(disk);
    return SQLITE_IOERR_FSYNC;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    file *file = (struct file *)base;
    if (is_dead(file)) return SQLITE_IOERR_FSTAT;
    *size = file->node->seen.size;
    return SQLITE_OK;
}

// One connection at a time has a file: enough here, and a test that opens a second one hears of it.
static int file_lock(sqlite3_file *base, int lock) {
    file *file = (struct file *)base;
    if (is_dead(file)) return SQLITE_IOERR_LOCK;
    if (file->node->locked_by != NULL && file->node->locked_by != file) return SQLITE_BUSY;
    file->node->locked_by = file;
    if (lock > file->lock) file->lock = lock;
    return SQLITE_OK;
}

static int file_unlock(sqlite3_file *base, int lock) {
    file *file = (struct file *)base;
    file->lock = lock;
    if (lock == SQLITE_LOCK_NONE && file->node->locked_by == file) file->node->locked_by = NULL;
    return SQLITE_OK;
}

static int file_check_reserved_lock(sqlite3_file *base, int *answer) {
    file *file = (struct file *)base;
    if (is_dead(file)) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *answer = file->lock >= SQLITE_LOCK_RESERVED || (file->node->locked_by != NULL && file->node->locked_by != file);
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    (void)base, (void)operation, (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector_size(sqlite3_file *base) {
    (void)base;
    return SECTOR;
}

// As SQLite's own VFS for Unix says: bytes next to a torn write keep their values.
static int file_device_characteristics(sqlite3_file *base) {
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods file_methods = {
    .iVersion = 1, // Without shared memory.
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_device_characteristics,
};
