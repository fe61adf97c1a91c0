extension Finding {
    /// Whether it is about nothing but what is named: this detection, attackers all in this block, victims all in that one. What is nil
    /// names nothing and matches all.
    ///
    /// One stranger among the attackers (or victims) is enough to say no, and so is a swept block that reaches outside. A hardware address
    /// lies in no block and is passed over, but there must be an address.
    public func isCovered(detection: DetectionID?, attackers: AddressBlock?, victims: AddressBlock?) -> Bool {
        if let detection, detection != self.detection { return false }
        if let attackers, !Self.allInside(self.attackers, attackers) { return false }
        if let victims, !Self.allInside(self.victims, victims) { return false }
        return true
    }

    private static func allInside(_ parties: [Party], _ block: AddressBlock) -> Bool {
        var addresses = 0
        for party in parties {
            switch party {
            case .address(let address):
                guard block.contains(address) else { return false }
            case .block(let inner):
                guard inner.prefix >= block.prefix, block.contains(inner.base) else { return false }
            case .mac: continue
            }
            addresses += 1
        }
        return addresses > 0
    }
}
