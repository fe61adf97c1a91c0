import Glibc

/// How many files and sockets this process may have open.
package enum FileLimit {
    /// Raises the soft limit as far as the hard one allows, up to `wanted`, and returns what holds now.
    ///
    /// The usual soft limit of 1,024 would let a thousand idle connections shut everybody else out.
    package static func raise(to wanted: Int) -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(resource, &limit) == 0 else { return 1_024 }
        let goal = min(rlim_t(clamping: wanted), limit.rlim_max)
        if limit.rlim_cur < goal {
            limit.rlim_cur = goal
            _ = unsafe setrlimit(resource, &limit)
            _ = unsafe getrlimit(resource, &limit)
        }
        return Int(clamping: limit.rlim_cur)
    }
}
