using System.Collections.Concurrent;
using Orchestrator.Cli.Cluster;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class ReviverTests : IDisposable
{
    private static readonly ProcessIdentity Ended = new(1, 0, "another boot");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("orchestrator-cluster-");
    private readonly ConcurrentQueue<string> _told = new();

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

    [Fact]
    public async Task StartThatFails_IsTold_AndNotTriedAgain()
    {
        var directory = await ClusterAsync("cp-1");
        GivenUpMark.Leave(directory.Member("cp-1"));

        await using (new Reviver(directory, (_, _) => throw new ClusterException("no way"), _told.Enqueue))
            Assert.True(SpinWait.SpinUntil(() => _told.Count == 2, TimeSpan.FromSeconds(30)));

        Assert.Equal("no way", _told.Last());
        Assert.Empty(Reviver.GivenUp(directory));
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
