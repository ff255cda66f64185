// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

// A package of its own, so that what is only measured is never built with what is used.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "allot", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
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
    // `swift package benchmark` takes targets of a folder of this name.
    .executableTarget(
      name: "PartsOfPlanning",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Documents", package: "allot"),
        .product(name: "LinearPrograms", package: "allot"),
        .product(name: "Reports", package: "allot"),
        .product(name: "Staffing", package: "allot"),
      ],
      path: "Benchmarks/PartsOfPlanning", swiftSettings: [.swiftLanguageMode(.v6)],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
