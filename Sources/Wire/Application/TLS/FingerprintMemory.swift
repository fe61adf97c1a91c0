import Bedrock
import Vocabulary

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
        var lists = TLSHelloLists()
        var ja3 = ""
        var ja4 = ""
        /// The last whole hello with these lists.
        var traits = TLSHelloTraits()
        var alpnBytes: [UInt8] = []
        var alpn: [String] = []
        var whole = ""
    }

    private struct Server {
        var numbers: [UInt16]
        var ja3s: String
    }

    /// Lists that are not in use: their memory serves hello after hello.
    private var spare = TLSHelloLists()
    private var clients: [Client] = []
    private var servers: [Server?] = []

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

    private static func place(_ fold: UInt64) -> Int { Int(fold % UInt64(places)) }

    /// Writes both fingerprints and the protocol names of a hello just like this one into it, where one is remembered; `alpn` is where the
    /// list of protocols lies.
    func fill(
        _ hello: inout TLSClientHello, _ places: TLSHelloPlaces, _ fold: UInt64, _ traits: TLSHelloTraits,
        alpn: Range<Int>, _ bytes: RawSpan
    ) -> Bool {
        let known = clients.span
        let place = Self.place(fold)
        guard place < known.count, !known[place].whole.isEmpty, known[place].traits == traits,
            known[place].alpnBytes.withBytes({ bytes.extracting(alpn).isSame(as: $0) }),
            places.hold(known[place].lists, bytes)
        else { return false }
        hello.ja3 = known[place].ja3
        hello.ja4 = known[place].whole
        hello.alpn = known[place].alpn
        return true
    }

    /// Remembers a whole hello, whose lists `client(_:)` was asked about just now.
    mutating func remember(
        _ lists: TLSHelloLists, _ traits: TLSHelloTraits, alpn: RawSpan, names: [String], ja4: String
    ) {
        guard lists.weight <= Self.weightLimit, alpn.byteCount <= Self.weightLimit else { return }
        let place = Self.place(lists.fold)
        guard clients[place].lists == lists else { return }
        clients[place].traits = traits
        clients[place].alpnBytes = [UInt8](copying: alpn)
        clients[place].alpn = names
        clients[place].whole = ja4
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
