import Bedrock
package import Capture

/// This machine as far as capture needs to know it.
package enum Machine {
    /// Readies the process for tables that grow (`Bedrock.Heap`). To be called first of all.
    package static func prepareMemory() { Heap.prepare() }

    /// The interfaces that are up, without the loopback unless there is no other.
    package static func interfaces() throws(CaptureError) -> [String] {
        let up = NetworkInterface.all().filter(\.isUp)
        let outward = up.filter { !$0.isLoopback }
        let chosen = (outward.isEmpty ? up : outward).map(\.name)
        guard !chosen.isEmpty else {
            throw CaptureError(.noSuchInterface, "No network interface is up. Bring one up, or read a file with -r.")
        }
        return chosen
    }
}
