// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// A town's need in a pool, with what each part of the policy model adds to it: the parts add up to the total in the
/// digits that are written.
struct NeedRow: Encodable {
  let total: Double
  let parts: [PartRow]

  init(_ plan: Plan, town: Int, pool: Int) {
    self.init(plan.needs, plan.scenario, town: town, pool: pool)
  }

  init(_ needs: NeedTable, _ scenario: Scenario, town: Int, pool: Int) {
    let (parts, need) = (needs.parts(town: town, pool: pool), needs[town, pool])
    let rounded = DecimalNumeral.apportioned(parts.map(\.posts), of: need, decimals: 6)
    total = DecimalNumeral.rounded(need, decimals: 6)
    self.parts = zip(parts, rounded).map { part, posts in
      PartRow(part, posts: posts, scenario, staff: scenario.towns[town].posts[pool].staff)
    }
  }

  /// One part. Fields that a kind of part does not have are absent.
  struct PartRow: Encodable {
    /// The part's place in the model, from 1.
    let part: Int
    let kind: String
    let title: String
    let because: String?
    let posts: Double
    let index: Double?
    let `class`: String?
    let workload: WorkloadRow?
    let projects: [String]?
    let duties: Int?

    init(_ part: NeedPart, posts: Double, _ scenario: Scenario, staff: Int?) {
      let entry = scenario.model.parts[part.part]
      self.part = part.part + 1
      kind = entry.rule.name
      title = Words(.english).part(entry)
      because = entry.because
      self.posts = posts
      var (index, grade) = (Double?.none, String?.none)
      var (workload, projects, duties) = (WorkloadRow?.none, [String]?.none, Int?.none)
      switch part.detail {
      case .index(let value, let title): (index, grade) = (value.atSixDecimals, title)
      // What a town needs for its work is not divided, but its staff of this pool alone is no measure of it then.
      case .workload(let figures): workload = WorkloadRow(figures, staff: entry.division == nil ? staff : nil)
      case .projects(let names): projects = names
      case .duties(let count): duties = count
      case nil: break
      }
      (self.index, self.class, self.workload, self.projects, self.duties) = (index, grade, workload, projects, duties)
    }
  }

  /// The figures of WISN.
  struct WorkloadRow: Encodable {
    let availableHours: Double
    let activities: Double
    let categoryAllowanceFactor: Double
    let individualAllowanceFactor: Double
    let required: Double
    let staff: Int?
    let difference: Double?
    let ratio: Double?

    init(_ figures: WorkloadFigures, staff: Int?) {
      availableHours = figures.availableHours.atSixDecimals
      activities = figures.activities.atSixDecimals
      categoryAllowanceFactor = figures.categoryAllowanceFactor.atSixDecimals
      individualAllowanceFactor = figures.individualAllowanceFactor.atSixDecimals
      required = figures.required.atSixDecimals
      self.staff = staff
      difference = staff.map { figures.difference(staff: $0).atSixDecimals }
      ratio = staff.flatMap { figures.ratio(staff: $0)?.atSixDecimals }
    }

    enum CodingKeys: String, CodingKey {
      case activities, required, staff, difference, ratio
      case availableHours = "available_hours"
      case categoryAllowanceFactor = "category_allowance_factor"
      case individualAllowanceFactor = "individual_allowance_factor"
    }
  }
}

extension Double {
  fileprivate var atSixDecimals: Double { DecimalNumeral.rounded(self, decimals: 6) }
}

extension PolicyModel.Part.Rule {
  /// The name in files.
  fileprivate var name: String {
    switch self {
    case .base: "base"
    case .share: "share"
    case .projects: "projects"
    case .index: "index"
    case .workload: "workload"
    case .duties: "duties"
    case .norm: "norm"
    case .given: "given"
    }
  }
}
