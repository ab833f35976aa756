import Foundation
import Testing

@testable import Playground

/// The catalogue holds every command that a file declares, sorted, and what comes out of a declaration fits it.
struct CatalogueTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/Playground/Commands")

  @Test func isSorted() {
    let names = Catalogue.all.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(Catalogue.names).count == Catalogue.names.count, "a word names two commands")
  }

  @Test func forgetsNoCommandOfAnyFile() throws {
    let listed = try String(contentsOf: Self.folder.appendingPathComponent("Catalogue.swift"), encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
    var declared = 0
    for file in files
    where file.lastPathComponent.hasSuffix("Command.swift") && file.lastPathComponent != "Command.swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      let names = text.matches(of: /static let ([a-z_]+) = (CommandOf|byteOrder|disconnect)\(/).map {
        String($0.output.1)
      }
      #expect(!names.isEmpty, "\(file.lastPathComponent) declares no command")
      for name in names {
        #expect(
          listed.contains(", Command.\(name)),\n"), "\(name) of \(file.lastPathComponent) is not in the catalogue")
      }
      declared += names.count
    }
    #expect(declared == Catalogue.all.count)
  }

  @Test(arguments: Catalogue.all.map(\.name))
  func isCompleteInItself(_ name: String) throws {
    let command = try #require(Catalogue.all.first { $0.name == name })
    #expect(command.summary.hasSuffix("."))
    #expect(command.call.isEmpty == command.prototype.isEmpty)
    #expect(command.call.isEmpty || command.prototype.contains(command.call + "("))
    #expect(command.c.isEmpty || command.c.hasPrefix(command.call + "("))
    for word in [command.name] + command.aliases {
      for spelling in [word, word.uppercased()] {
        let bytes = Array(spelling.utf8)
        #expect(Catalogue.find(bytes, 0..<bytes.count)?.name == name)
      }
    }
    #expect(Help.command(named: name) != nil)
    #expect(Help.topic(named: command.topic.rawValue) != nil)
    for task in command.tasks { #expect(Help.task(task) != nil) }
  }

  @Test func specificationIsCovered() {
    let words = """
      wsastartup wsacleanup wsagetlasterror wsasetlasterror socket wsasocket closesocket bind listen accept connect shutdown \
      send recv sendto recvfrom getsockname getpeername setsockopt getsockopt ioctlsocket select wsapoll wsacreateevent \
      wsasetevent wsaresetevent wsacloseevent wsaeventselect wsaenumnetworkevents wsarecv wsasend wsarecvfrom wsasendto \
      getresult wsagetoverlappedresult wsawaitformultipleevents wait event iocp gqcs pqcs close sleepex wsaioctl acceptex \
      getacceptexsockaddrs connectex disconnectex createiocompletionport getqueuedcompletionstatus \
      getqueuedcompletionstatusex postqueuedcompletionstatus setfilecompletionnotificationmodes cancelio cancelioex \
      closehandle htons htonl ntohs ntohl inet_pton inet_ntop getaddrinfo gethostname wsabuf overlapped free thread \
      routine show expect help explain run save set quit
      """
    for word in words.split(separator: " ") { #expect(Catalogue.names.contains(String(word)), "\(word)") }
  }
}
