import Bedrock
import Testing

@testable import Wire

@Suite struct TLSHelloPlacesTests {
    /// Ciphers, then extensions of types 0x0A0A (GREASE), 5 and 43, then groups.
    static let bytes = hex("1301 FAFA C02F 0A0A0000 00050001AA 002B0000 001D 2A2A 0017")

    static var places: TLSHelloPlaces {
        var places = TLSHelloPlaces(legacyVersion: 0x0303, ciphers: 0..<6)
        places.extensions = 6..<19
        places.groups = 19..<25
        places.add(type: 5)
        places.add(type: 43)
        return places
    }

    static let lists = TLSHelloLists(
        legacyVersion: 0x0303, ciphers: [0x1301, 0xC02F], extensions: [5, 43], groups: [0x1D, 0x17])

    @Test func `the lists are copied without GREASE`() {
        var lists = JA4Tests.chrome
        Self.bytes.withBytes { Self.places.copy(to: &lists, $0) }
        #expect(lists == Self.lists)
    }

    @Test func `lists are known where they lie, and others are not`() {
        Self.bytes.withBytes { bytes in
            let holds = Self.places.hold(Self.lists, bytes)
            #expect(holds)
            var others = Array(repeating: Self.lists, count: 8)
            others[0].legacyVersion = 0x0302
            others[1].ciphers.append(1)
            others[2].ciphers.removeLast()
            others[3].extensions = [43, 5]
            others[4].groups[1] = 0x18
            others[5].signatureAlgorithms = [1]
            others[6].pointFormats = [0]
            others[7].extensions.append(16)
            for other in others {
                let holdsOther = Self.places.hold(other, bytes)
                #expect(!holdsOther)
            }
        }
    }

    @Test func `the fold is that of the lists`() {
        Self.bytes.withBytes { bytes in
            var types = TLSHelloPlaces.fold(bytes, 0..<6, 0x0303)
            for type in [5, 43] as [UInt16] { types = TLSHelloLists.step(types, type) }
            let fold = Self.places.fold(bytes, types: TLSHelloLists.end(types))
            #expect(fold == Self.lists.fold)
        }
    }

    @Test func `more types than can be compared are not known`() {
        var places = TLSHelloPlaces(legacyVersion: 0, ciphers: 0..<0)
        for _ in 0..<40 { places.add(type: 5) }
        let lists = TLSHelloLists(extensions: Array(repeating: 5, count: 40))
        let holds = [UInt8]().withBytes { places.hold(lists, $0) }
        #expect(!holds)
    }
}
