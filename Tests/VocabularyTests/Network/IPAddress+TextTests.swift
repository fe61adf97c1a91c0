import Glibc
import Testing
import Vocabulary

@Suite struct IPAddressTests {
    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
        ("::1", "::1"), ("2001:db8::1", "2001:db8::1"), ("2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("fe80::1:0:0:2", "fe80::1:0:0:2"), ("::ffff:192.0.2.7", "192.0.2.7"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ])
    func `text is read and written by RFC 5952`(_ given: String, _ wanted: String) {
        #expect(IPAddress(given)?.description == wanted)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.-4", "01234.1.1.1", ":::", "1::2::3", "12345::", "g::",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", "1.2.3.4:80", "::1.2.3",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    /// Texts with one to three bytes changed, added or taken away, against the C library's reader.
    @Test func `every text is read as inet_pton reads it`() throws {
        let seeds = [
            "2001:db8::1", "::", "::1", "1::", "fe80::1:0:0:2", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.7",
            "1:2:3:4:5:6:1.2.3.4",
            "64:ff9b::192.0.2.33", "10.20.30.40", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
        ]
        var random = Dice(state: 7)
        var accepted = 0
        for round in 0..<60_000 {
            var text = Array(seeds[round % seeds.count].utf8)
            for _ in 0..<(random.next() % 4) {
                let place = Int(random.next() % UInt64(text.count + 1))
                let byte = Array("0123456789abcF:::..g% ".utf8).randomElement(using: &random) ?? 0
                switch random.next() % 3 {
                case 0: text.insert(byte, at: place)
                case 1 where place < text.count: text[place] = byte
                case _ where place < text.count: text.remove(at: place)
                default: break
                }
            }
            let string = String(decoding: text, as: UTF8.self)
            // A number of four with a zero before it is read here and refused there.
            guard
                !string.split(whereSeparator: { $0 == "." || $0 == ":" }).contains(where: {
                    $0.count > 1 && $0.hasPrefix("0") && string.contains(".")
                })
            else { continue }
            let wanted = reference(string)
            #expect(IPAddress(string)?.bytes == wanted, "\(string)")
            accepted += wanted == nil ? 0 : 1
        }
        #expect(accepted > 10_000)
    }

    private func reference(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET6, text, &bytes) == 1 { return bytes }
        var four = [UInt8](repeating: 0, count: 4)
        return inet_pton(AF_INET, text, &four) == 1 ? [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + four : nil
    }

    @Test func `ranges are told apart`() throws {
        let cases: [(String, (IPAddress) -> Bool)] = [
            ("192.168.1.1", \.isPrivate), ("172.31.255.255", \.isPrivate), ("100.64.0.1", \.isPrivate),
            ("fd12::1", \.isPrivate), ("169.254.3.4", \.isLinkLocal), ("fe80::1", \.isLinkLocal),
            ("127.9.9.9", \.isLoopback), ("::1", \.isLoopback), ("239.1.1.1", \.isMulticast),
            ("ff02::1", \.isMulticast),
            ("255.255.255.255", \.isBroadcast), ("8.8.8.8", \.isGlobal), ("2606:4700::1", \.isGlobal),
        ]
        for (text, holds) in cases { #expect(holds(try #require(IPAddress(text))), "\(text)") }
        for text in ["172.32.0.1", "100.128.0.1", "11.0.0.1"] {
            #expect(try #require(IPAddress(text)).isPrivate == false, "\(text)")
        }
        #expect(try #require(IPAddress("240.0.0.1")).isGlobal == false)
    }

    @Test func `bytes are in network order`() {
        #expect(IPAddress(192, 0, 2, 1).bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 1])
    }
}

/// SplitMix64.
private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
