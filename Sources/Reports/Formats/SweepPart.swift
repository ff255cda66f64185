// SPDX-License-Identifier: GPL-3.0-or-later

public import Documents
public import Staffing

/// Which part of a sweep's cases one run plans: `2/8`.
public struct SweepShard: Hashable, Sendable {
  /// Which, from 1.
  public let number: Int
  /// Of how many.
  public let count: Int

  /// All cases.
  public static let whole = SweepShard(uncheckedNumber: 1, count: 1)

  /// The most shards that there can be.
  public static let mostShards = 100_000

  /// The shard that a text states as `2/8`; `nil` for anything else.
  public init?(_ text: String) {
    let fields = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    // Int would take signs as well.
    guard text.utf8.allSatisfy({ $0 == UInt8(ascii: "/") || (0x30...0x39).contains($0) }) else { return nil }
    guard fields.count == 2, let number = fields[0], let count = fields[1], (1...Self.mostShards).contains(count),
      (1...count).contains(number)
    else { return nil }
    self.init(uncheckedNumber: number, count: count)
  }

  private init(uncheckedNumber number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// Its cases: shards follow one another and differ by one case at most, so that all of them in order are the whole.
  public func cases(of total: Int) -> Range<Int> { total * (number - 1) / count..<total * number / count }
}

extension SweepShard: CustomStringConvertible {
  /// `2/8`.
  public var description: String { "\(number)/\(count)" }
}

/// A table of cases that is not complete: a run's part file, or a shard. The form of ``SweepCSV`` under a line that says
/// which sweep it is of.
public struct SweepPart: Sendable {
  private let csv: SweepCSV
  private let identity: SweepIdentity
  private let total: Int

  /// The parts of a sweep of this identity.
  public init(_ csv: SweepCSV, identity: SweepIdentity) {
    self.csv = csv
    self.identity = identity
    total = csv.planner.cases.count
  }

  /// What the first line of every part begins with.
  private static let mark = "# allot-sweep 1 "

  /// The lines before the first row.
  public func preamble(_ shard: SweepShard) -> String { "\(Self.mark)\(identity.digest) \(shard)\n" + csv.headingLine }

  /// The shard that a part says it is; `nil` for what is no part of this sweep.
  public func shard(of bytes: some Collection<UInt8>) -> SweepShard? {
    let line = String(decoding: bytes.prefix(256).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let start = "\(Self.mark)\(identity.digest) "
    guard line.hasPrefix(start), let shard = SweepShard(String(line.dropFirst(start.count))) else { return nil }
    return bytes.starts(with: preamble(shard).utf8) ? shard : nil
  }

  /// What a part holds.
  public struct Contents: Sendable {
    /// How many cases are complete, from the shard's first one on.
    public let cases: Int
    /// How many bytes of the part they take, with the lines before them: what follows is an unfinished case.
    public let length: Int
  }

  /// Why a file is no part of the sweep's table.
  public enum Fault: Error, Hashable, Sendable {
    /// It is of another sweep, scenario, version or shard, or of none.
    case foreign
    /// This line is not as it was written.
    case damaged(line: Int)
  }

  /// Reads a part back, and adds its complete cases to a tally. O(bytes).
  public func read(_ bytes: [UInt8], _ shard: SweepShard, into tally: inout SweepTally) throws(Fault) -> Contents {
    let preamble = Array(self.preamble(shard).utf8)
    guard bytes.starts(with: preamble) else {
      // A run that ended while it wrote its first lines has left nothing to go on with.
      if preamble.starts(with: bytes) { return Contents(cases: 0, length: 0) }
      throw .foreign
    }
    let cases = shard.cases(of: total)
    var (number, length, start, line) = (cases.lowerBound, preamble.count, preamble.count, 3)
    var found = CaseRows(csv, case: number)
    while number < cases.upperBound, let end = Self.endOfLine(bytes, from: start) {
      guard found.take(bytes[start..<end]) else { throw .damaged(line: line) }
      (start, line) = (end + 1, line + 1)
      guard found.isComplete else { continue }
      guard found.add(to: &tally) else { throw .damaged(line: line - 1) }
      (number, length) = (number + 1, start)
      if number < cases.upperBound { found = CaseRows(csv, case: number) }
    }
    // Nothing comes after the last case.
    guard number < cases.upperBound || length == bytes.count else { throw .damaged(line: line) }
    return Contents(cases: number - cases.lowerBound, length: length)
  }

  /// Where a line ends; a line end in quotes is part of a field.
  private static func endOfLine(_ bytes: [UInt8], from start: Int) -> Int? {
    var (place, isQuoted) = (start, false)
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\n") where !isQuoted: return place
      default: break
      }
      place += 1
    }
    return nil
  }
}
