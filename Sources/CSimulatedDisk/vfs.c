// The disk as SQLite sees it.
#include <stdio.h>
#include <string.h>

#include "internal.h"

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags) {
    simdisk *disk = vfs->pAppData;
    file *file = (struct file *)base;
    memset(file, 0, sizeof *file);
    if (disk->crashed) return SQLITE_IOERR;
    if (path == NULL) {
        inode_set(&file->node, inode_new());
    } else {
        entry *entry = disk_entry(disk, path, true);
        if (entry->seen == NULL) {
            if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
            inode_set(&entry->seen, inode_new());
        }
        file->entry = entry;
        inode_set(&file->node, entry->seen);
        if (flags & SQLITE_OPEN_DELETEONCLOSE) inode_set(&entry->seen, NULL);
    }
    file->base.pMethods = &file_methods;
    file->disk = disk;
    file->generation = disk->generation;
    disk->open_files++;
    if (out_flags != NULL) *out_flags = flags;
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
    simdisk *disk = vfs->pAppData;
    if (disk->crashed) return SQLITE_IOERR_DELETE;
    entry *entry = disk_entry(disk, path, false);
    if (entry == NULL || entry->seen == NULL) return SQLITE_IOERR_DELETE_NOENT;
    simdisk_fault fault = disk_operation(disk, false);
    disk_note(disk, "delete", path, sync_folder, NULL, 0);
    if (fault == SIMDISK_NO_FAULT || fault == SIMDISK_FULL || fault == SIMDISK_CRASH_AFTER) {
        inode_set(&entry->seen, NULL);
        if (sync_folder) disk_sync_folder(disk);
    }
    if (fault == SIMDISK_NO_FAULT || fault == SIMDISK_FULL) return SQLITE_OK;
    if (fault != SIMDISK_WRITE_ERROR) simdisk_crash(disk);
    return SQLITE_IOERR_DELETE;
}

static int disk_access(sqlite3_vfs *vfs, const char *path, int flags, int *answer) {
    simdisk *disk = vfs->pAppData;
    if (disk->crashed) return SQLITE_IOERR_ACCESS;
    const entry *entry = disk_entry(disk, path, false);
    bool exists = entry != NULL && entry->seen != NULL;
    // An empty file counts as none when SQLite looks for a journal.
    *answer = exists && (flags != SQLITE_ACCESS_EXISTS || entry->seen->seen.size > 0);
    return SQLITE_OK;
}

static int disk_full_pathname(sqlite3_vfs *vfs, const char *path, int capacity, char *full) {
    (void)vfs;
    return snprintf(full, (size_t)capacity, "%s", path) < capacity ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int disk_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
    for (int i = 0; i < count; i++) bytes[i] = (char)disk_random(vfs->pAppData);
    return count;
}

static int disk_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return microseconds;
}

static int disk_time(sqlite3_vfs *vfs, sqlite3_int64 *julian_milliseconds) {
    *julian_milliseconds = 210866760000000 + ((simdisk *)vfs->pAppData)->milliseconds;
    return SQLITE_OK;
}

static int disk_julian_day(sqlite3_vfs *vfs, double *days) {
    sqlite3_int64 milliseconds;
    disk_time(vfs, &milliseconds);
    *days = (double)milliseconds / 86400000.0;
    return SQLITE_OK;
}

static int disk_last_error(sqlite3_vfs *vfs, int capacity, char *text) {
    (void)vfs, (void)capacity, (void)text;
    return 0;
}

void vfs_fill(simdisk *disk) {
    disk->vfs = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = sizeof(file),
        .mxPathname = 512,
        .zName = disk->name,
        .pAppData = disk,
        .xOpen = disk_open,
        .xDelete = disk_delete,
        .xAccess = disk_access,
        .xFullPathname = disk_full_pathname,
        .xRandomness = disk_randomness,
        .xSleep = disk_sleep,
        .xCurrentTime = disk_julian_day,
        .xGetLastError = disk_last_error,
        .xCurrentTimeInt64 = disk_time,
    };
}
