import Dispatch
import Synchronization

/// Blocking work on several threads of its own.
enum SideBySide {
    /// Maps elements to results in their places. Elements of one group are taken in order, one after another; up to
    /// `width` groups run side by side.
    static func map<Element: Sendable, Group: Hashable, Result: Sendable>(
        _ elements: [Element], by group: (Element) -> Group, width: Int,
        _ body: @escaping @Sendable (Element) -> Result
    ) -> [Result] {
        let groups = Array(Dictionary(grouping: elements.indices) { group(elements[$0]) }.values)
        guard groups.count > 1, width > 1 else { return elements.map(body) }
        let next = Mutex(0)
        let results = Mutex([Result?](repeating: nil, count: elements.count))
        let work: @Sendable () -> Void = {
            while case let index = next.withLock({ next in
                defer { next += 1 }
                return next
            }), index < groups.count {
                for place in groups[index] {
                    let result = body(elements[place])
                    results.withLock { $0[place] = result }
                }
            }
        }
        let running = DispatchGroup()
        for _ in 0..<min(width, groups.count) {
            DispatchQueue(label: "surety.side").async(group: running, execute: work)
        }
        running.wait()
        return results.withLock { $0.compactMap { $0 } }
    }
}
