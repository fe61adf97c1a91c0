import Exports
import Testing

@Suite struct JSONWriterTests {
    @Test func `members come in the order they were told`() {
        var writer = JSONWriter()
        writer.object {
            $0.field("b", 1)
            $0.field("a", "x")
            $0.array("list") { list in
                list.value(1)
                list.object { $0.field("deep", true) }
            }
            $0.object("empty") { _ in }
            $0.null("nothing")
        }
        #expect(writer.text == #"{"b":1,"a":"x","list":[1,{"deep":true}],"empty":{},"nothing":null}"#)
    }

    @Test func `indented text has a member a line`() {
        var writer = JSONWriter(indentation: 2)
        writer.object {
            $0.field("a", 1)
            $0.array("b") { list in
                list.value("x")
                list.value("y")
            }
        }
        #expect(writer.text == "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    \"y\"\n  ]\n}")
    }

    @Test func `hostile strings cannot leave their quotes`() {
        var writer = JSONWriter()
        writer.value("\"\\\n\r\t\u{0}\u{1F}\u{7F}\u{2028}</script>é")
        #expect(writer.text == #""\"\\\n\r\t\u0000\u001f\u007f\u2028</script>é""#)
    }

    @Test(arguments: [
        (0.0, "0"), (1.5, "1.5"), (-2.25, "-2.25"), (0.1 + 0.2, "0.3"), (1e-9, "0"),
        (123_456.789_012_3, "123456.789012"),
        (.nan, "null"), (.infinity, "null"), (3.0, "3"),
    ])
    func `numbers have at most six decimals and a JSON form`(_ number: Double, _ text: String) {
        var writer = JSONWriter()
        writer.value(number)
        #expect(writer.text == text)
    }
}
