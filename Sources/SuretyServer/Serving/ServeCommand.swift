import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import SuretyAPI
import SuretyEngine
import SuretyStore

struct ServeCommand: ParsableCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Take facts and answer questions over HTTP until told to stop.")

    @OptionGroup var options: DatabaseOptions
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 for one of the system's choosing.") var port = 8080
    @Option(help: "live, or virtual: one that stands still until POST /v1/test/clock moves it.")
    var clock: ServingClock = .live
    @Option(help: "Where a virtual clock starts, such as 2022-10-01T00:00:00+08:00; now by default.")
    var clockStart: String?
    @Option(help: "Who pays buyers: marketplace, which fetches the instructions, or sandbox, which plays a provider.")
    var payments: PayingParty = .marketplace

    func execute(_ console: Console) async throws -> ExitStatus {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let clock = try virtualClock()
        let engine = try options.openEngine(console, in: surroundings(by: clock))
        try clock?.catchUp(with: engine.database)
        let logger = Logger(label: "surety")
        let batcher = Batcher(engine) { reason in
            logger.critical("the disk failed; ending, to start from what it holds", metadata: ["fault": "\(reason)"])
            Foundation.exit(ExitStatus.fault.rawValue)
        }
        let chores = try ChoreThread(engine, logger: logger)
        let socket = try options.address.socketPath(console).map { try CommandSocket(path: $0, engine: engine) }
        let application = Application(
            // Moved by hours at a time, a virtual clock says nothing of how long a node was not heard of.
            router: SuretyRouter.make(
                engine: engine, batcher: batcher, lease: clock == nil ? chores.lease : nil, clock: clock),
            configuration: .init(address: .hostname(host, port: port), serverName: "surety"),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                console.out("surety is serving on http://\(host):\(port)\n")
            },
            logger: logger)
        defer {
            let isQuiet = socket?.stop() ?? true
            batcher.stop()
            chores.stop()
            // Under a command that still runs nothing may be closed; its end is the process's end.
            if isQuiet { try? engine.database.close() }
        }
        do {
            try await application.runService()
        } catch let error as IOError {
            throw ListeningFault(address: "\(host):\(port)", code: error.errnoCode)
        } catch is SocketAddressError.UnknownHost {
            throw ListeningFault(address: "\(host):\(port)", reason: "there is no such address")
        }
        console.out("surety has stopped\n")
        return .done
    }

    private func virtualClock() throws -> VirtualClock? {
        switch clock {
        case .live: nil
        case .virtual: VirtualClock(try Text.instant(clockStart, "--clock-start") ?? .now)
        }
    }

    private func surroundings(by clock: VirtualClock?) -> Surroundings {
        var surroundings = Surroundings.live
        if let clock { surroundings.now = { clock.now } }
        surroundings.provider = payments.provider
        return surroundings
    }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes 0 to 65535, not \(port)") }
        if clockStart != nil, clock == .live { throw ValidationError("--clock-start belongs to --clock virtual") }
    }
}
