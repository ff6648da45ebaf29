import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyWire

/// The virtual clock, where the server has one: trials let days pass in a moment.
struct ClockRoutes {
    let engine: Engine
    let readers: ReaderThreads
    let clock: VirtualClock

    func add(to router: RouterGroup<APIContext>) {
        router.on(.showClock) { _, _, _ in answer() }
        router.on(.moveClock, use: move)
    }

    /// Moves the clock, and answers when nothing is due any more.
    @Sendable func move(request: Request, context: APIContext, _: APIKeys.Key) async throws -> Response {
        try request.knowsParameters()
        let target = try target(try await request.wholeBody(context))
        guard clock.move(to: target) else {
            throw Problem(
                .conflict, "clock-runs-forward", "The clock is past \(RFC3339.format(target)) and never goes back")
        }
        let engine = engine
        try await readers.run { try ChoreRunner(engine).runUntilIdle() }
        return answer()
    }

    /// Each day that passes is gone over, shop by shop.
    private static let mostDays: Int64 = 400

    private func target(_ body: [UInt8]) throws -> Instant {
        var fields = try RequestBody(body)
        let at = fields.optionalInstant("at")
        let advance = fields.optionalID("advance")
        let span = advance.flatMap(ClockRoutes.milliseconds)
        if (at == nil) == (advance == nil), fields.wrong.isEmpty {
            fields.note("conflicting-fields", "advance", "either \"at\", an instant, or \"advance\", such as \"48h\"")
        }
        if advance != nil, span == nil {
            fields.note("out-of-range", "advance", "\"advance\" is a number of ms, s, m, h or d, such as \"48h\"")
        }
        let target = at ?? clock.now.adding(milliseconds: span ?? 0)
        let most = ClockRoutes.mostDays * Instant.millisecondsPerDay
        if target.milliseconds - clock.now.milliseconds > most || !RFC3339.range.contains(target.milliseconds) {
            fields.note("out-of-range", at == nil ? "advance" : "at", "at most \(ClockRoutes.mostDays) days at once")
        }
        try fields.close()
        return target
    }

    private static func milliseconds(_ text: String) -> Int64? {
        let units: [(String, Int64)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
        for (unit, length) in units where text.hasSuffix(unit) {
            guard let count = Int64(text.dropLast(unit.utf8.count)), (0...1_000_000_000).contains(count) else {
                return nil
            }
            return count * length
        }
        return nil
    }

    private func answer() -> Response {
        let (now, zone) = (clock.now, engine.zone)
        return .json { json in json.object { $0.member("now", now, in: zone) } }
    }
}
