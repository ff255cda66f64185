// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The towns that compete for the posts of one total, in the order in which posts are granted 排位.
///
/// Where fit is the one goal, a plan grants the posts of greatest worth: the need over the method's signpost of the
/// post, or, under Hamilton's method, the share less the post's number. Every post that is in is worth at least as much
/// as every post that is not, so one number between the two shares out the total by hand: see ``Divisor``.
public struct PostQueue: Hashable, Sendable {
  /// One post of a town.
  public struct Post: Hashable, Sendable {
    /// The town, by its place in the scenario.
    public let town: Int
    /// The post's number, from 1: the town's last, or the one after it.
    public let post: Int
    /// What it is worth: the divisor at which the town would just have it; under Hamilton's method the remainder.
    public let worth: Double
  }

  /// The pool, by its place.
  public let pool: Int
  /// The group whose total it is, by its path; empty for the pool's.
  public let group: [String]
  /// The towns, by their places: those of the total that no total within it settles.
  public let towns: [Int]
  /// What they have together.
  public let posts: Int
  /// The post that was granted last, and would go first if there were one post fewer; `nil` where bounds hold them all.
  public let lastIn: Post?
  /// The post that is granted next if there is one more; `nil` where no town may have more.
  public let nextInLine: Post?
  /// The interval in which the divisor lies; `nil` where nothing bounds it.
  public let divisor: Divisor?

  /// The interval of the divisor within which the plan holds 除数区间.
  ///
  /// For any number d in it, each town of the queue has `need / d`, rounded up where it is above the signpost and down
  /// where it is below, and no fewer and no more than its bounds allow. Under Hamilton's method d is taken from the share
  /// and what is left is rounded down.
  public struct Divisor: Hashable, Sendable {
    /// The worth of the next post, below which no d lies; `nil` where no town may have more.
    public let least: Double?
    /// The worth of the last post; `nil` where bounds hold all posts.
    public let most: Double?
    /// The number of the fewest decimals well inside; `nil` where posts tie, or nearly.
    public let plain: Quantity?
    /// The same in units of the one metric that the pool is shared by, as people for each post; `nil` for other models.
    public let ofMetric: OfMetric?
  }

  /// The divisor in units of a metric.
  public struct OfMetric: Hashable, Sendable {
    /// The metric, by its place.
    public let metric: Int
    /// As ``Divisor/least``.
    public let least: Double?
    /// As ``Divisor/most``.
    public let most: Double?
    /// As ``Divisor/plain``.
    public let plain: Quantity?
  }
}

extension ApportionmentMethod {
  /// What a post of a town is worth: the need over the signpost, or, under Hamilton's method, the share less the post's
  /// number. Infinite for a post that the method guarantees.
  public func worth(ofPost post: Int, need: Double, share: Double) -> Double {
    self == .hamilton ? share - Double(post) : need / signpost(ofPost: post)
  }

  /// The signpost of a post of a divisor method: a quotient above it is rounded up to the post, one below it down to the
  /// one before. For Hamilton's method the post itself.
  public func signpost(ofPost post: Int) -> Double {
    let k = Double(post)
    return switch self {
    case .webster: k - 0.5
    case .huntingtonHill: (k * (k - 1)).squareRoot()
    case .adams: k - 1
    case .jefferson, .hamilton: k
    }
  }
}

extension PostQueue.Divisor {
  /// The number of the fewest decimals that is clearly inside an interval, near its middle; `nil` where it is too narrow
  /// for floating point to be sure.
  static func plain(least: Double?, most: Double?) -> Quantity? {
    guard let one = least ?? most else { return nil }
    // Where one side is open a tenth serves: divisors stay above zero.
    let low = least ?? one - one.magnitude / 10
    let high = most ?? one + one.magnitude / 10
    guard low.isFinite, high.isFinite else { return nil }
    // Worths are good to some 1e-14 of themselves.
    let safe = 1e-12 * max(low.magnitude, high.magnitude)
    let middle = low + (high - low) / 2
    guard high - low > 4 * safe else { return nil }
    for decimals in -9...15 {
      let scaled = middle * pow(10, Double(decimals))
      guard scaled.magnitude < 0x1p53 else { return nil }
      guard let digits = Int64(exactly: scaled.rounded()),
        let candidate = Quantity(significand: digits, exponent: -decimals)
      else { continue }
      let value = candidate.doubleValue
      if value > low + safe && value < high - safe { return candidate }
    }
    return nil
  }
}
