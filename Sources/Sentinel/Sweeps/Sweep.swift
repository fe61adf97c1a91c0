package import Forge

/// One forged capture of a sweep: a scenario with its knobs turned, under the name it has in the table.
///
/// A sweep turns one knob from harmless to blatant (or the other way round) and asks each time whether the attack is found.
package struct Sweep: Sendable, CustomStringConvertible {
    /// The heading it stands under.
    package let group: String
    package let label: String
    package let scenario: any Scenario.Type
    package let knobs: Knobs
    /// True where it takes long enough to leave it out of a quick run: many packets or days of event time.
    package let isLarge: Bool

    package init(
        _ group: String, _ label: String, _ scenario: any Scenario.Type,
        _ settings: KeyValuePairs<String, any CustomStringConvertible> = [:], large: Bool = false
    ) {
        self.group = group
        self.label = label
        self.scenario = scenario
        knobs = Knobs(scenario.card).with(settings)
        isLarge = large
    }

    package var description: String { "\(group): \(label)" }

    /// Whether nothing at all should be found.
    package var isBenign: Bool { scenario.card.detections.isEmpty }
}
