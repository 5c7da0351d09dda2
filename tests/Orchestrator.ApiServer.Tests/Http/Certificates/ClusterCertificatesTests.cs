using Orchestrator.ApiServer.Http.Certificates;

namespace Orchestrator.ApiServer.Tests.Http.Certificates;

public sealed class ClusterCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("certificates-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private ClusterCertificates Load(TimeSpan later = default, params string[] hosts) =>
        ClusterCertificates.LoadOrCreate(_directory, hosts, new At(Start + later));

    [Fact]
    public void SecondStart_UsesTheSame()
    {
        using var first = Load();
        using var second = Load(TimeSpan.FromDays(300));
        Assert.Equal(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.Equal(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.Equal(first.Admin.Thumbprint, second.Admin.Thumbprint);
    }

    [Fact]
    public void NearlyOver_IsRenewed_ByTheSameAuthority()
    {
        using var first = Load();
        using var second = Load(TimeSpan.FromDays(340));
        Assert.Equal(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.NotEqual(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.NotEqual(first.Admin.Thumbprint, second.Admin.Thumbprint);
    }

    [Fact]
    public void NewHost_RenewsTheServersOnly()
    {
        using var first = Load();
        using var second = Load(default, "10.96.0.1", "api.example.com");
        Assert.NotEqual(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.Equal(first.Admin.Thumbprint, second.Admin.Thumbprint);
        foreach (var host in (string[])["localhost", "127.0.0.1", "kubernetes.default.svc", "10.96.0.1", "api.example.com"])
            Assert.True(second.Server.MatchesHostname(host, false, false), host);
    }

    [Fact]
    public void LostKey_IsMadeAnew()
    {
        using var first = Load();
        File.WriteAllText(Path.Combine(_directory, "admin.key"), "nonsense");
        using var second = Load();
        Assert.NotEqual(first.Admin.Thumbprint, second.Admin.Thumbprint);
        Assert.True(second.Admin.HasPrivateKey);
    }

    [Fact]
    public void Keys_AreTheirOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var certificates = Load();
        AdminKubeconfig.Write(Path.Combine(_directory, "config"), certificates, "https://127.0.0.1:1");
        foreach (var name in (string[])["ca.key", "apiserver.key", "admin.key", "config"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, name)));
        }
    }

    [Fact]
    public void Admin_IsInSystemMasters()
    {
        using var certificates = Load();
        var user = new ClientCertificateAuthenticator(certificates.Authority, new At(Start)).Authenticate(certificates.Admin)!;
        Assert.Equal("kubernetes-admin", user.Name);
        Assert.True(user.IsIn("system:masters"));
    }

    [Fact]
    public void ServersCertificate_IsNoUser()
    {
        using var certificates = Load();
        var authenticator = new ClientCertificateAuthenticator(certificates.Authority, new At(Start));
        Assert.Null(authenticator.Authenticate(certificates.Server));
    }

    [Fact]
    public void CertificatePastItsEnd_IsNoUser()
    {
        using var certificates = Load();
        var late = new ClientCertificateAuthenticator(certificates.Authority, new At(Start.AddDays(400)));
        Assert.Null(late.Authenticate(certificates.Admin));
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
