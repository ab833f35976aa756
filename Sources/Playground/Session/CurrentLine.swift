import Steps
import Storage
import Winsock
import Wire

/// What belongs to one line, and to what happens after it until the next one: it is begun with the line.
struct CurrentLine {
  /// The learner's program that makes the call, in whose memory its pointers lead; nil while a line does.
  var native: NativeProgram?
  /// Which files the line reaches.
  var files = FileDoor.closed
  /// What the line asks.
  var asked = AskedLine()
  /// The call that is being made, by the line or by a program.
  var call = CurrentCall()
  /// What was touched, and is looked at again when the line is over.
  var touched = Touched()
  /// Sockets of hosts that sent or received: what their TCP keeps may have changed though no packet moved.
  var used = OrderedHandles()
  /// The socket whose bytes may still be on their way after this line.
  var sender: Handle?
  /// Completion routines that ran since the last step was finished, with the journal's end at that moment.
  var routineRuns: [RoutineMark] = []
  /// How many ran within the line, those inside others too.
  var runs = 0
  /// How deep routines run inside routines at the moment.
  var depth = 0
  /// What had changed before completion routines ran, and is to be told with the line.
  var changesInRoutines: [Change] = []
  /// What will bite, found while the line ran.
  var warnings: [Warning] = []
  /// Which they are.
  var warned: [(kind: Warning.Kind, object: Int64)] = []
  /// Packets that moved since the last step was finished.
  var packets: [TracedPacket] = []
  /// How many packets between the first and last ones are not kept.
  var untold = 0
  /// The ends of the packets that `trace` shows.
  var tracedEnds: [EndName] = []
  /// Whether the line moved no packet.
  var isSilent = false
  /// Whether the line belongs into a saved script.
  var isSaved = false
  /// Whether it belongs there although its command's lines do not: it has begun a program.
  var savesLine = false
  /// Whether the line let all of its time go by.
  var hasTimedOut = false
  /// Whether something has moved after which a timer of a host may run: what is answered at once sets none that lasts.
  var mayHaveSetTimers = false
  /// Whether the line lets a time pass in which a timer would have run out that is far away.
  var asksForTimers = false
  /// Whether the line is run again, and timed out with no effect the first time.
  var skipsKnownTimeouts = false
  /// Whether the line has begun the session anew.
  var isRenewed = false
}

extension CurrentLine {
  /// Begins the next line. What finishing the last one has emptied is not touched.
  mutating func begin(_ files: FileDoor, skipsKnownTimeouts: Bool) {
    self.files = files
    asked = AskedLine()
    call.reset()
    if !touched.isEmpty { touched = Touched() }
    if !used.list.isEmpty { used = OrderedHandles() }
    (sender, runs, depth, untold) = (nil, 0, 0, 0)
    if !routineRuns.isEmpty { routineRuns.removeAll() }
    if !changesInRoutines.isEmpty { changesInRoutines.removeAll() }
    if !warnings.isEmpty { warnings.removeAll() }
    if !warned.isEmpty { warned.removeAll() }
    // Most lines move a few packets, each as many as the one before.
    if !packets.isEmpty { packets.removeAll(keepingCapacity: packets.count <= 64) }
    if !tracedEnds.isEmpty { tracedEnds.removeAll() }
    (isSilent, isSaved, savesLine, hasTimedOut, isRenewed) = (false, false, false, false, false)
    (asksForTimers, mayHaveSetTimers) = (false, false)
    self.skipsKnownTimeouts = skipsKnownTimeouts
  }
}

/// What belongs to one call.
struct CurrentCall {
  /// The C function.
  var name = ""
  /// The program that makes the call; nil while a line does.
  var program: Program?
  /// Names made while the arguments were read; unbound again when the line turns out wrong.
  var made: [Int32] = []
  /// Whether it is described as C: not one of a program whose calls are hidden.
  var isDescribed = true
  /// Whether it is warned of: not one of a program.
  var warns = true
  /// The WSAOVERLAPPED of the operation that it has left under way, by its place; -1 for none.
  var posted: Int32 = -1

  fileprivate mutating func reset() {
    if program != nil || !isDescribed || !warns { (program, isDescribed, warns) = (nil, true, true) }
    made.removeAll(keepingCapacity: true)
    posted = -1
  }
}
