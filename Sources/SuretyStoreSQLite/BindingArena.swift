/// Memory that holds the bytes of texts and blobs while a statement runs. SQLite reads them in place, so a batch costs
/// one copy a value and no allocation a value; letting SQLite keep its own copies allocates and frees each.
final class BindingArena {
    private var blocks: [UnsafeMutableRawBufferPointer] = []
    private var used = 0

    private static let blockSize = 64 * 1024

    deinit { for block in blocks { block.deallocate() } }

    /// The bytes, at an address that stays theirs until `clear`. Never nil: to SQLite that would be NULL, not empty.
    func hold(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        let place = take(bytes.count)
        place.copyMemory(from: bytes)
        return UnsafeRawPointer(place.baseAddress)
    }

    /// Forgets what is held. Call it only when no statement still has it bound and can be stepped.
    func clear() {
        while blocks.count > 1 { blocks.removeLast().deallocate() }
        used = 0
    }

    private func take(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if let block = blocks.last, block.count - used > count {
            defer { used += count }
            return UnsafeMutableRawBufferPointer(rebasing: block[used..<used + count])
        }
        // One byte more, so that an empty value has an address too.
        let block = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(Self.blockSize, count + 1), alignment: MemoryLayout<Int>.alignment)
        blocks.append(block)
        used = count
        return UnsafeMutableRawBufferPointer(rebasing: block[..<count])
    }
}
