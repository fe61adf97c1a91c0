import Bedrock
import Foundation
import Testing
import Vocabulary

@testable import Enrichment

@Suite("KeyRing")
struct KeyRingTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID()).json").path

    @Test func `a key that is kept is its owner's only, survives, and can be removed`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var ring = try KeyRing(path, environment: [:])
        #expect(ring.key(of: AbuseIPDB.card) == nil)
        try ring.keep(["abuseipdb": "kept-key-12345678"])
        #expect(PrivateFile.rights(of: path) == 0o600)
        var again = try KeyRing(path, environment: [:])
        #expect(again.key(of: AbuseIPDB.card)?.key == "kept-key-12345678")
        #expect(again.key(of: AbuseIPDB.card)?.origin == .file)
        try again.keep(["abuseipdb": ""])
        #expect(try KeyRing(path, environment: [:]).key(of: AbuseIPDB.card) == nil)
    }

    @Test func `the environment wins, blanks and cut keys are no keys`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var ring = try KeyRing(path, environment: ["ABUSEIPDB_API_KEY": " from-environment\n", "OTX_API_KEY": "  "])
        try ring.keep(["abuseipdb": "from-the-file", "otx": "otx-from-file"])
        #expect(ring.key(of: AbuseIPDB.card)?.key == "from-environment")
        #expect(ring.key(of: AbuseIPDB.card)?.origin == .environment)
        #expect(ring.key(of: AlienVaultOTX.card)?.key == "otx-from-file")
        for text in ["", "abc", "with blank", "line\nbreak", "umlaut-ä-key", String(repeating: "x", count: 513)] {
            #expect(!KeyRing.isKey(text))
        }
    }

    @Test func `a file that others may read is closed to them, one of nonsense is an error that says what to do`()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(#"{"otx":"otx-from-file"}"#.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(try KeyRing(path, environment: [:]).key(of: AlienVaultOTX.card)?.key == "otx-from-file")
        #expect(PrivateFile.rights(of: path) == 0o600)
        try Data("nonsense".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: EnrichmentError.self) { try KeyRing(path, environment: [:]) }
    }

    @Test func `a mask shows the end of a long key and nothing of a short one`() {
        #expect(KeyRing.masked("0123456789abcdef") == "••••••cdef")
        #expect(KeyRing.masked("short-key") == "••••••")
    }
}
