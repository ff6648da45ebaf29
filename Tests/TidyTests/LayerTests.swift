import Testing

@Suite("Layers")
struct LayerTests {
    /// What a target may import besides the targets below it. The core imports nothing but Swift.
    private static let layers: [(target: String, below: [String], others: [String])] = [
        ("SuretyDomain", [], []),
        ("SuretyRules", ["SuretyDomain"], []),
        ("SuretyLabels", core.dropLast(), []),
        ("SuretyWire", core, system + ["COpenSSL", "Yams", "FoundationEssentials"]),
        ("SuretyStore", core + ["SuretyWire"], []),
        ("SuretyStoreSQLite", ["SuretyDomain", "SuretyStore"], system + ["GRDB", "GRDBSQLite"]),
        ("SuretyStorePostgres", ["SuretyDomain", "SuretyStore"], system + ["CPostgres", "Dispatch"]),
        ("SuretyEngine", core + ["SuretyWire", "SuretyStore"], ["Dispatch", "Synchronization"]),
        ("SuretySimulator", core + ["SuretyWire", "SuretyStore", "SuretyEngine"], ["Synchronization"]),
        (
            "SuretyAPI", core + ["SuretyWire", "SuretyStore", "SuretyEngine"],
            system + ["Dispatch", "HTTPTypes", "Hummingbird", "Logging", "NIOCore"]
        ),
        ("SuretyTestKitCore", core, []),
        ("surety", ["SuretyServer"], []),
    ].map { ($0.0, Array($0.1), $0.2) }

    private static let core = ["SuretyDomain", "SuretyRules", "SuretyLabels"]
    private static let system = ["Glibc", "Musl", "Darwin", "Synchronization"]

    /// Files of those targets that import Foundation all the same, each with the reason.
    private static let withFoundation: [String: String] = [:]

    @Test("a target imports only what lies below it")
    func imports() {
        for file in Repository.swift where file.isSource {
            guard let layer = Self.layers.first(where: { $0.target == file.target }) else { continue }
            for (number, module) in file.imports where !layer.below.contains(module) && !layer.others.contains(module) {
                if module == "Foundation" && Self.withFoundation[file.path] != nil { continue }
                Issue.record("\(file):\(number) imports \(module): \(Self.instead(of: module, in: layer.target))")
            }
        }
    }

    @Test("every target has its layer, but for those that put all together")
    func targets() {
        let known = Set(
            Self.layers.map(\.target) + ["SuretyServer", "SuretyTestKit", "SuretyCrashWriter", "SuretyBench"])
        let found = Set(Repository.swift.filter(\.isSource).map(\.target))
        #expect(found.subtracting(known).isEmpty, "say in LayerTests what a new target may import")
    }

    private static func instead(of module: String, in target: String) -> String {
        if module == "Foundation" {
            return "write the few lines yourself, or list the file in LayerTests with the reason"
        }
        if core.contains(target) { return "the core knows no clock, chance or I/O; take a value instead" }
        return "arrows point down only; let \(target) take a value or a closure, or move the code up"
    }
}

extension Repository.File {
    /// The modules it imports, with the lines on which it does.
    fileprivate var imports: [(line: Int, module: String)] {
        code.lines(with: "import").compactMap { number, line in
            let words = line.split(separator: " ").filter { word in
                !["package", "public", "internal", "private", "fileprivate", "@preconcurrency"].contains(word)
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            // `import struct Module.Name` names the module before the dot.
            let name = words.count > 2 ? words[2] : words[1]
            return (number, name.split(separator: ".").first.map(String.init) ?? String(name))
        }
    }
}
