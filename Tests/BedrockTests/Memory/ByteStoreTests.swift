import Bedrock
import Testing

@Suite
struct ByteStoreTests {
    func content(_ store: borrowing ByteStore) -> [UInt8] {
        store.withBytes { bytes in (0..<bytes.byteCount).map { bytes.u8($0) } }
    }

    @Test
    func `bytes are added behind and dropped in front`() {
        var store = ByteStore(capacity: 4)
        store.append([1, 2, 3])
        store.drop(first: 2)
        store.append([4, 5, 6])
        #expect(content(store) == [3, 4, 5, 6])
        #expect(store.room == 0)
    }

    @Test
    func `growing keeps what is there`() {
        var store = ByteStore(capacity: 2)
        store.append([1, 2])
        store.append(Array(3...100))
        #expect(content(store) == Array(1...100))
        store.grow(to: 1)
        #expect(store.capacity >= 100)
        store.drop(first: 100)
        #expect(content(store).isEmpty)
    }

    @Test
    func `dropping more than there is traps`() async {
        await #expect(processExitsWith: .failure) {
            var store = ByteStore(capacity: 8)
            store.append([1])
            store.drop(first: 2)
        }
    }
}
