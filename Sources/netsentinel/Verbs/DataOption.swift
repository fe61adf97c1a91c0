import ArgumentParser
import Sentinel
import Vocabulary

/// Where the service keeps its state.
struct DataOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the service's state (default: the state folder of this user).", valueName: "dir"))
    var data: String?

    var path: String { data ?? DataFolder.standard }

    func open(_ access: DataFolder.Access) throws -> any SentinelStore { try DataFolder.open(path, access) }
}
