/// What an NT status ([MS-ERREF] 2.3.1) says about a log-in.
enum NTStatus {
    static let moreProcessing: UInt32 = 0xC000_0016
    static let pending: UInt32 = 0x0000_0103

    /// The account or its password was refused: wrong, unknown, locked, disabled, expired or not allowed here.
    static func refusesLogin(_ status: UInt32) -> Bool {
        switch status {
        case 0xC000_006D, 0xC000_006A, 0xC000_0064, 0xC000_0071, 0xC000_0072, 0xC000_006E, 0xC000_006F, 0xC000_0070,
            0xC000_0193, 0xC000_0224, 0xC000_0234, 0xC000_015B, 0xC000_0022, 0xC000_0199, 0xC000_0413:
            true
        default: false
        }
    }
}
