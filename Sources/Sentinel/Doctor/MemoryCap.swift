/// The most memory that traffic can make the program take, whatever is sent: held by `doctor --hostile` and stated in
/// docs/architecture.md.
///
/// It is what every table full at once takes, measured: most of it are a million flows of 240 bytes and the streams being read.
package enum MemoryCap {
    package static var bytes: Int { 512 << 20 }
}
