import Testing

@testable import Sentinel

@Suite struct CommandInboxTests {
    @Test func `nothing waits until something is sent`() {
        let inbox = CommandInbox()
        #expect(isEmpty(inbox))
        #expect(!inbox.takeRequestForTotals())
    }

    @Test func `only the newest settings are taken, once`() {
        let inbox = CommandInbox()
        var settings = DetectionSettings()
        settings.minimumConfidence = 0.3
        inbox.send(settings)
        settings.minimumConfidence = 0.7
        inbox.send(settings)
        #expect(inbox.take()?.settings?.minimumConfidence == 0.7)
        #expect(isEmpty(inbox))
    }

    @Test func `suppressions do not push settings out`() {
        let inbox = CommandInbox()
        inbox.send(DetectionSettings())
        inbox.send(suppressions: [])
        let taken = inbox.take()
        #expect(taken?.settings != nil)
        #expect(taken?.suppressions?.isEmpty == true)
    }

    @Test func `totals are asked for once`() {
        let inbox = CommandInbox()
        inbox.askForTotals()
        inbox.askForTotals()
        #expect(inbox.takeRequestForTotals())
        #expect(!inbox.takeRequestForTotals())
    }

    private func isEmpty(_ inbox: CommandInbox) -> Bool { if case nil = inbox.take() { true } else { false } }
}
