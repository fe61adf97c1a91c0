/// Named by an EtherType: what a link layer, a label or a GRE header may carry.
package protocol LinkContent: Layer {}
/// Named by an IP protocol number.
package protocol InternetContent: Layer {}
/// Named by a UDP port.
package protocol DatagramContent: Layer {}

package protocol CarriesLinkContent: Layer {}
package protocol CarriesInternetContent: Layer {}
package protocol CarriesDatagramContent: Layer {}
/// Carries whole Ethernet frames and nothing else.
package protocol CarriesFrames: Layer {}
package protocol CarriesBytes: Layer {}

extension Stack: LinkContent where Outer: LinkContent {}
extension Stack: InternetContent where Outer: InternetContent {}
extension Stack: DatagramContent where Outer: DatagramContent {}

package func / <Outer: Layer, Inner: LinkContent>(outer: Outer, inner: Inner) -> Stack<Outer, Inner>
where Outer.Last: CarriesLinkContent { Stack(outer: outer, inner: inner) }

package func / <Outer: Layer, Inner: InternetContent>(outer: Outer, inner: Inner) -> Stack<Outer, Inner>
where Outer.Last: CarriesInternetContent { Stack(outer: outer, inner: inner) }

package func / <Outer: Layer, Inner: DatagramContent>(outer: Outer, inner: Inner) -> Stack<Outer, Inner>
where Outer.Last: CarriesDatagramContent { Stack(outer: outer, inner: inner) }

package func / <Outer: Layer>(outer: Outer, inner: Ethernet) -> Stack<Outer, Ethernet>
where Outer.Last: CarriesFrames { Stack(outer: outer, inner: inner) }

package func / <Outer: Layer>(outer: Outer, payload: [UInt8]) -> Stack<Outer, Payload>
where Outer.Last: CarriesBytes { Stack(outer: outer, inner: Payload(payload)) }

package func / <Outer: Layer>(outer: Outer, payload: ArraySlice<UInt8>) -> Stack<Outer, Payload>
where Outer.Last: CarriesBytes { Stack(outer: outer, inner: Payload(payload)) }

/// Bytes at the end of a packet.
package struct Payload: Layer {
    package var content: ArraySlice<UInt8>
    package init(_ content: [UInt8]) { self.content = content[...] }
    package init(_ content: ArraySlice<UInt8>) { self.content = content }
    package var identity: LayerIdentity { LayerIdentity() }
    package func open(in frame: inout FrameBuffer, next: LayerIdentity) { frame.bytes.append(contentsOf: content) }
    package func close(in frame: inout FrameBuffer) {}
}

/// Any bytes under any EtherType: for protocols without a builder, and for garbage on purpose.
package struct OpaqueLinkContent: LinkContent {
    package var etherType: UInt16
    package var content: [UInt8]
    package init(etherType: UInt16, _ content: [UInt8] = []) {
        self.etherType = etherType
        self.content = content
    }
    package var identity: LayerIdentity { LayerIdentity(etherType: etherType) }
    package func open(in frame: inout FrameBuffer, next: LayerIdentity) { frame.bytes.append(contentsOf: content) }
    package func close(in frame: inout FrameBuffer) {}
}

/// Any bytes under any IP protocol number: later fragments, protocol scans, garbage on purpose.
package struct OpaqueInternetContent: InternetContent {
    package var number: UInt8
    package var content: ArraySlice<UInt8>
    package init(protocol number: UInt8, _ content: [UInt8] = []) {
        self.number = number
        self.content = content[...]
    }
    package var identity: LayerIdentity { LayerIdentity(ipProtocol: number) }
    package func open(in frame: inout FrameBuffer, next: LayerIdentity) { frame.bytes.append(contentsOf: content) }
    package func close(in frame: inout FrameBuffer) {}
}
