import Forge
import Foundation
import Testing
import Vocabulary

@testable import Sentinel

@Suite struct AnalysisQueueTests {
    private let queue = AnalysisQueue()

    /// Waits for the analysing thread, whose time nobody knows: until the job is over, a minute at most.
    private func finished(_ id: String) async throws -> AnalysisJob {
        for _ in 0..<6000 {
            let job = try #require(await queue.job(id))
            if job.state != .queued, job.state != .running { return job }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try #require(await queue.job(id))
    }

    @Test func `an uploaded capture is analysed and its file removed`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(pcap(VerticalScan.make().prefix(2000)), to: "upload")
        let job = try await queue.add(path: file, name: "scan.pcap", settings: DetectionSettings())
        let done = try await finished(job.id)
        #expect(done.state == .done)
        #expect(done.packets == 2000)
        #expect(done.incidents.contains { $0.detections.contains(.portScanVertical) })
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `what is no capture fails with a reason`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Array("not a capture, not at all, nowhere".utf8), to: "upload")
        let job = try await queue.add(path: file, name: "<img src=x>", settings: DetectionSettings())
        let done = try await finished(job.id)
        #expect(done.state == .failed)
        #expect(!done.message.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `a job is forgotten once, and an unknown one is none`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(pcap(VerticalScan.make().prefix(100)), to: "upload")
        let job = try await queue.add(path: file, name: "a", settings: DetectionSettings())
        #expect(await queue.remove(job.id))
        #expect(await !queue.remove(job.id))
        #expect(await queue.all.isEmpty)
    }
}
