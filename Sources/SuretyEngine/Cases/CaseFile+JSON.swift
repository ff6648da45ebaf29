package import SuretyDomain
package import SuretyLabels
package import SuretyWire

extension CaseFile {
    /// The case as `/v1/cases/{id}` and `surety case show --json` write it; instants in the rules' zone. `party` is
    /// who reads it: what they may do is named. Nil for one who only looks.
    package func write(to json: inout JSONWriter, for party: Party?, in zone: Zone) {
        json.object { json in
            aftersales.writeMembers(to: &json, in: zone)
            json.key("allowed_actions")
            json.array(party.map(allowedActs) ?? []) { $0.string($1.rawValue) }
            json.key("deadlines")
            json.array(pending) { json, deadline in deadline.write(to: &json, under: procedure, in: zone) }
            json.member("reason", aftersales.opening.claim.note.flatMap { notes[$0] })
            json.key("money")
            if let instruction { instruction.write(to: &json, in: zone) } else { json.null() }
            json.key("history")
            json.array(history) { write($1, to: &$0, in: zone) }
        }
    }

    private func write(_ entry: Entry, to json: inout JSONWriter, in zone: Zone) {
        json.object { json in
            json.member("number", entry.number)
            guard let move = entry.move else {
                json.member("event", "opened")
                json.member("by", Party.consumer.rawValue)
                json.member("at", aftersales.opening.at, in: zone)
                return json.member("recorded_at", entry.recordedAt, in: zone)
            }
            move.writeMembers(to: &json, in: zone)
            json.member("recorded_at", entry.recordedAt, in: zone)
            json.member("note", move.note.flatMap { notes[$0] })
        }
    }
}

extension Case {
    /// The case without its history, as lists write it.
    package func write(to json: inout JSONWriter, in zone: Zone) {
        json.object { writeMembers(to: &$0, in: zone) }
    }

    fileprivate func writeMembers(to json: inout JSONWriter, in zone: Zone) {
        json.member("id", id.text)
        json.member("shop", order.shop.text)
        json.member("order", order.order.text)
        json.member("consumer", opening.claim.consumer.text)
        json.member("right", opening.claim.right.text)
        json.member("stage", stageName.rawValue)
        json.member("version", version)
        json.member("needs_person", needsPerson)
        json.member("referred_because", referral?.rawValue)
        json.member("opened_at", opening.at, in: zone)
        json.member("contacted_at", contactedAt, in: zone)
        json.key("breaches")
        json.array(breaches) { $0.string($1.rawValue) }
        json.member("remedy", opening.remedy.rawValue)
        json.member("answered_by", opening.answer.rawValue)
        json.member("refund", Money(minorUnits: opening.total, opening.currency))
        json.key("lines")
        json.array(Array(zip(opening.claim.units, opening.refunds))) { json, line in
            json.object { json in
                json.member("line", line.0.line.text)
                json.member("quantity", line.0.quantity)
                json.member("refund", line.1.amount)
            }
        }
        json.member("guarantee_book", opening.guaranteeBook)
        json.member("procedure_book", opening.procedureBook)
        json.member("claimable_until", opening.claimableUntil, in: zone)
        guard case .awaitingConfirmation(_, let waybill) = stage else { return }
        json.key("sent_back")
        json.object { json in
            json.member("carrier", waybill.carrier)
            json.member("waybill", waybill.number)
        }
    }
}

extension CaseMove {
    fileprivate func writeMembers(to json: inout JSONWriter, in zone: Zone) {
        json.member("event", event.word)
        json.member("by", by.rawValue)
        json.member("at", at, in: zone)
        json.member("stage", stage.rawValue)
        json.member("says", sentence)
    }
}

extension PendingDeadline {
    func write(to json: inout JSONWriter, under procedure: CaseProcedure?, in zone: Zone) {
        json.object { json in
            json.member("kind", kind.rawValue)
            json.member("due", due, in: zone)
            json.member("then", kind.outcome(under: procedure))
            json.member("says", kind.sentence(under: procedure))
        }
    }
}

extension Instruction {
    package func write(to json: inout JSONWriter, in zone: Zone) {
        json.object { json in
            json.member("id", id.text)
            json.member("shop", order.shop.text)
            json.member("order", order.order.text)
            json.member("case", caseID?.text)
            json.member("consumer", consumer.text)
            json.member("amount", amount)
            json.member("status", status.rawValue)
            json.member("decided_at", decidedAt, in: zone)
            json.member("attempts", Int64(attempts))
            json.member("next_attempt", nextAttempt, in: zone)
        }
    }
}

/// What would come of a command, with nothing written.
package struct Rehearsal: Sendable {
    private let moves: [CaseMove]
    private let opening: CaseOpening?
    private let instructions: [Instruction]
    private let orderMoves: [OrderMove]

    package init(_ events: [JournalEvent]) {
        moves = events.compactMap { if case .caseMoved(let move) = $0 { move } else { nil } }
        opening = events.lazy.compactMap { if case .caseOpened(let opening) = $0 { opening } else { nil } }.first
        instructions = events.compactMap { event in
            switch event {
            case .instructed(let instruction), .instructionMoved(let instruction): instruction
            default: nil
            }
        }
        orderMoves = events.compactMap { if case .orderMoved(let move) = $0 { move } else { nil } }
    }

    /// The stage that the case would be at; nil where none is concerned.
    package var stage: CaseTable.Stage? {
        moves.last?.stage ?? opening.map { $0.answer == .merchant ? .awaitingDecision : .awaitingRecords }
    }

    /// What a person would be told.
    package var sentence: String {
        var lines = moves.map { "it would happen: \($0.sentence)" } + orderMoves.map { "the order: \($0.event.word)" }
        if opening != nil { lines.insert("a case would be opened", at: 0) }
        if let stage { lines.append("the case would be at \(stage.rawValue)") }
        return (lines + ["nothing was written"]).joined(separator: "\n") + "\n"
    }

    package func write(to json: inout JSONWriter, in zone: Zone) {
        json.object { json in
            json.member("dry_run", true)
            json.member("stage", stage?.rawValue)
            if let opening {
                json.member("refund", Money(minorUnits: opening.total, opening.currency))
                json.member("claimable_until", opening.claimableUntil, in: zone)
                json.member("guarantee_book", opening.guaranteeBook)
            }
            json.key("would")
            json.array(moves) { json, move in json.object { move.writeMembers(to: &$0, in: zone) } }
            json.key("order")
            json.array(orderMoves) { $0.string($1.event.word) }
            json.key("pays")
            json.array(instructions) { json, instruction in
                json.object { json in
                    json.member("amount", instruction.amount)
                    json.member("status", instruction.status.rawValue)
                }
            }
        }
    }
}

extension JSONWriter {
    package mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        bool(value)
    }

    /// An instant as it stands on clocks of a zone; null where there is none.
    package mutating func member(_ name: StaticString, _ value: Instant?, in zone: Zone) {
        key(name)
        if let value { string(RFC3339.format(value, in: zone)) } else { null() }
    }

    package mutating func member(_ name: StaticString, _ value: Money) {
        key(name)
        object { json in
            json.member("amount", value.minorUnits)
            json.member("currency", value.currency.code)
        }
    }
}
