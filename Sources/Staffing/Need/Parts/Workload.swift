// SPDX-License-Identifier: GPL-3.0-or-later

/// A workload 工作量 turned into posts by the WHO's method WISN (*Workload Indicators of Staffing Need*, User's Manual,
/// 2010).
///
/// - Standard workload of an activity = AWT / unit time; `A` = Σ volume / standard workload.
/// - Category allowance factor CAF = 1 / (1 − Σ CAS), for what everybody does beside.
/// - Individual allowance factor IAF = Σ hours × staff / AWT, for what some do beside.
/// - Required posts = `A` × CAF + IAF.
public struct Workload: Hashable, Sendable {
  /// Something that is done again and again and can be counted.
  public struct Activity: Hashable, Sendable {
    /// What is done.
    public let title: String
    /// How often a year.
    public let volume: Volume
    /// Unit time: hours for doing it once; zero or above.
    public let hours: Quantity

    /// An activity.
    public init(title: String, volume: Volume, hours: Quantity) {
      self.title = title
      self.volume = volume
      self.hours = hours
    }
  }

  /// Something that everybody does beside, as meetings.
  public struct CategoryAllowance: Hashable, Sendable {
    /// What is done.
    public let title: String
    /// The category allowance standard CAS: the fraction of the working time that it takes, from 0 to below 1.
    public let fraction: Quantity

    /// An allowance for everybody.
    public init(title: String, fraction: Quantity) {
      self.title = title
      self.fraction = fraction
    }
  }

  /// Something that some do beside, as training others.
  public struct IndividualAllowance: Hashable, Sendable {
    /// What is done.
    public let title: String
    /// Hours a year for each of them; zero or above.
    public let hours: Quantity
    /// How many do it in a town; zero or above.
    public let staff: Quantity

    /// An allowance for some.
    public init(title: String, hours: Quantity, staff: Quantity) {
      self.title = title
      self.hours = hours
      self.staff = staff
    }
  }

  /// What a post works in a year.
  public let time: WorkingTime
  /// What is counted.
  public let activities: [Activity]
  /// What everybody does beside.
  public let categoryAllowances: [CategoryAllowance]
  /// What some do beside.
  public let individualAllowances: [IndividualAllowance]

  /// A workload.
  public init(
    time: WorkingTime, activities: [Activity], categoryAllowances: [CategoryAllowance] = [],
    individualAllowances: [IndividualAllowance] = []
  ) {
    self.time = time
    self.activities = activities
    self.categoryAllowances = categoryAllowances
    self.individualAllowances = individualAllowances
  }

  /// Whether Σ CAS is below 1, so that what everybody does beside leaves time for the activities.
  public var leavesTime: Bool { categoryAllowance < .one }

  /// Σ CAS; must be below 1.
  var categoryAllowance: Rational { Rational.sum(categoryAllowances.map(\.fraction.rational)) }

  /// What WISN says of one town. The available time must be above zero and Σ CAS below 1.
  struct Result {
    /// `A`: posts for the activities alone.
    let activities: Rational
    /// CAF.
    let categoryFactor: Rational
    /// IAF: posts for what some do beside.
    let individualFactor: Rational

    var required: Rational { (activities * categoryFactor + individualFactor).reduced }
  }

  /// Applies the method. `volume` gives how often an activity is done. O(activities + allowances).
  func result(_ volume: (Volume) -> Rational) -> Result {
    let available = time.available
    let hours = Rational.sum(activities.map { volume($0.volume) * $0.hours.rational })
    let individual = Rational.sum(individualAllowances.map { $0.hours.rational * $0.staff.rational })
    return Result(
      activities: (hours / available).reduced,
      categoryFactor: (Rational.one / (.one - categoryAllowance)).reduced,
      individualFactor: (individual / available).reduced)
  }
}
