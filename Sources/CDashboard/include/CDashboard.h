// The dashboard's files, embedded in the program (built into Sources/CDashboard/bundle by scripts/dashboard.sh, never committed).
#ifndef CDASHBOARD_H
#define CDASHBOARD_H
#include <stddef.h>

// One file of the bundle. `bytes` is NULL where the bundle was not built.
typedef struct {
    const char *name;
    const char *type;
    const unsigned char *bytes;
    size_t length;
} dashboard_file;

// The file with this index, or one whose name is NULL behind the last.
dashboard_file dashboard_file_at(size_t index);

#endif
