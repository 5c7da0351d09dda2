using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Cli.Cluster;
using Orchestrator.Client.Http.Kubeconfigs;
using Orchestrator.Testing;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class KubeconfigRenewalTests : IDisposable
{
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("orchestrator-cluster-");
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ManualTime _time = new();
    private readonly ClusterDirectory _directory;

    public KubeconfigRenewalTests() => _directory = new ClusterDirectory(_root.FullName);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task WhicheverControlPlaneRenews_ItsCertificateIsTakenOver_AndAllElseStays()
    {
        await ClusterAsync();
        // What 'kubectl config set-context --current --namespace' leaves.
        var changed = File.ReadAllText(_directory.Kubeconfig).Replace(
            "cluster: orchestrator\n", "cluster: orchestrator\n    namespace: mine\n", StringComparison.Ordinal);
        File.WriteAllText(_directory.Kubeconfig, changed);
        await using var renewal = new KubeconfigRenewal(_directory, _told.Enqueue, _time);

        WriteAdmin("cp-2", days: 20);
        await _time.AdvanceUntilAsync(() => HoldsThatOf("cp-2"));
        CheckOnlyCredentialsDiffer(changed);
        WriteAdmin("cp-1", days: 30);
        await _time.AdvanceUntilAsync(() => HoldsThatOf("cp-1"));

        CheckOnlyCredentialsDiffer(changed);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.Kubeconfig));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task CertificateThatEndsSooner_IsNotTaken_AndTheFileNotTouched()
    {
        await ClusterAsync();
        var before = File.ReadAllText(_directory.Kubeconfig);
        WriteAdmin("cp-1", days: 5);
        WriteAdmin("cp-2", days: 6);

        Assert.Null(KubeconfigRenewal.Renew(_directory));

        Assert.Equal(before, File.ReadAllText(_directory.Kubeconfig));
    }

    [Fact]
    public async Task ControlPlaneWithoutAFile_IsLeftOut()
    {
        await ClusterAsync();
        File.Delete(_directory.MemberKubeconfig("cp-1"));
        WriteAdmin("cp-2", days: 20);

        Assert.Null(KubeconfigRenewal.Renew(_directory));

        Assert.True(HoldsThatOf("cp-2"));
    }

    [Fact]
    public async Task OtherCredentials_AreLeft_AndToldOnce_UntilTheyAreOursAgain()
    {
        await ClusterAsync();
        var ours = File.ReadAllText(_directory.Kubeconfig);
        var others = ours.Replace("name: kubernetes-admin\n", "name: me\n", StringComparison.Ordinal);
        File.WriteAllText(_directory.Kubeconfig, others);
        await using var renewal = new KubeconfigRenewal(_directory, _told.Enqueue, _time);
        WriteAdmin("cp-1", days: 20);
        await _time.AdvanceUntilAsync(() => !_told.IsEmpty);
        var until = _time.GetElapsedTime(0) + TimeSpan.FromSeconds(5);
        await _time.AdvanceUntilAsync(() => _time.GetElapsedTime(0) >= until);

        Assert.Equal(others, File.ReadAllText(_directory.Kubeconfig));
        Assert.Equal(
            $"{_directory.Kubeconfig} holds other credentials than the cluster put there, and is not renewed (there is "
            + "no user kubernetes-admin with a certificate and a key): 'orchestrator cluster up' writes it anew",
            Assert.Single(_told));
        File.WriteAllText(_directory.Kubeconfig, ours);
        await _time.AdvanceUntilAsync(() => HoldsThatOf("cp-1"));
    }

    /// <summary>Two control planes and the kubeconfig made of the first's, whose certificate lasts ten days.</summary>
    private async Task ClusterAsync()
    {
        string[] names = ["cp-1", "cp-2"];
        await _directory.WriteAsync(new ClusterRecord(
            "process", "j", [.. names.Select(name => new MemberRecord(name, MemberKind.ControlPlane))]));
        foreach (var name in names)
            WriteAdmin(name, days: 10);
        File.WriteAllText(_directory.Kubeconfig, ClusterKubeconfig.Text(
            File.ReadAllText(_directory.MemberKubeconfig("cp-1")), "127.0.0.1:6443",
            [("cp-1", "127.0.0.1:7001"), ("cp-2", "127.0.0.1:7002")]));
    }

    private void WriteAdmin(string member, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=admin", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(Began, Began.AddDays(days));
        Directory.CreateDirectory(_directory.Member(member));
        File.WriteAllText(_directory.MemberKubeconfig(member), ClusterKubeconfigTests.Admin
            .Replace("Q0VSVA==", Base64(certificate.ExportCertificatePem()), StringComparison.Ordinal)
            .Replace("S0VZ", Base64(key.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal));
    }

    private void CheckOnlyCredentialsDiffer(string before)
    {
        var now = File.ReadAllText(_directory.Kubeconfig);
        Assert.NotEqual(before, now);
        Assert.Equal(Bare(before), Bare(now));
        // The key is the certificate's.
        using var pair = Pair(_directory.Kubeconfig);
    }

    private static IEnumerable<string> Bare(string text) =>
        text.Split('\n').Where(line => !line.Contains("client-", StringComparison.Ordinal));

    private bool HoldsThatOf(string member)
    {
        using var held = Pair(_directory.Kubeconfig);
        using var members = Pair(_directory.MemberKubeconfig(member));
        return held.SerialNumber == members.SerialNumber;
    }

    /// <exception cref="ArgumentException">The key is not the certificate's.</exception>
    private static X509Certificate2 Pair(string path)
    {
        var user = Kubeconfig.Load(path).Users.Single();
        return X509Certificate2.CreateFromPem(
            Encoding.UTF8.GetString(user.CertificateData!), Encoding.UTF8.GetString(user.KeyData!));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
