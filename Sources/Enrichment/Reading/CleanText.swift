/// Strings from outside, made fit for a screen, a log and a prompt: bounded, on one line, without control characters.
///
/// Also removed: what turns the direction of writing and what is not seen (format characters, private use, noncharacters), with which a text
/// can be made to look like another.
package enum CleanText {
    package static func line(_ text: some StringProtocol, limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        var pending = false
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator:
                pending = count > 0
                continue
            case .format, .surrogate, .privateUse, .unassigned: continue
            default: break
            }
            if count + (pending ? 2 : 1) > limit {
                result.append("…")
                break
            }
            if pending {
                result.append(" ")
                count += 1
                pending = false
            }
            result.append(scalar)
            count += 1
        }
        return String(result)
    }

    /// The beginning of what a source said.
    package static func excerpt(_ bytes: [UInt8]) -> String {
        line(String(decoding: bytes.prefix(2000), as: UTF8.self), limit: 240)
    }
}
