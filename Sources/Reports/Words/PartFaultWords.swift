// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

extension Words {
  /// What is wrong with a part of a policy model.
  func partFault(_ fault: PartFault) -> String {
    switch fault {
    case .outOfRange: say("这一部分有超出范围的数", "the part states a number that is out of range")
    case .empty: say("这一部分没有列出任何内容", "the part lists nothing")
    case .transformUnsound(let metric):
      say("“\(metric)”的换算参数不合要求", "the transform of “\(metric)” is not as it should be")
    case .classesOutOfOrder:
      say("各档下限应从 0 起逐档增大", "the classes begin at 0, and each after the one before")
    case .noWorkingTime:
      say("扣除各项缺勤后没有可用工时", "the absences use up the working days: no working time is left")
    case .allowancesTooLarge:
      say(
        "类别津贴（CAS）之和达到或超过 100%：没有时间做其他工作",
        "the category allowances (CAS) add up to 100 % or more: no time is left for anything else")
    case .unknownTown(let id):
      say("没有适用这一部分的镇街“\(id.name)”", "there is no town “\(id.name)” that the part is for")
    case .noDate:
      say(
        "重点项目有截止日期：请在 scenario.yaml 中写明 as_of，如 as_of: 2026-01-01",
        "projects end: state in scenario.yaml as of when they count, as in as_of: 2026-01-01")
    case .undividedWork:
      say(
        "工作量不能在几类编制中重复计算：请在 pools 中只写一类，或写明比例，如 {administrative: 3, institutional: 7}",
        "work must not count once for each of several pools: name one pool, or a division as "
          + "{administrative: 3, institutional: 7}")
    case .dividedShare:
      say(
        "动态调整按每类编制的余额分配，pools 应为列表，不写比例",
        "a share takes what is left of each pool: its pools are a list, without a division")
    case .zeroMean(let metric):
      say("“\(metric)”的平均数是零，无法作为参照", "the mean of “\(metric)” is zero, so nothing can be measured by it")
    case .listedTwice(let title): say("“\(title)”重复列出", "“\(title)” is listed twice")
    case .supportingNotStated(let duty):
      say(
        "“\(duty)”是配合责任：请写明 supporting，即配合责任按几成计",
        "“\(duty)” is of supporting responsibility: state under supporting what fraction that counts")
    case .logarithmOfZero(let id, let metric):
      say("“\(id.name)”的“\(metric)”为零，没有对数", "“\(metric)” of “\(id.name)” is zero and has no logarithm")
    case .logarithmOfNoPosts(let id, let pool):
      say(
        "“\(id.name)”现有“\(pool)”为零，没有对数，无法拟合",
        "“\(id.name)” has no posts of “\(pool)” today, and zero has no logarithm to fit to")
    case .tooFewTowns(let towns, let coefficients, let pool):
      say(
        "“\(pool)”有现状数据的镇街只有 \(towns) 个，拟合 \(coefficients) 个系数至少需要 \(coefficients + 1) 个",
        "\(count(towns, "town")) with figures of “\(pool)”: too few to fit \(coefficients) coefficients, "
          + "which takes \(coefficients + 1) at least")
    case .dependentMetric(let metric, let pool):
      say(
        "“\(metric)”可由其他指标和常数推出，“\(pool)”的系数无法确定；请去掉一个指标",
        "“\(metric)” follows from the other metrics and the constant, so the coefficients for “\(pool)” are not "
          + "determined; leave one metric out")
    case .notFitted(let pool): say("未能拟合“\(pool)”的系数", "no coefficients for “\(pool)” could be fitted")
    case .postsOutOfRange(let id, let posts):
      say(
        "这一部分给“\(id.name)”算出 \(DecimalNumeral.fixed(posts, decimals: 2)) 名，超出范围",
        "the part gives “\(id.name)” \(DecimalNumeral.fixed(posts, decimals: 2)) posts, which is out of range")
    }
  }
}
