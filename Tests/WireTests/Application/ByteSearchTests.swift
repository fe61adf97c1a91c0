import Bedrock
import Testing

@testable import Wire

@Suite struct ByteSearchTests {
    @Test func `a byte is found at every place and nowhere else`() {
        for count in 0..<40 {
            for place in 0..<count {
                for (filler, byte) in [(0x0B, 0x0A), (0x00, 0x01), (0xFF, 0x7F), (0x8A, 0x0A)] as [(UInt8, UInt8)] {
                    var bytes = [UInt8](repeating: filler, count: count)
                    #expect(bytes.withBytes { $0.firstIndex(of: byte, in: 0..<count) } == nil)
                    bytes[place] = byte
                    #expect(bytes.withBytes { $0.firstIndex(of: byte, in: 0..<count) } == place)
                    #expect(bytes.withBytes { $0.firstIndex(of: byte, in: place + 1..<count) } == nil)
                }
            }
        }
    }

    @Test func `text is compared whatever its case`() {
        let bytes = Array("Content-LENGTH: 5".utf8)
        #expect(bytes.withBytes { $0.isText("content-length", in: 0..<14) })
        #expect(!bytes.withBytes { $0.isText("content-length", in: 0..<15) })
        #expect(bytes.withBytes { $0.beginsText("content", in: 0..<17) })
        #expect(bytes.withBytes { $0.find("length", in: 0..<17) } == 8)
        #expect(bytes.withBytes { $0.find("length", in: 9..<17) } == nil)
        // A letter's lower case is one bit, and only letters have one.
        #expect(![UInt8(0x1B)].withBytes { $0.isText(";", in: 0..<1) })
        #expect(!Array("@".utf8).withBytes { $0.isText("`", in: 0..<1) })
    }

    @Test func `a word matches whatever the case of the bytes, wherever they lie`() {
        for name in ["st", "host", "location", "user-agent", "www-authenticate", "transfer-encoding"] {
            for text in [name, name.uppercased()] {
                for tail in [0, 3, 9] {
                    let bytes = [0x2D] + Array(text.utf8) + Array(repeating: UInt8(0x3A), count: tail)
                    let range = 1..<1 + name.utf8.count
                    #expect(bytes.withBytes { Word(name).matches($0, in: range) }, "\(text) before \(tail)")
                    #expect(!bytes.withBytes { Word(name + "x").matches($0, in: range) })
                    #expect(bytes.withBytes { Word(name).begins($0, in: 1..<bytes.count) })
                    #expect(bytes.withBytes { Word(name).names($0, in: 1..<bytes.count) } == (tail > 0))
                    #expect(!bytes.withBytes { Word(String(name.dropLast())).names($0, in: 1..<bytes.count) })
                    #expect(!bytes.withBytes { Word(name + "x").begins($0, in: 1..<bytes.count) })
                    #expect(!bytes.withBytes { Word("x" + name.dropFirst()).matches($0, in: range) })
                }
            }
        }
        #expect(!Array("\rhost".utf8).withBytes { Word("-host").matches($0, in: 0..<5) })
        #expect(!Array("@[`{".utf8).withBytes { Word("`{`{").matches($0, in: 0..<4) })
    }
}
