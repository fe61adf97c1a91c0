import Bedrock
package import Vocabulary

/// Reads an SSDP message (UPnP Device Architecture, 1): a search, an announcement or an answer, which look like HTTP.
///
/// Nil when the first line is none of the three.
package func readSSDP(_ bytes: RawSpan) -> SSDPMessage? {
    let whole = 0..<bytes.byteCount
    var message = SSDPMessage(method: "", target: "", server: "", location: "")
    if bytes.beginsText("m-search ", in: whole) {
        message.method = "M-SEARCH"
    } else if bytes.beginsText("notify ", in: whole) {
        message.method = "NOTIFY"
    } else if bytes.beginsText("http/1.", in: whole) {
        message.method = "RESPONSE"
    } else {
        return nil
    }
    var at = whole.lowerBound
    while at < whole.upperBound {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: at..<whole.upperBound) ?? whole.upperBound
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: at..<end) {
            let value = HTTPFields.trimmed(bytes, colon + 1..<end)
            switch colon - at {
            case 2 where bytes.isText("st", in: at..<colon) || bytes.isText("nt", in: at..<colon):
                message.target = wireText(bytes, value)
            case 6 where bytes.isText("server", in: at..<colon): message.server = wireText(bytes, value)
            case 10 where bytes.isText("user-agent", in: at..<colon): message.server = wireText(bytes, value)
            case 8 where bytes.isText("location", in: at..<colon): message.location = wireText(bytes, value)
            default: break
            }
        }
        at = end + 1
    }
    return message
}
