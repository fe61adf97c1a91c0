import Testing
import Web

@Suite struct MetricsPageTests {
    /// Prometheus' text format, version 0.0.4: what a line may be.
    @Test func `the numbers are in the format Prometheus reads`() async throws {
        try await RunningServer.run { server in
            _ = try await server.call("GET", "/api/alerts", token: RunningServer.viewer)
            let reply = try await server.call("GET", "/metrics", token: RunningServer.viewer)
            #expect(reply.head.contains("text/plain; version=0.0.4"))
            #expect(reply.body.hasSuffix("\n"))
            var types: [String: String] = [:]
            var series: Set<String> = []
            var current = ""
            for line in reply.body.split(separator: "\n").map(String.init) {
                if line.hasPrefix("# ") {
                    let words = line.split(separator: " ", maxSplits: 3).map(String.init)
                    #expect(words.count == 4, "\(line)")
                    if words[1] == "TYPE" {
                        #expect(types.updateValue(words[3], forKey: words[2]) == nil, "\(line) stands twice")
                        #expect(words[3] == "gauge" || words[3] == "counter")
                        current = words[2]
                    } else {
                        #expect(words[1] == "HELP")
                    }
                    continue
                }
                let sample = try #require(
                    line.wholeMatch(
                        of: /([a-z_]+)(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? ([0-9]+)/), "\(line)")
                #expect(String(sample.1) == current, "\(line) does not stand below its type")
                #expect(series.insert("\(sample.1)\(sample.2 ?? "")").inserted, "\(line) stands twice")
            }
            for (name, type) in types {
                #expect((type == "counter") == name.hasSuffix("_total"), "\(name) is a \(type)")
            }
            #expect(series.contains("netsentinel_packets_total"))
            let requests = "netsentinel_http_requests_total{route=\"/api/alerts\",method=\"GET\",code=\"200\"}"
            #expect(series.contains(requests))
        }
    }

    @Test func `calls to the outside are counted by service and reason`() async throws {
        try await RunningServer.run { server in
            let page = try await server.call("GET", "/metrics", token: RunningServer.viewer).body
            for line in [
                "outbound_calls_total{service=\"abuseipdb\"} 12", "outbound_failures_total{service=\"abuseipdb\"} 3",
                "outbound_refused_total{service=\"abuseipdb\",reason=\"budget\"} 2",
                "outbound_refused_total{service=\"abuseipdb\",reason=\"offline\"} 0",
                "outbound_refused_total{service=\"abuseipdb\",reason=\"private_subject\"} 0",
                "outbound_state{service=\"abuseipdb\",state=\"broken\"} 1", "lookups_private_total 0",
            ] {
                #expect(page.contains("\nnetsentinel_\(line)\n"), "\(line)")
            }
        }
    }

    @Test func `without a token they are told only where that was chosen`() async throws {
        try await RunningServer.run({ $0.openMetrics = true }) { server in
            let reply = try await server.call("GET", "/metrics")
            #expect(reply.status == 200)
        }
        try await RunningServer.run { server in
            let reply = try await server.call("GET", "/metrics")
            #expect(reply.status == 401)
        }
    }
}
