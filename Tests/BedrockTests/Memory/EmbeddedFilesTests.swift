import Bedrock
import Testing

@Suite struct EmbeddedFilesTests {
    @Test func `the bundle is whole or absent`() {
        let names = EmbeddedFiles.dashboard().map(\.name)
        #expect(names.isEmpty || names.contains("index.html"))
        #expect(Set(names).count == names.count)
    }

    @Test func `an embedded file has bytes and a type`() {
        for file in EmbeddedFiles.dashboard() {
            #expect(!file.bytes.isEmpty)
            #expect(file.type.contains("/"))
        }
    }
}
