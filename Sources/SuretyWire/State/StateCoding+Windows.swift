import SuretyDomain
package import SuretyLabels

extension DayPane.Counter: StateCoded {
    package func write(to writer: inout StateWriter) {
        switch self {
        case .orders: writer.unsigned(1)
        case .products: writer.unsigned(2)
        case .reviews(let score):
            writer.unsigned(3)
            score.write(to: &writer)
        case .ordersCarrying(let programme):
            writer.unsigned(4)
            programme.write(to: &writer)
        case .productsCarrying(let programme):
            writer.unsigned(5)
            programme.write(to: &writer)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        switch try reader.unsigned() {
        case 1: self = .orders
        case 2: self = .products
        case 3: self = .reviews(score: try Int(from: &reader))
        case 4: self = .ordersCarrying(try ProgrammeKey(from: &reader))
        case 5: self = .productsCarrying(try ProgrammeKey(from: &reader))
        case let other: throw StateFault(reason: "there is no counter \(other)")
        }
    }
}

extension DayPane: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.list(counts) { writer, count in
            count.counter.write(to: &writer)
            writer.integer(count.count)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let counts = try reader.list { (reader) throws(StateFault) in
            let counter = try Counter(from: &reader)
            return Count(counter: counter, count: try reader.integer())
        }
        self.init(restoring: counts)
    }
}

extension PaneBlock: StateCoded {
    package func write(to writer: inout StateWriter) { writer.dictionary(panes) }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        panes = try reader.dictionary()
    }
}

extension Tally: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.integer(count)
        writer.integer(of)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let count = try reader.integer()
        self.init(count: count, of: try reader.integer())
    }
}

extension DayTurned: StateCoded {
    package func write(to writer: inout StateWriter) {
        day.write(to: &writer)
        partition.write(to: &writer)
        tally.write(to: &writer)
        writer.integer(shops)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let day = try Day(from: &reader)
        let partition = try Partition(from: &reader)
        let tally = try Tally(from: &reader)
        self.init(day: day, partition: partition, tally: tally, shops: try reader.integer())
    }
}

extension MarketMeanEntry: StateCoded {
    package func write(to writer: inout StateWriter) {
        day.write(to: &writer)
        tally.write(to: &writer)
        writer.integer(shops)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let day = try Day(from: &reader)
        let tally = try Tally(from: &reader)
        self.init(day: day, tally: tally, shops: try reader.integer())
    }
}

extension MarketState: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.list(means)
        writer.list(reports)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        means = try reader.list()
        reports = try reader.list()
    }
}

extension Chore.Progress: StateCoded {
    package func write(to writer: inout StateWriter) {
        switch cursor {
        case .start: writer.unsigned(0)
        case .shop(let shop):
            writer.unsigned(1)
            shop.write(to: &writer)
        case .promoter(let promoter):
            writer.unsigned(2)
            promoter.write(to: &writer)
        }
        tally.write(to: &writer)
        writer.integer(shops)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let cursor: Chore.Cursor
        switch try reader.unsigned() {
        case 0: cursor = .start
        case 1: cursor = .shop(try ShopID(from: &reader))
        case 2: cursor = .promoter(try PromoterID(from: &reader))
        case let other: throw StateFault(reason: "there is no cursor \(other)")
        }
        let tally = try Tally(from: &reader)
        self.init(cursor: cursor, tally: tally, shops: try reader.integer())
    }
}

extension Chore: StateCoded {
    package func write(to writer: inout StateWriter) {
        switch self {
        case .turnDay(let day, let progress):
            writer.unsigned(1)
            day.write(to: &writer)
            progress.write(to: &writer)
        case .reassess(let progress):
            writer.unsigned(2)
            progress.write(to: &writer)
        case .takeEffect(let number):
            writer.unsigned(3)
            writer.integer(number)
        case .adopt(let progress):
            writer.unsigned(4)
            progress.write(to: &writer)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        switch try reader.unsigned() {
        case 1:
            let day = try Day(from: &reader)
            self = .turnDay(day, try Progress(from: &reader))
        case 2: self = .reassess(try Progress(from: &reader))
        case 3: self = .takeEffect(number: try reader.integer())
        case 4: self = .adopt(try Progress(from: &reader))
        case let other: throw StateFault(reason: "there is no chore \(other)")
        }
    }
}
