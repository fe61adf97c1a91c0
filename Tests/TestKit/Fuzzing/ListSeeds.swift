import Enrichment

/// A small list of each format, for the fuzzer to begin with.
enum ListSeeds {
    static let all: [(format: ListFormat, text: String)] = [
        (.plain, "# bad\n45.1.2.3\n45.2.0.0/16 ; worm\n2a02:1:2::/48\nbad[.]example\n||evil.example^\n"),
        (.plain, "e7d705a3286e19ea42f587b344ee6865\nt13d1516h2_8daaf6152771_b186095e22b6\n[2a02::1]:443\n"),
        (.hosts, "127.0.0.1 localhost\n0.0.0.0 ads.example tracker.example # both\n:: six.example\n"),
        (
            .csv,
            "#first,dst_ip,port,malware,valid_until\n2026-01-01,45.1.2.3,443,\"Worm, \"\"big\"\"\",2030-01-01T00:00:00Z\n"
        ),
        (.csv, "domain;threat\nbad.example;phish\n\"two\nlines.example\";x\n"),
        (
            .stix,
            #"{"type":"bundle","objects":[{"type":"indicator","name":"w","pattern":"[ipv4-addr:value = '45.1.2.3' OR domain-name:value = 'bad.example']","pattern_type":"stix","valid_until":"2030-01-01T00:00:00Z"},{"type":"indicator","revoked":true,"pattern":"[url:value = 'http://x.example/a']"}]}"#
        ),
        (
            .misp,
            #"{"Event":{"info":"e","Attribute":[{"type":"ip-dst|port","to_ids":true,"value":"45.1.2.3|80"},{"type":"domain","to_ids":false,"value":"x.example"}],"Object":[{"Attribute":[{"type":"ja3-fingerprint-md5","to_ids":true,"value":"e7d705a3286e19ea42f587b344ee6865"}]}]}}"#
        ),
    ]
}
