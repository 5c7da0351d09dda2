using Orchestrator.Cli.Cluster;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class ClusterDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("orchestrator-cluster-");

    private ClusterDirectory Cluster => new(_root.FullName);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void NoCluster_SaysHowToMakeOne()
    {
        var error = Assert.Throws<ClusterException>(() => Cluster.Load());

        Assert.Equal(
            $"there is no cluster in {_root.FullName}: 'orchestrator cluster up --data {_root.FullName}' makes one; "
            + "--data names another",
            error.Message);
    }

    [Fact]
    public async Task WhatWasWritten_IsRead()
    {
        var self = ProcessIdentity.Of(Environment.ProcessId);
        var record = new ClusterRecord("hollow", "postgres://db/orchestrator",
        [
            new MemberRecord("cp-1", MemberKind.ControlPlane, self) { Address = "127.0.0.1:7001" },
            new MemberRecord("node-1", MemberKind.Node) { Nodes = 250 },
        ])
        {
            Address = "127.0.0.1:6443",
            Supervisor = self,
        };

        await Cluster.WriteAsync(record);
        var read = Cluster.Load();

        Assert.Equal(record.Members, read.Members);
        Assert.Equal(record with { Members = read.Members }, read);
        Assert.True(read.Find("cp-1")!.IsRunning);
        Assert.False(read.Find("node-1")!.IsRunning);
    }

    [Fact]
    public async Task AkkaMembers_AreRead_WithTheirPorts()
    {
        await Cluster.WriteAsync(new ClusterRecord("process", "j",
            [new MemberRecord("cp-1", MemberKind.ControlPlane) { RemotingPort = 20007 }])
        { Akka = true });

        Assert.True(Cluster.Load().Akka);
        Assert.Equal(20007, Cluster.Load().Find("cp-1")!.RemotingPort);
    }

    [Fact]
    public void FileFromBeforeAkka_IsRead()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "cluster.json"), """
            { "runtime": "process", "journal": "j", "address": "127.0.0.1:6443",
              "members": [{ "name": "cp-1", "kind": "controlPlane", "address": "127.0.0.1:7001", "nodes": 1 }] }
            """);

        var record = Cluster.Load();

        Assert.False(record.Akka);
        Assert.Null(record.Find("cp-1")!.RemotingPort);
        Assert.Equal("127.0.0.1:7001", record.Find("cp-1")!.Address);
    }

    [Fact]
    public void DamagedFile_IsRefusedByName()
    {
        var file = Path.Combine(_root.FullName, "cluster.json");
        File.WriteAllText(file, "{ \"members\": [");

        var error = Assert.Throws<ClusterException>(() => Cluster.Load());

        Assert.StartsWith($"{file} cannot be read: ", error.Message);
    }

    [Fact]
    public async Task ManyChangesAtOnce_NoneIsLost()
    {
        await Cluster.WriteAsync(new ClusterRecord("process", "j", []));

        await Parallel.ForEachAsync(Enumerable.Range(1, 40), async (i, _) =>
            await Cluster.UpdateAsync(record => record.With(new MemberRecord($"node-{i}", MemberKind.Node))));

        Assert.Equal(40, Cluster.Load().Members.Count);
    }
}
