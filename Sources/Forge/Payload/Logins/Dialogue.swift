/// What two sides say to each other in turn, once the connection stands.
package struct Dialogue: Sendable {
    package struct Line: Sendable {
        package var side: Conversation.Side
        package var bytes: [UInt8]
        /// Seconds the speaker thinks before it, besides the way.
        package var thought: Double
    }

    package var lines: [Line] = []
    package init() {}

    package mutating func client(_ bytes: [UInt8], thought: Double = 0.001) {
        lines.append(Line(side: .client, bytes: bytes, thought: thought))
    }

    package mutating func server(_ bytes: [UInt8], thought: Double = 0.001) {
        lines.append(Line(side: .server, bytes: bytes, thought: thought))
    }

    package mutating func client(_ text: String, thought: Double = 0.001) { client(Array(text.utf8), thought: thought) }
    package mutating func server(_ text: String, thought: Double = 0.001) { server(Array(text.utf8), thought: thought) }
}

extension Conversation {
    /// Plays a dialogue line by line.
    package mutating func play(_ dialogue: Dialogue, on timeline: inout Timeline) {
        var last = Side.server
        for line in dialogue.lines {
            if line.side != last { turn(to: line.side, &timeline) }
            pause(line.thought, &timeline)
            send(line.bytes, from: line.side, on: &timeline)
            last = line.side
        }
    }
}

/// One try to log in: who, with what, and whether the server lets it in.
package struct Credential: Sendable {
    package var user: String
    package var password: String
    package var isRight: Bool
    package init(user: String, password: String, isRight: Bool = false) {
        self.user = user
        self.password = password
        self.isRight = isRight
    }
}
