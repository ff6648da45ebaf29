package import SuretyDomain
import SuretyWire

/// Ids that are given out here: they begin with their partition, so that whoever holds one can be sent to it, then the
/// time, so that rows lie in order, then chance, so that none can be guessed.
package enum MintedID {
    /// `07-018f3a5c9d20-5f1c…`: partition, milliseconds, 80 random bits.
    package static func make(in partition: Partition, _ surroundings: Surroundings) -> String {
        let place = partition.index < 10 ? "0\(partition.index)" : "\(partition.index)"
        let time = String(max(0, surroundings.now().milliseconds), radix: 16)
        let padded = String(repeating: "0", count: max(0, 12 - time.count)) + time
        return "\(place)-\(padded)-\(Digest.hex(surroundings.randomBytes(10)))"
    }

    /// Where an id lives; nil for a text that is none of ours.
    package static func partition(of text: String) -> Partition? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 2, parts[1].utf8.count >= 12, parts[2].utf8.count == 20 else {
            return nil
        }
        return Int(parts[0]).flatMap(Partition.init(index:))
    }
}
