import Testing
import Vocabulary

@Suite struct MACAddressTests {
    @Test func `text is read and written`() {
        #expect(MACAddress("02:00:5E:10:00:0f")?.description == "02:00:5e:10:00:0f")
        #expect(MACAddress("02-00-5e-10-00-0f") == MACAddress(bits: 0x0200_5E10_000F))
        for wrong in ["", "02:00:5e:10:00", "02:00:5e:10:00:0g", "2:0:5e:10:0:f", "02:00:5e:10:00:0f:11"] {
            #expect(MACAddress(wrong) == nil, "\(wrong)")
        }
    }

    @Test func `the group bit tells multicast`() {
        #expect(MACAddress.broadcast.isGroup)
        #expect(MACAddress(bits: 0x0100_5E00_0001).isGroup)
        #expect(!MACAddress(bits: 0x0200_5E00_0001).isGroup)
    }
}
