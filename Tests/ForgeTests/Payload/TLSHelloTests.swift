import Forge
import Testing

@Suite struct TLSHelloTests {
    private func number(_ bytes: [UInt8], _ at: Int, _ width: Int) -> Int {
        bytes[at..<at + width].reduce(0) { $0 * 256 + Int($1) }
    }

    @Test(arguments: [true, false])
    func `every length field of a client hello counts what it holds`(_ resumes: Bool) {
        var random = SeededRandom(seed: 1)
        let hello = TLS.clientHello(serverName: "www.site.example", resumes: resumes, random: &random)
        #expect(number(hello, 3, 2) == hello.count - 5)
        #expect(hello[5] == 1 && number(hello, 6, 3) == hello.count - 9)
        var at = 43 + 1 + Int(hello[43])
        at += 2 + number(hello, at, 2)
        at += 1 + Int(hello[at])
        #expect(number(hello, at, 2) == hello.count - at - 2)
        at += 2
        var types: [Int] = []
        while at < hello.count {
            types.append(number(hello, at, 2))
            if types.last == 0 { #expect(hello[(at + 9)..<(at + 25)].elementsEqual("www.site.example".utf8)) }
            at += 4 + number(hello, at + 2, 2)
        }
        #expect(at == hello.count)
        #expect(types.contains(0) && types.contains(16) && types.contains(43))
        #expect((types.last == 41) == resumes, "a pre-shared key comes last")
    }

    @Test func `a certificate message counts its certificates`() {
        var random = SeededRandom(seed: 1)
        let certificate = TLS.certificate(subject: "host.example", alternativeNames: ["host.example"], random: &random)
        #expect(certificate[0] == 0x30 && number(certificate, 2, 2) == certificate.count - 4)
        let record = TLS.certificateRecord([certificate, certificate])
        #expect(record[5] == 11 && number(record, 6, 3) == record.count - 9)
        #expect(number(record, 9, 3) == record.count - 12)
        #expect(number(record, 12, 3) == certificate.count)
    }
}
