package import Foundation
package import Vocabulary

/// One line of a router's log, read: which firewall event, when, at which router. Hostile text: nothing in it can trap.
package struct RouterLine {
    let event: FirewallEvent
    /// Of the event: the line's own, or of the last packet where lines were grouped.
    package let time: Timestamp
    /// Who wrote the line.
    let host: String

    /// Why a line tells of no event.
    package struct Refusal: Error, Equatable { package let reason: String }

    /// - Parameters:
    ///   - line: as it came, at most `SyslogMessage.longest` bytes are taken.
    ///   - reference: no line was written more than a day after this.
    ///   - zone: of senders that write local time without saying where.
    package init(_ line: Substring, reference: Timestamp, zone: TimeZone) throws(Refusal) {
        guard line.utf8.count <= SyslogMessage.longest else {
            throw Refusal(reason: "longer than \(SyslogMessage.longest) bytes")
        }
        guard let message = SyslogMessage(line) else { throw Refusal(reason: "no time at its start") }
        event = try FirewallEvent(message.text)
        guard let time = event.last ?? Self.moment(message, reference, zone) else {
            throw Refusal(reason: "a day that no year has")
        }
        self.time = time
        host = message.host
    }

    private static func moment(_ message: SyslogMessage, _ reference: Timestamp, _ zone: TimeZone) -> Timestamp? {
        switch message.moment {
        case .exact(let time): time
        case .local(let time): time.moment(reference: reference, zone: zone)
        }
    }
}
