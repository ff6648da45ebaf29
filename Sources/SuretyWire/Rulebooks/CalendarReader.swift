internal import SuretyDomain

/// Reads `calendar.yaml`: zone, working hours, and the published years.
struct CalendarReader {
    let problems: Problems

    func read(_ node: PlacedNode) -> Almanac? {
        guard let zone = node["zone"]?.text.flatMap(TimeText.zone),
            let hours = node["working-hours"]?.text.flatMap(TimeText.hours),
            let years = node["years"], let range = range(of: years)
        else { return nil }
        var holidays: Set<Day> = []
        var worked: Set<Day> = []
        for entry in years.entries {
            guard let year = ValueText.whole(entry.key) else { continue }
            for item in entry.value["holidays"]?.items ?? [] {
                guard let days = item.text.flatMap(TimeText.days) else { continue }
                checkYear(days, year, item.place)
                add(days, to: &holidays, item.place)
            }
            for item in entry.value["worked"]?.items ?? [] {
                guard let day = item.text.flatMap(TimeText.day) else { continue }
                checkYear(day...day, year, item.place)
                if !day.isWeekend {
                    problems.add(item.place, "\(TimeText.text(day)) is no weekend", "weekdays are worked anyway")
                }
                worked.insert(day)
            }
        }
        for entry in years.entries {
            for item in entry.value["worked"]?.items ?? [] {
                guard let day = item.text.flatMap(TimeText.day), holidays.contains(day) else { continue }
                problems.add(item.place, "\(TimeText.text(day)) is a holiday and worked", "take it out of one")
            }
        }
        return Almanac(
            zone: zone, workingHours: hours,
            calendar: WorkingCalendar(years: range, holidays: holidays, madeUpDays: worked))
    }

    /// The years must follow one another: a gap would read as years without holidays.
    private func range(of years: PlacedNode) -> ClosedRange<Int>? {
        let known = years.entries.compactMap { entry in ValueText.whole(entry.key).map { (year: $0, entry.place) } }
        let sorted = known.sorted { $0.year < $1.year }
        guard let first = sorted.first, let last = sorted.last else { return nil }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.year != earlier.year + 1 {
            problems.add(later.1, "no year between \(earlier.year) and \(later.year)", "publish every year between")
        }
        return first.year...last.year
    }

    /// The notice of a year may begin in the December before.
    private func checkYear(_ days: ClosedRange<Day>, _ year: Int, _ place: Place) {
        for day in [days.lowerBound, days.upperBound] {
            let civil = day.civil
            if civil.year == year || civil.year == year - 1 && civil.month == 12 { continue }
            problems.add(place, "\(TimeText.text(day)) is not in \(year)", "put it under its own year")
        }
    }

    private func add(_ days: ClosedRange<Day>, to holidays: inout Set<Day>, _ place: Place) {
        var day = days.lowerBound
        while day <= days.upperBound {
            if !holidays.insert(day).inserted {
                problems.add(place, "\(TimeText.text(day)) is named twice", "name a holiday once")
            }
            day = day.adding(days: 1)
        }
    }
}
