// swift-tools-version: 6.2
// NetSentinel: who may import whom is decided here (docs/architecture.md explains it, `make check` enforces it).
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// How often each branch is taken in forged traffic, so that the compiler lays release builds out for it: `make profile` records it
/// (docs/decisions/0012). Another release of the compiler could not read it.
#if compiler(>=6.3)
    let isRecording = Context.environment["NETSENTINEL_PROFILE"] == "record"
    let profile = isRecording ? "generate" : "use=\(Context.packageDirectory)/Benchmarks/netsentinel.profdata"
    let guided = [SwiftSetting.unsafeFlags(["-Xfrontend", "-ir-profile-\(profile)"], .when(configuration: .release))]
    let counting: [LinkerSetting] = isRecording ? [.unsafeFlags(["-profile-generate"])] : []
#else
    let guided: [SwiftSetting] = []
    let counting: [LinkerSetting] = []
#endif
/// The driver exports every symbol for those who load libraries into the program. Nobody does here, and each start looks through them.
let closed = [LinkerSetting.unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))]
let house = strict + [.strictMemorySafety()] + guided

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "_CryptoExtras", package: "swift-crypto")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
    .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + dependencies, swiftSettings: strict)
}

let package = Package(
    name: "NetSentinel",
    products: [.executable(name: "netsentinel", targets: ["netsentinel"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CMaxMind", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"])]),
        .target(name: "CPrimitives"),
        .target(name: "CDashboard"),

        room("Vocabulary"),
        room("Bedrock", ["CPrimitives", "CPcap", "CSQLite", "CZlib", "CMaxMind", "CDashboard"]),
        room("Wire", ["Vocabulary", "Bedrock", crypto, cryptoExtras]),
        room("Forge", ["Vocabulary"]),
        room("Capture", ["Vocabulary", "Bedrock"]),
        room("Flows", ["Vocabulary", "Bedrock", crypto]),
        room("Learning", [numerics]),
        room("Detection", ["Vocabulary", "Bedrock", "Flows", "Learning"]),
        room("Pipeline", ["Vocabulary", "Bedrock", "Capture", "Wire", "Flows", "Detection"]),
        room("Incidents", ["Vocabulary", collections]),
        room("Storage", ["Vocabulary", "Bedrock", crypto, grdb, logging]),
        room(
            "Web",
            [
                "Vocabulary", "Bedrock", asn1, crypto, certificates, hummingbird, hummingbirdCore, lifecycle, logging,
            ] + nio),
        room("Outbound", ["Vocabulary", "Bedrock", httpClient, subprocess, logging] + nio),
        room("Enrichment", ["Vocabulary", "Bedrock", "Outbound"]),
        room("Analyst", ["Vocabulary", "Outbound", crypto]),
        room("Hunting", ["Vocabulary", "Bedrock", crypto, grdb]),
        room("Exports", ["Vocabulary", "Flows", "Forge"]),
        // "Wire" is not imported there, but its values lie inside of those of "Pipeline": when their size changes, `Sentinel` must be built
        // anew, and only what is named here is looked at.
        room(
            "Sentinel",
            [
                "Wire", "Vocabulary", "Bedrock", "Capture", "Flows", "Pipeline", "Detection", "Incidents", "Exports",
                "Forge", "Storage", "Web", "Learning", "Outbound", "Enrichment", "Analyst", "Hunting", lifecycle,
                signals,
                logging,
            ]),
        .executableTarget(
            name: "netsentinel",
            dependencies: [
                "Sentinel", "Vocabulary", "Exports", "Capture", "Detection", "Forge", "Learning", "Pipeline",
                argumentParser,
            ],
            swiftSettings: house, linkerSettings: counting + closed),

        // Proofs of the store (scripts/storage-proof.sh); not part of the program.
        .executableTarget(
            name: "storagebench", dependencies: ["Storage", "Bedrock", "Vocabulary", "CSQLite", argumentParser],
            path: "Benchmarks/storagebench", swiftSettings: strict),

        .target(
            name: "TestKit",
            dependencies: [
                "Vocabulary", "Analyst", "Bedrock", "Forge", "Capture", "Wire", "Enrichment", "Flows", "Detection",
                "Hunting", "Pipeline", "Incidents", "Sentinel",
            ],
            path: "Tests/TestKit", swiftSettings: strict),
        // Servers on loopback that answer as those outside do, well and badly.
        .target(
            name: "LocalServers", dependencies: ["Vocabulary", "Outbound", asn1, crypto, certificates] + nio,
            path: "Tests/LocalServers", swiftSettings: strict),
        .target(name: "StandIn", dependencies: ["Vocabulary"], path: "Tests/StandIn", swiftSettings: strict),
        .executableTarget(
            name: "webbench", dependencies: ["Web", "Vocabulary", "StandIn", lifecycle, signals, logging],
            path: "Benchmarks/WebBench", swiftSettings: strict),
        tests("Vocabulary"),
        tests("Bedrock"),
        tests("Wire", ["Vocabulary", "Bedrock", "Forge"]),
        tests("Forge", ["Vocabulary"]),
        tests("Capture", ["Vocabulary", "Bedrock", "Forge"]),
        tests("Flows", ["Vocabulary", "Bedrock"]),
        tests("Learning"),
        tests("Detection", ["Vocabulary", "Flows", "Learning", "Forge", "TestKit"]),
        tests("Pipeline", ["Vocabulary", "Bedrock", "Capture", "Wire", "Flows", "Detection", "Forge", "TestKit"]),
        tests("Incidents", ["Vocabulary"]),
        tests("Storage", ["Vocabulary", "Bedrock"]),
        tests("Web", ["Vocabulary", "Bedrock", "StandIn", asn1, certificates, lifecycle, logging] + nio),
        tests("Outbound", ["Vocabulary", "Bedrock", "LocalServers"] + nio),
        tests("Enrichment", ["Vocabulary", "Bedrock", "Outbound", "LocalServers", "TestKit"] + nio),
        tests("Analyst", ["Vocabulary", "Outbound", "Forge", "TestKit", "LocalServers"] + nio),
        tests("Hunting", ["Vocabulary", "Bedrock", "Forge", grdb]),
        tests("Exports", ["Vocabulary", "Flows", "Forge"]),
        tests(
            "Sentinel",
            [
                "Vocabulary", "Analyst", "Bedrock", "Capture", "Detection", "Enrichment", "Exports", "Flows", "Forge",
                "Hunting", "Learning", "LocalServers", "Outbound", "StandIn", "Storage", "TestKit",
            ]),
        tests("netsentinel", ["Vocabulary", "Forge"]),
    ]
)

// A program of its own, in a sanitizer build of its own: only `make fuzz` asks for it.
if Context.environment["NETSENTINEL_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(name: "fuzz", dependencies: ["TestKit"], path: "Tests/Fuzz", swiftSettings: strict))
}
