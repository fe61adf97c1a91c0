import Enrichment
import Vocabulary

/// The places of mmdb files, as the hunter asks for them.
struct AtlasPlaces: PlaceLookup {
    private let atlas: GeoAtlas

    /// Nil where there is no file: then nobody pretends to look.
    init?(_ atlas: GeoAtlas) {
        if atlas.isEmpty { return nil }
        self.atlas = atlas
    }

    var knowsCountries: Bool { atlas.knowsCountries }
    var knowsSystems: Bool { atlas.knowsSystems }

    func place(of address: IPAddress) -> AddressPlace? {
        guard let place = atlas.place(of: address), place.country != nil || place.asn != nil else { return nil }
        return AddressPlace(country: place.country, system: place.asn)
    }
}
