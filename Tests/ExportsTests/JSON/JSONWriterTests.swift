import Exports
import Testing
import Vocabulary

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

    @Test func `text that turns round or hides is escaped`() {
        var writer = JSONWriter()
        writer.value("a\u{202E}b\u{FEFF}\u{85}\u{9B}\u{2066}\u{200F}日")
        #expect(writer.text == #""a\u202eb\ufeff\u0085\u009b\u2066\u200f日""#)
    }

    @Test func `a cleared writer begins anew`() {
        var writer = JSONWriter()
        writer.object { $0.field("a", 1) }
        writer.clear()
        writer.array { $0.value("b") }
        #expect(writer.text == #"["b"]"#)
        #expect(writer.bytes == Array(writer.text.utf8))
    }

    @Test func `addresses and times are strings`() {
        var writer = JSONWriter()
        writer.object {
            $0.field("ip", IPAddress(10, 0, 0, 1))
            $0.field("mac", MACAddress(bits: 1))
            $0.field("time", Timestamp(nanoseconds: 0))
            $0.field("zone", Timestamp(nanoseconds: 1_999_999_999), zone: "+0000")
            $0.field("list", [IPAddress(10, 0, 0, 1)])
            $0.field("negative", -5)
        }
        #expect(
            writer.text
                == #"{"ip":"10.0.0.1","mac":"00:00:00:00:00:01","time":"1970-01-01T00:00:00.000000Z","#
                + #""zone":"1970-01-01T00:00:01.999999+0000","list":["10.0.0.1"],"negative":-5}"#)
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
