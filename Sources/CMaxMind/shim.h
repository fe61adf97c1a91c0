// What the program asks of libmaxminddb, in calls that carry plain values: unions, paths and socket addresses stay in C.
#pragma once
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

// Null, and why in `status`, where the file cannot be opened.
static inline MMDB_s *ns_geo_open(const char *path, int *status) {
    MMDB_s *database = calloc(1, sizeof *database);
    if (!database) { *status = MMDB_OUT_OF_MEMORY_ERROR; return NULL; }
    *status = MMDB_open(path, MMDB_MODE_MMAP, database);
    if (*status == MMDB_SUCCESS) return database;
    free(database);
    return NULL;
}

static inline void ns_geo_close(MMDB_s *database) {
    MMDB_close(database);
    free(database);
}

static inline const char *ns_geo_type(const MMDB_s *database) { return database->metadata.database_type; }
static inline uint64_t ns_geo_built(const MMDB_s *database) { return database->metadata.build_epoch; }

// The record of an address, given as two halves in host order; an IPv4 address is the lower 32 bits of `low`.
static inline bool ns_geo_find(const MMDB_s *database, uint64_t high, uint64_t low, bool v4, MMDB_entry_s *entry) {
    struct sockaddr_in narrow;
    struct sockaddr_in6 wide;
    int status = MMDB_SUCCESS;
    const struct sockaddr *address;
    if (v4) {
        memset(&narrow, 0, sizeof narrow);
        narrow.sin_family = AF_INET;
        narrow.sin_addr.s_addr = htonl((uint32_t)low);
        address = (const struct sockaddr *)&narrow;
    } else {
        if (database->metadata.ip_version != 6) return false;
        memset(&wide, 0, sizeof wide);
        wide.sin6_family = AF_INET6;
        for (int i = 0; i < 8; i++) {
            wide.sin6_addr.s6_addr[i] = (uint8_t)(high >> (56 - 8 * i));
            wide.sin6_addr.s6_addr[8 + i] = (uint8_t)(low >> (56 - 8 * i));
        }
        address = (const struct sockaddr *)&wide;
    }
    MMDB_lookup_result_s result = MMDB_lookup_sockaddr(database, address, &status);
    *entry = result.entry;
    return status == MMDB_SUCCESS && result.found_entry;
}

// A member by its path of at most three names, of which the last ones may be null.
static inline bool ns_geo_value(MMDB_entry_s entry, const char *a, const char *b, const char *c, MMDB_entry_data_s *data) {
    const char *path[] = {a, b, c, NULL};
    return MMDB_aget_value(&entry, data, path) == MMDB_SUCCESS && data->has_data;
}

// The bytes of a text, which lie in the file; null where there is none.
static inline const char *ns_geo_text(MMDB_entry_s entry, const char *a, const char *b, const char *c, uint32_t *size) {
    MMDB_entry_data_s data;
    if (!ns_geo_value(entry, a, b, c, &data) || data.type != MMDB_DATA_TYPE_UTF8_STRING) return NULL;
    *size = data.data_size;
    return data.utf8_string;
}

static inline bool ns_geo_number(MMDB_entry_s entry, const char *a, const char *b, const char *c, uint64_t *number) {
    MMDB_entry_data_s data;
    if (!ns_geo_value(entry, a, b, c, &data)) return false;
    switch (data.type) {
    case MMDB_DATA_TYPE_UINT16: *number = data.uint16; return true;
    case MMDB_DATA_TYPE_UINT32: *number = data.uint32; return true;
    case MMDB_DATA_TYPE_UINT64: *number = data.uint64; return true;
    default: return false;
    }
}
