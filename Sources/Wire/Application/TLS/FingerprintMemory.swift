/// Remembers the fingerprints of hellos seen lately: the same few programs make most connections, and hashing costs more than
/// all the rest of reading a hello.
///
/// What is remembered is compared as a whole, never by its hash, so a result does not depend on what came before.
/// Bounds: `places` client hellos and as many server hellos; a newcomer takes the place of what lay there.
struct FingerprintMemory {
    static var places: Int { 64 }
    /// Longer hellos are hashed each time: nobody honest sends them, and they are not worth the memory.
    private static var weightLimit: Int { 256 }

    private struct Client {
        var lists: TLSHelloLists
        var ja3: String
        var ja4: String
    }

    private struct Server {
        var numbers: [UInt16]
        var ja3s: String
    }

    /// Lists that are not in use: their memory serves hello after hello.
    private var spare = TLSHelloLists()
    private var clients: [Client?] = []
    private var servers: [Server?] = []

    /// Empty lists to read a hello into.
    mutating func takeLists() -> TLSHelloLists {
        var lists = TLSHelloLists()
        swap(&lists, &spare)
        return lists
    }

    mutating func giveBack(_ lists: inout TLSHelloLists) {
        lists.clear()
        swap(&lists, &spare)
    }

    /// JA3, and the part of JA4 behind its first underscore.
    mutating func client(_ lists: TLSHelloLists) -> (ja3: String, ja4: String) {
        let place = Int(lists.fold % UInt64(Self.places))
        if clients.isEmpty { clients = Array(repeating: nil, count: Self.places) }
        if let known = clients[place], known.lists == lists { return (known.ja3, known.ja4) }
        let fresh = Client(lists: lists, ja3: JA3.client(lists), ja4: JA4.hashes(lists))
        if lists.weight <= Self.weightLimit { clients[place] = fresh }
        return (fresh.ja3, fresh.ja4)
    }

    /// JA3S of a version, a cipher and extensions, in this order.
    mutating func server(_ numbers: [UInt16]) -> String {
        let place = Int(TLSHelloLists.fold(numbers, 7) % UInt64(Self.places))
        if servers.isEmpty { servers = Array(repeating: nil, count: Self.places) }
        if let known = servers[place], known.numbers == numbers { return known.ja3s }
        let ja3s = JA3.server(numbers)
        if numbers.count <= Self.weightLimit { servers[place] = Server(numbers: numbers, ja3s: ja3s) }
        return ja3s
    }
}
