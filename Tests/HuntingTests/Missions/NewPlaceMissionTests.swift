import Forge
import Testing
import Vocabulary

@testable import Hunting

@Suite("NewPlaceMission")
struct NewPlaceMissionTests {
    /// Everything lies in one country but one address.
    private struct Atlas: PlaceLookup {
        func place(of address: IPAddress) -> AddressPlace? {
            address == ForgedHistory.outsider
                ? AddressPlace(country: "XK", system: 64_500) : AddressPlace(country: "DE", system: 64_501)
        }
    }

    @Test func `data to a country that never got any are a hint of low severity`() async throws {
        let book = FlowBook.weeks(2) { $0.seep() }
        let found = try await book.found(["new-place"], places: Atlas())["new-place"] ?? []
        #expect(found.count == 1 && found.first?.severity == .low)
        #expect(found.first?.victims == [.address(ForgedHistory.outsider)])
        #expect(try await FlowBook.weeks(2).found(["new-place"], places: Atlas()).isEmpty)
    }

    @Test func `without a database it says that it could not look`() async throws {
        let ground = HuntingGround(picture: Picture(), find: { _ in [] })
        let result = try await NewPlaceMission.hunt(ground, MissionOptions(NewPlaceMission.card))
        #expect(result.nothing?.contains("could not look") == true)
    }
}
