import Testing

@testable import Wire

/// The two client examples of the salesforce/ja3 description, and its server example hashed by md5sum.
@Suite struct JA3Tests {
    @Test func `the published client examples come out`() {
        let full = TLSHelloLists(
            legacyVersion: 769, ciphers: [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4],
            extensions: [0, 10, 11], groups: [23, 24, 25], pointFormats: [0])
        #expect(JA3.client(full) == "ada70206e40642a3e4461f35503241d5")
        let bare = TLSHelloLists(legacyVersion: 769, ciphers: [4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99])
        #expect(JA3.client(bare) == "de350869b8c85de67a350c8d186f11e6")
    }

    @Test func `a server hello's numbers are hashed`() {
        #expect(
            JA3.server([769, 47, 65281, 0, 11, 35, 5, 16])
                == "836ce314215654b5b1f85f97c73e506f")
    }
}
