// The few things Swift has no spelling for. Header only, so that they are inlined into the caller.
#ifndef NETSENTINEL_CPRIMITIVES_H
#define NETSENTINEL_CPRIMITIVES_H

#include <stdint.h>

/// Asks the processor to fetch the cache line of `address` for reading. Never faults, whatever the address.
static inline void ns_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/// The same for a line about to be written.
static inline void ns_prefetch_write(const void *address) { __builtin_prefetch(address, 1, 3); }

#endif
