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
    .testTarget(name: "SuretyLabelsTests", dependencies: ["SuretyLabels", "SuretyTestKitCore"]),
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
            .product(name: "Hummingbird", package: "hummingbird"),
        ]),
    .target(
        name: "SuretySimulator",
        dependencies: ["SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyEngine"]),
    .target(
        name: "SuretyServer",
        dependencies: [
            "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore", "SuretyStoreSQLite",
            "SuretyStorePostgres", "SuretyEngine", "SuretyAPI", "SuretySimulator",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Hummingbird", package: "hummingbird"),
        ]),
    .executableTarget(name: "surety", dependencies: ["SuretyServer"]),
    .target(
        name: "SuretyTestKit",
        dependencies: [
            "SuretyTestKitCore", "SuretyDomain", "SuretyRules", "SuretyLabels", "SuretyWire", "SuretyStore",
            "SuretyStoreSQLite", "SuretyStorePostgres", "SuretyEngine", "SuretySimulator", "CSimulatedDisk",
        ]),
    .testTarget(name: "SuretyWireTests", dependencies: ["SuretyWire", "SuretyTestKit"]),
    .testTarget(
        name: "SuretyStoreTests",
        dependencies: ["SuretyStore", "SuretyStoreSQLite", "SuretyStorePostgres", "SuretyTestKit"]),
    .testTarget(name: "SuretyEngineTests", dependencies: ["SuretyEngine", "SuretyTestKit"]),
    .testTarget(name: "SuretyServerTests", dependencies: ["SuretyServer", "SuretyAPI", "SuretyTestKit"]),
    .testTarget(name: "TidyTests", dependencies: []),
]

let package = Package(
    name: "surety",
    products: core ? [] : [.executable(name: "surety", targets: ["surety"])],
    dependencies: core
        ? []
        : [
            .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
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
