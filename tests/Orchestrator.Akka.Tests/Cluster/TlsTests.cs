using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Tests.Cluster;

[Collection(nameof(ClusterCollection))]
public sealed class TlsTests : IDisposable
{
    private const string Password = "secret \"\\ word";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);
    private readonly string _directory = Directory.CreateTempSubdirectory("akka-tls").FullName;

    public TlsTests()
    {
        var file = Path.Combine(_directory, "member.pfx");
        File.WriteAllBytes(file, Certificate());
        Set("on", file, Password);
    }

    public void Dispose()
    {
        Set(null, null, null);
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_TLS_TRUST_ANY", null);
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task MembersWithTls_FormACluster()
    {
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_TLS_TRUST_ANY", "on");
        await using var cluster = new TestCluster();
        var members = await cluster.ControlPlanesAsync(2);
        Assert.StartsWith("akka.ssl.tcp://orchestrator@127.0.0.1:", members[0].Address, StringComparison.Ordinal);
        Assert.Equal(members[0].Address, cluster.Occupancy.Holder);
    }

    [Fact]
    public async Task MemberThatChecksCertificates_DoesNotTalkToOneItDoesNotTrust()
    {
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_TLS_TRUST_ANY", "on");
        await using var cluster = new TestCluster();
        var first = await cluster.ControlPlaneAsync();
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_TLS_TRUST_ANY", null);
        using var given = new CancellationTokenSource(Long);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => cluster.ControlPlaneAsync(cancellation: given.Token));
        Assert.Single(first.Members, member => member.State == MemberState.Up);
        Assert.Single(first.Members);
    }

    private static void Set(string? on, string? file, string? password)
    {
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_TLS", on);
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_TLS_CERTIFICATE", file);
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_TLS_PASSWORD", password);
    }

    private static byte[] Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=member", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.Export(X509ContentType.Pkcs12, Password);
    }
}
