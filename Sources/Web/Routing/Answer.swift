import FoundationEssentials
package import HTTPTypes
import HummingbirdCore
package import NIOCore

/// What a handler gives back.
package struct Answer: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: ByteBuffer
    /// For the audit log: what was acted on, and how, where the path does not say it; who did it, where the call began
    /// as nobody.
    package var target: String?
    package var detail: String?
    package var actor: Principal?

    package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Answer {
        Answer(
            status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ByteBuffer(bytes: try JSONText.bytes(of: value)))
    }

    package static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
        Answer(.ok, headers: [.contentType: type], body: ByteBuffer(string: text))
    }

    package static let nothing = Answer(.noContent)

    package func audited(target: String? = nil, detail: String? = nil, actor: Principal? = nil) -> Answer {
        var answer = self
        answer.target = target
        answer.detail = detail
        answer.actor = actor
        return answer
    }
}

/// How the service writes JSON: UTF-8, members in a stable order, slashes as they are.
package enum JSONText {
    package static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }
}
