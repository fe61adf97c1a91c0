package import Vocabulary

/// A key and its value at once.
extension JSONWriter {
    package mutating func field(_ key: String, _ value: String) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: some BinaryInteger) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Double) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Bool) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: IPAddress) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: MACAddress) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Timestamp, zone: String = "Z") {
        self.key(key)
        self.value(value, zone: zone)
    }

    package mutating func field(_ key: String, _ values: [String]) {
        array(key) { writer in for value in values { writer.value(value) } }
    }

    package mutating func field(_ key: String, _ values: [IPAddress]) {
        array(key) { writer in for value in values { writer.value(value) } }
    }

    /// Writes the field only when there is a value.
    package mutating func field(_ key: String, ifPresent value: String) {
        if !value.isEmpty { field(key, value) }
    }
}
