#include "CPrimitives.h"

// #embed is C23; clang has it as an extension. `make model` renews the file, and whoever builds then embeds it anew.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char model[] = {
#embed "model/base.model"
};

const unsigned char *ns_base_model(size_t *length) {
    *length = sizeof model;
    return model;
}
