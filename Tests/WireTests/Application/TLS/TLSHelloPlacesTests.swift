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
        return places
    }

    static let lists = TLSHelloLists(
        legacyVersion: 0x0303, ciphers: [0x1301, 0xC02F], extensions: [5, 43], groups: [0x1D, 0x17])

    @Test func `the lists are copied without GREASE`() {
        var lists = JA4Tests.chrome
        Self.bytes.withBytes { Self.places.copy(to: &lists, $0) }
        #expect(lists == Self.lists)
    }
}
