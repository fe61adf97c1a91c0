import Vocabulary

extension ConfigurationPatch {
    /// What is wrong with it, in sentences.
    var problems: [String] {
        var found: [String] = []
        func hold<Value: Comparable>(_ name: String, _ value: Value?, _ range: ClosedRange<Value>) {
            guard let value, !range.contains(value) else { return }
            found.append("\(name): \(value) is not in \(range.lowerBound) to \(range.upperBound)")
        }
        hold("confidence_threshold", confidenceThreshold, 0...1)
        hold("port_scan_min_ports", portScanMinPorts, 5...10_000)
        hold("syn_flood_min_packets", synFloodMinPackets, 10...1_000_000)
        hold("brute_force_min_attempts", bruteForceMinAttempts, 3...40)
        hold("flow_expiry_seconds", flowExpirySeconds, 5...3600)
        hold("retention_days", retentionDays, 1...3650)
        hold("retention_bytes", retentionBytes, 10_000_000...1_000_000_000_000_000)
        if let homeNetworks, homeNetworks.count > 256 { found.append("home_networks: at most 256") }
        return found
    }
}

extension ServiceConfiguration {
    mutating func merge(_ patch: ConfigurationPatch) {
        confidenceThreshold = patch.confidenceThreshold ?? confidenceThreshold
        portScanMinPorts = patch.portScanMinPorts ?? portScanMinPorts
        synFloodMinPackets = patch.synFloodMinPackets ?? synFloodMinPackets
        bruteForceMinAttempts = patch.bruteForceMinAttempts ?? bruteForceMinAttempts
        flowExpirySeconds = patch.flowExpirySeconds ?? flowExpirySeconds
        homeNetworks = patch.homeNetworks ?? homeNetworks
        retentionDays = patch.retentionDays ?? retentionDays
        retentionBytes = patch.retentionBytes ?? retentionBytes
    }

    /// NetWatch's names for the thresholds of our rules, as `rule.option=value`; only what the patch sets.
    func ruleOptions(_ patch: ConfigurationPatch) -> [String] {
        var options: [String] = []
        if patch.portScanMinPorts != nil { options.append("port-scan.failed_ports=\(portScanMinPorts)") }
        if patch.synFloodMinPackets != nil {
            options.append("syn-flood.unfinished_per_second=\(synFloodMinPackets)")
        }
        if patch.bruteForceMinAttempts != nil {
            options.append("brute-force.\(Self.bruteForceOption)=\(bruteForceMinAttempts)")
        }
        return options
    }

    static let bruteForceOption = "failures"
}
