"""A capture whose names are hostile: markup, escapes of terminals and characters that turn text around, in DNS, HTTP, TLS and DHCP; then, some minutes later, another capture's packets."""
import struct

MARKUP = b"<img src=x onerror=window.pwned=1>"
TURNED = b"\xe2\x80\xaegpj.exe\x1b[31mred\x1b]0;pwned\x07"
CLIENT, SERVER, NAMES = "192.168.20.77", "198.51.100.77", "192.168.20.10"
quiet = 360


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def address(text):
    return bytes(int(part) for part in text.split("."))


def ethernet(source, target, protocol, body):
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 7, 0, 64, protocol, 0, address(source), address(target))
    header = header[:10] + struct.pack("!H", checksum(header)) + header[12:]
    hardware = {CLIENT: b"\x02\x00\x00\x00\x00\x4d", "0.0.0.0": b"\x02\x00\x00\x00\x00\x4d"}
    far = b"\x02\x00\x00\x00\x00\x01"
    return hardware.get(target, far) + hardware.get(source, far) + b"\x08\x00" + header + body


def udp(source, target, ports, body):
    return ethernet(source, target, 17, struct.pack("!HHHH", *ports, 8 + len(body), 0) + body)


def tcp(source, target, ports, sequence, acknowledged, flags, body=b""):
    segment = struct.pack("!HHIIBBHHH", *ports, sequence, acknowledged, 0x50, flags, 64000, 0, 0) + body
    pseudo = address(source) + address(target) + struct.pack("!BBH", 0, 6, len(segment))
    return ethernet(source, target, 6, segment[:16] + struct.pack("!H", checksum(pseudo + segment)) + segment[18:])


def conversation(port, own, request, answer):
    """A whole connection: opened, one request, one answer, closed."""
    there, back = (CLIENT, SERVER, (own, port)), (SERVER, CLIENT, (port, own))
    yield tcp(*there, 100, 0, 0x02)
    yield tcp(*back, 900, 101, 0x12)
    yield tcp(*there, 101, 901, 0x10)
    yield tcp(*there, 101, 901, 0x18, request)
    yield tcp(*back, 901, 101 + len(request), 0x18, answer)
    yield tcp(*there, 101 + len(request), 901 + len(answer), 0x11)
    yield tcp(*back, 901 + len(answer), 102 + len(request), 0x11)
    yield tcp(*there, 102 + len(request), 902 + len(answer), 0x10)


def client_hello(name):
    server = struct.pack("!HBH", len(name) + 3, 0, len(name)) + name
    extensions = struct.pack("!HH", 0, len(server)) + server
    hello = b"\x03\x03" + bytes(32) + b"\0" + b"\0\x02\x13\x01" + b"\x01\0" + struct.pack("!H", len(extensions)) + extensions
    handshake = b"\x01" + struct.pack("!I", len(hello))[1:] + hello
    return b"\x16\x03\x01" + struct.pack("!H", len(handshake)) + handshake


def dhcp(operation, kind, name):
    options = b"\x63\x82\x53\x63" + bytes([53, 1, kind, 50, 4]) + address(CLIENT) + bytes([12, len(name)]) + name + b"\xff"
    own = b"\0\0\0\0" if operation == 1 else address(CLIENT)
    return bytes([operation, 1, 6, 0]) + b"\x11\x22\x33\x44" + bytes(4) + bytes(4) + own + bytes(8) + b"\x02\0\0\0\0\x4d" + bytes(10) + bytes(192) + options


def packets():
    yield udp("0.0.0.0", "255.255.255.255", (68, 67), dhcp(1, 3, MARKUP))
    yield udp("192.168.20.1", CLIENT, (67, 68), dhcp(2, 5, MARKUP))
    for own, label in ((40001, MARKUP), (40002, TURNED)):
        question = bytes([len(label)]) + label + b"\x07example\0\0\x01\0\x01"
        yield udp(CLIENT, NAMES, (own, 53), b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0" + question)
        yield udp(NAMES, CLIENT, (53, own), b"\x12\x34\x81\x80\0\x01\0\x01\0\0\0\0" + question + b"\xc0\x0c\0\x01\0\x01\0\0\0\x3c\0\x04" + address(SERVER))
    request = b"GET /<script>window.pwned=1</script> HTTP/1.1\r\nHost: " + MARKUP + b"\r\nUser-Agent: <svg onload=window.pwned=1>" + TURNED + b"\r\n\r\n"
    yield from conversation(80, 40003, request, b"HTTP/1.1 200 OK\r\nServer: " + MARKUP + b"\r\nContent-Length: 0\r\n\r\n")
    yield from conversation(443, 40004, client_hello(MARKUP), b"\x15\x03\x03\0\x02\x02\x28")


def write(path, after):
    """`after` is a little-endian pcap with microseconds, as the program writes it: its packets follow after `quiet` seconds."""
    rest = open(after, "rb").read()
    assert rest[:4] == b"\xd4\xc3\xb2\xa1", "not a little-endian pcap with microseconds"
    begin = struct.unpack("<I", rest[24:28])[0] - quiet
    with open(path, "wb") as out:
        out.write(rest[:24])
        for index, packet in enumerate(packets()):
            out.write(struct.pack("<IIII", begin, 1000 * index, len(packet), len(packet)) + packet)
        out.write(rest[24:])
