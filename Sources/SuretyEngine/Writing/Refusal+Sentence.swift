package import SuretyDomain
package import SuretyLabels

extension Refusal {
    /// What is wrong and what would be right; instants in UTC.
    package var sentence: String { sentence(in: .utc) }

    /// What is wrong and what would be right. Instants are written in a zone: that of the rules, where a person reads
    /// them.
    package func sentence(in zone: Zone) -> String {
        switch self {
        case .idAlreadyUsed(let number):
            "a fact of this id and source says something else (event \(number)); correct it with a new id"
        case .correctsForeignFact(let id): "fact \(id.text) belongs to another shop, promoter or consumer"
        case .keyAlreadyUsed: "this idempotency key named another request before; take a new key for a new request"
        case .tooFarAhead(let milliseconds):
            "it lies \(milliseconds / 3_600_000) hours ahead of our clock; at most 24 are taken"
        case .aftersales(let refusal): refusal.sentence(in: zone)
        case .unknownInstruction: "this shop has no such instruction to pay"
        }
    }
}
