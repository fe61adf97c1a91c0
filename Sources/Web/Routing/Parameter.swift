/// A named part of a request's path or query.
package struct Parameter: Sendable, Equatable {
    package enum Place: String, Sendable { case path, query }
    package let name: String
    package let place: Place
    package let kind: ValueKind
    package let isRequired: Bool
    package let help: String

    package static func query(_ name: String, _ kind: ValueKind, _ help: String, required: Bool = false) -> Parameter {
        Parameter(name: name, place: .query, kind: kind, isRequired: required, help: help)
    }

    package static func path(_ name: String, _ kind: ValueKind, _ help: String) -> Parameter {
        Parameter(name: name, place: .path, kind: kind, isRequired: true, help: help)
    }
}
