// SPDX-License-Identifier: GPL-3.0-or-later

internal import CZip

/// The parts of a workbook's archive, unpacked piece by piece. Not to be shared between threads.
final class ZipArchive {
  /// The most that a part may unpack to: some 2 million rows of a usual sheet.
  static let largestPart = 512 << 20
  /// What a part may unpack to for each of its packed bytes, beyond ``smallPart``. Sheets stay below a hundred.
  static let largestRatio = 200
  /// Parts up to this size may be packed as tightly as they come.
  static let smallPart = 16 << 20

  private let archive: OpaquePointer
  private let buffer: UnsafeMutableRawBufferPointer

  /// Opens an archive. O(bytes): they are copied.
  init(_ bytes: [UInt8]) throws(WorkbookFault) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
    copy.copyBytes(from: bytes)
    guard let source = zip_source_buffer_create(copy.baseAddress, UInt64(bytes.count), 0, nil) else {
      copy.deallocate()
      throw .damaged(part: nil)
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, nil) else {
      zip_source_free(source)
      copy.deallocate()
      throw .damaged(part: nil)
    }
    (self.archive, buffer) = (archive, copy)
  }

  deinit {
    zip_discard(archive)
    buffer.deallocate()
  }

  /// Whether there is a part of this name, in upper or lower case.
  func has(_ part: String) -> Bool { place(part) != nil }

  private func place(_ part: String) -> UInt64? {
    let place = zip_name_locate(archive, part, UInt32(ZIP_FL_NOCASE))
    return place < 0 ? nil : UInt64(place)
  }

  /// Unpacks a part and hands it over piece by piece, until `take` says that it has had enough by returning `false`.
  ///
  /// Throws where the part is missing, damaged, or larger than a workbook's part has reason to be: what it declares is not
  /// believed, what it unpacks to is counted.
  func read(_ part: String, _ take: (UnsafeRawBufferPointer) -> Bool) throws(WorkbookFault) {
    guard let place = place(part) else { throw .missingPart(part) }
    var status = zip_stat_t()
    guard zip_stat_index(archive, place, 0, &status) == 0 else { throw .damaged(part: part) }
    guard status.encryption_method == UInt16(ZIP_EM_NONE) else { throw .passwordProtected }
    let (byRatio, overflow) = Int(clamping: status.comp_size).multipliedReportingOverflow(by: Self.largestRatio)
    let most = min(Self.largestPart, max(Self.smallPart, overflow ? .max : byRatio))
    guard let file = zip_fopen_index(archive, place, 0) else { throw .damaged(part: part) }
    defer { zip_fclose(file) }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { piece.deallocate() }
    var total = 0
    while true {
      let count = Int(zip_fread(file, piece.baseAddress, UInt64(piece.count)))
      guard count >= 0 else { throw .damaged(part: part) }
      if count == 0 { break }
      total += count
      guard total <= most else { throw .tooLarge(part: part, most: most) }
      guard take(UnsafeRawBufferPointer(rebasing: piece[..<count])) else { return }
    }
  }
}
