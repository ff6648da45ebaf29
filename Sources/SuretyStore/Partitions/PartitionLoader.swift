package import SuretyDomain
package import SuretyLabels

/// Brings the rows that a batch needs into its workspace, each round in one trip.
package struct PartitionLoader {
    private let session: any SQLSession
    private let partition: Partition

    package init(_ session: any SQLSession, _ partition: Partition) {
        self.session = session
        self.partition = partition
    }

    /// Loads until nothing is missing. What is loaded can show that more is needed; the rounds are bounded, since each
    /// asks only for what the one before has uncovered.
    package func load(_ commands: [Command], into workspace: inout Workspace) throws(StoreError) {
        for _ in 0..<8 {
            let needs = workspace.needs(of: commands)
            if needs.isEmpty { return }
            try load(needs, into: &workspace)
        }
        throw .corrupt("the needs of a batch did not come to an end")
    }

    package func load(_ needs: Needs, into workspace: inout Workspace) throws(StoreError) {
        let plan = LoadPlan(needs, partition)
        try plan.take(try session.run(plan.statements)[...], into: &workspace)
    }
}
