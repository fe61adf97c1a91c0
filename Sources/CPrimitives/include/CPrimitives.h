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

/// The same in the place of what is mapped at `address` now.
static inline void *ns_map_at(void *address, size_t length, int protection, int flags, int descriptor) {
    void *answer = mmap(address, length, protection, flags | MAP_FIXED, descriptor, 0);
    return answer == MAP_FAILED ? 0 : answer;
}

#ifdef __GLIBC__
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

/// Lets the heap grow in large steps and keep what it has, and asks for large pages for the next `reserve` bytes of it.
static inline void ns_prepare_heap(size_t reserve) {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 128 << 20);
    mallopt(M_TOP_PAD, (int)reserve);
    char *before = sbrk(0);
    void *volatile probe = malloc(1 << 20);
    free(probe);
    char *after = sbrk(0);
    mallopt(M_TOP_PAD, 8 << 20);
    uintptr_t start = ((uintptr_t)before + 4095) & ~(uintptr_t)4095;
    if ((uintptr_t)after > start) madvise((void *)start, (uintptr_t)after - start, MADV_HUGEPAGE);
}

/// Gives pages that nothing lies on back to the kernel.
static inline void ns_trim_heap(void) { malloc_trim(0); }
#else
static inline void ns_prepare_heap(size_t reserve) { (void)reserve; }
static inline void ns_trim_heap(void) {}
#endif

#ifdef __linux__
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/// What the kernel says about an interface. `ioctl` takes a variable list of arguments, which the importer does not read.
struct ns_interface {
    uint32_t index;
    uint32_t flags;
    uint32_t hardware;
};

/// Fills in `answer`; 0 where there is no interface of that name (at most 15 characters).
static inline int ns_interface_named(const char *name, struct ns_interface *answer) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return 0;
    int found = ioctl(descriptor, SIOCGIFINDEX, &request) == 0;
    answer->index = found ? (uint32_t)request.ifr_ifindex : 0;
    found = found && ioctl(descriptor, SIOCGIFFLAGS, &request) == 0;
    answer->flags = found ? (uint16_t)request.ifr_flags : 0;
    found = found && ioctl(descriptor, SIOCGIFHWADDR, &request) == 0;
    answer->hardware = found ? request.ifr_hwaddr.sa_family : 0;
    close(descriptor);
    return found;
}

/// Who a block of a TPACKET_V3 ring belongs to, read so that everything the kernel wrote before is seen after.
static inline uint32_t ns_ring_status(const void *block) {
    const struct tpacket_block_desc *description = block;
    return __atomic_load_n(&description->hdr.bh1.block_status, __ATOMIC_ACQUIRE);
}

/// Gives a block back to the kernel, after everything that was read from it.
static inline void ns_ring_release(void *block) {
    struct tpacket_block_desc *description = block;
    __atomic_store_n(&description->hdr.bh1.block_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
}

// The offsets by which Swift reads blocks and frames (`RingBlock`), held against the kernel's own structures.
_Static_assert(offsetof(struct tpacket_block_desc, hdr.bh1.num_pkts) == 12, "block: frames");
_Static_assert(offsetof(struct tpacket_block_desc, hdr.bh1.offset_to_first_pkt) == 16, "block: first frame");
_Static_assert(offsetof(struct tpacket3_hdr, tp_next_offset) == 0, "frame: next");
_Static_assert(offsetof(struct tpacket3_hdr, tp_sec) == 4, "frame: seconds");
_Static_assert(offsetof(struct tpacket3_hdr, tp_nsec) == 8, "frame: nanoseconds");
_Static_assert(offsetof(struct tpacket3_hdr, tp_snaplen) == 12, "frame: captured");
_Static_assert(offsetof(struct tpacket3_hdr, tp_len) == 16, "frame: on the wire");
_Static_assert(offsetof(struct tpacket3_hdr, tp_status) == 20, "frame: status");
_Static_assert(offsetof(struct tpacket3_hdr, tp_mac) == 24, "frame: start of the link header");
_Static_assert(offsetof(struct tpacket3_hdr, hv1.tp_vlan_tci) == 32, "frame: VLAN tag");
_Static_assert(offsetof(struct tpacket3_hdr, hv1.tp_vlan_tpid) == 36, "frame: VLAN type");
#endif

// The model of usual traffic that ships with the program (`make model` writes it).
const unsigned char *ns_base_model(size_t *length);

#endif
