// Words of TCP and IP that courses use. Sources: RFC 9293 (TCP), 5681 (congestion control), 6298 (the retransmission
// timer), 2018 and 2883 (SACK), 7323 (timestamps), 3168 (ECN), 791 and 8200 (IP), 1191 and 8201 (path MTU), 792 (ICMP),
// 826 (ARP), 4987 (SYN floods).

extension WordEntry {
  static let congestionWords: [WordEntry] = [
    WordEntry(
      "congestion window", "cwnd",
      means:
        "How much a sender lets be under way so that the network is not overrun; the receiver's window is the other limit, and the smaller one counts. It is the sender's own number and in no segment.",
      here: "Linux begins with 10 segments; between hosts show c tells it, and plot c cwnd draws it."),
    WordEntry(
      "slow start",
      means:
        "The congestion window grows by a segment for each one that is acknowledged, so that it doubles in each round trip, until something is lost or the threshold (ssthresh) is reached; then congestion avoidance adds about one segment a round trip."
    ),
    WordEntry(
      "congestion avoidance", "AIMD", "ssthresh",
      means:
        "The congestion window grows by about one segment in each round trip, and is cut when something is lost. Slow start comes before it, up to ssthresh."
    ),
    WordEntry(
      "fast retransmit", "fast recovery",
      means:
        "Three duplicate ACKs tell a sender that a segment was lost and later ones arrived: it sends that segment again at once, without waiting for the retransmission timer, and cuts its congestion window instead of starting over.",
      here: "wire loses a segment between hosts: drop it, and send more behind it."),
    WordEntry(
      "duplicate ACK", "dup ACK",
      means:
        "An acknowledgment for a number that was acknowledged already. A receiver sends one for each segment that comes out of order: it says which one is missing."
    ),
    WordEntry(
      "RTO", "retransmission timeout", "retransmission timer",
      means:
        "How long a sender waits for an acknowledgment before it sends a segment again: the smoothed round-trip time and four times its variation, and twice as long after each time in vain. It starts at one second where nothing was measured yet.",
      here: "Linux waits 200 ms at least, Windows 300 ms."),
    WordEntry(
      "RTT", "round-trip time",
      means: "The time from sending a segment until its acknowledgment is back. The retransmission timer is made of it."
    ),
    WordEntry(
      "D-SACK", "DSACK",
      means:
        "A SACK block for bytes that had been received before: the receiver tells the sender that a retransmission was not needed."
    ),
    WordEntry(
      "zero window", "window probe", "persist timer",
      means:
        "A receiver whose buffer is full announces a window of 0, and the sender stops. When there is room again it sends a window update; should that be lost, the sender asks with small probes now and then.",
      here: "send much more than the receiver's buffers hold, and receive nothing."),
    WordEntry(
      "window update",
      means: "A segment without data whose only purpose is to announce a larger window than the one before."),
    WordEntry(
      "silly window syndrome", "silly window",
      means:
        "Sender and receiver exchange tiny segments because each few bytes of room are announced at once. A receiver waits until a whole segment fits, a sender until it has one (Nagle's algorithm)."
    ),
    WordEntry(
      "ECN", "ECE", "CWR",
      means:
        "Explicit congestion notification: a router marks packets instead of dropping them, the receiver returns the mark as the flag ECE, and the sender that slows down answers with CWR. Both ends agree on it in the handshake."
    ),
    WordEntry(
      "head-of-line blocking",
      means:
        "What arrives behind a lost segment waits for it, since TCP hands bytes over in order. Several streams on one connection hold one another up that way."
    ),
    WordEntry(
      "out of order", "reordering",
      means:
        "A segment that arrives before one that was sent earlier. TCP keeps it and acknowledges the last byte without a gap; the application sees nothing of it.",
      here: "wire reorder=10% between hosts."),
    WordEntry(
      "timestamps", "TSopt",
      means:
        "An option of TCP: each segment carries the sender's clock and returns the peer's. It measures the round-trip time, and tells old segments from new ones when sequence numbers have gone round (PAWS)."
    ),
  ]

  static let wireWords: [WordEntry] = [
    WordEntry(
      "black hole",
      means:
        "A path on which large packets vanish: a router drops what is too large, and its ICMP message is filtered. Small requests pass, and the first large transfer hangs.",
      here: "router r mtu=1500,700 icmp=off between hosts."),
    WordEntry(
      "Fast Open", "TFO",
      means:
        "Data in the SYN. The first connection fetches a cookie from the server; later ones show it, and their first bytes need not wait for the handshake.",
      here: "setsockopt TCP_FASTOPEN on the listener, and on the client before ConnectEx."),
    WordEntry(
      "bufferbloat",
      means:
        "Queues so long that packets wait for hundreds of milliseconds before any is lost. A sender that slows down only for a loss fills them first.",
      here: "router r rate=1mbit queue=100, then plot c rtt."),
    WordEntry(
      "RACK",
      means:
        "Loss detection by time: a segment counts as lost when one that was sent well after it has been acknowledged. It replaces the count of duplicate ACKs."
    ),
    WordEntry(
      "challenge ACK",
      means:
        "The answer to a RST or SYN that is not exactly what the connection expects: an ACK with the right numbers. A genuine peer replies with a RST that matches, a stranger cannot.",
      here: "inject c rst seq=+5000 between hosts."),
    WordEntry(
      "CUBIC", "Reno", "congestion control algorithm",
      means:
        "How the congestion window grows after a loss. Reno adds a segment in each round trip; CUBIC follows a cubic function of the time since the last loss, and is the default of Windows and Linux.",
      here: "set congestion reno|cubic; hosts begin with reno, which depends on the segments alone."),
    WordEntry(
      "Recovery", "Disorder", "Loss", "Open",
      means:
        "States of Linux's congestion control. Open: nothing unusual. Disorder: duplicate ACKs or SACKs have come. CWR: the window is being reduced after an ECN mark. Recovery: a loss is being repaired, after a fast retransmission. Loss: the retransmission timer ran out.",
      here: "inside: tells when it changes, between hosts."),
    WordEntry(
      "scoreboard",
      means:
        "What a sender knows its peer to have beyond the acknowledged number, from SACK blocks. Only the gaps are sent again.",
      here: "show c between hosts."),
    WordEntry(
      "drop-tail",
      means: "A queue that drops what arrives while it is full. The alternative is to drop or mark earlier (RED, ECN).",
      here: "router r rate=1mbit queue=5."),
  ]

  static let networkWords: [WordEntry] = [
    WordEntry(
      "MSS", "maximum segment size",
      means:
        "The most payload that a segment may carry. Each side announces in its SYN what it can receive; nothing is negotiated, and the two directions may differ. It is the MTU less the headers: 1500 - 20 - 20 = 1460 for IPv4 on Ethernet."
    ),
    WordEntry(
      "fragment", "fragmentation",
      means:
        "A part of an IP packet that was larger than a link carries. The parts are put together at the destination, and when one is lost all are. TCP avoids it by its segment size; a large datagram of UDP is fragmented."
    ),
    WordEntry(
      "PMTUD", "path MTU", "path MTU discovery",
      means:
        "A sender finds the smallest MTU on the way: it forbids fragmentation, and a router that cannot forward a packet answers with ICMP and the size that would fit. Where such answers are filtered, large segments vanish (a black hole)."
    ),
    WordEntry(
      "checksum",
      means:
        "A sum over header and data by which a receiver detects damage. Those of TCP and UDP cover the IP addresses as well (the pseudo header). A capture on the sending side may show wrong ones, since the network card fills them in later (offload)."
    ),
    WordEntry(
      "TTL", "hop limit",
      means:
        "A number in the IP header that each router lowers by one; at 0 the packet is dropped and ICMP time exceeded is returned. It ends loops; traceroute is made of it. Windows begins with 128, Linux with 64.",
      here: "setsockopt s IP_TTL 1"),
    WordEntry(
      "ICMP", "port unreachable",
      means:
        "How IP reports: echo (ping), destination unreachable, time exceeded. A datagram to a port where nobody listens is answered by port unreachable, which Windows gives as WSAECONNRESET to a later recvfrom.",
      here: "wsaioctl u SIO_UDP_CONNRESET 0 turns that off."),
    WordEntry(
      "ARP", "neighbor discovery",
      means:
        "A host that has only an IP address of its own network asks everyone there who has it, and learns the Ethernet address. IPv6 does the same with ICMP (neighbor discovery)."
    ),
    WordEntry(
      "DNS",
      means:
        "The service that finds addresses for names. getaddrinfo asks it; sockets themselves know addresses only.",
      here: "a private network reaches no name server: only numbers, localhost and this machine's name are found."),
    WordEntry(
      "NAT",
      means:
        "A router that replaces addresses and ports, so that many hosts share one. Its table forgets idle connections, which keep-alives prevent; a connection from outside needs a forwarded port."
    ),
    WordEntry(
      "multicast",
      means:
        "A datagram to a group of receivers, who joined with IP_ADD_MEMBERSHIP. IPv4 has 224.0.0.0 to 239.255.255.255 for groups. TCP has no multicast."
    ),
    WordEntry(
      "broadcast",
      means:
        "A datagram to every host of a network: 255.255.255.255, or the network's last address. A socket needs SO_BROADCAST for it, or sendto fails with WSAEACCES. IPv6 has none."
    ),
    WordEntry(
      "MSL", "maximum segment lifetime",
      means:
        "How long a segment may wander about: two minutes in the RFC. TIME_WAIT lasts twice as long as a system takes for it; Windows waits two minutes in all, Linux one."
    ),
    WordEntry(
      "half-open",
      means:
        "A connection of which one end knows nothing any more, since it crashed or the cable is out. The other end learns of it by sending: it gets RST, or no answer and a timeout. Keep-alives do that for idle connections.",
      here: "unplug a host."),
    WordEntry(
      "half-closed",
      means:
        "A connection one of whose directions has ended by shutdown(SD_SEND): the other still carries data. FIN_WAIT_2 on the side that ended it, CLOSE_WAIT on the other."
    ),
    WordEntry(
      "simultaneous open",
      means: "Both ends send SYN to each other before either arrives: one connection comes of it, without a listener."),
    WordEntry(
      "SYN queue", "SYN cookie", "SYN flood",
      means:
        "Connections whose handshake has begun wait in a queue beside that of accept. An attacker fills it with SYNs from invented addresses; a server then keeps nothing and puts what it must know into its sequence number (a SYN cookie)."
    ),
    WordEntry(
      "little endian", "big endian", "host byte order",
      means:
        "In which order a number's bytes stand in memory: x86 and ARM have the lowest first, the network the highest first. 0x12345678 is 78 56 34 12 in memory of the former, 12 34 56 78 on the wire.",
      here: "DWORD n = 0x12345678; then show n.", todo: "htons, htonl and their kin."),
  ]
}
