/// The large facts are written once and read by many: what a message says, behind one reference.
///
/// An event is copied from hand to hand, and most of who look at it want one or two of the fields: a copy here costs one
/// reference instead of one for each string. To write a field is to make all of it anew, so a reader fills `Fields` first.
@dynamicMemberLookup
public struct Shared<Fields: Sendable>: Sendable {
    @usableFromInline
    final class Box: Sendable {
        @usableFromInline let fields: Fields
        @usableFromInline
        init(_ fields: Fields) { self.fields = fields }
    }
    @usableFromInline var box: Box

    @inlinable
    public init(_ fields: Fields) { box = Box(fields) }

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
}

/// Asked for here and not of every `Shared`: the runtime would search all of the program for the proof when the first box is made.
extension Shared: Equatable where Fields: SharedFields {
    public static func == (left: Self, right: Self) -> Bool { left.box.fields == right.box.fields }
}

extension Shared: Hashable where Fields: SharedFields {
    public func hash(into hasher: inout Hasher) { box.fields.hash(into: &hasher) }
}

extension Shared where Fields: SharedFields {
    @inlinable
    public init() { self.init(Fields()) }
}

/// What `Shared` can hold: a plain value, empty before it is filled.
public protocol SharedFields: Sendable, Hashable {
    init()
}
