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

    /// The caller, who must have a role that may do this.
    func require(_ may: (Role) -> Bool) throws -> APIKeys.Key {
        guard let caller else { throw Problem.unauthorised }
        guard may(caller.role) else { throw Problem.forbidden }
        return caller
    }
}
