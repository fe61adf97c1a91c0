import Capture
import Exports
import Forge
import Foundation
import FoundationNetworking
import Testing
import Vocabulary

@testable import Sentinel

/// The whole service on loopback: a forged chain of attacks is replayed, kept, and asked for over HTTP.
@Suite(.timeLimit(.minutes(15))) struct GuardianServiceTests {
    private let folder: TemporaryFolder
    private let capture: String

    init() throws {
        folder = try TemporaryFolder()
        capture = try folder.write(pcap(VerticalScan.make().prefix(2000)), to: "scan.pcap")
    }

    /// Runs a service, lets `body` speak to it, and ends it.
    private func serving(
        data: String, _ body: (URL, _ firstToken: String?) async throws -> Void
    ) async throws {
        let (notices, teller) = AsyncStream.makeStream(of: GuardianService.Notice.self)
        var settings = ServiceSettings(data: data)
        settings.web = ServiceSettings.Door(listen: "127.0.0.1:0")
        settings.source = "scan.pcap"
        settings.replaySpeed = 0
        settings.isForged = true
        settings.version = "test"
        let input = Guard.Input.file(capture, .maximum)
        let service = GuardianService(
            settings, detection: DetectionSettings(),
            watch: { detection, line, stop in
                var guardian = Guard(input, settings: detection)
                guardian.line = line
                return try guardian.run(stop: stop)
            },
            tell: { teller.yield($0) })
        let running = Task {
            defer { teller.finish() }
            return try await service.run()
        }
        defer { running.cancel() }
        var door: (url: String, token: String?)?
        var hasEnded = false
        for await notice in notices {
            if case .listening(let url, let token) = notice { door = (url, token) }
            if case .captureEnded = notice { hasEnded = true }
            if door != nil, hasEnded { break }
        }
        if door == nil { _ = try await running.value }
        let url = try #require(door.flatMap { URL(string: $0.url) })
        try await body(url, door?.token)
        running.cancel()
        _ = try? await running.value
    }

    private func get(_ base: URL, _ path: String, _ token: String?) async throws -> (status: Int, json: [String: Any]) {
        var request = URLRequest(url: base.appendingPathComponent(path))
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = try #require(response as? HTTPURLResponse).statusCode
        return (status, (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:])
    }

    @Test func `a replay is kept, asked for over HTTP, and still there after a restart`() async throws {
        let data = folder.path + "/state"
        var secret: String?
        try await serving(data: data) { url, token in
            secret = token
            #expect(try await get(url, "api/incidents", nil).status == 401)
            // The last news are on their way to the disk when the capture ends.
            var items: [[String: Any]] = []
            var detections: [String] = []
            for _ in 0..<1000 where detections.count < 2 {
                items = try await get(url, "api/incidents", token).json["items"] as? [[String: Any]] ?? []
                detections = items.first?["detections"] as? [String] ?? []
                try await Task.sleep(for: .milliseconds(10))
            }
            let incident = try #require(items.first)
            #expect(items.count == 1)
            #expect(detections == ["port_scan_vertical", "anomaly"])
            #expect(incident["forged"] as? Bool == true)
            let state = try await get(url, "api/capture", token).json
            #expect(state["state"] as? String == "ended")
            #expect(state["packets"] as? Int == 2000)
        }
        // Another program reads the same folder, and makes a token there.
        let beside = try DataFolder.open(data, .reading)
        #expect(try await beside.incidents(IncidentQuery()).items.count == 1)
        #expect(try await !beside.flows(FlowQuery()).items.isEmpty)
        let viewer = try await AccessDesk(store: DataFolder.open(data, .sharing)).makeToken(
            name: "t", role: .viewer, scopes: [])
        try await serving(data: data) { url, token in
            #expect(token == nil)
            for token in [secret, viewer] {
                let items = try await get(url, "api/incidents", token).json["items"] as? [Any]
                #expect(items?.count == 1)
            }
            #expect(try await get(url, "api/tokens", viewer).status == 403)
        }
    }

    @Test func `a token is made and revoked beside the running service`() async throws {
        let data = folder.path + "/state"
        try await serving(data: data) { url, _ in
            let desk = AccessDesk(store: try DataFolder.open(data, .sharing))
            let token = try await desk.makeToken(name: "script", role: .analyst, scopes: [])
            #expect(try await get(url, "api/incidents", token).status == 200)
            let record = try #require(try await desk.tokens().first { $0.name == "script" })
            #expect(try await desk.revoke(record.id))
            #expect(try await get(url, "api/incidents", token).status == 401)
            #expect(try await !desk.revoke(record.id))
        }
    }

    @Test func `without a door the service ends with its capture and gives what was found`() async throws {
        let settings = ServiceSettings(data: folder.path + "/state")
        let input = Guard.Input.file(capture, .maximum)
        let service = GuardianService(
            settings, detection: DetectionSettings(),
            watch: { detection, line, stop in
                var guardian = Guard(input, settings: detection)
                guardian.line = line
                return try guardian.run(stop: stop)
            },
            tell: { _ in })
        let document = try #require(try await service.run())
        #expect(document.incidents.count == 1)
        let kept = try await DataFolder.open(folder.path + "/state", .reading).incidents(IncidentQuery())
        #expect(kept.items.map(\.incident.id) == document.incidents.map(\.id))
    }

    @Test func `two services do not write one folder`() async throws {
        let data = folder.path + "/state"
        try await serving(data: data) { _, _ in
            #expect(throws: (any Error).self) { _ = try DataFolder.own(data) }
        }
    }
}
