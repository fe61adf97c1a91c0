import FoundationEssentials
import NIOSSL

/// Turns the settings into what the server needs to speak TLS.
enum TransportSecurity {
    /// - Throws: `WebError` that names the file and what is wrong with it.
    static func context(for transport: WebSettings.Transport, names: [String]) throws -> NIOSSLContext? {
        let certificate: String
        let key: String
        switch transport {
        case .plain:
            return nil
        case .files(let certificatePath, let keyPath):
            (certificate, key) = (certificatePath, keyPath)
        case .selfSigned(let folder):
            (certificate, key) = try SelfSigned.files(in: folder, names: names)
        }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate)
            guard !chain.isEmpty else { throw WebError("\(certificate) holds no certificate in PEM") }
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        } catch let error as WebError {
            throw error
        } catch {
            throw WebError("cannot use the certificate \(certificate) with the key \(key): \(error)")
        }
    }
}
