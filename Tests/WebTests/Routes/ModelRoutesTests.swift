import Testing
import Vocabulary

@testable import Web

struct ModelRoutesTests {
    @Test func `the model and how learning goes on are told`() async throws {
        try await RunningServer.run { server in
            let reply = try await server.call("GET", "/api/model", token: RunningServer.viewer)
            #expect(reply.status == 200)
            #expect(reply.body.contains("\"kind\":\"base\""))
            #expect(reply.body.contains("\"minutes_left\":1080"))
        }
    }

    @Test func `an anomaly comes with its features, their values and what is usual`() async throws {
        try await RunningServer.run { server in
            let reply = try await server.call("GET", "/api/model/anomalies?limit=5", token: RunningServer.viewer)
            #expect(reply.status == 200)
            for part in ["\"name\":\"hosts\"", "\"value\":400", "\"usual\":3", "\"limit\":12", "\"distance\":4.1"] {
                #expect(reply.body.contains(part), "\(part)")
            }
        }
    }

    @Test func `only an administrator trains, and hears why it cannot be`() async throws {
        try await RunningServer.run { server in
            let refused = try await server.call("POST", "/api/model/train", token: RunningServer.viewer)
            #expect(refused.status == 403)
            let reply = try await server.call("POST", "/api/model/train", token: RunningServer.admin)
            #expect(reply.status == 409)
            #expect(reply.body.contains("watch for longer"))
        }
    }
}
