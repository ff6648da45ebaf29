package import SuretyDomain
package import SuretyLabels
import SuretyStore
import SuretyWire

/// Everything that a party, a command or a page asks of cases: what they want done as commands for the case's home, and
/// what there is to see.
package struct CaseDesk: Sendable {
    let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    /// What a buyer asks, in the words of the marketplace.
    package struct Application: Hashable, Sendable {
        package var shop: ShopID
        package var order: OrderID
        /// The consumer as the marketplace names them.
        package var consumer: String
        package var right: RightKey
        package var units: [ClaimedUnits]
        package var amount: Int64?
        package var note: String?

        package init(
            shop: ShopID, order: OrderID, consumer: String, right: RightKey, units: [ClaimedUnits], amount: Int64?,
            note: String?
        ) {
            self.shop = shop
            self.order = order
            self.consumer = consumer
            self.right = right
            self.units = units
            self.amount = amount
            self.note = note
        }
    }

    /// A command with the home it is for.
    package struct Errand: Sendable {
        package let partition: Partition
        package let command: Command
        /// The case it opens or is about.
        package let caseID: CaseID?
    }

    /// The command that opens a case for an application received at an instant. Nil where the marketplace's consumer is
    /// not known here: no order of theirs is.
    package func claim(_ application: Application, at instant: Instant) throws -> Errand? {
        guard let alias = try alias(of: application.consumer) else { return nil }
        let partition = Home.shop(application.shop).partition
        let id = CaseID(MintedID.make(in: partition, engine.surroundings))
        let claim = Claim(
            id: id, order: OrderKey(shop: application.shop, order: application.order), consumer: alias,
            right: application.right, units: application.units, amount: application.amount,
            note: try Notes(engine).keep(application.note, in: partition),
            instruction: InstructionID(MintedID.make(in: partition, engine.surroundings)))
        return Errand(partition: partition, command: .claim(Claiming(claim: claim, at: instant)), caseID: id)
    }

    /// The command of an act received at an instant. Nil for an id that is none of ours.
    package func act(
        _ act: CaseAct, on id: CaseID, by actor: Acting.Actor, at instant: Instant, version: Int64? = nil,
        note: String? = nil
    ) throws -> Errand? {
        guard let partition = MintedID.partition(of: id.text) else { return nil }
        let note = try Notes(engine).keep(note, in: partition)
        let acting = Acting(caseID: id, actor: actor, act: act, at: instant, version: version, note: note)
        return Errand(partition: partition, command: .act(acting), caseID: id)
    }

    /// What would come of a command, with nothing written.
    package func rehearse(_ errand: Errand) throws -> (outcome: Outcome, events: [JournalEvent]) {
        try engine.committer.rehearse(errand.command, in: errand.partition)
    }

    /// The alias of a consumer that has one; none is given out by asking.
    package func alias(of consumer: String) throws -> ConsumerID? {
        try Aliases(database: engine.database, surroundings: engine.surroundings).known(consumer)
    }
}
