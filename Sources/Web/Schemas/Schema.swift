/// The words JSON schemas are written in (JSON Schema 2020-12, as OpenAPI 3.1 uses it).
package enum Schema {
    package static let text: JSONValue = ["type": "string"]
    package static let flag: JSONValue = ["type": "boolean"]
    package static let number: JSONValue = ["type": "number"]
    package static let count: JSONValue = ["type": "integer", "minimum": 0]
    package static let time: JSONValue = ["type": "string", "format": "date-time"]
    package static let texts: JSONValue = list(text)

    package static func named(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    package static func list(_ item: JSONValue) -> JSONValue { ["type": "array", "items": item] }

    package static func choice(_ names: [String]) -> JSONValue {
        ["type": "string", "enum": .array(names.map { .string($0) })]
    }

    package static func orNull(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, ["type": "null"]]] }

    /// Counts by a name that is data.
    package static let counts: JSONValue = ["type": "object", "additionalProperties": count]

    /// An object whose members are all there, except those of `optional`; it has no others.
    package static func object(_ members: [String: JSONValue], optional: [String: JSONValue] = [:]) -> JSONValue {
        [
            "type": "object", "additionalProperties": false,
            "required": .array(members.keys.sorted().map { .string($0) }),
            "properties": .object(members.merging(optional) { first, _ in first }),
        ]
    }

    package static func items(_ name: String) -> JSONValue { object(["items": list(named(name))]) }

    package static func page(_ name: String) -> JSONValue {
        object(["items": list(named(name)), "next_cursor": orNull(text)], optional: ["total": count])
    }
}
