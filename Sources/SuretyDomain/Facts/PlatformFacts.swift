/// How the marketplace's own watch over abuse sees a consumer.
package struct ConsumerStood: Hashable, Sendable {
    /// The marketplace's identifier as told, an alias as recorded.
    package var consumer: ConsumerID
    package var standing: Standing
    /// Why, as a code of the marketplace's.
    package var reason: String?

    package init(consumer: ConsumerID, standing: Standing, reason: String?) {
        self.consumer = consumer
        self.standing = standing
        self.reason = reason
    }
}

/// A source has told everything it knows that happened before the fact's instant. What depends on the absence of its
/// word waits for this.
package struct SourceCaughtUp: Hashable, Sendable {
    package init() {}
}
