// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// A responsibility list 履职事项清单: what towns have to do, how often, and how long it takes.
///
/// A town's hours are Σ frequency · hours over the duties that it holds, those of supporting responsibility at a stated
/// fraction; its posts are the hours over the available working time.
public struct DutyList: Hashable, Sendable {
  /// Whether a town answers for a duty or helps others with it.
  public enum Responsibility: String, Hashable, Sendable, CaseIterable {
    /// 主体责任
    case lead
    /// 配合责任
    case supporting
  }

  /// Who holds a duty before the scenario moves it.
  public enum Holder: String, Hashable, Sendable, CaseIterable {
    /// The towns.
    case town
    /// The county, or who else is above the towns.
    case above
  }

  /// One duty.
  public struct Duty: Hashable, Sendable {
    /// What it is called; once in a list.
    public let title: String
    /// Whether the towns answer for it.
    public let responsibility: Responsibility
    /// How often a year.
    public let frequency: Volume
    /// Hours for doing it once; zero or above.
    public let hours: Quantity
    /// Who holds it to begin with.
    public let holder: Holder
    /// The kinds of town that it is a duty of at all; `nil` for all.
    public let kinds: Set<Town.Kind>?

    /// A duty.
    public init(
      title: String, responsibility: Responsibility, frequency: Volume, hours: Quantity, holder: Holder = .town,
      kinds: Set<Town.Kind>? = nil
    ) {
      self.title = title
      self.responsibility = responsibility
      self.frequency = frequency
      self.hours = hours
      self.holder = holder
      self.kinds = kinds
    }
  }

  /// What a post works in a year.
  public let time: WorkingTime
  /// What a supporting responsibility counts, from 0 to 1; `nil` where no duty is of that sort.
  public let supporting: Quantity?
  /// The duties.
  public let duties: [Duty]

  /// A responsibility list.
  public init(time: WorkingTime, supporting: Quantity? = nil, duties: [Duty]) {
    self.time = time
    self.supporting = supporting
    self.duties = duties
  }

  /// What each duty takes each time that it comes up, as whole multiples of one part of a post: so long sums need no
  /// fractions.
  struct Portions {
    /// How many of the parts make a post.
    let parts: BigInt
    /// One number a duty: the parts that it takes a time.
    let counts: [BigInt]

    /// So many parts, each of them as often as a volume says.
    func posts(_ count: BigInt, times volume: Rational = .one) -> Rational {
      (Rational(count, parts) * volume).reduced
    }
  }

  /// The portions of the duties, in their order; the time must leave some. O(duties).
  var portions: Portions {
    let (available, supporting) = (time.available, (supporting ?? .zero).rational)
    let posts = duties.map { duty in
      let posts = duty.hours.rational / available
      return (duty.responsibility == .lead ? posts : posts * supporting).reduced
    }
    let parts = posts.reduce(BigInt(1)) { parts, posts in
      parts / parts.greatestCommonDivisor(with: posts.denominator) * posts.denominator
    }
    return Portions(parts: parts, counts: posts.map { $0.numerator * (parts / $0.denominator) })
  }
}

/// A duty that a scenario moves: handed down 下放 to towns, or returned 上收 by them.
public struct DutyMove: Hashable, Sendable {
  /// Which way.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    /// From above to the towns.
    case handedDown = "handed_down"
    /// From the towns to above.
    case returned
  }

  /// The duty's title.
  public let duty: String
  /// Which way.
  public let direction: Direction
  /// The towns it is moved to or from; pools are not narrowed.
  public let scope: Rule.Scope
  /// Why, in the planner's words.
  public let because: String?
  /// Where the move was written, as `scenario.yaml:14`.
  public let reference: String

  /// A move.
  public init(
    duty: String, direction: Direction, scope: Rule.Scope = Rule.Scope(), because: String? = nil, reference: String
  ) {
    self.duty = duty
    self.direction = direction
    self.scope = scope
    self.because = because
    self.reference = reference
  }
}
