import Exports
import Playground
import Steps
import Storage

extension Program {
  /// Makes the file that `--to` asks for of what was recorded. Returns the exit status: `status`, or 2 when the file cannot
  /// be written.
  func export(_ recording: Recording?, of source: String, _ status: Int32) -> Int32 {
    guard let path = options.exportPath, let recording, let form = Exporter(path: path) else { return status }
    let name = source.split(separator: "/").last.map(String.init) ?? source
    let title = recording.heading ?? (name == "-" || name.isEmpty ? "A session" : name)
    let made = form.document(
      recording, title: title, step: options.exportedStep, part: options.exportedPart, film: options.film)
    guard let bytes = made else {
      Output.complain("\(path): there is nothing to draw" + (options.exportedStep.map { " of step \($0)" } ?? ""))
      return 2
    }
    return write(bytes, to: path, status)
  }

  /// Writes the results that `--report` asks for. Returns the exit status.
  func report(_ results: TestResults, _ status: Int32) -> Int32 {
    guard let path = options.reportPath, let bytes = results.document(path: path) else { return status }
    return write(bytes, to: path, status)
  }

  private func write(_ bytes: [UInt8], to path: String, _ status: Int32) -> Int32 {
    do throws(FileError) {
      try FileWriter.write(bytes, to: path, replacing: options.overwrites)
      return status
    } catch {
      Output.complain("\(error.path) \(error.message)" + (error.isThere ? "; --overwrite replaces it" : ""))
      return 2
    }
  }

  /// Makes the file that a line asks for.
  static func export(_ path: String, _ recording: Recording, _ step: Int?, _ part: String?) -> Exported {
    guard let form = Exporter(path: path) else { return .unknownEnding }
    guard let part = StepPicture.Part(rawValue: part ?? StepPicture.Part.step.rawValue) else { return .nothing }
    let title = recording.heading ?? "A session"
    return form.document(recording, title: title, step: step, part: part).map(Exported.file) ?? .nothing
  }
}

extension Options {
  /// The file that is run or read; empty for none.
  var source: String {
    switch action {
    case .run(let path), .view(let path): path
    case .programs(let programs): programs.first?.first ?? ""
    default: ""
    }
  }
}
