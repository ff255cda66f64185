// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

// A package of its own, so that what is only measured is never built with what is used.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "allot", path: "../.."),
  ],
  targets: [
    .executableTarget(
      name: "BuildInSwift", dependencies: [.product(name: "LinearPrograms", package: "allot")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .target(
      name: "HardPrograms", dependencies: [.product(name: "LinearPrograms", package: "allot")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(name: "BranchSettings", dependencies: ["HardPrograms"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(name: "Promptness", dependencies: ["HardPrograms"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(name: "BuildInC", linkerSettings: [.linkedLibrary("glpk")]),
    .executableTarget(name: "PlanInC", linkerSettings: [.linkedLibrary("glpk"), .linkedLibrary("m")]),
  ]
)
