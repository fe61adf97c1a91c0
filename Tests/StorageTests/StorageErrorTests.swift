import Storage
import Testing

@Suite struct StorageErrorTests {
    @Test func `an error reads as its message`() {
        #expect("\(StorageError("the disk is full"))" == "the disk is full")
    }
}
