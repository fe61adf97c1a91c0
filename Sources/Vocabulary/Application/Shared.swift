/// The large facts are written once and read by many: what a message says, behind one reference.
///
/// An event is copied from hand to hand, and most of who look at it want one or two of the fields: a copy here costs one
/// reference instead of one for each string. To write a field is to make all of it anew, so a reader fills `Fields` first.
@dynamicMemberLookup
public struct Shared<Fields: SharedFields>: Sendable, Hashable {
    @usableFromInline
    final class Box: Sendable {
        @usableFromInline let fields: Fields
        @usableFromInline
        init(_ fields: Fields) { self.fields = fields }
    }
    @usableFromInline var box: Box

    @inlinable
    public init(_ fields: Fields = Fields()) { box = Box(fields) }

    /// All of it.
    public var fields: Fields {
        @inlinable get { box.fields }
        set { box = Box(newValue) }
    }

    @inlinable
    public subscript<Value>(dynamicMember field: WritableKeyPath<Fields, Value>) -> Value {
        get { box.fields[keyPath: field] }
        set { fields[keyPath: field] = newValue }
    }

    public static func == (left: Self, right: Self) -> Bool { left.box.fields == right.box.fields }
    public func hash(into hasher: inout Hasher) { box.fields.hash(into: &hasher) }
}

/// What `Shared` can hold: a plain value, empty before it is filled.
public protocol SharedFields: Sendable, Hashable {
    init()
}
