/// The schema. Every key begins with the partition, so that a write names one partition and the tables can be
/// distributed by it. State rows carry the number of their last event.
package enum Tables {
    /// One row per partition: what the next event's number is. Its lock orders the writers.
    package static let head = Table(
        "head", key: [.integer("partition")],
        columns: [.integer("next_number"), .integer("recorded_at"), .bytes("chain")])

    /// One row per committed batch: settles a COMMIT whose answer was lost, and chains the journal's digests.
    package static let batch = Table(
        "batch", key: [.integer("partition"), .integer("last_number")],
        columns: [.integer("first_number"), .text("id"), .integer("recorded_at"), .bytes("chain")])

    /// The journal. `route` is the partition an event is delivered to, -1 for all, null for none.
    package static let event = Table(
        "event", key: [.integer("partition"), .integer("number")],
        columns: [
            .integer("kind"), .integer("schema"), .integer("recorded_at"), .integer("route").orNull, .bytes("payload"),
        ])

    package static let fact = Table(
        "fact", key: [.integer("partition"), .text("source"), .text("id")],
        columns: [.integer("number"), .integer("standing"), .bytes("digest")])

    package static let shop = state("shop", key: [.text("id")])
    package static let product = state("product", key: [.text("shop"), .text("id")])
    package static let order = state("order", key: [.text("shop"), .text("id")])
    package static let promoter = state("promoter", key: [.text("id")])
    package static let promoterCopy = state("promoter_copy", key: [.text("id")])
    package static let pane = state("pane", key: [.text("shop"), .integer("block")])
    package static let market = state("market", key: [])

    /// What windows are the sums of. `product` is empty where none is meant; `carrying` lists programmes.
    package static let counted = Table(
        "counted",
        key: [
            .integer("partition"), .text("shop"), .text("kind"), .text("product"), .integer("at"), .text("id"),
        ],
        columns: [.integer("score"), .text("carrying")])

    /// After-sales cases; the word `case` is SQL's.
    package static let aftersales = Table(
        "aftersales", key: [.integer("partition"), .text("id")],
        columns: [.integer("number"), .text("shop"), .bytes("state")])

    /// Which events of the journal are about a case.
    package static let caseEvent = Table(
        "case_event", key: [.integer("partition"), .text("id"), .integer("number")], columns: [])

    /// Parcels sent back to a shop: each serves one case.
    package static let waybill = Table(
        "waybill", key: [.integer("partition"), .text("shop"), .text("carrier"), .text("number")],
        columns: [.text("case_id")])

    /// Balances of shops' books, in minor units.
    package static let account = Table(
        "account", key: [.integer("partition"), .text("shop"), .text("account"), .text("currency")],
        columns: [.integer("balance")])

    /// Orders to the payment provider. `next_at` is when it is asked next, null where it is not to be.
    package static let instruction = Table(
        "instruction", key: [.integer("partition"), .text("id")],
        columns: [.integer("number"), .text("shop"), .integer("next_at").orNull, .bytes("state")])

    /// What is pending in cases and orders. `subject` is a case or an order, as `kind` says.
    package static let deadline = Table(
        "deadline",
        key: [.integer("partition"), .integer("due_at"), .text("shop"), .text("kind"), .text("subject")],
        columns: [.integer("armed_at")])

    /// What waits for a person, and since when.
    package static let referral = Table(
        "referral", key: [.integer("partition"), .text("shop"), .text("kind"), .text("subject")],
        columns: [.integer("since")])

    /// Consumers' standings as delivered; `number` is that of the event that told it, in the consumer's home.
    package static let standing = Table(
        "standing", key: [.integer("partition"), .text("consumer")], columns: [.text("standing"), .integer("number")])

    /// What is known here of how far sources have told; `source` is what the platform's home knows.
    package static let sourceCopy = state("source_copy", key: [.text("id")])
    package static let source = state("source", key: [.text("id")])

    /// Consumers at home, with their own orders and cases. `number` of an order is that of the event that told of it.
    package static let consumer = state("consumer", key: [.text("id")])
    package static let consumerOrder = Table(
        "consumer_order", key: [.integer("partition"), .text("consumer"), .text("shop"), .text("id")],
        columns: [.integer("number")])
    package static let consumerCase = state("consumer_case", key: [.text("consumer"), .text("id")])

    /// Texts that parties wrote. The journal holds their salted digests; a row can be erased.
    package static let note = Table(
        "note", key: [.integer("partition"), .text("id")], columns: [.bytes("salt"), .text("text")])

    package static let inbox = Table(
        "inbox", key: [.integer("partition"), .integer("source")], columns: [.integer("number")])

    package static let chore = Table(
        "chore", key: [.integer("partition"), .integer("due_at"), .integer("kind"), .integer("subject")],
        columns: [.bytes("state")])

    /// The history of masks. `owner` is the shop or promoter; `product` is empty where none is meant.
    package static let labelChange = Table(
        "label_change",
        key: [
            .integer("partition"), .text("kind"), .text("owner"), .text("product"), .integer("number"),
            .text("version"),
        ],
        columns: [.integer("missed"), .integer("unknown"), .integer("happened_at"), .integer("recorded_at")])

    /// Answers kept for idempotency keys.
    package static let answer = Table(
        "answer", key: [.integer("partition"), .text("credential"), .text("key")],
        columns: [.bytes("digest"), .bytes("body"), .integer("recorded_at")])

    /// Whom an alias stands for. The only table that knows, and it can be erased from.
    package static let alias = Table(
        "alias", key: [.integer("partition"), .text("consumer")], columns: [.text("alias")])

    /// Nodes that are alive, in the platform's partition. A node has answered all it read before `through`.
    package static let node = Table(
        "node", key: [.integer("partition"), .text("id")],
        columns: [.integer("seen_at"), .integer("format"), .integer("through")])

    /// How far deliveries out of a partition have come everywhere.
    package static let cursor = Table(
        "cursor", key: [.integer("partition"), .text("name")], columns: [.integer("number")])

    /// `scope` is the shop or consumer that a key is for.
    package static let apiKey = Table(
        "api_key", key: [.integer("partition"), .text("id")],
        columns: [
            .bytes("digest"), .text("role"), .text("title"), .text("scope").orNull, .integer("created_at"),
            .integer("revoked_at").orNull,
        ])

    /// Chores and messages that always fault: set aside with the reason, so that their partition goes on.
    package static let quarantine = Table(
        "quarantine", key: [.integer("partition"), .text("id")],
        columns: [.text("what"), .text("reason"), .integer("recorded_at")])

    /// What is said of the database as a whole, in the platform's partition.
    package static let meta = Table(
        "meta", key: [.integer("partition"), .text("name")], columns: [.text("value")])

    package static let all = [
        meta, head, batch, event, fact, shop, product, order, promoter, promoterCopy, pane, market, counted, inbox,
        chore, labelChange, answer, alias, node, cursor, apiKey, quarantine, aftersales, caseEvent, waybill, account,
        instruction, deadline, referral, standing, sourceCopy, source, consumer, consumerOrder, consumerCase, note,
    ]

    private static func state(_ name: String, key: [Table.Column]) -> Table {
        Table(name, key: [.integer("partition")] + key, columns: [.integer("number"), .bytes("state")])
    }
}
