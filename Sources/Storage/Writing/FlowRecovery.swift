internal import GRDB
import Vocabulary

/// Reads the flows that are stored but not in the sums: those after each file's mark. A crash leaves some, a proper end none.
struct FlowRecovery {
    let main: DatabasePool
    let folder: StoreFolder

    func run(_ observe: (FlowRecord, SegmentName, Int64) throws -> Void) throws {
        let segments = try main.read { database in
            try Row.fetchAll(database, sql: "SELECT day, part, rolled FROM segment ORDER BY day, part").map {
                (SegmentName(day: $0["day"], part: $0["part"]), $0["rolled"] as Int64)
            }
        }
        for (segment, mark) in segments where StoreFolder.exists(folder.flowFile(segment)) {
            let file = try DatabaseQueue(path: folder.flowFile(segment), configuration: FlowSchema.patient)
            var mark = mark
            // A thousand at a time: memory stays small however many there are.
            while true {
                let flows = try file.read { database in
                    try FlowRow.fetch(
                        database, segment, where: "id > ? ORDER BY id LIMIT 1000", [mark.databaseValue])
                }
                for flow in flows {
                    mark = Int64(flow.id) - segment.dayStart
                    try observe(flow, segment, mark)
                }
                if flows.count < 1000 { break }
            }
        }
    }
}
