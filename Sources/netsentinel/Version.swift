import ArgumentParser

enum Version {
    static let number = "0.1.0"
    static let text = "netsentinel \(number)"
}

struct VersionVerb: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")
    func run() { Console.print(Version.text) }
}
