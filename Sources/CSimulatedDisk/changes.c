// What happens to the contents of a file: seen at once, durable from the next sync, in part at a crash.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static void image_resize(image *image, int64_t size) {
    if (size > image->capacity) {
        int64_t capacity = size * 2 > 4096 ? size * 2 : 4096;
        image->bytes = realloc(image->bytes, (size_t)capacity);
        if (image->bytes == NULL) abort();
        image->capacity = capacity;
    }
    if (size > image->size) memset(image->bytes + image->size, 0, (size_t)(size - image->size));
    image->size = size;
}

static void image_write(image *image, int64_t offset, const uint8_t *bytes, int64_t size) {
    if (size == 0) return;
    if (offset + size > image->size) image_resize(image, offset + size);
    memcpy(image->bytes + offset, bytes, (size_t)size);
}

static void image_apply(image *image, const change *change) {
    if (change->bytes == NULL) {
        image_resize(image, change->offset);
    } else {
        image_write(image, change->offset, change->bytes, change->size);
    }
}

static void append(inode *node, int64_t offset, const uint8_t *bytes, int64_t size) {
    change *new = calloc(1, sizeof *new);
    if (new == NULL) abort();
    new->offset = offset;
    new->size = size;
    if (bytes != NULL) {
        new->bytes = malloc((size_t)size + 1);
        if (new->bytes == NULL) abort();
        memcpy(new->bytes, bytes, (size_t)size);
    }
    *node->last = new;
    node->last = &new->next;
    node->change_count++;
    image_apply(&node->seen, new);
}

void inode_write(inode *node, int64_t offset, const uint8_t *bytes, int64_t size) { append(node, offset, bytes, size); }

void inode_truncate(inode *node, int64_t size) { append(node, size, NULL, 0); }

static void forget_changes(inode *node) {
    for (change *change = node->first, *next; change != NULL; change = next) {
        next = change->next;
        free(change->bytes);
        free(change);
    }
    node->first = NULL;
    node->last = &node->first;
    node->change_count = 0;
}

void inode_sync(inode *node) {
    for (const change *change = node->first; change != NULL; change = change->next) {
        image_apply(&node->durable, change);
    }
    forget_changes(node);
}

// The part of a write before or after a boundary of sectors within it: a range of `[0, size)`.
static void torn_part(simdisk *disk, int64_t offset, int64_t size, int64_t *from, int64_t *to) {
    int64_t boundaries = size == 0 ? 0 : (offset + size - 1) / SECTOR - offset / SECTOR;
    *from = 0;
    *to = size;
    if (boundaries == 0) {
        // Within a sector: all of it or nothing.
        if (disk_random(disk) % 2 == 0) *to = 0;
        return;
    }
    int64_t chosen = (int64_t)(disk_random(disk) % (uint64_t)boundaries);
    int64_t cut = (offset / SECTOR + 1 + chosen) * SECTOR - offset;
    if (disk_random(disk) % 2 == 0) {
        *to = cut;
    } else {
        *from = cut;
    }
}

void inode_write_torn(simdisk *disk, inode *node, int64_t offset, const uint8_t *bytes, int64_t size) {
    int64_t from, to;
    torn_part(disk, offset, size, &from, &to);
    if (to > from) inode_write(node, offset + from, bytes + from, to - from);
}

void inode_sync_in_part(simdisk *disk, inode *node, bool *may_tear) {
    // Nothing, everything, the oldest, or each change by chance: no single way finds every mistake.
    uint64_t way = disk_random(disk) % 6;
    uint64_t prefix = disk_random(disk) % (uint64_t)(node->change_count + 1);
    uint64_t eighths = way == 3 ? 1 : way == 4 ? 4 : 7;
    uint64_t number = 0;
    for (const change *change = node->first; change != NULL; change = change->next, number++) {
        bool survives = way == 0   ? false
                        : way == 1 ? true
                        : way == 2 ? number < prefix
                                   : disk_random(disk) % 8 < eighths;
        if (*may_tear && change->bytes != NULL && disk_random(disk) % 4 == 0) {
            int64_t from, to;
            torn_part(disk, change->offset, change->size, &from, &to);
            image_write(&node->durable, change->offset + from, change->bytes + from, to - from);
            *may_tear = false;
            disk_note(disk, "torn", "", from, NULL, to);
        } else {
            if (survives) image_apply(&node->durable, change);
            disk_note(disk, survives ? "kept" : "lost", "", change->offset, NULL, change->size);
        }
    }
    forget_changes(node);
}

void inode_revert(inode *node) {
    image_resize(&node->seen, 0);
    image_write(&node->seen, 0, node->durable.bytes, node->durable.size);
}

void inode_release_contents(inode *node) {
    forget_changes(node);
    free(node->seen.bytes);
    free(node->durable.bytes);
}
