import Foundation
import Testing

@testable import Bedrock

@Suite("PrivateFile")
struct PrivateFileTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())").path

    @Test func `what is written is its owner's only, whatever lay there`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("old".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let bytes = [UInt8](repeating: 7, count: 200_000)
        try PrivateFile.write(bytes, to: path)
        #expect(PrivateFile.rights(of: path) == 0o600)
        #expect(try PrivateFile.read(path) == bytes)
        #expect(throws: BedrockError.self) { try PrivateFile.read(path, limit: 1000) }
    }

    @Test func `a file that is not there is nil, a folder that is not there an error`() throws {
        #expect(try PrivateFile.read(path) == nil)
        #expect(PrivateFile.rights(of: path) == nil)
        #expect(throws: BedrockError.self) { try PrivateFile.write([1], to: path + "/x") }
    }
}
