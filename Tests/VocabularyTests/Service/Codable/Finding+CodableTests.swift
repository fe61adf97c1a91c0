import Foundation
import Testing
import Vocabulary

@Suite struct FindingCodableTests {
    @Test func `a finding survives the way through JSON`() throws {
        let data = try JSONEncoder().encode(IncidentCodableTests.finding)
        let read = try JSONDecoder().decode(Finding.self, from: data)
        #expect(read == IncidentCodableTests.asKept(IncidentCodableTests.finding))
    }

    @Test func `evidence keeps its kind, and what JSON has no number for is null`() throws {
        let sent = [
            Evidence("a", count: 0), Evidence("b", measure: 0.125, threshold: 1.0 / 3), Evidence("c", text: ""),
            Evidence("d", .list([])), Evidence("e", measure: 1e300),
        ]
        let read = try JSONDecoder().decode([Evidence].self, from: JSONEncoder().encode(sent))
        #expect(read.map(\.value) == sent.map(\.value))
        #expect(read[1].threshold == 0.333333)
        for odd in [Double.nan, .infinity, -.infinity] {
            let text = String(decoding: try JSONEncoder().encode(Evidence("x", measure: odd)), as: UTF8.self)
            #expect(text.contains("null"))
        }
    }

    @Test(arguments: Severity.allCases)
    func `severities are words`(severity: Severity) throws {
        let data = try JSONEncoder().encode([severity])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(severity.name)\"]")
        #expect(try JSONDecoder().decode([Severity].self, from: data) == [severity])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Severity].self, from: Data("[\"dreadful\"]".utf8))
        }
    }
}
