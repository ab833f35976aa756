import Foundation
import Testing

/// Pages of sessions in a real browser.
@Suite(
  .enabled(if: Program.hasPrivateNetwork, "the program is not built, or gets no private network here"),
  .enabled(if: Browser.path != nil, "chromium, which shows pages, is missing"), .serialized)
struct PageTests {
  private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A page, forward and back by its keys, slider and buttons: each step shows its own line and text, nothing is fetched,
  /// nothing goes wrong.
  @Test(arguments: ["04-the-three-way-handshake", "13-the-completion-port", "19-lost-and-found"])
  func stepping(_ lesson: String) throws {
    let report = try Browser.report(
      of: Self.page(of: "lessons/\(lesson).md"),
      """
      const lines = () => get('line').textContent + '|' + get('text').textContent.length + '|' + get('place').textContent;
      const there = [lines()], back = [];
      for (let i = 0; i < 400 && !get('forward').disabled; i++) { reveal(); press('ArrowRight'); reveal(); there.push(lines()); }
      for (let i = 0; i < 400 && !get('back').disabled; i++) { back.push(lines()); press('ArrowLeft'); }
      back.push(lines());
      get('slider').value = 5;
      get('slider').dispatchEvent(new Event('input'));
      const slid = get('place').textContent;
      get('last').click();
      const end = get('place').textContent;
      return { there, back, slid, end, title: document.title };
      """)
    let there = try #require(report["there"] as? [String])
    let back = try #require(report["back"] as? [String])
    #expect(there.count > 20 && Set(there).count == there.count)
    // The first step's prediction, if any, is answered by then.
    #expect(Array(back.reversed().dropFirst()) == Array(there.dropFirst()))
    #expect((report["slid"] as? String)?.hasPrefix("6 of ") == true)
    #expect(report["end"] as? String == "\(there.count) of \(there.count)")
  }

  /// What a page shows of the state: an operation points to its socket, its buffer and its WSAOVERLAPPED.
  @Test func theState() throws {
    let program = try Program()
    defer { program.clean() }
    _ = try program.run(["run", "-", "--to", "x.html"], input: Array(ExportTests.session.utf8))
    let page = try String(contentsOf: program.home.appendingPathComponent("x.html"), encoding: .utf8)
    let report = try Browser.report(
      of: page,
      """
      get('slider').value = 10;
      get('slider').dispatchEvent(new Event('input'));
      await new Promise((done) => setTimeout(done, 20));
      const boxes = [...document.querySelectorAll('.object')].map((box) => box.textContent);
      const arrows = document.querySelectorAll('#arrows .head').length;
      press('ArrowRight');
      const packet = document.querySelector('.packet');
      packet.click();
      const fields = document.querySelector('dl.fields').textContent;
      return { boxes, arrows, packet: packet.textContent, label: packet.getAttribute('aria-label'), fields,
        say: get('say').textContent };
      """)
    let boxes = try #require(report["boxes"] as? [String])
    #expect(boxes.contains { $0.hasPrefix("WSARecv, step 11under way") && $0.contains("points to s, o, b") })
    // To the socket, the WSAOVERLAPPED and the buffer, and from the socket to its port.
    #expect(report["arrows"] as? Int == 4)
    #expect((report["packet"] as? String)?.contains("len=2 \"hi\"") == true)
    #expect((report["label"] as? String)?.contains("from c :49152 to s :7777") == true)
    #expect((report["fields"] as? String)?.contains("68 69") == true)
    #expect((report["say"] as? String)?.contains("The WSARecv of step 11 completes with 2 bytes") == true)
  }

  /// A lesson asks before it shows.
  @Test func aPrediction() throws {
    let report = try Browser.report(
      of: Self.page(of: "lessons/19-lost-and-found.md"),
      """
      let i = 0;
      while (!document.querySelector('fieldset') && i++ < 100) press('ArrowRight');
      const before = { hidden: get('done').hidden, say: get('say').textContent };
      document.querySelectorAll('.choice')[0].click();
      const wrong = document.querySelector('fieldset [role=status]').textContent;
      return { before, wrong, hidden: get('done').hidden, right: document.querySelectorAll('.choice.right').length };
      """)
    let before = try #require(report["before"] as? [String: Any])
    #expect(before["hidden"] as? Bool == true && before["say"] as? String == "A question.")
    #expect(report["wrong"] as? String == "Not so." && report["hidden"] as? Bool == false)
    #expect(report["right"] as? Int == 1)
  }

  /// Nothing of a session becomes part of the page, whatever it says; and nothing is wider than a phone.
  @Test func hostileText() throws {
    let program = try Program()
    defer { program.clean() }
    let evil = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    let lines = [
      "# \(evil)", "l = socket", "send l \"\(evil.replacing("\"", with: "'"))\"", "print \"\(evil.prefix(20))\"", evil,
    ]
    let lesson = "# \(evil)\n\n\(evil) `\(evil)`\n\n[x](javascript:alert(1))\n\n```wsa\nwsa> s = socket\n  x\n```\n"
    _ = try program.file("evil.md", Array(lesson.utf8))
    for arguments in [["run", "-", "--to", "a.html"], ["run", "evil.md", "--to", "b.html"]] {
      _ = try program.run(arguments, input: Array(lines.joined(separator: "\n").utf8))
      let page = try String(contentsOf: program.home.appendingPathComponent(arguments[3]), encoding: .utf8)
      let report = try Browser.report(
        of: page, width: 400,
        """
        const tags = new Set();
        let wide = 0;
        for (let i = 0; i < 10; i++) {
          for (const node of document.querySelectorAll('main *')) tags.add(node.tagName);
          wide = Math.max(wide, document.documentElement.scrollWidth);
          press('ArrowRight');
        }
        return { tags: [...tags], wide, inner: window.innerWidth, title: document.title };
        """)
      let tags = try #require(report["tags"] as? [String])
      #expect(!tags.contains("SCRIPT") && !tags.contains("IMG") && !tags.contains("A"))
      #expect(report["title"] as? String != "owned")
      #expect((report["wide"] as? Int ?? .max) <= (report["inner"] as? Int ?? 0))
    }
  }

  private static func page(of lesson: String) throws -> String {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(["run", top.appendingPathComponent(lesson).path, "--to", "x.html"])
    #expect(run.status == 0)
    return try String(contentsOf: program.home.appendingPathComponent("x.html"), encoding: .utf8)
  }
}

/// A browser without a screen.
enum Browser {
  static let path: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Shows a page, runs a script in it, and returns what that returns. Fails when anything was fetched, or an error came up.
  static func report(of page: String, width: Int = 1200, _ script: String) throws -> [String: Any] {
    let program = try Program()
    defer { program.clean() }
    let harness = """
      <script>
      const errors = [];
      window.addEventListener('error', (event) => errors.push(String(event.message)));
      document.addEventListener('securitypolicyviolation', (event) => errors.push(event.violatedDirective));
      </script>
      """
    let runner = """
      <script>
      (async () => {
        const get = (id) => document.getElementById(id);
        const press = (key) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        const reveal = () => { for (const one of document.querySelectorAll('fieldset button')) if (one.textContent === 'Show me') one.click(); };
        let result;
        try { result = await (async () => { \(script) })(); } catch (error) { result = { failed: String(error) }; }
        result.errors = errors;
        result.fetched = performance.getEntriesByType('resource').length;
        const pre = document.createElement('pre');
        pre.id = 'report';
        pre.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(result))));
        document.body.append(pre);
      })();
      </script>
      """
    let whole = page.replacing("<body>", with: "<body>" + harness, maxReplacements: 1)
    let end = try #require(whole.range(of: "</body>", options: .backwards))
    let file = try program.file("page.html", Array(whole.replacingCharacters(in: end, with: runner + "</body>").utf8))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=\(width),900",
      "--user-data-dir=\(program.home.path)/profile", "--virtual-time-budget=10000", "--dump-dom", "file://" + file,
    ]
    process.environment = program.environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let match = try #require(
      output.firstMatch(of: /<pre id="report">([A-Za-z0-9+\/=]*)<\/pre>/), "the page did not report")
    let data = try #require(Data(base64Encoded: String(match.1)))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(report["failed"] == nil, "\(report["failed"] ?? "")")
    #expect(report["errors"] as? [String] == [])
    #expect(report["fetched"] as? Int == 0)
    return report
  }
}
