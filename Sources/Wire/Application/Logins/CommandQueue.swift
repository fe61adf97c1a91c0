/// The commands of a client that are not answered yet, so that each reply finds its own although the client sends ahead.
///
/// Bounds: 16; when more are sent ahead the oldest is forgotten. Replies without a command give nil: a flow joined midway.
struct CommandQueue<Command> {
    private var commands: [Command] = []

    mutating func sent(_ command: Command) {
        if commands.count == 16 { commands.removeFirst() }
        commands.append(command)
    }

    mutating func answered() -> Command? { commands.isEmpty ? nil : commands.removeFirst() }

    var next: Command? { commands.first }

    mutating func reset() { commands.removeAll(keepingCapacity: true) }
}
