package import SuretyDomain
package import SuretyLabels

/// Brings rows into a workspace that is only to be looked at.
package struct PartitionLoader {
    private let session: any SQLSession
    private let partition: Partition

    package init(_ session: any SQLSession, _ partition: Partition) {
        self.session = session
        self.partition = partition
    }

    package func load(_ needs: Needs, into workspace: inout Workspace) throws(StoreError) {
        let plan = LoadPlan(needs, partition)
        try plan.take(try session.run(plan.statements)[...], into: &workspace)
    }
}
