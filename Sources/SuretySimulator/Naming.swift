import SuretyDomain

/// The simulated marketplace's identifiers. Those of facts and orders sort by time; all are short enough to be held
/// without an allocation of their own.
enum Naming {
    static func shop(_ index: Int) -> ShopID { ID("shop-" + number(index + 1, digits: 4)) }

    static func product(_ index: Int, ofShop shop: Int) -> ProductID {
        ID("p-" + number(shop + 1, digits: 4) + "-" + number(index + 1, digits: 2))
    }

    static func promoter(_ index: Int) -> PromoterID { ID("promoter-" + number(index + 1, digits: 3)) }

    static func consumer(_ index: Int) -> ConsumerID { ID(text("buyer-", decimal: index + 1, digits: 7)) }

    static func waybill(_ order: Int, parcel: Int) -> String { text("YD", decimal: order * 10 + parcel, digits: 11) }

    static func checkout(_ order: Int) -> String { text("c-", decimal: order, digits: 9) }

    /// Nine digits for the millisecond, six for the place in the telling.
    static func fact(_ place: Int, toldAt told: Instant) -> FactID { ID(timed(nil, told, place, digits: 6)) }

    static func order(_ place: Int, paidAt paid: Instant) -> OrderID {
        ID(timed(UInt8(ascii: "o"), paid, place, digits: 5))
    }

    /// The room of a promoter's stream on one day: the twelfth promoter's on the thirty-first is `room-0000120031`.
    static func room(_ promoter: Int, day: Int) -> String {
        text("room-", decimal: (promoter + 1) * 10_000 + day + 1, digits: 10)
    }

    /// With leading zeros; longer where it does not fit.
    private static func number(_ value: Int, digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// As `number`, for what is named by the million.
    private static func text(_ prefix: StaticString, decimal value: Int, digits: Int) -> String {
        let head = prefix.utf8CodeUnitCount
        return String(unsafeUninitializedCapacity: head + digits) { buffer in
            for place in 0..<head { buffer[place] = prefix.utf8Start[place] }
            var left = value
            for place in (head..<head + digits).reversed() {
                buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
                left /= 10
            }
            return head + digits
        }
    }

    private static func timed(_ prefix: UInt8?, _ instant: Instant, _ place: Int, digits: Int) -> String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            var length = 0
            if let prefix {
                buffer[0] = prefix
                length = 1
            }
            append(UInt64(max(0, instant.milliseconds)), digits: 9, to: buffer, &length)
            append(UInt64(place), digits: digits, to: buffer, &length)
            return length
        }
    }

    private static func append(
        _ value: UInt64, digits: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, _ length: inout Int
    ) {
        for place in (0..<digits).reversed() {
            buffer[length] = alphabet.utf8Start[Int(value >> (UInt64(place) * 5) & 31)]
            length += 1
        }
    }

    /// In the order of ASCII, without letters that look like digits.
    private static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"
}
