import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// A certificate the service signs itself, made at the first start and kept.
///
/// It encrypts, but nobody vouches for it: browsers ask once, programs can be told to trust it (`curl --cacert`). It
/// carries no key usage, for one without the right to sign certificates could not vouch for itself. The key is written
/// for its owner only.
enum SelfSigned {
    /// Paths of the certificate and the key in `folder`, made when they are not there.
    static func files(in folder: String, names: [String]) throws -> (certificate: String, key: String) {
        let certificatePath = folder + "/tls-certificate.pem"
        let keyPath = folder + "/tls-key.pem"
        let exists = FileManager.default.fileExists(atPath: certificatePath)
        if exists && FileManager.default.fileExists(atPath: keyPath) { return (certificatePath, keyPath) }
        try PrivateFolder.make(folder)
        let made = try make(names: names, now: Date())
        try write(made.key, to: keyPath, mode: 0o600)
        try write(made.certificate, to: certificatePath, mode: 0o644)
        return (certificatePath, keyPath)
    }

    static func make(names: [String], now: Date) throws -> (certificate: String, key: String) {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("NetSentinel") }
        var subjects: [GeneralName] = [.dnsName("localhost")]
        subjects.append(.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])))
        for name in names where name != "localhost" {
            let parts = name.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
            if parts.count == 4 {
                subjects.append(.ipAddress(ASN1OctetString(contentBytes: ArraySlice(parts))))
            } else if !name.contains(":") {
                subjects.append(.dnsName(name))
            }
        }
        let alternatives = SubjectAlternativeNames(subjects)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey), notValidBefore: now.addingTimeInterval(-3_600),
            notValidAfter: now.addingTimeInterval(730 * 86_400), issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                try ExtendedKeyUsage([.serverAuth])
                alternatives
            },
            issuerPrivateKey: Certificate.PrivateKey(key))
        return (try certificate.serializeAsPEM().pemString, key.pemRepresentation)
    }

    /// Written under its final rights from the first byte.
    private static func write(_ text: String, to path: String, mode: Int) throws {
        let files = FileManager.default
        try? files.removeItem(atPath: path)
        guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: mode]) else {
            throw WebError("cannot write \(path)")
        }
        try Data(text.utf8).write(to: URL(filePath: path), options: [])
    }
}
