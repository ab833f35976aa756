import LinuxSockets
import Testing

@testable import Winsock

/// The journal of a layer: only added to, read by cursors, dropped by its owner.
struct JournalTests {
  private func journal(_ count: Int) -> Journal {
    var journal = Journal()
    for i in 0..<count { journal.append(.eventSet(Handle(rawValue: UInt64(i)))) }
    return journal
  }

  private func event(_ happening: Happening?) -> UInt64? {
    if case .eventSet(let event)? = happening { event.rawValue } else { nil }
  }

  @Test func eachReaderHasItsOwnPosition() {
    var journal = journal(3)
    var (one, other) = (JournalCursor(), JournalCursor())
    #expect(event(one.next(in: journal)?.happening) == 0)
    #expect(event(one.next(in: journal)?.happening) == 1)
    #expect(event(other.next(in: journal)?.happening) == 0)
    #expect(event(one.next(in: journal)?.happening) == 2)
    #expect(one.next(in: journal) == nil)
    journal.append(.eventSet(Handle(rawValue: 7)))
    let last = one.next(in: journal)
    #expect(last?.position == 3 && event(last?.happening) == 7)
    #expect(other.position == 1)
  }

  @Test func positionsStayWhenEntriesAreDropped() {
    var journal = journal(5)
    var reader = JournalCursor()
    journal.drop(before: 3)
    #expect(journal.start == 3 && journal.end == 5 && !journal.isEmpty)
    #expect(event(journal[4]) == 4)
    // A reader that fell behind goes on with what is still there.
    #expect(reader.next(in: journal)?.position == 3)
    journal.drop(before: 1)
    #expect(journal.start == 3)
    journal.drop(before: 99)
    #expect(journal.isEmpty && journal.start == 5 && journal.end == 5)
    #expect(reader.next(in: journal) == nil)
    journal.append(.eventSet(Handle(rawValue: 9)))
    #expect(reader.next(in: journal)?.position == 5)
  }

  @Test func theLayerWorksWithoutAReader() {
    let layer = WinsockLayer(kernel: LinuxKernel())
    defer { layer.tearDown() }
    let before = layer.journal.end
    let event = layer.WSACreateEvent(layer.mainThread)
    _ = layer.WSASetEvent(layer.mainThread, Handle(rawValue: UInt64(bitPattern: event.value)))
    #expect(layer.journal.end == before + 1)
    layer.dropJournal(before: layer.journal.end)
    #expect(layer.journal.isEmpty)
  }
}
