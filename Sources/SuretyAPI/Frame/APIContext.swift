package import Hummingbird
import SuretyEngine

/// What a request carries along: who asks.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    var caller: APIKeys.Key?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }

    /// Bodies that are read whole, at most: 8 MiB.
    package var maxUploadSize: Int { 8 * 1_024 * 1_024 }

    /// The caller, who must have one of these roles.
    func require(_ roles: Set<Role>) throws -> APIKeys.Key {
        guard let caller else { throw Problem.unauthorised }
        guard roles.contains(caller.role) else { throw Problem.forbidden }
        return caller
    }
}
