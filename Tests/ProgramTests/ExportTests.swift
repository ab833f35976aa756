import Foundation
import FoundationXML
import Testing

/// What is made of a session: pages, pictures, films, programs, transcripts.
@Suite(.enabled(if: Program.hasPrivateNetwork, "the program is not built, or gets no private network here"))
struct ExportTests {
  static let session = """
    l = socket
    bind l 127.0.0.1:7777
    listen l
    c = socket
    connect c l
    s = accept l
    p = createiocompletionport
    createiocompletionport s p key=1
    b = wsabuf 16
    o = overlapped
    wsarecv s b o
    send c "hi"
    gqcs p

    """

  /// Makes a file of a session in a folder, and returns its text.
  private static func made(_ name: String, _ lines: String = session, _ options: [String] = []) throws -> String {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(["run", "-", "--to", name] + options, input: Array(lines.utf8))
    #expect(run.status == 0 && run.complaint.isEmpty, "\(run.complaintText)")
    return try String(contentsOf: program.home.appendingPathComponent(name), encoding: .utf8)
  }

  /// The same session gives the same bytes, run, recorded and saved.
  @Test(arguments: ["x.html", "x.svg", "x.cast", "x.cpp", "x.txt", "x.jsonl"]) func theSameHoweverItIsMade(
    _ name: String
  )
    throws
  {
    let program = try Program()
    defer { program.clean() }
    let direct = try Self.made(name)
    let records = try program.run(["run", "-", "--format", "json"], input: Array(Self.session.utf8))
    _ = try program.file("session.jsonl", records.output)
    let view = try program.run(["view", "session.jsonl", "--to", name])
    #expect(view.status == 0 && view.output.isEmpty)
    let viewed = try String(contentsOf: program.home.appendingPathComponent(name), encoding: .utf8)
    func untitled(_ text: String) -> String {
      text.replacingOccurrences(of: "session.jsonl", with: "A session")
    }
    #expect(untitled(viewed) == direct)
    let saved = try program.run(
      ["run", "-", "--save-to", "."], input: Array((Self.session + "save saved.\(name.dropFirst(2))\n").utf8))
    #expect(saved.text.contains("saved "))
    let own = try String(contentsOf: program.home.appendingPathComponent("saved.\(name.dropFirst(2))"), encoding: .utf8)
    #expect(own == direct)
  }

  @Test func aTranscriptIsWhatIsPrinted() throws {
    let program = try Program()
    defer { program.clean() }
    let printed = try program.run(["run", "-"], input: Array(Self.session.utf8)).text
    #expect(try Self.made("x.txt") == printed)
  }

  /// A film types each line behind a marker, and its times never go back (asciicast v2; v3 has them since the event
  /// before).
  @Test(arguments: ["2", "3"]) func aFilm(_ version: String) throws {
    let film = try Self.made("x.cast", Self.session, ["--cast", version])
    let lines = film.split(separator: "\n")
    let header = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(header["version"] as? Int == Int(version))
    #expect(version == "2" ? header["width"] as? Int == 80 : (header["term"] as? [String: Any])?["cols"] as? Int == 80)
    var (last, markers, output): (Double, [String], String) = (0, [], "")
    for line in lines.dropFirst() {
      let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      let time = try #require(event[0] as? Double)
      #expect(time >= (version == "2" ? last : 0) && time - last < 10)
      if version == "2" { last = time }
      if event[1] as? String == "m" {
        markers.append(event[2] as? String ?? "")
      } else {
        output += event[2] as? String ?? ""
      }
    }
    #expect(markers.count == 13 && markers.first == "1 l = socket" && markers.last == "13 gqcs p")
    let plain = output.replacing(/\u{1B}\[[0-9;]*m/, with: "").replacing("\r\n", with: "\n")
    #expect(plain == (try Self.made("x.txt")))
  }

  @Test(arguments: ["step", "ladder", "state"]) func aPicture(_ part: String) throws {
    let picture = try Self.made("x.svg", Self.session, ["--step", part == "ladder" ? "12" : "11", "--part", part])
    let parser = XMLParser(data: Data(picture.utf8))
    #expect(parser.parse())
    #expect(picture.contains("textLength=") && !picture.contains("<script"))
    #expect(picture.contains("wsarecv") == (part != "ladder"))
    #expect(picture.contains("WSARecv, step 11") == (part != "ladder"))
    #expect(picture.contains("PSH ACK") == (part == "ladder"))
  }

  @Test func mistakes() throws {
    let program = try Program()
    defer { program.clean() }
    func complaint(_ arguments: [String], _ lines: String = "s = socket\n") throws -> String {
      let run = try program.run(arguments, input: Array(lines.utf8))
      #expect(run.status == 2)
      return run.complaintText
    }
    #expect(try complaint(["run", "-", "--to", "x.pdf"]).contains(".html, .svg, .cast, .cpp, .txt, .jsonl"))
    #expect(try complaint(["run", "-", "--to", "none/x.html"]).contains("none/x.html cannot be written"))
    #expect(try complaint(["run", "-", "--to", ".html/"]).contains("has another"))
    _ = try program.file("there.html", [])
    #expect(try complaint(["run", "-", "--to", "there.html"]).contains("--overwrite replaces it"))
    #expect(try complaint(["run", "-", "--to", "x.svg", "--step", "9"]).contains("nothing to draw of step 9"))
    #expect(try complaint(["run", "-", "--to", "x.cast", "--cast", "4"]).contains("2 or 3"))
    #expect(try complaint(["check", "lessons", "--to", "x.html"]).contains("--to belongs to run and view"))
    #expect(try complaint(["run", "-", "--overwrite"]).contains("--overwrite belongs to --to"))
  }
}
