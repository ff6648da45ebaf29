import Hummingbird
import Logging
import SuretyEngine
import SuretyStore

/// Turns every error into a problem answer. What was not foreseen is logged once, here, and told to nobody.
struct ProblemMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return try problem.response(from: request, context: context)
        } catch let error as any HTTPResponseError {
            return try Problem(error.status).response(from: request, context: context)
        } catch let error as StoreError {
            context.logger.error("a request failed on the database", metadata: ["fault": "\(error)"])
            return try Problem(error).response(from: request, context: context)
        } catch is Batcher.Overloaded {
            return try Problem.overloaded.response(from: request, context: context)
        } catch {
            context.logger.error("a request failed", metadata: ["type": "\(type(of: error))"])
            let problem = Problem(.internalServerError, "internal", "Something went wrong on our side")
            return try problem.response(from: request, context: context)
        }
    }
}

extension Problem {
    /// What the framework refuses before a route is reached.
    fileprivate init(_ status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .notFound("There is nothing at this address")
        case .contentTooLarge: self.init(status, "too-large", "The body is larger than 8 MiB")
        default: self.init(status, "refused", status.reasonPhrase)
        }
    }

    init(_ error: StoreError) {
        switch error {
        case .unavailable, .commitUnknown, .disk: self = .unavailable
        case .duplicate, .refused, .corrupt, .statement:
            self.init(.internalServerError, "internal", "Something went wrong on our side")
        }
    }
}

/// Finds out who asks. Routes decide what that permits.
struct AuthenticationMiddleware: RouterMiddleware {
    let keys: APIKeys
    let readers: ReaderThreads

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let header = request.headers[.authorization], header.prefix(7).lowercased() == "bearer " {
            let bearer = String(header.dropFirst(7))
            context.caller = try await readers.run { try keys.authenticate(bearer) }
        }
        guard context.caller != nil else { throw Problem.unauthorised }
        return try await next(request, context)
    }
}
