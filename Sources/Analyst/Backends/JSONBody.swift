import Foundation

/// JSON of requests and replies, as all backends need it.
struct JSONBody {
    private let question: ModelQuestion

    init(_ question: ModelQuestion) { self.question = question }

    func object(_ members: [String: Any]) throws(AnalystError) -> [UInt8] {
        guard JSONSerialization.isValidJSONObject(members),
            let data = try? JSONSerialization.data(
                withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes])
        else { throw AnalystError("The question to the model cannot be written as JSON.") }
        return Array(data)
    }

    static func schema(_ schema: AnswerSchema) -> Any {
        (try? JSONSerialization.jsonObject(with: Data(schema.json.utf8))) ?? [String: Any]()
    }

    static func read<Reply: Decodable>(_ type: Reply.Type, _ body: [UInt8]) throws(AnalystError) -> Reply {
        do { return try JSONDecoder().decode(type, from: Data(body)) } catch {
            throw AnalystError("The server's reply is not what this kind of server gives; is the URL right?")
        }
    }

    /// `base/path`, with one slash between.
    static func join(_ base: String, _ path: String) -> String {
        var base = base
        while base.hasSuffix("/") { base.removeLast() }
        return "\(base)/\(path)"
    }
}
