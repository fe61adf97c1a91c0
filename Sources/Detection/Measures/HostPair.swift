package import Vocabulary

/// Who asks and who is asked: the key of tables about two hosts.
package struct HostPair: SeededKey {
    package let client: IPAddress
    package let server: IPAddress

    package init(client: IPAddress, server: IPAddress) {
        self.client = client
        self.server = server
    }

    @inline(__always)
    package func hash(_ seed: SeededHash) -> UInt64 { seed.of(client, server) }
}
