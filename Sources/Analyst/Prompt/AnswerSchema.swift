/// The shape that a model's answer must have, in the words of JSON Schema, as JSON text.
package struct AnswerSchema: Sendable, Hashable {
    package let name: String
    package let json: String

    static let analysis = AnswerSchema(
        name: "analysis",
        json: """
            {"type":"object","properties":{"claims":{"type":"array","minItems":1,"maxItems":12,"items":{"type":"object","properties":\
            {"text":{"type":"string","maxLength":300},"events":{"type":"array","items":{"type":"string"}}},"required":["text","events"]}},\
            "techniques":{"type":"array","maxItems":8,"items":{"type":"object","properties":{"id":{"type":"string"},"events":\
            {"type":"array","items":{"type":"string"}},"argument":{"type":"string","maxLength":300}},"required":["id","events","argument"]}},\
            "first_step":{"type":"string"}},"required":["claims","techniques","first_step"]}
            """)

    static let audit = AnswerSchema(
        name: "audit",
        json: """
            {"type":"object","properties":{"findings":{"type":"array","maxItems":20,"items":{"type":"object","properties":\
            {"text":{"type":"string","maxLength":300},"rows":{"type":"array","items":{"type":"string"}},"risk":{"type":"string","enum":\
            ["info","low","medium","high","critical"]}},"required":["text","rows","risk"]}}},"required":["findings"]}
            """)

    static let missions = AnswerSchema(
        name: "missions",
        json: """
            {"type":"object","properties":{"missions":{"type":"array","maxItems":4,"items":{"type":"object","properties":\
            {"mission":{"type":"string"},"options":{"type":"array","maxItems":8,"items":{"type":"object","properties":\
            {"name":{"type":"string"},"value":{"type":"number"}},"required":["name","value"]}}},"required":["mission","options"]}}},\
            "required":["missions"]}
            """)
}
