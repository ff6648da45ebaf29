import CPostgres
import SuretyStore

/// Where the server is and who we are there, as libpq's keywords and values.
struct PostgresAddress: Sendable {
    private let options: [String: String]

    /// Fails without repeating the text, which may hold a password.
    init(_ url: String) throws(StoreError) {
        guard let parsed = PQconninfoParse(url, nil) else {
            throw .refused(
                "the database address cannot be read; write postgres://user@host:5432/database?sslmode=require")
        }
        defer { PQconninfoFree(parsed) }
        var options: [String: String] = [:]
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.options = options
    }

    /// Keywords and values for `PQconnectdbParams`; the limits and the name are ours and win over the address.
    func options(within limits: PostgresLimits) -> [String: String] {
        let ours = [
            "application_name": "surety",
            "client_encoding": "UTF8",
            "connect_timeout": "\(limits.connectSeconds)",
            "keepalives": "1",
            "keepalives_idle": "\(limits.keepalivesIdleSeconds)",
            "keepalives_interval": "\(limits.keepalivesIntervalSeconds)",
            "keepalives_count": "\(limits.keepalivesCount)",
            "tcp_user_timeout": "\(limits.tcpUserTimeoutMilliseconds)",
        ]
        return options.merging(ours) { _, ours in ours }
    }

    /// The message on one line and without the password.
    func redact(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard let password = options["password"], !password.isEmpty else { return line }
        return line.replacing(password, with: "***")
    }
}
