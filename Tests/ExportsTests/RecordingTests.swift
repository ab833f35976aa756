import Steps
import Testing

@testable import Exports

/// What is kept of a session.
struct RecordingTests {
  private func step(_ number: Int, bytes: Int = 0) -> RecordedEntry {
    var step = Step(number: number, thread: "main", line: "", body: .none)
    if bytes > 0 {
      let memory = Bytes([UInt8](repeating: 0, count: bytes))
      step.changes = [.buffer(name: "b", BufferChange(len: 0, memory: memory, changed: nil))]
    }
    return .step(step)
  }

  private func numbers(_ recording: Recording) -> [Int] {
    recording.entries.compactMap { if case .step(let step) = $0 { step.number } else { nil } }
  }

  @Test func allOfAnOrdinaryOne() {
    let recording = Recording()
    for number in 1...1000 { recording.append(step(number)) }
    #expect(numbers(recording) == Array(1...1000) && recording.missing == 0)
  }

  /// Of one that is too large the beginning and the end are there, in order, and what is missing is counted.
  @Test func theEndsOfALargeOne() {
    let recording = Recording(most: 250)
    for number in 1...2000 { recording.append(step(number, bytes: 400)) }
    let kept = numbers(recording)
    #expect(kept.first == 1 && kept.last == 2000 && kept == kept.sorted())
    #expect(kept.count + recording.missing == 2000)
    // A step of these weighs four: 62 of the beginning, and of the end as many to twice as many.
    #expect((124...190).contains(kept.count))
  }

  @Test func aPageTellsWhatIsMissing() {
    let recording = Recording(most: 250)
    for number in 1...1000 { recording.append(step(number, bytes: 400)) }
    let page = String(decoding: Exporter.page.document(recording, title: "x") ?? [], as: UTF8.self)
    #expect(recording.missing > 0 && page.contains("\"missing\":\(recording.missing)"))
  }
}
