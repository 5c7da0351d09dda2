using System.Text;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests.Journals;

/// <summary>What every journal promises.</summary>
public abstract class JournalContract : IAsyncLifetime
{
    private protected IJournal Journal { get; private set; } = null!;

    public async Task InitializeAsync() => Journal = await OpenAsync();

    public async Task DisposeAsync()
    {
        await Journal.DisposeAsync();
        Clean();
    }

    [Fact]
    public async Task Empty_HasNoLastRowAndNoManifest()
    {
        Assert.Null(await Journal.FindLastAsync(default));
        Assert.Null(await Journal.FindManifestAsync(default));
        Assert.Empty(await Journal.ListSegmentsAsync(default));
        Assert.Empty(await Journal.ReadAsync(new(0, 0), 100, default));
    }

    [Fact]
    public async Task Append_ReadsBackWhatWasWritten()
    {
        await Journal.AppendAsync(Row(1, 1, "one"), default);
        await Journal.AppendAsync(Row(1, 2, "two"), default);
        await Journal.AppendAsync(Row(2, 1, "other"), default);

        var rows = await Journal.ReadAsync(new(1, 0), 1000, default);
        Assert.Equal(["one", "two"], rows.Select(Text));
        Assert.Equal([new(1, 1), new JournalPosition(1, 2)], rows.Select(r => r.Position));
        Assert.All(rows, row => Assert.Equal((JournalRowKind.Batch, 1_700_000_000_123), (row.Kind, row.TimeMs)));
        Assert.Equal(["two"], (await Journal.ReadAsync(new(1, 1), 1000, default)).Select(Text));
        Assert.Equal(new JournalPosition(2, 1), (await Journal.FindLastAsync(default))!.Position);
    }

    [Fact]
    public async Task Append_ManyEpochs_TheNewestCounts()
    {
        for (var epoch = 0; epoch < 12; epoch++)
            await Journal.AppendAsync(Row(epoch, 1, "seal", JournalRowKind.Seal), default);
        var last = await Journal.FindLastAsync(default);
        Assert.Equal((new(11, 1), JournalRowKind.Seal), (last!.Position, last.Kind));
    }

    [Fact]
    public async Task Append_AtATakenPosition_IsRefusedAndTheFirstStays()
    {
        await Journal.AppendAsync(Row(1, 1, "first"), default);
        await Assert.ThrowsAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(Row(1, 1, "second"), default));
        Assert.Equal("first", Text((await Journal.ReadAsync(new(1, 0), 1, default)).Single()));
    }

    [Fact]
    public async Task Read_BytesMax_GivesAtLeastOneRowAndStops()
    {
        for (var i = 1; i <= 10; i++)
            await Journal.AppendAsync(Row(1, i, new string('x', 100)), default);
        Assert.Single(await Journal.ReadAsync(new(1, 0), 1, default));
        Assert.InRange((await Journal.ReadAsync(new(1, 0), 500, default)).Count, 4, 6);
    }

    [Fact]
    public async Task Manifest_ReplacesTheOldOneAndDropsSegments()
    {
        await Journal.WriteSegmentsAsync([Segment(1, 1, "a"), Segment(1, 2, "b")], default);
        await Journal.WriteManifestAsync(new ManifestRow(1, 5, "m1"u8.ToArray()), [], default);
        await Journal.WriteSegmentsAsync([Segment(2, 1, "c")], default);
        await Journal.WriteManifestAsync(new ManifestRow(1, 9, "m2"u8.ToArray()), [new(1, 1)], default);

        var manifest = await Journal.FindManifestAsync(default);
        Assert.Equal((9, "m2"), (manifest!.Revision, Encoding.UTF8.GetString(manifest.Payload.Span)));
        var segments = await Journal.ReadSegmentsAsync([new(2, 1), new(1, 2)], default);
        Assert.Equal(["c", "b"], segments.Select(s => Encoding.UTF8.GetString(s.Payload.Span)));
        Assert.Equal(2, (await Journal.ListSegmentsAsync(default)).Count);
        await Assert.ThrowsAsync<JournalCorruptException>(
            async () => await Journal.ReadSegmentsAsync([new(1, 1)], default));
    }

    [Fact]
    public async Task Manifest_OfASealedEpoch_IsRefused()
    {
        await Journal.AppendAsync(Row(1, 1, "x"), default);
        await Journal.WriteManifestAsync(new ManifestRow(1, 1, "m1"u8.ToArray()), [], default);
        await Journal.AppendAsync(Row(1, 2, "seal", JournalRowKind.Seal), default);
        await Assert.ThrowsAsync<JournalSealedException>(
            async () => await Journal.WriteManifestAsync(new ManifestRow(1, 2, "m2"u8.ToArray()), [], default));
        Assert.Equal(1, (await Journal.FindManifestAsync(default))!.Revision);
    }

    [Fact]
    public async Task Compact_InTurns_DropsRowsThroughThePosition_ButNoSeal()
    {
        await Journal.AppendAsync(Row(0, 1, "seal", JournalRowKind.Seal), default);
        for (var i = 1; i <= 4; i++)
            await Journal.AppendAsync(Row(1, i, $"r{i}"), default);
        await Journal.AppendAsync(Row(1, 5, "seal", JournalRowKind.Seal), default);
        for (var i = 1; i <= 4; i++)
            await Journal.AppendAsync(Row(2, i, $"s{i}"), default);

        Assert.Equal(4, await Journal.CompactAsync(new(2, 2), 4, default));
        Assert.Equal(2, await Journal.CompactAsync(new(2, 2), 4, default));
        Assert.Equal(["s3", "s4"], (await Journal.ReadAsync(new(2, 0), 1000, default)).Select(Text));
        Assert.Equal(["seal"], (await Journal.ReadAsync(new(1, 0), 1000, default)).Select(Text));
        Assert.Equal(["seal"], (await Journal.ReadAsync(new(0, 0), 1000, default)).Select(Text));
    }

    private protected abstract ValueTask<IJournal> OpenAsync();

    private protected virtual void Clean()
    {
    }

    private protected static JournalRow Row(
        long epoch, long sequence, string text, JournalRowKind kind = JournalRowKind.Batch) =>
        new(new JournalPosition(epoch, sequence), kind, 1_700_000_000_123, Encoding.UTF8.GetBytes(text));

    private static SegmentRow Segment(long epoch, long number, string text) =>
        new(new SegmentId(epoch, number), Encoding.UTF8.GetBytes(text));

    private protected static string Text(JournalRow row) => Encoding.UTF8.GetString(row.Payload.Span);
}
