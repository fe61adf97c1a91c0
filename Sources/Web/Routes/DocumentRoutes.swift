import HTTPTypes
import NIOCore

extension Routes {
    /// The API's description and the page to try it.
    func documentRoutes(described: [Route]) -> [Route] {
        var routes: [Route] = []
        let pages: [(path: String, type: String, text: String, summary: String)] = [
            ("/docs", "text/html", DocsPage.html, "The API to read and to try"),
            ("/docs/docs.js", "text/javascript", DocsPage.script, "Of that page"),
            ("/docs/docs.css", "text/css", DocsPage.style, "Of that page"),
        ]
        for page in pages {
            routes.append(
                Route(.get, page.path, .open, tag: "documents", page.summary, success: .text(page.type)) { _ in
                    var answer = Answer.text(page.text, type: "\(page.type); charset=utf-8")
                    for field in SecurityHeaders.page { answer.headers[field.name] = field.value }
                    return answer
                })
        }
        let card = Route(
            .get, "/openapi.json", .open, tag: "documents", "This description",
            success: .json(["type": "object"])
        ) { _ in .nothing }
        let document = OpenAPIDocument(routes: described + routes + [card], version: settings.version)
        let text = (try? JSONText.bytes(of: document.value)) ?? []
        let served = Route(
            card.method, card.path, card.access, tag: card.tag, card.summary, success: .json(["type": "object"])
        ) { _ in
            Answer(.ok, headers: [.contentType: "application/json; charset=utf-8"], body: ByteBuffer(bytes: text))
        }
        return routes + [served]
    }
}
