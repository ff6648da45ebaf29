import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyWire

/// What became of one fact, for its sender.
struct FactAnswer {
    enum Status: String { case accepted, duplicate, rejected }

    /// A fact that could be read, where it lives as recorded, and what became of it.
    struct Told {
        let fact: Fact
        let partition: Partition
        let outcome: Result<Outcome, StoreError>
    }

    private let item: FactItems.Item
    private let told: Told?
    private let number: Int64?
    private let faults: [Problem.Detail]
    let status: Status

    init(_ item: FactItems.Item, _ told: Told?) {
        self.item = item
        self.told = told
        switch (told?.outcome.map(\.original), item.fact) {
        case (.success(.accepted(let number)), _): (status, self.number, faults) = (.accepted, number, [])
        case (.success(.duplicate(let number)), _): (status, self.number, faults) = (.duplicate, number, [])
        case (.success(.refused(let refusal)), _):
            let detail = Problem.Detail(pointer: "/id", code: refusal.code, message: refusal.sentence)
            (status, self.number, faults) = (.rejected, nil, [detail])
        case (.failure, _):
            let message = "the database cannot be reached now; send it again"
            let detail = Problem.Detail(pointer: "", code: "database-unavailable", message: message)
            (status, self.number, faults) = (.rejected, nil, [detail])
        case (nil, .failure(let wrong)):
            let details = wrong.all.map {
                Problem.Detail(pointer: $0.pointer, code: $0.code.rawValue, message: $0.message)
            }
            (status, self.number, faults) = (.rejected, nil, details)
        case (nil, .success), (.success(.replayed), _): (status, self.number, faults) = (.rejected, nil, [])
        }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("index", Int64(item.index))
            if let told { json.member("id", told.fact.id.text) }
            json.member("status", status.rawValue)
            if let number, let told {
                json.member("partition", Int64(told.partition.index))
                json.member("number", number)
            }
            guard !faults.isEmpty else { return }
            json.key("errors")
            json.array(faults) { json, fault in
                json.object { json in
                    json.member("pointer", fault.pointer)
                    json.member("code", fault.code)
                    json.member("message", fault.message)
                }
            }
        }
    }
}

extension Outcome {
    /// What became of the command the first time.
    fileprivate var original: Outcome { if case .replayed(let outcome) = self { outcome.original } else { self } }
}
