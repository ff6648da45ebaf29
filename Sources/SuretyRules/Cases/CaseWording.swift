package import SuretyDomain

/// What one edition says of how cases go on; a wait that it does not name stands as the editions before left it.
package struct CaseWording: Hashable, Sendable {
    package var waits: [CaseWait: Wait]
    /// Nil where it leaves the earlier word standing.
    package var longestWait: Term?

    package init(waits: [CaseWait: Wait] = [:], longestWait: Term? = nil) {
        self.waits = waits
        self.longestWait = longestWait
    }

    package enum Wait: Hashable, Sendable {
        case worded(WaitTerm)
        /// From this edition on, nobody is waited for here.
        case lifted
    }

    /// Both together, the later overriding the earlier wait by wait.
    func overridden(by later: CaseWording) -> CaseWording {
        CaseWording(waits: waits.merging(later.waits) { $1 }, longestWait: later.longestWait ?? longestWait)
    }

    /// The procedure that all editions in force make together; nil where none says how long a deadline may wait.
    var procedure: CaseProcedure? {
        longestWait.map { CaseProcedure(waits: worded, longestWait: $0) }
    }

    /// The waits that there are: those lifted left out.
    var worded: [CaseWait: WaitTerm] {
        waits.compactMapValues { if case .worded(let term) = $0 { term } else { nil } }
    }
}

extension CaseWait {
    /// What the end of this wait brings. A rulebook says so beside the term, and can say nothing else.
    package var expiry: WaitTerm.Expiry {
        switch self {
        case .contact: .breach
        case .decision: .approve
        case .sendBack: .close
        case .confirmation: .refund
        }
    }
}

extension Guarantee {
    /// What a claim under it waits for: without a word on these it would wait for ever.
    package var waits: [CaseWait] {
        (answer == .merchant ? [.decision] : []) + (remedy == .returnAndRefund ? [.sendBack, .confirmation] : [])
    }
}
