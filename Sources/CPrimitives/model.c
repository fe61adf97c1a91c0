#include "CPrimitives.h"

// #embed is C23; clang has it as an extension. Without a model the program still builds, and judges nothing by it.
#pragma clang diagnostic ignored "-Wc23-extensions"

#if __has_embed("model/base.model")
static const unsigned char model[] = {
#embed "model/base.model"
};
const unsigned char *ns_base_model(size_t *length) {
    *length = sizeof model;
    return model;
}
#else
const unsigned char *ns_base_model(size_t *length) {
    *length = 0;
    return NULL;
}
#endif
