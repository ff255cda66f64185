// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// Set where a warning has to fail the build; a newer compiler's new warnings shall not keep anyone from building.
let warningsAreErrors = Context.environment["ALLOT_WARNINGS_AS_ERRORS"] != nil

/// What every Swift target is held to: the Swift 6 language mode with imports that say how far they reach.
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
  name: "allot",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "allot", targets: ["allot"]),
    .library(name: "LinearPrograms", targets: ["LinearPrograms"]),
    .library(name: "Staffing", targets: ["Staffing"]),
    // Scenario folders in, and plans out as the command writes them.
    .library(name: "Documents", targets: ["Documents"]),
    .library(name: "Reports", targets: ["Reports"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    // The module map's link line speaks to Swift alone; a C target has to name the library itself.
    .target(
      name: "CGLPKSession", dependencies: ["CGLPK"],
      cSettings: [.enableWarning("all"), .enableWarning("extra")]
        + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : []),
      linkerSettings: [.linkedLibrary("glpk")]),
    // Work shared out among threads.
    .target(name: "Concurrency", swiftSettings: strict),
    .target(
      name: "LinearPrograms", dependencies: ["CGLPKSession", "BigInt", "Concurrency"], swiftSettings: strict),
    .target(
      name: "Staffing",
      dependencies: ["LinearPrograms", "BigInt", "Concurrency"],
      swiftSettings: strict),
    .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "Spreadsheets", dependencies: ["CZip", "CExpat", "CXLSXWriter"], swiftSettings: strict),
    .target(
      name: "Documents", dependencies: ["Spreadsheets", "Staffing", "Yams", "Concurrency"], swiftSettings: strict),
    .target(name: "Charts", swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["Documents", "Spreadsheets", "Staffing", "Charts", "Concurrency"],
      swiftSettings: strict),
    // What the C library and the system offer beyond what Swift is told of.
    .target(
      name: "CPlatform",
      cSettings: [.enableWarning("all"), .enableWarning("extra")]
        + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])),
    .executableTarget(
      name: "allot",
      dependencies: [
        "CPlatform",
        "Documents", "Reports", "Spreadsheets", "Staffing", "LinearPrograms",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      // Linked with all of Swift, the command starts at once and needs no Swift where it runs. The default linker warns of
      // functions of Swift's own libraries that nothing here calls.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]),
    // What a session never calls, behind its guard: the way there is by the session's own header.
    .target(
      name: "CGLPKTraps", dependencies: ["CGLPK", "CGLPKSession"], path: "Tests/CGLPKTraps",
      cSettings: [.headerSearchPath("../../Sources/CGLPKSession")]),
    .testTarget(
      name: "CGLPKSessionTests", dependencies: ["CGLPKSession", "CGLPKTraps"], swiftSettings: strict),
    // How much the tests draw every day, and how much where the long tests run.
    .target(name: "TestLength", path: "Tests/TestLength", swiftSettings: strict),
    .testTarget(
      name: "LinearProgramsTests", dependencies: ["LinearPrograms", "CGLPKSession", "BigInt", "TestLength"],
      swiftSettings: strict),
    .testTarget(
      name: "StaffingTests", dependencies: ["Staffing", "LinearPrograms", "BigInt", "TestLength"],
      exclude: ["Oracles"], swiftSettings: strict),
    // Workbooks that no program would write, for the tests of reading.
    .target(name: "WorkbookSamples", path: "Tests/WorkbookSamples", swiftSettings: strict),
    .testTarget(
      name: "SpreadsheetsTests", dependencies: ["Spreadsheets", "WorkbookSamples", "TestLength"], swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Spreadsheets", "Staffing", "WorkbookSamples", "TestLength"],
      swiftSettings: strict),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"], swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Documents", "Spreadsheets", "Staffing", "LinearPrograms", "Charts", "WorkbookSamples",
        "TestLength",
      ],
      exclude: ["Snapshots", "Browser"], swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["allot", "TestLength"], swiftSettings: strict),
  ]
)
