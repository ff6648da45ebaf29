// swift-tools-version: 6.2
import PackageDescription

// `SURETY_SHAPE=core` leaves out every package and system library: the pure targets and their tests alone,
// built and run in seconds with a scratch path of their own (`make core`).
let core = Context.environment["SURETY_SHAPE"] == "core"

let pure: [Target] = [
    .target(name: "SuretyDomain"),
    .target(name: "SuretyRules", dependencies: ["SuretyDomain"]),
    .target(name: "SuretyLabels", dependencies: ["SuretyDomain", "SuretyRules"]),
    .target(name: "SuretyTestKitCore", dependencies: ["SuretyDomain", "SuretyRules", "SuretyLabels"]),
    .testTarget(name: "SuretyDomainTests", dependencies: ["SuretyDomain", "SuretyTestKitCore"]),
    .testTarget(
        name: "SuretyLabelsTests",
        dependencies: ["SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyTestKitCore"]),
]

let edges: [Target] = [
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CSimulatedDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
        name: "SuretyWire",
        dependencies: ["SuretyDomain", "SuretyRules", "SuretyLabels", "COpenSSL", "Yams"]),
    .target(name: "SuretyStore", dependencies: ["SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire"]),
    .target(
        name: "SuretyStoreSQLite",
        dependencies: [
            "SuretyStore", "SuretyDomain",
            .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
        ]),
    .target(name: "SuretyStorePostgres", dependencies: ["SuretyStore", "SuretyDomain", "CPostgres"]),
    .target(
        name: "SuretyEngine",
        dependencies: ["SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore"]),
    .target(
        name: "SuretyAPI",
        dependencies: [
            "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyEngine",
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
        ]),
    .target(
        name: "SuretySimulator",
        dependencies: ["SuretyDomain", "SuretyLabels", "SuretyStore", "SuretyEngine"]),
    .target(
        name: "SuretyServer",
        dependencies: [
            "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyStoreSQLite",
            "SuretyStorePostgres", "SuretyEngine", "SuretyAPI", "SuretySimulator",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
        ]),
    .executableTarget(name: "surety", dependencies: ["SuretyServer"]),
    .target(
        name: "SuretyTestKit",
        dependencies: [
            "SuretyTestKitCore", "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore",
            "SuretyStoreSQLite", "SuretyStorePostgres", "SuretyEngine", "SuretySimulator", "CSimulatedDisk",
        ]),
    // A process for tests to kill and to stop.
    .executableTarget(
        name: "SuretyCrashWriter",
        dependencies: [
            "SuretyDomain", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyStoreSQLite", "SuretyStorePostgres",
            "SuretyEngine", "SuretyTestKit",
        ]),
    // What bench/ measures and no command does alone.
    .executableTarget(
        name: "SuretyBench",
        dependencies: [
            "SuretyDomain", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyStoreSQLite", "SuretyStorePostgres",
            "SuretyEngine",
        ]),
    .testTarget(
        name: "SuretyWireTests",
        dependencies: [
            "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyTestKitCore", "SuretyTestKit",
        ]),
    .testTarget(
        name: "SuretyStoreTests",
        dependencies: [
            "SuretyDomain", "SuretyStore", "SuretyStoreSQLite", "SuretyStorePostgres", "SuretyTestKit",
        ]),
    .testTarget(
        name: "SuretyEngineTests",
        dependencies: [
            "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyStoreSQLite",
            "SuretyStorePostgres", "SuretyEngine", "SuretySimulator", "SuretyTestKitCore", "SuretyTestKit",
            "SuretyCrashWriter",
        ]),
    .testTarget(
        name: "SuretyServerTests",
        dependencies: [
            "surety", "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyStoreSQLite",
            "SuretyStorePostgres", "SuretyEngine", "SuretyAPI", "SuretyServer", "SuretyTestKit",
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOEmbedded", package: "swift-nio"),
        ]),
    .testTarget(name: "TidyTests", dependencies: []),
]

let package = Package(
    name: "surety",
    products: core ? [] : [.executable(name: "surety", targets: ["surety"])],
    dependencies: core
        ? []
        : [
            .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
            // Hummingbird's own dependencies, named because we use them by name.
            .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
            .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
            .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
            .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
            .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
            .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        ],
    targets: core ? pure : pure + edges
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
