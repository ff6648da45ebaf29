extension Zone {
    /// Whole days of age at `now`, counted from the day after `start`: what was born on 1 March is 1 day old on 3 March.
    package func age(since start: Instant, at now: Instant) -> Int64 {
        max(0, day(of: now).number - day(of: start).number - 1)
    }
}
