package import HTTPTypes

/// The headers that keep a browser from doing with our answers what we did not mean.
package enum SecurityHeaders {
    /// Of every answer.
    package static let common: HTTPFields = [
        .xContentTypeOptions: "nosniff",
        referrerPolicy: "no-referrer",
        openerPolicy: "same-origin",
        resourcePolicy: "same-origin",
        frameOptions: "DENY",
        permissionsPolicy: "camera=(), geolocation=(), microphone=()",
    ]

    /// Of the API: nothing in it is a page, and nothing of it is kept by anybody.
    package static let api: HTTPFields = {
        var fields = common
        fields[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        fields[.cacheControl] = "no-store"
        return fields
    }()

    /// Of pages: everything from our own origin, nothing inline. Charts and virtual lists set styles by script on
    /// their own elements, which needs no permission.
    package static let page: HTTPFields = {
        var fields = common
        fields[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'"
        return fields
    }()

    private static let referrerPolicy = HTTPField.Name.known("Referrer-Policy")
    private static let openerPolicy = HTTPField.Name.known("Cross-Origin-Opener-Policy")
    private static let resourcePolicy = HTTPField.Name.known("Cross-Origin-Resource-Policy")
    private static let frameOptions = HTTPField.Name.known("X-Frame-Options")
    private static let permissionsPolicy = HTTPField.Name.known("Permissions-Policy")
}

extension HTTPField.Name {
    /// A name that is one of our own constants.
    static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a header's name") }
        return field
    }
}
