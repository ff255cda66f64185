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
    public let quota: Int?
    /// People in post 实有在编.
    public let staff: Int?

    /// Of those, people who are expected to retire 预计退休 before the plan holds.
    public let retirements: Int?

    /// People on the books who work elsewhere 借出.
    public let secondedOut: Int?
    /// People on the books of another town or pool of the scenario who work here 借入.
    public let secondedIn: Int?
    /// People on the books of a department above who work here 上级派驻.
    public let stationed: Int?

    /// What a town has today.
    public init(
      quota: Int? = nil, staff: Int? = nil, retirements: Int? = nil, secondedOut: Int? = nil, secondedIn: Int? = nil,
      stationed: Int? = nil
    ) {
      self.quota = quota
      self.staff = staff
      self.retirements = retirements
      self.secondedOut = secondedOut
      self.secondedIn = secondedIn
      self.stationed = stationed
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
      for (mine, theirs) in zip(left.group, right.group) where mine != theirs {
        return mine < theirs
      }
      if left.group.count != right.group.count { return left.group.count < right.group.count }
      return left.name < right.name
    }
  }

  /// Group and name.
  public let id: ID
  /// Its kind.
  public let kind: Kind
  /// One amount for each of the scenario's metrics, in the metric's own unit; `nil` where there is no figure.
  public let metrics: [Quantity?]
  /// What it has today, for each of the scenario's pools.
  public let posts: [Posts]
  /// A need that was given directly, for each of the scenario's pools.
  public let givenNeeds: [Quantity?]
  /// People outside the quota 政府购买服务: counted, never allocated.
  public let contractStaff: Int?
  /// The quota over all pools together that the town is to have, where that is fixed.
  public let fixedTotal: Int?
  /// Where the town stands in a list 序号; the list is by group and name where there is none.
  public let ordinal: Int?

  /// A town.
  public init(
    id: ID, kind: Kind, metrics: [Quantity?], posts: [Posts], givenNeeds: [Quantity?] = [],
    contractStaff: Int? = nil, fixedTotal: Int? = nil, ordinal: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.metrics = metrics
    self.posts = posts
    self.givenNeeds = givenNeeds.isEmpty ? Array(repeating: nil, count: posts.count) : givenNeeds
    self.contractStaff = contractStaff
    self.fixedTotal = fixedTotal
    self.ordinal = ordinal
  }

  /// The name within the group.
  public var name: String { id.name }
  /// The path in the hierarchy, the largest group first.
  public var group: [String] { id.group }
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
