import Foundation
import Testing
import Vocabulary

@testable import Sentinel

@Suite("FreeHunt")
struct FreeHuntTests {
    private func hunt(_ folder: TemporaryFolder, _ text: String) async throws -> String {
        let query = FlowQuery(search: SearchExpression(text))
        let hunt = FreeHunt(data: folder.path)
        let flows = try await hunt.flows(query)
        let (events, note) = try await hunt.routerEvents(query)
        return [flows.map { "\($0.items.count) flows" }, events.map { "\($0.items.count) events" }, note]
            .compactMap(\.self).joined(separator: ", ")
    }

    private func ingest(_ folder: TemporaryFolder) async throws {
        let line =
            "<4>1 2026-11-21T11:00:00Z router kernel - - - DROP IN=eth0 OUT= SRC=203.0.113.5 DST=192.0.2.10 PROTO=TCP SPT=4 DPT=22\n"
        let file = try folder.write(Array(line.utf8), to: "router.log")
        _ = try await IngestCommand.run(file, data: folder.path, zone: "UTC") { _ in }
    }

    @Test func `flows and router events are told apart, and each can be asked for alone`() async throws {
        let folder = try TemporaryFolder()
        _ = try DataFolder.own(folder.path)
        #expect(try await hunt(folder, "dport:22") == "0 flows")
        #expect(try await hunt(folder, "in:router dport:22") == "No router's log was ever ingested here.")
        try await ingest(folder)
        #expect(try await hunt(folder, "dport:22") == "0 flows, 1 events")
        #expect(try await hunt(folder, "in:router dport:22") == "1 events")
        #expect(try await hunt(folder, "in:flows dport:22") == "0 flows")
        #expect(
            try await hunt(folder, "bytes:>1M")
                == "0 flows, Router events say nothing of bytes:; they were not searched.")
        await #expect(throws: ServiceError.self) { _ = try await hunt(folder, "in:router bytes:>1M") }
    }

    @Test func `a folder with nothing but a router's log is searched all the same`() async throws {
        let folder = try TemporaryFolder()
        try await ingest(folder)
        #expect(try await hunt(folder, "src:203.0.113.0/24") == "1 events")
    }
}
