import Vocabulary

/// What a model is asked when the hunter goes out: the picture in numbers, and the missions that may be run.
enum MissionPrompt {
    static let instructions = """
        You advise a threat hunter. A program summed up the stored traffic of one network, and it owns a table of missions, each a fixed \
        search with numbers to set. All of them run on a schedule; you may ask for some of them to be run now as well, with other numbers, \
        where the sums make that worth while. You cannot ask for anything else: no queries, no addresses, no commands.
        Answer with one JSON object: {"missions": [{"mission": "slow-beacon", "options": [{"name": "calls", "value": 8}]}]}. Use only \
        missions and options of the table, and values between their minimum and maximum; a program refuses everything else. At most four \
        missions; an empty list is a good answer.
        """

    private struct Row: Encodable {
        struct Option: Encodable {
            let name, unit, help: String
            let value, minimum, maximum: Double
        }
        let mission, title, finds: String
        let options: [Option]
        /// What it cannot see as it is set.
        let blind: [String]
    }

    static func question(_ picture: HuntSummary, _ missions: [MissionStatus]) -> ModelQuestion {
        let rows = missions.map { mission in
            Row(
                mission: mission.name, title: mission.title, finds: mission.description,
                options: mission.options.map {
                    .init(
                        name: $0.name, unit: $0.unit, help: $0.help, value: $0.value, minimum: $0.minimum,
                        maximum: $0.maximum)
                }, blind: mission.blindSpots)
        }
        return ModelQuestion(
            system: instructions,
            user: """
                <traffic>
                \(HarmlessJSON.text(of: picture))
                </traffic>
                <missions>
                \(HarmlessJSON.text(of: rows))
                </missions>
                Answer with the JSON object only.
                """,
            schema: .missions, maximumTokens: 500)
    }
}
