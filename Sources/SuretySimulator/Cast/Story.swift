/// What happens to a shop beside its trade. Ten shops in a row have ten different ones, so that even a small marketplace
/// has each.
enum Story: CaseIterable, Sendable {
    /// Nothing: the shop that carries the label throughout.
    case quiet
    /// Lacks the damage refund, and switches it on half-way.
    case learnsDamageRefund
    case quietDecline
    /// Sells from abroad, or by auction: out of the programme's scope.
    case outOfScope
    /// One product fails an inspection and is relisted later.
    case failsInspection
    /// Falls short of its deposit and tops it up; one of its scores is told wrong and corrected.
    case runsShort
    /// A severe violation, whose sanction ends.
    case violates
    /// Takes a product off sale for a time.
    case pausesProduct
    /// Orders of its own making are found out; some of them turn out to be real.
    case isBrushed
    /// Opened so lately that it comes of age during the story.
    case comesOfAge

    init(ofShop index: Int) { self = Self.allCases[index % Self.allCases.count] }
}
