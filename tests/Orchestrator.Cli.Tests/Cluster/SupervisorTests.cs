using System.Net;
using System.Net.Sockets;
using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class SupervisorTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("orchestrator-cluster-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData(true, "with --akka: bring it up with it")]
    [InlineData(false, "without --akka: bring it up without it")]
    public async Task DirectoryMadeTheOtherWay_IsRefused_AndLeftAsItWas(bool wasAkka, string remedy)
    {
        var directory = new ClusterDirectory(_root.FullName);
        await directory.WriteAsync(Made("j") with { Akka = wasAkka });
        var options = new ClusterOptions(1, 1, "j", new IPEndPoint(IPAddress.Loopback, 0), "process", Akka: !wasAkka);

        var error = await Assert.ThrowsAsync<ClusterException>(
            () => Supervisor.StartAsync(directory, options, CancellationToken.None));

        Assert.Equal($"the cluster in {_root.FullName} was made {remedy}, or choose another --data", error.Message);
        Assert.Null(directory.Load().Supervisor);
    }

    [Theory]
    [InlineData("127.0.0.1:7000", "j", "was made with another journal or runtime")]
    [InlineData(null, "k", "--listen")]
    public async Task AnotherJournal_IsTaken_AsLongAsNothingEverCameUp(string? address, string kept, string refusal)
    {
        var directory = new ClusterDirectory(_root.FullName);
        await directory.WriteAsync(Made("j", address));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = new ClusterOptions(1, 0, "k", (IPEndPoint)taken.LocalEndpoint, "process");

        var error = await Assert.ThrowsAsync<ClusterException>(
            () => Supervisor.StartAsync(directory, options, CancellationToken.None));

        Assert.Contains(refusal, error.Message);
        Assert.Equal(kept, directory.Load().Journal);
    }

    [Fact]
    public async Task AnotherJournal_WhileTheDatabaseRuns_IsRefused_AndTheDatabaseIsNotForgotten()
    {
        var directory = new ClusterDirectory(_root.FullName);
        var made = Made("j", address: null);
        await directory.WriteAsync(made.With(new("postgres", MemberKind.Database, Statuses.Running)));
        var options = new ClusterOptions(1, 0, "k", new IPEndPoint(IPAddress.Loopback, 0), "process");

        var error = await Assert.ThrowsAsync<ClusterException>(
            () => Supervisor.StartAsync(directory, options, CancellationToken.None));

        Assert.Contains("was made with another journal or runtime", error.Message);
        Assert.True(directory.Load().Find("postgres")!.IsRunning);
    }

    private static ClusterRecord Made(string journal, string? address = "127.0.0.1:7000") =>
        new("process", journal, [new MemberRecord("cp-1", MemberKind.ControlPlane) { Address = address }]);
}
