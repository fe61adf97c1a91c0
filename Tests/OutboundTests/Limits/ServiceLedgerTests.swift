import Foundation
import Testing
import Vocabulary

@testable import Outbound

@Suite("ServiceLedger")
struct ServiceLedgerTests {
    private let start = Timestamp("2026-03-02T23:58:00Z") ?? Timestamp(nanoseconds: 0)
    private let service = OutboundService("s", budget: .init(perMinute: 2, perDay: 3))

    @Test func `a minute is any 60 seconds and a day is one of UTC`() {
        var ledger = ServiceLedger()
        let codes = [0.0, 30, 59, 60, 61, 89, 120].map { seconds in
            ledger.admit(service, at: start.advanced(bySeconds: seconds))?.code
        }
        // The third of the day at 60 s; at 120 s a new day has begun, and the call at 60 s still counts for its minute.
        #expect(codes == [nil, nil, .budget, nil, .budget, .budget, nil])
        #expect(ledger.calls == 4)
    }

    @Test func `a wall clock that is set back gives no new budget`() {
        var ledger = ServiceLedger()
        for seconds in [0.0, 61, 90] { #expect(ledger.admit(service, at: start.advanced(bySeconds: seconds)) == nil) }
        let yesterday = start.advanced(bySeconds: -86_400)
        #expect(ledger.admit(service, at: yesterday)?.code == .budget)
    }

    @Test func `each failed probe doubles the pause up to an hour`() {
        var ledger = ServiceLedger()
        var generous = service
        generous.budget = .init(perMinute: 1000, perDay: 100_000)
        var now = start
        for _ in 0..<5 {
            #expect(ledger.admit(generous, at: now) == nil)
            ledger.note(.failed("no"), generous, at: now)
        }
        for pause in [60.0, 120, 240, 480, 960, 1920, 3600, 3600] {
            #expect(ledger.admit(generous, at: now.advanced(bySeconds: pause - 1))?.code == .circuitOpen)
            now = now.advanced(bySeconds: pause)
            #expect(ledger.admit(generous, at: now) == nil)
            #expect(ledger.admit(generous, at: now)?.code == .circuitOpen, "only one probe goes")
            ledger.note(.failed("no"), generous, at: now)
        }
        ledger.forgive()
        #expect(ledger.admit(generous, at: now) == nil)
    }

    @Test func `silence that was asked for is kept at most a day`() {
        var ledger = ServiceLedger()
        ledger.note(.busy(seconds: 1e12), service, at: start)
        #expect(ledger.admit(service, at: start.advanced(bySeconds: 86_399))?.code == .throttled)
        #expect(ledger.admit(service, at: start.advanced(bySeconds: 86_401)) == nil)
    }

    @Test func `a ledger survives its file, and a file of nonsense begins anew`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = LedgerFile(path)
        var memory = ServiceLedger()
        #expect(file.update("s", &memory) { $0.admit(service, at: start) } == nil)
        #expect(file.read()["s"] == memory)
        try Data("{nonsense".utf8).write(to: URL(fileURLWithPath: path))
        #expect(file.read().isEmpty)
        var fresh = ServiceLedger()
        #expect(file.update("s", &fresh) { $0.admit(service, at: start) } == nil)
        #expect(file.read()["s"]?.calls == 1)
    }

    @Test func `two processes share one budget`() {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var (one, other) = (ServiceLedger(), ServiceLedger())
        let file = LedgerFile(path)
        #expect(file.update("s", &one) { $0.admit(service, at: start) } == nil)
        #expect(file.update("s", &other) { $0.admit(service, at: start) } == nil)
        #expect(file.update("s", &one) { $0.admit(service, at: start) }?.code == .budget)
    }
}
