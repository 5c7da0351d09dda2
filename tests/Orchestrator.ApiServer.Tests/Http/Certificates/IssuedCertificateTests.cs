using System.Security.Cryptography.X509Certificates;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Testing;

namespace Orchestrator.ApiServer.Tests.Http.Certificates;

/// <summary>A control plane's own certificates while it runs, and the files that people may touch meanwhile.</summary>
public sealed class IssuedCertificateTests : CertificateDirectory
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Validity = TimeSpan.FromDays(100);

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ClusterCertificates _certificates;

    public IssuedCertificateTests() => _certificates = Load();

    public override void Dispose()
    {
        _certificates.Dispose();
        base.Dispose();
    }

    [Fact]
    public void Renewed_ThatIsTheCurrentOne_AndItsFilesHoldIt()
    {
        var old = _certificates.Server;
        var told = 0;
        _certificates.Serving.Renewed += () => told++;
        _time.Advance(80 * Day);

        Assert.Null(_certificates.Serving.Renew());

        Assert.NotEqual(old.Thumbprint, _certificates.Server.Thumbprint);
        Assert.Equal(_time.GetUtcNow() + Validity, _certificates.Server.NotAfter.ToUniversalTime());
        Assert.Equal(_time.GetUtcNow(), _certificates.Serving.TakenUp);
        Assert.True(_certificates.Server.MatchesHostname("kubernetes.default.svc", false, false));
        Assert.Equal(1, told);
        using var next = Load();
        Assert.Equal(_certificates.Server.Thumbprint, next.Server.Thumbprint);
        Assert.Equal(_certificates.Authority.Thumbprint, next.Authority.Thumbprint);
    }

    [Theory]
    [InlineData("damaged", "apiserver.crt", "is damaged")]
    [InlineData("damaged key", "apiserver.key", "is damaged")]
    [InlineData("key of another", "apiserver.key", "is not the key of")]
    public void FilesThatCannotBeUsed_AreLeft_AndTheNextIsInUse(string what, string file, string words)
    {
        var old = _certificates.Server;
        File.WriteAllText(PathOf(file), what == "key of another" ? File.ReadAllText(PathOf("admin.key")) : "nonsense");
        var before = Contents();
        _time.Advance(80 * Day);

        var trouble = _certificates.Serving.Renew();

        Assert.Contains(words, trouble);
        Assert.Contains($"delete {PathOf("apiserver.crt")} and {PathOf("apiserver.key")}", trouble);
        Assert.Equal(before, Contents());
        Assert.True(_certificates.Server.NotAfter > old.NotAfter);
    }

    [Fact]
    public void FilesThatSomebodyReplaced_AreTakenUp()
    {
        _time.Advance(80 * Day);
        using var own = CertificateIssuer.Server(
            _certificates.Authority, "mine", [.. Usual(), "api.example.com"], _time.GetUtcNow(), Validity);
        new CertificateFiles(Root).Save("apiserver", own);
        var before = Contents();

        Assert.Null(_certificates.Serving.Renew());

        Assert.Equal(own.Thumbprint, _certificates.Server.Thumbprint);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("another authority's", "was not signed by the authority beside it")]
    [InlineData("good for too few names", "is not good for localhost")]
    [InlineData("nearly over", "is nearly over")]
    public void FilesThatSomebodyReplacedByWorse_AreLeft_AndTheNextIsInUse(string what, string words)
    {
        _time.Advance(80 * Day);
        using var stranger = CertificateIssuer.Authority("kubernetes", _time.GetUtcNow(), Validity);
        using var own = CertificateIssuer.Server(
            what == "another authority's" ? stranger : _certificates.Authority, "mine",
            what == "good for too few names" ? ["api.example.com"] : Usual(),
            what == "nearly over" ? _time.GetUtcNow() - 79 * Day : _time.GetUtcNow(), 80 * Day);
        new CertificateFiles(Root).Save("apiserver", own);
        var before = Contents();

        var trouble = _certificates.Serving.Renew();

        Assert.Contains(words, trouble);
        Assert.Equal(before, Contents());
        Assert.NotEqual(own.Thumbprint, _certificates.Server.Thumbprint);
        Assert.Equal(_time.GetUtcNow(), _certificates.Serving.TakenUp);
    }

    [Fact]
    public void FilesThatSomebodyDeleted_AreMadeAnew()
    {
        File.Delete(PathOf("apiserver.crt"));
        File.Delete(PathOf("apiserver.key"));
        _time.Advance(Day);

        Assert.Null(_certificates.Serving.Renew());

        using var next = Load();
        Assert.Equal(_certificates.Server.Thumbprint, next.Server.Thumbprint);
    }

    [Theory]
    [InlineData("apiserver.key.new")]
    [InlineData("apiserver.crt.new")]
    public void FilesThatCannotBeWritten_StayAPair_AndAreWrittenByALaterRenewal(string temporary)
    {
        var kept = _certificates.Server;
        // A directory in the way of the temporary file.
        Directory.CreateDirectory(PathOf(temporary));
        _time.Advance(80 * Day);
        Assert.Contains("cannot be written", _certificates.Serving.Renew());
        Assert.Equal(_time.GetUtcNow(), _certificates.Serving.TakenUp);
        using (var still = new CertificateFiles(Root).Load("apiserver", "nothing"))
            Assert.Equal(kept.Thumbprint, still.Thumbprint);

        Directory.Delete(PathOf(temporary));
        _time.Advance(80 * Day);

        Assert.Null(_certificates.Serving.Renew());
        using var next = Load();
        Assert.Equal(_certificates.Server.Thumbprint, next.Server.Thumbprint);
    }

    [Fact]
    public void EndBetweenTheNamesOfANewPair_LeavesNoCertificateBesideTheKeyOfAnother_AndTheNextStartMakesOne()
    {
        // Something in the way of the first name, which ends the renewal where a crash would.
        File.Delete(PathOf("apiserver.key"));
        Directory.CreateDirectory(PathOf("apiserver.key"));
        _time.Advance(80 * Day);

        Assert.Contains("cannot be written", _certificates.Serving.Renew());

        Assert.False(File.Exists(PathOf("apiserver.crt")), "the old certificate is there still");
        Directory.Delete(PathOf("apiserver.key"));
        File.Move(PathOf("apiserver.key.new"), PathOf("apiserver.key"));
        using var next = Load();
        Assert.Equal(_certificates.Authority.Thumbprint, next.Authority.Thumbprint);
        Assert.Equal(_time.GetUtcNow() + Validity, next.Server.NotAfter.ToUniversalTime());
    }

    [Fact]
    public void AuthorityThatEnds_IsTold_AndWhatIsInUseStays()
    {
        _time.Advance(3600 * Day);
        Assert.Null(_certificates.AdminClient.Renew());
        var last = _certificates.Admin;
        _time.Advance(10 * Day);

        var ends = Assert.Throws<CertificateFileException>(() => _certificates.AdminClient.Renew());

        Assert.Contains("the authority that signs it ends", ends.Message);
        Assert.Equal(last.Thumbprint, _certificates.Admin.Thumbprint);
    }

    [Fact]
    public void StartWithAnothersServerCertificate_IsRefused_AndItIsLeft()
    {
        using var stranger = CertificateIssuer.Authority("kubernetes", _time.GetUtcNow(), Validity);
        using var own = CertificateIssuer.Server(stranger, "mine", Usual(), _time.GetUtcNow(), Validity);
        new CertificateFiles(Root).Save("apiserver", own);
        var before = Contents();

        var refused = Assert.Throws<CertificateFileException>(() => Load());

        Assert.StartsWith($"{PathOf("apiserver.crt")} was not signed by the authority beside it", refused.Message);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void AdminKubeconfig_HoldsTheNext_AndWhatPeopleChangedInIt()
    {
        var path = PathOf("admin.kubeconfig");
        AdminKubeconfig.Write(path, _certificates, "https://127.0.0.1:6443");
        File.WriteAllText(path, File.ReadAllText(path).Replace(
            "    user: kubernetes-admin\ncurrent", "    user: kubernetes-admin\n    namespace: mine\ncurrent"));
        var old = _certificates.Admin;
        _time.Advance(Day);
        Assert.Null(_certificates.AdminClient.Renew());

        Assert.Null(AdminKubeconfig.Renew(path, old, _certificates.Admin));

        var expected = AdminKubeconfig.Text(_certificates, "https://127.0.0.1:6443").Replace(
            "    user: kubernetes-admin\ncurrent", "    user: kubernetes-admin\n    namespace: mine\ncurrent");
        Assert.Contains("namespace: mine", expected);
        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("other credentials")]
    [InlineData(null)]
    public void AdminKubeconfigOfAnothers_OrGone_IsLeft(string? text)
    {
        var path = PathOf("admin.kubeconfig");
        if (text is not null)
            File.WriteAllText(path, text);
        var old = _certificates.Admin;
        _time.Advance(Day);
        Assert.Null(_certificates.AdminClient.Renew());

        Assert.Contains(path, AdminKubeconfig.Renew(path, old, _certificates.Admin));

        Assert.Equal(text is not null, File.Exists(path));
        Assert.Equal(text ?? "", File.Exists(path) ? File.ReadAllText(path) : "");
    }

    private static string[] Usual() =>
    [
        "localhost", "127.0.0.1", "::1",
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
    ];

    private ClusterCertificates Load() => ClusterCertificates.LoadOrCreate(Root, [], _time, Validity);
}
