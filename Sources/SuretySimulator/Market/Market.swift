import SuretyDomain

/// The simulated marketplace: plans, day by day, what its shops, buyers and promoters do.
struct Market: Sendable {
    let plan: SimulationPlan
    let cast: Cast
    var chance: Chance
    var agenda: Agenda
    var orders = 0

    init(seed: UInt64, plan: SimulationPlan) {
        self.plan = plan
        chance = Chance(seed: seed)
        cast = Cast(plan, &chance)
        agenda = Agenda(plan)
    }

    /// Plans all that begins on a day; some of it is told on later ones. Days are planned in their order.
    mutating func planDay(_ day: Int) {
        planScores(onDay: day)
        planDeposits(onDay: day)
        planStories(onDay: day)
        planOrders(onDay: day)
        planWords(onDay: day)
    }
}
