package import Vocabulary

/// An HTTP call to the outside.
package struct OutboundRequest: Sendable {
    package enum Method: String, Sendable { case get = "GET", post = "POST" }

    package var method: Method
    /// Absolute, `https://…`.
    package var url: String
    /// May carry keys: headers are never logged, counted or shown, and neither are the path and query of `url`.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// The address that is asked about: a call about one that is not public is refused.
    package var subject: IPAddress?
    /// What it is for, in a few words without secrets, for the list of calls.
    package var purpose: String

    package init(
        _ method: Method = .get, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        subject: IPAddress? = nil, purpose: String
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.subject = subject
        self.purpose = purpose
    }
}

/// What came back; any status.
package struct OutboundResponse: Sendable, Hashable {
    package var status: Int
    /// Names in lower case; of several of a name the first. At most 64.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as UTF-8, damaged bytes replaced.
    package var text: String { String(decoding: body, as: UTF8.self) }
}
