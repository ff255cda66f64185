// SPDX-License-Identifier: GPL-3.0-or-later

/// A variable of one linear program: a handle that knows where it belongs.
///
/// Get one from ``LinearProgram/addVariable(_:in:wholeNumbers:)``. A handle used with another program is recorded as a
/// fault of the model there, so that it can neither trap nor stand for some other variable by accident. Copies of a program
/// count as one program in this: what is added to two copies after the copying has the same handles; see ``LinearProgram``.
@frozen
public struct Variable: Hashable, Sendable {
  /// The program that made this handle.
  @usableFromInline let program: ObjectIdentifier

  /// The variable's place in the order in which the program's variables were added, from 0.
  public let index: Int

  init(program: ObjectIdentifier, index: Int) {
    self.program = program
    self.index = index
  }
}

/// What gives a program its identity. Copies of a program share it: a copy has the same variables, and a copy with an
/// identity of its own would not know the handles that were made before.
@usableFromInline
final class ProgramIdentity: Sendable {}
