import Vocabulary
import Web

/// Checks a value against a JSON schema of the words `Schema` uses.
struct SchemaCheck {
    let document: JSONValue

    func complaints(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        if let name = schema["$ref"]?.text?.split(separator: "/").last {
            guard let named = document["components"]?["schemas"]?[String(name)] else { return ["no schema \(name)"] }
            return complaints(value, named, at: place)
        }
        if case .array(let choices)? = schema["anyOf"] {
            let fits = choices.contains { complaints(value, $0, at: place).isEmpty }
            return fits ? [] : ["\(place): fits none of its forms"]
        }
        if case .array(let names)? = schema["enum"], !names.contains(value) {
            return ["\(place): not one of its names"]
        }
        switch (schema["type"]?.text, value) {
        case (nil, _), ("null", .null), ("boolean", .bool), ("number", .number), ("number", .integer),
            ("integer", .integer):
            return []
        case ("string", .string(let text)):
            guard schema["format"]?.text == "date-time" else { return [] }
            return Timestamp(text) == nil ? ["\(place): not a time"] : []
        case ("array", .array(let items)):
            guard let item = schema["items"] else { return [] }
            return items.enumerated().flatMap { complaints($0.element, item, at: "\(place)[\($0.offset)]") }
        case ("object", .object(let members)):
            return object(members, schema, at: place)
        default:
            return ["\(place): \(value) is no \(schema["type"]?.text ?? "?")"]
        }
    }

    private func object(_ members: [String: JSONValue], _ schema: JSONValue, at place: String) -> [String] {
        var found: [String] = []
        if case .array(let names)? = schema["required"] {
            for name in names.compactMap(\.text) where members[name] == nil { found.append("\(place): no \(name)") }
        }
        for (name, value) in members {
            if let member = schema["properties"]?[name] {
                found += complaints(value, member, at: "\(place).\(name)")
            } else if schema["additionalProperties"] == false {
                found.append("\(place): \(name) is not described")
            } else if let other = schema["additionalProperties"], other != true {
                found += complaints(value, other, at: "\(place).\(name)")
            }
        }
        return found
    }
}
