// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
public import Staffing

/// What is out of line, as JSON for other programs; in English whatever the language. Under the version number of
/// ``PlanJSON``.
public struct MismatchJSON: Sendable {
  private let survey: MismatchSurvey

  /// The JSON of a survey.
  public init(_ survey: MismatchSurvey) { self.survey = survey }

  /// The document, with sorted keys and a line end; the same survey gives the same bytes.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers, strings and arrays alone: encoding these cannot fail.
    let data = (try? encoder.encode(Document(survey))) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let format = PlanJSON.format
    let title: String
    let inversion_pairs: Int
    let compared: [String]
    let fewest_moves: OrNull
    let norms: [Norm]
    let flags: [Flag]
    let fairness: [FairnessRow]
    let densities: [Density]

    init(_ survey: MismatchSurvey) {
      let scenario = survey.scenario
      title = scenario.title
      inversion_pairs = survey.inversionPairs
      compared = survey.compared.map { scenario.metrics[$0].id }
      fewest_moves = OrNull(posts: survey.fewestMoves)
      norms = survey.norms.map { Norm($0, scenario) }
      flags = survey.mismatches.map { Flag($0, scenario) }
      let table = DensityTable(scenario)
      densities = scenario.listingOrder.map { Density(scenario.towns[$0], table.entries[$0], scenario) }
      fairness = survey.fairness.rows.map { FairnessRow($0, scenario) }
    }
  }

  /// A number of posts; `null` and not left out where it is not known.
  private struct OrNull: Encodable {
    let posts: Int?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let posts { try container.encode(posts) } else { try container.encodeNil() }
    }
  }

  /// A town's posts of today on 10,000 people and on 100 km²; a figure that is not known is left out.
  private struct Density: Encodable {
    let town: String
    let group: [String]
    var posts_per_10000_people: Double?
    var posts_per_100_km2: Double?

    init(_ town: Town, _ entries: [DensityTable.Entry], _ scenario: Scenario) {
      self.town = town.name
      group = town.group
      for entry in entries {
        let metric = scenario.metrics[entry.metric]
        let posts = entry.posts.map { DecimalNumeral.rounded($0 * metric.densityUnit, decimals: 6) }
        if metric.dimension == .people { posts_per_10000_people = posts } else { posts_per_100_km2 = posts }
      }
    }
  }

  private struct Norm: Encodable {
    /// Empty for all towns.
    let group: [String]
    let exponents: [String: Double]
    let constant: Double
    let spread: Double

    init(_ peers: MismatchSurvey.PeerNorm, _ scenario: Scenario) {
      let norm = peers.norm
      group = peers.group
      exponents = Dictionary(
        zip(norm.metrics.map { scenario.metrics[$0].id }, norm.exponents), uniquingKeysWith: { first, _ in first })
      constant = norm.constant
      spread = norm.spread
    }
  }

  private struct Flag: Encodable {
    let kind: String
    let severity: String
    let town: String
    let group: [String]
    let text: String
    let remedy: String
    var pool: String?
    var larger_town: String?
    var posts: Int?
    var larger_posts: Int?
    var factor: Double?
    var pairs: Int?
    var norm: Double?
    var log_residual: Double?
    var score: Double?
    var staff: Int?
    var quota: Int?
    var need: Double?
    var contract_staff: Int?
    var efficiency: Double?
    var models: [String]?

    init(_ mismatch: Mismatch, _ scenario: Scenario) {
      let words = Words(.english)
      town = scenario.towns[mismatch.town].name
      group = scenario.towns[mismatch.town].group
      severity = words.severity(mismatch.severity)
      text = words.mismatch(mismatch, of: scenario)
      remedy = words.remedy(mismatch, of: scenario)
      switch mismatch.finding {
      case .inversion(let inversion):
        kind = "inversion"
        let id = scenario.towns[inversion.larger].id
        larger_town = (id.group + [id.name]).joined(separator: "/")
        (posts, larger_posts) = (inversion.smallerPosts, inversion.largerPosts)
        (factor, pairs) = (inversion.factor, inversion.pairs)
      case .outlier(let outlier):
        kind = "outlier"
        (posts, norm, log_residual, score) = (outlier.posts, outlier.norm, outlier.residual, outlier.score)
      case .overQuota(let place, let staff, let quota):
        kind = "over_quota"
        (pool, self.staff, self.quota) = (scenario.pools[place].id, staff, quota)
      case .vacancies(let place, let staff, let quota):
        kind = "vacancies"
        (pool, self.staff, self.quota) = (scenario.pools[place].id, staff, quota)
      case .offNeed(let place, let staff, let need):
        kind = "off_need"
        (pool, self.staff, self.need) = (scenario.pools[place].id, staff, need)
      case .contractStaff(let count, let staff):
        kind = "contract_staff"
        (contract_staff, self.staff) = (count, staff)
      case .inefficient(let inefficiency):
        kind = "inefficient"
        (staff, efficiency) = (inefficiency.staff, DecimalNumeral.rounded(inefficiency.score, decimals: 6))
        models = inefficiency.models.map {
          (scenario.towns[$0].group + [scenario.towns[$0].name]).joined(separator: "/")
        }
      }
    }
  }
}
