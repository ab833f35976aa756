import Steps
import Winsock

/// What a script has made, and its names.
struct ScriptObjects {
  var names = NameTable()
  var handles = HandleTable()
  var overlappeds = OverlappedTable()
  var routines: [Routine] = []
  /// What C declares beside: types, constants, and where everything stands.
  var c = CObjects()
  /// How many events are open.
  var openEvents = 0

  /// The name of a handle that Winsock tells of; nil for NULL and for a handle that is not the script's.
  func name(_ handle: Handle) -> String? { handles.place(handle).map { names.text(handles[$0].name) } }

  /// The name of an OVERLAPPED that Winsock hands back.
  func name(_ overlapped: OverlappedPointer?) -> String? {
    overlapped.map { names.text(overlappeds[overlappeds.place($0)].name) }
  }

  /// The name of a completion routine.
  func name(_ routine: RoutineID) -> String {
    routines.indices.contains(Int(routine.index)) ? names.text(routines[Int(routine.index)].name) : "?"
  }
}
