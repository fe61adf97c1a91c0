import Vocabulary

/// Takes what a reader found in one list, judges it, and gives what stands to the table's builder.
struct ListIntake<Sink: IndicatorSink> {
    private(set) var sink: Sink
    private(set) var entries = IndicatorList.Entries()
    private(set) var faults = ListFaults()
    /// Entries that are over by then are left out.
    let now: Timestamp
    /// When the first entry that was taken will be over; nil when none ever is.
    private(set) var nextEnd: Timestamp?
    private var label: [UInt8] = []

    init(_ sink: consuming Sink, list: Int, now: Timestamp) {
        self.sink = sink
        self.now = now
        self.sink.begin(list: list)
    }

    /// An entry as text. `label` is what the list says of it.
    mutating func take(_ text: ArraySlice<UInt8>, label: ArraySlice<UInt8> = [], until: Timestamp? = nil, line: Int) {
        let reading = IndicatorText.read(text)
        if case .fault(let fault) = reading { return faults.note(fault, line: line, text) }
        if let until {
            guard until > now else { return faults.note(.expired, line: line, text) }
            nextEnd = min(nextEnd ?? until, until)
        }
        say(label)
        switch reading {
        case .block(let block):
            sink.add(block)
            if block.prefix == 128 { entries.addresses += 1 } else { entries.blocks += 1 }
        case .domain(let name):
            sink.add(domain: name)
            entries.domains += 1
        case .fingerprint(let text):
            sink.add(fingerprint: text)
            entries.fingerprints += 1
        case .fault: return
        }
    }

    mutating func refuse(_ fault: ListFault, _ text: some Collection<UInt8>, line: Int) {
        faults.note(fault, line: line, text)
    }

    private mutating func say(_ words: ArraySlice<UInt8>) {
        guard !words.elementsEqual(label) else { return }
        label = Array(words)
        let clean = words.prefix(80).map { (32...126).contains($0) ? $0 : UInt8(ascii: "?") }
        sink.label(String(decoding: clean, as: UTF8.self))
    }
}
