import Detection
import Testing

struct NamePartsTests {
    @Test(
        arguments: [
            ("www.example.com", "www", "example.com", "example"), ("example.com", "", "example.com", "example"),
            ("a.b.example.co.uk", "a.b", "example.co.uk", "example"), ("co.uk", "", "co.uk", "co"), ("", "", "", ""),
            ("a.firms.uk", "a", "firms.uk", "firms"), ("a.\0co.uk", "a", "\0co.uk", "\0co"),
            ("x..de", "x", ".de", "de"),
            ("..", "", ".", ""),
        ]) func `parts lie where the name is split`(name: String, host: String, domain: String, label: String)
    {
        let bytes = name.utf8.span
        let parts = NameParts(bytes)
        let text = Array(name.utf8)
        #expect(String(decoding: text[parts.host], as: UTF8.self) == host)
        #expect(String(decoding: text[parts.domain], as: UTF8.self) == domain)
        #expect(String(decoding: text[parts.label(in: bytes)], as: UTF8.self) == label)
        #expect(parts.labels == RegisteredDomain(name).labels)
    }
}
