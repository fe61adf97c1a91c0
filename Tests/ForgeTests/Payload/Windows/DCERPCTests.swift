import Forge
import Testing

@Suite struct DCERPCTests {
    @Test func `a bind to the service control manager has these bytes`() {
        var rpc = DCERPC()
        let bind = rpc.bind(.svcctl).request
        #expect(
            bind == [
                5, 0, 11, 3, 0x10, 0, 0, 0, 72, 0, 0, 0, 1, 0, 0, 0,  // bind, length, call
                0xD0, 0x16, 0xD0, 0x16, 0, 0, 0, 0, 1, 0, 0, 0,  // fragment sizes, group, one context
                0, 0, 1, 0,  // context 0, one transfer syntax
                0x81, 0xBB, 0x7A, 0x36, 0x44, 0x98, 0xF1, 0x35, 0xAD, 0x32, 0x98, 0xF0, 0x38, 0x00, 0x10, 0x03, 2, 0, 0,
                0,
                0x04, 0x5D, 0x88, 0x8A, 0xEB, 0x1C, 0xC9, 0x11, 0x9F, 0xE8, 8, 0, 0x2B, 0x10, 0x48, 0x60, 2, 0, 0, 0,
            ])
    }

    @Test(arguments: [true, false])
    func `a request counts its own length and names its operation`(_ sealed: Bool) {
        var rpc = DCERPC(isSealed: sealed)
        for size in [0, 1, 15, 16, 100] {
            let request = rpc.request(24, Array(repeating: 9, count: size), answer: [], context: 1).request
            #expect(Int(request[8]) + Int(request[9]) * 256 == request.count)
            #expect(request[10] == (sealed ? 16 : 0))
            #expect(request[20..<24].elementsEqual([1, 0, 24, 0]))
        }
    }
}
