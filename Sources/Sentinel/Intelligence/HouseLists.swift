import Detection
import Enrichment
package import Vocabulary

/// The lists and place files of a data folder, for a verb: read when first asked for, then held.
package actor HouseLists {
    private let sources: [Blocklists.Source]
    private let atlas: GeoAtlas
    private var read: Result<Blocklists, SentinelError>?

    /// - Parameter files: list files instead of the folder's.
    package init(data: String, files: [String] = []) {
        sources = files.isEmpty ? ListFolder(ofData: data).sources() : files.map { ListFolder.source($0) }
        atlas = .standard(data: data)
    }

    /// What is known of an address, a domain or a fingerprint as a person writes it.
    package func look(up subject: String) throws(SentinelError) -> LocalKnowledge {
        LocalKnowledge(
            subject: subject, hit: try lists().look(up: subject),
            place: IPAddress(subject).flatMap { atlas.place(of: $0) })
    }

    /// There is a place file that can be read.
    package nonisolated var hasPlaces: Bool { !atlas.isEmpty }

    func answer(about address: IPAddress) -> HouseKnowledge.Answer {
        var answer = HouseKnowledge.Answer(place: atlas.place(of: address), hasPlaces: !atlas.isEmpty)
        do throws(SentinelError) {
            let lists = try lists()
            answer.hit = lists.table?.look(up: address)
            answer.entries = lists.table?.entries.total ?? 0
        } catch {
            answer.problem = error.message
        }
        return answer
    }

    private func lists() throws(SentinelError) -> Blocklists {
        let lists = read ?? Result { () throws(SentinelError) in try Blocklists.reading(sources) }
        read = lists
        return try lists.get()
    }
}
