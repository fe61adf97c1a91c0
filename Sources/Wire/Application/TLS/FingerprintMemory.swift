import Bedrock
import Vocabulary

/// Remembers the fingerprints of hellos seen lately: the same few programs make most connections, and hashing costs more than
/// all the rest of reading a hello.
///
/// What is remembered is compared as a whole, never by its hash, so a result does not depend on what came before.
/// Bounds: `places` client hellos, as many sets of lists and server hellos; a newcomer takes the place of what lay there.
struct FingerprintMemory {
    static var places: Int { 64 }
    /// Longer hellos are hashed each time: nobody honest sends them, and they are not worth the memory.
    private static var weightLimit: Int { 256 }

    private struct Client {
        var lists = TLSHelloLists()
        var ja3 = ""
        var ja4 = ""
    }

    /// A whole hello.
    private struct Hello {
        var shape: [UInt64] = []
        var ja3 = ""
        var ja4 = ""
        var alpn: [String] = []
    }

    private struct Server {
        var numbers: [UInt16]
        var ja3s: String
    }

    /// Lists that are not in use: their memory serves hello after hello.
    private var spare = TLSHelloLists()
    private var clients: [Client] = []
    private var hellos: [Hello] = []
    private var servers: [Server?] = []

    /// Names of servers.
    var hosts = TextMemory()

    /// Numbers of a server hello that are not in use.
    private var spareNumbers: [UInt16] = []

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

    mutating func takeNumbers() -> [UInt16] {
        var numbers: [UInt16] = []
        swap(&numbers, &spareNumbers)
        return numbers
    }

    mutating func giveBack(_ numbers: inout [UInt16]) {
        numbers.removeAll(keepingCapacity: true)
        swap(&numbers, &spareNumbers)
    }

    private static func place(_ fold: UInt64) -> Int { Int(truncatingIfNeeded: (fold >> 20) % UInt64(places)) }

    /// Writes both fingerprints and the protocol names of a hello of just this shape into another, where one is remembered.
    func fill(_ hello: inout TLSClientHello, _ shape: borrowing TLSHelloShape) -> Bool {
        let known = hellos.span
        let place = Self.place(shape.fold)
        guard place < known.count, shape.isSame(as: known[place].shape) else { return false }
        hello.ja3 = known[place].ja3
        hello.ja4 = known[place].ja4
        hello.alpn = known[place].alpn
        return true
    }

    /// Remembers a whole hello.
    mutating func remember(_ hello: TLSClientHello, _ shape: TLSHelloShape) {
        guard !shape.isTooLong else { return }
        if hellos.isEmpty { hellos = Array(repeating: Hello(), count: Self.places) }
        hellos[Self.place(shape.fold)] = Hello(shape: shape.kept, ja3: hello.ja3, ja4: hello.ja4, alpn: hello.alpn)
    }

    /// JA3, and the part of JA4 behind its first underscore.
    mutating func client(_ lists: TLSHelloLists) -> (ja3: String, ja4: String) {
        let place = Self.place(lists.fold)
        if clients.isEmpty { clients = Array(repeating: Client(), count: Self.places) }
        if !clients[place].ja3.isEmpty, clients[place].lists == lists {
            return (clients[place].ja3, clients[place].ja4)
        }
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

/// What a whole hello's JA4 is made of besides its lists and its protocol names.
struct TLSHelloTraits: Equatable {
    var version: UInt16 = 0
    var hasServerName = false
    var overQUIC = false
}
