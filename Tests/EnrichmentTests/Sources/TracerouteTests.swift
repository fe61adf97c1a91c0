import Foundation
import LocalServers
import Testing
import Vocabulary

@testable import Enrichment

@Suite("Traceroute")
struct TracerouteTests {
    private let output = """
        traceroute to 45.155.205.233 (45.155.205.233), 20 hops max, 60 byte packets
         1  10.0.0.1  0.345 ms
         2  *
         3  45.155.205.233  12.5 ms
        """

    @Test func `hops are read, with those that do not answer`() {
        let finding = Traceroute.finding(output, to: Bench.address)
        #expect(finding.reason == "Reached after 3 hops.")
        #expect(finding.facts == [Evidence("hops", .list(["1 10.0.0.1 0.345 ms", "2 *", "3 45.155.205.233 12.5 ms"]))])
    }

    @Test func `a way that ends early and no way at all are said`() {
        #expect(
            Traceroute.finding(" 1  10.0.0.1  1.0 ms\n 2  *\n", to: Bench.address).reason
                == "Not reached; the last that answers is 10.0.0.1.")
        #expect(Traceroute.finding("traceroute to x\n 1  *\n", to: Bench.address).outcome == .unknown)
        #expect(Traceroute.finding("", to: Bench.address).outcome == .unknown)
    }

    @Test func `the program gets its arguments, and a way that takes all its hops is not lost`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("traceroute-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("#!/bin/sh\necho \"$@\" >&2\necho ' 1  10.9.8.7  1.0 ms'\necho \" 2  *  $5 $7 $8\"\n".utf8)
            .write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let bench = try await Bench([:], extra: ["NETSENTINEL_TRACEROUTE_URL": path], only: ["traceroute"])
        let verdict = try #require(await bench.verdict("traceroute"))
        #expect(verdict.facts == [Evidence("hops", .list(["1 10.9.8.7 1.0 ms", "2 *"]))])
        #expect(await bench.verdict("traceroute", fresh: true, mode: .background) == nil)
    }

    @Test func `a program that is not there is named`() async throws {
        let bench = try await Bench(
            [:], extra: ["NETSENTINEL_TRACEROUTE_URL": "/nonexistent/traceroute"], only: ["traceroute"])
        #expect(await bench.verdict("traceroute")?.problem == "command")
    }
}
