import Bedrock
import Testing

@testable import Wire

@Suite struct TLSHelloShapeTests {
    /// What a hello says, as far as its shape goes.
    private struct Hello {
        var ciphers = "1301 C02F 1302 C030 00FF"
        var types: [UInt16] = [0, 5, 43, 16, 10]
        var groups = "001D 0017"
        var algorithms = "0403 0804"
        var formats = "00"
        var alpn = "02 68 32"
        var legacy: UInt16 = 0x0303
        var traits = TLSHelloTraits(version: 0x0304, hasServerName: true, overQUIC: false)

        var shape: TLSHelloShape {
            let parts = [ciphers, groups, algorithms, formats, alpn].map(hex)
            var starts = [0]
            for part in parts { starts.append(starts[starts.count - 1] + part.count) }
            let ranges = (0..<5).map { starts[$0]..<starts[$0 + 1] }
            return parts.flatMap { $0 }.withBytes { bytes in
                var places = TLSHelloPlaces(legacyVersion: legacy, ciphers: ranges[0])
                places.groups = ranges[1]
                places.signatureAlgorithms = ranges[2]
                places.pointFormats = ranges[3]
                var shape = TLSHelloShape()
                shape.add(numbers: bytes.extracting(ranges[0]))
                for type in types { shape.add(type: type) }
                shape.add(numbers: bytes.extracting(ranges[1]))
                shape.add(numbers: bytes.extracting(ranges[2]))
                shape.add(bytes: bytes.extracting(ranges[3]))
                shape.add(bytes: bytes.extracting(ranges[4]))
                shape.end(places, traits, alpn: ranges[4])
                return shape
            }
        }
    }

    private func isSame(_ one: Hello, _ other: Hello) -> Bool {
        let (one, other) = (one.shape, other.shape)
        let isSame = one.isSame(as: other.kept)
        // Alike shapes have the same fold; of these few, others have another.
        #expect(isSame == (one.fold == other.fold))
        return isSame
    }

    @Test func `each part of a hello is in its shape`() {
        #expect(isSame(Hello(), Hello()))
        var others = Array(repeating: Hello(), count: 14)
        others[0].ciphers = "1301 C02F 1302 C030 00FE"
        others[1].ciphers = "1301 C02F 1302 C030"
        others[2].types = [5, 0, 43, 16, 10]
        others[3].types = [0, 5, 43, 16]
        others[4].types = [0, 5, 43, 16, 10, 0]
        others[5].groups = "001D 0018"
        others[6].algorithms = "0403 0805"
        others[7].formats = "01"
        others[8].alpn = "02 68 33"
        others[9].legacy = 0x0302
        others[10].traits.version = 0x0303
        others[11].traits.hasServerName = false
        others[12].traits.overQUIC = true
        // The same numbers in other lists.
        others[13].groups = "001D"
        others[13].algorithms = "0017 0403 0804"
        for other in others { #expect(!isSame(Hello(), other)) }
    }

    @Test func `every GREASE is the same, wherever in a word it stands`() {
        let values = (0..<16).map { 0x0A0A + 0x1010 * $0 }.map { String($0, radix: 16) }
        for place in 0..<7 {
            let shapes = values.map { value in
                var numbers = ["1301", "C02F", "0A1A", "1A0A", "000A", "0A00", "0B0B"]
                numbers[place] = value.count == 3 ? "0" + value : value
                return Hello(ciphers: numbers.joined(separator: " "), groups: value.count == 3 ? "0" + value : value)
            }
            for other in shapes { #expect(isSame(shapes[0], other)) }
        }
        // None of these is GREASE.
        for number in ["0A1A", "1A0A", "0B0B", "AAA0", "0A0B", "A0A0", "0000", "FFFF"] {
            #expect(!isSame(Hello(groups: "0A0A"), Hello(groups: number)), "\(number)")
        }
    }

    @Test func `a hello that is too long is like no other`() {
        let long = Hello(ciphers: String(repeating: "C02F ", count: 4 * TLSHelloShape.limit))
        #expect(long.shape.isTooLong)
        let shape = long.shape
        #expect(!shape.isSame(as: shape.kept))
    }

    @Test func `hellos that are read again say the same as at first`() {
        var random = SeededGenerator(29)
        var memory = FingerprintMemory()
        let body = TLSSamples.clientHelloBody
        let hellos = (0...body.count).map { Array(body[..<$0]) } + (0..<600).map { _ in damaged(body, &random) }
        for _ in 0..<3 {
            for bytes in hellos {
                let fresh = bytes.withBytes { readTLSClientHello($0) }
                let again = bytes.withBytes { readTLSClientHello($0, quicVersion: nil, &memory) }
                #expect(again == fresh)
            }
        }
    }
}
