/// What the real services answer, shortened, with made-up numbers.
enum Replies {
    static func abuseIPDB(score: Int, reports: Int, whitelisted: String = "false") -> String {
        """
        {"data":{"ipAddress":"45.155.205.233","isPublic":true,"ipVersion":4,"isWhitelisted":\(whitelisted),\
        "abuseConfidenceScore":\(score),"countryCode":"NL","usageType":"Data Center/Web Hosting/Transit","isp":"Example BV",\
        "domain":"example.nl","hostnames":[],"isTor":false,"totalReports":\(reports),"numDistinctUsers":4,\
        "lastReportedAt":"2026-03-01T10:00:00+00:00","reports":[{"reportedAt":"2026-03-01T10:00:00+00:00","comment":"ssh"}]}}
        """
    }

    static func virusTotal(malicious: Int, suspicious: Int) -> String {
        """
        {"data":{"id":"45.155.205.233","type":"ip_address","attributes":{"as_owner":"Example BV","country":"NL",\
        "network":"45.155.205.0/24","reputation":-12,"last_analysis_stats":{"malicious":\(malicious),"suspicious":\(suspicious),\
        "harmless":60,"undetected":\(30 - malicious - suspicious),"timeout":0}}}}
        """
    }

    static func otx(pulses: Int, name: String = "Mirai variant", validation: String = "[]") -> String {
        let named = pulses > 0 ? "[{\"id\":\"1\",\"name\":\"\(name)\",\"tags\":[]}]" : "[]"
        return """
            {"indicator":"45.155.205.233","type":"IPv4","asn":"AS49453 Example","country_code":"NL","validation":\(validation),\
            "pulse_info":{"count":\(pulses),"pulses":\(named)}}
            """
    }

    static let abuseUnprocessable =
        #"{"errors":[{"detail":"The ip address must be a valid IPv4 or IPv6 address.","status":422}]}"#
    static let vtNotFound = #"{"error":{"code":"NotFoundError","message":"IP address not found"}}"#
}
