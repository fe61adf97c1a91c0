/// The path and query of a request, taken apart once and strictly.
///
/// Refused: what is not an absolute path, dot segments in any writing, empty segments, encoded slashes, backslashes and
/// control characters, so that no later reader of the path can see another one than the router saw.
package struct RequestTarget: Sendable, Equatable {
    package let segments: [String]
    package let query: String?

    package init?(_ target: String) {
        guard target.utf8.count <= 8_192, target.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        query = parts.count == 2 ? String(parts[1]) : nil
        var segments: [String] = []
        for piece in parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let segment = Query.decoded(piece, plusIsSpace: false) else { return nil }
            segments.append(segment)
        }
        if segments.last == "" { segments.removeLast() }
        for segment in segments {
            if segment.isEmpty || segment == "." || segment == ".." { return nil }
            let odd = segment.unicodeScalars.contains {
                $0 == "/" || $0 == "\\" || $0.value < 0x20 || $0.value == 0x7f
            }
            if odd { return nil }
        }
        self.segments = segments
    }
}
