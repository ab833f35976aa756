import Glibc

/// A terminal that hands over each key as it comes, and shows none, for as long as this object is there.
final class UnbufferedKeys {
  private let descriptor: Int32
  private var before = termios()

  /// Takes the terminal over; nil where there is none. `discards` drops what was typed and not read.
  init?(_ descriptor: Int32, discards: Bool) {
    self.descriptor = descriptor
    guard isatty(descriptor) == 1, tcgetattr(descriptor, &before) == 0 else { return nil }
    var keys = before
    keys.c_lflag &= ~UInt32(ICANON | ECHO)
    guard tcsetattr(descriptor, discards ? TCSAFLUSH : TCSADRAIN, &keys) == 0 else { return nil }
  }

  deinit { tcsetattr(descriptor, TCSADRAIN, &before) }

  /// Waits for what comes next, at most `milliseconds` (-1: as long as it takes); nothing at the end, and when a signal
  /// comes.
  func read(_ most: Int, milliseconds: Int32 = -1) -> [UInt8] {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) == 1 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      count = max(Glibc.read(descriptor, buffer.baseAddress, most), 0)
    }
  }
}
