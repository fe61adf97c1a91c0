import Testing
import Vocabulary

@testable import Enrichment

@Suite("ContactBook")
struct ContactBookTests {
    private let home = IPAddress(10, 0, 0, 5)

    private func flow(_ from: IPAddress, _ to: IPAddress, answer: UInt64 = 10) -> FlowSnapshot {
        var flow = FlowSnapshot(
            key: FlowKey(initiator: from, initiatorPort: 40_000, responder: to, responderPort: 443, transport: .tcp))
        flow.responder.payload = answer
        flow.id = 7
        return flow
    }

    private final class Held {
        private var book = ContactBook()
        var dropped: UInt64 { book.dropped }
        func offer(_ contact: Contact) -> Bool { book.offer(contact) }
        func next() -> Contact? { book.next() }
    }

    @Test func `whom our host calls counts at once, who calls us only when answered`() {
        let other = IPAddress(45, 155, 205, 233)
        #expect(Contact(flow(home, other), .outbound, isOver: false)?.address == other)
        #expect(Contact(flow(home, other), .outbound, isOver: true) == nil)
        #expect(Contact(flow(other, home), .inbound, isOver: false) == nil)
        #expect(Contact(flow(other, home), .inbound, isOver: true)?.home == home)
        #expect(Contact(flow(other, home, answer: 0), .inbound, isOver: true) == nil)
        #expect(Contact(flow(home, IPAddress(10, 0, 0, 6)), .internal, isOver: false) == nil)
        #expect(Contact(flow(home, IPAddress(224, 0, 0, 251)), .outbound, isOver: false) == nil)
    }

    @Test func `each address once, the newest first, and what is too much is counted`() {
        let book = Held()
        func contact(_ number: Int) -> Contact {
            Contact(
                address: IPAddress(v4: 0x2D00_0000 + UInt32(number)), home: home, isOutbound: true, flow: 1,
                time: Timestamp(nanoseconds: 0))
        }
        #expect(book.offer(contact(1)))
        #expect(!book.offer(contact(1)))
        for number in 2...ContactBook.cap + 3 { _ = book.offer(contact(number)) }
        #expect(book.dropped == 3)
        #expect(book.next()?.address == contact(ContactBook.cap).address)
        #expect(book.offer(contact(ContactBook.cap + 3)))
    }
}
