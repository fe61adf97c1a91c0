import Foundation
import StandIn
import Synchronization
import Testing
import Vocabulary

@testable import Sentinel

struct IndicatorOfficeTests {
    /// An office over a data folder of its own, and what came of it.
    private final class Room: Sendable {
        let data: String
        let inbox = CommandInbox()
        let box = Box()
        let office: IndicatorOffice
        let past: PastSearchDesk

        init(flows: [FlowRecord] = []) throws {
            data = FileManager.default.temporaryDirectory.path + "/office-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: data + "/lists", withIntermediateDirectories: true)
            let store = MemoryStore()
            store.edit { $0.flows = flows }
            past = PastSearchDesk(store: store, now: { Timestamp(seconds: 1_000) }) { [box] in box.add($0) }
            office = IndicatorOffice(
                data: data, named: [], inbox: inbox, past: past, use: { _ in }, now: { Timestamp(seconds: 1_000) })
        }

        deinit { try? FileManager.default.removeItem(atPath: data) }

        func write(_ name: String, _ text: String) throws -> String {
            let path = data + "/" + name
            try Data(text.utf8).write(to: URL(filePath: path))
            return path
        }
    }

    private final class Box: Sendable {
        private let kept = Mutex<[Finding]>([])
        func add(_ findings: [Finding]) { kept.withLock { $0 += findings } }
        var all: [Finding] { kept.withLock { $0 } }
    }

    @Test func `a list that comes is in force after two looks, and one that goes is not`() async throws {
        let room = try Room()
        await room.office.load()
        #expect(room.inbox.take()?.indicators?.table == nil)
        _ = try room.write("lists/bad.txt", "45.1.2.3\n")
        await room.office.look()
        #expect(room.inbox.take() == nil)
        await room.office.look()
        #expect(room.inbox.take()?.indicators?.table != nil)
        #expect(await room.office.look(up: "45.1.2.3").hit?.listings.map(\.list) == ["bad"])
        try await room.office.removeList("bad.txt")
        let after = try #require(room.inbox.take()?.indicators)
        #expect(after.table == nil)
        await #expect(throws: ServiceError.notFound("there is no list bad.txt")) {
            try await room.office.removeList("bad.txt")
        }
    }

    @Test func `a list with nothing to use is refused, and the file that was sent is gone either way`() async throws {
        let room = try Room()
        let useless = try room.write("sent", "10.0.0.1\n")
        await #expect(throws: ServiceError.self) {
            try await room.office.addList("x.txt", file: useless, about: ListChange())
        }
        let useful = try room.write("sent2", "45.1.2.3\n")
        var about = ListChange()
        about.name = "Worms"
        about.confidence = 0.5
        let list = try await room.office.addList("x.txt", file: useful, about: about)
        #expect(list.name == "Worms")
        #expect(list.confidence == 0.5)
        #expect(!FileManager.default.fileExists(atPath: useless))
        #expect(!FileManager.default.fileExists(atPath: useful))
        var change = ListChange()
        change.enabled = false
        #expect(try await room.office.changeList("x.txt", change).enabled == false)
        #expect(await room.office.overview().entries.total == 0)
    }

    @Test func `what a new list names is found in stored flows, once`() async throws {
        var flow = FlowRecord(
            key: FlowKey(
                initiator: IPAddress(10, 0, 0, 5), initiatorPort: 4711, responder: IPAddress(45, 1, 2, 3),
                responderPort: 443, transport: .tcp), start: Timestamp(seconds: 900), end: Timestamp(seconds: 901))
        flow.id = 77
        flow.direction = .outbound
        let room = try Room(flows: [flow])
        _ = try room.write("lists/other.txt", "45.9.9.9\n")
        await room.office.load()
        await room.past.wait()
        #expect(room.box.all.isEmpty)
        _ = try room.write("lists/bad.txt", "45.1.2.3\n")
        await room.office.load()
        await room.past.wait()
        #expect(room.box.all.map(\.firstSeen) == [Timestamp(seconds: 900)])
        _ = try room.write("lists/third.txt", "45.7.7.7\n")
        await room.office.load()
        await room.past.wait()
        #expect(room.box.all.count == 1)
        #expect(await room.office.overview().past.state == .idle)
    }
}
