import HTTPTypes
import NIOCore
import Vocabulary

extension Routes {
    /// Captures that people drop on the page.
    var analysisRoutes: [Route] {
        let id = Parameter.path("id", .identifier, "Its id.")
        return [
            Route(
                .get, "/api/analyses", .role(.viewer), tag: "analyses", "Uploaded captures, newest first",
                success: .json(Schema.items("Analysis"))
            ) { [control] _ in try .json(Items(items: await control.analyses())) },
            Route(
                .post, "/api/analyses", .role(.analyst), tag: "analyses", "Uploads a capture to be analysed",
                parameters: [.query("name", .text(maximum: 255), "What the file is called.", required: true)],
                body: Route.Body(
                    type: "application/octet-stream", schema: ["type": "string", "format": "binary"],
                    maximum: settings.uploadMaximum),
                success: .json(Schema.named("Analysis"), 202, "Taken; `state` tells how far it is."),
                problems: [409, 415, 422], action: "analysis.upload", handler: upload),
            Route(
                .get, "/api/analyses/{id}", .role(.viewer), tag: "analyses", "How far one is, and what was found",
                parameters: [id], success: .json(Schema.named("Analysis"))
            ) { [control] call in
                guard let job = await control.analysis(call.parameter("id")) else {
                    throw Problem.missing("such analysis")
                }
                return try .json(job)
            },
            Route(
                .delete, "/api/analyses/{id}", .role(.analyst), tag: "analyses", "Stops one and forgets it",
                parameters: [id], success: .nothing, action: "analysis.remove"
            ) { [control] call in
                guard await control.cancelAnalysis(call.parameter("id")) else { throw Problem.missing("such analysis") }
                return .nothing
            },
        ]
    }

    private func upload(_ call: Call) async throws -> Answer {
        let type = call.headers[.contentType]?.split(separator: ";").first?.lowercased().trimmed
        guard type == "application/octet-stream" || type == "application/vnd.tcpdump.pcap" else {
            throw Problem(.unsupportedMediaType, "The body must be application/octet-stream.")
        }
        guard let folder = settings.uploadFolder else {
            throw Problem(.conflict, "This service takes no uploads.")
        }
        let upload = Upload(folder: folder, maximum: settings.uploadMaximum)
        let path = try await upload.receive(call.body)
        let name = call.query.text("name") ?? "capture"
        do {
            let job = try await control.analyse(upload: path, name: name)
            return try Answer.json(job, .accepted).audited(target: job.id, detail: name)
        } catch {
            await upload.discard(path)
            throw error
        }
    }
}
