// The system's SQLite, for bulk writing by raw binding (Bedrock/Database); everything else speaks to it through GRDB.
#include <sqlite3.h>
#include <sys/file.h>
