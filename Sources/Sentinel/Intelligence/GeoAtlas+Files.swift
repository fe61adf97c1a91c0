import Enrichment
import Foundation

extension GeoAtlas {
    /// The mmdb files of the data folder, else those of the system.
    static func standard(data: String) -> GeoAtlas {
        for folder in [data + "/geo", "/var/lib/GeoIP", "/usr/share/GeoIP"] {
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            let files = names.filter { $0.hasSuffix(".mmdb") }.map { folder + "/" + $0 }
            if !files.isEmpty { return GeoAtlas(files: files) }
        }
        return GeoAtlas(files: [])
    }
}
