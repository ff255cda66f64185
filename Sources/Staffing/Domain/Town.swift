// SPDX-License-Identifier: GPL-3.0-or-later

/// One office that receives quotas 镇街.
public struct Town: Hashable, Sendable {
  /// What kind of office a town is. Any name will do; three are known everywhere.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    /// The name in files: `town`, `subdistrict`, `township`, or one of the scenario's own.
    public let rawValue: String

    /// A kind by its name in files.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// 镇
    public static let town = Kind(rawValue: "town")
    /// 街道
    public static let subdistrict = Kind(rawValue: "subdistrict")
    /// 乡, 苏木
    public static let township = Kind(rawValue: "township")
  }

  /// What a town has in one pool today. A figure that is not known is `nil`, which is not zero.
  public struct Posts: Hashable, Sendable {
    /// Posts the town is authorised to fill 核定编制.
    public var quota: Int? { quotaFigure.value }
    /// People in post 实有在编.
    public var staff: Int? { staffFigure.value }

    /// Of those, people who are expected to retire 预计退休 before the plan holds.
    public var retirements: Int? { retirementsFigure.value }

    /// People on the books who work elsewhere 借出.
    public var secondedOut: Int? { secondedOutFigure.value }
    /// People on the books of another town or pool of the scenario who work here 借入.
    public var secondedIn: Int? { secondedInFigure.value }
    /// People on the books of a department above who work here 上级派驻.
    public var stationed: Int? { stationedFigure.value }

    private let quotaFigure, staffFigure, retirementsFigure, secondedOutFigure, secondedInFigure,
      stationedFigure: CompactFigure

    /// Whether there is anything about people on other books.
    var isInLedgers: Bool { secondedOut != nil || secondedIn != nil || stationed != nil }

    /// What a town has today.
    public init(
      quota: Int? = nil, staff: Int? = nil, retirements: Int? = nil, secondedOut: Int? = nil, secondedIn: Int? = nil,
      stationed: Int? = nil
    ) {
      quotaFigure = CompactFigure(quota)
      staffFigure = CompactFigure(staff)
      retirementsFigure = CompactFigure(retirements)
      secondedOutFigure = CompactFigure(secondedOut)
      secondedInFigure = CompactFigure(secondedIn)
      stationedFigure = CompactFigure(stationed)
    }
  }

  /// What makes a town one of its kind: its group and its name.
  public struct ID: Hashable, Sendable, Comparable {
    /// The path in the hierarchy, the largest group first.
    public let group: [String]
    /// The name within the group.
    public let name: String

    /// A town's identity.
    public init(group: [String], name: String) {
      self.group = group
      self.name = name
    }

    /// By group and then by name, each by the Unicode code points of its canonical form: an order that no locale
    /// changes, and one that agrees with `==`, for which 豈 is one character whichever of its two code points it has.
    public static func < (left: ID, right: ID) -> Bool {
      left.group == right.group
        ? CanonicalText.precedes(left.name, right.name) : Self.precedes(left.group, right.group)
    }

    /// Whether one path comes before another, as the identities of towns on them do.
    static func precedes(_ left: [String], _ right: [String]) -> Bool {
      for (mine, theirs) in zip(left, right) where mine != theirs {
        return CanonicalText.precedes(mine, theirs)
      }
      return left.count < right.count
    }
  }

  /// Group and name.
  public var id: ID { record.id }
  /// Its kind.
  public var kind: Kind { record.kind }
  /// One amount for each of the scenario's metrics, in the metric's own unit; `nil` where there is no figure.
  public var metrics: [Quantity?] { record.metrics }
  /// What it has today, for each of the scenario's pools.
  public var posts: [Posts] { record.posts }
  /// A need that was given directly, for each of the scenario's pools.
  public var givenNeeds: [Quantity?] { record.givenNeeds }
  /// People outside the quota 政府购买服务: counted, never allocated.
  public var contractStaff: Int? { record.contractStaff }
  /// The quota over all pools together that the town is to have, where that is fixed.
  public var fixedTotal: Int? { record.fixedTotal }
  /// Where the town stands in a list 序号; the list is by group and name where there is none.
  public var ordinal: Int? { record.ordinal }

  /// All there is of a town, in one place: towns are handed on by the ten thousand, and each time a copy of four arrays
  /// would cost more than what is done with them.
  private let record: Record

  private final class Record: Sendable {
    let id: ID
    let kind: Kind
    let metrics: [Quantity?]
    let posts: [Posts]
    let givenNeeds: [Quantity?]
    let contractStaff: Int?
    let fixedTotal: Int?
    let ordinal: Int?

    init(
      id: ID, kind: Kind, metrics: [Quantity?], posts: [Posts], givenNeeds: [Quantity?], contractStaff: Int?,
      fixedTotal: Int?, ordinal: Int?
    ) {
      self.id = id
      self.kind = kind
      self.metrics = metrics
      self.posts = posts
      self.givenNeeds = givenNeeds
      self.contractStaff = contractStaff
      self.fixedTotal = fixedTotal
      self.ordinal = ordinal
    }
  }

  /// A town.
  public init(
    id: ID, kind: Kind, metrics: [Quantity?], posts: [Posts], givenNeeds: [Quantity?] = [],
    contractStaff: Int? = nil, fixedTotal: Int? = nil, ordinal: Int? = nil
  ) {
    record = Record(
      id: id, kind: kind, metrics: metrics, posts: posts,
      givenNeeds: givenNeeds.isEmpty ? Array(repeating: nil, count: posts.count) : givenNeeds,
      contractStaff: contractStaff, fixedTotal: fixedTotal, ordinal: ordinal)
  }

  /// The name within the group.
  public var name: String { record.id.name }
  /// The path in the hierarchy, the largest group first.
  public var group: [String] { record.id.group }

  /// Towns are equal where all their figures are.
  public static func == (left: Town, right: Town) -> Bool {
    let (mine, theirs) = (left.record, right.record)
    return mine === theirs
      || mine.id == theirs.id && mine.kind == theirs.kind && mine.metrics == theirs.metrics
        && mine.posts == theirs.posts
        && mine.givenNeeds == theirs.givenNeeds && mine.contractStaff == theirs.contractStaff
        && mine.fixedTotal == theirs.fixedTotal && mine.ordinal == theirs.ordinal
  }

  /// By identity: towns of one scenario that differ have different ones.
  public func hash(into hasher: inout Hasher) { hasher.combine(record.id) }
}

extension Town {
  /// Whether it has an amount a metric, an entry a pool, and no deeper path than there are levels.
  func hasShape(metrics: Int, pools: Int, levels: Int) -> Bool {
    record.metrics.count == metrics && record.posts.count == pools && record.givenNeeds.count == pools
      && record.id.group.count <= levels
  }

  /// Whether no figure is negative or beyond ``Scenario/largestCount``.
  var isInRange: Bool {
    func isCount(_ count: Int?) -> Bool { count.map { $0 >= 0 && $0 <= Scenario.largestCount } ?? true }
    return isCount(record.contractStaff) && isCount(record.fixedTotal)
      && record.posts.allSatisfy { posts in
        isCount(posts.quota) && isCount(posts.staff) && isCount(posts.retirements) && isCount(posts.secondedOut)
          && isCount(posts.secondedIn) && isCount(posts.stationed)
      }
      && record.metrics.allSatisfy { $0?.isNegative != true }
      && record.givenNeeds.allSatisfy {
        $0.map { !$0.isNegative && $0.doubleValue <= Double(Scenario.largestCount) } ?? true
      }
  }
}

extension Town {
  /// The posts over all pools today; `nil` where a figure is missing.
  public var quotaToday: Int? {
    posts.reduce(Int?.some(0)) { sum, posts in sum.flatMap { sum in posts.quota.map { sum + $0 } } }
  }

  /// The staff over all pools; `nil` where a figure is missing.
  public var staffToday: Int? {
    posts.reduce(Int?.some(0)) { sum, posts in sum.flatMap { sum in posts.staff.map { sum + $0 } } }
  }
}
