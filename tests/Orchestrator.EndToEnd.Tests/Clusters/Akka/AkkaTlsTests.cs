using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>Members with TLS and an authority of their own, which they know by SSL_CERT_FILE as they would in earnest; nobody
/// is told to trust any.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaTlsTests : IDisposable
{
    private const string Common = "orchestrator";

    // A member that gets in does so in two or three seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _directory = Directory.CreateTempSubdirectory("orchestrator-e2e-tls-").FullName;
    private readonly Authority _ours;
    private readonly Authority _other;

    public AkkaTlsTests()
    {
        _ours = new Authority(_directory, "ours");
        _other = new Authority(_directory, "other");
    }

    public void Dispose()
    {
        _ours.Dispose();
        _other.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [PostgresFact]
    public async Task MemberOfTheSameAuthority_Joins_OneThatTrustsAnotherDoesNot()
    {
        var port = AkkaMembers.FreePort();
        await using var plane = await PlaneAsync(port, _ours.Issue("plane", Common));
        await using var trusting = TlsMember.Start(
            "trusting", port, _ours.Issue("trusting", Common), _ours.CertificateFile);
        await using var doubting = TlsMember.Start(
            "doubting", port, _ours.Issue("doubting", Common), _other.CertificateFile);

        var ready = await trusting.Ready.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(ready is not null, trusting.Errors);
        Assert.Contains($"joined akka.ssl.tcp://orchestrator@127.0.0.1:{port}", ready, StringComparison.Ordinal);
        await NotInAsync(doubting);
        Assert.Equal("node/trusting\n", await new Kubectl(plane.Kubeconfig).Async("get", "nodes", "-o", "name"));
    }

    [PostgresFact]
    public async Task ControlPlaneWhoseCertificateHasAnotherName_IsJoinedByNobody()
    {
        var port = AkkaMembers.FreePort();
        await using var plane = await PlaneAsync(port, _ours.Issue("plane", "another"));
        await using var worker = TlsMember.Start("worker", port, _ours.Issue("worker", Common), _ours.CertificateFile);

        await NotInAsync(worker);
        Assert.Equal("", await new Kubectl(plane.Kubeconfig).Async("get", "nodes", "-o", "name"));
    }

    [PostgresFact]
    public async Task ControlPlaneOfAnotherAuthority_IsJoinedByNobody()
    {
        var port = AkkaMembers.FreePort();
        await using var plane = await PlaneAsync(port, _other.Issue("plane", Common));
        await using var worker = TlsMember.Start("worker", port, _ours.Issue("worker", Common), _ours.CertificateFile);

        await NotInAsync(worker);
        Assert.Equal("", await new Kubectl(plane.Kubeconfig).Async("get", "nodes", "-o", "name"));
    }

    private static async Task NotInAsync(TlsMember member)
    {
        if (await Task.WhenAny(member.Ready, Task.Delay(Patience)) == member.Ready && await member.Ready is { } ready)
            Assert.Fail($"it was let in: {ready}\n{member.Errors}");
    }

    private Task<OrchestratorProcess> PlaneAsync(int port, string certificate) => OrchestratorProcess.StartInAsync(
        AkkaMembers.NewDirectory(),
        AkkaMembers.Launcher(port, more: TlsMember.Environment(certificate, _ours.CertificateFile)),
        "--akka", "seed-node.conf");
}
