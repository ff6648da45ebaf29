/// What facts say about a promoter.
package struct Promoter: Hashable, Sendable {
    package var joined = Timeline<Bool>()
    package var scores = Timeline<Int>()

    package init() {}

    package mutating func change(_ effect: Effect, _ fact: Fact) {
        if case .promoterJoined = fact.body { joined.change(effect, true, fact) }
        if case .promoterScored(let body) = fact.body { scores.change(effect, body.hundredths, fact) }
    }
}
