import Steps
import TerminalText

// What changed because of a step; what stayed as it was is not told again.

extension Page {
  /// Operations that completed and packets that were posted, in order.
  mutating func writeFinished(_ finished: [Finished]) {
    for one in finished {
      switch one {
      case .operation(let record): writeCompletion(record)
      case .posted(let packet):
        begin()
        text.append("posted: ")
        appendPacket(packet.key, packet.overlapped, packet.bytes, packet.port)
        end()
      }
    }
  }

  /// Everything but the sockets, in order.
  mutating func writeChanges(_ changes: [Change]) {
    for change in changes {
      switch change {
      case .socket: break
      case .buffer(let name, let change): writeBufferChange(name, change)
      case .overlapped(let name, let before, let now): writeOverlapped(name, before, now)
      case .event(let name, let signaled):
        heading(name, "WSAEVENT")
        text.append(signaled ? "signaled" : "not signaled")
        end()
      }
    }
  }

  private mutating func writeCompletion(_ record: CompletionRecord) {
    begin()
    text.append("completed: ", .label)
    text.append(escaping: record.call)
    text.append(" of step ")
    text.append(Int64(record.step))
    if let overlapped = record.overlapped, record.port == nil {
      text.append(" (")
      text.append(escaping: overlapped)
      text.append(")")
    }
    if record.status.isSuccess {
      text.append(", ")
      appendCount(record.bytes)
    } else {
      text.append(" failed, ")
      append(record.status)
    }
    if let port = record.port {
      text.append(" → ")
      appendPacket(port.key, record.overlapped, record.bytes, port.name)
    }
    if let routine = record.routine {
      text.append(" → routine ")
      text.append(escaping: routine.name)
      text.append(" queued to ")
      text.append(escaping: routine.thread)
    }
    end()
  }

  private mutating func appendPacket(_ key: UInt64, _ overlapped: String?, _ bytes: UInt32, _ port: String) {
    text.append("packet (key ")
    text.append(key)
    text.append(", ")
    text.append(escaping: overlapped ?? "NULL")
    text.append(", ")
    appendCount(bytes)
    text.append(") to ")
    text.append(escaping: port)
  }

  private mutating func writeBufferChange(_ name: String, _ change: BufferChange) {
    let (len, now) = (change.len, change.memory.values)
    heading(name, "WSABUF")
    text.append("len ")
    text.append(len)
    if Int(len) < now.count {
      text.append(" of ")
      text.append(now.count)
    }
    guard let ranges = change.changed else {
      if now.allSatisfy({ $0 == 0 }) {
        if !now.isEmpty { text.append("   ") }
        // A large memory is told by its beginning only.
        if Int(len) > now.count {
          text.append("the first ")
          text.append(now.count)
          text.append(" bytes ")
        }
        if !now.isEmpty { text.append("all zero") }
        return end()
      }
      end()
      return writeDump(now)
    }
    let changed = ChangedBytes(ranges)
    appendChanged(changed)
    end()
    writeDump(now, changed: changed)
  }

  private mutating func appendChanged(_ changed: ChangedBytes) {
    guard let first = changed.first, let last = changed.last else { return }
    text.append("   ")
    appendCount(UInt32(clamping: changed.count))
    text.append(changed.count == 1 ? " changed, at " : " changed, ")
    text.append(Int64(first))
    guard last > first else { return }
    text.append(" to ")
    text.append(Int64(last))
  }
}

// MARK: - WSAOVERLAPPED

extension Page {
  /// The fields that changed; all that mean something where `before` is nil.
  mutating func writeOverlapped(_ name: String, _ before: OverlappedState?, _ now: OverlappedState) {
    if let before, before == now { return }
    heading(name, "WSAOVERLAPPED")
    end()
    writeFields(before, now)
  }

  /// The rows of a WSAOVERLAPPED.
  mutating func writeFields(_ before: OverlappedState?, _ now: OverlappedState) {
    if before?.Internal.code != now.Internal.code {
      field("Internal", before.map { UInt64($0.Internal.code) }, UInt64(now.Internal.code), isHex: true)
      text.pad(to: indent + 30, gap: 3)
      append(now.Internal)
      end()
    }
    if before?.InternalHigh != now.InternalHigh {
      field("InternalHigh", before?.InternalHigh, now.InternalHigh, isHex: false)
      text.pad(to: indent + 30, gap: 3)
      text.append("bytes transferred")
      end()
    }
    writeOffsets(before, now)
    writeEventField(before, now)
  }

  /// Sockets do not use the offsets, so that they are told only where they are not zero.
  private mutating func writeOffsets(_ before: OverlappedState?, _ now: OverlappedState) {
    if (before?.Offset ?? 0) != now.Offset {
      field("Offset", before.map { UInt64($0.Offset) }, UInt64(now.Offset), isHex: false)
      end()
    }
    if (before?.OffsetHigh ?? 0) != now.OffsetHigh {
      field("OffsetHigh", before.map { UInt64($0.OffsetHigh) }, UInt64(now.OffsetHigh), isHex: false)
      end()
    }
  }

  private mutating func writeEventField(_ before: OverlappedState?, _ now: OverlappedState) {
    if let before, before.hEvent == now.hEvent, before.signaled == now.signaled { return }
    begin(4)
    text.append("hEvent        ")
    text.append(escaping: now.hEvent ?? "NULL")
    text.pad(to: indent + 30, gap: 3)
    if let signaled = now.signaled {
      text.append(signaled ? "signaled" : "not signaled")
    } else if now.hEvent != nil {
      text.append("closed")
    }
    end()
  }

  /// `1 byte`, `5 bytes`
  mutating func appendCount(_ bytes: UInt32) {
    text.append(bytes)
    text.append(bytes == 1 ? " byte" : " bytes")
  }

  private mutating func field(_ name: StaticString, _ before: UInt64?, _ now: UInt64, isHex: Bool) {
    begin(4)
    text.append(name)
    text.pad(to: indent + 18, gap: 2)
    if let before {
      append(before, isHex: isHex)
      text.append(" → ")
    }
    append(now, isHex: isHex)
  }

  private mutating func append(_ value: UInt64, isHex: Bool) {
    if isHex, value != 0 { text.append(hex: value) } else { text.append(value) }
  }
}
