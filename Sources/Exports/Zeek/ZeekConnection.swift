import Vocabulary

/// What Zeek says of a connection: `uid`, `conn_state`, and times as seconds with microseconds.
enum ZeekConnection {
    /// `C` and eleven letters and digits made from the flow's id: the same flow, the same uid, in every log.
    static func uid(_ flow: FlowSnapshot) -> String {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        // SplitMix64's finaliser is a bijection: different flows have different uids.
        var z = flow.id &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        var letters: [UInt8] = []
        for _ in 0..<11 {
            letters.append(alphabet[Int(z % 62)])
            z /= 62
        }
        return "C" + String(decoding: letters, as: UTF8.self)
    }

    /// Zeek's `conn_state` (its manual, base/protocols/conn), from the flags both sides sent.
    static func state(_ flow: FlowSnapshot) -> String {
        let from = flow.initiator.flags
        let to = flow.responder.flags
        guard flow.key.transport == .tcp else {
            if flow.key.transport != .udp { return "OTH" }
            return flow.responder.packets == 0 ? "S0" : flow.initiator.packets == 0 ? "SHR" : "SF"
        }
        let synAck = to.contains([.syn, .ack])
        if from.contains(.syn), !synAck {
            if to.contains(.rst) { return "REJ" }
            if from.contains(.rst) { return "RSTOS0" }
            return from.contains(.fin) ? "SH" : "S0"
        }
        if !from.contains(.syn), synAck {
            if to.contains(.rst) { return "RSTRH" }
            return to.contains(.fin) ? "SHR" : "OTH"
        }
        guard from.contains(.syn) else { return "OTH" }
        if from.contains(.rst) { return "RSTO" }
        if to.contains(.rst) { return "RSTR" }
        switch (from.contains(.fin), to.contains(.fin)) {
        case (true, true): return "SF"
        case (true, false): return "S2"
        case (false, true): return "S3"
        case (false, false): return "S1"
        }
    }

    /// `1795250980.123456`
    static func time(_ time: Timestamp) -> String {
        let second = time.second
        return "\(second).\(six((time.nanoseconds - second * 1_000_000_000) / 1000))"
    }

    static func interval(_ seconds: Double) -> String {
        let micros = Int64((seconds * 1e6).rounded())
        return "\(micros / 1_000_000).\(six(micros % 1_000_000))"
    }

    private static func six(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }
}
