import HTTPTypes
import Hummingbird
import NIOCore
import SuretyWire

/// An answer that says no: RFC 9457, with a stable code, where it is, and what would be right.
struct Problem: Error, HTTPResponseError {
    let status: HTTPResponse.Status
    let code: String
    let title: String
    var errors: [Detail] = []
    var headers = HTTPFields()

    struct Detail: Sendable {
        let pointer: String
        let code: String
        let message: String
    }

    init(_ status: HTTPResponse.Status, _ code: String, _ title: String, errors: [Detail] = []) {
        self.status = status
        self.code = code
        self.title = title
        self.errors = errors
    }

    init(_ faults: FactFaults) {
        self.init(
            .unprocessableContent, "invalid-fact", "The fact is not right",
            errors: faults.all.map { Detail(pointer: $0.pointer, code: $0.code.rawValue, message: $0.message) })
    }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "about:blank")
            json.member("title", title)
            json.member("status", Int64(status.code))
            json.member("code", code)
            json.member("request_id", context.id)
            if !errors.isEmpty {
                json.key("errors")
                json.array(errors) { json, detail in
                    json.object { json in
                        json.member("pointer", detail.pointer)
                        json.member("code", detail.code)
                        json.member("message", detail.message)
                    }
                }
            }
        }
        var fields = headers
        fields[.contentType] = "application/problem+json"
        return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}

extension Problem {
    static let unauthorised: Problem = {
        var problem = Problem(.unauthorized, "unauthorised", "Send a valid API key as a bearer token")
        problem.headers[.wwwAuthenticate] = "Bearer"
        return problem
    }()
    static let forbidden = Problem(.forbidden, "forbidden", "This key's role may not do this")
    static func notFound(_ what: String) -> Problem { Problem(.notFound, "not-found", what) }
    static let overloaded: Problem = {
        var problem = Problem(.tooManyRequests, "overloaded", "Too much is waiting; try again shortly")
        problem.headers[.retryAfter] = "1"
        return problem
    }()
    static let unavailable = Problem(.serviceUnavailable, "database-unavailable", "The database cannot be reached now")
}
