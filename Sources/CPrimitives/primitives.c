// Keeps the target non-empty: everything is in the header.
#include "CPrimitives.h"
