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
        /// What the party wrote, to be kept if it is carried out.
        fileprivate var note: Notes.Draft?

        package init(partition: Partition, command: Command, caseID: CaseID? = nil) {
            self.init(partition: partition, command: command, caseID: caseID, note: nil)
        }

        fileprivate init(partition: Partition, command: Command, caseID: CaseID?, note: Notes.Draft?) {
            self.partition = partition
            self.command = command
            self.caseID = caseID
            self.note = note
        }
    }

    /// The command that opens a case for an application received at an instant. Nil where the marketplace's consumer is
    /// not known here: no order of theirs is.
    package func claim(_ application: Application, at instant: Instant) throws -> Errand? {
        guard let alias = try alias(of: application.consumer) else { return nil }
        let partition = Home.shop(application.shop).partition
        let id = CaseID(MintedID.make(in: partition, engine.surroundings))
        let note = Notes(engine).draft(application.note)
        let claim = Claim(
            id: id, order: OrderKey(shop: application.shop, order: application.order), consumer: alias,
            right: application.right, units: application.units, amount: application.amount,
            note: note?.digest,
            instruction: InstructionID(MintedID.make(in: partition, engine.surroundings)))
        return Errand(
            partition: partition, command: .claim(Claiming(claim: claim, at: instant)), caseID: id, note: note)
    }

    /// The command of an act received at an instant. Nil for an id that is none of ours.
    package func act(
        _ act: CaseAct, on id: CaseID, by actor: Acting.Actor, at instant: Instant, version: Int64? = nil,
        note: String? = nil
    ) -> Errand? {
        guard let partition = MintedID.partition(of: id.text) else { return nil }
        let note = Notes(engine).draft(note)
        let acting = Acting(caseID: id, actor: actor, act: act, at: instant, version: version, note: note?.digest)
        return Errand(partition: partition, command: .act(acting), caseID: id, note: note)
    }

    /// The command that puts the receipt of an order off.
    package func extendReceipt(_ key: OrderKey, by consumer: ConsumerID, at instant: Instant) -> Errand {
        Errand(partition: Home.shop(key.shop).partition, command: .extendReceipt(key, consumer, at: instant))
    }

    /// The command that decides a deadline of an order which was handed to a person.
    package func settle(_ key: OrderKey, carriesOut: Bool, at instant: Instant) -> Errand {
        let partition = Home.shop(key.shop).partition
        let instruction = InstructionID(MintedID.make(in: partition, engine.surroundings))
        return Errand(
            partition: partition,
            command: .settleOrder(key, carriesOut: carriesOut, instruction: instruction, at: instant))
    }

    /// Writes down what the party wrote: before its act, so that the journal never names a text that was not kept.
    package func keepNote(of errand: Errand) throws {
        if let note = errand.note { try Notes(engine).keep(note, in: errand.partition) }
    }

    /// Takes it back where nothing came of the act.
    package func dropNote(of errand: Errand) throws {
        if let note = errand.note { try Notes(engine).erase(note.digest.id.text, in: errand.partition) }
    }

    /// Carries an errand out, read at the instant it is made for; for callers that may block. Nil where there is none.
    package func carryOut(_ make: (Instant) throws -> Errand?) throws -> (errand: Errand, outcome: Outcome)? {
        let mark = engine.openActs.begin(engine.surroundings.now)
        defer { engine.openActs.end(mark) }
        guard let errand = try make(mark.at) else { return nil }
        try keepNote(of: errand)
        let outcome = try engine.committer.decide(errand.command, in: errand.partition)
        if case .accepted = outcome { return (errand, outcome) }
        try dropNote(of: errand)
        return (errand, outcome)
    }

    /// The case that an event opened; nil where it is another's event.
    package func caseOpened(byEvent number: Int64, in partition: Partition) throws -> CaseID? {
        guard let event = try JournalReader(engine.database, partition).events(after: number - 1, limit: 1).first,
            case .caseOpened(let opening) = try event.decoded()
        else { return nil }
        return opening.claim.id
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
