import CReadlineShims

/// Lines typed at a terminal, edited with GNU Readline through its callback interface. Readline is one for each process,
/// and so is this.
///
/// Between a line and the next prompt the terminal is in its usual modes, so that what a command prints needs nothing
/// special. While a prompt stands, output goes through `printAbove`.
public final class TypedLines: LineSource {
  /// Gives the candidates for the word that ends at a cursor, and where that word begins. Both count bytes.
  public typealias Completer = (_ line: [UInt8], _ cursor: Int) -> (start: Int, candidates: [String])

  /// Standard input.
  public let descriptor: Int32 = 0
  /// Whether Ctrl-D was typed on an empty line, or the terminal went away.
  public private(set) var isAtEnd = false
  /// Whether an empty line is a line: where Enter alone means something.
  public var keepsEmptyLines = false
  /// Whether lines go into the history: not where they are answers.
  public var keepsHistory = true
  /// Asked when Tab is typed.
  public var completer: Completer?
  /// Tells what may be typed behind a line whose cursor is at its end; nil for nothing. What is there when the first prompt
  /// is drawn counts.
  public var hinter: ((_ line: [UInt8]) -> String?)? {
    didSet {
      let context = Unmanaged.passUnretained(self).toOpaque()
      wsalab_readline_hints(hinter == nil ? nil : Self.hint, context)
    }
  }

  /// GNU Readline's version: 0x0802 is 8.2.
  public static var libraryVersion: Int32 { wsalab_readline_version() }

  private var queue = LineQueue()
  /// The prompt as readline has it.
  private var standing = ""
  private let history: HistoryFile?
  private var isHistoryLoaded = false

  /// Prepares readline; draws nothing and reads no history yet.
  public init(name: String, history: HistoryFile?) {
    self.history = history
    // Readline keeps the name's address.
    let name = name.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: name.count)
    for (index, character) in name.enumerated() { copy[index] = character }
    wsalab_readline_start(copy, TypedLines.complete, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Whether a prompt stands on the screen.
  public var isPrompting: Bool { wsalab_readline_is_prompting() != 0 }

  /// Draws a prompt and begins a line. Everything printed before must have been written.
  /// - Parameter style: An SGR sequence around the prompt, or empty.
  public func prompt(_ text: String, style: String = "") {
    standing = TypedLines.prompt(text, style)
    wsalab_readline_prompt(standing)
  }

  /// The next line that was typed, nil when there is none yet.
  public func next() -> [UInt8]? { queue.next() }

  /// Forgets lines that were pasted together with one that was interrupted.
  public func removeAll() { queue.removeAll() }

  /// Takes in one key.
  public func read() {
    loadHistory()
    wsalab_readline_read()
    var text: UnsafePointer<CChar>?
    var count = 0
    switch wsalab_readline_take(&text, &count) {
    case 1:
      guard let text else { return }
      take(UnsafeRawBufferPointer(start: text, count: count))
    case 2: isAtEnd = true
    default: break
    }
  }

  /// Writes above the prompt: clears prompt and line, runs `write`, and draws them again with the cursor where it was.
  /// Without a prompt it only runs `write`.
  public func printAbove(_ write: () -> Void) {
    wsalab_readline_hide()
    write()
    wsalab_readline_show(standing)
  }

  /// As `printAbove`, with another prompt from now on.
  public func printAbove(prompt: String, style: String = "", _ write: () -> Void) {
    standing = TypedLines.prompt(prompt, style)
    printAbove(write)
  }

  /// Whether the prompt is that of a pager: a space alone ends the line, and a q alone.
  public var turnsPages = false {
    didSet { if turnsPages != oldValue { wsalab_readline_paging(turnsPages ? 1 : 0) } }
  }

  /// Gives up the line that is being typed; no prompt stands after it.
  public func interrupt() {
    queue.removeAll()
    wsalab_readline_interrupt()
  }

  /// Draws anew for a terminal that has another size now.
  public func resize() { wsalab_readline_resize() }

  /// Gives the terminal its usual modes back, runs `body`, and takes it again.
  public func suspended(_ body: () -> Void) {
    wsalab_readline_suspend()
    body()
    wsalab_readline_resume()
  }

  /// Gives the terminal its usual modes back for good.
  public func stop() { wsalab_readline_stop() }

  /// A paste of several lines comes as one with newlines in it.
  private func take(_ text: UnsafeRawBufferPointer) {
    if text.allSatisfy({ $0 == 0x20 }) {
      if keepsEmptyLines { queue.append([]) }
      return wsalab_history_rewind()
    }
    for line in text.split(separator: 0x0A) {
      // Completion leaves a space at the end.
      let line = Array(line[...(line.lastIndex { $0 != 0x20 } ?? line.startIndex)])
      queue.append(line)
      if keepsHistory { remember(line) }
    }
    wsalab_history_rewind()
  }

  /// Takes a line into the history as if it had been typed.
  public func remember(_ line: [UInt8]) {
    guard HistoryFile.isHarmless(line[...]), history?.append(line) ?? true else { return }
    TypedLines.addToHistory(line)
  }

  private static func addToHistory(_ line: [UInt8]) {
    (line + [0]).withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      wsalab_history_add(base.assumingMemoryBound(to: CChar.self), Int32(HistoryFile.limit))
    }
  }

  /// The history is not needed before the first key, and is not felt at start-up then.
  private func loadHistory() {
    guard !isHistoryLoaded else { return }
    isHistoryLoaded = true
    for line in history?.load() ?? [] { TypedLines.addToHistory(line) }
    wsalab_history_rewind()
  }

  /// Tells readline which bytes of a prompt take no column.
  private static func prompt(_ text: String, _ style: String) -> String {
    style.isEmpty ? text : "\u{01}\(style)\u{02}\(text)\u{01}\u{1B}[0m\u{02}"
  }

  /// Called by the shim after a key, inside `read()`.
  private static let hint: wsalab_hinter = { context, line, length in
    guard let context, let line else { return }
    let source = Unmanaged<TypedLines>.fromOpaque(context).takeUnretainedValue()
    let bytes = Array(UnsafeRawBufferPointer(start: line, count: Int(length)))
    guard let text = source.hinter?(bytes) else { return }
    wsalab_readline_hint(String(text.unicodeScalars.map { 0x20..<0x7f ~= $0.value ? Character($0) : "." }))
  }

  /// Called by the shim while Tab is handled, inside `read()`.
  private static let complete: wsalab_completer = { context, line, length, cursor in
    guard let context, let line else { return cursor }
    let source = Unmanaged<TypedLines>.fromOpaque(context).takeUnretainedValue()
    let bytes = Array(UnsafeRawBufferPointer(start: line, count: Int(length)))
    guard let found = source.completer?(bytes, Int(cursor)) else { return cursor }
    for candidate in found.candidates { wsalab_readline_candidate(candidate) }
    return Int32(found.start)
  }
}
