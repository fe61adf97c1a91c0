package import Bedrock
import Crypto
import HTTPTypes
package import HummingbirdCore
import NIOCore

/// The dashboard's files and the paths of its pages.
///
/// Every path that is not the API's is a page of the dashboard when a browser asks for it: the page itself knows what
/// to show there.
package struct DashboardPages: Sendable {
    private struct File: Sendable {
        let type: String
        let body: ByteBuffer
        let tag: String
    }

    private let files: [String: File]
    private let index: File

    package init(files: [EmbeddedFile]) {
        var all: [String: File] = [:]
        for file in files { all[file.name] = Self.file(file.type, file.bytes) }
        index = all.removeValue(forKey: "index.html") ?? Self.file("text/html; charset=utf-8", Array(Self.unbuilt.utf8))
        self.files = all
    }

    /// Nil where nothing is served.
    package func response(segments: [String], accept: String?, ifNoneMatch: String?) -> Response? {
        let file: File
        if segments.first == "assets" {
            guard segments.count == 2, let asset = files[segments[1]] else { return nil }
            file = asset
        } else if segments.isEmpty {
            file = index
        } else {
            let others: Set = ["api", "ws", "docs", "assets", "openapi.json"]
            let wantsPage = accept?.lowercased().contains("text/html") ?? false
            guard wantsPage, let first = segments.first, !others.contains(first) else { return nil }
            file = index
        }
        var headers = SecurityHeaders.page
        headers[.eTag] = file.tag
        // Asked anew each time, so that a new version is seen at once; the tag makes that cheap.
        headers[.cacheControl] = "no-cache"
        if ifNoneMatch == file.tag { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = file.type
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.body))
    }

    private static func file(_ type: String, _ bytes: [UInt8]) -> File {
        let tag = "\"\(Secret.hex(Array(SHA256.hash(data: bytes)).prefix(12)))\""
        return File(type: type, body: ByteBuffer(bytes: bytes), tag: tag)
    }

    private static let unbuilt = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>NetSentinel</title></head>
        <body>
        <h1>NetSentinel</h1>
        <p>The service runs, but this program was built without its dashboard.</p>
        <p>Build it with <code>scripts/dashboard.sh</code> and then <code>make build</code>.</p>
        <p>Everything can be read from the API: see <a href="/docs">/docs</a>.</p>
        </body>
        </html>

        """
}
