import Capture
import Testing
import Vocabulary

@Suite
struct CaptureFormatTests {
    func error(_ bytes: [UInt8]) -> CaptureError? {
        do {
            _ = try read(bytes)
            return nil
        } catch {
            return error as? CaptureError
        }
    }

    @Test
    func `an empty file is not a capture`() {
        #expect(error([])?.code == .notACapture)
        #expect(error([])?.message.hasSuffix("is empty.") == true)
    }

    @Test(
        arguments: [
            [0x34, 0xCD, 0xB2, 0xA1], [0xA1, 0xB2, 0xCD, 0x34], [0xCD, 0x34, 0xB2, 0xA1], [0xAC, 0x01, 0x00, 0x1C],
            Array("snoop\0\0\0".utf8),
        ] as [[UInt8]])
    func `relatives of pcap are refused with the remedy`(magic: [UInt8]) {
        let error = error(magic + Array(repeating: 0, count: 60))
        #expect(error?.code == .unsupportedFormat)
        #expect(error?.message.contains("editcap") == true)
    }

    @Test(
        arguments: [
            ([0x28, 0xB5, 0x2F, 0xFD], "zstd -d"), ([0xFD, 0x37, 0x7A, 0x58], "xz -d"),
            ([0x42, 0x5A, 0x68, 0x39], "bzip2 -d"),
        ] as [([UInt8], String)])
    func `other compressions are named with the program that unpacks them`(magic: [UInt8], tool: String) {
        let error = error(magic + Array(repeating: 0, count: 60))
        #expect(error?.code == .unsupportedFormat)
        #expect(error?.message.contains(tool) == true)
    }

    @Test
    func `anything else is not a capture`() {
        #expect(error(Array("hello, world: this is just text".utf8))?.code == .notACapture)
    }

    @Test
    func `a missing file says so, and so does a directory`() {
        #expect(throws: CaptureError.self) { _ = try CaptureFile.open("/nonexistent/file.pcap") }
        #expect(throws: CaptureError.self) { _ = try CaptureFile.open("/") }
    }
}
