// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

extension Words {
  /// One sentence on a line of a plan's certificate that does not hold.
  public func certificateRefusal(_ refusal: PlanCertificateRefusal, of scenario: Scenario) -> String {
    switch refusal {
    case .format(let found):
      return say("不认识的证明格式“\(found)”。", "“\(found)” is no layout of a certificate that is known here.")
    case .total(let total, let sum):
      let name = name(total, scenario)
      return say(
        "\(name)应为 \(number(total.total))，各项合计 \(number(sum))。",
        "\(name): the quotas add up to \(number(sum)), the total is \(number(total.total)).")
    case .quotaBeyondBounds(let line):
      let name = name(line, scenario)
      return say(
        "\(name)：\(number(line.quota)) 不在 \(number(line.least)) 到 \(number(line.most)) 之间。",
        "\(name): \(number(line.quota)) is not between \(number(line.least)) and \(number(line.most)).")
    case .postCosts(let line):
      let name = name(line, scenario)
      return say("\(name)：末名或下一名的代价有缺或多余。", "\(name): the cost of the last or next post is missing or superfluous.")
    case .costsFall(let line):
      let name = name(line, scenario)
      return say("\(name)：下一名的代价低于末名。", "\(name): the next post costs less than the last.")
    case .badNumber: return say("有数值超出范围。", "A number is out of range.")
    case .improvement(let found, let proven, let lines):
      let names = list(lines.map { name($0, scenario) })
      return say(
        "证明不成立：声称至多可再改进 \(found)，所列价格只能证明 \(proven)（\(names)）。",
        "The proof fails: it claims that no plan fits better by more than \(found), its prices prove \(proven) (\(names))."
      )
    case .method(let found, let expected):
      return say(
        "证明所用方法为 \(found)，本方案为 \(expected)。",
        "The certificate is for the method \(found), the scenario has \(expected).")
    case .foreignTotal(let total, let expected):
      let name = name(total, scenario)
      guard let expected else { return say("\(name)：本方案没有这项总额。", "\(name): the scenario has no such total.") }
      return say(
        "\(name)：证明中为 \(number(total.total))，本方案为 \(number(expected))。",
        "\(name): \(number(total.total)) in the certificate, \(number(expected)) in the scenario.")
    case .missingTotal(let total):
      let name = name(total, scenario)
      return say("\(name)：证明中缺少这项总额。", "\(name): the certificate lacks this total.")
    case .foreignQuota(let line, let expected):
      let name = name(line, scenario)
      guard let expected else { return say("\(name)：本方案没有这一项。", "\(name): the scenario has no such line.") }
      if (line.least, line.most) != (expected.least, expected.most) {
        return say(
          "\(name)：证明中的范围为 \(number(line.least)) 到 \(number(line.most))，本方案为 \(number(expected.least)) 到 \(number(expected.most))。",
          "\(name): between \(number(line.least)) and \(number(line.most)) in the certificate, "
            + "between \(number(expected.least)) and \(number(expected.most)) in the scenario.")
      }
      return say("\(name)：末名或下一名的代价与本方案不符。", "\(name): the cost of the last or next post is not the scenario's.")
    case .missingQuota(let line):
      let name = name(line, scenario)
      return say("\(name)：证明中缺少这一项。", "\(name): the certificate lacks this line.")
    case .otherQuota(let line, let planned):
      let name = name(line, scenario)
      return say(
        "\(name)：方案为 \(number(planned))，证明为 \(number(line.quota))。",
        "\(name): \(number(planned)) in the plan, \(number(line.quota)) in its certificate.")
    case .missingFromPlan(let line):
      let name = name(line, scenario)
      return say("\(name)：方案中缺少这一项。", "\(name): the plan lacks this line.")
    case .notCertified(let town, let pool, let planned):
      let name = name(town, pool, scenario)
      return say(
        "\(name)：方案为 \(number(planned))，证明中没有。", "\(name): \(number(planned)) in the plan, nothing in its certificate.")
    }
  }

  private func name(_ total: PlanCertificate.Total, _ scenario: Scenario) -> String {
    if let town = total.town {
      let path = (total.group + [town]).joined(separator: "/")
      return say("\(path)的编制总数", "the total of \(path)")
    }
    return name(
      Infeasibility.Scope(pool: total.pool ?? "", group: total.group, rule: nil), scenario)
  }

  private func name(_ line: PlanCertificate.Quota, _ scenario: Scenario) -> String {
    name(Town.ID(group: line.group, name: line.town), line.pool, scenario)
  }

  private func name(_ town: Town.ID, _ pool: String, _ scenario: Scenario) -> String {
    let path = (town.group + [town.name]).joined(separator: "/")
    return say("\(path)的\(title(pool, scenario))", "\(path) in \(title(pool, scenario))")
  }
}
