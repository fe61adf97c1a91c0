/// Every mission, one line each: the hunter, the API and the documentation go by this list.
package enum MissionCatalog {
    package static let all: [any Mission.Type] = [
        LateralMovementMission.self,
        SlowExfiltrationMission.self,
        DNSTunnelMission.self,
        SlowBeaconMission.self,
        NewExternalServiceMission.self,
        RareDestinationMission.self,
        CredentialSprayMission.self,
        NewServerMission.self,
        NewPlaceMission.self,
    ]

    package static func named(_ name: String) -> (any Mission.Type)? { all.first { $0.card.name == name } }
}
