package import SuretyDomain

/// How large a simulated marketplace is and when it takes place. Counts below one are taken for one.
package struct SimulationPlan: Hashable, Sendable {
    package let shops: Int
    package let productsPerShop: Int
    package let promoters: Int
    /// Spread evenly over the days.
    package let orders: Int
    package let firstDay: Day
    package let days: Int
    package let zone: Zone
    /// Nothing is told at or after this instant; at most the end of the last day.
    package let end: Instant

    package init(
        shops: Int, productsPerShop: Int, promoters: Int, orders: Int, firstDay: Day, days: Int, zone: Zone = china,
        end: Instant? = nil
    ) {
        self.shops = max(1, shops)
        self.productsPerShop = max(1, productsPerShop)
        self.promoters = max(1, promoters)
        self.orders = max(1, orders)
        self.firstDay = firstDay
        self.days = max(1, days)
        self.zone = zone
        let lastMidnight = zone.start(of: firstDay.adding(days: Int64(max(1, days))))
        self.end = min(end ?? lastMidnight, lastMidnight)
    }

    /// Sixty days that end now: a marketplace to look at.
    package static func demo(endingAt end: Instant) -> SimulationPlan {
        SimulationPlan(
            shops: 60, productsPerShop: 10, promoters: 20, orders: 10_000,
            firstDay: china.day(of: end).adding(days: -59), days: 60, end: end)
    }

    /// So many orders over sixty days in June and July 2025, with a shop for every 250: a marketplace to measure with.
    package static func load(orders: Int) -> SimulationPlan {
        SimulationPlan(
            shops: max(20, orders / 250), productsPerShop: 10, promoters: max(10, orders / 2_500), orders: orders,
            firstDay: Day(number: 20_240), days: 60)
    }

    package static let china = Zone(offsetMinutes: 480) ?? .utc

    /// 00:00 of the first day, when the marketplace begins to tell; what came before, it tells in retrospect.
    package var start: Instant { zone.start(of: firstDay) }

    func start(ofDay day: Int) -> Instant { zone.start(of: firstDay.adding(days: Int64(day))) }

    /// How many orders are paid on a day.
    func orders(onDay day: Int) -> Int { (day + 1) * orders / days - day * orders / days }

    /// How far the story has come on a day, in thousandths.
    func progress(ofDay day: Int) -> Int { day * 1_000 / days }

    /// The first day on which the story has come so far.
    func day(atProgress perMille: Int) -> Int { (perMille * days + 999) / 1_000 }
}
