import HTTPTypes
import Vocabulary

extension Routes {
    /// What is taken for usual, and what stood out.
    var modelRoutes: [Route] {
        guard let model = desks.model else { return [] }
        return [
            Route(
                .get, "/api/model", .role(.viewer), tag: "learning",
                "The model of usual traffic, and how learning goes on",
                success: .json(Schema.named("Model"))
            ) { _ in try .json(await model.model()) },
            Route(
                .get, "/api/model/anomalies", .role(.viewer), tag: "learning",
                "What stood out lately, with the features that made it and what is usual, newest first",
                parameters: [Self.limit], success: .json(Schema.items("Anomaly"))
            ) { call in try .json(Items(items: await model.anomalies(limit: call.query.integer("limit") ?? 100))) },
            Route(
                .post, "/api/model/train", .role(.admin), tag: "learning", "Trains a model from what was seen so far",
                success: .json(Schema.named("Model")), problems: [409, 503], action: "model.train"
            ) { _ in
                let status = try await model.train()
                return try Answer.json(status).audited(detail: "generation \(status.generation)")
            },
        ]
    }
}
