import Foundation

/// JSON in plain ASCII without `<`, `>` and `&`: it can stand between tags, and nothing in it can end them.
enum HarmlessJSON {
    static func text(of value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // What is encoded here are our own plain structures: there is nothing to fail on but numbers that are none.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinite", negativeInfinity: "infinite", nan: "unknown")
        guard let data = try? encoder.encode(value) else { return "{}" }
        var text = ""
        for scalar in String(decoding: data, as: UTF8.self).unicodeScalars {
            if scalar.isASCII, scalar != "<", scalar != ">", scalar != "&", scalar.value >= 0x20, scalar.value != 0x7F {
                text.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return text
    }
}
