import SuretyDomain
package import SuretyLabels

extension Refusal {
    /// What is wrong and what would be right.
    package var sentence: String {
        switch self {
        case .idAlreadyUsed(let number):
            "a fact of this id and source says something else (event \(number)); correct it with a new id"
        case .correctsForeignFact(let id): "fact \(id.text) belongs to another shop or promoter"
        case .keyAlreadyUsed: "this idempotency key named another request before; take a new key for a new request"
        case .tooFarAhead(let milliseconds):
            "it lies \(milliseconds / 3_600_000) hours ahead of our clock; at most 24 are taken"
        }
    }
}
