import SuretyDomain

/// What will be told, by the day on which it is. Facts are numbered as they are planned, so that one can be named by
/// another before it is told; telling them in order of time, then number, is telling them in order of their ids.
struct Agenda: Sendable {
    private let plan: SimulationPlan
    /// First what the marketplace tells in retrospect, then a bucket for each day.
    private var buckets: [Bucket]
    private var planned = 0

    private struct Bucket: Sendable {
        var facts: [Fact] = []
        /// When a fact of the bucket is told, after the bucket's beginning, above its place in the bucket.
        var order: [UInt64] = []
    }

    init(_ plan: SimulationPlan) {
        self.plan = plan
        buckets = Array(repeating: Bucket(), count: plan.days + 1)
    }

    /// Plans a fact to be told when it happens, or at `told`, later. What lies after the end is never told.
    @discardableResult
    mutating func add(
        _ body: FactBody, at happened: Instant, told: Instant? = nil, corrects: FactID? = nil
    ) -> FactID {
        let told = told ?? happened
        let id = Naming.fact(planned, toldAt: told)
        planned += 1
        guard told < plan.end else { return id }
        let day = plan.zone.day(of: told).number - plan.firstDay.number
        let index = day < 0 ? 0 : Int(day) + 1
        let beginning = plan.start(ofDay: index == 0 ? -Agenda.daysInRetrospect : index - 1)
        let delay = UInt64(told.milliseconds - beginning.milliseconds)
        buckets[index].order.append(delay << Agenda.placeBits | UInt64(buckets[index].facts.count))
        buckets[index].facts.append(
            Fact(id: id, source: "simulator", at: happened, corrects: corrects, body: body))
        return id
    }

    /// The facts of a bucket in the order of their telling; nothing may be added to it any more.
    mutating func take(_ index: Int) -> (facts: [Fact], order: [Int]) {
        var bucket = Bucket()
        swap(&bucket, &buckets[index])
        bucket.order.sort()
        return (bucket.facts, bucket.order.map { Int($0 & (1 << Agenda.placeBits - 1)) })
    }

    private static let daysInRetrospect = 4_000
    /// Sixteen million facts in a bucket; the milliseconds of 4,000 days fit above.
    private static let placeBits: UInt64 = 24
}
