using Microsoft.Data.Sqlite;
using ValetKey.Local;
using ValetKey.Local.Service;

namespace ValetKey.Tests.Local.Faults;

/// <summary>What the system's errors mean to a client, also those that no test here can bring about.</summary>
public sealed class StorageFaultTests
{
    private static readonly string Root = Path.GetTempPath();

    private static readonly int[] DiskFull = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070027), unchecked((int)0x80070070), unchecked((int)0x8007050F)]
        : [28, 122, 69]; // ENOSPC, and EDQUOT of Linux and of macOS.

    [TestCaseSource(nameof(DiskFull))]
    public void A_full_disk_is_507(int error) =>
        ReasonOf(new IOException("full", error)).Should().Be(LocalRefusalReasons.InsufficientStorage);

    [Test]
    public void A_full_database_is_507() => ReasonOf(new SqliteException("full", 13)).Should().Be(LocalRefusalReasons.InsufficientStorage);

    [TestCase(5, "input or output error")]
    [TestCase(30, "read-only file system")]
    [TestCase(116, "stale handle of a network disk")]
    public void Another_fault_of_the_disk_is_503(int error, string text) =>
        ReasonOf(new IOException(text, error)).Should().Be(LocalRefusalReasons.Unavailable);

    [TestCase(3, "permission")]
    [TestCase(8, "read-only")]
    [TestCase(10, "disk error, with room on the disk")]
    [TestCase(11, "corrupt")]
    [TestCase(14, "cannot open")]
    [TestCase(26, "not a database")]
    public void Another_fault_of_the_database_is_503(int error, string text) =>
        ReasonOf(new SqliteException(text, error)).Should().Be(LocalRefusalReasons.Unavailable);

    [Test]
    public void Refused_access_is_503() => ReasonOf(new UnauthorizedAccessException()).Should().Be(LocalRefusalReasons.Unavailable);

    [Test]
    public void A_fault_of_our_own_is_not_blamed_on_the_disk() => ReasonOf(new InvalidOperationException()).Should().BeNull();

    private static string? ReasonOf(Exception fault) => StorageFaults.RefusalOf(fault, Root)?.Reason;
}
