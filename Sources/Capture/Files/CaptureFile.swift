import Bedrock
package import Vocabulary

/// A capture file, whatever it is: classic pcap or pcapng, recognised by its first bytes and never by its name.
///
/// A regular file is mapped and lent as it lies. A file that is cut off or damaged is read as far as it goes; `report().loss` says
/// where and why it ended.
package struct CaptureFile: FrameSource, ~Copyable {
    private let name: String
    private let mapping: MappedFile
    private var records: CaptureRecords
    private var batch = FrameBatch()
    private var tally = Tally()
    private let stop: StopSignal
    private var isInterrupted = false

    /// Opens a file.
    package static func open(
        _ path: String, options: CaptureOptions = CaptureOptions()
    ) throws(CaptureError) -> CaptureFile {
        let mapping: MappedFile
        do throws(BedrockError) {
            let file = try FileDescriptor.open(reading: path)
            guard case .regular(let size) = file.kind else {
                throw BedrockError(.notAFile, "\(path) is not a regular file.")
            }
            mapping = try MappedFile(file, size: size, name: path)
        } catch {
            throw CaptureError(error)
        }
        return try CaptureFile(mapping, name: path, options: options)
    }

    private init(_ file: consuming MappedFile, name: String, options: CaptureOptions) throws(CaptureError) {
        records = try file.withBytes { bytes throws(CaptureError) in
            let format = try CaptureFormat(bytes, name: name)
            return try CaptureRecords(bytes, format: format, name: name)
        }
        mapping = file
        self.name = name
        stop = options.stop
    }

    package mutating func withNextBatch<Result, Failure: Error>(
        _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard !stop.isRaised else {
            isInterrupted = true
            return nil
        }
        batch.count = 0
        let progress = mapping.withBytes { bytes in
            records.fill(bytes, isFinal: true, into: &batch)
        }
        guard case .ready = progress else { return nil }
        tally.add(batch)
        return try mapping.withBytes { bytes throws(Failure) in try body(bytes, &batch) }
    }

    package mutating func report() -> CaptureReport {
        var report = CaptureReport()
        report.source = name
        report.format = records.formatName
        report.isInterrupted = isInterrupted
        tally.write(to: &report)
        records.write(to: &report)
        return report
    }

    package var progress: Double? {
        mapping.count > 0 ? Double(records.cursor) / Double(mapping.count) : nil
    }
}
