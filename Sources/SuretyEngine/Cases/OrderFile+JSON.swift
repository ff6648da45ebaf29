package import SuretyDomain
import SuretyLabels
package import SuretyWire

extension OrderFile {
    /// The order as `/v1/shops/{shop}/orders/{order}` writes it; instants in the rules' zone.
    package func write(to json: inout JSONWriter, at now: Instant, in zone: Zone) {
        json.object { json in
            json.member("shop", key.shop.text)
            json.member("order", key.order.text)
            json.member("consumer", payment.value.consumer.text)
            json.member("paid_at", payment.at, in: zone)
            json.member("dispatched_at", order.dispatchedAt, in: zone)
            json.member("signed_at", order.signedAt, in: zone)
            json.member("receipt_confirmed_at", order.receiptConfirmedAt, in: zone)
            json.member("closed_at", order.closedAt, in: zone)
            json.member("needs_person", order.needsPerson)
            json.member("receipt_extended", order.clock.isExtended)
            json.key("lines")
            json.array(lines) { $1.write(to: &$0, at: now, in: zone) }
            json.key("steps")
            json.array(order.steps.entries) { json, entry in
                json.object { json in
                    json.member("step", entry.value.step.rawValue)
                    json.member("at", entry.at, in: zone)
                    json.member("parcel", entry.value.parcel?.text)
                    json.member("waybill", entry.value.waybill)
                    json.member("signed_by", entry.value.signedBy?.rawValue)
                }
            }
            json.key("deadlines")
            json.array(pending) { json, deadline in deadline.write(to: &json, under: nil, in: zone) }
            writeMoney(to: &json, in: zone)
            json.key("cases")
            json.array(cases) { $1.write(to: &$0, in: zone) }
        }
    }

    private func writeMoney(to json: inout JSONWriter, in zone: Zone) {
        let currency = payment.value.currency
        json.key("money")
        json.object { json in
            json.member("paid", Money(minorUnits: order.amountPaid, currency))
            json.member("in_escrow", Money(minorUnits: escrow, currency))
            json.member("refunded_outside", Money(minorUnits: order.money.refundedByFacts, currency))
            json.key("instructions")
            json.array(instructions) { $1.write(to: &$0, in: zone) }
        }
    }
}

extension OrderFile.Line {
    fileprivate func write(to json: inout JSONWriter, at now: Instant, in zone: Zone) {
        json.object { json in
            json.member("line", paid.line.text)
            json.member("product", paid.product.text)
            json.member("quantity", paid.quantity)
            json.member("paid", paid.paid)
            json.member("freight", paid.freight)
            json.key("labels")
            json.array(labels) { json, label in
                json.object { json in
                    json.member("programme", label.programme.text)
                    json.member("edition", label.edition)
                }
            }
            json.key("promises")
            json.array(promises) { json, promise in
                json.object { json in
                    json.member("right", promise.right.text)
                    json.member("claimable", promise.claim.isOpen(at: now))
                    promise.claim.writeMembers(to: &json, in: zone)
                }
            }
        }
    }
}

extension OrderFile.Claimable {
    fileprivate func writeMembers(to json: inout JSONWriter, in zone: Zone) {
        switch self {
        case .within(let from, let until):
            json.member("from", from, in: zone)
            json.member("until", until, in: zone)
        case .amountNotBelow(let limit):
            json.member("because", "amount-not-below")
            json.member("limit", limit)
        case .calendarUnpublished(let year):
            json.member("because", "calendar-unpublished")
            json.member("year", Int64(year))
        case .notCarriedOut: json.member("because", "not-carried-out")
        }
    }
}
