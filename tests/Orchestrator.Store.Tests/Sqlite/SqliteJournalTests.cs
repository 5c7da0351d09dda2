using System.Text;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Sqlite;
using Orchestrator.Store.Tests.Journals;

namespace Orchestrator.Store.Tests.Sqlite;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly DataDirectory _directory = new();

    [Fact]
    public async Task Reopened_HasEverything()
    {
        await Journal.AppendAsync(Row(3, 1, "kept"), default);
        await Journal.DisposeAsync();
        await using var again = await SqliteJournal.OpenAsync(_directory.Path);
        var kept = (await again.ReadAsync(new(3, 0), 1, default)).Single();
        Assert.Equal("kept", Encoding.UTF8.GetString(kept.Payload.Span));
    }

    [Fact]
    public async Task Killed_WhatWasAppendedIsThere()
    {
        await Journal.AppendAsync(Row(3, 1, "kept"), default);
        using var copy = _directory.CopyAsAfterKill();
        await using var again = await SqliteJournal.OpenAsync(copy.Path);
        Assert.Single(await again.ReadAsync(new(3, 0), 1, default));
    }

    [Fact]
    public async Task SecondOpen_IsRefusedByName()
    {
        var error = await Assert.ThrowsAsync<DataDirectoryLockedException>(
            async () => await SqliteJournal.OpenAsync(_directory.Path));
        Assert.Equal($"process {Environment.ProcessId}", error.Holder);
        Assert.Contains(_directory.Path, error.Message);
    }

    [Fact]
    public async Task LockFilesOfADeadProcess_DoNotBlock()
    {
        await Journal.DisposeAsync();
        await File.WriteAllTextAsync(_directory.File(DataDirectoryLock.HolderName), "999999\n");
        Assert.True(File.Exists(_directory.File(DataDirectoryLock.LockName)));
        await using var again = await SqliteJournal.OpenAsync(_directory.Path);
        Assert.Equal(
            $"{Environment.ProcessId}\n", await File.ReadAllTextAsync(_directory.File(DataDirectoryLock.HolderName)));
    }

    [Fact]
    public async Task DirectoryThatCannotBeWritten_SaysSo()
    {
        // Not even root may make a file there.
        if (!Directory.Exists("/proc/1"))
            return;
        var error = await Assert.ThrowsAsync<JournalReadOnlyException>(
            async () => await SqliteJournal.OpenAsync("/proc/1"));
        Assert.Contains("/proc/1", error.Message);
    }

    [Fact]
    public async Task FileOfAnotherKind_IsCalledDamaged_AndLeftAlone()
    {
        using var other = new DataDirectory();
        await File.WriteAllTextAsync(other.File("orchestrator.db"), new string('x', 8192));
        var error = await Assert.ThrowsAsync<JournalCorruptException>(
            async () => await SqliteJournal.OpenAsync(other.Path));
        Assert.Contains("orchestrator.db", error.Message);
        Assert.Equal(8192, new FileInfo(other.File("orchestrator.db")).Length);
    }

    [Fact]
    public async Task FullDisk_IsTyped_KeepsNothing_AndEndsWhenThereIsSpace()
    {
        var journal = (SqliteJournal)Journal;
        await journal.AppendAsync(Row(1, 1, "before"), default);
        await journal.LimitPagesAsync(10);
        await Assert.ThrowsAsync<JournalFullException>(
            async () => await journal.AppendAsync(Row(1, 2, new string('x', 200_000)), default));
        await Assert.ThrowsAsync<JournalFullException>(
            async () => await journal.WriteSegmentsAsync([new SegmentRow(new(1, 1), new byte[200_000])], default));
        Assert.Single(await journal.ReadAsync(new(1, 0), 1 << 20, default));
        await journal.LimitPagesAsync(1 << 20);
        await journal.AppendAsync(Row(1, 2, new string('x', 200_000)), default);
        Assert.Equal(2, (await journal.ReadAsync(new(1, 0), 1 << 20, default)).Count);
    }

    private protected override async ValueTask<IJournal> OpenAsync() => await SqliteJournal.OpenAsync(_directory.Path);

    private protected override void Clean() => _directory.Dispose();
}
