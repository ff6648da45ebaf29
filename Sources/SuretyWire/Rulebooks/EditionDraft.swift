internal import SuretyDomain
internal import SuretyRules

/// One edition as read from its files, with the place of everything that other editions may contradict.
struct EditionDraft {
    let key: String
    let place: Place
    let title: Localised
    let summary: Localised
    let from: Instant
    let until: Instant?
    let digest: String
    var almanac: Almanac?
    var almanacPlace: Place?
    var rights: [RightDraft] = []
    var cases: CaseDraft?
    var orderClock: OrderClock?
    var orderClockPlace: Place?
    var metrics: [MetricDraft] = []
    var marketMean: MarketMeanDraft?
    var programmes: [ProgrammeDraft] = []

    func isInForce(at instant: Instant) -> Bool {
        from <= instant && until.map { instant < $0 } ?? true
    }

    var edition: Edition {
        var content = EditionContent(
            almanac: almanac, procedure: cases?.wording, orderClock: orderClock, marketMean: marketMean?.mean)
        for draft in rights { content.rights[draft.key] = draft.right }
        for draft in metrics { content.metrics[draft.key] = draft.metric }
        for draft in programmes { content.programmes[draft.key] = draft.programme }
        return Edition(
            key: key, title: title, summary: summary, from: from, until: until, digest: digest, content: content)
    }
}

/// A right; nil where its wording has errors of its own, so that references to it are not reported as well.
struct RightDraft {
    let key: RightKey
    let place: Place
    /// Where `grants` stands.
    let grantsPlace: Place?
    let right: Right?
}

/// What an edition says of cases.
struct CaseDraft {
    let waits: [WaitDraft]
    let longestWait: Term?
    let longestWaitPlace: Place?

    var wording: CaseWording {
        CaseWording(
            waits: Dictionary(waits.map { ($0.wait, $0.wording) }) { $1 }, longestWait: longestWait)
    }
}

struct WaitDraft {
    let wait: CaseWait
    let place: Place
    let wording: CaseWording.Wait
}

struct MetricDraft {
    let key: MetricKey
    let place: Place
    let metric: Metric?
    /// Where `carrying` names its programme.
    let carryingPlace: Place?
}

/// A market mean; nil where its file has errors of its own.
struct MarketMeanDraft {
    let place: Place
    let mean: MarketMean?
}

/// A programme; nil where its wording has errors of its own.
struct ProgrammeDraft {
    let key: ProgrammeKey
    let place: Place
    let programme: Programme?
    /// Every mention of a right.
    let rightPlaces: [(right: RightKey, place: Place)]
    let gatePlaces: [GateDraft]
}

struct GateDraft {
    let gate: Gate
    let place: Place
    let metricPlace: Place
    let thresholdPlace: Place
}
