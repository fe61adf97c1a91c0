import Sentinel
import Testing
import Vocabulary

@Suite struct DetectionSettingsTests {
    @Test func `a wrong rule name is refused with a suggestion`() {
        var settings = DetectionSettings()
        #expect(settings.disable(["port-scam"]) == ["no rule is called port-scam (did you mean port-scan?)"])
        #expect(settings.disable(["port-scan"]).isEmpty)
    }

    @Test func `all wrong options are named at once`() {
        var settings = DetectionSettings()
        let problems = settings.set(["port-scan", "port-scan.nothing=1", "nobody.x=1", "port-scan.=", "=3"])
        #expect(problems.count == 5)
    }
}
