// Facts: RFC 9293.

extension WordEntry {
  static let tcpStates: [WordEntry] = [
    WordEntry("CLOSED", means: "There is no connection."),
    WordEntry(
      "LISTEN", means: "Waits for SYNs; each becomes a connection of its own while this socket goes on listening."),
    WordEntry("SYN_SENT", "SYN-SENT", means: "SYN was sent; the answer has not come.", here: "connect is waiting."),
    WordEntry(
      "SYN_RCVD", "SYN-RECEIVED", "SYN_RECEIVED",
      means: "SYN came and was answered with SYN ACK; the last ACK of the handshake is missing.",
      here: "seen between hosts; the listening socket itself stays in LISTEN."),
    WordEntry("ESTABLISHED", means: "The handshake is done: data may flow in both directions."),
    WordEntry(
      "FIN_WAIT_1", "FIN-WAIT-1", means: "This side has sent FIN; its ACK has not come.",
      here: "after shutdown send or closesocket."),
    WordEntry(
      "FIN_WAIT_2", "FIN-WAIT-2",
      means: "This side's FIN is acknowledged; the other side has not sent its own yet. It "
        + "may still send data: a half-close.",
      todo: "waits for the peer's program to close. One that stays so for long has "
        + "a peer that forgot to."),
    WordEntry(
      "CLOSE_WAIT", "CLOSE-WAIT", means: "The peer has sent FIN; this side has not closed yet. recv gives 0.",
      todo: "call closesocket. Many of them are a leak in this program, not in the network."),
    WordEntry("CLOSING", means: "Both sides sent FIN at once, and ours is not acknowledged yet."),
    WordEntry(
      "LAST_ACK", "LAST-ACK", means: "The peer closed first, this side has sent its FIN now and waits for the ACK."),
    WordEntry(
      "TIME_WAIT", "TIME-WAIT",
      means: "The side that closed first waits, lest late segments meet a new connection "
        + "and to answer a repeated FIN.", here: "60 s on Linux, two minutes or more on Windows by default.",
      todo: "normal. It belongs to whoever closes first: let that be the client where there are many."),
  ]

  static let tcpWords: [WordEntry] = [
    WordEntry(
      "SYN", means: "Begins a connection and its numbering: the first sequence number of a side. It counts as one."),
    WordEntry("ACK", means: "ack is the next sequence number that is expected: all before it has arrived."),
    WordEntry("FIN", means: "No more data will come from this side. It counts as one sequence number."),
    WordEntry(
      "RST", "reset", means: "The connection is broken off, or never was: what is on the way is thrown away.",
      here: "answers to a SYN where nobody listens, SO_LINGER on,0, closing with unread data."),
    WordEntry("PSH", means: "Hand the data to the program now. Set on the last segment of a send."),
    WordEntry("URG", means: "The urgent pointer counts: see MSG_OOB."),
    WordEntry(
      "seq", "sequence number", means: "The number of a segment's first byte in its side's stream.",
      here: "counted from 0 at the SYN, as Wireshark does; on the wire it begins with a random number."),
    WordEntry(
      "win", "window",
      means: "How many bytes the sender of this segment can take in at the moment. 0 stops the other "
        + "side."),
    WordEntry(
      "ws", "wscale", "window scale",
      means: "How far windows are shifted after the SYN, which has only 16 bits for "
        + "them. Both SYNs must carry it."),
    WordEntry(
      "SACK", "sackPermitted",
      means: "This side understands selective acknowledgements: of what arrived "
        + "beyond a gap."),
    WordEntry(
      "MSS",
      means: "The longest payload that a side can receive in one segment; an option of its SYN. Each side "
        + "announces its own: nothing is negotiated, and the two may differ.",
      here: "1460: an MTU of 1500 less 20 bytes of IPv4 and 20 of TCP."),
    WordEntry("MTU", means: "The longest packet that a link carries; 1500 on Ethernet."),
    WordEntry(
      "handshake", "three-way handshake",
      means: "SYN, SYN ACK, ACK: both sides announce their first sequence number and "
        + "have it acknowledged.", here: "done by the two systems: connect waits for it, accept does not take part."),
    WordEntry(
      "four-way close", "close sequence",
      means: "FIN and ACK from each side. The second side's ACK and FIN may share "
        + "a segment, both may close at once, and RST needs one segment only."),
    WordEntry("half-close", means: "One direction is closed, the other still open: shutdown send, then recv until 0."),
    WordEntry("retransmission", means: "A segment is sent again since its ACK did not come in time."),
    WordEntry(
      "Nagle",
      means: "While data is unacknowledged, small pieces are collected instead of sent. TCP_NODELAY turns "
        + "it off."),
    WordEntry(
      "delayed ACK", means: "An ACK waits a little for data to travel with it.",
      here: "off, so that transcripts are "
        + "the same on every run."),
    WordEntry("keep-alive", means: "Probes on an idle connection: see SO_KEEPALIVE."),
    WordEntry(
      "ephemeral port", means: "A port that the system chooses for a socket that was not bound to one.",
      here: "49152, 49153, … in order."),
    WordEntry("port", means: "A number from 0 to 65535 that distinguishes the sockets of one address."),
    WordEntry("urgent data", "out-of-band", "OOB", means: "See MSG_OOB: a mark in the stream, no second channel."),
    WordEntry(
      "loopback", means: "The network of the machine with itself: 127.0.0.1 and ::1.",
      here: "a private one with an MTU of 1500, so that traces look as between two machines."),
    WordEntry(
      "inferred", means: "A packet of a trace that was not captured but follows from what the calls did.",
      here: "where the system lets nothing be captured; it has no fields that are not known."),
    WordEntry("captured", means: "A packet of a trace that was read off the network."),
  ]
}
