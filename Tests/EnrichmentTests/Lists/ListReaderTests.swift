import Testing
import Vocabulary

@testable import Enrichment

struct ListReaderTests {
    @Test func `a plain list: remarks, comments, what cannot be taken by kind and line`() throws {
        let trial = try ListTrial(
            """
            # Bad ones
            ; 2026
            45.1.2.3
            45.1.3.0/24 ; SBL123
            bad.example   # Emotet

            10.0.0.1
            192.168.1.1
            ?? nothing
            // done
            """)
        #expect(trial.list.format == "plain")
        #expect(trial.kept.entries == ["45.1.2.3", "45.1.3.0/24", "bad.example"])
        #expect(trial.kept.labels == ["45.1.3.0/24": "SBL123", "bad.example": "Emotet"])
        #expect(trial.faults == ["reserved_address 2 @7", "unreadable 1 @9"])
        #expect(trial.list.entries.total == 3)
    }

    @Test func `a hosts file names what is sent nowhere, not where`() throws {
        let trial = try ListTrial(
            """
            127.0.0.1 localhost
            ::1 ip6-localhost
            0.0.0.0 bad.example worse.example # ads
            127.0.0.1\tugly.example
            45.1.2.3 real.example
            """)
        #expect(trial.list.format == "hosts")
        #expect(trial.kept.entries == ["bad.example", "worse.example", "ugly.example"])
        #expect(trial.faults == ["unreadable 1 @5"])
    }

    @Test func `a table with a header, quotes, labels and ends`() throws {
        let trial = try ListTrial(
            """
            first_seen,dst_ip,dst_port,malware,expires
            "2026-01-01","45.1.2.3",443,"Emotet, old",2030-01-01
            "2026-01-01","45.1.2.4",443,QakBot,2020-01-01
            "2026-01-01","10.0.0.1",443,QakBot,2030-01-01
            """)
        #expect(trial.list.format == "csv")
        #expect(trial.kept.entries == ["45.1.2.3"])
        #expect(trial.kept.labels == ["45.1.2.3": "Emotet, old"])
        #expect(trial.faults == ["reserved_address 1 @4", "expired 1 @3"])
        #expect(trial.nextEnd == Timestamp("2030-01-01T23:59:59Z"))
    }

    @Test func `a table whose header is a comment, and one without`() throws {
        let commented = try ListTrial(
            """
            # SSL fingerprints
            # ja3_md5,Firstseen,Lastseen,Listingreason
            b386946a5a44d1ddcc843bc75336dfce,2017-07-14,2019-07-27,Dridex
            """)
        #expect(commented.kept.entries == ["b386946a5a44d1ddcc843bc75336dfce"])
        #expect(commented.kept.labels["b386946a5a44d1ddcc843bc75336dfce"] == "Dridex")
        let bare = try ListTrial("2026-01-01 10:00:00;45.1.2.3;8080\n2026-01-02 10:00:00;45.1.2.4;80\n")
        #expect(bare.kept.entries == ["45.1.2.3", "45.1.2.4"])
    }

    @Test func `a STIX bundle: equalities joined by OR, what is over, revoked or needs more than one to hold`() throws {
        let trial = try ListTrial(
            """
            {"type": "bundle", "id": "bundle--1", "objects": [
              {"type": "identity", "name": "somebody"},
              {"type": "indicator", "name": "C2 \\"one\\"", "pattern_type": "stix",
               "pattern": "[ipv4-addr:value = '45.1.2.3' OR domain-name:value = 'bad.example']"},
              {"type": "indicator", "labels": ["worm"], "pattern": "[ipv6-addr:value = '2a00::1/128'] OR [ipv4-addr:value='45.1.3.0/24']"},
              {"type": "indicator", "valid_until": "2020-01-01T00:00:00Z", "pattern": "[ipv4-addr:value = '45.1.2.4']"},
              {"type": "indicator", "revoked": true, "pattern": "[ipv4-addr:value = '45.1.2.5']"},
              {"type": "indicator", "pattern": "[ipv4-addr:value = '45.1.2.6' AND domain-name:value = 'x.example']"},
              {"type": "indicator", "pattern": "[file:hashes.'SHA-256' = 'aa']"},
              {"type": "indicator", "pattern": "[url:value = 'http://bad.example/page']"},
              {"type": "indicator", "pattern_type": "snort", "pattern": "alert tcp"},
              {"type": "indicator", "pattern": "[ipv4-addr:value != '45.1.2.7']"}
            ]}
            """)
        #expect(trial.list.format == "stix")
        #expect(trial.kept.entries == ["45.1.2.3", "bad.example", "2a00::1", "45.1.3.0/24"])
        #expect(trial.kept.labels["45.1.2.3"] == "C2 \"one\"")
        #expect(trial.kept.labels["2a00::1"] == "worm")
        let reasons = Set(trial.list.faults.map(\.reason))
        #expect(reasons == ["expired", "revoked", "compound_pattern", "other_kind", "page_address"])
    }

    @Test func `a MISP event: attributes and those of objects, what is context and what no packet shows`() throws {
        let trial = try ListTrial(
            """
            {"Event": {"info": "OSINT", "Attribute": [
              {"type": "ip-dst", "value": "45.1.2.3", "to_ids": true, "comment": "C2", "Tag": [{"name": "tlp:white"}]},
              {"type": "domain|ip", "value": "bad.example|45.1.2.4", "to_ids": true, "category": "Network activity"},
              {"type": "ip-dst|port", "value": "45.1.2.5|443", "to_ids": true},
              {"type": "sha256", "value": "aa", "to_ids": true},
              {"type": "ip-src", "value": "45.1.2.6", "to_ids": false},
              {"type": "url", "value": "http://bad.example/x", "to_ids": true}
            ], "Object": [{"name": "ja3", "Attribute": [
              {"type": "ja3-fingerprint-md5", "value": "b386946a5a44d1ddcc843bc75336dfce", "to_ids": true}]}]}}
            """)
        #expect(trial.list.format == "misp")
        #expect(
            trial.kept.entries == [
                "45.1.2.3", "bad.example", "45.1.2.4", "45.1.2.5", "b386946a5a44d1ddcc843bc75336dfce",
            ])
        #expect(trial.kept.labels["45.1.2.3"] == "C2")
        #expect(Set(trial.list.faults.map(\.reason)) == ["other_kind", "context_only", "page_address"])
    }

    @Test func `a document that is cut anywhere gives what stood before`() throws {
        let text =
            "{\"objects\": [{\"type\": \"indicator\", \"pattern\": \"[ipv4-addr:value = '45.1.2.3']\"}, {\"type\": \"x\"}]}"
        for length in 1..<text.utf8.count {
            let trial = try ListTrial(Array(text.utf8.prefix(length)))
            #expect(trial.kept.entries.count <= 1)
            #expect(trial.list.faults.contains { $0.reason == "broken_document" })
        }
        #expect(try ListTrial(text).list.faults.isEmpty)
    }

    @Test func `deep nesting, endless lines, odd bytes and nothing at all are borne`() throws {
        let deep = try ListTrial("{\"objects\": " + String(repeating: "[", count: 100_000))
        #expect(deep.list.faults.map(\.reason) == ["broken_document"])
        let long = try ListTrial(String(repeating: "a", count: 200_000) + "\n45.1.2.3\n")
        #expect(long.kept.entries == ["45.1.2.3"])
        #expect(long.faults == ["long_line 1 @1"])
        let odd = try ListTrial([0xEF, 0xBB, 0xBF] + Array("45.1.2.3\r\n".utf8) + [0, 255, 10])
        #expect(odd.kept.entries == ["45.1.2.3"])
        #expect(try ListTrial("").kept.entries.isEmpty)
    }

    @Test func `random bytes never trap`() throws {
        var state: UInt64 = 99
        for round in 0..<300 {
            var bytes: [UInt8] = round % 3 == 0 ? Array("{\"objects\":[".utf8) : []
            for _ in 0..<300 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let letters = Array("{}[]\":,\\u0a'=ORx.1/;\n\t -#\"".utf8)
                bytes.append(
                    round % 2 == 0 ? letters[Int(state >> 33) % letters.count] : UInt8(truncatingIfNeeded: state >> 40))
            }
            let trial = try ListTrial(bytes)
            #expect(trial.list.problem == nil)
        }
    }

    @Test func `a file that is not there says so`() {
        let result = ListReader.read(
            "/nowhere/x", as: IndicatorList(id: "x", name: "x"), place: 0, now: ListTrial.now, into: KeptIndicators())
        #expect(result.outcome.list.problem?.contains("/nowhere/x") == true)
    }
}
