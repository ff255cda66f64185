// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// What a name typed by a person means among a scenario's towns, or its pools.
public enum NameLookup: Hashable, Sendable {
  /// The one at this place.
  case found(Int)
  /// Several have the name: their paths, by which they are told apart.
  case ambiguous([String])
  /// None has it; the nearest name, if one is near.
  case unknown(nearest: String?)
}

extension Scenario {
  /// The town of a name, or of a path or the end of one: `城关镇`, `东县/城关镇`. O(towns · length of the name).
  public func town(named name: String) -> NameLookup {
    let wanted = name.split(separator: "/").map(String.init)
    guard !wanted.isEmpty else { return .unknown(nearest: nil) }
    let paths = towns.map { $0.group + [$0.name] }
    // A whole path comes before the end of one, and a name may itself have a slash in it.
    for isMeant in [{ $0 == wanted }, { $0.last == name }, { $0.suffix(wanted.count) == wanted[...] }]
      as [([String]) -> Bool]
    {
      let places = paths.indices.filter { isMeant(paths[$0]) }
      if places.count == 1 { return .found(places[0]) }
      if !places.isEmpty { return .ambiguous(places.map { paths[$0].joined(separator: "/") }) }
    }
    let nearest = Nearest.name(to: name, among: towns.map(\.name))
    return .unknown(nearest: nearest ?? Nearest.name(to: name, among: paths.map { $0.joined(separator: "/") }))
  }

  /// The pool of a name in files or on screen. O(pools).
  public func pool(named name: String) -> NameLookup {
    let places = pools.indices.filter { pools[$0].id == name || pools[$0].title == name }
    if let first = places.first { return .found(first) }
    return .unknown(nearest: Nearest.name(to: name, among: pools.flatMap { [$0.id] + ($0.title.map { [$0] } ?? []) }))
  }
}
