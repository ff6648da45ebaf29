/// The aggregate that owns a fact: everything decided about it is decided in one place.
package enum Home: Hashable, Sendable {
    /// A shop with its products, orders and cases.
    case shop(ShopID)
    case promoter(PromoterID)
    case consumer(String)
    case platform

    /// The home in one text: `shop/…`.
    package var text: String {
        switch self {
        case .shop(let id): "shop/\(id.text)"
        case .promoter(let id): "promoter/\(id.text)"
        case .consumer(let id): "consumer/\(id)"
        case .platform: "platform"
        }
    }

    /// The partition this home lives in, for ever: a stable hash of its kind and id over 64 partitions.
    package var partition: Partition {
        switch self {
        case .shop(let id): Partition(hashing: "shop/", id.text)
        case .promoter(let id): Partition(hashing: "promoter/", id.text)
        case .consumer(let id): Partition(hashing: "consumer/", id)
        case .platform: Partition(hashing: "platform/", "")
        }
    }
}
