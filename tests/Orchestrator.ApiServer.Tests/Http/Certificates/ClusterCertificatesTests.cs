using Orchestrator.ApiServer.Http.Certificates;

namespace Orchestrator.ApiServer.Tests.Http.Certificates;

public sealed class ClusterCertificatesTests : CertificateDirectory
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ClusterCertificates Load(TimeSpan later = default, params string[] hosts) =>
        ClusterCertificates.LoadOrCreate(Root, hosts, new At(Start + later));

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
        string[] hosts = ["localhost", "127.0.0.1", "kubernetes.default.svc", "10.96.0.1", "api.example.com"];
        foreach (var host in hosts)
            Assert.True(second.Server.MatchesHostname(host, false, false), host);
    }

    [Theory]
    [InlineData("no byte of the authority", "ca.crt", "damaged")]
    [InlineData("no byte of its key", "ca.key", "damaged")]
    [InlineData("no byte of the server's", "apiserver.crt", "damaged")]
    [InlineData("no byte of its key", "apiserver.key", "damaged")]
    [InlineData("no byte of the administrator's", "admin.crt", "damaged")]
    [InlineData("no byte of its key", "admin.key", "damaged")]
    [InlineData("no byte of the front proxy's authority", "front-proxy-ca.crt", "damaged")]
    [InlineData("no byte of its key", "front-proxy-ca.key", "damaged")]
    public void EmptyTruncatedOrNonsense_IsRefusedByName_AndLeftAsItIs(string what, string file, string word)
    {
        Load().Dispose();
        var whole = File.ReadAllText(PathOf(file));
        foreach (var content in (string[])["", whole[..(whole.Length / 2)], "nonsense", whole.Replace("M", "!")])
        {
            File.WriteAllText(PathOf(file), content);
            var before = Contents();

            var refused = Assert.Throws<CertificateFileException>(() => Load());

            Assert.True(
                refused.Message.StartsWith($"{PathOf(file)} is {word}", StringComparison.Ordinal),
                $"{what}: {refused.Message}");
            Assert.Contains(file.StartsWith("ca.", StringComparison.Ordinal)
                ? $"delete the directory {Root}"
                : $"delete {PathOf(file[..file.IndexOf('.')])}.crt and ", refused.Message);
            Assert.Equal(before, Contents());
        }
    }

    [Theory]
    [InlineData("ca")]
    [InlineData("apiserver")]
    [InlineData("admin")]
    [InlineData("front-proxy-ca")]
    [InlineData("front-proxy-client")]
    public void KeyOfAnotherCertificate_IsRefusedByName_AndLeftAsItIs(string name)
    {
        Load().Dispose();
        File.Copy(PathOf(name == "ca" ? "admin.key" : "ca.key"), PathOf(name + ".key"), overwrite: true);
        var before = Contents();

        var refused = Assert.Throws<CertificateFileException>(() => Load());

        Assert.StartsWith($"{PathOf(name)}.key is not the key of {PathOf(name)}.crt: ", refused.Message);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("past its end", 3651, "has expired (2035-12-30")]
    [InlineData("before its time", -1, "is not valid before 2025-12-31")]
    public void AuthorityOutOfDate_IsRefusedByName_AndLeftAsItIs(string when, int days, string words)
    {
        Load().Dispose();
        var before = Contents();

        var refused = Assert.Throws<CertificateFileException>(() => Load(TimeSpan.FromDays(days)));

        Assert.True(
            refused.Message.StartsWith($"{PathOf("ca.crt")} {words}", StringComparison.Ordinal),
            $"{when}: {refused.Message}");
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("ca.key")]
    [InlineData("ca.crt")]
    [InlineData("ca.crt", "ca.key")]
    public void LostAuthority_IsRefusedByName_AndLeftAsItIs(params string[] lost)
    {
        Load().Dispose();
        foreach (var file in lost)
            File.Delete(PathOf(file));
        var before = Contents();

        var refused = Assert.Throws<CertificateFileException>(() => Load());

        Assert.Contains(PathOf(lost[0]), refused.Message);
        Assert.Contains("missing", refused.Message);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void CertificateThatIsNoAuthoritys_IsRefused()
    {
        Load().Dispose();
        File.Copy(PathOf("admin.crt"), PathOf("ca.crt"), overwrite: true);
        File.Copy(PathOf("admin.key"), PathOf("ca.key"), overwrite: true);

        var refused = Assert.Throws<CertificateFileException>(() => Load());

        Assert.StartsWith($"{PathOf("ca.crt")} is no certificate authority's", refused.Message);
    }

    [Fact]
    public void LongPastTheEndOfALeaf_IsIssuedAnew_ByTheSameAuthority()
    {
        using var first = Load();
        using var second = Load(TimeSpan.FromDays(800));
        Assert.Equal(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.NotEqual(first.Admin.Thumbprint, second.Admin.Thumbprint);
    }

    /// <summary>Files are written in this order; a crash leaves the first few, and the next one perhaps under its
    /// temporary name.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void CrashBetweenTheFiles_TheRestIsMade_AndTheAuthorityStays(int written)
    {
        string[] order =
        [
            "ca.key", "ca.crt", "apiserver.key", "apiserver.crt", "admin.key", "admin.crt",
            "front-proxy-ca.key", "front-proxy-ca.crt", "front-proxy-client.key", "front-proxy-client.crt",
        ];
        using var first = Load();
        foreach (var file in order[written..])
            File.Delete(PathOf(file));
        if (written < order.Length)
            File.WriteAllText(PathOf(order[written] + ".new"), "half of");

        using var second = Load();

        Assert.Equal(written >= 2, first.Authority.Thumbprint == second.Authority.Thumbprint);
        Assert.Equal(written >= 4, first.Server.Thumbprint == second.Server.Thumbprint);
        Assert.Equal(written >= 8, first.FrontProxyAuthority.Thumbprint == second.FrontProxyAuthority.Thumbprint);
        Assert.Equal(written >= 6, first.Admin.Thumbprint == second.Admin.Thumbprint);
        using var third = Load();
        Assert.Equal(second.Authority.Thumbprint, third.Authority.Thumbprint);
        Assert.Equal(second.Admin.Thumbprint, third.Admin.Thumbprint);
        Assert.Equal(
            order.Order(StringComparer.Ordinal),
            Directory.GetFiles(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DirectoryAndKeysOpenToOthers_AreClosed()
    {
        if (OperatingSystem.IsWindows())
            return;
        Load().Dispose();
        const UnixFileMode Open = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(Root, Open);
        File.SetUnixFileMode(PathOf("ca.key"), Open);

        Load().Dispose();

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Root));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(PathOf("ca.key")));
    }

    [Fact]
    public void Keys_AreTheirOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var certificates = Load();
        AdminKubeconfig.Write(PathOf("config"), certificates, "https://127.0.0.1:1");
        foreach (var name in (string[])["ca.key", "apiserver.key", "admin.key", "config"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf(name)));
        }
    }

    [Fact]
    public void Admin_IsInSystemMasters()
    {
        using var certificates = Load();
        var authenticator = new ClientCertificateAuthenticator(certificates.Authority, new At(Start));
        var user = authenticator.Authenticate(certificates.Admin)!;
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
