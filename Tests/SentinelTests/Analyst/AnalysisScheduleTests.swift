import Testing
import Vocabulary

@testable import Sentinel

@Suite("AnalysisSchedule")
struct AnalysisScheduleTests {
    private func incident(_ id: String, _ severity: Severity = .high) -> Incident {
        Incident(
            id: id, title: id, severity: severity, score: 50, detections: [], techniques: [], attackers: [],
            victims: [],
            firstSeen: Timestamp(seconds: 0), lastSeen: Timestamp(seconds: 0), events: [])
    }
    private func time(_ seconds: Double) -> Timestamp { Timestamp(seconds: seconds) }

    @Test func `an incident is explained two seconds after it changed last, once`() {
        var schedule = AnalysisSchedule()
        schedule.note(incident("A"), at: time(0))
        schedule.note(incident("A"), at: time(1.5))
        #expect(schedule.due(at: time(3), minimum: .medium).isEmpty)
        #expect(schedule.due(at: time(3.6), minimum: .medium).map(\.incident.id) == ["A"])
        #expect(schedule.due(at: time(9), minimum: .medium).isEmpty)
    }

    @Test func `one that never rests is explained after ten seconds`() {
        var schedule = AnalysisSchedule()
        for step in 0..<11 { schedule.note(incident("A"), at: time(Double(step))) }
        #expect(schedule.due(at: time(10), minimum: .medium).count == 1)
    }

    @Test func `a model is asked when it is new or worse, from the minimum on`() {
        var schedule = AnalysisSchedule()
        var at = 0.0
        func asks(_ severity: Severity) -> Bool? {
            schedule.note(incident("A", severity), at: time(at))
            at += 5
            return schedule.due(at: time(at), minimum: .medium).first?.wantsModel
        }
        #expect(asks(.low) == false)
        #expect(asks(.medium) == true)
        #expect(asks(.medium) == false)
        #expect(asks(.critical) == true)
        #expect(asks(.high) == false)
    }

    @Test func `it is bounded, and what could not be kept is tried again a few times`() {
        var schedule = AnalysisSchedule()
        for number in 0..<5000 { schedule.note(incident("I\(number)"), at: time(0)) }
        #expect(schedule.count == 4096 && schedule.crowdedOut == 904)
        var due = schedule.due(at: time(5), minimum: .medium, limit: 1)
        #expect(due.count == 1 && due[0].wantsModel)
        schedule.again(due[0], tries: 0, at: time(5))
        due = schedule.due(at: time(8), minimum: .medium, limit: 10_000).filter { $0.incident.id == due[0].incident.id }
        #expect(due.first?.wantsModel == true, "not forgotten")
        schedule.again(due[0], tries: 99, at: time(8))
        #expect(schedule.count == 0)
    }
}
