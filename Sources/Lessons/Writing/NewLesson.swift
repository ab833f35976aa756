import TerminalText

/// `wsalab new`: a lesson to begin with, which has one of everything and passes the check.
public enum NewLesson {
  /// Makes NAME.md and says what to do with it. Returns the exit status: 0, or 2 when it cannot be made.
  public static func run(
    name: String, writer: LessonWriter, write: ([UInt8]) -> Void, complain: ([UInt8]) -> Void
  ) -> Int32 {
    do throws(LessonError) {
      let place = try LessonName(name)
      _ = try writer.write(Array(draft(title: place.title).utf8), to: place.path, overwrite: false)
      write(line("made \(place.path); write it, then: wsalab check --update \(place.path)"))
      return 0
    } catch {
      let advice = error.isThere ? "; give another name" : ""
      complain(line("wsalab: \(error.description)\(advice)"))
      return 2
    }
  }

  private static func line(_ words: String) -> [UInt8] {
    var text = TextBuffer()
    text.append(escaping: words)
    text.newline()
    return text.bytes
  }

  /// The lesson, with commands only in its blocks.
  private static func draft(title: String) -> String {
    """
    # \(title)

    Say here what the lesson shows, and what its reader may believe wrongly. Then
    show it: each claim by a call.

    ## The first step

    ```wsa
    wsa> l = socket tcp
    wsa> bind l 127.0.0.1:7777
    wsa> listen l
    wsa> c = socket tcp
    wsa> connect c 127.0.0.1:7777
    ```

    Say what is to be seen here. Then ask, before it happens:

    ```predict
    The client is connected, and the server has not called accept. What does send
    do with five bytes?
    - It returns 5.
      when last.return == 5
    - It fails: nobody has accepted the connection.
      when last.error != 0
    ```

    ```wsa
    wsa> send c "Hello"
    ```

    Say why it is so, and what follows from it.

    ## Your turn

    ```goal
    Let the server take the connection as `a`, and receive the five bytes into a
    buffer named `b`.
    reach b.data == "Hello"
    hint The connection waits in the backlog of `l`. Which call takes it out?
    hint `a = accept l` names it. `b = wsabuf 5` makes room, and recv takes a
      buffer's name.
    ```

    <details><summary>Answer</summary>

    ```wsa answer
    wsa> a = accept l
    wsa> b = wsabuf 5
    wsa> recv a b
    ```

    </details>

    Say what has been learned.

    """
  }
}
