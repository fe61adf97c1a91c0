import Synchronization

/// Asks sources to end: raised by a signal handler or another thread, looked at before each batch and at each wait.
package final class StopSignal: Sendable {
    private let raised = Atomic<Bool>(false)

    package init() {}

    package func raise() { raised.store(true, ordering: .releasing) }

    package var isRaised: Bool { raised.load(ordering: .acquiring) }
}
