// The few things Swift has no spelling for. Header only, so that they are inlined into the caller.
#ifndef NETSENTINEL_CPRIMITIVES_H
#define NETSENTINEL_CPRIMITIVES_H

#include <stdint.h>
#include <sys/mman.h>

/// Asks the processor to fetch the cache line of `address` for reading. Never faults, whatever the address.
static inline void ns_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/// The same for a line about to be written.
static inline void ns_prefetch_write(const void *address) { __builtin_prefetch(address, 1, 3); }

/// `MAP_FAILED` is a cast, which the importer does not read: null where the mapping failed, `errno` as the call left it.
static inline void *ns_map(size_t length, int protection, int flags, int descriptor) {
    void *address = mmap(0, length, protection, flags, descriptor, 0);
    return address == MAP_FAILED ? 0 : address;
}

#endif
