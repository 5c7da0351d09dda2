using System.Collections.Concurrent;
using Orchestrator.Cli.Cluster;
using Orchestrator.Node.Process;
using Orchestrator.Testing;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class ReviverTests : IDisposable
{
    private static readonly ProcessIdentity Ended = new(1, 0, "another boot");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("orchestrator-cluster-");
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task MemberThatWasGivenUp_IsStartedOnce_OneThatWasKilledIsNot()
    {
        var directory = await ClusterAsync("cp-1", "cp-2");
        GivenUpMark.Leave(directory.Member("cp-2"));
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        await using (new Reviver(directory, StartAsync, _told.Enqueue))
            Assert.Equal("cp-2", await started.Task.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Empty(Reviver.GivenUp(directory));
        Assert.Equal(["cp-2 was given up by the other members, and is started again"], _told);

        Task StartAsync(MemberRecord member, CancellationToken cancellation)
        {
            started.SetResult(member.Name);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task MemberThatRuns_IsNotGivenUp_WhateverItLeftBefore()
    {
        var directory = await ClusterAsync("cp-1");
        await directory.UpdateAsync(record => record.With(
            record.Find("cp-1")! with { Process = ProcessIdentity.Of(Environment.ProcessId) }));
        GivenUpMark.Leave(directory.Member("cp-1"));

        Assert.Empty(Reviver.GivenUp(directory));
    }

    [Fact]
    public async Task NodeThatWasGivenUp_WaitsForAControlPlane()
    {
        var directory = await ClusterAsync("cp-1");
        await directory.UpdateAsync(record => record.With(new MemberRecord("node-1", MemberKind.Node, Ended)));
        Directory.CreateDirectory(directory.Member("node-1"));
        GivenUpMark.Leave(directory.Member("node-1"));
        Assert.Empty(Reviver.GivenUp(directory));

        await directory.UpdateAsync(record => record.With(
            record.Find("cp-1")! with { Process = ProcessIdentity.Of(Environment.ProcessId) }));

        Assert.Equal(["node-1"], Reviver.GivenUp(directory).Select(member => member.Name));
    }

    [Theory]
    [InlineData(GivenUpMark.GivenUp, "cp-1 was given up by the other members, and is started again")]
    [InlineData(GivenUpMark.JournalLost, "cp-1 left because it had lost the journal, and is started again")]
    public async Task StartThatFails_IsTold_AndTriedAgain_UntilItDoesNot(string why, string told)
    {
        var directory = await ClusterAsync("cp-1");
        GivenUpMark.Leave(directory.Member("cp-1"), why);
        var attempts = new ConcurrentQueue<TimeSpan>();

        await using (new Reviver(directory, StartAsync, _told.Enqueue, _time))
            await _time.AdvanceUntilAsync(() => attempts.Count == 4);

        Assert.Equal(
            [told, $"{told} (attempt 2)", $"{told} (attempt 3)", $"{told} (attempt 4)"],
            _told.Where(line => line.Contains("is started again", StringComparison.Ordinal)));
        Assert.Equal(
            3, _told.Count(line => line.StartsWith("no way\ncp-1 is tried again in ", StringComparison.Ordinal)));
        var gaps = attempts.Zip(attempts.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();
        Assert.True(gaps is [>= 1, >= 2, >= 4], string.Join(", ", gaps));
        Assert.Empty(Reviver.GivenUp(directory));

        Task StartAsync(MemberRecord member, CancellationToken cancellation)
        {
            attempts.Enqueue(_time.GetElapsedTime(0));
            return attempts.Count < 4 ? throw new ClusterException("no way") : Task.CompletedTask;
        }
    }

    [Fact]
    public async Task MemberThatIsEndedOnPurposeWhileItStarts_StaysSo()
    {
        var directory = await ClusterAsync("cp-1");
        GivenUpMark.Leave(directory.Member("cp-1"));
        var attempts = 0;

        await using (new Reviver(directory, StartAsync, _told.Enqueue, _time))
        {
            await _time.AdvanceUntilAsync(() => _told.Count == 2);
            await TickForAMinuteAsync();
        }

        Assert.Equal((1, "killed"), (attempts, _told.Last()));

        Task StartAsync(MemberRecord member, CancellationToken cancellation)
        {
            attempts++;
            GivenUpMark.Leave(directory.Member(member.Name), GivenUpMark.OnPurpose);
            throw new ClusterException("killed");
        }
    }

    [Fact]
    public async Task MemberThatWasNotReadyInTime_IsLeftAlone_UntilItEnds()
    {
        var directory = await ClusterAsync("cp-1");
        directory.Prepare();
        await File.WriteAllTextAsync(directory.Output("cp-1"), "");
        GivenUpMark.Leave(directory.Member("cp-1"));
        var attempts = 0;

        await using (new Reviver(directory, StartAsync, _told.Enqueue, _time))
        {
            await _time.AdvanceUntilAsync(() => _told.Count == 2);
            await TickForAMinuteAsync();
            Assert.Equal(1, attempts);
            await SetAsync(directory, Ended);
            await _time.AdvanceUntilAsync(() => attempts == 2);
        }

        async Task StartAsync(MemberRecord member, CancellationToken cancellation)
        {
            if (++attempts == 2)
                return;
            await SetAsync(directory, ProcessIdentity.Of(Environment.ProcessId));
            throw new ClusterException("not ready after 60 s");
        }
    }

    [Fact]
    public async Task OutputOfASlowMemberIsGone_OthersAreStartedAllTheSame()
    {
        var directory = await ClusterAsync("cp-1", "cp-2");
        GivenUpMark.Leave(directory.Member("cp-1"));
        var started = new ConcurrentQueue<string>();

        await using (new Reviver(directory, StartAsync, _told.Enqueue, _time))
        {
            await _time.AdvanceUntilAsync(() => _told.Count == 2);
            GivenUpMark.Leave(directory.Member("cp-2"));
            await _time.AdvanceUntilAsync(() => started.Contains("cp-2"));
        }

        async Task StartAsync(MemberRecord member, CancellationToken cancellation)
        {
            started.Enqueue(member.Name);
            if (member.Name == "cp-2")
                return;
            await SetAsync(directory, ProcessIdentity.Of(Environment.ProcessId));
            throw new ClusterException("not ready after 60 s");
        }
    }

    [Fact]
    public async Task RecordThatCannotBeRead_IsToldOnce_AndLookedAtAgain()
    {
        var directory = await ClusterAsync("cp-1");
        var record = directory.Load();
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "cluster.json"), "{");
        var attempts = 0;

        await using (new Reviver(directory, StartAsync, _told.Enqueue, _time))
        {
            await _time.AdvanceUntilAsync(() => !_told.IsEmpty);
            await TickForAMinuteAsync();
            Assert.Contains("cluster.json cannot be read", Assert.Single(_told));
            await directory.WriteAsync(record);
            GivenUpMark.Leave(directory.Member("cp-1"));
            await _time.AdvanceUntilAsync(() => attempts == 1);
        }

        Task StartAsync(MemberRecord member, CancellationToken cancellation)
        {
            attempts++;
            return Task.CompletedTask;
        }
    }

    private static Task SetAsync(ClusterDirectory directory, ProcessIdentity? process) =>
        directory.UpdateAsync(record => record.With(record.Find("cp-1")! with { Process = process }));

    private Task TickForAMinuteAsync()
    {
        var until = _time.GetElapsedTime(0) + TimeSpan.FromMinutes(1);
        return _time.AdvanceUntilAsync(() => _time.GetElapsedTime(0) >= until);
    }

    private async Task<ClusterDirectory> ClusterAsync(params string[] members)
    {
        var directory = new ClusterDirectory(_root.FullName);
        foreach (var member in members)
            Directory.CreateDirectory(directory.Member(member));
        await directory.WriteAsync(new ClusterRecord(
            "process", "j", [.. members.Select(m => new MemberRecord(m, MemberKind.ControlPlane, Ended))]));
        return directory;
    }
}
