// The disk: names, faults, crash and restart.
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static atomic_int last_number;

simdisk *simdisk_create(uint64_t seed) {
    simdisk *disk = calloc(1, sizeof *disk);
    if (disk == NULL) abort();
    disk->random = seed;
    disk->digest = 0xcbf29ce484222325;
    snprintf(disk->name, sizeof disk->name, "simdisk-%d", atomic_fetch_add(&last_number, 1) + 1);
    vfs_fill(disk);
    if (sqlite3_vfs_register(&disk->vfs, 0) != SQLITE_OK) abort();
    return disk;
}

void simdisk_destroy(simdisk *disk) {
    sqlite3_vfs_unregister(&disk->vfs);
    disk->destroyed = true;
    if (disk->open_files == 0) disk_free(disk);
}

void disk_free(simdisk *disk) {
    for (entry *entry = disk->entries, *next; entry != NULL; entry = next) {
        next = entry->next;
        inode_set(&entry->seen, NULL);
        inode_set(&entry->durable, NULL);
        free(entry->path);
        free(entry);
    }
    free(disk);
}

const char *simdisk_vfs_name(const simdisk *disk) { return disk->name; }

// SplitMix64.
uint64_t disk_random(simdisk *disk) {
    uint64_t z = (disk->random += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

entry *disk_entry(simdisk *disk, const char *path, bool create) {
    entry **place = &disk->entries;
    for (; *place != NULL; place = &(*place)->next) {
        if (strcmp((*place)->path, path) == 0) return *place;
    }
    if (!create) return NULL;
    entry *new = calloc(1, sizeof *new);
    if (new == NULL || (new->path = strdup(path)) == NULL) abort();
    *place = new;
    return new;
}

void disk_sync_folder(simdisk *disk) {
    for (entry *entry = disk->entries; entry != NULL; entry = entry->next) inode_set(&entry->durable, entry->seen);
}

inode *inode_new(void) {
    inode *node = calloc(1, sizeof *node);
    if (node == NULL) abort();
    node->last = &node->first;
    return node;
}

void inode_set(inode **place, inode *value) {
    if (value != NULL) value->references++;
    inode *old = *place;
    *place = value;
    if (old != NULL && --old->references == 0) {
        inode_release_contents(old);
        free(old);
    }
}

static bool concerns(simdisk_fault kind, bool is_sync) {
    switch (kind) {
        case SIMDISK_NO_FAULT: return false;
        case SIMDISK_WRITE_ERROR: case SIMDISK_TORN_WRITE: case SIMDISK_FULL: return !is_sync;
        case SIMDISK_SYNC_ERROR: return is_sync;
        case SIMDISK_CRASH_BEFORE: case SIMDISK_CRASH_AFTER: return true;
    }
    return false;
}

simdisk_fault disk_operation(simdisk *disk, bool is_sync) {
    simdisk_fault due = SIMDISK_NO_FAULT;
    if (is_sync) disk->syncs++; else disk->writes++;
    for (int i = 0; i < MAX_FAULTS; i++) {
        if (!concerns(disk->faults[i].kind, is_sync) || --disk->faults[i].remaining > 0) continue;
        due = disk->faults[i].kind;
        disk->faults[i].kind = SIMDISK_NO_FAULT;
    }
    if (due == SIMDISK_FULL) disk->full = true;
    if (due == SIMDISK_SYNC_ERROR) disk->failed_syncs++;
    return due;
}

bool simdisk_schedule(simdisk *disk, simdisk_fault fault, int64_t nth) {
    for (int i = 0; i < MAX_FAULTS; i++) {
        if (disk->faults[i].kind != SIMDISK_NO_FAULT) continue;
        disk->faults[i].kind = fault;
        disk->faults[i].remaining = nth;
        return true;
    }
    return false;
}

void simdisk_cancel_faults(simdisk *disk) { memset(disk->faults, 0, sizeof disk->faults); }

int simdisk_faults_left(const simdisk *disk) {
    int count = 0;
    for (int i = 0; i < MAX_FAULTS; i++) count += disk->faults[i].kind != SIMDISK_NO_FAULT;
    return count;
}

void simdisk_free_space(simdisk *disk) { disk->full = false; }

void simdisk_crash(simdisk *disk) {
    if (disk->crashed) return;
    disk->crashed = true;
    disk->generation++;
    bool may_tear = disk_random(disk) % 2 == 0;
    for (entry *entry = disk->entries; entry != NULL; entry = entry->next) {
        if (entry->seen != entry->durable) {
            bool kept = disk_random(disk) % 2 == 0;
            inode_set(&entry->durable, kept ? entry->seen : entry->durable);
            inode_set(&entry->seen, entry->durable);
        }
        if (entry->durable == NULL) continue;
        inode_sync_in_part(disk, entry->durable, &may_tear);
        inode_revert(entry->durable);
        entry->durable->locked_by = NULL;
    }
    disk_note(disk, "crash", "", 0, NULL, 0);
}

void simdisk_restart(simdisk *disk) { disk->crashed = false; }

void simdisk_kill(simdisk *disk) {
    disk->generation++;
    for (entry *entry = disk->entries; entry != NULL; entry = entry->next) {
        if (entry->seen != NULL) entry->seen->locked_by = NULL;
    }
    disk_note(disk, "kill", "", 0, NULL, 0);
}

bool simdisk_is_crashed(const simdisk *disk) { return disk->crashed; }

int64_t simdisk_writes(const simdisk *disk) { return disk->writes; }

int64_t simdisk_syncs(const simdisk *disk) { return disk->syncs; }

int64_t simdisk_failed_syncs(const simdisk *disk) { return disk->failed_syncs; }

void simdisk_set_time(simdisk *disk, int64_t milliseconds) { disk->milliseconds = milliseconds; }

int64_t simdisk_read_file(const simdisk *disk, const char *path, uint8_t *bytes, int64_t capacity) {
    const entry *entry = disk_entry((simdisk *)disk, path, false);
    if (entry == NULL || entry->seen == NULL) return -1;
    int64_t size = entry->seen->seen.size;
    int64_t copied = size < capacity ? size : capacity;
    if (copied > 0) memcpy(bytes, entry->seen->seen.bytes, (size_t)copied);
    return size;
}

// FNV-1a.
static void mix(simdisk *disk, const void *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        disk->digest = (disk->digest ^ ((const uint8_t *)bytes)[i]) * 0x100000001b3;
    }
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

void disk_note(simdisk *disk, const char *kind, const char *path, int64_t offset, const uint8_t *bytes, int64_t size) {
    mix(disk, kind, strlen(kind));
    mix(disk, path, strlen(path));
    mix(disk, &offset, sizeof offset);
    mix(disk, &size, sizeof size);
    bool is_salted = ends_with(path, "-journal") || (ends_with(path, "-wal") && size <= 32);
    if (bytes != NULL && !is_salted) mix(disk, bytes, (size_t)size);
}

uint64_t simdisk_digest(const simdisk *disk) { return disk->digest; }
