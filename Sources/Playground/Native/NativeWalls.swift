import Children

/// What a program is shut in with, and what becomes of one where this machine has nothing for that.
extension Session {
  /// Does what needs walls around a program. Where there are none, a program that the person named runs after a yes, with
  /// all their rights; one of a lesson or a script does not.
  func behindWalls<Made>(
    _ program: String, isOwn: Bool, _ make: (_ isTrusted: Bool) throws(CompileError) -> Made
  ) throws(CompileError) -> Made {
    do throws(CompileError) {
      return try make(caller.trustsPrograms)
    } catch {
      guard error.hasNoWalls, isOwn, caller.allowsOutside?(program) == true else { throw error }
      return try make(true)
    }
  }
}
