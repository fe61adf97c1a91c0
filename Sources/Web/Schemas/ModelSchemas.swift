/// Learning: the model and what stood out.
enum ModelSchemas {
    static let components: [String: JSONValue] = [
        "Model": Schema.object([
            "kind": Schema.choice(["none", "base", "own"]), "generation": Schema.count,
            "trained_at": Schema.orNull(Schema.time), "days": Schema.number, "rows": Schema.count,
            "budget": Schema.number, "known_hours": Schema.count,
            "aspects": Schema.list(
                Schema.object([
                    "name": Schema.text, "features": Schema.texts, "rows": Schema.count, "threshold": Schema.number,
                ])),
            "learning": Schema.object([
                "on": Schema.flag, "progress": Schema.number, "minutes": Schema.count, "minutes_left": Schema.count,
                "rows": Schema.count, "refused": Schema.count,
            ]),
        ]),
        "Anomaly": Schema.object([
            "alert": Schema.text, "incident_id": Schema.orNull(Schema.text), "time": Schema.time,
            "subject": Schema.text, "aspect": Schema.text, "summary": Schema.text, "score": Schema.number,
            "threshold": Schema.number, "as_odd_a_day": Schema.number,
            "features": Schema.list(
                Schema.object([
                    "name": Schema.text, "value": Schema.number, "usual": Schema.number, "limit": Schema.number,
                    "distance": Schema.number, "share": Schema.number,
                ])),
        ]),
    ]
}
