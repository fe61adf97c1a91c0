#include "CDashboard.h"

// #embed is C23; clang has it as an extension. Without a built bundle the program still builds, and says that it has no dashboard.
#pragma clang diagnostic ignored "-Wc23-extensions"

#if __has_embed("bundle/index.html")
static const unsigned char index_html[] = {
#embed "bundle/index.html"
};
static const unsigned char app_js[] = {
#embed "bundle/app.js"
};
static const unsigned char app_css[] = {
#embed "bundle/app.css"
};
static const unsigned char icon_svg[] = {
#embed "bundle/icon.svg"
};
static const dashboard_file files[] = {
    {"index.html", "text/html; charset=utf-8", index_html, sizeof index_html},
    {"app.js", "text/javascript; charset=utf-8", app_js, sizeof app_js},
    {"app.css", "text/css; charset=utf-8", app_css, sizeof app_css},
    {"icon.svg", "image/svg+xml", icon_svg, sizeof icon_svg},
};
#else
static const dashboard_file files[] = {{NULL, NULL, NULL, 0}};
#endif

dashboard_file dashboard_file_at(size_t index) {
    static const dashboard_file none = {NULL, NULL, NULL, 0};
    return index < sizeof files / sizeof files[0] ? files[index] : none;
}
