extension Partition {
    /// For partition i the smallest non-negative integer that PostgreSQL's hash of a BIGINT puts into the i-th 64th of
    /// the 32-bit range, which is how Citus deals 64 shards. A test computes them again on a real server.
    static let storedValues: [Int64] = [
        60, 8, 82, 1, 31, 88, 79, 24, 10, 92, 48, 109, 5, 112, 50, 166,
        4, 7, 17, 172, 16, 96, 170, 85, 36, 89, 19, 0, 37, 45, 101, 3,
        113, 52, 62, 99, 136, 168, 46, 28, 6, 66, 70, 21, 83, 39, 43, 13,
        2, 351, 27, 95, 58, 149, 41, 179, 9, 80, 59, 22, 12, 11, 44, 18,
    ]
}
