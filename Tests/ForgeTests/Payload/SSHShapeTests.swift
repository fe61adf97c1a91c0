import Forge
import Testing

@Suite struct SSHShapeTests {
    @Test func `sizes are those that OpenSSH shows`() {
        let shape = SSHShape.modern
        #expect(shape.size(17) == 44, "the request for the service")
        #expect(shape.failure == 52)
        #expect(shape.success == 28)
        #expect(shape.size(10) == 36, "one key")
        #expect(shape.password(user: 4, length: 8) == 148)
        #expect(shape.password(user: 8, length: 10) == 148, "filled up, so that lengths do not show")
    }

    @Test func `in counter mode the length is padded as well`() {
        let shape = SSHShape.library
        #expect(shape.size(17) == 64)
        #expect(shape.success == 48)
        #expect(shape.password(user: 4, length: 1) < shape.password(user: 4, length: 20))
    }
}
